//! The overview for programs.

use chrono::NaiveDate;
use serde::Serialize;

use crate::cli::lookup::state_name;
use crate::cli::shape::{AnswerShape, ProblemShape, UnitRef, moment};
use crate::cli::status::{PeriodShape, TallyShape, period_shape};
use crate::domain::calendar::Instant;
use crate::domain::unit::Unit;
use crate::ops::overview::{
    Below, By, Cadence, CampaignDay, Hazards, Headline, Mine, NextDeadline, Overview, Returned,
    Stale, Stretch,
};
use crate::ops::rollup::Twofold;
use crate::ops::status::Overdue;

#[derive(Debug, Serialize)]
pub(super) struct Shape {
    now: String,
    title: String,
    theme: String,
    document: String,
    from: NaiveDate,
    /// Inclusive.
    to: NaiveDate,
    /// Which day of the campaign it is; `null` before and after.
    day: Option<u32>,
    /// The unit that sits at the desk.
    seat: UnitRef,
    next: Option<NextShape>,
    headlines: Vec<HeadlineShape>,
    hazards: Option<HazardsShape>,
    /// What the seat itself has to do; `null` where it only collects, and no desk above awaits anything of it.
    mine: Option<MineShape>,
    /// What lies below the seat; `null` where nothing does.
    below: Option<BelowShape>,
}

#[derive(Debug, Serialize)]
struct NextShape {
    deadline: String,
    periods: Vec<DueShape>,
}

#[derive(Debug, Serialize)]
struct DueShape {
    period: String,
    name: String,
    remark: Option<String>,
    /// Who still owes it.
    outstanding: Vec<UnitRef>,
}

#[derive(Debug, Serialize)]
struct HeadlineShape {
    figure: String,
    label: String,
    measure: String,
    total: AnswerShape,
}

#[derive(Debug, Serialize)]
struct HazardsShape {
    found: u32,
    closed: u32,
    open: u32,
    overdue: u32,
    /// What the standing submissions report, by level.
    reported: Vec<ReportedShape>,
}

#[derive(Debug, Serialize)]
struct ReportedShape {
    level: String,
    found: u32,
    closed: u32,
}

#[derive(Debug, Serialize)]
struct MineShape {
    steps: Vec<StepShape>,
    /// What the desk above returned, nothing having come since.
    returned: Vec<ReturnedShape>,
    /// Totals that are not what the units below say any more.
    stale: Vec<StaleShape>,
    done: Vec<DoneShape>,
    collector: String,
}

#[derive(Debug, Serialize)]
struct StepShape {
    period: String,
    name: String,
    state: &'static str,
    /// `form`: filled in; `rollup`: added up from below.
    by: &'static str,
    deadline: String,
    extended: bool,
    hint: String,
    remark: Option<String>,
}

#[derive(Debug, Serialize)]
struct ReturnedShape {
    period: String,
    name: String,
    by: &'static str,
    remarks: Vec<RemarkShape>,
}

#[derive(Debug, Serialize)]
struct StaleShape {
    period: String,
    name: String,
}

#[derive(Debug, Serialize)]
struct RemarkShape {
    /// The kind of place, and its id where it is a blank.
    place: &'static str,
    id: Option<String>,
    label: String,
    text: String,
}

#[derive(Debug, Serialize)]
struct DoneShape {
    period: String,
    name: String,
    state: &'static str,
    received_at: String,
    revisions: u32,
}

#[derive(Debug, Serialize)]
struct BelowShape {
    units: usize,
    periods: Vec<PeriodShape>,
    due: TallyShape,
    overdue: Vec<OverdueShape>,
    /// How long the stretches are: `week`, `month` or `quarter`.
    every: &'static str,
    received: Vec<StretchShape>,
    unregistered: Vec<UnitRef>,
    /// Units of one name that stand in more than one report.
    twice: Vec<Twofold>,
}

#[derive(Debug, Serialize)]
struct OverdueShape {
    unit: UnitRef,
    liaison: Option<String>,
    missing: Vec<MissingShape>,
}

#[derive(Debug, Serialize)]
struct MissingShape {
    period: String,
    name: String,
    /// The deadline that passed.
    since: String,
    extended: bool,
}

#[derive(Debug, Serialize)]
struct StretchShape {
    number: u32,
    from: NaiveDate,
    to: NaiveDate,
    on_time: u32,
    late: u32,
}

impl From<&Overview> for Shape {
    fn from(seen: &Overview) -> Self {
        Self {
            now: moment(seen.now),
            title: seen.title.clone(),
            theme: seen.theme.clone(),
            document: seen.document.clone(),
            from: seen.days.from(),
            to: seen.days.to(),
            day: match seen.day {
                CampaignDay::Running { day, .. } => Some(day),
                CampaignDay::Before { .. } | CampaignDay::After { .. } => None,
            },
            seat: UnitRef::from(&seen.seat),
            next: seen.next.as_ref().map(next),
            headlines: seen.headlines.iter().map(headline).collect(),
            hazards: seen.hazards.as_ref().map(hazards),
            mine: seen.mine.as_ref().map(mine),
            below: seen.below.as_ref().map(|one| below(one, seen.now)),
        }
    }
}

fn refs(units: &[Unit]) -> Vec<UnitRef> {
    units.iter().map(UnitRef::from).collect()
}

fn next(next: &NextDeadline) -> NextShape {
    let periods = next.periods.iter().map(|due| DueShape {
        period: due.id.to_string(),
        name: due.name.clone(),
        remark: due.remark.clone(),
        outstanding: refs(&due.outstanding),
    });
    NextShape {
        deadline: moment(next.deadline),
        periods: periods.collect(),
    }
}

fn headline(headline: &Headline) -> HeadlineShape {
    let figure = &headline.figure;
    HeadlineShape {
        figure: figure.id.to_string(),
        label: figure.label.clone(),
        measure: figure.measure.clone(),
        total: AnswerShape::of(figure, headline.answer.as_ref()),
    }
}

fn hazards(hazards: &Hazards) -> HazardsShape {
    let reported = hazards.reported.iter();
    HazardsShape {
        found: hazards.found,
        closed: hazards.closed,
        open: hazards.open,
        overdue: hazards.overdue,
        reported: reported
            .map(|(level, count)| ReportedShape {
                level: level.to_string(),
                found: count.found,
                closed: count.closed,
            })
            .collect(),
    }
}

fn mine(mine: &Mine) -> MineShape {
    let steps = mine.steps.iter().map(|step| StepShape {
        period: step.period.to_string(),
        name: step.name.clone(),
        state: state_name(step.state),
        by: by(step.by),
        deadline: moment(step.deadline),
        extended: step.extended,
        hint: step.hint.clone(),
        remark: step.remark.clone(),
    });
    let done = mine.done.iter().map(|done| DoneShape {
        period: done.period.to_string(),
        name: done.name.clone(),
        state: state_name(done.state),
        received_at: moment(done.received_at),
        revisions: done.revisions,
    });
    MineShape {
        steps: steps.collect(),
        returned: mine.returned.iter().map(returned).collect(),
        stale: mine.stale.iter().map(stale).collect(),
        done: done.collect(),
        collector: mine.collector.clone(),
    }
}

fn by(by: By) -> &'static str {
    match by {
        By::Form => "form",
        By::RollUp => "rollup",
    }
}

fn stale(stale: &Stale) -> StaleShape {
    StaleShape {
        period: stale.period.to_string(),
        name: stale.name.clone(),
    }
}

fn returned(returned: &Returned) -> ReturnedShape {
    let remarks = returned.remarks.iter().map(|remark| {
        let (place, id) = ProblemShape::place(&remark.place);
        RemarkShape {
            place,
            id,
            label: remark.name.clone(),
            text: remark.text.clone(),
        }
    });
    ReturnedShape {
        period: returned.period.to_string(),
        name: returned.name.clone(),
        by: by(returned.by),
        remarks: remarks.collect(),
    }
}

fn below(below: &Below, now: Instant) -> BelowShape {
    BelowShape {
        twice: below.twofold.clone(),
        units: below.units,
        periods: below
            .bars
            .iter()
            .map(|head| period_shape(head, now))
            .collect(),
        due: TallyShape::of_due(&below.due),
        overdue: below.overdue.iter().map(overdue).collect(),
        every: match below.received.every {
            Cadence::Week => "week",
            Cadence::Month => "month",
            Cadence::Quarter => "quarter",
        },
        received: below.received.stretches.iter().map(stretch).collect(),
        unregistered: refs(&below.unregistered),
    }
}

fn overdue(one: &Overdue) -> OverdueShape {
    let missing = one.missing.iter().map(|period| MissingShape {
        period: period.id.to_string(),
        name: period.name.clone(),
        since: moment(period.since),
        extended: period.extended,
    });
    OverdueShape {
        unit: UnitRef::from(&one.unit),
        liaison: one.liaison.clone(),
        missing: missing.collect(),
    }
}

fn stretch(stretch: &Stretch) -> StretchShape {
    StretchShape {
        number: stretch.number,
        from: stretch.days.from(),
        to: stretch.days.to(),
        on_time: stretch.on_time,
        late: stretch.late,
    }
}
