//! `anyue total`: a table rolled up over a unit and all below it, as a list of figures or on paper.

mod remarks;

use clap::Args;
use serde::Serialize;
use serde_json::Value;

use super::answer::Answer;
use super::failure::Failure;
use super::lookup::{self, CountingOption, ExtentOptions};
use super::page::{Page, Piece, Side, Table as Columns, Tone};
use super::session::Session;
use super::shape::{AnswerShape, UnitRef, number, unit_ref};
use crate::domain::campaign::{Campaign, Grid, Table};
use crate::domain::figure::{Answer as Figure, Figures};
use crate::domain::id::FigureId;
use crate::domain::submission::show_answer;
use crate::domain::unit::Unit;
use crate::ops::rollup::Twofold;
use crate::ops::total::{FigureTotal, Forms, TableTotal, total_counting};
use crate::ops::{rollup, unit};
use crate::text::wrap::wrap;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(
        long,
        value_name = "单位",
        help = "哪个单位及其下级（默认：本单位，即全部）"
    )]
    unit: Option<String>,
    #[command(flatten)]
    extent: ExtentOptions,
    #[arg(long, value_name = "表", help = "哪张统计表（默认：第一张）")]
    table: Option<String>,
    #[command(flatten)]
    counting: CountingOption,
    #[arg(long, help = "按指标列出（默认）")]
    list: bool,
    #[arg(long, conflicts_with = "list", help = "按纸面的原句列出")]
    paper: bool,
}

#[derive(Debug, Serialize)]
struct TotalShape {
    table: String,
    title: String,
    /// The unit whose subtree it is, itself included.
    scope: UnitRef,
    /// Which periods, in words.
    extent: String,
    /// Units that owe any of the periods and are not excused, or reported all the same.
    expected: u32,
    /// Units of which at least one submission counts.
    reporting: u32,
    /// `received` or `accepted`.
    counting: &'static str,
    forms: FormsShape,
    /// Units of one name that stand in more than one report: perhaps the same work, counted twice.
    twice: Vec<Twofold>,
    figures: Vec<FigureShape>,
}

#[derive(Debug, Serialize)]
struct FormsShape {
    counted: u32,
    unreviewed: u32,
    /// Of those, returned and not come again.
    returned: u32,
    missing: Vec<UnitRef>,
    /// Forms that say something else than the one that counts.
    second: Vec<SecondShape>,
}

#[derive(Debug, Serialize)]
struct SecondShape {
    unit: UnitRef,
    period: String,
}

#[derive(Debug, Serialize)]
struct FigureShape {
    figure: String,
    label: String,
    measure: String,
    total: AnswerShape,
    /// Units that answered with a value, answered 不涉及, left it blank.
    answered: u32,
    not_applicable: u32,
    blank: u32,
    by_kind: Vec<KindShape>,
    /// Where a cumulative answer is something other than the sum so far.
    differences: Vec<DifferenceShape>,
    /// Where a unit's own number stands beside numbers from below it.
    overlaps: Vec<OverlapShape>,
    /// Whether somebody has to look at it.
    flagged: bool,
}

#[derive(Debug, Serialize)]
struct KindShape {
    kind: Option<String>,
    /// A decimal as text, as in [`AnswerShape`]; so all below.
    number: Value,
}

#[derive(Debug, Serialize)]
struct DifferenceShape {
    unit: UnitRef,
    period: String,
    sum_so_far: Value,
    set: Value,
    amount: Value,
    /// What was said about it; empty where nothing was.
    reason: String,
}

#[derive(Debug, Serialize)]
struct OverlapShape {
    unit: UnitRef,
    own: Value,
    below: Value,
}

pub(super) fn run(arguments: &Arguments, session: &Session<'_>) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    let scope = match &arguments.unit {
        Some(text) => unit::find(&desk, text)?,
        None => desk.unit(desk.seat.unit)?,
    };
    let table = lookup::table(&desk.campaign, arguments.table.as_deref())?.clone();
    let extent = arguments.extent.extent(&desk, session)?;
    let counting = arguments.counting.counting();
    let made = total_counting(
        &mut desk,
        &table.id,
        scope.id,
        &extent,
        counting,
        session.now,
    )?;
    let extent = extent.words(&desk.plan);
    let mut page = Page::new();
    page.heading(&table.title).line(format!(
        "{}，{extent}；{}。",
        scope.name,
        made.reckoning().words()
    ));
    let units = desk.units()?;
    forms(&mut page, &made, &units);
    if arguments.paper {
        on_paper(&mut page, &table, &desk.campaign, &made.answers());
    } else {
        as_list(&mut page, &table, &desk.campaign, &made);
    }
    remarks::figures(&mut page, &desk.campaign, &made, &units);
    // It is about all that this desk has; of a part of it nobody knows which units are meant.
    let twice = match scope.id == desk.seat.unit {
        true => rollup::twice(&mut desk, session.now)?,
        false => Vec::new(),
    };
    remarks::twice(&mut page, &twice);
    let shape = TotalShape {
        table: table.id.to_string(),
        title: table.title.clone(),
        scope: UnitRef::from(&scope),
        extent,
        expected: made.expected,
        reporting: made.reporting,
        counting: counting.name(),
        forms: forms_shape(&made.forms, &units),
        twice,
        figures: made
            .figures
            .iter()
            .filter_map(|figure| figure_shape(figure, &made, &desk.campaign, &units))
            .collect(),
    };
    Ok(Answer::new(page, shape))
}

/// How many units, how many forms, and where the two do not agree.
fn forms(page: &mut Page, made: &TableTotal, units: &[Unit]) {
    let forms = &made.forms;
    let counts = format!(
        "应报 {} 个单位，已报 {} 个，计入 {} 份",
        made.expected, made.reporting, forms.counted
    );
    if forms.is_one_each() {
        page.line(format!("{counts}。"));
        return;
    }
    page.line(format!("{counts}；单位数和表数不一致："));
    if !forms.missing.is_empty() {
        let names = forms.missing.iter().map(|unit| unit_ref(units, *unit).name);
        let names: Vec<String> = names.collect();
        page.line(Piece::new(
            format!("! 没有计入的 {} 个：{}", names.len(), names.join("、")),
            Tone::Warning,
        ));
    }
    for (unit, period) in &forms.second {
        let unit = unit_ref(units, *unit);
        page.line(Piece::new(
            format!(
                "! {}另有一份说法不同的，没有计入：anyue review show --unit {} --period {period}",
                unit.name, unit.code
            ),
            Tone::Warning,
        ));
    }
}

fn forms_shape(forms: &Forms, units: &[Unit]) -> FormsShape {
    let missing = forms.missing.iter().map(|unit| unit_ref(units, *unit));
    let second = forms.second.iter().map(|(unit, period)| SecondShape {
        unit: unit_ref(units, *unit),
        period: period.to_string(),
    });
    FormsShape {
        counted: forms.counted,
        unreviewed: forms.unsettled.unreviewed,
        returned: forms.unsettled.returned,
        missing: missing.collect(),
        second: second.collect(),
    }
}

/// The paper's own sentences with the totals in their blanks.
fn on_paper(page: &mut Page, table: &Table, campaign: &Campaign, answers: &Figures) {
    const COLUMNS: usize = 78;
    if let Some(grid) = &table.grid {
        page.table(&cells(grid, campaign, answers));
        return;
    }
    let mut section = "";
    for row in &table.rows {
        if row.section != section {
            section = &row.section;
            page.heading(format!("【{}】", section.trim()));
        }
        if let Some(item) = &row.item {
            page.line(item.replace('\n', ""));
        }
        let text = row.report.fill(|id| shown(campaign, answers, id));
        for paragraph in text.lines() {
            for line in wrap(paragraph.trim(), COLUMNS) {
                page.line(format!("  {}", line.text(paragraph.trim())));
            }
        }
    }
}

/// A grid as it stands on paper, what columns share before their names.
fn cells(grid: &Grid, campaign: &Campaign, answers: &Figures) -> Columns {
    let heads: Vec<String> = (0..grid.columns.len())
        .map(|at| {
            let heading = grid.columns[at].heading();
            match grid.measure(at, |id| campaign.figure(id)) {
                "" => heading,
                measure => format!("{heading}（{measure}）"),
            }
        })
        .collect();
    let heads = heads.iter().map(|head| (head.as_str(), Side::Right));
    let corner = [(grid.corner.as_str(), Side::Left)];
    let mut columns = Columns::new(corner.into_iter().chain(heads));
    for row in &grid.rows {
        let name = Piece::from(format!("{}{}", "  ".repeat(row.depth), row.name));
        let cells = row.cells.iter().map(|cell| match cell {
            Some(id) => Piece::from(shown(campaign, answers, id).trim().to_owned()),
            None => Piece::new("—", Tone::Muted),
        });
        columns.row([name].into_iter().chain(cells));
    }
    columns
}

/// What stands in a blank; a blank stays a space, as on paper.
fn shown(campaign: &Campaign, answers: &Figures, id: &FigureId) -> String {
    let figure = campaign.figure(id);
    figure.zip(answers.get(id)).map_or_else(
        || "  ".to_owned(),
        |(figure, answer)| show_answer(figure, answer),
    )
}

fn as_list(page: &mut Page, table: &Table, campaign: &Campaign, made: &TableTotal) {
    let mut columns = Columns::new([
        ("指标", Side::Left),
        ("合计", Side::Right),
        ("", Side::Left),
        ("填报", Side::Right),
        ("不涉及", Side::Right),
        ("未填", Side::Right),
        ("编号", Side::Left),
    ]);
    for figure in campaign.figures_of(&table.id) {
        let id = &figure.id;
        let Some(total) = made.figure(id) else {
            continue;
        };
        let answer = made.answer(id);
        let count = |units: u32| match figure.is_asked() {
            true => units.to_string(),
            false => String::new(),
        };
        let text = answer.map_or_else(
            || "/".to_owned(),
            |answer: Figure| show_answer(figure, &answer),
        );
        let tone = if total.is_flagged() {
            Tone::Warning
        } else {
            Tone::Plain
        };
        columns.row([
            Piece::from(&figure.label),
            Piece::new(text, tone),
            Piece::from(&figure.measure),
            Piece::from(count(total.total.answered)),
            Piece::from(count(total.total.not_applicable)),
            Piece::from(count(total.total.blank)),
            Piece::new(id.as_str(), Tone::Muted),
        ]);
    }
    page.table(&columns);
}

fn figure_shape(
    total: &FigureTotal,
    made: &TableTotal,
    campaign: &Campaign,
    units: &[Unit],
) -> Option<FigureShape> {
    let figure = campaign.figure(&total.figure)?;
    let number = |one: i64| number(figure.kind, one);
    let by_kind = total.by_kind.iter().map(|one| KindShape {
        kind: one.kind.as_ref().map(ToString::to_string),
        number: number(one.number),
    });
    let differences = total.differences.iter().map(|one| DifferenceShape {
        unit: unit_ref(units, one.unit),
        period: one.period.to_string(),
        sum_so_far: number(one.difference.sum_so_far),
        set: number(one.difference.set),
        amount: number(one.difference.amount()),
        reason: one.explanation.clone().unwrap_or_default(),
    });
    let overlaps = total.overlaps.iter().map(|one| OverlapShape {
        unit: unit_ref(units, one.unit),
        own: number(one.own),
        below: number(one.below),
    });
    Some(FigureShape {
        figure: figure.id.to_string(),
        label: figure.label.clone(),
        measure: figure.measure.clone(),
        total: AnswerShape::of(figure, made.answer(&figure.id).as_ref()),
        answered: total.total.answered,
        not_applicable: total.total.not_applicable,
        blank: total.total.blank,
        by_kind: by_kind.collect(),
        differences: differences.collect(),
        overlaps: overlaps.collect(),
        flagged: total.is_flagged(),
    })
}
