//! `anyue record`: the registers of the campaign and their records, listed, written, taken from stage to stage, brought
//! in from a table. A record is never deleted.

mod change;
mod import;
mod list;
mod shape;

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::answer::Answer;
use super::failure::Failure;
use super::given::Why;
use super::session::Session;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    #[command(about = "列出这个活动的台账")]
    Registers,
    #[command(about = "列出一本台账的条目")]
    List(ListArguments),
    #[command(about = "一条的全部内容和历次修改")]
    Show(One),
    #[command(about = "登记一条")]
    Add(AddArguments),
    #[command(about = "修改一条")]
    Edit(EditArguments),
    #[command(about = "进入一个阶段，如已验收")]
    Stage(StageArguments),
    #[command(about = "撤销最后到达的阶段")]
    Back(Reasoned),
    #[command(about = "作废一条，仍留在台账里")]
    Void(Reasoned),
    #[command(about = "恢复作废的一条")]
    Restore(One),
    #[command(about = "从表格（CSV）登记许多条，表头写栏目名称")]
    Import(ImportArguments),
}

#[derive(Debug, Args)]
pub(super) struct One {
    #[arg(value_name = "编号", help = "条目编号，见 anyue record list")]
    id: i64,
}

#[derive(Debug, Args)]
pub(super) struct Reasoned {
    #[command(flatten)]
    which: One,
    #[command(flatten)]
    why: Why,
}

#[derive(Debug, Args)]
pub(super) struct ListArguments {
    #[arg(value_name = "台账", help = "台账的编号或名称（只有一本时可以不写）")]
    register: Option<String>,
    #[arg(long, value_name = "单位", help = "只列这个单位的")]
    unit: Option<String>,
    #[arg(long, value_name = "事项", help = "只列通知给定的这一项")]
    row: Option<String>,
    #[arg(long, value_name = "阶段", help = "只列正在这个阶段的")]
    stage: Option<String>,
    #[arg(
        long,
        value_name = "文字",
        default_value = "",
        help = "内容或单位名称里有这段文字，或拼音首字母"
    )]
    search: String,
    #[arg(long, help = "连同作废的")]
    with_void: bool,
}

/// What would be typed into the form.
#[derive(Debug, Args)]
struct Typed {
    #[arg(
        long,
        value_name = "栏目=值",
        help = "填一栏，如 people=30；值留空即清空；可多次"
    )]
    set: Vec<String>,
    #[arg(
        long,
        value_name = "栏目=文件",
        help = "佐证材料；只有一个材料栏时可以只写文件；可多次"
    )]
    material: Vec<String>,
    #[arg(
        long,
        value_name = "理由",
        default_value = "",
        help = "为什么修改；有提醒时必须写"
    )]
    reason: String,
}

#[derive(Debug, Args)]
pub(super) struct AddArguments {
    #[arg(value_name = "台账", help = "台账的编号或名称（只有一本时可以不写）")]
    register: Option<String>,
    #[arg(
        long,
        value_name = "单位",
        help = "谁的事：编码、名称或拼音首字母（默认：本单位）"
    )]
    unit: Option<String>,
    #[arg(long, value_name = "事项", help = "通知给定的哪一项：编号、名称或序号")]
    row: Option<String>,
    #[command(flatten)]
    typed: Typed,
}

#[derive(Debug, Args)]
pub(super) struct EditArguments {
    #[command(flatten)]
    which: One,
    #[command(flatten)]
    typed: Typed,
}

#[derive(Debug, Args)]
pub(super) struct StageArguments {
    #[command(flatten)]
    which: One,
    #[arg(value_name = "阶段", help = "阶段的编号或名称")]
    stage: String,
    #[arg(long, value_name = "日期", help = "哪一天（默认：今天）")]
    on: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct ImportArguments {
    #[arg(value_name = "台账", help = "台账的编号或名称")]
    register: String,
    #[arg(
        value_name = "文件",
        help = "CSV，UTF-8 或 GB18030；- 为标准输入。有编号的行修改那一条，没有的新增"
    )]
    file: PathBuf,
    #[arg(long, help = "有错的行跳过，其余照样登记（默认：一行有错都不登记）")]
    good_rows: bool,
    #[arg(long, conflicts_with = "good_rows", help = "只检查，不登记")]
    dry_run: bool,
    #[arg(
        long,
        value_name = "理由",
        default_value = "",
        help = "为什么修改；有提醒时必须写"
    )]
    reason: String,
}

pub(super) fn run(command: &Command, session: &mut Session<'_>) -> Result<Answer, Failure> {
    match command {
        Command::Registers => list::registers(session),
        Command::List(arguments) => list::list(arguments, session),
        Command::Show(which) => list::show(which, session),
        Command::Add(arguments) => change::add(arguments, session),
        Command::Edit(arguments) => change::edit(arguments, session),
        Command::Stage(arguments) => change::stage(arguments, session),
        Command::Back(arguments) => change::back(arguments, session),
        Command::Void(arguments) => change::void(arguments, session),
        Command::Restore(which) => change::restore(which, session),
        Command::Import(arguments) => import::import(arguments, session),
    }
}
