//! What the records of a list come to: numbers add up, a rate does not and is worked out anew from the sums.

use super::{FieldValue, Record, worked_out};
use crate::domain::campaign::{Expression, Register, RegisterFieldKind};
use crate::domain::figure::Value;
use crate::domain::id::FieldId;

/// What fields that are numbers come to, in the order of the fields; scaled as their fields declare.
pub type Totals = Vec<(FieldId, i64)>;

/// What the records come to all together or, where the register says by which choice, for each choice that some record
/// has, in the order of the choices; see [`totals`].
pub fn totals_by_choice<'r>(
    register: &'r Register,
    records: &[&Record],
) -> Vec<(Option<&'r str>, Totals)> {
    let field = register.sums_by.as_ref().and_then(|id| register.field(id));
    let Some((field, RegisterFieldKind::Choice(choices))) = field.map(|it| (it, &it.kind)) else {
        return vec![(None, totals(register, records))];
    };
    let of_choice = |choice: &'r String| {
        let has_it = |record: &&&Record| match record.entry.fields.get(&field.id) {
            Some(FieldValue::Plain(Value::Text(text))) => text == choice,
            _ => false,
        };
        let records: Vec<&Record> = records.iter().filter(has_it).copied().collect();
        (!records.is_empty()).then(|| (Some(choice.as_str()), totals(register, &records)))
    };
    choices.iter().filter_map(of_choice).collect()
}

/// Every field that is a number, with what it comes to over the records; a rate whose divisor adds up to nothing is
/// left out.
pub fn totals(register: &Register, records: &[&Record]) -> Totals {
    let Some(first) = records.first() else {
        return Vec::new();
    };
    let is_rate = |id: &FieldId| {
        let formula = register.field(id).and_then(|field| field.formula.as_ref());
        formula.is_some_and(Expression::divides)
    };
    let mut all = Record::clone(first);
    all.entry.fields.clear();
    for record in records {
        let worked_out = worked_out(register, record);
        let worked_out = worked_out.iter().map(|(id, value)| (id, value));
        let values = record.entry.fields.iter().chain(worked_out);
        for (id, value) in values.filter(|(id, _)| !is_rate(id)) {
            if let Some(more) = value.as_number() {
                let sum = all.entry.fields.get(id).and_then(FieldValue::as_number);
                let sum = sum.unwrap_or(0).saturating_add(more);
                let sum = FieldValue::Plain(Value::Number(sum));
                all.entry.fields.insert(id.clone(), sum);
            }
        }
    }
    let rates = worked_out(register, &all);
    all.entry
        .fields
        .extend(rates.into_iter().filter(|(id, _)| is_rate(id)));
    let number = |id: &FieldId| all.entry.fields.get(id)?.as_number();
    let numbers = register.fields.iter().filter_map(|field| match field.kind {
        RegisterFieldKind::Plain(_) => Some((field.id.clone(), number(&field.id)?)),
        _ => None,
    });
    numbers.collect()
}

#[cfg(test)]
mod tests {
    //! A course that 30 of 40 took and one that 10 of 60 took: 40 of 100, not 91.7 %.

    use super::*;
    use crate::domain::campaign::Campaign;
    use crate::domain::id::{RecordId, UnitId};
    use crate::domain::record::RecordEntry;

    const COURSES: &str = r#"
id = "courses-2024"
title = "培训"
issuer = "某办"
from = 2024-01-01
to = 2024-12-31
unit_kind = [{ id = "town", name = "乡镇" }]
duty = [{ id = "final", name = "总结", due = 2024-12-31, asks = [{ narrative = "总结" }] }]

[[register]]
id = "courses"
name = "培训"
field = [
  { id = "took", label = "参加", kind = "count" },
  { id = "all", label = "全体", kind = "count" },
  { id = "rate", label = "参加率", kind = "decimal", scale = 1, formula = "took * 100 / all" },
  { id = "absent", label = "缺席", kind = "count", formula = "all - took" },
  { id = "note", label = "说明" },
]
"#;

    fn course(register: &Register, took: i64, all: i64) -> Record {
        let number = |n| FieldValue::Plain(Value::Number(n));
        Record {
            id: RecordId(1),
            register: register.id.clone(),
            unit: UnitId(1),
            row: None,
            recorded_on: chrono::NaiveDate::default(),
            entry: RecordEntry {
                fields: [("took".into(), number(took)), ("all".into(), number(all))].into(),
                ..RecordEntry::default()
            },
        }
    }

    #[test]
    fn rates_are_worked_out_from_the_sums() {
        let campaign = Campaign::parse(COURSES).expect("it is sound");
        let register = &campaign.registers[0];
        let courses = [course(register, 30, 40), course(register, 10, 60)];
        let totals = totals(register, &courses.iter().collect::<Vec<_>>());
        let totals: Vec<(&str, i64)> = totals.iter().map(|(id, n)| (id.as_str(), *n)).collect();
        assert_eq!(
            totals,
            [("took", 40), ("all", 100), ("rate", 400), ("absent", 60)]
        );
    }

    #[test]
    fn what_holds_only_from_a_stage_on_adds_nothing_before_it() {
        let source = COURSES.replace(
            "{ id = \"note\"",
            "{ id = \"owed\", label = \"应补助\", kind = \"count\", formula = \"took\", when = \"stage >= held\" },\n  { id = \"note\"",
        ) + "stage = [{ id = \"held\", name = \"已开展\" }]\n";
        let campaign = Campaign::parse(&source).expect("it is sound");
        let register = &campaign.registers[0];
        let planned = course(register, 30, 40);
        let mut held = course(register, 10, 60);
        held.entry.reached = [("held".into(), chrono::NaiveDate::default())].into();
        let owed = |records: &[&Record]| {
            let all = totals(register, records).into_iter();
            let mut owed = all.filter(|(id, _)| id.as_str() == "owed");
            owed.next().map(|(_, owed)| owed)
        };
        assert_eq!(owed(&[&planned, &held]), Some(10));
        assert_eq!(owed(&[&planned]), None);
    }

    #[test]
    fn what_came_in_and_what_was_spent_are_not_added_up() {
        let source = COURSES.replace(
            "{ id = \"note\"",
            "{ id = \"kind\", label = \"收支\", kind = \"choice\", choices = [\"设立\", \"支出\"] },\n  { id = \"note\"",
        );
        let declared = source.replace("name = \"培训\"", "name = \"培训\"\nsums_by = \"kind\"");
        let sums = |source: &str| {
            let campaign = Campaign::parse(source).expect("it is sound");
            let register = &campaign.registers[0];
            let of_kind = |kind: &str, took| {
                let mut record = course(register, took, 100);
                let kind = FieldValue::Plain(Value::Text(kind.to_owned()));
                record.entry.fields.insert("kind".into(), kind);
                record
            };
            let records = [of_kind("支出", 3), of_kind("设立", 40), of_kind("支出", 2)];
            let records: Vec<&Record> = records.iter().collect();
            let groups = totals_by_choice(register, &records).into_iter();
            let groups = groups.map(|(choice, sums)| (choice.map(str::to_owned), sums[0].1));
            groups.collect::<Vec<_>>()
        };
        let by_kind = [(Some("设立".to_owned()), 40), (Some("支出".to_owned()), 5)];
        assert_eq!(sums(&declared), by_kind);
        assert_eq!(sums(&source), [(None, 45)]);
        let mistaken = declared.replace("sums_by = \"kind\"", "sums_by = \"took\"");
        assert!(Campaign::parse(&mistaken).is_err(), "a number is no choice");
    }

    #[test]
    fn a_rate_of_nothing_is_left_out() {
        let campaign = Campaign::parse(COURSES).expect("it is sound");
        let register = &campaign.registers[0];
        let none = course(register, 0, 0);
        let ids: Vec<FieldId> = totals(register, &[&none])
            .into_iter()
            .map(|(id, _)| id)
            .collect();
        assert_eq!(ids, ["took", "all", "absent"].map(FieldId::from));
        assert!(totals(register, &[]).is_empty());
    }
}
