//! The terminal, taken and given back: on return, on error, on panic.

use std::io::{self, Stdout};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

/// Holds the terminal in raw mode on the alternate screen for as long as it lives.
#[derive(Debug)]
pub struct Guard {
    pub terminal: Terminal<CrosstermBackend<Stdout>>,
}

impl Guard {
    pub fn new() -> io::Result<Self> {
        restore_on_panic();
        take()?;
        let terminal = unwritten().inspect_err(|_| give_back())?;
        Ok(Self { terminal })
    }

    /// Whether it still holds the terminal: after a panic on another thread it does not.
    pub fn holds(&self) -> bool {
        TAKEN.load(Ordering::SeqCst)
    }

    /// Gives the terminal back for a while.
    pub fn suspend(&mut self) -> io::Result<()> {
        give_back();
        self.terminal.show_cursor()
    }

    /// Takes it again; everything is drawn anew. Not by the library's own clearing, which first asks the terminal where its
    /// cursor is: one that does not answer, or answers late over a slow line, would end the program.
    pub fn resume(&mut self) -> io::Result<()> {
        take()?;
        execute!(io::stdout(), Clear(ClearType::All))?;
        self.terminal = unwritten()?;
        Ok(())
    }
}

/// A terminal of which nothing is known to be written.
fn unwritten() -> io::Result<Terminal<CrosstermBackend<Stdout>>> {
    Terminal::new(CrosstermBackend::new(io::stdout()))
}

impl Drop for Guard {
    fn drop(&mut self) {
        give_back();
    }
}

/// Whether the terminal is ours. Given back twice, many a terminal puts the cursor back to where it was before, and
/// the next line is written over a panic's message.
static TAKEN: AtomicBool = AtomicBool::new(false);

fn take() -> io::Result<()> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    execute!(
        io::stdout(),
        EnterAlternateScreen,
        EnableBracketedPaste,
        EnableMouseCapture
    )
    .inspect_err(|_| give_back())
}

/// Undoes [`take`]. Errors are passed over: the terminal may be gone, and there is nobody left to tell.
fn give_back() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let _ = execute!(
        io::stdout(),
        DisableMouseCapture,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        cursor::Show
    );
    let _ = disable_raw_mode();
}

/// A panic's message must land on a terminal that can show it.
fn restore_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            give_back();
            // What was saved and what was not is told at the end, when it is known.
            eprintln!("安月遇到内部错误，正在退出。请把下面这段文字发给维护人员：");
            report(panic);
        }));
    });
}
