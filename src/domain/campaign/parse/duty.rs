//! `[[duty]]`: what is owed, how often, for which days, and what it asks for.

mod asks;
mod recurrence;

use std::collections::BTreeMap;

use super::header::Header;
use super::kinds;
use super::text::Text;
use super::tree::{Keys, Names, Node, check_known};
use crate::domain::campaign::{Ask, Basis, CoversOf, Duty, Table};
use crate::domain::id::DutyId;
use crate::domain::schedule::{Covers, DueRule, HolidayRule, Recurrence};

#[cfg(test)]
pub(super) use asks::KEYS as ASK_KEYS;

pub(super) const KEYS: [&str; 14] = [
    "id",
    "name",
    "due",
    "every",
    "month",
    "on",
    "clock",
    "exclusive",
    "holiday_rule",
    "covers",
    "basis",
    "asks",
    "kinds",
    "hint",
];

/// What a duty may refer to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'c> {
    pub(super) header: &'c Header,
    pub(super) tables: &'c [Table],
    pub(super) has_registration: bool,
}

/// A duty together with where it says that it covers the rest of another.
struct Read<'t> {
    duty: Duty,
    rest_of: Option<Text<'t>>,
}

/// Reads every duty.
pub(super) fn read(root: &Keys<'_>, context: Context<'_>) -> Vec<Duty> {
    let mut ids = Names::default();
    let nodes = root
        .require("duty", "[[duty]]")
        .and_then(|node| node.list())
        .unwrap_or_default();
    let known: Vec<&str> = nodes
        .iter()
        .filter_map(|node| node.peek_text("id"))
        .collect();
    let duties: Vec<Read<'_>> = nodes
        .iter()
        .filter_map(|node| read_duty(&node.keys(&KEYS)?, context, &known, &mut ids))
        .collect();
    tell_circles(root, &duties);
    duties.into_iter().map(|read| read.duty).collect()
}

fn read_duty<'t>(
    keys: &Keys<'t>,
    context: Context<'_>,
    known: &[&str],
    ids: &mut Names<'t>,
) -> Option<Read<'t>> {
    let id = keys
        .id("id", "weekly")
        .filter(|id| ids.add(id, keys.report));
    let name = keys.text("name", "每周活动材料");
    let recurrence = recurrence::read(keys);
    if let (Some(recurrence), Some(days)) = (recurrence, context.header.days) {
        recurrence::tell_strange_days(keys, recurrence, days);
    }
    let due_rule = read_due_rule(keys, context.header.holiday_rule);
    let covers = read_covers(keys, recurrence, known);
    let basis = keys.get("basis").map_or(Some(Basis::Increment), |node| {
        node.word(&[
            ("increment", Basis::Increment),
            ("cumulative", Basis::Cumulative),
        ])
    });
    let asks = keys
        .require("asks", "[\"hazards\"]")
        .and_then(|node| asks::read(&node, context));
    let kinds = kinds::read(keys, "kinds", context.header);
    let hint = keys.text_or_empty("hint");
    let (covers, rest_of) = covers?;
    let asks = asks?;
    tell_days_wanted(keys, &covers, &asks);
    let duty = Duty {
        id: DutyId::from(id?.value),
        name: name?,
        recurrence: recurrence?,
        due_rule: due_rule?,
        covers,
        basis: basis?,
        asks,
        kinds: kinds?,
        hint: hint?,
    };
    Some(Read { duty, rest_of })
}

pub(super) fn read_holiday_rule(node: &Node<'_>) -> Option<HolidayRule> {
    node.word(&[
        ("keep", HolidayRule::Keep),
        ("earlier", HolidayRule::Earlier),
        ("later", HolidayRule::Later),
    ])
}

fn read_due_rule(keys: &Keys<'_>, usual: HolidayRule) -> Option<DueRule> {
    let clock = match keys.get("clock") {
        Some(node) => node.clock().map(Some),
        None => Some(None),
    };
    let exclusive = keys.flag("exclusive");
    let holiday = match keys.get("holiday_rule") {
        Some(node) => read_holiday_rule(&node),
        None => Some(usual),
    };
    Some(DueRule {
        clock: clock?,
        exclusive: exclusive?,
        holiday: holiday?,
    })
}

/// What counts something has to say over which days it counts.
fn tell_days_wanted(keys: &Keys<'_>, covers: &CoversOf, asks: &[Ask]) {
    let counts = asks
        .iter()
        .any(|ask| matches!(ask, Ask::Table { .. } | Ask::Hazards));
    if counts && *covers == CoversOf::Plain(Covers::Nothing) {
        let message = "要填统计表或隐患数，就要说明统计哪些天";
        let suggestion = "加一行：covers = \"whole\"".to_owned();
        keys.report
            .error_with(keys.key_span("asks"), message, suggestion);
    }
}

/// What the periods cover: their own days unless said otherwise, and nothing for what falls due once.
fn read_covers<'t>(
    keys: &Keys<'t>,
    recurrence: Option<Recurrence>,
    known: &[&str],
) -> Option<(CoversOf, Option<Text<'t>>)> {
    let Some(node) = keys.get("covers") else {
        let is_once = matches!(recurrence, Some(Recurrence::Once { .. }));
        let usual = if is_once {
            Covers::Nothing
        } else {
            Covers::Own
        };
        return Some((CoversOf::Plain(usual), None));
    };
    let text = node.line()?;
    let Some(other) = text.value.strip_prefix("rest of ").map(str::trim) else {
        let covers = node.word(&[("own", 0), ("whole", 1), ("nothing", 2), ("rest of …", 3)])?;
        let covers = match covers {
            0 => Covers::Own,
            1 => Covers::Whole,
            2 => Covers::Nothing,
            _ => return None,
        };
        return Some((CoversOf::Plain(covers), None));
    };
    let at = text.value.len() - text.value.trim_start_matches("rest of ").trim_start().len();
    let named = Text::new(other, "", text.place(at..at + other.len()));
    if !check_known(&named, "任务", known.iter().copied(), keys.report) {
        return None;
    }
    Some((CoversOf::RestOf(DutyId::from(other)), Some(text)))
}

/// Follows each “rest of” to its end; one that comes back to where it began has no days.
fn tell_circles(root: &Keys<'_>, duties: &[Read<'_>]) {
    let rest_of = |read: &Read<'_>| match &read.duty.covers {
        CoversOf::RestOf(other) => Some((read.duty.id.clone(), other.clone())),
        CoversOf::Plain(_) => None,
    };
    let next: BTreeMap<DutyId, DutyId> = duties.iter().filter_map(rest_of).collect();
    for read in duties {
        let mut at = next.get(&read.duty.id);
        for _ in 0..next.len() {
            if at == Some(&read.duty.id) {
                let text = read.rest_of.as_ref();
                let place = text.map_or(root.span.clone(), |text| text.span.clone());
                root.report
                    .error(place, "“其余的天”绕成了圈，算不出是哪些天");
                break;
            }
            at = at.and_then(|id| next.get(id));
        }
    }
}
