//! The columns with which a list of units begins: its running number, the unit, the unit's kind. What follows them is each
//! list's own.

use super::{UNIT_WIDTH, kind_name, ordinal, width_for};
use crate::domain::campaign::Campaign;
use crate::domain::unit::Unit;
use crate::export::document::Align;
use crate::export::sheet::Cell;

/// What the columns are called.
pub(super) const LABELS: [&str; 3] = ["序号", "单位", "类别"];
/// How many they are.
pub(super) const FIXED: usize = LABELS.len();
/// The name of a kind of unit is seldom wider, in narrow characters; a longer one wraps.
const KIND_WIDTH: usize = 18;

/// A unit's cells; `index` counts from 0.
pub(super) fn cells(campaign: &Campaign, index: usize, unit: &Unit) -> Vec<Cell> {
    vec![
        Cell::integer(ordinal(index)).align(Align::Center),
        Cell::text(unit.name.as_str()),
        Cell::text(kind_name(campaign, unit.kind.as_ref())),
    ]
}

/// Wide enough for the names of these units and of their kinds, in narrow characters.
pub(super) fn widths<'a>(
    campaign: &'a Campaign,
    units: impl Iterator<Item = &'a Unit> + Clone,
) -> Vec<u16> {
    let [_, unit, kind] = LABELS;
    let names = units.clone().map(|unit| unit.name.as_str());
    let kinds = units.map(|unit| kind_name(campaign, unit.kind.as_ref()));
    vec![
        6,
        width_for(unit, UNIT_WIDTH, names),
        width_for(kind, KIND_WIDTH, kinds),
    ]
}
