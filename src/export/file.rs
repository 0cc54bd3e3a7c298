//! Bytes to disk: a name that every system takes, all or nothing, and never over somebody's file.
//!
//! The only part of exports that touches the disk. What the bytes are is the writers' business.

mod name;

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

pub use name::safe_name;

/// A paper could not be saved. No file of that name was touched, and nothing half-written is left.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    #[error("没有这个文件夹：{}。请先建立它，或另选一个位置", .0.display())]
    NoFolder(PathBuf),
    #[error("{} 是一个文件，不是文件夹。请另选一个位置", .0.display())]
    NotAFolder(PathBuf),
    #[error("没有权限写入 {}。请另选一个可以写入的文件夹", .0.display())]
    NotAllowed(PathBuf),
    #[error("{} 所在的磁盘是只读的。请另选一个可以写入的文件夹", .0.display())]
    ReadOnly(PathBuf),
    #[error("{} 所在的磁盘已满，文件没有写成。请清理磁盘或另选一个位置后重试，工作台中的数据没有变动", .0.display())]
    Full(PathBuf),
    #[error("{} 里同名的文件太多，请换一个文件名", .0.display())]
    TooMany(PathBuf),
    #[error("无法写入 {}：{source}。请检查磁盘或另选一个位置，工作台中的数据没有变动", path.display())]
    Other { path: PathBuf, source: io::Error },
}

/// Tries at a free name before giving up.
const MOST: u32 = 9999;

/// Saves `bytes` and returns the path of the file.
///
/// `place` is a folder, which gets a file called `name`, or the path of the file itself: a path that is no folder and
/// ends like `name` does (`.docx`). `name` may be any text; [`safe_name`] makes it one that Windows and Linux take.
/// A file that is there already is never overwritten: the new one gets “（2）”, unless the old one holds the very same
/// bytes and is therefore the file asked for.
pub fn save(place: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf, SaveError> {
    let (folder, name) = target(place, name)?;
    let fail = |source| explain(&folder, source);
    let mut draft = draft_in(&folder).map_err(fail)?;
    draft.write_all(bytes).map_err(fail)?;
    draft.as_file().sync_all().map_err(fail)?;
    for count in 1..=MOST {
        let path = folder.join(name::numbered(&name, count));
        if holds(&path, bytes) {
            return Ok(path);
        }
        match put(draft, &path) {
            Ok(()) => return Ok(path),
            Err((back, source)) if source.kind() == ErrorKind::AlreadyExists => draft = back,
            Err((_, source)) => return Err(fail(source)),
        }
    }
    Err(SaveError::TooMany(folder))
}

/// The folder and the safe name in it.
fn target(place: &Path, name: &str) -> Result<(PathBuf, String), SaveError> {
    let name = safe_name(name);
    if place.is_dir() {
        return Ok((place.to_owned(), name));
    }
    let ending = |path: &Path| path.extension().map(|e| e.to_ascii_lowercase());
    let ending_asked =
        ending(place).filter(|asked| Some(asked) == ending(Path::new(&name)).as_ref());
    let (Some(_), Some(file)) = (ending_asked, place.file_name()) else {
        return Err(match place.exists() {
            true => SaveError::NotAFolder(place.to_owned()),
            false => SaveError::NoFolder(place.to_owned()),
        });
    };
    let folder = match place.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    if !folder.is_dir() {
        return Err(SaveError::NoFolder(folder.to_owned()));
    }
    Ok((folder.to_owned(), safe_name(&file.to_string_lossy())))
}

/// An unnamed beginning in the same folder, because only within a disk can a file be moved in one step.
fn draft_in(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".anyue-").suffix(".tmp");
    // Papers are made to be passed on: the user's own mask decides who may read them.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// Gives the draft its name, unless that name is taken.
fn put(draft: NamedTempFile, path: &Path) -> Result<(), (NamedTempFile, io::Error)> {
    let failed = match draft.persist_noclobber(path) {
        Ok(_) => return Ok(()),
        Err(failed) => failed,
    };
    let unsupported = [
        ErrorKind::Unsupported,
        ErrorKind::PermissionDenied,
        ErrorKind::InvalidInput,
    ];
    if !unsupported.contains(&failed.error.kind()) {
        return Err((failed.file, failed.error));
    }
    // Some memory sticks and network disks cannot name a file without replacing another: take the name first.
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(_) => failed
            .file
            .persist(path)
            .map(drop)
            .map_err(|again| (again.file, again.error)),
        Err(source) => Err((failed.file, source)),
    }
}

fn holds(path: &Path, bytes: &[u8]) -> bool {
    let same_length = path
        .metadata()
        .is_ok_and(|meta| meta.is_file() && meta.len() == bytes.len() as u64);
    if !same_length {
        return false;
    }
    let mut found = Vec::with_capacity(bytes.len());
    File::open(path).is_ok_and(|mut file| file.read_to_end(&mut found).is_ok()) && found == bytes
}

fn explain(folder: &Path, source: io::Error) -> SaveError {
    let path = folder.to_owned();
    match source.kind() {
        ErrorKind::NotFound => SaveError::NoFolder(path),
        ErrorKind::NotADirectory => SaveError::NotAFolder(path),
        ErrorKind::PermissionDenied => SaveError::NotAllowed(path),
        ErrorKind::ReadOnlyFilesystem => SaveError::ReadOnly(path),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => SaveError::Full(path),
        _ => SaveError::Other { path, source },
    }
}

#[cfg(test)]
mod tests;
