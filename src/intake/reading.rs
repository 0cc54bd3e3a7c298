//! What came out of a file: for every blank its state, how sure that is, and the sentence it was read from.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::page::Position;
use super::period::Which;
use super::whose::{self, Roll, Whose};
use crate::domain::figure::{Answer, Value};
use crate::domain::id::{FieldId, FigureId, TableId};
use crate::domain::problem::Severity;

/// The greatest confidence: the sentence stands word for word as the campaign file has it.
pub const CERTAIN: u16 = 1000;

/// One blank as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Read {
    pub id: FigureId,
    pub state: State,
    /// 约, 近, 余, 多 stood with the number.
    pub approximate: bool,
    /// From 0 to [`CERTAIN`].
    pub confidence: u16,
    /// The statement it stands in, as it was. Empty where the paper does not have it.
    pub sentence: String,
    pub position: Option<Position>,
}

/// What a blank says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    Value(Value),
    Blank,
    NotApplicable,
    /// It could be read in two ways or in none: why, for the person who decides.
    Problem(String),
}

/// One field of the registration form as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldRead {
    pub id: FieldId,
    /// Empty where the form has nothing.
    pub text: String,
    /// What is wrong with it, by the field's kind, or why it is not certain.
    pub problem: Option<String>,
    pub confidence: u16,
    pub position: Option<Position>,
}

/// Something about a file that no single blank answers for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileProblem {
    /// An error needs a person; a warning only wants to be known.
    pub severity: Severity,
    pub message: String,
    /// The sentence concerned, as it was; may be empty.
    pub sentence: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
}

/// One unit's answer as a file has it. A sheet with one unit a row makes one of each row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileReading {
    /// The file's own name.
    pub name: String,
    /// The sheet that it was read from, where a file tells of several units; else, and in a document, empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sheet: String,
    /// The row of the sheet, from 0, where the file has one unit a row.
    pub row: Option<usize>,
    pub unit: Whose,
    pub period: Which,
    /// The tables that were found, and every blank of them in the paper's reading order.
    pub tables: Vec<TableId>,
    pub blanks: Vec<Read>,
    /// The registration form's fields, where the file has it.
    pub fields: Vec<FieldRead>,
    pub problems: Vec<FileProblem>,
}

impl FileReading {
    /// Which part of the file it is, in words: `工作表“第2周”第5行`; none where it is the whole.
    pub fn part(&self) -> Option<String> {
        let sheet = match self.sheet.as_str() {
            "" => String::new(),
            name => format!("工作表“{name}”"),
        };
        let row = self.row.map(|row| format!("第{}行", row + 1));
        let part = sheet + row.as_deref().unwrap_or_default();
        (!part.is_empty()).then_some(part)
    }

    /// Whose it is among these units, which may be others than when it was read.
    pub fn unit_among(&self, units: &Roll) -> Whose {
        whose::again(units, self)
    }
}

impl Read {
    /// The answer, where there is one; a blank is the absence of one.
    pub fn answer(&self) -> Option<Answer> {
        match &self.state {
            State::Value(value) => Some(Answer::Value(value.clone())),
            State::NotApplicable => Some(Answer::NotApplicable),
            State::Blank | State::Problem(_) => None,
        }
    }

    /// What a person has to decide.
    pub fn problem(&self) -> Option<&str> {
        match &self.state {
            State::Problem(message) => Some(message),
            _ => None,
        }
    }
}

impl State {
    pub(super) fn day(day: NaiveDate) -> Self {
        Self::Value(Value::Date(day))
    }
}

impl FileProblem {
    pub(super) fn error(message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            message: message.into(),
            sentence: String::new(),
            position: None,
        }
    }

    pub(super) fn warning(message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(message)
        }
    }

    pub(super) fn at(mut self, sentence: impl Into<String>, position: Option<Position>) -> Self {
        self.sentence = sentence.into();
        self.position = position;
        self
    }
}

impl FileReading {
    /// Whether it can be accepted as it stands: unit and period are certain, and nothing needs a person.
    pub fn is_clean(&self) -> bool {
        self.unit.is_certain()
            && self.period.is_certain()
            && !self.is_empty()
            && self.blanks.iter().all(|read| read.problem().is_none())
            && self.fields.iter().all(|field| field.problem.is_none())
            && self
                .problems
                .iter()
                .all(|problem| problem.severity == Severity::Warning)
    }

    /// Whether nothing of this campaign was found in it.
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty() && self.fields.is_empty()
    }
}

#[cfg(test)]
mod tests {
    //! What makes a reading one that a person has to see.

    use super::*;
    use crate::domain::id::UnitId;
    use crate::domain::period::PeriodId;
    use crate::intake::whose::{Clue, Source};

    fn read(state: State) -> Read {
        Read {
            id: "posters".into(),
            state,
            approximate: false,
            confidence: CERTAIN,
            sentence: String::new(),
            position: None,
        }
    }

    fn clean() -> FileReading {
        let clue = Clue {
            source: Source::UnitLine,
            text: "平江医院".to_owned(),
        };
        FileReading {
            name: "附件2.docx".to_owned(),
            sheet: String::new(),
            row: None,
            unit: Whose::Certain {
                unit: UnitId(1),
                clue,
            },
            period: Which::Certain {
                period: PeriodId::nth("weekly", 2),
                text: String::new(),
            },
            tables: vec!["annex2".into()],
            blanks: vec![read(State::Value(Value::Number(3))), read(State::Blank)],
            fields: Vec::new(),
            problems: vec![FileProblem::warning("宏没有运行")],
        }
    }

    #[test]
    fn one_doubt_of_any_kind_needs_a_person() {
        assert!(clean().is_clean());
        let doubts: [fn(&mut FileReading); 6] = [
            |reading| reading.unit = Whose::Unknown { clue: None },
            |reading| reading.period = Which::Unknown,
            |reading| reading.tables.clear(),
            |reading| {
                reading
                    .blanks
                    .push(read(State::Problem("看不出是几".to_owned())))
            },
            |reading| reading.problems.push(FileProblem::error("缺少一行")),
            |reading| {
                reading.fields.push(FieldRead {
                    id: "mobile".into(),
                    text: "138".to_owned(),
                    problem: Some("位数不对".to_owned()),
                    confidence: 0,
                    position: None,
                });
            },
        ];
        for (at, doubt) in doubts.into_iter().enumerate() {
            let mut reading = clean();
            doubt(&mut reading);
            assert!(!reading.is_clean(), "doubt {at}");
        }
    }

    #[test]
    fn a_blank_and_a_question_are_no_answers() {
        assert_eq!(
            read(State::Value(Value::Number(3))).answer(),
            Some(Answer::number(3))
        );
        assert_eq!(
            read(State::NotApplicable).answer(),
            Some(Answer::NotApplicable)
        );
        assert_eq!(read(State::Blank).answer(), None);
        let asked = read(State::Problem("为什么".to_owned()));
        assert_eq!((asked.answer(), asked.problem()), (None, Some("为什么")));
    }
}
