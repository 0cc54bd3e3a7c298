//! Shapes that several commands' JSON share. Keys are English, snake_case and stable; a later version may add keys but
//! takes none away. What each command prints is told in `help/json.txt`, which a test compares with what comes out.

use serde::Serialize;

use crate::domain::calendar::Instant;
use crate::domain::figure::{Answer, Figure, FigureKind, Value};
use crate::domain::id::UnitId;
use crate::domain::problem::{Place, Problem, Severity};
use crate::domain::submission::show_answer;
use crate::domain::typing;
use crate::domain::unit::Unit;

/// A moment as RFC 3339 with China's offset: `2020-06-18T17:40:00+08:00`.
pub(super) fn moment(at: Instant) -> String {
    format!("{}+08:00", at.cst().format("%Y-%m-%dT%H:%M:%S"))
}

/// A unit wherever one is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct UnitRef {
    pub code: String,
    pub name: String,
}

impl From<&Unit> for UnitRef {
    fn from(unit: &Unit) -> Self {
        Self {
            code: unit.code.clone(),
            name: unit.name.clone(),
        }
    }
}

/// The unit of that row among all; the desk's own invariants hold it there.
pub(super) fn unit_ref(units: &[Unit], id: UnitId) -> UnitRef {
    units.iter().find(|unit| unit.id == id).map_or_else(
        || UnitRef {
            code: String::new(),
            name: format!("#{}", id.0),
        },
        UnitRef::from,
    )
}

/// A problem of a submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct ProblemShape {
    /// `field`, `figure`, `hazards`, `narrative`, `material` or `whole`.
    pub place: &'static str,
    /// Which field, figure or hazard level.
    pub id: Option<String>,
    /// `error` or `warning`.
    pub severity: &'static str,
    pub message: String,
}

impl ProblemShape {
    /// How a place is told: its sort, and which one of them.
    pub fn place(place: &Place) -> (&'static str, Option<String>) {
        match place {
            Place::Field(id) => ("field", Some(id.to_string())),
            Place::Figure(id) => ("figure", Some(id.to_string())),
            Place::Hazards(id) => ("hazards", Some(id.to_string())),
            Place::Narrative => ("narrative", None),
            Place::Material => ("material", None),
            Place::Whole => ("whole", None),
        }
    }
}

impl From<&Problem> for ProblemShape {
    fn from(problem: &Problem) -> Self {
        let (place, id) = Self::place(&problem.place);
        Self {
            place,
            id,
            severity: match problem.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            message: problem.message.clone(),
        }
    }
}

/// An answer to a figure: blank, zero and 不涉及 stay three things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct AnswerShape {
    /// `value`, `not-applicable` or `blank`.
    pub state: &'static str,
    /// An integer, a decimal as text with its point, a text, `true`/`false` or how many said which (`是 3、否 2`), or a day;
    /// `null` where there is no value.
    pub value: Option<serde_json::Value>,
}

/// A number as scripts are told it: an integer, or a decimal as text with its point.
pub(super) fn number(kind: FigureKind, number: i64) -> serde_json::Value {
    match kind {
        FigureKind::Count => number.into(),
        _ => typing::show(kind, &Value::Number(number)).into(),
    }
}

impl AnswerShape {
    /// What stands in a field; an empty text is blank.
    pub fn of_text(text: &str) -> Self {
        Self {
            state: if text.is_empty() { "blank" } else { "value" },
            value: (!text.is_empty()).then(|| text.into()),
        }
    }

    pub fn of(figure: &Figure, answer: Option<&Answer>) -> Self {
        let (state, value) = match answer {
            None => ("blank", None),
            Some(Answer::NotApplicable) => ("not-applicable", None),
            Some(answer @ Answer::Value(value)) => {
                let value = match value {
                    Value::Number(one) => number(figure.kind, *one),
                    Value::YesNo(yes) => (*yes).into(),
                    _ => show_answer(figure, answer).into(),
                };
                ("value", Some(value))
            }
        };
        Self { state, value }
    }
}
