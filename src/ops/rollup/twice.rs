//! The same unit in more than one report: it reports here and is in the total of another, or two others have both added it up.
//! [`super::roll_up`] refuses where the codes say so; a desk that never rolls up, the issuer's, is told of it beside its
//! totals, by name, because a unit that two desks entered has a code from each.

use std::collections::{BTreeMap, BTreeSet};

use super::{Twofold, read_detail};
use crate::domain::calendar::Instant;
use crate::domain::detail::Detail;
use crate::error::Fault;
use crate::ops::desk::Seat;
use crate::ops::{Desk, kept};
use crate::store::{Reader, Shelf, StoreError};

/// Units of one name that stand in more than one place of what was reported for some period, by name. Kept until something below
/// changes; changes nothing else.
pub fn twice(desk: &mut Desk, now: Instant) -> Result<Vec<Twofold>, Fault> {
    let seat = desk.seat;
    let of = "units in two reports";
    if let Some(found) = kept::find(desk.store.read(), seat.unit, of)? {
        return Ok(found);
    }
    let shelf = &desk.shelf;
    let found = kept::make(&mut desk.store, seat.unit, of, now, |reader| {
        found(reader, shelf, seat)
    });
    Ok(found?)
}

/// The codes of one name, and the units in whose reports it stands.
type Places = BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)>;

fn found(reader: Reader<'_>, shelf: &Shelf, seat: Seat) -> Result<Vec<Twofold>, StoreError> {
    let units = reader.units()?;
    let mut all: BTreeMap<String, Twofold> = BTreeMap::new();
    let rollups = reader.standing_rollups()?.into_iter();
    let periods: BTreeSet<_> = rollups.map(|(_, period, _)| period).collect();
    // Without a total there is none below that would be in it.
    for period in periods {
        let mut places = Places::new();
        for revision in reader.standing_of(&period)? {
            let unit = units.iter().find(|unit| unit.id == revision.unit);
            let Some(unit) = unit.filter(|unit| seat.reports(unit.id)) else {
                continue;
            };
            place(&mut places, (&unit.code, &unit.name), &unit.name);
            let basis = revision.content.rollup.as_ref();
            // What cannot be read is not looked at: opening a number by it tells that.
            let detail = basis.and_then(|basis| basis.detail.as_ref());
            let detail = detail.and_then(|hash| read_detail(shelf, hash).ok().flatten());
            for (code, name) in detail.iter().flat_map(Detail::named_codes) {
                place(&mut places, (code, name), &unit.name);
            }
        }
        let several = places
            .into_iter()
            .filter(|(_, (_, within))| within.len() > 1);
        all.extend(several.map(|(name, (codes, within))| {
            let codes: Vec<String> = codes.into_iter().collect();
            let twofold = Twofold {
                code: codes.join("、"),
                name: name.clone(),
                within: within.into_iter().collect(),
            };
            (name, twofold)
        }));
    }
    Ok(all.into_values().collect())
}

fn place(places: &mut Places, (code, name): (&str, &str), within: &str) {
    let (codes, units) = places.entry(name.to_owned()).or_default();
    codes.insert(code.to_owned());
    units.insert(within.to_owned());
}
