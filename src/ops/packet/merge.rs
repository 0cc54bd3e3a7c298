//! Takes a unit's packet into the desk above it, within the transaction of whoever opens it. Every record is a set's member or has an order of its own,
//! so that any order of the same packets leaves the same desk. What comes from above is in `word`.

use std::borrow::Cow;
use std::io::{Read, Seek};

use super::arrive::{Arrived, Arriving, codes, hazards, records, revisions};
use super::keys::KeyState;
use super::open::OpenAs;
use crate::domain::audit::Act;
use crate::domain::calendar::{Instant, words};
use crate::domain::campaign::Campaign;
use crate::domain::record::NamedRecord;
use crate::domain::unit::Unit;
use crate::ops::{About, Change};
use crate::packet::{Opened, PublicKey};
use crate::store::{PinnedKey, StoreError};

/// What was new.
#[derive(Debug, Default)]
pub(super) struct Merged {
    pub revisions: Arrived,
    pub hazards: usize,
    pub records: usize,
    pub reviews: usize,
    pub receipts: usize,
    pub units: usize,
    pub is_newer_word: bool,
    /// Records that were not taken, or not all of them, each with why.
    pub passed_over: Vec<String>,
    pub recoded_from: Option<String>,
}

/// Takes what a unit below reports.
pub(super) fn report<R: Read + Seek>(
    change: &Change<'_>,
    campaign: &Campaign,
    packet: &Opened<R>,
    (sender, key): (&Unit, KeyState),
    (told, passed_over): (&[Cow<'_, NamedRecord>], Vec<String>),
    how: &OpenAs,
) -> Result<Merged, StoreError> {
    let (now, body) = (change.now, &packet.body);
    let units = change.units()?;
    let codes = codes(&units);
    if matches!(key, KeyState::FirstSeen | KeyState::Replaced) {
        pin(change, sender, &packet.key, key, now)?;
    }
    let arriving = Arriving {
        origin: packet.key.to_string(),
        received_at: Some(how.received_at.unwrap_or(now).min(now)),
        now,
    };
    let mut merged = Merged {
        revisions: revisions(change, body, &units, &arriving)?,
        // Before the records, which may speak of them.
        hazards: hazards(change, body, &codes)?,
        passed_over,
        ..Merged::default()
    };
    let (records, unresolved) = records(change, campaign, told, &codes)?;
    merged.records = records;
    merged.passed_over.extend(unresolved);
    if is_worth_a_line(change, &merged, &packet.digest)? {
        let mut news: Vec<String> = merged.revisions.words().collect();
        news.extend([
            format!("{} 条隐患", merged.hazards),
            format!("{} 条登记", merged.records),
        ]);
        let mut detail = format!(
            "{}的报送包（{}做成）：{}",
            sender.name,
            words::moment(packet.manifest.made_at),
            news.join("、")
        );
        let reason = how.reason.trim();
        if !reason.is_empty() {
            detail.push_str("，理由：");
            detail.push_str(reason);
        }
        if !merged.passed_over.is_empty() {
            let passed_over = merged.passed_over.join("；");
            detail.push_str(&format!("；没有收的登记：{passed_over}"));
        }
        change.note(Act::PacketOpened, About::unit(sender.id), &detail)?;
    }
    Ok(merged)
}

/// Whether the audit tells of a packet: where it brought anything, and where something in it was not taken, the first time that
/// very packet comes.
fn is_worth_a_line(change: &Change<'_>, merged: &Merged, digest: &str) -> Result<bool, StoreError> {
    let is_news = merged.revisions.is_news() || merged.hazards + merged.records > 0;
    let is_first = !merged.passed_over.is_empty() && change.note_passed_over(digest, change.now)?;
    Ok(is_news || is_first)
}

fn pin(
    change: &Change<'_>,
    unit: &Unit,
    key: &PublicKey,
    state: KeyState,
    now: Instant,
) -> Result<(), StoreError> {
    let is_replaced = state == KeyState::Replaced;
    if let Some(before) = change.pinned_key(unit.id)?
        && before.confirmed_at.is_some()
    {
        // A second machine of the unit: it goes on being known by both, as far as a person has compared them.
        change.keep_pinned_key(&before)?;
    }
    change.put_pinned_key(&PinnedKey {
        unit: unit.id,
        public_key: key.to_string(),
        first_seen_at: now,
        confirmed_at: is_replaced.then_some(now),
    })?;
    let what = if is_replaced {
        "换用新指纹"
    } else {
        "首次见到的指纹"
    };
    let detail = format!("{}{what}：{}", unit.name, key.fingerprint());
    change.note(Act::KeyPinned, About::unit(unit.id), &detail)
}
