//! Bytes to disk: a name that every system takes, all or nothing, and never over somebody's file.
//!
//! The only part of exports that touches the disk. What the bytes are is the writers' business.

mod name;

use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

pub use name::{is_legal, safe_name};

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

/// Bytes compared at a time.
const CHUNK: usize = 16 * 1024;

/// Tries at a free name before giving up.
const MOST: u32 = 9999;

/// Saves `bytes` and returns the path of the file.
///
/// `place` is a folder, which gets a file called `name`, or the path of the file itself: a path that is no folder and
/// ends like `name` does (`.docx`). `name` may be any text; [`safe_name`] makes it one that Windows and Linux take.
/// A file that is there already is never overwritten: the new one gets “（2）”, unless the old one holds the very same
/// bytes and is therefore the file asked for.
pub fn save(place: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf, SaveError> {
    save_with(place, name, |file| file.write_all(bytes))
}

/// As [`save`], for what is too long to be held in memory: `write` puts it into the file.
pub fn save_with(
    place: &Path,
    name: &str,
    write: impl FnOnce(&mut File) -> io::Result<()>,
) -> Result<PathBuf, SaveError> {
    let (folder, name) = target(place, name)?;
    let fail = |source| explain(&folder, source);
    let mut draft = draft_in(&folder).map_err(fail)?;
    write(draft.as_file_mut()).map_err(fail)?;
    draft.as_file().sync_all().map_err(fail)?;
    for count in 1..=MOST {
        let path = folder.join(name::numbered(&name, count));
        if holds(&path, draft.path()) {
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

/// An unnamed beginning in the same folder, because only within a disk can a file be moved in one step. Papers and campaign
/// files are made to be passed on: the user's own mask decides who may read them.
pub fn draft_in(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    let builder = builder.prefix(".anyue-").suffix(".tmp");
    #[cfg(unix)]
    let builder = builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
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

/// Whether a file is there already, byte for byte.
fn holds(path: &Path, draft: &Path) -> bool {
    let length = |path: &Path| {
        let meta = path.metadata().ok().filter(std::fs::Metadata::is_file)?;
        Some(meta.len())
    };
    let Some(size) = length(path).filter(|size| length(draft) == Some(*size)) else {
        return false;
    };
    let open = |path: &Path| File::open(path).map(BufReader::new);
    let (Ok(mut there), Ok(mut new)) = (open(path), open(draft)) else {
        return false;
    };
    let (mut a, mut b) = ([0; CHUNK], [0; CHUNK]);
    let mut left = size;
    while left > 0 {
        let most = usize::try_from(left).map_or(CHUNK, |left| left.min(CHUNK));
        let read = there
            .read_exact(&mut a[..most])
            .and_then(|()| new.read_exact(&mut b[..most]));
        if read.is_err() || a[..most] != b[..most] {
            return false;
        }
        left -= most as u64;
    }
    true
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
