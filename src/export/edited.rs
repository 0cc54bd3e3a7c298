//! A paper's text as a person edits it in any editor, and the edited text as the paper again.
//!
//! A line is a paragraph. The title is the first line, headings are known by their marks (`一、`, `（一）`), and what
//! cannot be typed has a line of its own: `〔表：…〕`, `〔图：…〕`, `〔换页〕`, which stays where it is left and goes when it is
//! deleted. Lines that were not touched give back their blocks as they were; which block a touched line came from, and
//! so how it looks, is `place`'s to find out.
//!
//! Does not belong here: cleaning what came from outside beyond its own lines, keeping it, running the editor.

mod place;

use std::collections::BTreeSet;

use super::document::{Block, Document, Paragraph, Run};
use crate::text::sanitize::for_storage_line;

/// What became of an edited text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    pub document: Document,
    /// Lines that look like a table's or a chart's, where the paper has none of that name: they stand in it as they are.
    pub unknown: Vec<String>,
}

/// A block of the draft, and the line that stands for it.
#[derive(Debug)]
struct Line<'d> {
    text: String,
    block: &'d Block,
}

/// The text to be edited: a line a block, each ended.
pub fn text_of(draft: &Document) -> String {
    let lines = lines(draft).into_iter();
    lines.map(|line| line.text + "\n").collect()
}

/// A text as somebody left it, with nothing in it that cannot be seen: its lines each ended, without blanks around them,
/// from the first to the last that has words. Empty where none has.
pub fn cleaned(text: &str) -> String {
    let lines = typed_lines(text).into_iter();
    lines.map(|line| line + "\n").collect()
}

/// The paper that an edited text makes of its draft. Every line of the text is in it, in its order; blank lines at the
/// text's ends, and blanks around a line, are not.
pub fn laid_out(draft: &Document, text: &str) -> Edited {
    let known = lines(draft);
    let typed = typed_lines(text);
    let places = place::of_lines(&known, &typed);
    let mut unknown = Vec::new();
    let blocks = typed.iter().zip(places).enumerate();
    let blocks = blocks.map(|(at, (line, place))| {
        let from = place.map(|place| &known[place]);
        match from {
            Some(from) if from.text == *line => from.block.clone(),
            _ if is_marker(line) => {
                unknown.push(line.clone());
                Paragraph::prose(line.as_str()).into()
            }
            from => changed(from.map(|from| from.block), line, at == 0),
        }
    });
    let blocks = blocks.collect();
    let mut document = Document {
        blocks,
        ..draft.clone()
    };
    if title(&document) != title(draft) {
        document.title = title(&document).unwrap_or(&draft.title).to_owned();
    }
    Edited { document, unknown }
}

fn typed_lines(text: &str) -> Vec<String> {
    let lines: Vec<String> = text.lines().map(one_line).collect();
    let has_words = |line: &String| !line.is_empty();
    let first = lines.iter().position(has_words);
    let last = lines.iter().rposition(has_words);
    match first.zip(last) {
        Some((first, last)) => lines[first..=last].to_vec(),
        None => Vec::new(),
    }
}

fn title(document: &Document) -> Option<&str> {
    document.blocks.iter().find_map(|block| match block {
        Block::Title(text) => Some(text.as_str()),
        _ => None,
    })
}

/// The lines of a paper. No two tables or charts have the same, nor one that a paragraph has.
fn lines(document: &Document) -> Vec<Line<'_>> {
    let blocks = &document.blocks;
    let words = blocks.iter().filter_map(words).map(|text| one_line(&text));
    let mut taken: BTreeSet<String> = words.collect();
    let mut above = String::new();
    let lines = blocks.iter().map(|block| {
        let text = match block {
            Block::Table(table) => {
                let name = table.caption.as_deref().unwrap_or(&above);
                unlike(&mut taken, TABLE, &one_line(name))
            }
            Block::Chart(chart) => unlike(&mut taken, CHART, &one_line(&chart.title)),
            Block::PageBreak => NEW_PAGE.to_owned(),
            block => {
                let text = one_line(&words_of(block));
                if !text.is_empty() {
                    above.clone_from(&text);
                }
                text
            }
        };
        Line { text, block }
    });
    lines.collect()
}

fn words(block: &Block) -> Option<String> {
    match block {
        Block::Title(text) | Block::Heading { text, .. } => Some(text.clone()),
        Block::Paragraph(paragraph) => Some(paragraph.plain()),
        Block::Table(_) | Block::Chart(_) | Block::PageBreak => None,
    }
}

fn words_of(block: &Block) -> String {
    words(block).unwrap_or_default()
}

/// As it stands in the text: a line break within a paragraph is a blank.
fn one_line(text: &str) -> String {
    for_storage_line(text).trim().to_owned()
}

const TABLE: &str = "〔表：";
const CHART: &str = "〔图：";
const NEW_PAGE: &str = "〔换页〕";

fn is_marker(line: &str) -> bool {
    line == NEW_PAGE
        || ([TABLE, CHART].iter().any(|head| line.starts_with(head)) && line.ends_with('〕'))
}

/// The marker of that name, or the first that is not taken yet: `〔表：…（2）〕`.
fn unlike(taken: &mut BTreeSet<String>, head: &str, name: &str) -> String {
    let numbered = (2..).map(|number| format!("{head}{name}（{number}）〕"));
    let mut names = std::iter::once(format!("{head}{name}〕")).chain(numbered);
    let free = names.find(|name| !taken.contains(name));
    let free = free.expect("there is no end of numbers");
    taken.insert(free.clone());
    free
}

/// A line that is new or touched, as its mark says, else as what it came from looks.
fn changed(from: Option<&Block>, line: &str, is_first: bool) -> Block {
    if let Some(level) = heading_level(line) {
        return Block::heading(level, line);
    }
    match from {
        Some(Block::Title(_)) => Block::title(line),
        None if is_first => Block::title(line),
        Some(Block::Paragraph(from)) => like(from, line).into(),
        _ if line.is_empty() => Paragraph::default().into(),
        _ => Paragraph::prose(line).into(),
    }
}

/// The level of the heading that begins with such a mark (GB/T 9704-2012, 7.3.3). What has a full stop is a paragraph that
/// begins like one.
fn heading_level(line: &str) -> Option<u8> {
    if line.contains('。') {
        return None;
    }
    let behind_number = |text: &str| {
        let rest =
            text.trim_start_matches(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']);
        (rest.len() < text.len()).then(|| rest.to_owned())
    };
    let is_followed_by =
        |text: &str, mark| behind_number(text).is_some_and(|rest| rest.starts_with(mark));
    match line.strip_prefix('（') {
        Some(line) => is_followed_by(line, '）').then_some(2),
        None => is_followed_by(line, '、').then_some(1),
    }
}

/// A paragraph of these words that looks like another: its place on the page, and what is set off at its beginning.
fn like(from: &Paragraph, line: &str) -> Paragraph {
    let worded = |run: &Run, text: &str| Run {
        text: text.to_owned(),
        ..run.clone()
    };
    let runs = match &from.runs[..] {
        [] => vec![Run::new(line)],
        [only] => vec![worded(only, line)],
        [head, rest, ..] => match end_of_head(&head.text, line) {
            Some(end) => vec![worded(head, &line[..end]), worded(rest, &line[end..])],
            None => vec![worded(rest, line)],
        },
    };
    Paragraph {
        runs,
        ..from.clone()
    }
}

/// Where what is set off ends in a line: with the same words, else with the same mark (`甲医院（第1周）：`).
fn end_of_head(head: &str, line: &str) -> Option<usize> {
    if line.starts_with(head) {
        return Some(head.len());
    }
    let mark = head.chars().next_back().filter(|c| !c.is_alphanumeric())?;
    line.find(mark).map(|at| at + mark.len_utf8())
}

#[cfg(test)]
mod tests;
