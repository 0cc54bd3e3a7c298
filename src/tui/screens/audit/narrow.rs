//! By what the entries are narrowed down: the popups in which one chooses it, and its words.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::audit::Act;
use crate::domain::calendar::{Instant, read_date, words};
use crate::domain::id::UnitId;
use crate::ops::audit::AuditFilter;
use crate::text::digits::fold_width;
use crate::tui::keys::Scope;
use crate::tui::kit::Input;
use crate::tui::kit::dialog::{Dialog, Verdict};
use crate::tui::kit::form::{Form, Item, Remark};
use crate::tui::kit::pick::Pick;
use crate::tui::kit::select::Choice;
use crate::tui::screen::Context;
use crate::tui::theme::Theme;

/// What the list is narrowed down by, besides words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Narrowing {
    pub unit: Option<UnitId>,
    pub act: Option<Act>,
    pub from: Option<NaiveDate>,
    /// The last day, inclusive.
    pub to: Option<NaiveDate>,
}

impl Narrowing {
    /// The filter with these words, for at most `limit` entries.
    pub fn filter(&self, text: &str, limit: u32) -> AuditFilter {
        AuditFilter {
            unit: self.unit,
            act: self.act,
            period: None,
            from: self.from.map(Instant::start_of),
            until: self.to.map(Instant::end_of),
            text: Some(text.to_owned()).filter(|text| !text.is_empty()),
            limit: Some(limit),
        }
    }

    /// In words: 单位：平江医院  动作：报送  日期：6月1日—6月10日. Empty where it lets everything through.
    pub fn words(&self, context: &Context) -> String {
        let mut parts = Vec::new();
        if let Some(unit) = self.unit {
            parts.push(format!("单位：{}", context.unit_name(unit)));
        }
        if let Some(act) = self.act {
            parts.push(format!("动作：{}", act.label()));
        }
        match (self.from, self.to) {
            (None, None) => {}
            (Some(from), None) => parts.push(format!("{}起", words::month_day(from))),
            (None, Some(to)) => parts.push(format!("到{}", words::month_day(to))),
            (Some(from), Some(to)) if from == to => parts.push(words::month_day(from)),
            (Some(from), Some(to)) => {
                let (from, to) = (words::month_day(from), words::month_day(to));
                parts.push(format!("{from}—{to}"));
            }
        }
        parts.join("  ")
    }
}

/// The popup in which one narrows the list down: first by what, then to what.
#[derive(Debug)]
pub enum Popup {
    What(Box<Pick>),
    Unit(Box<Pick>),
    Act(Box<Pick>),
    Days(Box<Dialog>),
}

/// What came of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen {
    /// Nothing yet.
    Open,
    /// Nothing, and the popup is to be closed.
    Nothing,
    Narrowed(Narrowing),
}

impl Popup {
    pub fn open() -> Self {
        let choices = vec![
            Choice::new("按单位…"),
            Choice::new("按动作…").detail("报送、更正、催报……"),
            Choice::new("按日期…"),
            Choice::new("全部").detail("取消筛选"),
        ];
        Self::What(Box::new(Pick::new("筛选", choices)))
    }

    /// Which keys hold.
    pub fn scope(&self) -> Scope {
        match self {
            Self::What(_) | Self::Unit(_) | Self::Act(_) => Pick::SCOPE,
            Self::Days(dialog) => dialog.scope(),
        }
    }

    pub fn hear(&mut self, input: Input<'_>, now: &Narrowing, context: &Context) -> Chosen {
        let pick = match self {
            Self::Days(dialog) => return hear_days(dialog, input, now, context),
            Self::What(pick) | Self::Unit(pick) | Self::Act(pick) => pick,
        };
        let chosen = match pick.hear(input) {
            Verdict::Accepted => pick.selected(),
            Verdict::Refused => return Chosen::Nothing,
            Verdict::Open | Verdict::Edited => return Chosen::Open,
        };
        let Some(chosen) = chosen else {
            return Chosen::Nothing;
        };
        let mut then = now.clone();
        match self {
            Self::What(_) => return self.go_on(chosen, now, context),
            Self::Unit(_) => then.unit = context.units.get(chosen).map(|unit| unit.id),
            Self::Act(_) => then.act = Act::ALL.get(chosen).copied(),
            Self::Days(_) => {}
        }
        Chosen::Narrowed(then)
    }

    /// From what one wants to narrow down by to the choice itself.
    fn go_on(&mut self, what: usize, now: &Narrowing, context: &Context) -> Chosen {
        *self = match what {
            0 => Self::Unit(Box::new(units(now, context))),
            1 => Self::Act(Box::new(acts(now))),
            2 => Self::Days(Box::new(days(now))),
            _ => return Chosen::Narrowed(Narrowing::default()),
        };
        Chosen::Open
    }

    /// Draws the popup over `area`. Answers where the cursor belongs.
    pub fn draw(&self, buffer: &mut Buffer, area: Rect, theme: Theme) -> Option<Position> {
        match self {
            Self::What(pick) | Self::Unit(pick) | Self::Act(pick) => pick.draw(buffer, area, theme),
            Self::Days(dialog) => dialog.draw(buffer, area, theme),
        }
    }
}

fn units(now: &Narrowing, context: &Context) -> Pick {
    let units = context.units.iter();
    let choices = units.map(|unit| Choice {
        label: unit.name.clone(),
        detail: unit.code.clone(),
        aliases: unit.aliases.clone(),
    });
    let at = context
        .units
        .iter()
        .position(|unit| Some(unit.id) == now.unit);
    Pick::new("哪家单位的记录", choices.collect()).on(at.unwrap_or(0))
}

fn acts(now: &Narrowing) -> Pick {
    let choices = Act::ALL.iter().map(|act| Choice::new(act.label()));
    let at = Act::ALL.iter().position(|act| Some(*act) == now.act);
    Pick::new("哪种动作", choices.collect()).on(at.unwrap_or(0))
}

fn days(now: &Narrowing) -> Dialog {
    let shown = |day: Option<NaiveDate>| day.map(words::month_day).unwrap_or_default();
    let hint = "例如 6月18日 或 2020-06-18；不填就不限";
    let form = Form::new(vec![
        Item::line("from", "从", &shown(now.from), 20).hint(hint),
        Item::line("to", "到", &shown(now.to), 20).hint(hint),
    ]);
    Dialog::form("哪些天的记录", "首尾两天都算。", form, "确定")
}

fn hear_days(dialog: &mut Dialog, input: Input<'_>, now: &Narrowing, context: &Context) -> Chosen {
    match dialog.hear(input) {
        Verdict::Accepted => {}
        Verdict::Refused => return Chosen::Nothing,
        Verdict::Open | Verdict::Edited => return Chosen::Open,
    }
    let Some(form) = dialog.fields_mut() else {
        return Chosen::Nothing;
    };
    let near = context.campaign.days.to();
    let read = |id: &str| match fold_width(&form.value(id)).trim() {
        "" => Ok(None),
        text => read_date(text, near).map(Some),
    };
    let problems = match (read("from"), read("to")) {
        (Ok(Some(from)), Ok(Some(to))) if to < from => {
            vec![("to", "最后一天早于第一天，请核对".to_owned())]
        }
        (Ok(from), Ok(to)) => {
            return Chosen::Narrowed(Narrowing {
                from,
                to,
                ..now.clone()
            });
        }
        (from, to) => {
            let of = |id, read: Result<_, crate::domain::calendar::MomentError>| {
                read.err().map(|error| (id, error.to_string()))
            };
            [of("from", from), of("to", to)]
                .into_iter()
                .flatten()
                .collect()
        }
    };
    form.set_problems(
        problems
            .iter()
            .map(|(id, text)| (*id, Remark::bad(text.as_str()))),
    );
    form.focus_first_problem();
    Chosen::Open
}
