//! `anyue completions`: the shell's completion script, from the table.

use clap::Args;
use clap_complete::Shell;

use super::answer::Answer;
use super::args;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "外壳", help = "用哪个命令行外壳")]
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments) -> Answer {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut args::table(), "anyue", &mut script);
    Answer::text(String::from_utf8_lossy(&script))
}
