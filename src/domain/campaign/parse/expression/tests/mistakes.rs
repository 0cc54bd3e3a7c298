//! Expressions that say nothing sound: each mistake at its own place, and no depth or length overflows anything.

use super::*;

#[test]
fn every_mistake_is_told_at_its_own_place() {
    for (source, message, marked) in [
        ("count(spot)", "没有编号为“spot”的台账", "spot"),
        ("sum(spots)", "没有说明合计哪个字段", "spots"),
        ("sum(spots.pid)", "示范点台账没有“pid”这个字段", "pid"),
        ("count(spots.paid)", "这里用不上字段", "paid"),
        ("distinct(spots)", "没有说明数哪个字段", "spots"),
        (
            "distinct(spots.paid)",
            "“paid”不是文字、选项、日期或单位，数不出有几种",
            "paid",
        ),
        (
            "distinct(spots.photo)",
            "“photo”不是文字、选项、日期或单位，数不出有几种",
            "photo",
        ),
        (
            "sum(spots.kind)",
            "“kind”不是数，不能计算或比较大小",
            "kind",
        ),
        ("count()", "括号里没有写台账", "count()"),
        ("total(spots)", "没有“total”这种算法", "total(spots)"),
        (
            "count(spots where stage >= build)",
            "示范点台账没有编号为“build”的阶段",
            "build",
        ),
        (
            "count(spots where kind == '村')",
            "没有“村”这个选项",
            "'村'",
        ),
        (
            "count(spots where kind > '小区')",
            "文字只能用 == 或 != 比较",
            "'小区'",
        ),
        ("count(spots where paid)", "“paid”本身不是条件", "paid"),
        (
            "count(spots where on > 3)",
            "“on”不是数，不能计算或比较大小",
            "on",
        ),
        (
            "count(spots where on >= paid)",
            "“paid”不是日期，不能和日期比较",
            "paid",
        ),
        (
            "count(spots where on >= of)",
            "示范点台账没有“of”这个字段",
            "of",
        ),
        (
            "count(spots where paid == '小区')",
            "“paid”不是文字，不能和文字比较",
            "paid",
        ),
        (
            "count(spots where on == 2024-02-30)",
            "没有这一天",
            "2024-02-30",
        ),
        (
            "points(contest)",
            "没有编号为“contest”的积分办法",
            "contest",
        ),
        ("(people", "这里应是右括号 )", ""),
        ("people + '甲'", "这里应是编号或数", "'甲'"),
        (
            "people + (people > 1)",
            "这里应是数，不是条件",
            "people > 1",
        ),
        ("people ÷ 2", "式子里不能有“÷”", "÷"),
        (
            "count(spots where kind == 示范村)",
            "式子里不能有“示范村”",
            "示范村",
        ),
        ("people + “甲", "文字的引号没有配对", "“甲"),
    ] {
        let (read, told) = read_with(source, number);
        assert!(read.is_none(), "{source}");
        let expected = (message.to_owned(), marked.to_owned());
        assert!(told.contains(&expected), "{source}: {told:?}");
    }
}

#[test]
fn deep_brackets_and_long_sums_are_refused_and_overflow_nothing() {
    for (source, message) in [
        ("(".repeat(100), "括号套得太深"),
        ("(".repeat(100_000), "式子太长了"),
        (
            format!("people{}", " + people".repeat(100_000)),
            "式子太长了",
        ),
        ("not ".repeat(100), "括号套得太深"),
    ] {
        let (_, told) = read_with(&source, condition);
        assert_eq!(told[0].0, message);
    }
}
