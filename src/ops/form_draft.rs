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

/// Keeps what was typed; what was typed and taken out again leaves nothing.
pub fn save(desk: &mut Desk, form: &str, typed: &Typed, now: Instant) -> Result<(), Fault> {
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

#[cfg(test)]
mod tests {
    //! What is kept, and until when.

    use super::*;
    use crate::ops::sample::{contest_desk, noon};

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
}
