//! A blank form as its issuer made it: where each answer goes, found by the same readers and the same anchors as read
//! filled ones, so that what is written there is read back. Writing is not done here.

use std::ops::Range;

use super::anchor::{self, Anchors};
use super::docx;
use super::form;
use super::format::{self, Format};
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
    pub body: Body,
    pub blanks: Vec<Blank>,
    /// The blanks of the campaign that have no place in it: each with what is the matter.
    pub problems: Vec<String>,
}

/// What the form is written in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// A Word document: the name of its main part, and that part.
    Word {
        part: String,
        xml: String,
    },
    Workbook,
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
}

/// Where the answer goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    Word(WordPlace),
    Sheet(SheetPlace),
}

/// A place in the main part of a Word document; all ranges are bytes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordPlace {
    /// The element of the paragraph.
    pub paragraph: Range<usize>,
    /// The characters that give way to the answer, and what they are.
    pub chars: Vec<Range<usize>>,
    pub text: String,
    /// The characters before and behind them in the paragraph.
    pub before: Option<Range<usize>>,
    pub behind: Option<Range<usize>>,
}

/// A place in a cell of a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetPlace {
    pub sheet: String,
    /// From 0.
    pub row: usize,
    pub column: usize,
    /// Characters of the cell's text that give way to the answer.
    pub chars: Range<usize>,
}

/// Finds the blanks of one paper of the campaign in a file of it.
///
/// # Errors
/// Where the file is not a Word document or a workbook that can be read.
pub fn blank_form(campaign: &Campaign, paper: &Paper, bytes: &[u8]) -> Result<BlankForm, Refusal> {
    if bytes.len() > limits::FILE_BYTES {
        return Err(Refusal::TooLong(limits::FILE_BYTES >> 20));
    }
    // What the file is called does not matter: its first bytes tell.
    let (body, page) = match format::of("", bytes)? {
        Format::Docx => {
            let docx::Traced { part, xml, page } = docx::trace(Package::open(bytes)?)?;
            (Body::Word { part, xml }, page)
        }
        Format::Xlsx => (Body::Workbook, sheet::read(bytes, Package::open(bytes)?)?),
        _ => return Err(Refusal::WrongKind("别的文件")),
    };
    let mut form = BlankForm {
        body,
        blanks: Vec::new(),
        problems: Vec::new(),
    };
    for gap in gaps(campaign, paper, &page) {
        let place = gap.and_then(|gap| {
            let place = match form.body {
                Body::Word { .. } => gap.in_word(&page).map(Place::Word),
                Body::Workbook => gap.in_sheet(&page).map(Place::Sheet),
            };
            place.map(|place| (gap.id, place))
        });
        match place {
            Ok((id, place)) => form.blanks.push(Blank { id, place }),
            Err(problem) => form.problems.push(problem),
        }
    }
    form.problems.dedup();
    Ok(form)
}

/// Where an answer goes on a page.
#[derive(Debug)]
struct Gap {
    id: BlankId,
    name: String,
    position: Position,
    /// Characters of the paragraph; to the end of the cell where there is no end.
    from: usize,
    to: Option<usize>,
}

fn gaps(campaign: &Campaign, paper: &Paper, page: &Page) -> Vec<Result<Gap, String>> {
    match paper {
        Paper::Table(table) => {
            let gaps = Anchors::new(campaign).gaps(table, page).into_iter();
            let label = |id: &FigureId| campaign.figure(id).map_or("", |figure| &figure.label);
            gaps.map(|gap| gap.map(|gap| Gap::of_figure(label(&gap.figure), gap)))
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

    fn in_word(&self, page: &Page) -> Result<WordPlace, String> {
        let (text, origin) = self.paragraph(page).ok_or_else(|| self.lost())?;
        let to = self.to.unwrap_or(origin.chars.len());
        let chars = origin.chars.get(self.from..to).ok_or_else(|| self.lost())?;
        let before = self.from.checked_sub(1);
        Ok(WordPlace {
            paragraph: origin.element.clone(),
            chars: chars.to_vec(),
            text: text.chars().skip(self.from).take(chars.len()).collect(),
            before: before.map(|at| origin.chars[at].clone()),
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

    fn in_sheet(&self, page: &Page) -> Result<SheetPlace, String> {
        let Position::Cell {
            table,
            row,
            column,
            paragraph,
        } = self.position
        else {
            return Err(self.lost());
        };
        let sheet = page.tables.get(table).ok_or_else(|| self.lost())?;
        let cells = sheet.rows.iter().filter(|known| known.index == row);
        let cell = cells
            .flat_map(|row| &row.cells)
            .find(|cell| cell.column == column);
        let lengths: Vec<usize> = cell
            .iter()
            .flat_map(|cell| &cell.paragraphs)
            .map(|text| text.chars().count())
            .collect();
        // Paragraphs of a cell are the lines of its text.
        let begin: usize = lengths
            .iter()
            .take(paragraph)
            .map(|length| length + 1)
            .sum();
        let whole = (lengths.iter().sum::<usize>() + lengths.len()).saturating_sub(1);
        Ok(SheetPlace {
            sheet: sheet.name.clone(),
            row,
            column,
            chars: begin + self.from..self.to.map_or(whole, |to| begin + to),
        })
    }
}
