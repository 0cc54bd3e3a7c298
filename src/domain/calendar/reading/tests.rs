//! Moments as people write them, right and wrong.

use super::*;
use proptest::prelude::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a real day")
}

fn june() -> NaiveDate {
    day(2020, 6, 15)
}

fn read(text: &str) -> Result<String, MomentError> {
    read_moment(text, june()).map(|moment| moment.to_string())
}

#[test]
fn reads_every_way_people_write_a_moment() {
    for (text, meaning) in [
        ("2020-06-18", "2020年6月18日"),
        (" 2020-6-18 ", "2020年6月18日"),
        ("2020/6/18", "2020年6月18日"),
        ("2020.06.18", "2020年6月18日"),
        ("20200618", "2020年6月18日"),
        ("2020年6月18日", "2020年6月18日"),
        ("2021 年 6 月 18 号", "2021年6月18日"),
        ("6月18日", "2020年6月18日"),
        ("06-18", "2020年6月18日"),
        ("6.18", "2020年6月18日"),
        ("2020-06-18 17:40", "2020年6月18日 17:40"),
        ("2020-06-18T09:05:30", "2020年6月18日 09:05"),
        ("2020年6月18日17:40", "2020年6月18日 17:40"),
        ("20200618 17:40", "2020年6月18日 17:40"),
        ("6月18日17时40分", "2020年6月18日 17:40"),
        ("6月18日 17点", "2020年6月18日 17:00"),
        ("2020-06-04 24:00", "2020年6月5日 00:00"),
    ] {
        assert_eq!(read(text).as_deref(), Ok(meaning), "{text}");
    }
}

#[test]
fn says_what_is_wrong() {
    use MomentError::*;
    for (text, error) in [
        ("", Unreadable),
        ("明天", Unreadable),
        ("2020", Unreadable),
        ("2020-06", Unreadable),
        ("2020年6月", Unreadable),
        ("2020-06/18", Unreadable),
        ("2020-06-18 17", Unreadable),
        ("2020-06-18 17:40 左右", Unreadable),
        ("99999999999-1-1", Unreadable),
        (
            "2020-06-31",
            NoSuchDay {
                year: 2020,
                month: 6,
                day: 31,
            },
        ),
        (
            "2月30日",
            NoSuchDay {
                year: 2020,
                month: 2,
                day: 30,
            },
        ),
        ("2020-13-01", NoSuchMonth(13)),
        ("202-06-18", YearOutOfRange(202)),
        (
            "2020-06-18 25:00",
            NoSuchTime {
                hour: 25,
                minute: 0,
            },
        ),
        (
            "2020-06-18 24:01",
            NoSuchTime {
                hour: 24,
                minute: 1,
            },
        ),
    ] {
        assert_eq!(read(text), Err(error), "{text}");
    }
    assert_eq!(read_date("6月18日 17:40", june()), Err(UnwantedTime));
    assert_eq!(
        NoSuchDay {
            year: 2020,
            month: 6,
            day: 31
        }
        .to_string(),
        "2020年6月没有31日；请核对日期"
    );
}

#[test]
fn the_default_time_fills_a_bare_day() {
    let noon = NaiveTime::from_hms_opt(12, 0, 0).expect("noon");
    let bare = read_moment("2020-06-18", june()).expect("reads");
    assert_eq!(words::moment(bare.instant_or(noon)), "6月18日 12:00");
    let timed = read_moment("2020-06-18 17:40", june()).expect("reads");
    assert_eq!(words::moment(timed.instant_or(noon)), "6月18日 17:40");
}

#[test]
fn a_day_without_a_year_is_the_nearest() {
    for (near, text, meaning) in [
        (day(2026, 1, 5), "1月3日", day(2026, 1, 3)),
        (day(2026, 1, 5), "12月30日", day(2025, 12, 30)),
        (day(2025, 12, 31), "1月3日", day(2026, 1, 3)),
        (day(2020, 6, 30), "6月1日", day(2020, 6, 1)),
        (day(2025, 2, 27), "2月29日", day(2024, 2, 29)),
    ] {
        assert_eq!(read_date(text, near), Ok(meaning), "{text} near {near}");
    }
    let none = MomentError::NoSuchDay {
        year: 2026,
        month: 2,
        day: 29,
    };
    assert_eq!(read_date("2月29日", day(2026, 3, 1)), Err(none));
}

#[test]
fn a_day_without_a_year_is_among_the_days_it_tells_of() {
    let quarter = (day(2025, 7, 1), day(2025, 9, 30));
    let winter = (day(2025, 12, 1), day(2026, 2, 28));
    let contest = (day(2025, 6, 11), day(2026, 12, 31));
    for ((from, to), text, meaning) in [
        (quarter, "9-20", day(2025, 9, 20)),
        (quarter, "9.20", day(2025, 9, 20)),
        (quarter, "9/20", day(2025, 9, 20)),
        (quarter, "9月20日", day(2025, 9, 20)),
        (quarter, "2026.9.20", day(2026, 9, 20)),
        (quarter, "20250920", day(2025, 9, 20)),
        // Outside of them it is the nearest: told of elsewhere, and not put into another year.
        (quarter, "10-2", day(2025, 10, 2)),
        (quarter, "6-30", day(2025, 6, 30)),
        (winter, "12-28", day(2025, 12, 28)),
        (winter, "1-3", day(2026, 1, 3)),
        (contest, "3-1", day(2026, 3, 1)),
    ] {
        let days = DayRange::new(from, to).expect("in order");
        assert_eq!(read_day_of(text, days), Ok(meaning), "{text} in {days}");
    }
}

#[test]
fn a_day_that_several_years_have_is_written_with_its_year() {
    let contest = DayRange::new(day(2025, 6, 11), day(2026, 12, 31)).expect("in order");
    let told = read_day_of("9-20", contest).expect_err("two years");
    assert_eq!(
        told.to_string(),
        "这些天里不止一年有这一天，请写上年份，如 2025-09-20"
    );
    let quarter = DayRange::new(day(2025, 7, 1), day(2025, 9, 30)).expect("in order");
    for (text, error) in [
        ("2020-06-18 17:40", MomentError::UnwantedTime),
        ("20-06-18", MomentError::YearOutOfRange(20)),
        ("20-9", MomentError::NoSuchMonth(20)),
        ("920", MomentError::Unreadable),
        ("明天", MomentError::Unreadable),
        (
            "9-31",
            MomentError::NoSuchDay {
                year: 2025,
                month: 9,
                day: 31,
            },
        ),
    ] {
        assert_eq!(read_day_of(text, quarter), Err(error), "{text}");
    }
}

proptest! {
    #[test]
    fn never_panics(text in "[0-9年月日时点分:/. T-]{0,20}|.{0,20}") {
        let _ = read_moment(&text, june());
    }

    #[test]
    fn what_is_written_is_read_back(days in 0i64..100_000, minute in proptest::option::of(0u32..1440)) {
        let first = NaiveDate::from_ymd_opt(1900, 1, 1).expect("a real day");
        let moment = Moment {
            date: first + chrono::Duration::days(days),
            time: minute.map(|m| NaiveTime::from_hms_opt(m / 60, m % 60, 0).expect("a minute of the day")),
        };
        prop_assert_eq!(read_moment(&moment.to_string(), june()), Ok(moment));
        prop_assert_eq!(read_date(&moment.date.to_string(), june()), Ok(moment.date));
        let without_year = words::month_day(moment.date);
        prop_assert_eq!(read_date(&without_year, moment.date), Ok(moment.date));
    }
}
