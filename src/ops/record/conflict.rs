//! Records of which two desks say different things (两种说法): found, laid side by side, and decided by a version that follows
//! all of them, so that every desk learns of it. When versions contradict each other is
//! [`domain::record`](crate::domain::record::claims)'s to say.

use super::typed::{Lines, show};
use super::{Change, RecordError, accept, get, judge, may_write, named, refuse_errors, register};
use super::{overtaken, problems, standing};
use crate::domain::audit::Act;
use crate::domain::calendar::{Instant, words};
use crate::domain::campaign::Register;
use crate::domain::id::RecordId;
use crate::domain::problem::Place;
use crate::domain::record::{KeptRecord, Record, RecordEntry, RecordRevision, claims};
use crate::error::Fault;
use crate::ops::review::{BLANK, Compared};
use crate::ops::{About, Desk, required_reason};

/// One record that is told in several ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contested {
    /// As it counts until somebody decides.
    pub kept: KeptRecord,
    /// The register's name, and what the record is called by.
    pub name: String,
    /// At least two; the one that counts first.
    pub versions: Vec<RecordRevision>,
    /// Where they differ: fields in the register's order, then stages; each with what the versions say.
    pub differences: Vec<Compared>,
}

/// Every record that is told in several ways and is not void.
pub fn contested(desk: &Desk) -> Result<Vec<Contested>, Fault> {
    desk.store.snapshot(|reader| {
        let ids = reader.contested_records()?.into_iter();
        let found = ids.map(|id| contested_record(desk, id));
        let found: Vec<_> = found.collect::<Result<_, Fault>>()?;
        Ok(found.into_iter().flatten().collect())
    })
}

/// One record's versions side by side; `None` where nobody contradicts what stands, or it is void.
pub fn contested_record(desk: &Desk, id: RecordId) -> Result<Option<Contested>, Fault> {
    desk.store.snapshot(|reader| {
        let kept = get(desk, id)?;
        let history = reader.record_history(id)?;
        let versions: Vec<RecordRevision> = claims(&history).into_iter().cloned().collect();
        if versions.len() < 2 || kept.voided.is_some() {
            return Ok(None);
        }
        let register = register(&desk.campaign, &kept.record.register)?;
        let lines = Lines::of(desk)?;
        Ok(Some(Contested {
            name: named(&desk.ground(), &kept.record),
            differences: differences(&lines, register, &kept.record, &versions),
            kept,
            versions,
        }))
    })
}

fn differences(
    lines: &Lines,
    register: &Register,
    record: &Record,
    versions: &[RecordRevision],
) -> Vec<Compared> {
    let then = versions.iter().map(|version| Record {
        entry: version.entry.clone(),
        ..record.clone()
    });
    let then: Vec<Record> = then.collect();
    let said = |say: &dyn Fn(&Record) -> Option<String>| -> Vec<String> {
        let said = then.iter().map(say);
        said.map(|text| text.unwrap_or_else(|| BLANK.to_owned()))
            .collect()
    };
    let fields = register.fields.iter().map(|field| Compared {
        place: Place::Field(field.id.clone()),
        label: field.label.clone(),
        answers: said(&|record| show(lines, register, field, record)),
    });
    let stages = register.stages.iter().map(|stage| Compared {
        place: Place::Whole,
        label: stage.name.clone(),
        answers: said(&|record| {
            let on = record.entry.reached.get(&stage.id);
            on.map(|day| words::date(*day))
        }),
    });
    fields.chain(stages).filter(Compared::differs).collect()
}

/// Decides which version of a record holds: that of `number` is written once more, behind all of them. `seen` are those that
/// the person had before them: what nobody has read is not decided about. Tells the number of what stands now.
///
/// # Errors
/// Where nobody contradicts anybody, another version has come, this desk may not write the register, or the version is one that
/// the register does not take.
pub fn decide(
    desk: &mut Desk,
    id: RecordId,
    number: u32,
    seen: Option<&[u32]>,
    reason: &str,
    now: Instant,
) -> Result<u32, RecordError> {
    let reason = required_reason("裁定以哪一版为准", reason)?;
    desk.change(now, |change, ground| {
        let kept = standing(change, id)?;
        may_write(change, ground, &kept.record)?;
        let (chosen, all) = chosen(change, id, number, seen)?;
        let record = Record {
            entry: chosen.entry,
            ..kept.record
        };
        // Whichever it is, nothing that only the desk that collects keeps goes under with the others.
        for other in &all {
            judge::keepers(***change, ground, &record, &other.entry).map_err(left_to_above)?;
        }
        let warnings = refuse_errors(problems(change, ground, &record, now.date())?)?;
        accept(warnings, &reason)?;
        let stands = change.settle_record(&record, change.actor, &reason, now)?;
        let named = named(ground, &record);
        let detail = format!("{named}，以第 {number} 版为准，理由：{reason}");
        change.note(Act::ConflictDecided, About::unit(record.unit), &detail)?;
        Ok(stands)
    })
}

/// Takes a decision back: the versions of those numbers, the one that counted first, contradict each other again, on every
/// desk that learned of the decision. `stands` is what the decision made: nothing that was written since is undone.
///
/// # Errors
/// Where something else stands by now, or this desk may not write the register.
pub fn reopen(
    desk: &mut Desk,
    id: RecordId,
    stands: u32,
    numbers: &[u32],
    now: Instant,
) -> Result<(), RecordError> {
    desk.change(now, |change, ground| {
        let kept = standing(change, id)?;
        if kept.revision != stands {
            return Err(overtaken().into());
        }
        may_write(change, ground, &kept.record)?;
        let history = change.record_history(id)?;
        let entries = numbers.iter().filter_map(|number| {
            let version = history.iter().find(|one| one.number == *number)?;
            Some(version.entry.clone())
        });
        let entries: Vec<RecordEntry> = entries.collect();
        for entry in &entries {
            judge::keepers(***change, ground, &kept.record, entry).map_err(left_to_above)?;
        }
        let written = (change.actor, now, "撤销刚才的裁定");
        change.reopen_record(&kept.record, &entries, written)?;
        let detail = format!("{}，撤销裁定，仍是两种说法", named(ground, &kept.record));
        change.note(Act::ConflictDecided, About::unit(kept.record.unit), &detail)?;
        Ok(())
    })
}

/// What a unit is told that may not decide.
fn left_to_above(error: RecordError) -> RecordError {
    match error {
        RecordError::Problems(_) => {
            let fault: Fault = error.into();
            let words = format!("两种说法在牵头部门认定的内容上不同：{}", fault.message);
            RecordError::Fault(Fault::problem(words).hint("请上级裁定，裁定随下一个活动包下来"))
        }
        RecordError::Fault(_) => error,
    }
}

/// The version that is to hold, and all those that contradict each other now.
fn chosen(
    change: &Change<'_>,
    id: RecordId,
    number: u32,
    seen: Option<&[u32]>,
) -> Result<(RecordRevision, Vec<RecordRevision>), Fault> {
    let history = change.record_history(id)?;
    let claims: Vec<RecordRevision> = claims(&history).into_iter().cloned().collect();
    if claims.len() < 2 {
        return Err(Fault::problem("这一条没有两种说法"));
    }
    let is_new = |claim: &RecordRevision| seen.is_some_and(|seen| !seen.contains(&claim.number));
    if claims.iter().any(is_new) {
        return Err(
            Fault::problem("刚刚又收到一种说法，没有裁定").hint("请刷新，看过新的一版再决定")
        );
    }
    let chosen = claims.iter().find(|claim| claim.number == number).cloned();
    let chosen = chosen.ok_or_else(|| {
        Fault::problem(format!("第 {number} 版不在两种说法里"))
            .hint("用 anyue review record 编号 查看")
    })?;
    Ok((chosen, claims))
}
