//! Days and moments as people in an office write them, and how long there is left.
//!
//! Reading what people typed is in `reading`; sentences about duties are in [`crate::domain::schedule`].

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike, Weekday};

use super::{DayRange, Instant};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// `2020年6月18日`
pub fn date(day: NaiveDate) -> String {
    format!("{}年{}", day.year(), month_day(day))
}

/// `6月18日`
pub fn month_day(day: NaiveDate) -> String {
    format!("{}月{}日", day.month(), day.day())
}

/// `6月25日 周四`
pub fn month_day_weekday(day: NaiveDate) -> String {
    format!("{} {}", month_day(day), weekday(day.weekday()))
}

/// `周四`
pub const fn weekday(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "周一",
        Weekday::Tue => "周二",
        Weekday::Wed => "周三",
        Weekday::Thu => "周四",
        Weekday::Fri => "周五",
        Weekday::Sat => "周六",
        Weekday::Sun => "周日",
    }
}

/// `16:02`
pub fn time(time: NaiveTime) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// `6月11日 16:02`
pub fn moment(at: Instant) -> String {
    format!("{} {}", month_day(at.date()), time(at.time()))
}

/// `2020年6月11日 16:02`
pub fn moment_with_year(at: Instant) -> String {
    format!("{} {}", date(at.date()), time(at.time()))
}

/// A [`moment`], with the year where it lies outside those of a campaign's days.
pub fn moment_beside(at: Instant, days: DayRange) -> String {
    match (days.from().year()..=days.to().year()).contains(&at.date().year()) {
        true => moment(at),
        false => moment_with_year(at),
    }
}

/// A deadline: like [`moment`], but midnight is 24:00 of the day that it ends (`6月4日 24:00`), because
/// `6月5日 00:00` would send everybody to the wrong day.
pub fn deadline(at: Instant) -> String {
    if at.time() == NaiveTime::MIN
        && let Some(day) = at.date().pred_opt()
    {
        return format!("{} 24:00", month_day(day));
    }
    moment(at)
}

/// A day as one says it on another: the year only where it is another one.
pub fn day_from(day: NaiveDate, today: NaiveDate) -> String {
    match day.year() == today.year() {
        true => month_day(day),
        false => date(day),
    }
}

/// A [`deadline`] as one says it at another moment: `6月4日 24:00`, and with the year where that is another one.
pub fn deadline_from(at: Instant, now: Instant) -> String {
    let ends = at.date().pred_opt().filter(|_| at.time() == NaiveTime::MIN);
    match ends.unwrap_or(at.date()).year() {
        year if year == now.date().year() => deadline(at),
        year => format!("{year}年{}", deadline(at)),
    }
}

/// How long until the deadline, or since: `还有 3 天`, `还有 5 小时`, `还有 40 分钟`, `逾期 2 天`.
///
/// Whole units that have passed or are left, rounded down, so it promises no time that is not there and
/// holds no more against anybody than has passed.
pub fn time_left(now: Instant, deadline: Instant) -> String {
    let left = deadline.ms_since(now);
    let word = if left > 0 { "还有" } else { "逾期" };
    let length = left.saturating_abs();
    match length {
        DAY.. => format!("{word} {} 天", length / DAY),
        HOUR..DAY => format!("{word} {} 小时", length / HOUR),
        MINUTE..HOUR => format!("{word} {} 分钟", length / MINUTE),
        _ => format!("{word}不到 1 分钟"),
    }
}

#[cfg(test)]
mod tests {
    //! Days, deadlines and time left, in words.

    use super::*;

    fn at(day: u32, hour: u32, minute: u32) -> Instant {
        let date = NaiveDate::from_ymd_opt(2020, 6, day).expect("a day of June");
        Instant::from_cst(date.and_hms_opt(hour, minute, 0).expect("a real time"))
    }

    #[test]
    fn days_and_moments_read_as_written() {
        let day = at(25, 9, 5).date();
        assert_eq!(date(day), "2020年6月25日");
        assert_eq!(month_day(day), "6月25日");
        assert_eq!(month_day_weekday(day), "6月25日 周四");
        assert_eq!(moment(at(11, 16, 2)), "6月11日 16:02");
        assert_eq!(moment_with_year(at(1, 9, 5)), "2020年6月1日 09:05");
    }

    #[test]
    fn midnight_is_the_end_of_the_day_before() {
        assert_eq!(deadline(at(5, 0, 0)), "6月4日 24:00");
        assert_eq!(deadline(at(5, 17, 30)), "6月5日 17:30");
    }

    #[test]
    fn another_year_is_said() {
        let new_year = at(1, 0, 0)
            .date()
            .with_month(12)
            .and_then(|day| day.with_day(31));
        let end = Instant::start_of(new_year.and_then(|day| day.succ_opt()).expect("a day"));
        let now = at(18, 16, 0);
        assert_eq!(deadline_from(end, now), "12月31日 24:00");
        assert_eq!(deadline_from(end, end), "2020年12月31日 24:00");
        assert_eq!(day_from(now.date(), now.date()), "6月18日");
        assert_eq!(day_from(now.date(), end.date()), "2020年6月18日");
    }

    #[test]
    fn time_left_rounds_down() {
        let deadline = at(12, 0, 0); // 24:00 of Thursday the 11th
        for (now, words) in [
            (at(8, 9, 0), "还有 3 天"),
            (at(8, 0, 0), "还有 4 天"),
            (at(11, 0, 0), "还有 1 天"),
            (at(11, 0, 1), "还有 23 小时"),
            (at(11, 19, 0), "还有 5 小时"),
            (at(11, 23, 20), "还有 40 分钟"),
            (at(12, 0, 0), "逾期不到 1 分钟"),
            (at(12, 9, 0), "逾期 9 小时"),
            (at(14, 0, 0), "逾期 2 天"),
            (at(14, 23, 59), "逾期 2 天"),
        ] {
            assert_eq!(time_left(now, deadline), words, "at {now:?}");
        }
        let nearly = Instant::from_epoch_ms(deadline.epoch_ms() - 1);
        assert_eq!(time_left(nearly, deadline), "还有不到 1 分钟");
        assert!(time_left(Instant::from_epoch_ms(i64::MIN), deadline).starts_with("还有 "));
    }
}
