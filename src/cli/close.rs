//! `anyue close`: closes the books of periods, or opens them again.

use clap::Args;
use serde::Serialize;
use serde_json::json;

use super::answer::Answer;
use super::failure::Failure;
use super::page::Page;
use super::session::Session;
use super::shape::moment;
use crate::ops::books;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(
        value_name = "期次",
        help = "如 weekly/2；写任务名（weekly）是它的全部期次，写 all 是全部"
    )]
    period: String,
    #[arg(long, help = "取消关账（要写理由）")]
    reopen: bool,
    #[arg(
        long,
        value_name = "理由",
        default_value = "",
        help = "为什么；取消关账时必须写"
    )]
    reason: String,
}

#[derive(Debug, Serialize)]
struct ClosedShape {
    period: String,
    name: String,
    /// Since when; `null` where it was opened again.
    closed_at: Option<String>,
}

pub(super) fn run(arguments: &Arguments, session: &Session<'_>) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    let (reopen, now) = (arguments.reopen, session.now);
    let periods = books::named(&desk, &arguments.period, reopen, now)?;
    let done = match reopen {
        true => books::reopen(&mut desk, &periods, &arguments.reason, now)?,
        false => books::close(&mut desk, &periods, &arguments.reason, now)?,
    };
    let mut page = Page::new();
    for period in &done {
        page.line(match reopen {
            true => format!("已取消关账：{}。", period.name),
            false => format!("已关账：{}；此后补报和更正都要写理由。", period.name),
        });
    }
    let shapes = done.iter().map(|period| ClosedShape {
        period: period.id.to_string(),
        name: period.name.clone(),
        closed_at: (!reopen).then(|| moment(now)),
    });
    let shapes: Vec<ClosedShape> = shapes.collect();
    Ok(Answer::new(page, json!({ "periods": shapes })))
}
