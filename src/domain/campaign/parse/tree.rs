//! The tree of a campaign file as its readers see it: values that say what was expected where they hold something
//! else, and tables that know which keys they have. It knows the shapes of values, not what they mean.
//!
//! Every reader gives `None` for what it could not read, having told the problem; the caller goes on, and gives up
//! its own result only at its end. So all problems are found in one go.

mod node;

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::DeTable;

pub(super) use node::Node;

use super::report::{Report, did_you_mean};
use super::text::Text;

/// One table and the keys it may have.
#[derive(Debug, Clone)]
pub(super) struct Keys<'t> {
    table: &'t DeTable<'t>,
    /// Its heading, or the whole of an inline table.
    pub(super) span: Range<usize>,
    pub(super) report: &'t Report<'t>,
}

/// Tells a wrong id, and how it might be written.
pub(super) fn check_id(text: &Text<'_>, joint: char, report: &Report<'_>) -> bool {
    let sound = |id: &str| {
        id.starts_with(|c: char| c.is_ascii_lowercase())
            && id
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == joint)
    };
    if sound(text.value) {
        return true;
    }
    let mended: String = text
        .value
        .trim()
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                joint
            }
        })
        .collect();
    let mended = mended.trim_matches(joint);
    let suggestion = (sound(mended) && text.value.is_ascii()).then(|| format!("写成 {mended}"));
    let message = format!("编号用小写英文字母开头，只含小写字母、数字和 {joint}");
    report.error_with(text.span.clone(), message, suggestion);
    false
}

/// Tells an id that names nothing: `what` is what it should name.
pub(super) fn check_known<'k>(
    text: &Text<'_>,
    what: &str,
    known: impl IntoIterator<Item = &'k str>,
    report: &Report<'_>,
) -> bool {
    let known: Vec<&str> = known.into_iter().collect();
    if known.contains(&text.value) {
        return true;
    }
    let message = format!("没有编号为“{}”的{what}", text.value);
    report.missing(text.span.clone(), message, did_you_mean(text.value, known));
    false
}

impl<'t> Keys<'t> {
    /// Tells every key that is not among the known ones.
    pub(super) fn new(
        table: &'t DeTable<'t>,
        span: Range<usize>,
        known: &[&str],
        report: &'t Report<'t>,
    ) -> Self {
        for key in table.keys() {
            let name = key.get_ref().as_ref();
            if !known.contains(&name) {
                let message = format!("没有“{}”这个键", name);
                let suggestion = did_you_mean(name, known.iter().copied())
                    .or_else(|| Some(format!("这里可用的键：{}", known.join("、"))));
                report.error_with(key.span(), message, suggestion);
            }
        }
        Self {
            table,
            span,
            report,
        }
    }

    pub(super) fn get(&self, key: &str) -> Option<Node<'t>> {
        self.table
            .get(key)
            .map(|value| Node::new(value, self.report))
    }

    /// The place of a key itself, or of the whole table where it has none.
    pub(super) fn key_span(&self, key: &str) -> Range<usize> {
        let found = self.table.keys().find(|known| known.get_ref() == key);
        found.map_or(self.span.clone(), Spanned::span)
    }

    /// The value of a key that must be there.
    pub(super) fn require(&self, key: &str, example: &str) -> Option<Node<'t>> {
        let node = self.get(key);
        if node.is_none() {
            let suggestion = format!("加一行：{key} = {example}");
            self.report
                .missing(self.span.clone(), format!("这里缺少“{key}”"), suggestion);
        }
        node
    }

    /// A one-line text that must be there.
    pub(super) fn text(&self, key: &str, example: &str) -> Option<String> {
        let node = self.require(key, &format!("\"{example}\""))?;
        Some(node.line()?.value.trim().to_owned())
    }

    /// A one-line text that may be absent, which is the empty text.
    pub(super) fn text_or_empty(&self, key: &str) -> Option<String> {
        match self.get(key) {
            Some(node) => Some(node.line()?.value.trim().to_owned()),
            None => Some(String::new()),
        }
    }

    /// One or several paragraphs that may be absent, which is the empty text.
    pub(super) fn paragraphs(&self, key: &str) -> Option<String> {
        match self.get(key) {
            Some(node) => Some(paragraphs(&node.block()?)),
            None => Some(String::new()),
        }
    }

    /// A day that may be absent.
    pub(super) fn day(&self, key: &str) -> Option<Option<NaiveDate>> {
        self.get(key)
            .map_or(Some(None), |node| node.date().map(Some))
    }

    /// A number that may be absent, with `scale` digits behind the point.
    pub(super) fn scaled(&self, key: &str, scale: u8) -> Option<Option<i64>> {
        self.get(key)
            .map_or(Some(None), |node| node.scaled(scale).map(Some))
    }

    /// One of the words that have a meaning here; where there is none, what is usual.
    pub(super) fn word_or<T: Copy>(&self, key: &str, usual: T, words: &[(&str, T)]) -> Option<T> {
        self.get(key).map_or(Some(usual), |node| node.word(words))
    }

    /// Tells every key that means nothing beside the others.
    pub(super) fn tell_unused(&self, unused: &[&str], why: &str) {
        for key in unused.iter().filter(|key| self.get(key).is_some()) {
            self.report
                .error(self.key_span(key), format!("“{key}”在这里用不上：{why}"));
        }
    }

    /// A flag that may be absent, which is `false`.
    pub(super) fn flag(&self, key: &str) -> Option<bool> {
        self.get(key).map_or(Some(false), |node| node.flag())
    }

    /// An id that must be there.
    pub(super) fn id(&self, key: &str, example: &str) -> Option<Text<'t>> {
        self.require(key, &format!("\"{example}\""))?.id('_')
    }

    /// A list that may be absent, which is the empty list.
    pub(super) fn list(&self, key: &str) -> Vec<Node<'t>> {
        self.get(key)
            .and_then(|node| node.list())
            .unwrap_or_default()
    }
}

/// Paragraphs as the domain keeps them: `\n` between them, none at the end.
pub(super) fn paragraphs(text: &Text<'_>) -> String {
    text.value
        .replace("\r\n", "\n")
        .trim_end_matches('\n')
        .to_owned()
}

/// Tells every name that was given before.
#[derive(Debug, Default)]
pub(super) struct Names<'t> {
    known: BTreeMap<&'t str, usize>,
}

impl<'t> Names<'t> {
    /// Adds a name; `false`, and a problem, where it is taken.
    pub(super) fn add(&mut self, text: &Text<'t>, report: &Report<'_>) -> bool {
        if let Some(at) = self.known.get(text.value) {
            let message = format!("“{}”前面已经用过（第 {} 行）", text.value, report.line(*at));
            report.error(text.span.clone(), message);
            return false;
        }
        self.known.insert(text.value, text.span.start);
        true
    }
}
