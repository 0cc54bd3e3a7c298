//! The widgets together, as a screen shows them: at the smallest size and at a common one, with long Chinese values,
//! and the cursor where the input method needs it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::chart::{self, Bar};
use super::dialog::Dialog;
use super::form::{Form, Item, Remark};
use super::ink;
use super::overlay;
use super::shell::Shell;
use super::status::StatusLine;
use super::table::{Align, Cell, Column, Table};
use crate::tui::dump;
use crate::tui::keys::Scope;
use crate::tui::theme::{Meaning, Theme};

const SIZES: [(u16, u16); 2] = [(80, 24), (120, 40)];

/// Draws a screen inside the shell and dumps it with the cursor.
fn shown(
    (width, height): (u16, u16),
    scope: Scope,
    screen: impl FnOnce(&mut Buffer, Rect, Theme) -> Option<Position>,
) -> String {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    let (area, theme) = (buffer.area, Theme::new(true));
    let shell = Shell {
        screen: 2,
        corner: "6月18日 周四",
        status: &StatusLine::default(),
        quiet: "姑苏区民政和卫生健康局 · “安全生产月”活动",
        scope,
    };
    let body = shell.draw(&mut buffer, area, theme).expect("large enough");
    let cursor = screen(&mut buffer, body, theme);
    dump::with_cursor(&buffer, cursor)
}

fn matrix() -> Table {
    let mut columns = vec![
        Column::new("单位").between(10, 26),
        Column::new("类别").between(4, 12),
    ];
    for period in ["推荐表", "6月4日", "6月11日", "6月18日", "6月25日", "总结"] {
        columns.push(Column::new(period).align(Align::Centre));
    }
    let mut table = Table::matrix(columns, 1);
    let states = [
        ("按时", Meaning::Good),
        ("迟报", Meaning::Warning),
        ("缺报", Meaning::Bad),
        ("草稿", Meaning::Accent),
        ("免报", Meaning::Muted),
        ("未开始", Meaning::Muted),
    ];
    let names = [
        "平江医院",
        "沧浪街道“金阊”社区卫生服务中心（分部）",
        "A区福利院",
    ];
    let line = |index: usize| {
        let mut row = vec![Cell::from(names[index % 3]), Cell::from("直属单位")];
        let cells = (0..6).map(|period| states[(index + period) % states.len()]);
        row.extend(cells.map(|(text, meaning)| Cell::new(text, meaning)));
        row
    };
    table.set_rows((0..30).map(line).collect());
    table.select(4);
    table
}

fn registration() -> Form {
    let mut form = Form::new(vec![
        Item::fixed("unit", "单位名称", "沧浪街道“金阊”社区卫生服务中心（分部）"),
        Item::line("name", "姓名", "联络员甲", 20).required(true),
        Item::choice("sex", "性别", ["男", "女"], "女"),
        Item::line("phone", "办公电话", "0512-6522", 30).required(true),
        Item::line("qq", "QQ号", "", 20)
            .required(true)
            .hint("5 至 11 位数字"),
        Item::area(
            "address",
            "通信地址",
            "姑苏区某路一号，一栋二层，应急保障处",
            200,
            3,
        ),
    ]);
    form.set_problems([
        (
            "phone",
            Remark::bad("办公电话不完整：区号后应有 7 或 8 位数字，例如 0512-65220000。"),
        ),
        ("address", Remark::warning("没有邮政编码，请核对。")),
    ]);
    form.focus_on("qq");
    form
}

#[test]
fn a_matrix_in_the_shell() {
    for size in SIZES {
        let screen = shown(size, Scope::Matrix, |buffer, area, theme| {
            matrix().draw(buffer, area, true, theme);
            None
        });
        insta::assert_snapshot!(format!("matrix_{}x{}", size.0, size.1), screen);
    }
}

#[test]
fn a_form_with_problems() {
    for size in SIZES {
        let screen = shown(size, Scope::Field, |buffer, area, theme| {
            let inner = overlay::panel(buffer, area, "附件1 联络员推荐表", true, theme);
            registration().draw(buffer, ink::indent(inner, 1), true, theme)
        });
        insta::assert_snapshot!(format!("form_{}x{}", size.0, size.1), screen);
    }
}

#[test]
fn a_dialog_over_charts_and_a_matrix() {
    for size in SIZES {
        let screen = shown(size, Scope::Field, |buffer, area, theme| {
            let bars = [
                Bar::new("联络员推荐表", "23/24")
                    .part(23, '#', Meaning::Good)
                    .part(1, '!', Meaning::Bad),
                Bar::new("每周活动材料", "11/24")
                    .part(11, '#', Meaning::Good)
                    .part(13, '.', Meaning::Muted),
            ];
            chart::bars(buffer, area, &bars, theme);
            let weeks =
                [("第1周", 22), ("第2周", 24), ("第3周", 11)].map(|(week, n)| (week.to_owned(), n));
            chart::columns(
                buffer,
                Rect {
                    height: 6,
                    ..ink::below(area, 3)
                },
                &weeks,
                theme,
            );
            matrix().draw(buffer, ink::below(area, 10), false, theme);
            let form = Form::new(vec![
                Item::line("until", "延至", "2020-06-20", 10).required(true),
                Item::line("reason", "理由", "停电，网络中断", 100).required(true),
            ]);
            let text =
                "平江医院的每周活动材料（第三周，6月18日到期）延期以后，按新的日期判断是否按时。";
            Dialog::form("延期", text, form, "延期").draw(buffer, area, theme)
        });
        insta::assert_snapshot!(format!("dialog_{}x{}", size.0, size.1), screen);
    }
}
