//! The campaign files that come with the program, held against their notices: counts, days and amounts as a reader of
//! the paper finds them, each in a table of the test's own. How such a file is read is tested in `domain/campaign`.

mod ankang;
mod linyi;
mod qianjiang;
mod xingguo;

use anyue::domain::calendar::HolidayCalendar;
use anyue::domain::campaign::{Campaign, builtin};
use anyue::domain::period::Plan;

/// A campaign that comes with the program.
fn campaign(id: &str) -> Campaign {
    let file = builtin().iter().find(|(known, _)| *known == id);
    let (_, source) = file.unwrap_or_else(|| panic!("there is no {id}"));
    Campaign::parse(source).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// Every period's name and the last day on which it is on time.
fn due_days(campaign: &Campaign) -> Vec<(String, String)> {
    let plan = Plan::of(campaign, HolidayCalendar::built_in());
    let periods = plan.periods.iter();
    periods
        .map(|period| (period.name.clone(), period.occurrence.due.to_string()))
        .collect()
}
