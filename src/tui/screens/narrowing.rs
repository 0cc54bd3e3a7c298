//! How lists are narrowed and ordered: choices that are put in and taken out again, and orders that follow each other. What
//! there is to narrow by is each list's own.

use crate::tui::kit::select::Choice;

/// What takes every narrowing back.
pub const ALL: &str = "全部（取消搜索和筛选）";

/// A thing by which a list can be narrowed.
#[derive(Debug)]
pub struct Narrow<F> {
    pub by: F,
    /// What it is called.
    pub word: String,
    /// What sort of thing it is.
    pub sort: &'static str,
    /// Whether the list is narrowed by it now.
    pub is_now: bool,
}

/// The choices, and what each of them means.
pub fn choices<F>(all: impl IntoIterator<Item = Narrow<F>>) -> (Vec<Choice>, Vec<F>) {
    let choice = |one: Narrow<F>| {
        let detail = match one.is_now {
            true => format!("{}  已选", one.sort),
            false => one.sort.to_owned(),
        };
        (Choice::new(one.word).detail(detail), one.by)
    };
    all.into_iter().map(choice).unzip()
}

/// Narrows by one thing in place of another of its sort; chosen again, it is taken out.
pub fn turn<T: PartialEq>(chosen: &mut Option<T>, one: T) {
    *chosen = (chosen.as_ref() != Some(&one)).then_some(one);
}

/// The one after another, around the end.
pub fn after<T: Copy + PartialEq>(all: &[T], one: T) -> T {
    let at = all.iter().position(|known| *known == one);
    at.and_then(|at| all.get(at + 1).or(all.first()))
        .copied()
        .unwrap_or(one)
}

#[cfg(test)]
mod tests {
    //! Putting in, taking out, going around.

    use super::*;

    #[test]
    fn what_is_chosen_again_is_taken_out() {
        let mut chosen = None;
        for (one, then) in [(1, Some(1)), (2, Some(2)), (2, None)] {
            turn(&mut chosen, one);
            assert_eq!(chosen, then);
        }
    }

    #[test]
    fn orders_go_around() {
        assert_eq!([1, 2, 3].map(|one| after(&[1, 2, 3], one)), [2, 3, 1]);
        assert_eq!(after(&[], 4), 4);
    }

    #[test]
    fn what_narrows_now_says_so() {
        let all = [true, false].map(|is_now| Narrow {
            by: is_now,
            word: "甲".to_owned(),
            sort: "类别",
            is_now,
        });
        let (choices, by) = choices(all);
        assert_eq!(by, [true, false]);
        let details: Vec<&str> = choices.iter().map(|one| one.detail.as_str()).collect();
        assert_eq!(details, ["类别  已选", "类别"]);
    }
}
