//! `anyue rollup`: a desk that collects puts its totals for a period down as its own answer, to go to the desk above.

use clap::Args;
use serde_json::json;

use super::answer::Answer;
use super::failure::Failure;
use super::page::Page;
use super::session::Session;
use crate::ops::rollup::{Counting, roll_up};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "期次", help = "如 weekly/2、final")]
    period: String,
    #[arg(long, help = "只汇总审核通过的（默认：收到的都算）")]
    accepted: bool,
    #[arg(long, help = "带上各单位的数，上级可以一直点到单位")]
    detail: bool,
    #[arg(
        long,
        value_name = "理由",
        default_value = "",
        help = "已经报过、现在更正时写明"
    )]
    reason: String,
}

pub(super) fn run(arguments: &Arguments, session: &Session<'_>) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    let period = desk.period_named(&arguments.period)?.id.clone();
    let counting = match arguments.accepted {
        true => Counting::Accepted,
        false => Counting::Received,
    };
    let (detail, reason) = (arguments.detail, arguments.reason.as_str());
    let done = roll_up(&mut desk, &period, counting, detail, reason, session.now)?;
    let basis = &done.basis;
    let mut page = Page::new();
    page.line(match done.is_news {
        true => format!("已汇总：{}，第 {} 版", done.period.name, done.revision),
        false => format!("{}没有变化，仍是第 {} 版", done.period.name, done.revision),
    });
    let which = match counting {
        Counting::Received => "收到的都算",
        Counting::Accepted => "只算审核通过的",
    };
    page.line(format!(
        "  {which}：应报 {} 家，汇总 {} 家，其中 {} 份尚未审核",
        basis.expected, basis.reporting, basis.unreviewed
    ));
    if !basis.missing.is_empty() {
        page.line(format!("  没有算进来：{}", basis.missing.join("、")));
    }
    if !done.twice.is_empty() {
        page.line(format!(
            "  ！在两家下面都出现的单位，可能重复计算：{}",
            done.twice.join("、")
        ));
    }
    page.line("下一步：anyue packet report 做成报送包，发给上级");
    Ok(Answer::new(
        page,
        json!({
            "period": done.period.id.to_string(),
            "revision": done.revision,
            "is_news": done.is_news,
            "counting": match counting {
                Counting::Received => "received",
                Counting::Accepted => "accepted",
            },
            "expected": basis.expected,
            "reporting": basis.reporting,
            "unreviewed": basis.unreviewed,
            "missing": basis.missing,
            "detail": basis.detail,
            "twice": done.twice,
        }),
    ))
}
