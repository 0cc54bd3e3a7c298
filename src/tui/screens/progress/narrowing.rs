//! Narrowing the matrix down by kind, state and period: one list in which a choice is put in and taken out again. The
//! narrowing itself is [`ops::status`](crate::ops::status)'s.

use crate::domain::id::KindId;
use crate::domain::period::PeriodId;
use crate::domain::review;
use crate::domain::status::State;
use crate::ops::status::{Filter, Matrix, Sort};
use crate::tui::kit::dialog::Verdict;
use crate::tui::kit::input::Input;
use crate::tui::kit::pick::Pick;
use crate::tui::screens::narrowing::{Narrow, after, choices};
use crate::tui::screens::standing;

/// The list, and what each of its lines means.
#[derive(Debug)]
pub struct Narrowing {
    pub pick: Pick,
    choices: Vec<By>,
}

#[derive(Debug, Clone, PartialEq)]
enum By {
    Nothing,
    Kind(KindId),
    State(State),
    Returned,
    Period(PeriodId),
}

impl Narrowing {
    pub fn new(matrix: &Matrix, filter: &Filter) -> Self {
        let narrow = |by: By, word: &str, sort, is_now| Narrow {
            by,
            word: word.to_owned(),
            sort,
            is_now,
        };
        let mut all = vec![narrow(By::Nothing, "全部单位、全部期次", "", false)];
        all.extend(matrix.kinds.iter().map(|kind| {
            let is_now = filter.kinds.contains(&kind.id);
            narrow(By::Kind(kind.id.clone()), &kind.name, "类别", is_now)
        }));
        all.extend(State::ALL.map(|state| {
            let is_now = filter.states.contains(&state);
            narrow(By::State(state), &standing::words(state), "状态", is_now)
        }));
        let word = standing::returned();
        all.push(narrow(By::Returned, &word, "状态", filter.returned));
        all.extend(matrix.heads.iter().map(|head| {
            let period = &head.period;
            let is_now = filter.periods.contains(&period.id);
            narrow(By::Period(period.id.clone()), &period.name, "期次", is_now)
        }));
        let (shown, by) = choices(all);
        Self {
            pick: Pick::new("筛选", shown),
            choices: by,
        }
    }

    /// Where the popup stands after an input; an accepted choice is put into `filter`, or taken out of it.
    pub fn hear(&mut self, input: Input<'_>, filter: &mut Filter) -> Verdict {
        let verdict = self.pick.hear(input);
        if verdict == Verdict::Accepted
            && let Some(by) = self.pick.selected().and_then(|at| self.choices.get(at))
        {
            match by.clone() {
                By::Nothing => {
                    let text = std::mem::take(&mut filter.text);
                    *filter = Filter {
                        text,
                        ..Filter::default()
                    };
                }
                By::Kind(kind) => turn(&mut filter.kinds, kind),
                By::Returned => filter.returned = !filter.returned,
                By::State(state) => turn(&mut filter.states, state),
                By::Period(period) => turn(&mut filter.periods, period),
            }
        }
        verdict
    }
}

/// Puts it in, or out again.
fn turn<T: PartialEq>(chosen: &mut Vec<T>, one: T) {
    match chosen.iter().position(|known| *known == one) {
        Some(at) => drop(chosen.remove(at)),
        None => chosen.push(one),
    }
}

/// What is shown, in words: `直属单位、养老机构 · 缺报`; nothing where all is.
pub fn words(matrix: &Matrix, filter: &Filter) -> String {
    let kinds = matrix.kinds.iter();
    let kinds = kinds.filter(|kind| filter.kinds.contains(&kind.id));
    let heads = matrix.heads.iter();
    let heads = heads.filter(|head| filter.periods.contains(&head.period.id));
    let states = filter.states.iter().map(|state| state.label());
    let returned = filter.returned.then(|| review::Verdict::Returned.label());
    let parts = [
        kinds.map(|kind| kind.name.as_str()).collect::<Vec<_>>(),
        states.chain(returned).collect(),
        heads.map(|head| head.period.short_name.as_str()).collect(),
    ];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts
        .map(|part| part.join("、"))
        .collect::<Vec<_>>()
        .join(" · ")
}

/// The next order of the lines.
pub fn next_sort(sort: Sort) -> Sort {
    after(&[Sort::Code, Sort::Kind, Sort::Urgency], sort)
}

/// An order in words.
pub fn sort_words(sort: Sort) -> &'static str {
    match sort {
        Sort::Code => "按编码",
        Sort::Kind => "按类别",
        Sort::Urgency => "缺报多的在前",
    }
}
