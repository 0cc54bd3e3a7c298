//! A contest's points on a desk in memory, every one worked out by hand.

use super::*;
use crate::domain::record::RecordEntry;
use crate::ops::record::{self, NewRecord, read_typed, register_named};
use crate::ops::sample::{contest_desk, noon};
use crate::ops::unit;

fn act(desk: &mut Desk, unit: &str, day: &str, action: &str) {
    let register = register_named(&desk.campaign, Some("activities")).expect("is there");
    let words = [
        ("held_on".into(), day.to_owned()),
        ("action".into(), action.to_owned()),
    ];
    let mut entry = RecordEntry::default();
    assert_eq!(
        read_typed(desk, register, &words.into(), &mut entry, noon(6, 1).date()),
        []
    );
    let new = NewRecord {
        register: register.id.clone(),
        unit: unit::find(desk, unit).expect("is there").id,
        row: None,
        entry,
    };
    record::add(desk, &new, "", noon(3, 20)).expect("is added");
}

fn id_of(desk: &Desk, name: &str) -> UnitId {
    unit::find(desk, name).expect("is there").id
}

fn score_of(desk: &Desk, name: &str, now: Instant) -> Score {
    let table = table_named(&desk.campaign, None).expect("is there");
    let all = scores(desk, table, now).expect("works out");
    let unit = id_of(desk, name);
    all.units
        .into_iter()
        .find(|one| one.unit == unit)
        .expect("takes part")
        .score
}

#[test]
fn every_point_is_worked_out_by_hand() {
    let mut desk = contest_desk();
    // A drill gives 5, the second only one extra point; three suggestions fill 10 and give one extra; key activities
    // and special ones never count together; the media give 5.
    for (day, action) in [
        ("2025-01-05", "应急演练"),
        ("2025-01-06", "应急演练"),
        ("2025-01-07", "合理化建议"),
        ("2025-01-08", "合理化建议"),
        ("2025-01-09", "合理化建议"),
        ("2025-02-01", "重点领域"),
        ("2025-02-02", "重点领域"),
        ("2025-02-03", "特色活动"),
        ("2025-03-01", "媒体报道"),
    ] {
        act(&mut desk, "甲厂", day, action);
    }
    let before = noon(3, 25);
    let score = score_of(&desk, "甲厂", before);
    let groups: Vec<i64> = score.groups.iter().map(|group| group.points).collect();
    assert_eq!(groups, [0, 15, 10, 7]);
    assert_eq!((score.total, score.missing), (32, Some(0)));
    assert_eq!(score.groups[2].items[1].excluded.len(), 1, "never both");
    let none = score_of(&desk, "乙矿", before);
    assert_eq!((none.total, none.missing), (0, Some(20)));
    let table = table_named(&desk.campaign, None).expect("is there");
    let all = scores(&desk, table, before).expect("works out");
    assert_eq!(
        (all.participants(), all.reached(), all.units.len()),
        (1, 1, 2)
    );
}

#[test]
fn a_day_late_costs_a_point_up_to_the_most() {
    let mut desk = contest_desk();
    for (day, action) in [("2025-01-05", "应急演练"), ("2025-01-07", "合理化建议")] {
        act(&mut desk, "甲厂", day, action);
    }
    // Due at the end of 31 March; nothing came.
    for (now, total) in [
        (noon(3, 31), 10),
        (noon(4, 1), 9),
        (noon(4, 2), 8),
        (noon(4, 20), 7),
    ] {
        assert_eq!(score_of(&desk, "甲厂", now).total, total, "{now:?}");
    }
}

#[test]
fn what_is_reviewed_stands_before_what_a_unit_gives_itself() {
    let mut desk = contest_desk();
    let (points, item) = (PointsId::from("contest"), ItemId::from("sign_up"));
    let unit = id_of(&desk, "甲厂");
    let set = |desk: &mut Desk, own, reviewed| {
        let typed = TypedScore { own, reviewed };
        set_score(desk, (&points, &item), unit, typed, "", noon(3, 1))
    };
    let fault = set(&mut desk, Some("6"), None).expect_err("more than there is");
    assert_eq!(fault.message, "制度完善最多 5 分");
    set(&mut desk, Some("5"), None).expect("is written");
    assert_eq!(score_of(&desk, "甲厂", noon(3, 1)).total, 5);
    set(&mut desk, None, Some("3")).expect("is written");
    assert_eq!(score_of(&desk, "甲厂", noon(3, 1)).total, 3);
    let both = set(&mut desk, None, Some("")).expect("is taken back");
    assert_eq!(
        both,
        HandScore {
            own: Some(5),
            reviewed: None
        }
    );
    let drills = ItemId::from("drills");
    let typed = TypedScore {
        own: Some("5"),
        reviewed: None,
    };
    assert!(set_score(&mut desk, (&points, &drills), unit, typed, "", noon(3, 1)).is_err());
}

#[test]
fn where_the_notice_forbids_it_nobody_is_ranked() {
    let mut desk = contest_desk();
    act(&mut desk, "乙矿", "2025-01-05", "应急演练");
    let mut table = table_named(&desk.campaign, None).expect("is there").clone();
    let all = scores(&desk, &table, noon(3, 1)).expect("works out");
    let names =
        |scores: &Scores| -> Vec<UnitId> { scores.units.iter().map(|one| one.unit).collect() };
    let own_order = [id_of(&desk, "甲厂"), id_of(&desk, "乙矿")];
    assert_eq!(names(&all), own_order);
    let ranked = all.clone().ranked(&table).expect("is allowed");
    assert_eq!(names(&ranked), [own_order[1], own_order[0]]);
    table.ranking = false;
    assert!(all.ranked(&table).is_err());
}
