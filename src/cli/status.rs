//! `anyue status`: units by periods, with both rates, as text or JSON.

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::answer::Answer;
use super::failure::Failure;
use super::lookup::{self, Wanted};
use super::page::{Page, Piece, Table, Tone};
use super::session::Session;
use super::shape::{UnitRef, moment};
use crate::domain::calendar::{Instant, words};
use crate::domain::review::ReviewState;
use crate::domain::status::{Sending, State, Tally, show_rate};
use crate::ops::status::{Cell, Filter, Head, Matrix, Row, Sort, survey};
use crate::ops::{Desk, unit};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(long, value_name = "单位", help = "只看这个单位")]
    unit: Option<String>,
    #[arg(long, value_name = "类别", help = "只看这一类；可多次")]
    kind: Vec<String>,
    #[arg(
        long,
        value_name = "状态",
        help = "只看有这种状态的，如 缺报、已退回；可多次"
    )]
    state: Vec<String>,
    #[arg(long, value_name = "期次", help = "只看这一期；可多次")]
    period: Vec<String>,
    #[arg(
        long,
        value_name = "文字",
        default_value = "",
        help = "单位或联络员的名称、拼音首字母"
    )]
    search: String,
    #[arg(long, value_name = "次序", default_value = "code", help = "怎样排列")]
    sort: SortOption,
}

/// The order of the rows, as an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SortOption {
    Code,
    Kind,
    Urgency,
}

#[derive(Debug, Serialize)]
pub(super) struct Status {
    /// When this was so.
    now: String,
    periods: Vec<PeriodShape>,
    units: Vec<RowShape>,
    /// Over the periods whose deadline has passed.
    due: TallyShape,
    /// How many units the tallies count: all of the chosen kinds, whatever is listed.
    units_counted: usize,
}

#[derive(Debug, Serialize)]
pub(super) struct PeriodShape {
    period: String,
    name: String,
    deadline: String,
    /// What there is to say about the due day: a holiday, a day worked.
    remark: Option<String>,
    /// Since when its books are closed.
    closed_at: Option<String>,
    tally: TallyShape,
}

#[derive(Debug, Serialize)]
pub(super) struct TallyShape {
    expected: u32,
    on_time: u32,
    late: u32,
    missing: u32,
    pending: u32,
    excused: u32,
    /// 报送率 in tenths of a percent; `null` with nobody expected, and before the period is due.
    completeness_permille: Option<u32>,
    /// 及时率 in tenths of a percent; `null` where the other is.
    timeliness_permille: Option<u32>,
}

#[derive(Debug, Serialize)]
struct RowShape {
    #[serde(flatten)]
    unit: UnitRef,
    /// Id of its kind in the campaign file.
    kind: Option<String>,
    /// The liaison's name.
    liaison: Option<String>,
    /// One a period, in their order.
    cells: Vec<CellShape>,
}

#[derive(Debug, Serialize)]
struct CellShape {
    period: String,
    state: &'static str,
    /// The deadline that holds for this unit.
    deadline: String,
    extended: bool,
    received_at: Option<String>,
    /// Revisions that stand.
    revisions: u32,
    /// Whether something is being typed.
    draft: bool,
    /// When what stands was returned, nothing having come since.
    returned_at: Option<String>,
}

pub(super) fn run(arguments: &Arguments, session: &Session<'_>) -> Result<Answer, Failure> {
    let desk = session.desk()?;
    let filter = filter(arguments, &desk)?;
    let sort = match arguments.sort {
        SortOption::Code => Sort::Code,
        SortOption::Kind => Sort::Kind,
        SortOption::Urgency => Sort::Urgency,
    };
    let all = survey(&desk, session.now)?;
    let mut matrix = all.narrowed(&filter, sort);
    let of_kinds = Filter {
        kinds: filter.kinds.clone(),
        ..Filter::default()
    };
    let counted = all.select(&of_kinds, Sort::Code).len();
    if let Some(text) = &arguments.unit {
        let only = unit::find(&desk, text)?;
        matrix.rows.retain(|row| row.unit.id == only.id);
    }
    let mut page = page(&matrix);
    let listed = matrix.rows.len();
    if listed < counted {
        let whose = match filter.kinds.is_empty() {
            true => "全部",
            false => "这些类别的",
        };
        page.line(format!(
            "列出 {listed} 个单位；两个率和以上合计按{whose} {counted} 个单位算。"
        ));
    }
    Ok(Answer::new(page, shape(&matrix, counted)))
}

fn filter(arguments: &Arguments, desk: &Desk) -> Result<Filter, Failure> {
    let mut filter = Filter {
        text: arguments.search.clone(),
        ..Filter::default()
    };
    for text in &arguments.kind {
        filter.kinds.push(lookup::kind(&desk.campaign, text)?);
    }
    for text in &arguments.state {
        match lookup::state(text)? {
            Wanted::Returned => filter.returned = true,
            Wanted::State(state) => filter.states.push(state),
        }
    }
    for text in &arguments.period {
        filter.periods.push(desk.period_named(text)?.id.clone());
    }
    Ok(filter)
}

/// The matrix, its two rates below, and what is to be said about the due days ahead.
pub(super) fn page(matrix: &Matrix) -> Page {
    let heads = &matrix.heads;
    let columns = heads.iter().map(|head| head.period.short_name.as_str());
    let mut table = Table::of_texts(["编码", "单位"].into_iter().chain(columns));
    for (label, cells) in above(matrix) {
        let label = [Piece::default(), Piece::new(label, Tone::Muted)];
        table.row(label.into_iter().chain(cells));
    }
    for row in &matrix.rows {
        let cells = row.cells.iter().map(cell_word);
        table.row(
            [Piece::from(&row.unit.code), Piece::from(&row.unit.name)]
                .into_iter()
                .chain(cells),
        );
    }
    for (word, rate) in [
        ("报送率", Tally::completeness as fn(&Tally) -> Option<u32>),
        ("及时率", Tally::timeliness),
    ] {
        let rates = heads.iter();
        let rates = rates.map(|head| Piece::from(show_rate(rate(&head.due(matrix.now)))));
        table.row(
            [Piece::default(), Piece::new(word, Tone::Heading)]
                .into_iter()
                .chain(rates),
        );
    }
    let mut page = Page::new();
    page.table(&table).line(due_line(&matrix.due));
    let ahead = heads.iter().filter(|head| !head.period.is_due(matrix.now));
    for head in ahead {
        if let Some(remark) = &head.period.occurrence.remark {
            page.line(format!("! {}：{remark}。", head.period.name));
        }
    }
    page
}

/// What stands above the units: until when each period is due, and since when it is closed, where one is.
fn above(matrix: &Matrix) -> Vec<(&'static str, Vec<Piece>)> {
    let (heads, today) = (&matrix.heads, matrix.now.date());
    let due = |head: &Head| {
        let mark = match head.period.occurrence.remark {
            Some(_) => "!",
            None => "",
        };
        let due = words::day_from(head.period.occurrence.due, today);
        Piece::new(format!("{due}{mark}"), Tone::Muted)
    };
    let closed = |head: &Head| {
        let at = head.closed_at.map(|at| words::day_from(at.date(), today));
        Piece::new(at.unwrap_or_default(), Tone::Muted)
    };
    let mut rows = vec![("截止", heads.iter().map(due).collect())];
    if heads.iter().any(|head| head.closed_at.is_some()) {
        rows.push(("关账", heads.iter().map(closed).collect()));
    }
    rows
}

/// The rates by which a campaign is judged, in a sentence.
pub(super) fn due_line(due: &Tally) -> String {
    if due.expected == 0 {
        return "还没有到期的期次。".to_owned();
    }
    // Whoever was granted more time is expected, and owes nothing yet.
    let pending = match due.pending {
        0 => String::new(),
        pending => format!("，{} {pending}", State::Open.label()),
    };
    format!(
        "已到期的期次：应报 {}，按时 {}，迟报 {}，缺报 {}{pending}；报送率 {}，及时率 {}。",
        due.expected,
        due.on_time,
        due.late,
        due.missing,
        show_rate(due.completeness()),
        show_rate(due.timeliness())
    )
}

fn cell_word(cell: &Cell) -> Piece {
    let (word, tone) = match cell.returned_at {
        Some(_) => (ReviewState::Returned.label(), Tone::Warning),
        None => word_of(cell.state, cell.sending),
    };
    match cell.receipt.extended_to {
        Some(_) => Piece::new(format!("{word}(延)"), tone),
        None => Piece::new(word, tone),
    }
}

/// The word of a state; of a desk's own unit how far its report has gone upward, before which nothing is in time.
pub(super) fn word_of(state: State, sending: Option<Sending>) -> (&'static str, Tone) {
    match (state, sending) {
        (State::NotOwed, _) => ("-", tone(state)),
        (state, None) => (state.label(), tone(state)),
        (_, Some(sending @ Sending::Received { is_late, .. })) => {
            (sending.sign_and_label().1, tone(State::of_receipt(is_late)))
        }
        (_, Some(sending)) => (sending.sign_and_label().1, Tone::Warning),
    }
}

/// How a state looks; its word says the same.
pub(super) fn tone(state: State) -> Tone {
    match state {
        State::Missing => Tone::Bad,
        State::Late | State::DueSoon => Tone::Warning,
        State::Received => Tone::Good,
        State::Excused | State::NotOpen | State::NotOwed => Tone::Muted,
        State::Draft | State::Open => Tone::Plain,
    }
}

pub(super) fn shape(matrix: &Matrix, units_counted: usize) -> Status {
    Status {
        now: moment(matrix.now),
        periods: matrix
            .heads
            .iter()
            .map(|head| period_shape(head, matrix.now))
            .collect(),
        units: matrix
            .rows
            .iter()
            .map(|row| row_shape(row, &matrix.heads))
            .collect(),
        due: TallyShape::of_due(&matrix.due),
        units_counted,
    }
}

pub(super) fn period_shape(head: &Head, now: Instant) -> PeriodShape {
    let remark = head.period.occurrence.remark.as_ref();
    PeriodShape {
        period: head.period.id.to_string(),
        name: head.period.name.clone(),
        deadline: moment(head.period.deadline()),
        remark: remark.map(ToString::to_string),
        closed_at: head.closed_at.map(moment),
        tally: TallyShape::new(&head.tally, &head.due(now)),
    }
}

fn row_shape(row: &Row, heads: &[Head]) -> RowShape {
    let cells = row.cells.iter().zip(heads).map(|(cell, head)| CellShape {
        period: head.period.id.to_string(),
        state: lookup::state_name(cell.state),
        deadline: moment(cell.deadline),
        extended: cell.receipt.extended_to.is_some(),
        received_at: cell.receipt.received_at.map(moment),
        revisions: cell.receipt.revisions,
        draft: cell.receipt.has_draft,
        returned_at: cell.returned_at.map(moment),
    });
    RowShape {
        unit: UnitRef::from(&row.unit),
        kind: row.unit.kind.as_ref().map(ToString::to_string),
        liaison: row.liaison.clone(),
        cells: cells.collect(),
    }
}

impl TallyShape {
    /// Of everything that is due.
    pub(super) fn of_due(tally: &Tally) -> Self {
        Self::new(tally, tally)
    }

    /// Where all stand, and the rates of what is due of that.
    fn new(tally: &Tally, due: &Tally) -> Self {
        Self {
            expected: tally.expected,
            on_time: tally.on_time,
            late: tally.late,
            missing: tally.missing,
            pending: tally.pending,
            excused: tally.excused,
            completeness_permille: due.completeness(),
            timeliness_permille: due.timeliness(),
        }
    }
}

#[cfg(test)]
mod tests {
    //! What is said of all that is due.

    use super::*;

    #[test]
    fn the_counts_of_what_is_due_add_up() {
        let mut due = Tally {
            expected: 23,
            on_time: 15,
            late: 4,
            missing: 2,
            pending: 2,
            excused: 1,
        };
        let told = due_line(&due);
        let sum = "应报 23，按时 15，迟报 4，缺报 2，待报 2；";
        assert!(told.contains(sum), "{told}");
        (due.pending, due.missing) = (0, 4);
        assert!(due_line(&due).contains("缺报 4；"), "{}", due_line(&due));
    }
}
