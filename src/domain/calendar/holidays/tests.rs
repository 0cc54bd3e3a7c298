//! The State Council's table against the law and against single days that its notices name.

use super::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a real day")
}

fn holiday(name: &str) -> Day {
    Day::Holiday { name: name.into() }
}

fn worked_for(name: &str) -> Day {
    Day::MakeUpWorkday { name: name.into() }
}

#[test]
fn the_built_in_table_covers_2019_to_2026() {
    let years: Vec<i32> = HolidayCalendar::built_in().years().collect();
    assert_eq!(years, (2019..=2026).collect::<Vec<_>>());
}

#[test]
fn days_are_what_the_notices_say() {
    let table = HolidayCalendar::built_in();
    for (date, what) in [
        (day(2018, 12, 29), worked_for("元旦")), // named by the notice for 2019
        (day(2018, 12, 28), Day::Unpublished { weekend: false }),
        (day(2019, 5, 4), holiday("劳动节")), // by the notice that changed 2019
        (day(2019, 5, 5), worked_for("劳动节")),
        (day(2019, 6, 8), Day::Weekend), // joins 端午节, but is an ordinary Saturday
        (day(2020, 1, 31), holiday("春节")), // by the notice that extended it
        (day(2020, 2, 1), holiday("春节")),
        (day(2020, 2, 3), Day::Workday),
        (day(2020, 6, 24), Day::Workday),
        (day(2020, 6, 25), holiday("端午节")),
        (day(2020, 6, 27), holiday("端午节")),
        (day(2020, 6, 28), worked_for("端午节")),
        (day(2020, 10, 8), holiday("国庆节、中秋节")),
        (day(2022, 12, 31), holiday("元旦")), // named by the notice for 2023
        (day(2026, 9, 20), worked_for("国庆节")),
        (day(2027, 1, 1), Day::Unpublished { weekend: false }),
        (day(2027, 1, 2), Day::Unpublished { weekend: true }),
    ] {
        assert_eq!(table.day(date), what, "{date}");
    }
}

/// Weekdays off less weekends worked is what the law gives: 11 days a year, 13 since 2025 (全国年节及纪念日放假办法),
/// because a public holiday on a weekend is given back on a weekday. 2020 had two more: the extension of the
/// Spring Festival added Friday 31 January and took back the worked Saturday of 1 February.
#[test]
fn every_notice_gives_the_days_the_law_gives() {
    let table = HolidayCalendar::built_in();
    for year in 2019..=2026 {
        let of_this_notice = |date: NaiveDate| {
            let eve_of_new_year = date.month() == 12;
            date.year() + i32::from(eve_of_new_year) == year
        };
        let given: i32 = (table.days.iter().filter(|(date, _)| of_this_notice(**date)))
            .map(|(date, special)| i32::from(!is_weekend(*date)) - i32::from(special.worked))
            .sum();
        let extension = if year == 2020 { 2 } else { 0 };
        assert_eq!(
            given - extension,
            if year < 2025 { 11 } else { 13 },
            "{year}"
        );
    }
}

#[test]
fn workdays_before_and_after_skip_holidays_and_stop_at_make_up_days() {
    let table = HolidayCalendar::built_in();
    for (date, previous, next) in [
        (day(2020, 6, 25), day(2020, 6, 24), day(2020, 6, 28)),
        (day(2020, 6, 29), day(2020, 6, 28), day(2020, 6, 30)),
        (day(2020, 10, 5), day(2020, 9, 30), day(2020, 10, 9)),
        (day(2022, 12, 31), day(2022, 12, 30), day(2023, 1, 3)),
    ] {
        assert_eq!(table.previous_workday(date), Ok(previous), "before {date}");
        assert_eq!(table.next_workday(date), Ok(next), "after {date}");
    }
}

#[test]
fn a_year_without_a_notice_says_so() {
    let table = HolidayCalendar::built_in();
    assert_eq!(
        table.next_workday(day(2026, 12, 31)),
        Err(Unpublished { year: 2027 })
    );
    assert_eq!(
        table.previous_workday(day(2018, 12, 29)),
        Err(Unpublished { year: 2018 })
    );
    let error = table
        .is_worked(day(2027, 6, 10))
        .expect_err("not published");
    assert_eq!(
        error.to_string(),
        "2027年的放假安排尚未收录，不能判断哪天上班；请查国务院办公厅当年的通知"
    );
    assert_eq!(
        table.previous_workday(NaiveDate::MIN),
        Err(Unpublished {
            year: NaiveDate::MIN.year()
        })
    );
}

fn parse_year(holidays: &str) -> Result<HolidayCalendar, String> {
    let text = format!("[[year]]\nyear = 2020\nnotices = []\nholidays = [{holidays}]\n");
    HolidayCalendar::parse(&text).map_err(|error| error.to_string())
}

#[test]
fn a_doubtful_table_is_refused_with_the_place() {
    for (holidays, message) in [
        (
            r#"{ name = "端午节", from = 2020-06-27, to = 2020-06-25 }"#,
            "放假表 2020 年“端午节”：结束日期2020年6月25日早于开始日期2020年6月27日",
        ),
        (
            r#"{ name = "端午节", from = 2021-06-25, to = 2021-06-25 }"#,
            "放假表 2020 年“端午节”里的2021年6月25日不属于这一年的安排",
        ),
        (
            r#"{ name = "端午节", from = 2020-06-25, to = 2020-06-27, worked = [2020-06-27] }"#,
            "放假表 2020 年“端午节”：2020年6月27日前面已经写过",
        ),
        (
            r#"{ name = "端午节", from = 2020-06-25, to = 2020-06-25, worked = [2020-06-29] }"#,
            "放假表 2020 年“端午节”：2020年6月29日是周一，本来就上班，不能再作调休上班日",
        ),
        (
            r#"{ name = "端午节", from = 08:00:00, to = 2020-06-25 }"#,
            "放假表 2020 年“端午节”的开始日期不是一个完整的日期；请写成 2020-06-25",
        ),
    ] {
        assert_eq!(parse_year(holidays), Err(message.to_owned()));
    }
}

#[test]
fn a_broken_file_and_a_year_written_twice_are_refused() {
    let unknown =
        HolidayCalendar::parse("[[year]]\nyear = 2020\nnotices = []\nholidays = []\nextra = 1\n");
    assert!(
        matches!(unknown, Err(HolidayTableError::Syntax { line: 5, .. })),
        "{unknown:?}"
    );
    let year = "[[year]]\nyear = 2020\nnotices = []\nholidays = []\n";
    let twice = HolidayCalendar::parse(&format!("{year}{year}"));
    assert_eq!(twice, Err(HolidayTableError::YearTwice { year: 2020 }));
}
