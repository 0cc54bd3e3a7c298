//! How the state of a unit with a period looks on every screen: its sign, its word and its colour; and how rates are
//! written. What the states are is [`domain::status`](crate::domain::status)'s.

use crate::domain::calendar::Instant;
use crate::domain::calendar::words::moment;
use crate::domain::review::Verdict;
use crate::domain::status::{Sending, State, Tally, show_rate};
use crate::ops::status;
use crate::tui::keys::Action;
use crate::tui::keys::keymap::{Scope, named};
use crate::tui::kit::table::Cell;
use crate::tui::theme::Meaning;

/// The sign of a report that was returned: it goes back the way it came.
const RETURNED: char = '<';

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

/// Where a unit stands with a period, and of a desk's own unit how far that has gone upward: nothing is in time before the
/// desk above has it.
/// A report that was returned waits for another, in time or not.
pub fn of(cell: &status::Cell) -> (String, Meaning) {
    match cell.returned_at {
        Some(_) => (returned(), Meaning::Warning),
        None => of_sending(cell.state, cell.sending),
    }
}

/// `< 退回`
pub fn returned() -> String {
    format!("{RETURNED} {}", Verdict::Returned.label())
}

/// See [`of`].
pub fn of_sending(state: State, sending: Option<Sending>) -> (String, Meaning) {
    match sending {
        None => (words(state), meaning(state)),
        Some(sending) => {
            let (sign, label) = sending.sign_and_label();
            let meaning = match sending {
                Sending::Unsent => Meaning::Warning,
                Sending::Packed => Meaning::Accent,
                Sending::Received { is_late, .. } => meaning(State::of_receipt(is_late)),
            };
            (format!("{sign} {label}"), meaning)
        }
    }
}

/// When what a unit reported for a period came; `None` where nothing did.
pub fn came(cell: &status::Cell) -> Option<String> {
    let received = cell.receipt.received_at?;
    let sent = cell.receipt.sent_at.unwrap_or(received);
    Some(came_at(sent, received, cell.sending))
}

/// On its unit's own desk when it was handed in and how far it has gone; elsewhere when it was received, and when it was
/// handed in where that was before: on time is judged by the first, and each side is to see why.
pub fn came_at(sent: Instant, received: Instant, sending: Option<Sending>) -> String {
    match sending {
        Some(sending @ Sending::Unsent) => {
            let (sent, on) = (moment(sent), sending.words());
            format!("{sent} 交出，{on}（{}）", make_packet())
        }
        Some(sending) => format!("{} 交出，{}", moment(sent), sending.words()),
        None if sent < received && moment(sent) != moment(received) => {
            format!("{} 交出，{} 收到", moment(sent), moment(received))
        }
        None => format!("{} 收到", moment(received)),
    }
}

/// What to do where totals are wanted: `到“进度”按 h 汇总`
pub fn roll_up() -> String {
    format!("到“进度”按 {} 汇总", named(Scope::Matrix, Action::RollUp))
}

/// What a liaison does next with what was handed in on its own desk.
pub fn make_packet() -> String {
    let key = named(Scope::Report, Action::MakePacket);
    format!("按 {key} 生成报送包")
}

/// One of the rates of what is due; `/` while it says nothing.
pub fn rate(tally: &Tally, rate: fn(&Tally) -> Option<u32>) -> String {
    show_rate(rate(tally))
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
    say(State::Open, State::Open.label(), tally.pending);
    say(State::Excused, State::Excused.label(), tally.excused);
    words
}
