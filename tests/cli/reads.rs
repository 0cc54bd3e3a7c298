//! What is read off a desk: the matrix, totals and what they are made of, texts for late units.

use super::bench::Bench;

/// Now, in these tests: an hour when the third week is due and two are over.
const NOW: [&str; 2] = ["--today", "2020-06-18 17:40"];

/// A bench on which two units have reported, one late, and one has been given time.
fn bench() -> Bench {
    let bench = Bench::with_desk();
    bench.file("narrative.txt", "本周组织学习。\n");
    let submit = |unit: &str, period: &str, day: &str, sets: &[&str]| {
        let mut all = vec![
            "submit",
            "--unit",
            unit,
            "--period",
            period,
            "--narrative",
            "narrative.txt",
        ];
        all.extend(["--today", day]);
        all.extend(sets.iter().flat_map(|set| ["--set", set]));
        bench.ok(&all);
    };
    submit(
        "011",
        "weekly/1",
        "2020-06-04",
        &["study_sessions=2", "study_people=60"],
    );
    submit(
        "011",
        "weekly/2",
        "2020-06-11",
        &["study_sessions=1", "study_people=30", "kickoff_form=线上"],
    );
    submit("012", "weekly/2", "2020-06-12", &["study_sessions=0"]);
    bench.ok(&[
        "extend",
        "--unit",
        "013",
        "--period",
        "weekly/3",
        "--to",
        "6月20日",
        "--reason",
        "防汛",
    ]);
    bench.ok(&["unit", "excuse", "014", "--reason", "停业装修"]);
    bench
}

fn told(bench: &Bench, arguments: &[&str]) -> String {
    bench.told(&[&NOW[..], arguments].concat())
}

#[test]
fn the_matrix_as_text() {
    let bench = bench();
    insta::assert_snapshot!(told(&bench, &["status"]));
    let late = told(
        &bench,
        &[
            "status", "--state", "迟报", "--period", "weekly/2", "--sort", "urgency",
        ],
    );
    let found = told(
        &bench,
        &["status", "--search", "pjyy", "--period", "weekly/1"],
    );
    let kind = told(
        &bench,
        &[
            "status",
            "--kind",
            "养老机构",
            "--state",
            "late",
            "--state",
            "missing",
        ],
    );
    let wrong = told(&bench, &["status", "--state", "迟到"]);
    insta::assert_snapshot!("narrowed", [late, found, kind, wrong].join("\n\n"));
}

/// What the command line writes to a screen, or to a file; run within this process, with an environment of its own.
fn written(bench: &Bench, is_terminal: bool, no_color: bool, arguments: &[&str]) -> String {
    use std::io::{self, Write};
    use std::sync::{Arc, Mutex};

    #[derive(Clone, Default)]
    struct Shared(Arc<Mutex<Vec<u8>>>);

    impl Write for Shared {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().expect("one writer").write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    let out = Shared::default();
    let mut environment = anyue::cli::Environment {
        paths: Ok(anyue::paths::Paths::below(bench.root())),
        clock: anyue::clock::Clock::Machine,
        stdin: Box::new(io::empty()),
        stdout: Box::new(out.clone()),
        stderr: Box::new(io::sink()),
        is_terminal,
        tells_person: false,
        asks_person: false,
        office: None,
        editor: anyue::editor::Editor::of_machine(),
        scratch: bench.root().to_owned(),
        no_color,
    };
    let words = ["anyue"]
        .iter()
        .chain(&NOW)
        .chain(arguments)
        .map(Into::into);
    anyue::cli::run(words, &mut environment);
    let bytes = out.0.lock().expect("one writer").clone();
    String::from_utf8(bytes).expect("it speaks UTF-8")
}

#[test]
fn colours_are_for_terminals_only() {
    let bench = bench();
    let coloured = |is_terminal, no_color, arguments: &[&str]| {
        written(&bench, is_terminal, no_color, arguments).contains("\u{1b}[31m缺报")
    };
    assert!(coloured(true, false, &["status"]));
    assert!(!coloured(true, true, &["status"]), "NO_COLOR");
    assert!(!coloured(true, false, &["status", "--no-color"]));
    assert!(!coloured(true, false, &["status", "--json"]));
    assert!(!coloured(false, false, &["status"]));
    let plain = written(&bench, true, true, &["status"]);
    assert_eq!(
        plain,
        written(&bench, false, false, &["status"]),
        "the words are the same"
    );
}

#[test]
fn totals_as_a_list_and_on_paper() {
    let bench = bench();
    let list = told(&bench, &["total"]);
    let head: Vec<&str> = list.lines().take(10).collect();
    insta::assert_snapshot!("total_list", head.join("\n"));
    let paper = told(
        &bench,
        &["total", "--paper", "--unit", "011", "--as-of", "6月4日"],
    );
    let head: Vec<&str> = paper.lines().take(11).collect();
    insta::assert_snapshot!("total_paper", head.join("\n"));
    let total = bench.json(&["total", "--period", "weekly/2"]);
    let figure = |id: &str| {
        let all = total["figures"].as_array().expect("a list");
        all.iter()
            .find(|figure| figure["figure"] == id)
            .expect("it is there")
            .clone()
    };
    let state = |id: &str| figure(id)["total"]["state"].clone();
    assert_eq!(figure("study_sessions")["total"]["value"], 1);
    assert_eq!(state("study_sessions"), "value");
    assert_eq!(state("online_classes"), "blank", "blank is not zero");
    assert_eq!(figure("kickoff_form")["total"]["value"], "线上");
    let wrong = [
        &["total", "--period", "plan"][..],
        &["total", "--table", "附件9"],
    ];
    let wrong: Vec<String> = wrong.iter().map(|case| told(&bench, case)).collect();
    insta::assert_snapshot!("total_wrong", wrong.join("\n\n"));
}

#[test]
fn a_number_is_traced_to_its_sentences() {
    let bench = bench();
    let whole = told(&bench, &["trace", "study_sessions"]);
    let unknown = told(&bench, &["trace", "study_sesions"]);
    let nobody = told(&bench, &["trace", "posters", "--unit", "平江"]);
    insta::assert_snapshot!([whole, unknown, nobody].join("\n\n"));
}

/// Money that grows from month to month: every number that is told beside an answer has its point, as the answer has.
#[test]
fn amounts_are_told_with_their_point() {
    let bench = Bench::new();
    let notice = include_str!("../../data/campaigns/xingguo-2024.toml");
    let stock = "name = \"已补助\"\ngroup = \"补助\"\nkind = \"money\"\nmeasure = \"元\"\naccumulation = \"stock\"";
    assert!(notice.contains(stock), "the column is there");
    let flow = stock.replace("stock\"", "flow\"\nscale = 2");
    bench.file("notice.toml", notice.replace(stock, &flow));
    bench.file(
        "units.csv",
        "编码,名称,类别,上级\n1,东乡,town,\n2,西镇,town,1\n",
    );
    bench.ok(&["new", "--campaign", "notice.toml", "--units", "units.csv"]);
    for (unit, period, paid) in [
        ("1", "spot_progress/1", "1000.50"),
        ("2", "spot_progress/1", "20"),
        ("1", "spot_progress/2", "500.75"),
    ] {
        let paid = format!("villages_paid={paid}");
        let hand_in = ["submit", "--unit", unit, "--period", period];
        let set = [
            "--set",
            &paid,
            "--set",
            "villages_owed=2000",
            "--accept-warnings",
        ];
        let late = ["--reason", "其余没有发生", "--today", "2025-01-20"];
        let told = bench.told(&[&hand_in[..], &set, &late].concat());
        let differs = told.contains("villages_paid 差 -499.75");
        assert_eq!(differs, period == "spot_progress/2", "{told}");
    }
    let total = bench.told(&["total", "--table", "spots"]);
    for told in [
        "东乡累计填 500.75，逐期合计 1000.50，相差 -499.75，没有说明",
        "东乡自己填 500.75，下级合计 20.00，可能重复",
    ] {
        assert!(total.contains(told), "{total}");
    }
    let figures = bench.json(&["total", "--table", "spots"])["figures"].clone();
    let mut figures = figures.as_array().expect("a list").iter();
    let paid = figures.find(|one| one["figure"] == "villages_paid");
    let paid = paid.expect("is told");
    assert_eq!(paid["by_kind"][0]["number"], "520.75");
    let difference = &paid["differences"][0];
    assert_eq!(difference["sum_so_far"], "1000.50");
    assert_eq!(difference["set"], "500.75");
    assert_eq!(difference["amount"], "-499.75");
    assert_eq!(paid["overlaps"][0]["own"], "500.75");
    assert_eq!(paid["overlaps"][0]["below"], "20.00");
    let traced = bench.told(&["trace", "villages_paid"]);
    let told = "此前逐期合计 1000.50，相差 -499.75，没有说明";
    assert!(traced.contains(told), "{traced}");
    let rollup = bench.told(&["rollup", "spot_progress/1"]);
    let told = "1000.50，它下面的单位也填了 20.00";
    assert!(rollup.contains(told), "{rollup}");
    let explain = ["explain", "--unit", "1", "--period", "spot_progress/2"];
    let explained = bench.told(&[&explain[..], &["--reason", "上月多记"]].concat());
    let told = "villages_paid 差 -499.75：上月多记";
    assert!(explained.contains(told), "{explained}");
}

#[test]
fn a_final_table_begins_with_the_sum_of_the_weeks() {
    let bench = bench();
    let hand_in = [
        "submit",
        "--unit",
        "011",
        "--period",
        "final",
        "--narrative",
        "narrative.txt",
        "--today",
        "2020-06-30",
        "--set",
        "study_sessions=5",
        "--accept-warnings",
        "--reason",
        "其余没有发生",
    ];
    let handed_in = bench.told(&hand_in);
    assert!(handed_in.contains("没有填的指标取各期合计"), "{handed_in}");
    assert!(
        handed_in.contains("1 处与各期合计不同，还没有说明：study_sessions 差 +2"),
        "{handed_in}"
    );
    let explain = ["explain", "--unit", "011", "--period", "final", "--reason"];
    insta::assert_snapshot!(
        "explain",
        bench.told(&[&explain[..], &["补记网上学习两次"]].concat())
    );
    insta::assert_snapshot!(bench.told(&["trace", "study_sessions", "--unit", "011"]));
    let people = bench.json(&["trace", "study_people", "--unit", "011"]);
    assert_eq!(
        people["total"]["value"], 90,
        "what was not typed over is the sum"
    );
}

#[test]
fn late_units_get_a_finished_text_and_it_is_noted() {
    let bench = bench();
    let one = ["chase", "--unit", "012", "--period", "weekly/1"];
    let first = told(&bench, &one);
    let noted = told(&bench, &[&one[..], &["--record"]].concat());
    let again = told(&bench, &one);
    let group = told(&bench, &["chase", "--group"]);
    let nobody = told(&bench, &["chase", "--unit", "014"]);
    insta::assert_snapshot!([first, noted, again, group, nobody].join("\n\n"));
    let noted = bench.json(&["audit", "--act", "催报"]);
    assert_eq!(
        noted["entries"].as_array().map(Vec::len),
        Some(1),
        "printing is not sending"
    );
}
