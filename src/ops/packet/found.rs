//! Which files are packets, and which of the desks on this machine a packet is for.

use std::path::{Path, PathBuf};

use super::keys::own_fingerprint;
use super::open::Opening;
use super::superior::Superior;
use crate::error::Fault;
use crate::ops::{Desk, desk};
use crate::packet::{ENDING, Kind};
use crate::text::dropped;

/// A desk that a packet can be for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub folder: PathBuf,
    pub name: String,
    /// The name of the unit that sits at it.
    pub seat: String,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    One(Place),
    /// None, and it was made on this machine: it is for another one.
    Own,
    /// None, but this desk of the same campaign, at which another unit sits: the packet probably came to the wrong machine, and
    /// a person has to say that a second desk is wanted.
    Elsewhere(Place),
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

/// The desks that the packet can be for: those side by side in `root`, and the one that was open last, wherever it lies. One
/// that cannot be read is passed over.
pub fn found(root: &Path, opening: &Opening) -> Result<Found, Fault> {
    let manifest = opening.manifest();
    let (mut places, mut is_own, mut elsewhere) = (Vec::new(), false, None);
    for desk in desks(root)? {
        let seat = desk.unit(desk.seat.unit)?;
        let place = Place {
            folder: desk.folder.clone(),
            name: desk.name.clone(),
            seat: seat.name,
        };
        let is_same_campaign = desk.campaign.id.as_str() == manifest.campaign.id;
        if opening.is_for(desk.campaign.id.as_str(), &seat.code) {
            places.push(place);
        } else if own_fingerprint(&desk)?.is_some_and(|own| own == opening.packet.key.fingerprint())
        {
            is_own = true;
        } else if manifest.kind == Kind::Campaign && is_same_campaign {
            elsewhere.get_or_insert(place);
        }
    }
    Ok(match (places.len(), is_own, elsewhere) {
        (0, true, _) => Found::Own,
        (0, false, Some(place)) => Found::Elsewhere(place),
        (0, false, None) => Found::None,
        (1, ..) => Found::One(places.remove(0)),
        _ => Found::Several(places),
    })
}

/// The desks in which a person works; a demonstration is none.
fn desks(root: &Path) -> Result<Vec<Desk>, Fault> {
    let mut folders: Vec<PathBuf> = desk::list(root)?
        .into_iter()
        .map(|listed| listed.folder)
        .collect();
    folders.extend(desk::last(root).filter(|last| last.parent() != Some(root)));
    folders.retain(|folder| desk::plays_at(folder).is_none());
    Ok(folders
        .iter()
        .filter_map(|folder| desk::open(folder).ok())
        .collect())
}

/// What is to be said of a campaign packet for another unit than the one that sits at the desk of the same campaign. What is to
/// be done where a second desk is wanted, is the caller's to say.
pub fn meant_for_another(opening: &Opening, unit: Option<&str>, place: &Place) -> Fault {
    let addressee = opening.manifest().addressee.as_ref();
    let meant = unit
        .or(addressee.map(|to| to.name.as_str()))
        .unwrap_or("别的单位");
    Fault::problem(format!(
        "这个活动包是给{meant}的，而本机是{}：已有同一个活动的工作台“{}”",
        place.seat, place.name
    ))
    .safe("没有另建工作台，也没有改动")
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
    for desk in desks(root)? {
        let seat = desk.unit(desk.seat.unit)?;
        let is_same = desk.campaign.id.as_str() == manifest.campaign.id && seat.name == name;
        if is_same && Superior::of(&desk)?.is_none() {
            return Ok(Some(Place {
                folder: desk.folder,
                name: desk.name,
                seat: seat.name,
            }));
        }
    }
    Ok(None)
}
