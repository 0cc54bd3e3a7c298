//! An arrival (来件) is one unit's answer as a file brought it, lying in the in-tray (收件) until a person accepts it or
//! sets it aside. What the file says is read by `intake`, and kept here as whatever the reader made of it (`R`); what
//! becomes of an arrival is [`ops::intray`](crate::ops::intray)'s.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::calendar::Instant;
use super::id::{ArrivalId, FieldId, FigureId, UnitId};
use super::period::PeriodId;
use super::problem::Problem;
use super::submission::Entry;

/// One answer of one file. A sheet with one unit a row brings many, most files one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival<R> {
    /// `None` for one that is only looked at and not kept.
    pub id: Option<ArrivalId>,
    pub file: ArrivedFile,
    /// Which of the file's answers, from 0.
    pub position: u32,
    /// What was read; `None` where the file was refused.
    pub reading: Option<R>,
    pub state: ArrivalState,
    /// Why it was refused or set aside; else empty.
    pub note: String,
    /// What was told of it when it was accepted, and was taken all the same.
    pub seen: Vec<Problem>,
    pub decided: Decided,
    /// What a person corrected of the reading.
    pub edits: Edits,
    /// The revision that it became; [`Decided`] then tells of whom and for which period.
    pub revision: Option<u32>,
}

/// The file that brought an arrival.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArrivedFile {
    /// SHA-256 of the content, 64 hex digits.
    pub hash: String,
    /// Bytes.
    pub size: u64,
    /// Its own name, without folders.
    pub name: String,
    /// Where it was found, in words for people: a path, or a package and the path within.
    pub origin: String,
    pub arrived_at: Instant,
}

/// How a file that came in is called: `来件“甲医院.docx”`. It is also the reason of a submission for which nobody gave
/// another.
pub fn called(file: &str) -> String {
    format!("来件“{file}”")
}

/// What has become of an arrival.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ArrivalState {
    /// Read, and waiting for a person or for being found clean.
    Waiting,
    /// The file could not be read.
    Refused,
    /// It has become a revision.
    Accepted,
    /// A person does not want it; it can be put back.
    SetAside,
}

impl ArrivalState {
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Refused, Self::Accepted, Self::SetAside];

    /// The fixed name by which stores and scripts know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Refused => "refused",
            Self::Accepted => "accepted",
            Self::SetAside => "set-aside",
        }
    }

    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Waiting => "待收",
            Self::Refused => "读不了",
            Self::Accepted => "已收下",
            Self::SetAside => "已搁置",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// Whose it is and what it is for, as a person said. It comes before what the file itself says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decided {
    pub unit: Option<UnitId>,
    pub period: Option<PeriodId>,
    /// The period was said of a whole batch at once, and of this very file nobody has said it: what lies among the batch
    /// by mistake would be taken for that period, too.
    pub of_batch: bool,
}

impl Decided {
    /// What holds once a person has said `new` as well. What was said of the very file is not less certain for being said
    /// of a batch again.
    #[must_use]
    pub fn and_now(self, new: Self) -> Self {
        let is_said_again = new.period.is_none() || (new.of_batch && new.period == self.period);
        Self {
            unit: new.unit.or(self.unit),
            of_batch: match is_said_again {
                true => self.of_batch,
                false => new.of_batch,
            },
            period: new.period.or(self.period),
        }
    }
}

/// A person's corrections of a reading, as typed; what is not here stands as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Edits {
    /// An empty text makes the figure blank.
    pub entries: BTreeMap<FigureId, Entry>,
    pub fields: BTreeMap<FieldId, String>,
}

impl<R> Arrival<R> {
    /// The same arrival with its reading in another form.
    pub fn try_map<S, E>(self, form: impl FnOnce(R) -> Result<S, E>) -> Result<Arrival<S>, E> {
        Ok(Arrival {
            reading: self.reading.map(form).transpose()?,
            id: self.id,
            file: self.file,
            position: self.position,
            state: self.state,
            note: self.note,
            seen: self.seen,
            decided: self.decided,
            edits: self.edits,
            revision: self.revision,
        })
    }

    /// Whether something can still become of it.
    pub fn is_open(&self) -> bool {
        matches!(self.state, ArrivalState::Waiting | ArrivalState::Refused)
    }
}

#[cfg(test)]
mod tests {
    //! The names of states.

    use super::*;

    #[test]
    fn states_are_found_by_the_names_that_stores_keep() {
        for state in ArrivalState::ALL {
            assert_eq!(ArrivalState::named(state.name()), Some(state));
            assert_eq!(
                serde_json::to_value(state).expect("serializes"),
                state.name()
            );
        }
        assert_eq!(ArrivalState::named("gone"), None);
    }
}
