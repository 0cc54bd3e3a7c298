//! Sheets with one unit a row: our own 各单位一览 read back, and what people make of it.

use std::collections::BTreeMap;

use anyue::domain::campaign::Campaign;
use anyue::domain::counting::Reckoning;
use anyue::domain::figure::{Answer, FigureKind, Figures, Value};
use anyue::domain::unit::Unit;
use anyue::export::paper::{UnitFigures, UnitTable, When};
use anyue::export::{Format, write};
use anyue::intake::{FileReading, FileSource, Reader};

use super::make::Dice;
use super::truth;

fn read(campaign: &Campaign, units: &[Unit], name: &str, bytes: &[u8]) -> Vec<FileReading> {
    let plan = truth::plan(campaign);
    let source = FileSource {
        name,
        folder: "",
        bytes,
    };
    Reader::new(campaign, units, &plan).read(source).unwrap()
}

fn figures(campaign: &Campaign, dice: &mut Dice) -> Figures {
    let mut figures = Figures::new();
    for figure in &campaign.figures {
        let answer = match (dice.roll(4), figure.kind) {
            (0, _) => continue,
            (1, _) => Answer::NotApplicable,
            (_, FigureKind::Text) => Answer::Value(Value::Text("视频会议".to_owned())),
            (n, _) => Answer::number(i64::try_from(n * 640).unwrap()),
        };
        figures.insert(figure.id.clone(), answer);
    }
    figures
}

#[test]
fn our_own_list_of_units_reads_back() {
    let campaign = truth::campaign();
    let units = truth::units();
    let mut dice = Dice::new(7);
    let of_units: Vec<Figures> = units
        .iter()
        .map(|_| figures(&campaign, &mut dice))
        .collect();
    let lines: Vec<UnitFigures<'_>> = units
        .iter()
        .zip(&of_units)
        .map(|(unit, figures)| UnitFigures { unit, figures })
        .collect();
    let totals = BTreeMap::new();
    let sheet = UnitTable {
        campaign: &campaign,
        table: &campaign.tables[0],
        when: When::AsOf(campaign.days.to()),
        lines: &lines,
        totals: &totals,
        reckoning: Reckoning::default(),
    }
    .sheet();
    for format in [Format::Xlsx, Format::Csv] {
        let bytes = write(&sheet.clone().into(), format).unwrap();
        let name = format!("各单位一览（第2周）.{format}");
        let readings = read(&campaign, &units, &name, &bytes);
        assert_eq!(readings.len(), units.len());
        for ((reading, unit), figures) in readings.iter().zip(&units).zip(&of_units) {
            assert_eq!(reading.unit.unit(), Some(unit.id));
            assert!(reading.is_clean(), "{:?}", reading.problems);
            for blank in &reading.blanks {
                assert_eq!(
                    blank.answer(),
                    figures.get(&blank.id).cloned(),
                    "{}",
                    blank.id
                );
            }
        }
    }
}

#[test]
fn what_people_make_of_it() {
    let campaign = truth::campaign();
    let units = truth::units();
    let csv = "单位名称,启动仪式,标语、横幅、挂图等（个）,study_sessions,经费,联系电话\n\
               平江医院,约3,无,十二,500,60000000\n\
               平江社卫,,0,3-5,600,60000001\n\
               某某诊所,1,2,3,,\n\
               平江医院,1,1,1,,\n\
               合计,5,3,20,1100,\n";
    let readings = read(&campaign, &units, "表.csv", csv.as_bytes());
    assert_eq!(readings.len(), 4);
    let shown = |reading: &FileReading, id: &str| {
        let blank = reading
            .blanks
            .iter()
            .find(|blank| blank.id.as_str() == id)
            .unwrap();
        (blank.answer(), blank.approximate, blank.problem().is_some())
    };
    assert_eq!(
        shown(&readings[0], "kickoff_events"),
        (Some(Answer::number(3)), true, false)
    );
    assert_eq!(
        shown(&readings[0], "posters"),
        (Some(Answer::NotApplicable), false, false)
    );
    assert_eq!(
        shown(&readings[0], "study_sessions"),
        (Some(Answer::number(12)), false, false)
    );
    assert_eq!(shown(&readings[1], "kickoff_events"), (None, false, false));
    assert_eq!(
        shown(&readings[1], "posters"),
        (Some(Answer::number(0)), false, false)
    );
    assert_eq!(shown(&readings[1], "study_sessions"), (None, false, true));
    assert!(readings[1].unit.is_certain(), "an alias");
    assert!(!readings[2].unit.is_certain());
    assert!(
        readings[3]
            .problems
            .iter()
            .any(|problem| problem.message.contains("不止一行"))
    );
    assert!(
        readings[0]
            .problems
            .iter()
            .any(|problem| problem.message.contains("经费"))
    );
    assert!(
        !readings[0]
            .problems
            .iter()
            .any(|problem| problem.message.contains("电话"))
    );
}

/// A sheet with one unit a row: its name, whether it is hidden, its heading, and its rows.
type Sheet<'a> = (&'a str, bool, &'a str, &'a [(&'a str, u32)]);

fn book(campaign: &Campaign, sheets: &[Sheet<'_>]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, is_hidden, heading, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        sheet.set_hidden(*is_hidden);
        sheet.write(0, 0, *heading).unwrap();
        sheet.write(1, 0, "单位名称").unwrap();
        let numbers = campaign.figures.iter();
        let numbers = numbers.filter(|figure| matches!(figure.kind, FigureKind::Count));
        for (column, figure) in (1..).zip(numbers.take(4)) {
            sheet.write(1, column, figure.label.as_str()).unwrap();
            for (row, (unit, number)) in (2..).zip(*rows) {
                sheet.write(row, 0, *unit).unwrap();
                sheet.write(row, column, *number).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

fn messages(reading: &FileReading) -> Vec<&str> {
    let problems = reading.problems.iter();
    problems.map(|problem| problem.message.as_str()).collect()
}

#[test]
fn every_sheet_of_a_workbook_is_read_for_its_own_period_or_told() {
    let campaign = truth::campaign();
    let units = truth::units();
    let [first, second] = [units[0].name.as_str(), units[1].name.as_str()];
    let bytes = book(
        &campaign,
        &[
            ("第1周", false, "", &[(first, 3)]),
            ("第2周", false, "", &[(first, 5), (second, 7)]),
            ("旧", true, "", &[(second, 9)]),
            ("说明", false, "每周四报", &[]),
            ("底数", false, "职工 120 人", &[]),
        ],
    );
    let readings = read(&campaign, &units, "医院.xlsx", &bytes);
    let found: Vec<_> = readings
        .iter()
        .map(|reading| {
            let period = reading.period.period().map(ToString::to_string);
            (
                reading.sheet.as_str(),
                reading.row,
                period,
                reading.unit.unit(),
            )
        })
        .collect();
    let week = |number: u32| Some(format!("weekly/{number}"));
    assert_eq!(
        found,
        [
            ("第1周", Some(2), week(1), Some(units[0].id)),
            ("第2周", Some(2), week(2), Some(units[0].id)),
            ("第2周", Some(3), week(2), Some(units[1].id)),
        ]
    );
    let told = messages(&readings[0]).join("\n");
    for expected in [
        "工作表“说明”里没有要报的数，没有读",
        "工作表“底数”里有数字，但没有认出是哪张表，没有读；请核对",
        "工作表“旧”是隐藏的，没有读；要收它，请取消隐藏另存后再收",
    ] {
        assert!(told.contains(expected), "{expected}: {told}");
    }
    assert!(!readings[0].is_clean(), "a person sees what was not read");
    assert!(readings[1].is_clean(), "{:?}", messages(&readings[1]));
}

#[test]
fn a_row_of_figures_in_which_no_unit_is_named_is_asked_for_its_unit() {
    let campaign = truth::campaign();
    let units = truth::units();
    let rows = [(units[0].name.as_str(), 3), ("", 5), ("合计", 8)];
    let bytes = book(&campaign, &[("表", false, "第2周", &rows)]);
    let readings = read(&campaign, &units, "医院.xlsx", &bytes);
    assert_eq!(readings.len(), 2, "a sum is no row");
    assert!(readings[0].is_clean());
    let nameless = &readings[1];
    assert_eq!((nameless.row, nameless.unit.unit()), (Some(3), None));
    assert!(messages(nameless).contains(&"第 4 行有数，但没有写单位名称"));
    let answers = nameless
        .blanks
        .iter()
        .filter(|blank| blank.answer() == Some(Answer::number(5)));
    assert_eq!(answers.count(), 4);
}

#[test]
fn a_form_on_each_sheet_is_a_reading_of_each_and_a_copy_is_none() {
    let campaign = truth::campaign();
    let units = truth::units();
    let mut book = rust_xlsxwriter::Workbook::new();
    let answers = [(0, "3"), (1, "5"), (1, "5")];
    for (name, (unit, answer)) in ["甲", "乙", "乙（2）"].into_iter().zip(answers) {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        let unit = format!("填报单位：{}", units[unit].name);
        sheet.write(0, 0, unit).unwrap();
        for (at, row) in (1..).zip(&campaign.tables[0].rows) {
            let sentence = row.report.fill(|_| answer.to_owned());
            sheet.write(at, 0, sentence).unwrap();
        }
    }
    let bytes = book.save_to_buffer().unwrap();
    let readings = read(&campaign, &units, "第2周.xlsx", &bytes);
    let found: Vec<_> = readings
        .iter()
        .map(|reading| (reading.sheet.as_str(), reading.unit.unit()))
        .collect();
    assert_eq!(
        found,
        [("甲", Some(units[0].id)), ("乙", Some(units[1].id))]
    );
    assert!(messages(&readings[1]).contains(&"工作表“乙（2）”和这一张一样，只收一份"));
    assert!(readings.iter().all(FileReading::is_clean), "{readings:#?}");
}
