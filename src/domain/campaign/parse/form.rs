//! `[registration]`: the form on which a unit names its liaison, line by line as on paper.

use super::template::{self, NamedTemplate};
use super::tree::{Keys, Names, Node};
use crate::domain::campaign::{FieldKind, Form, FormField, Paper};
use crate::domain::id::FieldId;

pub(super) const KEYS: [&str; 5] = ["label", "title", "note", "template", "lines"];
pub(super) const FIELD_KEYS: [&str; 5] = ["id", "label", "kind", "choices", "required"];

/// Reads the form, if the file has one.
pub(super) fn read(root: &Keys<'_>, templates: &mut Vec<NamedTemplate>) -> Option<Form> {
    let keys = root.get("registration")?.keys(&KEYS)?;
    templates.extend(template::read(&keys, Paper::Registration));
    let label = keys.text("label", "附件1");
    let title = keys.text("title", "联络员推荐表");
    let note = keys.text_or_empty("note");
    let lines = keys
        .require(
            "lines",
            "[ [ { id = \"name\", label = \"姓名\", required = true } ] ]",
        )
        .and_then(|node| node.list())
        .unwrap_or_default();
    let mut ids = Names::default();
    let mut fields = Vec::new();
    for (line, node) in lines.iter().enumerate() {
        for field in node.list().unwrap_or_default() {
            fields.extend(read_field(&field, line, &mut ids));
        }
    }
    Some(Form {
        label: label?,
        title: title?,
        fields,
        note: note?,
    })
}

fn read_field<'t>(node: &Node<'t>, line: usize, ids: &mut Names<'t>) -> Option<FormField> {
    let keys = node.keys(&FIELD_KEYS)?;
    let id = keys
        .id("id", "office_phone")
        .filter(|id| ids.add(id, keys.report));
    let label = keys.text("label", "办公电话");
    let kind = read_kind(&keys);
    let required = keys.flag("required");
    Some(FormField {
        id: FieldId::from(id?.value),
        label: label?,
        kind: kind?,
        required: required?,
        line,
    })
}

#[derive(Clone, Copy)]
enum Kind {
    Text,
    Choice,
    UnitName,
    Mobile,
    OfficePhone,
    Fax,
    Qq,
    WeChat,
    Email,
    CreditCode,
    Date,
}

fn read_kind(keys: &Keys<'_>) -> Option<FieldKind> {
    let kind = keys.get("kind").map_or(Some(Kind::Text), |node| {
        node.word(&[
            ("text", Kind::Text),
            ("choice", Kind::Choice),
            ("unit_name", Kind::UnitName),
            ("mobile", Kind::Mobile),
            ("office_phone", Kind::OfficePhone),
            ("fax", Kind::Fax),
            ("qq", Kind::Qq),
            ("wechat", Kind::WeChat),
            ("email", Kind::Email),
            ("credit_code", Kind::CreditCode),
            ("date", Kind::Date),
        ])
    })?;
    if !matches!(kind, Kind::Choice) && keys.get("choices").is_some() {
        keys.report.error(
            keys.key_span("choices"),
            "只有选择题（kind = \"choice\"）才有 choices",
        );
    }
    Some(match kind {
        Kind::Text => FieldKind::Text,
        Kind::Choice => FieldKind::Choice(read_choices(keys)?),
        Kind::UnitName => FieldKind::UnitName,
        Kind::Mobile => FieldKind::Mobile,
        Kind::OfficePhone => FieldKind::OfficePhone,
        Kind::Fax => FieldKind::Fax,
        Kind::Qq => FieldKind::Qq,
        Kind::WeChat => FieldKind::WeChat,
        Kind::Email => FieldKind::Email,
        Kind::CreditCode => FieldKind::CreditCode,
        Kind::Date => FieldKind::Date,
    })
}

/// At least two different words to choose from.
pub(super) fn read_choices(keys: &Keys<'_>) -> Option<Vec<String>> {
    let node = keys.require("choices", "[\"男\", \"女\"]")?;
    let words = node.distinct_lines()?;
    if words.len() < 2 {
        keys.report.error(node.span, "至少要有两个可选的词");
        return None;
    }
    Some(words)
}
