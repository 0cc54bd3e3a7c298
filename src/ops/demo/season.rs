//! Plays a season: what each unit did with each period, as events in the order in which they happened, each through
//! its verb with its own "now".

mod awards;
mod draft;
mod records;

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate, NaiveTime, TimeDelta};

use super::{DemoHazard, DemoNomination, DemoQuotas, DemoShares, DemoUnit, Demonstration};
use crate::domain::calendar::{DayRange, Instant};
use crate::domain::hazard::HazardEntry;
use crate::domain::id::{RecordId, UnitId};
use crate::domain::period::Period;
use crate::domain::submission::Channel;
use crate::error::Fault;
use crate::ops::desk::{Desk, Role};
use crate::ops::submit::{Receive, SubmitAs, SubmitError, extend, record_receipt, submit};
use crate::ops::unit::{self, UnitInput};
use crate::ops::{draft as drafts, hazard};

/// What a unit did with a period, by the letter in its season.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    /// `o`
    OnTime,
    /// `l`
    Late,
    /// `p`: on paper, on time; the coordinator notes it.
    Paper,
    /// `d`
    Draft,
    /// `x`: a later deadline, and nothing handed in yet.
    Extended,
    /// `m`, `e` and `-`: missing, excused, not yet.
    Nothing,
}

impl Deed {
    fn of(letter: char) -> Self {
        match letter {
            'o' => Self::OnTime,
            'l' => Self::Late,
            'p' => Self::Paper,
            'd' => Self::Draft,
            'x' => Self::Extended,
            _ => Self::Nothing,
        }
    }
}

/// Something that happens.
enum Event<'a> {
    Period {
        deed: Deed,
        actor: Actor<'a>,
        period: Period,
    },
    Excused(Actor<'a>),
    Found(&'a DemoHazard, UnitId),
    /// A record, by its place in the data, as it comes to stand on a day.
    Recorded(usize, NaiveDate, Actor<'a>),
    Split(&'a DemoShares),
    Allotted(&'a DemoQuotas),
    Nominated(&'a DemoNomination),
}

#[derive(Clone, Copy)]
struct Actor<'a> {
    index: usize,
    data: &'a DemoUnit,
    unit: UnitId,
}

struct Stage<'a> {
    demo: &'a Demonstration,
    desk: &'a mut Desk,
    /// When the demonstration plays.
    now: Instant,
    /// The records that stand already, by their place in the data.
    written: BTreeMap<usize, RecordId>,
}

/// Plays everything up to the demonstration's moment.
pub fn play(
    demo: &Demonstration,
    desk: &mut Desk,
    units: &[(usize, &DemoUnit)],
    begin: Instant,
    report: &mut dyn FnMut(u64, u64),
) -> Result<(), Fault> {
    let now = demo.now()?;
    let actors = seat(desk, units, begin)?;
    let mut events = script(demo, desk, &actors, now);
    events.sort_by_key(|(at, _)| *at);
    let all = events.len() as u64;
    let mut stage = Stage {
        demo,
        desk,
        now,
        written: BTreeMap::new(),
    };
    for (done, (at, event)) in events.into_iter().enumerate() {
        report(done as u64, all);
        stage.perform(event, at)?;
    }
    report(all, all);
    Ok(())
}

/// Brings the units in; on a unit's own desk it is there already.
fn seat<'a>(
    desk: &mut Desk,
    units: &[(usize, &'a DemoUnit)],
    begin: Instant,
) -> Result<Vec<Actor<'a>>, Fault> {
    let mut actors = Vec::new();
    for &(index, data) in units {
        let unit = match desk.seat.role {
            Role::Unit => desk.seat.unit,
            Role::Coordinator => {
                let input = UnitInput {
                    code: data.code.clone(),
                    name: data.name.clone(),
                    kind: data.kind.clone(),
                    parent: data.parent.clone(),
                    aliases: data.aliases.clone(),
                    ..UnitInput::default()
                };
                unit::add(desk, &input, begin)?.id
            }
        };
        actors.push(Actor { index, data, unit });
    }
    Ok(actors)
}

fn script<'a>(
    demo: &'a Demonstration,
    desk: &Desk,
    actors: &[Actor<'a>],
    now: Instant,
) -> Vec<(Instant, Event<'a>)> {
    let mut events: Vec<_> = match desk.seat.role {
        Role::Coordinator => shares(demo).chain(decisions(demo)).collect(),
        Role::Unit => shares(demo).collect(),
    };
    for &actor in actors {
        let owed = desk
            .plan
            .periods
            .iter()
            .filter(|period| owes(desk, actor, period));
        for (letter, period) in actor.data.season.chars().zip(owed) {
            let deed = Deed::of(letter);
            // Nobody reports before the period's first day, whatever the data say.
            let at = time_of(deed, actor.index, period, now).max(period.occurrence.opens);
            let period = period.clone();
            events.push((
                at,
                Event::Period {
                    deed,
                    actor,
                    period,
                },
            ));
        }
        if let Some(excused) = &actor.data.excused {
            events.push((at(excused.from, 9, 0), Event::Excused(actor)));
        }
        let own = demo
            .hazards
            .iter()
            .filter(|hazard| hazard.unit == actor.data.code);
        events.extend(own.map(|hazard| {
            (
                at(hazard.found_on, 15, 30),
                Event::Found(hazard, actor.unit),
            )
        }));
        let own = demo.records.iter().enumerate();
        let own = own.filter(|(_, record)| record.unit == actor.data.code);
        events.extend(own.flat_map(|(index, record)| {
            let days = record.days().into_iter();
            days.map(move |day| (at(day, 8, 10), Event::Recorded(index, day, actor)))
        }));
    }
    events
}

/// How targets are split: on the collecting desk, and on a unit's desk as it was told of its own share.
fn shares(demo: &Demonstration) -> impl Iterator<Item = (Instant, Event<'_>)> {
    let shares = demo.shares.iter();
    shares.map(|split| (at(split.on, 10, 0), Event::Split(split)))
}

/// What the collecting desk decides besides: quotas, and who is put forward.
fn decisions(demo: &Demonstration) -> impl Iterator<Item = (Instant, Event<'_>)> {
    let quotas = demo.quotas.iter();
    let quotas = quotas.map(|quotas| (at(quotas.on, 10, 10), Event::Allotted(quotas)));
    let nominations = demo.nominations.iter().map(|one| {
        let last = one.steps.values().copied().fold(one.on, NaiveDate::max);
        (at(last, 16, 20), Event::Nominated(one))
    });
    quotas.chain(nominations)
}

/// Whether units of that kind owe the period.
fn owes(desk: &Desk, actor: Actor<'_>, period: &Period) -> bool {
    let kinds = desk.campaign.duty(&period.id.duty).map(|duty| &duty.kinds);
    kinds.is_some_and(|kinds| {
        kinds.is_empty() || kinds.iter().any(|kind| kind.as_str() == actor.data.kind)
    })
}

fn at(day: NaiveDate, hour: u32, minute: u32) -> Instant {
    let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
    Instant::from_cst(day.and_time(time))
}

/// When a unit did it: spread over the office hours of the day it fell due, the day before or the days after.
fn time_of(deed: Deed, index: usize, period: &Period, now: Instant) -> Instant {
    let due = period.occurrence.due;
    let spread = TimeDelta::minutes(i64::try_from(index).unwrap_or(0) * 17);
    let on = |day: NaiveDate| {
        let nine = NaiveTime::from_hms_opt(9, 5, 0).unwrap_or_default();
        Instant::from_cst(day.and_time(nine) + spread)
    };
    let early = u64::from(index % 3 == 1);
    match deed {
        Deed::Late => on(due + Days::new(1 + index as u64 % 3)),
        Deed::OnTime | Deed::Paper => on(due - Days::new(early)),
        Deed::Extended => on(due),
        Deed::Draft | Deed::Nothing => {
            Instant::from_epoch_ms(now.epoch_ms() - 60_000 * (1 + index as i64))
        }
    }
}

impl Stage<'_> {
    fn perform(&mut self, event: Event<'_>, at: Instant) -> Result<(), Fault> {
        match event {
            Event::Excused(actor) => {
                let Some(excused) = &actor.data.excused else {
                    return Ok(());
                };
                let days = DayRange::new(excused.from, excused.to)
                    .map_err(|_| Fault::environment("演示数据里免报的日子前后颠倒"))?;
                unit::excuse(self.desk, actor.unit, days, &excused.reason, at)
            }
            Event::Found(hazard, unit) => self.find_hazard(hazard, unit, at),
            Event::Recorded(index, day, actor) => self.record(index, day, actor, at),
            Event::Split(shares) => self.split(shares, at),
            Event::Allotted(quotas) => self.allot(quotas, at),
            Event::Nominated(candidate) => self.nominate(candidate, at),
            Event::Period {
                deed,
                actor,
                period,
            } => self.report(deed, actor, &period, at),
        }
    }

    fn report(
        &mut self,
        deed: Deed,
        actor: Actor<'_>,
        period: &Period,
        now: Instant,
    ) -> Result<(), Fault> {
        let texts = &self.demo.texts;
        match deed {
            Deed::Nothing => Ok(()),
            Deed::Extended => {
                let later = period.occurrence.due.max(self.now.date()) + Days::new(2);
                extend(
                    self.desk,
                    &[actor.unit],
                    &period.id,
                    Instant::end_of(later),
                    &texts.extend,
                    now,
                )
            }
            Deed::Paper => {
                let receive = Receive {
                    channel: Channel::Paper,
                    received_at: None,
                    reason: texts.paper.clone(),
                    instead: false,
                };
                record_receipt(self.desk, actor.unit, &period.id, &receive, now).map(drop)
            }
            Deed::Draft => {
                let draft = self.draft(actor, period, now)?;
                Ok(drafts::save(
                    self.desk, actor.unit, &period.id, &draft, now,
                )?)
            }
            Deed::OnTime => self.hand_in(actor, period, "", now),
            Deed::Late => {
                let why = match self.desk.duty(&period.id)?.asks_registration() {
                    true => texts.registered_late.clone(),
                    false => texts.late.clone(),
                };
                self.hand_in(actor, period, &why, now)
            }
        }
    }

    /// Hands in, as people do: where there are warnings, a second time with a reason.
    fn hand_in(
        &mut self,
        actor: Actor<'_>,
        period: &Period,
        reason: &str,
        now: Instant,
    ) -> Result<(), Fault> {
        let draft = self.draft(actor, period, now)?;
        let mut how = SubmitAs {
            reason: reason.to_owned(),
            ..SubmitAs::default()
        };
        let mut outcome = submit(self.desk, actor.unit, &period.id, &draft, &how, now);
        if matches!(&outcome, Err(SubmitError::Problems(reading)) if !reading.has_errors()) {
            how.accept_warnings = true;
            if how.reason.is_empty() {
                how.reason = self.demo.texts.warnings.clone();
            }
            outcome = submit(self.desk, actor.unit, &period.id, &draft, &how, now);
        }
        match outcome {
            Ok(_) => Ok(()),
            Err(SubmitError::Fault(fault)) => Err(fault),
            Err(SubmitError::Problems(reading)) => {
                let first = reading.problems.first();
                Err(Fault::environment(format!(
                    "演示数据报不进去：{} {}：{}",
                    actor.data.name,
                    period.name,
                    first.map_or("", |problem| problem.message.as_str())
                )))
            }
        }
    }

    fn find_hazard(&mut self, found: &DemoHazard, unit: UnitId, now: Instant) -> Result<(), Fault> {
        let entry = HazardEntry {
            place: found.place.clone(),
            what: found.what.clone(),
            source: found.source.clone(),
            measure: found.measure.clone(),
            responsible: found.responsible.clone(),
            due: found.due,
            reported_on: found.reported_on,
            responsible_unit: found.responsible_unit.clone(),
            precautions: found.precautions.clone(),
            checked_by: found.checked_by.clone(),
            ..HazardEntry::new(found.found_on, found.level.as_str().into())
        };
        let id = hazard::add(self.desk, unit, &entry, now)?;
        match found.closed_on {
            Some(day) if day <= self.now.date() => {
                hazard::close(self.desk, id, day, &hazard::Filled::new(), at(day, 16, 40))
            }
            _ => Ok(()),
        }
    }
}
