//! An entry of the ledger as desks tell each other of it: every field with the moment at which it was last written. Two of
//! one entry become one field by field, so that who edits the words on one desk does not undo a closing (销号) that was made
//! on another meanwhile. What an entry may say is not told here.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::HazardEntry;
use crate::domain::calendar::Instant;

/// An entry, and when each of its fields was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub entry: HazardEntry,
    /// When the field that was written last was.
    pub at: Instant,
    /// The moments of the fields that say something and were written before `at`, and of those that were emptied. A field that says
    /// nothing and is not among them was never written: whatever another desk wrote there holds.
    pub fields: BTreeMap<String, Instant>,
}

/// Before every clock: what was never written.
const NEVER: Instant = Instant::from_epoch_ms(i64::MIN);

impl Written {
    /// An entry whose words were all written at one moment.
    pub fn new(entry: HazardEntry, at: Instant) -> Self {
        Self {
            entry,
            at,
            fields: BTreeMap::new(),
        }
    }

    /// The entry after an edit. Only the fields that it changes are written by it, and always after all that was known here,
    /// whatever the clock says.
    #[must_use]
    pub fn edited(&self, entry: &HazardEntry, now: Instant) -> Self {
        let next = Instant::from_epoch_ms(self.at.epoch_ms().saturating_add(1));
        let (before, after) = (fields(&self.entry), fields(entry));
        if before == after {
            return self.clone();
        }
        let at = now.max(next);
        let stamped = after.into_iter().map(|(field, value)| {
            let is_same = before.get(&field) == Some(&value);
            let moment = if is_same {
                self.moment(&field, &value)
            } else {
                at
            };
            (field, (moment, value))
        });
        Self::of(stamped.collect(), at)
    }

    /// Both in one: of every field what was written later holds, and of two written at one moment the one that says something,
    /// else the one that sorts last. In whatever order entries are put together, and however often, the outcome is the same.
    #[must_use]
    pub fn merged(&self, other: &Self) -> Self {
        let mut stamped = self.stamped();
        for (field, (moment, value)) in other.stamped() {
            let rank = |(at, value): &(Instant, Value)| (*at, !is_empty(value), value.to_string());
            let told = (moment, value);
            match stamped.get(&field) {
                Some(known) if rank(known) >= rank(&told) => {}
                _ => drop(stamped.insert(field, told)),
            }
        }
        Self::of(stamped, self.at.max(other.at))
    }

    fn of(stamped: BTreeMap<String, (Instant, Value)>, at: Instant) -> Self {
        let differs = |(field, (moment, value)): (&String, &(Instant, Value))| {
            (*moment != usual(value, at)).then(|| (field.clone(), *moment))
        };
        let moments = stamped.iter().filter_map(differs).collect();
        let entry: Map<String, Value> = stamped
            .into_iter()
            .map(|(field, (_, value))| (field, value))
            .collect();
        Self {
            entry: serde_json::from_value(Value::Object(entry))
                .expect("every field is one of an entry, as it was written"),
            at,
            fields: moments,
        }
    }

    fn stamped(&self) -> BTreeMap<String, (Instant, Value)> {
        let stamped = fields(&self.entry).into_iter();
        let stamped = stamped.map(|(field, value)| {
            let moment = self.moment(&field, &value);
            (field, (moment, value))
        });
        stamped.collect()
    }

    /// When a field was written; a moment after the last one cannot be.
    fn moment(&self, field: &str, value: &Value) -> Instant {
        match self.fields.get(field) {
            Some(moment) => self.at.min(*moment),
            None => usual(value, self.at),
        }
    }
}

/// When a field was written of which nothing is told.
fn usual(value: &Value, at: Instant) -> Instant {
    if is_empty(value) { NEVER } else { at }
}

fn is_empty(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(str::is_empty)
}

fn fields(entry: &HazardEntry) -> Map<String, Value> {
    match serde_json::to_value(entry) {
        Ok(Value::Object(fields)) => fields,
        _ => unreachable!("an entry is an object of texts and days"),
    }
}

#[cfg(test)]
mod tests {
    //! What holds of entries that several desks wrote in.

    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2020, 6, day).expect("a day of June")
    }

    fn found() -> Written {
        let mut entry = HazardEntry::new(day(4), "general".into());
        entry.what = "通道堆物".into();
        Written::new(entry, at(100))
    }

    fn at(moment: i64) -> Instant {
        Instant::from_epoch_ms(moment)
    }

    fn changed(written: &Written, moment: i64, change: impl FnOnce(&mut HazardEntry)) -> Written {
        let mut entry = written.entry.clone();
        change(&mut entry);
        written.edited(&entry, at(moment))
    }

    #[test]
    fn words_that_are_edited_later_elsewhere_leave_a_closing_as_it_is() {
        let found = found();
        let closed = changed(&found, 200, |entry| {
            entry.closed_on = Some(day(12));
            entry.checked_by = "安全员甲".into();
        });
        let edited = changed(&found, 300, |entry| entry.responsible = "联络员甲".into());
        for merged in [closed.merged(&edited), edited.merged(&closed)] {
            assert_eq!(merged.entry.closed_on, Some(day(12)));
            assert_eq!(merged.entry.checked_by, "安全员甲");
            assert_eq!(merged.entry.responsible, "联络员甲");
            assert_eq!(merged.at, at(300));
        }
        // Even where the desk that closed it has a clock that is behind the day on which it was found.
        let early = changed(&found, 1, |entry| entry.closed_on = Some(day(12)));
        assert_eq!(edited.merged(&early).entry.closed_on, Some(day(12)));
    }

    #[test]
    fn a_closing_is_taken_back_only_by_whoever_knew_of_it() {
        let closed = changed(&found(), 500, |entry| entry.closed_on = Some(day(12)));
        // The clock of the desk that opens it again is behind.
        let opened = changed(&closed, 200, |entry| entry.closed_on = None);
        for merged in [closed.merged(&opened), opened.merged(&closed)] {
            assert_eq!(merged.entry.closed_on, None);
        }
        let again = changed(&opened, 600, |entry| entry.closed_on = Some(day(20)));
        assert_eq!(
            opened.merged(&again).merged(&closed).entry.closed_on,
            Some(day(20))
        );
    }

    #[test]
    fn an_edit_that_changes_nothing_writes_nothing() {
        let found = found();
        assert_eq!(changed(&found, 900, |_| {}), found);
    }

    /// What one desk does: which of those that it knows it goes on from, when by its clock, and what.
    #[derive(Debug, Clone)]
    struct Step {
        from: usize,
        at: i64,
        act: u8,
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let step = (0_usize..100, 0_i64..400, 0_u8..4);
        let step = step.prop_map(|(from, at, act)| Step { from, at, act });
        proptest::collection::vec(step, 1..8)
    }

    /// Everything that was ever written of the entry, each on top of something before it.
    fn history(steps: &[Step]) -> Vec<Written> {
        let mut all = vec![found()];
        for step in steps {
            let from = all[step.from % all.len()].clone();
            all.push(changed(&from, step.at, |entry| match step.act {
                0 => entry.closed_on = Some(day(12)),
                1 => entry.responsible = format!("联络员{}", step.at),
                2 => entry.measure = String::new(),
                _ => entry.measure = "清理".into(),
            }));
        }
        all
    }

    proptest! {
        #[test]
        fn any_order_and_repeats_give_the_same_entry_and_no_closing_is_lost(
            (steps, order) in steps().prop_flat_map(|steps| {
                let all = steps.len() + 1;
                let order = Just((0..all).collect::<Vec<_>>()).prop_shuffle();
                let repeats = proptest::collection::vec(0..all, 0..4);
                let order = (order, repeats).prop_map(|(order, again)| [order, again].concat());
                (Just(steps), order)
            })
        ) {
            let all = history(&steps);
            let whole = |order: &[usize]| {
                let told = order.iter().map(|at| all[*at].clone());
                told.reduce(|one, other| one.merged(&other)).expect("there is one")
            };
            let straight = whole(&(0..all.len()).collect::<Vec<_>>());
            prop_assert_eq!(&whole(&order), &straight);
            let was_closed = all.iter().any(|one| one.entry.closed_on.is_some());
            prop_assert_eq!(straight.entry.closed_on.is_some(), was_closed);
        }
    }
}
