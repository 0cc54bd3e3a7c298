//! What is being typed into the forms of registers, ledgers and results, saved at every keystroke: a killed terminal
//! loses nothing. Drafts of reports, which two programs may type in at once and which are handed in, are in
//! [`draft`](super::draft).
//!
//! A draft is no change of state of the desk, so neither saving one nor throwing one away leaves a trace in the audit.

use std::collections::BTreeMap;

use super::Desk;
use crate::domain::calendar::Instant;
use crate::error::Fault;

/// What was typed, by the ids of a form's items; only what differs from what the form began with.
pub type Typed = BTreeMap<String, String>;

/// What stands there of the form of that name; `None` where nothing was left.
pub fn load(desk: &Desk, form: &str) -> Result<Option<Typed>, Fault> {
    Ok(desk.store.read().form_draft(form)?)
}

/// Keeps what was typed; what was typed and taken out again leaves nothing. A form in which somebody types is not
/// answered.
pub fn save(desk: &mut Desk, form: &str, typed: &Typed, now: Instant) -> Result<(), Fault> {
    desk.answering = None;
    let written = desk.store.write(|writer| match typed.is_empty() {
        true => writer.delete_form_draft(form),
        false => writer.put_form_draft(form, typed, now),
    });
    Ok(written?)
}

/// The form was answered, or what was typed is not wanted.
pub fn forget(desk: &mut Desk, form: &str) -> Result<(), Fault> {
    Ok(desk.store.write(|writer| writer.delete_form_draft(form))?)
}

/// The desk's next change is what the form asks for: what was typed goes with it, in its transaction. A change that is
/// refused leaves it where it is.
pub fn answer(desk: &mut Desk, form: &str) {
    desk.answering = Some(form.to_owned());
}

/// The verb that [`answer`] was about has returned: where it was refused before it came to write, what changes next is no
/// answer to the form.
pub fn answered(desk: &mut Desk) {
    desk.answering = None;
}

#[cfg(test)]
mod tests {
    //! What is kept, and until when.

    use super::*;
    use crate::domain::figure::Value;
    use crate::domain::record::{FieldValue, RecordEntry};
    use crate::ops::record::{self, NewRecord};
    use crate::ops::sample::{contest_desk, noon};
    use crate::ops::unit;

    #[test]
    fn what_was_typed_is_there_until_it_is_wanted_no_more() {
        let mut desk = contest_desk();
        let typed = Typed::from([("name".to_owned(), "一村".to_owned())]);
        save(&mut desk, "record spots", &typed, noon(6, 1)).expect("writes");
        assert_eq!(load(&desk, "record spots"), Ok(Some(typed.clone())));
        assert_eq!(load(&desk, "record drills"), Ok(None));
        forget(&mut desk, "record spots").expect("writes");
        assert_eq!(load(&desk, "record spots"), Ok(None));
        save(&mut desk, "record spots", &typed, noon(6, 1)).expect("writes");
        save(&mut desk, "record spots", &Typed::new(), noon(6, 1)).expect("writes");
        assert_eq!(load(&desk, "record spots"), Ok(None));
    }

    #[test]
    fn what_was_typed_goes_with_the_change_that_it_asks_for_and_stays_where_that_is_refused() {
        let mut desk = contest_desk();
        let form = "record activities";
        let typed = Typed::from([("action".to_owned(), "应急演练".to_owned())]);
        save(&mut desk, form, &typed, noon(6, 1)).expect("writes");
        let mut new = NewRecord {
            register: "activities".into(),
            unit: unit::find(&desk, "甲厂").expect("is there").id,
            row: None,
            entry: RecordEntry::default(),
        };
        answer(&mut desk, form);
        record::add(&mut desk, &new, "", noon(6, 1)).expect_err("nothing is filled in");
        assert_eq!(load(&desk, form), Ok(Some(typed)), "nothing was written");
        let fields = &mut new.entry.fields;
        let text = |text: &str| FieldValue::Plain(Value::Text(text.to_owned()));
        fields.insert("action".into(), text("应急演练"));
        let day = Value::Date(noon(5, 1).date());
        fields.insert("held_on".into(), FieldValue::Plain(day));
        answer(&mut desk, form);
        record::add(&mut desk, &new, "", noon(6, 1)).expect("is written");
        assert_eq!(load(&desk, form), Ok(None), "gone in the same transaction");
        save(
            &mut desk,
            form,
            &Typed::from([("action".to_owned(), "二".to_owned())]),
            noon(6, 2),
        )
        .expect("writes");
        record::add(&mut desk, &new, "", noon(6, 2)).expect("another one");
        assert_ne!(load(&desk, form), Ok(None), "that change answered no form");
    }
}
