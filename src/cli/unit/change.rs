//! Adds one unit, and changes one.

use serde_json::json;

use super::list::UnitShape;
use super::{
    AddArguments, AliasArguments, CloseArguments, ExcuseArguments, JoinArguments, KindArguments,
    OneUnit, RenameArguments, UnexcuseArguments,
};
use crate::cli::answer::Answer;
use crate::cli::failure::Failure;
use crate::cli::page::Page;
use crate::cli::session::Session;
use crate::domain::calendar::{DayRange, words};
use crate::domain::id::UnitId;
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::unit::{self, UnitInput};

pub(super) fn add(arguments: &AddArguments, session: &Session<'_>) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    let input = UnitInput {
        code: arguments.code.clone(),
        name: arguments.name.clone(),
        kind: arguments.kind.clone(),
        parent: arguments.parent.clone(),
        aliases: arguments.alias.clone(),
        credit_code: arguments.credit_code.clone(),
        joined_on: match &arguments.joined {
            Some(text) => text.clone(),
            None => {
                let usual = unit::usual_joining(&desk, session.now)?;
                usual.map(|day| day.to_string()).unwrap_or_default()
            }
        },
        closed_on: String::new(),
    };
    let added = unit::add(&mut desk, &input, session.now).map_err(Fault::from)?;
    let line = format!("已新增：{}（编码 {}）。", added.name, added.code);
    let answer = told(&desk, added.id, &line)?;
    Ok(match added.joined_on {
        Some(day) if arguments.joined.is_none() => answer.remark(format!(
            "自 {} 起报送，此前到期的不算缺报；活动一开始就该报的：anyue unit join {}",
            words::date(day),
            added.code
        )),
        _ => answer,
    })
}

pub(super) fn join(arguments: &JoinArguments, session: &Session<'_>) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    let which = unit::find(&desk, &arguments.which.unit)?;
    let on = match &arguments.on {
        Some(text) => Some(session.day("加入日期", text, &desk)?),
        None => None,
    };
    unit::join(&mut desk, which.id, on, session.now)?;
    let since = on.map_or_else(
        || "活动一开始就报送".to_owned(),
        |on| format!("自 {} 起报送，此前到期的不算缺报", words::date(on)),
    );
    told(
        &desk,
        which.id,
        &format!("已改加入日期：{}，{since}。", which.name),
    )
}

pub(super) fn rename(
    arguments: &RenameArguments,
    session: &Session<'_>,
) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    let before = unit::find(&desk, &arguments.which.unit)?;
    unit::rename(&mut desk, before.id, &arguments.name, session.now)?;
    let after = desk.unit(before.id)?;
    let line = match before.name == after.name {
        true => format!("没有改动：名称本来就是 {}。", after.name),
        false => format!(
            "已更名：{} 改为 {}，原名保留为别名。",
            before.name, after.name
        ),
    };
    told(&desk, before.id, &line)
}

pub(super) fn kind(arguments: &KindArguments, session: &Session<'_>) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    let which = unit::find(&desk, &arguments.which.unit)?;
    unit::set_kind(&mut desk, which.id, &arguments.kind, session.now)?;
    told(
        &desk,
        which.id,
        &format!("已调整类别：{}，{}。", which.name, arguments.kind),
    )
}

pub(super) fn alias(arguments: &AliasArguments, session: &Session<'_>) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    let which = unit::find(&desk, &arguments.which.unit)?;
    let (change, word): (fn(_, _, &str, _) -> _, _) = match arguments.remove {
        true => (unit::remove_alias, "删除"),
        false => (unit::add_alias, "增加"),
    };
    change(&mut desk, which.id, &arguments.alias, session.now)?;
    let line = format!("已{word}别名：{}，{}。", which.name, arguments.alias);
    told(&desk, which.id, &line)
}

pub(super) fn excuse(
    arguments: &ExcuseArguments,
    session: &Session<'_>,
) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    let which = unit::find(&desk, &arguments.which.unit)?;
    let from = match &arguments.from {
        Some(text) => session.day("--from", text, &desk)?,
        None => desk.campaign.days.from(),
    };
    let to = match &arguments.to {
        Some(text) => session.day("--to", text, &desk)?,
        None => last_due(&desk),
    };
    let days = DayRange::new(from, to).map_err(|error| Fault::problem(error.to_string()))?;
    unit::excuse(
        &mut desk,
        which.id,
        days,
        &arguments.why.reason,
        session.now,
    )?;
    let line = format!(
        "已设为免报：{}，{} 至 {}。",
        which.name,
        words::date(from),
        words::date(to)
    );
    told(&desk, which.id, &line)
}

/// The last day on which anything falls due, which may lie after the campaign's own last day.
fn last_due(desk: &Desk) -> chrono::NaiveDate {
    let dues = desk.plan.periods.iter().map(|period| period.occurrence.due);
    dues.fold(desk.campaign.days.to(), Ord::max)
}

pub(super) fn unexcuse(
    arguments: &UnexcuseArguments,
    session: &Session<'_>,
) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    let which = unit::find(&desk, &arguments.which.unit)?;
    let on = day_or_today("--on", arguments.on.as_deref(), &desk, session)?;
    unit::unexcuse(&mut desk, which.id, on, session.now)?;
    told(&desk, which.id, &format!("已取消免报：{}。", which.name))
}

pub(super) fn close(arguments: &CloseArguments, session: &Session<'_>) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    let which = unit::find(&desk, &arguments.which.unit)?;
    let on = day_or_today("--on", arguments.on.as_deref(), &desk, session)?;
    unit::close(&mut desk, which.id, on, &arguments.why.reason, session.now)?;
    let line = format!(
        "已停用：{}，{}起不再报送；已报送的保留。",
        which.name,
        words::date(on)
    );
    told(&desk, which.id, &line)
}

pub(super) fn reopen(which: &OneUnit, session: &Session<'_>) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    let which = unit::find(&desk, &which.unit)?;
    unit::reopen(&mut desk, which.id, session.now)?;
    told(&desk, which.id, &format!("已恢复：{}。", which.name))
}

fn day_or_today(
    option: &str,
    text: Option<&str>,
    desk: &Desk,
    session: &Session<'_>,
) -> Result<chrono::NaiveDate, Fault> {
    text.map_or_else(
        || Ok(session.today()),
        |text| session.day(option, text, desk),
    )
}

/// What was done, and the unit as it is now.
fn told(desk: &Desk, id: UnitId, line: &str) -> Result<Answer, Failure> {
    let all = desk.units()?;
    let shape = UnitShape::of(&desk.unit(id)?, &all, &desk.campaign);
    let mut page = Page::new();
    page.line(line);
    Ok(Answer::new(page, json!({ "unit": shape })))
}
