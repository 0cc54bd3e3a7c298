//! Texts that are known beforehand, looked up on papers that are mostly other texts. What a text is compared by (which
//! of its characters count, how they are folded) is its reader's.

use std::collections::BTreeMap;

/// So many characters tell most beginnings apart.
const BEGINNING: usize = 4;

/// Known texts, each with what it stands for. They are kept by how they begin: a paper's long sentences are compared with
/// the few that begin like them, up to where they part, and never copied.
#[derive(Debug)]
pub(super) struct Lexicon<T>(BTreeMap<[char; BEGINNING], Vec<(Vec<char>, T)>>);

impl<T> Lexicon<T> {
    /// What a text stands for.
    pub(super) fn get(&self, text: impl Iterator<Item = char> + Clone) -> Option<&T> {
        let like = self.0.get(&beginning(text.clone())?)?;
        let is_it = |known: &&(Vec<char>, T)| known.0.iter().copied().eq(text.clone());
        like.iter().find(is_it).map(|(_, meaning)| meaning)
    }

    pub(super) fn texts(&self) -> impl Iterator<Item = &[char]> {
        self.0.values().flatten().map(|(text, _)| text.as_slice())
    }
}

impl<T> FromIterator<(Vec<char>, T)> for Lexicon<T> {
    /// Of texts that are the same the first counts; an empty one is none.
    fn from_iter<I: IntoIterator<Item = (Vec<char>, T)>>(texts: I) -> Self {
        let mut lexicon = Self(BTreeMap::new());
        for (text, meaning) in texts {
            let Some(begins) = beginning(text.iter().copied()) else {
                continue;
            };
            let like = lexicon.0.entry(begins).or_default();
            if like.iter().all(|(known, _)| *known != text) {
                like.push((text, meaning));
            }
        }
        lexicon
    }
}

/// The first characters, `\0` where there are no more; `None` of an empty text.
fn beginning(mut text: impl Iterator<Item = char>) -> Option<[char; BEGINNING]> {
    let mut begins = [text.next()?; BEGINNING];
    begins[1..].fill_with(|| text.next().unwrap_or('\0'));
    Some(begins)
}

#[cfg(test)]
mod tests {
    //! Texts with the same beginning, shorter ones, none.

    use super::*;

    #[test]
    fn a_text_is_found_whole_and_nothing_else_is() {
        let texts = ["安全生产月", "安全生产", "安全", "安全生产月", ""];
        let numbered = texts.iter().map(|text| text.chars().collect()).zip(0..);
        let lexicon: Lexicon<i32> = numbered.collect();
        let get = |text: &str| lexicon.get(text.chars()).copied();
        for (text, found) in texts.iter().zip([Some(0), Some(1), Some(2), Some(0), None]) {
            assert_eq!(get(text), found, "{text}");
        }
        for text in ["安", "安全生", "安全生产月活动", "生产"] {
            assert_eq!(get(text), None, "{text}");
        }
        assert_eq!(lexicon.texts().count(), 3);
    }
}
