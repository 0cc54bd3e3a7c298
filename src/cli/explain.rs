//! `anyue explain`: says why a cumulative figure is something other than the sum of the periods before it, after it was
//! handed in. Whoever hands in can say it at once, with `anyue submit --explain`.

use clap::Args;
use serde::Serialize;

use super::answer::Answer;
use super::failure::Failure;
use super::given::OwnReport;
use super::lookup;
use super::page::Page;
use super::session::Session;
use super::shape::UnitRef;
use super::submit::DifferingShape;
use crate::ops::submit::explain;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    whose: OwnReport,
    #[arg(
        long,
        value_name = "指标",
        help = "哪个指标；可多次（默认：全部没有说明的差额）"
    )]
    figure: Vec<String>,
    #[arg(
        long,
        value_name = "说明",
        default_value = "",
        help = "为什么不同（必须写）"
    )]
    reason: String,
}

#[derive(Debug, Serialize)]
struct ExplainedShape {
    unit: UnitRef,
    period: String,
    /// The revision whose differences these are.
    revision: u32,
    differences: Vec<DifferingShape>,
}

pub(super) fn run(arguments: &Arguments, session: &Session<'_>) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    let (unit, period) = arguments.whose.find(&desk)?;
    let mut figures = Vec::new();
    for text in &arguments.figure {
        figures.push(lookup::figure(&desk.campaign, text)?.id.clone());
    }
    let (reason, now) = (&arguments.reason, session.now);
    let done = explain(&mut desk, unit.id, &period.id, &figures, reason, now)?;
    let mut page = Page::new();
    page.line(format!("已说明：{}，{}。", unit.name, period.name));
    for one in &done.differences {
        let said = one.explanation.as_deref().unwrap_or("没有说明");
        page.line(format!(
            "  {} 差 {}：{said}",
            one.figure,
            one.amount_in_words(&desk.campaign)
        ));
    }
    let shape = ExplainedShape {
        unit: UnitRef::from(&unit),
        period: period.id.to_string(),
        revision: done.revision,
        differences: DifferingShape::all(&desk.campaign, &done.differences),
    };
    Ok(Answer::new(page, shape))
}
