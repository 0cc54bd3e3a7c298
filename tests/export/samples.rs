//! One paper of each shape, with everything that has ever broken a file: `&`, `<`, control characters, emoji, a formula.

use anyue::export::Export;
use anyue::export::document::{
    Align, Block, Cell, Chart, Document, Font, Page, Paragraph, Row, Run, Shade, Size, Table,
    VerticalAlign,
};
use anyue::export::sheet::{self, Sheet};
use anyue::export::value::Number;
use chrono::NaiveDate;

/// A text that every writer must bring through; [`NASTY_READ`] is what a reader then finds.
pub const NASTY: &str = "=A1&B<2>\"3\"\u{1b}[31m\u{0}\u{202E}|“四”😀";
pub const NASTY_READ: &str = "=A1&B<2>\"3\"|“四”😀";

/// All samples, by the name of a file.
pub fn all() -> Vec<(&'static str, Export)> {
    vec![
        ("form", form().into()),
        ("statistics", statistics().into()),
        ("contacts", contacts().into()),
        ("matrix", matrix().into()),
        ("ledger", ledger().into()),
        ("report", report().into()),
    ]
}

fn mark(text: &str) -> Paragraph {
    Paragraph::new([Run::new(text).font(Font::Heading)])
}

/// 附件1: labels and values, the last rows across the page.
pub fn form() -> Document {
    let label = |text: &str| Cell::label(text);
    let mut table = Table::new([15, 19, 13, 18, 13, 22]).size(Size::XIAO_SI);
    let rows = [
        ["姓名*", "联络员甲", "性别", "女", "职务*", "科员"],
        [
            "办公电话*",
            "0512-00000000",
            "手机",
            "",
            "传真*",
            "0512-00000001",
        ],
        [
            "QQ号*",
            "10000",
            "微信号",
            NASTY,
            "电子邮箱",
            "jia@example.com",
        ],
    ];
    for [a, b, c, d, e, f] in rows {
        let row = [label(a), b.into(), label(c), d.into(), label(e), f.into()];
        table.push(Row::from(row).at_least(12));
    }
    for (name, value) in [("单位名称*", "单位甲"), ("通信地址", "示例路1号")] {
        let value = Cell::text(value).span(5, 1);
        table.push(Row::from([label(name), value]).at_least(12));
    }
    Document::new("联络员推荐表")
        .with(mark("附件1"))
        .with(Block::title("姑苏区民卫系统“安全生产月”活动\n联络员推荐表"))
        .with(table)
        .with(Paragraph::text("注：*为必填项"))
}

/// 附件2: sections and items merged, blanks underlined, one answer beside two standards.
pub fn statistics() -> Document {
    let words = |text: &str| Cell::text(text).valign(VerticalAlign::Top);
    let item = |text: &str| Cell::text(text);
    let answer = |lines: &[&[(&str, &str)]]| {
        let paragraph = |line: &&[(&str, &str)]| {
            let runs = line.iter().flat_map(|(text, blank)| {
                let blank = (!blank.is_empty()).then(|| Run::filled(format!(" {blank} ")));
                [Some(Run::new(*text)), blank]
            });
            Paragraph::new(runs.flatten())
        };
        Cell::new(lines.iter().map(paragraph)).valign(VerticalAlign::Top)
    };
    let table = Table::new([13, 18, 33, 36])
        .rows_may_split()
        .header([
            Cell::label("项　　目").span(2, 1),
            Cell::label("标　　准"),
            Cell::label("落实情况"),
        ])
        .row([
            item("“安全生产月”活动开展情况").span(1, 2),
            item("举办“安全生产月”活动启动仪式"),
            words("启动仪式形式多样，参与范围广泛，效果良好。"),
            answer(&[&[("以（", "视频会"), ("）等形式启动“安全生产月”活动（", "3"), ("）场次。", "")]]),
        ])
        .row([
            item("深入学习宣传贯彻习近平总书记关于安全生产的重要论述"),
            words(
                "安排理论学习中心组专题学习；开展习近平总书记关于安全生产重要论述网络课堂培训；在报刊、广播、网络、新媒体等平台开设专栏专题；\n组织开展“百团进百企”活动，领导班子成员安排一次安全生产专题宣讲。\n组织“从根本上消除事故隐患”主题大讨论。",
            ),
            answer(&[
                &[("安排理论学习中心组专题学习（", "12"), ("）次，参与（", "1,024"), ("）人次；", "")],
                &[("开展网络课堂培训（", "6"), ("）场，参与（", "310"), ("）人次；", "")],
                &[("在报刊、广播、网络、新媒体等平台开设专栏专题（", "2"), ("）个。", "")],
                &[("组织开展“百团进百企”活动（", "4"), ("）场，参与（", "    "), ("）人次。", "")],
            ]),
        ])
        .row([
            item("“安全生产专项整治行动”开展情况").span(2, 3),
            words("紧紧围绕排查整治阶段工作要求，曝光突出问题和重大隐患，宣传推广经验做法，推动企业落实安全生产主体责任，不断强化安全生产工作。"),
            answer(&[
                &[("组织记者采访报道（", "5"), ("）次，宣传经验做法（", "不涉及"), ("）条，曝光问题（", "0"), ("）条。", "")],
                &[("开展“专题行”（", "2"), ("）次、“网上行”（", "1"), ("）次。", "")],
            ])
            .span(1, 2),
        ])
        .row([words("围绕专项整治三年行动起步开局，组织记者采访报道排查治理安全隐患情况，反映整改措施，及时宣传经验做法。\n开展“专题行”“网上行”等宣传报道活动。")])
        .row([
            words("畅通群众和媒体监督渠道，鼓励引导广大群众举报重大隐患和违法违规行为；根据举报线索组织新闻媒体进行报道，及时开展案例警示教育。"),
            answer(&[&[("接收各类举报（", "9"), ("）条次，奖励（", "1"), ("）人。", NASTY)]]),
        ]);
    Document::new("“安全生产月”活动情况统计表")
        .with(mark("附件2"))
        .with(Block::title("姑苏区民卫系统“安全生产月”活动情况统计表"))
        .with(Paragraph::text("填报单位：单位甲"))
        .with(table)
}

/// The liaison list.
pub fn contacts() -> Sheet {
    let header = [
        "序号",
        "单位",
        "类别",
        "姓名",
        "职务",
        "办公电话",
        "手机",
        "电子邮箱",
    ];
    let mut sheet = Sheet::new("联络员/通讯录", [6, 30, 14, 10, 10, 16, 14, 24])
        .title("姑苏区民卫系统“安全生产月”活动联络员通讯录")
        .lead("共3个单位，已登记2个")
        .header(header)
        .freeze_columns(2)
        .landscape();
    for (number, name) in [
        (1, "单位甲"),
        (2, "名字很长很长的某某街道社区卫生服务中心"),
        (3, NASTY),
    ] {
        let rest = [
            "区管医疗机构",
            "联络员甲",
            "科员",
            "0512-00000000",
            "00000000000",
            "jia@example.com",
        ];
        let mut row = vec![sheet::Cell::integer(number), name.into()];
        row.extend(rest.map(sheet::Cell::from));
        sheet.push(row);
    }
    sheet
}

/// Units × periods, two header rows, kinds merged down, states by sign and ground.
pub fn matrix() -> Sheet {
    let mut sheet = Sheet::new("报送进度", [14, 28, 14, 12, 12, 12, 12, 12, 10, 10])
        .title("报送进度表")
        .lead("截至2020年6月18日17:40")
        .landscape()
        .freeze_columns(2)
        .header([
            "类别",
            "单位",
            "6月4日前",
            "每周四材料",
            "",
            "",
            "",
            "7月1日前",
            "完整率",
            "及时率",
        ])
        .header([
            "",
            "",
            "推荐表",
            "6月4日",
            "6月11日",
            "6月18日",
            "6月25日",
            "总结",
            "",
            "",
        ])
        .note("✓ 按时　△ 迟报　✗ 未报　— 免报　· 未到期");
    sheet.merge(0, 3, 1, 4);
    for col in [0, 1, 8, 9] {
        sheet.merge(0, col, 2, 1);
    }
    let state = |sign: &str, shade| sheet::Cell::text(sign).align(Align::Center).shade(shade);
    for unit in 0..24 {
        let kind = ["相关处室", "直属单位", "区管医疗机构", "养老机构"][unit / 6];
        let kind = if unit % 6 == 0 { kind } else { "" };
        if unit % 6 == 0 {
            sheet.merge(2 + unit, 0, 6, 1);
        }
        let late = if unit % 5 == 3 {
            state("✗ 未报", Shade::Bad)
        } else {
            state("✓", Shade::Good)
        };
        sheet.push([
            sheet::Cell::text(kind).align(Align::Center),
            format!("示例单位{}", unit + 1).into(),
            state("✓", Shade::Good),
            state("✓", Shade::Good),
            state("△ 迟报", Shade::Warning),
            late,
            state("·", Shade::Muted),
            state("— 免报", Shade::Muted),
            sheet::Cell::number(Number::percent(9375, 4)),
            sheet::Cell::number(Number::percent(1, 0)),
        ]);
    }
    sheet
}

/// The hazard ledger: days, numbers, long texts.
pub fn ledger() -> Sheet {
    let header = [
        "编号",
        "发现日期",
        "地点",
        "隐患内容",
        "等级",
        "整改措施",
        "责任人",
        "整改期限",
        "销号日期",
        "费用（元）",
    ];
    let mut sheet = Sheet::new("隐患台账", [6, 12, 16, 36, 8, 30, 10, 12, 12, 12])
        .title("隐患台账")
        .landscape()
        .header(header);
    let day = |day| sheet::Cell::date(NaiveDate::from_ymd_opt(2020, 6, day).unwrap());
    sheet.push([
        sheet::Cell::integer(1),
        day(3),
        "门诊楼二层东侧配电间".into(),
        "配电间内堆放纸箱等可燃物，灭火器压力不足且未按月检查，疏散指示标志被遮挡。".into(),
        "一般".into(),
        "当日清理，更换灭火器；落实每月检查签字。".into(),
        "责任人甲".into(),
        day(10),
        day(9),
        sheet::Cell::number(Number::decimal(123_456, 2).grouped()),
    ]);
    sheet.push([
        sheet::Cell::integer(2),
        day(12),
        "食堂".into(),
        NASTY.into(),
        sheet::Cell::text("重大").shade(Shade::Bad),
        "-停用".into(),
        "责任人乙".into(),
        day(16),
        sheet::Cell::empty(),
        sheet::Cell::number(Number::integer(-5)),
    ]);
    sheet
}

/// 情况汇总: headings, prose, tables, a chart by week.
pub fn report() -> Document {
    let integer = |value| Cell::number(Number::integer(value));
    let totals = Table::new([30, 50, 20])
        .caption("表1 主要指标")
        .header([
            Cell::label("板块"),
            Cell::label("指标"),
            Cell::label("合计"),
        ])
        .row([
            Cell::text("活动开展").span(1, 2),
            "专题学习（次）".into(),
            integer(128),
        ])
        .row(["参与（人次）".into(), integer(4096)])
        .row([
            Cell::text("合计").span(2, 1).shade(Shade::Total).bold(),
            integer(4224).shade(Shade::Total).bold(),
        ]);
    let late = Table::new([40, 40, 20])
        .header([
            Cell::label("单位"),
            Cell::label("任务"),
            Cell::label("逾期（天）"),
        ])
        .row(["单位乙".into(), "第2周材料".into(), integer(3)]);
    let weeks = [
        ("第1周（6月4日）", 24),
        ("第2周（6月11日）", 21),
        ("第3周（6月18日）", 9),
        ("第4周（6月25日）", 0),
    ];
    Document::new("“安全生产月”活动情况汇总")
        .on(Page::official())
        .size(Size::SAN_HAO)
        .with(Block::title("姑苏区民卫系统“安全生产月”活动\n情况汇总"))
        .with(Paragraph::text("（截至2020年6月18日17:40）").align(Align::Center))
        .with(Block::heading(1, "一、报送情况"))
        .with(Paragraph::prose("应报24个单位，已报21个，完整率87.5%，及时率83.3%。各单位围绕“消除事故隐患，筑牢安全防线”主题，开展了形式多样的宣传教育活动，现将有关情况汇总如下。"))
        .with(Chart::new("各周报送份数", "份", weeks))
        .with(Block::heading(2, "（一）按板块"))
        .with(totals)
        .with(Block::heading(3, "1.说明"))
        .with(Paragraph::prose(NASTY))
        .with(Block::PageBreak)
        .with(Block::heading(1, "二、逾期单位"))
        .with(late)
        .with(Paragraph::text("应急保障处").align(Align::Right))
}
