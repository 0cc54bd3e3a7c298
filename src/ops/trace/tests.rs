//! Numbers taken apart, and put together again.

use proptest::prelude::*;

use super::*;
use crate::domain::calendar::words;
use crate::domain::submission::{Draft, Entry};
use crate::ops::sample::{desk, draft, hand_in, june, period, unit};
use crate::ops::total::fresh;

#[test]
fn a_number_is_traced_to_the_sentences_behind_it() {
    let mut desk = desk();
    let pingjiang = unit(&mut desk, "平江医院", "direct", "");
    let canglang = unit(&mut desk, "沧浪医院", "direct", "");
    let silent = unit(&mut desk, "金阊护理院", "care", "");
    let first = draft(&desk, &[("study_sessions", 3), ("study_people", 40)]);
    let second = draft(&desk, &[("study_sessions", 2)]);
    let other = draft(&desk, &[("posters", 2)]);
    hand_in(&mut desk, pingjiang, "weekly/1", &first, "", june(4, 9, 0));
    hand_in(
        &mut desk,
        pingjiang,
        "weekly/2",
        &second,
        "",
        june(11, 9, 30),
    );
    hand_in(&mut desk, pingjiang, "weekly/3", &other, "", june(18, 9, 0));
    let last = draft(&desk, &[("study_sessions", 6)]);
    hand_in(
        &mut desk,
        pingjiang,
        "final",
        &last,
        "补一次",
        june(30, 9, 0),
    );
    hand_in(&mut desk, canglang, "weekly/1", &other, "", june(4, 9, 0));

    let seat = desk.seat.unit;
    let trace = trace(&desk, seat, &Extent::Whole, &"study_sessions".into()).expect("is traced");
    assert_eq!(trace.total.number, Some(6));
    let [part] = trace.parts.as_slice() else {
        panic!("only one unit answered: {:?}", trace.parts);
    };
    assert_eq!(part.unit.id, pingjiang);
    let lines: Vec<String> = part
        .sources
        .iter()
        .map(|source| {
            let at = words::moment(source.received_at);
            let difference = source
                .difference
                .map_or(0, |difference| difference.amount());
            format!(
                "{} 第{}版 {at} {} {difference:+} {}",
                source.period_name, source.revision, source.statement, source.reason
            )
        })
        .collect();
    assert_eq!(
        lines,
        [
            "每周活动材料·第1周 第1版 6月4日 09:00 专题学习（3）次，参与（40）人次 +0 ",
            "每周活动材料·第2周 第1版 6月11日 09:30 专题学习（2）次，参与（未填）人次 +0 ",
            "总结报告和统计表 第1版 6月30日 09:00 专题学习（6）次，参与（未填）人次 +1 补一次",
        ]
    );
    // Reported without this figure, and not at all: either way there is nothing to trace, and which of the two it is is told.
    let whys = |trace: &Trace| -> Vec<(UnitId, Silence)> {
        let silent = trace.silent.iter();
        silent.map(|one| (one.unit.id, one.why)).collect()
    };
    let (blank, none) = ((canglang, Silence::Blank), (silent, Silence::Unreported));
    assert_eq!(whys(&trace), [blank, none]);
    let scope = desk.seat.unit;
    let accepted = trace_counting(
        &desk,
        scope,
        &trace.extent,
        Counting::Accepted,
        &trace.figure.id,
    );
    let accepted = accepted.expect("is traced");
    assert!(accepted.parts.is_empty());
    let unaccepted = whys(&accepted).into_iter();
    let unaccepted = unaccepted.filter(|(_, why)| *why == Silence::Unaccepted);
    let unaccepted: Vec<UnitId> = unaccepted.map(|(unit, _)| unit).collect();
    assert!(unaccepted.contains(&canglang) && whys(&accepted).contains(&none));
}

#[test]
fn one_units_number_is_traced_to_that_unit_alone() {
    let mut desk = desk();
    let group = unit(&mut desk, "示例医联体", "direct", "");
    let code = desk.unit(group).expect("there").code;
    let branch = unit(&mut desk, "一分院", "direct", &code);
    for unit in [group, branch] {
        let some = draft(&desk, &[("study_sessions", 2)]);
        hand_in(&mut desk, unit, "weekly/1", &some, "", june(4, 9, 0));
    }
    let parts = |scope| {
        let extent = Extent::Period(period("weekly/1"));
        let trace = trace(&desk, scope, &extent, &"study_sessions".into()).expect("is traced");
        (trace.parts.len(), trace.overlaps.len())
    };
    assert_eq!(parts(branch), (1, 0));
    assert_eq!(parts(group), (2, 1));
    let alone = own(
        &desk,
        group,
        &Extent::Whole,
        Counting::Received,
        &"study_sessions".into(),
    )
    .expect("is traced");
    assert_eq!((alone.parts.len(), alone.overlaps.len()), (1, 0));
    assert_eq!((alone.total.number, alone.total.blank), (Some(2), 0));
    let unknown = trace(&desk, group, &Extent::Whole, &"studies".into()).expect_err("no figure");
    assert!(unknown.message.contains("studies"));
}

/// What a unit may write into a blank.
fn any_entry() -> impl Strategy<Value = Option<Entry>> {
    prop_oneof![
        3 => Just(None),
        1 => Just(Some(Entry::NotApplicable)),
        4 => (0i64..1000).prop_map(|n| Some(Entry::Typed(n.to_string()))),
    ]
}

const PERIODS: [&str; 5] = ["weekly/1", "weekly/2", "weekly/3", "weekly/4", "final"];

/// Three figures of one unit in one period; `None` sends nothing.
type Report = Option<[Option<Entry>; 3]>;

fn any_report() -> impl Strategy<Value = Report> {
    proptest::option::of([any_entry(), any_entry(), any_entry()])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// The total of the table, and the trace of every one of its numbers, are made in different ways from the same
    /// submissions; they must agree, and the parts must sum up to the whole.
    #[test]
    fn the_parts_of_every_number_sum_up_to_it(
        reports in proptest::collection::vec(proptest::collection::vec(any_report(), PERIODS.len()), 4),
    ) {
        let mut desk = desk();
        let group = unit(&mut desk, "示例医联体", "direct", "");
        let code = desk.unit(group).expect("there").code;
        let units = [
            group,
            unit(&mut desk, "一分院", "direct", &code),
            unit(&mut desk, "二分院", "care", &code),
            unit(&mut desk, "沧浪医院", "direct", ""),
        ];
        let ids = ["study_sessions", "extinguishers", "posters"];
        for (unit, reports) in units.iter().zip(&reports) {
            for (text, report) in PERIODS.iter().zip(reports) {
                let Some(report) = report else { continue };
                let entries = ids.iter().zip(report);
                let entries = entries.filter_map(|(id, entry)| Some(((*id).into(), entry.clone()?)));
                let draft = Draft { entries: entries.collect(), ..Draft::default() };
                hand_in(&mut desk, *unit, text, &draft, "说明", june(30, 9, 0));
            }
        }
        for scope in [desk.seat.unit, group] {
            for extent in [Extent::Whole, Extent::Period(period("weekly/2")), Extent::AsOf(june(20, 0, 0).date())] {
                let table = fresh(&desk, &"annex2".into(), scope, &extent).expect("adds up");
                for figure in &table.figures {
                    let trace = trace(&desk, scope, &extent, &figure.figure).expect("is traced");
                    let numbers = trace.parts.iter().filter_map(|part| part.effective.answer.as_ref()?.as_number());
                    prop_assert_eq!(numbers.reduce(|a, b| a + b), figure.total.number);
                    prop_assert_eq!(&trace.total, &figure.total);
                    prop_assert_eq!(&trace.overlaps, &figure.overlaps);
                    prop_assert_eq!(trace.silent.len(), figure.total.blank as usize);
                    let differences = trace.parts.iter().flat_map(|part| &part.effective.differences).count();
                    prop_assert_eq!(differences, figure.differences.len());
                }
            }
        }
    }
}
