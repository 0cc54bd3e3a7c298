//! One campaign as a person or a script needs it at hand: what is due when, and the ids that options take.

use chrono::NaiveDate;
use serde::Serialize;

use super::{CampaignShape, days};
use crate::cli::answer::Answer;
use crate::cli::page::{Page, Piece, Table, Tone};
use crate::cli::shape::moment;
use crate::domain::calendar::{HolidayCalendar, words};
use crate::domain::campaign::{Campaign, FormField};
use crate::domain::figure::{Accumulation, Figure, FigureKind};
use crate::domain::period::{Period, Plan};

#[derive(Debug, Serialize)]
struct WholeCampaign {
    #[serde(flatten)]
    head: CampaignShape,
    kinds: Vec<Named>,
    hazard_levels: Vec<Named>,
    periods: Vec<PeriodShape>,
    fields: Vec<FieldShape>,
    figures: Vec<FigureShape>,
}

#[derive(Debug, Serialize)]
struct Named {
    id: String,
    name: String,
}

#[derive(Debug, Serialize)]
struct PeriodShape {
    period: String,
    name: String,
    /// Last day on time.
    due: NaiveDate,
    deadline: String,
    /// First day covered; `null` where it covers none.
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    remark: Option<String>,
}

#[derive(Debug, Serialize)]
struct FieldShape {
    field: String,
    label: String,
    required: bool,
}

#[derive(Debug, Serialize)]
struct FigureShape {
    figure: String,
    label: String,
    measure: String,
    kind: FigureKind,
    accumulation: Accumulation,
    table: String,
}

pub(super) fn answer(campaign: &Campaign) -> Answer {
    let plan = Plan::of(campaign, HolidayCalendar::built_in());
    let mut page = Page::new();
    head(&mut page, campaign);
    periods(&mut page, &plan);
    fields(&mut page, campaign);
    figures(&mut page, campaign);
    let named = |id: &str, name: &str| Named {
        id: id.to_owned(),
        name: name.to_owned(),
    };
    let kinds = campaign.unit_kinds.iter();
    let levels = campaign.hazard_levels.iter();
    let form = campaign.registration.iter().flat_map(|form| &form.fields);
    let shape = WholeCampaign {
        head: CampaignShape::from(campaign),
        kinds: kinds
            .map(|kind| named(kind.id.as_str(), &kind.name))
            .collect(),
        hazard_levels: levels
            .map(|level| named(level.id.as_str(), &level.name))
            .collect(),
        periods: plan.periods.iter().map(period_shape).collect(),
        fields: form.map(field_shape).collect(),
        figures: campaign.figures.iter().map(figure_shape).collect(),
    };
    Answer::new(page, shape)
}

fn head(page: &mut Page, campaign: &Campaign) {
    page.heading(&campaign.title);
    let mut table = Table::of_texts(["", ""]);
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
    for (label, value) in [
        ("编号", campaign.id.to_string()),
        ("文号", campaign.document.clone()),
        ("主题", campaign.theme.clone()),
        ("发文", campaign.issuer.clone()),
        ("起止", days(campaign)),
        ("单位类别", kinds.join("、")),
        ("隐患等级", levels.join("、")),
    ] {
        table.row([format!("  {label}").into(), value.into()]);
    }
    page.rows(&table);
    for day in &campaign.marked_days {
        page.line(format!("  {}  {}", words::month_day(day.date), day.name));
    }
}

fn periods(page: &mut Page, plan: &Plan) {
    page.line("").heading("期次");
    let mut table = Table::of_texts(["  期次", "名称", "涵盖", "截止", "说明"]);
    for period in &plan.periods {
        let days = period.occurrence.days;
        let remark = period.occurrence.remark.as_ref();
        table.row([
            Piece::from(format!("  {}", period.id)),
            Piece::from(&period.name),
            Piece::from(days.map(|days| days.to_string()).unwrap_or_default()),
            Piece::from(words::deadline(period.deadline())),
            Piece::new(
                remark.map(ToString::to_string).unwrap_or_default(),
                Tone::Warning,
            ),
        ]);
    }
    page.table(&table);
}

fn fields(page: &mut Page, campaign: &Campaign) {
    let Some(form) = &campaign.registration else {
        return;
    };
    page.line("")
        .heading(format!("{} {}", form.label, form.title));
    let mut table = Table::of_texts(["  栏目", "名称", "必填"]);
    for field in &form.fields {
        table.row([
            Piece::from(format!("  {}", field.id)),
            Piece::from(&field.label),
            Piece::from(if field.required { "是" } else { "" }),
        ]);
    }
    page.table(&table);
}

fn figures(page: &mut Page, campaign: &Campaign) {
    for sheet in &campaign.tables {
        page.line("")
            .heading(format!("{} {}（{}）", sheet.label, sheet.title, sheet.id));
        let mut table = Table::of_texts(["  指标", "名称", "量词"]);
        for figure in campaign.figures_of(&sheet.id) {
            table.row([
                Piece::from(format!("  {}", figure.id)),
                Piece::from(&figure.label),
                Piece::from(&figure.measure),
            ]);
        }
        page.table(&table);
    }
}

fn period_shape(period: &Period) -> PeriodShape {
    let days = period.occurrence.days;
    PeriodShape {
        period: period.id.to_string(),
        name: period.name.clone(),
        due: period.occurrence.due,
        deadline: moment(period.deadline()),
        from: days.map(|days| days.from()),
        to: days.map(|days| days.to()),
        remark: period.occurrence.remark.as_ref().map(ToString::to_string),
    }
}

fn field_shape(field: &FormField) -> FieldShape {
    FieldShape {
        field: field.id.to_string(),
        label: field.label.clone(),
        required: field.required,
    }
}

fn figure_shape(figure: &Figure) -> FigureShape {
    FigureShape {
        figure: figure.id.to_string(),
        label: figure.label.clone(),
        measure: figure.measure.clone(),
        kind: figure.kind,
        accumulation: figure.accumulation,
        table: figure.table.to_string(),
    }
}
