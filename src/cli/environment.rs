//! What one run of the program stands on: its data root, its clock, its three streams. Tests hand in their own.
//!
//! The environment's variables are read here and nowhere else (but for the user's editor, which is [`editor`](crate::editor)'s).

use std::fmt;
use std::io::{self, IsTerminal, Read, Write};
use std::path::PathBuf;

use crate::clock::Clock;
use crate::editor::Editor;
use crate::error::Fault;
use crate::office;
use crate::paths::Paths;

/// Names another data root: for a portable installation, and for every test.
const HOME_VARIABLE: &str = "ANYUE_HOME";

/// The world as the command line sees it.
pub struct Environment {
    /// Where desks lie; a fault where the user has no folder of their own and named none.
    pub paths: Result<Paths, Fault>,
    /// `--today` comes before it.
    pub clock: Clock,
    pub stdin: Box<dyn Read>,
    pub stdout: Box<dyn Write>,
    pub stderr: Box<dyn Write>,
    /// Standard output is looked at by a person rather than read by a program.
    pub is_terminal: bool,
    /// Standard error is looked at by a person: how far long work has got may be told there.
    pub tells_person: bool,
    /// Standard input is a keyboard rather than a file or a pipe.
    pub asks_person: bool,
    /// The office program that turns old formats into new ones, where there is one.
    pub office: Option<PathBuf>,
    /// In which a person edits a text.
    pub editor: Editor,
    /// Where files may lie that are gone by the end of a command that works on no desk.
    pub scratch: PathBuf,
    /// The user wants no colours (<https://no-color.org>), or the terminal has none.
    pub no_color: bool,
}

impl Environment {
    /// The machine's own.
    pub fn of_machine() -> Self {
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        Self {
            paths: Paths::new(std::env::var_os(HOME_VARIABLE).as_deref()),
            clock: Clock::Machine,
            stdin: Box::new(io::stdin()),
            stdout: Box::new(io::stdout()),
            stderr: Box::new(io::stderr()),
            is_terminal: io::stdout().is_terminal(),
            tells_person: io::stderr().is_terminal(),
            asks_person: io::stdin().is_terminal(),
            office: office::installed(std::env::var_os("PATH").as_deref()),
            editor: Editor::of_machine(),
            scratch: std::env::temp_dir(),
            no_color: set("NO_COLOR") || is_dumb,
        }
    }
}

/// Streams have nothing to show.
impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Environment")
            .field("paths", &self.paths)
            .field("clock", &self.clock)
            .field("is_terminal", &self.is_terminal)
            .field("tells_person", &self.tells_person)
            .field("asks_person", &self.asks_person)
            .field("no_color", &self.no_color)
            .finish_non_exhaustive()
    }
}
