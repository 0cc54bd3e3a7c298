//! Files that a person typed or a terminal dropped, found on the disk. What quotes and backslashes mean is
//! [`crate::text::dropped`]'s.

use std::path::{Path, PathBuf};

use crate::text::dropped::{is_path, path, words};

/// The path that a person pasted or a terminal dropped. A file that lies there under the very text is that file.
pub fn path_from_paste(text: &str) -> PathBuf {
    let text = text.trim();
    if Path::new(text).exists() {
        return PathBuf::from(text);
    }
    PathBuf::from(path(text))
}

/// The files of a paste: one a line, or several on one line, quoted or escaped.
pub fn paths_from_paste(pasted: &str) -> Vec<PathBuf> {
    let whole = path_from_paste(pasted);
    if whole.is_file() {
        return vec![whole];
    }
    let lines = pasted.lines().map(str::trim);
    let mut paths = Vec::new();
    for line in lines.filter(|line| !line.is_empty()) {
        let one = path_from_paste(line);
        let several = words(line);
        if one.exists() || several.len() < 2 || !several.iter().all(|word| is_path(word)) {
            paths.push(one);
        } else {
            paths.extend(several.iter().map(|word| PathBuf::from(path_of_word(word))));
        }
    }
    paths
}

/// A word has lost its quotes already; only a `file://` is still to be read.
fn path_of_word(word: &str) -> String {
    match word.starts_with("file://") {
        true => path(word),
        false => word.to_owned(),
    }
}

#[cfg(all(test, unix))]
mod tests {
    //! Several files in one paste, and a file whose name looks like a shell's.

    use super::*;

    #[test]
    fn several_files_may_be_dropped_at_once() {
        for (pasted, expected) in [
            (
                "/nowhere/a.jpg\n/nowhere/b.jpg\n",
                vec!["/nowhere/a.jpg", "/nowhere/b.jpg"],
            ),
            (
                "'/nowhere/a b.jpg' '/nowhere/c.jpg'",
                vec!["/nowhere/a b.jpg", "/nowhere/c.jpg"],
            ),
            (
                r"'/nowhere/it'\''s.jpg' file:///nowhere/c%20d.jpg",
                vec!["/nowhere/it's.jpg", "/nowhere/c d.jpg"],
            ),
            (
                r"/nowhere/a\ b.jpg /nowhere/c.jpg",
                vec!["/nowhere/a b.jpg", "/nowhere/c.jpg"],
            ),
            ("/nowhere/一张 照片.jpg", vec!["/nowhere/一张 照片.jpg"]),
        ] {
            let expected: Vec<PathBuf> = expected.into_iter().map(PathBuf::from).collect();
            assert_eq!(paths_from_paste(pasted), expected, "{pasted}");
        }
    }

    #[test]
    fn a_file_that_is_there_is_meant_as_it_is_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join(r"a\ 'b.jpg");
        std::fs::write(&file, "").expect("writes");
        let text = file.to_str().expect("it is text");
        assert_eq!(path_from_paste(text), file);
        assert_eq!(paths_from_paste(text), [file]);
    }
}
