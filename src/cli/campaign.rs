//! `anyue campaign`: campaign files checked, listed and shown. What is right and wrong in one is the parser's to say.

mod show;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde::Serialize;
use serde_json::json;

use super::answer::Answer;
use super::failure::Failure;
use super::page::{Page, Piece, Table, Tone};
use super::session::Session;
use crate::domain::calendar::words;
use crate::domain::campaign::Campaign;
use crate::ops::campaign::{CampaignFile, find, known, read};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    #[command(about = "检查活动文件，一次列出全部问题")]
    Check(CheckArguments),
    #[command(about = "列出自带的活动")]
    List,
    #[command(about = "显示一个活动：任务、期次、指标、栏目")]
    Show(ShowArguments),
}

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    #[arg(value_name = "文件", help = "活动文件（.toml）")]
    file: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct ShowArguments {
    #[arg(
        value_name = "编号或文件",
        help = "自带活动的编号，或活动文件（默认：工作台的活动）"
    )]
    campaign: Option<String>,
}

#[derive(Debug, Serialize)]
struct Campaigns {
    campaigns: Vec<CampaignShape>,
}

#[derive(Debug, Serialize)]
struct CampaignShape {
    id: String,
    title: String,
    theme: String,
    /// The notice's own number.
    document: String,
    issuer: String,
    from: chrono::NaiveDate,
    /// Inclusive.
    to: chrono::NaiveDate,
}

impl From<&Campaign> for CampaignShape {
    fn from(campaign: &Campaign) -> Self {
        Self {
            id: campaign.id.to_string(),
            title: campaign.title.clone(),
            theme: campaign.theme.clone(),
            document: campaign.document.clone(),
            issuer: campaign.issuer.clone(),
            from: campaign.days.from(),
            to: campaign.days.to(),
        }
    }
}

pub(super) fn run(command: &Command, session: &Session<'_>) -> Result<Answer, Failure> {
    match command {
        Command::Check(arguments) => check(&read(&arguments.file)?),
        Command::List => Ok(list()),
        Command::Show(arguments) => match &arguments.campaign {
            None => Ok(show::answer(&session.desk()?.campaign)),
            Some(text) => {
                let (_, campaign) = sound(text, "没有可显示的活动")?;
                Ok(show::answer(&campaign))
            }
        },
    }
}

/// All problems of a file. One with warnings alone can be used.
fn check(file: &CampaignFile) -> Result<Answer, Failure> {
    let parsed = file.parse();
    let rendered = file.render(&parsed);
    match &parsed.campaign {
        Some(campaign) => {
            let mut page = Page::new();
            page.block(&rendered, 0);
            page.pieces([
                Piece::new("可以使用", Tone::Good),
                Piece::from(format!(
                    "：{}，{} 项报送任务，{} 个指标。",
                    campaign.title,
                    campaign.duties.len(),
                    campaign.figures.len()
                )),
            ]);
            Ok(Answer::new(
                page,
                json!({ "file": file.name, "usable": true, "diagnostics": parsed.diagnostics }),
            ))
        }
        None => Err(refusal(file, "不能使用")),
    }
}

/// A campaign without errors, with its file. A broken one never gets further than this.
pub(super) fn sound(id_or_path: &str, what: &str) -> Result<(CampaignFile, Campaign), Failure> {
    let file = find(id_or_path)?;
    match file.parse().campaign {
        Some(campaign) => Ok((file, campaign)),
        None => Err(refusal(&file, what).hint(format!(
            "改好后用 anyue campaign check {} 再查一遍",
            file.name
        ))),
    }
}

fn refusal(file: &CampaignFile, what: &str) -> Failure {
    let parsed = file.parse();
    let errors = parsed
        .diagnostics
        .iter()
        .filter(|problem| problem.is_error());
    let message = format!(
        "{what}：活动文件 {} 有 {} 处错误",
        file.name,
        errors.count()
    );
    let mut details = Page::new();
    details.block(&file.render(&parsed), 0);
    let json = json!({ "file": file.name, "usable": false, "diagnostics": parsed.diagnostics });
    Failure::of_data(message, details, json)
}

/// From when to when, with the years: notices of several lie side by side.
fn days(campaign: &Campaign) -> String {
    let days = campaign.days;
    format!("{}—{}", words::date(days.from()), words::date(days.to()))
}

fn list() -> Answer {
    let mut table = Table::of_texts(["编号", "起止", "文号", "名称"]);
    let mut campaigns = Vec::new();
    for (_, campaign) in known() {
        table.row([
            Piece::from(campaign.id.as_str()),
            Piece::from(days(&campaign)),
            Piece::from(&campaign.document),
            Piece::from(&campaign.title),
        ]);
        campaigns.push(CampaignShape::from(&campaign));
    }
    let mut page = Page::new();
    page.table(&table);
    Answer::new(page, Campaigns { campaigns })
}
