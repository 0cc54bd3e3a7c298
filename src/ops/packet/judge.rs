//! Whether a desk takes a packet, as what, and what only a person can answer for: every check in its order. Runs over a
//! snapshot to tell what a packet would bring, and once more under the write lock, so that what is taken is what was judged.
//! What each check is about is in `check`; nothing is written here.

use std::borrow::Cow;

use super::adopt::{self, Adoption};
use super::check;
use super::coming::{Coming, answers};
use super::keys::{self, KeyState};
use super::open::{OpenAs, Opening};
use super::superior::{self, Superior};
use super::word::{self, Renewal};
use crate::domain::calendar::Instant;
use crate::domain::record::NamedRecord;
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::desk::Ground;
use crate::packet::Kind;
use crate::store::{Reader, StoreError};

/// A packet that this desk takes, once a person has answered for what is doubtful about it.
pub(super) struct Judged<'p> {
    pub key: KeyState,
    /// In the order of units and periods.
    pub answers: Vec<Coming>,
    /// What is taken of the packet's records.
    pub records: Vec<Cow<'p, NamedRecord>>,
    /// Which records are not taken, or not all of them, and why: those from above that name what this desk does not have, those
    /// from below that say what only this desk keeps. The rest is taken without them.
    pub passed_over: Vec<String>,
    pub doubts: Vec<Doubt>,
    pub word: Word,
}

/// What a packet is taken in spite of only where a person answers for it, and what is to be said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// It is signed with another key than the sender's before.
    Key(Fault),
    /// A clock is off.
    Clock(Fault),
    /// It brings news for closed books, and no reason.
    Books(Fault),
}

/// Whose word it is.
pub(super) enum Word {
    /// That of a unit below.
    Report(Unit),
    /// That of the desk above.
    Campaign(Box<FromAbove>),
}

/// The word of the desk above, and what is known of it.
pub(super) struct FromAbove {
    pub above: Option<Superior>,
    /// Whether it was made after every other that was taken: then it holds for dues, excusals and closings.
    pub is_newer: bool,
    pub renewal: Option<Renewal>,
    /// The code that the desk's own unit is to have from now on.
    pub adoption: Option<Adoption>,
    /// Units that this desk does not know yet.
    pub new_units: usize,
}

impl Doubt {
    /// What is doubtful.
    pub fn words(&self) -> &str {
        match self {
            Self::Key(fault) | Self::Clock(fault) | Self::Books(fault) => &fault.message,
        }
    }

    fn is_answered(&self, how: &OpenAs) -> bool {
        match self {
            Self::Key(_) => how.accept_key,
            Self::Clock(_) => how.accept_clock,
            Self::Books(_) => !how.reason.trim().is_empty(),
        }
    }
}

impl From<Doubt> for Fault {
    fn from(doubt: Doubt) -> Self {
        match doubt {
            Doubt::Key(fault) | Doubt::Clock(fault) | Doubt::Books(fault) => fault,
        }
    }
}

impl Judged<'_> {
    /// The same, where a person has answered for every doubt.
    ///
    /// # Errors
    /// The first doubt that nobody has answered for.
    pub(super) fn answered(mut self, how: &OpenAs) -> Result<Self, Fault> {
        let open = self.doubts.iter().position(|one| !one.is_answered(how));
        match open {
            None => Ok(self),
            Some(at) => Err(self.doubts.swap_remove(at).into()),
        }
    }
}

/// Checks a packet against the desk. `adopts` says that the desk's own unit is the one that the desk above knows by another
/// code.
///
/// # Errors
/// Why it is not taken, whatever a person says.
pub(super) fn judge<'p>(
    ground: &Ground<'_>,
    reader: Reader<'_>,
    opening: &'p Opening,
    adopts: bool,
    now: Instant,
) -> Result<Judged<'p>, Fault> {
    check::campaign(ground, &opening.packet)?;
    let mut judged = match opening.manifest().kind {
        Kind::Report => report(ground, reader, opening)?,
        Kind::Campaign => campaign(ground, reader, opening, adopts)?,
    };
    let accepted = reader.accepted_clock(&opening.packet.key.to_string())?;
    let clock = check::clock(ground, &opening.packet, accepted, now);
    judged.doubts.extend(clock.map(Doubt::Clock));
    Ok(judged)
}

fn report<'p>(
    ground: &Ground<'_>,
    reader: Reader<'_>,
    opening: &'p Opening,
) -> Result<Judged<'p>, Fault> {
    let packet = &opening.packet;
    let sender = check::sender(ground, reader, packet)?;
    // A unit with two machines has two keys; one that was compared is known, whichever of the two sent last.
    let theirs = packet.key.to_string();
    let mut kept = reader.kept_keys(sender.id)?.into_iter();
    let kept = kept.find(|kept| kept.public_key == theirs);
    let pinned = match kept {
        Some(kept) => Some(kept),
        None => reader.pinned_key(sender.id)?,
    };
    let known = pinned
        .as_ref()
        .map(|pinned| (pinned.public_key.as_str(), pinned.confirmed_at.is_some()));
    let (key, other_key) = check::key(&sender.name, known, &packet.key)?;
    let mut units = reader.units()?;
    units.retain(|unit| unit.path.starts_with(&sender.path));
    let asked = (ground.campaign, ground.plan);
    let contents = check::contents(reader, asked, packet, &units)?;
    check::nothing_absent(&contents.absent)?;
    let answers = answers(reader, &packet.body, &units)?;
    let books = check::books(&reader.closings()?, &answers);
    let doubts = other_key.map(Doubt::Key).into_iter();
    Ok(Judged {
        key,
        doubts: doubts.chain(books.map(Doubt::Books)).collect(),
        records: contents.records,
        passed_over: contents.passed_over,
        answers,
        word: Word::Report(sender),
    })
}

fn campaign<'p>(
    ground: &Ground<'_>,
    reader: Reader<'_>,
    opening: &'p Opening,
    adopts: bool,
) -> Result<Judged<'p>, Fault> {
    let packet = &opening.packet;
    let sender = &packet.manifest.sender;
    let own = keys::fingerprint_of_own(reader)?;
    if own.is_some_and(|own| own == packet.key.fingerprint()) {
        return Err(Fault::problem("这是本单位自己做的活动包")
            .safe(check::UNTOUCHED)
            .hint("它是发给下面各单位的"));
    }
    let seat = reader.unit(ground.seat.unit)?;
    let seat = seat.ok_or_else(|| StoreError::Damaged("the desk's own unit is gone".into()))?;
    let above = superior::read(reader)?;
    let adoption = adopt::own_code(reader, (&seat, above.as_ref()), opening, adopts)?;
    let known = above
        .as_ref()
        .map(|above| (above.key.as_str(), above.confirmed_at.is_some()));
    let (key, other_key) = check::key(&sender.name, known, &packet.key)?;
    let mut units = reader.units()?;
    if let Some(adoption) = &adoption {
        let own = units.iter_mut().filter(|unit| unit.id == seat.id);
        own.for_each(|own| own.code.clone_from(&adoption.to));
    }
    let latest = above.as_ref().map(|above| above.said_at);
    let is_newer = latest.is_none_or(|latest| packet.manifest.made_at > latest);
    let renewal = match is_newer {
        true => word::renewal(reader, packet)?,
        false => None,
    };
    let holds = renewal.as_ref().map(Renewal::holds);
    let asked = holds.unwrap_or((ground.campaign, ground.plan));
    let is_known = |code: &String| units.iter().any(|unit| unit.code == *code);
    let told = packet.body.units.iter();
    let contents = check::contents(reader, asked, packet, &units)?;
    Ok(Judged {
        key,
        doubts: other_key.map(Doubt::Key).into_iter().collect(),
        records: contents.records,
        passed_over: contents.absent,
        answers: answers(reader, &packet.body, &units)?,
        word: Word::Campaign(Box::new(FromAbove {
            // The desk that sends it is named too, and is none of this desk's units.
            new_units: told
                .filter(|unit| !is_known(&unit.code) && unit.code != sender.code)
                .count(),
            above,
            is_newer,
            renewal,
            adoption,
        })),
    })
}
