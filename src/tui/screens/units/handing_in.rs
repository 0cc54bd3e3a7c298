//! Handing a registration in, taking it back, giving a begun correction up: what is asked last, and how the answers
//! become a request. Whether it may be handed in is the domain's and the desk's to say.

use super::asking::{Asking, REASON, Remarks, no_reason};
use super::popup::Popup;
use super::sheet::Sheet;
use super::work::Request;
use crate::domain::calendar::{Instant, read_moment, words};
use crate::domain::problem::{Place, Problem, Severity};
use crate::domain::submission::Channel;
use crate::ops::submit::SubmitAs;
use crate::text::digits::fold_width;
use crate::tui::kit::dialog::Dialog;
use crate::tui::kit::form::{Form, Item, Remark};
use crate::tui::kit::guarded::Guarded;
use crate::tui::screen::Context;

/// The most characters of a time.
const TIME: usize = 40;
const CHANNELS: [Channel; 3] = [Channel::Desk, Channel::Paper, Channel::Email];

/// The last question before registering. Where somebody types for another unit, when and how it came is asked too.
pub fn register(sheet: &Sheet, problems: &[Problem], context: &Context, now: Instant) -> Guarded {
    let mut text = vec![context.unit_name(sheet.unit()).to_owned()];
    text.extend(problems.iter().map(|problem| problem.message.clone()));
    let corrects = sheet.known.standing.is_some();
    let for_another = sheet.unit() != context.seat;
    let mut items = Vec::new();
    if for_another {
        let labels = CHANNELS.map(Channel::label);
        let channel = Channel::Desk.label();
        items.push(Item::choice("channel", "收到方式", labels, channel));
        let hint = "原件早于现在收到的才写，如 6月3日 15:30，并写明理由";
        items.push(Item::line("received", "收到时间", "", TIME).hint(hint));
    }
    let is_closed = sheet.known.closed_at.is_some();
    let required = corrects || is_closed || !problems.is_empty();
    if required || for_another {
        items.push(Item::line("reason", "理由", "", REASON).required(required));
    }
    let deadline = sheet.known.cell.deadline;
    text.push(match (corrects, now < deadline) {
        (true, _) => "更正已登记的内容，原来的收到时间不变。".to_owned(),
        (false, true) => format!("{} 以前可以撤回。", words::deadline(deadline)),
        (false, false) if is_closed => "本期已关账，记为关账后补报。".to_owned(),
        (false, false) => "截止已过，将记为迟报。".to_owned(),
    });
    let title = if corrects {
        "更正登记"
    } else {
        "登记联络员"
    };
    let accept = if corrects { "更正" } else { "登记" };
    let text = text.join("\n");
    Guarded::new(if items.is_empty() {
        Dialog::confirm(title, text, accept)
    } else {
        Dialog::form(title, text, Form::new(items), accept)
    })
}

/// The question before taking a registration back.
pub fn withdraw(sheet: &Sheet, context: &Context) -> Guarded {
    let unit = context.unit_name(sheet.unit());
    let text = format!("{unit}\n内容回到草稿，可以修改后重新登记；撤回记入记录。");
    Guarded::new(Dialog::confirm("撤回登记", text, "撤回"))
}

/// The question before a correction that was begun is thrown away.
pub fn discard(sheet: &Sheet, context: &Context) -> Guarded {
    let unit = context.unit_name(sheet.unit());
    let text = format!("{unit}\n草稿里没有提交的更正会清除；已登记的内容不变。");
    Guarded::new(Dialog::confirm("放弃更正草稿", text, "放弃草稿").careful())
}

/// What an answered dialog about the form asks of the desk, or what is wrong with it.
pub(super) fn request(
    asking: &Asking,
    dialog: &Guarded,
    sheet: &Sheet,
    now: Instant,
) -> Result<Option<Request>, Remarks> {
    let (unit, period) = (sheet.known.unit, sheet.known.period.clone());
    Ok(match (asking, sheet.draft()) {
        (Asking::Register, Some(draft)) => {
            let how = handed_in(dialog, sheet, now)?;
            let draft = Box::new(draft.clone());
            Some(Request::Register {
                unit,
                period,
                draft,
                how,
            })
        }
        (Asking::Withdraw, _) => Some(Request::Withdraw { unit, period }),
        (Asking::DiscardDraft, _) => Some(Request::DiscardDraft { unit, period }),
        _ => None,
    })
}

/// A duty may ask for more than the form; what is wrong there is told, because it cannot be mended here.
pub(super) fn elsewhere(problems: &[Problem]) -> Option<Popup> {
    let others = problems
        .iter()
        .filter(|problem| !matches!(problem.place, Place::Field(_)));
    let mut text: Vec<&str> = others.map(|problem| problem.message.as_str()).collect();
    if text.is_empty() {
        return None;
    }
    text.push("这些内容请到“填报”里填写并提交；已填的都在草稿里。");
    Some(Popup::say("还有别的内容要填", &text.join("\n")))
}

/// How a registration is handed in, or what is wrong with the answers.
pub fn handed_in(dialog: &Guarded, sheet: &Sheet, now: Instant) -> Result<SubmitAs, Remarks> {
    let reason = dialog.value("reason").trim().to_owned();
    let typed = dialog.value("received");
    let typed = fold_width(typed.trim());
    let mut wrong = Remarks::new();
    let received_at = match typed.is_empty() {
        true => None,
        false => match read_moment(&typed, now.date()) {
            Ok(moment) if moment.received() > now => {
                wrong.push(("received", Remark::bad("不能晚于现在")));
                None
            }
            Ok(moment) => Some(moment.received()),
            Err(error) => {
                wrong.push(("received", Remark::bad(error.to_string())));
                None
            }
        },
    };
    let known = &sheet.known;
    if known.standing.is_some() || known.closed_at.is_some() || !typed.is_empty() {
        wrong.extend(no_reason(&reason));
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let channel = dialog.value("channel");
    let channel = CHANNELS.into_iter().find(|known| known.label() == channel);
    Ok(SubmitAs {
        channel: channel.unwrap_or(Channel::Desk),
        received_at,
        reason,
        accept_warnings: true,
        ..SubmitAs::default()
    })
}

/// Whether something in the registration forbids handing it in.
pub fn forbids(problems: &[Problem]) -> bool {
    problems
        .iter()
        .any(|problem| problem.severity == Severity::Error)
}
