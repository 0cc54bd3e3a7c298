//! Records listed, and one with all that it ever said; registers, rows and stages by what a person calls them.

use chrono::NaiveDate;

use super::typed::{Lines, show};
use super::{get, register};
use crate::domain::campaign::{Campaign, Register, RegisterFieldKind, RegisterRow, Stage};
use crate::domain::figure::FigureKind;
use crate::domain::id::{FieldId, RecordId, RegisterId, RowId, StageId, UnitId};
use crate::domain::record::{KeptRecord, Record, RecordRevision, totals_by_choice};
use crate::domain::typing::show_number;
use crate::error::Fault;
use crate::ops::Desk;
use crate::store::RecordFilter;
use crate::text::search::{Needle, closest};

/// Which records of a register to list. What is not set lets everything through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRecords {
    pub register: RegisterId,
    pub unit: Option<UnitId>,
    pub row: Option<RowId>,
    /// The furthest stage that it has reached.
    pub stage: Option<StageId>,
    /// Part of a field or of the unit's name, or its pinyin.
    pub text: String,
    pub with_void: bool,
}

impl ListRecords {
    pub fn of(register: RegisterId) -> Self {
        Self {
            register,
            unit: None,
            row: None,
            stage: None,
            text: String::new(),
            with_void: false,
        }
    }
}

/// One record and everything that it ever said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    pub kept: KeptRecord,
    /// Oldest first.
    pub revisions: Vec<RecordRevision>,
}

/// What one field of money comes to over records.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct MoneySum {
    pub field: FieldId,
    pub label: String,
    /// As it is shown, with its measure word: `30000元`.
    pub sum: String,
}

/// What the money in the records that stand comes to, field by field and, where the register adds up by a choice, by that;
/// empty where the register holds none.
pub fn money(register: &Register, records: &[KeptRecord]) -> Vec<MoneySum> {
    let standing = records.iter().filter(|kept| kept.voided.is_none());
    let standing: Vec<&Record> = standing.map(|kept| &kept.record).collect();
    let sum = |choice: Option<&str>, (id, sum): (FieldId, i64)| {
        let field = register.field(&id)?;
        let RegisterFieldKind::Plain(kind @ FigureKind::Money { .. }) = field.kind else {
            return None;
        };
        let sum = show_number(sum, kind.digits()?);
        Some(MoneySum {
            label: choice.map_or_else(
                || field.label.clone(),
                |choice| format!("{choice}{}", field.label),
            ),
            sum: format!("{sum}{}", field.measure),
            field: id,
        })
    };
    let groups = totals_by_choice(register, &standing).into_iter();
    let sums =
        groups.flat_map(|(choice, sums)| sums.into_iter().filter_map(move |one| sum(choice, one)));
    sums.collect()
}

/// The records of a register on `today`: in the order of the notice's rows, then of their days.
pub fn list(desk: &Desk, which: &ListRecords, today: NaiveDate) -> Result<Vec<KeptRecord>, Fault> {
    let register = register(&desk.campaign, &which.register)?;
    let mut records = desk.store.read().records(&RecordFilter {
        register: Some(which.register.clone()),
        with_void: which.with_void,
        ..RecordFilter::default()
    })?;
    let lines = Lines::of(desk)?;
    let needle = Needle::new(&which.text);
    records.retain(|kept| {
        let record = &kept.record;
        let stage = || record.stage_on(register, today).map(|(_, stage)| &stage.id);
        let texts = || {
            let fields = register.fields.iter();
            let fields = fields.filter_map(|field| show(&lines, register, field, record));
            fields.chain([lines.unit_name(record.unit)])
        };
        which.unit.is_none_or(|unit| record.unit == unit)
            && (which.row.is_none() || record.row == which.row)
            && which
                .stage
                .as_ref()
                .is_none_or(|wanted| stage() == Some(wanted))
            && (needle.is_empty() || texts().any(|text| needle.score(&text).is_some()))
    });
    let row = |kept: &KeptRecord| {
        let row = kept.record.row.as_ref();
        row.and_then(|row| register.rows.iter().position(|given| given.id == *row))
    };
    records.sort_by_key(|kept| {
        (
            row(kept),
            kept.record.day(register.day.as_ref()),
            kept.record.id,
        )
    });
    Ok(records)
}

/// One record with all its revisions.
pub fn history(desk: &Desk, id: RecordId) -> Result<History, Fault> {
    Ok(History {
        kept: get(desk, id)?,
        revisions: desk.store.read().record_history(id)?,
    })
}

/// The register that a person means by its id or name; without a word, the only one.
pub fn register_named<'c>(
    campaign: &'c Campaign,
    text: Option<&str>,
) -> Result<&'c Register, Fault> {
    let registers = &campaign.registers;
    let all = || {
        let all = registers.iter().map(|r| format!("{}（{}）", r.id, r.name));
        format!("可以是：{}", all.collect::<Vec<_>>().join("、"))
    };
    match (text.map(str::trim), registers.as_slice()) {
        (_, []) => Err(Fault::problem("这个活动没有台账")
            .hint("隐患台账用 anyue hazard；别的台账在活动文件里写 [[register]]")),
        (None, [only]) => Ok(only),
        (None, _) => Err(Fault::problem("没有写明哪本台账").hint(all())),
        (Some(text), _) => registers
            .iter()
            .find(|register| register.id.as_str() == text || register.name == text)
            .ok_or_else(|| Fault::problem(format!("没有“{text}”这本台账")).hint(all())),
    }
}

/// The given row that a person means by its id, its name, or its place from 1.
pub fn row_named<'r>(register: &'r Register, text: &str) -> Result<&'r RegisterRow, Fault> {
    let text = text.trim();
    let rows = &register.rows;
    let named = rows
        .iter()
        .find(|row| row.id.as_str() == text || row.name == text);
    let nth = || {
        text.parse::<usize>()
            .ok()?
            .checked_sub(1)
            .and_then(|at| rows.get(at))
    };
    named.or_else(nth).ok_or_else(|| {
        let known = rows
            .iter()
            .flat_map(|row| [row.id.as_str(), row.name.as_str()]);
        let fault = Fault::problem(format!("{}没有“{text}”这一项", register.name));
        match closest(text, known) {
            Some(near) => fault.hint(format!("是不是 {near}？")),
            None => fault,
        }
    })
}

/// The stage that a person means by its id or name.
pub fn stage_named<'r>(register: &'r Register, text: &str) -> Result<&'r Stage, Fault> {
    let text = text.trim();
    let mut stages = register.stages.iter();
    let found = stages.find(|stage| stage.id.as_str() == text || stage.name == text);
    found.ok_or_else(|| {
        let all = register
            .stages
            .iter()
            .map(|s| format!("{}（{}）", s.name, s.id));
        let fault = Fault::problem(format!("{}没有“{text}”这个阶段", register.name));
        match register.stages.is_empty() {
            true => fault,
            false => fault.hint(format!("可以是：{}", all.collect::<Vec<_>>().join("、"))),
        }
    })
}
