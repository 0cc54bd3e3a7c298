//! What lies over the first start's steps: what went wrong, what came of a packet, a text to read. It takes everything while
//! it is there.

use super::Start;
use super::work::{Came, Request};
use crate::ops::packet::ToCompare;
use crate::tui::keys::Action;
use crate::tui::kit::dialog::{Dialog, Verdict};
use crate::tui::kit::input::Input;
use crate::tui::kit::reader::Reader;
use crate::tui::program::Effect;

/// What lies on top of a step.
#[derive(Debug)]
pub(super) enum Top {
    Fault(Box<Dialog>),
    /// What came of a packet, and whether its sender's words were compared.
    Came {
        dialog: Box<Dialog>,
        came: Box<Came>,
    },
    /// A campaign file's problems, or the help.
    Reading(Reader),
}

impl Top {
    /// What came of a packet.
    pub(super) fn of(came: Box<Came>) -> Self {
        Self::Came {
            dialog: Box::new(came_in(&came)),
            came,
        }
    }
}

impl Start {
    /// What lies on top takes everything; when it is closed after a packet came in, the desk is opened.
    pub(super) fn hear_top(&mut self, input: Input<'_>) -> Vec<Effect<Request>> {
        if matches!(input, Input::Action(Action::Quit)) {
            self.chosen = None;
            return vec![Effect::Quit];
        }
        let is_closed = match &mut self.top {
            None => true,
            Some(Top::Fault(dialog)) => dialog.hear(input).closes(),
            Some(Top::Came { dialog, came }) => match dialog.hear(input) {
                Verdict::Accepted if ToCompare::of(&came.taken).is_some() => {
                    return match self.busy.replace(true) {
                        true => Vec::new(),
                        false => vec![Effect::Ask(Request::Compared(came.clone()))],
                    };
                }
                verdict => verdict.closes(),
            },
            Some(Top::Reading(reader)) => !reader.hear(input) && matches!(input, Input::Action(_)),
        };
        if is_closed {
            self.top = None;
        }
        match (is_closed, &self.chosen) {
            (true, Some(_)) => vec![Effect::Quit],
            _ => Vec::new(),
        }
    }
}

/// What is told of a packet; where nobody has compared its sender's words, with how to, and room to say that it was done.
fn came_in(came: &Came) -> Dialog {
    let title = "收下了这个包";
    let told = came.told.join("\n");
    match ToCompare::of(&came.taken) {
        None => Dialog::message(title, told),
        Some(ToCompare { how, words }) => {
            let later = "不一样就先不要填报，同上级联系；现在不方便打电话，下次收包时还会问。";
            let text = format!("{told}\n\n{how}\n  {words}\n{later}");
            Dialog::either(title, text, ["已经核对，一样", "以后再核对"]).careful()
        }
    }
}
