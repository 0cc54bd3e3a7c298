//! The registration form (附件1): a label's cell and the value's cell beside it. Labels are the campaign's own.

use super::page::{Cell, Page, Position};
use super::reading::{CERTAIN, FieldRead};
use crate::domain::campaign::{Form, FormField, problem_with};
use crate::text::digits::fold_char;
use crate::text::sanitize::for_storage_line;

/// Of a form's fields at least this share must be found, of a hundred.
const LEAST_SHARE: usize = 60;

/// A value with the place it stood in.
type Value = (String, Position);

/// The fields of the form, where the page has it; none where it does not.
pub(super) fn read(form: &Form, page: &Page) -> Vec<FieldRead> {
    let mut values: Vec<Vec<Value>> = vec![Vec::new(); form.fields.len()];
    let mut seen = vec![false; form.fields.len()];
    for (table, contents) in page.tables.iter().enumerate() {
        for row in &contents.rows {
            let cells: Vec<&Cell> = row.cells.iter().filter(|cell| !cell.continued).collect();
            for (at, cell) in cells.iter().enumerate() {
                let position = |cell: &Cell| Position::Cell {
                    table,
                    row: row.index,
                    column: cell.column,
                    paragraph: 0,
                };
                let text = cell.text();
                if let Some(field) = label_of(form, &text) {
                    seen[field] = true;
                    // A label beside a label: the value was left out, cell and all.
                    let value = cells
                        .get(at + 1)
                        .filter(|next| label_of(form, &next.text()).is_none());
                    values[field].extend(value.map(|value| (value.text(), position(value))));
                } else if let Some((field, value)) = labelled(form, &text) {
                    seen[field] = true;
                    values[field].push((value, position(cell)));
                }
            }
        }
    }
    for (index, line) in page.lines.iter().enumerate() {
        if let Some((field, value)) = labelled(form, &line.text) {
            seen[field] = true;
            values[field].push((value, page.position_of(index)));
        }
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

fn plain(text: &str) -> String {
    let is_soft = |c: &char| c.is_whitespace() || matches!(c, '*' | ':' | '_');
    text.chars()
        .map(fold_char)
        .filter(|c| !is_soft(c))
        .collect()
}

/// The field whose label is the whole text.
fn label_of(form: &Form, text: &str) -> Option<usize> {
    if text.len() > 120 {
        return None;
    }
    let text = plain(text);
    form.fields
        .iter()
        .position(|field| plain(&field.label) == text)
}

/// `姓名：联络员甲`.
fn labelled(form: &Form, text: &str) -> Option<(usize, String)> {
    let (label, value) = text.split_once([':', '：'])?;
    Some((label_of(form, label)?, value.to_owned()))
}

#[cfg(test)]
mod tests;
