//! One key with its modifiers, however a terminal reports it.
//!
//! Terminals differ: `?` comes with or without Shift, Shift+Tab has a code of its own, letters come in capitals under
//! Caps Lock, and a Chinese input method left on sends `？` for `?` and `、` for `/`. All of that is evened out here,
//! for chords only; text that is typed keeps every character as it came.

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::text::digits::fold_char;

/// A key as the keymap knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Chord {
    code: KeyCode,
    modifiers: KeyModifiers,
}

impl Chord {
    pub const fn key(code: KeyCode) -> Self {
        Self {
            code,
            modifiers: KeyModifiers::NONE,
        }
    }

    /// A printable key. Letters are given in lower case.
    pub const fn char(c: char) -> Self {
        Self::key(KeyCode::Char(c))
    }

    pub const fn f(n: u8) -> Self {
        Self::key(KeyCode::F(n))
    }

    pub const fn ctrl(c: char) -> Self {
        Self::ctrl_key(KeyCode::Char(c))
    }

    pub const fn ctrl_key(code: KeyCode) -> Self {
        Self {
            code,
            modifiers: KeyModifiers::CONTROL,
        }
    }

    /// The chord that a key event stands for.
    pub fn of(event: &KeyEvent) -> Self {
        let relevant = KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT;
        let mut modifiers = event.modifiers & relevant;
        let code = match event.code {
            KeyCode::Char(c) => {
                modifiers.remove(KeyModifiers::SHIFT);
                KeyCode::Char(fold(c))
            }
            KeyCode::Tab if modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
            code => code,
        };
        if code == KeyCode::BackTab {
            modifiers.remove(KeyModifiers::SHIFT);
        }
        Self { code, modifiers }
    }

    /// The key event that this chord is, for a click on its name in the footer.
    pub const fn event(self) -> KeyEvent {
        KeyEvent::new(self.code, self.modifiers)
    }

    /// Whether the key would put a character into a text.
    pub fn is_printable(self) -> bool {
        matches!(self.code, KeyCode::Char(_)) && self.modifiers.is_empty()
    }
}

fn fold(c: char) -> char {
    match c {
        '、' => '/',
        '【' => '[',
        '】' => ']',
        c => fold_char(c).to_ascii_lowercase(),
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.modifiers.contains(KeyModifiers::CONTROL) {
            f.write_str("Ctrl+")?;
        }
        if self.modifiers.contains(KeyModifiers::ALT) {
            f.write_str("Alt+")?;
        }
        if self.modifiers.contains(KeyModifiers::SHIFT) {
            f.write_str("Shift+")?;
        }
        match self.code {
            KeyCode::Char(' ') => f.write_str("空格"),
            KeyCode::Char(c) if self.modifiers.is_empty() => write!(f, "{c}"),
            KeyCode::Char(c) => write!(f, "{}", c.to_ascii_uppercase()),
            KeyCode::F(n) => write!(f, "F{n}"),
            // Words, not arrows: `↑` is one column in some terminals and two in others.
            KeyCode::Up => f.write_str("上"),
            KeyCode::Down => f.write_str("下"),
            KeyCode::Left => f.write_str("左"),
            KeyCode::Right => f.write_str("右"),
            KeyCode::PageUp => f.write_str("PgUp"),
            KeyCode::PageDown => f.write_str("PgDn"),
            KeyCode::Enter => f.write_str("回车"),
            KeyCode::BackTab => f.write_str("Shift+Tab"),
            KeyCode::Backspace => f.write_str("退格"),
            KeyCode::Delete => f.write_str("Del"),
            code => write!(f, "{code:?}"),
        }
    }
}

#[cfg(test)]
mod tests {
    //! Chords as terminals report them and as people read them.

    use super::*;

    fn event(code: KeyCode, modifiers: KeyModifiers) -> KeyEvent {
        KeyEvent::new(code, modifiers)
    }

    #[test]
    fn one_key_is_one_chord_however_it_is_reported() {
        let (none, shift, control) = (
            KeyModifiers::NONE,
            KeyModifiers::SHIFT,
            KeyModifiers::CONTROL,
        );
        for (reported, modifiers, chord) in [
            (KeyCode::Char('?'), none, Chord::char('?')),
            (KeyCode::Char('?'), shift, Chord::char('?')),
            (KeyCode::Char('？'), none, Chord::char('?')),
            (KeyCode::Char('／'), none, Chord::char('/')),
            (KeyCode::Char('、'), none, Chord::char('/')),
            (KeyCode::Char('１'), none, Chord::char('1')),
            (KeyCode::Char('Q'), shift, Chord::char('q')),
            (KeyCode::Char('Q'), none, Chord::char('q')),
            (KeyCode::Char('S'), control | shift, Chord::ctrl('s')),
            (KeyCode::Tab, shift, Chord::key(KeyCode::BackTab)),
            (KeyCode::BackTab, shift, Chord::key(KeyCode::BackTab)),
            (KeyCode::F(2), none, Chord::f(2)),
        ] {
            assert_eq!(
                Chord::of(&event(reported, modifiers)),
                chord,
                "{reported:?}"
            );
        }
        let shifted = Chord::of(&event(KeyCode::Left, shift));
        assert_ne!(shifted, Chord::key(KeyCode::Left));
    }

    #[test]
    fn chords_are_written_as_on_a_keyboard() {
        for (chord, written) in [
            (Chord::ctrl('s'), "Ctrl+S"),
            (Chord::char('?'), "?"),
            (Chord::char(' '), "空格"),
            (Chord::f(9), "F9"),
            (Chord::key(KeyCode::BackTab), "Shift+Tab"),
            (Chord::key(KeyCode::Esc), "Esc"),
            (Chord::ctrl_key(KeyCode::Home), "Ctrl+Home"),
        ] {
            assert_eq!(chord.to_string(), written);
        }
    }
}
