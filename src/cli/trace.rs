//! `anyue trace`: what a number is made of, unit by unit, submission by submission, with the sentence that was filled
//! in.

mod behind;

use clap::Args;
use serde::Serialize;
use serde_json::Value;

use self::behind::BehindShape;
use super::answer::Answer;
use super::failure::Failure;
use super::lookup::{self, CountingOption, ExtentOptions};
use super::page::{Page, Piece, Tone};
use super::session::Session;
use super::shape::{AnswerShape, UnitRef, moment, number};
use crate::domain::campaign::Basis;
use crate::domain::figure::Figure;
use crate::domain::rollup::Difference;
use crate::domain::submission::{show_answer, show_difference, show_number};
use crate::ops::trace::{
    Part, Silence, Trace, TracedPaper, TracedSubmission, figure_told, trace_counting,
};
use crate::ops::unit;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "指标", help = "指标的编号或名称，如 study_sessions")]
    figure: String,
    #[arg(
        long,
        value_name = "单位",
        help = "哪个单位及其下级（默认：本单位，即全部）"
    )]
    unit: Option<String>,
    #[command(flatten)]
    extent: ExtentOptions,
    #[command(flatten)]
    counting: CountingOption,
}

#[derive(Debug, Serialize)]
struct TraceShape {
    figure: String,
    label: String,
    measure: String,
    scope: UnitRef,
    extent: String,
    /// `received` or `accepted`.
    counting: &'static str,
    total: AnswerShape,
    /// What it is worked out from; empty where units fill it in.
    made_of: Vec<InputShape>,
    parts: Vec<PartShape>,
    /// Units that were expected to answer and did not.
    silent: Vec<SilentShape>,
}

#[derive(Debug, Serialize)]
struct SilentShape {
    #[serde(flatten)]
    unit: UnitRef,
    /// `unreported`, `blank` or `unaccepted`.
    why: &'static str,
}

#[derive(Debug, Serialize)]
struct InputShape {
    figure: String,
    label: String,
    total: AnswerShape,
}

#[derive(Debug, Serialize)]
struct PartShape {
    unit: UnitRef,
    /// What its submissions amount to.
    effective: AnswerShape,
    submissions: Vec<SubmissionShape>,
}

#[derive(Debug, Serialize)]
struct SubmissionShape {
    period: String,
    revision: u32,
    received_at: String,
    /// `increment` or `cumulative`.
    basis: Basis,
    answer: AnswerShape,
    /// The statement of the paper with this submission's answers in its blanks.
    statement: String,
    reason: String,
    /// How far a cumulative answer lies from the sum so far, a decimal as text; `null` where it agrees.
    difference: Option<Value>,
    /// What was said about that difference; `null` where nothing was.
    explanation: Option<String>,
    /// The file that it was read from; `null` where it was typed.
    paper: Option<PaperShape>,
    /// What is behind it; `null` where it is no total.
    behind: Option<BehindShape>,
}

#[derive(Debug, Serialize)]
struct PaperShape {
    file: String,
    sentence: String,
    position: Option<String>,
    approximate: bool,
    corrected: bool,
}

pub(super) fn run(arguments: &Arguments, session: &Session<'_>) -> Result<Answer, Failure> {
    let desk = session.desk()?;
    let scope = match &arguments.unit {
        Some(text) => unit::find(&desk, text)?,
        None => desk.unit(desk.seat.unit)?,
    };
    let figure = lookup::figure(&desk.campaign, &arguments.figure)?
        .id
        .clone();
    let extent = arguments.extent.extent(&desk, session)?;
    let counting = arguments.counting.counting();
    let found = trace_counting(&desk, scope.id, &extent, counting, &figure)?;
    let extent = extent.words(&desk.plan);
    let mut page = Page::new();
    page.heading(format!("{}（{}）", found.figure.label, found.figure.id));
    page.line(format!(
        "{}，{extent}，{}：{}",
        scope.name,
        counting.label(),
        total_words(&found)
    ));
    if !found.made_of.is_empty() {
        let inputs = found.made_of.iter();
        let inputs = inputs.map(|(figure, answer)| figure_told(figure, answer.as_ref()));
        let inputs = inputs.collect::<Vec<_>>().join("，");
        page.line(format!("算自：{inputs}。"));
    }
    for part in &found.parts {
        tell(&mut page, part, &found.figure);
    }
    for why in Silence::ALL {
        let silent = found.silent.iter().filter(|silent| silent.why == why);
        let names: Vec<&str> = silent.map(|silent| silent.unit.name.as_str()).collect();
        if !names.is_empty() {
            let (label, count) = (why.label(), names.len());
            page.line(format!("{label}的 {count} 个单位：{}。", names.join("、")));
        }
    }
    let shape = TraceShape {
        figure: found.figure.id.to_string(),
        label: found.figure.label.clone(),
        measure: found.figure.measure.clone(),
        scope: UnitRef::from(&scope),
        extent,
        counting: counting.name(),
        total: AnswerShape::of(&found.figure, found.total.answer().as_ref()),
        made_of: inputs(&found),
        parts: found
            .parts
            .iter()
            .map(|part| part_shape(part, &found.figure))
            .collect(),
        silent: found
            .silent
            .iter()
            .map(|silent| SilentShape {
                unit: UnitRef::from(&silent.unit),
                why: silent.why.name(),
            })
            .collect(),
    };
    Ok(Answer::new(page, shape))
}

fn inputs(found: &Trace) -> Vec<InputShape> {
    let inputs = found.made_of.iter();
    let shape = |(figure, answer): &(Figure, Option<_>)| InputShape {
        figure: figure.id.to_string(),
        label: figure.label.clone(),
        total: AnswerShape::of(figure, answer.as_ref()),
    };
    inputs.map(shape).collect()
}

fn total_words(found: &Trace) -> String {
    match found.total.answer() {
        None => "还没有单位填报。".to_owned(),
        Some(answer) => format!(
            "{} {}",
            show_answer(&found.figure, &answer),
            found.figure.measure
        ),
    }
}

fn tell(page: &mut Page, part: &Part, figure: &Figure) {
    let amount = part.effective.answer.as_ref();
    let amount = amount.map_or_else(String::new, |answer| show_answer(figure, answer));
    page.pieces([
        Piece::new(
            format!("{}（{}）", part.unit.name, part.unit.code),
            Tone::Heading,
        ),
        Piece::from(format!("  {amount} {}", figure.measure)),
    ]);
    for source in &part.sources {
        page.line(format!(
            "  {}，第 {} 版：{}{}",
            source.period_name,
            source.revision,
            show_answer(figure, &source.answer),
            basis_word(source.basis),
        ));
        page.pieces([
            Piece::from("    "),
            Piece::new(&source.statement, Tone::Muted),
        ]);
        if let Some(paper) = &source.paper {
            tell_paper(page, paper);
        }
        if let Some(behind) = &source.behind {
            behind::tell(page, behind, figure);
        }
        if let Some(difference) = &source.difference {
            page.line(difference_words(figure, difference, source));
        }
    }
}

/// The sentence as it stood in the file, and where.
fn tell_paper(page: &mut Page, paper: &TracedPaper) {
    page.line(format!("    {}", paper.words()));
    if let Some(sentence) = paper.sentence() {
        page.pieces([Piece::from("    原句："), Piece::new(sentence, Tone::Muted)]);
    }
}

fn basis_word(basis: Basis) -> &'static str {
    match basis {
        Basis::Increment => "",
        Basis::Cumulative => "（累计）",
    }
}

fn difference_words(figure: &Figure, difference: &Difference, source: &TracedSubmission) -> Piece {
    let explained = match &source.explanation {
        None => "没有说明".to_owned(),
        Some(said) => format!("说明：{said}"),
    };
    let text = format!(
        "    ! 此前逐期合计 {}，相差 {}，{explained}",
        show_number(figure, difference.sum_so_far),
        show_difference(figure, difference.amount())
    );
    Piece::new(text, Tone::Warning)
}

fn part_shape(part: &Part, figure: &Figure) -> PartShape {
    let submissions = part.sources.iter().map(|source| SubmissionShape {
        period: source.period.to_string(),
        revision: source.revision,
        received_at: moment(source.received_at),
        basis: source.basis,
        answer: AnswerShape::of(figure, Some(&source.answer)),
        statement: source.statement.clone(),
        reason: source.reason.clone(),
        difference: source
            .difference
            .as_ref()
            .map(|one| number(figure.kind, one.amount())),
        explanation: source.explanation.clone(),
        paper: source.paper.as_ref().map(|paper| PaperShape {
            file: paper.file.clone(),
            sentence: paper.sentence.clone(),
            position: paper.position.clone(),
            approximate: paper.approximate,
            corrected: paper.corrected,
        }),
        behind: source
            .behind
            .as_ref()
            .map(|behind| BehindShape::of(behind, figure)),
    });
    PartShape {
        unit: UnitRef::from(&part.unit),
        effective: AnswerShape::of(figure, part.effective.answer.as_ref()),
        submissions: submissions.collect(),
    }
}
