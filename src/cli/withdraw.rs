//! `anyue withdraw`: takes back what was handed in, until the deadline.

use clap::Args;
use serde::Serialize;

use super::answer::Answer;
use super::failure::Failure;
use super::given::OwnReport;
use super::page::Page;
use super::session::Session;
use super::shape::UnitRef;
use crate::ops::submit;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    whose: OwnReport,
    #[arg(long, value_name = "理由", default_value = "", help = "为什么撤回")]
    reason: String,
}

#[derive(Debug, Serialize)]
struct Withdrawn {
    unit: UnitRef,
    period: String,
    /// Revisions that were taken back.
    revisions: usize,
    /// Whether a draft that had been begun was kept instead of the content.
    kept_draft: bool,
}

pub(super) fn run(arguments: &Arguments, session: &Session<'_>) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    let (unit, period) = arguments.whose.find(&desk)?;
    let done = submit::withdraw(
        &mut desk,
        unit.id,
        &period.id,
        &arguments.reason,
        session.now,
    )?;
    let mut page = Page::new();
    page.line(format!("已撤回：{}，{}。", unit.name, period.name));
    page.line(if done.kept_draft {
        "原来正在填的草稿保留不动；撤回的内容仍在记录里。"
    } else {
        "内容已回到草稿，改好后可重新报送。"
    });
    let shape = Withdrawn {
        unit: UnitRef::from(&unit),
        period: period.id.to_string(),
        revisions: done.revisions,
        kept_draft: done.kept_draft,
    };
    Ok(Answer::new(page, shape))
}
