//! Closing the books (关账) of a period is its own act, after its deadline: from then on what comes is an amendment that
//! needs a reason, and who was on time, late or missing stays so. Late work is taken all the same. Who may close, and how
//! it is written down, is in [`ops::books`](crate::ops::books).

use std::collections::BTreeMap;

use super::calendar::{DayRange, Instant};
use super::period::{Period, PeriodId, Plan};

/// The periods whose books are closed, and since when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Closings(BTreeMap<PeriodId, Instant>);

impl Closings {
    /// Since when a period's books are closed; `None` where they are open.
    pub fn closed_at(&self, period: &PeriodId) -> Option<Instant> {
        self.0.get(period).copied()
    }

    /// Every closed period and since when, by period.
    pub fn iter(&self) -> impl Iterator<Item = (&PeriodId, Instant)> {
        self.0.iter().map(|(period, at)| (period, *at))
    }

    pub fn is_closed(&self, period: &PeriodId) -> bool {
        self.0.contains_key(period)
    }

    /// Whether a report may be noted as received at that moment. One before the books were closed would change who was
    /// on time.
    pub fn takes_receipt_at(&self, period: &PeriodId, received_at: Instant) -> bool {
        let closed_at = self.closed_at(period);
        closed_at.is_none_or(|closed_at| closed_at <= received_at)
    }

    /// The closed periods that fall due on these days: to expect a unit on them, or no longer to, would change what
    /// they say.
    pub fn due_on<'a>(
        &'a self,
        plan: &'a Plan,
        days: DayRange,
    ) -> impl Iterator<Item = &'a Period> {
        let closed = plan.periods.iter().filter(|one| self.is_closed(&one.id));
        closed.filter(move |period| days.contains(period.occurrence.due))
    }
}

impl FromIterator<(PeriodId, Instant)> for Closings {
    fn from_iter<I: IntoIterator<Item = (PeriodId, Instant)>>(closings: I) -> Self {
        Self(closings.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    //! What a closed period takes, and what it does not.

    use super::*;
    use crate::domain::calendar::HolidayCalendar;
    use crate::domain::campaign::sample::{campaign, day};

    fn at(date: u32, hour: u32) -> Instant {
        Instant::from_cst(day(6, date).and_hms_opt(hour, 0, 0).expect("a time"))
    }

    #[test]
    fn only_what_comes_after_the_closing_is_taken() {
        let first = PeriodId::nth("weekly", 1);
        let closings: Closings = [(first.clone(), at(8, 9))].into_iter().collect();
        for (received_at, is_taken) in [(at(4, 12), false), (at(8, 9), true), (at(9, 9), true)] {
            assert_eq!(closings.takes_receipt_at(&first, received_at), is_taken);
        }
        let second = PeriodId::nth("weekly", 2);
        assert!(closings.takes_receipt_at(&second, at(4, 12)));
        assert!(closings.is_closed(&first) && !closings.is_closed(&second));
    }

    #[test]
    fn days_meet_the_closed_periods_that_fall_due_on_them() {
        let plan = Plan::of(&campaign(), HolidayCalendar::built_in());
        let closed = ["registration", "weekly/1", "weekly/2"];
        let closings: Closings = closed
            .into_iter()
            .map(|id| (id.parse().expect("an id"), at(12, 9)))
            .collect();
        let met = |from, to| -> Vec<String> {
            let days = DayRange::new(day(6, from), day(6, to)).expect("in order");
            let periods = closings.due_on(&plan, days);
            periods.map(|period| period.id.to_string()).collect()
        };
        assert_eq!(met(5, 30), ["weekly/2"]);
        assert_eq!(met(12, 30), Vec::<String>::new());
        assert!(met(1, 4).contains(&"weekly/1".to_owned()));
    }
}
