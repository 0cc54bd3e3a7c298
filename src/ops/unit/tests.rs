//! Units on a desk in memory.

use super::*;
use crate::domain::calendar::DayRange;
use crate::domain::campaign::sample::{campaign, day};
use crate::ops::audit;
use crate::ops::desk::NewSeat;
use crate::store::AuditFilter;

const NOW: Instant = Instant::from_epoch_ms(1_591_000_000_000);

fn desk() -> Desk {
    Desk::in_memory(campaign(), NewSeat::Coordinator, NOW).expect("a desk")
}

fn imported(desk: &mut Desk, list: &str, mode: ImportMode) -> Imported {
    import(desk, list.as_bytes(), mode, NOW).expect("reads")
}

fn names(desk: &Desk) -> Vec<(String, String)> {
    let units = desk.reporters().expect("reads");
    units
        .into_iter()
        .map(|unit| (unit.code, unit.name))
        .collect()
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let pairs = pairs.iter();
    pairs
        .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
        .collect()
}

#[test]
fn codes_are_given_out_once_and_never_one_that_a_row_brings() {
    let mut desk = desk();
    let list = "名称,编码\n甲院,\n乙院,002\n丙院,\n";
    let done = imported(&mut desk, list, ImportMode::AllOrNone);
    assert_eq!(done.bad, []);
    let expected = pairs(&[("001", "甲院"), ("002", "乙院"), ("003", "丙院")]);
    assert_eq!(names(&desk), expected);
    imported(&mut desk, "丁院", ImportMode::AllOrNone);
    assert_eq!(names(&desk)[3].0, "004");
}

#[test]
fn every_bad_row_is_told_with_its_line_and_reason() {
    let mut desk = desk();
    imported(&mut desk, "甲院", ImportMode::AllOrNone);
    let list = "名称,编码,类别,上级,统一社会信用代码\n\
        甲院,,,,\n\
        乙院,001,,,\n\
        丙院,,直属单外,,\n\
        丁院,,餐饮,,\n\
        ,,直属单位,,\n\
        戊院,,,没有的局,\n\
        己院,,,庚院,\n\
        庚院,,,己院,\n\
        辛院,,养老机构,甲院,\n\
        壬院,a b,,,\n";
    let done = imported(&mut desk, list, ImportMode::AllOrNone);
    let reasons: Vec<(usize, &str)> = done
        .bad
        .iter()
        .map(|row| (row.line, row.reason.as_str()))
        .collect();
    let expected = [
        (2, "名称“甲院”已有，编码 001"),
        (3, "编码“001”已被“甲院”使用"),
        (4, "没有“直属单外”这一类别，是否指“直属单位”"),
        (5, "没有“餐饮”这一类别，可选：直属单位、养老机构"),
        (6, "缺少单位名称"),
        (7, "没有找到上级单位“没有的局”"),
        (8, "上级单位那一行有误，或上下级绕成了圈"),
        (9, "上级单位那一行有误，或上下级绕成了圈"),
        (11, "单位编码“a b”里不能有空格、斜线或逗号"),
    ];
    assert_eq!(reasons, expected);
    assert_eq!(names(&desk).len(), 1, "one bad row keeps all out");
    let done = imported(&mut desk, list, ImportMode::GoodRows);
    assert_eq!((done.added.len(), done.bad.len()), (1, 9));
    let unit = desk.unit(done.added[0]).expect("is there");
    assert_eq!(
        (unit.name.as_str(), unit.kind),
        ("辛院", Some("care".into()))
    );
}

#[test]
fn a_parent_may_stand_below_its_children_in_the_list() {
    let mut desk = desk();
    let list = "名称,上级\n甲科,甲院\n甲院,\n甲一科,甲科\n";
    let done = imported(&mut desk, list, ImportMode::AllOrNone);
    assert_eq!(done.bad, []);
    let units = desk.units().expect("reads");
    let path = |name: &str| {
        let unit = units.iter().find(|unit| unit.name == name);
        unit.expect("is there").path.clone()
    };
    assert!(path("甲科").starts_with(&path("甲院")));
    assert!(path("甲一科").starts_with(&path("甲科")));
    let seat = desk.unit(desk.seat.unit).expect("is there");
    assert!(path("甲院").starts_with(&seat.path));
}

#[test]
fn a_preview_writes_nothing() {
    let desk = desk();
    let seen = preview(&desk, "名称,备注\n甲院,新\n".as_bytes()).expect("reads");
    assert_eq!((seen.good.len(), seen.bad.len()), (1, 0));
    assert_eq!(seen.ignored, ["备注"]);
    assert_eq!(names(&desk), []);
}

#[test]
fn control_characters_never_reach_the_desk() {
    let mut desk = desk();
    let done = imported(&mut desk, "甲\u{1b}[31m院\u{7}", ImportMode::AllOrNone);
    assert_eq!(desk.unit(done.added[0]).expect("is there").name, "甲院");
}

#[test]
fn what_is_taken_otherwise_than_it_is_written_is_told() {
    let desk = desk();
    let list = "名称,,备注\n\"甲\t院\",,\n乙院,x,\n丙院,,新,又\n丁院,,,\n";
    let seen = preview(&desk, list.as_bytes()).expect("reads");
    let told = [
        "这些列没有用到：第 2 列（没有表头）、备注",
        "名称里的制表符、换行等已去掉：第 2 行",
    ];
    assert_eq!(seen.remarks(), told);
    assert_eq!(seen.good[0].unit.name, "甲 院");
    assert_eq!(
        (seen.good.len(), seen.bad.len(), seen.bad[0].line),
        (3, 1, 4)
    );
    assert!(seen.bad[0].reason.starts_with("有 4 格，表头只有 3 列"));
}

#[test]
fn a_unit_is_found_by_code_name_alias_part_and_pinyin() {
    let mut desk = desk();
    let list = "平江医院\n平江街道养老院\n城东医院";
    let ids = imported(&mut desk, list, ImportMode::AllOrNone).added;
    rename(&mut desk, ids[2], "城东中心医院", NOW).expect("renames");
    for (text, expected) in [
        ("003", ids[2]),
        ("平江医院", ids[0]),
        ("城东医院", ids[2]),
        ("街道", ids[1]),
        ("pjyy", ids[0]),
        ("cdzx", ids[2]),
    ] {
        let found = find(&desk, text).map(|unit| unit.id);
        assert_eq!(found, Ok(expected), "{text}");
    }
    let several = find(&desk, "平江").expect_err("two fit");
    assert!(
        several
            .hint
            .contains("平江医院（001）、平江街道养老院（002）"),
        "{several}"
    );
    let scattered = find(&desk, "pjly").expect_err("a guess");
    assert!(scattered.hint.contains("平江街道养老院"), "{scattered}");
    assert!(find(&desk, "不存在").is_err());
    assert!(find(&desk, " ").is_err());
}

#[test]
fn a_name_belongs_to_one_unit() {
    let mut desk = desk();
    let ids = imported(&mut desk, "甲院\n乙院", ImportMode::AllOrNone).added;
    rename(&mut desk, ids[0], "甲中心", NOW).expect("renames");
    assert_eq!(desk.unit(ids[0]).expect("is there").aliases, ["甲院"]);
    assert!(
        rename(&mut desk, ids[1], "甲院", NOW).is_err(),
        "an alias is taken"
    );
    assert!(add_alias(&mut desk, ids[1], "甲中心", NOW).is_err());
    rename(&mut desk, ids[0], "甲院", NOW).expect("its own old name is free to it");
    assert_eq!(desk.unit(ids[0]).expect("is there").aliases, ["甲中心"]);
    remove_alias(&mut desk, ids[0], "甲中心", NOW).expect("removes");
    add_alias(&mut desk, ids[1], "甲中心", NOW).expect("is free now");
}

#[test]
fn excused_and_closed_units_keep_their_days() {
    let mut desk = desk();
    let id = imported(&mut desk, "甲院", ImportMode::AllOrNone).added[0];
    let days = |from, to| DayRange::new(day(6, from), day(6, to)).expect("in order");
    excuse(&mut desk, id, days(10, 12), "装修停业", NOW).expect("excuses");
    assert!(
        excuse(&mut desk, id, days(12, 15), "又停", NOW).is_err(),
        "overlaps"
    );
    assert!(
        excuse(&mut desk, id, days(20, 21), " ", NOW).is_err(),
        "no reason"
    );
    excuse(&mut desk, id, days(10, 14), "延长", NOW).expect("the same one again");
    let unit = desk.unit(id).expect("is there");
    assert!(unit.excusal_on(day(6, 14)).is_some() && unit.excusal_on(day(6, 15)).is_none());
    unexcuse(&mut desk, id, day(6, 11), NOW).expect("takes back");
    assert!(unexcuse(&mut desk, id, day(6, 11), NOW).is_err());
    close(&mut desk, id, day(6, 20), "并入乙院", NOW).expect("closes");
    let unit = desk.unit(id).expect("still there");
    assert!(unit.is_active_on(day(6, 19)) && !unit.is_active_on(day(6, 20)));
    reopen(&mut desk, id, NOW).expect("opens");
    assert!(reopen(&mut desk, id, NOW).is_err());
    let seat = desk.seat.unit;
    assert!(close(&mut desk, seat, day(6, 20), "不要", NOW).is_err());
}

#[test]
fn every_change_is_in_the_audit_and_refusals_are_not() {
    let mut desk = desk();
    let id = imported(&mut desk, "甲院", ImportMode::AllOrNone).added[0];
    rename(&mut desk, id, "乙院", NOW).expect("renames");
    set_kind(&mut desk, id, "养老机构", NOW).expect("sets");
    set_kind(&mut desk, id, "care", NOW).expect("is so already");
    assert!(set_kind(&mut desk, id, "餐饮", NOW).is_err());
    assert!(close(&mut desk, id, day(6, 20), "", NOW).is_err());
    let entries = audit::list(&desk, &AuditFilter::default()).expect("reads");
    let said: Vec<(Act, &str)> = entries
        .iter()
        .rev()
        .skip(1)
        .map(|entry| (entry.act, entry.detail.as_str()))
        .collect();
    let expected = [
        (Act::UnitAdded, "甲院（001）"),
        (Act::UnitRenamed, "“甲院”更名为“乙院”，原名保留为别名"),
        (Act::UnitKindSet, "由“未分类”改为“养老机构”"),
    ];
    assert_eq!(said, expected);
    assert!(entries.iter().all(|entry| entry.actor == "示例局"));
    let filter = AuditFilter {
        text: Some("更名".to_owned()),
        unit: Some(id),
        ..AuditFilter::default()
    };
    assert_eq!(audit::list(&desk, &filter).expect("reads").len(), 1);
}

#[test]
fn all_that_is_wrong_with_a_unit_is_told_at_once_beside_its_field() {
    let mut desk = desk();
    let done = imported(&mut desk, "甲院\n乙院", ImportMode::AllOrNone);
    let input = UnitInput {
        code: "a b".into(),
        name: "乙院".into(),
        kind: "餐饮".into(),
        parent: "没有的局".into(),
        credit_code: "123".into(),
        joined_on: "十号".into(),
        ..UnitInput::default()
    };
    let fields = |entered: Result<Unit, EntryError>| -> Vec<UnitField> {
        match entered {
            Ok(_) => Vec::new(),
            Err(EntryError::Problems(told)) => told.into_iter().map(|(field, _)| field).collect(),
            Err(EntryError::Fault(fault)) => panic!("{fault}"),
        }
    };
    use UnitField::{Code, CreditCode, JoinedOn, Kind, Name, Parent};
    assert_eq!(
        fields(add(&mut desk, &input, NOW)),
        [Name, Code, Kind, CreditCode, JoinedOn, Parent]
    );
    // Its own name is nobody else's.
    let own = UnitInput {
        name: "乙院".into(),
        ..UnitInput::default()
    };
    for (unit, told) in [
        (done.added[1], vec![]),
        (done.added[0], vec![UnitField::Name]),
    ] {
        assert_eq!(fields(edit(&mut desk, unit, &own, NOW)), told);
    }
}

#[test]
fn a_unit_is_edited_in_all_its_particulars_or_in_none() {
    let mut desk = desk();
    let id = imported(&mut desk, "甲院", ImportMode::AllOrNone).added[0];
    let mut input = UnitInput {
        name: "甲中心".into(),
        kind: "care".into(),
        credit_code: "91350100M000100Y43".into(),
        joined_on: "6月40日".into(),
        ..UnitInput::default()
    };
    let before = desk.unit(id).expect("is there");
    assert!(edit(&mut desk, id, &input, NOW).is_err());
    assert_eq!(desk.unit(id).expect("is there"), before);
    input.joined_on = "6月10日".into();
    let unit = edit(&mut desk, id, &input, NOW).expect("is sound");
    assert_eq!(unit, desk.unit(id).expect("is there"));
    assert_eq!(
        (unit.name.as_str(), unit.joined_on),
        ("甲中心", Some(day(6, 10)))
    );
    let acts = |desk: &Desk| -> Vec<Act> {
        let entries = audit::list(desk, &AuditFilter::default()).expect("reads");
        entries.iter().map(|entry| entry.act).take(4).collect()
    };
    let expected = [
        Act::UnitJoined,
        Act::CreditCodeSet,
        Act::UnitKindSet,
        Act::UnitRenamed,
    ];
    assert_eq!(acts(&desk), expected);
    edit(&mut desk, id, &input, NOW).expect("is so already");
    assert_eq!(acts(&desk), expected, "nothing changed, nothing is noted");
}

#[test]
fn a_list_may_say_since_when_and_until_when_a_unit_reports() {
    let mut desk = desk();
    let list =
        "名称,加入日期,停用日期\n甲院,2020/6/10,\n乙院,6月10日,6月9日\n丙院,十号,\n丁院,,6-20\n";
    let done = imported(&mut desk, list, ImportMode::GoodRows);
    let told: Vec<_> = done
        .bad
        .iter()
        .map(|bad| (bad.line, bad.reason.as_str()))
        .collect();
    assert_eq!(told[0], (3, "停用日期要在加入日期以后"));
    assert!(told[1].1.starts_with("加入日期“十号”"), "{told:?}");
    let days: Vec<_> = done
        .added
        .iter()
        .map(|id| {
            let unit = desk.unit(*id).expect("is there");
            (unit.joined_on, unit.closed_on)
        })
        .collect();
    assert_eq!(days, [(Some(day(6, 10)), None), (None, Some(day(6, 20)))]);
}

#[test]
fn who_joins_late_does_not_come_into_closed_books() {
    use crate::ops::sample::{draft, hand_in, june, period};
    let mut desk = desk();
    let first = imported(&mut desk, "甲院", ImportMode::AllOrNone).added[0];
    let now = june(9, 9, 0);
    assert_eq!(
        usual_joining(&desk, now),
        Ok(None),
        "the desk is being set up"
    );
    let week = draft(&desk, &[("posters", 3)]);
    hand_in(&mut desk, first, "weekly/1", &week, "", june(4, 9, 0));
    assert_eq!(
        usual_joining(&desk, june(4, 9, 0)),
        Ok(None),
        "nothing is due yet"
    );
    assert_eq!(usual_joining(&desk, now), Ok(Some(day(6, 9))));
    super::super::books::close(&mut desk, &[period("weekly/1")], "", now).expect("closes");
    let done = imported(&mut desk, "乙院", ImportMode::AllOrNone);
    let told = "“每周活动材料·第1周”已关账，加入日期要晚于 2020年6月4日";
    assert_eq!(done.bad[0].reason, told);
    let done = imported(&mut desk, "名称,加入日期\n乙院,6-5", ImportMode::AllOrNone);
    let second = done.added[0];
    assert!(join(&mut desk, second, None, now).is_err());
    assert!(join(&mut desk, second, Some(day(6, 4)), now).is_err());
    join(&mut desk, second, Some(day(6, 8)), now).expect("no closed week is met");
    join(&mut desk, first, Some(day(6, 4)), now).expect("it is expected as before");
    assert!(join(&mut desk, first, Some(day(6, 5)), now).is_err());
}
