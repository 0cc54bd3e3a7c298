//! Accepting: an arrival becomes a submission by the verb that forms are handed in with, received when the file came
//! in, its file among the material. Revision, arrival and rivals change in one transaction.

use std::ops::ControlFlow;

use super::claim::Claim;
use super::decide::set_aside;
use super::doubt::Doubt;
use super::judge::Judge;
use super::judged::{Changed, Judged, Shown};
use super::row::same_as;
use super::{look, no_arrival, read_back, to_store};
use crate::domain::arrival::{Arrival, ArrivalState, Decided, called};
use crate::domain::audit::Act;
use crate::domain::calendar::Instant;
use crate::domain::id::ArrivalId;
use crate::domain::submission::{Channel, Revision};
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::intake::{FileReading, Roll};
use crate::ops::draft;
use crate::ops::submit::{SubmitAs, SubmitError, Submitted, submit_and};
use crate::ops::{About, Change, Desk, required_reason};
use crate::text::sanitize::for_storage_line;

/// How an arrival is accepted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AcceptAs {
    /// When it was received, where that was not when the file was taken in; needs a reason.
    pub received_at: Option<Instant>,
    pub reason: String,
    /// What the person had before them: where there is more to be seen by now, it is not accepted. `None` where nobody looked.
    pub seen: Option<Shown>,
}

/// What became of an accepted arrival.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    pub id: ArrivalId,
    pub unit: Unit,
    pub submitted: Submitted,
    /// What is another than it stood before.
    pub changes: Vec<Changed>,
    /// How many other arrivals for the same unit and period were set aside.
    pub set_aside: usize,
}

/// Why nothing was accepted. The arrival is as it was.
#[derive(Debug, thiserror::Error)]
pub enum AcceptError {
    /// There are doubts that have to be mended first; all of them.
    #[error("还有 {} 处要先核对", .0.doubts.iter().filter(|doubt| doubt.must_mend()).count())]
    Doubts(Box<Judged>),
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// What came of accepting all that is clean.
#[derive(Debug, Default)]
pub struct Sweep {
    pub accepted: Vec<Accepted>,
    /// Those that say what stands already; they were set aside.
    pub unchanged: Vec<ArrivalId>,
    /// Those that could not be accepted after all, and why.
    pub failed: Vec<(ArrivalId, Fault)>,
    /// Whether a person broke it off.
    pub was_cut: bool,
}

/// Accepts one arrival. Doubts that only have to be seen are taken as seen, so far as [`AcceptAs::seen`] knows of them.
pub fn accept(
    desk: &mut Desk,
    id: ArrivalId,
    how: &AcceptAs,
    now: Instant,
) -> Result<Accepted, AcceptError> {
    let judged = look(desk, id)?;
    if judged.arrival.state != ArrivalState::Waiting {
        let state = judged.arrival.state.label();
        return Err(Fault::problem(format!("这份来件{state}，不能收下")).into());
    }
    if !judged.is_acceptable() {
        return Err(AcceptError::Doubts(Box::new(judged)));
    }
    if how
        .seen
        .as_ref()
        .is_some_and(|seen| !seen.is_all_of(&judged))
    {
        return Err(has_changed("差异和疑问").into());
    }
    match said_already(&judged, how) {
        Some(why) => Err(Fault::problem(format!("{why}，没有收下"))
            .safe("已报的内容仍然有效")
            .hint("可以搁置这份来件")
            .into()),
        None => Ok(accept_judged(desk, id, judged, how, now)?),
    }
}

/// Why nothing comes of accepting it: what stands says the same, and it is not to count as received at another time.
fn said_already(judged: &Judged, how: &AcceptAs) -> Option<String> {
    let number = judged.replaces.filter(|_| judged.is_unchanged);
    let number = number.filter(|_| how.received_at.is_none())?;
    Some(format!("内容与已报的第 {number} 版相同"))
}

/// Accepts every clean arrival, or those among `ids`, each by itself: what cannot be accepted after all stays and does
/// not keep the others out. One that says what stands already is set aside. `progress` hears how many are done and how many there are.
pub fn accept_clean(
    desk: &mut Desk,
    ids: Option<&[ArrivalId]>,
    how: &AcceptAs,
    now: Instant,
    progress: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
) -> Result<Sweep, Fault> {
    let judge = Judge::new(desk, [])?;
    let mut clean = Vec::new();
    for waiting in desk.store.read().arrivals_in(ArrivalState::Waiting)? {
        let judged = judge.judge(read_back(waiting)?)?;
        let is_clean = judged.is_clean_with(&how.reason);
        let id = judged.arrival.id.filter(|_| is_clean);
        let is_meant = |id: &ArrivalId| ids.is_none_or(|ids| ids.contains(id));
        clean.extend(id.filter(is_meant).map(|id| (id, judged)));
    }
    let mut sweep = Sweep::default();
    let all = clean.len();
    for (done, (id, judged)) in clean.into_iter().enumerate() {
        if progress(done, all).is_break() {
            sweep.was_cut = true;
            break;
        }
        if let Some(why) = said_already(&judged, how) {
            match set_aside(desk, id, &why, now) {
                Ok(()) => sweep.unchanged.push(id),
                Err(fault) => sweep.failed.push((id, fault)),
            }
            continue;
        }
        match accept_judged(desk, id, judged, how, now) {
            Ok(accepted) => sweep.accepted.push(accepted),
            Err(fault) => sweep.failed.push((id, fault)),
        }
    }
    Ok(sweep)
}

fn accept_judged(
    desk: &mut Desk,
    id: ArrivalId,
    judged: Judged,
    how: &AcceptAs,
    now: Instant,
) -> Result<Accepted, Fault> {
    let (Some(unit), Some(period), Some(filled)) = (judged.unit, judged.period, judged.draft)
    else {
        return Err(Fault::problem("单位或期次还没有定，不能收下"));
    };
    let given = for_storage_line(&how.reason).trim().to_owned();
    let how = submit_as(&judged.arrival, judged.closed_at, how, now)?;
    let reporters = Roll::new(&desk.reporters()?);
    let mut set_aside = 0;
    let also = |change: &Change<'_>, revision: &Revision| {
        // The file's name, which stands for a reason otherwise, is none for an amendment.
        if given.is_empty() && change.closings()?.is_closed(&revision.period) {
            required_reason("收下已关账期次的来件", &given)?;
        }
        require_unchanged(change, id, &judged.arrival, judged.replaces, revision)?;
        let mut accepted = judged.arrival.clone();
        accepted.state = ArrivalState::Accepted;
        accepted.revision = Some(revision.number);
        accepted.seen = judged.doubts.iter().map(Doubt::as_seen).collect();
        accepted.decided = Decided {
            unit: Some(revision.unit),
            period: Some(revision.period.clone()),
            of_batch: false,
        };
        set_aside = set_rivals_aside(change, &accepted, &reporters)?;
        Ok(change.update_arrival(id, &to_store(accepted)?)?)
    };
    // The draft that it was laid over goes with it; what has been typed there since is not in it, and keeps it from being
    // accepted.
    draft::settle(desk, unit.id, &period, judged.typed);
    let submitted = submit_and(desk, (unit.id, &period), &filled, &how, now, also);
    match submitted {
        Ok(submitted) => Ok(Accepted {
            id,
            unit,
            submitted,
            changes: judged.changes,
            set_aside,
        }),
        Err(SubmitError::Fault(fault)) => Err(fault),
        // Judged sound a moment ago: the material has gone from the shelf, or another program changed something.
        Err(SubmitError::Problems(reading)) => {
            let first = reading.problems.first();
            let message = first.map_or_else(String::new, |problem| problem.message.clone());
            Err(Fault::problem(format!("没有收下：{message}")).hint("请刷新后再看一遍"))
        }
    }
}

/// A paper is taken as it is: its warnings are the unit's own business, and were seen. What lay in the in-tray when the
/// books were closed counts as received when it is accepted.
fn submit_as(
    arrival: &Arrival<FileReading>,
    closed_at: Option<Instant>,
    how: &AcceptAs,
    now: Instant,
) -> Result<SubmitAs, Fault> {
    let file = &arrival.file;
    let given = for_storage_line(&how.reason).trim().to_owned();
    if how.received_at.is_some() {
        required_reason("补记收到时间", &given)?;
    }
    let is_before = |arrived: &Instant| *arrived < now && closed_at.is_none_or(|at| at <= *arrived);
    let arrived = Some(file.arrived_at).filter(is_before);
    Ok(SubmitAs {
        channel: Channel::File,
        received_at: how.received_at.or(arrived),
        reason: match given.is_empty() {
            true => called(&file.name),
            false => given,
        },
        accept_warnings: true,
        form_only: true,
        ..SubmitAs::default()
    })
}

/// Under the write lock: neither the arrival nor what it was compared with may be another by now.
fn require_unchanged(
    change: &Change<'_>,
    id: ArrivalId,
    judged: &Arrival<FileReading>,
    replaces: Option<u32>,
    revision: &Revision,
) -> Result<(), Fault> {
    let now = read_back(change.arrival(id)?.ok_or_else(no_arrival)?)?;
    let lineage = change.lineage(revision.unit, &revision.period)?;
    let own = lineage.kin.iter().find(|kin| kin.uid == revision.uid);
    let parents = own.map(|own| own.parents.as_slice()).unwrap_or_default();
    let replaced = lineage
        .kin
        .iter()
        .filter(|kin| parents.contains(&kin.uid) && kin.withdrawn_at.is_none());
    let replaced: Vec<u32> = replaced.map(|kin| kin.number).collect();
    let as_judged = match replaces {
        None => replaced.is_empty(),
        Some(number) => replaced.contains(&number),
    };
    if now == *judged && as_judged {
        return Ok(());
    }
    Err(has_changed("差异"))
}

fn has_changed(look_at: &str) -> Fault {
    Fault::problem("这份来件或本期的报送刚刚有了变动，没有收下")
        .hint(format!("请刷新后再看一遍{look_at}"))
}

/// Of several that say the same thing for one unit and period, one was chosen. The others can be put back.
fn set_rivals_aside(
    change: &Change<'_>,
    accepted: &Arrival<FileReading>,
    reporters: &Roll,
) -> Result<usize, Fault> {
    let Some(own) = Claim::of(accepted, reporters) else {
        return Ok(0);
    };
    let mut count = 0;
    for waiting in change.arrivals_in(ArrivalState::Waiting)? {
        let mut other = read_back(waiting)?;
        let is_rival = Claim::of(&other, reporters).is_some_and(|other| own.rivals(&other));
        if let Some(id) = other.id.filter(|_| is_rival) {
            other.state = ArrivalState::SetAside;
            other.note = match other.file.hash == accepted.file.hash {
                true => same_as(&accepted.file.name),
                false => format!("同一期已收下“{}”", accepted.file.name),
            };
            let detail = format!("“{}”，{}", other.file.name, other.note);
            let about = About::submission(own.unit, &own.period);
            change.note(Act::ArrivalSetAside, about, &detail)?;
            change.update_arrival(id, &to_store(other)?)?;
            count += 1;
        }
    }
    Ok(count)
}
