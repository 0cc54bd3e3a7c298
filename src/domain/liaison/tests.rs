//! A form that is asked for once, and one that is asked for every year of its kinds.

use super::*;
use crate::domain::calendar::HolidayCalendar;
use crate::domain::campaign::sample::{campaign, day, unit};
use crate::domain::campaign::{Duty, FormField};
use crate::domain::schedule::Recurrence;

/// The registration of everybody by 4 June, and another of the homes by 20 June.
fn twice() -> Campaign {
    let mut campaign = campaign();
    let again = Duty {
        id: "again".into(),
        recurrence: Recurrence::Once { due: day(6, 20) },
        kinds: vec!["care".into()],
        ..campaign.duties[0].clone()
    };
    campaign.duties.push(again);
    campaign
}

fn registers_in(campaign: &Campaign, kind: &str, now: Instant) -> Option<String> {
    let plan = Plan::of(campaign, HolidayCalendar::built_in());
    let found = registration(campaign, &plan, &unit(kind), now);
    found.map(|period| period.id.to_string())
}

#[test]
fn a_unit_registers_in_the_last_that_it_owes_and_that_has_begun() {
    let campaign = twice();
    let plan = Plan::of(&campaign, HolidayCalendar::built_in());
    let all: Vec<String> = registrations(&campaign, &plan)
        .map(|period| period.id.to_string())
        .collect();
    assert_eq!(all, ["registration", "again"]);
    let long_before = Instant::end_of(day(1, 1));
    let later = Instant::end_of(day(6, 21));
    for (kind, now, expected) in [
        ("direct", later, "registration"),
        ("care", later, "again"),
        ("care", long_before, "registration"),
    ] {
        let found = registers_in(&campaign, kind, now);
        assert_eq!(found.as_deref(), Some(expected), "{kind}");
    }
}

#[test]
fn nobody_registers_where_no_form_is_asked_of_them() {
    let now = Instant::end_of(day(6, 10));
    let mut campaign = campaign();
    campaign.duties[0].kinds = vec!["care".into()];
    assert_eq!(registers_in(&campaign, "direct", now), None);
    assert!(registers_in(&campaign, "care", now).is_some());
    campaign.registration = None;
    assert_eq!(registers_in(&campaign, "care", now), None);
}

#[test]
fn a_unit_is_named_as_it_is_called_now() {
    let mut campaign = campaign();
    let form = campaign.registration.as_mut().expect("there is a form");
    form.fields.push(FormField {
        id: "unit_name".into(),
        label: "单位名称".into(),
        kind: FieldKind::UnitName,
        required: true,
        line: 1,
    });
    let before = [("name", "联络员甲"), ("unit_name", "旧名")];
    let mut fields = before.map(|(id, text)| (id.into(), text.to_owned())).into();
    name_unit(&campaign, &unit("direct"), &mut fields);
    assert_eq!(fields["unit_name"], "示例医院");
    assert_eq!(fields["name"], "联络员甲");
}
