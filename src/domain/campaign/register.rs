//! A register (台账) is a list of records of one sort: activities held, demonstration points, the measures of a plan. The
//! campaign file says what a record holds, which stages it goes through, and what each stage wants.

mod ledger;

use crate::domain::calendar::DayRange;
use crate::domain::figure::FigureKind;
use crate::domain::id::{FieldId, KindId, RegisterId, RowId, StageId};

use super::{Check, Condition, Expression, Responsibility};

pub use ledger::{CLOSED, REPORTED};

/// The ledger of hazards is a register that every campaign has: rules may ask for its records by this name.
pub const HAZARDS: &str = "hazards";

/// One register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    pub id: RegisterId,
    /// 示范点台账
    pub name: String,
    /// A sentence for the one who fills it in.
    pub hint: String,
    /// Who writes records.
    pub kept_by: Keeper,
    /// The kinds of unit whose records it holds; empty means all.
    pub kinds: Vec<KindId>,
    /// The days on which records may lie, where they are not the campaign's.
    pub window: Option<DayRange>,
    /// The field that says on which day a record lies; without one it is the day on which it was written.
    pub day: Option<FieldId>,
    pub fields: Vec<RegisterField>,
    /// In the order in which they are reached; empty where records just are.
    pub stages: Vec<Stage>,
    /// What must hold within a record.
    pub checks: Vec<Check>,
    /// No two records of a unit have the same in all of these; empty means that they may.
    pub unique: Vec<FieldId>,
    /// The choice by which numbers are added up, where all together would say nothing: what came in and what was spent.
    pub sums_by: Option<FieldId>,
    /// The rows that the notice itself gives; empty where everybody adds their own.
    pub rows: Vec<RegisterRow>,
    /// How many records a given row has.
    pub records_per_row: RecordsPerRow,
}

/// Who may write something.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Keeper {
    /// The unit itself, and the desk that collects.
    #[default]
    Unit,
    /// Only the desk that collects.
    Coordinator,
}

impl Keeper {
    /// Whether the desk that collects, or else the unit itself, may write it.
    pub fn allows(self, collects: bool) -> bool {
        match self {
            Self::Unit => true,
            Self::Coordinator => collects,
        }
    }
}

/// How many records a row given by the notice has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RecordsPerRow {
    #[default]
    One,
    /// One for every unit that leads or answers for it.
    EachUnit,
}

/// One field of a register's records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterField {
    pub id: FieldId,
    pub label: String,
    pub kind: RegisterFieldKind,
    /// The measure word of a number: 人, 元.
    pub measure: String,
    pub required: bool,
    pub kept_by: Keeper,
    /// A sentence for the one who fills it in.
    pub hint: String,
    /// What it is worked out from; nobody fills it in.
    pub formula: Option<Expression>,
    /// The field that says on which day a number came about, where that is not the record's own day: 补助日期. Sums over
    /// days go by it.
    pub day: Option<FieldId>,
}

/// What a field takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegisterFieldKind {
    /// A number, words, 是 or 否, a day: as a blank of a table takes it.
    Plain(FigureKind),
    /// One of these words.
    Choice(Vec<String>),
    /// A unit of one of these kinds; empty means of any.
    Unit(Vec<KindId>),
    /// An entry of the hazard ledger that satisfies the condition: one that was reported, or closed.
    Hazard(Option<Condition>),
    /// Attached files: evidence.
    Material,
}

/// A stage of a record: 已遴选, 已建成, 已验收, 已授牌.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    pub id: StageId,
    pub name: String,
    /// The fields that must be filled in before a record reaches it.
    pub requires: Vec<FieldId>,
    /// Who may say that it is reached.
    pub kept_by: Keeper,
}

/// A row that the notice itself gives: one of seventeen measures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterRow {
    pub id: RowId,
    /// The heading that rows which follow each other share: 推进举措.
    pub section: String,
    /// A short name.
    pub name: String,
    /// The notice's own words.
    pub text: String,
    pub responsibility: Responsibility,
}

impl Register {
    pub fn field(&self, id: &FieldId) -> Option<&RegisterField> {
        self.fields.iter().find(|field| field.id == *id)
    }

    /// A stage, and its place among the others.
    pub fn stage(&self, id: &StageId) -> Option<(usize, &Stage)> {
        let mut stages = self.stages.iter().enumerate();
        stages.find(|(_, stage)| stage.id == *id)
    }

    pub fn row(&self, id: &RowId) -> Option<&RegisterRow> {
        self.rows.iter().find(|row| row.id == *id)
    }

    /// The field that a record is called by in lists: the first of words, else the first that is chosen.
    pub fn title(&self) -> Option<&RegisterField> {
        let of = |wanted: fn(&RegisterFieldKind) -> bool| {
            self.fields.iter().find(move |field| wanted(&field.kind))
        };
        let words = of(|kind| *kind == RegisterFieldKind::Plain(FigureKind::Text));
        words.or_else(|| of(|kind| matches!(kind, RegisterFieldKind::Choice(_))))
    }

    /// The fields that somebody fills in.
    pub fn asked(&self) -> impl Iterator<Item = &RegisterField> {
        self.fields.iter().filter(|field| field.formula.is_none())
    }
}
