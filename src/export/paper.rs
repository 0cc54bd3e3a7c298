//! The papers of a campaign: records that are already worked out, laid out as a [`Document`](super::document::Document)
//! or a [`Sheet`](super::sheet::Sheet).
//!
//! Belongs here: which paper says what, in which order, in which words. Does not belong here: gathering the records
//! (`ops::export`), adding them up (`domain`), and how a format writes a cell (the writers). Every paper is made from
//! the campaign's own data: no notice, and no form of a notice, has a layout of its own.

mod figures;
mod hazards;
mod liaisons;
mod registration;
mod statistics;
mod status;
mod units;

pub use figures::FigureList;
pub use hazards::{HazardLedger, HazardLine};
pub use liaisons::{LiaisonLine, LiaisonList};
pub use registration::Registration;
pub use statistics::{Reporter, Statistics};
pub use status::{StatusLine, StatusMark, StatusMatrix};
pub use units::{UnitFigures, UnitTable};

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
    /// Everything received before that instant.
    AsOf(Instant),
}

impl When<'_> {
    /// The line below a title: `期次：第2周（6月5日—6月11日）`, `统计截至：2020年6月18日 17:40`.
    pub fn line(&self) -> String {
        match self {
            Self::Period(period) => format!("期次：{}", with_days(period)),
            Self::AsOf(at) => format!("统计截至：{}", until(*at)),
        }
    }

    /// For a file's name: `第2周`, `截至6月18日`.
    pub fn short(&self) -> String {
        match self {
            Self::Period(period) => period.short_name.clone(),
            Self::AsOf(at) => format!("截至{}", words::month_day(last_day(*at))),
        }
    }
}

/// `每周活动材料·第2周（6月5日—6月11日）`; a period that covers no days has its name alone.
fn with_days(period: &Period) -> String {
    match period.occurrence.days {
        Some(days) => format!("{}（{days}）", period.name),
        None => period.name.clone(),
    }
}

/// A moment up to which something was counted: the end of a day is that day, `2020年6月18日`.
fn until(at: Instant) -> String {
    if last_day(at) == at.date() {
        words::moment_with_year(at)
    } else {
        words::date(last_day(at))
    }
}

/// The last day with a part before the instant: 24:00 still belongs to the day that it ends.
fn last_day(at: Instant) -> chrono::NaiveDate {
    Instant::from_epoch_ms(at.epoch_ms().saturating_sub(1)).date()
}

/// The name of a kind of unit; nothing where the unit has none.
fn kind_name<'a>(campaign: &'a Campaign, kind: Option<&KindId>) -> &'a str {
    kind.and_then(|id| campaign.kind(id))
        .map_or("", |kind| kind.name.as_str())
}

/// A running number for the first column of a list, from 1.
fn ordinal(index: usize) -> i64 {
    i64::try_from(index + 1).unwrap_or(i64::MAX)
}

/// How wide a column is in narrow characters: as its longest text, within reason; longer texts wrap.
fn width_for<'a>(label: &'a str, texts: impl Iterator<Item = &'a str>) -> u16 {
    let longest = texts.chain([label]).map(text::width::width).max();
    let longest = longest.unwrap_or_default().clamp(6, 30);
    u16::try_from(longest + 2).expect("at most 32")
}
