//! `anyue void`: takes back a receipt that was recorded wrongly. To record it anew in one go: `anyue receive --instead`.

use clap::Args;
use serde::Serialize;

use super::answer::Answer;
use super::failure::Failure;
use super::given::Report;
use super::page::Page;
use super::session::Session;
use super::shape::UnitRef;
use crate::ops::submit;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    whose: Report,
    #[arg(long, value_name = "版次", help = "第几版（默认：最近登记的一版）")]
    revision: Option<u32>,
    #[arg(
        long,
        value_name = "理由",
        default_value = "",
        help = "为什么作废（必须写）"
    )]
    reason: String,
}

#[derive(Debug, Serialize)]
struct VoidedShape {
    unit: UnitRef,
    period: String,
    /// The revision that is void.
    revision: u32,
    /// Whether its content went back into the draft.
    to_draft: bool,
    /// Whether another revision still stands.
    stands: bool,
}

pub(super) fn run(arguments: &Arguments, session: &Session<'_>) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    let (unit, period) = arguments.whose.find(&desk)?;
    let done = submit::void_receipt(
        &mut desk,
        unit.id,
        &period.id,
        arguments.revision,
        &arguments.reason,
        session.now,
    )?;
    let mut page = Page::new();
    page.line(format!(
        "已作废：{}，{}，第 {} 版；原登记仍在记录里。",
        unit.name, period.name, done.revision
    ));
    if done.to_draft {
        page.line("那一版的内容已回到草稿，可重新报送。");
    }
    if !done.stands {
        page.line("这一期现在没有有效的报送。");
    }
    let shape = VoidedShape {
        unit: UnitRef::from(&unit),
        period: period.id.to_string(),
        revision: done.revision,
        to_draft: done.to_draft,
        stands: done.stands,
    };
    Ok(Answer::new(page, shape))
}
