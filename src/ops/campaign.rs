//! Campaign files: the ones that come with the program, and the ones on disk, with the blank forms that they name. Files
//! are opened and read here; what is right and wrong in a campaign file is told by [`parse`].

mod template;

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

pub use template::Templates;

use crate::domain::campaign::{Campaign, Diagnostic, builtin, parse, render};
use crate::error::Fault;
use crate::export::file::draft_in;
use crate::text::sanitize::for_display;
use crate::text::search::closest;

/// No notice is longer than this; what is, is some other file.
const LARGEST: u64 = 4 << 20;

/// The text of a campaign file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CampaignFile {
    /// What people call it: the path as given, or the id of one that comes with the program.
    pub name: String,
    pub source: String,
    /// The folder that it lies in; `None` where it comes with the program.
    pub folder: Option<PathBuf>,
}

/// A campaign file with everything that it names.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The campaign; `None` where there is an error.
    pub campaign: Option<Campaign>,
    /// Errors and warnings, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
    /// The blank forms that could be read.
    pub templates: Templates,
}

/// A campaign file without errors: what a desk is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Sound {
    pub source: String,
    pub campaign: Campaign,
    pub templates: Templates,
}

impl Checked {
    /// What a desk can be made of; `None` where there is an error. `source` is the text that was checked.
    pub fn sound(self, source: String) -> Option<Sound> {
        let templates = self.templates;
        self.campaign.map(|campaign| Sound {
            source,
            campaign,
            templates,
        })
    }
}

impl CampaignFile {
    pub fn is_builtin(&self) -> bool {
        self.folder.is_none()
    }

    /// Reads what it says and the blank forms that it names, and tells everything that is wrong with them.
    pub fn parse(&self) -> Checked {
        let mut parsed = parse(&self.source);
        let templates = template::read(self, &mut parsed);
        Checked {
            campaign: parsed.campaign,
            diagnostics: parsed.diagnostics,
            templates,
        }
    }

    /// All problems for a person, each with its place, the source line and a caret; empty where there is none.
    pub fn render(&self, checked: &Checked) -> String {
        render(&checked.diagnostics, &self.source, &self.name)
    }
}

/// The campaigns that come with the program.
pub fn known() -> Vec<Sound> {
    let files = builtin().iter().map(|(id, source)| of_builtin(id, source));
    files
        .map(|file| {
            let checked = file.parse();
            let sound = checked.sound(file.source);
            sound.expect("every campaign that comes along is tested to be sound")
        })
        .collect()
}

/// Finds a campaign by the id of one that comes with the program, or by the path of a file. An id wins; `./gusu-2020`
/// is always a path.
pub fn find(id_or_path: &str) -> Result<CampaignFile, Fault> {
    if let Some((id, source)) = builtin().iter().find(|(id, _)| *id == id_or_path) {
        return Ok(of_builtin(id, source));
    }
    let path = Path::new(id_or_path);
    let looks_like_an_id = path.extension().is_none() && path.components().count() == 1;
    if looks_like_an_id && !path.exists() {
        let near = closest(id_or_path, builtin().iter().map(|(id, _)| *id));
        let hint = match near {
            Some(near) => format!("是不是 {near}？自带的活动用 anyue campaign list 查看"),
            None => {
                "自带的活动用 anyue campaign list 查看；活动文件请写路径，例如 通知.toml".to_owned()
            }
        };
        let message = format!(
            "没有编号为“{}”的活动，也没有这个文件",
            for_display(id_or_path)
        );
        return Err(Fault::problem(message).hint(hint));
    }
    read(path)
}

/// Reads a campaign file from disk.
pub fn read(path: &Path) -> Result<CampaignFile, Fault> {
    let failed = |error: &io::Error| Fault::io("读取活动文件", path, error);
    let file = File::open(path).map_err(|error| failed(&error))?;
    let mut bytes = Vec::new();
    // One byte more than is taken tells a file that is too long from one that just fits.
    file.take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| failed(&error))?;
    let shown = path.display();
    if bytes.len() as u64 > LARGEST {
        let message = format!("{shown} 超过 {} MB，不像是活动文件", LARGEST >> 20);
        return Err(Fault::problem(message).hint("请核对路径"));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let source = str::from_utf8(bytes).map_err(|_| {
        Fault::problem(format!("{shown} 不是 UTF-8 编码的文字"))
            .hint("请在编辑器里另存为 UTF-8 后再试")
    })?;
    Ok(CampaignFile {
        name: shown.to_string(),
        source: source.to_owned(),
        folder: Some(path.parent().map(Path::to_owned).unwrap_or_default()),
    })
}

/// What becomes of a file that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// It stays, and nothing is written.
    Keep,
    Replace,
}

impl Existing {
    /// It stays, unless the user said otherwise.
    pub fn or(force: bool) -> Self {
        if force { Self::Replace } else { Self::Keep }
    }
}

/// Writes a campaign file, whole or not at all.
///
/// # Errors
/// Where a file of that name is there and is to be kept, and where the disk does not take it.
pub fn save(path: &Path, source: &str, existing: Existing) -> Result<(), Fault> {
    let failed = |error: &io::Error| Fault::io("写入活动文件", path, error);
    if path.is_dir() {
        return Err(failed(&io::ErrorKind::IsADirectory.into()));
    }
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let beginning = draft_in(folder.unwrap_or(Path::new(".")));
    let mut file = beginning.map_err(|error| failed(&error))?;
    let written = file
        .write_all(source.as_bytes())
        .and_then(|()| file.as_file().sync_all());
    written.map_err(|error| failed(&error))?;
    let named = match existing {
        Existing::Keep => file.persist_noclobber(path),
        Existing::Replace => file.persist(path),
    };
    match named {
        Ok(_) => Ok(()),
        Err(taken) if taken.error.kind() == io::ErrorKind::AlreadyExists => {
            let message = format!("{} 已经有了，没有改动它", path.display());
            Err(Fault::problem(message).hint("要覆盖它请加 --force，或换一个文件名"))
        }
        Err(other) => Err(failed(&other.error)),
    }
}

fn of_builtin(id: &str, source: &str) -> CampaignFile {
    CampaignFile {
        name: id.to_owned(),
        source: source.to_owned(),
        folder: None,
    }
}

#[cfg(test)]
mod tests {
    //! Campaigns by id and by path.

    use super::*;

    fn written(bytes: &[u8]) -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("通知.toml");
        std::fs::write(&path, bytes).expect("a file for the test");
        (folder, path)
    }

    #[test]
    fn an_id_finds_what_comes_with_the_program() {
        let file = find("gusu-2020").expect("it comes with the program");
        assert!(file.is_builtin() && file.parse().campaign.is_some());
        assert_eq!(known().len(), builtin().len());
    }

    #[test]
    fn a_mistyped_id_is_told_the_nearest() {
        let fault = find("gusu-2O20").expect_err("there is none");
        assert_eq!(fault.kind.exit_code(), 1);
        assert!(fault.hint.contains("gusu-2020"), "{fault}");
    }

    #[test]
    fn a_path_finds_a_file_whatever_its_first_bytes() {
        let text = "id = \"甲\"\n";
        for mark in ["", "\u{FEFF}"] {
            let (_folder, path) = written(format!("{mark}{text}").as_bytes());
            let file = find(&path.display().to_string()).expect("it is there");
            assert_eq!((file.source.as_str(), file.is_builtin()), (text, false));
            assert!(file.render(&file.parse()).contains("通知.toml:1:6"));
        }
    }

    #[test]
    fn what_is_no_text_is_told() {
        let (_folder, path) = written(&[0xC4, 0xE3, 0xBA, 0xC3]);
        assert!(read(&path).expect_err("not UTF-8").hint.contains("UTF-8"));
        let (_folder, path) = written(&vec![b'#'; (LARGEST + 1) as usize]);
        assert!(read(&path).expect_err("too long").message.contains("超过"));
    }

    #[test]
    fn a_file_that_is_there_is_replaced_only_where_that_is_asked_for() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("活动.toml");
        save(&path, "甲", Existing::Keep).expect("there is none yet");
        let fault = save(&path, "乙", Existing::Keep).expect_err("it is there");
        assert_eq!(fault.kind.exit_code(), 1);
        let text = || std::fs::read_to_string(&path).expect("it is there");
        assert_eq!(text(), "甲");
        save(&path, "乙", Existing::Replace).expect("it may be replaced");
        assert_eq!(text(), "乙");
        let nowhere = folder.path().join("没有").join("活动.toml");
        let fault = save(&nowhere, "甲", Existing::Keep).expect_err("no such folder");
        assert_eq!(fault.kind.exit_code(), 2);
        let left = std::fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(left, 1, "nothing half-written is left");
    }

    #[test]
    fn a_folder_and_a_missing_file_are_told() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        for path in [folder.path().to_owned(), folder.path().join("没有.toml")] {
            let fault = find(&path.display().to_string()).expect_err("no file");
            assert!(!fault.hint.is_empty(), "{fault}");
        }
    }
}
