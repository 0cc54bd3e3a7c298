//! What a terminal makes of files that are dropped on it, and what people write who name one: quotes, backslashes and
//! `file://` that are the shell's and not the file's. Whether there is such a file is not known here.

/// Whether a text looks like what a terminal makes of a dropped file.
pub fn is_path(text: &str) -> bool {
    let text = text.trim().trim_start_matches(['\'', '"']);
    let mut chars = text.chars();
    let (first, second) = (chars.next(), chars.next());
    let is_drive = first.is_some_and(|c| c.is_ascii_alphabetic()) && second == Some(':');
    text.starts_with(SCHEME)
        || (first == Some('/') && second.is_some_and(|c| c != '/' && c != ' '))
        || (is_drive && matches!(chars.next(), Some('\\' | '/')))
        || text.starts_with(r"\\")
}

const SCHEME: &str = "file://";

/// The path that a text stands for: a `file://` as the system writes it, the shell's quotes and backslashes taken off.
/// Blanks without quotes stay, because people type paths as they are.
pub fn path(text: &str) -> String {
    let text = text.trim();
    if let Some(url) = text.strip_prefix(SCHEME) {
        return of_url(url);
    }
    match &words(text)[..] {
        [word] => word.clone(),
        // On Windows a backslash parts folders.
        _ if cfg!(windows) => text.to_owned(),
        _ => without_backslashes(text),
    }
}

fn without_backslashes(text: &str) -> String {
    let mut path = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        path.push(match c {
            '\\' => characters.next().unwrap_or('\\'),
            c => c,
        });
    }
    path
}

/// The words of a line as a shell parts them, without their quotes. Where the quotes do not match, the line is parted at
/// its blanks.
pub fn words(line: &str) -> Vec<String> {
    // On Windows a backslash parts folders and takes nothing off what follows.
    let escaped = match cfg!(windows) {
        true => line.replace('\\', r"\\"),
        false => line.to_owned(),
    };
    shell_words::split(&escaped)
        .unwrap_or_else(|_| line.split_whitespace().map(str::to_owned).collect())
}

/// `file:///home/…`, `file://localhost/home/…`, `file:///C:/…`, and `file://server/share/…`, which is a path of a network.
fn of_url(url: &str) -> String {
    let path = percent_decoded(url);
    let path = path
        .strip_prefix("localhost/")
        .map_or(path.clone(), |rest| format!("/{rest}"));
    let drive = path.trim_start_matches('/');
    if drive.as_bytes().get(1) == Some(&b':') {
        return drive.to_owned();
    }
    match path.starts_with('/') {
        true => path,
        false => format!("//{path}"),
    }
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let code = tail
            .get(..2)
            .filter(|_| *first == b'%')
            .and_then(|code| std::str::from_utf8(code).ok())
            .and_then(|code| u8::from_str_radix(code, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    //! Paths as terminals paste them and people type them.

    use super::*;

    #[test]
    fn what_looks_like_a_dropped_file_is_told_from_text() {
        for (text, is) in [
            ("/home/甲/现场 照片.jpg", true),
            ("'/home/甲/现场 照片.jpg' ", true),
            ("file:///tmp/a.jpg", true),
            (r"C:\照片\a.jpg", true),
            (r"\\server\a.jpg", true),
            ("排查隐患 3 处/整改 2 处", false),
            ("/ 以上", false),
            ("// 注", false),
            ("A: 甲", false),
            ("", false),
        ] {
            assert_eq!(is_path(text), is, "{text}");
        }
    }

    #[test]
    fn a_pasted_path_is_the_file_s_own() {
        for (pasted, expected) in [
            ("/tmp/甲 乙.jpg", "/tmp/甲 乙.jpg"),
            (" '/tmp/甲 乙.jpg' ", "/tmp/甲 乙.jpg"),
            ("\"/tmp/a'b.jpg\"", "/tmp/a'b.jpg"),
            ("/tmp/a'b.jpg", "/tmp/a'b.jpg"),
            ("file:///tmp/%E7%94%B2%20b.jpg", "/tmp/甲 b.jpg"),
            ("file://localhost/tmp/a.jpg", "/tmp/a.jpg"),
            ("file://server/share/a.jpg", "//server/share/a.jpg"),
            ("file:///C:/a%25.jpg", "C:/a%.jpg"),
            ("file:///tmp/100%.jpg", "/tmp/100%.jpg"),
            ("", ""),
        ] {
            assert_eq!(path(pasted), expected, "{pasted}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_dropped_path_loses_the_shell_s_quotes_and_backslashes() {
        for (pasted, expected) in [
            (r"/nowhere/a\ \(1\).jpg", "/nowhere/a (1).jpg"),
            (r"'/tmp/it'\''s.jpg'", "/tmp/it's.jpg"),
            (r"/tmp/it\'s.jpg", "/tmp/it's.jpg"),
        ] {
            assert_eq!(path(pasted), expected, "{pasted}");
        }
    }

    #[test]
    fn words_are_parted_as_a_shell_does() {
        assert_eq!(words("'a b' c"), ["a b", "c"]);
        assert_eq!(words("it's here"), ["it's", "here"]);
        assert_eq!(words("  "), Vec::<String>::new());
    }
}
