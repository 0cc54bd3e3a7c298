//! The parts of the language that speak of registers, grids, targets, points and awards: a small campaign that has them
//! all, and every mistake at its own place.

use super::*;
use crate::domain::campaign::{
    Candidate, Given, Keeper, RecordsPerRow, RegisterFieldKind, TargetScope, TargetTime,
};
use crate::domain::figure::MoneyUnit;

/// A small campaign in which every part stands once.
const GROWN: &str = r#"id = "grown-2024"
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
asks = [{ material = "总结", parts = ["做法", "图片"] }, { table = "grid" }]

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
    let Ask::Material { parts, .. } = &campaign.duties[0].asks[0] else {
        panic!("material comes first")
    };
    assert_eq!(parts, &["做法", "图片"]);
    assert!(campaign.figures[0].source.is_some() && campaign.figures[0].is_asked());
    let table = &campaign.points[0];
    assert!(table.ranking && table.groups[1].takes_repeats);
    assert!(matches!(table.groups[1].items[0].given, Given::Score));
    let targets = &campaign.targets;
    assert_eq!(targets[1].scope, TargetScope::Split(vec!["town".into()]));
    assert_eq!(targets[1].time, TargetTime::By(campaign.days.to()));
    assert_eq!(campaign.awards[0].candidate, Candidate::Person);
}

fn told(from: &str, to: &str) -> Vec<(String, String)> {
    assert!(GROWN.contains(from), "{from} is in the grown campaign");
    let source = GROWN.replacen(from, to, 1);
    let parsed = parse(&source);
    let marked = |d: Diagnostic| (d.message, source[d.span].to_owned());
    parsed.diagnostics.into_iter().map(marked).collect()
}

/// A mistake made by putting `to` for `from`, the beginning of what is told, and the text that is marked.
const MISTAKES: [(&str, &str, &str, &str); 46] = [
    (
        "[\"measure\", ",
        "[\"mesure\", ",
        "没有编号为“mesure”的字段",
        "\"mesure\"",
    ),
    (
        "from = 2024-11-01\n",
        "from = 2024-12-01\n",
        "结束日期2024年11月30日早于",
        "to",
    ),
    (
        "parts = [\"做法\", ",
        "parts = [\"图片\", ",
        "“图片”前面已经用过",
        "\"图片\"",
    ),
    (
        "{ material = \"总结\", parts",
        "{ narrative = \"总结\", parts",
        "“parts”在这里用不上",
        "parts",
    ),
    (
        "id = \"spots\"",
        "id = \"hazards\"",
        "“hazards”是隐患台账的编号",
        "\"hazards\"",
    ),
    (
        "kinds = [\"town\"]\nfrom",
        "kinds = [\"twn\"]\nfrom",
        "没有编号为“twn”的单位类别",
        "\"twn\"",
    ),
    (
        "unique = [\"name\"]",
        "unique = [\"left\"]",
        "没有编号为“left”的字段",
        "\"left\"",
    ),
    (
        "kept_by = \"coordinator\"\n\n[[register.field]]",
        "kept_by = \"us\"\n\n[[register.field]]",
        "“us”不在可用的词里：unit、coordinator",
        "\"us\"",
    ),
    (
        "id = \"name\"\nlabel",
        "id = \"stage\"\nlabel",
        "“stage”在式子里另有意思",
        "\"stage\"",
    ),
    (
        "label = \"类别\"\nkind",
        "label = \"名称\"\nkind",
        "“名称”前面已经用过",
        "\"名称\"",
    ),
    (
        "kind = \"choice\"\n",
        "",
        "“choices”在这里用不上",
        "choices",
    ),
    (
        "kind = { \"村\" = 5000, \"小区\" = 2000 }",
        "kind = { \"村\" = 5000 }",
        "没有说明这些选项的数：小区",
        "{ \"村\" = 5000 }",
    ),
    (
        "kind = { \"村\"",
        "kind = { \"镇\"",
        "没有编号为“镇”的选项",
        "\"镇\"",
    ),
    (
        "{ kind = { \"村\"",
        "{ name = { \"村\"",
        "没有编号为“name”的选择字段",
        "name",
    ),
    (
        "\"subsidy - paid\"",
        "\"subsidy - kind\"",
        "“kind”不是数",
        "kind",
    ),
    (
        "\"subsidy - paid\"",
        "\"subsidy - town\"",
        "示范点台账没有“town”这个字段",
        "town",
    ),
    (
        "formula = \"subsidy - paid\"",
        "formula = \"subsidy - paid\"\nrequired = true",
        "“required”在这里用不上",
        "required",
    ),
    (
        "measure = \"万元\"",
        "measure = \"亿元\"",
        "“亿元”不在可用的词里：元、万元",
        "\"亿元\"",
    ),
    (
        "where = \"stage >= reported\"",
        "where = \"stage >= told\"",
        "隐患台账没有编号为“told”的阶段",
        "told",
    ),
    (
        "kind = \"unit\"\nkinds",
        "kinds",
        "“kinds”在这里用不上",
        "kinds",
    ),
    (
        "requires = [\"paid\"]",
        "requires = [\"payed\"]",
        "没有编号为“payed”的字段",
        "\"payed\"",
    ),
    (
        "name = \"已验收\"",
        "name = \"已建成\"",
        "“已建成”前面已经用过",
        "\"已建成\"",
    ),
    (
        "rule = \"paid <= subsidy\"",
        "rule = \"paid <= stage\"",
        "示范点台账没有“stage”这个字段",
        "stage",
    ),
    (
        "lead = [\"bureau\"]\nresponsible = [{ kind = \"town\", note = \"综合股\" }]",
        "",
        "“第一条”没有写明牵头或责任单位",
        "\"unit\"",
    ),
    (
        "records_per_row = \"unit\"\n",
        "records_per_row = \"each\"\n",
        "“each”不在可用的词里：one、unit",
        "\"each\"",
    ),
    ("kind = \"grid\"\n", "", "“column”在这里用不上", "column"),
    (
        "corner = \"类别\"\n",
        "corner = \"类别\"\ncolumns = [\"甲\", \"乙\"]\n",
        "“columns”在这里用不上",
        "columns",
    ),
    (
        "\"plan * 100 / plan\"",
        "\"plan * 100 / pln\"",
        "表里没有“pln”这个指标",
        "pln",
    ),
    (
        "\"plan * 100 / plan\"",
        "\"plan * 100 / rate\"",
        "算式绕成了圈",
        "\"plan * 100 / rate\"",
    ),
    (
        "in = \"village\"",
        "in = \"all\"",
        "没有编号为“all”的行（要写在它的上面）",
        "\"all\"",
    ),
    (
        "without = [\"rate\"]",
        "without = [\"rates\"]",
        "没有编号为“rates”的列",
        "\"rates\"",
    ),
    (
        "total = true",
        "total = true\nformula = \"village\"",
        "“formula”在这里用不上",
        "formula",
    ),
    (
        "[figures.village_plan]",
        "[figures.vilage_plan]",
        "表里没有“vilage_plan”这个空格",
        "vilage_plan",
    ),
    (
        "count(spots where kind",
        "count(spot where kind",
        "没有编号为“spot”的台账",
        "spot",
    ),
    (
        "label = \"计划数\"",
        "formula = \"poor_plan\"",
        "formula（算出来）和 source（提示）只能写一个",
        "\"count(spots where kind == “村”)\"",
    ),
    (
        "takes_repeats = true\n",
        "",
        "再次开展的加分（repeat）没有说明计入哪一组",
        "group",
    ),
    (
        "cap = 5\nscored",
        "scored",
        "评分的项目要写明满分（cap）",
        "[[points.group.item]]",
    ),
    (
        "each = \"subsidy / 1000\"",
        "each = \"subsidies\"",
        "示范点台账没有“subsidies”这个字段",
        "subsidies",
    ),
    (
        "each = \"subsidy / 1000\"",
        "each = 2.5",
        "应填整数，不带小数",
        "2.5",
    ),
    (
        "duty = \"monthly\"",
        "duty = \"montly\"",
        "没有编号为“montly”的任务",
        "\"montly\"",
    ),
    (
        "at_least = 1000\nparts",
        "at_least = 900\nparts",
        "各分项相加是 1000，总项写的是 900",
        "parts_add_up",
    ),
    (
        "part_of = \"thousand\"",
        "part_of = \"tousand\"",
        "没有编号为“tousand”的目标",
        "\"tousand\"",
    ),
    (
        "parts_add_up = true\n",
        "part_of = \"villages\"\nsource = \"1\"\n",
        "分项绕成了圈",
        "\"villages\"",
    ),
    (
        "at_most = 5",
        "at_most = 2",
        "at_most（至多）小于 at_least（至少）",
        "at_most",
    ),
    (
        "each = \"year\"",
        "each = \"year\"\nby = 2024-12-31",
        "by（到哪天为止）和 each",
        "\"year\"",
    ),
    (
        "points(contest)",
        "points(contests)",
        "没有编号为“contests”的积分办法",
        "contests",
    ),
];

#[test]
fn every_mistake_of_the_grown_language_is_told_at_its_own_place() {
    for (from, to, message, marked) in MISTAKES {
        let told = told(from, to);
        let found = told
            .iter()
            .any(|(m, s)| m.starts_with(message) && s == marked);
        assert!(
            found,
            "{to}: expected {message} at {marked}, told {told:#?}"
        );
    }
}

/// A slip of the pen in one place is not told again wherever the thing is referred to.
#[test]
fn one_mistake_of_the_grown_language_is_told_once() {
    for (from, to) in [
        ("name = \"示范点台账\"\n", ""),
        ("label = \"已补助\"\n", ""),
        ("name = \"计划\"\n", ""),
        ("name = \"村\"\n", ""),
        ("kind = \"money\"\nby_choice", "kind = \"mony\"\nby_choice"),
        ("kind = \"choice\"\n", "kind = \"choise\"\n"),
        ("\"plan * 100 / plan\"", "\"plan * 100 / pln\""),
    ] {
        let told = told(from, to);
        assert_eq!(told.len(), 1, "{to}: {told:#?}");
    }
}

proptest! {
    #[test]
    fn a_damaged_grown_campaign_is_read_without_panic(
        at in 0..GROWN.len(),
        length in 0_usize..40,
        put in prop_oneof![Just(String::new()), "[\"'={}\\[\\]\n().*/#（安0-9]{1,4}", any::<String>()],
    ) {
        let chars: Vec<char> = GROWN.chars().collect();
        let kept = |part: &[char]| part.iter().collect::<String>();
        let start = at.min(chars.len());
        let end = (start + length).min(chars.len());
        can_be_shown(&format!("{}{put}{}", kept(&chars[..start]), kept(&chars[end..])));
    }
}

/// A file made to exhaust its reader is refused, and quickly.
#[test]
fn formulas_that_grow_without_end_are_refused() {
    let mut fields = String::from("{ id = \"f0\", label = \"0\", kind = \"count\" }");
    for n in 1..60 {
        let before = n - 1;
        let formula = format!("f{before} + f{before} + f{before} + f{before}");
        fields += &format!(
            ",\n{{ id = \"f{n}\", label = \"{n}\", kind = \"count\", formula = \"{formula}\" }}"
        );
    }
    let register = format!("[[register]]\nid = \"r\"\nname = \"甲\"\nfield = [{fields}]\n");
    let columns: String = (1..60)
        .map(|n| {
            format!(
                "[[table.column]]\nid = \"c{n}\"\nname = \"{n}\"\nformula = \"c{0} + c{0}\"\n",
                n - 1
            )
        })
        .collect();
    let table = format!(
        "[[table]]\nid = \"t\"\nkind = \"grid\"\nlabel = \"甲\"\ntitle = \"乙\"\ncorner = \"丙\"\n\
         [[table.column]]\nid = \"c0\"\nname = \"0\"\n{columns}[[table.row]]\nid = \"a\"\nname = \"行\"\n"
    );
    for part in [register, table] {
        let told = parse(&format!("{AROUND_EXAMPLES}\n{part}")).diagnostics;
        assert!(
            told.iter().any(|d| d.message.starts_with("算式")),
            "{told:#?}"
        );
    }
}
