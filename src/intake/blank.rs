//! A blank form (Word, Excel) as its issuer made it: where each answer goes, found by the same readers and the same anchors as read
//! filled ones, so that what is written there is read back. Writing is not done here.

mod reporter;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::anchor::{self, Anchors};
use super::docx;
use super::form;
use super::format::{self, Format};
use super::grid;
use super::limits;
use super::origin::Origin;
use super::package::Package;
use super::page::{Page, Position};
use super::refusal::Refusal;
use super::sheet;
use crate::domain::campaign::{Campaign, Paper};
use crate::domain::id::{FieldId, FigureId};

/// A blank form, and where the answers to its campaign go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlankForm {
    /// The name of the part that takes the answers (a document's main part, a sheet), and that part.
    pub part: String,
    pub xml: String,
    pub blanks: Vec<Blank>,
    /// The blanks of the campaign that have no place in it: each with what is the matter.
    pub problems: Vec<String>,
}

/// One blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blank {
    pub id: BlankId,
    pub place: Place,
}

/// Whose answer goes there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum BlankId {
    Figure(FigureId),
    Field(FieldId),
    /// The name of whoever reports, on the line for it.
    Unit,
    /// The day on which it was filled in, or a part of it.
    Day(DayPart),
}

/// What a line for a day leaves blank: all of it, or the numbers before 年, 月 and 日.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DayPart {
    Whole,
    Year,
    Month,
    Day,
}

/// Where the answer goes in the main part; all ranges are bytes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The element of the paragraph.
    pub paragraph: Range<usize>,
    /// The characters that give way to the answer, and what they are.
    pub chars: Vec<Range<usize>>,
    pub text: String,
    /// The characters before and behind them in the paragraph.
    pub before: Option<Range<usize>>,
    pub behind: Option<Range<usize>>,
}

/// Finds the blanks of one paper of the campaign in a file of it.
///
/// # Errors
/// Where the file is neither a Word document nor a workbook that can be read.
pub fn blank_form(campaign: &Campaign, paper: &Paper, bytes: &[u8]) -> Result<BlankForm, Refusal> {
    if bytes.len() > limits::FILE_BYTES {
        return Err(Refusal::TooLong(limits::FILE_BYTES >> 20));
    }
    // What the file is called does not matter: its first bytes tell.
    let (part, xml, page, found) = match format::of("", bytes)? {
        Format::Docx => {
            let docx::Traced { part, xml, page } = docx::trace(Package::open(bytes)?)?;
            let found = gaps(campaign, paper, &page);
            (part, xml, page, found)
        }
        Format::Xlsx => {
            let mut page = sheet::read(bytes, Package::open(bytes)?)?;
            let found = gaps(campaign, paper, &page);
            let (table, cells) = cells_of(&found);
            let package = Package::open(bytes)?;
            let (part, xml) = sheet::ready(package, &mut page, table, &cells)?;
            (part, xml, page, found)
        }
        _ => return Err(Refusal::UnknownKind),
    };
    let mut form = BlankForm {
        part,
        xml,
        blanks: Vec::new(),
        problems: Vec::new(),
    };
    for gap in found {
        match gap.and_then(|gap| Ok((gap.place(&page)?, gap.id))) {
            Ok((place, id)) => form.blanks.push(Blank { id, place }),
            Err(problem) => form.problems.push(problem),
        }
    }
    form.problems.dedup();
    Ok(form)
}

/// The sheet that most answers go to, and the cells there.
fn cells_of(found: &[Result<Gap, String>]) -> (usize, BTreeSet<(usize, usize)>) {
    let mut sheets: BTreeMap<usize, BTreeSet<(usize, usize)>> = BTreeMap::new();
    for gap in found.iter().flatten() {
        if let Position::Cell {
            table, row, column, ..
        } = gap.position
        {
            sheets.entry(table).or_default().insert((row, column));
        }
    }
    let most = sheets.into_iter().max_by_key(|(_, cells)| cells.len());
    most.unwrap_or_default()
}

/// Where an answer goes on a page.
#[derive(Debug)]
pub(super) struct Gap {
    pub(super) id: BlankId,
    pub(super) name: String,
    pub(super) position: Position,
    /// Characters of the paragraph; to the end of the cell where there is no end.
    pub(super) from: usize,
    pub(super) to: Option<usize>,
}

fn gaps(campaign: &Campaign, paper: &Paper, page: &Page) -> Vec<Result<Gap, String>> {
    match paper {
        Paper::Table(table) => {
            let label = |id: &FigureId| campaign.figure(id).map_or("", |figure| &figure.label);
            if let Some(cells) = grid::gaps(campaign, table, page) {
                let cells = cells.into_iter();
                let cells = cells.map(|cell| {
                    cell.map(|(id, position)| Gap::of_cell(label(&id), id.clone(), position))
                });
                return cells
                    .chain(reporter::gaps(page).into_iter().map(Ok))
                    .collect();
            }
            let gaps = Anchors::new(campaign).gaps(table, page).into_iter();
            gaps.map(|gap| gap.map(|gap| Gap::of_figure(label(&gap.figure), gap)))
                .chain(reporter::gaps(page).into_iter().map(Ok))
                .collect()
        }
        Paper::Registration => {
            let Some(form) = &campaign.registration else {
                return Vec::new();
            };
            let gaps = form::gaps(form, page).into_iter();
            let label = |id: &FieldId| form.field(id).map_or("", |field| &field.label);
            gaps.map(|gap| gap.map(|gap| Gap::of_field(label(&gap.field), gap)))
                .collect()
        }
    }
}

impl Gap {
    fn of_figure(label: &str, gap: anchor::Gap) -> Self {
        Self {
            id: BlankId::Figure(gap.figure),
            name: label.to_owned(),
            position: gap.position,
            from: gap.chars.start,
            to: Some(gap.chars.end),
        }
    }

    /// A cell of a grid is the answer's alone.
    fn of_cell(label: &str, id: FigureId, position: Position) -> Self {
        Self {
            id: BlankId::Figure(id),
            name: label.to_owned(),
            position,
            from: 0,
            to: None,
        }
    }

    fn of_field(label: &str, gap: form::Gap) -> Self {
        Self {
            id: BlankId::Field(gap.field),
            name: label.to_owned(),
            position: gap.position,
            from: gap.behind,
            to: None,
        }
    }

    fn lost(&self) -> String {
        format!("“{}”没有可以填的格子", self.name)
    }

    fn place(&self, page: &Page) -> Result<Place, String> {
        let (text, origin) = self.paragraph(page).ok_or_else(|| self.lost())?;
        let to = self.to.unwrap_or(origin.chars.len());
        let chars = origin.chars.get(self.from..to).ok_or_else(|| self.lost())?;
        let before = self.from.checked_sub(1);
        let before = before.map(|at| origin.chars[at].clone());
        // A sheet's empty cell has a place for words without any bracket or space there.
        let start = origin.element.is_empty().then(|| origin.element.clone());
        Ok(Place {
            paragraph: origin.element.clone(),
            chars: chars.to_vec(),
            text: text.chars().skip(self.from).take(chars.len()).collect(),
            before: before.or(start),
            behind: origin.chars.get(to).cloned(),
        })
    }

    /// The paragraph that it is in. A cell of its own is written into where it has something to write on.
    fn paragraph<'p>(&self, page: &'p Page) -> Option<(&'p str, &'p Origin)> {
        match self.position {
            Position::Cell {
                table,
                row,
                column,
                paragraph,
            } => {
                let rows = &page.tables.get(table)?.rows;
                let row = rows.iter().find(|known| known.index == row)?;
                let cell = row.cells.iter().find(|cell| cell.column == column)?;
                let lined = cell.paragraphs.iter().position(|text| !text.is_empty());
                let at = match self.to {
                    None if self.from == 0 => lined.unwrap_or(0),
                    _ => paragraph,
                };
                Some((cell.paragraphs.get(at)?, cell.origins.get(at)?))
            }
            Position::Line { line, .. } => {
                let line = page.lines.get(line)?;
                Some((&line.text, line.origin.as_ref()?))
            }
        }
    }
}
