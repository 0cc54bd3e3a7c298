//! The desk's own key, made at first need, and the keys by which it knows others. A key is pinned at the first packet; that it
//! is the right one only two people on the telephone can tell.

use super::open::Taken;
use super::superior::{self, Superior};
use crate::domain::audit::Act;
use crate::domain::calendar::Instant;
use crate::domain::id::UnitId;
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::{About, Desk};
use crate::packet::{DeskKey, Kind, PublicKey};
use crate::store::{PinnedKey, Reader, Setting, StoreError};

/// What a key is to the desk that receives a packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyState {
    /// Never seen before: pinned now, and to be compared.
    FirstSeen,
    /// The one that is pinned; whether a person has compared it.
    Known { is_confirmed: bool },
    /// Another than the one that was pinned; a person said that it is all right.
    Replaced,
}

/// The desk's own key. The first time it is needed it is made of `seed`, which nobody may be able to guess.
pub(super) fn own_key(desk: &mut Desk, seed: [u8; 32], now: Instant) -> Result<DeskKey, Fault> {
    if desk.store.read().setting(Setting::Key)?.is_none() {
        desk.change(now, |change, _| {
            // Under the write lock: another program may have made one meanwhile.
            match change.setting(Setting::Key)? {
                Some(_) => Ok::<_, StoreError>(()),
                None => change.set_setting(Setting::Key, &DeskKey::from_seed(seed).secret()),
            }
        })?;
    }
    let secret = desk.store.read().required_setting(Setting::Key)?;
    Ok(DeskKey::from_secret(&secret).map_err(|_| StoreError::Damaged("key".into()))?)
}

/// The desk's own fingerprint, six words; `None` where it has made no packet yet.
pub fn own_fingerprint(desk: &Desk) -> Result<Option<String>, Fault> {
    fingerprint_of_own(desk.store.read())
}

pub(super) fn fingerprint_of_own(reader: Reader<'_>) -> Result<Option<String>, Fault> {
    let Some(secret) = reader.setting(Setting::Key)? else {
        return Ok(None);
    };
    let key = DeskKey::from_secret(&secret).map_err(|_| StoreError::Damaged("key".into()))?;
    Ok(Some(key.public().fingerprint()))
}

/// A unit's key that is known here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownKey {
    pub unit: Unit,
    /// Six words.
    pub fingerprint: String,
    pub first_seen_at: Instant,
    /// When a person compared it.
    pub confirmed_at: Option<Instant>,
}

/// The units whose keys are known, by code; of a unit with several machines the one that sent last first.
pub fn known_keys(desk: &Desk) -> Result<Vec<KnownKey>, Fault> {
    let (units, keys) = desk.store.snapshot(|reader| {
        let (units, mut keys) = (reader.units()?, reader.pinned_keys()?);
        for unit in &units {
            // The one with which it sent last has its own row already.
            let kept = reader.kept_keys(unit.id)?.into_iter();
            let kept: Vec<_> = kept
                .filter(|one| !keys.iter().any(|known| known.public_key == one.public_key))
                .collect();
            keys.extend(kept);
        }
        Ok::<_, StoreError>((units, keys))
    })?;
    let mut known = Vec::new();
    for key in keys {
        if let Some(unit) = units.iter().find(|unit| unit.id == key.unit) {
            known.push(KnownKey {
                unit: unit.clone(),
                fingerprint: fingerprint(&key.public_key)?,
                first_seen_at: key.first_seen_at,
                confirmed_at: key.confirmed_at,
            });
        }
    }
    known.sort_by(|a, b| a.unit.code.cmp(&b.unit.code));
    Ok(known)
}

/// Notes that a person compared a unit's fingerprint; where the unit is the desk's own, that of the desk above.
pub fn confirm_key(desk: &mut Desk, unit: UnitId, now: Instant) -> Result<String, Fault> {
    confirm(desk, unit, None, now)
}

/// Notes that a person compared the fingerprint of whoever sent what was taken.
///
/// # Errors
/// Where the key that is known is another one by now: that one nobody has compared.
pub fn confirm_sender(desk: &mut Desk, taken: &Taken, now: Instant) -> Result<String, Fault> {
    let unit = match taken.kind {
        // The key of the desk above is kept with the desk's own unit.
        Kind::Campaign => desk.seat.unit,
        Kind::Report => crate::ops::unit::find(desk, &taken.sender.code)?.id,
    };
    confirm(desk, unit, Some(&taken.fingerprint), now)
}

/// `compared` is the fingerprint that the person had before them, where it was shown.
fn confirm(
    desk: &mut Desk,
    unit: UnitId,
    compared: Option<&str>,
    now: Instant,
) -> Result<String, Fault> {
    let unit = desk.unit(unit)?;
    let is_superior = unit.id == desk.seat.unit;
    desk.change(now, |change, _| {
        let none = || {
            Fault::problem("还没有收到过它的报送包，没有指纹可以核对")
                .hint("先打开对方发来的报送包，再打电话核对六个词")
        };
        let (above, pinned) = match is_superior {
            true => (superior::read(***change)?, None),
            false => (None, change.pinned_key(unit.id)?),
        };
        let above_key = above.as_ref().map(|above| &above.key);
        let key = above_key.or(pinned.as_ref().map(|pinned| &pinned.public_key));
        let words = fingerprint(key.ok_or_else(none)?)?;
        if compared.is_some_and(|compared| compared != words) {
            return Err(Fault::problem(format!(
                "刚刚在别的窗口收下了另一个密钥的包，指纹现在是“{words}”"
            ))
            .safe("没有记下核对")
            .hint("请再打电话核对一次"));
        }
        let whose = match (above, pinned) {
            (Some(above), _) => {
                let confirmed_at = Some(now);
                superior::write(
                    change,
                    &Superior {
                        confirmed_at,
                        ..above.clone()
                    },
                )?;
                above.name
            }
            (None, Some(pinned)) => {
                let confirmed_at = Some(now);
                change.put_pinned_key(&PinnedKey {
                    confirmed_at,
                    ..pinned
                })?;
                unit.name.clone()
            }
            (None, None) => return Err(none()),
        };
        let detail = format!("{whose}的指纹已核对：{words}");
        change.note(Act::KeyConfirmed, About::unit(unit.id), &detail)?;
        Ok(words)
    })
}

/// A key's six words.
pub(super) fn fingerprint(key: &str) -> Result<String, Fault> {
    let key = PublicKey::parse(key).map_err(|_| StoreError::Damaged("public key".into()))?;
    Ok(key.fingerprint())
}
