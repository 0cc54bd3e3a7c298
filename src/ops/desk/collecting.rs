//! A desk at which one unit reported begins to collect from units below it as well: nothing that it has is lost, and what it sends
//! upward from then on are totals.

use super::{Desk, Role};
use crate::domain::audit::Act;
use crate::domain::calendar::Instant;
use crate::error::Fault;
use crate::ops::About;
use crate::store::Setting;

/// Makes a desk that only reports one that collects; tells whether it was not one already. What its unit has handed in stays,
/// and goes on going upward until a total of the units below replaces it, period by period.
pub fn collect(desk: &mut Desk, now: Instant) -> Result<bool, Fault> {
    let begins = desk.change(now, |change, ground| {
        if change.required_setting(Setting::Role)? == Role::Coordinator.name() {
            return Ok::<_, Fault>(false);
        }
        change.set_setting(Setting::Role, Role::Coordinator.name())?;
        // Its own answers are in them, and in those of a desk that collects they are not.
        change.drop_rollups_above(ground.seat.unit)?;
        let detail = "报上级的改为下面单位的汇总；本单位填过的都保留";
        change.note(Act::CollectingBegun, About::unit(ground.seat.unit), detail)?;
        Ok(true)
    })?;
    desk.seat.role = Role::Coordinator;
    Ok(begins)
}
