//! How the state of a unit with a period looks on every screen: its sign, its word and its colour; and how rates are
//! written. What the states are is [`domain::status`](crate::domain::status)'s.

use crate::domain::status::{State, Tally, show_rate};
use crate::tui::kit::table::Cell;
use crate::tui::theme::Meaning;

/// What a state says to the eye.
pub fn meaning(state: State) -> Meaning {
    match state {
        State::Missing => Meaning::Bad,
        State::Late | State::DueSoon => Meaning::Warning,
        State::Draft => Meaning::Accent,
        State::Open => Meaning::Text,
        State::Received => Meaning::Good,
        State::Excused | State::NotOpen | State::NotOwed => Meaning::Muted,
    }
}

/// `! 缺报`
pub fn words(state: State) -> String {
    format!("{} {}", state.sign(), state.label())
}

/// A state in its place of a table.
pub fn cell(state: State) -> Cell {
    Cell::new(words(state), meaning(state))
}

/// One of a tally's rates; `/` while it says nothing.
pub fn rate(tally: &Tally, rate: fn(&Tally) -> Option<u32>) -> String {
    show_rate(rate(tally).filter(|_| tally.has_begun()))
}

/// Of 24 units: `应报 23  # 按时 20  + 迟报 1  ! 缺报 2`, and those still to come.
pub fn tally(tally: &Tally) -> String {
    let mut words = format!("应报 {}", tally.expected);
    let mut say = |state: State, label: &str, count: u32| {
        if count > 0 {
            words.push_str(&format!("  {} {label} {count}", state.sign()));
        }
    };
    say(State::Received, State::Received.label(), tally.on_time);
    say(State::Late, State::Late.label(), tally.late);
    say(State::Missing, State::Missing.label(), tally.missing);
    say(State::Open, "未报", tally.pending);
    say(State::Excused, State::Excused.label(), tally.excused);
    words
}
