//! A terminal for one test: the program in a pseudo-terminal, its screen as a person sees it, every byte it wrote, and
//! what the terminal was left like. It waits for what the screen says; what the screen says is the tests'.

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long a screen may take to say what is waited for. Generous: the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(60);

/// A frame may come in pieces; one after which nothing comes for so long is whole.
const FRAME: Duration = Duration::from_millis(30);

/// Columns and rows of the smallest screen that is promised.
pub const SMALLEST: (u16, u16) = (80, 24);

/// The program, running.
pub struct Terminal {
    parser: vt100::Parser,
    /// Everything the program ever wrote.
    raw: Vec<u8>,
    output: Receiver<Vec<u8>>,
    keyboard: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
}

/// A program that has ended.
pub struct Ended {
    pub code: u32,
    /// The terminal as it was left.
    pub parser: vt100::Parser,
    pub raw: Vec<u8>,
}

/// Keys by name, as terminals send them.
pub mod keys {
    pub const ENTER: &str = "\r";
    pub const ESC: &str = "\x1b";
    pub const TAB: &str = "\t";
    pub const RIGHT: &str = "\x1b[C";
    pub const LEFT: &str = "\x1b[D";
    pub const CTRL_DOWN: &str = "\x1b[1;5B";
    pub const F2: &str = "\x1bOQ";
    pub const F3: &str = "\x1bOR";
    pub const F8: &str = "\x1b[19~";
    pub const F9: &str = "\x1b[20~";
    pub const UP: &str = "\x1b[A";
    pub const DOWN: &str = "\x1b[B";
    pub const END: &str = "\x1b[F";
    pub const HOME: &str = "\x1b[H";
    pub const CTRL_C: &str = "\x03";
    pub const CTRL_Z: &str = "\x1a";
}

impl Terminal {
    /// Starts the program in the smallest promised terminal, its data below `home`, at the moment `today`.
    pub fn start(home: &Path, today: &str, arguments: &[&str]) -> Self {
        let mut words = vec!["--today", today];
        words.extend(arguments);
        Self::run(home, env!("CARGO_BIN_EXE_anyue"), &words, &[])
    }

    /// Starts any program, with more in its environment.
    pub fn run(
        home: &Path,
        program: impl AsRef<OsStr>,
        arguments: &[&str],
        environment: &[(&str, &str)],
    ) -> Self {
        let (columns, rows) = SMALLEST;
        let pair = native_pty_system()
            .openpty(size(columns, rows))
            .expect("a pseudo-terminal opens");
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env_clear();
        command.env("ANYUE_HOME", home);
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        for (name, value) in environment {
            command.env(name, value);
        }
        command.cwd(home);
        let child = pair
            .slave
            .spawn_command(command)
            .expect("the program starts");
        drop(pair.slave);
        let mut reader = pair
            .master
            .try_clone_reader()
            .expect("the terminal can be read");
        let keyboard = pair
            .master
            .take_writer()
            .expect("the terminal can be written");
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 8192];
            while let Ok(read @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..read].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self {
            parser: emulator(columns, rows),
            raw: Vec::new(),
            output,
            keyboard,
            child,
            master: pair.master,
        }
    }

    /// Types keys or text, one after the other.
    pub fn press(&mut self, keys: &[&str]) {
        for key in keys {
            self.keyboard
                .write_all(key.as_bytes())
                .expect("the terminal takes keys");
        }
        self.keyboard.flush().expect("the terminal takes keys");
    }

    /// Pastes, as a terminal with bracketed paste does.
    pub fn paste(&mut self, text: &str) {
        self.press(&["\x1b[200~", text, "\x1b[201~"]);
    }

    /// The user makes the window larger or smaller.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.parser.screen_mut().set_size(some(rows), some(columns));
        self.master
            .resize(size(columns, rows))
            .expect("the terminal can be resized");
    }

    /// The screen as text, a line a row, without trailing blanks.
    pub fn screen(&self) -> String {
        text(&self.parser)
    }

    /// Waits until the screen shows `text`; fails with the screen as it is otherwise.
    pub fn wait_for(&mut self, text: &str) -> String {
        self.wait_until(&format!("“{text}”"), |screen| screen.contains(text))
    }

    /// Waits until the screen shows `text`, wherever its lines break.
    pub fn wait_wrapped(&mut self, text: &str) -> String {
        let unbroken = |screen: &str| screen.split_whitespace().collect::<String>();
        self.wait_until(&format!("“{text}”"), |screen| {
            unbroken(screen).contains(text)
        })
    }

    /// Waits until the screen no longer shows `text`.
    pub fn wait_gone(&mut self, text: &str) -> String {
        self.wait_until(&format!("no “{text}”"), |screen| !screen.contains(text))
    }

    /// Waits until the screen is as `holds` says.
    pub fn wait_until(&mut self, what: &str, holds: impl Fn(&str) -> bool) -> String {
        let deadline = Instant::now() + PATIENCE;
        loop {
            while let Ok(bytes) = self.output.try_recv() {
                self.take(&bytes);
            }
            let screen = self.screen();
            if holds(&screen) {
                match self.output.recv_timeout(FRAME) {
                    Ok(bytes) => self.take(&bytes),
                    Err(_) => return screen,
                }
                continue;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Timeout) => {
                    panic!("waited for {what}; the screen shows:\n{screen}")
                }
                Err(RecvTimeoutError::Disconnected) => {
                    panic!("the program ended before {what}; its last screen:\n{screen}")
                }
            }
        }
    }

    /// Waits for the first moment at which the program has written `text`, whatever it goes on to write.
    pub fn catch(&mut self, text: &str) {
        let deadline = Instant::now() + PATIENCE;
        let has = |raw: &[u8]| raw.windows(text.len()).any(|part| part == text.as_bytes());
        while !has(&self.raw) {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(_) => panic!("waited for “{text}”; the screen shows:\n{}", self.screen()),
            }
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        self.raw.extend_from_slice(bytes);
        self.parser.process(bytes);
    }

    /// Waits until the program has ended by itself.
    pub fn wait_end(mut self) -> Ended {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {
                    panic!("the program does not end; its screen:\n{}", self.screen())
                }
            }
        }
        let status = self.child.wait().expect("the program can be waited for");
        Ended {
            code: status.exit_code(),
            parser: std::mem::replace(&mut self.parser, emulator(1, 1)),
            raw: std::mem::take(&mut self.raw),
        }
    }

    /// Sends a signal by name (`KILL`, `HUP`, `TERM`). The shell's own `kill` is on every Unix.
    pub fn signal(&self, name: &str) {
        let process = self.child.process_id().expect("the program has an id");
        let sent = Command::new("sh")
            .args(["-c", &format!("kill -{name} {process}")])
            .status()
            .expect("there is a shell");
        assert!(sent.success(), "the signal {name} was sent");
    }

    /// kill -9, and wait until the program is gone.
    pub fn kill(mut self) {
        self.signal("KILL");
        self.child.wait().expect("the program can be waited for");
    }

    /// Everything the program wrote so far.
    pub fn raw(&self) -> &[u8] {
        &self.raw
    }

    /// The terminal, for its modes.
    pub fn parser(&self) -> &vt100::Parser {
        &self.parser
    }

    /// Where the terminal's cursor stands: row and column from 0; `None` while it is hidden.
    pub fn cursor(&self) -> Option<(u16, u16)> {
        let screen = self.parser.screen();
        (!screen.hide_cursor()).then(|| screen.cursor_position())
    }
}

/// A test that fails leaves no program behind.
impl Drop for Terminal {
    fn drop(&mut self) {
        if let Ok(None) = self.child.try_wait() {
            let _ = self.child.kill();
        }
    }
}

impl Ended {
    pub fn screen(&self) -> String {
        text(&self.parser)
    }
}

fn text(parser: &vt100::Parser) -> String {
    let contents = parser.screen().contents();
    let lines: Vec<&str> = contents.lines().map(str::trim_end).collect();
    lines.join("\n")
}

fn emulator(columns: u16, rows: u16) -> vt100::Parser {
    vt100::Parser::new(some(rows), some(columns), 0)
}

fn some(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).expect("a terminal has room")
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}
