//! Three levels of machines, and only files between them: what a unit fills in is added up twice on its way, and every number
//! opens at the top down to the sentence.

use serde_json::Value;

use super::bench::{Bench, UNITS};

/// The machines: the issuer's, one of a unit of it that collects, and those of two units below that.
struct Levels {
    top: Bench,
    middle: Bench,
    units: [Bench; 2],
}

fn carry(from: &Bench, name: &str, to: &Bench) {
    let bytes = std::fs::read(from.root().join(name)).expect("was made");
    to.file(name, bytes);
}

fn report(unit: &Bench, code: &str, people: &str) {
    unit.file("本周.txt", "学习了规程。");
    let people = format!("study_people={people}");
    let figures = ["--set", "study_sessions=3", "--set", &people];
    let week = ["submit", "--unit", code, "--period", "weekly/1"];
    let words = ["--narrative", "本周.txt"];
    unit.ok(&[&week[..], &words, &figures].concat());
    unit.ok(&["packet", "report", "weekly/1", "-o", "上报.anyue"]);
}

impl Levels {
    /// All desks are set up by packets, and both units have reported to the middle.
    fn new() -> Self {
        Self::below(Bench::with_desk())
    }

    fn below(top: Bench) -> Self {
        let levels = Self {
            top,
            middle: Bench::new(),
            units: [Bench::new(), Bench::new()],
        };
        let middle = &levels.middle;
        levels
            .top
            .ok(&["packet", "campaign", "--unit", "011", "-o", "下发.anyue"]);
        carry(&levels.top, "下发.anyue", middle);
        middle.ok(&["open", "下发.anyue", "--collect"]);
        for (unit, (code, name)) in levels
            .units
            .iter()
            .zip([("0111", "一站"), ("0112", "二站")])
        {
            middle.ok(&["unit", "add", name, "--code", code, "--kind", "直属单位"]);
            let file = format!("{name}.anyue");
            middle.ok(&["packet", "campaign", "--unit", code, "-o", &file]);
            carry(middle, &file, unit);
            unit.ok(&["open", &file]);
        }
        for (unit, (code, people)) in levels.units.iter().zip([("0111", "60"), ("0112", "5")]) {
            report(unit, code, people);
            carry(unit, "上报.anyue", middle);
            middle.ok(&["open", "上报.anyue"]);
        }
        levels
    }

    /// The middle adds up, and its packet arrives at the top.
    fn roll_up(&self, more: &[&str]) -> String {
        let told = self.middle.ok(&[&["rollup", "weekly/1"], more].concat());
        self.middle
            .ok(&["packet", "report", "weekly/1", "-o", "汇总.anyue"]);
        carry(&self.middle, "汇总.anyue", &self.top);
        self.top.ok(&["open", "汇总.anyue"]);
        std::fs::remove_file(self.middle.root().join("汇总.anyue")).expect("was made");
        told
    }

    fn trace(&self) -> String {
        self.top
            .ok(&["trace", "study_people", "--period", "weekly/1"])
    }
}

/// The unit reports to the top as well, below the middle, which adds it up.
fn report_twice(levels: &Levels) {
    let top = &levels.top;
    top.ok(&["unit", "add", "一站", "--code", "0111", "--parent", "011"]);
    levels.roll_up(&["--detail"]);
    top.file("本周.txt", "学习了规程。");
    let week = ["submit", "--unit", "0111", "--period", "weekly/1"];
    let said = ["--narrative", "本周.txt", "--set", "study_people=60"];
    top.ok(&[&week[..], &said, &["--set", "study_sessions=3"]].concat());
}

/// Another machine of the second unit says something else.
fn contradict(levels: &Levels) {
    let twin = Bench::new();
    carry(&levels.middle, "二站.anyue", &twin);
    twin.ok(&["open", "二站.anyue"]);
    report(&twin, "0112", "9");
    carry(&twin, "上报.anyue", &levels.middle);
    levels.middle.ok(&["open", "上报.anyue", "--accept-key"]);
}

/// The roll-up that goes on although the same work may be counted twice.
const ALL_THE_SAME: [&str; 5] = [
    "rollup",
    "weekly/1",
    "--accept-overlaps",
    "--reason",
    "两次不同的学习",
];

/// What `anyue rollup` prints where units overlap, and where one says two things.
pub fn doubtful_rollups() -> Vec<Value> {
    let levels = Levels::new();
    contradict(&levels);
    let contradicted = levels.middle.json(&["rollup", "weekly/1"]);
    report_twice(&levels);
    vec![contradicted, levels.top.json(&ALL_THE_SAME)]
}

/// What `anyue total` prints where a unit did not report, and one says two things.
pub fn doubtful_total() -> Value {
    let levels = Levels::new();
    contradict(&levels);
    levels.middle.json(&["total"])
}

/// What `total` and `overview` print at the top where a unit stands in the middle's total and reports there too.
pub fn told_twice(command: &str) -> Value {
    let levels = Levels::new();
    report_twice(&levels);
    levels.top.json(&[command])
}

/// The top never rolls up: it is told beside its totals, by name, where the codes are others.
#[test]
fn a_unit_that_reports_under_two_codes_is_flagged_at_the_top() {
    let levels = Levels::new();
    let top = &levels.top;
    levels.roll_up(&["--detail"]);
    assert!(!top.ok(&["total"]).contains("可能重复"));
    top.ok(&["unit", "add", "一站", "--code", "077"]);
    top.file("本周.txt", "学习了规程。");
    let week = ["submit", "--unit", "077", "--period", "weekly/1"];
    let said = ["--narrative", "本周.txt", "--set", "study_people=60"];
    top.ok(&[&week[..], &said, &["--set", "study_sessions=3"]].concat());
    for command in ["total", "overview"] {
        let told = top.ok(&[command]);
        let line = "可能重复：一站（0111、077）在一站、平江医院里都算了";
        assert!(told.contains(line), "{told}");
    }
}

/// What `anyue trace` prints of a number that came with its detail.
pub fn opened_trace() -> Value {
    let levels = Levels::new();
    levels.roll_up(&["--detail"]);
    levels
        .top
        .json(&["trace", "study_people", "--period", "weekly/1"])
}

/// What `anyue overview` prints at a desk between two others whose roll-up came back.
pub fn returned_overview() -> Value {
    let levels = Levels::new();
    levels.roll_up(&[]);
    let (top, middle) = (&levels.top, &levels.middle);
    let place = ["--unit", "011", "--period", "weekly/1"];
    let why = ["--comment", "study_people=请核对"];
    top.ok(&[&["review", "return"][..], &place, &why].concat());
    top.ok(&["packet", "campaign", "--unit", "011", "-o", "退回.anyue"]);
    carry(top, "退回.anyue", middle);
    middle.ok(&["open", "退回.anyue"]);
    middle.json(&["overview"])
}

/// What the middle's overview prints after something changed below what it has added up.
pub fn overtaken_overview() -> Value {
    let levels = Levels::new();
    levels.roll_up(&[]);
    let accept = ["review", "accept", "--unit", "0111", "--period", "weekly/1"];
    levels.middle.ok(&accept);
    levels.middle.json(&["overview"])
}

#[test]
fn a_total_that_was_overtaken_is_told_where_a_packet_is_made_of_it() {
    let levels = Levels::new();
    levels.roll_up(&[]);
    let middle = &levels.middle;
    let accept = ["review", "accept", "--unit", "0111", "--period", "weekly/1"];
    middle.ok(&accept);
    let told = middle.ok(&["overview"]);
    assert!(told.contains("有变动  每周活动材料·第1周"), "{told}");
    assert!(told.contains("重新汇总 anyue rollup weekly/1"), "{told}");
    let told = middle.ok(&["packet", "report", "weekly/1", "-o", "旧.anyue"]);
    assert!(
        told.contains("! 每周活动材料·第1周汇总以后，下面的报送有变动"),
        "{told}"
    );
    middle.file("说明.txt", "一站已核对。");
    let told = middle.ok(&["rollup", "weekly/1", "--narrative", "说明.txt"]);
    assert!(told.contains("已汇总"), "{told}");
    let told = middle.ok(&["packet", "report", "weekly/1", "-o", "新.anyue"]);
    assert!(!told.contains("有变动"), "{told}");
    levels.roll_up(&[]);
    let shown = ["review", "show", "--unit", "011", "--period", "weekly/1"];
    let told = levels.top.json(&shown)["versions"][0]["narrative"].to_string();
    assert!(told.contains("一站已核对。"), "{told}");
}

#[test]
fn a_number_opens_at_the_top_down_to_the_sentence() {
    let levels = Levels::new();
    let told = levels.roll_up(&[]);
    assert!(
        told.contains("收到的都算，其中 2 份还没有审核通过"),
        "{told}"
    );
    assert!(told.contains("单位数和表数一致"), "{told}");
    let told = levels.trace();
    assert!(
        told.contains("应报 2 家，计入 2 家（2 份还没有审核通过）；明细没有带来"),
        "{told}"
    );

    levels.roll_up(&["--detail", "--reason", "补明细"]);
    let told = levels.trace();
    for line in [
        "  65 人次",
        "    一站（0111）  60 人次",
        "安排理论学习中心组专题学习（3）次，参与（60）人次",
        "    二站（0112）  5 人次",
    ] {
        assert!(told.contains(line), "{line} is not in:\n{told}");
    }
    let told = levels
        .top
        .json(&["trace", "study_people", "--period", "weekly/1"]);
    let behind = &told["parts"][0]["submissions"][0]["behind"];
    assert_eq!(behind["sum_found"], Value::Null);
    assert_eq!(behind["units"][1]["submissions"][0]["answer"]["value"], 5);
}

#[test]
fn what_units_wrote_is_told_as_far_up_as_its_detail_came() {
    let levels = Levels::new();
    let summary = |desk: &Bench| desk.ok(&["export", "summary", "--format", "md", "-o", "-"]);
    levels.roll_up(&[]);
    let told = summary(&levels.top);
    assert!(
        !told.contains("典型材料"),
        "a roll-up writes nothing: {told}"
    );

    levels.roll_up(&["--detail", "--reason", "补明细"]);
    for desk in [&levels.top, &levels.middle] {
        let told = summary(desk);
        for line in ["共收到2家单位的文字材料2篇", "一站（第1周）：学习了规程。"]
        {
            assert!(told.contains(line), "{line} is not in:\n{told}");
        }
        assert!(!told.contains("汇总：应报"), "{told}");
        // What is not due yet has no rate.
        let next = told
            .lines()
            .find(|line| line.starts_with("| 每周活动材料·第2周"));
        assert!(
            next.is_some_and(|line| line.ends_with("| / | / |")),
            "{told}"
        );
    }
}

#[test]
fn a_campaign_that_asks_for_detail_gets_it_unless_somebody_says_otherwise() {
    let top = Bench::new();
    let source = include_str!("../../data/campaigns/gusu-2020.toml");
    top.file("活动.toml", format!("detail = true\n{source}"));
    top.forms("gusu-2020");
    top.file("units.csv", UNITS);
    top.ok(&["new", "--campaign", "活动.toml", "--units", "units.csv"]);
    let levels = Levels::below(top);
    levels.roll_up(&[]);
    assert!(levels.trace().contains("一站（0111）  60 人次"));
    levels.roll_up(&["--without-detail"]);
    assert!(levels.trace().contains("明细没有带来"));
    levels.roll_up(&[]);
    assert!(
        levels.trace().contains("明细没有带来"),
        "it was chosen once"
    );
    levels.roll_up(&["--detail"]);
    assert!(levels.trace().contains("一站（0111）  60 人次"));
}

#[test]
fn what_is_accepted_can_be_added_up_alone_and_every_total_says_which() {
    let levels = Levels::new();
    let middle = &levels.middle;
    let told = middle.ok(&["total", "--period", "weekly/1"]);
    assert!(
        told.contains("收到的都算，其中 2 份还没有审核通过"),
        "{told}"
    );
    let place = ["--unit", "0111", "--period", "weekly/1"];
    middle.ok(&[&["review", "accept"][..], &place].concat());

    let accepted = ["total", "--period", "weekly/1", "--accepted"];
    let told = middle.ok(&accepted);
    assert!(told.contains("只算审核通过的"), "{told}");
    assert!(told.contains("! 没有计入的 1 个：二站"), "{told}");
    let people = |total: &Value| {
        let figures = total["figures"].as_array().expect("a list").iter();
        let mut people = figures.filter(|figure| figure["figure"] == "study_people");
        people.next().expect("is asked")["total"]["value"].clone()
    };
    let total = middle.json(&accepted);
    assert_eq!(
        (&total["counting"], people(&total)),
        (&"accepted".into(), 60.into())
    );
    // The papers count the same, and say so.
    let paper = ["--format", "md", "--output", "-", "--period", "weekly/1"];
    let figures = [&["export", "figures", "--accepted"][..], &paper].concat();
    let written = middle.ok(&figures);
    assert!(written.contains("只算审核通过的"), "{written}");
    assert!(written.contains("| 60 |"), "{written}");
    let refused = middle.run(&["export", "liaisons", "--accepted"]).err;
    assert!(refused.contains("不汇总报送"), "{refused}");
    let total = middle.json(&["total", "--period", "weekly/1"]);
    assert_eq!(people(&total), 65);
    assert_eq!(total["forms"]["unreviewed"], 1);
    let traced = middle.json(&[
        "trace",
        "study_people",
        "--period",
        "weekly/1",
        "--accepted",
    ]);
    assert_eq!(traced["total"]["value"], 60);
    let told = levels.roll_up(&["--accepted"]);
    assert!(told.contains("只算审核通过的"), "{told}");
    assert!(told.contains("没有算进来的 1 家：二站"), "{told}");
}

#[test]
fn what_was_returned_goes_on_counting_and_every_total_says_so() {
    let levels = Levels::new();
    let middle = &levels.middle;
    let place = ["--unit", "0112", "--period", "weekly/1"];
    let why = ["--comment", "study_people=请核对"];
    middle.ok(&[&["review", "return"][..], &place, &why].concat());

    let words = "其中 2 份还没有审核通过（含 1 份已退回、尚未重报）";
    let total = ["total", "--period", "weekly/1"];
    assert!(middle.ok(&total).contains(words));
    let forms = &middle.json(&total)["forms"];
    assert_eq!(
        (&forms["unreviewed"], &forms["returned"]),
        (&2.into(), &1.into())
    );
    let rolled = levels.roll_up(&[]);
    assert!(rolled.contains(words), "{rolled}");
    assert_eq!(middle.json(&["rollup", "weekly/1"])["returned"], 1);

    let accepted = [&total[..], &["--accepted"]].concat();
    assert!(!middle.ok(&accepted).contains("已退回"));
    assert_eq!(middle.json(&accepted)["forms"]["counted"], 0);

    middle.ok(&["export", "summary", "--format", "md", "-o", "汇总.md"]);
    middle.ok(&["export", "annex2", "--format", "md", "-o", "附件2.md"]);
    for (paper, said) in [
        ("汇总.md", "含1份已退回、尚未重报"),
        ("附件2.md", "含 1 份已退回、尚未重报"),
    ] {
        let text = std::fs::read_to_string(middle.root().join(paper)).expect("was written");
        assert!(text.contains(said), "{paper}:\n{text}");
    }

    // What comes in its place waits for a decision of its own.
    let unit = &levels.units[1];
    let week = [
        "submit",
        "--unit",
        "0112",
        "--period",
        "weekly/1",
        "--reason",
        "已核对",
    ];
    unit.ok(&[&week[..], &["--set", "study_people=6"]].concat());
    std::fs::remove_file(unit.root().join("上报.anyue")).expect("was made");
    unit.ok(&["packet", "report", "weekly/1", "-o", "上报.anyue"]);
    carry(unit, "上报.anyue", middle);
    middle.ok(&["open", "上报.anyue"]);
    assert_eq!(middle.json(&total)["forms"]["returned"], 0);
}

#[test]
fn the_same_work_is_flagged_before_it_is_added() {
    let levels = Levels::new();
    report_twice(&levels);
    let top = &levels.top;
    let refused = top.run(&["rollup", "weekly/1"]);
    assert_eq!((refused.code, refused.out.as_str()), (1, ""), "{refused:?}");
    for told in [
        "平江医院自己填了",
        "它下面的单位也填了 60",
        "一站（0111）在平江医院、一站里都算了",
        "还没有汇总",
        "--accept-overlaps",
    ] {
        assert!(refused.err.contains(told), "{told}: {}", refused.err);
    }
    let unexplained = top.run(&["rollup", "weekly/1", "--accept-overlaps"]);
    assert_eq!(unexplained.code, 1, "{unexplained:?}");
    let told = top.ok(&ALL_THE_SAME);
    assert!(told.contains("说明过不重复、照样计入的"), "{told}");
    let total = top.ok(&["total", "--period", "weekly/1"]);
    assert!(total.contains("可能重复"), "{total}");
}

#[test]
fn units_and_forms_that_do_not_agree_are_told() {
    let levels = Levels::new();
    let middle = &levels.middle;
    let agreeing = middle.ok(&["total", "--period", "weekly/1"]);
    assert!(
        agreeing.contains("应报 2 个单位，已报 2 个，计入 2 份。"),
        "{agreeing}"
    );
    middle.ok(&[
        "unit",
        "add",
        "三站",
        "--code",
        "0113",
        "--today",
        "2020-06-01",
    ]);
    let told = middle.ok(&["total", "--period", "weekly/1"]);
    assert!(told.contains("单位数和表数不一致"), "{told}");
    assert!(told.contains("! 没有计入的 1 个：三站"), "{told}");
    contradict(&levels);
    let told = middle.ok(&["total", "--period", "weekly/1"]);
    assert!(
        told.contains("! 二站另有一份说法不同的，没有计入"),
        "{told}"
    );
    let told = levels.roll_up(&[]);
    assert!(told.contains("! 二站另有一份说法不同的"), "{told}");
    assert!(told.contains("没有算进来的 1 家：三站"), "{told}");
}

/// A third unit below the middle, which collects from two groups of which one has reported, and adds up.
fn station(levels: &Levels, more: &[&str]) {
    let (middle, station, group) = (&levels.middle, Bench::new(), Bench::new());
    let early = ["--today", "2020-06-01"];
    let add = |desk: &Bench, name: &str, code: &str| {
        let unit = ["unit", "add", name, "--code", code, "--kind", "直属单位"];
        desk.ok(&[&unit[..], &early].concat());
        let made = format!("{name}.anyue");
        desk.ok(&["packet", "campaign", "--unit", code, "-o", &made]);
    };
    add(middle, "三站", "0113");
    carry(middle, "三站.anyue", &station);
    station.ok(&["open", "三站.anyue", "--collect"]);
    add(&station, "三站一组", "01131");
    add(&station, "三站二组", "01132");
    carry(&station, "三站一组.anyue", &group);
    group.ok(&["open", "三站一组.anyue"]);
    report(&group, "01131", "7");
    carry(&group, "上报.anyue", &station);
    station.ok(&["open", "上报.anyue"]);
    station.ok(&[&["rollup", "weekly/1"], more].concat());
    station.ok(&["packet", "report", "weekly/1", "-o", "三站上报.anyue"]);
    carry(&station, "三站上报.anyue", middle);
    middle.ok(&["open", "三站上报.anyue"]);
}

#[test]
fn every_total_on_the_way_down_says_what_it_rests_on() {
    let levels = Levels::new();
    station(&levels, &["--detail"]);
    levels.roll_up(&["--detail"]);
    let told = levels.trace();
    for line in [
        "    三站（0113）  7 人次",
        "      这是汇总数：应报 2 家，计入 1 家（1 份还没有审核通过），没有算进来的 1 家：三站二组",
        "      三站一组（01131）  7 人次",
        "        每周活动材料·第1周：安排理论学习中心组专题学习（3）次，参与（7）人次",
    ] {
        assert!(told.contains(line), "{line} is not in:\n{told}");
    }
    let told = levels
        .top
        .json(&["trace", "study_people", "--period", "weekly/1"]);
    let units = &told["parts"][0]["submissions"][0]["behind"]["units"];
    assert_eq!(units[2]["total"]["missing"][0], "三站二组");
    assert_eq!(units[3]["total"], Value::Null, "a group adds nothing up");
}

#[test]
fn a_total_on_the_way_down_whose_detail_did_not_come_says_so() {
    let levels = Levels::new();
    station(&levels, &["--without-detail"]);
    levels.roll_up(&["--detail"]);
    let told = levels.trace();
    let line = "没有算进来的 1 家：三站二组；明细没有带来";
    assert!(told.contains(line), "{line} is not in:\n{told}");
    assert!(!told.contains("三站一组"), "{told}");
}

#[test]
fn yes_and_no_are_counted_on_their_way_up() {
    let top = Bench::new();
    let source = include_str!("../../data/campaigns/gusu-2020.toml");
    let of_a_name = "[figures.innovation_name]\nkind = \"text\"";
    let of_a_question = "[figures.innovation_name]\nkind = \"yes_no\"";
    assert!(source.contains(of_a_name));
    top.file("活动.toml", source.replace(of_a_name, of_a_question));
    top.forms("gusu-2020");
    top.file("units.csv", UNITS);
    top.ok(&["new", "--campaign", "活动.toml", "--units", "units.csv"]);
    let levels = Levels::below(top);
    let (top, middle) = (&levels.top, &levels.middle);
    for (unit, (code, said)) in levels.units.iter().zip([("0111", "是"), ("0112", "否")]) {
        let said = format!("innovation_name={said}");
        let week = ["submit", "--unit", code, "--period", "weekly/2"];
        unit.ok(&[&week[..], &["--narrative", "本周.txt", "--set", &said]].concat());
        unit.ok(&["packet", "report", "weekly/2", "-o", "第2周.anyue"]);
        carry(unit, "第2周.anyue", middle);
        middle.ok(&["open", "第2周.anyue"]);
    }
    let trace = ["trace", "innovation_name", "--period", "weekly/2"];
    let told = middle.ok(&trace);
    assert!(told.contains("是 1、否 1"), "{told}");
    middle.ok(&["rollup", "weekly/2"]);
    middle.ok(&["packet", "report", "weekly/2", "-o", "汇总.anyue"]);
    carry(middle, "汇总.anyue", top);
    top.ok(&["open", "汇总.anyue"]);
    assert!(
        top.ok(&trace).contains("是 1、否 1"),
        "as a count, not as a text"
    );
    // A unit that reports to the top itself is one more.
    top.file("本周.txt", "学习了规程。");
    let week = ["submit", "--unit", "012", "--period", "weekly/2"];
    let said = ["--narrative", "本周.txt", "--set", "innovation_name=是"];
    top.ok(&[&week[..], &said].concat());
    let told = top.json(&trace);
    assert_eq!(told["total"]["value"], "是 2、否 1");
    top.ok(&["export", "annex2", "--period", "weekly/2", "-o", "附件2.md"]);
    let paper = std::fs::read_to_string(top.root().join("附件2.md")).expect("is written");
    assert!(paper.contains("是 2、否 1"), "{paper}");
}
