//! What an arrival would speak for: a unit, a period, and the tables or the form that it brings. Whose it is and for which
//! period is found by one rule here, whoever asks. Two that speak for the
//! same are rivals, and a person chooses.

use crate::domain::arrival::Arrival;
use crate::domain::campaign::{Ask, Campaign};
use crate::domain::id::{ArrivalId, TableId, UnitId};
use crate::domain::period::PeriodId;
use crate::intake::{FileReading, Roll};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Claim {
    id: Option<ArrivalId>,
    hash: String,
    position: u32,
    origin: String,
    pub name: String,
    pub unit: UnitId,
    pub period: PeriodId,
    brings: Brings,
}

/// What a file brings, whoever it is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Brings {
    tables: Vec<TableId>,
    registration: bool,
}

/// Whose an arrival is, where it may be from these units: a person's word, else what the file says beyond doubt. Of a file in
/// which nothing was found there is nothing to ask.
pub(super) fn whose(arrival: &Arrival<FileReading>, units: &Roll) -> Option<UnitId> {
    arrival.decided.unit.or_else(|| {
        let whose = found(arrival)?.unit_among(units);
        whose.unit().filter(|_| whose.is_certain())
    })
}

/// Which period an arrival is for, likewise.
pub(super) fn period(arrival: &Arrival<FileReading>) -> Option<&PeriodId> {
    let read = || found(arrival)?.period.period();
    arrival.decided.period.as_ref().or_else(read)
}

/// What was read, where there was something.
pub(super) fn found(arrival: &Arrival<FileReading>) -> Option<&FileReading> {
    let reading = arrival.reading.as_ref();
    reading.filter(|reading| !reading.is_empty())
}

/// Whether a period asks for what an arrival brings.
pub(super) fn fits(arrival: &Arrival<FileReading>, campaign: &Campaign, period: &PeriodId) -> bool {
    let reading = arrival.reading.as_ref();
    reading.is_some_and(|reading| Brings::of(reading).fits(campaign, period))
}

impl Brings {
    pub(super) fn of(reading: &FileReading) -> Self {
        Self {
            tables: reading.tables.clone(),
            // A table that happens to have the form's labels is still a table.
            registration: reading.tables.is_empty() && !reading.fields.is_empty(),
        }
    }

    pub(super) fn has_table(&self) -> bool {
        !self.tables.is_empty()
    }

    /// Whether a duty of the campaign asks for it.
    pub(super) fn fits(&self, campaign: &Campaign, period: &PeriodId) -> bool {
        campaign.duty(&period.duty).is_some_and(|duty| {
            duty.asks.iter().any(|ask| match ask {
                Ask::Table { table } => self.tables.contains(table),
                Ask::Registration => self.registration,
                Ask::Narrative { .. } | Ask::Hazards | Ask::Material { .. } => false,
            })
        })
    }
}

impl Claim {
    /// What it speaks for where a file may be from these units; `None` while unit or period are not known.
    pub(super) fn of(arrival: &Arrival<FileReading>, units: &Roll) -> Option<Self> {
        Some(Self {
            id: arrival.id,
            hash: arrival.file.hash.clone(),
            position: arrival.position,
            origin: arrival.file.origin.clone(),
            name: arrival.file.name.clone(),
            unit: whose(arrival, units)?,
            period: period(arrival)?.clone(),
            brings: Brings::of(arrival.reading.as_ref()?),
        })
    }

    pub(super) fn fits(&self, campaign: &Campaign) -> bool {
        self.brings.fits(campaign, &self.period)
    }

    /// Whether it is the same row of the in-tray, or would be.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.id == other.id && self.origin == other.origin && self.is_copy(other)
    }

    /// Whether it is the same answer, in whatever file.
    pub(super) fn is_copy(&self, other: &Self) -> bool {
        self.hash == other.hash && self.position == other.position
    }

    pub(super) fn is_for_the_same(&self, other: &Self) -> bool {
        self.unit == other.unit && self.period == other.period
    }

    /// Whether the other one speaks for the same unit, period and table.
    pub(super) fn rivals(&self, other: &Self) -> bool {
        let shares = |table| other.brings.tables.contains(table);
        !self.is_same(other)
            && self.is_for_the_same(other)
            && (self.brings.tables.iter().any(shares)
                || (self.brings.registration && other.brings.registration))
    }
}
