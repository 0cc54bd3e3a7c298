//! The grids of the page: what stands in their cells is added up or worked out, and what they are held to is told.

use anyue::domain::submission::{Draft, Entry};
use anyue::draft::skeleton;
use anyue::ops::submit::{SubmitAs, SubmitError, submit};

use super::super::totals::totals;
use super::{Season, Told, UNIT, example};
use crate::seasons::noon;

const PERIOD: &str = "once";

/// A desk whose only further report asks for the example's table.
fn with_grid(title: &str, table: &str) -> Season {
    with_grid_and(title, table, "")
}

/// The same with something more in the campaign file.
fn with_grid_and(title: &str, table: &str, more: &str) -> Season {
    let report = format!(
        "[[duty]]\nid = \"{PERIOD}\"\nname = \"一次\"\ndue = 2020-06-25\ncovers = \"whole\"\nasks = [{{ table = \"{table}\" }}, {{ narrative = \"情况\" }}]\n"
    );
    let source = format!("{}\n{}\n\n{report}\n{more}", skeleton(2020), example(title));
    let units = [(UNIT, "enterprise"), ("丁厂", "enterprise")];
    Season::of_file(&source, "2020-06-20", &units)
}

#[test]
fn grids_work_out_their_formulas() {
    for (title, table, typed, ids, shown) in [
        (
            "方格表",
            "spots",
            &[
                ("villages_planned", 8),
                ("villages_built", 4),
                ("rural_planned", 2),
                ("rural_built", 1),
            ][..],
            &[
                "villages_rate",
                "total_planned",
                "total_built",
                "total_rate",
            ][..],
            &["50.0", "8", "4", "50.0"][..],
        ),
        (
            "方格表：金额",
            "subsidies",
            &[
                ("villages_owed", 5000),
                ("villages_paid", 2000),
                ("estates_owed", 2000),
                ("estates_paid", 0),
            ],
            &["villages_left", "both_owed", "both_left"],
            &["3000", "7000", "5000"],
        ),
    ] {
        let mut season = with_grid(title, table);
        season.hand_in(UNIT, PERIOD, "2020-06-22", typed);
        assert_eq!(
            totals(&mut season, table, UNIT, ids, "2020-06-26"),
            shown,
            "{title}"
        );
    }
}

impl Season {
    /// Hands in what was typed into the cells, and tells what is wrong with it.
    fn type_in(&mut self, unit: &str, cells: &[(&str, &str)]) -> Told {
        let typed = |(id, text): &(&str, &str)| ((*id).into(), Entry::Typed((*text).to_owned()));
        let draft = Draft {
            entries: cells.iter().map(typed).collect(),
            narrative: "有关情况".to_owned(),
            ..Draft::default()
        };
        let unit = self.unit(unit);
        let period = PERIOD.parse().expect("a period");
        let how = SubmitAs::default();
        match submit(
            &mut self.desk,
            unit,
            &period,
            &draft,
            &how,
            noon("2020-06-22"),
        ) {
            Err(SubmitError::Problems(reading)) => {
                let problems = reading.problems.into_iter();
                problems.map(|problem| problem.message).collect()
            }
            Err(SubmitError::Fault(fault)) => panic!("{fault}"),
            Ok(_) => Vec::new(),
        }
    }
}

#[test]
fn days_are_listed_and_yes_and_no_are_counted() {
    let mut season = with_grid("方格表：日期和是否", "supervision");
    for (unit, on, done) in [(UNIT, "2020-06-10", "是"), ("丁厂", "2020-06-12", "否")] {
        let cells = [("trained_on", on), ("trained_done", done)];
        assert_eq!(season.type_in(unit, &cells), [""; 0]);
    }
    let ids = ["trained_on", "trained_done"];
    assert_eq!(
        totals(&mut season, "supervision", UNIT, &ids, "2020-06-26"),
        ["2020-06-10", "是"]
    );
    assert_eq!(
        totals(&mut season, "supervision", "", &ids, "2020-06-26"),
        ["2020-06-10、2020-06-12", "是 1、否 1"]
    );
    for cell in [("trained_on", "六月"), ("trained_done", "部分")] {
        assert_eq!(season.type_in(UNIT, &[cell]).len(), 1, "{cell:?}");
    }
}

#[test]
fn a_grid_is_held_to_its_rules() {
    let sound = [
        ("big_firms", "5"),
        ("big_entered", "5"),
        ("big_complaints", "1"),
    ];
    let with = |cells: [(&'static str, &'static str); 2]| {
        let mut all = sound.to_vec();
        all.extend(cells);
        all
    };
    for (cells, told) in [
        (with([("risky_firms", "5"), ("risky_entered", "5")]), vec![]),
        (
            with([("risky_firms", "6"), ("risky_complaints", "2")]),
            vec![
                "“其中：高危行业企业”的企业数多于它所在的“规模以上企业”，请核对这两格",
                "“其中：高危行业企业”的来信来访多于它所在的“规模以上企业”，请核对这两格",
            ],
        ),
        (
            with([("small_firms_firms", "3"), ("small_firms_entered", "4")]),
            vec!["规模以下企业：参赛企业多于企业数"],
        ),
    ] {
        let mut season = with_grid("方格表：方格表的核对", "contest");
        assert_eq!(season.type_in(UNIT, &cells), told);
    }
}

/// What the page says of rules over what is worked out.
#[test]
fn a_rule_over_what_is_worked_out_is_told_when_it_is_handed_in() {
    let rule = "[[check]]\nrule = \"total_built <= total_planned\"\nseverity = \"error\"\nmessage = \"建成的合计多于计划\"\n";
    for (built, told) in [("4", vec![]), ("5", vec!["建成的合计多于计划"])] {
        let mut season = with_grid_and("方格表", "spots", rule);
        let cells = [
            ("villages_planned", "3"),
            ("villages_built", "1"),
            ("estates_planned", "2"),
            ("estates_built", built),
        ];
        assert_eq!(season.type_in(UNIT, &cells), told);
    }
}
