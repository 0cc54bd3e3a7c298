//! What is said beside a number: on how many units it rests, what differs and has not been explained, what may have
//! been counted twice. Words only.

use crate::domain::campaign::Expression;
use crate::domain::figure::Figure;
use crate::domain::id::UnitId;
use crate::domain::rollup::{Overlap, Total};
use crate::domain::submission::{show_difference, show_number};
use crate::ops::export::Scope as Whose;
use crate::ops::total::{FigureTotal, UnitDifference};
use crate::tui::screen::Context;

/// How many units are named before 等.
const NAMED: usize = 3;

/// What is to be looked at in a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flag {
    /// A few characters, for beside the number: `差 +3`.
    pub short: String,
    pub message: String,
}

/// Why somebody has to look at it; `None` where nobody has to.
pub fn flag(context: &Context, figure: &Figure, total: &FigureTotal) -> Option<Flag> {
    let open: Vec<&UnitDifference> = total
        .differences
        .iter()
        .filter(|difference| !difference.is_explained())
        .collect();
    let mut short = Vec::new();
    let mut message = Vec::new();
    if !open.is_empty() {
        let sum = open
            .iter()
            .fold(0i64, |sum, one| sum.saturating_add(one.difference.amount()));
        let sum = show_difference(figure, sum);
        short.push(format!("差 {sum}"));
        let told = open.iter().map(|one| {
            format!(
                "{}（各期之和 {}，填报 {}）",
                context.unit_name(one.unit),
                show_number(figure, one.difference.sum_so_far),
                show_number(figure, one.difference.set)
            )
        });
        let told = some_of(told);
        message.push(format!("累计与各期之和差 {sum}，没有说明：{told}"));
    }
    if !total.overlaps.is_empty() {
        short.push("可能重复".to_owned());
        message.push(overlap(context, figure, &total.overlaps));
    }
    (!short.is_empty()).then(|| Flag {
        short: short.join(" "),
        message: message.join("；"),
    })
}

/// 可能重复计算：示例医联体 自报 7、下级合计 7
pub fn overlap(context: &Context, figure: &Figure, overlaps: &[Overlap]) -> String {
    let told = overlaps.iter().map(|overlap| {
        format!(
            "{} 自报 {}、下级合计 {}",
            context.unit_name(overlap.unit),
            show_number(figure, overlap.own),
            show_number(figure, overlap.below)
        )
    });
    format!("可能重复计算：{}", some_of(told))
}

/// On how many units a total rests: `18 家有数，4 家未填，2 家不涉及`.
pub fn rests_on(total: &Total) -> String {
    format!(
        "{} 家有数，{} 家未填，{} 家不涉及",
        total.answered, total.blank, total.not_applicable
    )
}

/// What is said of a number in the strip, apart from what is to be looked at.
pub fn note(context: &Context, whose: Whose, figure: &Figure, total: &FigureTotal) -> String {
    if let Some(formula) = &figure.formula {
        return made_of(context, formula);
    }
    let mut parts = Vec::new();
    if matches!(whose, Whose::Subtree(_)) {
        parts.push(rests_on(&total.total));
        let texts = total.total.texts.iter();
        let texts: Vec<String> = texts
            .map(|(text, units)| format!("{text} {} 家", units.len()))
            .collect();
        if !texts.is_empty() {
            parts.push(texts.join("、"));
        }
    }
    let explained: Vec<(UnitId, &str)> = total
        .differences
        .iter()
        .filter_map(|difference| Some((difference.unit, difference.explanation.as_deref()?)))
        .collect();
    if !explained.is_empty() {
        let told = explained
            .iter()
            .map(|(unit, said)| format!("{}：{said}", context.unit_name(*unit)));
        parts.push(format!("差异已说明（{}）", some_of(told)));
    }
    parts.join(" · ")
}

/// What a number that nobody fills in is worked out from: `由企业数、参赛企业算出`.
fn made_of(context: &Context, formula: &Expression) -> String {
    let figures = formula.figures().into_iter();
    let labels = figures.filter_map(|id| Some(context.campaign.figure(id)?.label.as_str()));
    format!("由{}算出", labels.collect::<Vec<_>>().join("、"))
}

/// The first few, and how many there are in all where that is more.
fn some_of(told: impl ExactSizeIterator<Item = String>) -> String {
    let count = told.len();
    let named: Vec<String> = told.take(NAMED).collect();
    match count > NAMED {
        true => format!("{}等 {count} 家", named.join("；")),
        false => named.join("；"),
    }
}
