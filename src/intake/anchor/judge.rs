//! How far an alignment is to be trusted, blank by blank. Here is the rule that nothing is guessed: a blank whose words
//! have changed too much, whose measure word counts something else, that reads nearly as well in another way, or whose
//! words are more like another blank's, is a question with its sentence.

mod sentence;
mod side;

use side::Side;

use super::align::{Alignment, Pick, Step};
use super::candidate::{self, Balance, Shape, WORDS_THAT_END};
use super::pattern::Pattern;
use super::token::{Chunk, Spot};
use crate::domain::campaign::Campaign;
use crate::intake::content;
use crate::intake::likeness::likeness;
use crate::intake::number;
use crate::intake::reading::{CERTAIN, Read, State};

/// By how much the best reading must be better than the next: two words.
const LEAST_MARGIN: i32 = 8;

/// One row as read from one text.
#[derive(Debug, Clone)]
pub(super) struct RowReading {
    /// Index among the patterns, and among the chunks.
    pub(super) pattern: usize,
    pub(super) chunk: usize,
    /// One a slot.
    pub(super) reads: Vec<Placed>,
    /// Which tokens of the chunk are spoken for.
    pub(super) used: Vec<bool>,
    /// Words of the paper that the text has, of a thousand.
    pub(super) kept: usize,
    /// Words of the text that are the paper's, of a thousand.
    pub(super) covered: usize,
}

/// A blank as read from one text.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub(super) read: Read,
    /// Whether its place is certain, whatever stands in it.
    pub(super) is_certain: bool,
    /// Whether the sentence says something else of the number than the paper does: planned, last year's.
    pub(super) is_turned: bool,
    /// First token and the token behind the last, where the text has it.
    pub(super) tokens: Option<(usize, usize)>,
    /// The characters of the chunk that an answer takes the place of, brackets left out.
    pub(super) inside: Option<(usize, usize)>,
    /// Where that begins.
    pub(super) spot: Option<Spot>,
}

/// What judging needs beside the alignment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bench<'b, 'c> {
    pub(super) campaign: &'c Campaign,
    pub(super) patterns: &'b [Pattern<'c>],
}

/// A row whose words are all there.
pub(super) fn exact(
    bench: Bench<'_, '_>,
    (pattern, chunk_index): (usize, usize),
    chunk: &Chunk,
    spans: &[(usize, usize)],
) -> RowReading {
    let slots = &bench.patterns[pattern].slots;
    let place = |(slot, &(from, to)): (usize, &(usize, usize))| {
        let figure = slots[slot].figure;
        let content = content::read(bench.campaign, figure, chunk.slice(from, to));
        let read = Read {
            id: figure.id.clone(),
            confidence: confidence(&content.state, CERTAIN, content.plain),
            state: content.state,
            approximate: content.approximate,
            sentence: chunk.statement(from, to),
            position: chunk.position(from),
        };
        Placed {
            read,
            is_certain: true,
            is_turned: false,
            tokens: Some((chunk.token_from(from) - 1, chunk.token_from(to) + 1)),
            inside: Some((from, to)),
            spot: chunk.spot(chunk.char_of(chunk.token_from(from) - 1)),
        }
    };
    let mut reads: Vec<Placed> = spans.iter().enumerate().map(place).collect();
    sentence::part_joined(&mut reads, chunk);
    RowReading {
        pattern,
        chunk: chunk_index,
        reads,
        used: vec![true; chunk.tokens.len()],
        kept: 1000,
        covered: 1000,
    }
}

fn confidence(state: &State, trust: u16, plain: bool) -> u16 {
    match state {
        State::Problem(_) => 0,
        _ if plain => trust,
        _ => trust.saturating_sub(20),
    }
}

/// A row whose words are not all there, or not only they.
pub(super) fn aligned(
    bench: Bench<'_, '_>,
    (pattern_index, chunk_index): (usize, usize),
    chunk: &Chunk,
    alignment: &Alignment,
) -> RowReading {
    let pattern = &bench.patterns[pattern_index];
    let mut used = vec![false; chunk.tokens.len()];
    for step in &alignment.steps {
        match *step {
            Step::Match { token, .. } => used[token] = true,
            Step::Other { token, .. } => used[token] = !chunk.tokens[token].c.is_ascii_digit(),
            Step::Slot { from, to, .. } => used[from..to].fill(true),
            _ => {}
        }
    }
    let judge = Judge {
        bench,
        pattern,
        chunk,
        alignment,
    };
    let words = pattern.symbols.len() - pattern.slots.len();
    let mut reads: Vec<Placed> = Vec::with_capacity(pattern.slots.len());
    for (slot, spec) in pattern.slots.iter().enumerate() {
        let mut placed = judge.place(slot);
        // 参与（）人次 says nothing by itself: it is as certain as the words of the blank before it.
        // And what is planned in the first half of a sentence is planned in the second.
        let leans = reads.last().is_some_and(|last| {
            let is_turned = last.is_turned && last.read.sentence == placed.read.sentence;
            placed.is_turned |= is_turned;
            is_turned || !last.is_certain && !spec.stands_alone
        });
        if leans && placed.is_certain {
            placed.is_certain = false;
            placed.read.confidence = 0;
            let message = "前一个空的位置不能确定，这个空随之不能确定，请对照原句填写";
            placed.read.state = State::Problem(message.to_owned());
        }
        reads.push(placed);
    }
    sentence::part_joined(&mut reads, chunk);
    RowReading {
        pattern: pattern_index,
        chunk: chunk_index,
        reads,
        used,
        kept: alignment.matched * 1000 / words.max(1),
        covered: alignment.matched * 1000 / chunk.words().max(1),
    }
}

struct Judge<'j, 'b, 'c> {
    bench: Bench<'b, 'c>,
    pattern: &'j Pattern<'c>,
    chunk: &'j Chunk,
    alignment: &'j Alignment,
}

impl Judge<'_, '_, '_> {
    fn place(&self, slot: usize) -> Placed {
        let at = self.step_of(slot);
        let steps = &self.alignment.steps;
        let before = Side::before(&steps[..at], self.pattern.statement_of(slot), self.chunk);
        let behind = Side::behind(&steps[at + 1..], self.chunk);
        match &self.alignment.picks[slot] {
            Some(pick) => self.found(slot, at, pick, &before, &behind),
            None => self.missing(slot, at, &before, &behind),
        }
    }

    fn step_of(&self, slot: usize) -> usize {
        let is_it = |step: &Step| matches!(step, Step::Slot { slot: s, .. } | Step::NoSlot { slot: s } if *s == slot);
        let at = self.alignment.steps.iter().position(is_it);
        at.expect("an alignment passes every slot")
    }

    fn found(&self, slot: usize, at: usize, pick: &Pick, before: &Side, behind: &Side) -> Placed {
        let figure = self.pattern.slots[slot].figure;
        let (from, to) = pick.chars;
        let content = content::read(self.bench.campaign, figure, &pick.content);
        let sentence = self.chunk.statement(from, to);
        let turning = sentence::turning(before, &sentence, self.pattern);
        let doubt = self.doubt(slot, at, pick, (before, behind), turning);
        let is_certain = doubt.is_none();
        let trust = self.trust(pick, before, behind);
        let state = match doubt {
            Some(doubt) => State::Problem(doubt),
            None => content.state,
        };
        let Step::Slot {
            from: first,
            to: last,
            ..
        } = self.alignment.steps[at]
        else {
            unreachable!("a slot with a pick was stepped through");
        };
        Placed {
            read: Read {
                id: figure.id.clone(),
                confidence: confidence(&state, trust, content.plain),
                state,
                approximate: content.approximate && is_certain,
                sentence,
                position: self.chunk.position(from),
            },
            is_certain,
            is_turned: turning.is_some(),
            tokens: Some((first, last)),
            inside: Some(self.chunk.inside(from, to)),
            spot: self.chunk.spot(self.chunk.char_of(first)),
        }
    }

    fn trust(&self, pick: &Pick, before: &Side, behind: &Side) -> u16 {
        let changed = before.lost + before.extra_len() + behind.lost + behind.extra_len();
        let shape = match pick.shape {
            Shape::Bracketed => 0,
            Shape::Half | Shape::Uneven => 60,
            Shape::Bare => 100,
            Shape::Beside => 150,
        };
        let lost = u16::try_from(changed * 30).unwrap_or(CERTAIN) + shape;
        CERTAIN.saturating_sub(lost).max(300)
    }

    /// Why the place of a blank is not certain.
    fn doubt(
        &self,
        slot: usize,
        at: usize,
        pick: &Pick,
        (before, behind): (&Side, &Side),
        turning: Option<&str>,
    ) -> Option<String> {
        if self.alignment.margins[slot] < LEAST_MARGIN {
            return Some("这里有不止一种读法，请对照原句填写".to_owned());
        }
        if let Some(word) = turning {
            return Some(format!("句子里多了“{word}”，请核对这个数是不是表上要的"));
        }
        let keeps_measure = self.keeps_measure(slot, at);
        if !keeps_measure && let Some(doubt) = self.other_measure(slot, at, pick, before) {
            return Some(doubt);
        }
        let is_bare_text = self.pattern.slots[slot].is_text && pick.shape == Shape::Bare;
        if is_bare_text && !(before.is_whole() && behind.is_whole()) {
            return Some("分不清哪些字是填的，请对照原句填写".to_owned());
        }
        if pick.shape == Shape::Uneven && !self.is_clear_end(slot, pick, before, behind) {
            return Some("分不清填的字到哪个括号为止，请对照原句填写".to_owned());
        }
        let words_changed = "空格前后的话改动较多，请对照原句核对是不是这个空";
        let is_near = if before.len() == 0 {
            behind.len() >= 2 && behind.kept * 4 >= behind.len() * 3 && before.extra_len() <= 2
        } else {
            let is_like = before.kept * 5 >= before.len() * 3
                && before.extra_len() <= (before.len() / 2).max(2);
            let goes_on = keeps_measure && self.pattern.slots[slot].measure_words > 0
                || behind.len() == 0
                || behind.kept * 2 >= behind.len()
                || (before.kept * 10 >= before.len() * 9 && before.len() >= 4);
            is_like && goes_on
        };
        if !is_near {
            return Some(words_changed.to_owned());
        }
        self.rival(slot, before)
    }

    /// Whether only one bracket can be the end of a text that has brackets of its own: all words around it are the
    /// paper's, and they stand behind no other bracket of it.
    fn is_clear_end(&self, slot: usize, pick: &Pick, before: &Side, behind: &Side) -> bool {
        let inside = self.chunk.inside(pick.chars.0, pick.chars.1);
        let follow = self.pattern.words_behind(slot, WORDS_THAT_END);
        candidate::balance(&self.chunk.chars[inside.0..inside.1]) != Balance::Parted
            && before.is_whole()
            && behind.is_whole()
            && behind.len() > 0
            && !candidate::ends_earlier(self.chunk, inside, &follow)
    }

    /// Whether the paper's measure word follows the blank; true where the paper has none.
    fn keeps_measure(&self, slot: usize, at: usize) -> bool {
        let words = self.pattern.slots[slot].measure_words;
        let next = self.alignment.steps[at + 1..].iter().take(words);
        next.filter(|step| matches!(step, Step::Match { .. }))
            .count()
            == words
    }

    /// The words behind the blank count something else than the paper.
    fn other_measure(&self, slot: usize, at: usize, pick: &Pick, before: &Side) -> Option<String> {
        let slot = &self.pattern.slots[slot];
        let measure = &slot.figure.measure;
        let end = pick.chars.1.max(self.covered_end(at));
        let rest: Vec<char> = self.chunk.chars[end..]
            .iter()
            .copied()
            .filter(|c| !c.is_whitespace())
            .take(4)
            .collect();
        match number::leading(&rest) {
            Some(found) if number::is_alike(found, measure) => None,
            Some(found) => Some(format!(
                "后面写的是“{found}”，表上数的是“{measure}”，请核对"
            )),
            None if number::names_measure(&pick.content, measure) => None,
            None if before.is_whole() && before.len() >= 4 => None,
            None => Some(format!("后面没有“{measure}”，请对照原句核对是不是这个空")),
        }
    }

    /// The character behind the blank's last token.
    fn covered_end(&self, at: usize) -> usize {
        match self.alignment.steps[at] {
            Step::Slot { to, .. } if to > 0 => self.chunk.tokens[to - 1].at + 1,
            _ => 0,
        }
    }

    /// Another blank of the campaign whose words the text's are at least as like.
    fn rival(&self, slot: usize, before: &Side) -> Option<String> {
        if before.is_whole() || before.len() == 0 {
            return None;
        }
        let own: Vec<char> = self.pattern.words_before(slot).map(|(_, c)| c).collect();
        let own_likeness = likeness(&before.text, &own);
        let own_figure = self.pattern.slots[slot].figure;
        for pattern in self.bench.patterns {
            for (other, other_slot) in pattern.slots.iter().enumerate() {
                let words: Vec<char> = pattern.words_before(other).map(|(_, c)| c).collect();
                if other_slot.figure.id == own_figure.id || words == own || words.is_empty() {
                    continue;
                }
                if likeness(&before.text, &words) >= own_likeness {
                    let label = &other_slot.figure.label;
                    return Some(format!("前面的话也像是“{label}”那个空，请对照原句核对"));
                }
            }
        }
        None
    }

    /// A blank that the text does not have: the paper's words meet without it, or they do not.
    fn missing(&self, slot: usize, at: usize, before: &Side, behind: &Side) -> Placed {
        let figure = self.pattern.slots[slot].figure;
        let steps = &self.alignment.steps;
        let last = match at.checked_sub(1).map(|last| steps[last]) {
            Some(Step::Match { token, .. }) => Some(token),
            _ => None,
        };
        let next = match steps.get(at + 1) {
            Some(Step::Match { token, .. }) => Some(*token),
            _ => None,
        };
        let meets = last.zip(next).is_some_and(|(last, next)| last + 1 == next);
        let is_blank = meets && before.is_whole() && before.len() >= 2 && behind.kept > 0;
        let near = last.or(next).map(|token| self.chunk.tokens[token].at);
        let gap = last.zip(next);
        let gap =
            gap.map(|(last, next)| (self.chunk.tokens[last].at + 1, self.chunk.tokens[next].at));
        let state = if is_blank {
            State::Blank
        } else {
            State::Problem("原句里找不到这个空，请对照原件填写".to_owned())
        };
        Placed {
            read: Read {
                id: figure.id.clone(),
                confidence: confidence(&state, 700, true),
                state,
                approximate: false,
                sentence: near.map_or(String::new(), |at| self.chunk.statement(at, at + 1)),
                position: near.and_then(|at| self.chunk.position(at)),
            },
            is_certain: is_blank,
            is_turned: false,
            tokens: None,
            inside: gap.filter(|_| is_blank),
            spot: None,
        }
    }
}
