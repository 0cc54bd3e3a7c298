//! One unit's registration form (附件1), to be filled in or to be read. What is right in a field is read by the domain;
//! what becomes of the form is the screen's.

use std::collections::BTreeSet;

use crate::domain::calendar::{Instant, words};
use crate::domain::campaign::{Duty, FieldKind, FormField};
use crate::domain::id::UnitId;
use crate::domain::period::Period;
use crate::domain::problem::{Place, Problem, Severity};
use crate::domain::status::{State, is_expected};
use crate::domain::submission::{Draft, read};
use crate::domain::unit::Unit;
use crate::ops::draft::Opened;
use crate::text::width::{pad_right, width};
use crate::tui::keys::keymap::named;
use crate::tui::keys::{Action, Scope};
use crate::tui::kit::form::{Form, Item, Remark};
use crate::tui::kit::reader::Reader;
use crate::tui::kit::{Input, Outcome};
use crate::tui::screen::Context;
use crate::tui::theme::Meaning;

/// The most characters of a field.
const FIELD: usize = 200;

/// The period in which a unit registers: the last that has begun, else the first that there will be. `None` where the
/// campaign asks this unit for no registration.
pub fn registration<'a>(context: &'a Context, unit: &Unit, now: Instant) -> Option<&'a Period> {
    context.campaign.registration.as_ref()?;
    let asks = |period: &&Period| {
        let duty = context.campaign.duty(&period.id.duty);
        duty.is_some_and(|duty| duty.asks_registration() && is_expected(unit, duty, period))
    };
    let mut all = context.plan.periods.iter().filter(asks);
    let first = all.next()?;
    let begun = all.rfind(|period| period.is_open(now));
    Some(begun.unwrap_or(first))
}

/// The state of the form.
#[derive(Debug)]
pub struct Sheet {
    pub known: Opened,
    pub page: Page,
}

/// How it is shown.
#[derive(Debug)]
pub enum Page {
    Reading(Reader),
    Writing(Box<Writing>),
}

/// The form being filled in.
#[derive(Debug)]
pub struct Writing {
    pub form: Form,
    pub draft: Draft,
    /// Fields that were left, and so are judged.
    left: BTreeSet<String>,
    /// Whether it was to be submitted, so that every field is judged.
    asked: bool,
    /// Fields whose problems are shown.
    shown: BTreeSet<String>,
}

impl Sheet {
    /// What is registered is read; what is not is written.
    pub fn new(known: Opened, context: &Context) -> Self {
        let page = match &known.standing {
            Some(_) => Page::Reading(to_read(&known, context)),
            None => {
                let draft = known.saved.clone().unwrap_or_else(|| known.fresh.clone());
                Page::Writing(Box::new(Writing::new(draft, known.unit, context)))
            }
        };
        Self { known, page }
    }

    /// Turns to writing, from this draft on.
    pub fn write(&mut self, draft: Draft, context: &Context) {
        let writing = Writing::new(draft, self.known.unit, context);
        self.page = Page::Writing(Box::new(writing));
    }

    pub fn unit(&self) -> UnitId {
        self.known.unit
    }

    /// Whether it is filled in and something in it has to be mended.
    pub fn has_problems(&self) -> bool {
        matches!(&self.page, Page::Writing(writing) if writing.form.has_problems())
    }

    pub fn scope(&self) -> Scope {
        match &self.page {
            Page::Reading(_) => Scope::Report,
            Page::Writing(writing) => writing.form.scope(),
        }
    }

    /// The draft as it stands, where one is being written.
    pub fn draft(&self) -> Option<&Draft> {
        match &self.page {
            Page::Reading(_) => None,
            Page::Writing(writing) => Some(&writing.draft),
        }
    }

    /// Whether the desk's answer says nothing but what is shown already, so that the place in it stays.
    pub fn agrees(&self, opened: &Opened) -> bool {
        let known = &self.known;
        known.unit == opened.unit
            && known.standing == opened.standing
            && known.saved == opened.saved
    }

    /// Where the registration stands, in words.
    pub fn standing(&self, now: Instant) -> (String, Meaning) {
        let cell = &self.known.cell;
        let deadline = words::deadline_from(cell.deadline, now);
        let received = cell.receipt.received_at.map(words::moment);
        match (cell.state, received) {
            (State::Late, Some(at)) => (
                format!("已登记：{at} 收到，迟报（截止 {deadline}）"),
                Meaning::Warning,
            ),
            (_, Some(at)) => (format!("已登记：{at} 收到，按时"), Meaning::Good),
            (State::Excused, None) => ("免报，可以不登记".to_owned(), Meaning::Muted),
            (State::Missing, None) => {
                let late = words::time_left(now, cell.deadline);
                (
                    format!("未登记：截止 {deadline}，{late}，补报照收"),
                    Meaning::Bad,
                )
            }
            (_, None) => {
                let left = words::time_left(now, cell.deadline);
                (format!("未登记：截止 {deadline}，{left}"), Meaning::Text)
            }
        }
    }
}

impl Writing {
    fn new(mut draft: Draft, unit: UnitId, context: &Context) -> Self {
        let fields = context.campaign.registration.iter();
        let fields: Vec<&FormField> = fields.flat_map(|form| &form.fields).collect();
        for field in fields
            .iter()
            .filter(|field| field.kind == FieldKind::UnitName)
        {
            // The unit's own name is filled in by the desk, as it is called now.
            let name = context.unit_name(unit).to_owned();
            draft.fields.insert(field.id.clone(), name);
        }
        let item = |field: &&FormField| {
            let value = draft.fields.get(&field.id).map_or("", String::as_str);
            item(field, value)
        };
        Self {
            form: Form::new(fields.iter().map(item).collect()),
            draft,
            left: BTreeSet::new(),
            asked: false,
            shown: BTreeSet::new(),
        }
    }

    /// Types or moves; a field that is left is judged. `Edited` is the time to save the draft.
    pub fn hear(&mut self, input: Input<'_>, context: &Context, duty: &Duty) -> Outcome {
        let before = self.form.focused().map(|item| item.id().to_owned());
        let mut outcome = self.form.hear(input);
        if outcome == Outcome::Ignored {
            // The form is all there is: from its end one comes to its beginning.
            match input {
                Input::Action(Action::NextField) => self.form.focus_first(),
                Input::Action(Action::PreviousField) => self.form.focus_last(),
                _ => return Outcome::Ignored,
            }
            outcome = Outcome::Moved;
        }
        let after = self.form.focused().map(|item| item.id().to_owned());
        if let Some(left) = before.filter(|before| Some(before) != after.as_ref()) {
            self.left.insert(left);
        }
        if outcome == Outcome::Edited {
            self.take_in();
        }
        self.judge(context, duty);
        outcome
    }

    fn take_in(&mut self) {
        for (id, value) in self.form.values() {
            match value.is_empty() {
                true => self.draft.fields.remove(id),
                false => self.draft.fields.insert(id.into(), value),
            };
        }
    }

    /// Judges every field and goes to the first that has a problem. Answers all problems, those of other parts of the
    /// duty too.
    pub fn judge_all(&mut self, context: &Context, duty: &Duty) -> Vec<Problem> {
        self.asked = true;
        let problems = read(&context.campaign, duty, &self.draft).problems;
        self.show_all(&problems);
        problems
    }

    /// Shows these problems, and goes to the first.
    pub fn show_all(&mut self, problems: &[Problem]) {
        let fields = problems.iter().filter_map(field_of);
        self.shown = fields.map(|(id, _)| id.to_owned()).collect();
        self.form.set_problems(problems.iter().filter_map(field_of));
        self.form.focus_first_problem();
    }

    /// Shows the problems of fields that were left; in the one being written only what was shown before, so that
    /// nobody is told of a mistake in the middle of typing.
    fn judge(&mut self, context: &Context, duty: &Duty) {
        let problems = read(&context.campaign, duty, &self.draft).problems;
        let focus = self.form.focused().map(|item| item.id().to_owned());
        let is_due = |id: &str| {
            let judged = self.asked || self.left.contains(id);
            judged && (focus.as_deref() != Some(id) || self.shown.contains(id))
        };
        let due: Vec<(&str, Remark)> = problems
            .iter()
            .filter_map(field_of)
            .filter(|(id, _)| is_due(id))
            .collect();
        self.shown = due.iter().map(|(id, _)| (*id).to_owned()).collect();
        self.form.set_problems(due);
    }
}

/// The field beside which a problem stands.
fn field_of(problem: &Problem) -> Option<(&str, Remark)> {
    let Place::Field(id) = &problem.place else {
        return None;
    };
    let remark = match problem.severity {
        Severity::Error => Remark::bad(problem.message.as_str()),
        Severity::Warning => Remark::warning(problem.message.as_str()),
    };
    Some((id.as_str(), remark))
}

fn item(field: &FormField, value: &str) -> Item {
    let (id, label) = (field.id.as_str(), field.label.as_str());
    let item = match &field.kind {
        FieldKind::UnitName => Item::fixed(id, label, value),
        FieldKind::Choice(words) => Item::choice(id, label, words.clone(), value),
        kind => Item::line(id, label, value, FIELD).hint(hint(kind)),
    };
    item.required(field.required)
}

/// What is expected, before anything is wrong.
fn hint(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Mobile => "11 位手机号",
        FieldKind::OfficePhone | FieldKind::Fax => {
            "区号加号码，如 0512-60000000；有分机再加“转8001”"
        }
        FieldKind::Qq => "5 到 11 位数字",
        FieldKind::WeChat => "微信号，也可填手机号或QQ号",
        FieldKind::Email => "如 lianluo@example.com",
        FieldKind::CreditCode => "18 位统一社会信用代码",
        FieldKind::Date => "如 2020-06-16",
        FieldKind::Text | FieldKind::UnitName | FieldKind::Choice(_) => "",
    }
}

/// The form as it was handed in.
fn to_read(known: &Opened, context: &Context) -> Reader {
    let mut paragraphs = Vec::new();
    let fields = context.campaign.registration.iter();
    let fields: Vec<&FormField> = fields.flat_map(|form| &form.fields).collect();
    let label =
        |field: &FormField| format!("{}{}", field.label, if field.required { "*" } else { "" });
    let widest = fields.iter().map(|field| width(&label(field))).max();
    for field in fields {
        let value = known.fresh.fields.get(&field.id).map_or("", String::as_str);
        let (value, meaning) = match value {
            "" => ("（未填）", Meaning::Muted),
            value => (value, Meaning::Text),
        };
        let label = pad_right(&label(field), widest.unwrap_or_default() + 1);
        paragraphs.push((format!("{label}{value}"), meaning));
    }
    if let Some(standing) = &known.standing {
        let stamp = &standing.stamp;
        let (number, channel) = (standing.number, stamp.channel.label());
        let mut text = format!(
            "第 {number} 版，{channel}，{} 收到",
            words::moment(stamp.received_at)
        );
        if !stamp.reason.is_empty() {
            text.push_str(&format!("；理由：{}", stamp.reason));
        }
        paragraphs.push((String::new(), Meaning::Text));
        paragraphs.push((text, Meaning::Muted));
    }
    if known.saved.is_some() {
        let key = named(Scope::Report, Action::Edit);
        let text = format!("另有一份没有提交的更正草稿，按 {key} 继续。");
        paragraphs.push((text, Meaning::Warning));
    }
    Reader::new("", paragraphs)
}
