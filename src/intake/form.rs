//! The registration form (附件1): a label's cell and the value's cell beside it. Labels are the campaign's own.

use super::page::{Cell, Page, Position};
use super::reading::{CERTAIN, FieldRead};
use crate::domain::campaign::{Form, FormField, problem_with};
use crate::domain::id::FieldId;
use crate::text::digits::fold_char;
use crate::text::sanitize::for_storage_line;

/// Of a form's fields at least this share must be found, of a hundred.
const LEAST_SHARE: usize = 60;

/// A value with the place it stood in.
type Value = (String, Position);

/// Where an answer goes on a blank form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Gap {
    pub(super) field: FieldId,
    /// The value's cell, or the line that begins with the label.
    pub(super) position: Position,
    /// Behind how many characters of that; a cell of its own has none.
    pub(super) behind: usize,
}

/// A label of the form as the page has it.
#[derive(Debug)]
struct Label {
    /// Index of its field.
    field: usize,
    gap: Gap,
    /// What stands there; nothing where the page has no such cell.
    value: Option<Value>,
}

/// Where the answers to the form's fields go; where one has no place, why.
pub(super) fn gaps(form: &Form, page: &Page) -> Vec<Result<Gap, String>> {
    let labels = labels(form, page);
    let fields = form.fields.iter().enumerate();
    fields
        .map(|(at, field)| {
            let name = &field.label;
            let mut mine = labels.iter().filter(|label| label.field == at);
            let Some(label) = mine.next() else {
                return Err(format!("找不到“{name}”这一栏"));
            };
            match &label.value {
                Some((text, at)) if *at == label.gap.position && !clean(field, text).is_empty() => {
                    Err(format!("“{name}”这一栏里已经填了内容"))
                }
                _ => Ok(label.gap.clone()),
            }
        })
        .collect()
}

/// Every label that the page has, with what stands beside or behind it.
fn labels(form: &Form, page: &Page) -> Vec<Label> {
    let mut labels = Vec::new();
    for (table, contents) in page.tables.iter().enumerate() {
        for row in &contents.rows {
            let cells: Vec<&Cell> = row.cells.iter().filter(|cell| !cell.continued).collect();
            for (at, cell) in cells.iter().enumerate() {
                let position = |column| Position::Cell {
                    table,
                    row: row.index,
                    column,
                    paragraph: 0,
                };
                let text = cell.text();
                if let Some(field) = label_of(form, &text) {
                    // A label beside a label: the value was left out, cell and all.
                    let next = cells.get(at + 1);
                    let next = next.filter(|next| label_of(form, &next.text()).is_none());
                    let value = next.map(|next| (next.text().into_owned(), position(next.column)));
                    labels.push(Label {
                        field,
                        gap: gap(form, field, position(cell.column + cell.span), 0),
                        value,
                    });
                } else if let Some((field, value, behind)) = labelled(form, &text) {
                    labels.push(Label {
                        field,
                        gap: gap(form, field, position(cell.column), behind),
                        value: Some((value, position(cell.column))),
                    });
                }
            }
        }
    }
    labels.extend(labels_of_lines(form, page));
    labels
}

/// `姓名：联络员甲`; or the label alone, as it is pasted from a table, and then the next line is its value's cell.
fn labels_of_lines(form: &Form, page: &Page) -> Vec<Label> {
    let mut labels = Vec::new();
    for (index, line) in page.lines.iter().enumerate() {
        let position = page.position_of(index);
        if let Some((field, value, behind)) = labelled(form, &line.text) {
            labels.push(Label {
                field,
                gap: gap(form, field, position, behind),
                value: Some((value, position)),
            });
        } else if let Some(field) = label_of(form, &line.text) {
            let next = page
                .lines
                .get(index + 1)
                .filter(|next| !is_other(form, &next.text));
            let value = next.map(|next| (next.text.clone(), page.position_of(index + 1)));
            let place = value.as_ref().map_or(position, |(_, position)| *position);
            labels.push(Label {
                field,
                gap: gap(form, field, place, 0),
                value,
            });
        }
    }
    labels
}

/// Whether a text is no value: another label, or the note below the form.
fn is_other(form: &Form, text: &str) -> bool {
    let is_note = !form.note.is_empty() && plain(text).eq(plain(&form.note));
    is_note || label_of(form, text).is_some() || labelled(form, text).is_some()
}

fn gap(form: &Form, field: usize, position: Position, behind: usize) -> Gap {
    Gap {
        field: form.fields[field].id.clone(),
        position,
        behind,
    }
}

/// The fields of the form, where the page has it; none where it does not.
pub(super) fn read(form: &Form, page: &Page) -> Vec<FieldRead> {
    let mut values: Vec<Vec<Value>> = vec![Vec::new(); form.fields.len()];
    let mut seen = vec![false; form.fields.len()];
    for label in labels(form, page) {
        seen[label.field] = true;
        values[label.field].extend(label.value);
    }
    let found = seen.iter().filter(|seen| **seen).count();
    if found * 100 < form.fields.len() * LEAST_SHARE || found < 2 {
        return Vec::new();
    }
    let fields = form.fields.iter().zip(values).zip(seen);
    fields
        .map(|((field, values), seen)| field_read(field, &values, seen))
        .collect()
}

fn field_read(field: &FormField, values: &[Value], seen: bool) -> FieldRead {
    let mut texts: Vec<String> = Vec::new();
    for (text, _) in values {
        let text = clean(field, text);
        if !text.is_empty() && !texts.contains(&text) {
            texts.push(text);
        }
    }
    let position = values.first().map(|(_, position)| *position);
    let text = texts.first().cloned().unwrap_or_default();
    let problem = if !seen {
        Some(format!("表里找不到“{}”这一栏", field.label))
    } else if texts.len() > 1 {
        Some(format!(
            "文件里有两处“{}”，填得不一样：{}",
            field.label,
            texts.join("；")
        ))
    } else if text.is_empty() {
        field
            .required
            .then(|| format!("{}是必填项，表里没有填", field.label))
    } else {
        problem_with(&field.kind, &text)
    };
    FieldRead {
        id: field.id.clone(),
        confidence: if problem.is_some() { 0 } else { CERTAIN },
        text,
        problem,
        position,
    }
}

/// On one line, numbers in half-width, and without what only fills the line.
fn clean(field: &FormField, text: &str) -> String {
    use crate::domain::campaign::FieldKind;
    let line = for_storage_line(text);
    let line = line.trim_matches(|c: char| c.is_whitespace() || c == '_');
    match field.kind {
        FieldKind::Text | FieldKind::UnitName | FieldKind::Choice(_) => line.to_owned(),
        // 139 0000 0000 is a number with breath in it.
        _ => line
            .chars()
            .map(fold_char)
            .filter(|c| !c.is_whitespace())
            .collect(),
    }
}

/// The characters that count when a label is compared.
fn plain(text: &str) -> impl Iterator<Item = char> {
    let is_soft = |c: &char| c.is_whitespace() || matches!(c, '*' | ':' | '_');
    text.chars().map(fold_char).filter(move |c| !is_soft(c))
}

/// The field whose label is the whole text.
fn label_of(form: &Form, text: &str) -> Option<usize> {
    if text.len() > 120 {
        return None;
    }
    let is_label = |field: &FormField| plain(&field.label).eq(plain(text));
    form.fields.iter().position(is_label)
}

/// `姓名：联络员甲`: the field, its value, and behind how many characters that begins.
fn labelled(form: &Form, text: &str) -> Option<(usize, String, usize)> {
    let (label, value) = text.split_once([':', '：'])?;
    let behind = label.chars().count() + 1;
    Some((label_of(form, label)?, value.to_owned(), behind))
}

#[cfg(test)]
mod tests;
