//! Reads what was typed into what it says, and tells every problem at once, each beside its place. Reading filled
//! paper is not here: that has to guess, this must not.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Channel, Content, Draft, Entry};
use crate::domain::calendar::{DayRange, read_day_of};
use crate::domain::campaign::{
    Ask, Basis, Campaign, Duty, Facts, FieldKind, Form, Named, problem_with,
};
use crate::domain::figure::{Answer, Figure, Value};
use crate::domain::hazard::HazardCount;
use crate::domain::id::{FieldId, LevelId};
use crate::domain::problem::{Place, Problem, Severity};
use crate::domain::typing;
use crate::text::digits::fold_width;
use crate::text::sanitize::{for_storage_block, for_storage_line};

/// A draft as read: what it says, and what is wrong with it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    pub content: Content,
    pub problems: Vec<Problem>,
    /// What is easily forgotten: worth a word before handing in, and no reason is asked for.
    pub reminders: Vec<String>,
}

impl Reading {
    /// Whether something must be mended before submitting.
    pub fn has_errors(&self) -> bool {
        self.problems
            .iter()
            .any(|problem| problem.severity == Severity::Error)
    }

    /// Whether a reason is needed to submit.
    pub fn has_warnings(&self) -> bool {
        self.problems
            .iter()
            .any(|problem| problem.severity == Severity::Warning)
    }
}

/// When a draft is read: what a day without its year, and a check that asks for the period or for today, go by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// The days that the period's figures speak of.
    pub days: DayRange,
    pub today: NaiveDate,
}

/// Reads a whole draft for a duty.
pub fn read(campaign: &Campaign, duty: &Duty, draft: &Draft, when: When) -> Reading {
    let mut reading = Reading::default();
    for ask in &duty.asks {
        match ask {
            Ask::Registration => {
                if let Some(form) = &campaign.registration {
                    reading.read_fields(form, draft, when.days);
                }
            }
            Ask::Narrative { label, required } => reading.read_narrative(label, *required, draft),
            Ask::Hazards => reading.read_hazards(campaign, draft),
            Ask::Material { label, required } => {
                let missing = draft.material.is_empty();
                // Once in a campaign a paper may be all there is; week after week a file is easily forgotten.
                if missing && !required && duty.is_recurring() {
                    let reminder = format!("还没有附{label}，有的话请先添加");
                    reading.reminders.push(reminder);
                }
                reading.read_material(label, *required, draft);
            }
            Ask::Table { table } => {
                let figures = campaign.figures_of(table);
                reading.read_figures(figures, (duty.basis, when), draft);
            }
        }
    }
    reading.check(campaign);
    reading
}

/// Reads what a filled form brought. What else the duty asks for comes another way, if it comes: that it is not there
/// is worth a word and keeps nothing out.
pub fn read_form(campaign: &Campaign, duty: &Duty, draft: &Draft, when: When) -> Reading {
    let mut reading = read(campaign, duty, draft, when);
    for problem in &mut reading.problems {
        if is_beside_form(&problem.place) {
            problem.severity = Severity::Warning;
        }
    }
    reading
}

/// Reads what would take the place of what stands. Where that is a filled form alone, what the duty asks for beside the form
/// came another way or not at all, and whoever puts a number right is only reminded of it.
pub fn read_beside(
    campaign: &Campaign,
    duty: &Duty,
    draft: &Draft,
    standing: Option<&Content>,
    when: When,
) -> Reading {
    let mut reading = read(campaign, duty, draft, when);
    let Some(standing) = standing.filter(|standing| standing.has_answers()) else {
        return reading;
    };
    let was_not_asked = |problem: &mut Problem| match problem.place {
        Place::Narrative => standing.narrative.is_empty(),
        Place::Material => standing.material.is_empty(),
        _ => false,
    };
    let missing = reading.problems.extract_if(.., was_not_asked);
    let reminders = missing.map(|problem| format!("{}（来件没有带，可以不补）", problem.message));
    reading.reminders.extend(reminders.collect::<Vec<_>>());
    reading
}

/// What is at odds with the duty in an answer that has come in by this way. A filled form has no place for the text and the
/// files that the duty asks for beside it: that they were not sent is seen in the answer, and is no fault of what it says.
pub fn faults(
    campaign: &Campaign,
    duty: &Duty,
    draft: &Draft,
    channel: Channel,
    when: When,
) -> Vec<Problem> {
    let mut problems = read(campaign, duty, draft, when).problems;
    if channel == Channel::File {
        problems.retain(|problem| !is_beside_form(&problem.place));
    }
    problems
}

fn is_beside_form(place: &Place) -> bool {
    matches!(place, Place::Narrative | Place::Material)
}

/// Hazards of each level.
pub type HazardCounts = BTreeMap<LevelId, HazardCount>;

impl Reading {
    fn error(&mut self, place: Place, message: impl Into<String>) {
        self.problems.push(Problem::error(place, message));
    }

    fn read_fields(&mut self, form: &Form, draft: &Draft, days: DayRange) {
        for field in &form.fields {
            let typed = draft.fields.get(&field.id).map_or("", String::as_str);
            let typed = for_storage_line(typed);
            let typed = typed.trim();
            let place = || Place::Field(FieldId::clone(&field.id));
            if typed.is_empty() {
                if field.required {
                    self.error(place(), format!("{}是必填项，请填写", field.label));
                }
                continue;
            }
            let said = read_field(&field.kind, typed, days).unwrap_or_else(|message| {
                self.error(place(), message);
                typed.to_owned()
            });
            self.content.fields.insert(field.id.clone(), said);
        }
    }

    fn read_narrative(&mut self, label: &str, required: bool, draft: &Draft) {
        let typed = for_storage_block(&draft.narrative);
        let typed = typed.trim();
        if required && typed.is_empty() {
            self.error(Place::Narrative, format!("请填写{label}"));
        }
        self.content.narrative = typed.to_owned();
    }

    fn read_material(&mut self, label: &str, required: bool, draft: &Draft) {
        if required && draft.material.is_empty() {
            self.error(Place::Material, format!("请附上{label}，至少一个文件"));
        }
        self.content.material.clone_from(&draft.material);
    }

    fn read_hazards(&mut self, campaign: &Campaign, draft: &Draft) {
        for level in &campaign.hazard_levels {
            let Some(typed) = draft.hazards.get(&level.id) else {
                continue;
            };
            let mut read = |text: &str, what: &str| {
                let number = match typing::read_number(text, 0) {
                    None => Ok(0),
                    Some(Ok(n)) => u32::try_from(n).map_err(|_| "数字过大，请核对".to_owned()),
                    Some(Err(message)) => Err(message),
                };
                number.unwrap_or_else(|message| {
                    let place = Place::Hazards(level.id.clone());
                    self.problems.push(Problem::error(
                        place,
                        format!("{}{what}：{message}", level.name),
                    ));
                    0
                })
            };
            let count = HazardCount {
                found: read(&typed.found, HazardCount::FOUND),
                closed: read(&typed.closed, HazardCount::CLOSED),
            };
            if !typed.found.trim().is_empty() || !typed.closed.trim().is_empty() {
                self.content.hazards.insert(level.id.clone(), count);
            }
        }
    }

    /// A blank that is left blank is worth a word only where the figures are final: every week it would be noise.
    fn read_figures<'a>(
        &mut self,
        figures: impl Iterator<Item = &'a Figure>,
        (basis, when): (Basis, When),
        draft: &Draft,
    ) {
        for figure in figures.filter(|figure| figure.is_asked()) {
            let place = Place::Figure(figure.id.clone());
            match draft
                .entries
                .get(&figure.id)
                .map(|entry| read_answer(figure, entry, when.days))
            {
                Some(Ok(Some(answer))) => {
                    self.content.figures.insert(figure.id.clone(), answer);
                }
                Some(Err(message)) => self.error(place, message),
                Some(Ok(None)) | None if basis == Basis::Cumulative => {
                    let message = "还没有填：没有发生填 0，与本单位无关选“不涉及”";
                    self.problems.push(Problem::warning(place, message));
                }
                Some(Ok(None)) | None => {}
            }
        }
    }

    fn check(&mut self, campaign: &Campaign) {
        for check in &campaign.checks {
            if check.is_broken_by(Facts::of_figures(&self.content.figures)) {
                let place = match check.place() {
                    Some(Named::Figure(id)) => Place::Figure(id.clone()),
                    _ => Place::Whole,
                };
                self.problems.push(Problem {
                    place,
                    severity: check.severity,
                    message: check.message.clone(),
                });
            }
        }
    }
}

/// Reads one field of the registration form, as it is kept: a day in full, everything else as it was typed.
fn read_field(kind: &FieldKind, typed: &str, days: DayRange) -> Result<String, String> {
    match (problem_with(kind, typed), kind) {
        (Some(message), _) => Err(message),
        (None, FieldKind::Date) => match read_day_of(&fold_width(typed), days) {
            Ok(day) => Ok(day.to_string()),
            Err(error) => Err(error.to_string()),
        },
        (None, _) => Ok(typed.to_owned()),
    }
}

/// Reads one blank: an answer, nothing where it is blank, or what is expected instead. A day without its year is one of
/// `days`.
pub fn read_answer(
    figure: &Figure,
    entry: &Entry,
    days: DayRange,
) -> Result<Option<Answer>, String> {
    match entry {
        Entry::NotApplicable => Ok(Some(Answer::NotApplicable)),
        Entry::Typed(typed) => Ok(typing::read(figure.kind, typed, days)?.map(Answer::Value)),
    }
}

/// Writes an answer as a person reads and types it; a decimal with its point, 不涉及 in full.
pub fn show_answer(figure: &Figure, answer: &Answer) -> String {
    match answer {
        Answer::NotApplicable => "不涉及".to_owned(),
        Answer::Value(value) => typing::show(figure.kind, value),
    }
}

/// Writes one of a figure's numbers as a person reads it: a decimal with its point.
pub fn show_number(figure: &Figure, number: i64) -> String {
    typing::show(figure.kind, &Value::Number(number))
}

/// Writes how far two of a figure's numbers lie apart, with its sign: `+3`, `-0.50`.
pub fn show_difference(figure: &Figure, amount: i64) -> String {
    let sign = if amount > 0 { "+" } else { "" };
    format!("{sign}{}", show_number(figure, amount))
}

#[cfg(test)]
mod tests;
