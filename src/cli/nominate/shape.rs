//! Nominations as a page for people and as `--json` prints them.

use serde_json::{Value, json};

use crate::cli::answer::Answer;
use crate::cli::page::{Page, Piece, Tone};
use crate::cli::shape::unit_ref;
use crate::domain::campaign::Award;
use crate::domain::id::NominationId;
use crate::domain::nomination::Met;
use crate::domain::unit::Unit;
use crate::ops::nomination::{AwardLists, BodyList, Nominated, candidate_word};

/// A change of a nomination that does not stand any more.
pub(super) fn said(word: &str, id: NominationId) -> Answer {
    let mut page = Page::new();
    page.line(format!("{word}：编号 {}。", id.0));
    Answer::new(page, json!({ "nomination": { "id": id } }))
}

/// One award with everybody's list.
pub(super) fn write(page: &mut Page, award: &Award, lists: &AwardLists, units: &[Unit]) {
    page.heading(format!(
        "{}（推荐{}）",
        award.name,
        candidate_word(award.candidate)
    ));
    for list in &lists.bodies {
        let quota = list
            .quota
            .map_or_else(|| "名额未填".to_owned(), |quota| format!("名额 {quota} 个"));
        let extra = match award.extra {
            0 => String::new(),
            extra => format!("，另可差额 {extra} 个"),
        };
        page.line(format!(
            "  {}：{quota}{extra}，已推荐 {} 个",
            unit_ref(units, list.body).name,
            list.nominations.len()
        ));
        for one in &list.nominations {
            write_one(page, award, one, units);
        }
        for problem in &list.problems {
            page.line(Piece::new(format!("    {problem}"), Tone::Warning));
        }
    }
}

/// One candidate with its checklist and its steps.
pub(super) fn write_one(page: &mut Page, award: &Award, one: &Nominated, units: &[Unit]) {
    let entry = &one.nomination.entry;
    let name = match entry.name.as_str() {
        "" => String::new(),
        name => format!(" {name}"),
    };
    let extra = if one.is_extra { "，差额候选" } else { "" };
    let note = match entry.note.as_str() {
        "" => String::new(),
        note => format!("，{note}"),
    };
    page.line(format!(
        "    {}. {}{name}（编号 {}{extra}{note}）",
        entry.rank,
        unit_ref(units, entry.unit).name,
        one.nomination.id.0
    ));
    for (met, condition) in one.conditions.iter().zip(&award.conditions) {
        let (word, tone) = match met.met {
            Met::Yes => ("符合", Tone::Good),
            Met::No => ("不符合", Tone::Bad),
            Met::Open => ("未核", Tone::Warning),
        };
        page.pieces([
            Piece::from("       "),
            Piece::new(word, tone),
            Piece::from(format!("  {}", condition.text)),
        ]);
    }
    for step in &award.steps {
        let day = match entry.steps.get(&step.id) {
            Some(day) => Piece::from(day.to_string()),
            None if one.next_step.as_ref() == Some(&step.id) => Piece::new("下一步", Tone::Warning),
            None => Piece::new("未到", Tone::Muted),
        };
        page.pieces([
            Piece::from("       "),
            day,
            Piece::from(format!("  {}", step.name)),
        ]);
    }
}

pub(super) fn shape(award: &Award, lists: &AwardLists, units: &[Unit]) -> Value {
    let body = |list: &BodyList| {
        let nominations = list
            .nominations
            .iter()
            .map(|found| one(award, found, units));
        json!({
            "body": unit_ref(units, list.body),
            "quota": list.quota,
            "problems": list.problems,
            "nominations": nominations.collect::<Vec<_>>(),
        })
    };
    json!({
        "award": award.id,
        "name": award.name,
        "extra": award.extra,
        "bodies": lists.bodies.iter().map(body).collect::<Vec<_>>(),
    })
}

pub(super) fn one(award: &Award, one: &Nominated, units: &[Unit]) -> Value {
    let entry = &one.nomination.entry;
    let conditions = one.conditions.iter().zip(&award.conditions);
    let conditions = conditions.map(|(met, condition)| {
        json!({
            "condition": condition.id, "text": condition.text, "met": met.met,
            "worked_out": met.is_worked_out,
        })
    });
    let steps = award.steps.iter();
    let steps = steps
        .map(|step| json!({ "step": step.id, "name": step.name, "on": entry.steps.get(&step.id) }));
    json!({
        "id": one.nomination.id,
        "unit": unit_ref(units, entry.unit),
        "name": entry.name,
        "rank": entry.rank,
        "extra": one.is_extra,
        "note": entry.note,
        "complete": one.is_complete(),
        "conditions": conditions.collect::<Vec<_>>(),
        "steps": steps.collect::<Vec<_>>(),
    })
}
