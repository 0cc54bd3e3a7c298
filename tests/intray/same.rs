//! Files of equal content: each has its own row, the same one finds its own again, and what a person says of it is obeyed.

use std::fs;
use std::ops::ControlFlow;

use anyue::domain::arrival::ArrivalState;
use anyue::domain::id::ArrivalId;
use anyue::ops::intray::{
    AcceptAs, Order, Seen, Weight, Where, accept, accept_clean, list, look_through, put_back,
    set_aside, settle_period, settle_periods, take_in,
};

use anyue::ops::unit::{UnitInput, add};

use super::{Bench, NOW, go_on, id_of, period};

const ANSWERS: [(&str, &str); 1] = [("study_sessions", "3")];

fn sweep(bench: &mut Bench) -> usize {
    let mut go_on = |_, _| ControlFlow::Continue(());
    let swept = accept_clean(&mut bench.desk, None, &AcceptAs::default(), NOW, &mut go_on);
    let swept = swept.expect("sweeps");
    assert!(swept.failed.is_empty(), "{:?}", swept.failed);
    swept.accepted.len()
}

fn own_ids(seen: &[Seen]) -> Vec<ArrivalId> {
    seen.iter().map(|seen| id_of(&seen.judged)).collect()
}

/// What is said of a file, each with its weight.
fn told(seen: &Seen) -> Vec<(Weight, Where, &str)> {
    let doubts = seen.judged.doubts.iter();
    doubts
        .map(|doubt| (doubt.weight, doubt.place.clone(), doubt.message.as_str()))
        .collect()
}

/// Looks through the folder and takes it in: both say the same.
fn look_and_take(bench: &mut Bench, order: &Order) -> Vec<Seen> {
    let looked = look_through(&bench.desk, order, NOW, &mut go_on).expect("looks");
    let looked = bench.judged(looked);
    let taken = take_in(&mut bench.desk, order, NOW, &mut go_on).expect("takes in");
    let taken = bench.judged(taken);
    assert_eq!(looked.len(), taken.len());
    for (looked, taken) in looked.iter().zip(&taken) {
        assert_eq!(told(looked), told(taken));
        assert_eq!(looked.copy_of, taken.copy_of);
        assert_eq!(looked.judged.arrival.state, taken.judged.arrival.state);
        assert_eq!(looked.judged.period, taken.judged.period);
    }
    taken
}

#[test]
fn a_period_that_a_person_says_is_obeyed_though_the_same_file_stands_for_another() {
    let mut bench = Bench::new();
    bench.paper("甲.txt", "甲养老院", &ANSWERS);
    let first = own_ids(&bench.take("weekly/1"));
    assert_eq!(sweep(&mut bench), 1);
    let order = bench.naming("甲.txt", "weekly/2");
    let seen = look_and_take(&mut bench, &order);
    assert_ne!(own_ids(&seen), first);
    assert_eq!(seen[0].judged.period, Some(period("weekly/2")));
    assert!(seen[0].judged.is_clean(), "{:#?}", seen[0].judged.doubts);
    let words = "与“甲.txt”内容完全相同，那一份是“第1周”的，已收下；请核对是不是重发了";
    assert_eq!(told(&seen[0]), [(Weight::Remark, Where::Period, words)]);
    assert_eq!(sweep(&mut bench), 1);
    for at in ["weekly/1", "weekly/2"] {
        let figure = bench.figure(bench.units[3], at, "study_sessions");
        assert_eq!(figure, Some(3), "{at}");
    }
    // And both again change nothing; without a word, nor does the file.
    let before = format!("{:?}", list(&bench.desk).expect("lists"));
    assert_eq!(own_ids(&bench.take("weekly/1")), first);
    assert_eq!(own_ids(&bench.take("weekly/2")), own_ids(&seen));
    assert_eq!(sweep(&mut bench), 0);
    let silent = Order {
        period: None,
        ..bench.order("final")
    };
    look_and_take(&mut bench, &silent);
    assert_eq!(format!("{:?}", list(&bench.desk).expect("lists")), before);
}

#[test]
fn what_lay_in_the_folder_last_time_waits_for_a_look_until_somebody_says_so_of_it() {
    let mut bench = Bench::new();
    bench.paper("甲.txt", "甲养老院", &ANSWERS);
    bench.paper("金阊.txt", "金阊医院", &[("study_sessions", "三四")]);
    let first = own_ids(&bench.take("weekly/1"));
    assert_eq!(sweep(&mut bench), 1);
    bench.paper("沧浪.txt", "沧浪医院", &ANSWERS);
    let order = bench.order("weekly/2");
    let seen = look_and_take(&mut bench, &order);
    let by_name = |name| seen.iter().find(|seen| seen.origin.ends_with(name));
    let [known, doubtful] = ["/甲.txt", "/金阊.txt"].map(|name| by_name(name).expect("is seen"));
    for (seen, how) in [(known, "收下的“甲.txt”"), (doubtful, "待收的“金阊.txt”")]
    {
        assert!(!first.contains(&id_of(&seen.judged)));
        assert_eq!(seen.judged.period, Some(period("weekly/2")));
        let words = format!("与第1周{how}内容完全相同；确是第2周的，请在收件里核对后收下");
        let place = (Weight::Look, Where::Period, words.as_str());
        assert!(told(seen).contains(&place), "{:#?}", told(seen));
        assert!(seen.judged.is_repeat());
    }
    assert_eq!(sweep(&mut bench), 1, "only what is new");
    let unit = bench.units[3];
    assert_eq!(bench.figure(unit, "weekly/2", "study_sessions"), None);
    // What waited for the first week waits for it still.
    let listed = list(&bench.desk).expect("lists");
    let waits = listed.iter().find(|one| one.arrival.id == Some(first[1]));
    let waits = waits.expect("it is there");
    assert_eq!(waits.period, Some(period("weekly/1")));
    assert_eq!(waits.arrival.state, ArrivalState::Waiting);
    // Once somebody has said it of the very file, the folder's period takes nothing of that back.
    settle_period(
        &mut bench.desk,
        id_of(&known.judged),
        &period("weekly/2"),
        NOW,
    )
    .expect("settles");
    let again = look_and_take(&mut bench, &order);
    assert_eq!(own_ids(&again), own_ids(&seen));
    assert_eq!(sweep(&mut bench), 1);
    assert_eq!(bench.figure(unit, "weekly/2", "study_sessions"), Some(3));
}

#[test]
fn what_a_person_set_aside_is_not_swept_in_for_another_period() {
    let mut bench = Bench::new();
    bench.paper("甲.txt", "甲养老院", &ANSWERS);
    let first = own_ids(&bench.take("weekly/1"));
    set_aside(&mut bench.desk, first[0], "去年的数", NOW).expect("sets aside");
    let order = bench.order("weekly/2");
    let seen = look_and_take(&mut bench, &order);
    let words = "与“甲.txt”内容完全相同，那一份已搁置（去年的数），请核对这一份是不是也不收";
    assert_eq!(told(&seen[0]), [(Weight::Look, Where::File, words)]);
    assert_eq!(sweep(&mut bench), 0);
    // Whoever names the very file is only told.
    let order = bench.naming("甲.txt", "weekly/3");
    let seen = look_and_take(&mut bench, &order);
    assert_eq!(told(&seen[0])[0].0, Weight::Remark);
}

#[test]
fn several_that_are_said_to_be_of_a_period_at_once_are_a_batch_too() {
    let mut bench = Bench::new();
    bench.paper("甲.txt", "甲养老院", &ANSWERS);
    bench.take("weekly/1");
    assert_eq!(sweep(&mut bench), 1);
    bench.paper("再/甲（周报）.txt", "甲养老院", &ANSWERS);
    bench.paper("再/沧浪.txt", "沧浪医院", &ANSWERS);
    let silent = Order {
        paths: vec![bench.folder().join("再")],
        ..Order::default()
    };
    let taken = take_in(&mut bench.desk, &silent, NOW, &mut go_on).expect("takes in");
    let ids = super::ids(&taken);
    let settled = settle_periods(&mut bench.desk, &ids, &period("weekly/2"), NOW);
    assert_eq!(settled.expect("settles"), 2);
    assert_eq!(sweep(&mut bench), 1, "the one that is new");
    assert_eq!(
        bench.figure(bench.units[3], "weekly/2", "study_sessions"),
        None
    );
}

#[test]
fn what_still_waits_goes_where_a_person_says_now() {
    let mut bench = Bench::new();
    let doubtful = [("study_sessions", "三四")];
    bench.paper("甲.txt", "甲养老院", &doubtful);
    let first = own_ids(&bench.take("weekly/1"));
    let mut order = bench.naming("甲.txt", "weekly/2");
    order.unit = Some(bench.units[1]);
    let seen = look_and_take(&mut bench, &order);
    assert_eq!(own_ids(&seen), first);
    assert_eq!(seen[0].judged.period, Some(period("weekly/2")));
    assert_eq!(seen[0].judged.unit_id(), Some(bench.units[1]));
    let audit = bench.desk.store.read().audit(&Default::default());
    let audit = audit.expect("reads");
    let said = audit
        .iter()
        .any(|entry| entry.detail == "“甲.txt”是金阊医院的，是“每周活动材料·第2周”的");
    assert!(said, "{audit:#?}");
}

#[test]
fn two_units_that_send_equal_tables_have_a_row_each_and_the_second_is_looked_at() {
    let mut bench = Bench::new();
    let table = super::paper("", &ANSWERS);
    let table = table.split_once('\n').expect("a first line").1;
    bench.file("金阊医院.txt", table);
    bench.file("沧浪医院.txt", table);
    bench.file("三组/甲养老院/附件2.txt", table);
    let order = bench.order("weekly/2");
    let seen = look_and_take(&mut bench, &order);
    let units: Vec<_> = seen.iter().map(|seen| seen.judged.unit_id()).collect();
    let [_, second, third, fourth] = bench.units[..] else {
        panic!("four units")
    };
    assert_eq!(units, [Some(fourth), Some(third), Some(second)]);
    let clean: Vec<bool> = seen.iter().map(|seen| seen.judged.is_clean()).collect();
    assert_eq!(clean, [true, false, false]);
    let (weight, place, message) = &told(&seen[1])[0];
    assert_eq!((weight, place), (&Weight::Look, &Where::Unit));
    let words = "与“附件2.txt”内容完全相同，那一份是甲养老院的，请核对是不是发错了";
    assert_eq!(*message, words);
    assert_eq!(sweep(&mut bench), 1);
    let again = bench.take("weekly/2");
    assert_eq!(own_ids(&again), own_ids(&seen));
    accept(
        &mut bench.desk,
        id_of(&again[1].judged),
        &AcceptAs::default(),
        NOW,
    )
    .expect("accepts what a person has looked at");
    assert_eq!(bench.figure(third, "weekly/2", "study_sessions"), Some(3));
}

#[test]
fn a_corrected_file_under_another_name_leaves_the_first_its_row() {
    let mut bench = Bench::new();
    let first = bench.paper("甲.txt", "甲养老院", &ANSWERS);
    let own = own_ids(&bench.take("weekly/2"));
    assert_eq!(sweep(&mut bench), 1);
    bench.paper("甲（更正）.txt", "甲养老院", &[("study_sessions", "5")]);
    // The first name now holds what the second does.
    fs::copy(bench.folder().join("甲（更正）.txt"), first).expect("copies");
    let seen = bench.take("weekly/2");
    let listed = list(&bench.desk).expect("lists");
    let row = |id| listed.iter().find(|one| one.arrival.id == Some(id));
    let standing = row(own[0]).expect("it is there");
    assert_eq!(standing.arrival.state, ArrivalState::Accepted);
    assert_eq!(standing.arrival.file.name, "甲.txt");
    let names: Vec<_> = listed
        .iter()
        .map(|one| (one.arrival.file.name.as_str(), one.arrival.state))
        .collect();
    assert_eq!(
        names,
        [
            ("甲.txt", ArrivalState::Waiting),
            ("甲.txt", ArrivalState::Accepted),
            ("甲（更正）.txt", ArrivalState::SetAside),
        ]
    );
    assert_eq!(seen[0].judged.replaces, Some(1));
}

#[test]
fn a_copy_that_is_put_back_is_not_accepted_with_others() {
    let mut bench = Bench::new();
    bench.paper("甲.txt", "甲养老院", &ANSWERS);
    bench.paper("甲（副本）.txt", "甲养老院", &ANSWERS);
    let seen = bench.take("weekly/2");
    let copy = id_of(&seen[1].judged);
    put_back(&mut bench.desk, copy, NOW).expect("puts back");
    assert_eq!(sweep(&mut bench), 1, "the first one");
    let listed = list(&bench.desk).expect("lists");
    let copy = listed.iter().find(|one| one.arrival.id == Some(copy));
    let copy = &copy.expect("it is there").arrival;
    assert_eq!(copy.state, ArrivalState::SetAside);
    put_back(&mut bench.desk, copy.id.expect("stored"), NOW).expect("puts back");
    assert_eq!(sweep(&mut bench), 0, "it stands already");
}

#[test]
fn a_row_is_found_by_the_units_of_now_as_it_is_judged_by_them() {
    let mut bench = Bench::new();
    bench.paper("乙.txt", "乙卫生院", &ANSWERS);
    let first = own_ids(&bench.take("weekly/2"));
    set_aside(&mut bench.desk, first[0], "先不收", NOW).expect("sets aside");
    let input = UnitInput {
        name: "乙卫生院".to_owned(),
        ..UnitInput::default()
    };
    let unit = add(&mut bench.desk, &input, NOW).expect("adds a unit");
    let mut order = bench.naming("乙.txt", "weekly/2");
    order.unit = Some(unit.id);
    let seen = look_and_take(&mut bench, &order);
    assert_eq!(
        own_ids(&seen),
        first,
        "no second row for what was set aside"
    );
}

#[test]
fn a_file_that_was_moved_is_the_same_file() {
    let mut bench = Bench::new();
    let path = bench.paper("周报/甲.txt", "甲养老院", &ANSWERS);
    let first = own_ids(&bench.take("weekly/2"));
    fs::create_dir(bench.folder().join("归档")).expect("a folder");
    fs::rename(path, bench.folder().join("归档/甲.txt")).expect("moves");
    let moved = bench.take("weekly/2");
    assert_eq!(own_ids(&moved), first);
    assert_eq!(moved[0].copy_of, None);
}
