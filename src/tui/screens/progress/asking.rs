//! The dialogs in which a coordinator says how a unit stands: received on paper or by mail, given more time, let off.
//! Each asks for a reason and does nothing until it is accepted; what is wrong stands beside its field.

use chrono::{Datelike, NaiveDate, NaiveTime};

use super::work::Change;
use crate::domain::calendar::{
    DayRange, Instant, Moment, MomentError, read_date, read_moment, words,
};
use crate::domain::id::UnitId;
use crate::domain::period::Period;
use crate::domain::submission::Channel;
use crate::domain::unit::Excusal;
use crate::ops::status::{Cell, Row};
use crate::text::digits::fold_width;
use crate::tui::kit::dialog::{Dialog, Verdict};
use crate::tui::kit::form::{Form, Item, Remark};
use crate::tui::kit::input::Input;

/// Longer reasons belong into a report.
const LONGEST_REASON: usize = 200;
const LONGEST_DATE: usize = 40;
const CHANNELS: [Channel; 2] = [Channel::Paper, Channel::Email];

/// An open dialog.
#[derive(Debug)]
pub struct Asking {
    pub dialog: Dialog,
    unit: UnitId,
    period: Period,
    what: What,
    /// The desk has been asked; the dialog stays until it has answered, so that nothing typed is lost where it cannot.
    pub under_way: bool,
}

#[derive(Debug, Clone, Copy)]
enum What {
    Receive,
    Extend { has_one: bool },
    Excuse,
    Unexcuse { on: NaiveDate },
}

/// What came of an input.
#[derive(Debug, PartialEq)]
pub enum Heard {
    Open,
    Closed,
    Accepted(Change),
}

impl Asking {
    fn new(row: &Row, period: &Period, what: What, dialog: Dialog) -> Self {
        Self {
            dialog,
            unit: row.unit.id,
            period: period.clone(),
            what,
            under_way: false,
        }
    }

    /// 登记收件
    pub fn receive(row: &Row, period: &Period, cell: &Cell, now: Instant) -> Self {
        let form = Form::new(vec![
            Item::choice(
                "channel",
                "方式",
                CHANNELS.map(Channel::label),
                Channel::Paper.label(),
            )
            .required(true),
            Item::line("at", "收到时间", &moment(now), LONGEST_DATE)
                .required(true)
                .hint("如 2020-06-18 09:30，或 6月18日 9点30分"),
            reason("如：网络故障，联络员送来纸质材料"),
        ]);
        let mut text = subject(row, period, cell);
        if let Some(at) = cell.receipt.received_at {
            let at = words::moment(at);
            text.push_str(&format!(
                "\n{at} 已收到；再次登记只补记时间，已报的内容不变。"
            ));
        }
        let dialog = Dialog::form("登记收件", text, form, "登记");
        Self::new(row, period, What::Receive, dialog)
    }

    /// 延期
    pub fn extend(row: &Row, period: &Period, cell: &Cell) -> Self {
        let has_one = cell.receipt.extended_to.is_some();
        let hint = if has_one {
            "只写日期，当天 24:00 前都算按时；留空则取消延期"
        } else {
            "如 6月20日，当天 24:00 前都算按时"
        };
        let until = cell.receipt.extended_to.map_or(String::new(), last_day);
        let form = Form::new(vec![
            Item::line("until", "延期到", &until, LONGEST_DATE)
                .required(!has_one)
                .hint(hint),
            reason("如：6月17日全院停电"),
        ]);
        let dialog = Dialog::form("延期", subject(row, period, cell), form, "延期");
        Self::new(row, period, What::Extend { has_one }, dialog)
    }

    /// 免报, or taking it back where the unit is let off already.
    pub fn excuse(row: &Row, period: &Period) -> Self {
        let due = period.occurrence.due;
        if let Some(excusal) = row.unit.excusal_on(due) {
            return Self::unexcuse(row, period, excusal);
        }
        let form = Form::new(vec![
            Item::line("from", "从", &due.to_string(), LONGEST_DATE).required(true),
            Item::line("to", "到", &due.to_string(), LONGEST_DATE)
                .required(true)
                .hint("含当天；这几天内到期的报送任务都免报"),
            reason("如：全员参加集中隔离点保障"),
        ]);
        let text = format!("{}（{}）", row.unit.name, row.unit.code);
        let dialog = Dialog::form("免报", text, form, "免报");
        Self::new(row, period, What::Excuse, dialog)
    }

    fn unexcuse(row: &Row, period: &Period, excusal: &Excusal) -> Self {
        let (from, to) = (words::date(excusal.from), words::date(excusal.to));
        let text = format!(
            "{}在 {from} 至 {to} 免报，理由：{}。\n取消以后，这几天内到期的报送任务照常要报。",
            row.unit.name, excusal.reason
        );
        let dialog = Dialog::confirm("取消免报", text, "取消免报").careful();
        let on = excusal.from;
        Self::new(row, period, What::Unexcuse { on }, dialog)
    }

    pub fn hear(&mut self, input: Input<'_>, now: Instant) -> Heard {
        match self.dialog.hear(input) {
            Verdict::Open | Verdict::Edited => Heard::Open,
            Verdict::Refused => Heard::Closed,
            Verdict::Accepted if self.under_way => Heard::Open,
            Verdict::Accepted => match self.read(now) {
                Some(change) => {
                    self.under_way = true;
                    Heard::Accepted(change)
                }
                None => Heard::Open,
            },
        }
    }

    /// What the fields say; where something is wrong, it is told beside each of them and nothing is answered.
    fn read(&mut self, now: Instant) -> Option<Change> {
        let read = match self.what {
            What::Receive => self.read_receipt(now),
            What::Extend { has_one } => self.read_extension(has_one),
            What::Excuse => self.read_excusal(),
            What::Unexcuse { on } => {
                let unit = self.unit;
                return Some(Change::Unexcuse { unit, on });
            }
        };
        match read {
            Ok(change) => Some(change),
            Err(problems) => {
                if let Some(form) = self.dialog.fields_mut() {
                    form.set_problems(
                        problems
                            .into_iter()
                            .map(|(id, text)| (id, Remark::bad(text))),
                    );
                    form.focus_first_problem();
                }
                None
            }
        }
    }

    fn read_receipt(&self, now: Instant) -> Result<Change, Problems> {
        let mut problems = Problems::new();
        let channel = self.value("channel");
        let channel = CHANNELS.into_iter().find(|known| known.label() == channel);
        if channel.is_none() {
            problems.push(("channel", "请选一种方式".into()));
        }
        let at = self.moment("at").and_then(|moment| match moment {
            Moment { time: None, .. } => Err("请写到几点几分，如 2020-06-18 09:30".to_owned()),
            moment => match moment.instant_or(NaiveTime::MIN) {
                at if at > now => Err(format!("不能晚于现在（{}）", words::moment_with_year(now))),
                at => Ok(at),
            },
        });
        let at = at.map_err(|text| problems.push(("at", text))).ok();
        let reason = self.reason(&mut problems);
        match (channel, at) {
            (Some(channel), Some(at)) if problems.is_empty() => Ok(Change::Receive {
                unit: self.unit,
                period: self.period.id.clone(),
                channel,
                at,
                reason,
            }),
            _ => Err(problems),
        }
    }

    fn read_extension(&self, has_one: bool) -> Result<Change, Problems> {
        let mut problems = Problems::new();
        let (unit, period) = (self.unit, self.period.id.clone());
        if has_one && self.value("until").trim().is_empty() {
            let reason = self.reason(&mut problems);
            return match problems.is_empty() {
                true => Ok(Change::CancelExtension {
                    unit,
                    period,
                    reason,
                }),
                false => Err(problems),
            };
        }
        let own = self.period.deadline();
        let until = self.moment("until").and_then(|moment| {
            let until = match moment.time {
                None => Instant::end_of(moment.date),
                Some(_) => moment.instant_or(NaiveTime::MIN),
            };
            if until > own {
                Ok(until)
            } else {
                Err(format!("应晚于原定的截止时间 {}", words::deadline(own)))
            }
        });
        let until = until.map_err(|text| problems.push(("until", text))).ok();
        let reason = self.reason(&mut problems);
        match until {
            Some(until) if problems.is_empty() => Ok(Change::Extend {
                unit,
                period,
                until,
                reason,
            }),
            _ => Err(problems),
        }
    }

    fn read_excusal(&self) -> Result<Change, Problems> {
        let mut problems = Problems::new();
        let mut day = |id| {
            let text = self.value(id);
            let read = read_date(&fold_width(&text), self.year());
            let told = |error| problems.push((id, told(&text, error)));
            read.map_err(told).ok()
        };
        let (from, to) = (day("from"), day("to"));
        let days = from.zip(to).and_then(|(from, to)| {
            let range = DayRange::new(from, to);
            range
                .map_err(|error| problems.push(("to", error.to_string())))
                .ok()
        });
        let reason = self.reason(&mut problems);
        match days {
            Some(days) if problems.is_empty() => Ok(Change::Excuse {
                unit: self.unit,
                days,
                reason,
            }),
            _ => Err(problems),
        }
    }

    fn value(&self, id: &str) -> String {
        self.dialog
            .fields()
            .map(|form| form.value(id))
            .unwrap_or_default()
    }

    fn moment(&self, id: &str) -> Result<Moment, String> {
        let text = self.value(id);
        read_moment(&fold_width(&text), self.year()).map_err(|error| told(&text, error))
    }

    fn reason(&self, problems: &mut Problems) -> String {
        let reason = self.value("reason").trim().to_owned();
        if reason.is_empty() {
            problems.push(("reason", "请写明理由".into()));
        }
        reason
    }

    /// The year of a day that is typed without one.
    fn year(&self) -> i32 {
        self.period.occurrence.due.year()
    }
}

/// What is wrong, by field.
type Problems = Vec<(&'static str, String)>;

fn told(text: &str, error: MomentError) -> String {
    if text.trim().is_empty() {
        "请填写日期，如 6月20日".to_owned()
    } else {
        error.to_string()
    }
}

fn reason(hint: &str) -> Item {
    Item::line("reason", "理由", "", LONGEST_REASON)
        .required(true)
        .hint(hint)
}

/// Which unit, which period, by when.
fn subject(row: &Row, period: &Period, cell: &Cell) -> String {
    let deadline = words::deadline(cell.deadline);
    let put_off = if cell.receipt.extended_to.is_some() {
        let own = words::deadline(period.deadline());
        format!("（已延期，原定 {own}）")
    } else {
        String::new()
    };
    format!(
        "{}：{}，截止 {deadline}{put_off}",
        row.unit.name, period.name
    )
}

/// `2020-06-18 17:40`
fn moment(at: Instant) -> String {
    at.cst().format("%Y-%m-%d %H:%M").to_string()
}

/// A deadline as it is typed: the day alone where it ends with the day.
fn last_day(deadline: Instant) -> String {
    match deadline.date().pred_opt() {
        Some(day) if deadline.time() == NaiveTime::MIN => day.to_string(),
        _ => moment(deadline),
    }
}
