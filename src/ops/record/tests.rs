//! Records on a desk in memory: what is taken, what is refused and in which words, and that nothing is ever lost.

use super::*;
use crate::domain::id::FieldId;
use crate::ops::desk::NewSeat;
use crate::ops::sample::{contest, contest_desk, noon};
use crate::ops::{audit, unit};
use crate::store::AuditFilter;

fn id_of(desk: &Desk, name: &str) -> UnitId {
    unit::find(desk, name).expect("is there").id
}

/// A record as it would be typed.
fn typed(desk: &Desk, register: &str, unit: &str, fields: &[(&str, &str)]) -> NewRecord {
    let register = register_named(&desk.campaign, Some(register)).expect("is there");
    let words = fields.iter();
    let words = words.map(|(id, text)| ((*id).into(), (*text).to_owned()));
    let mut entry = RecordEntry::default();
    let problems = read_typed(
        desk,
        register,
        &words.collect(),
        &mut entry,
        noon(6, 1).date(),
    );
    assert_eq!(problems, []);
    NewRecord {
        register: register.id.clone(),
        unit: id_of(desk, unit),
        row: None,
        entry,
    }
}

fn messages(error: RecordError) -> Vec<String> {
    match error {
        RecordError::Problems(problems) => problems.into_iter().map(|p| p.message).collect(),
        RecordError::Fault(fault) => vec![fault.message],
    }
}

fn spot(desk: &mut Desk, unit: &str, name: &str, kind: &str) -> RecordId {
    let new = typed(desk, "spots", unit, &[("name", name), ("kind", kind)]);
    add(desk, &new, "", noon(3, 1)).expect("is added")
}

fn shown(desk: &Desk, id: RecordId, field: &str) -> Option<String> {
    let record = get(desk, id).expect("is there").record;
    let register = register(&desk.campaign, &record.register).expect("is there");
    let field = register.field(&field.into()).expect("is declared");
    show(&Lines::of(desk).expect("reads"), register, field, &record)
}

#[test]
fn what_was_typed_is_shown_as_it_was_typed_and_what_is_worked_out_beside_it() {
    let mut desk = contest_desk();
    let words = [
        ("name", " 一村 "),
        ("kind", "示范村"),
        ("guide", "生产保护部"),
        ("paid", "３,０００"),
    ];
    let new = typed(&desk, "spots", "东乡", &words);
    let id = add(&mut desk, &new, "", noon(3, 1)).expect("is added");
    for (field, text) in [
        ("name", Some("一村")),
        ("guide", Some("生产保护部")),
        ("subsidy", Some("5000")),
        ("paid", Some("3000")),
        ("left", Some("2000")),
        ("photo", None),
    ] {
        assert_eq!(shown(&desk, id, field).as_deref(), text, "{field}");
    }
}

#[test]
fn every_problem_is_told_at_once_and_nothing_is_written() {
    let mut desk = contest_desk();
    let register = register_named(&desk.campaign, Some("spots")).expect("is there");
    let words = [
        ("kind", "学校"),
        ("guide", "没有的"),
        ("left", "1"),
        ("nothing", "1"),
        ("paid", "多"),
    ];
    let words = words.map(|(id, text)| (FieldId::from(id), text.to_owned()));
    let mut entry = RecordEntry::default();
    let told = read_typed(
        &desk,
        register,
        &words.into(),
        &mut entry,
        noon(6, 1).date(),
    );
    assert_eq!(told.len(), 5, "{told:?}");
    let new = NewRecord {
        register: "spots".into(),
        unit: id_of(&desk, "甲厂"),
        row: None,
        entry,
    };
    let told = messages(add(&mut desk, &new, "", noon(3, 1)).expect_err("is refused"));
    let expected = [
        "示范点台账只登记乡镇的事，甲厂不是",
        "名称是必填项，请填写",
        "类别是必填项，请填写",
    ];
    assert_eq!(told, expected);
    let all = list(&desk, &ListRecords::of("spots".into()), noon(3, 1).date()).expect("reads");
    assert_eq!(all, []);
}

#[test]
fn a_record_goes_from_stage_to_stage_in_order_and_with_what_each_wants() {
    let mut desk = contest_desk();
    let id = spot(&mut desk, "东乡", "一村", "示范村");
    let now = noon(6, 1);
    let day = |date| noon(5, date).date();
    let mut to = |stage: &str, date| reach(&mut desk, id, &stage.into(), day(date), now);
    let told = messages(to("built", 2).expect_err("too early"));
    assert_eq!(
        told,
        [
            "还没有到“已遴选”，不能先到“已建成”",
            "到“已建成”这一步，要先填好指导单位"
        ]
    );
    to("selected", 5).expect("is selected");
    let entry = RecordEntry {
        fields: [("guide".into(), typed_unit(&desk, "生产保护部"))]
            .into_iter()
            .chain(get(&desk, id).expect("is there").record.entry.fields)
            .collect(),
        ..get(&desk, id).expect("is there").record.entry
    };
    edit(&mut desk, id, 2, &entry, "补上指导单位", now).expect("is edited");
    let mut to = |stage: &str, date| reach(&mut desk, id, &stage.into(), day(date), now);
    let told = messages(to("built", 4).expect_err("before the last"));
    assert_eq!(told, ["“已建成”的日期早于“已遴选”"]);
    to("built", 6).expect("is built");
    assert_eq!(set_back(&mut desk, id, "填早了", now), Ok("built".into()));
    let told = history(&desk, id).expect("reads");
    let said: Vec<&str> = told.revisions.iter().map(|r| r.reason.as_str()).collect();
    assert_eq!(
        said,
        [
            "",
            "已遴选：2025年5月5日",
            "补上指导单位",
            "已建成：2025年5月6日",
            "已建成，理由：填早了"
        ]
    );
    let acts = audit::list(&desk, &AuditFilter::default()).expect("reads");
    assert_eq!(
        acts.iter()
            .filter(|a| a.unit == Some(id_of(&desk, "东乡")))
            .count(),
        6,
        "with the unit's own"
    );
}

fn typed_unit(desk: &Desk, name: &str) -> crate::domain::record::FieldValue {
    crate::domain::record::FieldValue::Unit(id_of(desk, name))
}

#[test]
fn what_another_window_wrote_is_not_written_over() {
    let mut desk = contest_desk();
    let id = spot(&mut desk, "东乡", "一村", "示范村");
    let entry = get(&desk, id).expect("is there").record.entry;
    reach(
        &mut desk,
        id,
        &"selected".into(),
        noon(3, 1).date(),
        noon(3, 1),
    )
    .expect("elsewhere");
    let told = messages(edit(&mut desk, id, 1, &entry, "", noon(3, 2)).expect_err("stale"));
    assert_eq!(told, ["这一条刚刚被别的窗口改过"]);
}

#[test]
fn void_counts_for_nothing_and_comes_back() {
    let mut desk = contest_desk();
    let first = spot(&mut desk, "东乡", "一村", "示范村");
    assert!(
        void(&mut desk, first, " ", noon(3, 2)).is_err(),
        "wants a reason"
    );
    void(&mut desk, first, "重复", noon(3, 2)).expect("is void");
    let all = |desk: &Desk, with_void| {
        let which = ListRecords {
            with_void,
            ..ListRecords::of("spots".into())
        };
        list(desk, &which, noon(3, 2).date()).expect("reads").len()
    };
    assert_eq!((all(&desk, false), all(&desk, true)), (0, 1));
    // Its name is free meanwhile; once taken, it does not come back.
    let second = spot(&mut desk, "东乡", "一村", "小区");
    let told = messages(restore(&mut desk, first, noon(3, 3)).expect_err("the name is taken"));
    assert_eq!(told, ["名称相同的已经登记过一条，不能再登记"]);
    void(&mut desk, second, "还是第一条对", noon(3, 3)).expect("is void");
    restore(&mut desk, first, noon(3, 3)).expect("comes back");
    assert_eq!(all(&desk, false), 1);
}

#[test]
fn a_warning_wants_a_reason() {
    let mut desk = contest_desk();
    let words = [
        ("held_on", "2025-02-01"),
        ("action", "应急演练"),
        ("people", "0"),
    ];
    let new = typed(&desk, "activities", "甲厂", &words);
    let told = messages(add(&mut desk, &new, "", noon(3, 1)).expect_err("warns"));
    assert_eq!(told, ["参加人数是 0，请核对"]);
    add(&mut desk, &new, "只查看了设备", noon(3, 1)).expect("is taken with a reason");
}

#[test]
fn a_given_row_has_one_record_of_each_unit_that_answers_for_it() {
    let mut desk = contest_desk();
    let mut put = |unit: &str, row: &str| {
        let new = NewRecord {
            row: Some(row.into()),
            ..typed(&desk, "measures", unit, &[])
        };
        add(&mut desk, &new, "", noon(3, 1)).map_err(messages)
    };
    put("生产保护部", "m1").expect("leads");
    put("东乡", "m1").expect("answers");
    let twice = put("东乡", "m1").expect_err("twice");
    assert_eq!(
        twice,
        ["“竞赛普遍开展”已经登记过（编号 2），请在那一条上修改"]
    );
    let stranger = put("东乡", "m2").expect_err("no part in it");
    assert_eq!(
        stranger,
        ["“健全隐患档案”由牵头部门、企业牵头或负责，东乡不在其中"]
    );
}

#[test]
fn a_unit_s_own_desk_writes_what_is_its_own() {
    let seat = NewSeat::Unit {
        code: None,
        name: "东乡".to_owned(),
        kind: Some("town".into()),
    };
    let mut desk = Desk::in_memory(contest(), seat, noon(1, 1)).expect("a desk");
    let words = [("name", "一村"), ("kind", "小区"), ("paid", "1")];
    let new = typed(&desk, "spots", "东乡", &words);
    let told = messages(add(&mut desk, &new, "", noon(3, 1)).expect_err("the coordinator's"));
    assert_eq!(told, ["已补助只由牵头部门填写"]);
}

const TABLE: &str = "编号,单位,名称,类别,指导单位,照片,未补助,备注,已遴选,已建成\n\
    ,东乡,一村,示范村,生产保护部,,,,2025/5/5,5月6日\n\
    ,西镇,二区,小区,,,,好,,\n";

#[test]
fn a_table_comes_in_whole_or_not_at_all_and_goes_in_again_without_a_change() {
    let mut desk = contest_desk();
    let mut bring = |table: &str, mode| {
        import(
            &mut desk,
            &"spots".into(),
            table.as_bytes(),
            mode,
            "",
            noon(6, 1),
        )
        .expect("reads")
    };
    let bad = format!("{TABLE},东乡,一村,小区\n,没有的乡,三区,小区\n,西镇,,学校\n");
    let told = bring(&bad, ImportMode::AllOrNone);
    assert_eq!(
        (told.added.len(), told.ignored),
        (0, vec!["备注".to_owned()])
    );
    let lines: Vec<(usize, usize)> = told
        .bad
        .iter()
        .map(|row| (row.line, row.problems.len()))
        .collect();
    assert_eq!(lines, [(4, 1), (5, 1), (6, 2)], "{:?}", told.bad);
    assert_eq!(bring(TABLE, ImportMode::DryRun).added.len(), 2);
    assert_eq!(
        bring(TABLE, ImportMode::GoodRows).added,
        [RecordId(1), RecordId(2)],
        "a dry run left nothing"
    );
    let again = "编号,单位,名称,类别,已遴选\n1,东乡,一村,示范村,2025-5-5\n2,西镇,二区,小区,2025-5-7\n9,西镇,九区,小区,\n";
    let told = bring(again, ImportMode::GoodRows);
    assert_eq!((told.unchanged, told.changed), (1, vec![RecordId(2)]));
    assert_eq!(told.bad.len(), 1, "there is no number 9");
}
