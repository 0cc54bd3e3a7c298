//! How a program is started so that it ends: a group of processes of its own, limits on what it writes and computes, a
//! deadline after which the whole group is ended. Which program, and with what, is not known here.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Child, Command};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::Unconverted;

/// What the program finds in its environment: where programs are, and a home that is thrown away.
pub(super) fn environment(home: &Path) -> Vec<(&'static str, OsString)> {
    const KEPT: [&str; 4] = ["PATH", "LANG", "SystemRoot", "SystemDrive"];
    let kept = KEPT
        .iter()
        .filter_map(|name| Some((*name, std::env::var_os(name)?)));
    let homes = ["HOME", "TMPDIR", "TEMP", "TMP", "APPDATA", "LOCALAPPDATA"];
    let homes = homes.iter().map(|name| (*name, home.into()));
    kept.chain(homes).collect()
}

/// The program with the system's limits on it: files of 128 MiB, two minutes of computing. The shell sets them, because
/// there is no safe way to set them for a child from here.
#[cfg(unix)]
pub(super) fn bounded(program: &Path) -> Command {
    use std::os::unix::process::CommandExt;
    let mut command = Command::new("/bin/sh");
    command
        .args(["-c", r#"ulimit -f 262144; ulimit -t 120; exec "$0" "$@""#])
        .arg(program)
        .process_group(0);
    command
}

#[cfg(not(unix))]
pub(super) fn bounded(program: &Path) -> Command {
    Command::new(program)
}

/// Runs to the end, or ends it with all that it has started.
pub(super) fn run(mut command: Command, patience: Duration) -> Result<(), Unconverted> {
    let child = command.spawn()?;
    let id = child.id();
    let ended = wait_for(child);
    match ended.recv_timeout(patience) {
        Ok(true) => Ok(()),
        Ok(false) => Err(Unconverted::Refused),
        Err(_) => {
            end(id);
            // Gone now; its files are ours to remove only then.
            let _ = ended.recv_timeout(patience);
            Err(Unconverted::TooSlow(patience.as_secs()))
        }
    }
}

/// Says whether it ended well, when it ends.
fn wait_for(mut child: Child) -> mpsc::Receiver<bool> {
    let (say, ended) = mpsc::channel();
    thread::spawn(move || {
        let is_well = child.wait().is_ok_and(|status| status.success());
        let _ = say.send(is_well);
    });
    ended
}

/// Ends a process and everything in its group: the program that is started starts the one that works.
fn end(id: u32) {
    let ended = if cfg!(windows) {
        let id = id.to_string();
        Command::new("taskkill")
            .args(["/T", "/F", "/PID", &id])
            .status()
    } else {
        let group = format!("-{id}");
        Command::new("/bin/kill")
            .args(["-KILL", "--", &group])
            .status()
    };
    // Where even that fails, the file is refused all the same.
    let _ = ended;
}
