//! The widgets together, as a screen shows them: at the smallest size and at a common one, with long Chinese values,
//! and the cursor where the input method needs it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::chart::{self, Bar};
use super::dialog::Dialog;
use super::form::{Form, Item, Remark};
use super::ink;
use super::overlay;
use super::paper::{Blank, Filling, Margin, Paper, PaperRow, Piece};
use super::shell::Shell;
use super::status::StatusLine;
use super::table::{Align, Cell, Column, Table};
use crate::tui::dump;
use crate::tui::keys::{Scope, Whom, help};
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
        is_alarming: false,
        hints: &help::footer(scope, Whom::Collectors),
        tabs: &[
            (1, "总览"),
            (2, "进度"),
            (3, "填报"),
            (4, "单位与联络员"),
            (5, "隐患"),
            (6, "统计表"),
            (7, "记录"),
            (8, "导出"),
        ],
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

/// A few rows of 附件2 as they stand on paper; each `{}` is a blank.
fn paper() -> Paper {
    const SECTION: &str = "“安全生产月”活动开展情况";
    let rows = [
        (
            SECTION,
            "举办“安全生产月”活动启动仪式",
            "以（{}）等形式启动“安全生产月”活动（{}）场次。",
        ),
        (
            SECTION,
            "深入学习宣传贯彻习近平总书记关于安全生产的重要论述",
            "安排理论学习中心组专题学习（{}）次，参与（{}）人次；\n开展网络课堂培训（{}）场，参与（{}）人次；\n\
             在报刊、广播、网络、新媒体等平台开设专栏专题（{}）个。\n组织开展“百团进百企”活动（{}）场，\
             参与（{}）人次，其中，领导班子成员专题宣讲（{}）场，参与（{}）人次。",
        ),
        (
            "“安全生产专项整治行动”开展情况",
            "",
            "接收各类举报（{}）条次，奖励（{}）人，根据线索开展新闻报道（{}）次。",
        ),
    ];
    let mut number = 0;
    let mut row = |(section, item, sentence): (&str, &str, &str)| {
        let mut pieces = Vec::new();
        for (index, words) in sentence.split("{}").enumerate() {
            if index > 0 {
                number += 1;
                pieces.push(Piece::Blank(Blank {
                    key: number.to_string(),
                    label: format!("第 {number} 个空"),
                    measure: "次".into(),
                    is_number: true,
                    limit: 60,
                }));
            }
            pieces.push(Piece::Words(words.into()));
        }
        PaperRow {
            section: section.into(),
            item: (!item.is_empty()).then(|| item.into()),
            standards: vec!["启动仪式形式多样，参与范围广泛，效果良好。".into()],
            pieces,
            grid: None,
        }
    };
    let mut paper = Paper::to_fill(rows.map(&mut row).into());
    paper.fill(
        "1",
        Filling::Typed("现场讲解与线上直播相结合，各科室分会场同步收看".into()),
    );
    paper.fill("2", Filling::Typed("1".into()));
    paper.fill("4", Filling::Typed("0".into()));
    paper.fill("5", Filling::NotApplicable);
    let margin = Margin {
        note: "上周 3 · 累计 12".into(),
        ..Margin::default()
    };
    paper.set_margin("6", margin);
    paper.focus_on("6");
    paper
}

#[test]
fn a_paper_in_the_shell() {
    for size in SIZES {
        let screen = shown(size, Scope::Paper, |buffer, area, theme| {
            let paper = paper();
            let above = area.height - 2;
            paper.draw_strip(buffer, ink::below(area, above), theme);
            let height = above;
            paper.draw(buffer, Rect { height, ..area }, true, theme)
        });
        insta::assert_snapshot!(format!("paper_{}x{}", size.0, size.1), screen);
    }
}
