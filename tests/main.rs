//! The tests that need more than one room: one binary, one folder a room.

mod architecture;
mod cli;
mod export;
mod readme;
mod store;
