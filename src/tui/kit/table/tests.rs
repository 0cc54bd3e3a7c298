//! Columns, feet and scrolling.

use super::*;
use crate::tui::dump;
use crate::tui::theme::{Meaning, Theme};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

fn matrix() -> Table {
    let mut columns = vec![Column::new("单位").between(8, 16)];
    for week in ["6月4日", "6月11日", "6月18日", "6月25日", "终报"] {
        columns.push(Column::new(week).align(Align::Centre));
    }
    let mut table = Table::matrix(columns, 1);
    let row = |name: &str, states: [&str; 5]| {
        let mut row = vec![Cell::from(name)];
        row.extend(states.map(|state| Cell::new(state, Meaning::Good)));
        row
    };
    table.set_rows(vec![
        row("平江医院", ["按时", "迟报", "草稿", "待报", "未开始"]),
        row(
            "沧浪街道社区卫生服务中心分部",
            ["缺报", "缺报", "免报", "待报", "未开始"],
        ),
        row("a\u{1b}[31mb", ["按时", "按时", "按时", "按时", "按时"]),
    ]);
    table
}

fn drawn(table: &Table, width: u16, height: u16) -> String {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    let area = buffer.area;
    table.draw(&mut buffer, area, true, Theme::new(true));
    dump::text(&buffer)
}

#[test]
fn columns_stand_under_their_headings() {
    assert_eq!(
        drawn(&matrix(), 60, 4),
        "\
单位             6月4日 6月11日 6月18日 6月25日  终报
平江医院          按时   迟报    草稿    待报   未开始
沧浪街道社区卫…   缺报   缺报    免报    待报   未开始
ab                按时   按时    按时    按时    按时
"
    );
}

/// Names give way as far as it takes where all columns fit then; where they do not fit even so, names stay legible.
#[test]
fn names_stay_legible_where_columns_are_out_of_sight_anyway() {
    let column = |title: &str| Column::new(title).between(4, 30).yielding(12);
    let mut table = Table::list(vec![column("单位"), column("行动"), Column::new("日期")]);
    table.set_rows(vec![vec![
        "东县化工有限公司".into(),
        "职工应急演练行动".into(),
        "2025-07-08".into(),
    ]]);
    assert_eq!(
        drawn(&table, 32, 2),
        "单位       行动       日期\n东县化工…  职工应急…  2025-07-08\n"
    );
    assert_eq!(
        drawn(&table, 19, 2),
        "单位         行动 >\n东县化工有…  职工…\n"
    );
}

#[test]
fn headings_of_several_lines_stand_on_one_ground_line() {
    let mut table = Table::matrix(
        vec![
            Column::new("单位"),
            Column::new("方案"),
            Column::new("工作进展\n10月"),
        ],
        1,
    );
    table.set_rows(vec![vec!["东乡".into(), "按时".into(), "迟报".into()]]);
    assert_eq!(
        drawn(&table, 24, 3),
        "          工作进展
单位 方案 10月
东乡 按时 迟报
"
    );
    let click = Mouse {
        kind: MouseKind::Press,
        column: 12,
        row: 0,
    };
    assert_eq!(table.click(click), Some(Hit::Heading { column: 2 }));
}

#[test]
fn the_foot_stays_under_its_columns_however_many_lines_there_are() {
    let mut table = matrix();
    let mut rates = vec![Cell::from("报送率")];
    rates.extend(["95.8%", "91.7%", "/", "/", "/"].map(Cell::from));
    table.set_footer(vec![rates]);
    assert_eq!(
        drawn(&table, 60, 4),
        "\
单位             6月4日 6月11日 6月18日 6月25日  终报
平江医院          按时   迟报    草稿    待报   未开始
沧浪街道社区卫…   缺报   缺报    免报    待报   未开始
报送率           95.8%   91.7%     /       /      /
"
    );
    table.act(Action::Last);
    assert_eq!(table.row(), Some(2), "the foot is not selected");
    assert!(drawn(&table, 60, 2).contains("ab"), "lines come before it");
}

#[test]
fn it_scrolls_by_whole_columns_and_keeps_the_first() {
    let mut table = matrix();
    assert!(drawn(&table, 36, 4).starts_with("单位             6月4日 6月11日    >\n"));
    for _ in 0..9 {
        table.act(Action::Right);
    }
    assert_eq!(table.column(), 5);
    assert!(drawn(&table, 36, 4).starts_with("单位            <6月25日  终报\n"));
    table.act(Action::Left);
    assert!(drawn(&table, 36, 4).starts_with("单位            <6月25日  终报\n"));
    table.act(Action::Left);
    assert!(drawn(&table, 36, 4).starts_with("单位            <6月18日 6月25日   >\n"));
}

#[test]
fn a_click_finds_its_cell() {
    let mut table = matrix();
    drawn(&table, 60, 4);
    let press = |column, row| Mouse {
        column,
        row,
        kind: MouseKind::Press,
    };
    let place = |row, column, again| Some(Hit::Place { row, column, again });
    assert_eq!(table.click(press(26, 2)), place(1, 2, false));
    assert_eq!(table.click(press(26, 2)), place(1, 2, true));
    assert_eq!((table.row(), table.column()), (Some(1), 2));
    assert_eq!(table.click(press(20, 0)), Some(Hit::Heading { column: 1 }));
    assert_eq!(table.click(press(59, 1)), None, "beside the last column");
    table.click(Mouse {
        kind: MouseKind::ScrollDown,
        ..press(0, 0)
    });
    assert_eq!(table.row(), Some(2));
}

#[test]
fn a_list_says_why_it_is_empty() {
    let table = Table::list(vec![Column::new("单位")]).when_empty("还没有单位，按 n 新增。");
    assert_eq!(drawn(&table, 30, 2), "单位\n还没有单位，按 n 新增。\n");
    assert_eq!(table.row(), None);
}

#[test]
fn fewer_lines_keep_the_selection_inside() {
    let mut table = matrix();
    table.act(Action::Last);
    table.set_rows(vec![vec!["一".into()]]);
    assert_eq!(table.row(), Some(0));
    table.set(Vec::new(), Vec::new());
    table.act(Action::Right);
    drawn(&table, 10, 3);
}

proptest! {
    #[test]
    fn no_size_panics_and_the_selection_is_seen(
        width in 1u16..70, height in 2u16..8, moves in prop::collection::vec(0usize..8, 0..20),
    ) {
        let mut table = matrix();
        let actions = [
            Action::Up, Action::Down, Action::Left, Action::Right,
            Action::PageUp, Action::PageDown, Action::First, Action::Last,
        ];
        for step in moves {
            table.act(actions[step]);
            drawn(&table, width, height);
            let row = table.row().expect("it has lines");
            prop_assert!((table.view.top()..table.view.top() + table.view.page()).contains(&row));
            if width >= 30 {
                let area = table.view.area();
                let places = layout::places(&table.widths, table.fixed, table.left.get(), area);
                prop_assert!(places.iter().any(|place| place.0 == table.column()));
            }
        }
    }

    #[test]
    fn every_line_begins_a_column_at_the_same_place(names in prop::collection::vec("[a-z一-龥“”（）]{0,14}", 1..6)) {
        let mut table = Table::list(vec![Column::new("名").between(2, 12), Column::new("值")]);
        table.set_rows(names.iter().map(|name| vec![Cell::from(name.as_str()), "|".into()]).collect());
        let mut buffer = Buffer::empty(Rect::new(0, 0, 40, 7));
        let area = buffer.area;
        table.draw(&mut buffer, area, true, Theme::new(false));
        let at = table.widths[0] + 1;
        for line in 1..=names.len() as u16 {
            prop_assert_eq!(buffer[(at, line)].symbol(), "|");
        }
    }
}

#[test]
fn flexible_columns_give_way_before_one_is_lost() {
    let columns = vec![
        Column::new("编码"),
        Column::new("名称").between(10, 60).flexible(),
        Column::new("类别"),
        Column::new("状态"),
    ];
    let mut table = Table::list(columns);
    let name = "沧浪街道“金阊”社区卫生服务中心（分部）";
    table.set_rows(vec![
        ["001", name, "直属单位", "在报"].map(Cell::from).to_vec(),
    ]);
    for width in [60, 40, 30] {
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, 2));
        let area = buffer.area;
        table.draw(&mut buffer, area, true, Theme::new(true));
        let text = dump::text(&buffer);
        assert!(
            text.contains("001") && text.contains("在报") && !text.contains('>'),
            "{text}"
        );
        assert_eq!(text.contains(name), width == 60, "{text}");
    }
}
