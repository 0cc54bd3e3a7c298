//! Totals of three units, worked out by hand.

use super::*;
use crate::domain::campaign::sample::day;
use crate::domain::submission::{Draft, Entry};
use crate::ops::sample::{desk, draft, hand_in, june, period, unit};
use crate::ops::submit::{explain, withdraw};

fn annex2() -> TableId {
    "annex2".into()
}

fn entry(text: &str) -> Entry {
    Entry::Typed(text.into())
}

/// Three units and two weeks, and one final table:
///
/// | unit | week 1 | week 2 | final |
/// |---|---|---|---|
/// | 平江 (direct) | study 3, people 40, forms 讲座 | study 2, people 不涉及 | study 6, people blank |
/// | 沧浪 (direct) | study 0 | | |
/// | 金阊 (care) | people 不涉及, fire 12 | study 5, forms 展板、讲座, fire 10 | |
fn three_units() -> (Desk, [UnitId; 3]) {
    let mut desk = desk();
    let pingjiang = unit(&mut desk, "平江医院", "direct", "");
    let canglang = unit(&mut desk, "沧浪医院", "direct", "");
    let jinchang = unit(&mut desk, "金阊护理院", "care", "");
    let with = |draft: Draft, id: &str, entry: Entry| {
        let mut draft = draft;
        draft.entries.insert(id.into(), entry);
        draft
    };
    let first = draft(&desk, &[("study_sessions", 3), ("study_people", 40)]);
    let first = with(first, "launch_forms", entry("讲座"));
    let second = with(
        draft(&desk, &[("study_sessions", 2)]),
        "study_people",
        Entry::NotApplicable,
    );
    let zero = draft(&desk, &[("study_sessions", 0)]);
    let care = with(
        draft(&desk, &[("extinguishers", 12)]),
        "study_people",
        Entry::NotApplicable,
    );
    let later = draft(&desk, &[("study_sessions", 5), ("extinguishers", 10)]);
    let later = with(later, "launch_forms", entry("展板、讲座"));
    let last = draft(&desk, &[("study_sessions", 6)]);
    hand_in(&mut desk, pingjiang, "weekly/1", &first, "", june(4, 9, 0));
    hand_in(&mut desk, canglang, "weekly/1", &zero, "", june(4, 9, 0));
    hand_in(&mut desk, jinchang, "weekly/1", &care, "", june(4, 9, 0));
    hand_in(
        &mut desk,
        pingjiang,
        "weekly/2",
        &second,
        "",
        june(11, 9, 0),
    );
    hand_in(&mut desk, jinchang, "weekly/2", &later, "", june(11, 9, 0));
    hand_in(
        &mut desk,
        pingjiang,
        "final",
        &last,
        "补上26日的一次",
        june(30, 9, 0),
    );
    (desk, [pingjiang, canglang, jinchang])
}

fn whole(desk: &mut Desk, scope: UnitId) -> TableTotal {
    total(desk, &annex2(), scope, &Extent::Whole, june(30, 12, 0)).expect("adds up")
}

/// `number answered/not applicable/blank` of a figure.
fn line(total: &TableTotal, figure: &str) -> String {
    let total = &total.figure(&figure.into()).expect("in the table").total;
    let number = total.number.map_or("-".to_owned(), |n| n.to_string());
    let counts = (total.answered, total.not_applicable, total.blank);
    format!("{number} {}/{}/{}", counts.0, counts.1, counts.2)
}

#[test]
fn three_units_by_hand() {
    let (mut desk, _) = three_units();
    let seat = desk.seat.unit;
    for (extent, sessions, people, fire, forms) in [
        (
            Extent::Period(period("weekly/1")),
            "3 2/0/1",
            "40 1/1/1",
            "12 1/0/2",
            "讲座",
        ),
        (
            Extent::Period(period("weekly/2")),
            "7 2/0/1",
            "- 0/1/2",
            "10 1/0/2",
            "展板、讲座",
        ),
        (
            Extent::AsOf(day(6, 4)),
            "3 2/0/1",
            "40 1/1/1",
            "12 1/0/2",
            "讲座",
        ),
        (
            Extent::AsOf(day(6, 29)),
            "10 3/0/0",
            "40 1/1/1",
            "10 1/0/2",
            "展板、讲座",
        ),
        (
            Extent::AsOf(day(6, 30)),
            "11 3/0/0",
            "40 1/1/1",
            "10 1/0/2",
            "展板、讲座",
        ),
        (
            Extent::Whole,
            "11 3/0/0",
            "40 1/1/1",
            "10 1/0/2",
            "展板、讲座",
        ),
    ] {
        let found = total(&mut desk, &annex2(), seat, &extent, june(30, 12, 0)).expect("adds up");
        assert_eq!(line(&found, "study_sessions"), sessions, "{extent:?}");
        assert_eq!(line(&found, "study_people"), people, "{extent:?}");
        assert_eq!(line(&found, "extinguishers"), fire, "{extent:?}");
        let forms = Answer::Value(crate::domain::figure::Value::Text(forms.into()));
        assert_eq!(
            found.answer(&"launch_forms".into()),
            Some(forms),
            "{extent:?}"
        );
        assert_eq!(line(&found, "posters"), "- 0/0/3");
        assert_eq!(found.expected, 3);
    }
    let before = total(
        &mut desk,
        &annex2(),
        seat,
        &Extent::AsOf(day(6, 1)),
        june(30, 12, 0),
    );
    let before = before.expect("adds up");
    assert_eq!((before.expected, before.reporting), (0, 0));
    assert_eq!(line(&before, "study_sessions"), "- 0/0/0");
}

#[test]
fn kinds_have_their_own_sums() {
    let (mut desk, _) = three_units();
    let seat = desk.seat.unit;
    let found = whole(&mut desk, seat);
    let sessions = found.figure(&"study_sessions".into()).expect("there");
    let by_kind: Vec<(&str, i64)> = sessions
        .by_kind
        .iter()
        .map(|one| (one.kind.as_ref().map_or("-", KindId::as_str), one.number))
        .collect();
    assert_eq!(by_kind, [("direct", 6), ("care", 5)]);
}

#[test]
fn a_difference_is_shown_until_somebody_explains_it() {
    let (mut desk, [pingjiang, canglang, _]) = three_units();
    let seat = desk.seat.unit;
    let sessions = |desk: &mut Desk| {
        whole(desk, seat)
            .figure(&"study_sessions".into())
            .expect("there")
            .clone()
    };
    let found = sessions(&mut desk);
    let difference = &found.differences[0];
    assert_eq!(
        (difference.unit, difference.difference.amount()),
        (pingjiang, 1)
    );
    assert!(!difference.is_explained() && found.is_flagged());
    let (last, now) = (period("final"), june(30, 9, 30));
    explain(&mut desk, pingjiang, &last, &[], "补上26日的一次", now).expect("explains");
    let found = sessions(&mut desk);
    assert!(found.differences[0].is_explained() && !found.is_flagged());

    // A corrected week moves the difference, not what the final report set.
    let corrected = draft(&desk, &[("study_sessions", 4)]);
    hand_in(
        &mut desk,
        pingjiang,
        "weekly/2",
        &corrected,
        "少报两次",
        june(30, 10, 0),
    );
    let found = sessions(&mut desk);
    assert_eq!(found.total.number, Some(11));
    assert_eq!(found.differences[0].difference.amount(), -1);
    assert!(found.is_flagged(), "that one nobody has explained");

    let mut last = draft(
        &desk,
        &[
            ("study_sessions", 9),
            ("launches", 0),
            ("study_people", 0),
            ("posters", 0),
            ("extinguishers", 0),
        ],
    );
    last.entries
        .insert("launch_forms".into(), Entry::NotApplicable);
    hand_in(&mut desk, canglang, "final", &last, "", june(30, 11, 0));
    let found = sessions(&mut desk);
    let unexplained: Vec<UnitId> = found
        .differences
        .iter()
        .filter(|one| !one.is_explained())
        .map(|one| one.unit)
        .collect();
    assert_eq!(unexplained, [pingjiang, canglang]);
}

#[test]
fn a_parent_beside_its_children_is_flagged_and_added() {
    let mut desk = desk();
    let group = unit(&mut desk, "示例医联体", "direct", "");
    let code = desk.unit(group).expect("there").code;
    let branch = unit(&mut desk, "一分院", "direct", &code);
    let other = unit(&mut desk, "二分院", "direct", &code);
    let one = |desk: &Desk, n| draft(desk, &[("study_sessions", n), ("posters", 1)]);
    for (unit, n) in [(group, 7), (branch, 3), (other, 4)] {
        let draft = one(&desk, n);
        hand_in(&mut desk, unit, "weekly/1", &draft, "", june(4, 9, 0));
    }
    let below_group = whole(&mut desk, group);
    let sessions = below_group.figure(&"study_sessions".into()).expect("there");
    assert_eq!(sessions.total.number, Some(14));
    assert_eq!(
        sessions.overlaps,
        [Overlap {
            unit: group,
            own: 7,
            below: 7
        }]
    );
    assert!(sessions.is_flagged());
    let seat = desk.seat.unit;
    assert_eq!(whole(&mut desk, seat).figures, below_group.figures);
    // A leaf has nobody below.
    let leaf = whole(&mut desk, branch);
    assert_eq!(leaf.expected, 1);
    assert!(leaf.figures.iter().all(|figure| figure.overlaps.is_empty()));
    // The group's own paper leaves the branches out.
    let alone = own(&desk, &annex2(), group, &Extent::Whole, Counting::Received).expect("a total");
    let sessions = alone.figure(&"study_sessions".into()).expect("there");
    assert_eq!((alone.expected, sessions.total.number), (1, Some(7)));
    assert!(!sessions.is_flagged());
}

#[test]
fn kept_totals_are_thrown_away_by_every_write_below() {
    let (mut desk, [pingjiang, ..]) = three_units();
    let seat = desk.seat.unit;
    let agree = |desk: &mut Desk, what: &str| {
        let fresh = fresh(desk, &annex2(), seat, &Extent::Whole).expect("adds up");
        assert_eq!(whole(desk, seat), fresh, "made and kept {what}");
        assert_eq!(whole(desk, seat), fresh, "read back {what}");
        fresh
    };
    agree(&mut desk, "at first");
    let again = draft(&desk, &[("posters", 8)]);
    hand_in(&mut desk, pingjiang, "weekly/3", &again, "", june(18, 9, 0));
    assert_eq!(
        line(&agree(&mut desk, "after a report"), "posters"),
        "8 1/0/2"
    );
    withdraw(
        &mut desk,
        pingjiang,
        &period("weekly/3"),
        "发错了",
        june(18, 10, 0),
    )
    .expect("is withdrawn");
    assert_eq!(
        line(&agree(&mut desk, "after a withdrawal"), "posters"),
        "- 0/0/3"
    );
    unit(&mut desk, "新设医院", "direct", "");
    assert_eq!(agree(&mut desk, "with a new unit").expected, 4);
}

#[test]
fn what_cannot_be_asked_is_said() {
    let (mut desk, [pingjiang, ..]) = three_units();
    let now = june(30, 12, 0);
    let mut ask = |table: &str, extent| total(&mut desk, &table.into(), pingjiang, &extent, now);
    let no_table = ask("annex9", Extent::Whole).expect_err("no such table");
    assert!(no_table.message.contains("annex9"));
    let no_figures = ask("annex2", Extent::Period(period("plan"))).expect_err("a plan has none");
    assert_eq!(no_figures.message, "“活动方案”不填这张统计表");
    let no_period = ask("annex2", Extent::Period(period("weekly/9"))).expect_err("no such week");
    assert!(no_period.to_string().contains("weekly/4"), "{no_period}");
}
