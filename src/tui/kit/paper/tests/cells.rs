//! Cells in columns: what stands where, how one goes from cell to cell, and what becomes of it where there is no room.

use super::*;

/// Two lines of three columns, the last worked out, and a line that stands within the first and lacks a cell.
fn grid() -> Paper {
    let column = |group: &str, name: &str, measure: &str| PaperColumn {
        group: group.into(),
        name: name.into(),
        measure: measure.into(),
    };
    let cell = |line: &str, column: &str| match column {
        "rate" => Some(Piece::WorkedOut(format!("{line}_rate"))),
        column => Some(blank(&format!("{line}_{column}"), line, "个")),
    };
    let line = |name: &str, id: &str, columns: &[&str]| {
        let cells = ["planned", "built", "rate"].iter();
        PaperLine {
            name: name.into(),
            cells: cells
                .map(|column| columns.contains(column).then(|| cell(id, column)).flatten())
                .collect(),
        }
    };
    Paper::to_fill(vec![PaperRow {
        grid: Some(PaperGrid {
            corner: "类别".into(),
            columns: vec![
                column("", "计划", "个"),
                column("完成", "建成", "个"),
                column("完成", "建成率", "%"),
            ],
            lines: vec![
                line("示范村（社区）", "villages", &["planned", "built", "rate"]),
                line("  其中：农村", "rural", &["planned", "rate"]),
                line("合计", "total", &["rate"]),
            ],
        }),
        ..PaperRow::default()
    }])
}

#[test]
fn numbers_stand_at_the_right_edge_below_their_headings() {
    let mut paper = grid();
    paper.fill("villages_planned", Filling::Typed("50".into()));
    paper.fill("villages_built", Filling::Typed("40".into()));
    paper.fill("rural_planned", Filling::NotApplicable);
    paper.show_worked_out([("villages_rate".into(), "80.0".into())].into());
    assert_eq!(
        shown(&paper, 60, 6),
        concat!(
            "                                   完成\n",
            "  类别            计划(个)  建成(个)  建成率(%)\n",
            "  示范村（社区）        50        40       80.0\n",
            "    其中：农村      不涉及         —\n",
            "  合计                   —         —\n",
            "\n",
            "光标 26,2\n",
        )
    );
}

#[test]
fn a_measure_that_differs_by_line_stands_beside_its_cells() {
    let line = |name: &str, key: &str, measure: &str| PaperLine {
        name: name.into(),
        cells: vec![Some(blank(key, name, measure)), None],
    };
    let mut paper = Paper::to_fill(vec![PaperRow {
        grid: Some(PaperGrid {
            corner: "活动".into(),
            columns: vec![
                PaperColumn {
                    name: "参加人数".into(),
                    ..PaperColumn::default()
                },
                PaperColumn {
                    name: "高危行业参赛企业".into(),
                    measure: "家".into(),
                    ..PaperColumn::default()
                },
            ],
            lines: vec![
                line("培训", "people", "人次"),
                line("宣贯", "firms", "家企业"),
            ],
        }),
        ..PaperRow::default()
    }]);
    paper.fill("people", Filling::Typed("120".into()));
    assert_eq!(
        shown(&paper, 60, 6),
        concat!(
            "                         高危行业\n",
            "  活动     参加人数  参赛企业(家)\n",
            "  培训   120 人次               —\n",
            "  宣贯  ____ 家企业             —\n",
            "\n",
            "\n",
            "光标 12,2\n",
        )
    );
}

#[test]
fn a_heading_is_broken_before_its_measure_and_nowhere_else_while_it_may() {
    let column = PaperColumn {
        name: "参赛企业".into(),
        measure: "家".into(),
        ..PaperColumn::default()
    };
    for (columns, lines) in [
        (12, &["参赛企业(家)"][..]),
        (11, &["参赛企业", "(家)"]),
        (8, &["参赛企业", "(家)"]),
        // Not 参赛企, 业(家).
        (6, &["参赛", "企业", "(家)"]),
    ] {
        assert_eq!(column.head(columns), lines, "{columns}");
    }
}

#[test]
fn what_is_worked_out_is_passed_over() {
    let mut paper = grid();
    let mut passed = vec![paper.focused().map(str::to_owned)];
    while press(&mut paper, KeyCode::Tab) == Heard::Moved {
        passed.push(paper.focused().map(str::to_owned));
    }
    let expected = ["villages_planned", "villages_built", "rural_planned"];
    assert_eq!(passed, expected.map(|key| Some(key.to_owned())));
    assert_eq!(paper.len(), 3);
    // Up goes to the cell above, in the same column.
    assert_eq!(press(&mut paper, KeyCode::Up), Heard::Moved);
    assert_eq!(paper.focused(), Some("villages_planned"));
}

#[test]
fn columns_that_find_no_room_stand_below_with_the_names_again() {
    let paper = grid();
    let shown = shown(&paper, 30, 20);
    let names = shown.matches("示范村").count();
    assert_eq!(names, 2, "{shown}");
}

proptest! {
    #[test]
    fn no_width_and_no_value_makes_it_panic(width in 0_u16..100, value in "\\PC{0,30}", name in "\\PC{0,30}") {
        let mut paper = grid();
        paper.fill("villages_built", Filling::Typed(value.clone()));
        paper.show_worked_out([("total_rate".into(), value)].into());
        let margin = Margin { aside: name, ..Margin::default() };
        paper.set_margin("rural_planned", margin);
        shown(&paper, width.max(1), 10);
    }
}

#[test]
fn a_name_stays_whole_where_the_measure_may_stand_below_it() {
    let column = PaperColumn {
        name: "参赛覆盖面".into(),
        measure: "%".into(),
        ..PaperColumn::default()
    };
    for (most, columns) in [(14, 13), (12, 10), (10, 10), (8, 7)] {
        assert_eq!(column.head_width(most), columns, "{most}");
    }
}
