//! A terminal for one test: the program in a pseudo-terminal, its screen as a person sees it, a home of its own.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long a screen may take to say what is waited for. Generous: the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(30);

/// The program, running.
pub struct Terminal {
    parser: vt100::Parser,
    output: Receiver<Vec<u8>>,
    keyboard: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    // Held so that the pseudo-terminal stays open.
    _master: Box<dyn MasterPty + Send>,
}

/// Keys by name, as terminals send them.
pub mod keys {
    pub const ENTER: &str = "\r";
    pub const ESC: &str = "\x1b";
    pub const TAB: &str = "\t";
    pub const BACK_TAB: &str = "\x1b[Z";
    pub const UP: &str = "\x1b[A";
    pub const DOWN: &str = "\x1b[B";
    pub const RIGHT: &str = "\x1b[C";
    pub const LEFT: &str = "\x1b[D";
    pub const END: &str = "\x1b[F";
    pub const F2: &str = "\x1bOQ";
    pub const F9: &str = "\x1b[20~";
}

impl Terminal {
    /// Starts the program with these arguments, its data below `home`.
    pub fn start(home: &Path, columns: u16, rows: u16, arguments: &[&str]) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal opens");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_anyue"));
        command.args(arguments);
        command.env_clear();
        command.env("ANYUE_HOME", home);
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.cwd(home);
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("the terminal can be read");
        let keyboard = pair.master.take_writer().expect("the terminal can be written");
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
            parser: vt100::Parser::new(rows, columns, 0),
            output,
            keyboard,
            child,
            _master: pair.master,
        }
    }

    /// Types keys, one after the other.
    pub fn press(&mut self, keys: &[&str]) {
        for key in keys {
            self.keyboard.write_all(key.as_bytes()).expect("the terminal takes keys");
        }
        self.keyboard.flush().expect("the terminal takes keys");
    }

    /// Pastes, as a terminal with bracketed paste does.
    pub fn paste(&mut self, text: &str) {
        self.press(&["\x1b[200~", text, "\x1b[201~"]);
    }

    /// The screen as text, a line a row, without trailing blanks.
    pub fn screen(&self) -> String {
        let contents = self.parser.screen().contents();
        let lines: Vec<&str> = contents.lines().map(str::trim_end).collect();
        lines.join("\n")
    }

    /// Waits until the screen shows `text`; fails with the screen as it is otherwise.
    pub fn wait_for(&mut self, text: &str) -> String {
        self.wait_until(&format!("“{text}”"), |screen| screen.contains(text))
    }

    /// Waits until the screen no longer shows `text`.
    pub fn wait_gone(&mut self, text: &str) -> String {
        self.wait_until(&format!("no “{text}”"), |screen| !screen.contains(text))
    }

    /// Waits until the screen is as `holds` says.
    pub fn wait_until(&mut self, what: &str, holds: impl Fn(&str) -> bool) -> String {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let screen = self.screen();
            if holds(&screen) {
                return screen;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.parser.process(&bytes),
                Err(RecvTimeoutError::Timeout) => {
                    panic!("waited for {what}; the screen shows:\n{screen}")
                }
                Err(RecvTimeoutError::Disconnected) => {
                    panic!("the program ended before {what}; its last screen:\n{screen}")
                }
            }
        }
    }

    /// Waits until the program has ended by itself, and answers its exit code and the whole of its last screen.
    pub fn wait_end(mut self) -> (u32, String, vt100::Parser) {
        while let Ok(bytes) = self.output.recv_timeout(PATIENCE) {
            self.parser.process(&bytes);
        }
        let status = self.child.wait().expect("the program can be waited for");
        (status.exit_code(), self.screen(), self.parser)
    }

    /// kill -9.
    pub fn kill(mut self) {
        self.child.kill().expect("the program can be killed");
        self.child.wait().expect("the program can be waited for");
    }

    /// The process, for signals.
    pub fn process_id(&self) -> Option<u32> {
        self.child.process_id()
    }

    /// Where the terminal's cursor stands: row and column from 0; `None` while it is hidden.
    pub fn cursor(&self) -> Option<(u16, u16)> {
        let screen = self.parser.screen();
        (!screen.hide_cursor()).then(|| screen.cursor_position())
    }
}
