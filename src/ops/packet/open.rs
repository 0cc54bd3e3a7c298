//! Opens a packet: checks it against the desk, lays its files on the shelf, and takes its records in one transaction. On a
//! machine without a desk a campaign packet makes one.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use super::judge::{Word, judge};
use super::keys::KeyState;
use super::{merge, word};
use crate::domain::calendar::Instant;
use crate::domain::id::{RecordId, UnitId};
use crate::domain::period::PeriodId;
use crate::domain::record::NamedRecord;
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::campaign::Templates;
use crate::ops::desk::{self, NewDesk, NewSeat};
use crate::ops::{Desk, record, required_reason};
use crate::packet::{Flaw, Kind, Manifest, Opened, PacketUnit, Party, Volume};
use crate::store::{ShelfError, StoreError};

/// How a packet is to be taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OpenAs {
    /// When it came, where that was before now; needs a reason.
    pub received_at: Option<Instant>,
    /// Why the time is set, or why something is taken after the books were closed.
    pub reason: String,
    /// The sender's key is another than before, and a person has compared its fingerprint.
    pub accept_key: bool,
    /// Dates that are years off are taken as they are.
    pub accept_clock: bool,
    /// The desk above knows this desk's unit by another code, and a person says that it is the same unit.
    pub adopt_code: bool,
}

/// A packet that was read and found sound, and not yet taken.
#[derive(Debug)]
pub struct Opening {
    pub(super) packet: Opened<BufReader<File>>,
}

/// What taking a packet changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    pub kind: Kind,
    pub sender: Party,
    pub volume: Volume,
    pub key: KeyState,
    /// Of the sender's key.
    pub fingerprint: String,
    /// Revisions that are new or were taken back.
    pub revisions: usize,
    pub hazards: usize,
    /// Records of registers of which something is new.
    pub records: usize,
    pub reviews: usize,
    pub receipts: usize,
    pub units: usize,
    /// Whether the campaign file, dues, excusals or closings are newer than before.
    pub is_newer_word: bool,
    /// Units and periods of this packet for which several revisions stand that say different things.
    pub conflicts: Vec<(UnitId, PeriodId)>,
    /// Records of this packet that are told in several ways from now on.
    pub contested: Vec<RecordId>,
    /// Material that its revisions name and that this desk does not have.
    pub missing: Vec<Missing>,
    /// The code that the desk's own unit had until now, where it has the one of the desk above from now on.
    pub recoded_from: Option<String>,
}

/// A file that has not come yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    pub unit: UnitId,
    /// `None` where a record of a register names it.
    pub period: Option<PeriodId>,
    pub name: String,
    /// Bytes.
    pub size: u64,
}

impl Taken {
    /// Whether the packet said anything that the desk did not know.
    pub fn is_news(&self) -> bool {
        self.is_newer_word
            || self.key != KeyState::Known { is_confirmed: true }
                && self.key
                    != KeyState::Known {
                        is_confirmed: false,
                    }
            || self.revisions + self.hazards + self.records > 0
            || self.reviews + self.receipts + self.units > 0
    }

    /// What was taken, in one sentence: `甲医院的报送包：新收 2 版报送、1 条隐患`.
    pub fn words(&self) -> String {
        let whose = format!("{}的{}", self.sender.name, self.kind.label());
        if !self.is_news() {
            return format!("{whose}：都已经收过，没有新的内容");
        }
        let counts = [
            (self.revisions, "版报送"),
            (self.hazards, "条隐患"),
            (self.records, "条登记"),
            (self.receipts, "份回执"),
            (self.reviews, "份审核"),
            (self.units, "个单位"),
        ];
        let counts = counts.iter().filter(|(count, _)| *count > 0);
        let counts: Vec<String> = counts.map(|(n, what)| format!("{n} {what}")).collect();
        match (counts.is_empty(), self.kind) {
            (true, Kind::Campaign) => format!("{whose}：活动和期限已是最新"),
            (true, Kind::Report) => format!("{whose}：内容都已经收过，密钥已记下"),
            (false, _) => format!("{whose}：新收 {}", counts.join("、")),
        }
    }
}

impl Opening {
    /// Reads a packet from its first byte to its last. Nothing is taken yet.
    pub fn of(path: &Path) -> Result<Self, Fault> {
        let file = File::open(path).map_err(|error| Fault::io("打开报送包", path, &error))?;
        if file.metadata().is_ok_and(|meta| meta.is_dir()) {
            let folder = std::io::ErrorKind::IsADirectory.into();
            return Err(Fault::io("打开报送包", path, &folder));
        }
        let packet = Opened::open(BufReader::new(file)).map_err(fault)?;
        Ok(Self { packet })
    }

    pub fn manifest(&self) -> &Manifest {
        &self.packet.manifest
    }

    /// Whether this desk is one that the packet can be for: of its campaign; for a campaign packet not the sender's own, and
    /// where it has an addressee, that one's.
    pub fn is_for(&self, campaign: &str, seat_code: &str) -> bool {
        let manifest = self.manifest();
        let addressee = manifest.addressee.as_ref();
        let fits = match manifest.kind {
            Kind::Campaign => addressee.is_none_or(|to| to.code == seat_code),
            Kind::Report => addressee.is_none_or(|to| to.code.is_empty() || to.code == seat_code),
        };
        manifest.campaign.id == campaign && manifest.sender.code != seat_code && fits
    }
}

/// Takes a packet: all of it or, where anything is wrong, nothing.
pub fn open(
    desk: &mut Desk,
    opening: &mut Opening,
    how: &OpenAs,
    now: Instant,
) -> Result<Taken, Fault> {
    let judged = judge(desk, opening, how, now)?;
    if how.received_at.is_some() {
        required_reason("补记收到时间", &how.reason)?;
    }
    shelve(desk, opening)?;
    let key = judged.key;
    let merged = match judged.word {
        Word::Report(sender) => merge::report(desk, &opening.packet, &sender, key, how, now)?,
        Word::Campaign(word) => word::campaign(desk, &opening.packet, key, *word, now)?,
    };
    taken(desk, opening, &judged.units, key, merged)
}

/// Lays the files that the records name on the shelf. Until the records are taken nothing refers to them.
fn shelve(desk: &Desk, opening: &mut Opening) -> Result<(), Fault> {
    let body = &opening.packet.body;
    let material = body.revisions.iter().flat_map(|one| &one.material);
    let named: BTreeSet<&str> = material.map(|file| file.hash.as_str()).collect();
    let of_records = body.records.iter().flat_map(NamedRecord::material);
    let named: BTreeSet<&str> = named
        .into_iter()
        .chain(of_records.map(|file| file.hash.as_str()))
        .chain(body.forms.values().map(String::as_str))
        .collect();
    let carried = opening.packet.files();
    let wanted: Vec<String> = carried
        .filter(|file| named.contains(file.sha256.as_str()))
        .filter(|file| !desk.shelf.path_of(&file.sha256).is_file())
        .map(|file| file.sha256.clone())
        .collect();
    for hash in wanted {
        let poured = desk.shelf.receive(&hash, |out| {
            opening
                .packet
                .pour(&hash, out)
                .map_err(std::io::Error::other)
        });
        poured.map_err(|error| match error {
            ShelfError::Store(error) => Fault::from(StoreError::Io(error)),
            other => Fault::environment(format!("材料没有存成：{other}")),
        })?;
    }
    Ok(())
}

fn taken(
    desk: &Desk,
    opening: &Opening,
    units: &[Unit],
    key: KeyState,
    merged: merge::Merged,
) -> Result<Taken, Fault> {
    let manifest = opening.manifest();
    let revisions = opening.packet.body.revisions.iter();
    let places: BTreeSet<(UnitId, PeriodId)> = revisions
        .filter_map(|one| Some((id_of(units, &one.unit)?, one.period.clone())))
        .collect();
    let mut conflicts = desk.store.read().conflicts()?;
    conflicts.retain(|place| places.contains(place));
    Ok(Taken {
        kind: manifest.kind,
        sender: Party {
            code: manifest.sender.code.clone(),
            name: manifest.sender.name.clone(),
        },
        volume: manifest.volume,
        key,
        fingerprint: opening.packet.key.fingerprint(),
        revisions: merged.revisions,
        hazards: merged.hazards,
        records: merged.records,
        reviews: merged.reviews,
        receipts: merged.receipts,
        units: merged.units,
        is_newer_word: merged.is_newer_word,
        conflicts,
        contested: contested(desk, opening)?,
        missing: missing(desk, opening, units),
        recoded_from: merged.recoded_from,
    })
}

/// The records of the packet that wait for somebody to decide.
fn contested(desk: &Desk, opening: &Opening) -> Result<Vec<RecordId>, Fault> {
    let mut contested = Vec::new();
    for told in &opening.packet.body.records {
        if let Some(known) = desk.store.read().record_named(&told.uid)? {
            let found = record::contested_record(desk, known.record.id)?;
            contested.extend(found.map(|one| one.kept.record.id));
        }
    }
    Ok(contested)
}

fn id_of(units: &[Unit], code: &str) -> Option<UnitId> {
    let unit = units.iter().find(|unit| unit.code == code);
    unit.map(|unit| unit.id)
}

/// The files that the packet's revisions and records name and that have not come to this desk.
fn missing(desk: &Desk, opening: &Opening, units: &[Unit]) -> Vec<Missing> {
    let lost = |hash: &str| !desk.shelf.path_of(hash).is_file();
    let mut missing = Vec::new();
    for revision in &opening.packet.body.revisions {
        let Some(unit) = id_of(units, &revision.unit) else {
            continue;
        };
        for file in revision.material.iter().filter(|file| lost(&file.hash)) {
            missing.push(Missing {
                unit,
                period: Some(revision.period.clone()),
                name: file.name.clone(),
                size: file.size,
            });
        }
    }
    for record in &opening.packet.body.records {
        let Some(unit) = id_of(units, &record.unit) else {
            continue;
        };
        for file in record.material().filter(|file| lost(&file.hash)) {
            missing.push(Missing {
                unit,
                period: None,
                name: file.name.clone(),
                size: file.size,
            });
        }
    }
    missing
}

/// Makes a desk of a campaign packet in `folder`. Whose it is, the packet says, or where it is for all units, `unit`: a code
/// or a name. A unit that has others below it gets a desk that collects; `collects` asks for one where the others come later.
pub fn set_up(
    folder: &Path,
    opening: &mut Opening,
    unit: Option<&str>,
    collects: bool,
    now: Instant,
) -> Result<(Desk, Taken), Fault> {
    if opening.manifest().kind == Kind::Report {
        return Err(Fault::problem(format!(
            "这是{}报给上级的报送包（{}），本机没有收它的工作台",
            opening.manifest().sender.name,
            opening.manifest().campaign.title
        ))
        .safe("什么也没有收下")
        .hint("请在收集单位的工作台里打开；工作台不在通常的位置，用 --desk 指明"));
    }
    let source = opening.packet.campaign.clone();
    let source = source.ok_or_else(|| fault(Flaw::Broken("缺少活动文件".to_owned())))?;
    let own = seat_of(opening, unit)?.clone();
    let units = &opening.packet.body.units;
    let is_above = |unit: &PacketUnit| unit.parent.as_deref() == Some(own.code.as_str());
    let collects = collects || units.iter().any(is_above);
    let kind = own.kind.as_deref().map(Into::into);
    let (code, name) = (own.code.clone(), own.name.clone());
    let seat = match collects {
        true => NewSeat::Collector { code, name, kind },
        false => NewSeat::Unit {
            code: Some(code),
            name,
            kind,
        },
    };
    let new = NewDesk {
        campaign_source: source,
        templates: forms(opening)?,
        name: String::new(),
        seat,
    };
    let mut desk = desk::create(folder, &new, now)?;
    let taken = open(&mut desk, opening, &OpenAs::default(), now)?;
    Ok((desk, taken))
}

/// The unit whose desk it is to be.
fn seat_of<'a>(opening: &'a Opening, unit: Option<&str>) -> Result<&'a PacketUnit, Fault> {
    let units = &opening.packet.body.units;
    let manifest = opening.manifest();
    let addressee = manifest.addressee.as_ref().map(|to| to.code.as_str());
    let Some(wanted) = unit.or(addressee) else {
        return Err(Fault::problem(format!(
            "这个活动包发给全部 {} 个单位，还要知道本机是哪一个",
            units.len().saturating_sub(1)
        ))
        .hint("请写 anyue open 文件 --unit 单位名称或编码"));
    };
    let mut found = units.iter().filter(|unit| {
        let is_alias = unit.aliases.iter().any(|alias| alias == wanted);
        unit.code != manifest.sender.code
            && (unit.code == wanted || unit.name == wanted || is_alias)
    });
    found.next().ok_or_else(|| {
        let names = units.iter().map(|unit| unit.name.as_str());
        let near = crate::text::search::closest(wanted, names);
        let hint = match near {
            Some(near) => format!("是否指“{near}”？"),
            None => "请核对名称，或请对方把本单位加进名单后重发".to_owned(),
        };
        Fault::problem(format!("活动包里没有“{wanted}”这个单位")).hint(hint)
    })
}

/// The blank forms that come along, each short enough to be held.
fn forms(opening: &mut Opening) -> Result<Templates, Fault> {
    let named = opening.packet.body.forms.clone();
    let mut forms = Vec::new();
    for (file, hash) in named {
        let mut bytes = Vec::new();
        opening.packet.pour(&hash, &mut bytes).map_err(fault)?;
        forms.push((file, bytes));
    }
    Ok(forms.into_iter().collect())
}

pub(super) fn fault(flaw: Flaw) -> Fault {
    let hint = flaw.hint();
    Fault::problem(flaw.to_string())
        .safe("什么也没有收下")
        .hint(hint)
}
