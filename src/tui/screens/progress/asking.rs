//! The dialogs in which a coordinator says how a unit stands: received on paper or by mail, given more time, let off.
//! Each asks for a reason and does nothing until it is accepted; what is wrong stands beside its field.

mod read;

use chrono::{NaiveDate, NaiveTime};

use super::work::Change;
use crate::domain::calendar::{Instant, words};
use crate::domain::period::Period;
use crate::domain::submission::Channel;
use crate::domain::unit::{Excusal, Unit};
use crate::ops::status::{Cell, Head, Row};
use crate::tui::kit::dialog::{Dialog, Verdict};
use crate::tui::kit::form::{Form, Item};
use crate::tui::kit::input::Input;
use crate::tui::screens::excusing::{self, Excusing};
use crate::tui::screens::standing;

/// Longer reasons belong into a report.
const LONGEST_REASON: usize = 200;
const LONGEST_DATE: usize = 40;
/// Whether an earlier receipt stays beside the new one.
const EARLIER: [&str; 2] = ["有效，以最早的时间为准", "作废，以这次的时间为准"];
const CHANNELS: [Channel; 2] = [Channel::Paper, Channel::Email];

/// An open dialog.
#[derive(Debug)]
pub struct Asking {
    pub dialog: Dialog,
    unit: Unit,
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
    Books { reopen: bool },
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
            unit: row.unit.clone(),
            period: period.clone(),
            what,
            under_way: false,
        }
    }

    /// 登记收件
    pub fn receive(row: &Row, period: &Period, cell: &Cell, now: Instant) -> Self {
        let mut items = vec![
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
        ];
        let mut text = subject(row, period, cell);
        if let Some(at) = cell.receipt.received_at {
            let at = words::moment(at);
            text.push_str(&format!(
                "\n{at} 已收到；再次登记只补记时间，已报的内容不变。"
            ));
            let earlier = Item::choice("earlier", "先前的登记", EARLIER, EARLIER[0]);
            items.push(earlier.hint("先前登记的时间有误，选作废；两次登记都留在记录里"));
        }
        let dialog = Dialog::form("登记收件", text, Form::new(items), "登记");
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
        let dialog = excusing::question(&row.unit, due, due);
        Self::new(row, period, What::Excuse, dialog)
    }

    fn unexcuse(row: &Row, period: &Period, excusal: &Excusal) -> Self {
        let dialog = excusing::question_of_end(&row.unit, excusal);
        let on = excusal.from;
        Self::new(row, period, What::Unexcuse { on }, dialog)
    }

    /// 关账, or opening the books again.
    pub fn books(row: &Row, head: &Head) -> Self {
        let period = &head.period;
        let tally = standing::tally(&head.tally);
        let reopen = head.closed_at.is_some();
        let (title, text) = match head.closed_at {
            Some(at) => (
                "取消关账",
                format!(
                    "“{}”已于 {} 关账。取消以后，补记收到时间、延期和免报又可以改变是否按时。",
                    period.name,
                    words::moment(at)
                ),
            ),
            None => (
                "关账",
                format!(
                    "“{}”：{tally}\n关账以后迟到的照收，但补报和更正都要写理由，是否按时不再改变。",
                    period.name
                ),
            ),
        };
        let reason = Item::line("reason", "理由", "", LONGEST_REASON).required(reopen);
        let dialog = Dialog::form(title, text, Form::new(vec![reason]), title);
        Self::new(row, period, What::Books { reopen }, dialog)
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
            What::Excuse => {
                let value = |id: &str| self.value(id);
                excusing::read(value, &self.unit, self.near()).map(Change::Excusing)
            }
            What::Books { reopen } => self.read_books(reopen),
            What::Unexcuse { on } => {
                let unit = self.unit.id;
                return Some(Change::Excusing(Excusing::End { unit, day: on }));
            }
        };
        match read {
            Ok(change) => Some(change),
            Err(problems) => {
                if let Some(form) = self.dialog.fields_mut() {
                    form.set_problems(problems);
                    form.focus_first_problem();
                }
                None
            }
        }
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
