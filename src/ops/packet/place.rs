//! Which files are packets, and where a packet goes: to which of the desks on this machine, or to one that it makes. The command
//! line and the first screen ask the same; each adds only the way that it offers where a person has to decide.

use std::path::{Path, PathBuf};

use super::keys::own_fingerprint;
use super::open::Opening;
use super::superior::Superior;
use crate::error::Fault;
use crate::ops::{Desk, desk};
use crate::packet::{ENDING, Kind};
use crate::text::dropped;

/// A desk that a packet has to do with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub folder: PathBuf,
    pub name: String,
    /// The name of the unit that sits at it.
    pub seat: String,
}

/// What a person says of where a packet is to go.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wish<'a> {
    /// Which unit sits here, where a campaign packet is for all.
    pub unit: Option<&'a str>,
    /// The desk that was made here by hand goes on, under the code of the desk above.
    pub adopt_code: bool,
    /// A desk is to be made, though there is one that it could have been meant for.
    pub new_desk: bool,
}

/// Where a packet goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Goes {
    /// To the desk in this folder.
    To(PathBuf),
    /// Nowhere yet: a campaign packet makes a desk.
    Nowhere,
    /// A person has to decide.
    Asks(Question),
}

/// Why nobody but a person can say where a packet goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// It was made on this machine: it is for another one.
    Own,
    Several(Vec<Place>),
    /// At this desk of the same campaign another unit sits: the packet probably came to the wrong machine.
    Elsewhere(Place),
    /// This desk of the same unit was made by hand, under another code.
    ByHand(Place),
    /// The desk made by hand that is to go on is not there.
    NoneByHand,
    /// This desk cannot be read, and none of the others is the one: it may be this.
    Unreadable(PathBuf, Fault),
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

/// Where the packet goes: of the desks side by side in `root` and the one that was open last, wherever it lies, to the one that
/// it is for; of several, to the last. A demonstration is none of them.
pub fn place(root: &Path, opening: &Opening, wish: Wish<'_>) -> Result<Goes, Fault> {
    let Desks {
        known,
        mut unreadable,
    } = Desks::of(root)?;
    let fitting: Vec<&Known> = known.iter().filter(|desk| desk.is_for(opening)).collect();
    let last = desk::last(root);
    let is_last = |desk: &&&Known| last.as_ref() == Some(&desk.place.folder);
    match (fitting.iter().find(is_last), fitting.as_slice()) {
        (Some(one), _) | (None, [one]) => return Ok(Goes::To(one.place.folder.clone())),
        (None, []) => {}
        (None, several) => {
            let places = several.iter().map(|desk| desk.place.clone()).collect();
            return Ok(Goes::Asks(Question::Several(places)));
        }
    }
    if known.iter().any(|desk| desk.made(opening)) {
        return Ok(Goes::Asks(Question::Own));
    }
    let is_campaign = opening.manifest().kind == Kind::Campaign;
    let same = known.iter().filter(|desk| desk.is_of_campaign(opening));
    let same: Vec<&Known> = same.filter(|_| is_campaign).collect();
    let by_hand = same
        .iter()
        .find(|desk| desk.is_namesake(opening, wish.unit));
    Ok(match (by_hand, wish.adopt_code) {
        (Some(desk), true) => Goes::To(desk.place.folder.clone()),
        (Some(desk), false) => Goes::Asks(Question::ByHand(desk.place.clone())),
        (None, true) => Goes::Asks(Question::NoneByHand),
        (None, false) if wish.new_desk => Goes::Nowhere,
        (None, false) => match (same.first(), unreadable.pop()) {
            (Some(other), _) => Goes::Asks(Question::Elsewhere(other.place.clone())),
            (None, Some((folder, fault))) => Goes::Asks(Question::Unreadable(folder, fault)),
            (None, None) => Goes::Nowhere,
        },
    })
}

/// A desk that could be opened, as far as a packet asks of it.
struct Known {
    place: Place,
    campaign: String,
    seat_code: String,
    fingerprint: Option<String>,
    has_above: bool,
}

/// The desks in which a person works.
struct Desks {
    known: Vec<Known>,
    /// Each with why.
    unreadable: Vec<(PathBuf, Fault)>,
}

impl Desks {
    fn of(root: &Path) -> Result<Self, Fault> {
        let mut folders: Vec<PathBuf> = desk::list(root)?
            .into_iter()
            .map(|listed| listed.folder)
            .collect();
        folders.extend(desk::last(root).filter(|last| last.parent() != Some(root)));
        folders.retain(|folder| desk::plays_at(folder).is_none());
        let mut desks = Self {
            known: Vec::new(),
            unreadable: Vec::new(),
        };
        for folder in folders {
            match desk::open(&folder).and_then(|desk| Known::of(&desk)) {
                Ok(known) => desks.known.push(known),
                Err(fault) => desks.unreadable.push((folder, fault)),
            }
        }
        Ok(desks)
    }
}

impl Known {
    fn of(desk: &Desk) -> Result<Self, Fault> {
        let seat = desk.unit(desk.seat.unit)?;
        Ok(Self {
            place: Place {
                folder: desk.folder.clone(),
                name: desk.name.clone(),
                seat: seat.name,
            },
            campaign: desk.campaign.id.to_string(),
            seat_code: seat.code,
            fingerprint: own_fingerprint(desk)?,
            has_above: Superior::of(desk)?.is_some(),
        })
    }

    fn is_for(&self, opening: &Opening) -> bool {
        opening.is_for(&self.campaign, &self.seat_code)
    }

    fn is_of_campaign(&self, opening: &Opening) -> bool {
        self.campaign == opening.manifest().campaign.id
    }

    /// Whether the packet was made here.
    fn made(&self, opening: &Opening) -> bool {
        let own = self.fingerprint.as_ref();
        own.is_some_and(|own| *own == opening.packet.key.fingerprint())
    }

    /// Whether the desk was made by hand for the unit that the packet is for: it has its name, and reports to nobody.
    fn is_namesake(&self, opening: &Opening, unit: Option<&str>) -> bool {
        let addressee = opening.manifest().addressee.as_ref();
        let name = unit.or(addressee.map(|to| to.name.as_str()));
        !self.has_above && name == Some(self.place.seat.as_str())
    }
}

impl Question {
    /// What is said to the person; the way out is the caller's to offer.
    pub fn fault(&self, opening: &Opening, unit: Option<&str>) -> Fault {
        let manifest = opening.manifest();
        let to = manifest.addressee.as_ref().map(|to| to.name.as_str());
        let to = to.filter(|name| !name.is_empty());
        let problem = match self {
            Self::Own => {
                let whom = match (to, manifest.kind) {
                    (Some(to), _) => format!("发给{to}"),
                    (None, Kind::Campaign) => "发给下面各单位".to_owned(),
                    (None, Kind::Report) => "报给上级".to_owned(),
                };
                let (sender, kind) = (&manifest.sender.name, manifest.kind.label());
                format!("这是{sender}自己在本机做的{kind}，要{whom}，在对方的电脑上打开")
            }
            Self::Several(places) => format!("本机有 {} 个工作台都可以收它", places.len()),
            Self::Elsewhere(place) => {
                let meant = unit.or(to).unwrap_or("别的单位");
                let (seat, name) = (&place.seat, &place.name);
                format!("这个活动包是给{meant}的，而本机是{seat}：已有同一个活动的工作台“{name}”")
            }
            Self::ByHand(place) => {
                format!("本机已有自己建的“{}”，上级用的是另一个编码", place.name)
            }
            Self::NoneByHand => "本机没有同名的、自己建的工作台可以沿用".to_owned(),
            Self::Unreadable(folder, fault) => format!(
                "本机有一个工作台打不开，说不准这个包是不是给它的：{}（{}）",
                folder.display(),
                fault.message
            ),
        };
        Fault::problem(problem).safe("没有另建工作台，也没有改动")
    }
}
