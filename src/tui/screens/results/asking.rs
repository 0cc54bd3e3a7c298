//! The dialogs of this screen: what each asks, and how its answers become a request. What is right is said by `ops` when
//! the desk is asked.

use super::View;
use super::lines::{Key, Lines, nominated};
use super::work::{Request, Scored};
use crate::domain::calendar::Instant;
use crate::domain::campaign::{Award, Candidate, Given, PointsItem, PointsTable, TargetScope};
use crate::domain::id::{AwardId, NominationId, PointsId, TargetId, UnitId};
use crate::domain::nomination::NominationEntry;
use crate::domain::typing::show_number;
use crate::ops::nomination::{BodyList, next_rank};
use crate::ops::target::sharers;
use crate::text::digits::fold_number;
use crate::tui::kit::dialog::Dialog;
use crate::tui::kit::form::{Form, Item, Remark};
use crate::tui::kit::guarded::Guarded;
use crate::tui::screen::Context;
use crate::tui::screens::day_field;

/// The most characters of a number, of a name, of a reason.
const NUMBER: usize = 16;
const NAME: usize = 50;
const REASON: usize = 200;

const REASON_ITEM: &str = "reason";
const RANK: &str = "rank";
const MET: [&str; 2] = ["符合", "不符合"];

/// What an open dialog is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asking {
    Share(TargetId),
    Score(PointsId, UnitId),
    Nominate {
        award: AwardId,
        body: UnitId,
        unit: UnitId,
    },
    Amend(NominationId),
    Void(NominationId),
    Quota(AwardId),
}

/// What keeps a dialog from being answered: by the ids of its items.
pub type Remarks = Vec<(String, Remark)>;

/// What changing the selected line asks; why nothing can be changed there, where it cannot.
pub fn of_selected(lines: &Lines, context: &Context) -> Result<Asking, &'static str> {
    let selected = lines.selected().ok_or("没有选中任何一行")?;
    match (selected, lines.view(context)) {
        (Key::Target(id), _) => {
            let target = context.campaign.target(id);
            match target.map(|target| &target.scope) {
                Some(TargetScope::Split(_)) if context.collects => Ok(Asking::Share(id.clone())),
                Some(TargetScope::Split(_)) => Err("目标由牵头部门分解"),
                _ => Err("这个目标不分解；完成数由登记和报送得来"),
            }
        }
        (Key::Unit(unit), Some(View::Scores(at))) => {
            let table = context.campaign.points.get(at).ok_or("没有积分办法")?;
            match scored(table, *unit, context).next() {
                Some(_) => Ok(Asking::Score(table.id.clone(), *unit)),
                None => Err("积分都由登记的活动得来，不用评分"),
            }
        }
        (Key::Nomination(id), _) => Ok(Asking::Amend(*id)),
        (Key::Body(..), _) => Err("还没有推荐，先新增"),
        _ => Err("在“登记”里登记进展"),
    }
}

/// The items of a table that are scored by hand, for a unit's kind.
fn scored<'t>(
    table: &'t PointsTable,
    unit: UnitId,
    context: &'t Context,
) -> impl Iterator<Item = &'t PointsItem> {
    let kind = context.unit(unit).and_then(|unit| unit.kind.as_ref());
    let is_for = move |item: &&PointsItem| {
        item.kinds.is_empty() || kind.is_some_and(|kind| item.kinds.contains(kind))
    };
    let by_hand = |item: &&PointsItem| item.given == Given::Score;
    table.items().filter(by_hand).filter(is_for)
}

/// Opens a dialog; `None` where what it is about is gone.
pub fn about(asking: &Asking, lines: &Lines, context: &Context) -> Option<Guarded> {
    let dialog = match asking {
        Asking::Share(target) => share(target, lines, context)?,
        Asking::Score(points, unit) => score(points, *unit, lines, context)?,
        Asking::Nominate { award, body, unit } => {
            let award = context
                .campaign
                .awards
                .iter()
                .find(|one| one.id == *award)?;
            let list = list_of(lines, &award.id, *body);
            let rank = list.map_or(1, next_rank);
            let form = Form::new(candidate_items(award, *unit, "", rank, "", context));
            Dialog::form(format!("推荐：{}", award.name), "", form, "推荐")
        }
        Asking::Amend(id) => amend(*id, lines, context)?,
        Asking::Void(id) => {
            let (.., one) = nominated(lines.loaded.as_ref()?, *id)?;
            let entry = &one.nomination.entry;
            let text = format!("{} {}", context.unit_name(entry.unit), entry.name);
            let reason = Item::line(REASON_ITEM, "理由", "", REASON).required(true);
            Dialog::form("撤销推荐", text, Form::new(vec![reason]), "撤销推荐")
        }
        Asking::Quota(award) => quota(award, lines, context)?,
    };
    Some(Guarded::new(dialog))
}

fn share(id: &TargetId, lines: &Lines, context: &Context) -> Option<Dialog> {
    let target = context.campaign.target(id)?;
    let stood = lines.loaded.as_ref()?.shares.get(id);
    let digits = target.kind.digits().unwrap_or(0);
    let item = |unit: &crate::domain::unit::Unit| {
        let share = stood.and_then(|shares| shares.get(&unit.id));
        let share = share
            .map(|share| show_number(*share, digits))
            .unwrap_or_default();
        Item::line(unit.id.0.to_string(), unit.name.as_str(), &share, NUMBER)
            .hint(format!("分多少{}；留空即没有", target.measure))
    };
    let items: Vec<Item> = sharers(target, &context.units)
        .into_iter()
        .map(item)
        .collect();
    let whole = target.goal.and_then(|goal| goal.at_least).unwrap_or(0);
    let text = format!(
        "全部 {}{}，分给各单位",
        show_number(whole, digits),
        target.measure
    );
    Some(Dialog::form(
        format!("分解：{}", target.name),
        text,
        Form::new(items),
        "保存",
    ))
}

fn score(points: &PointsId, unit: UnitId, lines: &Lines, context: &Context) -> Option<Dialog> {
    let at = context
        .campaign
        .points
        .iter()
        .position(|table| table.id == *points)?;
    let table = &context.campaign.points[at];
    let scores = lines.loaded.as_ref()?.scores.get(at)?;
    let one = scores.units.iter().find(|one| one.unit == unit)?;
    let stood = |item: &PointsItem| {
        let groups = table.groups.iter().zip(&one.score.groups);
        let mut items = groups.flat_map(|(group, scored)| group.items.iter().zip(&scored.items));
        let found = items.find(|(known, _)| known.id == item.id);
        found
            .and_then(|(_, scored)| scored.score)
            .unwrap_or_default()
    };
    let show = |score: Option<i64>| {
        score
            .map(|score| show_number(score, table.scale))
            .unwrap_or_default()
    };
    let mut items = Vec::new();
    for item in scored(table, unit, context) {
        let score = stood(item);
        let cap = item
            .cap
            .map(|cap| format!("最多 {} 分", show_number(cap, table.scale)));
        let cap = cap.unwrap_or_default();
        let own = format!("{} 自评", item.name);
        let own = Item::line(format!("own {}", item.id), own, &show(score.own), NUMBER);
        items.push(own.hint(cap.clone()));
        let label = format!("{} 复核", item.name);
        let id = format!("reviewed {}", item.id);
        items.push(match context.collects {
            true => Item::line(id, label, &show(score.reviewed), NUMBER).hint(cap),
            false => Item::fixed(id, label, show(score.reviewed)),
        });
    }
    items.push(Item::line(REASON_ITEM, "说明", "", REASON));
    let title = format!("评分：{}", context.unit_name(unit));
    Some(Dialog::form(
        title,
        "复核的分数为准；没有复核的按自评。",
        Form::new(items),
        "保存",
    ))
}

fn candidate_items(
    award: &Award,
    unit: UnitId,
    name: &str,
    rank: u32,
    note: &str,
    context: &Context,
) -> Vec<Item> {
    let mut items = vec![Item::fixed("unit", "单位", context.unit_name(unit))];
    match award.candidate {
        Candidate::Unit => {}
        Candidate::Team => items.push(Item::line("name", "班组", name, NAME).required(true)),
        Candidate::Person => items.push(Item::line("name", "姓名", name, NAME).required(true)),
    }
    let rank = Item::line(RANK, "推荐顺序", &rank.to_string(), NUMBER).required(true);
    items.push(rank.hint("从 1 开始，不重复、不空缺"));
    items.push(Item::line("note", "备注", note, REASON));
    items
}

fn amend(id: NominationId, lines: &Lines, context: &Context) -> Option<Dialog> {
    let (lists, _, one) = nominated(lines.loaded.as_ref()?, id)?;
    let award = context
        .campaign
        .awards
        .iter()
        .find(|award| award.id == lists.award)?;
    let entry = &one.nomination.entry;
    let mut items = candidate_items(
        award,
        entry.unit,
        &entry.name,
        entry.rank,
        &entry.note,
        context,
    );
    for condition in award
        .conditions
        .iter()
        .filter(|condition| condition.rule.is_none())
    {
        let met = entry.ticked.get(&condition.id);
        let word = met.map_or("", |met| MET[usize::from(!*met)]);
        let id = format!("met {}", condition.id);
        items.push(Item::choice(id, condition.text.as_str(), MET, word));
    }
    for step in &award.steps {
        let day = entry.steps.get(&step.id).copied();
        items.push(day_field::item(
            &format!("step {}", step.id),
            &step.name,
            day,
        ));
    }
    let title = format!("推荐：{}", award.name);
    Some(Dialog::form(
        title,
        "程序按先后进行，写下每一步的日期。",
        Form::new(items),
        "保存",
    ))
}

fn quota(id: &AwardId, lines: &Lines, context: &Context) -> Option<Dialog> {
    let award = context
        .campaign
        .awards
        .iter()
        .find(|award| award.id == *id)?;
    let lists = lines
        .loaded
        .as_ref()?
        .awards
        .iter()
        .find(|lists| lists.award == *id)?;
    let item = |list: &BodyList| {
        let quota = list
            .quota
            .map(|quota| quota.to_string())
            .unwrap_or_default();
        Item::line(
            list.body.0.to_string(),
            context.unit_name(list.body),
            &quota,
            NUMBER,
        )
    };
    let items: Vec<Item> = lists.bodies.iter().map(item).collect();
    let text = format!(
        "各推荐单位可以推荐几个；名额以外另可有 {} 个差额候选。",
        award.extra
    );
    Some(Dialog::form(
        format!("名额：{}", award.name),
        text,
        Form::new(items),
        "保存",
    ))
}

/// One recommending unit's list for an award.
pub fn list_of<'l>(lines: &'l Lines, award: &AwardId, body: UnitId) -> Option<&'l BodyList> {
    let lists = lines.loaded.as_ref()?.awards.iter();
    let mut own = lists.filter(|lists| lists.award == *award);
    own.find_map(|lists| lists.bodies.iter().find(|list| list.body == body))
}

/// What an answered dialog asks of the desk, or what is wrong with it; `None` where what it is about is gone.
pub fn answered(
    asking: &Asking,
    dialog: &Guarded,
    lines: &Lines,
    context: &Context,
    now: Instant,
) -> Result<Option<Request>, Remarks> {
    let reason = || dialog.value(REASON_ITEM).trim().to_owned();
    Ok(match asking {
        Asking::Share(target) => context.campaign.target(target).map(|wanted| {
            let units = sharers(wanted, &context.units).into_iter();
            let typed = units.map(|unit| (unit.id, dialog.value(&unit.id.0.to_string())));
            Request::Share {
                target: target.clone(),
                typed: typed.collect(),
            }
        }),
        Asking::Score(points, unit) => {
            let table = context
                .campaign
                .points
                .iter()
                .find(|table| table.id == *points);
            table.map(|table| Request::Score {
                points: points.clone(),
                unit: *unit,
                scores: scored(table, *unit, context)
                    .map(|item| Scored {
                        own: dialog.value(&format!("own {}", item.id)),
                        reviewed: context
                            .collects
                            .then(|| dialog.value(&format!("reviewed {}", item.id))),
                        item: item.id.clone(),
                    })
                    .collect(),
                reason: reason(),
            })
        }
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
        Asking::Amend(id) => match amended(*id, dialog, lines, context, now)? {
            Some(entry) => Some(Request::Amend {
                nomination: *id,
                entry: Box::new(entry),
            }),
            None => None,
        },
        Asking::Void(id) if reason().is_empty() => {
            let _ = id;
            return Err(vec![(REASON_ITEM.to_owned(), Remark::bad("请写明理由"))]);
        }
        Asking::Void(id) => Some(Request::Void {
            nomination: *id,
            reason: reason(),
        }),
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
        match day_field::read(&dialog.value(&item), now) {
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
