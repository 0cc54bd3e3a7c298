//! The table of all keys. One row an action in a scope, with its chords and its words; everything that shows or reads
//! keys goes through here.
//!
//! A scope falls through to a wider one, so that `?` is bound once for all lists. Scopes in which text is typed fall
//! straight to [`Scope::Always`], which has no printable key. To bind something new, add the action and one row.

use crossterm::event::KeyEvent;

use super::action::Action;
use super::chord::Chord;

mod table;

pub use table::BINDINGS;

/// Where a binding holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Everywhere, in the middle of typing too.
    Always,
    /// Wherever nothing is typed.
    Browse,
    Overview,
    /// Anything with lines to choose from.
    List,
    Matrix,
    /// Arrivals in the in-tray.
    Intray,
    /// One of them as its paper, to be corrected.
    Arrival,
    /// Reports in the in-tray that want a look.
    Inbox,
    /// What two desks say, side by side.
    Versions,
    Units,
    Hazards,
    /// A register's records.
    Records,
    /// Targets, points, responsibilities, awards.
    Results,
    /// The statistics table, to be read: its numbers are chosen and opened.
    Statistics,
    /// What a number of the table is made of.
    Sources,
    Audit,
    Export,
    Start,
    /// Whatever is filled in: fields, texts and papers.
    Form,
    /// A form's field of one line.
    Field,
    /// A text of several lines within a form.
    Area,
    /// Sentences with blanks to fill.
    Paper,
    /// Submitted and closed for typing: a report to be read.
    Report,
    /// A question or a message on top of everything.
    Dialog,
    /// A list on top of everything, narrowed down by typing.
    Pick,
    /// A line being typed to search a list.
    Search,
    /// A text on top of everything, to be read.
    Reading,
    /// The finished texts of reminders, to be copied and marked as sent.
    Chase,
}

impl Scope {
    pub const ALL: [Self; 28] = [
        Self::Always,
        Self::Browse,
        Self::Overview,
        Self::List,
        Self::Matrix,
        Self::Intray,
        Self::Arrival,
        Self::Inbox,
        Self::Versions,
        Self::Units,
        Self::Hazards,
        Self::Records,
        Self::Results,
        Self::Statistics,
        Self::Sources,
        Self::Audit,
        Self::Export,
        Self::Start,
        Self::Form,
        Self::Field,
        Self::Area,
        Self::Paper,
        Self::Report,
        Self::Dialog,
        Self::Pick,
        Self::Search,
        Self::Reading,
        Self::Chase,
    ];

    /// The wider scope that is asked when this one does not know a chord.
    pub fn falls_to(self) -> Option<Self> {
        Some(match self {
            Self::Always => return None,
            Self::Matrix | Self::Intray | Self::Units | Self::Hazards | Self::Audit => Self::List,
            Self::Inbox | Self::Start | Self::Records | Self::Results => Self::List,
            Self::List | Self::Overview | Self::Statistics => Self::Browse,
            Self::Sources | Self::Export | Self::Report | Self::Versions => Self::Browse,
            Self::Field | Self::Area | Self::Paper => Self::Form,
            Self::Browse | Self::Form | Self::Arrival | Self::Dialog | Self::Pick => Self::Always,
            Self::Search | Self::Reading | Self::Chase => Self::Always,
        })
    }

    /// This scope and those it falls through to, nearest first.
    pub fn chain(self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |scope| scope.falls_to())
    }

    /// Whether text is typed here, so that printable keys must reach it.
    pub fn takes_text(self) -> bool {
        matches!(
            self,
            Self::Always
                | Self::Form
                | Self::Field
                | Self::Area
                | Self::Paper
                | Self::Arrival
                | Self::Pick
                | Self::Search
        )
    }

    /// The heading of its part of the help.
    pub fn title(self) -> &'static str {
        match self {
            Self::Always => "随时可用",
            Self::Browse => "浏览时",
            Self::Overview => "总览",
            Self::List => "列表",
            Self::Matrix => "进度",
            Self::Intray => "收件",
            Self::Arrival => "收件：核对一份",
            Self::Inbox => "收件：审核",
            Self::Versions => "收件：两种说法",
            Self::Units => "单位",
            Self::Hazards => "隐患",
            Self::Records => "登记",
            Self::Results => "目标、积分、责任、评选",
            Self::Statistics => "统计表",
            Self::Sources => "数的来源",
            Self::Audit => "记录",
            Self::Export => "导出",
            Self::Start => "开始",
            Self::Form => "填表时",
            Self::Field => "填表：单行",
            Self::Area => "填表：多行文字",
            Self::Paper => "填表：表中填空",
            Self::Report => "查看已报内容",
            Self::Dialog => "对话框",
            Self::Pick => "选择框",
            Self::Search => "搜索",
            Self::Reading => "阅读",
            Self::Chase => "催报文字",
        }
    }
}

/// For whom a binding is of use. What is of no use to somebody is not shown to them. Who comes later in the list has all
/// that those before have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whom {
    Everybody,
    /// One to whom others report: who has none below has nobody to remind, to excuse or to bring in.
    Collectors,
    /// One to whom others report and who reports to a desk above: nobody else sends a roll-up upward.
    Between,
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    pub scope: Scope,
    pub action: Action,
    /// The first is the one that is shown in the footer.
    pub chords: &'static [Chord],
    /// Two to four characters, for the footer.
    pub short: &'static str,
    /// What it does, for the help and the README.
    pub help: &'static str,
    /// Whether the footer shows it.
    pub footer: bool,
    pub whom: Whom,
}

impl Binding {
    /// Whether it is shown to them.
    pub fn is_for(&self, whom: Whom) -> bool {
        self.whom <= whom
    }
}

/// What a key means in a scope; `None` where it is nobody's, and so belongs to the text being edited.
pub fn action(scope: Scope, event: &KeyEvent) -> Option<Action> {
    let chord = Chord::of(event);
    binding(scope, chord).map(|binding| binding.action)
}

fn binding(scope: Scope, chord: Chord) -> Option<&'static Binding> {
    let mut chain = scope.chain();
    chain.find_map(|scope| {
        let mut own = BINDINGS.iter().filter(|binding| binding.scope == scope);
        own.find(|binding| binding.chords.contains(&chord))
    })
}

/// The chord that a screen may name in a sentence: 按 F9 提交. The first that is bound to the action here.
pub fn chord_for(scope: Scope, action: Action) -> Option<Chord> {
    let mut chain = scope.chain();
    chain.find_map(|scope| {
        let mut own = BINDINGS.iter().filter(|binding| binding.scope == scope);
        let found = own.find(|binding| binding.action == action)?;
        found.chords.first().copied()
    })
}

/// Whether the way to a screen, by its digit, is of use to them.
pub fn leads_to(digit: u8, whom: Whom) -> bool {
    let mut ways = BINDINGS.iter();
    ways.any(|binding| binding.action == Action::GoTo(digit) && binding.is_for(whom))
}

/// The name of that chord, for a sentence; empty where there is none.
pub fn named(scope: Scope, action: Action) -> String {
    chord_for(scope, action).map_or_else(String::new, |chord| chord.to_string())
}

#[cfg(test)]
mod tests {
    //! That no key means two things.

    use super::*;
    use crossterm::event::{KeyCode, KeyModifiers};
    use std::collections::HashMap;

    #[test]
    fn a_chord_means_one_thing_in_a_scope() {
        for scope in Scope::ALL {
            let mut seen: HashMap<Chord, &Binding> = HashMap::new();
            for binding in BINDINGS.iter().filter(|binding| binding.scope == scope) {
                for &chord in binding.chords {
                    if let Some(other) = seen.insert(chord, binding) {
                        panic!(
                            "{scope:?} {chord}: {:?} and {:?}",
                            other.action, binding.action
                        );
                    }
                }
            }
        }
    }

    /// A key that does one thing in all lists may not do another in one of them.
    #[test]
    fn a_narrower_scope_gives_no_chord_another_sense() {
        for scope in Scope::ALL {
            for binding in BINDINGS.iter().filter(|binding| binding.scope == scope) {
                for &chord in binding.chords {
                    let wider = scope
                        .falls_to()
                        .and_then(|scope| super::binding(scope, chord));
                    let wider = wider.map_or(binding.action, |wider| wider.action);
                    assert_eq!(wider, binding.action, "{scope:?} {chord}");
                }
            }
        }
    }

    #[test]
    fn printable_keys_reach_the_text() {
        for scope in Scope::ALL.into_iter().filter(|scope| scope.takes_text()) {
            for scope in scope.chain() {
                for binding in BINDINGS.iter().filter(|binding| binding.scope == scope) {
                    let printable = binding.chords.iter().find(|chord| chord.is_printable());
                    assert_eq!(printable, None, "{binding:?}");
                }
            }
        }
        let q = KeyEvent::new(KeyCode::Char('q'), KeyModifiers::NONE);
        assert_eq!(action(Scope::Paper, &q), None);
        assert_eq!(action(Scope::Matrix, &q), Some(Action::Quit));
    }

    #[test]
    fn the_words_fit_where_they_are_shown() {
        for binding in BINDINGS {
            assert!(!binding.chords.is_empty(), "{binding:?}");
            assert!(crate::text::width::width(binding.short) <= 8, "{binding:?}");
            assert!(
                !binding.help.ends_with('。') && !binding.help.is_empty(),
                "{binding:?}"
            );
        }
    }

    #[test]
    fn digits_lead_to_the_screens() {
        for n in 1..=10u8 {
            let key = char::from(b'0' + n % 10);
            let key = KeyEvent::new(KeyCode::Char(key), KeyModifiers::NONE);
            assert_eq!(action(Scope::List, &key), Some(Action::GoTo(n)));
        }
        assert_eq!(chord_for(Scope::Paper, Action::Submit), Some(Chord::f(9)));
        assert_eq!(chord_for(Scope::Dialog, Action::Submit), None);
    }
}
