//! A grid written as a campaign file, filled in by units, with every total and rate worked out by hand.

use proptest::prelude::*;

use super::*;
use crate::domain::campaign::{Campaign, parse};
use crate::domain::figure::{Accumulation, FigureKind};
use crate::domain::id::{FigureId, UnitId};
use crate::domain::rollup::Total;
use crate::domain::submission::show_answer;

const CAMPAIGN: &str = r#"
id = "grid-2024"
title = "示范点创建"
issuer = "某办"
from = 2024-10-20
to = 2025-01-20
duty = [
  { id = "monthly", name = "月报", every = "month", on = 25, asks = [{ table = "spots" }] },
]

[[table]]
id = "spots"
kind = "grid"
label = "附表"
title = "创建进展"
corner = "类别"

[[table.column]]
id = "planned"
name = "计划"
measure = "个"
accumulation = "stock"
[[table.column]]
id = "built"
name = "建成"
group = "完成"
measure = "个"
[[table.column]]
id = "rate"
name = "建成率"
group = "完成"
kind = "decimal"
scale = 1
measure = "%"
formula = "built * 100 / planned"
[[table.column]]
id = "paid"
name = "补助"
kind = "money"
scale = 2
measure = "万元"
[[table.column]]
id = "plan"
name = "有方案"
kind = "yes_no"

[[table.row]]
id = "villages"
name = "示范村（社区）"
[[table.row]]
id = "rural"
name = "其中：农村"
in = "villages"
without = ["paid"]
[[table.row]]
id = "estates"
name = "住宅小区"
[[table.row]]
id = "total"
name = "合计"
total = true
[[table.row]]
id = "urban"
name = "城区"
formula = "villages - rural + estates"
without = ["plan"]

[figures.urban_paid]
formula = "villages_paid + estates_paid"
"#;

fn campaign() -> Campaign {
    let parsed = parse(CAMPAIGN);
    parsed
        .campaign
        .unwrap_or_else(|| panic!("{:?}", parsed.diagnostics))
}

fn figures(filled: &[(&str, i64)]) -> Figures {
    let filled = filled.iter();
    filled
        .map(|(id, number)| (FigureId::from(*id), Answer::number(*number)))
        .collect()
}

/// What is worked out, as it is shown.
fn shown(campaign: &Campaign, answers: &Figures) -> Vec<(String, String)> {
    worked_out(&campaign.figures, Facts::of_figures(answers))
        .iter()
        .map(|(id, answer)| {
            let figure = campaign.figure(id).expect("is declared");
            (id.to_string(), show_answer(figure, answer))
        })
        .collect()
}

#[test]
fn totals_leave_out_what_is_nested_and_rates_are_divided_anew() {
    let campaign = campaign();
    for (filled, expected) in [
        (vec![], vec![]),
        (
            vec![
                ("villages_planned", 50),
                ("villages_built", 40),
                ("rural_planned", 30),
                ("rural_built", 20),
                ("estates_planned", 300),
                ("estates_built", 200),
                ("villages_paid", 2000),
                ("estates_paid", 4050),
            ],
            vec![
                ("estates_rate", "66.7"),
                ("rural_rate", "66.7"),
                ("total_built", "240"),
                ("total_paid", "60.50"),
                ("total_planned", "350"),
                ("total_rate", "68.6"),
                ("urban_built", "220"),
                ("urban_paid", "60.50"),
                ("urban_planned", "320"),
                ("urban_rate", "68.8"),
                ("villages_rate", "80.0"),
            ],
        ),
        // A zero denominator is “/”; what is blank stays blank and is skipped by a total.
        (
            vec![
                ("villages_planned", 0),
                ("villages_built", 0),
                ("estates_built", 3),
            ],
            vec![
                ("total_built", "3"),
                ("total_planned", "0"),
                ("total_rate", "/"),
                ("urban_built", "3"),
                ("urban_planned", "0"),
                ("urban_rate", "/"),
                ("villages_rate", "/"),
            ],
        ),
    ] {
        let expected: Vec<(String, String)> = expected
            .into_iter()
            .map(|(id, shown): (&str, &str)| (id.to_owned(), shown.to_owned()))
            .collect();
        assert_eq!(shown(&campaign, &figures(&filled)), expected);
    }
}

#[test]
fn a_grid_is_a_table_of_cells_and_of_sentences() {
    let campaign = campaign();
    let table = &campaign.tables[0];
    let grid = table.grid.as_ref().expect("it is a grid");
    let depths: Vec<usize> = grid.rows.iter().map(|row| row.depth).collect();
    assert_eq!(depths, [0, 1, 0, 0, 0]);
    let cells = grid.rows[1].cells.iter().map(Option::is_some);
    assert_eq!(cells.collect::<Vec<_>>(), [true, true, true, false, true]);
    // A total of 是 and 否 is no number: the row has no such cell.
    assert_eq!(grid.rows[3].cells[4], None);
    let sentences: Vec<String> = table
        .rows
        .iter()
        .map(|row| row.section.clone() + "：" + &row.report.fill(|id| id.to_string()))
        .collect();
    assert_eq!(
        sentences,
        [
            "示范村（社区）：计划（villages_planned）个，完成·建成（villages_built）个，补助（villages_paid）万元，有方案（villages_plan）。",
            "　其中：农村：计划（rural_planned）个，完成·建成（rural_built）个，有方案（rural_plan）。",
            "住宅小区：计划（estates_planned）个，完成·建成（estates_built）个，补助（estates_paid）万元，有方案（estates_plan）。",
            "合计：。",
            "城区：。",
        ]
    );
    assert_eq!(table.blanks().count(), 11);
    let figure = campaign.figure(&"rural_built".into()).expect("is declared");
    assert_eq!(
        (
            figure.label.as_str(),
            figure.kind,
            figure.accumulation,
            figure.row
        ),
        (
            "示范村（社区）·其中：农村·完成·建成",
            FigureKind::Count,
            Accumulation::Flow,
            1
        )
    );
    let stock = campaign
        .figure(&"estates_planned".into())
        .expect("is declared");
    assert_eq!(stock.accumulation, Accumulation::Stock);
}

proptest! {
    /// Many units rolled up, then worked out, give what their sums give: nothing worked out was ever added.
    #[test]
    fn every_level_is_worked_out_from_its_own_sums(units in prop::collection::vec([0_i64..400, 0..400, 0..400, 0..400], 1..8)) {
        let campaign = campaign();
        let ids = ["villages_planned", "villages_built", "estates_planned", "estates_built"];
        let mut totals: Vec<Total> = vec![Total::default(); ids.len()];
        for (unit, numbers) in (1..).zip(&units) {
            for (total, number) in totals.iter_mut().zip(numbers) {
                total.add(UnitId(unit), Some(&Answer::number(*number)));
            }
        }
        let rolled: Figures = ids
            .into_iter()
            .zip(&totals)
            .filter_map(|(id, total)| Some((FigureId::from(id), total.answer()?)))
            .collect();
        let worked = worked_out(&campaign.figures, Facts::of_figures(&rolled));
        let sum = |at: usize| units.iter().map(|numbers| numbers[at]).sum::<i64>();
        let (planned, built) = (sum(0) + sum(2), sum(1) + sum(3));
        let number = |id: &str| worked.get(&FigureId::from(id)).and_then(Answer::as_number);
        prop_assert_eq!(number("total_planned"), Some(planned));
        prop_assert_eq!(number("total_built"), Some(built));
        let rate = (planned > 0).then(|| (built * 2000 + planned) / (planned * 2));
        prop_assert_eq!(number("total_rate"), rate);
    }
}
