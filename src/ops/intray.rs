//! The in-tray (收件): filled forms that came as files, from being taken in to being accepted or set aside.
//!
//! A file is read, and what it says waits here with its sentences until it is accepted, which makes a submission by
//! the same verb and the same checks as a form that is typed. How a filled form is read is [`intake`](crate::intake)'s.

mod accept;
mod batch;
mod claim;
mod decide;
mod doubt;
mod gather;
mod judge;
mod judged;
mod order;
mod reading;
mod report;
mod row;
mod take;
mod twins;

use std::collections::BTreeMap;

pub use accept::{AcceptAs, AcceptError, Accepted, Sweep, accept, accept_clean};
pub use batch::{Batch, Item, Kept, Seen, Tally, judge_batch};
pub use decide::{
    correct, correct_field, put_back, set_aside, settle_new_unit, settle_period, settle_periods,
    settle_unit, written_name,
};
pub use doubt::{Doubt, Weight, Where, on_paper};
pub use gather::{Skipped, packets_under};
pub use judge::Judge;
pub use judged::{Blank, Changed, Field, Judged, Shown};
pub use order::{Chosen, Order};
pub use reading::Progress;
pub use report::{Told, place_label, problems_sheet, save_problems, told, weight_label};
pub use take::{look_through, take_in};

use super::Desk;
use crate::domain::arrival::{Arrival, ArrivalState};
use crate::domain::id::ArrivalId;
use crate::error::Fault;
use crate::intake::FileReading;
use crate::store::StoreError;

/// Everything in the in-tray, judged: the most urgent first, of equals the latest.
pub fn list(desk: &Desk) -> Result<Vec<Judged>, Fault> {
    let judge = Judge::new(desk, [])?;
    let arrivals = desk.store.read().arrivals()?;
    let mut judged = Vec::with_capacity(arrivals.len());
    for arrival in arrivals {
        judged.push(judge.judge(read_back(arrival)?)?);
    }
    judged.sort_by_key(Judged::urgency);
    Ok(judged)
}

/// One arrival, judged, whatever has become of it.
pub fn look(desk: &Desk, id: ArrivalId) -> Result<Judged, Fault> {
    Judge::new(desk, [])?.judge(stored(desk, id)?)
}

/// How many arrivals there are of each state.
pub fn counts(desk: &Desk) -> Result<BTreeMap<ArrivalState, u32>, Fault> {
    Ok(desk.store.read().arrival_counts()?)
}

fn stored(desk: &Desk, id: ArrivalId) -> Result<Arrival<FileReading>, Fault> {
    let found = desk.store.read().arrival(id)?;
    read_back(found.ok_or_else(no_arrival)?)
}

fn no_arrival() -> Fault {
    Fault::problem("收件里没有这份来件").hint("请刷新列表后再试")
}

/// An arrival with its reading read back from the store.
pub(in crate::ops) fn read_back(arrival: Arrival<String>) -> Result<Arrival<FileReading>, Fault> {
    Ok(arrival.try_map(|reading| {
        serde_json::from_str(&reading)
            .map_err(|error| StoreError::Damaged(format!("reading: {error}")))
    })?)
}

/// An arrival as the store keeps it.
fn to_store(arrival: Arrival<FileReading>) -> Result<Arrival<String>, StoreError> {
    arrival.try_map(|reading| {
        serde_json::to_string(&reading).map_err(|error| StoreError::Damaged(error.to_string()))
    })
}
