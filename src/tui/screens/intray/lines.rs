//! An arrival in words: its line of the list, and all that is known of it. What is done to it is not here.

use crate::domain::arrival::ArrivalState;
use crate::domain::figure::Figure;
use crate::domain::submission::show_answer;
use crate::ops::intray::{
    self, Blank, Changed, Doubt, Judged, Weight, Where, place_label, weight_label,
};
use crate::tui::kit::table::{Align, Cell, Column};
use crate::tui::screen::Context;
use crate::tui::theme::Meaning;

pub fn columns() -> Vec<Column> {
    vec![
        Column::new("状态").between(8, 10),
        Column::new("文件").between(12, 60).flexible(),
        Column::new("单位").between(10, 36).flexible(),
        Column::new("期次").between(6, 20),
        Column::new("填").between(2, 4).align(Align::Right),
        Column::new("疑问").between(4, 6).align(Align::Right),
        Column::new("变化").between(4, 6).align(Align::Right),
    ]
}

/// What has become of it, and how that looks.
pub fn standing(judged: &Judged) -> (&'static str, Meaning) {
    match judged.arrival.state {
        ArrivalState::Waiting if judged.is_clean() => (". 可以收下", Meaning::Good),
        ArrivalState::Waiting if judged.is_clean_but_for_a_reason() => {
            ("? 须写理由", Meaning::Warning)
        }
        ArrivalState::Waiting if judged.is_acceptable() => ("? 须过目", Meaning::Warning),
        ArrivalState::Waiting => ("! 须核对", Meaning::Bad),
        ArrivalState::Refused => ("! 读不了", Meaning::Bad),
        ArrivalState::Accepted => ("# 已收下", Meaning::Muted),
        ArrivalState::SetAside => ("- 已搁置", Meaning::Muted),
    }
}

pub fn line(judged: &Judged, context: &Context) -> Vec<Cell> {
    let (label, meaning) = standing(judged);
    let text = match meaning {
        Meaning::Muted => Meaning::Muted,
        _ => Meaning::Text,
    };
    let unit = judged.unit.as_ref().map_or("?", |unit| unit.name.as_str());
    let period = judged
        .period
        .as_ref()
        .map_or("?", |id| period_name(id, context));
    let filled = judged
        .blanks
        .iter()
        .filter(|blank| blank.read.answer().is_some());
    let doubts = judged.doubts.iter().filter(|doubt| !doubt.is_remark());
    let count = |count: usize| match count {
        0 => String::new(),
        count => count.to_string(),
    };
    // Where nothing stands everything is new, which is no news.
    let changes = judged.replaces.map_or(0, |_| judged.changes.len());
    vec![
        Cell::new(label, meaning),
        Cell::new(&judged.arrival.file.name, text),
        Cell::new(unit, text),
        Cell::new(period, text),
        Cell::new(count(filled.count()), text),
        Cell::new(count(doubts.count()), Meaning::Bad),
        Cell::new(count(changes), text),
    ]
}

pub fn period_name<'a>(id: &crate::domain::period::PeriodId, context: &'a Context) -> &'a str {
    let period = context.plan.period(id);
    period.map_or("?", |period| period.short_name.as_str())
}

/// So many changes of one file are named in a line.
const NAMED_CHANGES: usize = 3;

/// What one file brings and what it would change: `平江医院  第2周  填 12 处，换掉第 1 版，1 处变化：张贴：16 → 18`.
pub fn brought(judged: &Judged, context: &Context) -> String {
    let unit = judged.unit.as_ref().map_or("?", |unit| unit.name.as_str());
    let period = judged.period.as_ref();
    let period = period.map_or("?", |id| period_name(id, context));
    let campaign = &context.campaign;
    let is_filled = |blank: &&Blank| {
        let figure = campaign.figure(&blank.read.id);
        figure.is_some_and(|figure| blank.entry(figure).is_some())
    };
    let fields = judged.fields.iter();
    let fields = fields.filter(|field| !field.text().trim().is_empty());
    let filled = judged.blanks.iter().filter(is_filled).count() + fields.count();
    let what = match judged.replaces {
        _ if judged.is_unchanged => return format!("{unit}  {period}  内容相同，搁置"),
        None => "新报".to_owned(),
        Some(number) => {
            let changes = judged.changes.iter().map(|one| one.in_words(campaign));
            let mut named: Vec<String> = changes.take(NAMED_CHANGES).collect();
            if judged.changes.len() > NAMED_CHANGES {
                named.push("……".to_owned());
            }
            let count = judged.changes.len();
            format!("换掉第 {number} 版，{count} 处变化：{}", named.join("，"))
        }
    };
    format!("{unit}  {period}  填 {filled} 处，{what}")
}

/// What is in doubt and what would be another: in short, for below the list.
pub fn in_short(judged: &Judged, context: &Context) -> Vec<(String, Meaning)> {
    let part = judged.arrival.reading.as_ref();
    let part = part.and_then(|reading| reading.part());
    let part = part.map(|part| format!(" {part}")).unwrap_or_default();
    let mut told = vec![(
        format!("来自：{}{part}", judged.arrival.file.origin),
        Meaning::Muted,
    )];
    if !judged.arrival.note.is_empty() {
        told.push((judged.arrival.note.clone(), Meaning::Text));
    }
    for one in intray::told(&context.campaign, &judged.doubts) {
        told.push((one.in_words(), weight_meaning(one.weight)));
        if !one.sentence.is_empty() {
            let sentence = format!("  原句：{}", one.sentence.replace('\n', " "));
            told.push((sentence, Meaning::Muted));
        }
    }
    if let Some(number) = judged.replaces.filter(|_| !judged.changes.is_empty()) {
        let count = judged.changes.len();
        told.push((
            format!("与第 {number} 版不同 {count} 处："),
            Meaning::Heading,
        ));
        let changes = judged.changes.iter();
        told.extend(changes.map(|one| {
            (
                format!("  {}", one.in_words(&context.campaign)),
                Meaning::Text,
            )
        }));
    }
    told
}

/// What is known of one blank of the paper, or of one field: `place` tells how far on one is. What is wrong with it
/// comes right after its name, its sentence last.
pub fn told_of(
    place: &str,
    at: &Where,
    judged: &Judged,
    context: &Context,
) -> Vec<(String, Meaning)> {
    let blank = match at {
        Where::Figure(id) => judged.blanks.iter().find(|blank| blank.read.id == *id),
        _ => None,
    };
    let figure = blank.and_then(|blank| context.campaign.figure(&blank.read.id));
    let label = place_label(&context.campaign, at);
    let said = match (blank, figure) {
        // Why it cannot be told is the doubt below.
        (Some(blank), Some(figure)) if blank.answer(figure).is_ok() => value(blank, figure).0,
        _ => "拿不准".to_owned(),
    };
    let said = match at {
        Where::Figure(_) => format!("：{said}"),
        _ => String::new(),
    };
    let mut told = vec![(format!("{place}  {label}{said}"), Meaning::Heading)];
    let doubts = judged.doubts.iter().filter(|doubt| doubt.place == *at);
    told.extend(doubts.map(doubted));
    let is_it = |one: &&Changed| matches!((one, at), (Changed::Figure { id, .. }, Where::Figure(own)) if id == own);
    if let Some(number) = judged.replaces
        && let Some(change) = judged.changes.iter().find(is_it)
    {
        let change = change.in_words(&context.campaign);
        told.push((format!("第 {number} 版  {change}"), Meaning::Text));
    }
    if let Some(blank) = blank.filter(|blank| !blank.read.sentence.is_empty()) {
        let stands = blank
            .read
            .position
            .map_or(String::new(), |position| format!("（{position}）"));
        let sentence = blank.read.sentence.replace('\n', " ");
        told.push((format!("原句{stands}：{sentence}"), Meaning::Muted));
    }
    told
}

/// A doubt with its weight, marked as on the paper.
fn doubted(doubt: &Doubt) -> (String, Meaning) {
    let weight = weight_label(doubt.weight);
    (
        format!("{weight}  {}", doubt.message),
        weight_meaning(doubt.weight),
    )
}

/// The doubts and reminders that are no blank's and no field's, the heaviest first.
pub fn of_the_whole(judged: &Judged, context: &Context) -> Vec<(String, Meaning)> {
    let is_whole = |doubt: &&Doubt| !matches!(doubt.place, Where::Figure(_) | Where::Field(_));
    let doubts = judged.doubts.iter().filter(is_whole);
    let told = doubts.map(|doubt| {
        let place = place_label(&context.campaign, &doubt.place);
        let (weight, meaning) = (weight_label(doubt.weight), weight_meaning(doubt.weight));
        (format!("{weight}  {place}：{}", doubt.message), meaning)
    });
    told.collect()
}

fn weight_meaning(weight: Weight) -> Meaning {
    match weight {
        Weight::Mend => Meaning::Bad,
        Weight::Look | Weight::Reason => Meaning::Warning,
        Weight::Remark => Meaning::Muted,
    }
}

/// What a blank says by now.
pub fn value(blank: &Blank, figure: &Figure) -> (String, Meaning) {
    let mark = match (&blank.entry, blank.read.approximate) {
        (Some(_), _) => "（已核改）",
        (None, true) => "（约数）",
        (None, false) => "",
    };
    match blank.answer(figure) {
        Ok(None) => (format!("未填{mark}"), Meaning::Muted),
        Ok(Some(answer)) => {
            let text = show_answer(figure, &answer);
            (format!("{text} {}{mark}", figure.measure), Meaning::Text)
        }
        Err(why) => (format!("拿不准：{why}"), Meaning::Bad),
    }
}
