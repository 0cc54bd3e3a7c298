//! The first sheet of a unit's record of activities: whose it is, how it reported, what it comes to, and what follows.

use chrono::NaiveDate;

use super::listing::{Listing, WIDEST};
use super::titled;
use crate::domain::calendar::words;
use crate::domain::campaign::Campaign;
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

fn days(campaign: &Campaign) -> String {
    let (from, to) = (campaign.days.from(), campaign.days.to());
    format!("{}—{}", words::date(from), words::date(to))
}
