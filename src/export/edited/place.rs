//! Which block of the draft each line of an edited text came from. A line that is still the same is found wherever it went;
//! one that was touched is known by what is left of it, or by what stands beside it.

use std::collections::{HashMap, VecDeque};

use super::{Line, heading_level, is_marker};
use crate::export::document::{Align, Block};

/// For each typed line its block's index; `None` where it is new. Only a line that is the same shares a block with
/// another.
pub(super) fn of_lines(known: &[Line<'_>], typed: &[String]) -> Vec<Option<usize>> {
    let mut places = unchanged(known, typed);
    let mut left: Vec<bool> = known.iter().map(|line| is_text(line)).collect();
    for place in places.iter().flatten() {
        left[*place] = false;
    }
    let is_touched =
        |line: &str| !line.is_empty() && !is_marker(line) && heading_level(line).is_none();
    for (at, line) in typed.iter().enumerate() {
        if places[at].is_none() && is_touched(line) {
            let alike = known.iter().enumerate().filter(|(from, _)| left[*from]);
            let alike =
                alike.filter_map(|(from, known)| Some((likeness(&known.text, line)?, from)));
            // Of two that are as much alike, the upper one.
            let best = alike.max_by_key(|(likeness, from)| (*likeness, std::cmp::Reverse(*from)));
            take(&mut places, &mut left, at, best.map(|(_, from)| from));
        }
    }
    for (at, line) in typed.iter().enumerate() {
        if places[at].is_none() && is_touched(line) {
            let above = match at {
                0 => Some(0),
                _ => places[at - 1].map(|place| place + 1),
            };
            let below = places.get(at + 1).copied().flatten();
            let beside = [above, below.and_then(|place| place.checked_sub(1))];
            let mut beside = beside.into_iter().flatten();
            let free = beside.find(|from| {
                left.get(*from).is_some_and(|left| *left) && suits(known[*from].block, line)
            });
            take(&mut places, &mut left, at, free);
        }
    }
    places
}

fn take(places: &mut [Option<usize>], left: &mut [bool], at: usize, from: Option<usize>) {
    if let Some(from) = from {
        places[at] = Some(from);
        left[from] = false;
    }
}

/// Lines that stand in the draft as they are, in its order where it has several of them. What was copied has its place,
/// too.
fn unchanged(known: &[Line<'_>], typed: &[String]) -> Vec<Option<usize>> {
    let mut of_text: HashMap<&str, VecDeque<usize>> = HashMap::new();
    for (at, line) in known.iter().enumerate() {
        of_text.entry(&line.text).or_default().push_back(at);
    }
    let place = |line: &String| {
        let same = of_text.get_mut(line.as_str())?;
        match same.len() {
            1 => same.front().copied(),
            _ => same.pop_front(),
        }
    };
    typed.iter().map(place).collect()
}

/// Whether a touched line can have come from there: headings are known by their marks alone.
fn is_text(line: &Line<'_>) -> bool {
    matches!(line.block, Block::Title(_) | Block::Paragraph(_)) && !line.text.is_empty()
}

/// In thousandths, how much of the longer of two lines stands at the same end of the other; `None` below half.
fn likeness(one: &str, other: &str) -> Option<usize> {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let shorter = one.len().min(other.len());
    let same = |(a, b): &(&char, &char)| a == b;
    let begin = one.iter().zip(&other).take_while(same).count();
    let ends = one.iter().rev().zip(other.iter().rev());
    let end = ends.take(shorter - begin).take_while(same).count();
    let likeness = (begin + end) * 1000 / one.len().max(other.len()).max(1);
    (likeness >= 500).then_some(likeness)
}

/// Whether words that have nothing of a block's own may stand in its look: what is centred or at the right edge is short.
fn suits(block: &Block, line: &str) -> bool {
    match block {
        Block::Paragraph(paragraph) => {
            !matches!(paragraph.align, Align::Center | Align::Right) || line.chars().count() <= LINE
        }
        _ => true,
    }
}

/// Characters in a line of an official document (GB/T 9704-2012, 5.2.3).
const LINE: usize = 28;
