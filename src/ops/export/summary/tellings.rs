//! What the units wrote: their own words from the submissions here, and of a unit that adds up those of the units behind
//! it, as far as its detail came. What the program wrote into a roll-up is nobody's account.

use std::collections::{BTreeSet, HashMap};

use super::is_within;
use crate::domain::detail::Detail;
use crate::domain::id::UnitId;
use crate::domain::period::PeriodId;
use crate::domain::submission::Revision;
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::export::paper::Telling;
use crate::ops::Desk;
use crate::ops::rollup::read_detail;
use crate::ops::total::Extent;
use crate::text::sanitize::for_storage_line;

/// For the periods that the report is about.
pub(super) fn of(
    desk: &Desk,
    units: &[Unit],
    revisions: &[Revision],
    extent: &Extent,
) -> Result<Vec<Telling>, Fault> {
    let mut tellings = Vec::new();
    let mut told = BTreeSet::new();
    let names: HashMap<UnitId, &Unit> = units.iter().map(|unit| (unit.id, unit)).collect();
    for revision in revisions {
        let Some(unit) = names.get(&revision.unit) else {
            continue;
        };
        let content = &revision.content;
        let Some(basis) = &content.rollup else {
            let who = (vec![unit.code.as_str()], unit.name.as_str());
            let own = telling(desk, extent, who, &revision.period, &content.narrative);
            tellings.extend(own);
            continue;
        };
        let detail = match &basis.detail {
            Some(hash) if is_within(desk, extent, &revision.period) => {
                read_detail(&desk.shelf, hash)?
            }
            _ => None,
        };
        for account in detail.iter().flat_map(Detail::accounts) {
            let written = account.submission;
            // A cumulative report rests on weeks that were told already.
            if told.insert(written.revision.clone()) {
                let who = (account.codes, account.name);
                let of_unit = telling(desk, extent, who, &written.period, &written.narrative);
                tellings.extend(of_unit);
            }
        }
    }
    Ok(tellings)
}

/// `None` where nothing was written, or for a period that the report is not about.
fn telling(
    desk: &Desk,
    extent: &Extent,
    (codes, name): (Vec<&str>, &str),
    period: &PeriodId,
    text: &str,
) -> Option<Telling> {
    let text = text.trim();
    let period = desk.plan.period(period)?;
    let is_told = !text.is_empty() && is_within(desk, extent, &period.id);
    is_told.then(|| Telling {
        codes: codes.into_iter().map(str::to_owned).collect(),
        unit: for_storage_line(name).into_owned(),
        period: period.short_name.clone(),
        text: text.to_owned(),
    })
}
