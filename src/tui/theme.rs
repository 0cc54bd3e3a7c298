//! Colours by meaning: what a thing says decides how it looks, in one place.
//!
//! Only the terminal's own foreground and background and its 16 colours are used, because those are what its owner
//! made readable, on light or dark. One accent; everything else is weight. Without colour (`NO_COLOR`) attributes
//! alone tell things apart, and states differ by sign anyway. Which widget uses which meaning is the widget's business.

use ratatui::style::{Color, Modifier, Style};

/// What a piece of the screen says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// What is read.
    Text,
    /// What may be passed over: units, remarks, what is not open yet.
    Muted,
    /// What the eye should find first.
    Accent,
    /// The name of a screen, a section, a column.
    Heading,
    /// Done, on time.
    Good,
    /// Look at this in time.
    Warning,
    /// Wrong, missing, overdue.
    Bad,
    /// The line or cell under the selection.
    Selected,
    /// The selection of a part that does not have the focus.
    SelectedQuiet,
    Border,
    BorderFocused,
    /// A place to write in.
    Field,
    /// The place that is written in now.
    FieldFocused,
    /// A key in the footer.
    KeyHint,
    /// The screen one is on, among the names of all.
    TabActive,
}

impl Meaning {
    /// Every meaning, for tests and for pictures of the theme.
    pub const ALL: [Self; 15] = [
        Self::Text,
        Self::Muted,
        Self::Accent,
        Self::Heading,
        Self::Good,
        Self::Warning,
        Self::Bad,
        Self::Selected,
        Self::SelectedQuiet,
        Self::Border,
        Self::BorderFocused,
        Self::Field,
        Self::FieldFocused,
        Self::KeyHint,
        Self::TabActive,
    ];
}

/// Gives each meaning its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    colour: bool,
}

impl Theme {
    /// `colour` is false where the user set `NO_COLOR` or the terminal has none.
    pub fn new(colour: bool) -> Self {
        Self { colour }
    }

    pub fn style(self, meaning: Meaning) -> Style {
        let plain = Style::new();
        let attributes = match meaning {
            Meaning::Text | Meaning::Good | Meaning::Accent => plain,
            Meaning::Muted | Meaning::Border => plain.add_modifier(Modifier::DIM),
            Meaning::Heading | Meaning::BorderFocused | Meaning::KeyHint => plain.bold(),
            Meaning::Warning | Meaning::Field => plain.underlined(),
            Meaning::Bad => plain.bold().underlined(),
            Meaning::Selected | Meaning::FieldFocused => plain.reversed(),
            Meaning::SelectedQuiet => plain.bold().underlined(),
            Meaning::TabActive => plain.bold().reversed(),
        };
        if !self.colour {
            return match meaning {
                Meaning::Accent => plain.bold(),
                _ => attributes,
            };
        }
        match meaning {
            Meaning::Accent | Meaning::BorderFocused | Meaning::KeyHint => {
                attributes.fg(Color::Cyan)
            }
            Meaning::Good => attributes.fg(Color::Green),
            Meaning::Warning => plain.fg(Color::Yellow),
            Meaning::Bad => plain.bold().fg(Color::Red),
            Meaning::Selected | Meaning::FieldFocused => attributes.fg(Color::Cyan),
            Meaning::TabActive => plain.bold().reversed().fg(Color::Cyan),
            _ => attributes,
        }
    }
}

#[cfg(test)]
mod tests {
    //! Meanings told apart with colours and without.

    use super::*;

    #[test]
    fn without_colour_only_attributes_are_used() {
        for meaning in Meaning::ALL {
            let style = Theme::new(false).style(meaning);
            assert_eq!((style.fg, style.bg), (None, None), "{meaning:?}");
        }
    }

    #[test]
    fn colours_are_the_terminals_own_and_readable_on_light_and_dark() {
        let risky = [Color::Black, Color::White, Color::Gray, Color::DarkGray];
        for meaning in Meaning::ALL {
            let style = Theme::new(true).style(meaning);
            for colour in [style.fg, style.bg].into_iter().flatten() {
                let own = !matches!(colour, Color::Rgb(..) | Color::Indexed(_));
                assert!(own && !risky.contains(&colour), "{meaning:?}");
            }
        }
    }

    #[test]
    fn what_must_be_told_apart_is_told_apart() {
        let groups = [
            &[
                Meaning::Text,
                Meaning::Muted,
                Meaning::Warning,
                Meaning::Bad,
            ][..],
            &[Meaning::Text, Meaning::Field, Meaning::FieldFocused],
            &[Meaning::Text, Meaning::Selected, Meaning::SelectedQuiet],
            &[Meaning::Border, Meaning::BorderFocused],
        ];
        for theme in [Theme::new(true), Theme::new(false)] {
            for group in groups {
                for (i, a) in group.iter().enumerate() {
                    for b in &group[i + 1..] {
                        assert_ne!(theme.style(*a), theme.style(*b), "{theme:?} {a:?} {b:?}");
                    }
                }
            }
        }
    }
}
