//! An arrival with all that is known about it: what it says by now, what stands in its way, what it would change. How
//! that is found out is [`judge`](super::judge)'s.

use super::claim;
use super::doubt::{Doubt, Weight};
use crate::domain::arrival::{Arrival, ArrivalState};
use crate::domain::calendar::{DayRange, Instant};
use crate::domain::campaign::Campaign;
use crate::domain::figure::{Answer, Figure};
use crate::domain::id::{FieldId, FigureId, UnitId};
use crate::domain::period::PeriodId;
use crate::domain::submission::{Draft, Entry, read_answer, show_answer};
use crate::domain::unit::Unit;
use crate::intake::{Clue, FieldRead, FileReading, Read, State, TABLE_LOST, Whose};

/// An arrival with what is known about it by now.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    pub arrival: Arrival<FileReading>,
    /// Whose it is, by a person's word or beyond doubt.
    pub unit: Option<Unit>,
    pub period: Option<PeriodId>,
    /// In the paper's reading order.
    pub blanks: Vec<Blank>,
    /// The registration form's fields, where the file has it.
    pub fields: Vec<Field>,
    /// The heaviest first, else in the order of the paper; of one that was accepted, what was told and taken then.
    pub doubts: Vec<Doubt>,
    /// Since when the period's books are closed.
    pub closed_at: Option<Instant>,
    /// The revision that stands and would be replaced.
    pub replaces: Option<u32>,
    /// What would be another than it stands; every figure where nothing stands.
    pub changes: Vec<Changed>,
    /// What stands says all that it says: another file of the same answers is no other version.
    pub is_unchanged: bool,
    /// The draft that the paper was laid over, where one is being typed; it goes with what is handed in.
    pub typed: Option<Draft>,
    /// What would be handed in; `None` while unit or period are not known, and once it has been.
    pub draft: Option<Draft>,
}

/// What a person had before them who accepts an arrival: what it would become, what it replaces, and the doubts about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    unit: Option<UnitId>,
    period: Option<PeriodId>,
    replaces: Option<u32>,
    changes: Vec<Changed>,
    typed: Option<Draft>,
    doubts: Vec<Doubt>,
}

/// A blank of the paper: as it was read, and as a person corrected it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blank {
    pub read: Read,
    pub entry: Option<Entry>,
    /// What a day that a person wrote without its year is one of.
    pub days: DayRange,
}

/// A field of the registration form, likewise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub read: FieldRead,
    pub text: Option<String>,
}

/// One thing that would be another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    Figure {
        id: FigureId,
        before: Option<Answer>,
        after: Option<Answer>,
    },
    Field {
        id: FieldId,
        before: String,
        after: String,
    },
}

impl Changed {
    /// `张贴：16 → 18`
    pub fn in_words(&self, campaign: &Campaign) -> String {
        let show = |figure: &Figure, answer: &Option<Answer>| match answer {
            None => "未填".to_owned(),
            Some(answer) => show_answer(figure, answer),
        };
        match self {
            Self::Figure { id, before, after } => match campaign.figure(id) {
                Some(figure) => {
                    let (before, after) = (show(figure, before), show(figure, after));
                    format!("{}：{before} → {after}", figure.label)
                }
                None => id.to_string(),
            },
            Self::Field { id, before, after } => {
                let field = campaign.field(id);
                let label = field.map_or_else(|| id.to_string(), |field| field.label.clone());
                format!("{label}：{before} → {after}")
            }
        }
    }
}

impl Blank {
    /// What it says now: a person's word, else what was read; or why nobody can tell.
    ///
    /// # Errors
    /// The words for the person who has to decide.
    pub fn answer(&self, figure: &Figure) -> Result<Option<Answer>, String> {
        match (&self.entry, &self.read.state) {
            (Some(entry), _) => read_answer(figure, entry, self.days),
            (None, State::Problem(message)) => Err(message.clone()),
            (None, _) => Ok(self.read.answer()),
        }
    }

    /// As it would be typed into the form; nothing where it is blank or nobody can tell.
    pub fn entry(&self, figure: &Figure) -> Option<Entry> {
        match (&self.entry, self.read.answer()) {
            (Some(Entry::Typed(typed)), _) if typed.trim().is_empty() => None,
            (Some(entry), _) => Some(entry.clone()),
            (None, Some(Answer::NotApplicable)) => Some(Entry::NotApplicable),
            (None, Some(answer)) => Some(Entry::Typed(show_answer(figure, &answer))),
            (None, None) => None,
        }
    }
}

impl Field {
    pub fn text(&self) -> &str {
        self.text.as_deref().unwrap_or(&self.read.text)
    }
}

impl Shown {
    /// Whether all that a person has to have seen of it by now was there to be seen. What is only worth knowing need not be.
    pub(super) fn is_all_of(&self, judged: &Judged) -> bool {
        let now = judged.shown();
        let mut doubts = now.doubts.iter().filter(|doubt| !doubt.is_remark());
        doubts.all(|doubt| self.doubts.contains(doubt))
            && (now.unit, &now.period, now.replaces) == (self.unit, &self.period, self.replaces)
            && now.changes == self.changes
            && now.typed == self.typed
    }
}

impl Judged {
    /// As it is before a person who looks at it.
    pub fn shown(&self) -> Shown {
        Shown {
            unit: self.unit_id(),
            period: self.period.clone(),
            replaces: self.replaces,
            changes: self.changes.clone(),
            typed: self.typed.clone(),
            doubts: self.doubts.clone(),
        }
    }

    /// Whether it can be accepted along with others, without anybody looking at it.
    pub fn is_clean(&self) -> bool {
        self.is_clean_with("")
    }

    /// Likewise, where that reason is given for all of them; it may be empty.
    pub fn is_clean_with(&self, reason: &str) -> bool {
        let is_met = |doubt: &Doubt| {
            doubt.is_remark() || (doubt.needs_reason() && !reason.trim().is_empty())
        };
        self.arrival.state == ArrivalState::Waiting && self.doubts.iter().all(is_met)
    }

    /// Whether a reason is all that it lacks to be accepted along with others.
    pub fn is_clean_but_for_a_reason(&self) -> bool {
        self.needs_reason() && self.is_clean_with("-")
    }

    /// Whether it is accepted with a reason only.
    pub fn needs_reason(&self) -> bool {
        self.doubts.iter().any(Doubt::needs_reason)
    }

    /// Whether it can be accepted by a person who has seen the doubts.
    pub fn is_acceptable(&self) -> bool {
        self.arrival.state == ArrivalState::Waiting && !self.doubts.iter().any(Doubt::must_mend)
    }

    /// Whether something of it needs a person: it is not clean, and not done with.
    pub fn needs_person(&self) -> bool {
        self.arrival.is_open() && !self.is_clean()
    }

    /// How it stands in line, the most urgent first: what has to be mended (须核对), then what is to be looked at (须过目), then
    /// what lacks a reason, then what can be accepted as it is; behind these what could not be read, and what is done with.
    pub fn urgency(&self) -> (ArrivalState, Weight) {
        let heaviest = self.doubts.first().map(|doubt| doubt.weight);
        (self.arrival.state, heaviest.unwrap_or(Weight::Remark))
    }

    /// The unit that the file itself names beyond doubt, and where, whatever a person says.
    pub fn named(&self) -> Option<(UnitId, &Clue)> {
        match &self.arrival.reading.as_ref()?.unit {
            Whose::Certain { unit, clue } => Some((*unit, clue)),
            Whose::Guess { .. } | Whose::Several { .. } | Whose::Unknown { .. } => None,
        }
    }

    /// Whether equal content stands for another period already, and a person has to say whether it is for this one, too.
    pub fn is_repeat(&self) -> bool {
        self.arrival.is_open() && self.doubts.iter().any(|doubt| doubt.is_repeat)
    }

    /// Whether it came in an old format and its table was lost in the conversion.
    pub fn lost_its_table(&self) -> bool {
        let mut doubts = self.doubts.iter();
        doubts.any(|doubt| doubt.message == TABLE_LOST)
    }

    /// Whether a period asks for what the file brings.
    pub fn fits(&self, campaign: &Campaign, period: &PeriodId) -> bool {
        claim::fits(&self.arrival, campaign, period)
    }

    pub fn unit_id(&self) -> Option<UnitId> {
        self.unit.as_ref().map(|unit| unit.id)
    }

    /// The blanks that have a value, are blank, are 不涉及, and cannot be told.
    pub fn count(&self, of: impl Fn(&State) -> bool) -> usize {
        self.blanks
            .iter()
            .filter(|blank| of(&blank.read.state))
            .count()
    }
}
