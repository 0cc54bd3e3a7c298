//! The page of the registration form (附件1): its fields with what is expected in each, and its answers to be read. What
//! is right in a field is the domain's.

use crate::domain::campaign::{Campaign, FieldKind};
use crate::domain::submission::{Content, Draft};
use crate::text::width::{pad_right, width};
use crate::tui::kit::form::{Form, Item};
use crate::tui::kit::reader::Reader;
use crate::tui::theme::Meaning;

/// The most characters of a field.
const FIELD: usize = 200;

/// The form to be filled in.
pub fn to_fill(campaign: &Campaign, draft: &Draft) -> Option<Form> {
    let form = campaign.registration.as_ref()?;
    let items = form.fields.iter().map(|field| {
        let value = draft.fields.get(&field.id).map_or("", String::as_str);
        let (id, label) = (field.id.as_str(), field.label.as_str());
        let item = match &field.kind {
            FieldKind::UnitName => Item::fixed(id, label, value),
            FieldKind::Choice(words) => Item::choice(id, label, words, value),
            kind => Item::line(id, label, value, FIELD).hint(expected(kind)),
        };
        item.required(field.required)
    });
    Some(Form::new(items.collect()))
}

/// What is expected in a field, before anything is wrong.
fn expected(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Mobile => "11 位手机号",
        FieldKind::OfficePhone | FieldKind::Fax => {
            "区号加号码，如 0512-60000000；有分机再加“转8001”"
        }
        FieldKind::Qq => "5 到 11 位数字",
        FieldKind::WeChat => "微信号，也可填手机号或QQ号",
        FieldKind::Email => "如 lianluo@example.com",
        FieldKind::CreditCode => "18 位统一社会信用代码",
        FieldKind::Date => "如 6-16、6月16日、2020-06-16",
        FieldKind::Text | FieldKind::UnitName | FieldKind::Choice(_) => "",
    }
}

/// The registration form as it was handed in, with its answers under one another.
pub fn to_read(campaign: &Campaign, content: &Content) -> Option<Reader> {
    let form = campaign.registration.as_ref()?;
    let widest = form.fields.iter().map(|field| width(&field.label)).max();
    let lines = form.fields.iter().map(|field| {
        let value = content.fields.get(&field.id).map_or("", String::as_str);
        let (value, meaning) = match value {
            "" => ("（未填）", Meaning::Muted),
            value => (value, Meaning::Text),
        };
        let label = pad_right(&field.label, widest.unwrap_or_default() + 1);
        (format!("{label}{value}"), meaning)
    });
    Some(Reader::new("", lines.collect()))
}
