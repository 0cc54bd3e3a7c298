//! Where things lie by default: the one place that asks the machine for its folders. Nothing is made here; whoever
//! writes first makes the folder.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use directories::{ProjectDirs, UserDirs};

use crate::error::Fault;

/// The program's folder among a person's papers.
const FOLDER: &str = "安月";

/// The program's own folders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    data: PathBuf,
    /// Where this person's papers lie; with `ANYUE_HOME` nothing is laid elsewhere.
    documents: Option<PathBuf>,
}

/// Where a person's papers lie: the folder that the system calls so, else the one that usually has that name, else home.
fn papers_of(user: &UserDirs) -> PathBuf {
    if let Some(named) = user.document_dir() {
        return named.to_owned();
    }
    let home = user.home_dir();
    let mut usual = ["文档", "Documents"]
        .into_iter()
        .map(|name| home.join(name));
    usual
        .find(|folder| folder.is_dir())
        .unwrap_or(home.to_owned())
}

impl Paths {
    /// The machine's folders for this user; with `home` (`ANYUE_HOME`, which main hands in) everything below that.
    pub fn new(home: Option<&OsStr>) -> Result<Self, Fault> {
        if let Some(home) = home.filter(|home| !home.is_empty()) {
            return Ok(Self::below(Path::new(home)));
        }
        let folders = ProjectDirs::from("", "", "anyue").ok_or_else(|| {
            Fault::environment("找不到当前用户的个人文件夹")
                .hint("请用环境变量 ANYUE_HOME 指明数据放在哪里")
        })?;
        let documents = UserDirs::new().map(|user| papers_of(&user).join(FOLDER));
        Ok(Self {
            documents,
            ..Self::below(folders.data_local_dir())
        })
    }

    /// Everything below one folder.
    pub fn below(home: &Path) -> Self {
        Self {
            data: home.to_owned(),
            documents: None,
        }
    }

    /// The folder in which desks lie side by side.
    pub fn desks(&self) -> PathBuf {
        self.data.join("desks")
    }

    /// Where packets are laid for a person to find them and send them on; `None` where the machine tells of no such place.
    pub fn outbox(&self) -> Option<&Path> {
        self.documents.as_deref()
    }

    /// The demonstration's own folder, apart from real desks.
    pub fn demo(&self) -> PathBuf {
        self.data.join("demo")
    }
}

#[cfg(test)]
mod tests {
    //! Folders below the one that is asked for.

    use super::*;

    #[test]
    fn everything_lies_below_the_folder_that_was_asked_for() {
        let home = Path::new("some").join("where");
        let paths = Paths::new(Some(home.as_os_str())).expect("a folder was given");
        for path in [paths.desks(), paths.demo()] {
            assert!(path.starts_with(&home), "{path:?}");
        }
        assert_ne!(paths.desks(), paths.demo());
        assert_eq!(paths.outbox(), None);
    }
}
