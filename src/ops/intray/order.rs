//! What a person orders to be taken in, and what is said of all of it at once: whose it is, which period it is for. What
//! the files say themselves is read elsewhere.

use std::path::PathBuf;

use super::claim::Brings;
use super::gather::{self, Found};
use crate::domain::arrival::Decided;
use crate::domain::campaign::Campaign;
use crate::domain::id::{DutyId, UnitId};
use crate::domain::period::{PeriodId, Plan};
use crate::error::Fault;
use crate::intake::{FileReading, Which};
use crate::ops::Desk;

/// What is to be taken in, and what a person says of all of it.
#[derive(Debug, Clone, Default)]
pub struct Order {
    /// Files, folders, zips.
    pub paths: Vec<PathBuf>,
    /// Texts that were pasted, each under a name that the desk gives it.
    pub texts: Vec<(String, Vec<u8>)>,
    pub unit: Option<UnitId>,
    pub period: Option<Chosen>,
}

/// The period that a person names for a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen {
    Period(PeriodId),
    /// One of this duty's; which one, each file says.
    Duty(DutyId),
}

impl Order {
    /// Every file that is meant.
    pub(super) fn found(&self) -> Result<Found, Fault> {
        let mut found = gather::list(&self.paths)?;
        let texts = self.texts.iter();
        let texts = texts.map(|(name, text)| gather::pasted(name, text));
        found.places.extend(texts);
        Ok(found)
    }

    /// What it decides about one reading.
    pub(super) fn decide(
        &self,
        campaign: &Campaign,
        plan: &Plan,
        reading: &FileReading,
    ) -> Decided {
        let chosen = self.period.as_ref();
        let period = chosen.and_then(|chosen| chosen.of(campaign, plan, reading));
        Decided {
            unit: self.unit,
            of_batch: period.is_some() && !self.is_one_file(),
            period,
        }
    }

    /// Whether it is about one file that is named itself. A folder, a zip, or many files at once (a shell lists what lies in a
    /// folder) are a batch, among which may lie what nobody meant.
    fn is_one_file(&self) -> bool {
        match (self.paths.as_slice(), self.texts.len()) {
            ([], texts) => texts == 1,
            ([path], 0) => path.is_file() && !gather::is_zip(path),
            _ => false,
        }
    }
}

impl Chosen {
    /// Reads what a person names: a period's id, or a duty's.
    pub fn named(desk: &Desk, text: &str) -> Result<Self, Fault> {
        match desk.period_named(text) {
            Ok(period) => Ok(Self::Period(period.id.clone())),
            Err(unknown) => {
                let duty = desk.campaign.duty(&DutyId::from(text.trim()));
                duty.map(|duty| Self::Duty(duty.id.clone())).ok_or(unknown)
            }
        }
    }

    /// The period that it decides for one reading; none where it decides nothing, because the duty does not ask for
    /// what the file brings or the file has to say which of the duty's periods it is.
    fn of(&self, campaign: &Campaign, plan: &Plan, reading: &FileReading) -> Option<PeriodId> {
        let brings = Brings::of(reading);
        match self {
            // A table that the period does not take is asked about; it is not another period's, for somebody has said
            // which. A form lies among the tables of a batch, and has one duty.
            Self::Period(period) => {
                let is_said = brings.has_table() || brings.fits(campaign, period);
                is_said.then(|| period.clone())
            }
            Self::Duty(duty) => {
                let named: Vec<&PeriodId> = match &reading.period {
                    Which::Certain { period, .. } => vec![period],
                    Which::Several { periods } => periods.iter().collect(),
                    Which::Unknown => plan.of_duty(duty).map(|period| &period.id).collect(),
                };
                let mut own = named.into_iter().filter(|period| period.duty == *duty);
                let only = own.next().filter(|_| own.next().is_none());
                only.filter(|period| brings.fits(campaign, period)).cloned()
            }
        }
    }
}
