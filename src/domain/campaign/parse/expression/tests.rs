//! Expressions from their text to what they come to.

mod mistakes;

use super::*;
use crate::domain::calendar::DayRange;
use crate::domain::campaign::parse::diagnostic::{Diagnostic, Lines};
use crate::domain::campaign::{
    Blanks, Facts, Keeper, Outcome, RecordsPerRow, RegisterField, RegisterFieldKind, Stage,
};
use crate::domain::figure::{
    Accumulation, Answer, FigureKind, Figures, MoneyUnit, Value, YesNoCount,
};
use crate::domain::id::{FigureId, RecordId, UnitId};
use crate::domain::ratio::Ratio;
use crate::domain::record::{FieldValue, Record, RecordEntry};

fn figure(id: &str, kind: FigureKind) -> Figure {
    Figure {
        id: id.into(),
        kind,
        measure: String::new(),
        accumulation: Accumulation::Flow,
        label: id.to_owned(),
        headline: false,
        table: "annex".into(),
        row: 0,
        formula: None,
        source: None,
    }
}

fn figures() -> Vec<Figure> {
    let money = |unit| FigureKind::Money { scale: 0, unit };
    vec![
        figure("people", FigureKind::Count),
        figure("sessions", FigureKind::Count),
        figure("rate", FigureKind::Decimal { scale: 1 }),
        figure("fund", money(MoneyUnit::TenThousandYuan)),
        figure("spent", money(MoneyUnit::Yuan)),
        figure("form", FigureKind::Text),
        figure("has_plan", FigureKind::YesNo),
        figure("held_on", FigureKind::Date),
        figure("told_on", FigureKind::Date),
        figure("seen_on", FigureKind::Date),
    ]
}

fn register() -> Register {
    let field = |id: &str, kind| RegisterField {
        id: id.into(),
        label: id.to_owned(),
        kind,
        measure: String::new(),
        required: false,
        kept_by: Keeper::Unit,
        hint: String::new(),
        formula: None,
        day: None,
    };
    let stage = |id: &str| Stage {
        id: id.into(),
        name: id.to_owned(),
        requires: Vec::new(),
        kept_by: Keeper::Unit,
    };
    let choices = vec!["示范村".to_owned(), "小区".to_owned()];
    Register {
        id: "spots".into(),
        name: "示范点台账".to_owned(),
        hint: String::new(),
        kept_by: Keeper::Unit,
        kinds: Vec::new(),
        window: None,
        day: Some("on".into()),
        fields: vec![
            field("on", RegisterFieldKind::Plain(FigureKind::Date)),
            field("kind", RegisterFieldKind::Choice(choices)),
            field("paid", RegisterFieldKind::Plain(FigureKind::Count)),
            field("open", RegisterFieldKind::Plain(FigureKind::YesNo)),
            field("photo", RegisterFieldKind::Material),
        ],
        stages: vec![stage("built"), stage("accepted")],
        checks: Vec::new(),
        unique: Vec::new(),
        sums_by: None,
        rows: Vec::new(),
        records_per_row: RecordsPerRow::One,
    }
}

fn day(day: &str) -> chrono::NaiveDate {
    day.parse().expect("a day")
}

/// A spot of unit `unit`, dated, of a kind, paid so much, with the days on which it was built and accepted.
fn spot(unit: i64, on: &str, kind: &str, paid: Option<i64>, reached: &[(&str, &str)]) -> Record {
    let mut fields = vec![
        ("on", Value::Date(day(on))),
        ("kind", Value::Text(kind.to_owned())),
    ];
    fields.extend(paid.map(|paid| ("paid", Value::Number(paid))));
    let fields = fields.into_iter();
    Record {
        id: RecordId(0),
        register: "spots".into(),
        unit: UnitId(unit),
        row: None,
        recorded_on: day(on),
        entry: RecordEntry {
            fields: fields
                .map(|(id, value)| (id.into(), FieldValue::Plain(value)))
                .collect(),
            reached: reached
                .iter()
                .map(|(stage, on)| ((*stage).into(), day(on)))
                .collect(),
        },
    }
}

fn spots() -> Vec<Record> {
    vec![
        spot(
            1,
            "2024-10-21",
            "示范村",
            Some(5000),
            &[("built", "2024-11-02")],
        ),
        spot(1, "2024-10-22", "小区", None, &[]),
        spot(
            2,
            "2024-11-05",
            "小区",
            Some(2000),
            &[("built", "2024-11-20"), ("accepted", "2024-12-01")],
        ),
    ]
}

/// Reads with everything in scope; gives what was read, and the problems as message and marked text.
fn read_with<T>(
    source: &str,
    read: impl Fn(&Text<'_>, Scope<'_>, &Report<'_>) -> Option<T>,
) -> (Option<T>, Vec<(String, String)>) {
    read_in(&register(), source, read)
}

/// The same with a register of one's own.
fn read_in<T>(
    register: &Register,
    source: &str,
    read: impl Fn(&Text<'_>, Scope<'_>, &Report<'_>) -> Option<T>,
) -> (Option<T>, Vec<(String, String)>) {
    let quoted = format!("\"{source}\"");
    let lines = Lines::new(&quoted);
    let report = Report::new(&lines, Vec::new());
    let text = Text::new(source, &quoted, 0..quoted.len());
    let figures = figures();
    let scope = Scope {
        figures: &figures,
        registers: Some(&[register]),
        ..Scope::default()
    };
    let read = read(&text, scope, &report);
    let told = report.finish().into_iter();
    let marked = |d: Diagnostic| (d.message, quoted[d.span].to_owned());
    (read, told.map(marked).collect())
}

fn filled() -> Figures {
    [
        ("people", Answer::number(30)),
        ("rate", Answer::number(805)),
        ("fund", Answer::number(50)),
        ("spent", Answer::number(120_000)),
        ("form", Answer::Value(Value::Text("讲座".to_owned()))),
        ("has_plan", Answer::Value(Value::YesNo(true))),
        ("held_on", Answer::Value(Value::Date(day("2024-11-30")))),
        ("told_on", Answer::Value(Value::Date(day("2024-12-01")))),
    ]
    .into_iter()
    .map(|(id, answer)| (FigureId::from(id), answer))
    .collect()
}

fn outcome(source: &str, blanks: Blanks) -> Outcome {
    let (read, told) = read_with(source, number);
    let read = read.unwrap_or_else(|| panic!("{source}: {told:?}"));
    let (figures, spots) = (filled(), spots());
    let records: Vec<&Record> = spots.iter().collect();
    let facts = Facts {
        figures: Some(&figures),
        records: &records,
        units: 3,
        ..Facts::default()
    };
    read.value(facts, blanks)
}

fn holds(source: &str) -> Option<bool> {
    let (read, told) = read_with(source, condition);
    let read = read.unwrap_or_else(|| panic!("{source}: {told:?}"));
    let (figures, spots) = (filled(), spots());
    let records: Vec<&Record> = spots.iter().collect();
    read.holds(Facts {
        figures: Some(&figures),
        records: &records,
        ..Facts::default()
    })
}

#[test]
fn of_several_units_together_a_yes_holds_where_none_says_no() {
    let (read, told) = read_with("has_plan", condition);
    let read = read.unwrap_or_else(|| panic!("{told:?}"));
    for (yes, no, expected) in [(3, 0, true), (3, 1, false), (0, 2, false)] {
        let counted = Answer::Value(YesNoCount { yes, no }.value());
        let figures = [("has_plan".into(), counted)].into();
        assert_eq!(read.holds(Facts::of_figures(&figures)), Some(expected));
    }
}

#[test]
fn numbers_come_to_what_they_say() {
    for (source, expected) in [
        ("people + 2 * 3", "36"),
        ("(people + 2) * 3", "96"),
        ("people - 1 - 2", "27"),
        ("people / 4", "15/2"),
        ("rate", "161/2"),
        ("fund - spent", "380000"),
        ("12.50", "25/2"),
        ("count(spots)", "3"),
        ("count(spots where kind == “小区”)", "2"),
        ("count(spots where kind == '小区' and stage >= built)", "1"),
        ("count(spots where stage < built)", "1"),
        ("count(spots where not (stage >= accepted))", "2"),
        ("count(spots where on >= 2024-11-01)", "1"),
        ("count(spots where filled(paid) or kind == '示范村')", "2"),
        ("sum(spots.paid)", "7000"),
        ("distinct(spots.kind)", "2"),
        ("distinct(spots.kind where paid < 3000)", "1"),
        ("distinct(spots.on)", "3"),
        ("sum(spots.paid where kind != '小区')", "5000"),
        ("units(spots)", "2"),
        ("units(spots) * 100 / units()", "200/3"),
    ] {
        let expected_ratio = match expected.split_once('/') {
            Some((n, d)) => Ratio::new(n.parse().expect("digits"), d.parse().expect("digits")),
            None => Some(Ratio::integer(expected.parse().expect("digits"))),
        };
        let expected = Outcome::Number(expected_ratio.expect("not divided by zero"));
        assert_eq!(outcome(source, Blanks::Spread), expected, "{source}");
    }
}

#[test]
fn a_blank_is_skipped_by_a_sum_and_by_nothing_else() {
    for (source, skipped, spread) in [
        ("people + sessions", Some(30), None),
        ("sessions - people", Some(-30), None),
        ("sessions + sessions", None, None),
        ("sessions * people", None, None),
        ("people / sessions", None, None),
    ] {
        let expected = |number: Option<i128>| match number {
            Some(number) => Outcome::Number(Ratio::integer(number)),
            None => Outcome::Blank,
        };
        assert_eq!(
            outcome(source, Blanks::Skipped),
            expected(skipped),
            "{source}"
        );
        assert_eq!(
            outcome(source, Blanks::Spread),
            expected(spread),
            "{source}"
        );
    }
}

#[test]
fn nothing_is_divided_by_zero() {
    for source in ["people / 0", "people / (people - 30)", "1 + people / 0"] {
        assert_eq!(
            outcome(source, Blanks::Skipped),
            Outcome::Undefined,
            "{source}"
        );
    }
}

#[test]
fn conditions_hold_or_not_or_cannot_be_told() {
    for (source, expected) in [
        ("people >= 30", Some(true)),
        ("people > 30", Some(false)),
        ("sessions > 0", None),
        ("people > 30 and sessions > 0", Some(false)),
        ("people >= 30 or sessions > 0", Some(true)),
        ("people > 30 or sessions > 0", None),
        ("has_plan", Some(true)),
        ("not has_plan", Some(false)),
        ("form == '讲座'", Some(true)),
        ("form != “讲座”", Some(false)),
        ("held_on <= 2024-11-30", Some(true)),
        ("held_on < 2024-11-30", Some(false)),
        ("told_on >= held_on", Some(true)),
        ("told_on == held_on", Some(false)),
        ("told_on >= seen_on", None),
        ("filled(sessions)", Some(false)),
        ("count(spots) == 3", Some(true)),
    ] {
        assert_eq!(holds(source), expected, "{source}");
    }
}

/// What was paid for a spot of October is a sum of the month in which it was paid.
#[test]
fn a_sum_goes_by_the_day_of_its_own_field() {
    let mut register = register();
    assert_eq!(sums_of_months(&register), [5000, 2000, 0]);
    let paid = register.fields.iter_mut();
    for field in paid.filter(|field| field.id.as_str() == "paid") {
        field.day = Some("paid_on".into());
    }
    // What has no day of its own goes by the earliest that the record tells.
    assert_eq!(sums_of_months(&register), [0, 2000, 5000]);
}

/// What was paid in October, November and December, where the spot of October was paid for on 3 December.
fn sums_of_months(register: &Register) -> Vec<i64> {
    let mut spots = spots();
    let paid_on = FieldValue::Plain(Value::Date(day("2024-12-03")));
    spots[0].entry.fields.insert("paid_on".into(), paid_on);
    let records: Vec<&Record> = spots.iter().collect();
    let (read, _) = read_in(register, "sum(spots.paid)", number);
    let read = read.expect("it is sound");
    let months = [
        ("2024-10-01", "2024-10-31"),
        ("2024-11-01", "2024-11-30"),
        ("2024-12-01", "2024-12-31"),
    ];
    let sum = |(from, to)| {
        let facts = Facts {
            records: &records,
            days: DayRange::new(day(from), day(to)).ok(),
            ..Facts::default()
        };
        let sum = read
            .value(facts, Blanks::Skipped)
            .number()
            .expect("a number");
        sum.round(0).expect("is small")
    };
    months.into_iter().map(sum).collect()
}

#[test]
fn a_stage_is_as_it_stood_on_the_last_day_looked_at() {
    let (read, _) = read_with("count(spots where stage >= built)", number);
    let read = read.expect("it is sound");
    let spots = spots();
    let records: Vec<&Record> = spots.iter().collect();
    for (to, expected) in [("2024-10-31", 0), ("2024-11-02", 1), ("2024-11-30", 2)] {
        let days = DayRange::new(day("2024-10-20"), day(to));
        let facts = Facts {
            records: &records,
            days: days.ok(),
            ..Facts::default()
        };
        let expected = Outcome::Number(Ratio::integer(expected));
        assert_eq!(read.value(facts, Blanks::Skipped), expected, "{to}");
    }
}
