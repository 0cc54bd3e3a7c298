//! What the summary says of what is not so simple: figures that wait for review, zeros, gaps within a sentence, one week, one
//! unit by itself.

use anyue::domain::counting::Counting;

use super::*;

fn report(desk: &mut Desk, change: impl FnOnce(&mut Request)) -> String {
    let mut request = request(desk, Kind::Summary);
    change(&mut request);
    text(desk, &request, Format::Md)
}

#[test]
fn what_waits_for_review_is_not_said_to_be_missing() {
    let (_folder, mut desk, _) = desk();
    let accepted = report(&mut desk, |request| request.counting = Counting::Accepted);
    assert!(
        accepted.contains("通知附件2：已报4份，尚未审核。"),
        "{accepted}"
    );
    assert!(!accepted.contains("暂无填报"), "{accepted}");
}

#[test]
fn zeros_are_told_from_nothing() {
    let (_folder, mut desk, units) = desk();
    let zeros = report(&mut desk, |request| {
        request.scope = Scope::Unit(units.canglang);
    });
    assert!(zeros.contains("通知附件2：填报均为零。"), "{zeros}");
}

#[test]
fn a_clause_that_nobody_filled_in_is_left_out() {
    let (_folder, mut desk, units) = desk();
    let week = report(&mut desk, |request| {
        request.scope = Scope::Unit(units.pingjiang);
        request.extent = Extent::Period("weekly/2".parse().expect("a period"));
    });
    assert!(week.contains("安排理论学习中心组专题学习2次。"), "{week}");
    assert!(!week.contains("未填）"), "{week}");
}

#[test]
fn one_week_tells_the_hazards_of_its_days_and_until_when_it_knows() {
    let (_folder, mut desk, _) = desk();
    let mut of = |week: &str| {
        report(&mut desk, |request| {
            request.extent = Extent::Period(week.parse().expect("a period"));
        })
    };
    let second = of("weekly/2");
    assert!(second.contains("期次：每周活动材料·第2周"), "{second}");
    assert!(second.contains("统计截至：2020年6月18日"), "{second}");
    assert!(second.contains("隐患台账本期共登记2处"), "{second}");
    let first = of("weekly/1");
    assert!(first.contains("隐患台账本期没有登记。"), "{first}");
}

#[test]
fn a_unit_speaks_of_itself() {
    let (_folder, mut desk, units) = desk();
    let own = report(&mut desk, |request| {
        request.scope = Scope::Unit(units.canglang);
    });
    assert!(
        own.contains("本单位应报4期，已报1期，其中按时1期；缺报3期："),
        "{own}"
    );
    assert!(own.contains("尚缺报3期，将尽快补报。"), "{own}");
    for bureau in ["参加单位", "家）", "缺报的单位", "请尽快", "各单位"] {
        assert!(!own.contains(bureau), "{bureau} in {own}");
    }
}

#[test]
fn the_list_of_figures_is_a_sheet_of_its_own_name() {
    let (_folder, mut desk, _) = desk();
    let request = request(&desk, Kind::Summary);
    let names = xlsx::open(paper(&mut desk, &request)).sheet_names();
    assert!(
        names.contains(&"通知附件2各项指标汇总".to_owned()),
        "{names:?}"
    );
}
