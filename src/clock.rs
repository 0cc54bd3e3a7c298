//! The one place that reads the machine's clock. Everything else takes "now" as an argument.
//!
//! What the clock shows (China Standard Time, days, words) is in [`crate::domain::calendar`].

use crate::domain::calendar::Instant;

/// Now, by the machine's clock. Its time zone is not asked: an [`Instant`] has none.
pub fn now() -> Instant {
    #[allow(
        clippy::disallowed_methods,
        reason = "this is the only reader of the clock"
    )]
    let now = chrono::Utc::now();
    Instant::from_epoch_ms(now.timestamp_millis())
}

/// Where "now" comes from for one run of the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clock {
    /// The machine's clock.
    #[default]
    Machine,
    /// `--today`: time stands still at this moment, so that a campaign of 2020 can be run, shown and tested
    /// and every run of a script gives the same paper.
    Fixed(Instant),
}

impl Clock {
    pub fn now(self) -> Instant {
        match self {
            Self::Machine => now(),
            Self::Fixed(instant) => instant,
        }
    }
}

#[cfg(test)]
mod tests {
    //! The clock that stands still and the machine's own.

    use super::*;

    #[test]
    fn a_fixed_clock_stands_still_and_the_machine_s_does_not_go_back() {
        let then = Instant::from_epoch_ms(1_592_473_200_000);
        assert_eq!(Clock::Fixed(then).now(), then);
        let (first, second) = (Clock::Machine.now(), Clock::Machine.now());
        assert!(then < first && first <= second);
    }
}
