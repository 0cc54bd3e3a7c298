//! What the program wrote to the terminal, byte for byte: only sequences that a drawing program needs, and no control
//! character that came from a text.

/// Fails where the output holds a sequence that is not the program's own.
pub fn assert_own(raw: &[u8]) {
    let text = std::str::from_utf8(raw).expect("the program writes UTF-8");
    let mut rest = text;
    while let Some(at) = rest.find(is_control) {
        let sequence = &rest[at..];
        let Some(length) = own(sequence) else {
            let shown: String = sequence.chars().take(40).collect();
            panic!("not the program's own: {shown:?}");
        };
        rest = &sequence[length..];
    }
}

/// C0, DEL and C1.
fn is_control(c: char) -> bool {
    c.is_control()
}

/// The length of a sequence that the program writes itself, at the beginning of `text`.
fn own(text: &str) -> Option<usize> {
    if text.starts_with("\r\n") {
        return Some(2);
    }
    let body = text.strip_prefix("\x1b[")?;
    let end = body.find(|c: char| !c.is_ascii_digit() && c != ';' && c != '?')?;
    let parameters = &body[..end];
    let is_own = match body[end..].chars().next()? {
        // To a place; colours and attributes.
        'H' => is_numbers(parameters),
        'm' => is_style(parameters),
        // The alternate screen, the cursor, bracketed paste, the mouse.
        'h' | 'l' => [
            "?1049", "?25", "?2004", "?1000", "?1002", "?1003", "?1015", "?1006",
        ]
        .contains(&parameters),
        // The whole screen, once, at the beginning or after a resize.
        'J' => parameters == "2",
        _ => false,
    };
    is_own.then_some("\x1b[".len() + end + 1)
}

fn is_numbers(parameters: &str) -> bool {
    parameters
        .split(';')
        .all(|number| number.parse::<u16>().is_ok())
}

/// Colours, and the attributes that screens use: no blinking, no hiding, no other fonts.
fn is_style(parameters: &str) -> bool {
    let mut numbers = parameters.split(';');
    while let Some(number) = numbers.next() {
        let is_own = match number.parse::<u16>() {
            // One of 256 colours, or one by its parts.
            Ok(38 | 48 | 58) => match numbers.next() {
                Some("5") => numbers.next().is_some(),
                Some("2") => numbers.nth(2).is_some(),
                _ => false,
            },
            Ok(number) => !matches!(number, 5 | 6 | 8 | 10..=20),
            Err(_) => number.is_empty(),
        };
        if !is_own {
            return false;
        }
    }
    true
}

#[test]
fn what_a_text_might_bring_along_is_told_from_the_program_s_own() {
    assert_own("\x1b[?1049h\x1b[2J\x1b[1;1H字\x1b[38;5;2m字\x1b[0m\x1b[?25l\r\n".as_bytes());
    for foreign in FOREIGN {
        let caught = std::panic::catch_unwind(|| assert_own(foreign.as_bytes()));
        assert!(caught.is_err(), "{foreign:?}");
    }
}

/// What a hostile text might do to a terminal: set its title, its clipboard, ask it questions, clear it, ring, hide,
/// move, switch screens; with ESC and with the single characters of C1.
pub const FOREIGN: [&str; 14] = [
    "\x1b]0;改标题\x07",
    "\x1b]52;c;5Zue5pS+\x07",
    "\x1b]8;;http://example.com\x1b\\链接\x1b]8;;\x1b\\",
    "\x1b[6n",
    "\x1b[3J",
    "\x1bc",
    "\x07",
    "\x08",
    "\x1b[8m隐藏",
    "\x1b[?47h",
    "\x1bPq#0\x1b\\",
    "\u{9b}31m",
    "\u{9d}0;标题\u{9c}",
    "\x00\x7f",
];
