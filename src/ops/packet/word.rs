//! Takes the word of the desk above: the campaign, its units, dues, receipts and reviews, and what was changed there of this
//! desk's answers. What is said about dues and units has a moment, and the latest holds; the rest is a set's union.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{Read, Seek};

use super::adopt;
use super::arrive::{Arriving, Codes, codes, records, revisions};
use super::check::UNTOUCHED;
use super::judge::FromAbove;
use super::keys::KeyState;
use super::merge::Merged;
use super::superior::{self, Superior};
use crate::domain::audit::Act;
use crate::domain::calendar::{HolidayCalendar, words};
use crate::domain::campaign::Campaign;
use crate::domain::id::UnitId;
use crate::domain::period::Plan;
use crate::domain::record::NamedRecord;
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::desk::{Ground, Role};
use crate::ops::{About, Change};
use crate::packet::{Body, Opened, PacketUnit};
use crate::store::{Extension, NewUnit, Reader, ReceivedAbove, Setting, StoreError};

/// A campaign file that is newer than the desk's own, and what follows from it.
pub(super) struct Renewal {
    source: String,
    pub campaign: Campaign,
    pub plan: Plan,
}

impl Renewal {
    /// What holds once it is taken.
    pub(super) fn holds(&self) -> (&Campaign, &Plan) {
        (&self.campaign, &self.plan)
    }
}

/// The packet's campaign file, where it is another than the desk's.
pub(super) fn renewal<R: Read + Seek>(
    reader: Reader<'_>,
    packet: &Opened<R>,
) -> Result<Option<Renewal>, Fault> {
    let own = reader.required_setting(Setting::Campaign)?;
    let Some(source) = packet.campaign.as_ref().filter(|source| **source != own) else {
        return Ok(None);
    };
    let campaign = Campaign::parse(source).map_err(|_| {
        Fault::problem("活动包里的活动文件，本程序读不懂")
            .safe(UNTOUCHED)
            .hint("对方的程序可能更新：请升级安月后再打开")
    })?;
    Ok(Some(Renewal {
        source: source.clone(),
        plan: Plan::of(&campaign, HolidayCalendar::built_in()),
        campaign,
    }))
}

/// Takes the word of the desk above.
pub(super) fn campaign<R: Read + Seek>(
    change: &Change<'_>,
    ground: &Ground<'_>,
    packet: &Opened<R>,
    key: KeyState,
    (word, told): (&FromAbove, &[Cow<'_, NamedRecord>]),
) -> Result<Merged, StoreError> {
    let (body, seat) = (&packet.body, ground.seat);
    let mut merged = Merged {
        is_newer_word: word.is_newer,
        ..Merged::default()
    };
    if let Some(adoption) = &word.adoption {
        let own = change.unit(seat.unit)?;
        let own = own.ok_or_else(|| StoreError::Damaged("the desk's own unit is gone".into()))?;
        adopt::adopt(change, &own, adoption)?;
        merged.recoded_from = Some(adoption.from.clone());
    }
    if let Some(renewal) = &word.renewal {
        change.set_setting(Setting::Campaign, &renewal.source)?;
    }
    merged.units = units(change, body, seat.unit, word.is_newer)?;
    if word.is_newer {
        forms(change, packet)?;
        dues(change, body, seat.unit, seat.role)?;
        shares(change, body, seat.unit)?;
    }
    write_superior(change, packet, word.above.as_ref(), key)?;
    let units = change.units()?;
    let codes = codes(&units);
    let arriving = Arriving {
        origin: packet.key.to_string(),
        received_at: None,
        now: change.now,
    };
    merged.revisions = revisions(change, body, &units, &arriving)?;
    let holds = word.renewal.as_ref().map(|renewal| &renewal.campaign);
    let campaign = holds.unwrap_or(ground.campaign);
    (merged.records, merged.passed_over) = records(change, campaign, told, &codes)?;
    (merged.receipts, merged.reviews) = answers(change, body, &codes)?;
    note(change, packet, seat.unit, &merged)?;
    Ok(merged)
}

/// The audit of what was new.
fn note<R: Read + Seek>(
    change: &Change<'_>,
    packet: &Opened<R>,
    seat: UnitId,
    merged: &Merged,
) -> Result<(), StoreError> {
    let brings_answers = merged.revisions.is_news() || merged.records > 0;
    let word = merged.receipts + merged.reviews + merged.units;
    if !merged.is_newer_word && !brings_answers && word == 0 {
        return Ok(());
    }
    let mut detail = format!(
        "{}的活动包（{}做成）：回执 {} 份、审核 {} 份、单位 {} 个",
        packet.manifest.sender.name,
        words::moment(packet.manifest.made_at),
        merged.receipts,
        merged.reviews,
        merged.units
    );
    if brings_answers {
        let mut changed: Vec<String> = merged.revisions.words().collect();
        changed.push(format!("登记 {} 条", merged.records));
        detail.push_str(&format!("，上级改过的：{}", changed.join("、")));
    }
    change.note(Act::PacketOpened, About::unit(seat), &detail)
}

/// The notice's blank forms, as far as they came along.
fn forms<R: Read + Seek>(change: &Change<'_>, packet: &Opened<R>) -> Result<(), StoreError> {
    for (file, hash) in &packet.body.forms {
        let carried = packet.files().find(|file| file.sha256 == *hash);
        if let Some(kept) = carried {
            change.put_material(hash, kept.size, change.now)?;
            change.put_template(file, hash)?;
        }
    }
    Ok(())
}

fn write_superior<R: Read + Seek>(
    change: &Change<'_>,
    packet: &Opened<R>,
    before: Option<&Superior>,
    key: KeyState,
) -> Result<(), StoreError> {
    let sender = &packet.manifest.sender;
    let made_at = packet.manifest.made_at;
    let is_known = matches!(key, KeyState::Known { .. });
    if !is_known {
        let detail = format!("上级{}的指纹：{}", sender.name, packet.key.fingerprint());
        change.note(Act::KeyPinned, About::default(), &detail)?;
    }
    superior::write(
        change,
        &Superior {
            code: sender.code.clone(),
            name: sender.name.clone(),
            key: packet.key.to_string(),
            confirmed_at: match key {
                KeyState::Known { .. } => before.and_then(|above| above.confirmed_at),
                KeyState::Replaced => Some(change.now),
                KeyState::FirstSeen => None,
            },
            said_at: before.map_or(made_at, |above| above.said_at.max(made_at)),
        },
    )
}

/// Takes the units below the desk's own that it does not know yet, and, where it is newer, what is said of its own.
fn units(
    change: &Change<'_>,
    body: &Body,
    seat: UnitId,
    is_newer: bool,
) -> Result<usize, StoreError> {
    let all = change.units()?;
    let Some(own) = all.iter().find(|unit| unit.id == seat) else {
        return Err(StoreError::Damaged("the desk's own unit is gone".into()));
    };
    let mut codes: HashMap<String, UnitId> = all
        .iter()
        .map(|unit| (unit.code.clone(), unit.id))
        .collect();
    let mut added = 0;
    for told in &body.units {
        if told.code == own.code {
            if is_newer {
                renew(change, own, told)?;
            }
            continue;
        }
        let parent = told
            .parent
            .as_ref()
            .and_then(|code| codes.get(code).copied());
        if let Some(parent) = parent.filter(|_| !codes.contains_key(&told.code)) {
            let id = change.insert_unit(&NewUnit {
                code: told.code.clone(),
                name: told.name.clone(),
                kind: told.kind.as_deref().map(Into::into),
                parent: Some(parent),
                aliases: told.aliases.clone(),
                credit_code: told.credit_code.clone(),
                joined_on: told.joined_on,
                closed_on: told.closed_on,
            })?;
            for excusal in &told.excusals {
                change.put_excusal(id, excusal)?;
            }
            codes.insert(told.code.clone(), id);
            added += 1;
        }
    }
    Ok(added)
}

/// The desk's own unit as the desk above knows it.
fn renew(change: &Change<'_>, own: &Unit, told: &PacketUnit) -> Result<(), StoreError> {
    if own.name != told.name {
        change.set_unit_name(own.id, &told.name)?;
        change.insert_alias(own.id, &own.name)?;
        change.delete_alias(own.id, &told.name)?;
    }
    let kind = told.kind.as_deref().map(Into::into);
    if own.kind != kind {
        change.set_unit_kind(own.id, kind.as_ref())?;
    }
    change.set_unit_closed_on(own.id, told.closed_on)?;
    for excusal in &own.excusals {
        change.delete_excusal(own.id, excusal.from)?;
    }
    for excusal in &told.excusals {
        change.put_excusal(own.id, excusal)?;
    }
    Ok(())
}

/// When the desk's own unit has to report, as the desk above says it. A desk that collects closes its own books.
fn dues(change: &Change<'_>, body: &Body, seat: UnitId, role: Role) -> Result<(), StoreError> {
    let units = change.units()?;
    let own = units.iter().find(|unit| unit.id == seat);
    let code = own.map(|own| own.code.as_str()).unwrap_or_default();
    for extension in change.extensions()? {
        if extension.unit == seat {
            change.delete_extension(seat, &extension.period)?;
        }
    }
    for told in body.extensions.iter().filter(|told| told.unit == code) {
        change.put_extension(&Extension {
            unit: seat,
            period: told.period.clone(),
            extended_to: told.extended_to,
            reason: told.reason.clone(),
        })?;
    }
    if role == Role::Coordinator {
        return Ok(());
    }
    let closings = change.closings()?;
    for (period, _) in closings.iter() {
        change.delete_closing(period)?;
    }
    for told in &body.closings {
        change.put_closing(&told.period, told.closed_at)?;
    }
    Ok(())
}

/// The shares of targets that the desk above gives to this desk's own unit, in the place of those that it gave before.
fn shares(change: &Change<'_>, body: &Body, seat: UnitId) -> Result<(), StoreError> {
    for (target, unit, _) in change.target_shares()? {
        if unit == seat {
            change.put_target_share(&target, seat, None)?;
        }
    }
    let own = change.unit(seat)?;
    let code = own.map(|own| own.code).unwrap_or_default();
    for told in body.shares.iter().filter(|told| told.unit == code) {
        change.put_target_share(&told.target, seat, Some(told.share))?;
    }
    Ok(())
}

/// Takes receipts and reviews; tells how many were news.
fn answers(
    change: &Change<'_>,
    body: &Body,
    codes: &Codes<'_>,
) -> Result<(usize, usize), StoreError> {
    let mut receipts = 0;
    for told in &body.receipts {
        if let Some(unit) = codes.get(told.unit.as_str()) {
            receipts += usize::from(change.put_received_above(&ReceivedAbove {
                unit: *unit,
                period: told.period.clone(),
                revision: told.revision.clone(),
                received_at: told.received_at,
            })?);
        }
    }
    let mut reviews = 0;
    for told in &body.reviews {
        if let Some(unit) = codes.get(told.unit.as_str()) {
            reviews += usize::from(change.put_review(*unit, &told.period, &told.review)?);
        }
    }
    Ok((receipts, reviews))
}
