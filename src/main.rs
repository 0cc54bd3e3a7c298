//! Arguments in, exit code out. Everything else is in the library.

use std::process::ExitCode;

use anyue::cli;

fn main() -> ExitCode {
    let mut environment = cli::Environment::of_machine();
    cli::run(std::env::args_os(), &mut environment)
}
