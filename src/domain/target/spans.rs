//! The stretches of days in which a target is wanted: one until a day, or every year, quarter or month of the campaign.

use chrono::{Datelike, Months, NaiveDate};

use crate::domain::calendar::DayRange;
use crate::domain::campaign::{Span, TargetTime};

/// The stretches, in order, cut to the campaign's days where they begin before or end after it.
pub(super) fn of(time: TargetTime, campaign: DayRange) -> Vec<DayRange> {
    let span = match time {
        TargetTime::By(day) => return DayRange::new(campaign.from(), day).into_iter().collect(),
        TargetTime::Each(span) => span,
    };
    let months = match span {
        Span::Year => 12,
        Span::Quarter => 3,
        Span::Month => 1,
    };
    let first = campaign.from();
    let month0 = first.month0() / months * months;
    let mut begin = NaiveDate::from_ymd_opt(first.year(), month0 + 1, 1);
    let mut spans = Vec::new();
    while let Some(from) = begin.filter(|from| *from <= campaign.to()) {
        begin = from.checked_add_months(Months::new(months));
        let to = begin
            .and_then(|next| next.pred_opt())
            .unwrap_or(campaign.to());
        let whole = DayRange::new(from, to).ok();
        spans.extend(whole.and_then(|whole| whole.overlap(campaign)));
    }
    spans
}

#[cfg(test)]
mod tests {
    //! Stretches of a campaign's days.

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn every_day_of_the_campaign_lies_in_one_stretch() {
        for (span, from, to, expected) in [
            (Span::Year, "2019-02-27", "2022-12-31", 4),
            (Span::Quarter, "2025-06-11", "2026-12-31", 7),
            (Span::Month, "2024-10-20", "2025-01-20", 4),
            (Span::Month, "2024-01-31", "2024-01-31", 1),
        ] {
            let campaign = DayRange::new(day(from), day(to)).expect("in order");
            let spans = of(TargetTime::Each(span), campaign);
            assert_eq!(spans.len(), expected, "{span:?} {from}");
            assert_eq!(
                (spans[0].from(), spans[expected - 1].to()),
                (day(from), day(to))
            );
            for pair in spans.windows(2) {
                assert_eq!(pair[0].to().succ_opt(), Some(pair[1].from()));
            }
        }
    }
}
