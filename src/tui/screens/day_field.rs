//! A date as a field of a dialog: how it is offered and how what was typed is read. The fields themselves are the kit's.

use chrono::NaiveDate;

use crate::domain::calendar::read_date;
use crate::text::digits::fold_width;
use crate::tui::kit::form::{Item, Remark};

/// The longest way to write a day, with room for a slip.
const MOST_CHARS: usize = 24;

/// A field for a date that begins with `day`.
pub fn item(id: &str, label: &str, day: Option<NaiveDate>) -> Item {
    let day = day.map(|day| day.to_string()).unwrap_or_default();
    Item::line(id, label, &day, MOST_CHARS).hint("如 6-18、6月18日、2020-06-18")
}

/// The day that was typed, `None` where nothing was; a day without a year is the one nearest to `near`.
pub fn read(typed: &str, near: NaiveDate) -> Result<Option<NaiveDate>, Remark> {
    let folded = fold_width(typed.trim());
    if folded.is_empty() {
        return Ok(None);
    }
    read_date(&folded, near)
        .map(Some)
        .map_err(|error| Remark::bad(error.to_string()))
}

/// The day that was typed; an empty field is a problem.
pub fn read_required(typed: &str, near: NaiveDate) -> Result<NaiveDate, Remark> {
    read(typed, near)?.ok_or_else(|| Remark::bad("请填写日期"))
}

#[cfg(test)]
mod tests {
    //! Days as people type them.

    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        let day = NaiveDate::from_ymd_opt(2020, 6, 18);
        let near = day.expect("a real day");
        for typed in [
            "6-18",
            "6月18日",
            "2020-06-18",
            "２０２０－６－１８",
            " 6/18 ",
        ] {
            assert_eq!(read(typed, near), Ok(day), "{typed}");
        }
        assert_eq!(read(" ", near), Ok(None));
        for wrong in ["6月31日", "十八", "2020-06-18 17:40"] {
            assert!(read(wrong, near).is_err(), "{wrong}");
        }
        assert!(read_required("", near).is_err());
    }
}
