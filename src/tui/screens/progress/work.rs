//! What the matrix asks of the desk. Every change answers with the matrix as it is afterwards, so that the screen never
//! shows what no longer holds.

use std::collections::HashMap;
use std::fs;

use crate::domain::calendar::{Instant, words};
use crate::domain::id::UnitId;
use crate::domain::period::PeriodId;
use crate::domain::submission::Channel;
use crate::entropy;
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::books;
use crate::ops::chase::{self, ChaseSheet, Sent, SentAs, Whom};
use crate::ops::material::path_from_paste;
use crate::ops::packet::{Bring, Made, Superior, make_campaign, make_report};
use crate::ops::rollup::{
    Counting, Prospect, RollUpAs, RolledUp, brings_detail, prospect, roll_up,
};
use crate::ops::status::{Matrix, survey};
use crate::ops::submit::{self, Receive, Submitted};
use crate::tui::screens::excusing::{self, Excusing};
use crate::tui::work;

/// Something the screen wants from the desk.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    Load,
    Change(Change),
    /// The texts for everybody late and, where one is given, for one unit.
    Chase(Option<UnitId>),
    /// Texts have been sent.
    Sent(ChaseSheet, SentAs),
    /// Makes campaign packets into a folder, as its path was typed.
    Pack {
        whom: PackFor,
        folder: String,
    },
    /// What a roll-up of a period would rest on.
    Prospects(PeriodId),
    /// Makes the roll-up that was looked at, and the packet that carries it to the desk above.
    RollUp(PeriodId, Box<RollUpAs>),
}

/// For whom campaign packets are made.
pub use crate::ops::packet::For as PackFor;

/// A change of where a unit stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    Receive {
        unit: UnitId,
        period: PeriodId,
        channel: Channel,
        at: Instant,
        reason: String,
        /// What was noted before is wrong.
        instead: bool,
    },
    Extend {
        unit: UnitId,
        period: PeriodId,
        until: Instant,
        reason: String,
    },
    CancelExtension {
        unit: UnitId,
        period: PeriodId,
        reason: String,
    },
    Excusing(Excusing),
    /// Closes the books of a period, or opens them again.
    Books {
        period: PeriodId,
        reopen: bool,
        reason: String,
    },
}

impl Request {
    pub fn is_change(&self) -> bool {
        matches!(self, Self::Change(_) | Self::Sent(..) | Self::RollUp(..))
    }
}

/// What the desk answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    Loaded(Survey),
    /// A change was made; what to tell, and how things stand now.
    Changed(String, Survey),
    Texts {
        everybody: ChaseSheet,
        /// The text of the unit that was asked for; nothing where it owes nothing.
        one: Option<ChaseSheet>,
    },
    /// Packets were made.
    Packed(Box<Made>),
    Prospects(Box<Prospects>),
    /// A roll-up was made, and its packet.
    RolledUp(Box<RolledUp>, Box<Made>),
}

/// What a roll-up would rest on, by what it may count.
#[derive(Debug, Clone, PartialEq)]
pub struct Prospects {
    /// The name of the desk above.
    pub above: String,
    pub received: Prospect,
    /// Where some of what was received is not accepted, and some is: the accepted alone.
    pub accepted: Option<Prospect>,
    /// Whether what each unit reported goes along, unless somebody chooses otherwise.
    pub detail: bool,
}

impl Prospects {
    pub fn of(&self, counting: Counting) -> &Prospect {
        match (counting, &self.accepted) {
            (Counting::Accepted, Some(accepted)) => accepted,
            _ => &self.received,
        }
    }
}

/// How things stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Survey {
    pub matrix: Matrix,
    /// How often each unit was chased.
    pub sent: HashMap<UnitId, Sent>,
}

pub fn perform(
    desk: &mut Desk,
    request: Request,
    now: Instant,
    _: work::Report<'_>,
) -> Result<Answer, Fault> {
    match request {
        Request::Load => Ok(Answer::Loaded(load(desk, now)?)),
        Request::Change(change) => {
            let done = make(desk, change, now)?;
            Ok(Answer::Changed(done, load(desk, now)?))
        }
        Request::Chase(unit) => {
            let everybody = chase::chase(desk, &Whom::default(), now)?;
            let one = unit.map(|unit| {
                let whom = Whom {
                    units: vec![unit],
                    ..Whom::default()
                };
                chase::chase(desk, &whom, now)
            });
            Ok(Answer::Texts {
                everybody,
                one: one.transpose()?.filter(|sheet| !sheet.units.is_empty()),
            })
        }
        Request::Pack { whom, folder } => {
            let folder = path_from_paste(&folder);
            fs::create_dir_all(&folder)
                .map_err(|error| Fault::io("建立放活动包的文件夹", &folder, &error))?;
            let made = make_campaign(desk, &whom, Some(&folder), entropy::seed()?, now)?;
            Ok(Answer::Packed(Box::new(made)))
        }
        Request::Prospects(period) => {
            let prospects = prospects(desk, &period)?;
            Ok(Answer::Prospects(Box::new(prospects)))
        }
        Request::RollUp(period, how) => send_up(desk, period, &how, now),
        Request::Sent(sheet, sent_as) => {
            let units = chase::record(desk, &sheet, sent_as, now)?;
            let done = format!("已记下催报 {units} 家");
            Ok(Answer::Changed(done, load(desk, now)?))
        }
    }
}

fn prospects(desk: &Desk, period: &PeriodId) -> Result<Prospects, Fault> {
    let received = prospect(desk, period, Counting::Received)?;
    let basis = &received.basis;
    let differ = received.unsettled.unreviewed > 0 && basis.unreviewed < basis.reporting;
    let accepted = differ.then(|| prospect(desk, period, Counting::Accepted));
    Ok(Prospects {
        above: Superior::of(desk)?.map_or_else(|| "上级".to_owned(), |above| above.name),
        received,
        accepted: accepted.transpose()?,
        detail: brings_detail(desk, period)?,
    })
}

/// Makes the roll-up and its packet. Where only the packet fails, the roll-up stands, and the same again makes the packet.
fn send_up(
    desk: &mut Desk,
    period: PeriodId,
    how: &RollUpAs,
    now: Instant,
) -> Result<Answer, Fault> {
    let done = roll_up(desk, &period, how, now)?;
    let packet = make_report(desk, &[period], Bring::All, None, entropy::seed()?, now);
    let packet = packet.map_err(|fault| {
        fault.safe(format!(
            "汇总已存为第 {} 版，还没有做成报送包",
            done.revision
        ))
    });
    Ok(Answer::RolledUp(Box::new(done), Box::new(packet?)))
}

fn load(desk: &Desk, now: Instant) -> Result<Survey, Fault> {
    Ok(Survey {
        matrix: survey(desk, now)?,
        sent: chase::sent(desk)?,
    })
}

/// Makes the change; answers what to tell about it.
fn make(desk: &mut Desk, change: Change, now: Instant) -> Result<String, Fault> {
    let name = |desk: &Desk, unit| desk.unit(unit).map(|unit| unit.name);
    Ok(match change {
        Change::Receive {
            unit,
            period,
            channel,
            at,
            reason,
            instead,
        } => {
            let receive = Receive {
                channel,
                received_at: Some(at),
                reason,
                instead,
            };
            let done = submit::record_receipt(desk, unit, &period, &receive, now)?;
            received(&name(desk, unit)?, &done)
        }
        Change::Extend {
            unit,
            period,
            until,
            reason,
        } => {
            submit::extend(desk, &[unit], &period, until, &reason, now)?;
            let until = words::deadline(until);
            format!("已延期：{}延至 {until}", name(desk, unit)?)
        }
        Change::CancelExtension {
            unit,
            period,
            reason,
        } => {
            submit::cancel_extension(desk, unit, &period, &reason, now)?;
            format!("已取消{}的延期", name(desk, unit)?)
        }
        Change::Books {
            period,
            reopen,
            reason,
        } => close_books(desk, period, reopen, &reason, now)?,
        Change::Excusing(what) => excusing::perform(desk, what, now)?,
    })
}

fn received(unit: &str, done: &Submitted) -> String {
    let mark = done.mark().label();
    let stamp = &done.revision.stamp;
    let (at, channel) = (words::moment(stamp.received_at), stamp.channel.label());
    format!("已登记：{unit} {at} {channel}，{mark}")
}

fn close_books(
    desk: &mut Desk,
    period: PeriodId,
    reopen: bool,
    reason: &str,
    now: Instant,
) -> Result<String, Fault> {
    let periods = [period];
    let (done, word) = match reopen {
        true => (books::reopen(desk, &periods, reason, now)?, "已取消关账"),
        false => (books::close(desk, &periods, reason, now)?, "已关账"),
    };
    let name = done.first().map_or("", |period| &period.name);
    Ok(format!("{word}：{name}"))
}
