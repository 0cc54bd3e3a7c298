//! The screens, one folder each: `state` is what it knows and how input changes it, `view` how it looks, `work` what it
//! asks of the desk. A screen holds no rule of the campaign: those are in `domain`, and verbs are in `ops`.

pub mod audit;
mod day_field;
mod elsewhere;
mod excusing;
pub mod export;
pub mod form_draft;
pub mod hazards;
pub mod intray;
mod listing;
mod narrowing;
pub mod overview;
mod packed;
mod popup;
pub mod progress;
pub mod records;
pub mod report;
pub mod results;
#[cfg(test)]
pub(super) mod stage;
pub mod standing;
pub mod statistics;
mod tables;
pub mod units;

mod chooser;

use std::collections::BTreeMap;

use super::screen::{Place, Screen};

/// One of each.
pub fn all() -> BTreeMap<Place, Box<dyn Screen>> {
    let mut all: BTreeMap<Place, Box<dyn Screen>> = BTreeMap::new();
    all.insert(Place::Overview, Box::new(overview::Overview::default()));
    all.insert(Place::Progress, Box::new(progress::Progress::default()));
    all.insert(Place::Intray, Box::new(intray::Intray::default()));
    all.insert(Place::Report, Box::new(report::Report::default()));
    all.insert(Place::Units, Box::new(units::Units::default()));
    all.insert(Place::Hazards, Box::new(hazards::Hazards::default()));
    all.insert(
        Place::Statistics,
        Box::new(statistics::Statistics::default()),
    );
    all.insert(Place::Records, Box::new(records::Records::default()));
    all.insert(Place::Results, Box::new(results::Results::default()));
    all.insert(Place::Audit, Box::new(audit::Audit::default()));
    all.insert(Place::Export, Box::new(export::Export::default()));
    all
}
