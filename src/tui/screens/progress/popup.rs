//! What lies on top of the matrix, one at a time: which keys it takes, whether it waits for the desk, how it is drawn.
//! What comes of it is the [`state`](super::state)'s to do.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::asking::{self, Asking};
use super::narrowing::Narrowing;
use super::packing::{self, Packing};
use super::rolling::{self, Rolling};
use super::texts::{self, Texts};
use super::work::Request;
use crate::domain::calendar::Instant;
use crate::ops::status::Filter;
use crate::tui::keys::keymap::Scope;
use crate::tui::kit::dialog::{Dialog, Verdict};
use crate::tui::kit::input::Input;
use crate::tui::kit::pick::Pick;
use crate::tui::theme::Theme;

/// One of them.
#[derive(Debug)]
pub(super) enum Popup {
    Narrowing(Box<Narrowing>),
    Asking(Box<Asking>),
    Texts(Box<Texts>),
    Packing(Box<Packing>),
    Rolling(Box<Rolling>),
    /// Something to be read and put away.
    Told(Box<Dialog>),
}

/// What became of an input.
#[derive(Debug, PartialEq)]
pub(super) enum Heard {
    Open,
    Closed,
    /// The filter was chosen anew; nothing else is left to do here.
    Narrowed,
    Asked(Request),
}

impl Popup {
    pub fn told(dialog: Dialog) -> Self {
        Self::Told(Box::new(dialog))
    }

    /// Takes everything but what belongs to the whole program.
    pub fn hear(&mut self, input: Input<'_>, filter: &mut Filter, now: Instant) -> Heard {
        match self {
            Self::Narrowing(narrowing) => match narrowing.hear(input, filter) {
                Verdict::Accepted => Heard::Narrowed,
                Verdict::Refused => Heard::Closed,
                Verdict::Open | Verdict::Edited => Heard::Open,
            },
            Self::Asking(asking) => match asking.hear(input, now) {
                asking::Heard::Open => Heard::Open,
                asking::Heard::Closed => Heard::Closed,
                asking::Heard::Accepted(change) => Heard::Asked(Request::Change(change)),
            },
            Self::Texts(texts) => match texts.hear(input) {
                texts::Heard::Open => Heard::Open,
                texts::Heard::Closed => Heard::Closed,
                texts::Heard::Sent(request) => Heard::Asked(request),
            },
            Self::Packing(packing) => match packing.hear(input) {
                packing::Heard::Open => Heard::Open,
                packing::Heard::Closed => Heard::Closed,
                packing::Heard::Accepted(request) => Heard::Asked(request),
            },
            Self::Rolling(rolling) => match rolling.hear(input) {
                rolling::Heard::Open => Heard::Open,
                rolling::Heard::Closed => Heard::Closed,
                rolling::Heard::Accepted(request) => Heard::Asked(request),
            },
            Self::Told(dialog) => match dialog.hear(input) {
                Verdict::Accepted | Verdict::Refused => Heard::Closed,
                Verdict::Open | Verdict::Edited => Heard::Open,
            },
        }
    }

    /// Which keys hold.
    pub fn scope(&self) -> Scope {
        match self {
            Self::Narrowing(_) => Pick::SCOPE,
            Self::Texts(_) => Texts::SCOPE,
            Self::Asking(_) | Self::Packing(_) | Self::Rolling(_) | Self::Told(_) => {
                self.dialog().map_or(Scope::Dialog, Dialog::scope)
            }
        }
    }

    /// Whether something in it has to be mended; `None` where there is nothing to fill in.
    pub fn has_problems(&self) -> Option<bool> {
        match self {
            Self::Asking(_) | Self::Packing(_) | Self::Rolling(_) => {
                self.dialog().map(Dialog::has_problems)
            }
            Self::Narrowing(_) | Self::Texts(_) | Self::Told(_) => None,
        }
    }

    fn dialog(&self) -> Option<&Dialog> {
        match self {
            Self::Asking(asking) => Some(&asking.dialog),
            Self::Packing(packing) => Some(&packing.dialog),
            Self::Rolling(rolling) => Some(&rolling.dialog),
            Self::Told(dialog) => Some(dialog),
            Self::Narrowing(_) | Self::Texts(_) => None,
        }
    }

    /// Whether it waits for a change that the desk was asked to make.
    pub fn awaits_change(&self) -> bool {
        match self {
            Self::Asking(asking) => asking.under_way,
            Self::Texts(texts) => texts.under_way,
            _ => false,
        }
    }

    /// What was asked of the desk did not come about; what was typed is still there.
    pub fn wake(&mut self) {
        match self {
            Self::Asking(asking) => asking.under_way = false,
            Self::Texts(texts) => texts.under_way = false,
            Self::Packing(packing) => packing.under_way = false,
            Self::Rolling(rolling) => rolling.under_way = false,
            Self::Narrowing(_) | Self::Told(_) => {}
        }
    }

    /// Draws it over `area`. Answers where the cursor belongs.
    pub fn draw(&self, buffer: &mut Buffer, area: Rect, theme: Theme) -> Option<Position> {
        match self {
            Self::Narrowing(narrowing) => narrowing.pick.draw(buffer, area, theme),
            Self::Texts(texts) => {
                texts.draw(buffer, area, theme);
                None
            }
            Self::Asking(_) | Self::Packing(_) | Self::Rolling(_) | Self::Told(_) => {
                let dialog = self.dialog()?;
                dialog.draw(buffer, area, theme)
            }
        }
    }
}
