//! A hazard as `--json` prints it, and hazards as a table for people.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use crate::cli::page::{Piece, Side, Table, Tone};
use crate::cli::shape::{UnitRef, unit_ref};
use crate::domain::calendar::words;
use crate::domain::campaign::Campaign;
use crate::domain::hazard::{Hazard, HazardState};
use crate::domain::id::{HazardId, LevelId};
use crate::domain::unit::Unit;

/// A hazard with all that is known of it.
#[derive(Debug, Serialize)]
pub(super) struct HazardShape {
    pub id: HazardId,
    pub unit: UnitRef,
    pub found_on: NaiveDate,
    pub place: String,
    pub what: String,
    /// The level's id in the campaign file.
    pub level: LevelId,
    pub level_name: String,
    pub source: String,
    pub measure: String,
    pub responsible: String,
    /// Who has to put it right, where that is not the unit that found it.
    pub responsible_unit: String,
    pub precautions: String,
    /// Inclusive.
    pub due: Option<NaiveDate>,
    pub reported_on: Option<NaiveDate>,
    pub closed_on: Option<NaiveDate>,
    pub checked_by: String,
    /// `overdue`, `open` or `closed`, as of now.
    #[serde(serialize_with = "by_name")]
    pub state: HazardState,
}

pub(super) fn shape(
    hazard: &Hazard,
    units: &[Unit],
    campaign: &Campaign,
    today: NaiveDate,
) -> HazardShape {
    let entry = hazard.entry.clone();
    let level = campaign.hazard_level(&entry.level);
    HazardShape {
        id: hazard.id,
        unit: unit_ref(units, hazard.unit),
        state: entry.state(today),
        level_name: level.map_or_else(|| entry.level.to_string(), |level| level.name.clone()),
        found_on: entry.found_on,
        place: entry.place,
        what: entry.what,
        level: entry.level,
        source: entry.source,
        measure: entry.measure,
        responsible: entry.responsible,
        responsible_unit: entry.responsible_unit,
        precautions: entry.precautions,
        due: entry.due,
        reported_on: entry.reported_on,
        closed_on: entry.closed_on,
        checked_by: entry.checked_by,
    }
}

pub(super) fn table_of(shapes: &[HazardShape], today: NaiveDate) -> Table {
    let mut table = Table::new([
        ("编号", Side::Right),
        ("单位", Side::Left),
        ("发现", Side::Left),
        ("等级", Side::Left),
        ("状态", Side::Left),
        ("期限", Side::Left),
        ("地点", Side::Left),
        ("隐患", Side::Left),
        ("责任人", Side::Left),
    ]);
    for hazard in shapes {
        table.row([
            Piece::from(hazard.id.0.to_string()),
            Piece::from(&hazard.unit.name),
            Piece::from(words::day_from(hazard.found_on, today)),
            Piece::from(&hazard.level_name),
            Piece::new(hazard.state.label(), tone(hazard.state)),
            Piece::from(
                hazard
                    .due
                    .map(|due| words::day_from(due, today))
                    .unwrap_or_default(),
            ),
            Piece::from(&hazard.place),
            Piece::from(&hazard.what),
            Piece::from(&hazard.responsible),
        ]);
    }
    table
}

fn tone(state: HazardState) -> Tone {
    match state {
        HazardState::Overdue => Tone::Bad,
        HazardState::Open => Tone::Plain,
        HazardState::Closed => Tone::Good,
    }
}

fn by_name<S: Serializer>(state: &HazardState, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(state.name())
}
