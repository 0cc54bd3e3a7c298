//! The blank forms that came in: which table is the registration form, which are statistics forms, and which is none.

use super::grid::Grid;
use super::heading::{self, Heading};
use super::notice::masked;
use super::{Paper, registration, statistics};
use crate::intake::page::{Page, Part};
use crate::text::sanitize::for_storage_block;

/// What the forms hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Forms {
    pub(super) registration: Option<registration::Form>,
    pub(super) tables: Vec<statistics::Table>,
    /// Titles of tables that a campaign file has no place for.
    pub(super) unused: Vec<String>,
}

/// Reads all forms. The error is the name of a file in which there is none.
pub(super) fn read(papers: &[Paper<'_>]) -> Result<Forms, String> {
    let mut forms = Forms::default();
    for paper in papers {
        let before = (forms.registration.is_some(), forms.tables.len());
        forms.read_paper(paper);
        let registration = forms.registration.as_mut().filter(|_| !before.0);
        match (registration, &mut forms.tables[before.1..]) {
            (None, []) => return Err(paper.name.to_owned()),
            (Some(form), []) => form.template = paper.template.cloned(),
            (None, [table]) if !table.is_typed_in => table.template = paper.template.cloned(),
            // Somebody's answers are no blank form, and a file of several papers would be exported whole for each.
            _ => {}
        }
    }
    for (index, table) in forms.tables.iter_mut().enumerate() {
        if table.label.is_empty() {
            table.label = format!("附表{}", index + 1);
        }
    }
    if let Some(form) = &mut forms.registration
        && form.label.is_empty()
    {
        form.label = "联络员表".to_owned();
    }
    Ok(forms)
}

impl Forms {
    fn read_paper(&mut self, paper: &Paper<'_>) {
        let page = unnumbered(paper.page);
        let grids = (0..page.tables.len()).filter_map(|at| {
            let grid = Grid::new(&page.tables[at])?;
            let mut heading = heading::around(&page, at);
            if heading.label.is_empty() && page.tables.len() == 1 {
                heading.label = of_file(paper.name);
            }
            Some((grid, heading))
        });
        let grids: Vec<(Grid, Heading)> = grids.collect();
        let likeness = |(grid, heading): &(Grid, Heading)| registration::likeness(grid, heading);
        let best =
            (0..grids.len()).max_by_key(|at| (likeness(&grids[*at]), std::cmp::Reverse(*at)));
        let best = best.filter(|at| likeness(&grids[*at]) > 0);
        for (at, (grid, heading)) in grids.iter().enumerate() {
            let is_form = best == Some(at) && self.registration.is_none();
            let form = is_form.then(|| registration::read(grid, heading)).flatten();
            if form.is_some() {
                self.registration = form;
            } else if let Some(table) = statistics::read(grid, heading) {
                self.tables.push(table);
            } else if !heading.title.is_empty() {
                self.unused.push(heading.title.clone());
            }
        }
        if grids.is_empty() && self.registration.is_none() {
            let lines = page.lines.iter().filter(|line| line.part == Part::Body);
            let lines: Vec<&str> = lines.map(|line| line.text.as_str()).collect();
            self.registration = registration::read_lines(
                &lines,
                &Heading {
                    label: of_file(paper.name),
                    ..Heading::default()
                },
            );
        }
    }
}

/// 附件2 of `附件2-空表.docx`.
fn of_file(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let rest = stem.trim_start().strip_prefix("附件").unwrap_or_default();
    let number: String = rest
        .trim_start()
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    match number.is_empty() {
        true => String::new(),
        false => format!("附件{number}"),
    }
}

/// The page without anybody's numbers, and without what cannot be seen.
fn unnumbered(page: &Page) -> Page {
    let clean = |text: &str| masked(&for_storage_block(text));
    let mut page = page.clone();
    for line in &mut page.lines {
        line.text = clean(&line.text);
    }
    let cells = page
        .tables
        .iter_mut()
        .flat_map(|table| &mut table.rows)
        .flat_map(|row| &mut row.cells);
    for paragraph in cells.flat_map(|cell| &mut cell.paragraphs) {
        *paragraph = clean(paragraph);
    }
    page
}

#[cfg(test)]
mod tests {
    //! Annexes told by their files' names.

    use super::*;

    #[test]
    fn a_file_s_name_may_tell_the_annex() {
        for (name, label) in [
            ("附件2-空表.docx", "附件2"),
            ("附件 12.xlsx", "附件12"),
            ("统计表.docx", ""),
            ("附件.docx", ""),
        ] {
            assert_eq!(of_file(name), label, "{name}");
        }
    }
}
