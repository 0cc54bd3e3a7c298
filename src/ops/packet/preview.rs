//! What a packet would bring, told before anything of it is taken: from whom it is, by which key, and which answers are new,
//! known already, or would stand beside others that say something different. Nothing is written.

use std::collections::BTreeMap;

use super::judge::{Word, judge};
use super::keys::KeyState;
use super::open::{OpenAs, Opening};
use crate::domain::calendar::Instant;
use crate::domain::id::UnitId;
use crate::domain::lineage::uid;
use crate::domain::period::PeriodId;
use crate::domain::record::NamedRecord;
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::Desk;
use crate::packet::{Kind, PacketRevision, Party, Volume};
use crate::store::{Kin, Lineage, StoreError};

/// What a packet would bring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    pub kind: Kind,
    pub sender: Party,
    pub made_at: Instant,
    pub volume: Volume,
    pub key: KeyState,
    /// Of the sender's key, six words.
    pub fingerprint: String,
    /// In the order of units and periods.
    pub answers: Vec<Coming>,
    /// Entries of the hazard ledger that it carries.
    pub hazards: usize,
    /// Records of registers that it carries.
    pub records: usize,
    /// Receipts and reviews that this desk does not know yet.
    pub receipts: usize,
    pub reviews: usize,
    /// Units that this desk does not know yet.
    pub units: usize,
    /// Whether it is the newest word of the desk above: dues, excusals and closings come with it.
    pub is_newer_word: bool,
    /// Files that its answers name, that do not come with it and that this desk does not have.
    pub missing: usize,
    /// Whether it brings news for closed books, which wants a reason.
    pub needs_reason: bool,
    /// What it is taken in spite of only where a person answers for it: another key, a clock that is off.
    pub doubts: Vec<Doubt>,
}

/// A check that a person may overrule, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    Key(String),
    Clock(String),
}

impl Preview {
    /// Whether a unit below reports; else it is the word of the desk above.
    pub fn is_report(&self) -> bool {
        self.kind == Kind::Report
    }
}

impl Doubt {
    /// What the check says.
    pub fn words(&self) -> &str {
        match self {
            Self::Key(words) | Self::Clock(words) => words,
        }
    }
}

/// The answer of one unit for one period, as it comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coming {
    pub unit: Unit,
    pub period: PeriodId,
    /// Revisions that this desk does not know.
    pub new: usize,
    /// Revisions that it knows.
    pub known: usize,
    /// Whether two that say different things would stand.
    pub is_conflict: bool,
}

/// Looks at what a packet would bring.
///
/// # Errors
/// Why this desk does not take it, whatever a person says.
pub fn preview(desk: &Desk, opening: &Opening, now: Instant) -> Result<Preview, Fault> {
    let trusting = OpenAs {
        accept_key: true,
        accept_clock: true,
        ..OpenAs::default()
    };
    let judged = judge(desk, opening, &trusting, now)?;
    let packet = &opening.packet;
    let (answers, needs_reason) = answers(desk, opening, &judged.units)?;
    let (receipts, reviews) = word_from_above(desk, opening)?;
    let known = |code: &String| judged.units.iter().any(|unit| unit.code == *code);
    let new_units = packet.body.units.iter().filter(|unit| !known(&unit.code));
    let is_newer_word = match &judged.word {
        Word::Report(_) => false,
        Word::Campaign(word) => word
            .above
            .as_ref()
            .is_none_or(|above| packet.manifest.made_at > above.said_at),
    };
    Ok(Preview {
        kind: packet.manifest.kind,
        sender: Party {
            code: packet.manifest.sender.code.clone(),
            name: packet.manifest.sender.name.clone(),
        },
        made_at: packet.manifest.made_at,
        volume: packet.manifest.volume,
        key: judged.key,
        fingerprint: packet.key.fingerprint(),
        answers,
        hazards: packet.body.hazards.len(),
        records: packet.body.records.len(),
        receipts,
        reviews,
        // A campaign packet names the desk that sends it too, which is none of this desk's units.
        units: match judged.word {
            Word::Report(_) => 0,
            Word::Campaign(_) => new_units
                .filter(|unit| unit.code != packet.manifest.sender.code)
                .count(),
        },
        is_newer_word,
        missing: missing(desk, opening),
        needs_reason,
        doubts: doubts(desk, opening, &trusting, now),
    })
}

/// What holds the packet back unless a person answers for it.
fn doubts(desk: &Desk, opening: &Opening, trusting: &OpenAs, now: Instant) -> Vec<Doubt> {
    let refused = |how: OpenAs| judge(desk, opening, &how, now).err();
    let key = refused(OpenAs {
        accept_key: false,
        ..trusting.clone()
    });
    let clock = refused(OpenAs {
        accept_clock: false,
        ..trusting.clone()
    });
    let key = key.map(|fault| Doubt::Key(fault.message));
    key.into_iter()
        .chain(clock.map(|fault| Doubt::Clock(fault.message)))
        .collect()
}

/// The answers as they come, and whether closed books want a reason for any of them.
fn answers(
    desk: &Desk,
    opening: &Opening,
    units: &[Unit],
) -> Result<(Vec<Coming>, bool), StoreError> {
    let mut groups: BTreeMap<(UnitId, &PeriodId), Vec<&PacketRevision>> = BTreeMap::new();
    for revision in &opening.packet.body.revisions {
        if let Some(unit) = units.iter().find(|unit| unit.code == revision.unit) {
            let place = (unit.id, &revision.period);
            groups.entry(place).or_default().push(revision);
        }
    }
    let reader = desk.store.read();
    let closings = reader.closings()?;
    let is_report = opening.manifest().kind == Kind::Report;
    let mut needs_reason = false;
    let mut answers = Vec::new();
    for ((unit, period), group) in groups {
        let Some(unit) = units.iter().find(|known| known.id == unit) else {
            continue;
        };
        let mut kin = reader.lineage(unit.id, period)?.kin;
        let is_new = |one: &&&PacketRevision| !kin.iter().any(|kin| kin.uid == one.uid);
        let new: Vec<&PacketRevision> = group.iter().filter(is_new).copied().collect();
        let says_no_reason = new.iter().any(|one| one.reason.is_empty());
        needs_reason |= is_report && says_no_reason && closings.is_closed(period);
        let (coming, known) = (new.len(), group.len() - new.len());
        kin.extend(new.into_iter().map(as_kin));
        answers.push(Coming {
            unit: unit.clone(),
            period: period.clone(),
            new: coming,
            known,
            is_conflict: Lineage::of(kin).standing.is_conflict(),
        });
    }
    Ok((answers, needs_reason))
}

/// A revision that comes, as if it were here already.
fn as_kin(revision: &PacketRevision) -> Kin {
    Kin {
        number: 0,
        uid: revision.uid.clone(),
        parents: revision.parents.clone(),
        digest: uid::content(&revision.content()),
        origin: String::new(),
        sent_at: revision.sent_at,
        received_at: revision.sent_at,
        withdrawn_at: revision.withdrawn_at,
    }
}

/// How many receipts and reviews are news.
fn word_from_above(desk: &Desk, opening: &Opening) -> Result<(usize, usize), StoreError> {
    let body = &opening.packet.body;
    let reader = desk.store.read();
    let receipts = reader.received_above()?;
    let is_known = |revision: &str| receipts.iter().any(|known| known.revision == revision);
    let new_receipts = body
        .receipts
        .iter()
        .filter(|told| !is_known(&told.revision));
    let reviews: Vec<String> = reader
        .reviews()?
        .iter()
        .map(|(_, _, review)| review.uid())
        .collect();
    let new_reviews = body
        .reviews
        .iter()
        .filter(|told| !reviews.contains(&told.review.uid()));
    Ok((new_receipts.count(), new_reviews.count()))
}

fn missing(desk: &Desk, opening: &Opening) -> usize {
    let revisions = opening.packet.body.revisions.iter();
    let named = revisions.flat_map(|one| &one.material);
    let of_records = opening.packet.body.records.iter();
    let of_records = of_records.flat_map(NamedRecord::material);
    let is_lost = |hash: &str| {
        let comes = opening.packet.files().any(|file| file.sha256 == hash);
        !comes && !desk.shelf.path_of(hash).is_file()
    };
    let mut lost: Vec<&str> = named
        .map(|file| file.hash.as_str())
        .chain(of_records.map(|file| file.hash.as_str()))
        .filter(|hash| is_lost(hash))
        .collect();
    lost.sort_unstable();
    lost.dedup();
    lost.len()
}
