//! A list of units as a person hands it over: the path of a file that was typed or dropped, or the lines themselves,
//! pasted. What the lines mean is in `table`.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::error::Fault;
use crate::ops::material::path_from_paste;

/// No bureau's list is longer than this; what is, is some other file.
const LARGEST: u64 = 16 << 20;

/// A list, not read yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitList {
    /// Where it lies; `None` where it was pasted.
    pub path: Option<PathBuf>,
    pub bytes: Vec<u8>,
}

/// Takes one line that names a file as its path, and anything else as the list itself.
pub fn list_from(typed: &str) -> Result<UnitList, Fault> {
    let one_line = typed.trim();
    if !one_line.contains('\n') && !one_line.is_empty() {
        let path = path_from_paste(one_line);
        if path.exists() {
            let bytes = read(&path)?;
            return Ok(UnitList {
                path: Some(path),
                bytes,
            });
        }
        if looks_like_a_path(one_line) {
            return Err(Fault::problem(format!("没有这个文件：{}", path.display()))
                .hint("请核对路径；要直接写名单，每行写一家单位"));
        }
    }
    Ok(UnitList {
        path: None,
        bytes: typed.as_bytes().to_vec(),
    })
}

/// A unit's name has neither the ending of a file nor a folder before it.
fn looks_like_a_path(text: &str) -> bool {
    let ending = Path::new(text.trim_end_matches(['"', '\'']))
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default()
        .to_ascii_lowercase();
    let begins = ["/", "./", "../", "~", "\\\\", "file://"];
    ["csv", "txt", "tsv", "xls", "xlsx"].contains(&ending.as_str())
        || begins.iter().any(|begin| text.starts_with(begin))
        || text.as_bytes().get(1..3) == Some(b":\\")
}

fn read(path: &Path) -> Result<Vec<u8>, Fault> {
    let failed = |error: io::Error| Fault::io("读取名单", path, &error);
    let file = File::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    // One byte more than is taken tells a file that is too long from one that just fits.
    file.take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.len() as u64 > LARGEST {
        let message = format!("{} 超过 {} MB，不像是名单", path.display(), LARGEST >> 20);
        return Err(Fault::problem(message).hint("请核对是不是选错了文件"));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    //! Paths and pasted lines.

    use super::*;

    #[test]
    fn a_path_is_read_and_lines_are_taken_as_they_are() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("单位 名单.csv");
        std::fs::write(&path, "名称\n甲院\n").expect("a file for the test");
        for typed in [
            path.display().to_string(),
            format!(" '{}'\n", path.display()),
            format!("\"{}\"", path.display()),
        ] {
            let list = list_from(&typed).expect("reads");
            assert_eq!(list.bytes, "名称\n甲院\n".as_bytes(), "{typed}");
            assert_eq!(list.path.as_ref(), Some(&path));
        }
        for typed in ["甲院", "甲院\n乙处，相关处室", ""] {
            let list = list_from(typed).expect("is a list");
            assert_eq!((list.bytes.as_slice(), list.path), (typed.as_bytes(), None));
        }
    }

    #[test]
    fn a_path_that_leads_nowhere_is_no_unit() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let folder = folder.path().display().to_string();
        let missing = format!("{folder}/没有");
        for typed in [folder.as_str(), &missing, "名单.csv", r"C:\名单", "~/名单"] {
            let fault = list_from(typed).expect_err(typed);
            assert!(!fault.hint.is_empty(), "{fault}");
        }
    }
}
