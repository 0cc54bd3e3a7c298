//! The shelf: the desk's folder of attached files, each known by its content and stored once. Which submission a file
//! belongs to is in the database, not here.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use super::{create_private_folder, sync_folder};

/// Bytes read at a time: files of any size pass through this much memory.
const CHUNK: usize = 256 * 1024;
/// How a passing name begins.
const INCOMING: &str = ".incoming-";
/// A file under a passing name that has not been written to for so long is nobody's any more.
const ABANDONED: Duration = Duration::from_secs(60 * 60);

/// `material/` beside the database.
#[derive(Debug, Clone)]
pub struct Shelf {
    folder: PathBuf,
}

/// A file that lies on the shelf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnShelf {
    /// SHA-256 of the content, 64 hex digits.
    pub hash: String,
    /// Bytes.
    pub size: u64,
    /// Whether the same content had been there before.
    pub was_known: bool,
}

/// What was copied to another desk's folder.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CopiedShelf {
    pub files: u64,
    pub bytes: u64,
}

/// Why a file could not be taken in. In every case the shelf is as it was.
#[derive(Debug, thiserror::Error)]
pub enum ShelfError {
    #[error("no such file")]
    Missing,
    #[error("a folder, not a file")]
    Folder,
    /// A pipe, a device, a socket.
    #[error("not a plain file")]
    NotAFile,
    #[error("unreadable: {0}")]
    Unreadable(io::Error),
    /// It was there, and went away or changed while it was being copied.
    #[error("changed while it was being copied")]
    Changed,
    #[error("{size} bytes, more than {limit}")]
    TooLarge { size: u64, limit: u64 },
    #[error("cancelled")]
    Cancelled,
    /// The desk's own folder could not be written.
    #[error("cannot be stored: {0}")]
    Store(io::Error),
}

impl Shelf {
    /// The shelf of the desk in `folder`. Nothing is made before the first file comes.
    pub fn of_desk(folder: &Path) -> Self {
        Self {
            folder: folder.join("material"),
        }
    }

    /// Where content of that hash lies, whether it is there or not.
    pub fn path_of(&self, hash: &str) -> PathBuf {
        let drawer = hash.get(..2).unwrap_or("00");
        self.folder.join(drawer).join(hash)
    }

    /// Copies every file on the shelf into another desk's folder. Files that are just coming in are left out.
    pub fn copy_to(&self, desk: &Path) -> io::Result<CopiedShelf> {
        let target = Self::of_desk(desk);
        let mut copied = CopiedShelf::default();
        let drawers = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(copied),
            drawers => drawers?,
        };
        for drawer in drawers {
            let drawer = drawer?;
            if !drawer.file_type()?.is_dir() {
                continue;
            }
            let into = target.folder.join(drawer.file_name());
            create_private_folder(&into)?;
            for file in fs::read_dir(drawer.path())? {
                let file = file?;
                copied.bytes += fs::copy(file.path(), into.join(file.file_name()))?;
                copied.files += 1;
            }
        }
        Ok(copied)
    }

    /// Keeps a content that is in memory, whole and flushed.
    pub fn keep(&self, content: &[u8]) -> Result<OnShelf, ShelfError> {
        let hash = hash_of(content);
        let size = content.len() as u64;
        let target = self.path_of(&hash);
        let was_known = target.is_file();
        if !was_known {
            let mut copy = self.incoming()?;
            copy.write_all(content).map_err(ShelfError::Store)?;
            self.put(copy, &target)?;
        }
        Ok(OnShelf {
            hash,
            size,
            was_known,
        })
    }

    /// Takes in a content that is known by its hash while it is being written; one that turns out to be another is refused.
    pub fn receive(
        &self,
        hash: &str,
        write: impl FnOnce(&mut File) -> io::Result<()>,
    ) -> Result<(), ShelfError> {
        let target = self.path_of(hash);
        if target.is_file() {
            return Ok(());
        }
        let mut copy = self.incoming()?;
        write(copy.as_file_mut()).map_err(ShelfError::Store)?;
        let mut written = copy.reopen().map_err(ShelfError::Store)?;
        let size = written.metadata().map_err(ShelfError::Store)?.len();
        let mut ignore = |_, _| ControlFlow::Continue(());
        let found = copy_hashing(&mut written, &mut io::sink(), size, &mut ignore)?;
        match found == hash {
            true => self.put(copy, &target),
            false => Err(ShelfError::Changed),
        }
    }

    /// Copies a file in, hashing on the way: first under a passing name, then, whole and flushed, under its own. A
    /// program that is killed leaves the shelf with the file or without it. `progress` hears bytes done and bytes in
    /// all, and may break off.
    pub fn take_in(
        &self,
        source: &Path,
        limit: u64,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<OnShelf, ShelfError> {
        let (mut file, size) = open_source(source)?;
        if size > limit {
            return Err(ShelfError::TooLarge { size, limit });
        }
        let mut copy = self.incoming()?;
        let hash = copy_hashing(&mut file, copy.as_file_mut(), size, progress)?;
        let target = self.path_of(&hash);
        if target.is_file() {
            return Ok(OnShelf {
                hash,
                size,
                was_known: true,
            });
        }
        self.put(copy, &target)?;
        Ok(OnShelf {
            hash,
            size,
            was_known: false,
        })
    }

    /// Removes what programs that were killed in the middle left behind: files under a passing name that nobody has
    /// written to for an hour. A program that is at work writes all the time.
    pub fn tidy(&self) -> io::Result<()> {
        if !self.folder.is_dir() {
            return Ok(());
        }
        // The disk's own clock, which may be another machine's.
        let probe = tempfile::Builder::new()
            .prefix(INCOMING)
            .tempfile_in(&self.folder)?;
        let now = probe.as_file().metadata()?.modified()?;
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            if !entry.file_name().to_string_lossy().starts_with(INCOMING) {
                continue;
            }
            let written = entry.metadata()?.modified()?;
            if now.duration_since(written).is_ok_and(|age| age > ABANDONED) {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }

    /// A passing name on the shelf's own disk, from where a file can be moved in one step.
    fn incoming(&self) -> Result<NamedTempFile, ShelfError> {
        create_private_folder(&self.folder).map_err(ShelfError::Store)?;
        let mut builder = tempfile::Builder::new();
        let incoming = builder.prefix(INCOMING).tempfile_in(&self.folder);
        incoming.map_err(ShelfError::Store)
    }

    /// Gives a file that is complete its own name, once its content is on disk.
    fn put(&self, copy: NamedTempFile, target: &Path) -> Result<(), ShelfError> {
        copy.as_file().sync_all().map_err(ShelfError::Store)?;
        let drawer = target.parent().unwrap_or(&self.folder);
        create_private_folder(drawer).map_err(ShelfError::Store)?;
        copy.persist(target)
            .map_err(|error| ShelfError::Store(error.error))?;
        // The row that names the file is on disk at once; the file's own name is when its folder is.
        sync_folder(drawer)
            .and_then(|()| sync_folder(&self.folder))
            .map_err(ShelfError::Store)
    }
}

/// Opens a plain file and tells its size. Asked before opening, because opening a pipe waits for its other end.
fn open_source(source: &Path) -> Result<(File, u64), ShelfError> {
    let readable = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => ShelfError::Missing,
        _ => ShelfError::Unreadable(error),
    };
    let kind = fs::metadata(source).map_err(readable)?.file_type();
    if kind.is_dir() {
        return Err(ShelfError::Folder);
    }
    if !kind.is_file() {
        return Err(ShelfError::NotAFile);
    }
    let file = File::open(source).map_err(readable)?;
    let size = file.metadata().map_err(readable)?.len();
    Ok((file, size))
}

/// Copies exactly `size` bytes and tells their hash. More or fewer mean that somebody is writing the file.
fn copy_hashing(
    source: &mut File,
    copy: &mut impl Write,
    size: u64,
    progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<String, ShelfError> {
    let mut hasher = Sha256::new();
    let mut chunk = vec![0; CHUNK];
    let mut done: u64 = 0;
    loop {
        if progress(done, size).is_break() {
            return Err(ShelfError::Cancelled);
        }
        let read = match source.read(&mut chunk) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(ShelfError::Changed);
            }
            Err(error) => return Err(ShelfError::Unreadable(error)),
        };
        done += read as u64;
        if done > size {
            return Err(ShelfError::Changed);
        }
        hasher.update(&chunk[..read]);
        copy.write_all(&chunk[..read]).map_err(ShelfError::Store)?;
    }
    if done < size {
        return Err(ShelfError::Changed);
    }
    Ok(hex(&hasher.finalize()))
}

/// The SHA-256 of a content, 64 hex digits.
pub fn hash_of(content: &[u8]) -> String {
    hex(&Sha256::digest(content))
}

fn hex(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
