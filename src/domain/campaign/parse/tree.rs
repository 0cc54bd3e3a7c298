//! The tree of a campaign file as its readers see it: values that say what was expected where they hold something
//! else, and tables that know which keys they have. It knows the shapes of values, not what they mean.
//!
//! Every reader gives `None` for what it could not read, having told the problem; the caller goes on, and gives up
//! its own result only at its end. So all problems are found in one go.

use std::ops::Range;

use chrono::{NaiveDate, NaiveTime};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::report::{Report, did_you_mean};
use super::text::Text;
use crate::text::sanitize::{for_storage_block, for_typing};

/// One value and its place.
#[derive(Debug, Clone)]
pub(super) struct Node<'t> {
    value: &'t DeValue<'t>,
    pub(super) span: Range<usize>,
    pub(super) report: &'t Report<'t>,
}

/// One table and the keys it may have.
#[derive(Debug, Clone)]
pub(super) struct Keys<'t> {
    table: &'t DeTable<'t>,
    /// Its heading, or the whole of an inline table.
    pub(super) span: Range<usize>,
    pub(super) report: &'t Report<'t>,
}

impl<'t> Node<'t> {
    pub(super) fn new(value: &'t Spanned<DeValue<'t>>, report: &'t Report<'t>) -> Self {
        Self {
            value: value.get_ref(),
            span: value.span(),
            report,
        }
    }

    /// What stands here, for a problem's words.
    fn shape(&self) -> &'static str {
        match self.value {
            DeValue::String(_) => "文字",
            DeValue::Integer(_) => "整数",
            DeValue::Float(_) => "小数",
            DeValue::Boolean(_) => "true/false",
            DeValue::Datetime(_) => "日期或时间",
            DeValue::Array(_) => "列表",
            DeValue::Table(_) => "一组键",
        }
    }

    fn expected<T>(&self, what: &str, example: &str) -> Option<T> {
        let message = format!("这里应是{what}，写成了{}", self.shape());
        self.report
            .error_with(self.span.clone(), message, format!("例如 {example}"));
        None
    }

    /// A string on one line, not empty.
    pub(super) fn line(&self) -> Option<Text<'t>> {
        let text = self.block()?;
        if text.value.contains(['\n', '\r']) {
            self.report
                .error(self.span.clone(), "这里的文字应写在一行里");
            return None;
        }
        Some(text)
    }

    /// A string of one or several paragraphs, not empty. Control characters are refused here, once for all: what a
    /// campaign file says goes to screens and papers as it stands.
    pub(super) fn block(&self) -> Option<Text<'t>> {
        let DeValue::String(value) = self.value else {
            return self.expected("文字", "\"安全生产月\"");
        };
        if value.trim().is_empty() {
            self.report.error(self.span.clone(), "这里不能是空的");
            return None;
        }
        let plain = value.replace("\r\n", "\n");
        if for_storage_block(&plain) != plain {
            self.report
                .error(self.span.clone(), "文字里有看不见的控制字符，请删去");
            return None;
        }
        Some(Text::new(value, self.report.source(), self.span.clone()))
    }

    pub(super) fn flag(&self) -> Option<bool> {
        match self.value {
            DeValue::Boolean(flag) => Some(*flag),
            _ => self.expected(" true 或 false", "true"),
        }
    }

    /// A whole number from `least` to `most`.
    pub(super) fn integer(&self, least: i64, most: i64) -> Option<i64> {
        let DeValue::Integer(integer) = self.value else {
            return self.expected("整数", &least.to_string());
        };
        let number = i64::from_str_radix(integer.as_str(), integer.radix()).ok();
        let number = number.filter(|number| (least..=most).contains(number));
        if number.is_none() {
            self.report.error(
                self.span.clone(),
                format!("这个数应在 {least} 到 {most} 之间"),
            );
        }
        number
    }

    pub(super) fn date(&self) -> Option<NaiveDate> {
        if let DeValue::String(text) = self.value {
            let suggestion = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
            let suggestion =
                suggestion.map_or("例如 2020-06-01".to_owned(), |day| format!("写成 {day}"));
            self.report
                .error_with(self.span.clone(), "日期不加引号", suggestion);
            return None;
        }
        let DeValue::Datetime(moment) = self.value else {
            return self.expected("日期", "2020-06-01");
        };
        let (Some(date), None) = (moment.date, moment.time) else {
            self.report.error_with(
                self.span.clone(),
                "这里应是日期，不带时间",
                "例如 2020-06-01".to_owned(),
            );
            return None;
        };
        let day = NaiveDate::from_ymd_opt(
            i32::from(date.year),
            u32::from(date.month),
            u32::from(date.day),
        );
        if day.is_none() {
            self.report.error(self.span.clone(), "没有这一天");
        }
        day
    }

    /// A time of day without seconds: `17:00`, quoted or not.
    pub(super) fn clock(&self) -> Option<NaiveTime> {
        let time = match self.value {
            DeValue::String(text) => NaiveTime::parse_from_str(text, "%H:%M").ok(),
            DeValue::Datetime(moment) if moment.date.is_none() => moment.time.and_then(|time| {
                let second = u32::from(time.second.unwrap_or(0));
                NaiveTime::from_hms_opt(u32::from(time.hour), u32::from(time.minute), second)
            }),
            _ => None,
        };
        if time.is_none() {
            self.report.error_with(
                self.span.clone(),
                "这里应是一天里的时间",
                "例如 17:00:00".to_owned(),
            );
        }
        time
    }

    pub(super) fn list(&self) -> Option<Vec<Node<'t>>> {
        match self.value {
            DeValue::Array(items) => Some(
                items
                    .iter()
                    .map(|item| Node::new(item, self.report))
                    .collect(),
            ),
            _ => self.expected("列表", "[ … ]"),
        }
    }

    /// One text, or a list of texts.
    pub(super) fn blocks(&self) -> Option<Vec<Text<'t>>> {
        match self.value {
            DeValue::Array(_) => self.list()?.iter().map(Node::block).collect(),
            _ => Some(vec![self.block()?]),
        }
    }

    /// The text of a key inside this table, where there is one; tells no problem.
    pub(super) fn peek_text(&self, key: &str) -> Option<&'t str> {
        let DeValue::Table(table) = self.value else {
            return None;
        };
        match table.get(key)?.get_ref() {
            DeValue::String(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn is_empty_text(&self) -> bool {
        matches!(self.value, DeValue::String(text) if text.is_empty())
    }

    pub(super) fn is_text(&self) -> bool {
        matches!(self.value, DeValue::String(_))
    }

    /// A table that may have these keys; any other is a problem.
    pub(super) fn keys(&self, known: &[&str]) -> Option<Keys<'t>> {
        match self.value {
            DeValue::Table(table) => Some(Keys::new(table, self.span.clone(), known, self.report)),
            _ => self.expected("一组键", "{ id = \"…\", name = \"…\" }"),
        }
    }

    /// A table whose keys are names that the file itself gives, such as `[figures.ID]`.
    pub(super) fn named(&self) -> Option<Vec<(Text<'t>, Node<'t>)>> {
        let DeValue::Table(table) = self.value else {
            return self.expected("一组键", "{ … }");
        };
        let entry = |(key, value): (&'t Spanned<_>, &'t Spanned<DeValue<'t>>)| {
            let name: &'t std::borrow::Cow<'t, str> = key.get_ref();
            (
                Text::new(name, "", key.span()),
                Node::new(value, self.report),
            )
        };
        Some(table.iter().map(entry).collect())
    }

    /// One of the words that have a meaning here.
    pub(super) fn word<T: Copy>(&self, words: &[(&str, T)]) -> Option<T> {
        let text = self.line()?;
        let found = words.iter().find(|(word, _)| *word == text.value);
        if found.is_none() {
            let all: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let message = format!(
                "“{}”不在可用的词里：{}",
                for_typing(text.value),
                all.join("、")
            );
            self.report
                .error_with(self.span.clone(), message, did_you_mean(text.value, all));
        }
        found.map(|(_, meaning)| *meaning)
    }

    /// An id: a small letter, then small letters, figures and the joining sign, which is `_` almost everywhere.
    pub(super) fn id(&self, joint: char) -> Option<Text<'t>> {
        let text = self.line()?;
        check_id(&text, joint, self.report).then_some(text)
    }
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
                let message = format!("没有“{}”这个键", for_typing(name));
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
    known: Vec<(&'t str, usize)>,
}

impl<'t> Names<'t> {
    /// Adds a name; `false`, and a problem, where it is taken.
    pub(super) fn add(&mut self, text: &Text<'t>, report: &Report<'_>) -> bool {
        if let Some((_, at)) = self.known.iter().find(|(name, _)| *name == text.value) {
            let message = format!(
                "“{}”前面已经用过（第 {} 行）",
                for_typing(text.value),
                report.line(*at)
            );
            report.error(text.span.clone(), message);
            return false;
        }
        self.known.push((text.value, text.span.start));
        true
    }
}
