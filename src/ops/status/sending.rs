//! How far the reports of a desk's own unit have come on their way to the desk above.

use crate::domain::period::Period;
use crate::domain::status::{Receipt, Sending};
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::packet::Superior;
use crate::ops::{Desk, review};

/// How far what stands for the period has come; `None` for a unit that does not sit at this desk, where nothing stands, and
/// where no desk above is known: there reports go up by other ways.
pub(super) fn sending(
    desk: &Desk,
    unit: &Unit,
    period: &Period,
    receipt: &Receipt,
) -> Result<Option<Sending>, Fault> {
    if receipt.received_at.is_none() || !Superior::awaits(desk, unit.id)? {
        return Ok(None);
    }
    let known = review::look(desk, unit.id, &period.id)?;
    let Some(standing) = known.standing else {
        return Ok(None);
    };
    if let Some(at) = known.received_above {
        let above = Receipt {
            received_at: known.first_received_above,
            ..*receipt
        };
        return Ok(Some(Sending::Received {
            at,
            review: known.state,
            is_late: above.is_late(period),
        }));
    }
    let packed = desk.store.read().packed_at(&standing.uid)?;
    Ok(Some(match packed {
        Some(_) => Sending::Packed,
        None => Sending::Unsent,
    }))
}
