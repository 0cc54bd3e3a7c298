//! Which files are packets, and which of the desks on this machine a packet is for.

use std::path::{Path, PathBuf};

use super::open::Opening;
use crate::error::Fault;
use crate::ops::desk;
use crate::packet::ENDING;

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

/// The desks side by side in `root` that the packet can be for. One that cannot be read is passed over.
pub fn found(root: &Path, opening: &Opening) -> Result<Found, Fault> {
    let mut places = Vec::new();
    for listed in desk::list(root)? {
        let Ok(desk) = desk::open(&listed.folder) else {
            continue;
        };
        let seat = desk.unit(desk.seat.unit)?;
        if opening.is_for(desk.campaign.id.as_str(), &seat.code) {
            places.push(Place {
                folder: listed.folder,
                name: desk.name.clone(),
            });
        }
    }
    Ok(match places.len() {
        0 => Found::None,
        1 => Found::One(places.remove(0)),
        _ => Found::Several(places),
    })
}
