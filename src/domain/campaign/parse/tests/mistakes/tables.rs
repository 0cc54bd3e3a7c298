//! Mistakes in the form, the table with its blanks, and the checks of the small campaign.

use super::Mistake;

pub(super) const MISTAKES: [Mistake; 24] = [
    (
        "choices = [\"男\", \"女\"]",
        "choices = [\"男\"]",
        "至少要有两个可选的词",
        "[\"男\"]",
    ),
    (
        "choices = [\"男\", \"女\"]",
        "choices = [\"男\", \"男\"]",
        "“男”前面已经用过（第 27 行）",
        "\"男\"",
    ),
    (
        "kind = \"choice\", ",
        "",
        "只有选择题（kind = \"choice\"）才有 choices",
        "choices",
    ),
    (
        "\"标准\", \"落实情况\"]",
        "\"标准\", \"落实情况\", \"备注\"]",
        "columns 应有三项",
        "[\"项目\", \"标准\", \"落实情况\", \"备注\"]",
    ),
    (
        "{people}",
        "{sessions}",
        "空格“sessions”前面已经用过（第 63 行）",
        "sessions",
    ),
    (
        "{people}",
        "{人次}",
        "编号用小写英文字母开头，只含小写字母、数字和 _",
        "人次",
    ),
    ("{people}", "{people", "空格的花括号没有闭合", "{people"),
    ("完成率（", "完成率}（", "多了一个 }", "}"),
    (
        "[figures.form]",
        "[figures.forms]",
        "表里没有“forms”这个空格",
        "forms",
    ),
    ("scale = 2", "scale = 9", "这个数应在 1 到 6 之间", "9"),
    ("scale = 2\n", "", "小数要说明保留几位", "kind"),
    ("kind = \"text\"", "scale = 1", "只有小数和金额", "scale"),
    (
        "label = \"完成率\"",
        "label = \"完成率\"\n[figures.people]\nlabel = \"完成率\"",
        "“完成率”这个简称已有别的空格在用",
        "\"完成率\"",
    ),
    (
        "\"people >= 2",
        "\"peeple >= 2",
        "表里没有“peeple”这个指标",
        "peeple",
    ),
    (
        "\"people >= 2",
        "\"form >= 2",
        "“form”不是数，不能计算或比较大小",
        "form",
    ),
    (
        "people >= 2 * sessions",
        "people ≥ 2 * sessions",
        "式子里不能有“≥”",
        "≥",
    ),
    (
        "people >= 2 * sessions",
        "people 2 * sessions",
        "这里应是比较符号",
        "2",
    ),
    (
        "people >= 2 * sessions",
        "people >= 2 *",
        "这里应是编号或数",
        "",
    ),
    (
        "people >= 2 * sessions",
        "people >= sessions people",
        "式子到这里应该结束",
        "people",
    ),
    (
        "people >= 2 * sessions",
        "2 >= 1",
        "式子里没有指标或字段",
        "rule",
    ),
    (
        "people >= 2 * sessions",
        "people >= count(hazards)",
        "这里只看填的数，看不到台账",
        "hazards",
    ),
    (
        "people >= 2 * sessions",
        "people >= units()",
        "这里只看填的数，不知道一共几个单位",
        "units()",
    ),
    (
        "scale = 2",
        "scale = 2\nformula = \"count(hazards)\"",
        "这里只看填的数，看不到台账",
        "hazards",
    ),
    (
        "sessions > 0",
        "sessions > 99999999999",
        "这个数太大",
        "99999999999",
    ),
];
