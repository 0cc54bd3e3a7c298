//! Desks side by side in one folder, and which of them was open last.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::{DATABASE, Role};
use crate::domain::calendar::Instant;
use crate::error::Fault;
use crate::store::{Reader, Setting, Store, StoreError, create_private_folder};

/// Where the last desk is written down, within the folder of desks.
const LAST: &str = "last";

/// What a list of desks shows of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskCard {
    pub name: String,
    pub role: Role,
    /// The unit that sits at it.
    pub seat: String,
    /// How many units report at it: a coordinator's own office is not one of them.
    pub units: u32,
    /// The moment at which a demonstration stands still.
    pub plays_at: Option<Instant>,
}

/// One of the desks that lie side by side; one that cannot be read stands in the list with its fault.
#[derive(Debug)]
pub struct ListedDesk {
    pub folder: PathBuf,
    pub card: Result<DeskCard, Fault>,
}

/// The desks in a folder, by the folder's name.
pub fn list(root: &Path) -> Result<Vec<ListedDesk>, Fault> {
    let entries = match fs::read_dir(root) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Fault::io("列出工作台", root, &error)),
    };
    let mut folders: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.join(DATABASE).is_file())
        // A desk that was being made when the program was killed is no desk.
        .filter(|path| {
            path.file_name()
                .is_some_and(|name| !name.as_encoded_bytes().starts_with(b"."))
        })
        .collect();
    folders.sort();
    Ok(folders
        .into_iter()
        .map(|folder| {
            let card = card(&folder).map_err(Fault::from);
            ListedDesk { folder, card }
        })
        .collect())
}

/// The desks side by side that go by a name: the desk's own, its unit's or its folder's.
pub fn named(root: &Path, name: &str) -> Result<Vec<PathBuf>, Fault> {
    let goes_by = |listed: &ListedDesk| {
        let is_folder = listed.folder.file_name().is_some_and(|own| own == name);
        let card = listed.card.as_ref();
        is_folder || card.is_ok_and(|card| card.name == name || card.seat == name)
    };
    let listed = list(root)?.into_iter().filter(goes_by);
    Ok(listed.map(|listed| listed.folder).collect())
}

/// The desk that was open last, if it is still there.
pub fn last(root: &Path) -> Option<PathBuf> {
    let text = fs::read_to_string(root.join(LAST)).ok()?;
    // A desk within the folder is written by its name alone, so that the folder can be moved.
    let folder = root.join(text.trim_end_matches(['\r', '\n']));
    folder.join(DATABASE).is_file().then_some(folder)
}

/// Writes down which desk to open next time.
pub fn remember(root: &Path, folder: &Path) -> Result<(), Fault> {
    let failed = |error: io::Error| Fault::io("记下最近的工作台", root, &error);
    create_private_folder(root).map_err(failed)?;
    let absolute = std::path::absolute(folder).map_err(failed)?;
    let base = std::path::absolute(root).map_err(failed)?;
    let text = absolute.strip_prefix(&base).unwrap_or(&absolute);
    let mut file = tempfile::NamedTempFile::new_in(root).map_err(failed)?;
    writeln!(file, "{}", text.display()).map_err(failed)?;
    file.persist(root.join(LAST))
        .map_err(|error| failed(error.error))?;
    Ok(())
}

/// The moment at which the desk in a folder stands still: a demonstration's. `None` for any other desk, and for what is
/// no desk at all, which is told when it is opened.
pub fn plays_at(folder: &Path) -> Option<Instant> {
    let store = to_look_at(folder).ok()?;
    standing_still(store.read()).ok()?
}

fn standing_still(reader: Reader<'_>) -> Result<Option<Instant>, StoreError> {
    let kept = reader.setting(Setting::PlaysAt)?;
    let ms = kept.map(|ms| {
        ms.parse()
            .map_err(|_| StoreError::Damaged(format!("plays at {ms}")))
    });
    Ok(ms.transpose()?.map(Instant::from_epoch_ms))
}

/// A desk opened to be looked at: a list of desks changes none, and waits for none that somebody writes to. Only an
/// older layout has to be brought up to date before it can be read.
fn to_look_at(folder: &Path) -> Result<Store, StoreError> {
    let file = folder.join(DATABASE);
    match Store::open_read_only(&file) {
        Err(StoreError::ReadOnly) => Store::open(&file),
        opened => opened,
    }
}

fn card(folder: &Path) -> Result<DeskCard, StoreError> {
    let store = to_look_at(folder)?;
    let reader = store.read();
    let role = reader.required_setting(Setting::Role)?;
    let code = reader.required_setting(Setting::Seat)?;
    let seat = reader.unit_with_code(&code)?;
    let role = Role::named(&role).ok_or_else(|| StoreError::Damaged(format!("role {role}")))?;
    let held = reader.unit_count()?;
    Ok(DeskCard {
        name: reader.required_setting(Setting::Name)?,
        role,
        seat: seat.map(|unit| unit.name).unwrap_or_default(),
        units: match role {
            Role::Coordinator => held.saturating_sub(1),
            Role::Unit => held,
        },
        plays_at: standing_still(reader)?,
    })
}
