//! What units wrote, in a few examples: the longest accounts, one a unit, each by its first sentences. Which are typical a
//! person knows better; the draft offers where to begin.

use std::collections::BTreeSet;

use super::prose::told;
use super::{Summary, Voice};
use crate::export::document::{Align, Block, Paragraph, Run};
use crate::text::sanitize::for_storage_line;

/// A unit's account of one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    /// Whose it is, by code; two units may have one name, and two that are added up one level down one code too.
    pub codes: Vec<String>,
    pub unit: String,
    pub period: String,
    pub text: String,
}

/// So many are told.
const TOLD: usize = 5;
/// Characters of each, at the most, as far as whole sentences go.
const CHARS: usize = 110;

impl Summary<'_> {
    pub(super) fn typical(&self) -> Vec<Block> {
        let units: BTreeSet<&[String]> = self.tellings.iter().map(|one| &*one.codes).collect();
        let lead = format!(
            "共收到 {} 家单位的文字材料 {} 篇，摘录如下。",
            units.len(),
            self.tellings.len()
        );
        let mut blocks = Vec::new();
        if self.voice == Voice::Bureau {
            blocks.push(told(&lead));
        }
        let tellings = match self.voice {
            Voice::Bureau => chosen(self.tellings),
            Voice::Unit => whole(self.tellings),
        };
        blocks.extend(tellings.into_iter().map(|(one, text)| {
            let head = match self.voice {
                Voice::Bureau => format!("{}（{}）：", one.unit, one.period),
                Voice::Unit => format!("{}：", one.period),
            };
            let head = Run::new(head).bold();
            let text = Run::new(text);
            Block::from(Paragraph::new([head, text]).align(Align::Justify).indent(2))
        }));
        blocks
    }
}

/// The longest accounts with what is told of each. What several units copied from each other is told once.
fn chosen(tellings: &[Telling]) -> Vec<(&Telling, String)> {
    let mut longest: Vec<&Telling> = tellings.iter().collect();
    longest.sort_by_key(|one| std::cmp::Reverse(one.text.chars().count()));
    let mut told: Vec<(&Telling, String)> = Vec::new();
    for one in longest {
        let text = first_sentences(&one.text);
        let is_told = told
            .iter()
            .any(|(other, known)| other.codes == one.codes || *known == text);
        if told.len() < TOLD && !is_told {
            told.push((one, text));
        }
    }
    told
}

/// Every account of a unit's own, as it was written.
fn whole(tellings: &[Telling]) -> Vec<(&Telling, String)> {
    let line = |one: &Telling| for_storage_line(&one.text).trim().to_owned();
    tellings.iter().map(|one| (one, line(one))).collect()
}

/// As many whole sentences as fit; of a sentence that is too long by itself, its beginning.
fn first_sentences(text: &str) -> String {
    let line = for_storage_line(text);
    let characters: Vec<char> = line.trim().chars().collect();
    if characters.len() <= CHARS {
        return characters.into_iter().collect();
    }
    let begin = &characters[..CHARS];
    let ends = |c: &char| matches!(c, '。' | '！' | '？' | '；');
    match begin.iter().rposition(ends) {
        Some(last) => {
            let whole: String = begin[..last].iter().collect();
            format!("{whole}。")
        }
        None => format!("{}……", begin.iter().collect::<String>()),
    }
}

#[cfg(test)]
mod tests {
    //! Where an account is cut.

    use super::*;

    #[test]
    fn one_account_a_unit_is_told_and_a_copied_one_once() {
        let telling = |code: i32, unit: &str, text: &str| Telling {
            codes: vec![code.to_string()],
            unit: unit.to_owned(),
            period: "第1周".to_owned(),
            text: text.to_owned(),
        };
        let tellings = [
            telling(1, "甲", "学习。"),
            telling(1, "甲", "学习并排查。"),
            telling(2, "乙", "学习并排查。"),
            telling(3, "丙", "张贴标语。"),
            telling(4, "丙", "演练。"),
        ];
        let chosen = chosen(&tellings);
        let units: Vec<&str> = chosen.iter().map(|(one, _)| &*one.unit).collect();
        assert_eq!(units, ["甲", "丙", "丙"], "two units may have one name");
    }

    #[test]
    fn an_account_is_cut_where_a_sentence_ends() {
        assert_eq!(
            first_sentences("张贴标语。\n组织学习"),
            "张贴标语。 组织学习"
        );
        let long = format!("张贴标语；{}", "学".repeat(200));
        assert_eq!(first_sentences(&long), "张贴标语。");
        let endless = first_sentences(&"学".repeat(200));
        assert_eq!(endless.chars().count(), CHARS + 2);
    }
}
