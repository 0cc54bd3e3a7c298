//! `anyue backup`: a sound copy of the desk in a new folder, also while it is in use.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::answer::Answer;
use super::failure::Failure;
use super::page::Page;
use super::session::Session;
use crate::error::Fault;
use crate::ops::desk::back_up;
use crate::ops::material::show_size;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(
        value_name = "目录",
        help = "备份到这个新目录；它本身就是一个可打开的工作台"
    )]
    folder: PathBuf,
}

pub(super) fn run(arguments: &Arguments, session: &Session<'_>) -> Result<Answer, Failure> {
    let desk = session.desk()?;
    let folder = std::path::absolute(&arguments.folder)
        .map_err(|error| Fault::io("确定目录", &arguments.folder, &error))?;
    let done = back_up(&desk, &folder)?;
    let shown = folder.display().to_string();
    let mut page = Page::new();
    page.line(format!("已备份：{}", desk.name));
    page.line(format!(
        "  数据库，材料和空表 {} 个文件（{}），在 {shown}",
        done.files,
        show_size(done.bytes)
    ));
    page.line(format!("要打开备份：anyue --desk {shown}"));
    Ok(Answer::new(
        page,
        json!({ "folder": shown, "files": done.files, "bytes": done.bytes }),
    ))
}
