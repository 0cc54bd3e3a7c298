//! 免报: what is asked when a unit is let off for some days, or is to report again, and what is told once it is done. The
//! list of units and the matrix of progress ask the same.

use chrono::NaiveDate;

use super::day_field;
use crate::domain::calendar::{DayRange, Instant, words};
use crate::domain::id::UnitId;
use crate::domain::unit::{Excusal, Unit};
use crate::error::Fault;
use crate::ops::{Desk, unit};
use crate::tui::kit::dialog::Dialog;
use crate::tui::kit::form::{Form, Item, Remark};

/// The most characters of a reason.
const REASON: usize = 200;

/// Letting a unit off, or not any longer.
#[derive(Debug, Clone, PartialEq)]
pub enum Excusing {
    Begin {
        unit: UnitId,
        days: DayRange,
        reason: String,
    },
    /// Takes back the excusal that covers the day.
    End { unit: UnitId, day: NaiveDate },
}

/// The question before a unit is let off, with the days that are offered.
pub fn question(unit: &Unit, from: NaiveDate, to: NaiveDate) -> Dialog {
    let form = Form::new(vec![
        day_field::item("from", "从", Some(from)).required(true),
        day_field::item("to", "到", Some(to))
            .required(true)
            .hint("含当天；这几天内到期的报送任务都免报"),
        Item::line("reason", "理由", "", REASON)
            .required(true)
            .hint("如：全员参加集中隔离点保障"),
    ]);
    let text = format!("{}（{}）", unit.name, unit.code);
    Dialog::form("免报", text, form, "免报")
}

/// The question before a unit has to report again.
pub fn question_of_end(unit: &Unit, excusal: &Excusal) -> Dialog {
    let text = format!(
        "{}\n{}。\n取消以后，这几天内到期的报送任务照常要报。",
        unit.name,
        in_words(excusal)
    );
    Dialog::confirm("取消免报", text, "取消免报").careful()
}

/// `6月1日至6月20日免报，理由：装修停业`
pub fn in_words(excusal: &Excusal) -> String {
    let (from, to) = (words::month_day(excusal.from), words::month_day(excusal.to));
    format!("{from}至{to}免报，理由：{}", excusal.reason)
}

/// What the answered question asks for, or everything that is wrong with it, by the ids of its items. A day without a
/// year is the one nearest to `near`.
pub fn read(
    value: impl Fn(&str) -> String,
    unit: &Unit,
    near: NaiveDate,
) -> Result<Excusing, Vec<(&'static str, Remark)>> {
    let mut wrong = Vec::new();
    let mut day = |id: &'static str| {
        let read = day_field::read_required(&value(id), near);
        read.map_err(|remark| wrong.push((id, remark))).ok()
    };
    let (from, to) = (day("from"), day("to"));
    let days = from.zip(to).map(|(from, to)| DayRange::new(from, to));
    let days = match days {
        Some(Ok(days)) => Some(days),
        Some(Err(_)) => {
            wrong.push(("to", Remark::bad("不能早于开始的日期")));
            None
        }
        None => None,
    };
    if let Some(other) = days.and_then(|days| unit.excusal_in_the_way(days)) {
        let text = format!("与已有的一段重叠：{}", in_words(other));
        wrong.push(("from", Remark::bad(text)));
    }
    let reason = value("reason").trim().to_owned();
    if reason.is_empty() {
        wrong.push(("reason", Remark::bad("请写明理由")));
    }
    match days {
        Some(days) if wrong.is_empty() => Ok(Excusing::Begin {
            unit: unit.id,
            days,
            reason,
        }),
        _ => Err(wrong),
    }
}

/// Carries it out; answers what to tell.
pub fn perform(desk: &mut Desk, what: Excusing, now: Instant) -> Result<String, Fault> {
    match what {
        Excusing::Begin { unit, days, reason } => {
            unit::excuse(desk, unit, days, &reason, now)?;
            let (from, to) = (words::month_day(days.from()), words::month_day(days.to()));
            // Whoever had one report in mind learns what else falls due within the days.
            let due = desk.plan.periods.iter();
            let due = due.filter(|period| days.contains(period.occurrence.due));
            let due: Vec<&str> = due.map(|period| period.short_name.as_str()).collect();
            let which = match due.as_slice() {
                [] => "没有到期的".to_owned(),
                due => due.join("、"),
            };
            let name = desk.unit(unit)?.name;
            Ok(format!("已免报：{name} {from}至{to}（{which}）"))
        }
        Excusing::End { unit, day } => {
            unit::unexcuse(desk, unit, day, now)?;
            Ok(format!("已取消{}的免报", desk.unit(unit)?.name))
        }
    }
}
