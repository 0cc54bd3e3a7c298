//! A notice's text, and what a campaign file takes from it. Contact persons and their numbers are taken out of the lines
//! before anything looks at them, so that none of them can reach a file.

mod activity;
mod deadline;
mod discreet;
mod head;
mod lines;
mod object;
mod period;
mod scan;
mod theme;

use chrono::NaiveDate;

use crate::domain::calendar::DayRange;
use crate::intake::page::Page;
pub(super) use deadline::{Deadline, When};
pub(super) use discreet::{discreet, masked};
pub(super) use head::year;
pub(super) use object::{Object, objects};

/// What a notice says, each with the words that say it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Notice {
    /// 姑苏民卫〔2020〕120号
    pub(super) document: String,
    /// The whole title: 关于开展……的通知.
    pub(super) title: String,
    pub(super) issuer: String,
    pub(super) collector: String,
    pub(super) theme: String,
    pub(super) days: Option<Said<DayRange>>,
    pub(super) marked: Vec<Said<(NaiveDate, String)>>,
    /// Those whom it addresses, and the line that does.
    pub(super) addressees: Vec<String>,
    pub(super) address: String,
    pub(super) activities: Vec<(String, String)>,
    pub(super) deadlines: Vec<Deadline>,
    /// The year that it is from.
    pub(super) year: Option<i32>,
    pub(super) speaks_of_hazards: bool,
}

/// Something that a sentence says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said<T> {
    pub(super) what: T,
    pub(super) sentence: String,
}

/// Reads a notice.
pub(super) fn read(page: &Page) -> Notice {
    let raw = lines::of(page);
    let lines: Vec<String> = raw.iter().map(|line| discreet(line)).collect();
    let head = head::read(&raw, &lines);
    let year = head::year(&head.document)
        .or_else(|| head::year(&head.title))
        .or_else(|| lines.iter().rev().find_map(|line| scan::dated(line)));
    let days = period::find(&lines, &head.title, year);
    let year = days
        .as_ref()
        .map(|days| chrono::Datelike::year(&days.what.from()))
        .or(year);
    Notice {
        theme: theme::find(&lines),
        marked: period::marked(&lines, year),
        activities: activity::find(&lines),
        deadlines: deadline::find(&lines),
        speaks_of_hazards: lines.iter().any(|line| line.contains("隐患")),
        document: head.document,
        title: head.title,
        issuer: head.issuer,
        collector: head.collector,
        addressees: head.addressees,
        address: head.address,
        days,
        year,
    }
}
