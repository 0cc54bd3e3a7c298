//! A campaign (活动) is one notice as data: everything that screens, deadlines, checks, roll-ups and papers are derived
//! from. Here are the nouns; reading them from a campaign file, with every problem told at once, is in `parse`.
//!
//! No notice has code of its own. A rule that cannot be said here is a reason to let this language grow.

mod award;
mod builtin;
mod check;
mod duty;
mod expression;
mod field;
mod form;
mod grid;
mod paper;
mod parse;
mod points;
mod register;
mod responsibility;
#[cfg(test)]
pub mod sample;
mod table;
mod target;

use std::collections::BTreeMap;

use chrono::NaiveDate;

pub use award::{Award, AwardCondition, AwardStep, Candidate};
pub use builtin::{builtin, builtin_template};
pub use check::Check;
pub use duty::{Ask, Basis, CoversOf, Duty};
pub use expression::{
    Aggregate, Blanks, Comparison, Condition, Expression, Facts, Named, Operand, Operation,
    Outcome, Selection, What,
};
pub use field::problem_with;
pub use form::{FieldKind, Form, FormField};
pub use grid::{Grid, GridColumn, GridRow};
pub use paper::Paper;
pub use parse::{Diagnostic, NamedTemplate, Parsed, known_measure, parse, render};
pub use points::{Given, LatePoints, PointsGroup, PointsItem, PointsTable};
pub use register::{
    CLOSED, HAZARDS, Keeper, REPORTED, RecordsPerRow, Register, RegisterField, RegisterFieldKind,
    RegisterRow, Stage,
};
pub use responsibility::{Part, Party, Responsibility};
pub use table::{Piece, Row, Sentence, Table};
pub use target::{Goal, Milestone, Span, Target, TargetScope, TargetTime};

use super::calendar::DayRange;
use super::figure::Figure;
use super::id::{
    AwardId, CampaignId, DutyId, FieldId, FigureId, KindId, LevelId, PointsId, RegisterId, TableId,
    TargetId,
};
use super::schedule::HolidayRule;

/// One notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Campaign {
    pub id: CampaignId,
    /// 2020年姑苏区民卫系统“安全生产月”活动
    pub title: String,
    /// 消除事故隐患，筑牢安全防线
    pub theme: String,
    /// The notice's own number: 姑苏民卫〔2020〕120号.
    pub document: String,
    /// The body that sent the notice out, and that the units report to.
    pub issuer: String,
    /// The office within the issuer that collects the reports; named in reminders.
    pub collector: String,
    /// First and last day of the campaign.
    pub days: DayRange,
    pub marked_days: Vec<MarkedDay>,
    /// What happens to a deadline on a holiday, unless a duty says otherwise.
    pub holiday_rule: HolidayRule,
    pub unit_kinds: Vec<UnitKind>,
    /// The form on which a unit names its liaison, where the notice has one.
    pub registration: Option<Form>,
    /// What the notice asks units to do, in its own words.
    pub activities: Vec<Activity>,
    pub duties: Vec<Duty>,
    pub tables: Vec<Table>,
    /// Every blank of every table, in the paper's reading order.
    pub figures: Vec<Figure>,
    pub checks: Vec<Check>,
    pub hazard_levels: Vec<HazardLevel>,
    /// The ledger of hazards as a register: what its entries hold, and what must be known before one is closed.
    pub hazard_ledger: Register,
    pub registers: Vec<Register>,
    pub targets: Vec<Target>,
    pub points: Vec<PointsTable>,
    pub awards: Vec<Award>,
    /// What 无, — and / in a blank of a filled form say.
    pub none_means: NoneMeans,
    /// Whether what each unit reported goes along where totals go to the desk above, unless whoever adds up says otherwise.
    pub detail: bool,
    /// The notice's own blank forms, by path beside the campaign file. A paper without one is laid out by the program.
    pub templates: BTreeMap<Paper, String>,
}

/// What a unit means that writes 无, — or / into a blank of the paper. It is not the same as 0 unless the notice says so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NoneMeans {
    /// 不涉及
    #[default]
    NotApplicable,
    Zero,
    Blank,
}

/// A day that the notice sets apart: 6月16日 全国安全生产宣传咨询日.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedDay {
    pub date: NaiveDate,
    pub name: String,
}

/// 直属单位, 养老机构 …
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitKind {
    pub id: KindId,
    pub name: String,
}

/// One kind of activity: its heading and what it asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    pub title: String,
    pub text: String,
    /// Its own days, where they are not the campaign's: an online quiz runs for its own month.
    pub days: Option<DayRange>,
}

/// 一般隐患, 重大隐患 …
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HazardLevel {
    pub id: LevelId,
    pub name: String,
}

impl Campaign {
    /// Where a body takes reports: of the issuer the office that the notice names, 姑苏区民政和卫生健康局应急保障处.
    pub fn office_of(&self, body: &str) -> String {
        match body == self.issuer {
            true => format!("{body}{}", self.collector),
            false => body.to_owned(),
        }
    }

    pub fn duty(&self, id: &DutyId) -> Option<&Duty> {
        self.duties.iter().find(|duty| duty.id == *id)
    }

    pub fn table(&self, id: &TableId) -> Option<&Table> {
        self.tables.iter().find(|table| table.id == *id)
    }

    pub fn figure(&self, id: &FigureId) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.id == *id)
    }

    /// The figures of one table, in reading order.
    pub fn figures_of<'a>(&'a self, table: &'a TableId) -> impl Iterator<Item = &'a Figure> {
        self.figures
            .iter()
            .filter(move |figure| figure.table == *table)
    }

    pub fn kind(&self, id: &KindId) -> Option<&UnitKind> {
        self.unit_kinds.iter().find(|kind| kind.id == *id)
    }

    /// Finds a kind of unit by its id or by its name.
    pub fn kind_named(&self, text: &str) -> Option<&UnitKind> {
        self.unit_kinds
            .iter()
            .find(|kind| kind.id.as_str() == text || kind.name == text)
    }

    /// Whether it has a ledger of hazards: a campaign that names no level of hazard has none.
    pub fn keeps_hazards(&self) -> bool {
        !self.hazard_levels.is_empty()
    }

    pub fn hazard_level(&self, id: &LevelId) -> Option<&HazardLevel> {
        self.hazard_levels.iter().find(|level| level.id == *id)
    }

    pub fn register(&self, id: &RegisterId) -> Option<&Register> {
        self.registers.iter().find(|register| register.id == *id)
    }

    pub fn target(&self, id: &TargetId) -> Option<&Target> {
        self.targets.iter().find(|target| target.id == *id)
    }

    pub fn points_table(&self, id: &PointsId) -> Option<&PointsTable> {
        self.points.iter().find(|table| table.id == *id)
    }

    pub fn award(&self, id: &AwardId) -> Option<&Award> {
        self.awards.iter().find(|award| award.id == *id)
    }

    /// The registration form's field of that id.
    pub fn field(&self, id: &FieldId) -> Option<&FormField> {
        self.registration.as_ref()?.field(id)
    }
}
