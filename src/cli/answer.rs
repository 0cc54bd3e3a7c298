//! What a command hands back: a page for people, the same as JSON for programs, and how it ended. Commands print
//! nothing themselves; [`run`](super::run) writes their answer, once, at the end.

use std::process::ExitCode;

use serde::Serialize;
use serde_json::Value;

use super::page::Page;

/// How a command ended: the process's exit code.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Exit {
    /// 0: done.
    #[default]
    Done,
    /// 1: something about the user's data needs a person.
    NeedsPerson,
    /// 2: it cannot be done at all: no desk, no such option, a disk that is full.
    Cannot,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Done => Self::SUCCESS,
            Exit::NeedsPerson => Self::from(1),
            Exit::Cannot => Self::from(2),
        }
    }
}

/// What goes to standard output.
#[derive(Debug)]
pub(super) enum Body {
    /// A page for people, or the same as JSON where `--json` was given.
    Page { page: Page, json: Value },
    /// Text that is the same with and without `--json`: a script, a man page, a help page.
    Text(String),
    /// A file's bytes, as they are.
    Bytes(Vec<u8>),
}

/// The whole answer.
#[derive(Debug)]
pub(super) struct Answer {
    pub body: Body,
    pub exit: Exit,
    /// Lines for standard error: what a person should know beside the answer.
    pub remarks: Vec<String>,
}

impl Answer {
    /// A page, with what `--json` prints instead.
    pub fn new(page: Page, json: impl Serialize) -> Self {
        let json =
            serde_json::to_value(json).expect("the shapes have text keys and no failing parts");
        Self::of(Body::Page { page, json })
    }

    pub fn text(text: impl Into<String>) -> Self {
        Self::of(Body::Text(text.into()))
    }

    /// Everything has been shown already.
    pub fn nothing() -> Self {
        Self::text("")
    }

    pub fn of(body: Body) -> Self {
        Self {
            body,
            exit: Exit::Done,
            remarks: Vec::new(),
        }
    }

    pub fn remark(mut self, remark: impl Into<String>) -> Self {
        self.remarks.push(remark.into());
        self
    }
}
