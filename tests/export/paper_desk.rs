//! Every paper of a desk, made from what its units handed in, saved, and reopened. The numbers are those of the table
//! at [`gusu::desk`](super::gusu::desk), added up by hand.

mod lists;
mod summary;

use std::collections::BTreeSet;

use anyue::domain::audit::Act;
use anyue::export::{Export, Format, write};
use anyue::ops::Desk;
use anyue::ops::audit::{self, AuditFilter};
use anyue::ops::export::{Kind, Request, Scope, build, kinds, save};
use anyue::ops::submit::extend;
use anyue::ops::total::Extent;
use calamine::{Data, Reader};
use tempfile::TempDir;

use super::gusu::{self, Units, june};
use super::{csv, docx, xlsx};

fn desk() -> (TempDir, Desk, Units) {
    let folder = tempfile::tempdir().expect("a folder");
    let (desk, units) = gusu::desk(&folder.path().join("desk"));
    (folder, desk, units)
}

fn request(desk: &Desk, kind: Kind) -> Request {
    Request::new(desk, kind)
}

fn paper(desk: &mut Desk, request: &Request) -> Export {
    build(desk, request, june(18, 17)).expect("the paper is made")
}

fn text(desk: &mut Desk, request: &Request, format: Format) -> String {
    let bytes = write(&paper(desk, request), format).expect("is written");
    String::from_utf8(bytes).expect("is text")
}

/// The row that has `label` in it.
fn row_with<'a>(rows: &'a [Vec<Data>], label: &str) -> &'a [Data] {
    let label = Data::String(label.to_owned());
    rows.iter().find(|row| row.contains(&label)).expect("a row")
}

#[test]
fn every_paper_is_saved_in_every_format_and_recorded() {
    let (_folder, mut desk, _) = desk();
    let mut names = BTreeSet::new();
    let mut files = 0;
    for kind in kinds(&desk).into_iter().map(|offer| offer.kind) {
        for format in kind.formats() {
            let request = request(&desk, kind);
            let path = save(&mut desk, &request, *format, None, june(18, 17)).expect("is saved");
            assert_eq!(path.parent(), Some(desk.folder.join("导出").as_path()));
            assert!(path.metadata().expect("is there").len() > 0, "{path:?}");
            names.insert(
                path.file_name()
                    .expect("a name")
                    .to_string_lossy()
                    .into_owned(),
            );
            files += 1;
        }
    }
    assert_eq!(names.len(), files, "no paper takes another's place");
    for name in [
        "附件1-空表.docx",
        "附件2-汇总-截至6月18日.docx",
        "联络员名单-6月18日.xlsx",
        "报送进度-6月18日.csv",
        "隐患台账-6月18日.html",
        "附件2指标汇总-汇总-截至6月18日.json",
        "附件2各单位一览-汇总-截至6月18日.xlsx",
        "情况汇总-6月18日.md",
    ] {
        assert!(names.contains(name), "{name} in {names:?}");
    }
    let filter = AuditFilter {
        act: Some(Act::Exported),
        ..AuditFilter::default()
    };
    let recorded = audit::list(&desk, &filter).expect("the record is read");
    assert_eq!(recorded.len(), files);
}

#[test]
fn the_same_paper_twice_is_one_file_with_a_telling_name() {
    let (_folder, mut desk, units) = desk();
    let mut request = request(&desk, Kind::Annex2);
    request.scope = Scope::Unit(units.pingjiang);
    request.extent = Extent::Period("weekly/2".parse().expect("a period"));
    let mut save = |request: &Request| {
        let path = save(&mut desk, request, Format::Docx, None, june(18, 17)).expect("is saved");
        path.file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned()
    };
    assert_eq!(save(&request), "附件2-平江医院-第2周.docx");
    assert_eq!(save(&request), "附件2-平江医院-第2周.docx");
}

#[test]
fn the_roll_up_on_paper_holds_the_sums() {
    let (_folder, mut desk, _) = desk();
    let request = request(&desk, Kind::Annex2);
    let found = docx::read(paper(&mut desk, &request));
    assert!(found.text.contains("汇总单位数：应报 3 家，已报 3 家"));
    assert!(found.text.contains("统计截至：2020年6月18日 17:00"));
    // Reading order: kickoff_form, study_sessions, study_people; the rest is blank. One unit of three wrote 不涉及 for
    // online_classes: of the others nobody knows.
    assert_eq!(
        found
            .underlined
            .iter()
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>(),
        ["=1+1、启动大会", "10", "100"]
    );
    assert_eq!(found.header_rows, 1);
    let widths: Vec<usize> = found
        .rows
        .iter()
        .map(|row| row.iter().map(|place| place.cols).sum())
        .collect();
    assert_eq!(widths, [4; 11], "every row fills the four columns");
    let mut book = xlsx::open(paper(&mut desk, &request));
    let name = book.sheet_names()[0].clone();
    let merges = book
        .merge_cells_by_sheet_name(&name)
        .expect("merges are read");
    assert!(merges.len() >= 5, "{merges:?}");
    let rows = xlsx::rows(&mut book, 0);
    let study = rows.iter().flatten().filter_map(|cell| match cell {
        Data::String(text)
            if text.starts_with("安排理论学习中心组专题学习（10）次，参与（100）人次；\n") =>
        {
            Some(text)
        }
        _ => None,
    });
    assert_eq!(study.count(), 1);
}

#[test]
fn a_units_paper_holds_its_own_figures_for_the_period_asked_for() {
    let (_folder, mut desk, units) = desk();
    let filled = |desk: &mut Desk, unit, extent| {
        let mut request = request(desk, Kind::Annex2);
        request.scope = Scope::Unit(unit);
        request.extent = extent;
        let found = docx::read(paper(desk, &request));
        let underlined = found.underlined.into_iter().filter(|text| !text.is_empty());
        (found.text, underlined.collect::<Vec<_>>())
    };
    let week = |n: u32| Extent::Period(format!("weekly/{n}").parse().expect("a period"));
    let (text, figures) = filled(&mut desk, units.pingjiang, week(2));
    assert_eq!(figures, ["2", "不涉及"]);
    assert!(text.contains("填报单位：平江医院　　填报日期：2020年6月11日"));
    assert!(text.contains("期次：每周活动材料·第2周（6月5日—6月11日）"));
    let (_, figures) = filled(&mut desk, units.pingjiang, Extent::Whole);
    assert_eq!(figures, ["启动大会", "5", "40", "不涉及"]);
    let (_, figures) = filled(&mut desk, units.canglang, week(1));
    assert_eq!(figures, ["0"], "zero is written as 0");
    let (text, figures) = filled(&mut desk, units.canglang, week(2));
    assert_eq!(figures, [""; 0], "nothing reported, nothing filled in");
    assert!(text.contains("填报日期：    年  月  日"));
}

#[test]
fn a_roll_up_is_of_the_days_and_of_the_subtree_asked_for() {
    let (_folder, mut desk, units) = desk();
    let mut request = request(&desk, Kind::Annex2);
    let mut underlined = |request: &Request| {
        let found = docx::read(paper(&mut desk, request)).underlined.into_iter();
        found.filter(|text| !text.is_empty()).collect::<Vec<_>>()
    };
    request.extent = Extent::AsOf(june(4, 0).date());
    assert_eq!(underlined(&request), ["启动大会", "3", "40"]);
    request.extent = Extent::Period("weekly/2".parse().expect("a period"));
    assert_eq!(underlined(&request), ["=1+1", "7", "60"]);
    request.scope = Scope::Subtree(units.jinchang);
    assert_eq!(underlined(&request), ["=1+1", "5", "60"]);
    for scope in [Scope::Subtree(units.jinchang), Scope::Unit(units.jinchang)] {
        request.scope = scope;
        request.extent = Extent::Period("plan".parse().expect("a period"));
        let refused = build(&mut desk, &request, june(18, 17)).unwrap_err();
        assert!(refused.message.starts_with("“活动方案”不填"), "{refused}");
    }
}

#[test]
fn the_registration_form_is_filled_in_or_blank() {
    let (_folder, mut desk, units) = desk();
    let mut request = request(&desk, Kind::Annex1);
    let lines = |desk: &mut Desk, request: &Request| {
        let rows = docx::read(paper(desk, request)).rows;
        let line = |row: Vec<docx::Place>| {
            row.into_iter()
                .map(|place| (place.text, place.cols))
                .collect::<Vec<_>>()
        };
        rows.into_iter().map(line).collect::<Vec<_>>()
    };
    let cells = |texts: [&str; 6]| texts.map(|text| (text.to_owned(), 1)).to_vec();
    let wide = |label: &str, value: &str| vec![(label.to_owned(), 1), (value.to_owned(), 5)];
    request.scope = Scope::Unit(units.pingjiang);
    assert_eq!(
        lines(&mut desk, &request),
        [
            cells(["姓名*", "联络员甲", "性别", "", "职务*", "安全专员"]),
            cells([
                "办公电话*",
                "0512-65550101",
                "手机",
                "",
                "传真*",
                "0512-65550102"
            ]),
            cells(["QQ号*", "100001", "微信号", "", "电子邮箱", ""]),
            wide("单位名称*", "平江医院"),
            wide("通信地址", ""),
        ]
    );
    request.scope = Scope::Unit(units.canglang);
    let blank = lines(&mut desk, &request);
    assert_eq!(blank[0], cells(["姓名*", "", "性别", "", "职务*", ""]));
    assert_eq!(blank[3], wide("单位名称*", "沧浪医院"));
    request.scope = Scope::Subtree(desk.seat.unit);
    assert_eq!(lines(&mut desk, &request)[3], wide("单位名称*", ""));
    let found = docx::read(paper(&mut desk, &request));
    assert!(found.text.contains("注：*为必填项"));
}

#[test]
fn the_summary_says_who_what_and_how_much() {
    let (_folder, mut desk, units) = desk();
    let request = request(&desk, Kind::Summary);
    let report = text(&mut desk, &request, Format::Md);
    assert!(!report.contains("6/15"), "a week without any has no bar");
    for sentence in [
        "参加单位共3家，其中区管医疗机构2家、养老机构1家；已登记联络员1家。",
        "已到期的报送任务共4期，应报12份，已报5份，报送率41.7%；其中按时4份，及时率33.3%；迟报1份，缺报7份。",
        "每周活动材料·第2周（6月11日截止）迟报1家：金阊护理院；缺报1家：沧浪医院。",
        "安排理论学习中心组专题学习10次，参与100人次（2至3家）",
        "隐患台账共登记2处，已销号1处，逾期未销号1处。各单位在报送中填报：一般隐患发现2处、整改1处。",
        "| 6/1—6/7 | 3 |",
        "| 6/8—6/14 | 2 |",
        "下一项报送任务：每周活动材料·第3周，6月18日24:00截止",
    ] {
        assert!(report.contains(sentence), "{sentence}\n\n{report}");
    }
    let second = "weekly/2".parse().expect("a period");
    let until = june(30, 0);
    let (unit, reason) = (units.canglang, "人手不足");
    extend(&mut desk, &[unit], &second, until, reason, june(13, 8)).expect("is extended");
    let extended = text(&mut desk, &request, Format::Md);
    assert!(
        extended.contains("迟报1份，缺报6份，延期未到1份。"),
        "{extended}"
    );
    let week = Request {
        extent: Extent::Period("weekly/1".parse().expect("a period")),
        ..request
    };
    let report = text(&mut desk, &week, Format::Md);
    assert!(report.contains("安排理论学习中心组专题学习3次，参与40人次（1至2家）"));
    assert!(report.contains("已到期的报送任务共1期，应报3份，已报2份"));
}

#[test]
fn a_desk_offers_the_papers_of_its_campaign() {
    let (_folder, mut desk, _) = desk();
    let labels =
        |desk: &Desk| -> Vec<String> { kinds(desk).into_iter().map(|offer| offer.label).collect() };
    assert_eq!(
        labels(&desk),
        [
            "附件1 姑苏区民卫系统“安全生产月”活动联络员推荐表",
            "附件2 姑苏区民卫系统“安全生产月”活动情况统计表",
            "联络员名单",
            "报送进度",
            "隐患台账",
            "附件2 指标汇总",
            "附件2 各单位一览",
            "情况汇总",
        ]
    );
    desk.campaign.registration = None;
    desk.campaign.hazard_levels.clear();
    desk.campaign.tables.clear();
    assert_eq!(labels(&desk), ["报送进度", "情况汇总"]);
    let request = request(&desk, Kind::Summary);
    let report = text(&mut desk, &request, Format::Md);
    assert!(report.contains("需要关注的事项") && !report.contains("活动开展情况"));
    for kind in Kind::ALL {
        assert_eq!(Kind::named(kind.id()), Some(kind));
        assert_eq!(Kind::named(kind.label()), Some(kind));
    }
}
