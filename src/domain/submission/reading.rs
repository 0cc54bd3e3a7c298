//! Reads what was typed into what it says, and tells every problem at once, each beside its place. Reading filled
//! paper is not here: that has to guess, this must not.

use chrono::NaiveDate;

use super::{Content, Draft, Entry};
use crate::domain::campaign::{Ask, Basis, Campaign, Duty, Form, problem_with};
use crate::domain::figure::{Answer, Figure, FigureKind, Value};
use crate::domain::hazard::HazardCount;
use crate::domain::id::FieldId;
use crate::domain::problem::{Place, Problem, Severity};
use crate::text::digits::{fold_number, fold_width};

/// The largest number that a blank takes: twelve digits. More is a slip of the finger.
const LARGEST: i64 = 999_999_999_999;

/// A draft as read: what it says, and what is wrong with it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    pub content: Content,
    pub problems: Vec<Problem>,
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

/// Reads a whole draft for a duty.
pub fn read(campaign: &Campaign, duty: &Duty, draft: &Draft) -> Reading {
    let mut reading = Reading::default();
    for ask in &duty.asks {
        match ask {
            Ask::Registration => {
                if let Some(form) = &campaign.registration {
                    reading.read_fields(form, draft);
                }
            }
            Ask::Narrative { label, required } => reading.read_narrative(label, *required, draft),
            Ask::Hazards => reading.read_hazards(campaign, draft),
            Ask::Material { label, required } => reading.read_material(label, *required, draft),
            Ask::Table { table } => {
                let figures = campaign.figures_of(table);
                reading.read_figures(figures, duty.basis, draft);
            }
        }
    }
    reading.check(campaign);
    reading
}

impl Reading {
    fn error(&mut self, place: Place, message: impl Into<String>) {
        self.problems.push(Problem::error(place, message));
    }

    fn read_fields(&mut self, form: &Form, draft: &Draft) {
        for field in &form.fields {
            let typed = draft.fields.get(&field.id).map_or("", |text| text.trim());
            let place = || Place::Field(FieldId::clone(&field.id));
            if typed.is_empty() {
                if field.required {
                    self.error(place(), format!("{}是必填项，请填写", field.label));
                }
                continue;
            }
            if let Some(message) = problem_with(&field.kind, typed) {
                self.error(place(), message);
            }
            self.content
                .fields
                .insert(field.id.clone(), typed.to_owned());
        }
    }

    fn read_narrative(&mut self, label: &str, required: bool, draft: &Draft) {
        let typed = draft.narrative.trim();
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
                let number = match read_number(text, 0) {
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
                found: read(&typed.found, "发现数"),
                closed: read(&typed.closed, "整改数"),
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
        basis: Basis,
        draft: &Draft,
    ) {
        for figure in figures {
            let place = Place::Figure(figure.id.clone());
            match draft
                .entries
                .get(&figure.id)
                .map(|entry| read_answer(figure, entry))
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
            if check.is_broken_by(&self.content.figures) {
                let place = check
                    .place()
                    .map_or(Place::Whole, |id| Place::Figure(id.clone()));
                self.problems.push(Problem {
                    place,
                    severity: check.severity,
                    message: check.message.clone(),
                });
            }
        }
    }
}

/// Reads one blank: an answer, nothing where it is blank, or what is expected instead.
pub fn read_answer(figure: &Figure, entry: &Entry) -> Result<Option<Answer>, String> {
    let typed = match entry {
        Entry::NotApplicable => return Ok(Some(Answer::NotApplicable)),
        Entry::Typed(typed) => typed.trim(),
    };
    if typed.is_empty() {
        return Ok(None);
    }
    let value = match figure.kind {
        FigureKind::Count => read_number(typed, 0).transpose()?.map(Value::Number),
        FigureKind::Decimal { scale } => read_number(typed, scale).transpose()?.map(Value::Number),
        FigureKind::Text => Some(Value::Text(typed.to_owned())),
        FigureKind::YesNo => Some(Value::YesNo(match typed {
            "是" | "有" | "y" | "Y" => true,
            "否" | "无" | "n" | "N" => false,
            _ => return Err("应填“是”或“否”".to_owned()),
        })),
        FigureKind::Date => {
            let day = NaiveDate::parse_from_str(&fold_width(typed), "%Y-%m-%d");
            Some(Value::Date(
                day.map_err(|_| "应填日期，例如 2020-06-16".to_owned())?,
            ))
        }
    };
    Ok(value.map(Answer::Value))
}

/// Reads a number with `scale` digits behind the point into a scaled integer. Full-width digits and thousands
/// separators are taken; a sign, a word or a unit is not. `None` where nothing was typed.
fn read_number(typed: &str, scale: u8) -> Option<Result<i64, String>> {
    let plain = fold_number(typed);
    if plain.is_empty() {
        return None;
    }
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if !digits(whole) || !digits(part) || whole.is_empty() || plain.ends_with('.') {
        return Some(Err("应填数字，例如 12；没有发生填 0".to_owned()));
    }
    if part.len() > usize::from(scale) {
        return Some(Err(match scale {
            0 => "应填整数，不带小数".to_owned(),
            n => format!("最多 {n} 位小数"),
        }));
    }
    let scaled = format!("{whole}{part:0<width$}", width = usize::from(scale));
    Some(match scaled.parse::<i64>() {
        Ok(number) if number <= LARGEST => Ok(number),
        _ => Err("数字过大，请核对".to_owned()),
    })
}

/// Writes an answer as a person reads and types it; a decimal with its point, 不涉及 in full.
pub fn show_answer(figure: &Figure, answer: &Answer) -> String {
    match answer {
        Answer::NotApplicable => "不涉及".to_owned(),
        Answer::Value(Value::Number(n)) => match figure.kind {
            FigureKind::Decimal { scale } => show_decimal(*n, scale),
            _ => n.to_string(),
        },
        Answer::Value(Value::Text(text)) => text.clone(),
        Answer::Value(Value::YesNo(yes)) => if *yes { "是" } else { "否" }.to_owned(),
        Answer::Value(Value::Date(day)) => day.to_string(),
    }
}

/// Writes a scaled integer with its point.
fn show_decimal(number: i64, scale: u8) -> String {
    let sign = if number < 0 { "-" } else { "" };
    let width = usize::from(scale) + 1;
    let digits = format!("{:0>width$}", number.unsigned_abs());
    let (whole, part) = digits.split_at(digits.len() - usize::from(scale));
    if part.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{part}")
    }
}
