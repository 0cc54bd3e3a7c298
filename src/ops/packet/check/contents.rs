//! Whether what a packet's answers, hazards and records say is what the campaign asks for, of units that the sender speaks
//! for, and names nothing that this desk does not have.

use std::borrow::Cow;
use std::io::{Read, Seek};

use super::{UNTOUCHED, record};
use crate::domain::campaign::Campaign;
use crate::domain::figure::{Answer, FigureKind, Value};
use crate::domain::period::Plan;
use crate::domain::record::NamedRecord;
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::packet::{Kind, Opened, PacketRevision};
use crate::store::Reader;
use crate::text::sanitize::for_storage_block;

/// So many problems are named.
const NAMED: usize = 6;

/// What of a packet's records is taken.
#[derive(Debug, Default)]
pub(in crate::ops::packet) struct Contents<'p> {
    /// What is taken of each, where all that it names is here.
    pub records: Vec<Cow<'p, NamedRecord>>,
    /// Which of them name what this desk does not have.
    pub absent: Vec<String>,
    /// Which say what is not the sender's to say, each with why: of those what is left is among the records.
    pub passed_over: Vec<String>,
}

/// Refuses answers of units that the sender does not speak for, and answers and records that the campaign does not ask for:
/// the one that will hold once the packet is taken. Tells what of the records is left.
///
/// # Errors
/// Every problem at once; the first few are named.
pub(in crate::ops::packet) fn contents<'p, R: Read + Seek>(
    reader: Reader<'_>,
    (campaign, plan): (&Campaign, &Plan),
    packet: &'p Opened<R>,
    speaks_for: &[Unit],
) -> Result<Contents<'p>, Fault> {
    let body = &packet.body;
    let mut problems = strangers(packet, speaks_for);
    for revision in &body.revisions {
        problems.extend(questions(campaign, plan, revision));
    }
    for hazard in &body.hazards {
        if campaign.hazard_level(&hazard.entry.level).is_none() {
            problems.push(format!(
                "单位 {} 的隐患：没有“{}”这一等级",
                hazard.unit, hazard.entry.level
            ));
        }
    }
    for told in &body.records {
        problems.extend(record::problems(campaign, told));
    }
    refuse(problems).map_err(|fault| {
        fault.hint("两边的活动文件可能不是同一份：请给对方发最新的活动包，对方打开后重新做报送包")
    })?;
    let around = record::Around {
        reader,
        campaign,
        body,
        is_report: packet.manifest.kind == Kind::Report,
    };
    let (mut refused, mut found) = (Vec::new(), Contents::default());
    for told in &body.records {
        refused.extend(around.refusal(told)?);
        let sifted = around.sifted(told)?;
        found.passed_over.extend(sifted.passed_over);
        if let Some(taken) = sifted.taken {
            found.absent.extend(around.absent(&taken)?);
            found.records.push(taken);
        }
    }
    refuse(refused)
        .map_err(|fault| fault.hint("请和对方核对这几条；对方作废或改正后重新做报送包"))?;
    Ok(found)
}

/// Refuses a report that names what this desk does not have.
pub(in crate::ops::packet) fn nothing_absent(absent: &[String]) -> Result<(), Fault> {
    refuse(absent.to_vec())
        .map_err(|fault| fault.hint("请和对方核对；确有这个单位的，先用同样的编码新增单位再打开"))
}

fn refuse(mut problems: Vec<String>) -> Result<(), Fault> {
    problems.dedup();
    if problems.is_empty() {
        return Ok(());
    }
    let count = problems.len();
    problems.truncate(NAMED);
    let more = match count > NAMED {
        true => format!("；等 {count} 处"),
        false => String::new(),
    };
    let message = format!(
        "报送包里有本工作台收不了的内容：{}{more}",
        problems.join("；")
    );
    Err(Fault::problem(message).safe(UNTOUCHED))
}

/// Whose answers, hazards and records are none of the sender's.
fn strangers<R: Read + Seek>(packet: &Opened<R>, speaks_for: &[Unit]) -> Vec<String> {
    let body = &packet.body;
    let units = body.revisions.iter().map(|one| (&one.unit, "报送"));
    let units = units.chain(body.hazards.iter().map(|one| (&one.unit, "隐患")));
    let units = units.chain(body.records.iter().map(|one| (&one.unit, "台账")));
    let is_stranger = |code: &str| !speaks_for.iter().any(|unit| unit.code == code);
    let sender = &packet.manifest.sender.name;
    units
        .filter(|(code, _)| is_stranger(code))
        .map(|(code, what)| format!("单位 {code} 的{what}：不是{sender}下面的单位"))
        .collect()
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

/// Whether an answer is of the kind that is asked for.
pub(super) fn fits(kind: FigureKind, answer: &Answer) -> bool {
    let Answer::Value(value) = answer else {
        return true;
    };
    let is_clean = match value {
        Value::Text(text) => for_storage_block(text) == text.as_str(),
        _ => true,
    };
    is_clean && kind.takes(value)
}
