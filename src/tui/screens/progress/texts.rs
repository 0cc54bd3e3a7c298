//! The finished texts of reminders: one unit's, everybody's one by one, and one for the whole group. They are drawn
//! without a frame and from the first column, so that what is selected with the mouse can be pasted as it is. Nothing is
//! sent from here; that it was, is marked.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::work::Request;
use crate::ops::chase::{ChaseSheet, SentAs};
use crate::tui::keys::Action;
use crate::tui::keys::keymap::Scope;
use crate::tui::kit::input::Input;
use crate::tui::kit::reader::Reader;
use crate::tui::kit::{ink, overlay};
use crate::tui::theme::{Meaning, Theme};

/// The texts, one page each.
#[derive(Debug)]
pub struct Texts {
    pages: Vec<Page>,
    at: usize,
    /// The desk has been asked to note that a page was sent.
    pub under_way: bool,
}

#[derive(Debug)]
struct Page {
    title: String,
    /// When it was chased before.
    before: String,
    sheet: ChaseSheet,
    sent_as: SentAs,
    reader: Reader,
}

/// What came of an input.
#[derive(Debug, PartialEq)]
pub enum Heard {
    Open,
    Closed,
    Sent(Request),
}

impl Texts {
    pub const SCOPE: Scope = Scope::Chase;

    /// `None` where there is nobody to chase.
    pub fn new(one: Option<ChaseSheet>, everybody: ChaseSheet) -> Option<Self> {
        let mut pages = Vec::new();
        if let Some(one) = one {
            let chase = one.units.first();
            let title = chase.map_or(String::new(), |chase| chase.unit.name.clone());
            pages.push(Page::new(title, one, SentAs::Single));
        }
        if !everybody.units.is_empty() {
            let count = everybody.units.len();
            let group = everybody.clone();
            pages.push(Page::new(
                format!("逐家 {count} 份"),
                everybody,
                SentAs::Single,
            ));
            pages.push(Page::new("群发 1 份".into(), group, SentAs::Group));
        }
        (!pages.is_empty()).then_some(Self {
            pages,
            at: 0,
            under_way: false,
        })
    }

    pub fn hear(&mut self, input: Input<'_>) -> Heard {
        let count = self.pages.len();
        match input {
            Input::Action(Action::Back) => return Heard::Closed,
            Input::Action(Action::Right) => self.at = (self.at + 1) % count,
            Input::Action(Action::Left) => self.at = (self.at + count - 1) % count,
            Input::Action(Action::Submit) if !self.under_way => {
                self.under_way = true;
                let page = &self.pages[self.at];
                return Heard::Sent(Request::Sent(page.sheet.clone(), page.sent_as));
            }
            input => drop(self.pages[self.at].reader.hear(input)),
        }
        Heard::Open
    }

    /// Draws it in the place of the matrix.
    pub fn draw(&self, buffer: &mut Buffer, area: Rect, theme: Theme) {
        overlay::clear(buffer, area);
        let first = ink::row(area, 0);
        let mut used = ink::put(buffer, first, "催报  ", theme.style(Meaning::Heading));
        for (at, page) in self.pages.iter().enumerate() {
            let style = theme.style(if at == self.at {
                Meaning::TabActive
            } else {
                Meaning::Text
            });
            let title = format!(" {} ", page.title);
            used += ink::put(buffer, ink::indent(first, used), &title, style) + 1;
        }
        let page = &self.pages[self.at];
        ink::put_right(
            buffer,
            ink::indent(first, used),
            &page.before,
            theme.style(Meaning::Muted),
        );
        let body = ink::below(area, 2);
        let body = Rect {
            height: body.height.saturating_sub(2),
            ..body
        };
        page.reader.draw(buffer, body, theme);
        let last = ink::row(area, usize::from(area.height.saturating_sub(1)));
        let hint = "按住 Shift 拖动鼠标可选中文字复制；发出以后按 F9 记下，记录里可查。";
        ink::put(buffer, last, hint, theme.style(Meaning::Muted));
    }
}

impl Page {
    fn new(title: String, sheet: ChaseSheet, sent_as: SentAs) -> Self {
        let texts: Vec<&str> = match sent_as {
            SentAs::Group => vec![&sheet.group],
            SentAs::Single => sheet
                .units
                .iter()
                .map(|chase| chase.text.as_str())
                .collect(),
        };
        let text = texts.join("\n\n");
        let reader = Reader::new("", vec![(text, Meaning::Text)]);
        let chased = sheet
            .units
            .iter()
            .filter(|chase| chase.sent.is_some())
            .count();
        let before = match sheet.units.as_slice() {
            [only] => only.sent.map_or("没有催过".into(), |sent| sent.words()),
            all => format!("{} 家里 {chased} 家催过", all.len()),
        };
        Self {
            title,
            before,
            sheet,
            sent_as,
            reader,
        }
    }
}
