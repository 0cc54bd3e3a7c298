//! `anyue import`: filled forms into the in-tray, and those without a doubt from there into the record. What is in
//! doubt waits there for a person; every doubt of every file is told at once.

mod page;
mod shape;

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::Args;

use super::answer::{Answer, Exit};
use super::failure::Failure;
use super::session::Session;
use crate::domain::arrival::ArrivalState;
use crate::domain::id::ArrivalId;
use crate::ops::intray::{
    AcceptAs, Accepted, Chosen, Order, Progress, Seen, Skipped, accept_clean, judge_batch,
    look_through, save_problems, take_in,
};
use crate::ops::{Desk, unit};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(
        value_name = "路径",
        required = true,
        help = "文件、文件夹或 zip，可给多个；- 为标准输入的文字"
    )]
    paths: Vec<PathBuf>,
    #[arg(
        long,
        value_name = "期次",
        help = "这批是哪一期的，如 weekly/2、final（默认：看文件）"
    )]
    period: Option<String>,
    #[arg(long, value_name = "单位", help = "这批都是这个单位的（默认：看文件）")]
    unit: Option<String>,
    #[arg(long, value_name = "时间", help = "何时收到（默认：现在）；要写理由")]
    received_at: Option<String>,
    #[arg(
        long,
        value_name = "理由",
        default_value = "",
        help = "更正的原因；补记时间、报已关账的期次时必须写"
    )]
    reason: String,
    #[arg(long, help = "只收进收件，没有疑问的也不收下")]
    no_accept: bool,
    #[arg(long, help = "只读只比，什么也不写入")]
    dry_run: bool,
    #[arg(long, value_name = "文件", help = "全部疑问另存为 CSV")]
    report: Option<PathBuf>,
}

/// What an import came to.
#[derive(Debug)]
struct Outcome {
    seen: Vec<Seen>,
    skipped: Vec<Skipped>,
    accepted: HashMap<ArrivalId, Accepted>,
    /// Set aside, because what stands says the same.
    unchanged: HashSet<ArrivalId>,
    /// Those that were clean and could not be accepted after all.
    failed: HashMap<ArrivalId, String>,
    /// The one reason for all of them; may be empty.
    reason: String,
    dry_run: bool,
}

pub(super) fn run(arguments: &Arguments, session: &mut Session<'_>) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    let order = order(arguments, &desk, session)?;
    let how = AcceptAs {
        received_at: match &arguments.received_at {
            None => None,
            Some(text) => Some(session.moment("--received-at", text, &desk)?.received()),
        },
        reason: arguments.reason.clone(),
        seen: None,
    };
    let outcome = import(arguments, &mut desk, &order, &how, session)?;
    let mut answer = Answer::new(page::page(&desk, &outcome), shape::shape(&desk, &outcome));
    answer.exit = exit(&outcome);
    if let Some(place) = &arguments.report {
        let judged = outcome.seen.iter().map(|seen| &seen.judged);
        let path = save_problems(&desk, judged, &outcome.skipped, place)?;
        answer = answer.remark(format!("疑问清单：{}", path.display()));
    }
    Ok(answer)
}

fn order(arguments: &Arguments, desk: &Desk, session: &mut Session<'_>) -> Result<Order, Failure> {
    let mut order = Order::default();
    for path in &arguments.paths {
        if path == Path::new("-") {
            let text = session.bytes_of(path)?;
            order.texts.push(("标准输入.txt".to_owned(), text));
        } else {
            order.paths.push(path.clone());
        }
    }
    if let Some(text) = &arguments.unit {
        order.unit = Some(unit::find(desk, text)?.id);
    }
    if let Some(text) = &arguments.period {
        order.period = Some(Chosen::named(desk, text)?);
    }
    Ok(order)
}

fn import(
    arguments: &Arguments,
    desk: &mut Desk,
    order: &Order,
    how: &AcceptAs,
    session: &mut Session<'_>,
) -> Result<Outcome, Failure> {
    let now = session.now;
    let mut tell = |progress: Progress<'_>| {
        let Progress { done, all, name } = progress;
        session.tell_progress(&format!("正在读 {done}/{all}：{name}"));
        ControlFlow::Continue(())
    };
    let batch = match arguments.dry_run {
        true => look_through(desk, order, now, &mut tell),
        false => take_in(desk, order, now, &mut tell),
    };
    session.tell_progress("");
    let batch = batch?;
    let mut outcome = Outcome {
        seen: judge_batch(desk, batch.items)?,
        skipped: batch.skipped,
        accepted: HashMap::new(),
        unchanged: HashSet::new(),
        failed: HashMap::new(),
        reason: arguments.reason.clone(),
        dry_run: arguments.dry_run,
    };
    if arguments.dry_run || arguments.no_accept {
        return Ok(outcome);
    }
    let ids: Vec<ArrivalId> = outcome
        .seen
        .iter()
        .filter_map(|seen| seen.judged.arrival.id)
        .collect();
    let mut tell = |done: usize, all: usize| {
        session.tell_progress(&format!("正在收下 {done}/{all}"));
        ControlFlow::Continue(())
    };
    let sweep = accept_clean(desk, Some(&ids), how, now, &mut tell);
    session.tell_progress("");
    let sweep = sweep?;
    outcome.accepted = sweep
        .accepted
        .into_iter()
        .map(|one| (one.id, one))
        .collect();
    outcome.unchanged = sweep.unchanged.into_iter().collect();
    let failed = sweep.failed.into_iter();
    outcome.failed = failed.map(|(id, fault)| (id, fault.to_string())).collect();
    Ok(outcome)
}

impl Outcome {
    fn accepted(&self, seen: &Seen) -> Option<&Accepted> {
        self.accepted.get(&seen.judged.arrival.id?)
    }

    /// Whether it was set aside in this run, because what stands says the same.
    fn is_unchanged(&self, seen: &Seen) -> bool {
        let id = seen.judged.arrival.id;
        id.is_some_and(|id| self.unchanged.contains(&id))
    }

    fn failure(&self, seen: &Seen) -> Option<&str> {
        self.failed
            .get(&seen.judged.arrival.id?)
            .map(String::as_str)
    }

    /// Whether somebody has to look at it after all that was done.
    fn needs_person(&self, seen: &Seen) -> bool {
        let is_met = self.is_clean(seen);
        self.failure(seen).is_some() || (seen.judged.needs_person() && !is_met)
    }

    fn is_clean(&self, seen: &Seen) -> bool {
        seen.judged.is_clean_with(&self.reason)
    }

    /// What has become of it by the end of this run.
    fn state(&self, seen: &Seen) -> ArrivalState {
        match self.accepted(seen) {
            Some(_) => ArrivalState::Accepted,
            None if self.is_unchanged(seen) => ArrivalState::SetAside,
            None => seen.judged.arrival.state,
        }
    }
}

/// 2 where nothing at all could be read, 1 where somebody has to look at something.
fn exit(outcome: &Outcome) -> Exit {
    let is_read = |seen: &Seen| {
        let reading = seen.judged.arrival.reading.as_ref();
        reading.is_some_and(|reading| !reading.is_empty())
    };
    if !outcome.seen.iter().any(is_read) {
        return Exit::Cannot;
    }
    match outcome.seen.iter().any(|seen| outcome.needs_person(seen)) {
        true => Exit::NeedsPerson,
        false => Exit::Done,
    }
}
