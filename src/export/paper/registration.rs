//! The registration form (附件1) as it stands on the notice's paper: label and value cells line by line, required
//! fields marked, the note below. Blank where nothing was registered.

use std::collections::BTreeMap;

use crate::domain::campaign::{Form, FormField};
use crate::domain::id::FieldId;
use crate::export::document::{Align, Block, Cell, Document, Paragraph, Row, Run, Size, Table};
use crate::text::sanitize;

/// Relative widths of a label and of the value beside it.
const LABEL: u16 = 22;
const VALUE: u16 = 33;
/// Millimetres: room enough to write in by hand.
const LINE_HEIGHT: u16 = 11;

/// A registration form with what was registered.
#[derive(Debug, Clone, Copy)]
pub struct Registration<'a> {
    pub form: &'a Form,
    /// Stands in the form's field for the unit's name.
    pub unit: &'a str,
    /// A field that is not in the map is left blank.
    pub fields: &'a BTreeMap<FieldId, String>,
}

impl Registration<'_> {
    /// The paper.
    pub fn document(&self) -> Document {
        let label = format!("{}:", self.form.label);
        let mut document = Document::new(self.form.title.as_str())
            .with(Paragraph::new([Run::new(label).size(Size::XIAO_SI)]))
            .with(Block::title(self.form.title.as_str()))
            .with(self.grid());
        if !self.form.note.is_empty() {
            document.push(Paragraph::text(self.form.note.as_str()));
        }
        document
    }

    fn grid(&self) -> Table {
        let lines = self.form.lines();
        let pairs = lines.iter().map(Vec::len).max().unwrap_or(1);
        let mut grid = Table::new([LABEL, VALUE].repeat(pairs));
        for line in lines {
            let mut cells = Vec::new();
            for (i, field) in line.iter().enumerate() {
                // The last value of a shorter line takes the room that is left, as 单位名称 does.
                let spare = if i + 1 == line.len() {
                    2 * (pairs - line.len())
                } else {
                    0
                };
                cells.push(Cell::text(marked(field)).align(Align::Center));
                cells.push(Cell::text(self.value(field)).span(1 + spare, 1));
            }
            grid.push(Row::new(cells).at_least(LINE_HEIGHT));
        }
        grid
    }

    fn value(&self, field: &FormField) -> String {
        let value = self.form.value(field, self.fields, self.unit);
        sanitize::for_storage_line(value).into_owned()
    }
}

/// `姓名*` where the field is required.
fn marked(field: &FormField) -> String {
    let mark = if field.required { "*" } else { "" };
    format!("{}{mark}", field.label)
}
