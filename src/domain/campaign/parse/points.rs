//! `[[points]]`: a points table, with its groups, their items and caps.

use super::expression::{self, Scope};
use super::header::Header;
use super::kinds;
use super::tree::{Keys, Names, check_known};
use crate::domain::campaign::{
    Expression, Given, LatePoints, PointsGroup, PointsItem, PointsTable, Register, RegisterField,
    RegisterFieldKind, Selection,
};
use crate::domain::figure::FigureKind;
use crate::domain::id::{DutyId, FieldId, ItemId, PointsId};
use crate::domain::ratio::Ratio;
use crate::domain::typing::show_number;

pub(super) const KEYS: [&str; 11] = [
    "id",
    "name",
    "note",
    "kinds",
    "registered",
    "scale",
    "threshold",
    "ranking",
    "person",
    "group",
    "late",
];
pub(super) const GROUP_KEYS: [&str; 7] = [
    "name",
    "text",
    "cap",
    "either_or",
    "repeat",
    "takes_repeats",
    "item",
];
pub(super) const ITEM_KEYS: [&str; 8] = [
    "id", "name", "text", "cap", "kinds", "source", "each", "scored",
];
pub(super) const LATE_KEYS: [&str; 3] = ["duty", "per_day", "cap"];

/// What a points table may refer to.
#[derive(Debug, Clone, Copy)]
struct Context<'c> {
    header: &'c Header,
    scope: Scope<'c>,
    /// The ids of every duty.
    duties: &'c [&'c str],
}

/// Reads every points table.
pub(super) fn read(root: &Keys<'_>, header: &Header, scope: Scope<'_>) -> Vec<PointsTable> {
    let mut ids = Names::default();
    let nodes = root.list("duty");
    let duties: Vec<&str> = nodes
        .iter()
        .filter_map(|node| node.peek_text("id"))
        .collect();
    let context = Context {
        header,
        scope,
        duties: &duties,
    };
    root.list("points")
        .iter()
        .filter_map(|node| Some(read_table(&node.keys(&KEYS)?, context, &mut ids)))
        .collect()
}

fn read_table<'t>(keys: &Keys<'t>, context: Context<'_>, ids: &mut Names<'t>) -> PointsTable {
    let id = keys
        .id("id", "contest")
        .filter(|id| ids.add(id, keys.report));
    let scale = keys.get("scale").and_then(|node| node.integer(0, 2));
    let scale = scale
        .and_then(|scale| u8::try_from(scale).ok())
        .unwrap_or(0);
    let mut items = Names::default();
    let groups: Vec<PointsGroup> = keys
        .require("group", "[[points.group]]")
        .and_then(|node| node.list())
        .unwrap_or_default()
        .iter()
        .filter_map(|node| read_group(&node.keys(&GROUP_KEYS)?, context, scale, &mut items))
        .collect();
    tell_lost_repeats(keys, &groups);
    let threshold = keys.scaled("threshold", scale).flatten();
    tell_out_of_reach(keys, &groups, threshold, scale);
    PointsTable {
        id: PointsId::from(id.map_or("", |id| id.value)),
        name: keys.text("name", "参赛单位积分办法").unwrap_or_default(),
        note: keys.paragraphs("note").unwrap_or_default(),
        kinds: kinds::read(keys, "kinds", context.header).unwrap_or_default(),
        registered: read_registered(keys, context.scope),
        scale,
        threshold,
        ranking: keys.get("ranking").and_then(|node| node.flag()) != Some(false),
        person: read_person(keys, context.scope, &groups),
        late: read_late(keys, context, scale),
        groups,
    }
}

/// `registered = "entry where stage >= entered"`: by which records a unit is registered.
fn read_registered(keys: &Keys<'_>, scope: Scope<'_>) -> Option<Selection> {
    let text = keys.get("registered")?.line()?;
    expression::selection(&text, scope, keys.report)
}

/// The field that names a person: every register from which the table takes points has it, as words.
fn read_person(keys: &Keys<'_>, scope: Scope<'_>, groups: &[PointsGroup]) -> Option<FieldId> {
    let text = keys.get("person")?.line()?;
    let items = groups.iter().flat_map(|group| &group.items);
    let is_named = |register: &&&Register| {
        let mut items = items.clone();
        items.any(
            |item| matches!(&item.given, Given::Records { of, .. } if of.register == register.id),
        )
    };
    let registers: Vec<&&Register> = scope
        .registers
        .unwrap_or_default()
        .iter()
        .filter(is_named)
        .collect();
    if registers.is_empty() {
        let message = "没有从登记得分的项，分不出个人的积分";
        keys.report.error(text.span.clone(), message);
        return None;
    }
    let has_it = |register: &&&Register| {
        let words =
            |field: &&RegisterField| field.kind == RegisterFieldKind::Plain(FigureKind::Text);
        let fields = register.fields.iter().filter(words);
        let what = format!("文字字段（台账“{}”）", register.name);
        check_known(
            &text,
            &what,
            fields.map(|field| field.id.as_str()),
            keys.report,
        )
    };
    let all = registers.iter().filter(|register| has_it(register)).count();
    (all == registers.len()).then(|| FieldId::from(text.value))
}

fn read_group<'t>(
    keys: &Keys<'t>,
    context: Context<'_>,
    scale: u8,
    ids: &mut Names<'t>,
) -> Option<PointsGroup> {
    let name = keys.text("name", "十项行动");
    let text = keys.paragraphs("text");
    let cap = keys.scaled("cap", scale);
    let either_or = keys.flag("either_or");
    let repeat = keys.scaled("repeat", scale);
    let takes_repeats = keys.flag("takes_repeats");
    let items = keys
        .require("item", "[[points.group.item]]")
        .and_then(|node| node.list())
        .unwrap_or_default()
        .iter()
        .filter_map(|node| read_item(&node.keys(&ITEM_KEYS)?, context, scale, ids))
        .collect();
    Some(PointsGroup {
        name: name?,
        text: text?,
        cap: cap?,
        either_or: either_or?,
        repeat: repeat?.unwrap_or(0),
        takes_repeats: takes_repeats?,
        items,
    })
}

/// What is wanted has to be within the caps: the groups', and within a group without one its items'.
fn tell_out_of_reach(keys: &Keys<'_>, groups: &[PointsGroup], threshold: Option<i64>, scale: u8) {
    let most_of = |group: &PointsGroup| {
        let mut items = group.items.iter().map(|item| item.cap);
        let items = items.try_fold(0_i64, |sum, cap| Some(sum.saturating_add(cap?)));
        match (group.cap, items.filter(|_| !group.takes_repeats)) {
            (Some(cap), Some(items)) => Some(cap.min(items)),
            (cap, items) => cap.or(items),
        }
    };
    let most = groups.iter().try_fold(0_i64, |sum, group| {
        Some(sum.saturating_add(most_of(group)?))
    });
    let Some((wanted, most)) = threshold.zip(most).filter(|(wanted, most)| wanted > most) else {
        return;
    };
    let show = |points| show_number(points, scale);
    let message = format!(
        "评选要求 {} 分，各组的上限加起来只有 {} 分，谁也达不到",
        show(wanted),
        show(most)
    );
    keys.report.error(keys.key_span("threshold"), message);
}

/// Points for repeating have to go somewhere, and to one place.
fn tell_lost_repeats(keys: &Keys<'_>, groups: &[PointsGroup]) {
    let takers = groups.iter().filter(|group| group.takes_repeats).count();
    let gives = groups.iter().any(|group| group.repeat > 0);
    let place = || keys.key_span("group");
    if takers > 1 {
        keys.report
            .error(place(), "只能有一组写 takes_repeats = true");
    } else if gives && takers == 0 {
        let suggestion = "在那一组里加一行：takes_repeats = true".to_owned();
        let message = "再次开展的加分（repeat）没有说明计入哪一组";
        keys.report.missing(place(), message, suggestion);
    }
}

fn read_item<'t>(
    keys: &Keys<'t>,
    context: Context<'_>,
    scale: u8,
    ids: &mut Names<'t>,
) -> Option<PointsItem> {
    let id = keys
        .id("id", "drills")
        .filter(|id| ids.add(id, keys.report));
    let name = keys.text("name", "职工应急演练行动");
    let text = keys.paragraphs("text");
    let cap = keys.scaled("cap", scale);
    let kinds = kinds::read(keys, "kinds", context.header);
    let given = read_given(keys, context.scope, scale);
    Some(PointsItem {
        id: ItemId::from(id?.value),
        name: name?,
        text: text?,
        cap: cap?,
        kinds: kinds?,
        given: given?,
    })
}

fn read_given(keys: &Keys<'_>, names: Scope<'_>, scale: u8) -> Option<Given> {
    if keys.flag("scored")? {
        keys.tell_unused(&["source", "each"], "这一项由单位自评、牵头部门复核");
        if keys.get("cap").is_none() {
            let suggestion = "加一行：cap = 10".to_owned();
            let message = "评分的项目要写明满分（cap）";
            keys.report.missing(keys.span.clone(), message, suggestion);
        }
        return Some(Given::Score);
    }
    let example = "\"activities where action == “应急演练”\"";
    let of = keys
        .require("source", example)
        .and_then(|node| expression::selection(&node.line()?, names, keys.report));
    let each = keys.require("each", "5")?;
    let of = of?;
    let each = if each.is_text() {
        read_each(&each.line()?, &of, names, keys)?
    } else {
        let number = each.scaled(scale)?;
        Expression::Number(Ratio::scaled(number, i8::try_from(scale).ok()?)?)
    };
    Some(Given::Records { of, each })
}

/// What a record gives, by its own fields: `each = "finds + right"`.
fn read_each(
    text: &super::text::Text<'_>,
    of: &Selection,
    scope: Scope<'_>,
    keys: &Keys<'_>,
) -> Option<Expression> {
    let register = scope
        .registers
        .unwrap_or_default()
        .iter()
        .copied()
        .find(|register| register.id == of.register);
    let of_record = Scope {
        record: register,
        ..Scope::default()
    };
    expression::number(text, of_record, keys.report)
}

fn read_late(keys: &Keys<'_>, context: Context<'_>, scale: u8) -> Vec<LatePoints> {
    let mut late = Vec::new();
    for node in keys.list("late") {
        let Some(keys) = node.keys(&LATE_KEYS) else {
            continue;
        };
        let duty = keys
            .require("duty", "\"final\"")
            .and_then(|node| node.line())
            .filter(|duty| check_known(duty, "任务", context.duties.iter().copied(), keys.report));
        let per_day = keys
            .require("per_day", "1")
            .and_then(|node| node.scaled(scale));
        let cap = keys.scaled("cap", scale);
        let read = || {
            Some(LatePoints {
                duty: DutyId::from(duty?.value),
                per_day: per_day?,
                cap: cap?,
            })
        };
        late.extend(read());
    }
    late
}
