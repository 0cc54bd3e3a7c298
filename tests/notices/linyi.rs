//! Linyi 2019–2022: seventeen measures with who leads and who answers, targets by year and level, hazards closed one by
//! one.

use anyue::domain::campaign::{
    CLOSED, Campaign, Goal, Party, RecordsPerRow, Span, TargetScope, TargetTime,
};
use anyue::domain::id::StageId;

use super::{campaign, due_days};

/// The responsible units of each measure, as the notice lists them behind it: C counties, I industries, O organs, L large
/// enterprises, F finance, R rights, G grassroots, W women, P publicity.
const RESPONSIBLE: [&str; 17] = [
    "CIOL", "CIOL", "CIOL", "CIOL", "IO", "CIOL", "IO", "CIOL", "FRCIOL", "GW", "F", "RPCIOL",
    "CIOL", "CIOL", "CIOL", "FPCIOL", "PCIOL",
];

fn letters(parties: &[Party]) -> String {
    let letter = |party: &Party| match party.kind.as_str() {
        "county" => 'C',
        "industry" => 'I',
        "organ" => 'O',
        "large" => 'L',
        "finance" => 'F',
        "rights" => 'R',
        "grassroots" => 'G',
        "women" => 'W',
        "publicity" => 'P',
        "production" => '生',
        other => panic!("{other} answers for no measure"),
    };
    parties.iter().map(letter).collect()
}

#[test]
fn seventeen_measures_stand_in_three_parts_each_with_its_units() {
    let campaign = campaign("linyi-2019");
    let measures = campaign
        .register(&"measures".into())
        .expect("it is declared");
    assert_eq!(measures.rows.len(), 17);
    assert_eq!(measures.records_per_row, RecordsPerRow::EachUnit);
    let in_part = |part: &str| {
        let rows = measures.rows.iter();
        rows.filter(|row| row.section == part).count()
    };
    assert_eq!(
        (
            in_part("目标任务"),
            in_part("推进举措"),
            in_part("保障措施")
        ),
        (4, 10, 3)
    );
    for (row, responsible) in measures.rows.iter().zip(RESPONSIBLE) {
        assert_eq!(letters(&row.responsibility.lead), "生", "{}", row.id);
        assert_eq!(
            letters(&row.responsibility.responsible),
            responsible,
            "{}",
            row.id
        );
        assert!(row.text.chars().count() > 60, "{} is told whole", row.id);
    }
}

/// At least, at most (tenths of a percent for rates, hundredths of 万元 for money), how often, and of whom.
type Wanted = (
    &'static str,
    Option<i64>,
    Option<i64>,
    &'static str,
    &'static str,
);

const TARGETS: [Wanted; 16] = [
    ("coverage", Some(800), None, "2022", "all"),
    ("innovation", None, None, "2022", "all"),
    ("studios", Some(500), None, "2022", "all"),
    ("teams", Some(1000), None, "2022", "all"),
    ("people", Some(1500), None, "2022", "all"),
    ("trades", Some(80), None, "year", "all"),
    ("creative", Some(1), Some(2), "year", "all"),
    ("county_models", Some(3), Some(5), "year", "county"),
    ("city_models", Some(10), Some(20), "year", "all"),
    ("county_safety_models", Some(3), Some(5), "year", "county"),
    ("city_safety_models", Some(3), Some(5), "year", "all"),
    (
        "plans",
        Some(2),
        None,
        "year",
        "county industry organ large",
    ),
    ("safety_coverage", Some(1000), None, "2022", "all"),
    ("trainings", Some(1), None, "year", "risky enterprise"),
    ("drills", Some(1), None, "year", "risky"),
    ("county_classes", Some(1), None, "year", "county production"),
];

#[test]
fn targets_are_those_of_the_notice_by_year_and_level() {
    let campaign = campaign("linyi-2019");
    for (id, at_least, at_most, when, who) in TARGETS {
        let target = campaign.target(&id.into()).expect(id);
        let goal = target.goal.unwrap_or(Goal {
            at_least: None,
            at_most: None,
        });
        assert_eq!((goal.at_least, goal.at_most), (at_least, at_most), "{id}");
        let found = match target.time {
            TargetTime::By(day) => day.format("%Y").to_string(),
            TargetTime::Each(Span::Year) => "year".to_owned(),
            TargetTime::Each(_) => "shorter".to_owned(),
        };
        assert_eq!(found, when, "{id}");
        let units = match &target.scope {
            TargetScope::Together(_) | TargetScope::Split(_) => "all".to_owned(),
            TargetScope::EachUnit(kinds) => {
                let kinds: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
                kinds.join(" ")
            }
        };
        assert_eq!(units, who, "{id}");
    }
    assert_eq!(campaign.targets.len(), TARGETS.len() + 1, "and the fund");
    let fund = campaign.target(&"fund".into()).expect("it is declared");
    let yuan_hundredths = fund.goal.and_then(|goal| goal.at_least);
    assert_eq!(
        yuan_hundredths,
        Some(50_00),
        "50.00 万元, 500,000 yuan a year"
    );
}

#[test]
fn no_hazard_is_closed_without_its_measure_and_its_check() {
    let campaign = campaign("linyi-2019");
    let (_, closed) = campaign
        .hazard_ledger
        .stage(&StageId::from(CLOSED))
        .expect("hazards are closed");
    let wanted: Vec<&str> = closed.requires.iter().map(|field| field.as_str()).collect();
    assert_eq!(
        wanted,
        [
            "measure",
            "due",
            "responsible_unit",
            "responsible",
            "precautions",
            "checked_by"
        ]
    );
}

#[test]
fn quarters_and_years_bear_their_year() {
    let campaign: Campaign = campaign("linyi-2019");
    let due = due_days(&campaign);
    let quarters = due.iter().filter(|(name, _)| name.contains("季度"));
    assert_eq!(quarters.count(), 16);
    let years: Vec<(&str, &str)> = due
        .iter()
        .filter(|(name, _)| !name.contains("季度"))
        .map(|(name, day)| (name.as_str(), day.as_str()))
        .collect();
    assert_eq!(
        years,
        [
            ("群众性安全生产情况·2019年", "2019-12-31"),
            ("群众性安全生产情况·2020年", "2020-12-31"),
            ("群众性安全生产情况·2021年", "2021-12-31"),
            ("群众性安全生产情况·2022年", "2022-12-31"),
        ]
    );
}
