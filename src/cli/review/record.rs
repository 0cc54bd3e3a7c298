//! Records of registers that two desks wrote differently: listed, one field by field, and decided.

use clap::Args;
use serde_json::{Value, json};

use crate::cli::answer::Answer;
use crate::cli::failure::Failure;
use crate::cli::given::Why;
use crate::cli::page::{Page, Table};
use crate::cli::session::Session;
use crate::cli::shape::{ProblemShape, UnitRef, moment};
use crate::domain::calendar::words;
use crate::domain::id::RecordId;
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::record::{Contested, contested_record, decide};

#[derive(Debug, Args)]
pub(in crate::cli) struct One {
    #[arg(value_name = "编号", help = "条目编号，见 anyue review list")]
    id: i64,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Decide {
    #[command(flatten)]
    which: One,
    #[arg(long, value_name = "版", help = "以第几版为准")]
    keep: u32,
    #[command(flatten)]
    why: Why,
}

impl One {
    fn find(&self, desk: &Desk) -> Result<Contested, Fault> {
        contested_record(desk, RecordId(self.id))?.ok_or_else(|| {
            Fault::problem(format!("编号 {} 的条目没有两种说法", self.id))
                .hint("全部内容和历次修改用 anyue record show 查看")
        })
    }
}

pub(super) fn show(which: &One, desk: &Desk) -> Result<Answer, Failure> {
    let contested = which.find(desk)?;
    Ok(Answer::new(page(&contested), shape(desk, &contested)?))
}

pub(super) fn decided(
    arguments: &Decide,
    desk: &mut Desk,
    session: &Session<'_>,
) -> Result<Answer, Failure> {
    let Contested { kept, name, .. } = arguments.which.find(desk)?;
    let (id, keep) = (kept.record.id, arguments.keep);
    let number = decide(desk, id, keep, None, &arguments.why.reason, session.now);
    let number = number.map_err(Fault::from)?;
    let mut page = Page::new();
    page.line(format!(
        "已裁定：{name}以第 {keep} 版为准，存为第 {number} 版"
    ));
    page.line("结果会随下一个包告诉对方");
    Ok(Answer::new(
        page,
        json!({"id": id, "kept": keep, "revision": number}),
    ))
}

/// The records that are contested, below the reports.
pub(super) fn list(page: &mut Page, desk: &Desk, contested: &[Contested]) -> Result<(), Fault> {
    if contested.is_empty() {
        return Ok(());
    }
    page.heading("台账里有两种说法的");
    let mut table = Table::of_texts(["编号", "单位", "条目", "不同的栏"]);
    for one in contested {
        let unit = desk.unit(one.kept.record.unit)?;
        let labels = one.differences.iter().map(|one| one.label.as_str());
        table.row([
            one.kept.record.id.0.to_string().into(),
            format!("{}（{}）", unit.name, unit.code).into(),
            one.name.as_str().into(),
            labels.collect::<Vec<_>>().join("、").into(),
        ]);
    }
    page.rows(&table);
    page.line(format!(
        "共 {} 条。anyue review record 编号 逐栏对照，decide-record 裁定",
        contested.len()
    ));
    Ok(())
}

/// One record, field by field.
fn page(contested: &Contested) -> Page {
    let mut page = Page::new();
    page.line(format!("{}：有两种说法，等待裁定", contested.name));
    let titles = contested.versions.iter().map(|one| {
        let at = words::moment(one.at);
        format!("第 {} 版（{}，{at}）", one.number, one.actor)
    });
    let titles: Vec<String> = std::iter::once("不同的栏".to_owned())
        .chain(titles)
        .collect();
    let mut table = Table::of_texts(titles.iter().map(String::as_str));
    for one in &contested.differences {
        let cells = std::iter::once(&one.label).chain(&one.answers);
        table.row(cells.map(|text| text.replace('\n', " ").into()));
    }
    page.rows(&table);
    page.line(format!(
        "没有裁定以前按第 {} 版计；裁定：anyue review decide-record {} --keep 版号 --reason 理由",
        contested.kept.revision, contested.kept.record.id.0
    ));
    page
}

/// A contested record in a list.
pub(super) fn item(desk: &Desk, contested: &Contested) -> Result<Value, Fault> {
    let record = &contested.kept.record;
    let labels = contested.differences.iter().map(|one| one.label.as_str());
    Ok(json!({
        "id": record.id,
        "register": record.register,
        "name": contested.name,
        "unit": UnitRef::from(&desk.unit(record.unit)?),
        "labels": labels.collect::<Vec<_>>(),
    }))
}

fn shape(desk: &Desk, contested: &Contested) -> Result<Value, Fault> {
    let record = &contested.kept.record;
    Ok(json!({
        "id": record.id,
        "register": record.register,
        "name": contested.name,
        "unit": UnitRef::from(&desk.unit(record.unit)?),
        "counted": contested.kept.revision,
        "versions": contested.versions.iter().map(|one| json!({
            "revision": one.number,
            "at": moment(one.at),
            "by": one.actor,
            "reason": one.reason,
        })).collect::<Vec<_>>(),
        "differences": contested.differences.iter().map(|one| {
            let (place, id) = ProblemShape::place(&one.place);
            json!({"place": place, "id": id, "label": one.label, "answers": one.answers})
        }).collect::<Vec<_>>(),
    }))
}
