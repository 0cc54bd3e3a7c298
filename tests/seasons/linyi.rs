//! The labour contest of Linyi: targets by year and level with ranges, the fund, seventeen measures, a hazard that closes
//! with its measure and check.

use anyue::domain::hazard::HazardEntry;
use anyue::domain::target::{Progress, Standing, words};
use anyue::ops::hazard;
use anyue::ops::responsibility::{matrix, registers};
use anyue::ops::target::{self, targets};

use super::{Season, day};

pub fn season() -> Season {
    let units = [
        ("生产保护部", "production"),
        ("财务部", "finance"),
        ("甲县总工会", "county"),
        ("乙县总工会", "county"),
        ("丙化工", "risky"),
        ("丁食品", "enterprise"),
    ];
    Season::of("linyi-2019", "2020-12-31", &units)
}

/// A model that was named in a year.
fn name(season: &mut Season, unit: &str, what: &str, level: &str, on: &str) {
    let fields = [
        ("name", "示范企业"),
        ("kind", what),
        ("level", level),
        ("named_on", on),
        ("evidence", "文件.pdf"),
    ];
    let id = season
        .add("models", unit, None, &fields)
        .expect("is written");
    season.reach(id, &[("trained", on), ("named", on)]);
}

fn progress(season: &Season, id: &str, year: &str, unit: Option<&str>) -> (String, Standing) {
    let all = targets(&season.desk, season.now.date()).expect("works out");
    let found = all
        .iter()
        .find(|one| one.target.as_str() == id)
        .expect("is declared");
    let target = target::target_of(&season.desk.campaign, &found.target).expect("is declared");
    let unit = unit.map(|unit| season.unit(unit));
    let is_it = |one: &&Progress| one.unit == unit && words::stretch(target, one.days) == year;
    let one = found.progress.iter().find(is_it).expect("is asked for");
    (words::value(target, one.value), one.standing)
}

/// All of the staff at once, or in parts of which the last says so; some of them are not all.
#[test]
fn a_training_counts_once_it_has_reached_everybody() {
    let mut season = season();
    for (unit, on, people, everybody) in [
        ("丙化工", "2019-05-14", "96", ""),
        ("丙化工", "2020-05-12", "60", ""),
        ("丙化工", "2020-05-19", "40", "是"),
        ("丁食品", "2020-06-03", "100", ""),
    ] {
        let fields = [
            ("held_on", on),
            ("subject", "岗位安全培训"),
            ("people", people),
            ("staff", "100"),
            ("everybody", everybody),
        ];
        season
            .add("trainings", unit, None, &fields)
            .expect("is written");
    }
    for (unit, year, number, standing) in [
        ("丙化工", "2019年", "0", Standing::Missed),
        ("丙化工", "2020年", "1", Standing::Reached),
        ("丁食品", "2019年", "0", Standing::Missed),
        ("丁食品", "2020年", "1", Standing::Reached),
    ] {
        let expected = (number.to_owned(), standing);
        let found = progress(&season, "trainings", year, Some(unit));
        assert_eq!(found, expected, "{unit} {year}");
    }
}

#[test]
fn a_range_is_reached_between_its_ends_in_each_year_for_itself() {
    let mut season = season();
    const KIND: &str = "创新竞赛示范企业";
    for on in ["2019-05-01", "2019-06-01", "2019-07-01"] {
        name(&mut season, "甲县总工会", KIND, "县级", on);
    }
    for month in ["02", "03", "04", "05", "06", "07"] {
        name(
            &mut season,
            "乙县总工会",
            KIND,
            "县级",
            &format!("2020-{month}-01"),
        );
    }
    name(&mut season, "生产保护部", KIND, "市级", "2020-03-01");
    for (unit, year, number, standing) in [
        ("甲县总工会", "2019年", "3", Standing::Reached),
        ("甲县总工会", "2020年", "0", Standing::Behind),
        ("乙县总工会", "2019年", "0", Standing::Missed),
        ("乙县总工会", "2020年", "6", Standing::Exceeded),
        ("乙县总工会", "2021年", "0", Standing::NotBegun),
    ] {
        let told = progress(&season, "county_models", year, Some(unit));
        assert_eq!(told, (number.to_owned(), standing), "{unit} {year}");
    }
    // The city's own level is counted apart.
    assert_eq!(progress(&season, "city_models", "2020年", None).0, "1");
}

/// Notes money of the contest's fund, in units of ten thousand yuan.
pub fn fund(season: &mut Season, on: &str, kind: &str, amount: &str) {
    let fields = [
        ("on", on),
        ("kind", kind),
        ("what", "竞赛经费"),
        ("amount", amount),
    ];
    season
        .add("funds", "财务部", None, &fields)
        .expect("is written");
}

#[test]
fn the_fund_is_money() {
    let mut season = season();
    fund(&mut season, "2019-03-01", "设立", "50");
    fund(&mut season, "2020-03-01", "设立", "48.5");
    fund(&mut season, "2020-06-01", "支出", "12.25");
    assert_eq!(
        progress(&season, "fund", "2019年", None),
        ("50.00".to_owned(), Standing::Reached)
    );
    assert_eq!(progress(&season, "fund", "2020年", None).0, "48.50");
}

#[test]
fn each_of_seventeen_measures_has_those_that_lead_and_answer() {
    let season = season();
    let register = registers(&season.desk.campaign)
        .next()
        .expect("is declared");
    let matrix = matrix(&season.desk, register, season.now.date()).expect("lays out");
    assert_eq!(matrix.rows.len(), 17);
    let lead = season.unit("生产保护部");
    for row in &matrix.rows {
        assert_eq!(
            row.cells.first().map(|cell| cell.unit),
            Some(lead),
            "{}",
            row.row
        );
    }
}

#[test]
fn a_hazard_closes_with_its_measure_and_check_and_not_before() {
    let mut season = season();
    let unit = season.unit("丙化工");
    let level = season.desk.campaign.hazard_levels[0].id.clone();
    let mut entry = HazardEntry::new(day("2020-05-01"), level);
    entry.place = "一车间".to_owned();
    entry.what = "护栏缺失".to_owned();
    let id = hazard::add(&mut season.desk, unit, &entry, season.now).expect("is entered");
    let nothing = hazard::Filled::new();
    let close = |season: &mut Season| {
        let on = day("2020-06-01");
        hazard::close(&mut season.desk, id, on, &nothing, season.now)
    };
    let fault = close(&mut season).expect_err("nothing was done yet");
    let wanted = "销号之前要先填好整改措施、整改期限、整改单位、责任人、防护措施、复查人";
    assert_eq!(fault.message, wanted);
    let seen = entry.clone();
    entry.measure = "加装护栏".to_owned();
    entry.due = Some(day("2020-05-20"));
    entry.responsible_unit = "丙化工".to_owned();
    entry.responsible = "班长甲".to_owned();
    entry.precautions = "设警戒线".to_owned();
    let closed = HazardEntry {
        closed_on: Some(day("2020-06-01")),
        ..entry.clone()
    };
    assert!(
        hazard::edit(&mut season.desk, id, &seen, &closed, "", season.now).is_err(),
        "by no way"
    );
    entry.checked_by = "安全员乙".to_owned();
    hazard::edit(&mut season.desk, id, &seen, &entry, "", season.now).expect("is written");
    close(&mut season).expect("is closed");
}

/// A trade is one trade, whatever the number of its contests in the year.
#[test]
fn a_trade_counts_once_in_a_year() {
    let mut season = season();
    for (name, trade, on) in [
        ("全市焊工竞赛", "焊工", "2020-05-01"),
        ("甲县焊工竞赛", "焊工", "2020-06-01"),
        ("全市电工竞赛", "电工", "2020-07-01"),
        ("全市焊工竞赛", "焊工", "2019-05-01"),
    ] {
        let fields = [
            ("name", name),
            ("held_on", on),
            ("kind", "职工职业技能竞赛"),
            ("level", "市级"),
            ("trade", trade),
        ];
        season
            .add("contests", "生产保护部", None, &fields)
            .expect("is written");
    }
    assert_eq!(progress(&season, "trades", "2020年", None).0, "2");
    assert_eq!(progress(&season, "trades", "2019年", None).0, "1");
    let without = [
        ("name", "全市竞赛"),
        ("held_on", "2020-08-01"),
        ("kind", "职工职业技能竞赛"),
        ("level", "市级"),
    ];
    let told = season
        .add("contests", "生产保护部", None, &without)
        .expect_err("a trade is asked for");
    assert_eq!(told, ["职工职业技能竞赛要写明工种，目标按工种数"]);
}
