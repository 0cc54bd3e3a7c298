//! Nominations as a sheet an award: each recommending unit's candidates in order, with their conditions and steps.

use chrono::NaiveDate;

use super::listing::{Listing, WIDEST};
use super::titled;
use crate::domain::calendar::words;
use crate::domain::campaign::{Award, Campaign, Candidate};
use crate::domain::nomination::{Met, NominationEntry};
use crate::export::document::{Align, Shade};
use crate::export::sheet::{Cell, Sheet};

/// One award's candidates.
#[derive(Debug, Clone, Copy)]
pub struct NominationList<'a> {
    pub campaign: &'a Campaign,
    pub award: &'a Award,
    pub lines: &'a [NominationLine<'a>],
    /// What is wrong with a list.
    pub problems: &'a [String],
    pub today: NaiveDate,
}

/// One candidate.
#[derive(Debug, Clone)]
pub struct NominationLine<'a> {
    pub body: &'a str,
    pub unit: &'a str,
    pub entry: &'a NominationEntry,
    /// Beyond the quota.
    pub is_extra: bool,
    /// In step with the award's conditions.
    pub met: Vec<Met>,
}

impl NominationList<'_> {
    /// The sheet.
    pub fn sheet(&self) -> Sheet {
        let name = match self.award.candidate {
            Candidate::Unit => None,
            Candidate::Team => Some("班组"),
            Candidate::Person => Some("姓名"),
        };
        let fixed = ["推荐单位", "顺序", "被推荐单位"].into_iter().chain(name);
        let conditions = self.award.conditions.iter().map(|one| one.text.clone());
        let steps = self.award.steps.iter().map(|step| step.name.clone());
        let columns = fixed.map(str::to_owned).chain(conditions).chain(steps);
        let row = |line: &NominationLine<'_>| self.row(line, name.is_some());
        Listing {
            name: self.award.name.clone(),
            title: titled(
                &self.campaign.title,
                &format!("{}推荐名单", self.award.name),
            ),
            lead: vec![format!("截至 {}", words::date(self.today))],
            columns: columns.chain(["备注".to_owned()]).collect(),
            rows: self.lines.iter().map(row).collect(),
            notes: match self.lines.is_empty() {
                true => vec!["还没有推荐。".to_owned()],
                false => self.problems.to_vec(),
            },
            fixed: 3 + usize::from(name.is_some()),
            widest: WIDEST,
        }
        .sheet()
    }

    fn row(&self, line: &NominationLine<'_>, has_name: bool) -> Vec<Cell> {
        let rank = match line.is_extra {
            true => Cell::text(format!("{}（差额）", line.entry.rank)),
            false => Cell::integer(line.entry.rank.into()),
        };
        let mut cells = vec![
            Cell::text(line.body),
            rank.align(Align::Center),
            Cell::text(line.unit),
        ];
        cells.extend(has_name.then(|| Cell::text(line.entry.name.as_str())));
        cells.extend(line.met.iter().map(|met| {
            let (mark, shade) = match met {
                Met::Yes => ("√ 符合", Shade::Good),
                Met::No => ("× 不符合", Shade::Bad),
                Met::Open => ("○ 未核", Shade::None),
            };
            Cell::text(mark).align(Align::Center).shade(shade)
        }));
        cells.extend(self.award.steps.iter().map(|step| {
            let day = line.entry.steps.get(&step.id);
            day.map_or_else(Cell::empty, |day| Cell::date(*day))
        }));
        cells.push(Cell::text(line.entry.note.as_str()));
        cells
    }
}
