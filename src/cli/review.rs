//! `anyue review`: what needs a look, and what is decided about it: accepted, returned with remarks, or which of two holds;
//! of reports, and of records of registers that two desks wrote differently.

mod record;
mod show;

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::answer::Answer;
use super::failure::Failure;
use super::given::{OwnReport, Report, Why};
use super::page::{Page, Table};
use super::session::Session;
use super::shape::{ProblemShape, UnitRef, moment};
use crate::domain::calendar::words;
use crate::domain::period::PeriodId;
use crate::domain::problem::Place;
use crate::domain::review::{Comment, Review};
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::record::contested;
use crate::ops::review::{
    Item, Need, Remarked, accept, decide, give_back, inbox, place_name, reopen, take_back,
};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    #[command(about = "列出要看的，每份说明缘由")]
    List,
    #[command(about = "看一份：到了哪一步、审核意见、两种说法逐空对照")]
    Show(OwnReport),
    #[command(about = "通过")]
    Accept(Report),
    #[command(about = "退回，在要改的空上写明意见")]
    Return(Return),
    #[command(about = "撤回写错的意见；都撤回的，重新等待审核")]
    TakeBack(TakeBack),
    #[command(about = "两种说法，裁定以哪一版为准")]
    Decide(Decide),
    #[command(about = "撤销裁定，仍是两种说法")]
    Reopen(Reopen),
    #[command(about = "看台账里有两种说法的一条：逐栏对照")]
    Record(record::One),
    #[command(about = "台账里有两种说法的一条，裁定以哪一版为准")]
    DecideRecord(record::Decide),
}

#[derive(Debug, Args)]
pub(super) struct Return {
    #[command(flatten)]
    one: Report,
    #[arg(
        long,
        value_name = "意见",
        required = true,
        help = "空=意见，如 study_people=请核对；整份的写 whole；可多次"
    )]
    comment: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct Decide {
    #[command(flatten)]
    one: OwnReport,
    #[arg(long, value_name = "版", help = "以第几版为准")]
    keep: u32,
    #[arg(
        long,
        value_name = "理由",
        default_value = "",
        help = "凭什么这样裁定（必须写）"
    )]
    reason: String,
}

#[derive(Debug, Args)]
pub(super) struct TakeBack {
    #[command(flatten)]
    one: Report,
    #[arg(long, value_name = "空", help = "只撤回这一处的，可多次（默认：全部）")]
    at: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct Reopen {
    #[command(flatten)]
    one: OwnReport,
    #[command(flatten)]
    why: Why,
}

pub(super) fn run(command: &Command, session: &Session<'_>) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    match command {
        Command::Record(which) => record::show(which, &desk),
        Command::DecideRecord(arguments) => record::decided(arguments, &mut desk, session),
        Command::List => list(&desk),
        Command::Show(one) => {
            let (unit, period) = one.find(&desk)?;
            show::show(&desk, &unit, &period.id)
        }
        Command::Accept(one) => {
            let (unit, period) = place(&desk, one)?;
            let review = accept(&mut desk, unit.id, &period, None, session.now)?;
            Ok(decided(&desk, &unit, &period, &review)?)
        }
        Command::Return(arguments) => {
            let (unit, period) = place(&desk, &arguments.one)?;
            let comments = comments(&desk, &arguments.comment)?;
            let review = give_back(&mut desk, unit.id, &period, None, comments, session.now)?;
            Ok(decided(&desk, &unit, &period, &review)?)
        }
        Command::TakeBack(arguments) => {
            let (unit, period) = place(&desk, &arguments.one)?;
            let places = arguments.at.iter().map(|id| named_place(&desk, id));
            let places: Vec<Place> = places.collect();
            let review = take_back(&mut desk, unit.id, &period, None, &places, session.now)?;
            Ok(decided(&desk, &unit, &period, &review)?)
        }
        Command::Reopen(arguments) => {
            let (unit, period) = arguments.one.find(&desk)?;
            let reason = &arguments.why.reason;
            reopen(&mut desk, unit.id, &period.id, None, reason, session.now)?;
            let mut page = Page::new();
            page.line(format!(
                "已撤销裁定：{}“{}”又是两种说法",
                unit.name, period.name
            ));
            Ok(Answer::new(
                page,
                json!({"unit": UnitRef::from(&unit), "period": period.id.to_string()}),
            ))
        }
        Command::Decide(arguments) => {
            let (unit, period) = arguments.one.find(&desk)?;
            let (keep, reason) = (arguments.keep, arguments.reason.as_str());
            let at = &period.id;
            let number = decide(&mut desk, unit.id, at, keep, None, reason, session.now)?;
            let mut page = Page::new();
            page.line(format!(
                "已裁定：{}“{}”以第 {keep} 版为准，存为第 {number} 版",
                unit.name, period.name
            ));
            Ok(Answer::new(
                page,
                json!({
                    "unit": UnitRef::from(&unit),
                    "period": period.id.to_string(),
                    "kept": keep,
                    "revision": number,
                }),
            ))
        }
    }
}

fn place(desk: &Desk, one: &Report) -> Result<(Unit, PeriodId), Fault> {
    let (unit, period) = one.find(desk)?;
    Ok((unit, period.id))
}

/// Reads `study_people=请核对`: a figure, a field, a hazard level, or a part of the whole.
fn comments(desk: &Desk, texts: &[String]) -> Result<Vec<Comment>, Fault> {
    texts
        .iter()
        .map(|text| {
            let (place, said) = text.split_once('=').ok_or_else(|| {
                Fault::problem(format!("--comment “{text}”没有写成 空=意见"))
                    .hint("例如 --comment study_people=请核对参与人次")
            })?;
            Ok(Comment {
                place: named_place(desk, place),
                text: said.to_owned(),
            })
        })
        .collect()
}

/// The place that an id is meant for.
fn named_place(desk: &Desk, id: &str) -> Place {
    let campaign = &desk.campaign;
    match id.trim() {
        "narrative" => Place::Narrative,
        "material" => Place::Material,
        "whole" => Place::Whole,
        id if campaign.field(&id.into()).is_some() => Place::Field(id.into()),
        id if campaign.hazard_level(&id.into()).is_some() => Place::Hazards(id.into()),
        id => Place::Figure(id.into()),
    }
}

fn decided(desk: &Desk, unit: &Unit, period: &PeriodId, review: &Review) -> Result<Answer, Fault> {
    let name = &desk.period(period)?.name;
    let mut page = Page::new();
    page.line(format!(
        "已{}：{}“{name}”",
        review.verdict.label(),
        unit.name
    ));
    for comment in &review.comments {
        let remark = Remarked::of(&desk.campaign, comment);
        page.line(format!("  {}", remark.told()));
    }
    page.line("结果会随下一个活动包发给它：anyue packet campaign");
    Ok(Answer::new(
        page,
        json!({
            "unit": UnitRef::from(unit),
            "period": period.to_string(),
            "review": review_shape(review),
        }),
    ))
}

/// A decision wherever one is told.
fn review_shape(review: &Review) -> Value {
    json!({
        "verdict": review.verdict.name(),
        "at": moment(review.at),
        "by": review.by,
        "comments": review.comments.iter().map(|comment| {
            let (place, id) = ProblemShape::place(&comment.place);
            json!({"place": place, "id": id, "text": comment.text})
        }).collect::<Vec<_>>(),
    })
}

fn list(desk: &Desk) -> Result<Answer, Failure> {
    let items = inbox(desk)?;
    let contested = contested(desk)?;
    let mut page = Page::new();
    if items.is_empty() && contested.is_empty() {
        page.line("没有要审核的报送");
    }
    if !items.is_empty() {
        let mut table = Table::of_texts(["单位", "期次", "收到", "要看的缘由"]);
        for item in &items {
            let name = desk.period(&item.period)?.name.clone();
            table.row([
                format!("{}（{}）", item.unit.name, item.unit.code).into(),
                name.into(),
                words::moment(item.received_at).into(),
                needs(desk, item).into(),
            ]);
        }
        page.rows(&table);
        page.line(format!(
            "共 {} 份。anyue review show 看一份，accept 通过，return 退回",
            items.len()
        ));
    }
    record::list(&mut page, desk, &contested)?;
    let items: Vec<Value> = items.iter().map(|item| shape(desk, item)).collect();
    let records = contested.iter().map(|one| record::item(desk, one));
    let records = records.collect::<Result<Vec<Value>, Fault>>()?;
    Ok(Answer::new(
        page,
        json!({ "items": items, "records": records }),
    ))
}

/// Every reason, the gravest first; strange numbers with what is usual.
fn needs(desk: &Desk, item: &Item) -> String {
    let told = item.needs.iter().map(|need| need.told(&desk.campaign));
    told.collect::<Vec<_>>().join("；")
}

fn shape(desk: &Desk, item: &Item) -> Value {
    let problems = item.needs.iter().flat_map(|need| match need {
        Need::Problems(problems) => problems.iter().map(ProblemShape::from).collect(),
        _ => Vec::new(),
    });
    let strange = item.needs.iter().flat_map(|need| match need {
        Need::Strange(strange) => strange.as_slice(),
        _ => &[],
    });
    let strange = strange.map(|one| {
        json!({
            "figure": one.figure,
            "label": place_name(&desk.campaign, &Place::Figure(one.figure.clone())),
            "number": one.outlier.number,
            "median": one.outlier.median,
            "usual": one.outlier.usual,
            "against": if one.is_own { "own" } else { "kind" },
        })
    });
    json!({
        "unit": UnitRef::from(&item.unit),
        "period": item.period.to_string(),
        "revision": item.revision,
        "received_at": moment(item.received_at),
        "needs": item.needs.iter().map(Need::name).collect::<Vec<_>>(),
        "problems": problems.collect::<Vec<_>>(),
        "outliers": strange.collect::<Vec<_>>(),
    })
}
