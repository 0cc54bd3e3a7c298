//! Which of several decisions holds, in whatever order they come.

use super::*;
use crate::domain::id::FigureId;

fn said(revision: &str, verdict: Verdict, at: i64, by: &str) -> Review {
    Review {
        revision: revision.to_owned(),
        verdict,
        at: Instant::from_epoch_ms(at),
        by: by.to_owned(),
        comments: vec![Comment {
            place: Place::Figure(FigureId("posters".into())),
            text: "请核对".to_owned(),
        }],
    }
}

#[test]
fn the_latest_decision_about_a_revision_holds_in_whatever_order_they_come() {
    let all = [
        said("a", Verdict::Returned, 3, "甲局"),
        said("a", Verdict::Accepted, 1, "甲局"),
        said("b", Verdict::Accepted, 2, "甲局"),
        said("b", Verdict::TakenBack, 5, "甲局"),
    ];
    let forward: Decisions = all.iter().cloned().collect();
    let backward: Decisions = all.iter().rev().cloned().collect();
    assert_eq!(forward, backward);
    assert_eq!(forward.about("a"), Some(&all[0]));
    assert_eq!(forward.state("a"), ReviewState::Returned);
    assert_eq!(forward.state("b"), ReviewState::Received);
    assert_eq!(forward.about("c"), None);
    assert_eq!(forward.state("c"), ReviewState::Received);
}

#[test]
fn of_two_decisions_at_one_moment_every_desk_takes_the_same() {
    let pair = [
        said("a", Verdict::Returned, 1, "甲局"),
        said("a", Verdict::Accepted, 1, "乙局"),
    ];
    let greater = pair.iter().max_by_key(|one| one.uid());
    let forward: Decisions = pair.iter().cloned().collect();
    let backward: Decisions = pair.iter().rev().cloned().collect();
    assert_eq!(forward.about("a"), greater);
    assert_eq!(backward.about("a"), greater);
}

#[test]
fn what_was_said_of_other_revisions_is_the_latest_that_holds_about_them() {
    let decisions = Decisions::from_iter([
        said("a", Verdict::Accepted, 9, "甲局"),
        said("b", Verdict::Returned, 4, "甲局"),
        said("c", Verdict::Returned, 6, "甲局"),
        said("c", Verdict::TakenBack, 7, "甲局"),
    ]);
    let others = |name| decisions.about_others(name).map(|one| one.at.epoch_ms());
    assert_eq!(others("a"), Some(7));
    assert_eq!(others("c"), Some(9));
    assert_eq!(Decisions::default().about_others("a"), None);
}
