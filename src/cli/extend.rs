//! `anyue extend`: grants units a later deadline, or takes that back.

use clap::Args;
use serde::Serialize;

use super::answer::Answer;
use super::failure::Failure;
use super::given::Why;
use super::page::Page;
use super::session::Session;
use super::shape::{UnitRef, moment};
use crate::domain::calendar::words;
use crate::ops::{submit, unit};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(
        long,
        value_name = "单位",
        required = true,
        help = "编码、名称或拼音首字母；可给多次"
    )]
    unit: Vec<String>,
    #[arg(long, value_name = "期次", help = "如 weekly/2、final")]
    period: String,
    #[arg(
        long,
        value_name = "时间",
        required_unless_present = "cancel",
        help = "延到何时；只写日期时到当天 24:00"
    )]
    to: Option<String>,
    #[arg(long, conflicts_with = "to", help = "取消已有的延期")]
    cancel: bool,
    #[command(flatten)]
    why: Why,
}

#[derive(Debug, Serialize)]
struct Extended {
    units: Vec<UnitRef>,
    period: String,
    /// The deadline that now holds; `null` where the extension was taken back.
    extended_to: Option<String>,
}

pub(super) fn run(arguments: &Arguments, session: &Session<'_>) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    let mut units = Vec::new();
    for text in &arguments.unit {
        units.push(unit::find(&desk, text)?);
    }
    let period = desk.period_named(&arguments.period)?.clone();
    let reason = &arguments.why.reason;
    let until = match &arguments.to {
        None => None,
        Some(text) => Some(session.moment("--to", text, &desk)?.or_end_of_day()),
    };
    match until {
        Some(until) => {
            let ids: Vec<_> = units.iter().map(|unit| unit.id).collect();
            submit::extend(&mut desk, &ids, &period.id, until, reason, session.now)?;
        }
        None => {
            for unit in &units {
                submit::cancel_extension(&mut desk, unit.id, &period.id, reason, session.now)?;
            }
        }
    }
    let mut page = Page::new();
    for unit in &units {
        page.line(match until {
            Some(until) => format!(
                "已延期：{}，{}，到 {}。",
                unit.name,
                period.name,
                words::deadline(until)
            ),
            None => format!("已取消延期：{}，{}。", unit.name, period.name),
        });
    }
    let shape = Extended {
        units: units.iter().map(UnitRef::from).collect(),
        period: period.id.to_string(),
        extended_to: until.map(moment),
    };
    Ok(Answer::new(page, shape))
}
