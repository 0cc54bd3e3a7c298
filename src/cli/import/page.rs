//! What `anyue import` tells a person: one line a file, below it what is in doubt and what would be another.

use std::collections::BTreeMap;

use super::Outcome;
use crate::cli::page::{Page, Piece, Side, Table, Tone};
use crate::domain::arrival::ArrivalState;
use crate::intake::State;
use crate::ops::Desk;
use crate::ops::intray::{self, Doubt, Judged, Seen, Skipped, Tally, Weight, Where, weight_label};
use crate::text::width::truncate;

/// Differences that are told of one file; the rest is on the screen.
const MOST_CHANGES: usize = 12;
/// Columns of a sentence that are told; the whole is on the screen, in `--json` and in `--report`.
const SENTENCE: usize = 120;
/// Files of which one thing is said that are named.
const MOST_NAMED: usize = 4;

pub(super) fn page(desk: &Desk, outcome: &Outcome) -> Page {
    let mut page = Page::new();
    page.line(summary(outcome));
    if !outcome.seen.is_empty() {
        page.table(&table(desk, outcome));
    }
    let common = common(outcome);
    for (message, names) in &common {
        let names = how_many(names);
        page.line(Piece::new(format!("{message}：{names}"), Tone::Warning));
    }
    repeats(&mut page, &outcome.seen);
    for seen in &outcome.seen {
        details(&mut page, desk, outcome, seen, &common);
    }
    passed_over(&mut page, &outcome.skipped);
    page
}

/// Files that were passed over: by reason, a few of each.
fn passed_over(page: &mut Page, skipped: &[Skipped]) {
    let mut by_reason: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for one in skipped {
        let names = by_reason.entry(&one.reason).or_default();
        names.push(file_name(&one.origin));
    }
    for (reason, names) in by_reason {
        let text = format!("{} 个文件{reason}：{}", names.len(), few(&names));
        page.line(Piece::new(text, Tone::Muted));
    }
}

/// What brings the same as it did for another period: last time's files may still lie in the folder.
fn repeats(page: &mut Page, seen: &[Seen]) {
    let repeats = seen.iter().filter(|seen| seen.judged.is_repeat());
    let names: Vec<&str> = repeats.map(name).collect();
    if !names.is_empty() {
        let text = format!(
            "{}和上次收下的完全相同，没有收入；确是这一期的，请在收件里核对后收下",
            how_many(&names)
        );
        page.line(Piece::new(text, Tone::Warning));
    }
}

fn summary(outcome: &Outcome) -> String {
    let tally = Tally::of(&outcome.seen, |seen| outcome.needs_person(seen));
    let all = tally.all;
    let mut parts = Vec::new();
    if outcome.dry_run {
        let clean = outcome.seen.iter().filter(|seen| outcome.is_clean(seen));
        let clean = clean.count();
        parts.push(format!(
            "读了 {all} 份来件，什么也没有写入：{clean} 份可以收下"
        ));
    } else {
        let taken = outcome.accepted.len();
        parts.push(format!("读了 {all} 份来件：收下 {taken} 份"));
    }
    for (count, what) in [
        (outcome.unchanged.len(), "份内容与已报的相同，已搁置"),
        (tally.need_person, "份要人核对"),
        (tally.accepted, "份早已收下，没有变化"),
        (tally.copies, "份内容重复，已搁置"),
        (tally.set_aside, "份早已搁置"),
    ] {
        if count > 0 {
            parts.push(format!("{count} {what}"));
        }
    }
    format!("{}。", parts.join("，"))
}

fn table(desk: &Desk, outcome: &Outcome) -> Table {
    let mut table = Table::new([
        ("文件", Side::Left),
        ("单位", Side::Left),
        ("期次", Side::Left),
        ("填", Side::Right),
        ("约", Side::Right),
        ("空", Side::Right),
        ("不涉及", Side::Right),
        ("拿不准", Side::Right),
        ("结果", Side::Left),
    ]);
    for seen in &outcome.seen {
        let judged = &seen.judged;
        let unit = judged.unit.as_ref().map_or("?", |unit| unit.name.as_str());
        let period = judged.period.as_ref().map_or("?".to_owned(), |id| {
            desk.plan
                .period(id)
                .map_or_else(|| id.to_string(), |period| period.name.clone())
        });
        let name = match row_of(seen) {
            Some(row) => format!("{} {row}", name(seen)),
            None => name(seen).to_owned(),
        };
        let mut cells = vec![Piece::from(name), Piece::from(unit), Piece::from(period)];
        cells.extend(numbers(judged).map(Piece::from));
        cells.push(result(outcome, seen));
        table.row(cells);
    }
    table
}

/// How many blanks have a value, of these about, are blank, do not apply, cannot be told. Nothing where nothing was read.
fn numbers(judged: &Judged) -> [String; 5] {
    if judged.blanks.is_empty() {
        return [const { String::new() }; 5];
    }
    let about = judged.blanks.iter().filter(|blank| blank.read.approximate);
    [
        judged.count(|state| matches!(state, State::Value(_))),
        about.count(),
        judged.count(|state| *state == State::Blank),
        judged.count(|state| *state == State::NotApplicable),
        judged.count(|state| matches!(state, State::Problem(_))),
    ]
    .map(|count| count.to_string())
}

fn result(outcome: &Outcome, seen: &Seen) -> Piece {
    let judged = &seen.judged;
    if let Some(first) = seen.copy_of.as_ref().filter(|_| seen.is_copy()) {
        let name = file_name(first);
        return Piece::new(format!("与“{name}”相同"), Tone::Muted);
    }
    if let Some(accepted) = outcome.accepted(seen) {
        let submitted = &accepted.submitted;
        let (number, mark) = (submitted.revision.number, submitted.mark().label());
        let tone = match submitted.is_late {
            true => Tone::Warning,
            false => Tone::Good,
        };
        return Piece::new(format!("已收下，第 {number} 版，{mark}"), tone);
    }
    if outcome.is_unchanged(seen) {
        return Piece::new("内容相同，已搁置", Tone::Muted);
    }
    match judged.arrival.state {
        ArrivalState::Waiting if outcome.failure(seen).is_some() => {
            Piece::new("没有收下", Tone::Bad)
        }
        ArrivalState::Waiting if outcome.is_clean(seen) && outcome.dry_run => {
            Piece::new("可以收下", Tone::Good)
        }
        ArrivalState::Waiting if outcome.is_clean(seen) => Piece::from("待收"),
        ArrivalState::Waiting => Piece::new("要核对", Tone::Warning),
        ArrivalState::Refused => Piece::new("读不了", Tone::Bad),
        ArrivalState::Accepted => Piece::from("早已收下，没有变化"),
        ArrivalState::SetAside => Piece::from("早已搁置"),
    }
}

/// What is said of several files as a whole, in the very same words: that they came in an old format, for instance. It is
/// told once, with their number, by the names of the first few.
type Common<'o> = BTreeMap<&'o str, Vec<&'o str>>;

fn common(outcome: &Outcome) -> Common<'_> {
    let mut common: Common<'_> = BTreeMap::new();
    for seen in outcome.seen.iter().filter(|seen| !seen.is_copy()) {
        for doubt in whole(seen) {
            let names = common.entry(&doubt.message).or_default();
            if names.last() != Some(&name(seen)) {
                names.push(name(seen));
            }
        }
    }
    common.retain(|_, names| names.len() > 1);
    common
}

/// What is said of a file as a whole, without a sentence of its own.
fn whole(seen: &Seen) -> impl Iterator<Item = &Doubt> {
    let doubts = seen.judged.doubts.iter();
    doubts.filter(|doubt| doubt.place == Where::File && doubt.sentence.is_empty())
}

/// `3 份（甲.doc、乙.doc、丙.doc）`
fn how_many(names: &[&str]) -> String {
    format!("{} 份（{}）", names.len(), few(names))
}

/// `甲.doc、乙.doc、丙.doc、丁.doc……`
fn few(names: &[&str]) -> String {
    let more = match names.len() > MOST_NAMED {
        true => "……",
        false => "",
    };
    let some = names[..names.len().min(MOST_NAMED)].join("、");
    format!("{some}{more}")
}

/// `工作表“第2周”第5行`, of a sheet with one unit a row; or the sheet.
fn row_of(seen: &Seen) -> Option<String> {
    let reading = seen.judged.arrival.reading.as_ref()?;
    reading.part()
}

/// Of what is told below: the file, and where one file tells of several units, which row and whose it is.
fn heading(seen: &Seen) -> String {
    let Some(row) = row_of(seen) else {
        return seen.origin.clone();
    };
    let unit = seen.judged.unit.as_ref();
    let unit = unit.map_or("单位未定", |unit| unit.name.as_str());
    format!("{} {row} {unit}", seen.origin)
}

/// A copy of what came before goes by its own name.
fn name(seen: &Seen) -> &str {
    file_name(&seen.origin)
}

/// What a file is called, of where it lay.
fn file_name(origin: &str) -> &str {
    origin.rsplit(['/', '\\']).next().unwrap_or_default()
}

fn details(page: &mut Page, desk: &Desk, outcome: &Outcome, seen: &Seen, common: &Common<'_>) {
    let judged = &seen.judged;
    let has_changes = judged.replaces.is_some() && !judged.changes.is_empty();
    let told = outcome.failure(seen);
    // What was accepted before was told then.
    let was_accepted = judged.arrival.state == ArrivalState::Accepted;
    let own = judged.doubts.iter();
    let own = own
        .filter(|doubt| doubt.place != Where::File || !common.contains_key(doubt.message.as_str()));
    let own: Vec<&Doubt> = own
        .filter(|doubt| !was_accepted && !doubt.is_repeat)
        .collect();
    let is_plain = own.is_empty();
    if is_plain && !has_changes && told.is_none() {
        return;
    }
    page.line(Piece::new(heading(seen), Tone::Heading));
    if let Some(told) = told {
        page.pieces([
            Piece::from("  "),
            Piece::new("须过目", Tone::Bad),
            Piece::from(format!("  整份：{told}")),
        ]);
    }
    for one in intray::told(&desk.campaign, own) {
        let tone = match one.weight {
            Weight::Mend => Tone::Bad,
            Weight::Look | Weight::Reason => Tone::Warning,
            Weight::Remark => Tone::Muted,
        };
        let words = one.in_words();
        let (weight, rest) = words.split_at(weight_label(one.weight).len());
        page.pieces([
            Piece::from("  "),
            Piece::new(weight, tone),
            Piece::from(rest),
        ]);
        if !one.sentence.is_empty() {
            let sentence = one.sentence.replace('\n', " ");
            let sentence = truncate(&sentence, SENTENCE);
            page.pieces([Piece::from("    "), Piece::new(sentence, Tone::Muted)]);
        }
    }
    if let Some(number) = judged.replaces.filter(|_| has_changes) {
        page.line(format!(
            "  与第 {number} 版不同 {} 处：",
            judged.changes.len()
        ));
        for changed in judged.changes.iter().take(MOST_CHANGES) {
            page.line(format!("    {}", changed.in_words(&desk.campaign)));
        }
        if judged.changes.len() > MOST_CHANGES {
            page.line("    ……");
        }
    }
}
