//! How the lines of the list read, and what is told of the selected one.

use super::Selected;
use crate::domain::calendar::words;
use crate::domain::campaign::Basis;
use crate::domain::figure::{Figure, FigureKind};
use crate::domain::rollup::Difference;
use crate::domain::submission::{show_answer, show_difference, show_number};
use crate::ops::trace::{Behind, Below, Part, Silent, Trace, TracedSubmission};
use crate::tui::kit::table::Cell;
use crate::tui::theme::Meaning;

/// A paragraph of what is told.
type Told = (String, Meaning);

/// One submission as a line; the unit's name and its sum stand on its first.
pub fn of_submission(figure: &Figure, part: &Part, at: usize) -> Vec<Cell> {
    let source = &part.sources[at];
    let (name, sum) = match at {
        0 => {
            let sum = part.effective.answer.as_ref();
            let sum = sum.map(|answer| show_answer(figure, answer));
            (part.unit.name.as_str(), sum.unwrap_or_default())
        }
        _ => ("", String::new()),
    };
    let answer = show_answer(figure, &source.answer);
    let received = Cell::from(words::moment(source.received_at));
    let (name, period) = (Cell::from(name), Cell::from(source.period_name.as_str()));
    if figure.kind == FigureKind::Text {
        return vec![name, period, Cell::new(answer, Meaning::Heading), received];
    }
    let number = match &source.difference {
        Some(_) if source.explanation.is_none() => {
            Cell::new(format!("?{answer}"), Meaning::Warning)
        }
        _ => Cell::new(answer, Meaning::Heading),
    };
    vec![
        name,
        period,
        number,
        Cell::from(basis(source.basis)),
        received,
        Cell::from(format!("第{}版", source.revision)),
        Cell::from(sum),
    ]
}

/// A unit behind a total, set in by how deep it lies.
pub fn of_below(figure: &Figure, depth: usize, below: &Below) -> Vec<Cell> {
    let name = format!("{}└ {}", "  ".repeat(depth - 1), below.name);
    let answer = show_answer(figure, &below.answer);
    vec![
        Cell::new(name, Meaning::Muted),
        Cell::new("汇总所含", Meaning::Muted),
        Cell::new(answer, Meaning::Muted),
    ]
}

/// A unit that did not answer.
pub fn of_silent(silent: &Silent) -> Vec<Cell> {
    vec![
        Cell::new(&silent.unit.name, Meaning::Muted),
        Cell::new(silent.why.label(), Meaning::Muted),
    ]
}

/// `与此前各期之和 9 相差 +3`
pub fn difference_in_words(figure: &Figure, difference: &Difference) -> String {
    format!(
        "与此前各期之和 {} 相差 {}",
        show_number(figure, difference.sum_so_far),
        show_difference(figure, difference.amount())
    )
}

fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Increment => "本期",
        Basis::Cumulative => "累计",
    }
}

/// What is told of the selected line, below the list.
pub fn detail(trace: &Trace, selected: Selected<'_>) -> Vec<Told> {
    let figure = &trace.figure;
    match selected {
        Selected::Silent(silent) => vec![
            (silent.unit.name.clone(), Meaning::Heading),
            (silent.why.words().to_owned(), Meaning::Text),
        ],
        Selected::Submission(part, source) => submission(figure, part, source),
        Selected::Below(part, source, below) => behind(figure, part, source, below),
    }
}

/// The sentence as it was filled in, the sentence of the file that it was read from, and what differs.
fn submission(figure: &Figure, part: &Part, source: &TracedSubmission) -> Vec<Told> {
    let what = match figure.kind {
        FigureKind::Text => "所填".to_owned(),
        _ => format!("{}数", basis(source.basis)),
    };
    let head = format!(
        "{} · {} · 第{}版 · {} 收到 · {what} {}",
        part.unit.name,
        source.period_name,
        source.revision,
        words::moment(source.received_at),
        show_answer(figure, &source.answer)
    );
    let mut told = vec![
        (head, Meaning::Heading),
        (format!("“{}”", source.statement), Meaning::Text),
    ];
    if let Some(paper) = &source.paper {
        let sentence = paper.sentence();
        let sentence = sentence.map_or_else(String::new, |sentence| format!("，原句“{sentence}”"));
        told.push((format!("{}{sentence}", paper.words()), Meaning::Text));
    }
    told.extend(
        source
            .behind
            .iter()
            .flat_map(|behind| rests_on(figure, behind)),
    );
    if let Some(difference) = &source.difference {
        let words = difference_in_words(figure, difference);
        told.push(match &source.explanation {
            None => (format!("? {words}，没有说明"), Meaning::Warning),
            Some(said) => (format!("{words}。说明：{said}"), Meaning::Text),
        });
    }
    if let Some(reason) = source.said() {
        told.push((format!("报送理由：{reason}"), Meaning::Text));
    }
    told
}

/// What a unit behind a total reported to the desk that added it up.
fn behind(figure: &Figure, part: &Part, source: &TracedSubmission, below: &Below) -> Vec<Told> {
    let head = format!(
        "{}（{}） · 计入{}的{} · {}",
        below.name,
        below.code,
        part.unit.name,
        source.period_name,
        show_answer(figure, &below.answer)
    );
    let mut told = vec![(head, Meaning::Heading)];
    told.extend(below.submissions.iter().map(|one| {
        let received = words::moment(one.received_at);
        let words = format!("{} · {received} 收到：“{}”", one.period_name, one.statement);
        (words, Meaning::Text)
    }));
    told.extend(
        below
            .behind
            .iter()
            .flat_map(|behind| rests_on(figure, behind)),
    );
    told
}

/// What a total rests on, and where the units do not bear it out.
fn rests_on(figure: &Figure, behind: &Behind) -> Vec<Told> {
    let mut told = vec![(behind.words(), Meaning::Text)];
    let doubts = behind.doubt_words(figure);
    told.extend(doubts.map(|words| (format!("? {words}"), Meaning::Warning)));
    told
}
