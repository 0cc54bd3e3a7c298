//! Shares of targets in packets: the desk of a unit learns its own, and what it sees in part it does not judge.

use super::records::{above, down, town};
use super::*;
use crate::domain::id::TargetId;
use crate::domain::target::Standing;
use crate::ops::sample::noon;
use crate::ops::target::{TargetProgress, set_shares, target_of, targets};

/// Sets the share of a town in all spots, as its coordinator.
fn split(above: &mut Desk, code: &str, share: &str, now: Instant) {
    let unit = above.store.read().unit_with_code(code).expect("reads");
    let typed = [(unit.expect("is there").id, share.to_owned())];
    set_shares(above, &TargetId::from("spots"), &typed, now).expect("is set");
}

fn found(desk: &Desk, id: &str) -> TargetProgress {
    let mut all = targets(desk, noon(7, 1).date())
        .expect("works out")
        .into_iter();
    all.find(|one| one.target.as_str() == id)
        .expect("is declared")
}

/// What is wanted and what there is, as a list shows it.
fn line(desk: &Desk, id: &str) -> (String, String, Standing) {
    let target = target_of(&desk.campaign, &id.into()).expect("is declared");
    let line = found(desk, id).line(target, noon(7, 1).date());
    let line = line.expect("has begun");
    (line.wanted, line.done, line.standing)
}

#[test]
fn a_town_s_desk_has_its_own_share_and_judges_no_whole_by_itself() {
    let root = tempfile::tempdir().expect("a folder");
    let mut above = above(root.path());
    let mut town = town(root.path(), &mut above, "town");
    assert_eq!(
        line(&town, "spots").2,
        Standing::Unset,
        "nobody split it yet"
    );
    split(&mut above, "002", "4", noon(2, 1));
    split(&mut above, "003", "6", noon(2, 1));
    let first = down(&mut above, "002", noon(2, 2));
    take(&mut town, &first, noon(2, 3)).expect("is taken");
    assert_eq!(
        line(&town, "spots"),
        ("4个".to_owned(), "0".to_owned(), Standing::Behind)
    );
    assert_eq!(found(&town, "spots").split_difference, None);
    // Whatever is wanted of all together is not behind because one town has little of it.
    assert_eq!(line(&town, "models").2, Standing::Partial);
    assert_ne!(line(&above, "models").2, Standing::Partial);

    // A desk that is made of the packet has it from the beginning.
    let twin = super::records::town(root.path(), &mut above, "twin");
    assert_eq!(line(&twin, "spots").0, "4个");

    // A newer word replaces it, and an older one that comes later does not.
    split(&mut above, "002", "", noon(2, 4));
    let second = down(&mut above, "002", noon(2, 4));
    take(&mut town, &second, noon(2, 5)).expect("is taken");
    assert_eq!(line(&town, "spots").2, Standing::Unset);
    take(&mut town, &first, noon(2, 6)).expect("is taken");
    assert_eq!(line(&town, "spots").2, Standing::Unset);
}

#[test]
fn a_desk_in_the_middle_does_not_set_its_own_share() {
    let root = tempfile::tempdir().expect("a folder");
    let mut above = above(root.path());
    let unit = above.store.read().unit_with_code("002").expect("reads");
    let unit = unit.expect("is there").id;
    let mut middle = sit_down(
        &mut above,
        unit,
        &root.path().join("middle"),
        true,
        noon(1, 2),
    );
    split(&mut above, "002", "4", noon(2, 1));
    let told = down(&mut above, "002", noon(2, 2));
    take(&mut middle, &told, noon(2, 3)).expect("is taken");
    assert_eq!(line(&middle, "spots").0, "4个");
    let own = [(middle.seat.unit, "1".to_owned())];
    let refused = set_shares(&mut middle, &TargetId::from("spots"), &own, noon(2, 4));
    let refused = refused.expect_err("it is not this desk's to say");
    assert!(refused.to_string().contains("由上级下达"), "{refused}");
}
