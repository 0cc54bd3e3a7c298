//! A form is data: fields with id, label, kind and required mark, and where each stands on paper.

use std::collections::BTreeMap;

use crate::domain::id::FieldId;

/// A form such as 附件1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// 附件1
    pub label: String,
    /// 姑苏区民卫系统“安全生产月”活动联络员推荐表
    pub title: String,
    /// In reading order.
    pub fields: Vec<FormField>,
    /// The line below the form: 注：*为必填项.
    pub note: String,
}

/// One field of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormField {
    pub id: FieldId,
    /// 办公电话, without the required mark.
    pub label: String,
    pub kind: FieldKind,
    pub required: bool,
    /// The line of the paper form it stands on, from 0. A line's fields share its width.
    pub line: usize,
}

/// What a field takes. Each kind is checked as such ids are checked in life: see `field` beside `parse`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldKind {
    Text,
    /// One of these words.
    Choice(Vec<String>),
    /// The unit's own name, filled in by the desk.
    UnitName,
    /// 11 digits.
    Mobile,
    /// Area code, number, extension.
    OfficePhone,
    Fax,
    Qq,
    WeChat,
    Email,
    /// Unified social credit code, GB 32100-2015.
    CreditCode,
    Date,
}

impl Form {
    pub fn field(&self, id: &FieldId) -> Option<&FormField> {
        self.fields.iter().find(|field| field.id == *id)
    }

    /// The field in which the person is named: the first of plain text.
    pub fn person(&self) -> Option<&FormField> {
        self.fields
            .iter()
            .find(|field| field.kind == FieldKind::Text)
    }

    /// What stands in a field of one unit's form: what was typed, or the unit's own name where the form asks for it.
    pub fn value<'a>(
        &self,
        field: &FormField,
        typed: &'a BTreeMap<FieldId, String>,
        unit: &'a str,
    ) -> &'a str {
        let typed = typed.get(&field.id).map_or("", String::as_str);
        match field.kind {
            FieldKind::UnitName if typed.is_empty() => unit,
            _ => typed,
        }
    }

    /// The fields line by line, as on paper.
    pub fn lines(&self) -> Vec<Vec<&FormField>> {
        let mut lines: Vec<Vec<&FormField>> = Vec::new();
        for field in &self.fields {
            match lines.last_mut() {
                Some(line) if line[0].line == field.line => line.push(field),
                _ => lines.push(vec![field]),
            }
        }
        lines
    }
}
