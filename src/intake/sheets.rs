//! A file of several sheets or tables, with one unit a row or a form each: each is read for itself, under its own name
//! and heading, and what is not read is told. How a row or a form reads is known elsewhere.

use super::page::Page;
use super::period::{self, Brings};
use super::reading::{FileProblem, FileReading};
use super::roster::{Line, Roster};
use super::{FileSource, Reader, title};

impl Reader<'_> {
    /// A workbook with a filled form on each of several sheets tells of several units or periods; every other page is one
    /// form, however many sheets it covers.
    pub(super) fn read_forms(&self, source: FileSource<'_>, page: &Page) -> Vec<FileReading> {
        let sheets = page.tables.iter().enumerate();
        let sheets = sheets.filter(|(_, table)| !table.name.is_empty() && !table.rows.is_empty());
        let sheets: Vec<usize> = sheets.map(|(at, _)| at).collect();
        if sheets.len() > 1 {
            let forms = sheets.iter();
            let forms = forms.map(|at| self.read_form(source, &page.only(*at)));
            if forms.filter(is_filled_form).count() > 1 {
                return without_copies(self.read_sheets(source, page, Vec::new()));
            }
        }
        vec![self.read_form(source, page)]
    }

    /// A reading of each row of the rosters and of each form beside them, in the order of the sheets. Never none, for a
    /// roster has rows.
    pub(super) fn read_sheets(
        &self,
        source: FileSource<'_>,
        page: &Page,
        rosters: Vec<Roster>,
    ) -> Vec<FileReading> {
        let mut rosters = rosters.into_iter().peekable();
        let (mut readings, mut left) = (Vec::new(), Vec::new());
        for (at, table) in page.tables.iter().enumerate() {
            let own = page.only(at);
            if let Some(roster) = rosters.next_if(|roster| roster.on_page == at) {
                readings.extend(self.read_roster(source, &own, roster));
                continue;
            }
            if own.cells().next().is_none() {
                continue;
            }
            let form = self.read_form(source, &own);
            match form.is_empty() {
                true => left.push(not_read(&own, at)),
                false => readings.push(FileReading {
                    sheet: table.name.clone(),
                    ..form
                }),
            }
        }
        left.extend(page.notes.iter().map(FileProblem::warning));
        // Said once of the file, not of each of its rows.
        if let Some(first) = readings.first_mut() {
            first.problems.extend(left);
        }
        readings
    }

    fn read_roster(&self, source: FileSource<'_>, own: &Page, roster: Roster) -> Vec<FileReading> {
        let tables = vec![roster.table];
        let brings = Brings {
            tables: &tables,
            registration: false,
        };
        let titles = self.titles.of(own);
        let period = period::find(self.campaign, self.plan, brings, &titles, source.name);
        let other_year = title::other_year(self.campaign, &self.titles, own);
        let sheet = &own.tables[roster.on_page].name;
        let reading = |line: Line| FileReading {
            name: source.name.to_owned(),
            sheet: sheet.clone(),
            row: Some(line.row),
            unit: line.unit,
            period: period.clone(),
            tables: tables.clone(),
            blanks: line.blanks,
            fields: Vec::new(),
            problems: line
                .problems
                .into_iter()
                .chain(other_year.clone())
                .collect(),
        };
        roster.lines.into_iter().map(reading).collect()
    }
}

/// Whether it is a form of its own, rather than a part of one or a blank one left behind.
fn is_filled_form(reading: &FileReading) -> bool {
    let placed = reading.blanks.iter().filter(|read| read.position.is_some());
    placed.count() * 2 > reading.blanks.len()
        && reading.blanks.iter().any(|read| read.answer().is_some())
}

/// Sheets that say the same of the same unit and period are one.
fn without_copies(readings: Vec<FileReading>) -> Vec<FileReading> {
    let mut kept: Vec<FileReading> = Vec::new();
    for reading in readings {
        match kept.iter_mut().find(|first| says_the_same(first, &reading)) {
            Some(first) => {
                let message = format!("工作表“{}”和这一张一样，只收一份", reading.sheet);
                first.problems.push(FileProblem::warning(message));
            }
            None => kept.push(reading),
        }
    }
    kept
}

fn says_the_same(one: &FileReading, other: &FileReading) -> bool {
    let blanks = one.blanks.iter().zip(&other.blanks);
    one.tables == other.tables
        && one.unit.is_certain()
        && other.unit.is_certain()
        && one.unit.unit() == other.unit.unit()
        && one.period.period() == other.period.period()
        && one.fields.is_empty()
        && other.fields.is_empty()
        && one.blanks.len() == other.blanks.len()
        && blanks.into_iter().all(|(one, other)| {
            one.id == other.id && one.state == other.state && one.approximate == other.approximate
        })
}

/// A table in which nothing of the campaign was found. One that has numbers may hold what was meant to be taken.
fn not_read(own: &Page, at: usize) -> FileProblem {
    let name = match own.tables[at].name.as_str() {
        "" => format!("第 {} 个表", at + 1),
        name => format!("工作表“{name}”"),
    };
    let mut texts = own.cells().map(|(_, _, cell)| cell.text());
    match texts.any(|text| text.contains(|c: char| c.is_ascii_digit())) {
        true => FileProblem::error(format!(
            "{name}里有数字，但没有认出是哪张表，没有读；请核对"
        )),
        false => FileProblem::warning(format!("{name}里没有要报的数，没有读")),
    }
}
