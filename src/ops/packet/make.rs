//! Makes packets: gathers, splits what is large into volumes, signs, and saves under a name that tells what it is.

use std::fs::File as OpenFile;
use std::path::{Path, PathBuf};

use super::gather::{Gathered, campaign, report};
use super::keys::own_key;
use super::superior::Superior;
use crate::domain::audit::Act;
use crate::domain::calendar::{Instant, words};
use crate::domain::id::UnitId;
use crate::domain::period::{Period, PeriodId};
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::export::file;
use crate::intake::limits;
use crate::ops::export::{FOLDER, own_folder};
use crate::ops::material::show_size;
use crate::ops::{About, Desk, rollup};
use crate::packet::{CampaignRef, DeskKey, ENDING, File, Kind, Making, Party, Volume, write};
use crate::store::{Setting, hash_of};

/// How much of the material goes along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bring {
    All,
    /// None: the other side is told what is missing.
    Nothing,
    /// All of it, in files of about so many bytes each.
    Volumes(u64),
}

/// Whom a campaign packet is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum For {
    /// One file for everybody.
    All,
    /// One unit and those below it, with what was changed here of its answers.
    Unit(UnitId),
    /// A file for each unit directly below this desk's own.
    Each,
}

/// Packets that were made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    pub files: Vec<MadeFile>,
    /// Roll-ups that go upward in it and are not what the units below say any more.
    pub stale: Vec<Period>,
    /// The desk's own fingerprint, for comparing by telephone.
    pub fingerprint: String,
}

/// One packet on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeFile {
    pub path: PathBuf,
    /// Bytes.
    pub size: u64,
    /// Whom it is for; `None` for everybody.
    pub addressee: Option<Party>,
    pub volume: Volume,
    pub units: usize,
    pub revisions: usize,
    /// Files that go along.
    pub material: usize,
    /// Files that do not.
    pub left_out: usize,
}

/// Makes the packet that goes to the desk above: this desk's answers for some periods, or for all where none is named.
/// `seed` becomes the desk's key where it has none yet. `place` is a folder or a file's path; without it the packet goes into
/// the desk's own folder 导出.
pub fn make_report(
    desk: &mut Desk,
    periods: &[PeriodId],
    bring: Bring,
    place: Option<&Path>,
    seed: [u8; 32],
    now: Instant,
) -> Result<Made, Fault> {
    let gathered = report(desk, periods)?;
    let body = &gathered.body;
    if body.revisions.is_empty() && body.hazards.is_empty() && body.records.is_empty() {
        return Err(Fault::problem("还没有可以报送的内容，没有做报送包")
            .hint("先填报并提交，再做报送包；汇总单位请先用 anyue rollup 汇总"));
    }
    let above = Superior::of(desk)?.map(|above| Party {
        code: above.code,
        name: above.name,
    });
    let key = own_key(desk, seed, now)?;
    let when = match periods {
        [only] => desk.period(only)?.name.clone(),
        _ => words::month_day(now.date()),
    };
    let shape = Shape {
        kind: Kind::Report,
        addressee: above,
        name: format!(
            "{}-{}-{when}",
            Kind::Report.label(),
            desk.unit(desk.seat.unit)?.name
        ),
        with_source: false,
    };
    let files = make(desk, &gathered, &shape, bring, place, &key, now)?;
    let mut stale = rollup::stale(desk)?;
    stale.retain(|period| body.revisions.iter().any(|one| one.period == period.id));
    let packed: Vec<&str> = body.revisions.iter().map(|one| one.uid.as_str()).collect();
    let made = finish(desk, files, &packed, &key, now)?;
    Ok(Made { stale, ..made })
}

/// Makes the packets that go to the units below.
pub fn make_campaign(
    desk: &mut Desk,
    whom: &For,
    place: Option<&Path>,
    seed: [u8; 32],
    now: Instant,
) -> Result<Made, Fault> {
    let units = match whom {
        For::All => vec![None],
        For::Unit(unit) => vec![Some(desk.unit(*unit)?)],
        For::Each => below(desk)?.into_iter().map(Some).collect(),
    };
    let key = own_key(desk, seed, now)?;
    let mut files = Vec::new();
    for unit in units {
        let gathered = campaign(desk, unit.as_ref())?;
        let whose = unit.as_ref().map_or("全部单位", |unit| unit.name.as_str());
        let day = words::month_day(now.date());
        let shape = Shape {
            kind: Kind::Campaign,
            addressee: unit.as_ref().map(|unit| Party {
                code: unit.code.clone(),
                name: unit.name.clone(),
            }),
            name: format!("{}-{whose}-{day}", Kind::Campaign.label()),
            with_source: true,
        };
        files.extend(make(desk, &gathered, &shape, Bring::All, place, &key, now)?);
    }
    finish(desk, files, &[], &key, now)
}

/// The units directly below the desk's own that are not closed.
fn below(desk: &Desk) -> Result<Vec<Unit>, Fault> {
    let mut units = desk.units()?;
    units.retain(|unit| unit.parent == Some(desk.seat.unit) && unit.closed_on.is_none());
    match units.is_empty() {
        true => Err(Fault::problem("本工作台下面还没有单位").hint("请先导入单位")),
        false => Ok(units),
    }
}

/// What sort of packet it is to be.
struct Shape {
    kind: Kind,
    addressee: Option<Party>,
    /// The file's name without its ending.
    name: String,
    with_source: bool,
}

fn make(
    desk: &Desk,
    gathered: &Gathered,
    shape: &Shape,
    bring: Bring,
    place: Option<&Path>,
    key: &DeskKey,
    now: Instant,
) -> Result<Vec<MadeFile>, Fault> {
    let seat = desk.unit(desk.seat.unit)?;
    let source = desk.store.read().required_setting(Setting::Campaign)?;
    let folder = match place {
        Some(place) => place.to_owned(),
        None => made_outbox(desk)?,
    };
    let volumes = volumes(desk, &gathered.files, bring)?;
    let of = u32::try_from(volumes.len()).unwrap_or(u32::MAX);
    let mut made = Vec::new();
    for (number, files) in (1..).zip(volumes) {
        let left_out = gathered.files.iter().filter(|file| !files.contains(file));
        let making = Making {
            kind: shape.kind,
            campaign: CampaignRef {
                id: desk.campaign.id.to_string(),
                title: desk.campaign.title.clone(),
                sha256: hash_of(source.as_bytes()),
            },
            source: shape.with_source.then_some(source.as_str()),
            sender: Party {
                code: seat.code.clone(),
                name: seat.name.clone(),
            },
            addressee: shape.addressee.clone(),
            made_at: now,
            body: &gathered.body,
            left_out: left_out.cloned().collect(),
            files,
            volume: Volume { number, of },
        };
        let path = save(desk, &making, &folder, &shape.name, key)?;
        let size = std::fs::metadata(&path).map_or(0, |meta| meta.len());
        made.push(MadeFile {
            path,
            size,
            addressee: shape.addressee.clone(),
            volume: making.volume,
            units: gathered.body.units.len(),
            revisions: gathered.body.revisions.len(),
            material: making.files.len(),
            left_out: making.left_out.len(),
        });
    }
    Ok(made)
}

/// Where packets lie where nobody names a place.
pub fn outbox(desk: &Desk) -> PathBuf {
    let own = || desk.folder.join(FOLDER);
    desk.outbox.clone().unwrap_or_else(own)
}

/// The same, made; the desk's own folder where the other cannot be.
fn made_outbox(desk: &Desk) -> Result<PathBuf, Fault> {
    let folder = outbox(desk);
    match std::fs::create_dir_all(&folder) {
        Ok(()) => Ok(folder),
        Err(_) => own_folder(desk),
    }
}

/// Which files go into which volume: in their order, as many as fit; one that is too large for a volume has one of its own.
/// What is not on this desk's own shelf goes into none.
fn volumes(desk: &Desk, files: &[File], bring: Bring) -> Result<Vec<Vec<File>>, Fault> {
    let here = |file: &&File| desk.shelf.path_of(&file.hash).is_file();
    let here: Vec<File> = files.iter().filter(here).cloned().collect();
    let most = match bring {
        Bring::Nothing => return Ok(vec![Vec::new()]),
        Bring::All => u64::MAX,
        Bring::Volumes(most) => most.max(1),
    };
    let largest = here.iter().map(|file| file.size).max().unwrap_or(0);
    let sum: u64 = here.iter().map(|file| file.size).sum();
    // Room for the records, which every volume carries.
    let limit = limits::ARCHIVE_BYTES - limits::TOTAL_BYTES;
    if largest > limit || (bring == Bring::All && sum > limit) {
        let message = format!(
            "材料共 {}，一个报送包最多 {}",
            show_size(sum),
            show_size(limit)
        );
        return Err(Fault::problem(message).hint(
            "请加 --volume 200MB 分成几个文件，或加 --without-material 不带材料，材料另外送",
        ));
    }
    let mut volumes: Vec<Vec<File>> = vec![Vec::new()];
    let mut size = 0;
    for file in here {
        let volume = volumes.last_mut().expect("there is always one");
        if !volume.is_empty() && size + file.size > most {
            size = file.size;
            volumes.push(vec![file]);
        } else {
            size += file.size;
            volume.push(file);
        }
    }
    Ok(volumes)
}

fn save(
    desk: &Desk,
    making: &Making<'_>,
    place: &Path,
    name: &str,
    key: &DeskKey,
) -> Result<PathBuf, Fault> {
    let volume = match making.volume {
        Volume { of: 1, .. } => String::new(),
        Volume { number, of } => format!("-{number}之{of}"),
    };
    let name = format!("{name}{volume}.{ENDING}");
    let saved = file::save_with(place, &name, |out| {
        let open = |hash: &str| OpenFile::open(desk.shelf.path_of(hash));
        write(out, making, key, open).map(drop)
    });
    saved.map_err(|error| Fault::environment(error.to_string()))
}

/// Notes what was made, and which answers are on their way upward in it.
fn finish(
    desk: &mut Desk,
    files: Vec<MadeFile>,
    packed: &[&str],
    key: &DeskKey,
    now: Instant,
) -> Result<Made, Fault> {
    if !desk.is_read_only() {
        desk.change(now, |change, _| {
            for file in &files {
                let detail = format!("{}，{} 版报送", file.path.display(), file.revisions);
                change.note(Act::PacketMade, About::default(), &detail)?;
            }
            for revision in packed {
                change.put_packed(revision, now)?;
            }
            Ok::<_, Fault>(())
        })?;
    }
    Ok(Made {
        files,
        stale: Vec::new(),
        fingerprint: key.public().fingerprint(),
    })
}
