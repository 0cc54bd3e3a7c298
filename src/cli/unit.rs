//! `anyue unit`: the units of the desk, listed, brought in and changed. A unit is never deleted.

mod change;
mod list;

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::answer::Answer;
use super::failure::Failure;
use super::given::Why;
use super::session::Session;
pub(super) use list::bad_rows;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    #[command(about = "列出单位")]
    List(ListArguments),
    #[command(about = "新增一个单位")]
    Add(AddArguments),
    #[command(about = "从名单导入单位（CSV，或每行一个名称）")]
    Import(ImportArguments),
    #[command(about = "单位更名，原名保留为别名")]
    Rename(RenameArguments),
    #[command(about = "调整单位类别")]
    Kind(KindArguments),
    #[command(about = "增加或删除别名")]
    Alias(AliasArguments),
    #[command(about = "设为免报一段时间")]
    Excuse(ExcuseArguments),
    #[command(about = "取消免报")]
    Unexcuse(UnexcuseArguments),
    #[command(about = "改加入日期：此前到期的不用报")]
    Join(JoinArguments),
    #[command(about = "停用单位，已报送的保留")]
    Close(CloseArguments),
    #[command(about = "恢复停用的单位")]
    Reopen(OneUnit),
}

#[derive(Debug, Args)]
pub(super) struct OneUnit {
    #[arg(value_name = "单位", help = "编码、名称或拼音首字母")]
    unit: String,
}

#[derive(Debug, Args)]
pub(super) struct ListArguments {
    #[arg(
        long,
        value_name = "文字",
        default_value = "",
        help = "名称的一部分、编码或拼音首字母"
    )]
    search: String,
    #[arg(long, value_name = "类别", help = "只列这一类")]
    kind: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct AddArguments {
    #[arg(value_name = "名称", help = "单位名称")]
    name: String,
    #[arg(
        long,
        value_name = "编码",
        default_value = "",
        help = "编码（默认：自动编号）"
    )]
    code: String,
    #[arg(
        long,
        value_name = "类别",
        default_value = "",
        help = "活动文件里的单位类别"
    )]
    kind: String,
    #[arg(
        long,
        value_name = "上级",
        default_value = "",
        help = "上级的编码或名称（默认：本单位）"
    )]
    parent: String,
    #[arg(long, value_name = "别名", help = "别名；可给多次")]
    alias: Vec<String>,
    #[arg(
        long,
        value_name = "代码",
        default_value = "",
        help = "统一社会信用代码"
    )]
    credit_code: String,
    #[arg(
        long,
        value_name = "日期",
        help = "从哪天起报送（默认：今天；尚无报送时为自始）"
    )]
    joined: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct JoinArguments {
    #[command(flatten)]
    which: OneUnit,
    #[arg(value_name = "日期", help = "从哪天起报送；不写是活动一开始就报")]
    on: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct ImportArguments {
    #[arg(value_name = "文件", help = "名单文件，UTF-8 或 GB18030；- 为标准输入")]
    file: PathBuf,
    #[arg(long, help = "有错的行跳过，其余照样导入（默认：一行有错都不导入）")]
    good_rows: bool,
    #[arg(long, help = "只检查，不导入")]
    dry_run: bool,
}

#[derive(Debug, Args)]
pub(super) struct RenameArguments {
    #[command(flatten)]
    which: OneUnit,
    #[arg(value_name = "新名称", help = "新名称")]
    name: String,
}

#[derive(Debug, Args)]
pub(super) struct KindArguments {
    #[command(flatten)]
    which: OneUnit,
    #[arg(value_name = "类别", help = "活动文件里的单位类别")]
    kind: String,
}

#[derive(Debug, Args)]
pub(super) struct AliasArguments {
    #[command(flatten)]
    which: OneUnit,
    #[arg(value_name = "别名", help = "别名")]
    alias: String,
    #[arg(long, help = "删除这个别名")]
    remove: bool,
}

#[derive(Debug, Args)]
pub(super) struct ExcuseArguments {
    #[command(flatten)]
    which: OneUnit,
    #[arg(long, value_name = "日期", help = "从哪天起（默认：活动第一天）")]
    from: Option<String>,
    #[arg(
        long,
        value_name = "日期",
        help = "到哪天止，含当天（默认：最后一个截止日）"
    )]
    to: Option<String>,
    #[command(flatten)]
    why: Why,
}

#[derive(Debug, Args)]
pub(super) struct UnexcuseArguments {
    #[command(flatten)]
    which: OneUnit,
    #[arg(long, value_name = "日期", help = "取消包含这一天的免报（默认：今天）")]
    on: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct CloseArguments {
    #[command(flatten)]
    which: OneUnit,
    #[arg(long, value_name = "日期", help = "从哪天起不再报送（默认：今天）")]
    on: Option<String>,
    #[command(flatten)]
    why: Why,
}

pub(super) fn run(command: &Command, session: &mut Session<'_>) -> Result<Answer, Failure> {
    match command {
        Command::List(arguments) => list::list(arguments, session),
        Command::Import(arguments) => list::import(arguments, session),
        Command::Add(arguments) => change::add(arguments, session),
        Command::Rename(arguments) => change::rename(arguments, session),
        Command::Kind(arguments) => change::kind(arguments, session),
        Command::Alias(arguments) => change::alias(arguments, session),
        Command::Excuse(arguments) => change::excuse(arguments, session),
        Command::Unexcuse(arguments) => change::unexcuse(arguments, session),
        Command::Join(arguments) => change::join(arguments, session),
        Command::Close(arguments) => change::close(arguments, session),
        Command::Reopen(which) => change::reopen(which, session),
    }
}
