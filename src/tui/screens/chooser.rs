//! Whose figures, and of which time: what 统计表 and 导出 both let one choose, as popups narrowed down by typing. What
//! becomes of the choice is the screen's.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::calendar::{Instant, read_date, words};
use crate::domain::id::{TableId, UnitId};
use crate::domain::period::Period;
use crate::domain::unit::Unit;
use crate::ops::export::Scope as Whose;
use crate::ops::total::Extent;
use crate::text::digits::fold_width;
use crate::tui::keys::Scope;
use crate::tui::kit::Input;
use crate::tui::kit::dialog::{Dialog, Verdict};
use crate::tui::kit::form::{Form, Item, Remark};
use crate::tui::kit::pick::Pick;
use crate::tui::kit::select::Choice;
use crate::tui::screen::Context;
use crate::tui::theme::Theme;

/// What was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen {
    /// Nothing yet.
    Open,
    /// Nothing, and the popup is to be closed.
    Nothing,
    Whose(Whose),
    /// Every unit that reports, each by itself.
    Each,
    Extent(Extent),
}

/// The popup.
#[derive(Debug)]
pub struct Chooser {
    layer: Layer,
}

#[derive(Debug)]
enum Layer {
    List(Box<Pick>, Vec<Offer>),
    /// The day until which it counts.
    Day(Box<Dialog>),
}

#[derive(Debug, Clone)]
enum Offer {
    Whose(Whose),
    Each,
    Extent(Extent),
    /// A day, to be typed.
    Day,
}

impl Chooser {
    /// Whose figures; with `each`, also every unit by itself.
    pub fn whose(context: &Context, now: Whose, each: bool) -> Self {
        let mut offers = Vec::new();
        let mut choices = Vec::new();
        for unit in context.units.iter() {
            for whose in offered(context, unit) {
                offers.push(Offer::Whose(whose));
                choices.push(described(context, unit, whose));
            }
            if each && unit.id == context.seat && context.collects {
                offers.push(Offer::Each);
                choices.push(Choice::new(EACH));
            }
        }
        // The seat's roll-up is what a coordinator looks for first, whatever its code.
        let order = |offer: &Offer| match offer {
            Offer::Whose(whose) if whose.unit() == context.seat => 0,
            Offer::Each => 1,
            _ => 2,
        };
        let mut both: Vec<(Offer, Choice)> = offers.into_iter().zip(choices).collect();
        both.sort_by_key(|(offer, _)| order(offer));
        let (offers, choices): (Vec<Offer>, Vec<Choice>) = both.into_iter().unzip();
        let is_now = |offer: &Offer| matches!(offer, Offer::Whose(whose) if *whose == now);
        let at = offers.iter().position(is_now).unwrap_or(0);
        let pick = Pick::new("选单位", choices).on(at);
        Self {
            layer: Layer::List(Box::new(pick), offers),
        }
    }

    /// Which periods: those that fill `table`, or all where it is `None`.
    pub fn extent(
        context: &Context,
        table: Option<&TableId>,
        now: &Extent,
        today: Instant,
    ) -> Self {
        let mut offers = vec![
            Offer::Extent(Extent::Whole),
            Offer::Extent(Extent::AsOf(today.date())),
            Offer::Day,
        ];
        let words = Extent::AsOf(today.date()).words(&context.plan);
        let mut choices = vec![
            Choice::new(Extent::Whole.words(&context.plan)),
            Choice::new(format!("{words}（今天）")),
            Choice::new("截至某一天…").detail("输入日期"),
        ];
        for period in periods(context, table) {
            offers.push(Offer::Extent(Extent::Period(period.id.clone())));
            choices.push(Choice::new(&period.name).detail(days_of(period)));
        }
        let is_now = |offer: &Offer| matches!(offer, Offer::Extent(extent) if extent == now);
        let at = offers.iter().position(is_now).unwrap_or(0);
        let pick = Pick::new("选期次", choices).on(at);
        Self {
            layer: Layer::List(Box::new(pick), offers),
        }
    }

    /// Which keys hold.
    pub fn scope(&self) -> Scope {
        match &self.layer {
            Layer::List(..) => Pick::SCOPE,
            Layer::Day(dialog) => dialog.scope(),
        }
    }

    pub fn hear(&mut self, input: Input<'_>, context: &Context, now: Instant) -> Chosen {
        match &mut self.layer {
            Layer::List(pick, offers) => {
                let chosen = pick.selected().and_then(|at| offers.get(at)).cloned();
                match (pick.hear(input), chosen) {
                    (Verdict::Accepted, Some(Offer::Whose(whose))) => Chosen::Whose(whose),
                    (Verdict::Accepted, Some(Offer::Each)) => Chosen::Each,
                    (Verdict::Accepted, Some(Offer::Extent(extent))) => Chosen::Extent(extent),
                    (Verdict::Accepted, Some(Offer::Day)) => {
                        self.layer = Layer::Day(Box::new(day_dialog(now.date())));
                        Chosen::Open
                    }
                    (Verdict::Refused, _) | (Verdict::Accepted, None) => Chosen::Nothing,
                    (Verdict::Open | Verdict::Edited, _) => Chosen::Open,
                }
            }
            Layer::Day(dialog) => match dialog.hear(input) {
                Verdict::Accepted => read_day(dialog, context, now),
                Verdict::Refused => Chosen::Nothing,
                Verdict::Open | Verdict::Edited => Chosen::Open,
            },
        }
    }

    /// Draws the popup over `area`. Answers where the cursor belongs.
    pub fn draw(&self, buffer: &mut Buffer, area: Rect, theme: Theme) -> Option<Position> {
        match &self.layer {
            Layer::List(pick, _) => pick.draw(buffer, area, theme),
            Layer::Day(dialog) => dialog.draw(buffer, area, theme),
        }
    }
}

/// What every unit by itself is called.
pub const EACH: &str = "每家单位各一份";

/// What a desk looks at unless something else is chosen: its roll-up, or the one unit's own.
pub fn home(context: &Context) -> Whose {
    match context.collects || has_below(context, context.seat) {
        true => Whose::Subtree(context.seat),
        false => Whose::Unit(context.seat),
    }
}

/// In words: 汇总, 平江医院, 示例医联体（含下级）.
pub fn whose_words(context: &Context, whose: Whose) -> String {
    match whose {
        Whose::Subtree(unit) if unit == context.seat => "汇总".to_owned(),
        Whose::Subtree(unit) => format!("{}（含下级）", context.unit_name(unit)),
        Whose::Unit(unit) if has_below(context, unit) => {
            format!("{}（仅本单位）", context.unit_name(unit))
        }
        Whose::Unit(unit) => context.unit_name(unit).to_owned(),
    }
}

/// The one before or after: from period to period and, behind the last, all of them; or from the day on which a period
/// ends to the next such day. `None` where there is no further one.
pub fn neighbour(
    context: &Context,
    table: Option<&TableId>,
    extent: &Extent,
    by: isize,
    now: Instant,
) -> Option<Extent> {
    let periods = periods(context, table);
    match extent {
        Extent::Whole if by > 0 => None,
        // What lies ahead is empty: the way back begins at what is going on.
        Extent::Whole => {
            let begun = periods.iter().rev().find(|period| period.is_open(now));
            let begun = begun.or(periods.first());
            begun.map(|period| Extent::Period(period.id.clone()))
        }
        Extent::Period(id) => {
            let at = periods.iter().position(|period| period.id == *id)?;
            let next = at.checked_add_signed(by)?;
            Some(match periods.get(next) {
                Some(period) => Extent::Period(period.id.clone()),
                None => Extent::Whole,
            })
        }
        Extent::AsOf(day) => {
            let mut days: Vec<NaiveDate> = periods.iter().map(|period| period.reaches()).collect();
            days.sort_unstable();
            let next = match by {
                1.. => days.into_iter().find(|other| other > day),
                _ => days.into_iter().rev().find(|other| other < day),
            };
            next.map(Extent::AsOf)
        }
    }
}

fn periods<'a>(context: &'a Context, table: Option<&TableId>) -> Vec<&'a Period> {
    match table {
        Some(table) => context.plan.folding(&context.campaign, table),
        None => context.plan.periods.iter().collect(),
    }
}

fn has_below(context: &Context, unit: UnitId) -> bool {
    context.units.iter().any(|other| other.parent == Some(unit))
}

/// A unit with others below it can be looked at with them and without; one that collects has nothing of its own.
fn offered(context: &Context, unit: &Unit) -> Vec<Whose> {
    let collects = context.collects && unit.id == context.seat;
    let mut offered = Vec::new();
    if collects || has_below(context, unit.id) {
        offered.push(Whose::Subtree(unit.id));
    }
    if !collects {
        offered.push(Whose::Unit(unit.id));
    }
    offered
}

fn described(context: &Context, unit: &Unit, whose: Whose) -> Choice {
    let kind = unit
        .kind
        .as_ref()
        .and_then(|kind| context.campaign.kind(kind));
    let kind = kind.map_or("", |kind| kind.name.as_str());
    let detail = match unit.closed_on {
        Some(_) => format!("已停用 {}", unit.code),
        None => format!("{kind} {}", unit.code),
    };
    let label = match whose {
        Whose::Subtree(id) if id == context.seat => format!("汇总：{}及下级", unit.name),
        whose => whose_words(context, whose),
    };
    // The bare name too, or what stands behind it would put it behind longer names.
    let mut aliases = unit.aliases.clone();
    aliases.push(unit.name.clone());
    Choice {
        label,
        detail: detail.trim().to_owned(),
        aliases,
    }
}

/// `6月5日—6月11日`, or the day on which it is due.
fn days_of(period: &Period) -> String {
    match period.occurrence.days {
        Some(days) if days.len() > 1 => format!(
            "{}—{}",
            words::month_day(days.from()),
            words::month_day(days.to())
        ),
        Some(days) => words::month_day(days.from()),
        None => format!("截止{}", words::month_day(period.occurrence.due)),
    }
}

fn day_dialog(today: NaiveDate) -> Dialog {
    let day = Item::line("day", "日期", &words::month_day(today), 20)
        .hint("例如 6月18日 或 2020-06-18；覆盖的日子在这一天或以前结束的期次都计入");
    Dialog::form("截至哪一天", "", Form::new(vec![day]), "确定")
}

fn read_day(dialog: &mut Dialog, context: &Context, now: Instant) -> Chosen {
    let typed = dialog.fields().map(|form| form.value("day"));
    let typed = typed.unwrap_or_default();
    match read_date(
        fold_width(&typed).trim(),
        context.campaign.days.nearest_to(now.date()),
    ) {
        Ok(day) => Chosen::Extent(Extent::AsOf(day)),
        Err(error) => {
            if let Some(form) = dialog.fields_mut() {
                form.set_problems([("day", Remark::bad(error.to_string()))]);
            }
            Chosen::Open
        }
    }
}
