//! `anyue campaign`: drafts a campaign file from blank forms, begins a new one, checks one, lists the ones that come with the program, shows what one says. Works
//! without a desk, but to show the desk's own.

mod draft;
mod show;

use std::path::{Path, PathBuf};

use chrono::Datelike;
use clap::{Args, Subcommand};
use serde::Serialize;
use serde_json::json;

use super::answer::{Answer, Exit};
use super::failure::Failure;
use super::page::{Page, Piece, Table, Tone};
use super::session::Session;
use crate::domain::campaign::{Campaign, Diagnostic};
use crate::draft::{Question, questions, skeleton};
use crate::ops::campaign::{CampaignFile, Existing, find, known, save};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    #[command(
        about = "由空表和通知起草活动文件",
        after_help = "起草的文件一定能通过检查；拿不准的地方写着“请确认”，核对一处删一处。"
    )]
    Draft(draft::Arguments),
    #[command(about = "写一份带说明的活动文件，照着改成自己的")]
    New(New),
    #[command(about = "检查活动文件，一次列出全部问题")]
    Check(Which),
    #[command(about = "列出程序自带的活动")]
    List,
    #[command(about = "显示一个活动的任务、期次和统计表空格的编号")]
    Show(Shown),
}

#[derive(Debug, Args)]
pub(super) struct New {
    #[arg(value_name = "文件", help = "写到这个文件；- 为标准输出")]
    file: PathBuf,
    #[arg(long, help = "已有同名文件时覆盖它")]
    force: bool,
}

#[derive(Debug, Args)]
pub(super) struct Which {
    #[arg(value_name = "编号或文件", help = "自带活动的编号，或活动文件的路径")]
    campaign: String,
}

#[derive(Debug, Args)]
pub(super) struct Shown {
    #[arg(
        value_name = "编号或文件",
        help = "自带活动的编号，或活动文件的路径（默认：工作台的活动）"
    )]
    campaign: Option<String>,
}

pub(super) fn run(command: &Command, session: &mut Session<'_>) -> Result<Answer, Failure> {
    match command {
        Command::Draft(arguments) => draft::run(arguments, session),
        Command::New(arguments) => new(arguments, session),
        Command::Check(which) => Ok(check(&find(&which.campaign)?)),
        Command::List => Ok(list()),
        Command::Show(which) => Ok(match &which.campaign {
            Some(text) => show::run(&find(text)?),
            None => show::answer(&session.desk()?.campaign),
        }),
    }
}

/// A file to begin from, for the year that it is.
fn new(arguments: &New, session: &Session<'_>) -> Result<Answer, Failure> {
    let source = skeleton(session.today().year());
    if arguments.file == Path::new("-") {
        return Ok(Answer::text(source));
    }
    save(&arguments.file, &source, Existing::or(arguments.force))?;
    let shown = arguments.file.display().to_string();
    let mut page = Page::new();
    page.line(Piece::new(
        format!("已写好 {shown}，照着里面的说明改成自己的"),
        Tone::Good,
    ));
    page.line(format!(
        "改完用 anyue campaign check {shown} 检查；写法见 anyue help campaign-file"
    ));
    Ok(Answer::new(page, json!({ "file": shown })))
}

/// What a check prints.
#[derive(Debug, Serialize)]
struct Checked<'a> {
    /// As it was given.
    file: &'a str,
    /// Whether a desk can be made of it: there is no error.
    sound: bool,
    errors: usize,
    warnings: usize,
    /// In the order of the file.
    diagnostics: &'a [Diagnostic],
    /// What the draft asked and nobody has deleted yet: no fault, but not looked at either.
    questions: Vec<Question>,
}

/// Exit 1 where there is an error; a warning alone is no failure.
fn check(file: &CampaignFile) -> Answer {
    let parsed = file.parse();
    let problems = &parsed.diagnostics;
    let errors = problems.iter().filter(|problem| problem.is_error()).count();
    let shape = Checked {
        file: &file.name,
        sound: parsed.campaign.is_some(),
        errors,
        warnings: problems.len() - errors,
        diagnostics: problems,
        questions: questions(&file.source),
    };
    let mut page = Page::new();
    page.block(&file.render(&parsed), 0);
    if !problems.is_empty() {
        page.line("");
    }
    page.line(verdict(&shape, parsed.campaign.as_ref()));
    if !shape.questions.is_empty() {
        let count = shape.questions.len();
        let text = format!("还有 {count} 处“请确认”，核对一处删一处：");
        page.line(Piece::new(text, Tone::Warning));
        for question in &shape.questions {
            page.line(format!("  第 {} 行  {}", question.line, question.text));
        }
    }
    let mut answer = Answer::new(page, &shape);
    if !shape.sound {
        answer.exit = Exit::NeedsPerson;
    }
    answer
}

fn verdict(checked: &Checked<'_>, campaign: Option<&Campaign>) -> Piece {
    let Some(campaign) = campaign else {
        let warnings = match checked.warnings {
            0 => String::new(),
            n => format!("，提醒 {n} 处"),
        };
        return Piece::new(
            format!(
                "{}：错误 {} 处{warnings}。请改好后再检查一次，写法见 anyue help campaign-file。",
                checked.file, checked.errors
            ),
            Tone::Bad,
        );
    };
    let contents = format!(
        "{}：{} 项任务，{} 张表，{} 个空格，{} 条核对规则",
        campaign.title,
        campaign.duties.len(),
        campaign.tables.len(),
        campaign.figures.len(),
        campaign.checks.len()
    );
    match checked.warnings {
        0 => Piece::new(
            format!("{}：没有问题。{contents}。", checked.file),
            Tone::Good,
        ),
        n => Piece::new(
            format!("{}：可以使用，提醒 {n} 处。{contents}。", checked.file),
            Tone::Warning,
        ),
    }
}

/// What a list prints.
#[derive(Debug, Serialize)]
struct Listed {
    campaigns: Vec<Card>,
}

#[derive(Debug, Serialize)]
struct Card {
    id: String,
    title: String,
    from: String,
    to: String,
    issuer: String,
}

fn list() -> Answer {
    let campaigns: Vec<Card> = known().iter().map(|known| card(&known.campaign)).collect();
    // The title comes last: its quotation marks are wider on some terminals, and would push what follows aside.
    let mut table = Table::of_texts(["编号", "起止", "发文单位", "活动"]);
    for card in &campaigns {
        table.row([
            Piece::from(&card.id),
            Piece::from(format!("{} 至 {}", card.from, card.to)),
            Piece::from(&card.issuer),
            Piece::from(&card.title),
        ]);
    }
    let mut page = Page::new();
    page.table(&table);
    Answer::new(page, Listed { campaigns })
}

fn card(campaign: &Campaign) -> Card {
    Card {
        id: campaign.id.to_string(),
        title: campaign.title.clone(),
        from: campaign.days.from().to_string(),
        to: campaign.days.to().to_string(),
        issuer: campaign.issuer.clone(),
    }
}

#[cfg(test)]
mod tests;
