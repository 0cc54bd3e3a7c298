//! Where things lie by default: the one place that asks the machine for its folders. Nothing is made here; whoever
//! writes first makes the folder.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use crate::error::Fault;

/// The program's own folders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    data: PathBuf,
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
        Ok(Self::below(folders.data_local_dir()))
    }

    /// Everything below one folder.
    pub fn below(home: &Path) -> Self {
        Self {
            data: home.to_owned(),
        }
    }

    /// The folder in which desks lie side by side.
    pub fn desks(&self) -> PathBuf {
        self.data.join("desks")
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
    }
}
