//! The questions of this screen: what each asks, and how its answers become a request.

use super::inbox::Approval;
use super::lines;
use super::parcels::{self, Asks, Rest, Shown};
use super::state::{Picked, Popup};
use super::versions::Which;
use super::work::Request;
use crate::domain::id::{ArrivalId, UnitId};
use crate::domain::period::Period;
use crate::ops::intray::{Doubt, Judged, Shown as Looked, Where, on_paper, written_name};
use crate::tui::kit::dialog::Dialog;
use crate::tui::kit::form::{Form, Item, Remark};
use crate::tui::kit::guarded::Guarded;
use crate::tui::kit::reader::Reader;
use crate::tui::kit::select::Choice;
use crate::tui::screen::Context;
use crate::tui::screens::units;

/// The most characters of a path, of a period's id, of a reason.
const PATH: usize = 1000;
const PERIOD: usize = 40;
const REASON: usize = 200;

/// What an open dialog is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asking {
    TakeIn,
    /// Whether it takes a reason: the books are closed.
    Accept {
        id: ArrivalId,
        seen: Box<Looked>,
        needs_reason: bool,
    },
    SetAside(ArrivalId),
    /// Whether it is really of a unit that the file itself does not name.
    SettleUnit {
        id: ArrivalId,
        unit: UnitId,
    },
    /// The particulars of the unit that it is of, which is not on the list yet.
    AddUnit(ArrivalId),
    /// Whether all that is clean is accepted: these, each with what it brings.
    AcceptClean(Vec<ArrivalId>),
    TakePackets {
        packets: Vec<Shown>,
        rest: Rest,
        asks: Asks,
    },
    Approve(Vec<Approval>),
    /// Which of several versions holds.
    Decide {
        which: Which,
        number: u32,
        /// The versions that were shown.
        seen: Vec<u32>,
    },
}

/// What keeps a dialog from being answered.
pub type Remarks = Vec<(&'static str, Remark)>;

pub fn ask(asking: Asking, dialog: Dialog) -> Popup {
    Popup::ask(asking, Guarded::new(dialog))
}

/// Which files, and which period they are for.
pub fn take_in(path: &str) -> Popup {
    let path = Item::line("path", "路径", path, PATH).required(true);
    let period = Item::line("period", "期次", "", PERIOD);
    let form = Form::new(vec![
        path.hint("报送包、填好的表、文件夹或 zip；可以拖进来"),
        period.hint("如 weekly/2、final；不写则看文件"),
    ]);
    let text = "报送包（.anyue）先看带来什么；填好的 Word、Excel 表读进收件，看过再收下。";
    ask(Asking::TakeIn, Dialog::form("收进来件", text, form, "收进"))
}

pub fn accept(id: ArrivalId, judged: &Judged, context: &Context) -> Popup {
    let unit = judged.unit.as_ref().map_or("", |unit| unit.name.as_str());
    let period = judged
        .period
        .as_ref()
        .and_then(|id| context.plan.period(id));
    let period = period.map_or("", |period| period.name.as_str());
    let mut text = format!("{unit}，{period}");
    if let Some(number) = judged.replaces {
        text.push_str(&format!(
            "\n替换第 {number} 版，{} 处不同",
            judged.changes.len()
        ));
    }
    // What is reminded of at a blank stands there.
    let is_told = |doubt: &&Doubt| {
        !doubt.is_remark() || !matches!(doubt.place, Where::Figure(_) | Where::Field(_))
    };
    for doubt in judged.doubts.iter().filter(is_told) {
        text.push_str(&format!("\n{}", doubt.message));
    }
    let reason = Item::line("reason", "理由", "", REASON);
    let needs_reason = judged.needs_reason();
    let reason = match needs_reason {
        true => reason.required(true),
        false => reason.hint("可不写；记为来件的文件名"),
    };
    let form = Form::new(vec![reason]);
    ask(
        Asking::Accept {
            id,
            seen: Box::new(judged.shown()),
            needs_reason,
        },
        Dialog::form("收下来件", text, form, "收下"),
    )
}

/// Whether everything clean is accepted: of each file what it brings and what it would change, and what the checks remark on,
/// for a unit that types the same has to say why. What there is to be seen comes first. `None` where nothing is clean.
pub fn take_clean<'j>(
    judged: impl Iterator<Item = &'j Judged>,
    context: &Context,
) -> Option<Popup> {
    let mut clean: Vec<&Judged> = judged.filter(|one| one.is_clean()).collect();
    if clean.is_empty() {
        return None;
    }
    let reminded = clean.iter().filter(|one| !one.doubts.is_empty()).count();
    let reminders: usize = clean.iter().map(|one| one.doubts.len()).sum();
    let mut text = format!("没有拿不准的 {} 份", clean.len());
    if reminders > 0 {
        text.push_str(&format!("，其中 {reminded} 份共有 {reminders} 条提醒"));
    }
    text.push('：');
    let changes = |one: &Judged| one.replaces.map_or(0, |_| one.changes.len());
    clean.sort_by_key(|one| std::cmp::Reverse((one.doubts.len(), changes(one))));
    for one in &clean {
        text.push('\n');
        text.push_str(&lines::brought(one, context));
        let reminders = one.doubts.iter();
        text.extend(reminders.map(|doubt| format!("\n  提醒：{}", doubt.message)));
    }
    let ids = clean.iter().filter_map(|one| one.arrival.id).collect();
    Some(ask(
        Asking::AcceptClean(ids),
        Dialog::confirm("全部收下", text, "收下"),
    ))
}

pub fn set_aside(id: ArrivalId, judged: &Judged) -> Popup {
    let reason = Item::line("reason", "理由", "", REASON).required(true);
    let text = judged.arrival.file.name.clone();
    let form = Form::new(vec![reason]);
    ask(
        Asking::SetAside(id),
        Dialog::form("搁置来件", text, form, "搁置"),
    )
}

/// Which unit it is: whatever fits what is typed, by pinyin too, or one that is not on the list yet. Begins on the one
/// that was recognised.
pub fn unit(id: ArrivalId, judged: &Judged, context: &Context) -> Popup {
    let units: Vec<_> = context.reporters().collect();
    let choice = |unit: &&crate::domain::unit::Unit| {
        let mut choice = Choice::new(unit.name.as_str()).detail(unit.code.as_str());
        choice.aliases.clone_from(&unit.aliases);
        choice
    };
    let mut choices: Vec<Choice> = units.iter().map(choice).collect();
    let mut options: Vec<Picked> = units.iter().map(|unit| Picked::Unit(id, unit.id)).collect();
    let written = written_name(&judged.arrival).unwrap_or_default();
    choices.push(Choice::new(format!("新增单位：{written}")).detail("名单里没有"));
    options.push(Picked::NewUnit(id, written));
    let recognised = judged.unit.as_ref().map(|unit| unit.id);
    let at = units.iter().position(|unit| Some(unit.id) == recognised);
    // Where none was recognised, whoever answers in haste makes no unit the sender by it.
    Popup::pick("是哪个单位的", choices, options).on(at.unwrap_or(units.len()))
}

/// Whether a unit is meant though the file itself names another.
pub fn another_unit(id: ArrivalId, unit: UnitId, judged: &Judged, context: &Context) -> Popup {
    let chosen = context.reporters().find(|known| known.id == unit);
    let chosen = chosen.map_or("", |unit| unit.name.as_str());
    let own = judged.named();
    let own = own.map_or_else(String::new, |(_, clue)| on_paper(clue));
    let text = format!("{own}，选的是{chosen}。\n认定为{chosen}的，纸上的单位只作提醒。");
    ask(
        Asking::SettleUnit { id, unit },
        Dialog::confirm("单位与纸上写的不同", text, "认定"),
    )
}

/// All that is told of an arrival: doubts, reminders, what would be another.
pub fn read_all(judged: &Judged, context: &Context) -> Popup {
    let text = lines::in_short(judged, context);
    Popup::Read(Reader::new(judged.arrival.file.name.as_str(), text))
}

/// The unit is not on the list: the question is that of 单位, with the name that was read.
pub fn add_unit(id: ArrivalId, written: &str, context: &Context) -> Popup {
    ask(Asking::AddUnit(id), units::new_unit(written, None, context))
}

/// Which period an arrival is for, of those that ask for what it brings, and with it the others that do not say either: a folder is asked about once.
pub fn period(ids: &[ArrivalId], judged: &Judged, context: &Context) -> Popup {
    let of_form = |period: &&Period| judged.fits(&context.campaign, &period.id);
    let all = context.plan.periods.iter();
    let mut offered: Vec<&Period> = all.clone().filter(of_form).collect();
    // Of a file in which nothing was recognised nobody knows what it brings.
    if offered.is_empty() {
        offered = all.collect();
    }
    let periods = || offered.iter();
    let choices = periods()
        .map(|period| Choice::new(period.name.as_str()).detail(period.id.to_string()))
        .collect();
    let options = periods()
        .map(|period| Picked::Period(ids.to_vec(), period.id.clone()))
        .collect();
    let title = match ids.len() {
        1 => "是哪一期的".to_owned(),
        count => format!("是哪一期的（没写明的 {count} 份一起定）"),
    };
    let at = periods().position(|period| Some(&period.id) == judged.period.as_ref());
    Popup::pick(title, choices, options).on(at.unwrap_or(0))
}

/// What an answered dialog asks of the desk, or what is wrong with it.
pub fn answered(asking: &Asking, dialog: &Guarded, context: &Context) -> Result<Request, Remarks> {
    let said = |id: &str| dialog.value(id).trim().to_owned();
    Ok(match asking {
        Asking::TakeIn => {
            let path = said("path");
            if path.is_empty() {
                return Err(vec![("path", Remark::bad("请写明文件或文件夹"))]);
            }
            Request::TakeIn {
                typed: path,
                period: said("period"),
            }
        }
        Asking::Accept {
            id,
            seen,
            needs_reason,
        } => Request::Accept {
            id: *id,
            seen: seen.clone(),
            reason: reason(dialog, *needs_reason)?,
        },
        Asking::SetAside(id) => Request::SetAside {
            id: *id,
            reason: reason(dialog, true)?,
        },
        Asking::SettleUnit { id, unit } => Request::SettleUnit {
            id: *id,
            unit: *unit,
        },
        Asking::AddUnit(id) => {
            let input = units::typed_unit(dialog, context)?;
            Request::AddUnit { id: *id, input }
        }
        Asking::TakePackets {
            packets,
            rest,
            asks,
        } => {
            return parcels::answered(packets, rest, *asks, dialog);
        }
        Asking::AcceptClean(ids) => Request::AcceptClean(ids.clone()),
        Asking::Approve(approvals) => Request::Approve(approvals.clone()),
        Asking::Decide {
            which,
            number,
            seen,
        } => Request::Decide {
            which: which.clone(),
            number: *number,
            seen: seen.clone(),
            reason: reason(dialog, true)?,
        },
    })
}

fn reason(dialog: &Guarded, is_required: bool) -> Result<String, Remarks> {
    let reason = dialog.value("reason").trim().to_owned();
    match reason.is_empty() && is_required {
        true => Err(vec![("reason", Remark::bad("请写明理由"))]),
        false => Ok(reason),
    }
}
