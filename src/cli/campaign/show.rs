//! `anyue campaign show`: what a campaign file says, with the ids that scripts need: periods and blanks here, registers,
//! targets, points and awards in `parts`.

mod parts;

use chrono::Datelike;
use serde::Serialize;

use super::{Answer, Campaign, CampaignFile, Card, Page, Piece, Table, card, check};
use crate::domain::calendar::HolidayCalendar;
use crate::domain::calendar::words::{day_from, weekday};
use crate::domain::campaign::Form;
use crate::domain::figure::Figure;
use crate::domain::period::{Period, Plan};

/// What is printed.
#[derive(Debug, Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    card: Card,
    theme: &'a str,
    document: &'a str,
    collector: &'a str,
    unit_kinds: Vec<Named<'a>>,
    hazard_levels: Vec<Named<'a>>,
    fields: Vec<Named<'a>>,
    periods: Vec<PeriodShape>,
    figures: &'a [Figure],
    #[serde(flatten)]
    parts: parts::Parts<'a>,
}

#[derive(Debug, Serialize)]
struct Named<'a> {
    id: &'a str,
    name: &'a str,
}

impl<'a> Named<'a> {
    fn new(id: &'a str, name: &'a str) -> Self {
        Self { id, name }
    }
}

#[derive(Debug, Serialize)]
struct PeriodShape {
    id: String,
    name: String,
    /// First and last day covered; `null` where it covers none.
    from: Option<String>,
    to: Option<String>,
    /// The last day on time.
    due: String,
    /// What there is to say about the due day.
    remark: Option<String>,
}

pub(super) fn run(file: &CampaignFile) -> Answer {
    let parsed = file.parse();
    let Some(campaign) = &parsed.campaign else {
        // A broken file has nothing to show but what is wrong with it.
        return check(file);
    };
    answer(campaign)
}

/// What a sound campaign says.
pub(super) fn answer(campaign: &Campaign) -> Answer {
    let plan = Plan::of(campaign, HolidayCalendar::built_in());
    Answer::new(page(campaign, &plan), shape(campaign, &plan))
}

fn shape<'a>(campaign: &'a Campaign, plan: &Plan) -> Shown<'a> {
    let fields = campaign.registration.iter().flat_map(|form| &form.fields);
    Shown {
        card: card(campaign),
        theme: &campaign.theme,
        document: &campaign.document,
        collector: &campaign.collector,
        unit_kinds: campaign
            .unit_kinds
            .iter()
            .map(|kind| Named {
                id: kind.id.as_str(),
                name: &kind.name,
            })
            .collect(),
        hazard_levels: campaign
            .hazard_levels
            .iter()
            .map(|level| Named {
                id: level.id.as_str(),
                name: &level.name,
            })
            .collect(),
        fields: fields
            .map(|field| Named {
                id: field.id.as_str(),
                name: &field.label,
            })
            .collect(),
        periods: plan.periods.iter().map(period).collect(),
        figures: &campaign.figures,
        parts: parts::Parts::of(campaign),
    }
}

fn period(period: &Period) -> PeriodShape {
    let days = period.occurrence.days;
    PeriodShape {
        id: period.id.to_string(),
        name: period.name.clone(),
        from: days.map(|days| days.from().to_string()),
        to: days.map(|days| days.to().to_string()),
        due: period.occurrence.due.to_string(),
        remark: period.occurrence.remark.as_ref().map(ToString::to_string),
    }
}

fn page(campaign: &Campaign, plan: &Plan) -> Page {
    let mut page = Page::new();
    page.heading(format!("{}（{}）", campaign.title, campaign.id));
    let days = format!("{} 至 {}", campaign.days.from(), campaign.days.to());
    let marked: Vec<String> = campaign
        .marked_days
        .iter()
        .map(|day| format!("{} {}", day_from(day.date, campaign.days.from()), day.name))
        .collect();
    let kinds: Vec<String> = campaign
        .unit_kinds
        .iter()
        .map(|kind| format!("{}（{}）", kind.name, kind.id))
        .collect();
    let levels: Vec<String> = campaign
        .hazard_levels
        .iter()
        .map(|level| format!("{}（{}）", level.name, level.id))
        .collect();
    for (what, says) in [
        ("主题", campaign.theme.clone()),
        ("文号", campaign.document.clone()),
        ("发文单位", campaign.issuer.clone()),
        ("收报处室", campaign.collector.clone()),
        ("起止", days),
        ("重要日子", marked.join("；")),
        ("单位类别", kinds.join("、")),
        ("隐患等级", levels.join("、")),
    ] {
        if !says.is_empty() {
            page.line(format!("{what}：{says}"));
        }
    }
    page.line("")
        .heading("报送任务")
        .table(&periods_table(campaign, plan));
    if let Some(form) = &campaign.registration {
        page.line("")
            .heading(format!("{}　{}", form.label, form.title))
            .table(&fields_table(form));
    }
    for table in &campaign.tables {
        page.line("")
            .heading(format!("{}　{}", table.label, table.title));
        let figures: Vec<&Figure> = campaign.figures_of(&table.id).collect();
        page.table(&figures_table(&figures));
    }
    parts::write(&mut page, campaign);
    page
}

fn periods_table(campaign: &Campaign, plan: &Plan) -> Table {
    // A day without its year is one of the year in which the campaign begins.
    let said = |day| day_from(day, campaign.days.from());
    let mut table = Table::of_texts(["期次", "名称", "统计的日子", "截止", "说明"]);
    for period in &plan.periods {
        let (days, due) = (period.occurrence.days, period.occurrence.due);
        let days = days.map(|days| format!("{}至{}", said(days.from()), said(days.to())));
        let remark = period.occurrence.remark.as_ref().map(ToString::to_string);
        table.row([
            Piece::from(period.id.to_string()),
            Piece::from(&period.name),
            Piece::from(days.unwrap_or_else(|| "不统计".to_owned())),
            Piece::from(format!("{} {}", said(due), weekday(due.weekday()))),
            Piece::from(remark.unwrap_or_default()),
        ]);
    }
    table
}

fn fields_table(form: &Form) -> Table {
    let mut table = Table::of_texts(["编号", "必填", "栏目"]);
    for field in &form.fields {
        table.row([
            Piece::from(field.id.as_str()),
            Piece::from(if field.required { "是" } else { "" }),
            Piece::from(&field.label),
        ]);
    }
    table
}

fn figures_table(figures: &[&Figure]) -> Table {
    let mut table = Table::of_texts(["编号", "量词", "简称"]);
    for figure in figures {
        table.row([
            Piece::from(figure.id.as_str()),
            Piece::from(&figure.measure),
            Piece::from(&figure.label),
        ]);
    }
    table
}
