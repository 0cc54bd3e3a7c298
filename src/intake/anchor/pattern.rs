//! A row's sentence as the campaign file has it, made ready for comparison: its fixed words, and a slot for every blank.
//! The brackets around a blank belong to its slot, because people lose them.

use std::collections::HashMap;

use super::pairs::Pairs;
use super::token::{fold, takes_part};
use crate::domain::campaign::{Campaign, Piece, Row, Table};
use crate::domain::figure::{Figure, FigureKind};

/// A fixed word character, or a slot by its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Symbol {
    Word(char),
    Slot(usize),
}

/// A blank of the row.
#[derive(Debug, Clone)]
pub(super) struct Slot<'c> {
    pub(super) figure: &'c Figure,
    /// Whether it takes words instead of a number.
    pub(super) is_text: bool,
    /// Where it stands among the symbols.
    pub(super) at: usize,
    /// The fixed words before and behind it.
    pub(super) lead: Option<char>,
    pub(super) follow: Option<char>,
    /// How many of the words behind it are its measure word.
    pub(super) measure_words: usize,
    /// Whether it is the first of its statement.
    pub(super) begins: bool,
    /// Whether the words before it tell by themselves which blank it is.
    pub(super) stands_alone: bool,
}

/// Fewer words of its own than this tell a blank from no other; at the beginning of a statement fewer will do.
const FEWEST_OWN_WORDS: usize = 6;
const FEWEST_AT_BEGINNING: usize = 4;

/// One row, ready for comparison.
#[derive(Debug, Clone)]
pub(super) struct Pattern<'c> {
    pub(super) table: &'c Table,
    pub(super) row: &'c Row,
    /// Index of the row in its table.
    pub(super) index: usize,
    pub(super) symbols: Vec<Symbol>,
    /// Where its clauses and its statements begin, and the end: people leave out one of these rather than a string of
    /// characters.
    pub(super) clauses: Vec<usize>,
    pub(super) statements: Vec<usize>,
    pub(super) slots: Vec<Slot<'c>>,
    pub(super) pairs: Pairs,
}

impl<'c> Pattern<'c> {
    fn new(campaign: &'c Campaign, table: &'c Table, index: usize) -> Self {
        let row = &table.rows[index];
        let Draft {
            symbols,
            mut clauses,
            mut statements,
            mut slots,
        } = Draft::of(campaign, row);
        for cuts in [&mut clauses, &mut statements] {
            cuts.push(symbols.len());
            cuts.dedup();
        }
        let mut last = None;
        for slot in &mut slots {
            slot.look_around(&symbols);
            let statement = statements.partition_point(|begin| *begin <= slot.at);
            slot.begins = last.replace(statement) != Some(statement);
        }
        let pairs = Pairs::new(symbols.iter().map(|symbol| match symbol {
            Symbol::Word(c) => Some(*c),
            Symbol::Slot(_) => None,
        }));
        Self {
            table,
            row,
            index,
            symbols,
            clauses,
            statements,
            slots,
            pairs,
        }
    }

    /// The symbol with which a slot's statement begins.
    pub(super) fn statement_of(&self, slot: usize) -> usize {
        let at = self.slots[slot].at;
        let begins = self.statements.iter().rev();
        begins.copied().find(|begin| *begin <= at).unwrap_or(0)
    }

    /// All fixed words of the row.
    pub(super) fn words(&self) -> String {
        let words = self.symbols.iter().filter_map(|symbol| match symbol {
            Symbol::Word(c) => Some(*c),
            Symbol::Slot(_) => None,
        });
        words.collect()
    }

    /// The words before a slot without the measure word of the blank before.
    fn own_words(&self, slot: usize) -> Vec<char> {
        let measure = slot
            .checked_sub(1)
            .map_or(0, |last| self.slots[last].measure_words);
        let words = self.words_before(slot).skip(measure);
        words.map(|(_, c)| c).collect()
    }

    /// The fixed words between a slot and the one before it.
    pub(super) fn words_before(&self, slot: usize) -> impl Iterator<Item = (usize, char)> + Clone {
        let end = self.slots[slot].at;
        let begin = slot
            .checked_sub(1)
            .map_or(0, |last| self.slots[last].at + 1);
        self.words_between(begin, end)
    }

    /// The fixed words right behind a slot, `most` of them at most.
    pub(super) fn words_behind(&self, slot: usize, most: usize) -> Vec<char> {
        let words = words_from(&self.symbols, self.slots[slot].at + 1);
        words.take(most).collect()
    }

    fn words_between(
        &self,
        begin: usize,
        end: usize,
    ) -> impl Iterator<Item = (usize, char)> + Clone {
        (begin..end).filter_map(|at| match self.symbols[at] {
            Symbol::Word(c) => Some((at, c)),
            Symbol::Slot(_) => None,
        })
    }
}

/// A row taken apart, before its slots know their neighbours.
#[derive(Debug)]
struct Draft<'c> {
    symbols: Vec<Symbol>,
    clauses: Vec<usize>,
    statements: Vec<usize>,
    slots: Vec<Slot<'c>>,
}

impl<'c> Draft<'c> {
    fn of(campaign: &'c Campaign, row: &'c Row) -> Self {
        let mut draft = Self {
            symbols: Vec::new(),
            clauses: vec![0],
            statements: vec![0],
            slots: Vec::new(),
        };
        let pieces = &row.report.pieces;
        for (i, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Words(words) => {
                    let before = matches!(pieces.get(i + 1), Some(Piece::Blank(_)));
                    draft.add_words(&without_brackets(words, i > 0, before));
                }
                Piece::Blank(id) => {
                    if let Some(figure) = campaign.figure(id) {
                        draft.slots.push(Slot::new(figure, draft.symbols.len()));
                        draft.symbols.push(Symbol::Slot(draft.slots.len() - 1));
                    }
                }
            }
        }
        draft
    }

    fn add_words(&mut self, marks: &[Mark]) {
        for mark in marks {
            match mark {
                Mark::Word(c) => self.symbols.push(Symbol::Word(*c)),
                Mark::Clause => self.clauses.push(self.symbols.len()),
                Mark::Statement => {
                    self.clauses.push(self.symbols.len());
                    self.statements.push(self.symbols.len());
                }
            }
        }
    }
}

impl<'c> Slot<'c> {
    fn new(figure: &'c Figure, at: usize) -> Self {
        Self {
            figure,
            is_text: figure.kind == FigureKind::Text,
            at,
            lead: None,
            follow: None,
            measure_words: 0,
            begins: false,
            stands_alone: false,
        }
    }

    /// Notes the words before and behind it.
    fn look_around(&mut self, symbols: &[Symbol]) {
        let words = words_from(symbols, self.at + 1);
        self.lead = match self.at.checked_sub(1).map(|before| symbols[before]) {
            Some(Symbol::Word(c)) => Some(c),
            _ => None,
        };
        self.follow = words.clone().next();
        let measure: Vec<char> = self.figure.measure.chars().map(fold).collect();
        let has_measure = words.take(measure.len()).eq(measure.iter().copied());
        self.measure_words = if has_measure { measure.len() } else { 0 };
    }
}

fn words_from(symbols: &[Symbol], from: usize) -> impl Iterator<Item = char> + Clone {
    symbols[from..].iter().map_while(|symbol| match symbol {
        Symbol::Word(c) => Some(*c),
        Symbol::Slot(_) => None,
    })
}

/// The patterns of all rows of a campaign's tables, each slot knowing whether its words are its own.
pub(super) fn all(campaign: &Campaign) -> Vec<Pattern<'_>> {
    let tables = campaign.tables.iter();
    let mut patterns: Vec<Pattern<'_>> = tables
        .flat_map(|table| (0..table.rows.len()).map(move |row| Pattern::new(campaign, table, row)))
        .filter(|pattern| !pattern.slots.is_empty())
        .collect();
    let mut count: HashMap<Vec<char>, usize> = HashMap::new();
    for pattern in &patterns {
        for slot in 0..pattern.slots.len() {
            *count.entry(pattern.own_words(slot)).or_default() += 1;
        }
    }
    for pattern in &mut patterns {
        for slot in 0..pattern.slots.len() {
            let words = pattern.own_words(slot);
            let fewest = match pattern.slots[slot].begins {
                true => FEWEST_AT_BEGINNING,
                false => FEWEST_OWN_WORDS,
            };
            pattern.slots[slot].stands_alone =
                words.len() >= fewest && count.get(&words) == Some(&1);
        }
    }
    patterns
}

/// What the words of a sentence are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Word(char),
    /// The end of a clause, ；。 or a paragraph being the end of a statement.
    Clause,
    Statement,
}

/// The words that take part, without the bracket that closes the blank behind them and the one that opens the next.
fn without_brackets(words: &str, behind: bool, before: bool) -> Vec<Mark> {
    let mark = |c: char| match fold(c) {
        ',' => Some(Mark::Clause),
        ';' | '。' | '\n' => Some(Mark::Statement),
        c => takes_part(c).then_some(Mark::Word(c)),
    };
    let mut marks: Vec<Mark> = words.chars().filter_map(mark).collect();
    if before && marks.last() == Some(&Mark::Word('(')) {
        marks.pop();
    }
    if behind && marks.first() == Some(&Mark::Word(')')) {
        marks.remove(0);
    }
    marks
}

#[cfg(test)]
mod tests {
    //! Slots, words and clauses of a row.

    use super::*;
    use crate::domain::campaign::builtin;

    fn with_patterns(check: impl FnOnce(&[Pattern<'_>])) {
        let campaign = Campaign::parse(builtin()[0].1).expect("it is sound");
        check(&all(&campaign));
    }

    fn of<'p, 'c>(patterns: &'p [Pattern<'c>], first: &str) -> &'p Pattern<'c> {
        let is_it = |pattern: &&Pattern<'_>| pattern.slots[0].figure.id.as_str() == first;
        patterns
            .iter()
            .find(is_it)
            .expect("a sentence begins with it")
    }

    #[test]
    fn brackets_belong_to_the_slot_and_measure_words_are_known() {
        with_patterns(|patterns| {
            let press = of(patterns, "press_reports");
            let shown: String = press
                .symbols
                .iter()
                .map(|symbol| match symbol {
                    Symbol::Word(c) => *c,
                    Symbol::Slot(_) => '_',
                })
                .collect();
            assert_eq!(
                shown,
                "组织记者采访报道_次宣传经验做法_条曝光问题_条开展专题行_次网上行_次"
            );
            let measures: Vec<usize> = press.slots.iter().map(|slot| slot.measure_words).collect();
            assert_eq!(measures, [1; 5]);
            assert_eq!(press.slots[0].lead, Some('道'));
            assert_eq!(press.slots[0].follow, Some('次'));
        });
    }

    #[test]
    fn a_slot_stands_alone_where_no_other_has_its_words() {
        with_patterns(|patterns| {
            let visits = of(patterns, "essays");
            let words = |slot: usize| visits.own_words(slot).into_iter().collect::<String>();
            let alone: Vec<(String, bool)> = (1..5)
                .map(|slot| (words(slot), visits.slots[slot].stands_alone))
                .collect();
            let expected = [
                ("组织安全生产主题法治宣传教育活动", true),
                ("参与", false),
                ("开展安全宣传进企业活动", true),
                ("参与", false),
            ];
            assert_eq!(
                alone,
                expected.map(|(words, alone)| (words.to_owned(), alone))
            );
        });
    }

    #[test]
    fn statements_are_made_of_clauses() {
        with_patterns(|patterns| {
            for pattern in patterns {
                let end = pattern.symbols.len();
                assert_eq!((pattern.clauses[0], pattern.statements[0]), (0, 0));
                assert_eq!(
                    (pattern.clauses.last(), pattern.statements.last()),
                    (Some(&end), Some(&end))
                );
                assert!(
                    pattern
                        .statements
                        .iter()
                        .all(|cut| pattern.clauses.contains(cut))
                );
                assert!(pattern.clauses.is_sorted() && pattern.statements.is_sorted());
            }
        });
    }
}
