//! The one place that runs an office program: `soffice`, which turns documents of old formats into `.docx`. What a file
//! means is `intake`'s; here is only how a stranger's file is given to a large program without harm: a profile of its
//! own that is thrown away, no macros, no links followed, no network, one at a time, and not for longer than a minute.

mod bounds;

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tempfile::TempDir;

use crate::intake::{Convert, limits};

/// How long one file may take. A form takes three seconds, the first one ten.
const PATIENCE: Duration = Duration::from_secs(60);

/// LibreOffice as it is installed here, with a profile of its own.
#[derive(Debug)]
pub struct Soffice {
    program: PathBuf,
    patience: Duration,
    scratch: PathBuf,
    /// Made at the first file and kept for the next: making it takes longer than converting.
    room: Mutex<Option<TempDir>>,
}

/// Finds the program in the folders of `path` (the environment's `PATH`), then where its installers put it.
pub fn installed(path: Option<&OsStr>) -> Option<PathBuf> {
    let of_path = path.map(std::env::split_paths).into_iter().flatten();
    let folders = of_path.chain(USUAL_FOLDERS.iter().map(PathBuf::from));
    let mut programs = folders.flat_map(|folder| NAMES.map(|name| folder.join(name)));
    // A relative folder of the path may be anybody's.
    programs.find(|program| program.is_absolute() && program.is_file())
}

impl Soffice {
    /// All files that the program needs lie below `scratch` and are gone with this value.
    pub fn new(program: &Path, scratch: &Path) -> Self {
        Self::at(program, scratch, PATIENCE)
    }

    fn at(program: &Path, scratch: &Path, patience: Duration) -> Self {
        Self {
            program: program.to_owned(),
            patience,
            scratch: scratch.to_owned(),
            room: Mutex::new(None),
        }
    }

    fn convert(&self, room: &Path, name: &str, bytes: &[u8]) -> Result<Vec<u8>, Unconverted> {
        let (source, target) = (room.join(file_name(name)), room.join("out"));
        fs::create_dir_all(&target)?;
        fs::write(&source, bytes)?;
        let mut command = bounds::bounded(&self.program);
        command
            .arg(format!(
                "-env:UserInstallation={}",
                url_of(&room.join("profile"))
            ))
            .args(["--headless", "--norestore", "--nolockcheck", "--nodefault"])
            .args(["--convert-to", "docx", "--outdir"])
            .arg(&target)
            .arg(&source)
            .current_dir(room)
            .env_clear()
            .envs(bounds::environment(room))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let ended = bounds::run(command, self.patience);
        let result = ended.and_then(|()| taken(&target.join("in.docx")));
        // What is left behind would be the next file's result.
        let _ = fs::remove_dir_all(&target);
        let _ = fs::remove_file(&source);
        result
    }
}

impl Convert for Soffice {
    fn to_docx(&self, name: &str, bytes: &[u8]) -> Result<Vec<u8>, String> {
        let mut room = self.room.lock().unwrap_or_else(PoisonError::into_inner);
        let made = match room.take() {
            Some(made) => made,
            None => {
                furnished(&self.scratch).map_err(|error| Unconverted::from(error).to_string())?
            }
        };
        let result = self.convert(made.path(), name, bytes);
        // A profile that a program was killed over may be half written.
        *room = result.is_ok().then_some(made);
        result.map_err(|error| error.to_string())
    }
}

/// Why there is no converted file.
#[derive(Debug, thiserror::Error)]
enum Unconverted {
    #[error("LibreOffice 转换超过 {0} 秒还没有完成，已经停止")]
    TooSlow(u64),
    #[error("LibreOffice 打不开这个文件")]
    Refused,
    #[error("LibreOffice 转换出来的文件大得不正常")]
    TooLarge,
    #[error("LibreOffice 运行不了（{0}）")]
    Io(#[from] io::Error),
}

fn taken(file: &Path) -> Result<Vec<u8>, Unconverted> {
    let length = match fs::symlink_metadata(file) {
        Ok(found) if found.is_file() => found.len(),
        _ => return Err(Unconverted::Refused),
    };
    if length > limits::FILE_BYTES as u64 {
        return Err(Unconverted::TooLarge);
    }
    Ok(fs::read(file)?)
}

#[cfg(windows)]
const NAMES: [&str; 1] = ["soffice.com"];
#[cfg(not(windows))]
const NAMES: [&str; 2] = ["soffice", "libreoffice"];

#[cfg(windows)]
const USUAL_FOLDERS: [&str; 2] = [
    r"C:\Program Files\LibreOffice\program",
    r"C:\Program Files (x86)\LibreOffice\program",
];
#[cfg(not(windows))]
const USUAL_FOLDERS: [&str; 3] = [
    "/usr/lib/libreoffice/program",
    "/opt/libreoffice/program",
    "/Applications/LibreOffice.app/Contents/MacOS",
];

/// The stranger's name is not used; its ending is, where it is one of those that the program knows.
fn file_name(name: &str) -> String {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let ending = ending.to_ascii_lowercase();
    let known = ["doc", "wps", "rtf", "odt"].contains(&ending.as_str());
    format!("in.{}", if known { &ending } else { "doc" })
}

/// A folder for one program's profile and files.
fn furnished(scratch: &Path) -> io::Result<TempDir> {
    let room = tempfile::Builder::new()
        .prefix(".convert-")
        .tempdir_in(scratch)?;
    let user = room.path().join("profile").join("user");
    fs::create_dir_all(&user)?;
    fs::write(user.join("registrymodifications.xcu"), settings())?;
    Ok(room)
}

/// The profile's settings: macros, links and the network off, whatever the installation's own settings are.
fn settings() -> String {
    const SCRIPTING: &str = "/org.openoffice.Office.Common/Security/Scripting";
    const NETWORK: &str = "/org.openoffice.Inet/Settings";
    // A proxy on a port that nothing listens on; 2 stands for one that is set by hand.
    let items = [
        (SCRIPTING, "MacroSecurityLevel", "3"),
        (SCRIPTING, "DisableMacrosExecution", "true"),
        (SCRIPTING, "DisableActiveContent", "true"),
        (SCRIPTING, "BlockUntrustedRefererLinks", "true"),
        (NETWORK, "ooInetProxyType", "2"),
        (NETWORK, "ooInetHTTPProxyName", "127.0.0.1"),
        (NETWORK, "ooInetHTTPProxyPort", "9"),
        (NETWORK, "ooInetHTTPSProxyName", "127.0.0.1"),
        (NETWORK, "ooInetHTTPSProxyPort", "9"),
    ];
    let item = |(path, name, value): (&str, &str, &str)| {
        format!(
            r#"<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>"#
        )
    };
    let items: String = items.into_iter().map(item).collect();
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>"#
    )
}

/// A path as the program takes it: a file URL, everything but plain letters in percents.
fn url_of(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    let mut url = String::from("file://");
    if !text.starts_with('/') {
        url.push('/');
    }
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b':' | b'.' | b'-' | b'_' => {
                url.push(char::from(byte));
            }
            _ => url.push_str(&format!("%{byte:02X}")),
        }
    }
    url
}

#[cfg(test)]
mod tests;
