//! One answer under review: where it stands, what was remarked, and where two desks say different things, each blank side by
//! side.

use serde_json::{Value, json};

use super::review_shape;
use crate::cli::answer::Answer;
use crate::cli::failure::Failure;
use crate::cli::page::{Page, Table};
use crate::cli::shape::{ProblemShape, UnitRef, moment};
use crate::domain::calendar::words;
use crate::domain::period::PeriodId;
use crate::domain::submission::Revision;
use crate::domain::unit::Unit;
use crate::ops::Desk;
use crate::ops::review::{Compared, Remarked, Reviewed, compare, look};

pub(super) fn show(desk: &Desk, unit: &Unit, period: &PeriodId) -> Result<Answer, Failure> {
    let known = look(desk, unit.id, period)?;
    let name = desk.period(period)?.name.clone();
    let versions: Vec<&Revision> = known.versions().collect();
    let mut differences = compare(&desk.campaign, &versions);
    differences.retain(Compared::differs);
    let answer = shape(unit, period, &known, &versions, &differences);
    let mut page = page(desk, unit, &name, &known);
    if versions.len() > 1 {
        page.rows(&side_by_side(&known, &versions, &differences));
        page.line("裁定：anyue review decide --keep 版号 --reason 理由");
    }
    Ok(Answer::new(page, answer))
}

/// Where it stands, and what was said about it.
fn page(desk: &Desk, unit: &Unit, name: &str, known: &Reviewed) -> Page {
    let mut page = Page::new();
    page.line(format!("{}“{name}”：{}", unit.name, state(known)));
    if let Some(at) = known.received_above {
        page.line(format!("上级 {} 收到", words::moment(at)));
    }
    for review in &known.history {
        let (at, verdict) = (words::moment(review.at), review.verdict.label());
        page.line(format!("{at} {}{verdict}", review.by));
        for remark in Remarked::all(&desk.campaign, review) {
            page.line(format!("  {}", remark.told()));
        }
    }
    page
}

/// The blanks in which the versions differ.
fn side_by_side(known: &Reviewed, versions: &[&Revision], differences: &[Compared]) -> Table {
    let titles = versions.iter().map(|one| {
        let sent = words::moment(one.stamp.sent_at);
        let state = known.state_of(one).label();
        format!("第 {} 版（{sent}，{state}）", one.number)
    });
    let titles: Vec<String> = std::iter::once("不同的空".to_owned())
        .chain(titles)
        .collect();
    let mut table = Table::of_texts(titles.iter().map(String::as_str));
    for difference in differences {
        let cells = std::iter::once(&difference.label).chain(&difference.answers);
        table.row(cells.map(|text| text.replace('\n', " ").into()));
    }
    table
}

fn shape(
    unit: &Unit,
    period: &PeriodId,
    known: &Reviewed,
    versions: &[&Revision],
    differences: &[Compared],
) -> Value {
    json!({
        "unit": UnitRef::from(unit),
        "period": period.to_string(),
        "state": known.standing.as_ref().map(|_| known.state.name()),
        "received_above": known.received_above.map(moment),
        "versions": versions.iter().map(|one| json!({
            "revision": one.number,
            "sent_at": moment(one.stamp.sent_at),
            "received_at": moment(one.stamp.received_at),
            "state": known.state_of(one).name(),
            "narrative": one.content.narrative,
        })).collect::<Vec<_>>(),
        "differences": differences.iter().map(|one| {
            let (place, id) = ProblemShape::place(&one.place);
            json!({"place": place, "id": id, "label": one.label, "answers": one.answers})
        }).collect::<Vec<_>>(),
        "history": known.history.iter().map(review_shape).collect::<Vec<Value>>(),
    })
}

fn state(known: &Reviewed) -> &'static str {
    match (&known.standing, known.rivals.is_empty()) {
        (None, _) => "还没有报送",
        (Some(_), false) => "有两种说法，等待裁定",
        (Some(_), true) => known.state.label(),
    }
}
