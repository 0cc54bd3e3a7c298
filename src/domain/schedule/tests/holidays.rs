//! Due days on holidays: kept and flagged, or moved with the days that they cover.

use super::*;

#[test]
fn a_holiday_rule_moves_the_due_day_and_the_days_with_it() {
    let mut weekly = schedule(THURSDAYS, Covers::Own);
    weekly.due.holiday = HolidayRule::Earlier;
    assert_eq!(
        table(&weekly, june_2020())[3],
        "6月19日—6月24日 | 6月24日 24:00 | 6月25日端午节放假，提前到 6月24日"
    );
    weekly.due.holiday = HolidayRule::Later;
    assert_eq!(
        table(&weekly, june_2020())[3],
        "6月19日—6月28日 | 6月28日 24:00 | 6月25日端午节放假，顺延到 6月28日"
    );
}

#[test]
fn days_moved_to_one_due_day_are_one_period() {
    // 1 and 8 October 2020 are Thursdays and both within the eight days of 国庆节.
    let window = range(day(2020, 9, 20), day(2020, 10, 16));
    let mut weekly = schedule(THURSDAYS, Covers::Own);
    weekly.due.holiday = HolidayRule::Later;
    assert_eq!(
        table(&weekly, window),
        [
            "9月20日—9月24日 | 9月24日 24:00",
            "9月25日—10月9日 | 10月9日 24:00 | 10月1日国庆节、中秋节放假，顺延到 10月9日",
            "10月10日—10月15日 | 10月15日 24:00",
        ]
    );
    let mut daily = schedule(Recurrence::Daily, Covers::Own);
    daily.due.holiday = HolidayRule::Earlier;
    let week = range(day(2020, 6, 11), day(2020, 6, 16));
    assert_eq!(
        table(&daily, week),
        [
            "6月11日 | 6月11日 24:00",
            "6月12日 | 6月12日 24:00",
            "6月13日—6月15日 | 6月15日 24:00",
            "6月16日 | 6月16日 24:00"
        ]
    );
}

#[test]
fn a_holiday_rule_never_makes_a_report_due_before_its_days() {
    let mut weekly = schedule(THURSDAYS, Covers::Own);
    weekly.due.holiday = HolidayRule::Earlier;
    let window = range(day(2020, 6, 25), day(2020, 6, 30));
    assert_eq!(
        table(&weekly, window),
        ["6月25日 | 6月25日 24:00 | 6月25日端午节放假，截止日期不变"]
    );
}

#[test]
fn weekends_make_up_days_and_unpublished_years_are_said() {
    for (due, remark) in [
        (day(2020, 6, 20), Some("6月20日是周六，建议 6月19日前报送")),
        (
            day(2020, 6, 28),
            Some("6月28日是周日，因端午节调休上班，照常报送"),
        ),
        (
            day(2027, 6, 10),
            Some("2027年的放假安排尚未收录，6月10日是否上班请核对国务院办公厅通知"),
        ),
        (day(2020, 6, 29), None),
    ] {
        let found = periods(
            &schedule(Recurrence::Once { due }, Covers::Nothing),
            june_2020(),
        );
        assert_eq!(
            found[0].remark.as_ref().map(ToString::to_string).as_deref(),
            remark,
            "{due}"
        );
    }
}
