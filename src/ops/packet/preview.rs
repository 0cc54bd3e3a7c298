//! What a packet would bring, told before anything of it is taken: from whom it is, by which key, and which answers are new,
//! known already, or would stand beside others that say something different. Nothing is written.

use super::coming::Coming;
use super::files::missing;
use super::judge::{Doubt, Word, judge};
use super::keys::KeyState;
use super::open::Opening;
use crate::domain::calendar::Instant;
use crate::error::Fault;
use crate::ops::Desk;
use crate::packet::{Kind, Party, Volume};
use crate::store::{Reader, StoreError};

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
    /// Names the very packet: what is taken afterwards is held against it.
    pub digest: String,
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
    /// Records that are not taken, or not all of them, each with why; the rest is taken without them.
    pub passed_over: Vec<String>,
    /// What it is taken in spite of only where a person answers for it.
    pub doubts: Vec<Doubt>,
}

impl Preview {
    /// Whether a unit below reports; else it is the word of the desk above.
    pub fn is_report(&self) -> bool {
        self.kind == Kind::Report
    }
}

/// Looks at what a packet would bring.
///
/// # Errors
/// Why this desk does not take it, whatever a person says.
pub fn preview(desk: &Desk, opening: &Opening, now: Instant) -> Result<Preview, Fault> {
    let packet = &opening.packet;
    desk.store.snapshot(|reader| {
        let judged = judge(&desk.ground(), reader, opening, false, now)?;
        let (receipts, reviews) = news_from_above(reader, opening)?;
        let above = match &judged.word {
            Word::Report(_) => None,
            Word::Campaign(above) => Some(above),
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
            digest: packet.digest.clone(),
            hazards: packet.body.hazards.len(),
            records: packet.body.records.len(),
            receipts,
            reviews,
            units: above.map_or(0, |above| above.new_units),
            is_newer_word: above.is_some_and(|above| above.is_newer),
            missing: missing(desk, opening, &judged.records, &reader.units()?).len(),
            answers: judged.answers,
            passed_over: judged.passed_over,
            doubts: judged.doubts,
        })
    })
}

/// How many receipts and reviews are news.
fn news_from_above(reader: Reader<'_>, opening: &Opening) -> Result<(usize, usize), StoreError> {
    let body = &opening.packet.body;
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
