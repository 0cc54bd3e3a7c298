//! What keys mean while a line of text is being edited. These are no bindings: they are the same in every field, as in
//! every other program, and come after the keymap, which has none of the printable keys inside a form.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::text::line::LineCommand;

/// What a key does to a line; `None` where it means nothing to an editor.
pub fn line_command(event: &KeyEvent) -> Option<LineCommand> {
    let control = event.modifiers.contains(KeyModifiers::CONTROL);
    // Windows reports AltGr as Control and Alt together: the character is text.
    let alt = event.modifiers.contains(KeyModifiers::ALT);
    Some(match event.code {
        KeyCode::Char(c) if control == alt => LineCommand::Type(c),
        KeyCode::Char(c) if control => match c.to_ascii_lowercase() {
            'a' => LineCommand::Home,
            'e' => LineCommand::End,
            'u' => LineCommand::DeleteToStart,
            'k' => LineCommand::DeleteToEnd,
            'w' => LineCommand::DeleteWordLeft,
            'h' => LineCommand::Backspace,
            _ => return None,
        },
        KeyCode::Left if control => LineCommand::WordLeft,
        KeyCode::Right if control => LineCommand::WordRight,
        KeyCode::Backspace if control || alt => LineCommand::DeleteWordLeft,
        KeyCode::Delete if control => LineCommand::DeleteWordRight,
        KeyCode::Left => LineCommand::Left,
        KeyCode::Right => LineCommand::Right,
        KeyCode::Home => LineCommand::Home,
        KeyCode::End => LineCommand::End,
        KeyCode::Backspace => LineCommand::Backspace,
        KeyCode::Delete => LineCommand::Delete,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    //! Which keys are text.

    use super::*;

    #[test]
    fn printable_keys_are_text_and_chords_are_not() {
        let both = KeyModifiers::CONTROL | KeyModifiers::ALT;
        for (code, modifiers, command) in [
            (
                KeyCode::Char('q'),
                KeyModifiers::NONE,
                Some(LineCommand::Type('q')),
            ),
            (
                KeyCode::Char('？'),
                KeyModifiers::NONE,
                Some(LineCommand::Type('？')),
            ),
            (KeyCode::Char('@'), both, Some(LineCommand::Type('@'))),
            (KeyCode::Char('s'), KeyModifiers::CONTROL, None),
            (KeyCode::Char('x'), KeyModifiers::ALT, None),
            (
                KeyCode::Char('W'),
                KeyModifiers::CONTROL,
                Some(LineCommand::DeleteWordLeft),
            ),
            (
                KeyCode::Right,
                KeyModifiers::CONTROL,
                Some(LineCommand::WordRight),
            ),
            (KeyCode::Tab, KeyModifiers::NONE, None),
            (KeyCode::F(2), KeyModifiers::NONE, None),
        ] {
            let event = KeyEvent::new(code, modifiers);
            assert_eq!(line_command(&event), command, "{event:?}");
        }
    }
}
