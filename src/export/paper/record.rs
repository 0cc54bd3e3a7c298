//! What is special to a unit's record of activities: the first sheet, which says whose it is, how it reported, what it comes
//! to and what follows; what it wrote; and the list of its material. The other sheets are papers of their own.

use chrono::NaiveDate;

use super::listing::{Listing, PARAGRAPH, WIDEST};
use super::titled;
use crate::domain::calendar::{Instant, words};
use crate::domain::campaign::Campaign;
use crate::domain::period::Period;
use crate::domain::review::ReviewState;
use crate::domain::status::State;
use crate::export::sheet::{Cell, Sheet};

/// What stands in front of a record of activities.
#[derive(Debug, Clone, Copy)]
pub struct RecordCover<'a> {
    pub campaign: &'a Campaign,
    /// The unit, or the desk for all of its units.
    pub whose: &'a str,
    /// What is said of it, each with its heading, in order.
    pub facts: &'a [(String, String)],
    /// The registers and the ledger of hazards among the sheets that follow, each with how many lines it has.
    pub contents: &'a [(String, usize)],
    pub today: NaiveDate,
}

impl RecordCover<'_> {
    /// The title of the whole record.
    pub fn title(&self) -> String {
        titled(
            &self.campaign.title,
            &format!("活动情况记录（{}）", self.whose),
        )
    }

    /// The sheet.
    pub fn sheet(&self) -> Sheet {
        let campaign = self.campaign;
        let given = [
            ("活动时间", days(campaign)),
            ("通知", campaign.document.clone()),
            ("印发单位", campaign.issuer.clone()),
        ];
        let given = given.into_iter().filter(|(_, text)| !text.is_empty());
        let given = given.map(|(name, text)| (name.to_owned(), text));
        let facts = self.facts.iter().cloned();
        let contents = self.contents.iter();
        let contents = contents.map(|(name, lines)| (name.clone(), format!("{lines} 条")));
        let lines = given.chain(facts).chain(contents);
        Listing {
            name: "概况".to_owned(),
            title: self.title(),
            lead: vec![format!("截至 {}", words::date(self.today))],
            columns: ["项目", "情况"].map(str::to_owned).into(),
            rows: lines
                .map(|(name, text)| vec![Cell::text(name), Cell::text(text)])
                .collect(),
            notes: Vec::new(),
            fixed: 1,
            widest: WIDEST * 2,
        }
        .sheet()
    }
}

/// What a unit wrote for one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenText {
    pub unit: String,
    pub period: String,
    pub handed_in_on: NaiveDate,
    pub text: String,
}

/// A file that a unit handed in, or keeps with a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedFile {
    pub unit: String,
    /// The period, or the register and the record that it belongs to.
    pub from: String,
    pub name: String,
    /// In words: `1.2 MB`.
    pub size: String,
}

/// What the units wrote, period by period.
pub fn text_sheet(campaign: &Campaign, texts: &[WrittenText]) -> Sheet {
    let row = |one: &WrittenText| {
        let words = [&one.unit, &one.period].map(|text| Cell::text(text.as_str()));
        let [unit, period] = words;
        let (day, text) = (Cell::date(one.handed_in_on), Cell::text(one.text.as_str()));
        vec![unit, period, day, text]
    };
    Listing {
        name: "文字材料".to_owned(),
        title: titled(&campaign.title, "文字材料"),
        lead: Vec::new(),
        columns: ["单位", "期次", "提交日期", "内容"]
            .map(str::to_owned)
            .into(),
        rows: texts.iter().map(row).collect(),
        notes: Vec::new(),
        fixed: 1,
        widest: PARAGRAPH,
    }
    .sheet()
}

/// The list of material, file by file.
pub fn file_sheet(campaign: &Campaign, files: &[ListedFile]) -> Sheet {
    let row = |one: &ListedFile| {
        let words = [&one.unit, &one.from, &one.name, &one.size];
        words.map(|text| Cell::text(text.as_str())).into()
    };
    Listing {
        name: "材料清单".to_owned(),
        title: titled(&campaign.title, "材料清单"),
        lead: vec![format!("共 {} 份", files.len())],
        columns: ["单位", "出自", "文件", "大小"].map(str::to_owned).into(),
        rows: files.iter().map(row).collect(),
        notes: Vec::new(),
        fixed: 1,
        widest: WIDEST,
    }
    .sheet()
}

/// Where a unit stands with one of its periods.
#[derive(Debug, Clone, Copy)]
pub struct OwnPeriod<'a> {
    pub period: &'a Period,
    /// The deadline that holds for the unit.
    pub deadline: Instant,
    pub state: State,
    /// Whether what came was returned (退回) and has not come again.
    pub is_returned: bool,
    pub received_at: Option<Instant>,
}

/// One unit's periods, a line each.
pub fn period_sheet(campaign: &Campaign, periods: &[OwnPeriod<'_>], now: Instant) -> Sheet {
    let line = |one: &OwnPeriod<'_>| {
        let (mark, word) = match one.is_returned {
            true => (State::DueSoon.paper_mark(), ReviewState::Returned.label()),
            false => (one.state.paper_mark(), one.state.label()),
        };
        let received = one.received_at.map(words::moment_with_year);
        vec![
            Cell::text(&one.period.name),
            Cell::text(words::deadline_from(one.deadline, now)),
            Cell::text(format!("{mark} {word}")),
            Cell::text(received.unwrap_or_default()),
        ]
    };
    Listing {
        name: "报送情况".to_owned(),
        title: titled(&campaign.title, "报送情况"),
        lead: vec![format!("截至 {}", words::moment_with_year(now))],
        columns: ["期次", "截止", "情况", "收到时间"]
            .map(str::to_owned)
            .into(),
        rows: periods.iter().map(line).collect(),
        notes: Vec::new(),
        fixed: 1,
        widest: WIDEST,
    }
    .sheet()
}

fn days(campaign: &Campaign) -> String {
    let (from, to) = (campaign.days.from(), campaign.days.to());
    format!("{}—{}", words::date(from), words::date(to))
}
