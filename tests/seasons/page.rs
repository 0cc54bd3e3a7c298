//! What the page on campaign files shows is not only sound but works: each example is put into a new file, a desk is made
//! of it, and what the example is there for happens. Grids are in `grids`.

mod grids;

use anyue::domain::campaign::Outcome;
use anyue::domain::hazard::HazardEntry;
use anyue::domain::nomination::NominationEntry;
use anyue::domain::ratio::Ratio;
use anyue::domain::submission::{Entry, show_answer};
use anyue::domain::target::Standing;
use anyue::draft::{offers, skeleton};
use anyue::error::Fault;
use anyue::export::Format;
use anyue::ops::export::{Kind, Request, bytes};
use anyue::ops::hazard;
use anyue::ops::nomination::{self, set_quotas};
use anyue::ops::points::{TypedScore, scores, set_score, table_named};
use anyue::ops::prefill::prefill;
use anyue::ops::responsibility::{matrix, registers};
use anyue::ops::target::targets;

use super::totals::totals;
use super::{Season, Told, day};

const UNIT: &str = "甲厂";
const TOWN: &str = "乙镇";

fn example(title: &str) -> String {
    let mut offers = offers().into_iter();
    let offer = offers.find(|offer| offer.title == title);
    offer.expect("the page has it").example
}

/// A desk of the new file with an example of the page in it, in the middle of the season.
fn with_example(title: &str) -> Season {
    let source = format!("{}\n{}\n", skeleton(2020), example(title));
    let units = [(UNIT, "enterprise"), (TOWN, "town"), ("丙局", "department")];
    Season::of_file(&source, "2020-06-20", &units)
}

/// Whoever adds an example to the page says here what it is there for.
#[test]
fn every_example_of_the_page_is_tried() {
    let tried = [include_str!("page.rs"), include_str!("page/grids.rs")].concat();
    for offer in offers() {
        let title = format!("\"{}\"", offer.title);
        assert!(tried.contains(&title), "{title}");
    }
}

fn deadlines(season: &Season, duty: &str) -> Vec<String> {
    let periods = season.desk.plan.periods.iter();
    let own = periods.filter(|period| period.id.duty.as_str() == duty);
    own.map(|period| period.occurrence.deadline.cst().to_string())
        .collect()
}

#[test]
fn duties_fall_due_by_the_week_the_month_the_quarter_and_the_day() {
    let season = with_example("报送任务：每周、每月、每季和每日零报告");
    let days = deadlines(&season, "zero_report");
    assert_eq!(days.len(), 30, "every day of June: {days:?}");
    assert!(days.iter().all(|day| day.contains(" 16:00:00")), "{days:?}");
    let thursdays = deadlines(&season, "thursday");
    assert!(
        thursdays[0].starts_with("2020-06-04 12:00:00"),
        "{thursdays:?}"
    );
    assert!(deadlines(&season, "monthly")[0].starts_with("2020-06-26 00:00:00"));
    assert!(deadlines(&season, "quarterly")[0].starts_with("2020-07-01 00:00:00"));
}

#[test]
fn a_cumulative_report_arrives_filled_in_and_is_not_added_again() {
    let mut season = with_example("报送任务：填累计数的任务");
    let ids = ["trainings_held", "trainings_people"];
    season.hand_in(
        UNIT,
        "trainings_monthly/1",
        "2020-06-25",
        &[(ids[0], 3), (ids[1], 40)],
    );
    let last = "trainings_final".parse().expect("a period");
    let filled = prefill(&season.desk, season.unit(UNIT), &last).expect("reads");
    let typed = ids.map(|id| filled.entries[id].clone());
    assert_eq!(typed, ["3", "40"].map(|text| Entry::Typed(text.to_owned())));
    season.hand_in(
        UNIT,
        "trainings_final",
        "2020-07-02",
        &[(ids[0], 5), (ids[1], 60)],
    );
    let total = totals(&mut season, "trainings", UNIT, &ids, "2020-07-03");
    assert_eq!(total, ["5", "60"]);
}

#[test]
fn a_register_asks_for_what_it_needs_and_of_whom() {
    let mut season = with_example("台账");
    let fields = [
        ("held_on", "2020-06-02"),
        ("action", "应急演练"),
        ("people", "40"),
        ("evidence", "签到表.pdf"),
    ];
    season
        .add("activities", UNIT, None, &fields)
        .expect("is written");
    let refused = season.refused("activities", UNIT, &fields[1..]);
    assert_eq!(refused, ["开展日期是必填项，请填写"]);
    let refused = season.refused("activities", UNIT, &fields[..1]);
    assert_eq!(refused, ["行动是必填项，请填写"]);
    // Only enterprises keep it.
    assert_eq!(season.refused("activities", TOWN, &fields).len(), 1);
}

#[test]
fn records_are_a_source_of_figures() {
    let mut season = with_example("台账：从台账取数");
    for (on, people) in [("2020-06-02", "20"), ("2020-06-09", "15")] {
        let fields = [("held_on", on), ("people", people)];
        season
            .add("classes", UNIT, None, &fields)
            .expect("is written");
    }
    let period = "classes_report".parse().expect("a period");
    let filled = prefill(&season.desk, season.unit(UNIT), &period).expect("reads");
    let of = |id: &str| {
        let figure = season
            .desk
            .campaign
            .figure(&id.into())
            .expect("is declared");
        show_answer(figure, &filled.registers[&figure.id])
    };
    assert_eq!(
        (of("classes_held"), of("classes_people")),
        ("2".to_owned(), "35".to_owned())
    );
    let typed = [("classes_held", 3), ("classes_people", 35)];
    let doubts = season.doubts(UNIT, "classes_report", "2020-06-29", &typed);
    assert_eq!(
        doubts.len(),
        1,
        "one of them is not what the register says: {doubts:?}"
    );
}

#[test]
fn a_target_counts_its_register() {
    let mut season = with_example("目标");
    season
        .add("drills", TOWN, None, &[("held_on", "2020-06-03")])
        .expect("is written");
    let all = targets(&season.desk, season.now.date()).expect("works out");
    let shown = all[0]
        .progress
        .iter()
        .find(|one| one.unit.is_none())
        .expect("all together");
    assert_eq!(shown.value, Outcome::Number(Ratio::integer(1)));
    let half = &shown.milestones[0];
    let (name, standing) = (half.name.as_str(), half.standing);
    assert_eq!((name, standing), ("过半", Standing::Missed));
}

#[test]
fn a_target_of_each_unit_names_who_has_not_reached_it() {
    let mut season = with_example("目标：每个单位都要达到的目标");
    for other in ["丁厂", "戊厂"] {
        season.join(other, "enterprise", "");
    }
    // Twice is no more than reached, and a drill of a town is not asked for.
    for on in ["2020-06-03", "2020-06-10"] {
        let fields = [("held_on", on), ("subject", "疏散")];
        season
            .add("unit_drills", "丁厂", None, &fields)
            .expect("is written");
    }
    let today = season.now.date();
    let all = targets(&season.desk, today).expect("works out");
    let target = &season.desk.campaign.targets[0];
    let line = all[0].line(target, today).expect("has begun");
    assert_eq!(
        (line.wanted.as_str(), line.done.as_str()),
        ("每单位1次", "1/3")
    );
    let units = season.desk.units().expect("reads");
    let name = |id| {
        let unit = units.iter().find(|unit| unit.id == id);
        unit.expect("is there").name.clone()
    };
    let each = all[0].each(today).expect("each for itself");
    assert_eq!(
        each.told(9, name),
        "已完成 1/3 家，还没有完成的：甲厂、戊厂"
    );
    assert_eq!(
        each.told(1, name),
        "已完成 1/3 家，还没有完成的：甲厂等 2 家"
    );
    let request = Request::new(&season.desk, Kind::Targets);
    let paper = bytes(&mut season.desk, &request, Format::Md, season.now).expect("is written");
    let paper = String::from_utf8(paper).expect("is UTF-8");
    let remark = "每家企业每年演练：已完成 1/3 家，还没有完成的：甲厂、戊厂。";
    assert!(paper.contains(remark), "{paper}");
    // Where once is the most, whoever drilled twice has nothing left to do, and has not reached it either.
    let goal = season.desk.campaign.targets[0].goal.as_mut();
    goal.expect("a number is wanted").at_most = Some(1);
    let all = targets(&season.desk, today).expect("works out");
    let each = all[0].each(today).expect("each for itself");
    assert_eq!(
        each.told(9, name),
        "已完成 0/3 家，还没有完成的：甲厂、戊厂；超出的：丁厂"
    );
}

impl Season {
    /// What is told where a record is not written.
    fn refused(&mut self, register: &str, unit: &str, fields: &[(&str, &str)]) -> Told {
        let added = self.add(register, unit, None, fields);
        added.expect_err("is not written")
    }
}

/// Points of a unit by the file's only table.
fn points(season: &Season) -> i64 {
    let table = table_named(&season.desk.campaign, None).expect("is there");
    let scores = scores(&season.desk, table, season.now).expect("works out");
    let unit = season.unit(UNIT);
    let own = scores.units.iter().find(|one| one.unit == unit);
    own.expect("takes part").score.total
}

#[test]
fn points_stop_at_their_cap_and_repeats_are_a_bonus() {
    let mut season = with_example("积分办法");
    for on in ["2020-06-02", "2020-06-03"] {
        let fields = [("held_on", on), ("action", "应急演练")];
        season
            .add("contest_deeds", UNIT, None, &fields)
            .expect("is written");
    }
    assert_eq!(points(&season), 5 + 1);
}

#[test]
fn people_have_points_of_their_own() {
    let mut season = with_example("积分办法：个人的积分");
    let fields = [
        ("person", "张某某"),
        ("played_on", "2020-06-02"),
        ("finds", "4"),
        ("right", "3"),
    ];
    season.add("quiz", UNIT, None, &fields).expect("is written");
    assert_eq!(points(&season), 7);
    assert_eq!(
        season.refused("quiz", UNIT, &fields).len(),
        1,
        "one level a day"
    );
    let (too_many, too_right) = ("每个关卡只有5个隐患点", "答对的题不会多于发现的隐患点");
    for (finds, right, broken) in [
        ("6", "6", &[too_many][..]),
        ("4", "5", &[too_right]),
        ("6", "7", &[too_many, too_right]),
    ] {
        let next_day = ("played_on", "2020-06-03");
        let fields = [fields[0], next_day, ("finds", finds), ("right", right)];
        assert_eq!(season.refused("quiz", UNIT, &fields), broken);
    }
}

#[test]
fn what_stands_after_review_counts() {
    let mut season = with_example("积分办法：自评和复核");
    let unit = season.unit(UNIT);
    for (own, reviewed, total) in [(Some("18"), None, 180), (None, Some("15.5"), 155)] {
        let typed = TypedScore { own, reviewed };
        let place = (&"assessment".into(), &"plan".into());
        set_score(&mut season.desk, place, unit, typed, "", season.now).expect("is written");
        assert_eq!(points(&season), total);
    }
    // The books of June were due on the 25th: two days late, half a point each.
    season.hand_in(UNIT, "monthly_books/1", "2020-06-27", &[]);
    assert_eq!(points(&season), 155 - 10);
}

#[test]
fn who_is_put_forward_stays_within_the_quota() {
    let mut season = with_example("评选");
    let (body, unit, award) = (season.unit(TOWN), season.unit(UNIT), "best_unit".into());
    set_quotas(&mut season.desk, &award, &[(body, Some(1))], season.now).expect("is allotted");
    let entry = |unit, rank| NominationEntry {
        unit,
        name: String::new(),
        rank,
        ticked: [("no_accident".into(), true)].into(),
        steps: [
            ("party".into(), day("2020-06-10")),
            ("congress".into(), day("2020-06-12")),
        ]
        .into(),
        note: "积分在途，先行推荐".to_owned(),
    };
    // Ninety points are wanted: without a reason the approval is not finished.
    let silent = NominationEntry {
        note: String::new(),
        ..entry(unit, 1)
    };
    let refused = nomination::nominate(&mut season.desk, &award, body, &silent, season.now);
    let refused = refused.expect_err("it has no points").message;
    assert!(refused.contains("积分90分以上"), "{refused}");
    nomination::nominate(&mut season.desk, &award, body, &entry(unit, 1), season.now)
        .expect("is put forward");
    let lists = nomination::lists(&season.desk, season.now).expect("reads");
    assert_eq!(
        lists[0]
            .bodies
            .iter()
            .map(|list| list.nominations.len())
            .sum::<usize>(),
        1
    );
    // One candidate more may be put forward, and no second one.
    for (name, fits) in [("丁厂", true), ("戊厂", false)] {
        season.join(name, "enterprise", "");
        let entry = entry(season.unit(name), 2);
        let put = nomination::nominate(&mut season.desk, &award, body, &entry, season.now);
        assert_eq!(put.is_ok(), fits, "{name}: {put:?}");
    }
}

#[test]
fn a_record_goes_through_its_stages_with_its_money() {
    let mut season = with_example("台账：阶段");
    let fields = [
        ("name", "幸福里"),
        ("kind", "城区住宅小区"),
        ("photo", "照片.jpg"),
        ("paid", "2000"),
    ];
    let id = season
        .add("spots", TOWN, None, &fields)
        .expect("is written");
    season.reach(id, &[("selected", "2020-06-02"), ("built", "2020-06-10")]);
    let too_much = [
        ("name", "安乐里"),
        ("kind", "城区住宅小区"),
        ("paid", "2001"),
    ];
    let refused = season.refused("spots", TOWN, &too_much);
    assert_eq!(refused, ["已补助的金额多于补助标准"]);
}

#[test]
fn given_rows_are_each_answered_for() {
    let season = with_example("台账：给定的行");
    let register = registers(&season.desk.campaign).next().expect("is there");
    let matrix = matrix(&season.desk, register, season.now.date()).expect("reads");
    assert_eq!(matrix.rows.len(), 1);
}

#[test]
fn a_hazard_is_closed_with_all_that_is_wanted() {
    let mut season = with_example("隐患台账");
    let entry = HazardEntry {
        place: "三号车间".to_owned(),
        what: "护栏松动".to_owned(),
        ..HazardEntry::new(day("2020-06-02"), "general".into())
    };
    let told = add_and_close(&mut season, &entry).expect_err("nothing is written down yet");
    let wanted = "销号之前要先填好整改措施、整改期限、整改单位、责任人、防护措施、复查人";
    assert_eq!(told.message, wanted);
    let all = HazardEntry {
        measure: "加装护栏".to_owned(),
        due: Some(day("2020-06-20")),
        responsible_unit: UNIT.to_owned(),
        responsible: "班长甲".to_owned(),
        precautions: "拉警戒线".to_owned(),
        checked_by: "检查员乙".to_owned(),
        ..entry
    };
    add_and_close(&mut season, &all).expect("all of it is written down");
}

fn add_and_close(season: &mut Season, entry: &HazardEntry) -> Result<(), Fault> {
    let unit = season.unit(UNIT);
    let id = hazard::add(&mut season.desk, unit, entry, season.now).expect("is written");
    let on = day("2020-06-03");
    hazard::close(&mut season.desk, id, on, &hazard::Filled::new(), season.now)
}
