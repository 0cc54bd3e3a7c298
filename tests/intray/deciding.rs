//! What a person decides: whose, which period, what a blank says, that it is not wanted.

use anyue::domain::arrival::ArrivalState;
use anyue::domain::submission::Entry;
use anyue::ops::intray::Order;
use anyue::ops::intray::{
    AcceptAs, AcceptError, Judged, Where, accept, correct, list, look, put_back, set_aside,
    settle_period, settle_periods, settle_unit, take_in,
};
use anyue::ops::unit::{UnitInput, add};

use super::{Bench, NOW, go_on, id_of, ids, period};

#[test]
fn a_unit_that_a_person_recognised_is_known_from_then_on() {
    let mut bench = Bench::new();
    let papers = [
        bench.paper("a.txt", "金阊区医院本部", &[("study_sessions", "3")]),
        bench.paper("b.txt", "金阊区医院本部", &[("study_sessions", "4")]),
    ];
    let seen = bench.take("weekly/2");
    assert!(seen.iter().all(|seen| !seen.judged.is_acceptable()));
    let first = id_of(&seen[0].judged);
    let alias = settle_unit(&mut bench.desk, first, bench.units[1], NOW).expect("settles");
    assert_eq!(alias.as_deref(), Some("金阊区医院本部"));
    let unit = bench.desk.unit(bench.units[1]).expect("a unit");
    assert_eq!(unit.aliases, ["金阊区医院本部"]);
    for judged in list(&bench.desk).expect("lists") {
        assert_eq!(
            judged.unit_id(),
            Some(bench.units[1]),
            "the same words, the same unit"
        );
    }
    let audit = bench.desk.store.read().audit(&Default::default());
    let audit = audit.expect("reads");
    for name in ["a.txt", "b.txt"] {
        let detail = format!("“{name}”是金阊医院的");
        let noted = audit.iter().filter(|entry| entry.detail == detail);
        assert_eq!(noted.count(), 1, "{audit:#?}");
    }
    // What lies there still would be for the third week, too: a person says so.
    for paper in papers {
        std::fs::remove_file(paper).expect("removes");
    }
    bench.paper("c.txt", "金阊区医院本部", &[("study_sessions", "5")]);
    let again = bench.take("weekly/3");
    assert_eq!(again[0].judged.unit_id(), Some(bench.units[1]));
    assert!(again[0].judged.is_clean(), "{:#?}", again[0].judged.doubts);
}

#[test]
fn a_unit_that_is_added_later_is_known_on_what_came_before() {
    let mut bench = Bench::new();
    bench.paper("a.txt", "乙护理院", &[("study_sessions", "3")]);
    bench.paper("b.txt", "乙护理院", &[("study_sessions", "4")]);
    let asks_whose = |judged: &Judged| {
        let mut doubts = judged.doubts.iter();
        doubts.any(|doubt| doubt.place == Where::Unit)
    };
    for seen in bench.take("weekly/2") {
        assert_eq!(seen.judged.unit_id(), None);
        assert!(asks_whose(&seen.judged));
    }
    let input = UnitInput {
        name: "乙护理院".to_owned(),
        ..UnitInput::default()
    };
    let added = add(&mut bench.desk, &input, NOW).expect("adds a unit").id;
    let now = list(&bench.desk).expect("lists");
    for judged in &now {
        assert_eq!(judged.unit_id(), Some(added), "{:#?}", judged.doubts);
        assert!(!asks_whose(judged));
    }
    // By now both speak for the same, and the one that is not chosen is set aside.
    let how = AcceptAs::default();
    let accepted = accept(&mut bench.desk, id_of(&now[0]), &how, NOW).expect("accepts");
    assert_eq!((accepted.unit.id, accepted.set_aside), (added, 1));
}

#[test]
fn an_empty_form_is_no_report_before_a_person_has_looked_at_it() {
    let mut bench = Bench::new();
    bench.paper("a.txt", "金阊医院", &[]);
    let seen = bench.take("weekly/2");
    let judged = &seen[0].judged;
    assert!(!judged.is_clean());
    let told = judged
        .doubts
        .iter()
        .any(|doubt| doubt.message.starts_with("整份没有填"));
    assert!(told, "{:#?}", judged.doubts);
    // Whoever says that there was nothing says so.
    let id = id_of(judged);
    let none = Some(Entry::Typed("0".to_owned()));
    correct(&mut bench.desk, id, &"study_sessions".into(), none, NOW).expect("is corrected");
    let now = look(&bench.desk, id).expect("looks");
    let told = now
        .doubts
        .iter()
        .any(|doubt| doubt.message.starts_with("整份没有填"));
    assert!(!told, "{:#?}", now.doubts);
}

#[test]
fn what_has_to_be_mended_stands_before_what_is_only_looked_at() {
    let mut bench = Bench::new();
    bench.paper("1.txt", "没有这个单位", &[("study_sessions", "3")]);
    bench.paper("2.txt", "金阊医院", &[("study_sessions", "4")]);
    bench.paper("3.txt", "金阊医院", &[("study_sessions", "5")]);
    bench.paper("4.txt", "甲养老院", &[("study_sessions", "6")]);
    bench.take("weekly/2");
    let listed = list(&bench.desk).expect("lists");
    let standing = |judged: &Judged| match (judged.is_clean(), judged.is_acceptable()) {
        (true, _) => "clean",
        (false, true) => "to look at",
        (false, false) => "to mend",
    };
    let order: Vec<&str> = listed.iter().map(standing).collect();
    assert_eq!(order, ["to mend", "to look at", "to look at", "clean"]);
}

#[test]
fn a_name_that_would_be_found_within_another_unit_is_not_remembered() {
    let mut bench = Bench::new();
    bench.paper("a.txt", "社区卫生服务中心", &[("study_sessions", "3")]);
    let seen = bench.take("weekly/2");
    let id = id_of(&seen[0].judged);
    let alias = settle_unit(&mut bench.desk, id, bench.units[3], NOW).expect("settles");
    assert_eq!(alias, None);
    assert_eq!(
        look(&bench.desk, id).expect("looks").unit_id(),
        Some(bench.units[3])
    );
    let own = bench.desk.seat.unit;
    assert!(settle_unit(&mut bench.desk, id, own, NOW).is_err());
}

#[test]
fn a_period_is_said_once_for_many() {
    let mut bench = Bench::new();
    bench.paper("a.txt", "甲养老院", &[("study_sessions", "3")]);
    bench.paper("b.txt", "金阊医院", &[("study_sessions", "4")]);
    bench.paper("c.txt", "金阊区医院", &[("study_sessions", "5")]);
    let order = Order {
        period: None,
        ..bench.order("final")
    };
    let batch = take_in(&mut bench.desk, &order, NOW, &mut go_on).expect("takes in");
    let all = ids(&batch);
    let plan = settle_periods(&mut bench.desk, &all, &period("plan"), NOW);
    assert_eq!(plan, Ok(0), "a plan has no table");
    // Another window was quicker with one of them.
    settle_period(&mut bench.desk, all[2], &period("weekly/3"), NOW).expect("settles");
    let settled = settle_periods(&mut bench.desk, &all, &period("weekly/2"), NOW);
    assert_eq!(settled, Ok(2));
    let quicker = look(&bench.desk, all[2]).expect("looks");
    assert_eq!(quicker.period, Some(period("weekly/3")));
    for id in &all[..2] {
        let judged = look(&bench.desk, *id).expect("looks");
        assert_eq!(judged.period, Some(period("weekly/2")));
        assert!(judged.is_clean(), "{:#?}", judged.doubts);
    }
    settle_period(&mut bench.desk, all[0], &period("plan"), NOW).expect("settles");
    let judged = look(&bench.desk, all[0]).expect("looks");
    assert_eq!(judged.doubts[0].place, Where::Period, "a plan has no table");
    assert!(!judged.is_acceptable());
}

#[test]
fn what_nobody_can_tell_is_asked_and_a_person_s_word_counts() {
    let mut bench = Bench::new();
    let answers = [
        ("study_sessions", "三四"),
        ("study_people", "30"),
        ("online_classes", "无"),
    ];
    bench.paper("a.txt", "甲养老院", &answers);
    let seen = bench.take("weekly/2");
    let judged = &seen[0].judged;
    let id = id_of(judged);
    assert_eq!(
        judged.doubts[0].place,
        Where::Figure("study_sessions".into())
    );
    assert!(judged.doubts[0].sentence.contains("三四"));
    let refused = accept(&mut bench.desk, id, &AcceptAs::default(), NOW);
    assert!(
        matches!(refused, Err(AcceptError::Doubts(_))),
        "{refused:?}"
    );
    let mut say = |text: &str| {
        let entry = Some(Entry::Typed(text.to_owned()));
        correct(&mut bench.desk, id, &"study_sessions".into(), entry, NOW).expect("corrects");
        look(&bench.desk, id).expect("looks")
    };
    assert!(!say("很多").is_acceptable());
    assert!(say("4").is_clean());
    accept(&mut bench.desk, id, &AcceptAs::default(), NOW).expect("accepts");
    assert_eq!(
        bench.figure(bench.units[3], "weekly/2", "study_sessions"),
        Some(4)
    );
    assert_eq!(
        bench.figure(bench.units[3], "weekly/2", "online_classes"),
        None
    );
    let standing = bench.desk.store.read();
    let standing = standing.current_revision(bench.units[3], &period("weekly/2"));
    let standing = standing.expect("reads").expect("stands");
    let classes = standing.content.figures.get("online_classes");
    assert_eq!(classes, Some(&anyue::domain::figure::Answer::NotApplicable));
    let late = correct(&mut bench.desk, id, &"study_sessions".into(), None, NOW);
    assert!(
        late.is_err(),
        "what was accepted is corrected by a revision"
    );
}

#[test]
fn what_is_set_aside_can_be_put_back() {
    let mut bench = Bench::new();
    bench.paper("a.txt", "甲养老院", &[("study_sessions", "3")]);
    let id = id_of(&bench.take("weekly/2")[0].judged);
    assert!(
        set_aside(&mut bench.desk, id, " ", NOW).is_err(),
        "a reason is needed"
    );
    set_aside(&mut bench.desk, id, "发错了", NOW).expect("sets aside");
    let aside = &bench.take("weekly/2")[0].judged.arrival;
    assert_eq!(
        (aside.state, aside.note.as_str()),
        (ArrivalState::SetAside, "发错了")
    );
    assert!(accept(&mut bench.desk, id, &AcceptAs::default(), NOW).is_err());
    put_back(&mut bench.desk, id, NOW).expect("puts back");
    assert!(look(&bench.desk, id).expect("looks").is_clean());
    assert!(put_back(&mut bench.desk, id, NOW).is_err());
}
