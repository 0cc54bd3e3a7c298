//! How the answers of this screen's dialogs become requests to the desk. What is right is said by `ops` when the desk is
//! asked.

use super::asking::{Asking, MET, RANK, REASON_ITEM, scored};
use super::lines::{Lines, nominated};
use super::part;
use super::work::{Request, Scored};
use crate::domain::calendar::Instant;
use crate::domain::campaign::PointsItem;
use crate::domain::id::{NominationId, PointsId, TargetId, UnitId};
use crate::domain::nomination::NominationEntry;
use crate::ops::nomination::BodyList;
use crate::ops::target::sharers;
use crate::text::digits::fold_number;
use crate::tui::kit::form::Remark;
use crate::tui::kit::guarded::Guarded;
use crate::tui::screen::Context;
use crate::tui::screens::day_field;

/// What keeps a dialog from being answered: by the ids of its items.
pub type Remarks = Vec<(String, Remark)>;

/// What an answered dialog asks of the desk, or what is wrong with it; `None` where what it is about is gone.
pub fn answered(
    asking: &Asking,
    dialog: &Guarded,
    lines: &Lines,
    context: &Context,
    now: Instant,
) -> Result<Option<Request>, Remarks> {
    Ok(match asking {
        Asking::Share(target) => shared(target, dialog, context),
        Asking::Score(points, unit) => scored_so(points, *unit, dialog, context),
        Asking::Nominate { award, body, unit } => {
            let blank = NominationEntry {
                unit: *unit,
                name: String::new(),
                rank: 0,
                ticked: Default::default(),
                steps: Default::default(),
                note: String::new(),
            };
            Some(Request::Nominate {
                award: award.clone(),
                body: *body,
                entry: Box::new(named(blank, dialog)?),
            })
        }
        Asking::Amend(id) => {
            amended(*id, dialog, lines, context, now)?.map(|entry| Request::Amend {
                nomination: *id,
                entry: Box::new(entry),
            })
        }
        Asking::Void(id) => {
            let reason = dialog.value(REASON_ITEM).trim().to_owned();
            if reason.is_empty() {
                return Err(vec![(REASON_ITEM.to_owned(), Remark::bad("请写明理由"))]);
            }
            Some(Request::Void {
                nomination: *id,
                reason,
            })
        }
        Asking::Part { part, seen } => part::answered((part, *seen), dialog, context, now)?,
        Asking::Quota(award) => {
            let lists = lines.loaded.as_ref().map(|loaded| loaded.awards.iter());
            let mut lists = lists.into_iter().flatten();
            match lists.find(|lists| lists.award == *award) {
                Some(lists) => Some(Request::Quota {
                    award: award.clone(),
                    typed: quotas(&lists.bodies, dialog)?,
                }),
                None => None,
            }
        }
    })
}

fn shared(target: &TargetId, dialog: &Guarded, context: &Context) -> Option<Request> {
    let wanted = context.campaign.target(target)?;
    let units = sharers(wanted, &context.units).into_iter();
    let typed = units.map(|unit| (unit.id, dialog.value(&unit.id.0.to_string())));
    Some(Request::Share {
        target: target.clone(),
        typed: typed.collect(),
    })
}

fn scored_so(
    points: &PointsId,
    unit: UnitId,
    dialog: &Guarded,
    context: &Context,
) -> Option<Request> {
    let mut tables = context.campaign.points.iter();
    let table = tables.find(|table| table.id == *points)?;
    let one = |item: &PointsItem| Scored {
        own: dialog.value(&format!("own {}", item.id)),
        reviewed: context
            .collects
            .then(|| dialog.value(&format!("reviewed {}", item.id))),
        item: item.id.clone(),
    };
    Some(Request::Score {
        points: points.clone(),
        unit,
        scores: scored(table, unit, context).map(one).collect(),
        reason: dialog.value(REASON_ITEM).trim().to_owned(),
    })
}

fn quotas(bodies: &[BodyList], dialog: &Guarded) -> Result<Vec<(UnitId, Option<u32>)>, Remarks> {
    let mut wrong = Remarks::new();
    let mut typed = Vec::new();
    for list in bodies {
        let id = list.body.0.to_string();
        match fold_number(&dialog.value(&id)).trim() {
            "" => typed.push((list.body, None)),
            text => match text.parse() {
                Ok(number) => typed.push((list.body, Some(number))),
                Err(_) => wrong.push((id, Remark::bad("应填整数；留空即没有"))),
            },
        }
    }
    match wrong.is_empty() {
        true => Ok(typed),
        false => Err(wrong),
    }
}

/// The entry with the name, the rank and the note that were typed.
fn named(entry: NominationEntry, dialog: &Guarded) -> Result<NominationEntry, Remarks> {
    let rank = fold_number(&dialog.value(RANK)).trim().parse();
    let rank = rank.map_err(|_| vec![(RANK.to_owned(), Remark::bad("应填整数，从 1 开始"))])?;
    Ok(NominationEntry {
        name: dialog.value("name"),
        note: dialog.value("note"),
        rank,
        ..entry
    })
}

fn amended(
    id: NominationId,
    dialog: &Guarded,
    lines: &Lines,
    context: &Context,
    now: Instant,
) -> Result<Option<NominationEntry>, Remarks> {
    let found = lines
        .loaded
        .as_ref()
        .and_then(|loaded| nominated(loaded, id));
    let award = found.and_then(|(lists, ..)| {
        let mut awards = context.campaign.awards.iter();
        awards.find(|award| award.id == lists.award)
    });
    let Some((award, (.., one))) = award.zip(found) else {
        return Ok(None);
    };
    let mut entry = named(one.nomination.entry.clone(), dialog)?;
    for condition in award
        .conditions
        .iter()
        .filter(|condition| condition.rule.is_none())
    {
        let word = dialog.value(&format!("met {}", condition.id));
        match MET.iter().position(|known| *known == word) {
            Some(at) => entry.ticked.insert(condition.id.clone(), at == 0),
            None => entry.ticked.remove(&condition.id),
        };
    }
    let mut wrong = Remarks::new();
    for step in &award.steps {
        let item = format!("step {}", step.id);
        match day_field::read(&dialog.value(&item), now.date()) {
            Ok(Some(day)) => drop(entry.steps.insert(step.id.clone(), day)),
            Ok(None) => drop(entry.steps.remove(&step.id)),
            Err(remark) => wrong.push((item, remark)),
        }
    }
    match wrong.is_empty() {
        true => Ok(Some(entry)),
        false => Err(wrong),
    }
}

/// The item beside which the desk's refusal is told.
pub fn first_item(asking: &Asking, lines: &Lines, context: &Context) -> String {
    match asking {
        Asking::Share(target) => {
            let target = context.campaign.target(target);
            let units = target
                .map(|target| sharers(target, &context.units))
                .unwrap_or_default();
            units
                .first()
                .map(|unit| unit.id.0.to_string())
                .unwrap_or_default()
        }
        Asking::Score(..) | Asking::Void(_) => REASON_ITEM.to_owned(),
        Asking::Nominate { .. } | Asking::Amend(_) => RANK.to_owned(),
        Asking::Part { .. } => part::FIRST_ITEM.to_owned(),
        Asking::Quota(award) => {
            let lists = lines.loaded.as_ref().map(|loaded| loaded.awards.iter());
            let mut lists = lists
                .into_iter()
                .flatten()
                .filter(|lists| lists.award == *award);
            let first = lists.next().and_then(|lists| lists.bodies.first());
            first
                .map(|list| list.body.0.to_string())
                .unwrap_or_default()
        }
    }
}
