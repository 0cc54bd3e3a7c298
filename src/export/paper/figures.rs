//! A statistics table as a list: one line a figure, with its number as a number and how many units stand behind it.
//! For whoever wants to sort, filter and compute; the paper itself is in `statistics`.

use std::collections::BTreeMap;

use super::When;
use crate::domain::campaign::{self, Campaign};
use crate::domain::counting::Reckoning;
use crate::domain::figure::{Figure, Figures};
use crate::domain::id::FigureId;
use crate::domain::rollup::Total;
use crate::export::document::Align;
use crate::export::sheet::{Cell, Sheet};

use super::units::{answer_cell, worked_out_of};

/// The columns behind the names: how wide, and what they are called.
const COUNTS: [(u16, &str); 5] = [
    (14, "合计"),
    (8, "量词"),
    (10, "填报单位"),
    (9, "不涉及"),
    (8, "未填"),
];

/// The totals of one table.
#[derive(Debug, Clone, Copy)]
pub struct FigureList<'a> {
    pub campaign: &'a Campaign,
    pub table: &'a campaign::Table,
    /// Whose figures they are: a unit's name, or that of a subtree.
    pub scope: &'a str,
    pub when: When<'a>,
    pub totals: &'a BTreeMap<FigureId, Total>,
    /// What the totals count.
    pub reckoning: Reckoning,
}

impl FigureList<'_> {
    /// The sheet. A figure that has no total has a line all the same: nothing reported is a result too.
    pub fn sheet(&self) -> Sheet {
        // The rows of a grid have no items, and then no column for them.
        let has_items = self.table.rows.iter().any(|row| row.item.is_some());
        let item = |width, label| has_items.then_some((width, label));
        let columns = [Some((26, "项目")), item(40, "内容"), Some((32, "指标"))];
        let columns = columns.into_iter().flatten().chain(COUNTS);
        let (widths, labels): (Vec<u16>, Vec<&str>) = columns.unzip();
        let mut sheet = Sheet::new("指标汇总", widths)
            .title(format!("{}（指标汇总）", self.table.title))
            .lead(self.lead())
            .note("填报单位为填了数字或文字的单位数；“不涉及”和“未填”另计，不算作 0。")
            .landscape()
            .freeze_columns(2 + usize::from(has_items))
            .header(labels);
        let worked_out = worked_out_of(self.campaign, self.table, self.totals);
        for figure in self.campaign.figures_of(&self.table.id) {
            sheet.push(self.row(figure, &worked_out, has_items));
        }
        sheet
    }

    /// Whose figures they are, of what time, and what is not settled about them.
    fn lead(&self) -> String {
        let words = [format!("单位：{}", self.scope), self.when.line()];
        let words = words.into_iter().chain(self.reckoning.remark());
        words.collect::<Vec<_>>().join("　　")
    }

    fn row(&self, figure: &Figure, worked_out: &Figures, has_items: bool) -> Vec<Cell> {
        let row = self.table.rows.get(figure.row);
        let section = row.map_or("", |row| row.section.as_str());
        let item = row.and_then(|row| row.item.as_deref()).unwrap_or_default();
        let nothing = Total::default();
        let total = self.totals.get(&figure.id).unwrap_or(&nothing);
        // Nobody fills in what is worked out, so nobody left it blank.
        let count = |units: u32| match figure.is_asked() {
            true => Cell::integer(i64::from(units)),
            false => Cell::empty(),
        };
        let answer = match figure.is_asked() {
            true => total.answer(),
            false => worked_out.get(&figure.id).cloned(),
        };
        let item = has_items.then(|| Cell::text(item.replace('\n', "")));
        let names = [
            Some(Cell::text(section)),
            item,
            Some(Cell::text(figure.label.as_str())),
        ];
        let numbers = [
            answer.map_or_else(Cell::empty, |answer| answer_cell(figure, &answer)),
            Cell::text(figure.measure.as_str()).align(Align::Center),
            count(total.answered),
            count(total.not_applicable),
            count(total.blank),
        ];
        names.into_iter().flatten().chain(numbers).collect()
    }
}
