//! The papers of the small seasons, opened again in every format: each cell is what was worked out by hand.

use std::io::Cursor;

use anyue::export::Format;
use anyue::intake::page::Cell;
use anyue::intake::{FileSource, read_blank};
use anyue::ops::export::{Kind, Request, Scope, bytes, kinds};
use calamine::{Data, Reader, Xlsx};
use chrono::{Duration, NaiveDate};
use serde_json::Value as Json;

use super::{Season, ankang, linyi, qianjiang, xingguo};

/// The formats whose cells are compared, all of which every list has.
const FORMATS: [Format; 4] = [Format::Docx, Format::Xlsx, Format::Csv, Format::Json];

type Rows = Vec<Vec<String>>;

/// A paper of the desk, read back as rows of texts.
fn rows(season: &mut Season, kind: Kind, of: &str, format: Format) -> Rows {
    let mut request = Request::new(&season.desk, kind);
    match kind {
        Kind::Figures => request.table = Some(of.into()),
        _ => request.of = (!of.is_empty()).then(|| of.to_owned()),
    }
    let now = season.now;
    let bytes = bytes(&mut season.desk, &request, format, now).expect("it is written");
    match format {
        Format::Docx => document(&bytes),
        Format::Xlsx => workbook(bytes),
        Format::Csv => csv_rows(&bytes),
        _ => json_rows(&bytes),
    }
}

fn document(bytes: &[u8]) -> Rows {
    let source = FileSource {
        name: "表.docx",
        folder: "",
        bytes,
    };
    let page = read_blank(source, None).expect("it can be read");
    let rows = page.tables.into_iter().flat_map(|table| table.rows);
    let text = |cell: &Cell| vec![cell.text().into_owned(); cell.span.max(1)];
    rows.map(|row| row.cells.iter().flat_map(text).collect())
        .collect()
}

fn workbook(bytes: Vec<u8>) -> Rows {
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("it can be read");
    let sheets = book.worksheets().into_iter();
    let rows = sheets.flat_map(|(_, range)| range.rows().map(<[Data]>::to_vec).collect::<Vec<_>>());
    rows.map(|row| texts(&row)).collect()
}

/// A workbook's row, its days as such.
fn texts(row: &[Data]) -> Vec<String> {
    let text = |value: &Data| match value {
        Data::DateTime(day) => {
            let first = NaiveDate::from_ymd_opt(1899, 12, 30).expect("a day");
            let days = day.as_f64() as i64;
            (first + Duration::days(days)).to_string()
        }
        value => value.to_string(),
    };
    row.iter().map(text).collect()
}

fn csv_rows(bytes: &[u8]) -> Rows {
    let text = String::from_utf8(bytes.to_vec()).expect("it is UTF-8");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let records = reader.records().map(|record| record.expect("a row"));
    records
        .map(|record| record.iter().map(str::to_owned).collect())
        .collect()
}

fn json_rows(bytes: &[u8]) -> Rows {
    let json: Json = serde_json::from_slice(bytes).expect("it is JSON");
    let sheets = json["sheets"].as_array().expect("a workbook").iter();
    let rows = sheets.flat_map(|sheet| {
        let header = sheet["header"].as_array().expect("a header").iter();
        header.chain(sheet["rows"].as_array().expect("rows"))
    });
    let text = |value: &Json| match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        other => other.to_string(),
    };
    rows.map(|row| row.as_array().expect("a row").iter().map(text).collect())
        .collect()
}

/// The cell of the row in which `name` stands, under the heading that begins with `heading`. A paper that does not fit
/// the page stands in strips, each with the names again.
fn cell(rows: &Rows, name: &str, heading: &str) -> String {
    let mut column = None;
    for row in rows {
        if let Some(at) = row.iter().position(|text| text.starts_with(heading)) {
            column = Some(at);
        } else if row.iter().any(|text| text == name)
            && let Some(text) = column.and_then(|at| row.get(at))
        {
            return plain(text);
        }
    }
    panic!("no cell of {name} under {heading} in {rows:#?}");
}

/// A number as every format means it: `50.00` and `50` are one.
fn plain(text: &str) -> String {
    match text.parse::<f64>() {
        Ok(number) => number.to_string(),
        Err(_) => text.to_owned(),
    }
}

/// Every expected cell, in every format: row, heading, what stands there.
fn hold(season: &mut Season, kind: Kind, of: &str, expected: &[(&str, &str, &str)]) {
    for format in FORMATS {
        let rows = rows(season, kind, of, format);
        for (name, heading, text) in expected {
            assert_eq!(
                cell(&rows, name, heading),
                *text,
                "{format}: {name}, {heading}"
            );
        }
    }
}

#[test]
fn the_contest_s_points() {
    // 5 + 65 + 15 + 10 + 12; a drill and a feature; nothing.
    hold(
        &mut ankang::played(),
        Kind::Scores,
        "contest",
        &[
            ("甲矿", "合计", "107"),
            ("甲矿", "还差", "0"),
            ("乙店", "合计", "10"),
            ("乙店", "还差", "80"),
            ("丙厂", "还差", "90"),
        ],
    );
}

/// The rows of one sheet of the contest's workbook of points.
fn sheet_of_points(name: &str) -> Rows {
    let mut season = ankang::played();
    let request = Request::new(&season.desk, Kind::Scores);
    let now = season.now;
    let bytes = bytes(&mut season.desk, &request, Format::Xlsx, now).expect("it is written");
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("it can be read");
    let range = book.worksheet_range(name).expect("the sheet is there");
    range.rows().map(texts).collect()
}

#[test]
fn every_point_of_the_contest_stands_on_paper_with_its_record() {
    let rows = sheet_of_points("积分明细");
    let title = "2025—2026年度全国“安康杯”竞赛活动参赛单位积分办法（明细）";
    assert_eq!(rows[0][0].replace('\n', ""), title);
    let columns = [
        "单位", "项目", "内容", "积分", "日期", "编号", "登记", "依据", "说明",
    ];
    assert_eq!(rows[2], columns);
    let of = |unit: &str| {
        let rows = rows[3..].iter().filter(|row| row[0] == unit);
        rows.collect::<Vec<_>>()
    };
    let sum = |unit: &str| {
        let points = of(unit).into_iter().map(|row| row[3].parse::<i64>());
        points.map(|points| points.expect("a number")).sum::<i64>()
    };
    assert_eq!((sum("甲矿"), sum("乙店"), sum("丙厂")), (107, 10, 0));
    let repeated = of("甲矿").into_iter().filter(|row| row[2] == "再次开展");
    assert_eq!(repeated.count(), 2);
    let feature = of("乙店").into_iter().find(|row| row[2] == "特色活动");
    let feature = feature.expect("it gave points");
    assert_eq!(feature[3..5], ["5", "2025-08-02"]);
    assert_eq!(
        feature[6..],
        [
            "一次活动",
            "宣传发布日期 2025-08-02；宣传发布的渠道和标题 “职工之家”APP；佐证材料 现场.jpg",
            ""
        ]
    );
}

#[test]
fn a_point_and_what_proves_it_stand_in_one_row_of_a_document_too() {
    let rows = rows(&mut ankang::played(), Kind::Scores, "contest", Format::Docx);
    let together = |one: &str, other: &str| {
        rows.iter().any(|row| {
            [one, other]
                .iter()
                .all(|text| row.iter().any(|cell| cell == text))
        })
    };
    assert!(together("登记", "依据"));
    assert!(together("说明", "积分办法"));
}

#[test]
fn the_notice_s_rules_stand_beside_the_points_each_group_s_once() {
    let rows = sheet_of_points("积分办法");
    assert_eq!(rows[1], ["项目", "内容", "说明", "积分办法"]);
    let groups: Vec<&str> = rows[2..]
        .iter()
        .map(|row| row[0].as_str())
        .filter(|name| !name.is_empty())
        .collect();
    assert_eq!(
        groups,
        [
            "报名参赛（5分）",
            "十项行动（65分）",
            "专题活动（20分）",
            "重点领域行动或特色活动（10分）",
            "加分项（20分）",
            "注：已得满分的行动、活动如再次开展，额外获得1个积分，计入加分项。",
        ]
    );
    let first = &rows[3];
    assert_eq!(first[1], "职工安全健康普法科普行动（5分）");
    assert_eq!(first[2], "通过线上或线下方式开展普法或知识普及。");
    assert!(first[3].starts_with("2025-2026年期间单位自行择期先后开展“安康杯十项行动”。"));
    let others = rows[4..13].iter();
    assert!(others.clone().all(|row| row[3].is_empty()));
    assert_eq!(
        others.last().map(|row| row[1].as_str()),
        Some("安全共建行动（5分）")
    );
}

#[test]
fn the_programme_s_spots_and_targets() {
    let mut season = xingguo::season();
    hold(
        &mut season,
        Kind::Register,
        "spots",
        &[
            ("一村", "补助标准", "5000"),
            ("一村", "未补助", "0"),
            ("一区", "已补助", "1000"),
            ("一区", "未补助", "1000"),
            ("一厂", "补助标准", "1000"),
            ("一厂", "未补助", "1000"),
            ("二村", "应补助", ""),
            ("二村", "未补助", ""),
            ("一村", "已验收", "2025-01-10"),
        ],
    );
    hold(
        &mut season,
        Kind::Targets,
        "",
        &[
            ("　示范点", "完成", "3"),
            ("　示范点", "要求", "1000个"),
            ("　　示范村（社区）", "完成", "1"),
            ("　千元补助", "要求", "1500000元"),
            ("　千元补助", "完成", "6000"),
        ],
    );
    // One of each kind is accepted: 8,000 yuan are owed, of which 6,000 are paid.
    let sums = "合计：补助标准 20000元，应补助 8000元，已补助 6000元，未补助 2000元。";
    let mut request = Request::new(&season.desk, Kind::Register);
    request.of = Some("spots".to_owned());
    let now = season.now;
    let text = bytes(&mut season.desk, &request, Format::Md, now).expect("it is written");
    let text = String::from_utf8(text).expect("it is UTF-8");
    assert!(text.contains(sums), "{text}");
}

#[test]
fn the_labour_contest_s_fund_and_measures() {
    let mut season = linyi::season();
    linyi::fund(&mut season, "2019-03-01", "设立", "50");
    linyi::fund(&mut season, "2020-06-01", "支出", "12.25");
    hold(
        &mut season,
        Kind::Register,
        "funds",
        &[("设立", "金额", "50"), ("支出", "金额", "12.25")],
    );
    let rows = rows(&mut season, Kind::Responsibilities, "measures", Format::Csv);
    let measures = rows.iter().filter(|row| {
        let number = row.first().and_then(|text| text.parse::<u32>().ok());
        number.is_some()
    });
    assert_eq!(measures.count(), 17);
}

#[test]
fn a_row_that_is_worked_out_is_told_in_the_summary() {
    let mut season = linyi::season();
    let figures = [
        ("big_units", 3),
        ("big_entered", 2),
        ("small_units", 4),
        ("small_entered", 1),
    ];
    season.hand_in("甲县总工会", "quarterly/7", "2020-09-30", &figures);
    let request = Request::new(&season.desk, Kind::Summary);
    let now = season.now;
    let text = bytes(&mut season.desk, &request, Format::Md, now).expect("it is written");
    let text = String::from_utf8(text).expect("it is UTF-8");
    let told = text.lines().find(|line| line.starts_with("合计："));
    let told = told.expect("the row is there");
    assert!(told.contains("企业数7家"), "{told}");
    assert!(told.contains("参赛企业3家"), "{told}");
}

#[test]
fn the_quiz_in_the_desk_s_own_order() {
    let mut season = qianjiang::season();
    for (person, finds, right) in [("员工甲", "5", "4"), ("员工乙", "2", "0")] {
        qianjiang::play(&mut season, person, "2025-06-02", finds, right).expect("is written");
    }
    // 9 and 2 of the second unit; the first has none and stands first.
    hold(
        &mut season,
        Kind::Scores,
        "quiz",
        &[("甲化工", "合计", "0"), ("乙商场", "合计", "11")],
    );
    let rows = rows(&mut season, Kind::Scores, "quiz", Format::Csv);
    let at = |name: &str| {
        rows.iter()
            .position(|row| row.iter().any(|text| text == name))
    };
    assert!(at("甲化工") < at("乙商场"));
}

/// The record that counts into the yearly assessment begins with whose it is and how that unit stands.
#[test]
fn an_enterprise_s_record_begins_with_its_own_page() {
    let mut season = ankang::played();
    let unit = season.unit("甲矿");
    let mut request = Request::new(&season.desk, Kind::Record);
    request.scope = Scope::Unit(unit);
    let now = season.now;
    let bytes = bytes(&mut season.desk, &request, Format::Json, now).expect("it is written");
    let json: Json = serde_json::from_slice(&bytes).expect("it is JSON");
    let first = &json["sheets"][0];
    assert_eq!(first["name"], "概况");
    assert_eq!(
        first["title"], "2025—2026年度全国“安康杯”竞赛活动情况记录（甲矿）",
        "the words in which campaign and paper meet stand once"
    );
    let rows = json_rows(&bytes);
    for (name, text) in [
        ("单位", "甲矿"),
        ("单位类别", "重点行业领域单位"),
        ("全国“安康杯”竞赛活动参赛单位积分办法", "107 分，已经达到"),
    ] {
        assert_eq!(cell(&rows, name, "情况"), text, "{name}");
    }
}

/// What the assessment reads: the table's counts, the summary's text, and the list of material, the records' evidence too.
#[test]
fn an_enterprise_s_record_has_its_table_its_summary_and_its_material() {
    let mut season = qianjiang::season();
    let fields = [
        ("held_on", "2025-06-03"),
        ("kind", "学习"),
        ("what", "集中学习"),
        ("people", "20"),
        ("evidence", "现场.jpg"),
    ];
    let added = season.add("activities", "甲化工", None, &fields);
    added.expect("is written");
    let figures = [("studies", 1), ("study_people", 20)];
    season.hand_in("甲化工", "summary", "2025-06-24", &figures);
    let mut request = Request::new(&season.desk, Kind::Record);
    request.scope = Scope::Unit(season.unit("甲化工"));
    let now = season.now;
    let bytes = bytes(&mut season.desk, &request, Format::Json, now).expect("it is written");
    let json: Json = serde_json::from_slice(&bytes).expect("it is JSON");
    let sheets = json["sheets"].as_array().expect("a list");
    let sheet = |name: &str| {
        let found = sheets.iter().find(|sheet| sheet["name"] == name);
        let names: Vec<&Json> = sheets.iter().map(|sheet| &sheet["name"]).collect();
        found
            .unwrap_or_else(|| panic!("no {name} among {names:?}"))
            .to_string()
    };
    let label = season.desk.campaign.tables[0].label.clone();
    // Its own periods as a list, not a matrix of one line.
    assert_eq!(sheets[1]["name"], "报送情况");
    let periods = sheet("报送情况");
    assert!(
        periods.contains("收到时间") && !periods.contains("报送率"),
        "{periods}"
    );
    for (name, says) in [
        (label.as_str(), "组织学习"),
        ("文字材料", "活动总结"),
        ("材料清单", "现场.jpg"),
    ] {
        let told = sheet(name);
        assert!(told.contains(says), "{name}: {told}");
    }
    let other = Scope::Unit(season.unit("乙商场"));
    request.scope = other;
    let bytes = self::bytes(&mut season.desk, &request, Format::Json, now).expect("it is written");
    let text = String::from_utf8(bytes).expect("it is UTF-8");
    assert!(
        !text.contains("现场.jpg"),
        "another's material is no part of it"
    );
}

/// A form that every unit fills in is no matrix of responsibilities, and a campaign without a matrix offers no such paper.
#[test]
fn a_matrix_of_responsibilities_is_offered_where_there_is_one() {
    let offered = |season: &Season| {
        let kinds = kinds(&season.desk);
        let matrices = kinds
            .iter()
            .filter(|offer| offer.kind == Kind::Responsibilities);
        matrices
            .filter_map(|offer| offer.of.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(offered(&ankang::played()), Vec::<String>::new());
    assert_eq!(offered(&linyi::season()), ["measures"]);
}

/// The quiz's paper has each person's points beside the unit's, in the order of their records.
#[test]
fn the_quiz_s_people() {
    let mut season = qianjiang::season();
    for (person, on, finds) in [
        ("员工乙", "2025-06-02", "1"),
        ("员工甲", "2025-06-03", "5"),
        ("员工乙", "2025-06-04", "2"),
    ] {
        qianjiang::play(&mut season, person, on, finds, "1").expect("is written");
    }
    hold(
        &mut season,
        Kind::Scores,
        "quiz",
        &[
            ("乙商场", "合计", "11"),
            ("员工乙", "积分", "5"),
            ("员工甲", "积分", "6"),
        ],
    );
}

/// The summary as text.
fn summary(season: &mut Season, scope: Option<Scope>) -> String {
    let mut request = Request::new(&season.desk, Kind::Summary);
    request.scope = scope.unwrap_or(request.scope);
    let now = season.now;
    let text = bytes(&mut season.desk, &request, Format::Md, now).expect("it is written");
    String::from_utf8(text).expect("it is UTF-8")
}

#[test]
fn the_summary_speaks_of_every_table_target_and_register() {
    let mut season = linyi::season();
    season.hand_in(
        "甲县总工会",
        "quarterly/7",
        "2020-09-30",
        &[("big_units", 3), ("big_entered", 2), ("big_risky_units", 1)],
    );
    linyi::fund(&mut season, "2020-03-01", "设立", "50");
    linyi::fund(&mut season, "2020-06-01", "支出", "12.25");
    let told = summary(&mut season, None);
    for sentence in [
        // What is a part stands in the sentence of its whole, and a table that nobody filled in says so.
        "规模以上企业：企业数3家，参赛企业2家，参赛覆盖面66.7%；其中高危行业企业：企业数1家（1家）。",
        "“安全统计”表：暂无填报。",
        "劳动竞赛经费（2020年）目标50.00万元，完成50.00万元，完成率100.0%",
        // Money that came in and money that went out are not added up.
        "劳动竞赛经费：共登记2条，其中设立1条（金额50.00万元）、支出1条（金额12.25万元）。",
    ] {
        assert!(told.contains(sentence), "{sentence}\n\n{told}");
    }
    assert!(told.contains("目标共16项，其中"), "{told}");
}

#[test]
fn the_summary_tells_the_stages_of_a_register_and_what_is_owed() {
    let mut season = xingguo::season();
    let told = summary(&mut season, None);
    let spots = "示范点台账：共登记6条，其中示范村（社区）3条、城区住宅小区2条、生产经营场所1条；已遴选6、已建成4、已验收3、已授牌0；补助标准20000元、应补助8000元、已补助6000元、未补助2000元。";
    assert!(told.contains(spots), "{told}");
    // Two organs sign, a line each.
    assert!(
        told.contains("兴国县安全生产委员会办公室\n\n“个十百千万”工程领导小组办公室"),
        "{told}"
    );
}

#[test]
fn the_summary_tells_points_without_an_order_of_units() {
    let mut season = qianjiang::season();
    qianjiang::play(&mut season, "员工甲", "2025-06-02", "5", "4").expect("is written");
    let told = summary(&mut season, None);
    assert!(
        told.contains("“安全隐患我查找”答题积分：共2家，参与1家。"),
        "{told}"
    );
}
