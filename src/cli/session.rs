//! What a command works with: now, the data root, the desk, what comes in on standard input. Opens and reads; what is
//! done with it is the command's.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};

use super::args::Globals;
use super::environment::Environment;
use crate::clock::Clock;
use crate::domain::calendar::{Instant, Moment, MomentError, read_date, read_moment};
use crate::editor::Editor;
use crate::error::Fault;
use crate::intake::Convert;
use crate::office::Soffice;
use crate::ops::{Desk, desk};
use crate::paths::Paths;
use crate::text::digits::fold_width;
use crate::text::sanitize::for_display;

/// A bare day of `--today` means the beginning of the working day.
const WORK_BEGINS: NaiveTime = NaiveTime::from_hms_opt(9, 0, 0).expect("nine o'clock exists");

/// More than any campaign file, narrative or list of units.
const LARGEST_TEXT: u64 = 64 << 20;

/// One run of a command.
#[derive(Debug)]
pub(super) struct Session<'a> {
    pub now: Instant,
    /// Whether `--today` set the time, so that it stands still.
    is_set: bool,
    has_colours: bool,
    environment: &'a mut Environment,
    desk: Option<PathBuf>,
}

impl<'a> Session<'a> {
    pub fn new(globals: &Globals, environment: &'a mut Environment) -> Result<Self, Fault> {
        let machine = environment.clock.now();
        let now = match &globals.today {
            None => machine,
            Some(text) => read_moment(&fold_width(text), machine.date())
                .map_err(|error| unreadable("--today", text, error))?
                .instant_or(WORK_BEGINS),
        };
        Ok(Self {
            now,
            is_set: globals.today.is_some(),
            has_colours: !environment.no_color && !globals.no_color,
            environment,
            desk: globals.desk.clone(),
        })
    }

    /// What "now" comes from while a program runs: the machine's clock, unless the user set the time.
    pub fn clock(&self) -> Clock {
        match self.is_set {
            true => Clock::Fixed(self.now),
            false => self.environment.clock,
        }
    }

    /// Sets the time to that at which the desk stands still, where it is a demonstration's.
    pub fn play_with_desk(&mut self) {
        if self.is_set {
            return;
        }
        let moment = self
            .folder()
            .ok()
            .and_then(|folder| desk::plays_at(&folder));
        if let Some(moment) = moment {
            self.play_at(moment);
        }
    }

    /// Sets the time to a demonstration's, unless the user set another.
    pub fn play_at(&mut self, moment: Instant) {
        if !self.is_set {
            self.now = moment;
            self.is_set = true;
        }
    }

    /// Whether the user named a desk.
    pub fn names_desk(&self) -> bool {
        self.desk.is_some()
    }

    /// Whether a person sits before it: both the screen and the keyboard are a terminal's.
    pub fn is_terminal(&self) -> bool {
        self.environment.is_terminal && self.environment.asks_person
    }

    /// Whether the user wants colours and the terminal has them.
    pub fn has_colours(&self) -> bool {
        self.has_colours
    }

    /// Whether what is printed goes to a screen.
    pub fn writes_to_terminal(&self) -> bool {
        self.environment.is_terminal
    }

    /// Tells how far long work has got, on one line that the next one writes over; nothing where nobody looks. An
    /// empty text clears the line.
    pub fn tell_progress(&mut self, text: &str) {
        if self.environment.tells_person {
            let line = format!("\r\u{1b}[K{}", for_display(text));
            // Where even that fails there is nobody to tell.
            let stderr = &mut self.environment.stderr;
            let _ = stderr
                .write_all(line.as_bytes())
                .and_then(|()| stderr.flush());
        }
    }

    pub fn today(&self) -> NaiveDate {
        self.now.date()
    }

    pub fn paths(&self) -> Result<&Paths, Fault> {
        self.environment.paths.as_ref().map_err(Fault::clone)
    }

    /// The folder that `--desk` names for a desk that is to be made.
    pub fn named_folder(&self) -> Result<Option<PathBuf>, Fault> {
        let absolute = |given: &PathBuf| {
            std::path::absolute(given).map_err(|error| Fault::io("确定目录", given, &error))
        };
        self.desk.as_ref().map(absolute).transpose()
    }

    /// The folder of the desk to work on: the one that is named, else the last one. A bare name is also looked for
    /// among the desks of the data root.
    pub fn folder(&self) -> Result<PathBuf, Fault> {
        match &self.desk {
            Some(given) => Ok(self.folder_of(given)),
            None => desk::last(&self.paths()?.desks()).ok_or_else(no_desk),
        }
    }

    /// The folder that a person means by a path or a desk's name.
    pub fn folder_of(&self, given: &Path) -> PathBuf {
        if given.exists() {
            return given.to_owned();
        }
        let paths = self.environment.paths.as_ref().ok();
        paths
            .map(|paths| paths.desks().join(given))
            .filter(|among| among.exists())
            .unwrap_or_else(|| given.to_owned())
    }

    pub fn desk(&self) -> Result<Desk, Fault> {
        self.open(&self.folder()?)
    }

    /// Opens the desk in a folder, with what the machine has to offer it.
    pub fn open(&self, folder: &Path) -> Result<Desk, Fault> {
        let mut desk = desk::open(folder)?;
        self.furnish(&mut desk);
        Ok(desk)
    }

    /// Gives a desk what the machine has to offer it. The office program's files lie on the desk while it works: what
    /// units send is nobody else's.
    pub fn furnish(&self, desk: &mut Desk) {
        let office = self.office(&desk.folder);
        desk.converter = office.map(|office| Arc::new(office) as Arc<dyn Convert>);
        let paths = self.paths().ok();
        desk.outbox = paths.and_then(|paths| paths.outbox().map(Path::to_owned));
    }

    /// The office program, where there is one, for a command that works on no desk.
    pub fn office_without_desk(&self) -> Option<Soffice> {
        self.office(&self.environment.scratch)
    }

    fn office(&self, scratch: &Path) -> Option<Soffice> {
        let program = self.environment.office.as_deref()?;
        Some(Soffice::new(program, scratch))
    }

    /// The program in which a person edits a text.
    pub fn editor(&self) -> &Editor {
        &self.environment.editor
    }

    /// A file's bytes; `-` is standard input.
    pub fn bytes_of(&mut self, path: &Path) -> Result<Vec<u8>, Fault> {
        let failed = |error: std::io::Error| Fault::io("读取文件", path, &error);
        if path == Path::new("-") {
            let mut bytes = Vec::new();
            let mut limited = std::io::Read::take(&mut self.environment.stdin, LARGEST_TEXT + 1);
            std::io::Read::read_to_end(&mut limited, &mut bytes).map_err(failed)?;
            return within_limit(path, bytes);
        }
        let size = fs::metadata(path).map_err(failed)?.len();
        if size > LARGEST_TEXT {
            return Err(too_large(path));
        }
        within_limit(path, fs::read(path).map_err(failed)?)
    }

    /// A file's text, with its line ends as they are.
    pub fn text_of(&mut self, path: &Path) -> Result<String, Fault> {
        let bytes = self.bytes_of(path)?;
        decoded(&bytes).ok_or_else(|| {
            Fault::problem(format!(
                "{} 读不出文字：既不是 UTF-8 也不是 GB18030",
                path.display()
            ))
            .hint("请另存为 UTF-8 文本后再试")
        })
    }

    /// The day that an option holds; without a year it is the nearest of the campaign's time.
    pub fn day(&self, option: &str, text: &str, desk: &Desk) -> Result<NaiveDate, Fault> {
        let near = desk.campaign.days.nearest_to(self.now.date());
        read_date(&fold_width(text), near).map_err(|error| unreadable(option, text, error))
    }

    /// The moment that an option holds.
    pub fn moment(&self, option: &str, text: &str, desk: &Desk) -> Result<Moment, Fault> {
        let near = desk.campaign.days.nearest_to(self.now.date());
        read_moment(&fold_width(text), near).map_err(|error| unreadable(option, text, error))
    }
}

fn within_limit(path: &Path, bytes: Vec<u8>) -> Result<Vec<u8>, Fault> {
    match u64::try_from(bytes.len()) {
        Ok(size) if size <= LARGEST_TEXT => Ok(bytes),
        _ => Err(too_large(path)),
    }
}

fn too_large(path: &Path) -> Fault {
    Fault::problem(format!("{} 超过 {} MB", path.display(), LARGEST_TEXT >> 20))
        .hint("请核对是不是选错了文件")
}

/// UTF-8 with or without its mark, else GB18030.
fn decoded(bytes: &[u8]) -> Option<String> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(text.to_owned());
    }
    let text = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes)?;
    Some(text.into_owned())
}

fn unreadable(option: &str, text: &str, error: MomentError) -> Fault {
    Fault::problem(format!("{option} “{text}”：{error}")).hint("时间的各种写法见 anyue help time")
}

fn no_desk() -> Fault {
    Fault::environment("还没有工作台")
        .hint("anyue demo 打开演示；anyue new --campaign gusu-2020 建立自己的工作台；或用 --desk 指明目录")
}
