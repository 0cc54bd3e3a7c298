//! File names that Windows and Linux both take.

use crate::text::sanitize;

/// Bytes of a name. Linux takes 255; what is left is room for “（2）” and for a copy's own additions.
const LONGEST: usize = 200;
/// Longer endings are not endings but a sentence with a full stop in it.
const LONGEST_ENDING: usize = 10;

/// A name without folders, reserved words or signs that a file system refuses. Keeps the ending, cuts the stem.
/// What the name says stays readable: `/ \ : * ? " < > |` become their full-width forms.
pub fn safe_name(name: &str) -> String {
    let name: String = sanitize::for_storage_line(name)
        .chars()
        .map(legal)
        .collect();
    let name = name.trim_matches(|c: char| c.is_whitespace() || c == '.');
    let (stem, ending) = split(name);
    let stem = if reserved(stem) {
        format!("{stem}_")
    } else {
        stem.to_owned()
    };
    let stem = if stem.is_empty() { "未命名" } else { &stem };
    let stem = cut(stem, LONGEST - ending.len());
    format!("{stem}{ending}")
}

/// The name for the `count`-th file that wants it: `表.docx`, `表（2）.docx`.
pub(super) fn numbered(name: &str, count: u32) -> String {
    if count < 2 {
        return name.to_owned();
    }
    let (stem, ending) = split(name);
    let tail = format!("（{count}）{ending}");
    let stem = cut(stem, LONGEST - tail.len());
    format!("{stem}{tail}")
}

/// Stem and ending, the latter with its dot and only if it is ASCII and short.
fn split(name: &str) -> (&str, &str) {
    let ending = |at: &usize| {
        let rest = &name[at + 1..];
        let short = (1..=LONGEST_ENDING).contains(&rest.len());
        short && rest.chars().all(|c| c.is_ascii_alphanumeric())
    };
    match name.rfind('.').filter(|at| *at > 0).filter(ending) {
        Some(at) => name.split_at(at),
        None => (name, ""),
    }
}

/// Whether every file system takes a sign in a name.
pub fn is_legal(c: char) -> bool {
    legal(c) == c
}

fn legal(c: char) -> char {
    match c {
        '/' => '／',
        '\\' => '＼',
        ':' => '：',
        '*' => '＊',
        '?' => '？',
        '"' => '＂',
        '<' => '＜',
        '>' => '＞',
        '|' => '｜',
        c => c,
    }
}

/// Names of devices, which Windows gives no file, whatever the ending.
fn reserved(stem: &str) -> bool {
    // `CON.a.txt` is the device too: what counts is what stands before the first dot.
    let first = stem.split('.').next().unwrap_or(stem).trim_end();
    let first = first.to_ascii_uppercase();
    let numbered = |device: &str| {
        let rest = first.strip_prefix(device);
        rest.is_some_and(|n| {
            matches!(
                n,
                "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³"
            )
        })
    };
    matches!(
        first.as_str(),
        "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$"
    ) || numbered("COM")
        || numbered("LPT")
}

/// At most so many bytes, never inside a character, no space or dot at the end.
fn cut(stem: &str, bytes: usize) -> &str {
    let mut end = stem.len().min(bytes);
    while !stem.is_char_boundary(end) {
        end -= 1;
    }
    stem[..end].trim_end_matches(|c: char| c.is_whitespace() || c == '.')
}

#[cfg(test)]
mod tests {
    //! File names from any text.

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_made_safe() {
        for (given, safe) in [
            ("统计表.docx", "统计表.docx"),
            (
                "a/b\\c:d*e?f\"g<h>i|j.md",
                "a／b＼c：d＊e？f＂g＜h＞i｜j.md",
            ),
            ("../../etc/passwd", "／..／etc／passwd"),
            ("con.txt", "con_.txt"),
            ("COM1", "COM1_"),
            ("LPT10.csv", "LPT10.csv"),
            ("nul.2020.csv", "nul.2020_.csv"),
            ("表. . .", "表"),
            ("", "未命名"),
            (".docx", "docx"),
            ("...", "未命名"),
            ("第1.关于安全生产的总结", "第1.关于安全生产的总结"),
            ("a\u{0}b\u{1b}[1mc\nd", "abc d"),
        ] {
            assert_eq!(safe_name(given), safe, "{given:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_ending_and_whole_characters() {
        let name = safe_name(&format!("{}.docx", "安".repeat(100)));
        assert_eq!(name, format!("{}.docx", "安".repeat(65)));
        assert_eq!(
            numbered(&name, 12),
            format!("{}（12）.docx", "安".repeat(62))
        );
        assert_eq!(numbered("表.csv", 2), "表（2）.csv");
        assert_eq!(numbered("表.csv", 1), "表.csv");
    }

    proptest! {
        #[test]
        fn any_text_gives_a_safe_name(given in any::<String>()) {
            let name = safe_name(&given);
            prop_assert!(!name.is_empty() && name.len() <= LONGEST);
            prop_assert!(!name.ends_with(['.', ' ']));
            prop_assert!(!name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|']));
            prop_assert!(!name.chars().any(char::is_control));
            prop_assert!(name != ".." && name != ".");
            // A name that is safe stays as it is.
            prop_assert_eq!(safe_name(&name), name);
        }
    }
}
