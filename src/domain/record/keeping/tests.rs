//! Which versions of a unit overstep what only the desk above keeps, as a table over histories.

use super::*;
use crate::domain::calendar::Instant;
use crate::domain::figure::{Answer, Value};
use crate::domain::record::NamedValue;

fn register() -> Register {
    let campaign = crate::ops::sample::contest();
    let mut registers = campaign.registers.into_iter();
    let spots = registers.find(|register| register.id.as_str() == "spots");
    spots.expect("is declared")
}

/// `name<parents=says`: `p` and a digit what has been paid, `a` that it was accepted, both kept above; `n` and a digit a
/// name, which is not.
fn version(told: &str) -> NamedVersion {
    let (line, says) = told.split_once('=').expect("says something");
    let (uid, parents) = line.split_once('<').unwrap_or((line, ""));
    let mut entry = NamedEntry::default();
    let number = |value: i64| NamedValue::Value(Answer::Value(Value::Number(value)));
    for word in says.split_whitespace() {
        let digit = word[1..].parse().unwrap_or_default();
        match &word[..1] {
            "p" => drop(entry.fields.insert("paid".into(), number(digit))),
            "n" => drop(entry.fields.insert("name".into(), number(digit))),
            _ => {
                let day = NaiveDate::from_ymd_opt(2025, 2, 1).expect("a day");
                entry.reached.insert("accepted".into(), day);
            }
        }
    }
    NamedVersion {
        uid: uid.into(),
        parents: parents.chars().map(String::from).collect(),
        at: Instant::from_epoch_ms(1),
        by: "甲".into(),
        reason: String::new(),
        entry,
    }
}

fn told(versions: &[&str]) -> NamedRecord {
    NamedRecord {
        uid: "r".into(),
        unit: "002".into(),
        register: "spots".into(),
        row: None,
        recorded_on: NaiveDate::from_ymd_opt(2025, 2, 1).expect("a day"),
        versions: versions.iter().map(|one| version(one)).collect(),
        voiding: None,
    }
}

fn overstepping(versions: &[&str], known: &[&str]) -> (String, Vec<String>) {
    let register = register();
    let known: Vec<NamedVersion> = known.iter().map(|one| version(one)).collect();
    let found = told(versions).overstepped(&register, &known);
    let places = found.places.iter().map(Kept::words).collect();
    (found.versions.into_iter().collect(), places)
}

#[test]
fn a_version_says_in_the_kept_places_what_those_say_that_it_was_made_on() {
    let paid = "已补助只由牵头部门填写";
    let accepted = "“已验收”只由牵头部门认定";
    for (versions, known, passed_over, places) in [
        // The first says nothing there; the rest of it is the unit's own.
        (&["a=n1"][..], &[][..], "", &[][..]),
        (&["a=p1"], &[], "a", &[paid]),
        // Every place once, in the register's order, whichever version says it first.
        (&["a=a", "b<a=p1 a"], &[], "ab", &[paid, accepted]),
        (&["a=n1", "b<a=a", "c<a=p2"], &[], "bc", &[paid, accepted]),
        // What was written above is handed on as it is.
        (
            &["a=n1", "b<a=p1", "c<b=p1 n2"],
            &["a=n1", "b<a=p1"],
            "",
            &[],
        ),
        (
            &["a=n1", "b<a=p1", "c<b=n2"],
            &["a=n1", "b<a=p1"],
            "c",
            &[paid],
        ),
        (
            &["a=n1", "b<a=p1", "c<b=p2"],
            &["a=n1", "b<a=p1"],
            "c",
            &[paid],
        ),
        // What was not seen yet contradicts nobody.
        (&["a=n1", "c<a=n2"], &["a=n1", "b<a=p1"], "", &[]),
        // Several parents: what all of them say.
        (&["a=n1", "b<a=n2", "c<a=n3", "d<bc=n3"], &[], "", &[]),
        (&["c<a=n3", "d<bc=p1"], &["a=n1", "b<a=p1"], "d", &[paid]),
        (&["c<a=n3", "d<bc=n3"], &["a=n1", "b<a=p1"], "d", &[paid]),
        // Parents that nobody tells of are as good as none.
        (&["b<x=n1"], &[], "", &[]),
        (&["b<x=p1"], &[], "b", &[paid]),
        (&["b<ax=p1"], &["a=p1"], "", &[]),
    ] {
        let places: Vec<String> = places.iter().map(|place| (*place).to_owned()).collect();
        let expected = (passed_over.to_owned(), places);
        assert_eq!(overstepping(versions, known), expected, "{versions:?}");
    }
}

#[test]
fn what_builds_on_a_version_that_was_passed_over_is_taken_once_it_agrees_again() {
    for (versions, known, passed_over) in [
        (&["a=p1", "b<a=p1 n2", "c<b=n2"][..], &[][..], "ab"),
        (&["a=n1", "b<a=a", "c<b=a n2", "d<c=n2"], &[], "bc"),
        // Of parents those count that are taken.
        (&["b<a=p2", "d<bw=p1", "e<bw=p2"], &["a=n1", "w<a=p1"], "be"),
        // Not what is here, but what it was made on: it may have been changed above since.
        (&["b<a=p2", "c<b=p1"], &["a=n1", "w<a=p1"], "bc"),
        // A second child of one that was passed over is not let in by the first.
        (&["a=n1", "b<a=p1", "d<b=p1"], &["a=n1", "c<b=n1"], "bd"),
    ] {
        let (found, _) = overstepping(versions, known);
        assert_eq!(found, passed_over, "{versions:?}");
    }
}

#[test]
fn the_order_in_which_versions_are_told_and_known_does_not_matter() {
    let all = ["a=n1", "b<a=p1", "c<b=p1 n2", "d<c=n2", "e<d=a", "f<de=n3"];
    let (straight, _) = overstepping(&all, &[]);
    assert_eq!(straight, "bce");
    let backwards: Vec<&str> = all.iter().rev().copied().collect();
    assert_eq!(overstepping(&backwards, &[]).0, straight);
    // Whichever of those that are taken came before, the same others are taken.
    for known in [
        &["a=n1"][..],
        &["a=n1", "d<c=n2"],
        &["a=n1", "d<c=n2", "f<de=n3"],
    ] {
        assert_eq!(overstepping(&all, known).0, straight, "{known:?}");
    }
}
