//! Candidates on a desk in memory: quotas, the one extra candidate, conditions, steps in order.

use super::*;
use crate::domain::nomination::NominationEntry;
use crate::ops::sample::{contest_desk, noon};
use crate::ops::unit;

fn id_of(desk: &Desk, name: &str) -> UnitId {
    unit::find(desk, name).expect("is there").id
}

fn entry(desk: &Desk, unit: &str, rank: u32) -> NominationEntry {
    NominationEntry {
        unit: id_of(desk, unit),
        name: String::new(),
        rank,
        ticked: BTreeMap::new(),
        steps: BTreeMap::new(),
        note: String::new(),
    }
}

fn put(desk: &mut Desk, body: &str, unit: &str, rank: u32) -> Result<NominationId, String> {
    let entry = entry(desk, unit, rank);
    let body = id_of(desk, body);
    nominate(desk, &"best_unit".into(), body, &entry, noon(3, 1)).map_err(|fault| fault.message)
}

fn list_of(desk: &Desk, body: &str) -> BodyList {
    let all = lists(desk, noon(3, 1)).expect("reads");
    let body = id_of(desk, body);
    all[0]
        .bodies
        .iter()
        .find(|list| list.body == body)
        .expect("recommends")
        .clone()
}

#[test]
fn a_list_takes_its_quota_and_one_more_in_order() {
    let mut desk = contest_desk();
    let award = AwardId::from("best_unit");
    let (east, plant) = (id_of(&desk, "东乡"), id_of(&desk, "甲厂"));
    put(&mut desk, "东乡", "甲厂", 1).expect("is taken");
    assert_eq!(
        list_of(&desk, "东乡").problems,
        ["优胜单位的推荐名额还没有填"]
    );
    assert!(
        set_quotas(&mut desk, &award, &[(plant, Some(1))], noon(3, 1)).is_err(),
        "recommends nobody"
    );
    set_quotas(&mut desk, &award, &[(east, Some(1))], noon(3, 1)).expect("is set");
    assert_eq!(
        put(&mut desk, "东乡", "乙矿", 1),
        Err("第 1 位已经有人选".to_owned())
    );
    assert_eq!(
        put(&mut desk, "东乡", "西镇", 2),
        Err("优胜单位只推荐企业，西镇不是".to_owned())
    );
    assert_eq!(
        put(&mut desk, "东乡", "甲厂", 2),
        Err("同一个人选不能推荐两次".to_owned())
    );
    let second = put(&mut desk, "东乡", "乙矿", 2).expect("the extra one");
    let list = list_of(&desk, "东乡");
    let extra: Vec<bool> = list.nominations.iter().map(|one| one.is_extra).collect();
    assert_eq!((extra, next_rank(&list)), (vec![false, true], 3));
    assert_eq!(list.problems, [""; 0]);
    unit::add(
        &mut desk,
        &unit::UnitInput {
            name: "丙厂".into(),
            kind: "enterprise".into(),
            ..Default::default()
        },
        noon(3, 1),
    )
    .expect("adds");
    let full = put(&mut desk, "东乡", "丙厂", 3).expect_err("there is no room");
    assert_eq!(full, "优胜单位的名额已满：名额 1 个，另可有 1 个差额候选");
    void(&mut desk, second, "本人放弃", noon(3, 2)).expect("is taken back");
    put(&mut desk, "东乡", "丙厂", 2).expect("there is room again");
    assert!(
        restore(&mut desk, second, noon(3, 2)).is_err(),
        "its place is taken"
    );
}

#[test]
fn whoever_is_put_in_another_s_place_changes_places_with_it() {
    let mut desk = contest_desk();
    let first = put(&mut desk, "东乡", "甲厂", 1).expect("is taken");
    let second = put(&mut desk, "东乡", "乙矿", 2).expect("is taken");
    let mut moved = get(&desk, second).expect("is there").nomination.entry;
    moved.rank = 1;
    edit(&mut desk, second, &moved, noon(3, 1)).expect("they change places");
    let rank = |id| get(&desk, id).expect("is there").nomination.entry.rank;
    assert_eq!((rank(first), rank(second)), (2, 1));
    assert_eq!(
        list_of(&desk, "东乡").problems,
        ["优胜单位的推荐名额还没有填"]
    );
}

#[test]
fn conditions_are_ticked_or_worked_out_and_steps_taken_in_order() {
    let mut desk = contest_desk();
    let id = put(&mut desk, "东乡", "甲厂", 1).expect("is taken");
    let met = |desk: &Desk| -> Vec<Met> {
        let list = list_of(desk, "东乡");
        list.nominations[0]
            .conditions
            .iter()
            .map(|one| one.met)
            .collect()
    };
    assert_eq!(met(&desk), [Met::Open, Met::No], "no points yet");
    tick(&mut desk, id, &"no_accident".into(), Some(true), noon(3, 1)).expect("is ticked");
    assert_eq!(met(&desk), [Met::Yes, Met::No]);
    let fault =
        tick(&mut desk, id, &"enough".into(), Some(true), noon(3, 1)).expect_err("is worked out");
    assert_eq!(fault.message, "“积分20分以上”由程序算出，不用勾选");
    let day = |date| Some(noon(2, date).date());
    let fault = step(&mut desk, id, &"congress".into(), day(3), noon(3, 1)).expect_err("too early");
    assert_eq!(
        fault.message,
        "“党委会研究”还没有完成，不能先做“职代会审议通过”"
    );
    step(&mut desk, id, &"party".into(), day(2), noon(3, 1)).expect("is taken");
    assert!(
        step(&mut desk, id, &"congress".into(), day(1), noon(3, 1)).is_err(),
        "before the first"
    );
    let fault = step(&mut desk, id, &"congress".into(), day(3), noon(3, 1));
    let fault = fault.expect_err("it has not the points");
    assert_eq!(
        fault.message,
        "条件没有全部符合，不能走完程序。还没有符合或没有核对的 1 条：（1）积分20分以上"
    );
    let mut reasoned = get(&desk, id).expect("is there").nomination.entry;
    reasoned.note = "积分在途，主席办公会同意先推荐".to_owned();
    edit(&mut desk, id, &reasoned, noon(3, 1)).expect("is changed");
    step(&mut desk, id, &"congress".into(), day(3), noon(3, 1)).expect("the reason is kept");
    let list = list_of(&desk, "东乡");
    assert_eq!(list.nominations[0].nomination.entry.note, reasoned.note);
    assert_eq!(
        (
            list.nominations[0].next_step.as_ref(),
            list.nominations[0].is_complete()
        ),
        (None, false)
    );
}
