//! The terminal program.
//!
//! # How one keystroke goes
//!
//! ```text
//! crossterm event → Msg → App: what lies on top, else the screen, else the app itself
//!     → Event::read(scope) → Input: an Action (the keymap knows the key here) or the key itself (text)
//!     → the screen's state changes, widgets of the kit do the editing → Vec<Act> → Vec<Effect>
//! Effect → the worker's thread → ops → Msg::Reply → Screen::receive
//! view(&state, frame): no I/O, nothing is changed but what widgets remember of where they were drawn
//! ```
//!
//! [`run`] is the one place where effects run; everything else can be tested without a terminal.
//!
//! # How to write a screen
//!
//! A screen implements [`screen::Screen`] in its folder under [`screens`].
//!
//! **State.** Hold widgets of the [`kit`] and what the worker answered. Rebuild a widget's lines when an answer comes,
//! not when drawing. A popup is an `Option` of a [`kit::dialog::Dialog`], [`kit::pick::Pick`] or
//! [`kit::reader::Reader`].
//!
//! **Scope.** `scope()` says whose keys hold now: the open popup's, else those of the widget that has the focus
//! ([`kit::form::Form::scope`]), else the screen's own. Footer and help follow it. A new intent is a variant of
//! [`keys::Action`] and a row in `keys/keymap/table.rs`; tests hold that nothing is bound twice, that no printable key
//! is taken from a text, that the footer fits 80 columns and that the README has the table (renew it with
//! `INSTA_UPDATE=always cargo test keys::help`).
//!
//! **Update.** Read the event in the scope, and hand the input down: popup first, then the focused widget, then the
//! screen's own actions. Editing widgets answer with an [`Outcome`](kit::Outcome): `Edited` is the time to ask for the
//! draft to be saved, `Ignored` means the input is somebody else's (so `Tab` on a form's last field can go on to the
//! next part); the paper's [`Heard`](kit::paper::Heard) says the same. What nobody wants is `Handled::Ignored`: the app
//! then looks at it. Lines, areas and forms undo by themselves; a paper leaves undo to its screen, which can put an
//! earlier [`Filling`](kit::paper::Filling) back with [`Paper::fill`](kit::paper::Paper::fill).
//!
//! **View.** Divide the area, let each widget draw, popups last, and put the cursor where the focused widget says:
//!
//! ```text
//! let buffer = frame.buffer_mut();
//! let mut caret = self.form.draw(buffer, area, self.popup.is_none(), theme);
//! if let Some(popup) = &self.popup {
//!     caret = popup.draw(buffer, area, theme);
//! }
//! if let Some(caret) = caret {
//!     frame.set_cursor_position(caret);
//! }
//! ```
//!
//! What is known of a paper's focused blank (last week, the sum so far, what is wrong) is drawn apart from the paper, by
//! [`Paper::draw_strip`](kit::paper::Paper::draw_strip), into two lines of the screen's choosing.
//!
//! Text of one's own goes through [`kit::ink`], styles through [`theme::Meaning`]. A state is told by a word or a sign,
//! never by colour alone, and chrome that must stand in columns keeps to ASCII and Chinese characters.
//!
//! **Tests.** Feed events to the screen, draw it into a buffer, and compare [`dump::with_cursor`] at 80×24 and 120×40.

pub mod app;
pub mod dump;
pub mod keys;
pub mod kit;
pub mod program;
pub mod run;
pub mod screen;
pub mod screens;
pub mod start;
pub mod theme;
pub mod work;

use crate::clock::Clock;
use crate::error::Fault;
use crate::ops::Desk;
use app::App;
use screen::Destination;
use theme::Theme;
use work::DeskWorker;

/// Runs the program on an open desk, beginning at `to`, until the user quits.
pub fn open(desk: Desk, clock: &Clock, has_colours: bool, to: &Destination) -> Result<(), Fault> {
    let worker = DeskWorker::new(desk, Theme::new(has_colours));
    let mut app = App::new(worker.context()?);
    let first = app.visit(to, clock.now());
    Ok(run::run(&mut app, worker, first, clock)?)
}
