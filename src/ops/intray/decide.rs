//! What a person decides about an arrival: whose it is, which period it is for, what a blank says, that it is not
//! wanted. Each is one change with its audit; a name that was recognised for a unit is remembered as its alias.

use super::claim;
use super::row::is_undone;
use super::{read_back, to_store};
use crate::domain::arrival::{Arrival, ArrivalState, Decided};
use crate::domain::audit::Act;
use crate::domain::calendar::Instant;
use crate::domain::id::{ArrivalId, FieldId, FigureId, UnitId};
use crate::domain::period::PeriodId;
use crate::domain::submission::Entry;
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::intake::{Clue, FileReading, Source, Whose};
use crate::ops::unit::{UnitInput, checked_name, entry};
use crate::ops::{About, Change, Desk, required_reason};
use crate::text::digits::fold_char;
use crate::text::sanitize::{for_storage_block, for_storage_line};

/// Says whose an arrival is. The name that stood on it becomes an alias of the unit, and whatever else waits under the
/// same name is that unit's, too. Tells the alias, if one was learnt.
pub fn settle_unit(
    desk: &mut Desk,
    id: ArrivalId,
    unit: UnitId,
    now: Instant,
) -> Result<Option<String>, Fault> {
    let unit = desk.unit(unit)?;
    if !desk.reports(unit.id) {
        return Err(Fault::problem(format!("{}自己不报送", unit.name)).hint("请选下面的单位"));
    }
    desk.change(now, |change, _| put_unit(change, id, &unit))
}

/// Adds a unit that is not on the list yet and says that an arrival is its: both or neither. Tells the alias, if one was
/// learnt.
pub fn settle_new_unit(
    desk: &mut Desk,
    id: ArrivalId,
    input: &UnitInput,
    now: Instant,
) -> Result<(Unit, Option<String>), Fault> {
    desk.change(now, |change, ground| {
        let unit = entry::put(change, ground, input)?;
        let alias = put_unit(change, id, &unit)?;
        Ok((unit, alias))
    })
}

fn put_unit(change: &Change<'_>, id: ArrivalId, unit: &Unit) -> Result<Option<String>, Fault> {
    let mut arrival = waiting(change, id)?;
    arrival.decided.unit = Some(unit.id);
    note_unit(change, &arrival, unit)?;
    let written = written_name(&arrival);
    let units = change.units()?;
    let alias = written
        .as_deref()
        .and_then(|name| alias_for(&units, unit, name));
    change.update_arrival(id, &to_store(arrival)?)?;
    if let Some(alias) = &alias {
        change.insert_alias(unit.id, alias)?;
        change.note(Act::AliasAdded, About::unit(unit.id), alias)?;
    }
    if let Some(written) = written.filter(|_| alias.is_some()) {
        settle_namesakes(change, &written, unit)?;
    }
    Ok(alias)
}

fn note_unit(
    change: &Change<'_>,
    arrival: &Arrival<FileReading>,
    unit: &Unit,
) -> Result<(), Fault> {
    let detail = format!("“{}”是{}的", arrival.file.name, unit.name);
    Ok(change.note(Act::ArrivalDecided, About::unit(unit.id), &detail)?)
}

/// Says which period an arrival is for, whatever it said before.
pub fn settle_period(
    desk: &mut Desk,
    id: ArrivalId,
    period: &PeriodId,
    now: Instant,
) -> Result<(), Fault> {
    let name = desk.period(period)?.name.clone();
    desk.change(now, |change, _| {
        set_period(change, waiting(change, id)?, (period, &name), false)
    })
}

/// Says which period several arrivals are for. One that has come to have a period meanwhile, that waits no more, or for which
/// the period does not ask is left as it is. Tells how many were settled.
pub fn settle_periods(
    desk: &mut Desk,
    ids: &[ArrivalId],
    period: &PeriodId,
    now: Instant,
) -> Result<usize, Fault> {
    let name = desk.period(period)?.name.clone();
    desk.change(now, |change, ground| {
        let mut settled = 0;
        for id in ids {
            let arrival = in_tray(change, *id)?;
            if is_without_period(&arrival) && claim::fits(&arrival, ground.campaign, period) {
                set_period(change, arrival, (period, &name), ids.len() > 1)?;
                settled += 1;
            }
        }
        Ok(settled)
    })
}

/// Corrects what a blank says; `None` goes back to what was read. An empty text makes it blank.
pub fn correct(
    desk: &mut Desk,
    id: ArrivalId,
    figure: &FigureId,
    entry: Option<Entry>,
    now: Instant,
) -> Result<(), Fault> {
    let label = desk.campaign.figure(figure);
    let label = label.ok_or_else(|| Fault::problem(format!("没有编号为“{figure}”的指标")))?;
    let label = label.label.clone();
    let entry = entry.map(|entry| match entry {
        Entry::Typed(text) => Entry::Typed(for_storage_line(&text).into_owned()),
        Entry::NotApplicable => Entry::NotApplicable,
    });
    edit(desk, id, now, |arrival| {
        let edits = &mut arrival.edits.entries;
        let said = match &entry {
            None => "恢复为读到的".to_owned(),
            Some(Entry::NotApplicable) => "不涉及".to_owned(),
            Some(Entry::Typed(text)) if text.trim().is_empty() => "未填".to_owned(),
            Some(Entry::Typed(text)) => text.clone(),
        };
        let before = match entry {
            Some(entry) => edits.insert(figure.clone(), entry.clone()) != Some(entry),
            None => edits.remove(figure).is_some(),
        };
        before.then(|| format!("{label}：{said}"))
    })
}

/// Corrects a field of the registration form; `None` goes back to what was read.
pub fn correct_field(
    desk: &mut Desk,
    id: ArrivalId,
    field: &FieldId,
    text: Option<String>,
    now: Instant,
) -> Result<(), Fault> {
    let known = desk.campaign.field(field);
    let known = known.ok_or_else(|| Fault::problem(format!("没有编号为“{field}”的栏目")))?;
    let label = known.label.clone();
    let text = text.map(|text| for_storage_line(&text).into_owned());
    edit(desk, id, now, |arrival| {
        let edits = &mut arrival.edits.fields;
        // Whose telephone number it is need not stand in the audit.
        let changed = match text {
            Some(text) => edits.insert(field.clone(), text.clone()) != Some(text),
            None => edits.remove(field).is_some(),
        };
        changed.then(|| format!("{label}：已核改"))
    })
}

/// Takes an arrival out of what waits; it can be put back.
pub fn set_aside(desk: &mut Desk, id: ArrivalId, reason: &str, now: Instant) -> Result<(), Fault> {
    let reason = required_reason("搁置", reason)?;
    desk.change(now, |change, _| {
        let mut arrival = waiting(change, id)?;
        let detail = format!("“{}”，理由：{reason}", arrival.file.name);
        arrival.state = ArrivalState::SetAside;
        arrival.note = reason;
        change.note(Act::ArrivalSetAside, about(&arrival), &detail)?;
        Ok(change.update_arrival(id, &to_store(arrival)?)?)
    })
}

/// Puts back what was set aside, or accepted and taken back since.
pub fn put_back(desk: &mut Desk, id: ArrivalId, now: Instant) -> Result<(), Fault> {
    desk.change(now, |change, _| {
        let mut arrival = in_tray(change, id)?;
        let is_undone = is_undone(***change, &arrival)?;
        if is_undone {
            arrival.revision = None;
            arrival.seen.clear();
            arrival.decided = Decided::default();
        } else if arrival.state != ArrivalState::SetAside {
            return Err(Fault::problem(format!(
                "来件“{}”{}，没有搁置",
                arrival.file.name,
                arrival.state.label()
            )));
        }
        // Of one that could not be read only its note tells why.
        arrival.state = match arrival.reading {
            Some(_) => ArrivalState::Waiting,
            None => ArrivalState::Refused,
        };
        if arrival.reading.is_some() {
            arrival.note.clear();
        }
        let detail = format!("“{}”", arrival.file.name);
        change.note(Act::ArrivalPutBack, about(&arrival), &detail)?;
        Ok(change.update_arrival(id, &to_store(arrival)?)?)
    })
}

/// Makes one correction of a waiting arrival; `make` tells what it was, or that there was none.
fn edit(
    desk: &mut Desk,
    id: ArrivalId,
    now: Instant,
    make: impl FnOnce(&mut Arrival<FileReading>) -> Option<String>,
) -> Result<(), Fault> {
    desk.change(now, |change, _| {
        let mut arrival = waiting(change, id)?;
        if let Some(what) = make(&mut arrival) {
            let detail = format!("“{}”，{what}", arrival.file.name);
            change.note(Act::ArrivalEdited, about(&arrival), &detail)?;
            change.update_arrival(id, &to_store(arrival)?)?;
        }
        Ok(())
    })
}

fn set_period(
    change: &Change<'_>,
    mut arrival: Arrival<FileReading>,
    (period, name): (&PeriodId, &str),
    of_batch: bool,
) -> Result<(), Fault> {
    let id = arrival.id.ok_or_else(super::no_arrival)?;
    arrival.decided.period = Some(period.clone());
    arrival.decided.of_batch = of_batch;
    let detail = format!("“{}”是“{name}”的", arrival.file.name);
    change.note(Act::ArrivalDecided, about(&arrival), &detail)?;
    Ok(change.update_arrival(id, &to_store(arrival)?)?)
}

/// Whether it waits and neither it nor a person says which period it is for.
fn is_without_period(arrival: &Arrival<FileReading>) -> bool {
    arrival.is_open() && claim::period(arrival).is_none()
}

fn about(arrival: &Arrival<FileReading>) -> About<'_> {
    About {
        unit: arrival.decided.unit,
        period: arrival.decided.period.as_ref(),
    }
}

fn in_tray(change: &Change<'_>, id: ArrivalId) -> Result<Arrival<FileReading>, Fault> {
    read_back(change.arrival(id)?.ok_or_else(super::no_arrival)?)
}

/// The arrival, which must still be open to decisions. Under the write lock.
fn waiting(change: &Change<'_>, id: ArrivalId) -> Result<Arrival<FileReading>, Fault> {
    let arrival = in_tray(change, id)?;
    match arrival.is_open() {
        true => Ok(arrival),
        false => Err(Fault::problem(format!(
            "来件“{}”{}，不能再改",
            arrival.file.name,
            arrival.state.label()
        ))),
    }
}

/// Whatever waits under the same name is the same unit's.
fn settle_namesakes(change: &Change<'_>, written: &str, unit: &Unit) -> Result<(), Fault> {
    for other in change.arrivals_in(ArrivalState::Waiting)? {
        let mut other = read_back(other)?;
        let is_namesake = written_name(&other).as_deref() == Some(written);
        let Some(id) = other
            .id
            .filter(|_| is_namesake && other.decided.unit.is_none())
        else {
            continue;
        };
        other.decided.unit = Some(unit.id);
        note_unit(change, &other, unit)?;
        change.update_arrival(id, &to_store(other)?)?;
    }
    Ok(())
}

/// The name that stands where a unit's should: on the paper, else in the file's name or its folder's. None where it is
/// certain already, or where several names disagree.
pub fn written_name(arrival: &Arrival<FileReading>) -> Option<String> {
    let clue = match &arrival.reading.as_ref()?.unit {
        Whose::Guess { clue, .. } | Whose::Unknown { clue: Some(clue) } => clue,
        Whose::Certain { .. } | Whose::Several { .. } | Whose::Unknown { clue: None } => {
            return None;
        }
    };
    name_in(clue)
}

fn name_in(clue: &Clue) -> Option<String> {
    if clue.source <= Source::Stamp {
        return Some(clue.text.clone());
    }
    // 01-金阊院-附件2（终）: of the pieces between signs and digits only one is a name.
    let is_word = |c: char| c.is_alphabetic();
    let pieces = clue.text.split(|c| !is_word(c));
    let mut names = pieces.filter(|piece| {
        piece.chars().count() >= 3 && !PAPER.iter().any(|word| piece.contains(word))
    });
    let name = names.next()?.to_owned();
    names.next().is_none().then_some(name)
}

/// Words of a file's name that speak of the paper and not of a unit.
const PAPER: [&str; 20] = [
    "附件", "统计", "表", "安全", "生产", "活动", "情况", "进展", "总结", "报告", "报送", "第",
    "周", "月", "终", "最新", "修改", "副本", "汇总", "新建",
];

/// The name as an alias, unless it is taken, or stands within another unit's name and would be found there, too.
fn alias_for(units: &[Unit], unit: &Unit, name: &str) -> Option<String> {
    let alias = checked_name(&for_storage_block(name)).ok()?;
    let folded = folded(&alias);
    let is_within = |name: &str| self::folded(name).contains(&folded);
    let names = |unit: &Unit| -> Vec<String> {
        let names = std::iter::once(&unit.name).chain(&unit.aliases);
        names.cloned().collect()
    };
    let is_known = names(unit).contains(&alias);
    let mut others = units.iter().filter(|other| other.id != unit.id);
    let is_taken = others.any(|other| names(other).iter().any(|name| is_within(name)));
    (folded.chars().count() >= 2 && !is_known && !is_taken).then_some(alias)
}

fn folded(text: &str) -> String {
    text.chars()
        .map(|c| fold_char(c).to_ascii_lowercase())
        .filter(|c| c.is_alphanumeric())
        .collect()
}
