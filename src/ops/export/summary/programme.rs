//! What the campaign wants and keeps beside its tables, as a summary tells it: how far the targets are, what the registers
//! come to, points and nominations. They are as of a day; of one period alone nothing is said here.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::calendar::Instant;
use crate::domain::campaign::{Register, RegisterFieldKind, Target};
use crate::domain::id::UnitId;
use crate::domain::record::{Record, totals};
use crate::domain::target::words;
use crate::domain::typing::show_number;
use crate::error::Fault;
use crate::export::paper::{AwardTold, Programme, RegisterTold, ScoreTold, SortTold, TargetTold};
use crate::ops::export::gather::active_units;
use crate::ops::export::{Request, Scope};
use crate::ops::record::{ListRecords, list};
use crate::ops::target::TargetProgress;
use crate::ops::total::Extent;
use crate::ops::{Desk, nomination, points, target};

pub(super) fn of(desk: &Desk, request: &Request, now: Instant) -> Result<Programme, Fault> {
    let today = match request.extent {
        Extent::Period(_) => return Ok(Programme::default()),
        Extent::AsOf(day) => day.min(now.date()),
        Extent::Whole => now.date(),
    };
    let units = active_units(desk, request.scope, now)?;
    let own = (request.scope.unit() == desk.seat.unit).then_some(desk.seat.unit);
    let inside: BTreeSet<UnitId> = units.iter().map(|unit| unit.id).chain(own).collect();
    Ok(Programme {
        targets: targets(desk, request.scope, today)?,
        registers: registers(desk, &inside, today)?,
        scores: scores(desk, request.scope, &inside, now)?,
        awards: match request.scope {
            Scope::Subtree(_) => awards(desk, &inside, now)?,
            Scope::Unit(_) => Vec::new(),
        },
    })
}

/// The targets themselves, not their headings: of a unit those that it has to reach, or has a share of.
fn targets(desk: &Desk, scope: Scope, today: NaiveDate) -> Result<Vec<TargetTold>, Fault> {
    if desk.campaign.targets.is_empty() {
        return Ok(Vec::new());
    }
    let mut all = Vec::new();
    for progress in target::targets(desk, today)? {
        let wanted = target::target_of(&desk.campaign, &progress.target)?;
        if wanted.goal.is_none() {
            continue;
        }
        all.extend(match scope {
            Scope::Subtree(_) => of_all(wanted, &progress, today),
            Scope::Unit(unit) => of_one(wanted, &progress, unit, today),
        });
    }
    Ok(all)
}

fn of_all(wanted: &Target, progress: &TargetProgress, today: NaiveDate) -> Option<TargetTold> {
    let line = progress.line(wanted, today)?;
    let each = progress.each(today);
    let share = line.share.filter(|_| each.is_none());
    Some(TargetTold {
        name: wanted.name.clone(),
        stretch: line.stretch,
        done: match each {
            Some(each) => format!("{} 家（共 {} 家）", each.reached.len(), each.units()),
            None => measured(wanted, line.done),
        },
        wanted: line.wanted,
        share: share.filter(|_| is_amount(wanted)),
        standing: line.standing,
    })
}

fn of_one(
    wanted: &Target,
    progress: &TargetProgress,
    unit: UnitId,
    today: NaiveDate,
) -> Option<TargetTold> {
    let begun = progress.progress.iter();
    let own = begun.filter(|one| one.unit == Some(unit) && one.days.from() <= today);
    let own = own.max_by_key(|one| one.days.from())?;
    Some(TargetTold {
        name: wanted.name.clone(),
        stretch: words::stretch(wanted, own.days),
        wanted: words::goal(wanted, own.goal),
        done: measured(wanted, words::value(wanted, own.value)),
        share: own.share.filter(|_| is_amount(wanted)),
        standing: own.standing,
    })
}

/// Whether a share of it says more than itself: 55.8% of 80% is 69.8% only confuses.
fn is_amount(wanted: &Target) -> bool {
    wanted.measure != "%"
}

/// A number with the target's measure word; nothing where there is no number.
fn measured(wanted: &Target, done: String) -> String {
    match done.is_empty() {
        true => done,
        false => done + &wanted.measure,
    }
}

fn registers(
    desk: &Desk,
    inside: &BTreeSet<UnitId>,
    today: NaiveDate,
) -> Result<Vec<RegisterTold>, Fault> {
    let mut all = Vec::new();
    for register in &desk.campaign.registers {
        let kept = list(desk, &ListRecords::of(register.id.clone()), today)?;
        let records = kept.iter().map(|kept| &kept.record);
        let records =
            records.filter(|record| inside.contains(&record.unit) && record.recorded_on <= today);
        let records: Vec<&Record> = records.collect();
        // A register that holds nothing says nothing.
        if !records.is_empty() {
            all.push(register_told(register, &records, today));
        }
    }
    Ok(all)
}

fn register_told(register: &Register, records: &[&Record], today: NaiveDate) -> RegisterTold {
    let stages = register.stages.iter().map(|stage| {
        let reached = records.iter().filter(|record| {
            let on = record.entry.reached.get(&stage.id);
            on.is_some_and(|on| *on <= today)
        });
        (stage.name.clone(), reached.count())
    });
    let of_sorts = sorts(register, records);
    // What goes through stages is of one sort in the end; 设立 and 支出 are not.
    let are_apart = register.stages.is_empty() && of_sorts.len() > 1;
    let sorts = of_sorts.into_iter().map(|(name, records)| SortTold {
        name,
        records: records.len(),
        sums: match are_apart {
            true => sums(register, &records),
            false => Vec::new(),
        },
    });
    RegisterTold {
        name: register.name.clone(),
        records: records.len(),
        sorts: sorts.collect(),
        stages: stages.collect(),
        sums: match are_apart {
            true => Vec::new(),
            false => sums(register, records),
        },
    }
}

/// What the numbers of these records come to, each with its heading.
fn sums(register: &Register, records: &[&Record]) -> Vec<String> {
    let totals = totals(register, records);
    let sums = totals.iter().filter_map(|(id, number)| {
        let field = register.field(id)?;
        let RegisterFieldKind::Plain(kind) = field.kind else {
            return None;
        };
        let number = show_number(*number, kind.digits()?);
        Some(format!("{} {number}{}", field.label, field.measure))
    });
    sums.collect()
}

/// The records of each word of the first field that is chosen, in the campaign's order.
fn sorts<'r>(register: &Register, records: &[&'r Record]) -> Vec<(String, Vec<&'r Record>)> {
    let mut fields = register.fields.iter();
    let chosen = fields.find_map(|field| match &field.kind {
        RegisterFieldKind::Choice(words) => Some((field, words)),
        _ => None,
    });
    let Some((field, words)) = chosen else {
        return Vec::new();
    };
    let sorts = words.iter().map(|word| {
        let of = records.iter().copied().filter(|record| {
            let value = record.entry.fields.get(&field.id);
            value.and_then(|value| value.as_text()) == Some(word.as_str())
        });
        (word.clone(), of.collect::<Vec<_>>())
    });
    sorts.filter(|(_, of)| !of.is_empty()).collect()
}

fn scores(
    desk: &Desk,
    scope: Scope,
    inside: &BTreeSet<UnitId>,
    now: Instant,
) -> Result<Vec<ScoreTold>, Fault> {
    let mut all = Vec::new();
    for table in &desk.campaign.points {
        let mut scores = points::scores(desk, table, now)?;
        scores.units.retain(|one| inside.contains(&one.unit));
        let own = match scope {
            Scope::Unit(unit) => scores.units.iter().find(|one| one.unit == unit),
            Scope::Subtree(_) => None,
        };
        // A table that no unit here collects points by says nothing.
        if scores.units.is_empty() {
            continue;
        }
        let points = |number: i64| show_number(number, table.scale);
        all.push(ScoreTold {
            name: table.name.clone(),
            participants: scores.participants(),
            units: scores.units.len(),
            reached: table
                .threshold
                .map(|number| (points(number), scores.reached())),
            own: own.map(|one| points(one.score.total)),
        });
    }
    Ok(all)
}

fn awards(desk: &Desk, inside: &BTreeSet<UnitId>, now: Instant) -> Result<Vec<AwardTold>, Fault> {
    let mut all = Vec::new();
    for lists in nomination::lists(desk, now)? {
        let bodies = lists.bodies.iter();
        let bodies = bodies.filter(|one| inside.contains(&one.body) && !one.nominations.is_empty());
        let bodies: Vec<_> = bodies.collect();
        if bodies.is_empty() {
            continue;
        }
        let named = || bodies.iter().flat_map(|body| &body.nominations);
        all.push(AwardTold {
            name: nomination::award_of(&desk.campaign, &lists.award)?
                .name
                .clone(),
            bodies: bodies.len(),
            candidates: named().count(),
            extra: named().filter(|one| one.is_extra).count(),
            complete: named().filter(|one| one.is_complete()).count(),
        });
    }
    Ok(all)
}
