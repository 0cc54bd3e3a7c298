//! Gathers the records behind each paper, the coordinator's summary apart.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::own::{Own, own_figures, totals_of};
use super::{Kind, Request, Scope, registration, table, when};
use crate::domain::calendar::Instant;
use crate::domain::campaign::Table;
use crate::domain::counting::Reckoning;
use crate::domain::figure::Figures;
use crate::domain::formula::completed;
use crate::domain::hazard::Hazard;
use crate::domain::id::{FieldId, FigureId, UnitId};
use crate::domain::rollup::Total;
use crate::domain::status::Tally;
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::export::Export;
use crate::export::paper::{
    FigureList, HazardLedger, HazardLine, LiaisonLine, LiaisonList, Registration, Reporter,
    Statistics, StatusLine, StatusMark, StatusMatrix, UnitFigures, UnitTable,
};
use crate::ops::hazard::ListHazards;
use crate::ops::status::{Filter, Matrix, Sort};
use crate::ops::total::{Extent, TableTotal, is_owed, total_counting};
use crate::ops::{Desk, hazard, status as standing, submit};

/// What one unit's form says: the unit's name, and what was registered. For a subtree the form is empty, to be handed out.
pub(super) fn registered(
    desk: &Desk,
    scope: Scope,
) -> Result<(String, BTreeMap<FieldId, String>), Fault> {
    match scope {
        Scope::Subtree(_) => Ok((String::new(), BTreeMap::new())),
        Scope::Unit(unit) => {
            let fields = submit::liaison_of(desk, unit)?;
            Ok((desk.unit(unit)?.name, fields.unwrap_or_default()))
        }
    }
}

/// What to say where the registration form goes out with nothing in it: it is the one to be handed out, or its unit has not
/// registered.
pub fn blank_form(desk: &Desk, request: &Request) -> Result<Option<String>, Fault> {
    if request.kind != Kind::Annex1 || !registered(desk, request.scope)?.1.is_empty() {
        return Ok(None);
    }
    Ok(Some(match request.scope {
        Scope::Subtree(_) => "这是空表，发给单位填写；要某个单位填好的，写 --unit 单位；\
            全部联络员的一览，用 anyue export liaisons"
            .to_owned(),
        Scope::Unit(unit) => format!("{}还没有登记，这是空表", desk.unit(unit)?.name),
    }))
}

pub(super) fn annex1(desk: &Desk, request: &Request) -> Result<Export, Fault> {
    let form = registration(desk)?;
    let (unit, fields) = registered(desk, request.scope)?;
    let paper = Registration {
        form,
        unit: &unit,
        fields: &fields,
    };
    Ok(paper.document().into())
}

/// What a statistics table says, before it is laid out.
#[derive(Debug)]
pub(super) struct Answered {
    pub figures: Figures,
    from: From,
}

/// Whose figures they are.
#[derive(Debug)]
enum From {
    /// One unit's own, and the day on which the last of them was received.
    Unit(Option<NaiveDate>),
    /// So many units', and so many were expected.
    Units {
        expected: u32,
        received: u32,
        reckoning: Reckoning,
    },
}

impl Answered {
    /// The day of a unit's own paper; a sum is of no one day.
    pub(super) fn filled_on(&self) -> Option<NaiveDate> {
        match self.from {
            From::Unit(filled_on) => filled_on,
            From::Units { .. } => None,
        }
    }
}

pub(super) fn answered(
    desk: &mut Desk,
    request: &Request,
    now: Instant,
) -> Result<Answered, Fault> {
    match request.scope {
        Scope::Unit(unit) => {
            let unit = desk.unit(unit)?;
            let table = table(desk, request)?;
            let own = own(desk, table, &unit, request)?;
            Ok(Answered {
                figures: completed(desk.campaign.figures_of(&table.id), &own.figures),
                from: From::Unit(own.received_on),
            })
        }
        Scope::Subtree(_) => {
            let sum = table_total(desk, request, now)?;
            Ok(Answered {
                figures: sum.answers(),
                from: From::Units {
                    expected: sum.expected,
                    received: sum.reporting,
                    reckoning: sum.reckoning(),
                },
            })
        }
    }
}

pub(super) fn annex2(desk: &mut Desk, request: &Request, now: Instant) -> Result<Export, Fault> {
    let unit = desk.unit(request.scope.unit())?;
    let answered = answered(desk, request, now)?;
    let name = &unit.name;
    let reporter = match answered.from {
        From::Unit(filled_on) => Reporter::Unit { name, filled_on },
        From::Units {
            expected,
            received,
            reckoning,
        } => Reporter::RollUp {
            name,
            expected,
            received,
            reckoning,
        },
    };
    // A form that nobody filled in yet is of no particular day.
    let is_blank = matches!(answered.from, From::Unit(None));
    let when = when(desk, &request.extent, now)?;
    let paper = Statistics {
        campaign: &desk.campaign,
        table: table(desk, request)?,
        reporter,
        when: Some(when).filter(|_| !is_blank),
        figures: &answered.figures,
    };
    Ok(paper.document().into())
}

pub(super) fn liaisons(desk: &Desk, request: &Request, now: Instant) -> Result<Export, Fault> {
    registration(desk)?;
    let registered = submit::liaisons(desk)?;
    let units = active_units(desk, request.scope, now)?;
    let lines: Vec<LiaisonLine<'_>> = units
        .iter()
        .map(|unit| LiaisonLine {
            unit,
            fields: registered.get(&unit.id),
        })
        .collect();
    let list = LiaisonList {
        campaign: &desk.campaign,
        lines: &lines,
        as_of: now,
    };
    Ok(list.sheet().into())
}

pub(super) fn status(desk: &Desk, request: &Request, now: Instant) -> Result<Export, Fault> {
    let mut matrix = matrix(desk, request, now)?;
    if !matches!(request.extent, Extent::Period(_)) {
        matrix = matrix.narrowed(&up_to_next(desk, now), Sort::Code);
    }
    let lines: Vec<StatusLine<'_>> = matrix.rows.iter().map(status_line).collect();
    let periods: Vec<_> = matrix.heads.iter().map(|head| &head.period).collect();
    let tallies: Vec<Tally> = matrix.heads.iter().map(|head| head.tally).collect();
    let closed: Vec<_> = matrix.heads.iter().map(|head| head.closed_at).collect();
    let paper = StatusMatrix {
        campaign: &desk.campaign,
        periods: &periods,
        lines: &lines,
        tallies: &tallies,
        closed: &closed,
        as_of: now,
    };
    Ok(paper.sheet().into())
}

/// The periods that have begun, and those that are due next: years of what nobody owes yet would fill the paper.
pub(super) fn up_to_next(desk: &Desk, now: Instant) -> Filter {
    let next = desk.plan.next_due(now);
    let periods = desk.plan.periods.iter();
    let periods = periods.filter(|period| period.is_open(now) || next.contains(period));
    Filter {
        periods: periods.map(|period| period.id.clone()).collect(),
        ..Filter::default()
    }
}

fn status_line(row: &standing::Row) -> StatusLine<'_> {
    let marks = row.cells.iter().map(|cell| StatusMark {
        state: cell.state,
        received_at: cell.receipt.received_at,
        is_returned: cell.returned_at.is_some(),
    });
    StatusLine {
        unit: &row.unit,
        marks: marks.collect(),
    }
}

/// The whole ledger of the scope, whatever the extent: a hazard found last week is still open in this one.
pub(super) fn hazards(desk: &Desk, request: &Request, now: Instant) -> Result<Export, Fault> {
    let units = units_in(desk, request.scope)?;
    let ledger = ledger(desk, now)?;
    let lines = hazard_lines(&units, &ledger);
    let paper = HazardLedger {
        campaign: &desk.campaign,
        lines: &lines,
        today: now.date(),
    };
    Ok(paper.sheet().into())
}

pub(super) fn figures(desk: &mut Desk, request: &Request, now: Instant) -> Result<Export, Fault> {
    let totals = totals(desk, request, now)?;
    let unit = desk.unit(request.scope.unit())?;
    let list = FigureList {
        campaign: &desk.campaign,
        table: table(desk, request)?,
        scope: &unit.name,
        when: when(desk, &request.extent, now)?,
        totals: &totals.figures,
        reckoning: totals.reckoning,
    };
    Ok(list.sheet().into())
}

pub(super) fn units(desk: &mut Desk, request: &Request, now: Instant) -> Result<Export, Fault> {
    let totals = totals(desk, request, now)?;
    let table = table(desk, request)?;
    let top = desk.unit(request.scope.unit())?;
    let reported = own_figures(desk, table, &top.path, request)?;
    let ground = desk.ground();
    let periods = request.extent.periods(&ground, &table.id);
    // Those who owe the table, and those who sent it all the same.
    let mut units = units_in(desk, request.scope)?;
    units.retain(|unit| reported.contains_key(&unit.id) || is_owed(&ground, unit, &periods));
    let nothing = Own::default();
    let lines: Vec<UnitFigures<'_>> = units
        .iter()
        .map(|unit| UnitFigures {
            unit,
            figures: &reported.get(&unit.id).unwrap_or(&nothing).figures,
        })
        .collect();
    let paper = UnitTable {
        campaign: &desk.campaign,
        table,
        when: when(desk, &request.extent, now)?,
        lines: &lines,
        totals: &totals.figures,
        reckoning: totals.reckoning,
    };
    Ok(paper.sheet().into())
}

/// The totals of a table.
#[derive(Debug, Default)]
pub(super) struct Totals {
    pub figures: BTreeMap<FigureId, Total>,
    /// What they count; of one unit's own paper nothing is said.
    pub reckoning: Reckoning,
}

/// The totals of the table that the request names, over its scope.
pub(super) fn totals(desk: &mut Desk, request: &Request, now: Instant) -> Result<Totals, Fault> {
    match request.scope {
        Scope::Subtree(_) => {
            let sum = table_total(desk, request, now)?;
            let reckoning = sum.reckoning();
            let figures = sum.figures.into_iter();
            Ok(Totals {
                figures: figures.map(|one| (one.figure, one.total)).collect(),
                reckoning,
            })
        }
        Scope::Unit(unit) => {
            let table = table(desk, request)?;
            let own = own(desk, table, &desk.unit(unit)?, request)?;
            Ok(Totals {
                figures: totals_of(desk, table, unit, &own),
                reckoning: Reckoning::default(),
            })
        }
    }
}

fn table_total(desk: &mut Desk, request: &Request, now: Instant) -> Result<TableTotal, Fault> {
    let table = table(desk, request)?.id.clone();
    let (unit, extent) = (request.scope.unit(), &request.extent);
    total_counting(desk, &table, unit, extent, request.counting, now)
}

fn own(desk: &Desk, table: &Table, unit: &Unit, request: &Request) -> Result<Own, Fault> {
    let mut all = own_figures(desk, table, &unit.path, request)?;
    Ok(all.remove(&unit.id).unwrap_or_default())
}

/// The matrix of the scope's units, and of one period where the request names one.
pub(super) fn matrix(desk: &Desk, request: &Request, now: Instant) -> Result<Matrix, Fault> {
    let filter = Filter {
        periods: match &request.extent {
            Extent::Period(period) => vec![period.clone()],
            Extent::AsOf(_) | Extent::Whole => Vec::new(),
        },
        ..Filter::default()
    };
    let mut matrix = standing::matrix(desk, &filter, Sort::Code, now)?;
    let inside = units_in(desk, request.scope)?;
    let inside: BTreeSet<UnitId> = inside.iter().map(|unit| unit.id).collect();
    matrix.rows.retain(|row| inside.contains(&row.unit.id));
    matrix.recount();
    Ok(matrix)
}

/// The reporting units of the scope, closed ones too.
pub(super) fn units_in(desk: &Desk, scope: Scope) -> Result<Vec<Unit>, Fault> {
    let top = desk.unit(scope.unit())?;
    let mut units = desk.reporters()?;
    units.retain(|unit| match scope {
        Scope::Unit(id) => unit.id == id,
        Scope::Subtree(_) => unit.path.starts_with(&top.path),
    });
    Ok(units)
}

/// The reporting units of the scope that have not been closed.
pub(super) fn active_units(desk: &Desk, scope: Scope, now: Instant) -> Result<Vec<Unit>, Fault> {
    let mut units = units_in(desk, scope)?;
    let today = now.date();
    units.retain(|unit| unit.closed_on.is_none_or(|closed| today < closed));
    Ok(units)
}

pub(super) fn ledger(desk: &Desk, now: Instant) -> Result<Vec<Hazard>, Fault> {
    hazard::list(desk, &ListHazards::default(), now.date())
}

/// The ledger's entries of these units.
pub(super) fn hazard_lines<'a>(units: &'a [Unit], ledger: &'a [Hazard]) -> Vec<HazardLine<'a>> {
    let known: BTreeMap<UnitId, &Unit> = units.iter().map(|unit| (unit.id, unit)).collect();
    ledger
        .iter()
        .filter_map(|hazard| {
            Some(HazardLine {
                unit: known.get(&hazard.unit)?,
                entry: &hazard.entry,
            })
        })
        .collect()
}
