//! The parts of the language that speak of registers, grids, targets, points and awards: a small campaign that has them
//! all, and every mistake at its own place.

mod mistakes;

use super::*;
use crate::domain::campaign::{
    Candidate, Given, Keeper, RecordsPerRow, RegisterFieldKind, TargetScope, TargetTime,
};
use crate::domain::figure::MoneyUnit;

/// A small campaign in which every part stands once.
pub(super) const GROWN: &str = r#"id = "grown-2024"
title = "示范创建"
issuer = "某办"
from = 2024-10-20
to = 2025-01-20
unit_kind = [{ id = "town", name = "乡镇" }, { id = "bureau", name = "局" }]
hazard_level = [{ id = "general", name = "一般隐患" }]

[hazard]
to_close = ["measure", "checked_by"]

[[activity]]
title = "网上答题"
text = "参加答题。"
from = 2024-11-01
to = 2024-11-30

[[duty]]
id = "monthly"
name = "月报"
every = "month"
on = 25
asks = [{ material = "总结" }, { table = "grid" }]

[[register]]
id = "spots"
name = "示范点台账"
kinds = ["town"]
from = 2024-10-25
unique = ["name"]
kept_by = "coordinator"

[[register.field]]
id = "name"
label = "名称"
required = true

[[register.field]]
id = "kind"
label = "类别"
kind = "choice"
choices = ["村", "小区"]

[[register.field]]
id = "chosen_on"
label = "遴选日期"
kind = "date"

[[register.field]]
id = "subsidy"
label = "补助标准"
kind = "money"
by_choice = { kind = { "村" = 5000, "小区" = 2000 } }

[[register.field]]
id = "paid"
label = "已补助"
kind = "money"
measure = "万元"
scale = 2

[[register.field]]
id = "left"
label = "未补助"
kind = "money"
formula = "subsidy - paid"
when = "stage >= built"

[[register.field]]
id = "hazard"
label = "隐患"
kind = "hazard"
where = "stage >= reported"

[[register.field]]
id = "town"
label = "所在乡镇"
kind = "unit"
kinds = ["town"]

[[register.stage]]
id = "built"
name = "已建成"
requires = ["paid"]

[[register.stage]]
id = "accepted"
name = "已验收"
kept_by = "coordinator"

[[register.check]]
rule = "paid <= subsidy"
message = "超出标准"

[[register]]
id = "measures"
name = "举措"
records_per_row = "unit"

[[register.row]]
id = "m1"
name = "第一条"
lead = ["bureau"]
responsible = [{ kind = "town", note = "综合股" }]

[[table]]
id = "grid"
kind = "grid"
label = "附表"
title = "进展"
corner = "类别"

[[table.column]]
id = "plan"
name = "计划"

[[table.column]]
id = "rate"
name = "占比"
kind = "decimal"
scale = 1
formula = "plan * 100 / plan"

[[table.row]]
id = "village"
name = "村"

[[table.row]]
id = "poor"
name = "其中：脱贫村"
in = "village"
without = ["rate"]

[[table.row]]
id = "all"
name = "合计"
total = true

[figures.village_plan]
source = "count(spots where kind == “村”)"
label = "计划数"

[[points]]
id = "contest"
name = "积分"
threshold = 90

[[points.group]]
name = "行动"
cap = 10
repeat = 1

[[points.group.item]]
id = "held"
name = "开展"
each = "subsidy / 1000"
source = "spots where stage >= built"

[[points.group]]
name = "加分"
takes_repeats = true

[[points.group.item]]
id = "report"
name = "总结"
cap = 5
scored = true

[[points.late]]
duty = "monthly"
per_day = 1

[[target]]
id = "thousand"
name = "千家示范"
at_least = 1000
parts_add_up = true

[[target]]
id = "villages"
name = "示范村"
part_of = "thousand"
at_least = 1000
measure = "个"
source = "count(spots)"
split = ["town"]
lead = ["bureau"]

[[target.milestone]]
date = 2024-11-30
at_least = 500

[[target]]
id = "yearly"
name = "每年"
at_least = 3
at_most = 5
each = "year"
per = "unit"
kinds = ["town"]
source = "count(spots)"

[[award]]
id = "best"
name = "优胜"
candidate = "person"
recommended_by = ["town"]
extra = 1

[[award.condition]]
id = "points"
text = "90分"
rule = "points(contest) >= 90"

[[award.step]]
id = "office"
name = "办公会"
"#;

#[test]
fn the_grown_campaign_says_what_it_says() {
    let campaign =
        Campaign::parse(GROWN).unwrap_or_else(|told| panic!("{}", render(&told, GROWN, "grown")));
    let spots = &campaign.registers[0];
    assert_eq!(spots.kept_by, Keeper::Coordinator);
    assert_eq!(spots.day.as_ref().map(|id| id.as_str()), Some("chosen_on"));
    let window = spots.window.expect("it has one");
    assert_eq!(
        (window.from().to_string(), window.to()),
        ("2024-10-25".to_owned(), campaign.days.to())
    );
    let money = |unit, scale| RegisterFieldKind::Plain(FigureKind::Money { scale, unit });
    assert_eq!(spots.fields[3].kind, money(MoneyUnit::Yuan, 0));
    assert_eq!(spots.fields[4].kind, money(MoneyUnit::TenThousandYuan, 2));
    assert!(spots.fields[5].formula.is_some() && spots.fields[4].formula.is_none());
    assert_eq!(
        campaign.registers[1].records_per_row,
        RecordsPerRow::EachUnit
    );
    let row = &campaign.registers[1].rows[0].responsibility;
    assert_eq!(
        (row.lead.len(), row.responsible[0].note.as_str()),
        (1, "综合股")
    );
    assert_eq!(campaign.hazard_ledger.stages[1].requires.len(), 2);
    assert!(campaign.activities[0].days.is_some());
    assert!(matches!(
        &campaign.duties[0].asks[0],
        Ask::Material {
            required: false,
            ..
        }
    ));
    assert!(campaign.figures[0].source.is_some() && campaign.figures[0].is_asked());
    let table = &campaign.points[0];
    assert!(table.ranking && table.groups[1].takes_repeats);
    assert!(matches!(table.groups[1].items[0].given, Given::Score));
    let targets = &campaign.targets;
    assert_eq!(targets[1].scope, TargetScope::Split(vec!["town".into()]));
    assert_eq!(targets[1].time, TargetTime::By(campaign.days.to()));
    assert_eq!(campaign.awards[0].candidate, Candidate::Person);
}
