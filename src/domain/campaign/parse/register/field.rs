//! `[[register.field]]`: one field of a register's records.

use std::collections::BTreeMap;

use super::{Context, read_day_named, read_keeper};
use crate::domain::campaign::parse::digits;
use crate::domain::campaign::parse::expression::{self, Scope};
use crate::domain::campaign::parse::form::read_choices;
use crate::domain::campaign::parse::tree::{Keys, Names, Node, check_known};
use crate::domain::campaign::parse::{header, kinds};
use crate::domain::campaign::{
    Condition, Expression, Keeper, Register, RegisterField, RegisterFieldKind,
};
use crate::domain::figure::FigureKind;
use crate::domain::id::FieldId;
use crate::domain::ratio::Ratio;

pub(in crate::domain::campaign::parse) const FIELD_KEYS: [&str; 15] = [
    "id",
    "label",
    "kind",
    "choices",
    "scale",
    "measure",
    "kinds",
    "where",
    "required",
    "kept_by",
    "hint",
    "formula",
    "by_choice",
    "when",
    "day",
];

/// The most parts of a formula once the formulas that it names are laid open.
const LARGEST_FORMULA: usize = 500;

/// Names that rules use for something else.
const TAKEN: [&str; 2] = ["stage", "row"];

/// Reads every field into the register. A formula may name the fields before its own.
pub(super) fn read(keys: &Keys<'_>, register: &mut Register, context: Context<'_>) {
    let (mut ids, mut labels) = (Names::default(), Names::default());
    let nodes = keys.list("field");
    if nodes.is_empty() && register.rows.is_empty() {
        let suggestion = "加上 [[register.field]]".to_owned();
        keys.report
            .missing(keys.span.clone(), "台账没有字段", suggestion);
    }
    let mut dated = Vec::new();
    for node in &nodes {
        let Some(keys) = node.keys(&FIELD_KEYS) else {
            continue;
        };
        let id = keys
            .id("id", "held_on")
            .filter(|id| ids.add(id, keys.report));
        if let Some(id) = id.as_ref().filter(|id| TAKEN.contains(&id.value)) {
            let message = format!("“{}”在式子里另有意思，请换一个编号", id.value);
            keys.report.error(id.span.clone(), message);
        }
        let label = keys
            .require("label", "\"开展日期\"")
            .and_then(|node| node.line())
            .filter(|label| labels.add(label, keys.report));
        let field = read_one(&keys, register, context);
        // A field whose kind could not be read is known all the same: what refers to it is not wrong as well.
        if let Some(id) = id {
            register.fields.push(RegisterField {
                id: FieldId::from(id.value),
                label: label.map_or_else(String::new, |label| label.value.trim().to_owned()),
                ..field
            });
            dated.push(keys);
        }
    }
    // The field of the day may stand behind that of the number.
    for (index, keys) in dated.iter().enumerate() {
        register.fields[index].day = read_day_named(keys, &register.fields);
    }
}

fn read_one(keys: &Keys<'_>, register: &Register, context: Context<'_>) -> RegisterField {
    let kind = read_kind(keys, context).unwrap_or_else(|| probable_kind(keys));
    let digits = match kind {
        RegisterFieldKind::Plain(kind) => kind.scale(),
        _ => None,
    };
    let formula = match digits {
        Some(scale) => read_formula(keys, register, scale),
        None => {
            keys.tell_unused(&["formula", "by_choice"], "只有数才能算出来");
            None
        }
    };
    let required = keys.flag("required").unwrap_or_default();
    if formula.is_none() {
        keys.tell_unused(&["when"], "只有算出来的字段（formula、by_choice）才有 when");
    }
    if formula.is_some() {
        keys.tell_unused(&["required", "kept_by"], "这个字段是算出来的，不用填");
    }
    if digits.is_none() {
        keys.tell_unused(&["day"], "只有数才另有日期");
    }
    let measure = match kind {
        RegisterFieldKind::Plain(FigureKind::Money { unit, .. }) => Some(unit.label().to_owned()),
        _ => keys.text_or_empty("measure"),
    };
    RegisterField {
        id: FieldId::from(""),
        label: String::new(),
        kind,
        measure: measure.unwrap_or_default(),
        required,
        kept_by: read_keeper(keys).unwrap_or(Keeper::Unit),
        hint: keys.text_or_empty("hint").unwrap_or_default(),
        formula,
        day: None,
    }
}

/// What a field probably is whose kind could not be read: what refers to it is not told to be wrong as well.
fn probable_kind(keys: &Keys<'_>) -> RegisterFieldKind {
    let choices = keys.get("choices").and_then(|node| node.distinct_lines());
    match choices {
        Some(choices) => RegisterFieldKind::Choice(choices),
        None => RegisterFieldKind::Plain(FigureKind::Count),
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Plain(FigureKind),
    Choice,
    Unit,
    Hazard,
    Material,
}

fn read_kind(keys: &Keys<'_>, context: Context<'_>) -> Option<RegisterFieldKind> {
    let [count, decimal, money] = digits::NUMBERS;
    let kind = keys.word_or(
        "kind",
        Kind::Plain(FigureKind::Text),
        &[
            ("text", Kind::Plain(FigureKind::Text)),
            ("choice", Kind::Choice),
            ("date", Kind::Plain(FigureKind::Date)),
            (count.0, Kind::Plain(count.1)),
            (decimal.0, Kind::Plain(decimal.1)),
            (money.0, Kind::Plain(money.1)),
            ("yes_no", Kind::Plain(FigureKind::YesNo)),
            ("unit", Kind::Unit),
            ("hazard", Kind::Hazard),
            ("material", Kind::Material),
        ],
    )?;
    if !matches!(kind, Kind::Choice) {
        keys.tell_unused(&["choices"], "只有选择题（kind = \"choice\"）才有 choices");
    }
    if !matches!(kind, Kind::Unit) {
        keys.tell_unused(&["kinds"], "只有单位（kind = \"unit\"）才有 kinds");
    }
    if matches!(kind, Kind::Hazard) && context.header.hazard_levels.is_empty() {
        let at = keys.key_span("kind");
        keys.report.missing(at, header::NO_HAZARDS, None);
    }
    if !matches!(kind, Kind::Hazard) {
        keys.tell_unused(&["where"], "只有隐患（kind = \"hazard\"）才有 where");
    }
    if !matches!(kind, Kind::Plain(kind) if kind.digits().is_some()) {
        keys.tell_unused(&["scale", "measure"], "只有数才有小数位和量词");
    }
    Some(match kind {
        Kind::Plain(kind) if kind.digits().is_some() => {
            RegisterFieldKind::Plain(digits::complete(keys, kind)?)
        }
        Kind::Plain(kind) => RegisterFieldKind::Plain(kind),
        Kind::Choice => RegisterFieldKind::Choice(read_choices(keys)?),
        Kind::Unit => RegisterFieldKind::Unit(kinds::read(keys, "kinds", context.header)?),
        Kind::Hazard => RegisterFieldKind::Hazard(read_hazard_condition(keys, context)?),
        Kind::Material => RegisterFieldKind::Material,
    })
}

/// `where`: which hazards may be named. The outer `None` is a condition that could not be read.
fn read_hazard_condition(keys: &Keys<'_>, context: Context<'_>) -> Option<Option<Condition>> {
    let Some(node) = keys.get("where") else {
        return Some(None);
    };
    let scope = Scope {
        record: Some(context.hazards),
        ..Scope::default()
    };
    expression::condition(&node.line()?, scope, keys.report).map(Some)
}

/// `formula = "finds + right"`, or `by_choice = { kind = { "甲" = 5000 } }`; `when` says while what it is worth that.
fn read_formula(keys: &Keys<'_>, register: &Register, scale: i8) -> Option<Expression> {
    let scope = Scope {
        record: Some(register),
        ..Scope::default()
    };
    let (node, formula) = match (keys.get("formula"), keys.get("by_choice")) {
        (Some(_), Some(other)) => {
            keys.report
                .error(other.span, "formula 和 by_choice 只能写一个");
            return None;
        }
        (Some(node), None) => {
            let formula = expression::number(&node.line()?, scope, keys.report)?;
            (node, formula)
        }
        (None, Some(node)) => {
            let formula = read_by_choice(keys, &node, register, scale)?;
            (node, formula)
        }
        (None, None) => return None,
    };
    let formula = match keys.get("when") {
        None => formula,
        Some(when) => Expression::While {
            condition: Box::new(expression::condition(&when.line()?, scope, keys.report)?),
            worth: Box::new(formula),
        },
    };
    if formula.extent().0 > LARGEST_FORMULA {
        keys.report.error(node.span, "算式太长了");
        return None;
    }
    Some(formula)
}

fn read_by_choice(
    keys: &Keys<'_>,
    node: &Node<'_>,
    register: &Register,
    scale: i8,
) -> Option<Expression> {
    let entries = node.named()?;
    let [(name, worths)] = &entries[..] else {
        let suggestion = "例如 by_choice = { kind = { \"甲\" = 5000, \"乙\" = 2000 } }".to_owned();
        keys.report.error_with(
            node.span.clone(),
            "这里应写一个选择字段和各选项的数",
            suggestion,
        );
        return None;
    };
    let choices_of = |field: &RegisterField| match &field.kind {
        RegisterFieldKind::Choice(choices) => Some(choices.clone()),
        _ => None,
    };
    let choosing = register
        .fields
        .iter()
        .filter(|field| choices_of(field).is_some());
    let known = choosing.map(|field| field.id.as_str());
    if !check_known(name, "选择字段", known, keys.report) {
        return None;
    }
    let field = register.field(&FieldId::from(name.value))?;
    let choices = choices_of(field)?;
    let digits = u8::try_from(scale.max(0)).unwrap_or(0);
    let mut values = BTreeMap::new();
    for (choice, worth) in worths.named()? {
        let known = choices.iter().map(String::as_str);
        let is_known = check_known(&choice, "选项", known, keys.report);
        let worth = worth.scaled(digits);
        if is_known {
            let worth = worth.and_then(|worth| Ratio::scaled(worth, scale));
            values.extend(worth.map(|worth| (choice.value.to_owned(), worth)));
        }
    }
    let missing: Vec<&str> = choices
        .iter()
        .filter(|choice| !values.contains_key(*choice))
        .map(String::as_str)
        .collect();
    if !missing.is_empty() {
        let message = format!("没有说明这些选项的数：{}", missing.join("、"));
        keys.report.missing(worths.span.clone(), message, None);
    }
    Some(Expression::Lookup {
        field: field.id.clone(),
        values,
    })
}
