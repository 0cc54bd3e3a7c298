//! `anyue chase`: the finished texts for late units, ready to be pasted into a chat. Nothing is sent from here; with
//! `--record` the desk notes that they were.

use clap::Args;
use serde::Serialize;

use super::answer::Answer;
use super::failure::Failure;
use super::lookup;
use super::page::Piece;
use super::page::{Page, Tone};
use super::session::Session;
use super::shape::{UnitRef, moment};
use crate::ops::chase::{Chase, SentAs, Whom, chase, record};
use crate::ops::unit;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(
        long,
        value_name = "单位",
        help = "催这个单位，未到期的也提醒；可多次（默认：缺报和退回的）"
    )]
    unit: Vec<String>,
    #[arg(long, value_name = "期次", help = "只催这一期；可多次")]
    period: Vec<String>,
    #[arg(long, help = "只要群发的一段")]
    group: bool,
    #[arg(long, help = "记下已经发出")]
    record: bool,
}

#[derive(Debug, Serialize)]
struct ChaseSheetShape {
    units: Vec<ChaseShape>,
    /// One text for all of them; empty where there is nobody.
    group: String,
    /// How many units were noted as chased.
    recorded: usize,
}

#[derive(Debug, Serialize)]
struct ChaseShape {
    unit: UnitRef,
    liaison: Option<String>,
    text: String,
    owed: Vec<OwedShape>,
    /// How often it was chased before.
    times: u32,
    last: Option<String>,
}

#[derive(Debug, Serialize)]
struct OwedShape {
    period: String,
    name: String,
    state: &'static str,
    deadline: String,
    extended: bool,
    /// When what came was returned, nothing having come since.
    returned_at: Option<String>,
    /// What was remarked then, each with the name of its blank.
    remarks: Vec<String>,
}

pub(super) fn run(arguments: &Arguments, session: &Session<'_>) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    let mut whom = Whom::default();
    for text in &arguments.unit {
        whom.units.push(unit::find(&desk, text)?.id);
    }
    for text in &arguments.period {
        whom.periods.push(desk.period_named(text)?.id.clone());
    }
    let sheet = chase(&desk, &whom, session.now)?;
    let sent_as = match arguments.group {
        true => SentAs::Group,
        false => SentAs::Single,
    };
    let recorded = match arguments.record {
        true => record(&mut desk, &sheet, sent_as, session.now)?,
        false => 0,
    };
    let mut page = Page::new();
    if sheet.units.is_empty() {
        page.line("没有需要催报的单位。");
    } else if arguments.group {
        page.block(&sheet.group, 0);
    } else {
        for one in &sheet.units {
            tell(&mut page, one);
        }
        page.line(Piece::new("—— 群发 ——", Tone::Heading));
        page.block(&sheet.group, 0);
    }
    let shape = ChaseSheetShape {
        units: sheet.units.iter().map(shape).collect(),
        group: sheet.group.clone(),
        recorded,
    };
    let answer = Answer::new(page, shape);
    Ok(match (arguments.record, sheet.units.len()) {
        (_, 0) => answer,
        (true, _) => answer.remark(format!("已记下：催报 {recorded} 个单位。")),
        (false, _) => answer.remark("发出以后，加 --record 再运行一次，记下已催报。"),
    })
}

fn tell(page: &mut Page, one: &Chase) {
    let sent = one
        .sent
        .map_or_else(String::new, |sent| format!("，{}", sent.words()));
    let heading = format!("—— {}（{}）{sent} ——", one.unit.name, one.unit.code);
    page.line(Piece::new(heading, Tone::Heading));
    page.block(&one.text, 0);
    page.line("");
}

fn shape(one: &Chase) -> ChaseShape {
    let owed = one.owed.iter().map(|owed| OwedShape {
        period: owed.period.to_string(),
        name: owed.name.clone(),
        state: lookup::state_name(owed.state),
        deadline: moment(owed.deadline),
        extended: owed.extended,
        returned_at: owed.returned.as_ref().map(|returned| moment(returned.at)),
        remarks: owed
            .returned
            .as_ref()
            .map_or_else(Vec::new, |returned| returned.remarks.clone()),
    });
    ChaseShape {
        unit: UnitRef::from(&one.unit),
        liaison: one.liaison.clone(),
        text: one.text.clone(),
        owed: owed.collect(),
        times: one.sent.map_or(0, |sent| sent.times),
        last: one.sent.map(|sent| moment(sent.last)),
    }
}
