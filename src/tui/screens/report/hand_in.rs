//! Handing in, asked step by step: what is wrong, then when it counts as received and why. Whether it may be handed in
//! is the domain's and the desk's to say.

use super::history::Spot;
use super::marks::sign;
use super::sheet::{Sheet, spot_of};
use crate::domain::calendar::words;
use crate::domain::calendar::{Instant, read_moment};
use crate::domain::campaign::Campaign;
use crate::domain::problem::{Place, Problem, Severity};
use crate::domain::status::Sending;
use crate::domain::submission::Channel;
use crate::ops::submit::{SubmitAs, Submitted, Withdrawal};
use crate::text::digits::fold_width;
use crate::tui::kit::dialog::Dialog;
use crate::tui::kit::form::{Form, Item, Remark};
use crate::tui::kit::pick::Pick;
use crate::tui::kit::select::Choice;
use crate::tui::screen::Context;
use crate::tui::screens::standing;

/// The most characters of a reason.
const REASON: usize = 200;
const CHANNELS: [Channel; 3] = [Channel::Desk, Channel::Paper, Channel::Email];
/// Where a line of the list of problems leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Jump {
    To(Spot),
    /// The whole form: nowhere to go.
    Nowhere,
    /// There are only warnings, and they are accepted.
    HandIn,
}

/// All problems at once, to go to any of them; and, where none of them forbids it, to hand in all the same.
pub fn problems(sheet: &Sheet, campaign: &Campaign) -> (Pick, Vec<Jump>) {
    let errors = sheet
        .problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .count();
    let warnings = sheet.problems.len() - errors;
    let (mut choices, mut jumps) = (Vec::new(), Vec::new());
    if errors == 0 {
        choices.push(Choice::new("以下提醒都已核对，写明理由后报送"));
        jumps.push(Jump::HandIn);
    }
    // A hasty Enter leads to what is in doubt, not past it.
    let first_problem = choices.len();
    let mut ordered: Vec<&Problem> = sheet.problems.iter().collect();
    ordered.sort_by_key(|problem| problem.severity);
    for problem in ordered {
        let place = place(campaign, &problem.place);
        let label = match problem.message.starts_with(&place) {
            true => format!("{} {}", sign(problem), problem.message),
            false => format!("{} {place}：{}", sign(problem), problem.message),
        };
        choices.push(Choice::new(label));
        let spot = spot_of(&problem.place, &problem.message);
        jumps.push(spot.map_or(Jump::Nowhere, Jump::To));
    }
    let title = match (errors, warnings) {
        (0, warnings) => format!("有 {warnings} 处提醒；回车去看，或写明理由后报送"),
        (errors, 0) => format!("有 {errors} 处错误，改正后再报送；回车去改"),
        (errors, warnings) => format!("有 {errors} 处错误、{warnings} 处提醒；回车去改"),
    };
    let pick = Pick::new(title, choices).of_sentences();
    (pick.on(first_problem), jumps)
}

/// What a place is called.
fn place(campaign: &Campaign, place: &Place) -> String {
    match place {
        Place::Field(id) => campaign
            .field(id)
            .map_or_else(|| id.to_string(), |field| field.label.clone()),
        Place::Figure(id) => campaign.figure(id).map_or_else(
            || id.to_string(),
            |figure| match figure.measure.as_str() {
                "" => figure.label.clone(),
                measure => format!("{}（{measure}）", figure.label),
            },
        ),
        Place::Hazards(level) => campaign
            .hazard_level(level)
            .map_or_else(|| level.to_string(), |level| level.name.clone()),
        Place::Narrative => "文字".to_owned(),
        Place::Material => "材料".to_owned(),
        Place::Whole => "整份".to_owned(),
    }
}

/// The last question before handing in: on time or late, and what has to be told with it.
pub fn question(sheet: &Sheet, context: &Context, now: Instant) -> Dialog {
    let unit = context.unit_name(sheet.known.unit);
    let mut text = vec![format!("{unit} · {}", sheet.period.name)];
    text.extend(sheet.period.to_report());
    text.push(timing(sheet, now));
    let differences = sheet.differences(&context.campaign);
    if differences > 0 {
        text.push(format!(
            "有 {differences} 处与各期累计不同；没有说明的，汇总时会一直标出。"
        ));
    }
    text.extend(sheet.reading(&context.campaign).reminders);
    let mut items = Vec::new();
    if types_for_another(sheet, context) {
        let labels = CHANNELS.map(Channel::label);
        let channel = Item::choice("channel", "收到方式", labels, Channel::Desk.label());
        items.push(channel);
        let hint = "原件早于现在收到的，写收到的日期时间，如 6月18日 15:30；不写就是现在";
        items.push(Item::line("received", "收到时间", "", 40).hint(hint));
    }
    let required = needs_reason(sheet);
    if required || !items.is_empty() {
        let reason = Item::line("reason", "理由", &sheet.draft.reason, REASON);
        items.push(reason.required(required));
    }
    if differences > 0 {
        let said = &sheet.draft.explanation;
        let explanation = Item::line("explanation", "差额说明", said, REASON);
        items.push(explanation.hint("为什么与各期累计不同，如“补上6月26日的一次”"));
    }
    let title = if sheet.known.standing.is_some() {
        "更正"
    } else {
        "报送"
    };
    let text = text.join("\n");
    if items.is_empty() {
        Dialog::confirm(title, text, title)
    } else {
        Dialog::form(title, text, Form::new(items), title)
    }
}

/// Whether it will count as on time, and by when it would.
fn timing(sheet: &Sheet, now: Instant) -> String {
    let cell = &sheet.known.cell;
    let deadline = words::deadline_from(cell.deadline, now);
    if let Some(standing) = &sheet.known.standing {
        let first = cell
            .receipt
            .received_at
            .unwrap_or(standing.stamp.received_at);
        let (number, first) = (standing.number, words::moment(first));
        return match sheet.known.goes_up {
            true => format!("更正第 {number} 版；交出后要再生成报送包，上级才收得到。"),
            false => {
                let mark = cell.state.label();
                format!("更正第 {number} 版；首次收到时间 {first}（{mark}）不变。")
            }
        };
    }
    let left = words::time_left(now, cell.deadline);
    if let Some(at) = sheet.known.closed_at {
        let at = words::moment(at);
        return format!("本期已于 {at} 关账：照收，记为关账后补报，须写明理由。");
    }
    if sheet.known.goes_up {
        let next = standing::make_packet();
        return format!("截止 {deadline}，{left}；以上级收到为准。交出后{next}，发给上级。");
    }
    if now < cell.deadline {
        format!("现在报送为按时：截止 {deadline}，{left}。")
    } else {
        format!("现在报送将记为迟报：截止 {deadline}，已{left}。")
    }
}

/// Whether somebody types what another unit has sent in.
fn types_for_another(sheet: &Sheet, context: &Context) -> bool {
    context.collects && sheet.known.unit != context.seat
}

fn needs_reason(sheet: &Sheet) -> bool {
    let warns = sheet
        .problems
        .iter()
        .any(|problem| problem.severity == Severity::Warning);
    warns || sheet.known.standing.is_some() || sheet.known.closed_at.is_some()
}

/// What the answered question asks for, or what is still wrong with it, by the ids of its items.
pub fn answered(
    dialog: &Dialog,
    sheet: &Sheet,
    now: Instant,
) -> Result<SubmitAs, Vec<(&'static str, Remark)>> {
    let value = |id: &str| {
        dialog
            .fields()
            .map(|form| form.value(id))
            .unwrap_or_default()
    };
    let reason = value("reason").trim().to_owned();
    let mut problems = Vec::new();
    let typed = value("received");
    let received_at = if typed.trim().is_empty() {
        None
    } else {
        match read_moment(fold_width(typed.trim()).trim(), now.date()) {
            Ok(moment) if moment.received() > now => {
                problems.push(("received", Remark::bad("不能晚于现在")));
                None
            }
            Ok(moment) => Some(moment.received()),
            Err(error) => {
                problems.push(("received", Remark::bad(error.to_string())));
                None
            }
        }
    };
    if reason.is_empty() && (needs_reason(sheet) || !typed.trim().is_empty()) {
        problems.push(("reason", Remark::bad("请写明理由")));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let channel = value("channel");
    let channel = CHANNELS.into_iter().find(|known| known.label() == channel);
    Ok(SubmitAs {
        channel: channel.unwrap_or(Channel::Desk),
        received_at,
        reason,
        explanation: value("explanation"),
        accept_warnings: true,
        ..SubmitAs::default()
    })
}

/// The question before taking a submission back.
pub fn withdrawal(sheet: &Sheet) -> Dialog {
    let deadline = words::deadline(sheet.known.cell.deadline);
    let text = format!(
        "撤回“{}”已报的内容。内容会回到草稿，可修改后在 {deadline} 前重新报送；撤回记入记录。",
        sheet.period.name
    );
    let reason = Item::line("reason", "理由", "", REASON).required(true);
    Dialog::form("撤回", text, Form::new(vec![reason]), "撤回")
}

/// The question before a correction that was begun is thrown away.
pub fn discarding(sheet: &Sheet, context: &Context) -> Dialog {
    let unit = context.unit_name(sheet.known.unit);
    let text = format!(
        "{unit} · {}\n草稿里没有提交的更正会清除；已报的内容不变。",
        sheet.period.name
    );
    Dialog::confirm("放弃更正草稿", text, "放弃草稿").careful()
}

/// What to say when it is handed in. What `goes_up` is not there yet, and nobody can say whether it is in time.
pub fn receipt(submitted: &Submitted, goes_up: bool, unit: &str, period: &str) -> String {
    let revision = &submitted.revision;
    let done = if submitted.is_correction {
        "已更正"
    } else {
        "已报送"
    };
    let mark = submitted.mark().label();
    let at = words::moment(revision.stamp.received_at);
    let number = revision.number;
    if goes_up {
        let next = standing::make_packet();
        let done = done.replace("报送", "交出");
        return format!(
            "{done}：第 {number} 版，{}，{next}（{unit} {period}）。",
            Sending::Unsent.words()
        );
    }
    // What matters first: the line may be cut.
    format!("{done}：第 {number} 版，{mark}，{at} 收到（{unit} {period}）。")
}

/// What to say when it is taken back.
pub fn taken_back(withdrawal: &Withdrawal) -> &'static str {
    if withdrawal.kept_draft {
        "已撤回；撤回前另存的草稿还在，按回车接着填。"
    } else {
        "已撤回；内容回到草稿，按回车接着填。"
    }
}
