//! The paper whose text goes to the user's own editor before it is written: with which text to begin, and what is asked of
//! the desk on the way. How a text is kept and becomes a paper is `ops::export`'s.

use super::order::{Order, Recipients};
use super::popup::Popup;
use super::state::Export;
use super::work::Request;
use crate::error::Fault;
use crate::ops::export::{self, Beginnings, Begun, Scope as Whose, UNTOUCHED, has_text};
use crate::tui::kit::pick::Pick;
use crate::tui::kit::select::Choice;
use crate::tui::screen::Act;

/// A paper whose text is edited.
#[derive(Debug, Clone, PartialEq)]
pub struct Editing {
    pub order: Order,
    whose: Whose,
}

impl Editing {
    /// `None` where the paper has no text to be edited.
    fn of(order: &Order) -> Option<Self> {
        match order.whose {
            Recipients::One(whose) if has_text(order.kind) => Some(Self {
                order: order.clone(),
                whose,
            }),
            _ => None,
        }
    }

    pub fn request(&self) -> export::Request {
        self.order.request(self.whose)
    }
}

/// The texts that one can begin with, in the order in which the popup names them.
#[derive(Debug)]
pub struct Offered {
    editing: Editing,
    texts: Vec<Begun>,
}

impl Offered {
    /// The paper with the text that was chosen.
    pub fn chosen(&self, at: usize) -> Option<(Editing, Begun)> {
        Some((self.editing.clone(), self.texts.get(at)?.clone()))
    }
}

impl Popup {
    /// With which text to begin. It is asked even where there is one only: an editor that opened by itself later would take
    /// the keys that are meant for another screen.
    pub(super) fn beginnings(editing: Editing, beginnings: Beginnings) -> Self {
        let title = format!("改“{}”的文字", editing.order.kind.label());
        let mut choices = Vec::new();
        let mut texts = Vec::new();
        if let Some(kept) = beginnings.kept {
            let detail = match kept.is_outdated {
                true => "数据已有变动，文字没有跟着改",
                false => "数据没有变动",
            };
            choices.push(Choice::new("接着上次改好的").detail(detail));
            texts.push(kept.begun);
        }
        let detail = "一行一段；〔表：…〕在哪里就排在哪里";
        choices.push(Choice::new("按现在的数据起草").detail(detail));
        texts.push(beginnings.fresh);
        let offered = Offered { editing, texts };
        Self::Begin(Box::new(Pick::new(title, choices)), Box::new(offered))
    }
}

impl Export {
    /// Asks what there is to begin with.
    pub(super) fn begin(&self, order: &Order) -> Vec<Act> {
        match Editing::of(order) {
            Some(_) if self.busy => vec![Act::Remark("上一份还没有写完，请稍候".to_owned())],
            Some(editing) => vec![Act::Ask(Request::Begin(Box::new(editing)).into())],
            None => vec![Act::Remark("只有“情况汇总”可以先改文字再导出".to_owned())],
        }
    }

    /// What the editor left becomes the paper.
    pub(super) fn edited(&mut self, edited: &Result<String, Fault>) -> Vec<Act> {
        let Some((editing, begun)) = self.editing.take() else {
            return Vec::new();
        };
        match edited {
            Err(fault) => vec![Act::Fault(fault.clone().safe(UNTOUCHED))],
            Ok(text) => {
                self.busy = true;
                let text = text.clone();
                let request = Request::WriteText {
                    editing: Box::new(editing),
                    begun,
                    text,
                };
                vec![Act::Ask(request.into())]
            }
        }
    }
}
