//! What has to be true in the end, held against the oracle. Nothing is changed here.

use std::collections::BTreeMap;

use anyue::domain::figure::Answer;
use anyue::domain::id::FigureId;
use anyue::error::Fault;
use anyue::ops::record::contested;
use anyue::ops::total::Extent;
use anyue::ops::trace::{Below, trace};
use anyue::ops::{Desk, desk};
use anyue::store::Lineage;

use super::two::Habit;
use super::{FIGURES, World, row_of, week};

/// What was found to be true in the end.
#[derive(Debug)]
pub struct Proof {
    pub submissions: usize,
    pub total: i64,
    pub traced: usize,
}

impl World {
    /// The province's totals are what the units last reported, every number opens down to their sentences, no submission,
    /// record or picture is lost, and nothing is left to decide.
    pub fn prove(&self) -> Result<Proof, Fault> {
        let top = desk::open(&self.seats[0].folder)?;
        let (mut total, mut traced) = (0, 0);
        let mut behind = Behind::new();
        for number in 1..=self.size.weeks {
            for (place, id) in FIGURES.iter().enumerate() {
                let of_week = self
                    .reported
                    .iter()
                    .filter(|((_, week), _)| *week == number);
                let expected: i64 = of_week.map(|(_, numbers)| numbers[place]).sum();
                traced += self.trace(&top, number, id, expected, &mut behind)?;
                total += expected;
            }
        }
        let mut submissions = 0;
        for unit in self.units() {
            submissions += self.nothing_lost(unit, &behind)?;
            self.second_machine_was_heard(unit)?;
            self.records_agree(unit)?;
        }
        Ok(Proof {
            submissions,
            total,
            traced,
        })
    }

    /// Opens a number of the province down to the units' sentences, which say what it is the sum of.
    fn trace(
        &self,
        top: &Desk,
        number: u32,
        id: &str,
        expected: i64,
        behind: &mut Behind,
    ) -> Result<usize, Fault> {
        let figure = FigureId::from(id);
        let reported = top
            .store
            .read()
            .current_revision(top.seat.unit, &week(number))?;
        let reported = reported.expect("the province has added up");
        let said = reported.content.figures.get(&figure);
        assert_eq!(said.and_then(Answer::as_number), Some(expected));
        let extent = Extent::Period(week(number));
        let found = trace(top, top.seat.unit, &extent, &figure)?;
        assert_eq!(found.total.number, Some(expected), "week {number} {id}");
        let (mut sum, mut count) = (0, 0);
        for part in &found.parts {
            let city = part.sources[0].behind.as_ref().expect("it is a total");
            assert_eq!(city.doubts, [], "{}", part.unit.name);
            let units = city.units.as_ref().expect("the detail came along");
            for total in units.iter().filter_map(|unit| unit.behind.as_ref()) {
                assert_eq!((&total.doubts, &total.basis.missing), (&vec![], &vec![]));
            }
            for leaf in leaves(units) {
                let [only] = leaf.submissions.as_slice() else {
                    panic!("one submission a week: {leaf:?}");
                };
                let amount = leaf.answer.as_number().expect("a number");
                assert!(
                    only.statement.contains(&format!("（{amount}）")),
                    "{only:?}"
                );
                behind.insert((leaf.code.clone(), number), only.revision.clone());
                sum += amount;
                count += 1;
            }
        }
        assert_eq!((sum, count), (expected, self.size.units));
        Ok(count)
    }

    /// Every revision of a unit's desk is on the desk above it, and what the province rests on is what stands here.
    fn nothing_lost(&self, at: usize, behind: &Behind) -> Result<usize, Fault> {
        let own = desk::open(&self.seats[at].folder)?;
        let above = self.seats[at].above.expect("every unit has one");
        let above = desk::open(&self.seats[above].folder)?;
        let there = row_of(&above, &self.seats[at].code)?;
        let mut count = 0;
        for number in 1..=self.size.weeks {
            let lineage = own.store.read().lineage(own.seat.unit, &week(number))?;
            let stands = lineage.counted().map(|kin| kin.uid.clone());
            let place = (self.seats[at].code.clone(), number);
            assert_eq!(stands.as_ref(), behind.get(&place), "{place:?}");
            let sent = names(lineage);
            let arrived = above.store.read().lineage(there, &week(number))?;
            assert!(!arrived.standing.is_conflict(), "{place:?} is decided");
            assert_eq!(sent, names(arrived), "unit {at}, week {number}");
            count += sent.len();
            for revision in above.store.read().revisions(there, &week(number))? {
                for file in revision.content.material {
                    let path = above.shelf.path_of(&file.hash);
                    assert!(path.is_file(), "a picture of unit {at} is missing");
                }
            }
        }
        Ok(count)
    }

    /// What was reported on the second machine is above too, whichever of the two held.
    fn second_machine_was_heard(&self, at: usize) -> Result<(), Fault> {
        let seat = &self.seats[at];
        let (Some(twin), Some(above)) = (&seat.twin, seat.above) else {
            return Ok(());
        };
        let own = desk::open(twin)?;
        let above = desk::open(&self.seats[above].folder)?;
        let there = row_of(&above, &seat.code)?;
        for number in 1..=self.size.weeks {
            let arrived = names(above.store.read().lineage(there, &week(number))?);
            let sent = names(own.store.read().lineage(own.seat.unit, &week(number))?);
            assert!(sent.iter().all(|name| arrived.contains(name)), "unit {at}");
        }
        Ok(())
    }

    /// A unit's records say the same on both desks, everything that they ever said.
    fn records_agree(&self, at: usize) -> Result<(), Fault> {
        if !Habit::Record.is_of(at) {
            return Ok(());
        }
        let own = desk::open(&self.seats[at].folder)?;
        let above = self.seats[at].above.expect("every unit has one");
        let above = desk::open(&self.seats[above].folder)?;
        let there = row_of(&above, &self.seats[at].code)?;
        let written = own.store.read().named_records(own.seat.unit)?;
        assert_eq!(written.len(), 1, "unit {at}");
        assert_eq!(written, above.store.read().named_records(there)?);
        assert_eq!(contested(&own)?, [], "unit {at} has nothing left to decide");
        assert_eq!(contested(&above)?, []);
        Ok(())
    }
}

/// The revision that the province's totals rest on, by unit and week.
type Behind = BTreeMap<(String, u32), String>;

/// The units that have none below them.
fn leaves(units: &[Below]) -> Vec<&Below> {
    let below = units.iter().flat_map(|unit| match unit.units() {
        [] => vec![unit],
        further => leaves(further),
    });
    below.collect()
}

/// The names of all revisions, sorted.
fn names(lineage: Lineage) -> Vec<String> {
    let mut names: Vec<String> = lineage.kin.into_iter().map(|kin| kin.uid).collect();
    names.sort();
    names
}
