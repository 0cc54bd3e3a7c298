//! `anyue rollup`: a desk that collects puts its totals for a period down as its own answer, to go to the desk above.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::answer::Answer;
use super::failure::Failure;
use super::lookup::CountingOption;
use super::page::Page;
use super::session::Session;
use super::shape::{ProblemShape, UnitRef, number};
use crate::ops::rollup::{RollUpAs, RolledUp, roll_up};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "期次", help = "如 weekly/2、final")]
    period: String,
    #[command(flatten)]
    counting: CountingOption,
    #[arg(long, help = "带上各单位的数，上级能一直点开（默认同上一次汇总）")]
    detail: bool,
    #[arg(long, conflicts_with = "detail", help = "不带各单位的数")]
    without_detail: bool,
    #[arg(
        long,
        value_name = "文件",
        help = "要对上级说明的话；- 为标准输入（默认同上一次汇总）"
    )]
    narrative: Option<PathBuf>,
    #[arg(
        long,
        value_name = "理由",
        default_value = "",
        help = "已经报过、现在更正时写明"
    )]
    reason: String,
    #[arg(long, help = "可能重复的核对过不重复，照样汇总（必须写 --reason）")]
    accept_overlaps: bool,
}

pub(super) fn run(arguments: &Arguments, session: &mut Session<'_>) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    let period = desk.period_named(&arguments.period)?.id.clone();
    let counting = arguments.counting.counting();
    let how = RollUpAs {
        counting,
        detail: match (arguments.detail, arguments.without_detail) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        },
        note: match &arguments.narrative {
            Some(path) => Some(session.text_of(path)?),
            None => None,
        },
        reason: arguments.reason.clone(),
        accept_overlaps: arguments.accept_overlaps,
        seen: None,
    };
    let done = roll_up(&mut desk, &period, &how, session.now)?;
    Ok(Answer::new(page(&done), shape(&done)))
}

fn page(done: &RolledUp) -> Page {
    let basis = &done.basis;
    let mut page = Page::new();
    page.line(match done.is_news {
        true => format!("已汇总：{}，第 {} 版", done.period.name, done.revision),
        false => format!("{}没有变化，仍是第 {} 版", done.period.name, done.revision),
    });
    page.line(format!("  {}", done.counting.with(done.unsettled).words()));
    let sign = if basis.agrees() { "" } else { "! " };
    page.line(format!("  {sign}{}", basis.counts()));
    for gap in basis.gaps() {
        page.line(format!("  ! {gap}"));
    }
    for unit in &done.second {
        page.line(format!(
            "  ! {}另有一份说法不同的，没有计入：anyue review list",
            unit.name
        ));
    }
    for line in done.overlapping.lines() {
        page.line(format!("  ! 说明过不重复、照样计入的：{line}"));
    }
    page.line("下一步：anyue packet report 做成报送包，发给上级");
    page
}

fn shape(done: &RolledUp) -> Value {
    let basis = &done.basis;
    json!({
        "period": done.period.id.to_string(),
        "revision": done.revision,
        "is_news": done.is_news,
        "counting": done.counting.name(),
        "expected": basis.expected,
        "reporting": basis.reporting,
        "unreviewed": done.unsettled.unreviewed,
        "returned": done.unsettled.returned,
        "missing": basis.missing,
        "earlier": basis.earlier,
        "second": done.second.iter().map(UnitRef::from).collect::<Vec<_>>(),
        "detail": basis.detail,
        "overlaps": done.overlapping.nested.iter().map(|one| {
            let (place, id) = ProblemShape::place(&one.place);
            json!({
                "unit": UnitRef::from(&one.unit),
                "place": place,
                "id": id,
                "label": one.label,
                "own": number(one.kind, one.overlap.own),
                "below": number(one.kind, one.overlap.below),
            })
        }).collect::<Vec<_>>(),
        "twice": done.overlapping.twofold.iter().map(|one| json!({
            "code": one.code,
            "name": one.name,
            "within": one.within,
        })).collect::<Vec<_>>(),
    })
}
