//! A string of the file, with the way back from each of its characters to the source: a problem inside a sentence or
//! an expression is shown at its own place, not at the whole string. TOML itself keeps only the whole string's place.

use std::ops::Range;

/// A decoded string and where its parts stand in the source.
#[derive(Debug, Clone)]
pub(super) struct Text<'t> {
    pub(super) value: &'t str,
    /// The whole string in the source, quotes included.
    pub(super) span: Range<usize>,
    /// The source's byte for each byte of `value`, and for its end; empty where the way back is not known.
    origins: Vec<usize>,
}

impl<'t> Text<'t> {
    /// `span` is where the string stands in `source`, quotes included.
    pub(super) fn new(value: &'t str, source: &str, span: Range<usize>) -> Self {
        let origins = source
            .get(span.clone())
            .and_then(|raw| origins(raw, value))
            .unwrap_or_default();
        let origins = origins.into_iter().map(|at| span.start + at).collect();
        Self {
            value,
            span,
            origins,
        }
    }

    /// Where a part of `value` stands in the source.
    pub(super) fn place(&self, part: Range<usize>) -> Range<usize> {
        match (self.origins.get(part.start), self.origins.get(part.end)) {
            (Some(&start), Some(&end)) => start..end,
            _ => self.span.clone(),
        }
    }
}

/// Walks the raw string and the decoded one side by side. `None` where they do not meet, which would mean a way of
/// writing strings that is not known here.
fn origins(raw: &str, value: &str) -> Option<Vec<usize>> {
    let quote = ["\"\"\"", "'''", "\"", "'"]
        .into_iter()
        .find(|quote| raw.starts_with(quote))?;
    let mut at = quote.len();
    if quote.len() == 3 {
        at += line_break(&raw[at..]);
    }
    let mut origins = Vec::with_capacity(value.len() + 1);
    let mut decoded = value.chars().peekable();
    while let Some(&c) = decoded.peek() {
        let rest = raw.get(at..)?;
        let length = if quote.starts_with('"') && rest.starts_with('\\') {
            let folded = folded_lines(rest);
            if folded > 0 {
                at += folded;
                continue;
            }
            escape_length(rest)
        } else if rest.starts_with(c) {
            c.len_utf8()
        } else if rest.starts_with("\r\n") && c == '\n' {
            2
        } else {
            return None;
        };
        origins.extend(std::iter::repeat_n(at, c.len_utf8()));
        at += length;
        decoded.next();
    }
    origins.push(at);
    Some(origins)
}

/// The length of a line break at the beginning of `text`, or 0.
fn line_break(text: &str) -> usize {
    match text.as_bytes() {
        [b'\r', b'\n', ..] => 2,
        [b'\n', ..] => 1,
        _ => 0,
    }
}

/// The length of a backslash at a line's end together with all the blank space after it, which TOML drops; or 0.
fn folded_lines(rest: &str) -> usize {
    let after = &rest[1..];
    let blank = after.len() - after.trim_start_matches([' ', '\t', '\r', '\n']).len();
    if after[..blank].contains('\n') {
        1 + blank
    } else {
        0
    }
}

/// The length of an escape such as `\n`, `\x41`, `\u4E00`.
fn escape_length(rest: &str) -> usize {
    match rest.as_bytes().get(1) {
        Some(b'x') => 4,
        Some(b'u') => 6,
        Some(b'U') => 10,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    //! The way back from a string's value to its place in the file.

    use toml::de::{DeTable, DeValue};

    use super::*;

    /// The source text of the part of `a`'s value that reads `part`.
    fn source_of(source: &str, part: &str) -> String {
        let tree = DeTable::parse(source).expect("the source is sound");
        let entry = &tree.get_ref()["a"];
        let DeValue::String(value) = entry.get_ref() else {
            panic!("not a string")
        };
        let at = value.find(part).expect("the part is there");
        let text = Text::new(value, source, entry.span());
        source[text.place(at..at + part.len())].to_owned()
    }

    #[test]
    fn every_way_of_writing_a_string_leads_back() {
        for (source, part, expected) in [
            ("a = \"安全（次）\"", "次", "次"),
            ("a = '安全\\次'", "次", "次"),
            ("a = \"\"\"\n一\n二\"\"\"", "二", "二"),
            ("a = \"\"\"\r\n一\r\n二\"\"\"", "二", "二"),
            ("a = \"\"\"一\\\n   \n  二三\"\"\"", "二三", "二三"),
            ("a = \"\\t\\u5B89\\x41x\"", "x", "x"),
            ("a = \"\\t\\u5B89全\"", "安", "\\u5B89"),
            ("a = '''\n'x'\n'''", "'x'", "'x'"),
        ] {
            assert_eq!(source_of(source, part), expected, "{source}");
        }
    }

    #[test]
    fn an_unknown_way_of_writing_gives_the_whole_string() {
        let text = Text::new("甲", "a = 甲乙", 4..10);
        assert_eq!(text.place(0..3), 4..10);
    }
}
