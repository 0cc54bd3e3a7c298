//! One unit as it is typed into a form: added, or changed in all its particulars at once. Everything that is wrong is
//! told beside its field, and judged in the transaction that writes it. Lists are [`import`](super::import)'s.

use super::import::{insert, plan_one};
use super::register::{Register, UnitField};
use super::{UnitInput, expected, particulars};
use crate::domain::calendar::Instant;
use crate::domain::id::UnitId;
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::desk::{Ground, no_unit};
use crate::ops::{About, Change, Desk};
use crate::store::StoreError;

/// Why a unit was not entered. Nothing was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// All that is wrong with what was typed, each beside its field.
    #[error("{}", told(.0))]
    Problems(Vec<(UnitField, String)>),
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<StoreError> for EntryError {
    fn from(error: StoreError) -> Self {
        Self::Fault(error.into())
    }
}

impl From<EntryError> for Fault {
    fn from(error: EntryError) -> Self {
        match error {
            EntryError::Problems(_) => Self::problem(error.to_string()),
            EntryError::Fault(fault) => fault,
        }
    }
}

fn told(problems: &[(UnitField, String)]) -> String {
    let problems = problems.iter().map(|(_, problem)| problem.as_str());
    problems.collect::<Vec<_>>().join("；")
}

/// Adds one unit.
pub fn add(desk: &mut Desk, input: &UnitInput, now: Instant) -> Result<Unit, EntryError> {
    desk.change(now, |change, ground| put(change, ground, input))
}

/// Adds one unit as a part of a greater change.
pub(in crate::ops) fn put(
    change: &Change<'_>,
    ground: &Ground<'_>,
    input: &UnitInput,
) -> Result<Unit, EntryError> {
    let planned = plan_one(change, ground, input)?;
    let ids = insert(change, std::slice::from_ref(&planned))?;
    let unit = ids.first().map(|id| change.unit(*id)).transpose()?;
    unit.flatten().ok_or_else(|| no_unit().into())
}

/// Gives a unit the name, kind, credit code and joining day of the input, all of them or none; the rest of the input is
/// not looked at. A kind that is empty stays as it is.
pub fn edit(
    desk: &mut Desk,
    unit: UnitId,
    input: &UnitInput,
    now: Instant,
) -> Result<Unit, EntryError> {
    let input = UnitInput {
        name: input.name.clone(),
        kind: input.kind.clone(),
        credit_code: input.credit_code.clone(),
        joined_on: input.joined_on.clone(),
        ..UnitInput::default()
    };
    desk.change(now, |change, ground| {
        let mut units = change.units()?;
        let at = units.iter().position(|known| known.id == unit);
        // What it is called itself is not taken by another.
        let unit = units.remove(at.ok_or_else(no_unit)?);
        let mut register = Register::of(ground.campaign, &units);
        let wanted = register.judge(&input).map_err(EntryError::Problems)?;
        let kind = match &wanted.kind {
            None => None,
            Some(kind) => particulars::put_kind(change, ground.campaign, &unit, kind)?,
        };
        let code = wanted.credit_code.as_deref();
        let noted = [
            particulars::put_name(change, &unit, &wanted.name)?,
            kind,
            particulars::put_credit_code(change, &unit, code)?,
            expected::put_joined(change, ground, &unit, wanted.joined_on)?,
        ];
        for (act, detail) in noted.into_iter().flatten() {
            change.note(act, About::unit(unit.id), &detail)?;
        }
        change.unit(unit.id)?.ok_or_else(|| no_unit().into())
    })
}
