//! When a duty falls due: `due = 2020-06-04`, or `every = "thursday"` and its like.

use chrono::{Month, NaiveDate, Weekday};

use crate::domain::calendar::DayRange;
use crate::domain::campaign::parse::tree::{Keys, Node};
use crate::domain::schedule::{DayOfMonth, MonthOfQuarter, Recurrence};

/// A report may be due after the campaign has ended, but hardly later than this many days.
const LATEST_DAYS: i64 = 366;
/// A plan may be due before the campaign begins, but hardly earlier than this many days.
const EARLIEST_DAYS: i64 = 30;

/// Exactly one of `due = DAY` and `every = WORD`.
pub(super) fn read(keys: &Keys<'_>) -> Option<Recurrence> {
    match (keys.get("due"), keys.get("every")) {
        (Some(_), Some(every)) => {
            keys.report
                .error(every.span, "due（一次）和 every（每逢）只能写一个");
            None
        }
        (Some(due), None) => {
            keys.tell_unused(
                &["month", "on"],
                "只有 every = \"month\"、\"quarter\" 或 \"year\" 才用",
            );
            due.date().map(|due| Recurrence::Once { due })
        }
        (None, Some(every)) => read_every(keys, &every),
        (None, None) => {
            let suggestion =
                "一次性的写 due = 2020-06-04，经常性的写 every = \"thursday\"".to_owned();
            keys.report
                .missing(keys.span.clone(), "没有说明什么时候报", suggestion);
            None
        }
    }
}

#[derive(Clone, Copy)]
enum Every {
    Day,
    Week(Weekday),
    Month,
    Quarter,
    Year,
}

fn read_every(keys: &Keys<'_>, every: &Node<'_>) -> Option<Recurrence> {
    let every = every.word(&[
        ("day", Every::Day),
        ("monday", Every::Week(Weekday::Mon)),
        ("tuesday", Every::Week(Weekday::Tue)),
        ("wednesday", Every::Week(Weekday::Wed)),
        ("thursday", Every::Week(Weekday::Thu)),
        ("friday", Every::Week(Weekday::Fri)),
        ("saturday", Every::Week(Weekday::Sat)),
        ("sunday", Every::Week(Weekday::Sun)),
        ("month", Every::Month),
        ("quarter", Every::Quarter),
        ("year", Every::Year),
    ])?;
    match every {
        Every::Day | Every::Week(_) => {
            keys.tell_unused(&["month", "on"], "只有每月、每季、每年才用")
        }
        Every::Month => keys.tell_unused(&["month"], "只有每季、每年才用"),
        Every::Quarter | Every::Year => {}
    }
    let day = || read_day_of_month(&keys.require("on", "25")?);
    match every {
        Every::Day => Some(Recurrence::Daily),
        Every::Week(weekday) => Some(Recurrence::Weekly { weekday }),
        Every::Month => Some(Recurrence::Monthly { day: day()? }),
        Every::Quarter => {
            let month = keys
                .require("month", "3")
                .and_then(|node| node.integer(1, 3));
            let day = day();
            let month = month.and_then(|month| MonthOfQuarter::new(u8::try_from(month).ok()?));
            Some(Recurrence::Quarterly {
                month: month?,
                day: day?,
            })
        }
        Every::Year => {
            let month = keys
                .require("month", "12")
                .and_then(|node| node.integer(1, 12));
            let day = day();
            let month = month.and_then(|month| Month::try_from(u8::try_from(month).ok()?).ok());
            Some(Recurrence::Yearly {
                month: month?,
                day: day?,
            })
        }
    }
}

fn read_day_of_month(node: &Node<'_>) -> Option<DayOfMonth> {
    if node.is_text() {
        return node.word(&[("last", DayOfMonth::LAST)]);
    }
    let day = node.integer(1, 31)?;
    DayOfMonth::new(u8::try_from(day).ok()?)
}

/// Tells a duty that never falls due, or that does so far from the campaign.
pub(super) fn tell_strange_days(keys: &Keys<'_>, recurrence: Recurrence, days: DayRange) {
    let key = if matches!(recurrence, Recurrence::Once { .. }) {
        "due"
    } else {
        "every"
    };
    let place = keys.get(key).map_or(keys.span.clone(), |node| node.span);
    match recurrence {
        Recurrence::Once { due } if (days.from() - due).num_days() > EARLIEST_DAYS => {
            keys.report
                .warning(place, "截止日期比活动开始早一个月以上", None);
        }
        Recurrence::Once { due } if (due - days.to()).num_days() > LATEST_DAYS => {
            keys.report
                .warning(place, "截止日期比活动结束晚一年以上", None);
        }
        Recurrence::Once { .. } => {}
        _ if !days
            .from()
            .iter_days()
            .take_while(|day: &NaiveDate| *day <= days.to())
            .any(|day| recurrence.names(day)) =>
        {
            keys.report
                .error(place, "活动期间没有这样的日子，这项任务永远不会到期");
        }
        _ => {}
    }
}
