//! Opens a packet: checks it against the desk, lays its files on the shelf, and takes its records in one transaction. On a
//! machine without a desk a campaign packet makes one.

use std::borrow::Cow;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use super::check::{UNTOUCHED, clock_of};
use super::coming::groups;
use super::files::{Missing, missing, named, shelve};
use super::judge::{Word, judge};
use super::keys::KeyState;
use super::{merge, word};
use crate::domain::calendar::Instant;
use crate::domain::id::{RecordId, UnitId};
use crate::domain::period::PeriodId;
use crate::domain::record::NamedRecord;
use crate::error::Fault;
use crate::ops::campaign::Templates;
use crate::ops::desk::{self, NewDesk, NewSeat};
use crate::ops::{Desk, record, required_reason};
use crate::packet::{Flaw, Kind, Manifest, Opened, PacketUnit, Party, Volume};

/// How a packet is to be taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OpenAs {
    /// When it came, where that was before now; needs a reason.
    pub received_at: Option<Instant>,
    /// Why the time is set, or why something is taken after the books were closed.
    pub reason: String,
    /// The [name](super::Preview::digest) of the packet that a person looked at and answered for; another one that lies under the
    /// same path by now is not taken. `None` where it was not looked at before.
    pub looked_at: Option<String>,
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
    /// Revisions that are new.
    pub revisions: usize,
    /// Revisions that were known, and are known now to have been taken back.
    pub withdrawn: usize,
    /// Revisions that were known, and are known now to have been received earlier.
    pub earlier: usize,
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
    /// Material that it names and that this desk does not have.
    pub missing: Vec<Missing>,
    /// Records that were not taken, or not all of them, each with why; the rest was taken without them.
    pub passed_over: Vec<String>,
    /// The code that the desk's own unit had until now, where it has the one of the desk above from now on.
    pub recoded_from: Option<String>,
}

impl Taken {
    /// Whether the packet said anything that the desk did not know.
    pub fn is_news(&self) -> bool {
        self.is_newer_word
            || !matches!(self.key, KeyState::Known { .. })
            || self.revisions + self.withdrawn + self.earlier > 0
            || self.hazards + self.records > 0
            || self.reviews + self.receipts + self.units > 0
    }

    /// What was taken, in one sentence: `甲医院的报送包：新收 2 版报送、1 条隐患；撤回 1 版报送`.
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
        let mut told: Vec<String> = Vec::new();
        if !counts.is_empty() {
            told.push(format!("新收 {}", counts.join("、")));
        }
        let changed = [(self.withdrawn, "撤回"), (self.earlier, "改早收到时间")];
        let changed = changed.iter().filter(|(count, _)| *count > 0);
        told.extend(changed.map(|(count, how)| format!("{how} {count} 版报送")));
        match (told.is_empty(), self.kind) {
            (true, Kind::Campaign) => format!("{whose}：活动和期限已是最新"),
            (true, Kind::Report) => format!("{whose}：内容都已经收过，密钥已记下"),
            (false, _) => format!("{whose}：{}", told.join("；")),
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
    let looked_at = how.looked_at.as_ref();
    if looked_at.is_some_and(|digest| *digest != opening.packet.digest) {
        return Err(Fault::problem("这个文件在看过以后换了内容")
            .safe(UNTOUCHED)
            .hint("请重新看一遍再收；指纹也要重新核对"));
    }
    if how.received_at.is_some() {
        required_reason("补记收到时间", &how.reason)?;
    }
    // Before anything is laid on the shelf, and once more under the write lock: another window may have changed what the
    // packet is held against.
    let files = desk.store.snapshot(|reader| {
        let judged = judge(&desk.ground(), reader, opening, how.adopt_code, now)?.answered(how)?;
        Ok::<_, Fault>(named(opening, &judged.records))
    })?;
    shelve(desk, opening, &files)?;
    let packet = &opening.packet;
    let (key, records, merged, renewal) = desk.change(now, |change, ground| {
        if how.accept_clock {
            let of = packet.key.to_string();
            change.accept_clock(&of, clock_of(packet, now))?;
        }
        let judged = judge(ground, ***change, opening, how.adopt_code, now)?.answered(how)?;
        let (key, records) = (judged.key, judged.records);
        let (merged, renewal) = match judged.word {
            Word::Report(sender) => {
                let from = (&sender, key);
                let told = (records.as_slice(), judged.passed_over);
                (
                    merge::report(change, ground.campaign, packet, from, told, how)?,
                    None,
                )
            }
            Word::Campaign(word) => (
                word::campaign(change, ground, packet, key, (&word, &records))?,
                word.renewal,
            ),
        };
        Ok::<_, Fault>((key, records, merged, renewal))
    })?;
    if let Some(renewal) = renewal {
        (desk.campaign, desk.plan) = (renewal.campaign, renewal.plan);
    }
    taken(desk, opening, (key, &records), merged)
}

fn taken(
    desk: &Desk,
    opening: &Opening,
    (key, records): (KeyState, &[Cow<'_, NamedRecord>]),
    merged: merge::Merged,
) -> Result<Taken, Fault> {
    let manifest = opening.manifest();
    let units = desk.units()?;
    let places = groups(&opening.packet.body, &units);
    let mut conflicts = desk.store.read().conflicts()?;
    conflicts.retain(|(unit, period)| places.contains_key(&(*unit, period)));
    Ok(Taken {
        kind: manifest.kind,
        sender: Party {
            code: manifest.sender.code.clone(),
            name: manifest.sender.name.clone(),
        },
        volume: manifest.volume,
        key,
        fingerprint: opening.packet.key.fingerprint(),
        revisions: merged.revisions.new,
        withdrawn: merged.revisions.withdrawn,
        earlier: merged.revisions.earlier,
        hazards: merged.hazards,
        records: merged.records,
        reviews: merged.reviews,
        receipts: merged.receipts,
        units: merged.units,
        is_newer_word: merged.is_newer_word,
        conflicts,
        contested: contested(desk, opening)?,
        missing: missing(desk, opening, records, &units),
        passed_over: merged.passed_over,
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

/// Makes a desk of a campaign packet in `folder`. Whose it is, the packet says, or where it is for all units, `unit`: a code
/// or a name. A unit that has others below it gets a desk that collects; `collects` asks for one where the others come later.
///
/// # Errors
/// Where the packet is not taken; then there is no desk either.
pub fn set_up(
    folder: &Path,
    opening: &mut Opening,
    unit: Option<&str>,
    collects: bool,
    how: &OpenAs,
    now: Instant,
) -> Result<(Desk, Taken), Fault> {
    if opening.manifest().kind == Kind::Report {
        return Err(Fault::problem(format!(
            "这是{}报给上级的报送包（{}），本机没有收它的工作台",
            opening.manifest().sender.name,
            opening.manifest().campaign.title
        ))
        .safe("什么也没有收下")
        .hint("请在收集单位的工作台里打开；工作台不在通常的位置，或是演示工作台，用 --desk 指明"));
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
    match open(&mut desk, opening, how, now) {
        Ok(taken) => Ok((desk, taken)),
        Err(fault) => {
            // A desk that has taken nothing would only stand in the way of the next try; nobody has written into it yet.
            drop(desk);
            let _ = std::fs::remove_dir_all(folder);
            Err(fault.safe("没有建工作台，什么也没有收下"))
        }
    }
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
