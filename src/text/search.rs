//! Finding names by what a person in a hurry types: any part, pinyin, or pinyin initials; and the nearest of a few
//! words for "did you mean".
//!
//! `平江`, `pingjiang`, `pjyy` and `ｐｊ` all find 平江医院. Every reading of a character counts, because the first one
//! is wrong for 重庆, 长安 and 厦门. This module scores names; what is named, and what is done with the answer, is the
//! caller's.

use strsim::damerau_levenshtein;

use crate::text::digits::fold_char;

mod pinyin;

/// What is being looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needle {
    /// Folded to lower-case and half-width; all of them must be found.
    terms: Vec<Vec<char>>,
}

/// How well one term fits a name, worst first; the order decides before anything else does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// In order, with other characters between.
    Scattered,
    PinyinPart,
    PinyinPrefix,
    PinyinWhole,
    Part,
    Prefix,
    Exact,
}

/// Points between two kinds of fit; position and length decide within them.
const STEP: i32 = 10_000;
/// A score up to this is a scattered fit: good enough for a list that somebody chooses from, not for a command that acts.
pub const SCATTERED: i32 = STEP;
/// Longer queries are cut: nobody types a name of more letters to find it.
const MAX_TERM: usize = 63;

impl Needle {
    /// A query of one or more words; an empty one finds everything.
    pub fn new(query: &str) -> Self {
        let terms = query
            .split_whitespace()
            .map(|term| folded(term).take(MAX_TERM).collect())
            .collect();
        Self { terms }
    }

    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// How well the query fits `name`, higher being better; `None` where it does not. Exact before beginning before
    /// part, then the same in pinyin, then scattered; among equals the earlier place and the shorter name.
    pub fn score(&self, name: &str) -> Option<i32> {
        let name: Vec<char> = folded(name).collect();
        // Pinyin runs over brackets and dots: nobody types them.
        let letters: Vec<char> = name
            .iter()
            .copied()
            .filter(|c| c.is_alphanumeric())
            .collect();
        let mut worst = if self.is_empty() { 0 } else { i32::MAX };
        for term in &self.terms {
            let (fit, distance) = fit(term, &name, &letters)?;
            let penalty = distance.saturating_mul(100).saturating_add(name.len());
            let penalty = i32::try_from(penalty).unwrap_or(i32::MAX).min(STEP - 1);
            worst = worst.min((fit as i32 + 1) * STEP - penalty);
        }
        Some(worst)
    }

    /// The best score among several names of one thing (its name, code and aliases).
    pub fn best<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> Option<i32> {
        names.into_iter().filter_map(|name| self.score(name)).max()
    }
}

/// The items whose name the query finds, best first; equals keep their order.
pub fn rank<T, S: AsRef<str>>(
    query: &str,
    items: impl IntoIterator<Item = T>,
    name: impl Fn(&T) -> S,
) -> Vec<T> {
    let needle = Needle::new(query);
    let mut found: Vec<(i32, T)> = items
        .into_iter()
        .filter_map(|item| {
            needle
                .score(name(&item).as_ref())
                .map(|score| (score, item))
        })
        .collect();
    // An empty query scores everything alike, so the order given stays.
    found.sort_by_key(|&(score, _)| std::cmp::Reverse(score));
    found.into_iter().map(|(_, item)| item).collect()
}

/// The candidate nearest to a mistyped word, if one is near enough to be meant: at most one slip (a letter wrong,
/// missing, added, or two swapped) for every three letters. The first of equally near ones.
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: String = folded(word.trim()).collect();
    let length = word.chars().count();
    let allowed = (length / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| {
            (
                damerau_levenshtein(&word, &folded(candidate).collect::<String>()),
                candidate,
            )
        })
        .filter(|&(slips, _)| slips <= allowed && slips < length)
        .min_by_key(|&(slips, _)| slips)
        .map(|(_, candidate)| candidate)
}

/// Half-width, lower-case, and `ü` as the `v` that stands for it on a keyboard.
fn folded(text: &str) -> impl Iterator<Item = char> {
    text.chars()
        .map(fold_char)
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'ü' { 'v' } else { c })
}

/// The best fit of a term, and how far it is from a perfect one of its kind.
fn fit(term: &[char], name: &[char], letters: &[char]) -> Option<(Fit, usize)> {
    if let Some(at) = name.windows(term.len()).position(|part| part == term) {
        return Some(match at {
            0 if name.len() == term.len() => (Fit::Exact, 0),
            0 => (Fit::Prefix, 0),
            _ => (Fit::Part, at),
        });
    }
    if let Some(found) = pinyin::contiguous(term, letters) {
        return Some(match found.start {
            0 if found.len() == letters.len() => (Fit::PinyinWhole, 0),
            0 => (Fit::PinyinPrefix, 0),
            at => (Fit::PinyinPart, at),
        });
    }
    pinyin::scattered(term, letters).map(|gaps| (Fit::Scattered, gaps))
}

#[cfg(test)]
mod tests;
