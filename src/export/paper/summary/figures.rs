//! The figures behind the report: what they come to together, and the list of every one of them.

use std::collections::BTreeMap;

use super::{Summary, TableTold, Voice};
use crate::domain::campaign::Facts;
use crate::domain::figure::{Answer, Figure, FigureKind, Figures, Value};
use crate::domain::formula::worked_out;
use crate::domain::id::FigureId;
use crate::domain::rollup::Total;
use crate::export::document::{Align, Cell, Size, Table, VerticalAlign};
use crate::export::paper::units::answer_cell;
use crate::export::{sheet, value};

/// What is told of a table: what was added up, and what is worked out from that.
pub(super) struct Sums<'t> {
    pub totals: &'t BTreeMap<FigureId, Total>,
    worked_out: Figures,
}

impl<'t> Sums<'t> {
    pub fn new(
        figures: impl Iterator<Item = &'t Figure>,
        totals: &'t BTreeMap<FigureId, Total>,
    ) -> Self {
        let added = totals.iter();
        let added: Figures = added
            .filter_map(|(id, total)| Some((id.clone(), total.answer()?)))
            .collect();
        Self {
            totals,
            worked_out: worked_out(figures, Facts::of_figures(&added)),
        }
    }

    pub fn answer(&self, id: &FigureId) -> Option<Answer> {
        let worked_out = self.worked_out.get(id).cloned();
        worked_out.or_else(|| self.totals.get(id)?.answer())
    }

    /// Whether there is anything to write into its blank.
    pub fn is_filled(&self, id: &FigureId) -> bool {
        matches!(self.answer(id), Some(Answer::Value(_)))
    }

    /// Whether it is worth a word: a text, or a number other than zero.
    pub fn tells(&self, id: &FigureId) -> bool {
        match self.answer(id) {
            Some(Answer::Value(Value::Number(number))) => number != 0,
            Some(Answer::Value(_)) => !self.worked_out.contains_key(id),
            Some(Answer::NotApplicable) | None => false,
        }
    }

    /// Why there is nothing to tell of these figures; `None` where there is something.
    pub fn nothing<'f>(
        &self,
        figures: impl Iterator<Item = &'f Figure>,
        of: &TableTold<'_>,
    ) -> Option<String> {
        let ids: Vec<&FigureId> = figures.map(|figure| &figure.id).collect();
        if ids.iter().any(|id| self.tells(id)) {
            return None;
        }
        let mut totals = ids.iter().filter_map(|id| self.totals.get(*id));
        Some(match of.unreviewed {
            _ if totals.any(|total| total.answered > 0) => "填报均为零。".to_owned(),
            0 => "暂无填报。".to_owned(),
            reports => format!("已报 {reports} 份，尚未审核。"),
        })
    }
}

impl Summary<'_> {
    /// Whether its list says anything: whose it is knows well enough what it has not filled in, and a bureau does not.
    pub(super) fn has_answers(&self, one: &TableTold<'_>) -> bool {
        let is_answered = one.totals.values().any(|total| total.answered > 0);
        self.voice == Voice::Bureau || is_answered
    }

    /// Every figure of the table, also those that nobody reported. Of one unit's own there is nothing to count.
    pub(super) fn figures_table(&self, one: &TableTold<'_>) -> Table {
        let labels = ["项目", "指标", "合计", "量词", "填报单位", "不涉及", "未填"];
        let widths = [28, 48, 24, 12, 18, 15, 12];
        let columns = match self.voice {
            Voice::Bureau => labels.len(),
            Voice::Unit => 4,
        };
        let mut grid = Table::new(widths[..columns].iter().copied())
            .size(Size::XIAO_WU)
            .header(labels[..columns].iter().map(|label| Cell::label(*label)));
        // On which days the units did it makes a list that nobody reads.
        let figures = self.campaign.figures_of(&one.table.id);
        let figures = figures.filter(|figure| figure.kind != FigureKind::Date);
        let figures: Vec<&Figure> = figures.collect();
        let sums = Sums::new(figures.iter().copied(), &one.totals);
        let rows = &one.table.rows;
        let section = |figure: &Figure| rows.get(figure.row).map(|row| row.section.as_str());
        for of_section in figures.chunk_by(|a, b| section(a) == section(b)) {
            for (i, figure) in of_section.iter().enumerate() {
                let head = (i == 0).then(|| {
                    Cell::text(section(figure).unwrap_or_default())
                        .span(1, of_section.len())
                        .valign(VerticalAlign::Top)
                });
                let cells = figure_cells(figure, &sums).into_iter().take(columns - 1);
                grid.push(head.into_iter().chain(cells).collect::<Vec<_>>());
            }
        }
        grid
    }
}

fn figure_cells(figure: &Figure, sums: &Sums<'_>) -> [Cell; 6] {
    let nothing = Total::default();
    let total = sums.totals.get(&figure.id).unwrap_or(&nothing);
    // Nobody fills in what is worked out.
    let count = |units: u32| match figure.is_asked() {
        true => Cell::number(value::Number::integer(i64::from(units))),
        false => Cell::text("—").align(Align::Center),
    };
    let answer = sums.answer(&figure.id);
    let shown = answer.map_or_else(sheet::Cell::empty, |answer| answer_cell(figure, &answer));
    let align = shown.alignment();
    [
        Cell::text(&figure.label),
        Cell::value(shown.value).align(align),
        Cell::text(&figure.measure).align(Align::Center),
        count(total.answered),
        count(total.not_applicable),
        count(total.blank),
    ]
}
