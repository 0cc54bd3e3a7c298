//! The question which of two texts holds, where somebody else typed in the same draft meanwhile: this one's or the
//! other's. Words only; what the answer leads to is the screen's.

use crate::domain::calendar::words;
use crate::domain::submission::{Draft, Entry};
use crate::ops::draft::AsideDraft;
use crate::tui::kit::select::Choice;

/// Which text holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Holds {
    Mine,
    Theirs,
}

/// What each choice leads to, in their order.
pub const HOLDS: [Holds; 2] = [Holds::Mine, Holds::Theirs];

/// What is said until it is asked: whoever goes on typing must not be interrupted.
pub const ELSEWHERE: &str = "草稿未存：别处也改过这份草稿；按 Esc 选用哪一份";

/// The title and the choices. `theirs` is nothing where the draft was handed in or thrown away.
pub fn question(mine: &Draft, theirs: Option<&Draft>) -> (&'static str, Vec<Choice>) {
    match theirs {
        Some(theirs) => (
            "这份草稿在别处也改过；两份都在，用哪一份？",
            vec![
                Choice::new("保留这里的").detail(size(mine)),
                Choice::new("改用别处的").detail(size(theirs)),
            ],
        ),
        None => (
            "这份草稿在别处已经报送或清除；这里写的还在",
            vec![
                Choice::new("保留这里的，接着填").detail(size(mine)),
                Choice::new("不要了，看现在的内容"),
            ],
        ),
    }
}

/// The title and the choices where another program's text was left beside the draft: it was killed before anybody said
/// which holds.
pub fn left_question(mine: &Draft, left: &AsideDraft) -> (&'static str, Vec<Choice>) {
    let when = words::moment(left.saved_at);
    let theirs = format!("{when}，{}", size(&left.draft));
    let choices = vec![
        Choice::new("保留现在的").detail(size(mine)),
        Choice::new("改用那一份").detail(theirs),
    ];
    ("另一个窗口写的一份没有存进草稿；用哪一份？", choices)
}

/// How much stands in a draft: `文字 120 字，填了 8 处`.
fn size(draft: &Draft) -> String {
    let typed = |entry: &&Entry| !matches!(entry, Entry::Typed(text) if text.trim().is_empty());
    let entries = draft.entries.values().filter(typed).count();
    let fields = draft.fields.values().filter(|text| !text.trim().is_empty());
    let filled = entries + fields.count() + draft.hazards.len() + draft.material.len();
    match draft.narrative.trim().chars().count() {
        0 => format!("填了 {filled} 处"),
        characters => format!("文字 {characters} 字，填了 {filled} 处"),
    }
}
