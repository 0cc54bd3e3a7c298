//! `anyue receive`: notes that something came on paper or by e-mail, and when.

use clap::{Args, ValueEnum};

use super::answer::Answer;
use super::failure::Failure;
use super::given::Report;
use super::session::Session;
use super::submit::{not_expected, receipt_answer};
use crate::domain::submission::Channel;
use crate::ops::submit::{Receive, record_receipt};

/// The ways by which something comes from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum From {
    Email,
    Paper,
}

impl From {
    pub fn channel(self) -> Channel {
        match self {
            Self::Email => Channel::Email,
            Self::Paper => Channel::Paper,
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    whose: Report,
    #[arg(long, value_name = "渠道", help = "怎样收到的")]
    channel: From,
    #[arg(long, value_name = "时间", help = "何时收到（默认：现在）")]
    received_at: Option<String>,
    #[arg(
        long,
        value_name = "理由",
        default_value = "",
        help = "凭什么登记，如“收发室签收”（必须写）"
    )]
    reason: String,
    #[arg(long, help = "先前登记的时间有误：作废，以这次为准")]
    instead: bool,
}

pub(super) fn run(arguments: &Arguments, session: &Session<'_>) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    let (unit, period) = arguments.whose.find(&desk)?;
    let received_at = match &arguments.received_at {
        None => None,
        Some(text) => Some(session.moment("--received-at", text, &desk)?.received()),
    };
    let receive = Receive {
        channel: arguments.channel.channel(),
        received_at,
        reason: arguments.reason.clone(),
        instead: arguments.instead,
    };
    let done = record_receipt(&mut desk, unit.id, &period.id, &receive, session.now)?;
    let mut answer = receipt_answer(&desk.campaign, "已登记收到", &unit, &period, &done, false);
    answer.remarks.extend(not_expected(&unit, &period));
    Ok(answer)
}
