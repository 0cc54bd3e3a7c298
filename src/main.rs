//! Arguments in, exit code out. Everything else is in the library.

use std::process::ExitCode;

use anyue::cli;
use mimalloc::MiMalloc;

/// A paper is thousands of short texts: with the system's allocator, reading one takes a sixth longer.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let mut environment = cli::Environment::of_machine();
    cli::run(std::env::args_os(), &mut environment)
}
