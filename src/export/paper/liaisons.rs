//! The liaison list: every unit with what its liaison registered, on one sheet to keep beside the telephone.

use std::collections::BTreeMap;

use super::opening::{self, FIXED, LABELS};
use super::{titled, width_for};
use crate::domain::calendar::{Instant, words};
use crate::domain::campaign::{Campaign, FieldKind, FormField};
use crate::domain::id::FieldId;
use crate::domain::unit::Unit;
use crate::export::document::Shade;
use crate::export::sheet::{Cell, Sheet};

/// The liaisons of a desk's units.
#[derive(Debug, Clone, Copy)]
pub struct LiaisonList<'a> {
    pub campaign: &'a Campaign,
    pub lines: &'a [LiaisonLine<'a>],
    pub as_of: Instant,
}

/// One unit's line.
#[derive(Debug, Clone, Copy)]
pub struct LiaisonLine<'a> {
    pub unit: &'a Unit,
    /// What was registered; `None` where nothing was.
    pub fields: Option<&'a BTreeMap<FieldId, String>>,
}

impl LiaisonList<'_> {
    /// The sheet, on its side. The form's field for the unit's name is left out: it is the list's own column.
    pub fn sheet(&self) -> Sheet {
        let fields = self.fields();
        let registered = self.lines.iter().filter(|l| l.fields.is_some()).count();
        let labels = fields.iter().map(|field| field.label.as_str());
        let mut sheet = Sheet::new("联络员", self.widths(&fields))
            .title(titled(&self.campaign.title, "联络员名单"))
            .lead(format!(
                "截至 {}，共 {} 家单位，已登记联络员 {registered} 家",
                words::moment_with_year(self.as_of),
                self.lines.len(),
            ))
            .landscape()
            .freeze_columns(2)
            .header(LABELS.into_iter().chain(labels));
        for (i, line) in self.lines.iter().enumerate() {
            sheet.push(self.row(i, line, &fields));
            if line.fields.is_none() && fields.len() > 1 {
                sheet.merge(1 + i, FIXED, 1, fields.len());
            }
        }
        sheet
    }

    fn fields(&self) -> Vec<&FormField> {
        let form = self.campaign.registration.iter();
        form.flat_map(|form| &form.fields)
            .filter(|field| field.kind != FieldKind::UnitName)
            .collect()
    }

    fn row(&self, i: usize, line: &LiaisonLine<'_>, fields: &[&FormField]) -> Vec<Cell> {
        let mut cells = opening::cells(self.campaign, i, line.unit);
        match line.fields {
            // A number as typed is a text: a telephone number has no sum, and its leading zero counts.
            Some(typed) => cells.extend(
                fields
                    .iter()
                    .map(|field| Cell::text(typed.get(&field.id).map_or("", String::as_str))),
            ),
            None if fields.is_empty() => {}
            None => {
                cells.push(Cell::text("未登记").shade(Shade::Muted));
                cells.extend(
                    fields[1..]
                        .iter()
                        .map(|_| Cell::empty().shade(Shade::Muted)),
                );
            }
        }
        cells
    }

    /// As wide as what stands in each column.
    fn widths(&self, fields: &[&FormField]) -> Vec<u16> {
        let units = self.lines.iter().map(|line| line.unit);
        let mut widths = opening::widths(self.campaign, units);
        widths.extend(fields.iter().map(|field| {
            let typed = self.lines.iter().filter_map(|line| line.fields);
            let texts = typed.filter_map(|typed| typed.get(&field.id));
            // A telephone number that wraps is misread; an address is not.
            let most = match field.kind {
                FieldKind::Text => 14,
                _ => 40,
            };
            width_for(&field.label, most, texts.map(String::as_str))
        }));
        widths
    }
}
