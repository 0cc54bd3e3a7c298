//! Whether a sound packet may be taken by this desk: of its campaign, from a unit that it knows, signed with the key that it
//! knows, dated by a clock that is not years off, for books that are open. What its answers and records say is checked in
//! `contents`; in which order all of it is asked is `judge`'s.

mod contents;
mod record;

use std::io::{Read, Seek};

pub(super) use contents::{contents, nothing_absent};
pub(super) use record::named;

use super::coming::Coming;
use super::keys::{self, KeyState};
use crate::domain::calendar::{Instant, words};
use crate::domain::closing::Closings;
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::desk::Ground;
use crate::packet::{Opened, PublicKey};
use crate::store::{AcceptedClock, Reader};
use crate::text::search::Needle;

/// How far a sender's clock may be ahead: two days, for clocks that are wrong by a day and for time zones.
const AHEAD_MS: i64 = 2 * 86_400_000;
/// How long before its first day a campaign is prepared at the most: a year.
const BEFORE_MS: i64 = 366 * 86_400_000;

pub(super) const UNTOUCHED: &str = "工作台没有改动";

/// Refuses a packet of another campaign.
pub(super) fn campaign<R: Read + Seek>(
    ground: &Ground<'_>,
    packet: &Opened<R>,
) -> Result<(), Fault> {
    let theirs = &packet.manifest.campaign;
    if theirs.id == ground.campaign.id.as_str() {
        return Ok(());
    }
    Err(Fault::problem(format!(
        "这个报送包属于“{}”，本工作台是“{}”",
        theirs.title, ground.campaign.title
    ))
    .safe(UNTOUCHED)
    .hint("请用 --desk 指明那个活动的工作台"))
}

/// What is to be said of a packet that was made when it cannot have been, or has words that were written then. What a person
/// accepted of the same machine's clock before is as `accepted` says.
pub(super) fn clock<R: Read + Seek>(
    ground: &Ground<'_>,
    packet: &Opened<R>,
    accepted: Option<AcceptedClock>,
    now: Instant,
) -> Option<Fault> {
    let mut earliest = Instant::start_of(ground.campaign.days.from()).epoch_ms() - BEFORE_MS;
    let mut ahead = AHEAD_MS;
    if let Some(accepted) = accepted {
        earliest = earliest.min(accepted.earliest.epoch_ms());
        ahead = ahead.max(accepted.ahead.saturating_add(AHEAD_MS));
    }
    let latest = now.epoch_ms().saturating_add(ahead);
    let is_off = |at: &Instant| at.epoch_ms() < earliest || at.epoch_ms() > latest;
    let at = moments(packet).find(is_off)?;
    let fault = Fault::problem(format!(
        "报送包上的时间是 {}，本机现在是 {}：有一台机器的时钟差得太多",
        words::moment_with_year(at),
        words::moment_with_year(now)
    ));
    Some(
        fault
            .safe(UNTOUCHED)
            .hint("请两边核对日期；时间虽错而内容无误的，加 --accept-clock 收下"),
    )
}

/// What a person accepts of a machine's clock who takes a packet in spite of it.
pub(super) fn clock_of<R: Read + Seek>(packet: &Opened<R>, now: Instant) -> AcceptedClock {
    let made_at = packet.manifest.made_at;
    let earliest = moments(packet).min().unwrap_or(made_at);
    let latest = moments(packet).max().unwrap_or(made_at);
    AcceptedClock {
        earliest,
        ahead: latest.ms_since(now),
    }
}

/// Every moment that its sender's clock told.
fn moments<R: Read + Seek>(packet: &Opened<R>) -> impl Iterator<Item = Instant> {
    let body = &packet.body;
    let sent = body.revisions.iter().map(|one| one.sent_at);
    let told = body.hazards.iter().map(|one| one.updated_at);
    let written = body.records.iter().flat_map(|one| {
        let versions = one.versions.iter().map(|version| version.at);
        versions.chain(one.voiding.iter().map(|voiding| voiding.at))
    });
    let all = sent.chain(told).chain(written);
    all.chain([packet.manifest.made_at])
}

/// The unit that sent a report: one below this desk's own.
pub(super) fn sender<R: Read + Seek>(
    ground: &Ground<'_>,
    reader: Reader<'_>,
    packet: &Opened<R>,
) -> Result<Unit, Fault> {
    let sender = &packet.manifest.sender;
    let named = format!("{}（{}）", sender.name, sender.code);
    let unit = reader.unit_with_code(&sender.code)?;
    let Some(unit) = unit else {
        return Err(Fault::problem(format!("本工作台没有报送包的单位：{named}"))
            .safe(UNTOUCHED)
            .hint("请核对是不是发错了；确是新单位的，先用同样的编码新增单位再打开"));
    };
    if unit.id == ground.seat.unit {
        return Err(Fault::problem("这是本单位自己做的报送包")
            .safe(UNTOUCHED)
            .hint("它是报给上级的，请发给上级打开"));
    }
    if unit.name != sender.name && !unit.aliases.contains(&sender.name) {
        return Err(another_unit(&unit, &sender.name));
    }
    Ok(unit)
}

/// The code is known here, but for another unit. Every desk counts its codes from the same beginning, so that most often the
/// packet is for another desk: an alias would then count one unit's figures as another's.
fn another_unit(known: &Unit, told: &str) -> Fault {
    let check = format!("请先问清它该由谁打开：多半是“{told}”自己的上级，不是本工作台");
    let hint = match may_be_the_same(&known.name, told) {
        true => format!(
            "{check}；确是同一单位、只是叫法不同的，把那个名称记为别名（anyue unit alias）再打开"
        ),
        false => check,
    };
    Fault::problem(format!(
        "这个报送包多半是给别的工作台的：编码 {} 在本工作台是“{}”，报送包写的是“{told}”",
        known.code, known.name
    ))
    .safe(UNTOUCHED)
    .hint(hint)
}

/// Whether two names may be one unit's in full and in short: all of one is found in the other, in its order. A name that
/// differs in one character (`甲医院`, `乙医院`) is another unit's.
fn may_be_the_same(one: &str, other: &str) -> bool {
    let finds = |short: &str, name: &str| {
        let needle = Needle::new(short);
        !needle.is_empty() && needle.score(name).is_some()
    };
    finds(one, other) || finds(other, one)
}

/// Holds a key against the one that is known for whoever sends; and what is to be said of another one.
///
/// # Errors
/// Where the key that is known cannot be read.
pub(super) fn key(
    whose: &str,
    known: Option<(&str, bool)>,
    key: &PublicKey,
) -> Result<(KeyState, Option<Fault>), Fault> {
    let Some((known, is_confirmed)) = known else {
        return Ok((KeyState::FirstSeen, None));
    };
    if known == key.to_string() {
        return Ok((KeyState::Known { is_confirmed }, None));
    }
    let fault = Fault::problem(format!(
        "{whose}的报送包换了密钥：原来的指纹是“{}”，这一个是“{}”",
        keys::fingerprint(known)?,
        key.fingerprint()
    ))
    .safe(UNTOUCHED)
    .hint("请打电话请对方念出指纹的六个词；对得上（如换了电脑）再加 --accept-key 打开");
    Ok((KeyState::Replaced, Some(fault)))
}

/// What is to be said of news for closed books that bring no reason.
pub(super) fn books(closings: &Closings, answers: &[Coming]) -> Option<Fault> {
    let mut late = answers
        .iter()
        .filter(|coming| coming.unexplained > 0 && closings.is_closed(&coming.period));
    let first = late.next()?;
    let more = match late.count() {
        0 => String::new(),
        count => format!("等 {} 份", count + 1),
    };
    let fault = Fault::problem(format!(
        "{}的 {}{more}已关账，报送包里有新的报送",
        first.unit.name, first.period
    ));
    Some(
        fault
            .safe(UNTOUCHED)
            .hint("关账后只收更正：请加 --reason 写明理由再打开"),
    )
}

#[cfg(test)]
mod tests {
    //! Which names may be one unit's. What is refused is tested where packets are opened.

    use super::*;

    #[test]
    fn a_short_name_may_be_the_same_unit_and_a_different_one_is_not() {
        for (one, other, is_same) in [
            ("平江医院", "苏州市平江医院", true),
            ("平江医院", "平医", true),
            ("吴江区局", "平江医院", false),
            ("甲医院", "乙医院", false),
            ("一站", "二站", false),
            ("平江医院", "", false),
        ] {
            assert_eq!(may_be_the_same(one, other), is_same, "{one}, {other}");
            assert_eq!(may_be_the_same(other, one), is_same, "{other}, {one}");
        }
    }
}
