//! The papers of a campaign: records that are already worked out, laid out as a [`Document`](super::document::Document)
//! or a [`Sheet`](super::sheet::Sheet).
//!
//! Belongs here: which paper says what, in which order, in which words. Does not belong here: gathering the records
//! (`ops::export`), adding them up (`domain`), and how a format writes a cell (the writers). Every paper is made from
//! the campaign's own data: no notice, and no form of a notice, has a layout of its own.

mod figures;
mod hazards;
mod liaisons;
mod listing;
mod nominations;
mod opening;
mod record;
mod register;
mod registration;
mod responsibility;
mod scores;
mod statistics;
mod status;
mod summary;
mod targets;
mod units;

pub use figures::FigureList;
pub use hazards::{HazardLedger, HazardLine};
pub use liaisons::{LiaisonLine, LiaisonList};
pub use nominations::{NominationLine, NominationList};
pub use record::{
    ListedFile, OwnPeriod, RecordCover, WrittenText, file_sheet, period_sheet, text_sheet,
};
pub use register::{RecordLine, RegisterList};
pub use registration::Registration;
pub use responsibility::ResponsibilityMatrix;
pub use scores::{ScoreTable, TraceLine};
pub use statistics::{Reporter, Statistics};
pub use status::{StatusLine, StatusMark, StatusMatrix};
pub use summary::{
    AwardTold, Programme, RegisterTold, ScoreTold, SortTold, Standing, Summary, TableTold,
    TargetTold, Telling, Voice,
};
pub use targets::{TargetList, TargetPaperLine};
pub use units::{UnitFigures, UnitTable};

use chrono::NaiveDate;

use crate::domain::calendar::{Instant, words};
use crate::domain::campaign::Campaign;
use crate::domain::id::KindId;
use crate::domain::period::Period;
use crate::text;

/// What stretch of the campaign a paper speaks of.
#[derive(Debug, Clone, Copy)]
pub enum When<'a> {
    /// One period's own reports.
    Period(&'a Period),
    /// The periods whose days have ended by that day.
    AsOf(NaiveDate),
    /// Everything received so far.
    Until(Instant),
}

impl When<'_> {
    /// The line below a title: `期次：每周活动材料·第2周（6月5日—6月11日）`, `统计截至：2020年6月18日 17:40`.
    pub fn line(&self) -> String {
        match self {
            Self::Period(period) => format!("期次：{}", with_days(period)),
            Self::AsOf(day) => format!("统计截至：{}", words::date(*day)),
            Self::Until(at) => format!("统计截至：{}", words::moment_with_year(*at)),
        }
    }

    /// For a file's name: `第2周`, `截至6月18日`.
    pub fn short(&self) -> String {
        match self {
            Self::Period(period) => period.short_name.clone(),
            Self::AsOf(day) => format!("截至{}", words::month_day(*day)),
            Self::Until(at) => format!("截至{}", words::month_day(at.date())),
        }
    }
}

/// `每周活动材料·第2周（6月5日—6月11日）`; a period that covers no days has its name alone.
fn with_days(period: &Period) -> String {
    match period.days_in_words() {
        Some(days) => format!("{}（{days}）", period.name),
        None => period.name.clone(),
    }
}

/// The name of a kind of unit; nothing where the unit has none.
fn kind_name<'a>(campaign: &'a Campaign, kind: Option<&KindId>) -> &'a str {
    kind.and_then(|id| campaign.kind(id))
        .map_or("", |kind| kind.name.as_str())
}

/// A paper's title: the campaign's, and what it is. Where one ends in the words with which the other begins
/// (`…“安全生产月”活动` and `活动记录`), they stand there once.
pub fn titled(campaign: &str, what: &str) -> String {
    let ends = what.char_indices().map(|(at, _)| at).skip(2);
    let shared = ends
        .chain([what.len()])
        .filter(|at| campaign.ends_with(&what[..*at]))
        .max()
        .unwrap_or(0);
    format!("{campaign}{}", &what[shared..])
}

/// A running number for the first column of a list, from 1.
fn ordinal(index: usize) -> i64 {
    i64::try_from(index + 1).unwrap_or(i64::MAX)
}

/// How wide a column of words is in narrow characters: as its longest text, but at most `most`; longer ones wrap.
fn width_for<'a>(label: &'a str, most: usize, texts: impl Iterator<Item = &'a str>) -> u16 {
    let longest = texts.chain([label]).map(text::width::width).max();
    let longest = longest.unwrap_or_default().min(most) + PADDING;
    u16::try_from(longest).unwrap_or(u16::MAX)
}

/// Narrow characters that a cell needs beside its text.
const PADDING: usize = 3;
/// A unit's name in a table with many columns.
const UNIT_WIDTH: usize = 22;

#[cfg(test)]
mod tests {
    //! Titles.

    use super::titled;

    #[test]
    fn words_in_which_two_parts_meet_stand_once() {
        for (campaign, what, title) in [
            (
                "某区“安全生产月”活动",
                "活动记录",
                "某区“安全生产月”活动记录",
            ),
            (
                "某区“安全生产月”活动",
                "隐患台账",
                "某区“安全生产月”活动隐患台账",
            ),
            ("竞赛活动", "竞赛活动", "竞赛活动"),
            // A single character that both have is no word.
            ("某市劳动", "动员情况", "某市劳动动员情况"),
        ] {
            assert_eq!(titled(campaign, what), title);
        }
    }
}
