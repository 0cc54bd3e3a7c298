//! Gathers what is behind the papers of registers, targets, points, responsibilities and nominations.

use std::collections::BTreeMap;

use super::gather::units_in;
use super::{Request, Scope};
use crate::domain::calendar::Instant;
use crate::domain::campaign::{Part, PointsTable, Register};
use crate::domain::id::{RecordId, UnitId};
use crate::domain::nomination::Met;
use crate::domain::points::{Granted, Score, why_nothing};
use crate::domain::record::{KeptRecord, totals_by_choice};
use crate::domain::target::words;
use crate::error::Fault;
use crate::export::Export;
use crate::export::paper::{
    NominationLine, NominationList, RecordLine, RegisterList, ResponsibilityMatrix, ScoreTable,
    TargetList, TargetPaperLine, TraceLine, titled,
};
use crate::export::sheet::{Sheet, Workbook};
use crate::ops::points::Ground;
use crate::ops::record::{Lines, ListRecords, headings, list, register_named, show, value};
use crate::ops::responsibility::{RowStanding, matrix, registers as registers_of_rows};
use crate::ops::{Desk, nomination, points, target};

/// The register that the request names, over its scope.
pub(super) fn register(desk: &Desk, request: &Request, now: Instant) -> Result<Export, Fault> {
    let register = register_named(&desk.campaign, request.of.as_deref())?;
    Ok(register_sheet(desk, register, request.scope, now)?.into())
}

pub(super) fn register_sheet(
    desk: &Desk,
    register: &Register,
    scope: Scope,
    now: Instant,
) -> Result<Sheet, Fault> {
    let words = Lines::of(desk)?;
    let inside = inside(desk, scope)?;
    let mut records = list(desk, &ListRecords::of(register.id.clone()), now.date())?;
    records.retain(|kept| inside.contains(&kept.record.unit));
    let names: Vec<String> = records
        .iter()
        .map(|kept| words.unit_name(kept.record.unit))
        .collect();
    let fields = headings(register);
    let line = |(kept, unit): (&KeptRecord, &'_ String)| -> (KeptRecord, String) {
        (kept.clone(), unit.clone())
    };
    let kept: Vec<(KeptRecord, String)> = records.iter().zip(&names).map(line).collect();
    let lines: Vec<RecordLine<'_>> = kept
        .iter()
        .map(|(kept, unit)| {
            let record = &kept.record;
            let row = record.row.as_ref().and_then(|row| register.row(row));
            let field = |field| {
                let text = show(&words, register, field, record)?;
                Some((value(register, field, record)?, text))
            };
            RecordLine {
                number: record.id.0,
                unit,
                row: row.map(|row| row.name.as_str()),
                fields: fields.iter().map(|(one, _)| field(one)).collect(),
                stages: register
                    .stages
                    .iter()
                    .map(|stage| record.entry.reached.get(&stage.id).copied())
                    .collect(),
            }
        })
        .collect();
    let unfit = kept.iter().filter_map(|(kept, _)| {
        let why = words.unfit(register, &kept.record)?;
        Some(format!("编号 {}：{why}。", kept.record.id.0))
    });
    let unfit: Vec<String> = unfit.collect();
    let paper = RegisterList {
        campaign: &desk.campaign,
        register,
        unfit: &unfit,
        fields: &fields,
        lines: &lines,
        totals: &totals_by_choice(
            register,
            &kept
                .iter()
                .map(|(kept, _)| &kept.record)
                .collect::<Vec<_>>(),
        ),
        today: now.date(),
    };
    Ok(paper.sheet())
}

/// The units whose records a paper shows: of the whole desk, the collecting desk's own too.
fn inside(desk: &Desk, scope: Scope) -> Result<Vec<UnitId>, Fault> {
    let units = units_in(desk, scope)?;
    let own = (scope.unit() == desk.seat.unit).then_some(desk.seat.unit);
    Ok(units.iter().map(|unit| unit.id).chain(own).collect())
}

pub(super) fn targets(desk: &Desk, request: &Request, now: Instant) -> Result<Export, Fault> {
    Ok(target_sheet(desk, request.scope, now)?.into())
}

pub(super) fn target_sheet(desk: &Desk, scope: Scope, now: Instant) -> Result<Sheet, Fault> {
    let today = now.date();
    let names = Lines::of(desk)?;
    let inside = inside(desk, scope)?;
    let is_whole = matches!(scope, Scope::Subtree(top) if top == desk.seat.unit);
    let mut lines = Vec::new();
    let mut remarks = Vec::new();
    let all = target::targets(desk, today)?;
    for progress in &all {
        let wanted = target::target_of(&desk.campaign, &progress.target)?;
        for one in &progress.progress {
            if one.unit.map_or(!is_whole, |unit| !inside.contains(&unit)) {
                continue;
            }
            lines.push(TargetPaperLine {
                name: format!("{}{}", "　".repeat(progress.depth), wanted.name),
                stretch: words::stretch(wanted, one.days),
                unit: one
                    .unit
                    .map_or_else(|| "合计".to_owned(), |unit| names.unit_name(unit)),
                wanted: words::goal(wanted, one.goal),
                done: words::value(wanted, one.value),
                share: one.share,
                time: one.time,
                standing: one.standing,
                lead: wanted.responsibility.words(Part::Lead, &desk.campaign),
                responsible: wanted
                    .responsibility
                    .words(Part::Responsible, &desk.campaign),
            });
        }
        remarks.extend(target::split_remark(wanted, progress.split_difference));
        let each = progress.each(today).filter(|_| is_whole);
        remarks.extend(each.map(|each| {
            let told = each.told(each.units(), |unit| names.unit_name(unit));
            format!("{}：{told}。", wanted.name)
        }));
    }
    remarks.extend(target::partial_remark(&all));
    let paper = TargetList {
        campaign: &desk.campaign,
        lines: &lines,
        remarks: &remarks,
        today,
    };
    Ok(paper.sheet())
}

pub(super) fn scores(desk: &Desk, request: &Request, now: Instant) -> Result<Export, Fault> {
    let table = points::table_named(&desk.campaign, request.of.as_deref())?;
    let mut scores = points::scores(desk, table, now)?;
    let inside = inside(desk, request.scope)?;
    scores.units.retain(|one| inside.contains(&one.unit));
    let names = Lines::of(desk)?;
    let names: Vec<String> = scores
        .units
        .iter()
        .map(|one| names.unit_name(one.unit))
        .collect();
    let lines: Vec<_> = scores
        .units
        .iter()
        .zip(&names)
        .map(|(one, name)| (name.as_str(), &one.score))
        .collect();
    let people = scores.units.iter().map(|one| one.people.as_slice());
    let people: Vec<_> = people.collect();
    let grounds = points::grounds(desk, now.date())?;
    let paper = ScoreTable {
        campaign: &desk.campaign,
        table,
        lines: &lines,
        people: &people,
        traces: &traces(table, &lines, &grounds),
        participation: &scores.participation(table),
        today: now.date(),
    };
    let title = titled(&desk.campaign.title, &table.name);
    let sheets = [
        Some(paper.sheet()),
        paper.people_sheet(),
        Some(paper.trace_sheet()),
        paper.rules_sheet(),
    ];
    Ok(Workbook::new(title, sheets.into_iter().flatten()).into())
}

/// The records behind the points of these units, in the order of the table.
fn traces<'a>(
    table: &'a PointsTable,
    lines: &[(&'a str, &'a Score)],
    grounds: &'a BTreeMap<RecordId, Ground>,
) -> Vec<TraceLine<'a>> {
    let mut traces = Vec::new();
    for (unit, score) in lines {
        for (group, scored) in table.groups.iter().zip(&score.groups) {
            let trace = |item: &'a str, granted: Granted, why: String| {
                let ground = grounds.get(&granted.record);
                TraceLine {
                    unit,
                    group: &group.name,
                    item,
                    day: granted.day,
                    points: granted.points,
                    number: granted.record.0,
                    title: ground.map_or("", |ground| ground.title.as_str()),
                    proof: ground.map(Ground::proof_in_words).unwrap_or_default(),
                    why,
                }
            };
            let why = |granted: &Granted, item| match granted.points {
                0 => why_nothing(table, (group, scored), item),
                _ => String::new(),
            };
            for (item, of_item) in group.items.iter().zip(&scored.items) {
                let granted = of_item.granted.iter();
                traces.extend(granted.map(|granted| {
                    let why = why(granted, Some((item, of_item)));
                    trace(&item.name, *granted, why)
                }));
                traces.extend(of_item.waiting.iter().map(|waiting| {
                    let ground = grounds.get(&waiting.record);
                    let why = ground.map(|ground| ground.waits_in_words(&waiting.stage));
                    let nothing = Granted {
                        record: waiting.record,
                        day: waiting.day,
                        points: 0,
                    };
                    trace(&item.name, nothing, why.unwrap_or_default())
                }));
            }
            let repeats = scored.repeats.iter();
            traces.extend(repeats.map(|granted| trace("再次开展", *granted, why(granted, None))));
        }
    }
    traces
}

pub(super) fn responsibilities(
    desk: &Desk,
    request: &Request,
    now: Instant,
) -> Result<Export, Fault> {
    let campaign = &desk.campaign;
    let mut of_rows = registers_of_rows(campaign);
    let register = match (&request.of, of_rows.next(), of_rows.next()) {
        (None, Some(only), None) => only,
        (of, ..) => register_named(campaign, of.as_deref())?,
    };
    let laid = matrix(desk, register, now.date())?;
    let names = Lines::of(desk)?;
    let inside = inside(desk, request.scope)?;
    let units: Vec<UnitId> = laid
        .units
        .into_iter()
        .filter(|unit| inside.contains(unit))
        .collect();
    let unit_names: Vec<String> = units.iter().map(|unit| names.unit_name(*unit)).collect();
    let unit_names: Vec<&str> = unit_names.iter().map(String::as_str).collect();
    let said = |standing: &RowStanding| {
        let stage = standing.stage.as_ref().and_then(|(stage, on)| {
            let (_, stage) = register.stage(stage)?;
            Some(format!("{} {on}", stage.name))
        });
        let parts = [stage.unwrap_or_default(), standing.said.clone()];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    };
    let lines: Vec<_> = laid
        .rows
        .iter()
        .zip(&register.rows)
        .map(|(row, given)| {
            let cells = units.iter().map(|unit| {
                let cell = row.cells.iter().find(|cell| cell.unit == *unit);
                cell.map_or_else(String::new, |cell| {
                    let standing = cell.standing.as_ref().map(said).unwrap_or_default();
                    let text = format!("{} {standing}", cell.part.label());
                    text.trim_end().to_owned()
                })
            });
            let whole = row.standing.as_ref().map(said).unwrap_or_default();
            (given, whole, cells.collect())
        })
        .collect();
    let paper = ResponsibilityMatrix {
        campaign: &desk.campaign,
        register,
        units: &unit_names,
        lines: &lines,
        today: now.date(),
    };
    Ok(paper.sheet().into())
}

pub(super) fn nominations(desk: &Desk, now: Instant) -> Result<Export, Fault> {
    let names = Lines::of(desk)?;
    let mut sheets = Vec::new();
    for lists in nomination::lists(desk, now)? {
        let award = nomination::award_of(&desk.campaign, &lists.award)?;
        let all = lists.bodies.iter();
        let all = all.flat_map(|list| list.nominations.iter().map(move |one| (list.body, one)));
        let named: Vec<(String, String, _)> = all
            .map(|(body, one)| {
                let unit = names.unit_name(one.nomination.entry.unit);
                (names.unit_name(body), unit, one)
            })
            .collect();
        let lines: Vec<NominationLine<'_>> = named
            .iter()
            .map(|(body, unit, one)| NominationLine {
                body,
                unit,
                entry: &one.nomination.entry,
                is_extra: one.is_extra,
                met: one
                    .conditions
                    .iter()
                    .map(|one| one.met)
                    .collect::<Vec<Met>>(),
            })
            .collect();
        let problems: Vec<String> = lists
            .bodies
            .iter()
            .flat_map(|list| {
                let body = names.unit_name(list.body);
                list.problems
                    .iter()
                    .map(move |problem| format!("{body}：{problem}"))
            })
            .collect();
        let paper = NominationList {
            campaign: &desk.campaign,
            award,
            lines: &lines,
            problems: &problems,
            today: now.date(),
        };
        sheets.push(paper.sheet());
    }
    Ok(Workbook::new(titled(&desk.campaign.title, "推荐名单"), sheets).into())
}
