//! `anyue man`: the manual page, from the table.

use clap::Args;

use super::answer::Answer;
use super::help::{self, NoSuchPage};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "命令", help = "哪个命令的手册页（默认：anyue 自己的）")]
    command: Vec<String>,
}

/// The headings that the generator writes, and ours.
const HEADINGS: [(&str, &str); 7] = [
    ("NAME", "名称"),
    ("SYNOPSIS", "用法"),
    ("DESCRIPTION", "说明"),
    ("OPTIONS", "选项"),
    ("SUBCOMMANDS", "命令"),
    ("EXTRA", "其他"),
    ("VERSION", "版本"),
];

pub(super) fn run(arguments: &Arguments) -> Result<Answer, NoSuchPage> {
    let command = help::command(&arguments.command)?;
    let mut page = Vec::new();
    clap_mangen::Man::new(command)
        .manual("安月用户手册")
        .render(&mut page)
        .expect("writing to memory does not fail");
    let mut page = String::from_utf8_lossy(&page).into_owned();
    for (english, chinese) in HEADINGS {
        page = page.replace(&format!(".SH {english}\n"), &format!(".SH {chinese}\n"));
    }
    Ok(Answer::text(page.replace("[OPTIONS]", "[选项]")))
}
