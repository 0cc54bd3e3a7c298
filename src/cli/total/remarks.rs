//! What somebody has to look at before a total goes up, in words. What is looked for is `ops`' to say.

use crate::cli::page::{Page, Piece, Tone};
use crate::cli::shape::unit_ref;
use crate::domain::campaign::Campaign;
use crate::domain::submission::{show_difference, show_number};
use crate::domain::unit::Unit;
use crate::ops::rollup::Twofold;
use crate::ops::total::TableTotal;

/// Differences that nobody explained, and numbers that stand beside numbers from below.
pub(super) fn figures(page: &mut Page, campaign: &Campaign, made: &TableTotal, units: &[Unit]) {
    for total in made.figures.iter().filter(|figure| figure.is_flagged()) {
        let Some(figure) = campaign.figure(&total.figure) else {
            continue;
        };
        let (label, show) = (&figure.label, |number| show_number(figure, number));
        for one in total.differences.iter().filter(|one| !one.is_explained()) {
            let unit = unit_ref(units, one.unit);
            page.line(Piece::new(
                format!(
                    "! {label}：{}累计填 {}，逐期合计 {}，相差 {}，没有说明。",
                    unit.name,
                    show(one.difference.set),
                    show(one.difference.sum_so_far),
                    show_difference(figure, one.difference.amount())
                ),
                Tone::Warning,
            ));
        }
        for one in &total.overlaps {
            let unit = unit_ref(units, one.unit);
            page.line(Piece::new(
                format!(
                    "! {label}：{}自己填 {}，下级合计 {}，可能重复。",
                    unit.name,
                    show(one.own),
                    show(one.below)
                ),
                Tone::Warning,
            ));
        }
    }
}

/// Units of one name that stand in more than one report.
pub(super) fn twice(page: &mut Page, found: &[Twofold]) {
    for one in found {
        let words = format!("! 可能重复：{}，请核对是不是同一单位。", one.words());
        page.line(Piece::new(words, Tone::Warning));
    }
}
