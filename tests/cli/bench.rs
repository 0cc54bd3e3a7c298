//! A workbench for one test: a data root that goes away with it, a clock that stands still, and what was printed as one
//! text.

use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use tempfile::TempDir;

/// A Wednesday: the first week is over, the second is due tomorrow.
pub const TODAY: &str = "2020-06-10 09:00";

/// Four units of the four kinds.
pub const UNITS: &str = "编码,名称,类别,别名\n\
    011,平江医院,区管医疗机构,平江\n\
    012,甲养老院,养老机构,\n\
    013,乙处,相关处室,\n\
    014,丙中心,直属单位,\n";

#[derive(Debug)]
pub struct Bench {
    root: TempDir,
}

/// What came of a command.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Bench {
    pub fn new() -> Self {
        Self {
            root: TempDir::new().expect("a folder for the test"),
        }
    }

    /// A bench with a coordinator's desk and four units.
    pub fn with_desk() -> Self {
        let bench = Self::new();
        let units = bench.file("units.csv", UNITS);
        let units = units.to_str().expect("a plain path");
        bench.ok(&["new", "--campaign", "gusu-2020", "--units", units]);
        bench
    }

    pub fn root(&self) -> &Path {
        self.root.path()
    }

    /// Writes a file and tells where it is.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.root().join(name);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).expect("a folder for the test");
        }
        std::fs::write(&path, content).expect("a file for the test");
        path
    }

    /// Puts the blank forms that the campaign of 2020 comes with into a folder.
    pub fn forms(&self, folder: &str) {
        let forms = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/campaigns/gusu-2020");
        let folder = self.root().join(folder);
        std::fs::create_dir_all(&folder).expect("a folder for the test");
        for form in std::fs::read_dir(forms).expect("they are there") {
            let form = form.expect("an entry");
            std::fs::copy(form.path(), folder.join(form.file_name())).expect("is copied");
        }
    }

    /// The program, knowing nothing of the machine that it runs on.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::cargo_bin("anyue").expect("the program is built");
        command
            .env_clear()
            .env("ANYUE_HOME", self.root())
            .current_dir(self.root())
            .args(["--today", TODAY])
            .args(arguments);
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(
            self.command(arguments)
                .output()
                .expect("the program starts"),
        )
    }

    /// Runs what must succeed, and hands back what it printed.
    pub fn ok(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {}{}", ran.out, ran.err);
        ran.out
    }

    /// The JSON of a command that must succeed.
    pub fn json(&self, arguments: &[&str]) -> serde_json::Value {
        let mut all = vec!["--json"];
        all.extend(arguments);
        serde_json::from_str(&self.ok(&all)).expect("--json prints JSON")
    }

    /// A command and all that came of it, for a snapshot; the test's own folder is named `[root]`.
    pub fn told(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        let mut text = format!("$ anyue {}\n{}", arguments.join(" "), ran.out);
        for line in ran.err.lines() {
            text.push_str(&format!("! {line}\n"));
        }
        text.push_str(&format!("= {}", ran.code));
        text.replace(&self.root().display().to_string(), "[root]")
            .replace('\\', "/")
    }
}

impl Ran {
    pub fn of(output: Output) -> Self {
        Self {
            code: output.status.code().expect("it ended by itself"),
            out: String::from_utf8(output.stdout).expect("it speaks UTF-8"),
            err: String::from_utf8(output.stderr).expect("it speaks UTF-8"),
        }
    }
}
