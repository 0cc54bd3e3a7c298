//! What 收件 asks of the desk about what lies under a path: packets are looked at before a person takes them, forms are
//! read into the in-tray right away.

use std::ops::ControlFlow;
use std::path::PathBuf;

use super::{Answer, packets as parcels};
use crate::domain::calendar::Instant;
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::intray::{
    self, Chosen, Order, Skipped, Tally, judge_batch, packets_under, take_in,
};
use crate::ops::material::path_from_paste;
use crate::ops::packet::names_packet;
use crate::tui::program::Progress;
use crate::tui::screens::intray::Section;
use crate::tui::screens::intray::parcels::{Answered, Rest, Shown};
use crate::tui::work::Report;

/// Looks at the packets that lie under a path; where there is none, takes the forms in.
pub fn look_or_take(
    desk: &mut Desk,
    typed: &str,
    period: String,
    now: Instant,
    report: Report<'_>,
) -> Result<Answer, Fault> {
    let path = path_from_paste(typed);
    let chosen = chosen(desk, &period)?;
    let (packets, has_forms) = packets_under(std::slice::from_ref(&path))?;
    if packets.is_empty() {
        let (told, skipped) = forms(desk, path, chosen, now, report)?;
        let brings = Section::Arrivals;
        return Ok(Answer::Taken {
            told,
            brings,
            skipped,
        });
    }
    let looked = parcels::look(desk, packets, now, report);
    let rest = has_forms.then_some((path, period));
    Ok(Answer::Parcels(looked, rest))
}

/// Takes packets that were looked at, and then the forms beside them, whatever became of the packets.
pub fn packets(
    desk: &mut Desk,
    shown: &[Shown],
    answered: &Answered,
    rest: Rest,
    now: Instant,
    report: Report<'_>,
) -> Result<Answer, Fault> {
    // Before anything is taken: a slip in the period is the person's to put right first.
    let chosen = match &rest {
        Some((_, period)) => chosen(desk, period)?,
        None => None,
    };
    let taken = match shown {
        [] => None,
        shown => Some(parcels::take(desk, shown, answered, now, report)),
    };
    let Some((path, _)) = rest else {
        let told = taken.transpose()?.unwrap_or_default();
        return Ok(Answer::Taken {
            told,
            brings: Section::Inbox,
            skipped: Vec::new(),
        });
    };
    let (forms, skipped) = match forms(desk, path, chosen, now, report) {
        Ok((told, skipped)) => (Ok(told), skipped),
        Err(fault) => (Err(fault), Vec::new()),
    };
    let (told, brings) = match (taken, forms) {
        (None, forms) => (forms?, Section::Arrivals),
        (Some(Ok(taken)), Ok(forms)) => (format!("{taken}；{forms}"), Section::Arrivals),
        (Some(Err(fault)), Ok(forms)) => (format!("{fault}；{forms}"), Section::Arrivals),
        (Some(Ok(taken)), Err(fault)) => (format!("{taken}；旁边的表：{fault}"), Section::Inbox),
        (Some(Err(packets)), Err(forms)) => {
            return Err(Fault::problem(format!("{packets}旁边的表：{forms}")));
        }
    };
    Ok(Answer::Taken {
        told,
        brings,
        skipped,
    })
}

/// The period or duty that a person said of the forms; nothing where none was typed.
fn chosen(desk: &Desk, period: &str) -> Result<Option<Chosen>, Fault> {
    match period.trim() {
        "" => Ok(None),
        period => Chosen::named(desk, period).map(Some),
    }
}

/// Reads the forms under a path into the in-tray; says what came of it, and what was passed over.
fn forms(
    desk: &mut Desk,
    path: PathBuf,
    period: Option<Chosen>,
    now: Instant,
    report: Report<'_>,
) -> Result<(String, Vec<Skipped>), Fault> {
    let order = Order {
        paths: vec![path],
        period,
        ..Order::default()
    };
    let mut hear = |progress: intray::Progress<'_>| {
        let goes_on = report(Progress {
            label: format!("读来件 {}", progress.name),
            done: progress.done as u64,
            total: progress.all as u64,
        });
        if goes_on {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    };
    let batch = take_in(desk, &order, now, &mut hear)?;
    // Packets that lie beside them are not forms that nobody has read.
    let mut skipped = batch.skipped;
    skipped.retain(|one| !names_packet(&one.origin));
    let was_cut = batch.was_cut;
    let seen = judge_batch(desk, batch.items)?;
    let tally = Tally::of(&seen, |seen| seen.judged.needs_person());
    let mut told = format!("收进 {} 份来件", tally.all - tally.copies);
    for (count, what) in [
        (tally.need_person, "份要人核对"),
        (tally.repeats, "份和上次收下的完全相同"),
        (tally.without_table, "份旧格式转换后没有了表格"),
        (tally.known, "份以前收过"),
        (tally.copies, "份内容重复，已搁置"),
        (skipped.len(), "个文件没有读"),
    ] {
        if count > 0 {
            told.push_str(&format!("，{count} {what}"));
        }
    }
    if was_cut {
        told.push_str("；已中断，再收一次接着读");
    }
    Ok((told, skipped))
}
