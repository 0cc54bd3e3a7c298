//! Whether a sound packet may be taken by this desk: of its campaign, from a unit that it knows, signed with the key that it
//! knows, dated by a clock that is not years off, and with answers to questions that the campaign asks. All of it is told
//! before anything is taken.

mod record;

use std::io::{Read, Seek};

use super::keys::KeyState;
use super::open::OpenAs;
use super::superior::Superior;
use crate::domain::calendar::{HolidayCalendar, Instant, words};
use crate::domain::campaign::Campaign;
use crate::domain::figure::{Answer, FigureKind, Value};
use crate::domain::period::Plan;
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::Desk;
use crate::packet::{Opened, PacketRevision, PublicKey};
use crate::text::sanitize::for_storage_block;

/// How far a sender's clock may be ahead: two days, for clocks that are wrong by a day and for time zones.
const AHEAD_MS: i64 = 2 * 86_400_000;
/// How long before its first day a campaign is prepared at the most: a year.
const BEFORE_MS: i64 = 366 * 86_400_000;
/// So many problems are named.
const NAMED: usize = 6;

const UNTOUCHED: &str = "工作台没有改动";

/// Refuses a packet of another campaign.
pub(super) fn campaign<R: Read + Seek>(desk: &Desk, packet: &Opened<R>) -> Result<(), Fault> {
    let theirs = &packet.manifest.campaign;
    if theirs.id == desk.campaign.id.as_str() {
        return Ok(());
    }
    Err(Fault::problem(format!(
        "这个报送包属于“{}”，本工作台是“{}”",
        theirs.title, desk.campaign.title
    ))
    .safe(UNTOUCHED)
    .hint("请用 --desk 指明那个活动的工作台"))
}

/// Refuses a packet that was made when it cannot have been.
pub(super) fn clock<R: Read + Seek>(
    desk: &Desk,
    packet: &Opened<R>,
    how: &OpenAs,
    now: Instant,
) -> Result<(), Fault> {
    if how.accept_clock {
        return Ok(());
    }
    let earliest = Instant::start_of(desk.campaign.days.from()).epoch_ms() - BEFORE_MS;
    let latest = now.epoch_ms().saturating_add(AHEAD_MS);
    let is_off = |at: Instant| at.epoch_ms() < earliest || at.epoch_ms() > latest;
    let body = &packet.body;
    let sent = body.revisions.iter().map(|one| one.sent_at);
    let told = body.hazards.iter().map(|one| one.updated_at);
    let written = body.records.iter().flat_map(|one| {
        let versions = one.versions.iter().map(|version| version.at);
        versions.chain(one.voiding.iter().map(|voiding| voiding.at))
    });
    let all = sent.chain(told).chain(written);
    let Some(at) = all.chain([packet.manifest.made_at]).find(|at| is_off(*at)) else {
        return Ok(());
    };
    Err(Fault::problem(format!(
        "报送包上的时间是 {}，本机现在是 {}：有一台机器的时钟差得太多",
        words::moment_with_year(at),
        words::moment_with_year(now)
    ))
    .safe(UNTOUCHED)
    .hint("请两边核对日期；时间虽错而内容无误的，加 --accept-clock 收下"))
}

/// The unit that sent a report: one below this desk's own.
pub(super) fn sender<R: Read + Seek>(desk: &Desk, packet: &Opened<R>) -> Result<Unit, Fault> {
    let sender = &packet.manifest.sender;
    let named = format!("{}（{}）", sender.name, sender.code);
    let unit = desk.store.read().unit_with_code(&sender.code)?;
    let Some(unit) = unit else {
        return Err(Fault::problem(format!("本工作台没有报送包的单位：{named}"))
            .safe(UNTOUCHED)
            .hint("请核对是不是发错了；确是新单位的，先用同样的编码新增单位再打开"));
    };
    if unit.id == desk.seat.unit {
        return Err(Fault::problem("这是本单位自己做的报送包")
            .safe(UNTOUCHED)
            .hint("它是报给上级的，请发给上级打开"));
    }
    if unit.name != sender.name && !unit.aliases.contains(&sender.name) {
        return Err(Fault::problem(format!(
            "编码 {} 在本工作台是“{}”，报送包写的是“{}”",
            unit.code, unit.name, sender.name
        ))
        .safe(UNTOUCHED)
        .hint("请核对编码；是同一单位的，先把那个名称记为别名（anyue unit alias）再打开"));
    }
    Ok(unit)
}

/// Holds a key against the one that is known for whoever sends.
pub(super) fn key(
    whose: &str,
    known: Option<(&str, bool)>,
    key: &PublicKey,
    how: &OpenAs,
) -> Result<KeyState, Fault> {
    match known {
        None => Ok(KeyState::FirstSeen),
        Some((known, is_confirmed)) if known == key.to_string() => {
            Ok(KeyState::Known { is_confirmed })
        }
        Some(_) if how.accept_key => Ok(KeyState::Replaced),
        Some((known, _)) => Err(Fault::problem(format!(
            "{whose}的报送包换了密钥：原来的指纹是“{}”，这一个是“{}”",
            super::keys::fingerprint(known)?,
            key.fingerprint()
        ))
        .safe(UNTOUCHED)
        .hint("请打电话请对方念出指纹的六个词；对得上（如换了电脑）再加 --accept-key 打开")),
    }
}

/// The key that is known for the desk above.
pub(super) fn known_above(above: Option<&Superior>) -> Option<(&str, bool)> {
    above.map(|above| (above.key.as_str(), above.confirmed_at.is_some()))
}

/// Refuses answers of units that the sender does not speak for, and answers that the campaign does not ask for: the one that
/// will hold once the packet is taken. Every one is found; the first few are named.
pub(super) fn revisions<R: Read + Seek>(
    campaign: &Campaign,
    packet: &Opened<R>,
    speaks_for: &[Unit],
) -> Result<(), Fault> {
    let plan = Plan::of(campaign, HolidayCalendar::built_in());
    let mut problems = Vec::new();
    let body = &packet.body;
    let units = body.revisions.iter().map(|one| (&one.unit, "报送"));
    let units = units.chain(body.hazards.iter().map(|one| (&one.unit, "隐患")));
    let units = units.chain(body.records.iter().map(|one| (&one.unit, "台账")));
    for (code, what) in units {
        if !speaks_for.iter().any(|unit| unit.code == *code) {
            problems.push(format!(
                "单位 {code} 的{what}：不是{}下面的单位",
                packet.manifest.sender.name
            ));
        }
    }
    for revision in &body.revisions {
        problems.extend(questions(campaign, &plan, revision));
    }
    for hazard in &body.hazards {
        if campaign.hazard_level(&hazard.entry.level).is_none() {
            problems.push(format!(
                "单位 {} 的隐患：没有“{}”这一等级",
                hazard.unit, hazard.entry.level
            ));
        }
    }
    for record in &body.records {
        problems.extend(record::problems(campaign, record));
    }
    problems.dedup();
    if problems.is_empty() {
        return Ok(());
    }
    let count = problems.len();
    problems.truncate(NAMED);
    let more = if count > NAMED {
        format!("等 {count} 处")
    } else {
        String::new()
    };
    Err(Fault::problem(format!(
        "报送包里有本工作台收不了的内容：{}{more}",
        problems.join("；")
    ))
    .safe(UNTOUCHED)
    .hint("两边的活动文件可能不是同一份：请给对方发最新的活动包，对方打开后重新做报送包"))
}

/// What one revision says that was not asked, or not so.
fn questions(campaign: &Campaign, plan: &Plan, revision: &PacketRevision) -> Vec<String> {
    let at = |what: String| format!("{} {}：{what}", revision.unit, revision.period);
    let mut problems = Vec::new();
    if plan.period(&revision.period).is_none() {
        return vec![at("没有这一期".to_owned())];
    }
    for (id, answer) in &revision.figures {
        match campaign.figure(id) {
            None => problems.push(at(format!("没有指标 {id}"))),
            Some(figure) if !fits(figure.kind, answer) => {
                problems.push(at(format!("“{}”填的不是这种数", figure.label)));
            }
            Some(_) => {}
        }
    }
    let unknown = revision
        .fields
        .keys()
        .find(|id| campaign.field(id).is_none());
    problems.extend(unknown.map(|id| at(format!("登记表没有 {id} 这一栏"))));
    let levels = revision.hazards.keys();
    let unknown = levels.filter(|id| campaign.hazard_level(id).is_none());
    problems.extend(unknown.map(|id| at(format!("没有隐患等级 {id}"))));
    let lines = revision.fields.values().chain([&revision.reason]);
    let lines = lines.chain(revision.material.iter().map(|file| &file.name));
    let dirty = lines
        .into_iter()
        .any(|text| for_storage_block(text) != text.as_str())
        || for_storage_block(&revision.narrative) != revision.narrative.as_str();
    if dirty {
        problems.push(at("文字里有不该有的控制字符".to_owned()));
    }
    problems
}

pub(super) fn fits(kind: FigureKind, answer: &Answer) -> bool {
    let Answer::Value(value) = answer else {
        return true;
    };
    match (kind, value) {
        (FigureKind::Count, Value::Number(number)) => *number >= 0,
        (FigureKind::Decimal { .. } | FigureKind::Money { .. }, Value::Number(_))
        | (FigureKind::YesNo, Value::YesNo(_))
        | (FigureKind::Date, Value::Date(_)) => true,
        (FigureKind::Text, Value::Text(text)) => for_storage_block(text) == text.as_str(),
        _ => false,
    }
}
