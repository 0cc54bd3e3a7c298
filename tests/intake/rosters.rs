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
