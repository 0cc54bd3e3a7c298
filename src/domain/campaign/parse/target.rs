//! `[[target]]`: a number that the notice wants reached, when, by whom, and where its number comes from.

use super::digits;
use super::expression::{self, Scope};
use super::header::Header;
use super::kinds;
use super::report::did_you_mean;
use super::text::Text;
use super::tree::{Keys, Names, Node};
use crate::domain::calendar::DayRange;
use crate::domain::campaign::{Expression, Goal, Milestone, Span, Target, TargetScope, TargetTime};
use crate::domain::figure::FigureKind;
use crate::domain::id::TargetId;
use crate::domain::typing::show_number;

pub(super) const KEYS: [&str; 19] = [
    "id",
    "name",
    "text",
    "at_least",
    "at_most",
    "kind",
    "scale",
    "measure",
    "by",
    "each",
    "per",
    "kinds",
    "source",
    "lead",
    "responsible",
    "milestone",
    "part_of",
    "split",
    "parts_add_up",
];
pub(super) const MILESTONE_KEYS: [&str; 4] = ["date", "name", "at_least", "source"];

/// A target together with what it says about those around it.
struct Read<'t> {
    target: Target,
    part_of: Option<Text<'t>>,
    /// Where it says that its parts add up to it.
    adds_up: Option<std::ops::Range<usize>>,
}

/// Reads every target.
pub(super) fn read(root: &Keys<'_>, header: &Header, scope: Scope<'_>) -> Vec<Target> {
    let mut ids = Names::default();
    let nodes = root.list("target");
    let known: Vec<&str> = nodes
        .iter()
        .filter_map(|node| node.peek_text("id"))
        .collect();
    let targets: Vec<Read<'_>> = nodes
        .iter()
        .filter_map(|node| read_target(&node.keys(&KEYS)?, header, scope, &mut ids))
        .collect();
    for read in &targets {
        tell_wrong_parent(root, read, &targets, &known);
        tell_wrong_parts(root, read, &targets);
    }
    targets.into_iter().map(|read| read.target).collect()
}

fn read_target<'t>(
    keys: &Keys<'t>,
    header: &Header,
    scope: Scope<'_>,
    ids: &mut Names<'t>,
) -> Option<Read<'t>> {
    let id = keys
        .id("id", "drills")
        .filter(|id| ids.add(id, keys.report));
    let name = keys.text("name", "百场应急演练");
    let text = keys.paragraphs("text");
    let kind = digits::read(keys);
    let digits = kind.and_then(FigureKind::digits).unwrap_or(0);
    let goal = read_goal(keys, digits);
    let measure = match kind {
        Some(FigureKind::Money { unit, .. }) => Some(unit.label().to_owned()),
        _ => keys.text_or_empty("measure"),
    };
    let time = read_time(keys, header.days);
    let target_scope = read_scope(keys, header);
    let source = read_source(keys, scope);
    let adds_up = keys.flag("parts_add_up")?;
    let is_heading = goal.is_some_and(|goal| goal.is_none());
    tell_source_wanted(keys, is_heading, adds_up);
    let responsibility = kinds::responsibility(keys, header);
    let milestones = read_milestones(keys, digits, scope);
    let part_of = keys.get("part_of").map(|node| node.line());
    let part_of = part_of.map_or(Some(None), |text| text.map(Some))?;
    let target = Target {
        id: TargetId::from(id?.value),
        name: name?,
        text: text?,
        goal: goal?,
        kind: kind?,
        measure: measure?,
        time: time?,
        scope: target_scope?,
        source: source?,
        responsibility: responsibility?,
        milestones,
        part_of: part_of.as_ref().map(|text| TargetId::from(text.value)),
    };
    Some(Read {
        target,
        part_of,
        adds_up: adds_up.then(|| keys.key_span("parts_add_up")),
    })
}

fn read_goal(keys: &Keys<'_>, digits: u8) -> Option<Option<Goal>> {
    let (at_least, at_most) = (
        keys.scaled("at_least", digits)?,
        keys.scaled("at_most", digits)?,
    );
    if let (Some(least), Some(most)) = (at_least, at_most)
        && least > most
    {
        keys.report.error(
            keys.key_span("at_most"),
            "at_most（至多）小于 at_least（至少）",
        );
        return None;
    }
    let goal = Goal { at_least, at_most };
    Some((at_least.is_some() || at_most.is_some()).then_some(goal))
}

/// Exactly one of `by = DAY` and `each = WORD`; by the campaign's last day where neither is given.
fn read_time(keys: &Keys<'_>, days: Option<DayRange>) -> Option<TargetTime> {
    match (keys.get("by"), keys.get("each")) {
        (Some(_), Some(each)) => {
            keys.report.error(
                each.span,
                "by（到哪天为止）和 each（每年、每季、每月）只能写一个",
            );
            None
        }
        (Some(by), None) => {
            let day = by.date()?;
            if days.is_some_and(|days| day < days.from()) {
                keys.report.error(by.span, "这一天早于活动开始");
                return None;
            }
            Some(TargetTime::By(day))
        }
        (None, Some(each)) => each
            .word(&[
                ("year", Span::Year),
                ("quarter", Span::Quarter),
                ("month", Span::Month),
            ])
            .map(TargetTime::Each),
        (None, None) => days.map(|days| TargetTime::By(days.to())),
    }
}

/// `per = "unit"` asks every unit; `split` gives each a share; `kinds` says which units are meant.
fn read_scope(keys: &Keys<'_>, header: &Header) -> Option<TargetScope> {
    let per_unit = keys.word_or("per", false, &[("unit", true), ("all", false)]);
    let named = kinds::read(keys, "kinds", header);
    let is_split = keys.get("split").is_some();
    let split = kinds::read(keys, "split", header);
    let (per_unit, named, split) = (per_unit?, named?, split?);
    if is_split && per_unit {
        keys.tell_unused(&["split"], "每个单位各有各的目标，不用分解");
        return None;
    }
    if is_split && !named.is_empty() {
        keys.tell_unused(&["kinds"], "分解到哪些单位，写在 split 里");
        return None;
    }
    Some(if is_split {
        TargetScope::Split(split)
    } else if per_unit {
        TargetScope::EachUnit(named)
    } else {
        TargetScope::Together(named)
    })
}

fn read_source(keys: &Keys<'_>, scope: Scope<'_>) -> Option<Option<Expression>> {
    match keys.get("source") {
        Some(node) => expression::number(&node.line()?, scope, keys.report).map(Some),
        None => Some(None),
    }
}

/// A number comes from its source or from its parts, and from one of them only.
fn tell_source_wanted(keys: &Keys<'_>, is_heading: bool, adds_up: bool) {
    let has_source = keys.get("source").is_some();
    if is_heading {
        let why = "没有写目标数（at_least 或 at_most），这一项只是各分项的总称";
        let unused = [
            "source",
            "split",
            "per",
            "kind",
            "scale",
            "measure",
            "milestone",
            "parts_add_up",
        ];
        keys.tell_unused(&unused, why);
    } else if adds_up && has_source {
        keys.tell_unused(&["source"], "各分项相加就是它的数");
    } else if !adds_up && !has_source {
        let suggestion = "写 source = \"count(台账编号)\"，或者由各分项相加：parts_add_up = true";
        keys.report.missing(
            keys.span.clone(),
            "没有说明完成数从哪里来",
            suggestion.to_owned(),
        );
    }
}

fn read_milestones(keys: &Keys<'_>, digits: u8, scope: Scope<'_>) -> Vec<Milestone> {
    let read = |node: &Node<'_>| {
        let keys = node.keys(&MILESTONE_KEYS)?;
        let day = keys
            .require("date", "2024-11-30")
            .and_then(|node| node.date());
        let name = keys.text_or_empty("name");
        let at_least = keys
            .require("at_least", "100")
            .and_then(|node| node.scaled(digits));
        let source = read_source(&keys, scope);
        Some(Milestone {
            day: day?,
            name: name?,
            at_least: at_least?,
            source: source?,
        })
    };
    let mut milestones: Vec<Milestone> = keys.list("milestone").iter().filter_map(read).collect();
    milestones.sort_by_key(|milestone| milestone.day);
    milestones
}

fn tell_wrong_parent(root: &Keys<'_>, read: &Read<'_>, all: &[Read<'_>], known: &[&str]) {
    let Some(text) = &read.part_of else {
        return;
    };
    if !known.contains(&text.value) {
        let message = format!("没有编号为“{}”的目标", text.value);
        let near = did_you_mean(text.value, known.iter().copied());
        root.report.missing(text.span.clone(), message, near);
        return;
    }
    let parent_of = |id: &TargetId| {
        let found = all.iter().find(|read| read.target.id == *id);
        found.and_then(|read| read.target.part_of.as_ref())
    };
    let mut above = read.target.part_of.as_ref();
    for _ in 0..all.len() {
        match above {
            Some(id) if *id == read.target.id => {
                root.report
                    .error(text.span.clone(), "分项绕成了圈，自己成了自己的分项");
                return;
            }
            Some(id) => above = parent_of(id),
            None => return,
        }
    }
}

/// Parts that are said to add up must add up, by the same measure and over the same time.
fn tell_wrong_parts(root: &Keys<'_>, read: &Read<'_>, all: &[Read<'_>]) {
    let whole = &read.target;
    let parts: Vec<&Target> = all
        .iter()
        .map(|read| &read.target)
        .filter(|target| target.part_of.as_ref() == Some(&whole.id))
        .collect();
    let Some(place) = &read.adds_up else {
        if whole.goal.is_none() && parts.is_empty() {
            let place = root.span.clone();
            let message = format!("目标“{}”没有目标数，也没有分项", whole.name);
            root.report.missing(place, message, None);
        }
        return;
    };
    if parts.is_empty() {
        let suggestion = format!("在各分项里写 part_of = \"{}\"", whole.id);
        root.report
            .error_with(place.clone(), "没有分项可加", suggestion);
        return;
    }
    let alien = parts
        .iter()
        .find(|part| part.kind != whole.kind || part.goal.is_none() || part.time != whole.time);
    if let Some(part) = alien {
        let message = format!(
            "分项“{}”和总项的小数位、单位或时间不同，不能相加",
            part.name
        );
        root.report.error(place.clone(), message);
        return;
    }
    let sum: i64 = parts
        .iter()
        .filter_map(|part| part.goal?.at_least)
        .fold(0, i64::saturating_add);
    let wanted = whole.goal.and_then(|goal| goal.at_least);
    if let Some(wanted) = wanted.filter(|wanted| *wanted != sum) {
        let digits = whole.kind.digits().unwrap_or(0);
        let message = format!(
            "各分项相加是 {}，总项写的是 {}",
            show_number(sum, digits),
            show_number(wanted, digits)
        );
        root.report.error(place.clone(), message);
    }
}
