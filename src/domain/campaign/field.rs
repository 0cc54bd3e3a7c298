//! Checks that a form's field holds what its kind says, as such ids are checked in life.

use super::FieldKind;

/// What is wrong with a filled-in field, in words that tell what is expected; `None` where it is fine. `text` is not
/// empty and has no blanks around it.
pub fn problem_with(kind: &FieldKind, text: &str) -> Option<String> {
    match kind {
        FieldKind::Choice(words) => (!words.iter().any(|word| word == text))
            .then(|| format!("请从这些里面选：{}", words.join("、"))),
        _ => None,
    }
}
