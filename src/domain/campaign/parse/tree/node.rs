//! One value of the tree, and what it is read as.

use std::borrow::Cow;
use std::ops::Range;

use chrono::{NaiveDate, NaiveTime};
use toml::Spanned;
use toml::de::DeValue;

use super::{Keys, Names, check_id};
use crate::domain::campaign::parse::report::{Report, did_you_mean};
use crate::domain::campaign::parse::text::Text;
use crate::domain::typing::read_number;
use crate::text::sanitize::for_storage_block;

/// One value and its place.
#[derive(Debug, Clone)]
pub(in crate::domain::campaign::parse) struct Node<'t> {
    value: &'t DeValue<'t>,
    pub(in crate::domain::campaign::parse) span: Range<usize>,
    pub(in crate::domain::campaign::parse) report: &'t Report<'t>,
}

impl<'t> Node<'t> {
    pub(in crate::domain::campaign::parse) fn new(
        value: &'t Spanned<DeValue<'t>>,
        report: &'t Report<'t>,
    ) -> Self {
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
    pub(in crate::domain::campaign::parse) fn line(&self) -> Option<Text<'t>> {
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
    pub(in crate::domain::campaign::parse) fn block(&self) -> Option<Text<'t>> {
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

    pub(in crate::domain::campaign::parse) fn flag(&self) -> Option<bool> {
        match self.value {
            DeValue::Boolean(flag) => Some(*flag),
            _ => self.expected(" true 或 false", "true"),
        }
    }

    /// A whole number from `least` to `most`.
    pub(in crate::domain::campaign::parse) fn integer(&self, least: i64, most: i64) -> Option<i64> {
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

    /// A number, not negative, as an integer with `scale` digits behind the point: 80.5 with one digit is 805.
    pub(in crate::domain::campaign::parse) fn scaled(&self, scale: u8) -> Option<i64> {
        let written = match self.value {
            DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str(),
            DeValue::Float(float) => float.as_str(),
            _ => return self.expected("数", "80"),
        };
        match read_number(written, scale) {
            Some(Ok(number)) => Some(number),
            Some(Err(message)) => {
                self.report.error(self.span.clone(), message);
                None
            }
            None => self.expected("数", "80"),
        }
    }

    pub(in crate::domain::campaign::parse) fn date(&self) -> Option<NaiveDate> {
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
    pub(in crate::domain::campaign::parse) fn clock(&self) -> Option<NaiveTime> {
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

    pub(in crate::domain::campaign::parse) fn list(&self) -> Option<Vec<Node<'t>>> {
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
    pub(in crate::domain::campaign::parse) fn blocks(&self) -> Option<Vec<Text<'t>>> {
        match self.value {
            DeValue::Array(_) => self.list()?.iter().map(Node::block).collect(),
            _ => Some(vec![self.block()?]),
        }
    }

    /// A list of lines, no two the same.
    pub(in crate::domain::campaign::parse) fn distinct_lines(&self) -> Option<Vec<String>> {
        let lines: Vec<Text<'_>> = self.list()?.iter().map(Node::line).collect::<Option<_>>()?;
        let mut names = Names::default();
        let repeated = lines
            .iter()
            .filter(|line| !names.add(line, self.report))
            .count();
        let trimmed = lines.iter().map(|line| line.value.trim().to_owned());
        (repeated == 0).then(|| trimmed.collect())
    }

    /// The text of a key inside this table, where there is one; tells no problem.
    pub(in crate::domain::campaign::parse) fn peek_text(&self, key: &str) -> Option<&'t str> {
        let DeValue::Table(table) = self.value else {
            return None;
        };
        match table.get(key)?.get_ref() {
            DeValue::String(text) => Some(text),
            _ => None,
        }
    }

    pub(in crate::domain::campaign::parse) fn is_empty_text(&self) -> bool {
        matches!(self.value, DeValue::String(text) if text.is_empty())
    }

    pub(in crate::domain::campaign::parse) fn is_text(&self) -> bool {
        matches!(self.value, DeValue::String(_))
    }

    /// A table that may have these keys; any other is a problem.
    pub(in crate::domain::campaign::parse) fn keys(&self, known: &[&str]) -> Option<Keys<'t>> {
        match self.value {
            DeValue::Table(table) => Some(Keys::new(table, self.span.clone(), known, self.report)),
            _ => self.expected("一组键", "{ id = \"…\", name = \"…\" }"),
        }
    }

    /// A table whose keys are names that the file itself gives, such as `[figures.ID]`.
    pub(in crate::domain::campaign::parse) fn named(&self) -> Option<Vec<(Text<'t>, Node<'t>)>> {
        let DeValue::Table(table) = self.value else {
            return self.expected("一组键", "{ … }");
        };
        let entry = |(key, value): (&'t Spanned<_>, &'t Spanned<DeValue<'t>>)| {
            let name: &'t Cow<'t, str> = key.get_ref();
            (
                Text::new(name, "", key.span()),
                Node::new(value, self.report),
            )
        };
        Some(table.iter().map(entry).collect())
    }

    /// One of the words that have a meaning here.
    pub(in crate::domain::campaign::parse) fn word<T: Copy>(
        &self,
        words: &[(&str, T)],
    ) -> Option<T> {
        let text = self.line()?;
        let found = words.iter().find(|(word, _)| *word == text.value);
        if found.is_none() {
            let all: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let message = format!("“{}”不在可用的词里：{}", text.value, all.join("、"));
            self.report
                .error_with(self.span.clone(), message, did_you_mean(text.value, all));
        }
        found.map(|(_, meaning)| *meaning)
    }

    /// An id: a small letter, then small letters, figures and the joining sign, which is `_` almost everywhere.
    pub(in crate::domain::campaign::parse) fn id(&self, joint: char) -> Option<Text<'t>> {
        let text = self.line()?;
        check_id(&text, joint, self.report).then_some(text)
    }
}
