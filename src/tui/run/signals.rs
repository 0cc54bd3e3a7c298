//! The system's requests to end, as messages.

use std::io;
use std::sync::mpsc::Sender;

use crate::tui::program::Msg;

/// A closed terminal window (SIGHUP), a shutdown (SIGTERM) and a Ctrl-C from outside (SIGINT) end the program in good
/// order. Ctrl-C typed in the terminal is a key: in raw mode it raises no signal.
#[cfg(unix)]
pub fn forward<R: Send + 'static>(messages: Sender<Msg<R>>) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;

    let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM])?;
    std::thread::spawn(move || {
        for _ in signals.forever() {
            if messages.send(Msg::Hangup).is_err() {
                return;
            }
        }
    });
    Ok(())
}

/// On Windows a closed console ends the process at once; every keystroke before that has been handed to the worker,
/// and SQLite recovers whatever it was at.
#[cfg(not(unix))]
pub fn forward<R: Send + 'static>(_messages: Sender<Msg<R>>) -> io::Result<()> {
    Ok(())
}
