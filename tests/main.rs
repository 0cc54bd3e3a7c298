//! The tests that need more than one room: one binary, one folder a room.

mod architecture;
mod cli;
mod export;
mod intake;
mod intray;
mod notices;
// Signals and killed programs are Unix's; on Windows the same screens are tested without a terminal.
#[cfg(unix)]
mod province;
mod pty;
mod readme;
mod screens;
mod seasons;
mod store;
mod template;
