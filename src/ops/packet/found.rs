//! Which files are packets, and which of the desks on this machine a packet is for.

use std::path::{Path, PathBuf};

use super::keys::own_fingerprint;
use super::open::Opening;
use super::superior::Superior;
use crate::error::Fault;
use crate::ops::desk;
use crate::packet::{ENDING, Kind};
use crate::text::dropped;

/// A desk that a packet can be for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub folder: PathBuf,
    pub name: String,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    One(Place),
    /// None, and it was made on this machine: it is for another one.
    Own,
    /// None: a campaign packet makes one.
    None,
    /// Several: a person has to say which.
    Several(Vec<Place>),
}

/// Whether a file is called like a packet.
pub fn is_packet(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default();
    ending.eq_ignore_ascii_case(ENDING)
}

/// Whether what a person pasted, or a terminal made of a dropped file, names a packet. The disk is not looked at.
pub fn names_packet(pasted: &str) -> bool {
    is_packet(Path::new(&dropped::path(pasted)))
}

/// The desks side by side in `root` that the packet can be for. One that cannot be read is passed over.
pub fn found(root: &Path, opening: &Opening) -> Result<Found, Fault> {
    let (mut places, mut is_own) = (Vec::new(), false);
    for listed in desk::list(root)? {
        let Ok(desk) = desk::open(&listed.folder) else {
            continue;
        };
        let seat = desk.unit(desk.seat.unit)?;
        let place = Place {
            folder: listed.folder,
            name: desk.name.clone(),
        };
        if opening.is_for(desk.campaign.id.as_str(), &seat.code) {
            places.push(place);
        } else if own_fingerprint(&desk)?.is_some_and(|own| own == opening.packet.key.fingerprint())
        {
            is_own = true;
        }
    }
    Ok(match (places.len(), is_own) {
        (0, false) => Found::None,
        (0, true) => Found::Own,
        (1, _) => Found::One(places.remove(0)),
        _ => Found::Several(places),
    })
}

/// A desk side by side in `root` whose unit has the name of the one that the packet is for, under another code: one that
/// was made by hand. `unit` is what a person calls the unit, where the packet is for all.
pub fn namesake(
    root: &Path,
    opening: &Opening,
    unit: Option<&str>,
) -> Result<Option<Place>, Fault> {
    let manifest = opening.manifest();
    let addressee = manifest.addressee.as_ref().map(|to| to.name.as_str());
    let Some(name) = unit
        .or(addressee)
        .filter(|_| manifest.kind == Kind::Campaign)
    else {
        return Ok(None);
    };
    for listed in desk::list(root)? {
        let Ok(desk) = desk::open(&listed.folder) else {
            continue;
        };
        let seat = desk.unit(desk.seat.unit)?;
        let is_same = desk.campaign.id.as_str() == manifest.campaign.id && seat.name == name;
        if is_same && Superior::of(&desk)?.is_none() {
            return Ok(Some(Place {
                folder: listed.folder,
                name: desk.name.clone(),
            }));
        }
    }
    Ok(None)
}
