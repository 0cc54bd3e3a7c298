//! Notes that something came on paper or by e-mail, when it came, without its figures being typed.

use super::{Submitted, required_reason};
use super::{insert, is_late, note, require_reporter, stamp};
use crate::domain::audit::Act;
use crate::domain::calendar::Instant;
use crate::domain::id::UnitId;
use crate::domain::period::PeriodId;
use crate::domain::submission::{Channel, Content};
use crate::error::Fault;
use crate::ops::Desk;

/// How and when something came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receive {
    pub channel: Channel,
    /// Now, where it is not given.
    pub received_at: Option<Instant>,
    pub reason: String,
}

/// Notes a receipt. What stood before keeps its content and gets the new time beside it; where nothing stood, an empty
/// revision marks that the unit has reported, and its figures can be typed later as a correction.
pub fn record_receipt(
    desk: &mut Desk,
    unit: UnitId,
    period: &PeriodId,
    receive: &Receive,
    now: Instant,
) -> Result<Submitted, Fault> {
    let unit = desk.unit(unit)?;
    require_reporter(desk, unit.id)?;
    let due = desk.period(period)?.clone();
    let reason = required_reason("登记收到", &receive.reason)?;
    let stamp = stamp(receive.channel, receive.received_at, reason, now)?;
    desk.change(now, |change, _| {
        let standing = change.current_revision(unit.id, period)?;
        let is_correction = standing.is_some();
        let content = standing.map_or_else(Content::default, |standing| standing.content);
        let revision = insert(change, unit.id, period, content, stamp)?;
        let is_late = is_late(&due, change.receipt(unit.id, period)?);
        note(change, Act::ReceiptRecorded, &due, &revision, is_late)?;
        Ok(Submitted {
            revision,
            is_correction,
            is_late,
            warnings: Vec::new(),
            differences: Vec::new(),
        })
    })
}
