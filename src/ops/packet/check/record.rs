//! Whether a record of a register that comes in a packet says what this desk's campaign asks for, is the same as the one that
//! has its name here, and names nothing that this desk does not have.

use std::borrow::Cow;

use super::contents::fits;
use crate::domain::campaign::{Campaign, Register, RegisterFieldKind};
use crate::domain::figure::{Answer, Value};
use crate::domain::record::{Kept, NamedRecord, NamedValue, NamedVersion};
use crate::error::Fault;
use crate::packet::Body;
use crate::store::Reader;
use crate::text::sanitize::for_storage_block;

/// The moments that a record may be made void at: after 1970, and before a desk could no longer count one on.
const VOIDINGS_MS: std::ops::Range<i64> = 1..i64::MAX / 2;

/// What a record says that was not asked, or not so.
pub(super) fn problems(campaign: &Campaign, record: &NamedRecord) -> Vec<String> {
    let registers = &campaign.registers;
    let Some(register) = registers.iter().find(|one| one.id == record.register) else {
        return vec![format!(
            "{} 的台账：没有“{}”这本台账",
            record.unit, record.register
        )];
    };
    let at = |what: String| format!("{} 的“{}”：{what}", record.unit, register.name);
    let mut problems = Vec::new();
    let row = record.row.as_ref();
    if row.is_some_and(|row| register.row(row).is_none())
        || row.is_none() != register.rows.is_empty()
    {
        problems.push(at("没有这一行".to_owned()));
    }
    let voiding = record.voiding.as_ref();
    if voiding.is_some_and(|voiding| !VOIDINGS_MS.contains(&voiding.at.epoch_ms())) {
        problems.push(at("作废的时间不对".to_owned()));
    }
    for version in &record.versions {
        for (id, value) in &version.entry.fields {
            match register.field(id) {
                None => problems.push(at(format!("没有 {id} 这一栏"))),
                Some(field) if !takes(&field.kind, value) => {
                    problems.push(at(format!("“{}”填的不是这种内容", field.label)));
                }
                Some(_) => {}
            }
        }
        let stages = version.entry.reached.keys();
        let unknown = stages.into_iter().filter(|id| register.stage(id).is_none());
        problems.extend(unknown.map(|id| at(format!("没有 {id} 这一阶段"))));
        if !is_clean(version) {
            problems.push(at("文字里有不该有的控制字符".to_owned()));
        }
    }
    if record
        .voiding
        .as_ref()
        .and_then(|voiding| voiding.reason.as_ref())
        .is_some_and(|reason| !is_clean_text(reason))
    {
        problems.push(at("文字里有不该有的控制字符".to_owned()));
    }
    problems
}

/// A record without what is not this unit's to say.
pub(super) struct Sifted<'t> {
    /// `None` where nothing of it is taken.
    pub taken: Option<Cow<'t, NamedRecord>>,
    /// Which record it is, and why something of it is not taken.
    pub passed_over: Option<String>,
}

/// What a record is held against: this desk, and what else comes with it.
pub(super) struct Around<'a> {
    pub reader: Reader<'a>,
    pub campaign: &'a Campaign,
    pub body: &'a Body,
    /// Whether a unit below tells it, rather than the desk above.
    pub is_report: bool,
}

impl Around<'_> {
    /// Why the packet is not taken with this record: it has the name of another one.
    pub(super) fn refusal(&self, told: &NamedRecord) -> Result<Option<String>, Fault> {
        let Some(register) = self.register(told) else {
            return Ok(None);
        };
        let unit = self.reader.unit_with_code(&told.unit)?;
        let (Some(known), Some(unit)) = (self.reader.record_named(&told.uid)?, unit) else {
            return Ok(None);
        };
        let known = known.record;
        let is_same = (known.unit, &known.register, &known.row)
            == (unit.id, &told.register, &told.row)
            && known.recorded_on == told.recorded_on;
        let named = named(register, told);
        Ok((!is_same).then(|| format!("{named}和本工作台的另一条重名")))
    }

    /// What of a record is taken, and why the rest is passed over: news of what a unit does not keep, the register or some of
    /// its places. The desk above may say anything.
    pub(super) fn sifted<'t>(&self, told: &'t NamedRecord) -> Result<Sifted<'t>, Fault> {
        let whole = Sifted {
            taken: Some(Cow::Borrowed(told)),
            passed_over: None,
        };
        let Some(register) = self.register(told).filter(|_| self.is_report) else {
            return Ok(whole);
        };
        let known = self.reader.record_known(&told.uid)?;
        let say = |why: &str| Some(format!("{}：{why}", named(register, told)));
        if !register.kept_by.allows(false) {
            let is_news = known.is_none_or(|known| !told.news_to(&known).is_empty());
            let barred = Sifted {
                taken: None,
                passed_over: say("这本台账只由牵头部门登记"),
            };
            return Ok(if is_news { barred } else { whole });
        }
        let known = known.map(|known| known.versions).unwrap_or_default();
        let overstepped = told.overstepped(register, &known);
        if overstepped.versions.is_empty() {
            return Ok(whole);
        }
        let mut rest = told.clone();
        rest.versions
            .retain(|version| !overstepped.versions.contains(&version.uid));
        let why: Vec<String> = overstepped.places.iter().map(Kept::words).collect();
        let much = match rest.versions.is_empty() {
            true => "整条不收".to_owned(),
            false => format!("这样写的 {} 版不收", overstepped.versions.len()),
        };
        Ok(Sifted {
            passed_over: say(&format!("{}，{much}", why.join("、"))),
            taken: (!rest.versions.is_empty()).then_some(Cow::Owned(rest)),
        })
    }

    /// What it names that is neither on this desk nor in the packet.
    pub(super) fn absent(&self, told: &NamedRecord) -> Result<Option<String>, Fault> {
        let Some(register) = self.register(told) else {
            return Ok(None);
        };
        let values = told
            .versions
            .iter()
            .flat_map(|one| one.entry.fields.values());
        for value in values {
            let what = match value {
                NamedValue::Unit(code) if !self.has_unit(code)? => format!("单位 {code}"),
                NamedValue::Hazard(uid) if !self.has_hazard(uid)? => "一条隐患".to_owned(),
                _ => continue,
            };
            let named = named(register, told);
            return Ok(Some(format!("{named}提到本工作台没有的{what}")));
        }
        Ok(None)
    }

    fn register(&self, told: &NamedRecord) -> Option<&Register> {
        let mut registers = self.campaign.registers.iter();
        registers.find(|one| one.id == told.register)
    }

    /// Units come along only from above.
    fn has_unit(&self, code: &str) -> Result<bool, Fault> {
        let comes = !self.is_report && self.body.units.iter().any(|unit| unit.code == code);
        Ok(comes || self.reader.unit_with_code(code)?.is_some())
    }

    /// Hazards come along only from below.
    fn has_hazard(&self, uid: &str) -> Result<bool, Fault> {
        let comes = self.is_report && self.body.hazards.iter().any(|hazard| hazard.uid == uid);
        Ok(comes || self.reader.hazard_with_name(uid)?.is_some())
    }
}

/// A record as a person looks it up: `单位 017 的“示范点”里“平江示范点”`.
pub(in crate::ops::packet) fn named(register: &Register, told: &NamedRecord) -> String {
    let row = told.row.as_ref().and_then(|row| register.row(row));
    let said = register.title().and_then(|field| {
        let value = told.standing()?.entry.fields.get(&field.id)?;
        match value {
            NamedValue::Value(Answer::Value(Value::Text(text))) => Some(text.as_str()),
            _ => None,
        }
    });
    let title = row.map(|row| row.name.as_str()).or(said);
    let title = title.map_or_else(|| "一条".to_owned(), |title| format!("“{title}”"));
    format!("单位 {} 的“{}”里{title}", told.unit, register.name)
}

fn takes(kind: &RegisterFieldKind, value: &NamedValue) -> bool {
    match (kind, value) {
        // A record is one thing, and answers for itself.
        (_, NamedValue::Value(Answer::NotApplicable | Answer::Value(Value::YesNos(_)))) => false,
        (RegisterFieldKind::Plain(kind), NamedValue::Value(answer)) => fits(*kind, answer),
        (RegisterFieldKind::Choice(words), NamedValue::Value(Answer::Value(Value::Text(text)))) => {
            words.contains(text)
        }
        (RegisterFieldKind::Unit(_), NamedValue::Unit(_))
        | (RegisterFieldKind::Hazard(_), NamedValue::Hazard(_))
        | (RegisterFieldKind::Material, NamedValue::Material(_)) => true,
        _ => false,
    }
}

fn is_clean(version: &NamedVersion) -> bool {
    let files = version.entry.fields.values().flat_map(|value| match value {
        NamedValue::Material(files) => files.as_slice(),
        _ => &[],
    });
    let names = files.map(|file| &file.name);
    [&version.by, &version.reason]
        .into_iter()
        .chain(names)
        .all(|text| is_clean_text(text))
}

fn is_clean_text(text: &str) -> bool {
    for_storage_block(text) == text
}
