//! What a person means by a word on the command line: a figure, a kind of unit, a hazard level, a state, an extent of
//! time, which submissions count. A word that names nothing is answered with the nearest that does, or with all there are. Units and periods
//! are found by ops.

use clap::Args;

use super::session::Session;
use crate::domain::campaign::{Campaign, Table};
use crate::domain::counting::Counting;
use crate::domain::figure::Figure;
use crate::domain::id::{KindId, LevelId};
use crate::domain::review::{ReviewState, Verdict};
use crate::domain::status::State;
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::total::Extent;
use crate::text::search::closest;

/// Which periods are added up.
#[derive(Debug, Args)]
pub(super) struct ExtentOptions {
    #[arg(long, value_name = "期次", help = "只看这一期，如 weekly/2")]
    period: Option<String>,
    #[arg(
        long,
        value_name = "日期",
        conflicts_with = "period",
        help = "截至某日（默认：全部期次）"
    )]
    as_of: Option<String>,
}

impl ExtentOptions {
    pub fn extent(&self, desk: &Desk, session: &Session<'_>) -> Result<Extent, Fault> {
        Ok(match (&self.period, &self.as_of) {
            (Some(text), _) => Extent::Period(desk.period_named(text)?.id.clone()),
            (None, Some(text)) => Extent::AsOf(session.day("--as-of", text, desk)?),
            (None, None) => Extent::Whole,
        })
    }
}

/// Which submissions count in what is added up.
#[derive(Debug, Args)]
pub(super) struct CountingOption {
    #[arg(long, help = "只算审核通过的（默认：收到的都算）")]
    accepted: bool,
}

impl CountingOption {
    pub fn counting(&self) -> Counting {
        match self.accepted {
            true => Counting::Accepted,
            false => Counting::Received,
        }
    }
}

/// The figure that is meant by its id, or by its label where only one has it.
pub(super) fn figure<'a>(campaign: &'a Campaign, text: &str) -> Result<&'a Figure, Fault> {
    let figures = &campaign.figures;
    if let Some(found) = figures.iter().find(|figure| figure.id.as_str() == text) {
        return Ok(found);
    }
    let labelled: Vec<&Figure> = figures
        .iter()
        .filter(|figure| figure.label == text)
        .collect();
    if let [only] = labelled.as_slice() {
        return Ok(only);
    }
    let known = figures
        .iter()
        .flat_map(|figure| [figure.id.as_str(), figure.label.as_str()]);
    let list = format!("anyue campaign show {} 列出全部指标", campaign.id);
    let hint = match closest(text, known) {
        Some(near) => format!("是不是 {near}？{list}"),
        None => list,
    };
    Err(Fault::problem(format!("没有“{text}”这个指标")).hint(hint))
}

/// The table that is meant; without a word, the first.
pub(super) fn table<'a>(campaign: &'a Campaign, text: Option<&str>) -> Result<&'a Table, Fault> {
    let tables = &campaign.tables;
    let found = match text {
        None => tables.first(),
        Some(text) => tables
            .iter()
            .find(|table| table.id.as_str() == text || table.label == text),
    };
    found.ok_or_else(|| match text {
        None => Fault::problem("这个活动没有统计表"),
        Some(text) => {
            let all = tables
                .iter()
                .map(|table| format!("{}（{}）", table.id, table.label));
            Fault::problem(format!("没有“{text}”这张统计表")).hint(choices(all))
        }
    })
}

/// The kind of unit that is meant by its id or name.
pub(super) fn kind(campaign: &Campaign, text: &str) -> Result<KindId, Fault> {
    let found = campaign.kind_named(text).map(|kind| kind.id.clone());
    found.ok_or_else(|| {
        let kinds = campaign.unit_kinds.iter();
        let all = kinds.map(|kind| format!("{}（{}）", kind.name, kind.id));
        Fault::problem(format!("没有“{text}”这一类别")).hint(choices(all))
    })
}

/// The hazard level that is meant by its id or name.
pub(super) fn level(campaign: &Campaign, text: &str) -> Result<LevelId, Fault> {
    let mut levels = campaign.hazard_levels.iter();
    let found = levels.find(|level| level.id.as_str() == text || level.name == text);
    found.map(|level| level.id.clone()).ok_or_else(|| {
        let levels = campaign.hazard_levels.iter();
        let all = levels.map(|level| format!("{}（{}）", level.id, level.name));
        Fault::problem(format!("没有“{text}”这个隐患等级")).hint(choices(all))
    })
}

/// What a unit may be looked for by: where its report stands, or that it stands returned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    State(State),
    Returned,
}

/// The state that is meant by its word or by its name in JSON; a return by the verdict's word, too.
pub(super) fn state(text: &str) -> Result<Wanted, Fault> {
    let returned = ReviewState::Returned;
    if [returned.label(), returned.name(), Verdict::Returned.label()].contains(&text) {
        return Ok(Wanted::Returned);
    }
    let mut states = State::ALL.into_iter();
    let found = states.find(|state| state.label() == text || state_name(*state) == text);
    found.map(Wanted::State).ok_or_else(|| {
        let all = State::ALL.map(|state| (state.label(), state_name(state)));
        let all = all.into_iter().chain([(returned.label(), returned.name())]);
        let all = all.map(|(label, name)| format!("{label}（{name}）"));
        Fault::problem(format!("没有“{text}”这种状态")).hint(choices(all))
    })
}

/// A state's name in JSON and in options.
pub(super) fn state_name(state: State) -> &'static str {
    match state {
        State::Missing => "missing",
        State::Late => "late",
        State::DueSoon => "due-soon",
        State::Draft => "draft",
        State::Open => "open",
        State::Received => "received",
        State::Excused => "excused",
        State::NotOpen => "not-open",
        State::NotOwed => "not-owed",
    }
}

fn choices(all: impl Iterator<Item = String>) -> String {
    format!("可以是：{}", all.collect::<Vec<_>>().join("、"))
}

#[cfg(test)]
mod tests {
    //! The names that options take.

    use super::*;

    #[test]
    fn a_state_is_named_in_options_as_json_names_it() {
        for known in State::ALL {
            let json = serde_json::to_value(known).expect("serializes");
            assert_eq!(json, state_name(known));
            assert_eq!(state(known.label()), Ok(Wanted::State(known)));
            assert_eq!(state(state_name(known)), Ok(Wanted::State(known)));
        }
        for word in ["退回", "已退回", "returned"] {
            assert_eq!(state(word), Ok(Wanted::Returned));
        }
        let hint = state("迟到").expect_err("unknown").hint;
        for listed in ["迟报（late）", "已退回（returned）"] {
            assert!(hint.contains(listed), "{hint}");
        }
    }
}
