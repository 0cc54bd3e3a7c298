//! One journey for each of the other four notices: something is recorded on 登记, and what is worked out from it stands
//! on the screen behind 0.

use std::time::{Duration, Instant};

use super::database;
use super::terminal::Terminal;
use super::terminal::keys::{DOWN, ENTER, F9, RIGHT, TAB};
use crate::cli::bench::Bench;

/// A coordinator's desk of a campaign with these units, and the program on it.
fn coordinator(campaign: &str, units: &str, today: &str) -> (Bench, Terminal) {
    let bench = Bench::new();
    bench.file("units.csv", format!("名称,类别\n{units}"));
    bench.ok(&["new", "--campaign", campaign, "--units", "units.csv"]);
    let mut terminal = Terminal::start(bench.root(), today, &[]);
    terminal.wait_for("9登记");
    terminal.press(&["9"]);
    (bench, terminal)
}

#[test]
fn a_demonstration_point_is_selected_and_counts() {
    let units = "甲乡,town\n乙镇,town\n";
    let (_bench, mut terminal) = coordinator("xingguo-2024", units, "2024-11-20 09:00");
    terminal.wait_for("示范点台账");
    terminal.press(&["n"]);
    terminal.wait_for("哪家单位的");
    terminal.press(&["jx", ENTER]);
    terminal.wait_for("登记：示范点台账");
    terminal.press(&["一村", TAB, RIGHT, TAB, "一组", F9]);
    terminal.wait_for("已登记");
    terminal.press(&["g"]);
    terminal.wait_for("日期*");
    terminal.press(&[F9]);
    terminal.wait_for("已遴选 1");
    terminal.press(&["0"]);
    let targets = terminal.wait_for("千家示范");
    assert!(targets.contains("0目标"), "{targets}");
}

/// The form of a record, on a desk of two towns.
fn form_of_a_spot(terminal: &mut Terminal) {
    terminal.wait_for("示范点台账");
    terminal.press(&["n"]);
    terminal.wait_for("哪家单位的");
    terminal.press(&["jx", ENTER]);
    terminal.wait_for("登记：示范点台账");
}

#[test]
fn what_was_typed_into_a_record_outlives_a_kill_until_it_is_recorded() {
    let units = "甲乡,town\n乙镇,town\n";
    let (bench, mut terminal) = coordinator("xingguo-2024", units, "2024-11-20 09:00");
    form_of_a_spot(&mut terminal);
    terminal.press(&["桃花源一村"]);
    terminal.wait_for("桃花源一村");
    let saved = || {
        let drafts = "SELECT COUNT(*) FROM form_draft WHERE content LIKE '%桃花源一村%'";
        let count = database(&bench).query_row(drafts, [], |row| row.get(0));
        count.unwrap_or(0_i64)
    };
    let started = Instant::now();
    while saved() == 0 {
        assert!(
            started.elapsed() < Duration::from_secs(20),
            "it is never saved"
        );
    }
    terminal.signal("KILL");
    terminal.wait_end();
    let mut terminal = Terminal::start(bench.root(), "2024-11-20 09:05", &[]);
    terminal.wait_for("9登记");
    terminal.press(&["9"]);
    form_of_a_spot(&mut terminal);
    terminal.wait_for("桃花源一村");
    terminal.press(&[TAB, RIGHT, TAB, "一组", F9]);
    terminal.wait_for("已登记");
    terminal.press(&["n"]);
    terminal.wait_for("哪家单位的");
    terminal.press(&["jx", ENTER]);
    let blank = terminal.wait_for("登记：示范点台账");
    assert!(!blank.contains("名称*  桃花源一村"), "{blank}");
    assert_eq!(saved(), 0);
}

#[test]
fn a_measure_is_taken_up_by_one_who_answers_for_it() {
    let units = "生产保护部,production\n甲县总工会,county\n";
    let (_bench, mut terminal) = coordinator("linyi-2019", units, "2019-05-20 09:00");
    terminal.wait_for("推进举措分工");
    terminal.press(&["n"]);
    terminal.wait_for("各类劳动竞赛普遍开展");
    terminal.press(&[ENTER]);
    terminal.wait_for("哪家单位的");
    terminal.press(&["jx", ENTER]);
    terminal.wait_for("登记：推进举措分工");
    terminal.press(&["已动员部署", F9]);
    terminal.wait_for("已登记");
    terminal.press(&["g"]);
    terminal.wait_for("日期*");
    terminal.press(&[F9]);
    terminal.wait_for("已制定措施 1");
    // From the targets on to the responsibilities.
    terminal.press(&["0"]);
    terminal.wait_for("目标 责任");
    terminal.press(&["b"]);
    terminal.wait_for("1/2");
}

#[test]
fn a_contest_shows_what_is_missing_to_ninety() {
    let units = "示例市总工会,city\n甲矿,key_enterprise\n乙店,enterprise\n";
    let (_bench, mut terminal) = coordinator("ankang-2025", units, "2025-09-01 09:00");
    terminal.wait_for("参赛报名");
    terminal.press(&["b"]);
    terminal.wait_for("活动记录");
    terminal.press(&["n"]);
    terminal.wait_for("哪家单位的");
    terminal.press(&["jk", ENTER]);
    terminal.wait_for("登记：活动记录");
    terminal.press(&[TAB, RIGHT, TAB, "普法讲座", F9]);
    terminal.wait_for("已登记");
    // Nothing is published yet, and so nothing is given.
    terminal.press(&["0"]);
    let scores = terminal.wait_for("全国“安康杯”竞赛活动参赛单");
    assert!(
        scores.contains("0积分") && scores.contains("90"),
        "{scores}"
    );
    // Nobody leads the only row that the notice gives: there is no matrix to turn to.
    terminal.press(&[DOWN, "b"]);
    let awards = terminal.wait_for("优胜单位");
    assert!(!awards.contains("责任单位"), "{awards}");
}

#[test]
fn a_quiz_is_counted_and_nobody_is_ranked() {
    let units = "甲化工,chemical\n乙商场,fire\n";
    let (_bench, mut terminal) = coordinator("qianjiang-2025", units, "2025-06-10 09:00");
    terminal.wait_for("活动记录");
    terminal.press(&["b"]);
    terminal.wait_for("网络知识答题");
    terminal.press(&["n"]);
    terminal.wait_for("哪家单位的");
    terminal.press(&["ysc", ENTER]);
    terminal.wait_for("登记：网络知识答题");
    terminal.press(&["员工甲", TAB, TAB, TAB, RIGHT, TAB, "5", TAB, "4", F9]);
    terminal.wait_for("已登记");
    terminal.press(&["0"]);
    terminal.wait_for("参与/全部 1/2 家");
    let bench = terminal.wait_for("乙商场");
    let first = bench.find("甲化工");
    assert!(
        first < bench.find("乙商场"),
        "in the desk's own order: {bench}"
    );
}
