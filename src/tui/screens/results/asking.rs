//! The dialogs of this screen: what each asks. How its answers become a request is in `answer`.

use super::lines::{Key, Lines, nominated};
use super::state::Popup;
use super::{View, part};
use crate::domain::calendar::Instant;
use crate::domain::campaign::{Award, Candidate, Given, PointsItem, PointsTable, TargetScope};
use crate::domain::id::{AwardId, NominationId, PointsId, TargetId, UnitId};
use crate::domain::typing::show_number;
use crate::ops::nomination::{BodyList, next_rank};
use crate::ops::responsibility::{PartOf, Seen};
use crate::ops::target::{sharers, shown};
use crate::tui::kit::dialog::Dialog;
use crate::tui::kit::form::{Form, Item};
use crate::tui::kit::guarded::Guarded;
use crate::tui::screen::Context;
use crate::tui::screens::day_field;

/// The most characters of a number, of a name, of a reason.
const NUMBER: usize = 16;
const NAME: usize = 50;
pub const REASON: usize = 200;

pub const REASON_ITEM: &str = "reason";
pub const RANK: &str = "rank";
pub const MET: [&str; 2] = ["符合", "不符合"];

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
    /// How far a unit is with a given row.
    Part {
        part: PartOf,
        /// What stood there when the dialog was opened.
        seen: Option<Seen>,
    },
}

/// The dialog that is open, by the name that its draft goes by.
pub fn open_form(popup: Option<&Popup>) -> Option<(String, &Guarded)> {
    let (asking, dialog) = popup?.asked()?;
    let form = match asking {
        Asking::Share(target) => format!("share {target}"),
        Asking::Score(points, unit) => format!("score {points} {}", unit.0),
        Asking::Nominate { award, body, unit } => {
            format!("nominate {award} {} {}", body.0, unit.0)
        }
        Asking::Amend(nomination) => format!("nomination amend {}", nomination.0),
        Asking::Void(nomination) => format!("nomination void {}", nomination.0),
        Asking::Quota(award) => format!("quota {award}"),
        Asking::Part { part, .. } => format!("part {} {} {}", part.register, part.row, part.unit.0),
    };
    Some((form, dialog))
}

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
pub fn scored<'t>(
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
pub fn about(asking: &Asking, lines: &Lines, context: &Context, now: Instant) -> Option<Guarded> {
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
        Asking::Part { part, .. } => part::about(part, lines, context, now)?,
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
    let shared = stood.map_or(0, |shares| shares.values().sum::<i64>());
    let rest = whole.saturating_sub(shared);
    let rest = match rest {
        0 => "，正好分完".to_owned(),
        1.. => format!("，还剩 {}", shown(target, rest)),
        _ => format!("，多分了 {}", shown(target, rest.saturating_neg())),
    };
    let text = format!(
        "全部 {}，现已分 {}{rest}",
        shown(target, whole),
        shown(target, shared)
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
    items.push(rank.hint("从 1 开始；修改时填已有人选的一位，两个互换"));
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
    let text = match award.steps.is_empty() {
        true => "",
        false => "程序按先后进行，写下每一步的日期。",
    };
    Some(Dialog::form(title, text, Form::new(items), "保存"))
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
