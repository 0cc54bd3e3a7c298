//! Handing in: submitting, correcting, taking back, noting what came on paper, granting more time. What a draft says
//! is read by [`domain::submission`](crate::domain::submission::read); what counts as late by
//! [`domain::status`](crate::domain::status).

mod explain;
mod extend;
mod filler;
mod receipt;
mod withdraw;

use std::collections::BTreeMap;

pub use explain::{Differing, Explained, explain};
pub use extend::{cancel_extension, extend};
pub use receipt::{Receive, Voided, record_receipt, void_receipt};
pub use withdraw::{Withdrawal, stays, withdraw};

use explain::Differs;
use filler::{require_filler, require_reporter};

use super::books::amends;
use super::prefill::prefill;
use super::{About, Change, Desk, draft, required_reason};
use crate::domain::audit::Act;
use chrono::NaiveDate;

use crate::domain::calendar::{Instant, words};
use crate::domain::id::{FieldId, UnitId};
use crate::domain::liaison::registrations;
use crate::domain::period::{Period, PeriodId};
use crate::domain::problem::{Place, Problem};
use crate::domain::status::State;
use crate::domain::submission::{
    Channel, Content, Draft, Reading, Revision, Stamp, read_beside, read_form,
};
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::store::{NewRevision, StoreError};
use crate::text::sanitize::for_storage_line;

/// How a submission is handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubmitAs {
    pub channel: Channel,
    /// When it was received, where that was earlier than now; needs a reason.
    pub received_at: Option<Instant>,
    /// Why it is corrected, why warnings are accepted, why the time is set. The draft's own reason where empty.
    pub reason: String,
    /// Why cumulative figures are something other than the sum of the periods before. The draft's own where empty.
    pub explanation: String,
    /// Hand in although there are warnings; needs a reason.
    pub accept_warnings: bool,
    /// Only a filled form came: what else the duty asks for is not demanded with it.
    pub form_only: bool,
}

impl Default for SubmitAs {
    fn default() -> Self {
        Self {
            channel: Channel::Desk,
            received_at: None,
            reason: String::new(),
            explanation: String::new(),
            accept_warnings: false,
            form_only: false,
        }
    }
}

/// What was handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submitted {
    pub revision: Revision,
    /// Whether it replaces one that stood.
    pub is_correction: bool,
    /// Whether the period's books were closed before.
    pub after_closing: bool,
    /// Whether the unit's receipt for this period lies after its deadline.
    pub is_late: bool,
    /// Warnings that were accepted.
    pub warnings: Vec<Problem>,
    /// Where it differs from the sum of the periods before.
    pub differences: Vec<Differing>,
}

impl Submitted {
    /// 按时 or 迟报.
    pub fn mark(&self) -> State {
        State::of_receipt(self.is_late)
    }
}

/// Why nothing was handed in. The draft is as it was.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SubmitError {
    /// Every problem at once; without an error among them, a reason is all that is missing.
    #[error("填报内容有 {} 处需要核对", .0.problems.len())]
    Problems(Box<Reading>),
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<StoreError> for SubmitError {
    fn from(error: StoreError) -> Self {
        Self::Fault(error.into())
    }
}

/// Hands a draft in. Late work is taken and marked; what stands already is corrected by a new revision, with a
/// reason. The draft goes in the same transaction as the revision comes.
pub fn submit(
    desk: &mut Desk,
    unit: UnitId,
    period: &PeriodId,
    typed: &Draft,
    how: &SubmitAs,
    now: Instant,
) -> Result<Submitted, SubmitError> {
    submit_and(desk, (unit, period), typed, how, now, |_, _| Ok(()))
}

/// What a draft says, and everything that is wrong with it by itself, beside what stands, and beside the periods before.
/// `form_only` where only a filled form is at hand; see [`read_form`].
pub fn judge(
    desk: &Desk,
    unit: &Unit,
    period: &Period,
    typed: &Draft,
    form_only: bool,
    today: NaiveDate,
) -> Result<Reading, Fault> {
    let duty = desk.duty(&period.id)?;
    let when = period.read_on(desk.campaign.days, today);
    let mut reading = if form_only {
        read_form(&desk.campaign, duty, typed, when)
    } else {
        let standing = desk.store.read().current_revision(unit.id, &period.id)?;
        let standing = standing.map(|standing| standing.content);
        read_beside(&desk.campaign, duty, typed, standing.as_ref(), when)
    };
    prefill(desk, unit.id, &period.id)?.doubt(&desk.campaign, &mut reading);
    Ok(reading)
}

/// Hands a draft in, and in the same transaction does what else becomes true by it.
pub(super) fn submit_and(
    desk: &mut Desk,
    (unit, period): (UnitId, &PeriodId),
    typed: &Draft,
    how: &SubmitAs,
    now: Instant,
    also: impl FnOnce(&Change<'_>, &Revision) -> Result<(), Fault>,
) -> Result<Submitted, SubmitError> {
    let unit = desk.unit(unit)?;
    let due = desk.period(period)?.clone();
    require_filler(desk, unit.id, &due)?;
    let reading = read_to_submit(desk, &unit, &due, typed, how, now)?;
    let reason = first_said(&how.reason, &typed.reason);
    if reading.has_warnings() {
        required_reason("带着提醒报送", &reason)?;
    }
    let explanation = first_said(&how.explanation, &typed.explanation);
    let stamp = stamp(how.channel, how.received_at, reason, now)?;
    let known = desk.typing.known(unit.id, period).cloned();
    let submitted = desk.change(now, |change, ground| {
        // Under the write lock: another program may have handed in the first one meanwhile.
        let is_correction = change.receipt(unit.id, period)?.revisions > 0;
        if is_correction {
            required_reason("更正已报送的内容", &stamp.reason)?;
            let standing = change.current_revision(unit.id, period)?;
            require_change(standing.as_ref(), &reading.content, how)?;
        }
        let after_closing = amends(change, &due, stamp.received_at, &stamp.reason)?;
        let revision = insert(change, unit.id, period, reading.content, stamp)?;
        draft::hand_over(change, (unit.id, period), known.as_ref(), typed)?;
        let act = match is_correction {
            true => Act::Corrected,
            false => Act::Submitted,
        };
        let receipt = change.receipt(unit.id, period)?;
        let is_late = receipt.is_late(&due);
        note(change, act, &due, &revision, (is_late, after_closing))?;
        let differs = Differs {
            ground,
            unit: &unit,
            period: &due,
            revision: revision.number,
            figures: &revision.content.figures,
        };
        let differences = differs.explain_rest(change, &explanation)?;
        also(change, &revision)?;
        Ok::<_, SubmitError>(Submitted {
            revision,
            is_correction,
            after_closing,
            is_late,
            warnings: reading.problems,
            differences,
        })
    })?;
    desk.typing.forget(unit.id, &due.id);
    Ok(submitted)
}

/// What a draft says, if nothing in it keeps it from being handed in.
fn read_to_submit(
    desk: &Desk,
    unit: &Unit,
    due: &Period,
    typed: &Draft,
    how: &SubmitAs,
    now: Instant,
) -> Result<Reading, SubmitError> {
    let mut reading = judge(desk, unit, due, typed, how.form_only, now.date())?;
    reading.problems.extend(lost_material(desk, typed));
    if let Some(early) = due.is_early(how.received_at.unwrap_or(now)) {
        let message = format!("{early}，现在报的还不是这些天的情况");
        reading
            .problems
            .push(Problem::warning(Place::Whole, message));
    }
    if reading.has_errors() || (reading.has_warnings() && !how.accept_warnings) {
        return Err(SubmitError::Problems(Box::new(reading)));
    }
    Ok(reading)
}

/// A correction corrects something: the content, or when it was received.
fn require_change(
    standing: Option<&Revision>,
    content: &Content,
    how: &SubmitAs,
) -> Result<(), Fault> {
    match standing {
        Some(standing) if standing.content == *content && how.received_at.is_none() => {
            let number = standing.number;
            Err(
                Fault::problem(format!("与已报的第 {number} 版完全一样，没有改动"))
                    .safe("已报的内容仍然有效")
                    .hint("不用再报；要改的，先改好再提交"),
            )
        }
        _ => Ok(()),
    }
}

/// What was said with the submission, else what the draft says.
fn first_said(with: &str, typed: &str) -> String {
    let clean = |text: &str| for_storage_line(text).trim().to_owned();
    match clean(with) {
        said if said.is_empty() => clean(typed),
        said => said,
    }
}

/// The registration form as the unit last handed it in, field by field; `None` where it has not registered.
pub fn liaison_of(desk: &Desk, unit: UnitId) -> Result<Option<BTreeMap<FieldId, String>>, Fault> {
    let reader = desk.store.read();
    let mut latest: Option<Revision> = None;
    for period in registrations(&desk.campaign, &desk.plan) {
        let revision = reader.current_revision(unit, &period.id)?;
        if let Some(revision) = revision.filter(|revision| !revision.content.fields.is_empty())
            && latest
                .as_ref()
                .is_none_or(|latest| latest.stamp.recorded_at <= revision.stamp.recorded_at)
        {
            latest = Some(revision);
        }
    }
    Ok(latest.map(|revision| revision.content.fields))
}

/// The registration of every unit that has registered: the contact sheet.
pub fn liaisons(desk: &Desk) -> Result<BTreeMap<UnitId, BTreeMap<FieldId, String>>, Fault> {
    let mut liaisons: BTreeMap<UnitId, (Instant, BTreeMap<FieldId, String>)> = BTreeMap::new();
    let reader = desk.store.read();
    for period in registrations(&desk.campaign, &desk.plan) {
        for form in reader.filled_forms(&period.id)? {
            let earlier = liaisons.get(&form.unit);
            let is_latest = earlier.is_none_or(|(earlier, _)| *earlier <= form.recorded_at);
            if is_latest && !form.fields.is_empty() {
                liaisons.insert(form.unit, (form.recorded_at, form.fields));
            }
        }
    }
    Ok(liaisons
        .into_iter()
        .map(|(unit, (_, fields))| (unit, fields))
        .collect())
}

/// Files that the draft names and the shelf no longer has.
fn lost_material(desk: &Desk, draft: &Draft) -> Vec<Problem> {
    let lost = |hash: &str| !desk.shelf.path_of(hash).is_file();
    let files = draft.material.iter().filter(|file| lost(&file.hash));
    files
        .map(|file| {
            let name = crate::text::sanitize::for_display(&file.name);
            let message = format!("材料“{name}”在工作台里已找不到，请移除后重新添加");
            Problem::error(Place::Material, message)
        })
        .collect()
}

/// The stamp of what is handed in now. It was received now, or earlier with a reason, never later.
fn stamp(
    channel: Channel,
    received_at: Option<Instant>,
    reason: String,
    now: Instant,
) -> Result<Stamp, Fault> {
    if let Some(given) = received_at {
        if given > now {
            let (given, now) = (words::moment_with_year(given), words::moment_with_year(now));
            return Err(
                Fault::problem(format!("收到时间 {given} 晚于现在（{now}）"))
                    .hint("请核对日期和时间"),
            );
        }
        required_reason(&format!("补记收到时间（{}）", channel.label()), &reason)?;
    }
    let received_at = received_at.unwrap_or(now);
    Ok(Stamp {
        sent_at: received_at,
        received_at,
        recorded_at: now,
        channel,
        reason,
        withdrawn_at: None,
    })
}

fn insert(
    change: &Change<'_>,
    unit: UnitId,
    period: &PeriodId,
    content: Content,
    stamp: Stamp,
) -> Result<Revision, StoreError> {
    for file in &content.material {
        // A draft names what lies on the shelf; its row may be missing where a program was killed between the two.
        change.put_material(&file.hash, file.size, stamp.recorded_at)?;
    }
    let sent = change.insert_revision(&NewRevision {
        unit,
        period,
        content: &content,
        stamp: &stamp,
    })?;
    Ok(Revision {
        unit,
        period: period.clone(),
        number: sent.number,
        uid: sent.uid,
        content,
        stamp,
    })
}

fn note(
    change: &Change<'_>,
    act: Act,
    period: &Period,
    revision: &Revision,
    (is_late, after_closing): (bool, bool),
) -> Result<(), StoreError> {
    let stamp = &revision.stamp;
    let mut detail = format!(
        "{}，第 {} 版，{}，{}收到，{}",
        period.name,
        revision.number,
        stamp.channel.label(),
        words::moment(stamp.received_at),
        State::of_receipt(is_late).label(),
    );
    if after_closing {
        detail.push_str("，关账后补报");
    }
    if !stamp.reason.is_empty() {
        detail.push_str("，理由：");
        detail.push_str(&stamp.reason);
    }
    let about = About::submission(revision.unit, &revision.period);
    change.note(act, about, &detail)
}

#[cfg(test)]
mod tests;
