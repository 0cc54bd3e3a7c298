//! Desks on a real disk: made, opened, listed, shared, refused; files taken in.

mod desks;
mod material;
mod refusals;

use std::path::Path;

use anyue::domain::calendar::Instant;
use anyue::ops::Desk;
use anyue::ops::desk::{self, NewDesk, NewSeat};

/// 2020-06-18 17:40 in China.
pub const NOW: Instant = Instant::from_epoch_ms(1_592_473_200_000);

const GUSU: &str = include_str!("../data/campaigns/gusu-2020.toml");

pub fn coordinator() -> NewDesk {
    NewDesk {
        campaign_source: GUSU.to_owned(),
        templates: Default::default(),
        name: String::new(),
        seat: NewSeat::Coordinator,
    }
}

pub fn new_desk(folder: &Path) -> Desk {
    desk::create(folder, &coordinator(), NOW).expect("makes a desk")
}
