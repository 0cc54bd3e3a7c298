//! Grids (方格表) read back cell by cell: a row is known by its name, a column by its heading. Tables of sentences are
//! `anchor`'s; what stands in a cell is read as everywhere, by `content`.

mod headings;
mod laid;

use std::collections::BTreeSet;

use super::content;
use super::page::{Page, Position};
use super::reading::{CERTAIN, FileProblem, Read, State};
use crate::domain::campaign::{Campaign, Facts};
use crate::domain::figure::{Answer, Figure, Figures, Value};
use crate::domain::formula::worked_out;
use crate::domain::id::{FigureId, TableId};
use crate::domain::submission::show_answer;
pub(super) use laid::Laid;

/// What a page says to a campaign's grids.
#[derive(Debug, Default)]
pub(super) struct Grids {
    pub(super) tables: Vec<TableId>,
    pub(super) blanks: Vec<Read>,
    pub(super) problems: Vec<FileProblem>,
    /// The page's tables that are theirs.
    pub(super) taken: BTreeSet<usize>,
}

/// Less trust where more than the answer stood in a cell.
const ALMOST_CERTAIN: u16 = 950;

/// Reads every grid that the page has.
pub(super) fn read(campaign: &Campaign, page: &Page) -> Grids {
    let mut grids = Grids::default();
    let found = laid::find(campaign, page);
    for laid in &found {
        grids.taken.insert(laid.on_page);
        if grids.tables.contains(&laid.table.id) {
            continue;
        }
        let copies = found.iter().filter(|other| other.table.id == laid.table.id);
        let filled: Vec<&Laid<'_>> = copies.filter(|copy| copy.is_filled(page)).collect();
        if filled.len() > 1 {
            let message = format!(
                "“{}”在文件里有 {} 份，只能收一份；请分开再收",
                laid.table.title,
                filled.len()
            );
            grids.problems.push(FileProblem::error(message));
        }
        // A copy that is blank all over is the form itself, left behind.
        let laid = filled.first().copied().unwrap_or(laid);
        grids.tables.push(laid.table.id.clone());
        grids.read_one(campaign, page, laid);
    }
    grids
}

/// Where on a blank form the answers of a grid go, in the paper's reading order; where one has no place, why. `None`
/// where the page does not have the grid.
pub(super) fn gaps(
    campaign: &Campaign,
    table: &TableId,
    page: &Page,
) -> Option<Vec<Result<(FigureId, Position), String>>> {
    let found = laid::find(campaign, page);
    let laid = found.iter().find(|laid| laid.table.id == *table)?;
    let gap = |(figure, place): (&Figure, Option<laid::Place>)| {
        let label = &figure.label;
        let place = place.ok_or_else(|| format!("找不到“{label}”这一格"))?;
        match laid.text(page, place).trim().is_empty() {
            true => Ok((figure.id.clone(), laid.position(page, place))),
            false => Err(format!("“{label}”这一格里已经填了内容")),
        }
    };
    let asked = laid.cells(campaign).filter(|(figure, _)| figure.is_asked());
    Some(asked.map(gap).collect())
}

impl Grids {
    fn read_one(&mut self, campaign: &Campaign, page: &Page, laid: &Laid<'_>) {
        self.problems.extend(laid.missing().map(FileProblem::error));
        self.problems.extend(laid.strange_rows(page));
        let mut figures = Figures::new();
        for (figure, place) in laid.cells(campaign).filter(|(figure, _)| figure.is_asked()) {
            let read = read_cell(campaign, page, laid, figure, place);
            figures.extend(read.answer().map(|answer| (figure.id.clone(), answer)));
            self.blanks.push(read);
        }
        self.compare(campaign, page, laid, &figures);
    }

    /// What the paper has where something is worked out, held against what its own cells come to.
    fn compare(&mut self, campaign: &Campaign, page: &Page, laid: &Laid<'_>, figures: &Figures) {
        let computed = worked_out(
            campaign.figures_of(&laid.table.id),
            Facts::of_figures(figures),
        );
        for (figure, place) in laid
            .cells(campaign)
            .filter(|(figure, _)| !figure.is_asked())
        {
            let Some(place) = place else { continue };
            let text = laid.text(page, place);
            let written = content::read(campaign, figure, &text).state;
            let (State::Value(Value::Number(written)), Some(answer)) =
                (written, computed.get(&figure.id))
            else {
                continue;
            };
            if *answer != Answer::number(written) {
                let shown = show_answer(figure, answer);
                let message = format!(
                    "“{}”纸上写的是 {}，按各格算是 {shown}；收的是各格的数",
                    figure.label,
                    text.trim()
                );
                let position = Some(laid.position(page, place));
                self.problems
                    .push(FileProblem::warning(message).at(laid.sentence(figure, &text), position));
            }
        }
    }
}

fn read_cell(
    campaign: &Campaign,
    page: &Page,
    laid: &Laid<'_>,
    figure: &Figure,
    place: Option<laid::Place>,
) -> Read {
    let text = place
        .map(|place| laid.text(page, place))
        .unwrap_or_default();
    let content = content::read(campaign, figure, &text);
    Read {
        id: figure.id.clone(),
        approximate: content.approximate,
        confidence: match (&content.state, content.plain) {
            (State::Problem(_), _) => 0,
            (_, true) => CERTAIN,
            (_, false) => ALMOST_CERTAIN,
        },
        state: content.state,
        sentence: laid.sentence(figure, &text),
        position: place.map(|place| laid.position(page, place)),
    }
}

#[cfg(test)]
mod tests;
