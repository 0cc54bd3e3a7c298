//! Why a command was not carried out, and how that is told: on standard error for people, on standard output for
//! `--json`. The words come from where it went wrong; this only carries them.

use serde_json::{Value, json};

use super::answer::Exit;
use super::help::NoSuchPage;
use super::page::Page;
use super::usage::Misuse;
use crate::error::{Fault, FaultKind};

/// A failure, ready to be told.
#[derive(Debug)]
pub(super) struct Failure {
    pub exit: Exit,
    /// What happened and what is safe.
    pub message: String,
    /// What to do next.
    pub hints: Vec<String>,
    /// More than one line can say: every problem of a form, every bad row of a list.
    pub details: Page,
    /// The details for `--json`.
    pub json: Option<Value>,
}

impl Failure {
    /// Something about the user's data, told in detail.
    pub fn of_data(message: impl Into<String>, details: Page, json: Value) -> Self {
        Self {
            exit: Exit::NeedsPerson,
            message: message.into(),
            hints: Vec::new(),
            details,
            json: Some(json),
        }
    }

    /// Options whose words cannot be taken, all of them at once.
    pub fn of_options(what: &str, wrong: &[String]) -> Self {
        let mut details = Page::new();
        for message in wrong {
            details.line(format!("  {message}"));
        }
        let problems: Vec<Value> = wrong
            .iter()
            .map(|message| json!({ "place": "option", "id": null, "severity": "error", "message": message }))
            .collect();
        Self::of_data(
            format!("{what}：{} 处写法不对", wrong.len()),
            details,
            json!({ "problems": problems }),
        )
    }

    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// What `--json` prints: always an object with `error`.
    pub fn as_json(&self) -> Value {
        let mut object = json!({ "error": { "message": self.message, "hints": self.hints } });
        if let (Some(Value::Object(more)), Some(object)) = (&self.json, object.as_object_mut()) {
            object.extend(more.clone());
        }
        object
    }

    fn plain(exit: Exit, message: String, hints: Vec<String>) -> Self {
        Self {
            exit,
            message,
            hints,
            details: Page::new(),
            json: None,
        }
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        let exit = match fault.kind {
            FaultKind::Problem => Exit::NeedsPerson,
            FaultKind::Environment => Exit::Cannot,
        };
        let message = match fault.safe.as_str() {
            "" => fault.message,
            safe => format!("{}。{safe}", fault.message.trim_end_matches('。')),
        };
        let hints = Some(fault.hint).filter(|hint| !hint.is_empty());
        Self::plain(exit, message, hints.into_iter().collect())
    }
}

impl From<Misuse> for Failure {
    fn from(misuse: Misuse) -> Self {
        Self::plain(Exit::Cannot, misuse.message, misuse.hints)
    }
}

impl From<NoSuchPage> for Failure {
    fn from(missing: NoSuchPage) -> Self {
        let nearest = missing.nearest.iter();
        let mut hints: Vec<String> = nearest.map(|name| format!("是不是 {name}？")).collect();
        hints.push("anyue help 列出全部命令，anyue help topics 列出专题".to_owned());
        Self::plain(Exit::Cannot, missing.to_string(), hints)
    }
}
