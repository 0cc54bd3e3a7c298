//! Makes a desk: in a passing folder first, moved to its place when it is whole, so that a program that is killed
//! leaves a desk or nothing.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{DATABASE, Desk, Role};
use crate::domain::audit::Act;
use crate::domain::calendar::Instant;
use crate::domain::campaign::Campaign;
use crate::domain::id::{KindId, UnitId};
use crate::error::Fault;
use crate::export::file::{is_legal, safe_name};
use crate::ops::campaign::Templates;
use crate::ops::{About, change};
use crate::store::{
    NewUnit, OnShelf, Setting, Shelf, ShelfError, Store, create_private_folder, sync_folder,
};
use crate::text::sanitize::for_storage_line;

/// What a new desk is to be.
#[derive(Debug, Clone)]
pub struct NewDesk {
    /// The campaign file's text; one with errors never becomes a desk.
    pub campaign_source: String,
    /// The notice's own blank forms, kept on the desk: it has to do without the campaign file's folder.
    pub templates: Templates,
    /// The desk's name for people; where empty, the campaign's title and the seat's name.
    pub name: String,
    pub seat: NewSeat,
}

/// Who is to sit at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewSeat {
    /// The issuer of the notice, with the units to come below it.
    Coordinator,
    /// A unit that reports.
    Unit {
        /// The code by which the coordinator knows it, where it was told one.
        code: Option<String>,
        name: String,
        kind: Option<KindId>,
    },
    /// A unit that collects from those below it and sends their totals to the desk above.
    Collector {
        /// The code by which the desk above knows it.
        code: String,
        name: String,
        kind: Option<KindId>,
    },
}

/// The code of the issuer on its own desk; units below begin at 001.
const COORDINATOR_CODE: &str = "000";
const FIRST_CODE: &str = "001";

/// Makes a desk in `folder`, which must not be there yet or be empty.
pub fn create(folder: &Path, new: &NewDesk, now: Instant) -> Result<Desk, Fault> {
    let campaign = Campaign::parse(&new.campaign_source).map_err(|diagnostics| {
        let first = diagnostics
            .first()
            .map(|first| format!("第 {} 行：{}", first.line, first.message))
            .unwrap_or_default();
        Fault::problem(format!(
            "活动文件有 {} 处问题，没有建立工作台。{first}",
            diagnostics.len()
        ))
        .hint("请用 anyue campaign check 查看全部问题，改好后再建")
    })?;
    let seat = seat_unit(&campaign, &new.seat)?;
    let parent = parent_of(folder);
    let failed = |error: &io::Error| Fault::io("建立工作台", folder, error);
    create_private_folder(parent).map_err(|error| failed(&error))?;
    let passing = passing_folder(parent).map_err(|error| failed(&error))?;
    let mut store = Store::create(&passing.path().join(DATABASE))?;
    let templates = keep(&Shelf::of_desk(passing.path()), &new.templates)
        .map_err(|error| failed(&io::Error::other(error)))?;
    lay_out(&mut store, &campaign, new, &templates, &seat, now)?;
    // Closed before it is moved: Windows does not move what is open, and one file is easier to keep whole than three.
    store.close()?;
    move_into_place(passing.path(), folder).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists | io::ErrorKind::DirectoryNotEmpty => {
            Fault::problem(format!("{} 已经存在，没有覆盖", folder.display()))
                .hint("请换一个文件夹，或直接打开它")
        }
        _ => failed(&error),
    })?;
    super::open(folder)
}

/// A folder within `root` that is free for a desk of that name.
pub fn free_folder(root: &Path, name: &str) -> PathBuf {
    let sign = |c: char| match c.is_whitespace() || !is_legal(c) {
        true => '-',
        false => c,
    };
    let base: String = for_storage_line(name).chars().map(sign).take(40).collect();
    let base = match base.trim_matches(['.', '-']) {
        "" => "desk".to_owned(),
        base => safe_name(base),
    };
    let first = root.join(&base);
    let numbered = (2..).map(|n| root.join(format!("{base}-{n}")));
    std::iter::once(first)
        .chain(numbered)
        .find(|folder| !folder.exists())
        .expect("the numbers do not end")
}

/// The unit that sits at the desk, checked.
fn seat_unit(campaign: &Campaign, seat: &NewSeat) -> Result<NewUnit, Fault> {
    let (code, name, kind) = match seat {
        NewSeat::Coordinator => (COORDINATOR_CODE.to_owned(), campaign.issuer.clone(), None),
        NewSeat::Unit { code, name, kind } => {
            let code = code.clone().unwrap_or_else(|| FIRST_CODE.to_owned());
            (code, name.clone(), kind.clone())
        }
        NewSeat::Collector { code, name, kind } => (code.clone(), name.clone(), kind.clone()),
    };
    let name = crate::ops::unit::checked_name(&name).map_err(Fault::problem)?;
    let code = crate::ops::unit::checked_code(&code).map_err(Fault::problem)?;
    if let Some(kind) = &kind
        && campaign.kind(kind).is_none()
    {
        return Err(Fault::problem(crate::ops::unit::unknown_kind(
            campaign,
            kind.as_str(),
        )));
    }
    Ok(NewUnit {
        code,
        name,
        kind,
        ..NewUnit::default()
    })
}

/// Puts the blank forms on the desk's shelf, and tells what lies there under which name.
fn keep(shelf: &Shelf, templates: &Templates) -> Result<Vec<(String, OnShelf)>, ShelfError> {
    let files = templates.iter();
    files
        .map(|(file, bytes)| Ok((file.to_owned(), shelf.keep(bytes)?)))
        .collect()
}

/// Writes what every desk has from its first moment. Returns the unit that sits at it.
fn lay_out(
    store: &mut Store,
    campaign: &Campaign,
    new: &NewDesk,
    templates: &[(String, OnShelf)],
    seat: &NewUnit,
    now: Instant,
) -> Result<UnitId, Fault> {
    let role = match new.seat {
        NewSeat::Coordinator | NewSeat::Collector { .. } => Role::Coordinator,
        NewSeat::Unit { .. } => Role::Unit,
    };
    let given = for_storage_line(&new.name).trim().to_owned();
    let name = if given.is_empty() {
        format!("{}（{}）", campaign.title, seat.name)
    } else {
        given
    };
    change(store, &seat.name, now, |change| {
        change.set_setting(Setting::Campaign, &new.campaign_source)?;
        change.set_setting(Setting::Name, &name)?;
        change.set_setting(Setting::Seat, &seat.code)?;
        change.set_setting(Setting::Role, role.name())?;
        change.set_setting(Setting::CreatedAt, &now.epoch_ms().to_string())?;
        for (file, kept) in templates {
            change.put_material(&kept.hash, kept.size, now)?;
            change.put_template(file, &kept.hash)?;
        }
        let unit = change.insert_unit(seat)?;
        let detail = format!(
            "活动：{}；本单位：{}（{}）",
            campaign.title, seat.name, seat.code
        );
        change.note(Act::DeskCreated, About::unit(unit), &detail)?;
        Ok(unit)
    })
}

/// The folder in which a desk is made; taken away again when it is dropped where it was.
fn passing_folder(parent: &Path) -> io::Result<tempfile::TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".new-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o700));
    }
    builder.tempdir_in(parent)
}

/// Moves a whole desk to its place. An empty folder there gives way; anything else does not.
pub(super) fn move_into_place(passing: &Path, folder: &Path) -> io::Result<()> {
    if folder.exists() {
        // Refuses a folder that holds something.
        fs::remove_dir(folder)?;
    }
    fs::rename(passing, folder)?;
    sync_folder(parent_of(folder))?;
    Ok(())
}

/// The folder that holds another. A bare name lies in the working folder, which `Path` calls the empty path and no
/// system can open.
pub(super) fn parent_of(folder: &Path) -> &Path {
    match folder.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}

impl Desk {
    /// A desk that lives in memory, for tests of what is built on it.
    pub fn in_memory(campaign: Campaign, seat: NewSeat, now: Instant) -> Result<Self, Fault> {
        let mut store = Store::in_memory()?;
        let unit = seat_unit(&campaign, &seat)?;
        let new = NewDesk {
            campaign_source: String::new(),
            templates: Templates::default(),
            name: String::new(),
            seat,
        };
        lay_out(&mut store, &campaign, &new, &[], &unit, now)?;
        Self::with_campaign(store, campaign, Path::new(""))
    }
}

#[cfg(test)]
mod tests {
    //! The names of folders.

    use super::*;

    #[test]
    fn every_folder_lies_in_one_that_can_be_opened() {
        for (folder, parent) in [
            ("desk", "."),
            ("a/desk", "a"),
            ("./desk", "."),
            ("/desk", "/"),
        ] {
            assert_eq!(parent_of(Path::new(folder)), Path::new(parent), "{folder}");
        }
        fs::read_dir(parent_of(Path::new("desk"))).expect("the working folder can be read");
    }
}
