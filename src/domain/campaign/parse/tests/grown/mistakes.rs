//! Mistakes in the grown campaign: each is told once, at its own place.

use super::*;

const MISTAKES: [Mistake; 47] = [
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
        "hazard_level = [{ id = \"general\", name = \"一般隐患\" }]",
        "hazard_level = []",
        "“hazard”在这里用不上：没有写隐患等级",
        "hazard",
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
        "threshold = 90\n",
        "threshold = 90\nperson = \"nme\"\n",
        "没有编号为“nme”的文字字段（台账“示范点台账”）",
        "\"nme\"",
    ),
    (
        "takes_repeats = true\n",
        "takes_repeats = true\ncap = 20\n",
        "评选要求 90 分，各组的上限加起来只有 30 分，谁也达不到",
        "threshold",
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
    each_is_told_at_its_place(GROWN, &MISTAKES);
}

/// A slip of the pen in one place is not told again wherever the thing is referred to.
#[test]
fn one_mistake_of_the_grown_language_is_told_once() {
    let mistakes = [
        ("name = \"示范点台账\"\n", ""),
        ("label = \"已补助\"\n", ""),
        ("name = \"计划\"\n", ""),
        ("name = \"村\"\n", ""),
        ("kind = \"money\"\nby_choice", "kind = \"mony\"\nby_choice"),
        ("kind = \"choice\"\n", "kind = \"choise\"\n"),
        ("\"plan * 100 / plan\"", "\"plan * 100 / pln\""),
    ];
    each_is_told_once(GROWN, &mistakes);
}
