//! What lies under the paths that a person gave: files, folders with all that is in them, zips. Paths are only listed
//! here; each content is fetched when its turn comes, so that a folder of any size costs no memory. What a file says
//! is not looked at.

use std::fs::{self, File};
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use crate::error::Fault;
use crate::intake::{Archive, Refusal, limits};
use crate::ops::packet::is_packet;
use crate::packet;
use crate::text::sanitize::for_storage_line;

/// More files than any batch has; a whole disk was dropped by mistake.
const MOST_FILES: usize = 20_000;
/// Folders within folders.
const DEEPEST: usize = 24;

/// Endings of files that units fill in. In a folder or a zip only these are read; a file that is named is always.
const ENDINGS: [&str; 15] = [
    "docx", "docm", "doc", "wps", "wpt", "rtf", "odt", "xlsx", "xlsm", "xls", "et", "ods", "csv",
    "tsv", "txt",
];

/// A file that is to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// Its path as a person knows it: below the folder that was given, within the zip.
    pub origin: String,
    /// Its own name.
    pub name: String,
    /// The folder that it lies in, which may be named after a unit or a period.
    pub folder: String,
    source: Source,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Source {
    File(PathBuf),
    /// Which zip, and which of its files.
    Member(PathBuf, usize),
    /// What was pasted instead of a path.
    Pasted(Vec<u8>),
}

/// A file that was passed over, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    pub origin: String,
    pub reason: String,
}

/// Everything that was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub places: Vec<Place>,
    pub skipped: Vec<Skipped>,
    /// Packets, which are not read as forms.
    pub packets: Vec<PathBuf>,
}

/// The packets that lie under the paths, and whether anything else does that may be a filled form.
///
/// # Errors
/// As with taking the paths in: one that does not exist, or far too many files.
pub fn packets_under(paths: &[PathBuf]) -> Result<(Vec<PathBuf>, bool), Fault> {
    let found = list(paths)?;
    Ok((found.packets, !found.places.is_empty()))
}

/// Lists what lies under the paths, each folder in the order of its names.
///
/// # Errors
/// Where a path does not exist or cannot be looked at, all of them at once, or where there are far too many files.
pub(super) fn list(paths: &[PathBuf]) -> Result<Found, Fault> {
    let missing: Vec<String> = paths
        .iter()
        .filter(|path| fs::metadata(path).is_err())
        .map(|path| path.display().to_string())
        .collect();
    if !missing.is_empty() {
        return Err(
            Fault::environment(format!("没有这个文件或文件夹：{}", missing.join("、")))
                .safe("什么也没有收进来")
                .hint("请核对路径；文件可能已移动或改名"),
        );
    }
    let mut found = Found::default();
    for path in paths {
        if path.is_dir() {
            found.walk(path, 0)?;
        } else {
            found.file(path, true)?;
        }
    }
    Ok(found)
}

/// A text that was pasted, as a file.
pub(super) fn pasted(name: &str, content: &[u8]) -> Place {
    Place {
        origin: name.to_owned(),
        name: name.to_owned(),
        folder: String::new(),
        source: Source::Pasted(content.to_owned()),
    }
}

impl Found {
    fn walk(&mut self, folder: &Path, depth: usize) -> Result<(), Fault> {
        let failed = |error| Fault::io("读取文件夹", folder, &error).safe("什么也没有收进来");
        let mut entries: Vec<_> = fs::read_dir(folder)
            .and_then(Iterator::collect)
            .map_err(failed)?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            // A link to a folder may lead round in a circle.
            let is_folder = entry.file_type().map_err(failed)?.is_dir();
            if is_hidden(&name) {
                continue;
            } else if is_folder && depth < DEEPEST {
                self.walk(&path, depth + 1)?;
            } else if path.is_file() {
                self.file(&path, false)?;
            }
        }
        Ok(())
    }

    /// `is_named`: a person gave this very path, so it is read whatever it is called.
    fn file(&mut self, path: &Path, is_named: bool) -> Result<(), Fault> {
        let name = name_of(path);
        let origin = shown(&path.to_string_lossy());
        if is_packet(path) {
            self.packets.push(path.to_owned());
            self.skip(origin, why_not(&name));
            return Ok(());
        }
        if is_zip(path) && self.zip(path, &origin)? {
            return Ok(());
        }
        if !is_named && !is_form(&name) {
            self.skip(origin, why_not(&name));
            return Ok(());
        }
        let folder = path.parent().map(|folder| folder.to_string_lossy());
        self.add(Place {
            origin,
            name,
            folder: folder.unwrap_or_default().into_owned(),
            source: Source::File(path.to_owned()),
        })
    }

    /// Lists a zip of files; `false` where it is not one and has to be looked at as a file.
    fn zip(&mut self, path: &Path, origin: &str) -> Result<bool, Fault> {
        let opened = open_zip(path);
        let archive = match opened {
            Ok(archive) if archive.is_document() => return Ok(false),
            Ok(archive) => archive,
            // It is told of as a file that cannot be read.
            Err(_) => return Ok(false),
        };
        let outer = path.with_extension("");
        for member in archive.members() {
            let (folder, name) = match member.path.rsplit_once('/') {
                Some((folder, name)) => (folder, name),
                None => ("", member.path.as_str()),
            };
            if member.path.split('/').any(is_hidden) {
                continue;
            }
            let origin = shown(&format!("{origin}/{}", member.path));
            if !is_form(name) {
                self.skip(origin, why_not(name));
                continue;
            }
            self.add(Place {
                origin,
                name: shown(name),
                folder: format!("{}/{folder}", name_of(&outer)),
                source: Source::Member(path.to_owned(), member.index),
            })?;
        }
        Ok(true)
    }

    fn add(&mut self, place: Place) -> Result<(), Fault> {
        self.places.push(place);
        if self.places.len() > MOST_FILES {
            return Err(
                Fault::problem(format!("一次最多收 {MOST_FILES} 个文件，这里更多"))
                    .safe("什么也没有收进来")
                    .hint("请核对是不是选错了文件夹，或分批导入"),
            );
        }
        Ok(())
    }

    fn skip(&mut self, origin: String, reason: &str) {
        self.skipped.push(Skipped {
            origin,
            reason: reason.to_owned(),
        });
    }
}

/// Fetches contents. It keeps the zip open that it last looked into: a zip's files come one after the other.
#[derive(Debug, Default)]
pub(super) struct Fetcher {
    zip: Option<(PathBuf, Archive<BufReader<File>>)>,
}

impl Fetcher {
    /// The content of a file, or why it cannot be had, in words for people. Never more than a form can be long.
    pub(super) fn content(&mut self, place: &Place) -> Result<Vec<u8>, String> {
        match &place.source {
            Source::Pasted(content) => Ok(content.clone()),
            Source::File(path) => file_content(path),
            Source::Member(zip, index) => self
                .archive(zip)
                .and_then(|archive| archive.content(*index))
                .map_err(|refusal| refusal.to_string()),
        }
    }

    fn archive(&mut self, path: &Path) -> Result<&mut Archive<BufReader<File>>, Refusal> {
        if self.zip.as_ref().is_none_or(|(open, _)| open != path) {
            self.zip = Some((path.to_owned(), open_zip(path)?));
        }
        let (_, archive) = self.zip.as_mut().expect("it was opened just now");
        Ok(archive)
    }
}

fn open_zip(path: &Path) -> Result<Archive<BufReader<File>>, Refusal> {
    let file = File::open(path).map_err(|_| Refusal::Broken("文件打不开".to_owned()))?;
    Archive::open(BufReader::new(file))
}

fn file_content(path: &Path) -> Result<Vec<u8>, String> {
    let unreadable = |error: std::io::Error| Fault::io("读取文件", path, &error).message;
    let file = File::open(path).map_err(unreadable)?;
    let mut content = Vec::new();
    let most = limits::FILE_BYTES as u64;
    file.take(most + 1)
        .read_to_end(&mut content)
        .map_err(unreadable)?;
    Ok(content)
}

/// What systems and word processors leave lying about, and nobody means to send.
fn is_hidden(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let is_dotted = name.starts_with('.') && name != "." && name != "..";
    is_dotted
        || name.starts_with("~$")
        || ["thumbs.db", "desktop.ini", "__macosx"].contains(&lower.as_str())
}

/// Why a file that nobody named is not read.
fn why_not(name: &str) -> &'static str {
    match ending_of(name).as_str() {
        packet::ENDING => "报送包不是填好的表，用 anyue open 打开；在压缩包里的要先解开",
        "zip" | "rar" | "7z" | "tar" | "gz" => "压缩包要先解开，没有读",
        _ => "不是填报表的格式，没有读",
    }
}

/// Whether it is called a zip of files.
pub(super) fn is_zip(path: &Path) -> bool {
    ending_of(&name_of(path)) == "zip"
}

fn is_form(name: &str) -> bool {
    ENDINGS.contains(&ending_of(name).as_str())
}

fn ending_of(name: &str) -> String {
    name.rsplit_once('.')
        .map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase())
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    shown(&name.to_string_lossy())
}

fn shown(text: &str) -> String {
    for_storage_line(text).trim().to_owned()
}
