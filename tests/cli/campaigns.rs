//! Campaign files, from a script: checked, listed, shown, and never a broken one on a desk.

use super::bench::Bench;

const GUSU: &str = include_str!("../../data/campaigns/gusu-2020.toml");

#[test]
fn a_broken_file_is_told_whole_and_reaches_no_desk() {
    let bench = Bench::new();
    let broken = GUSU
        .replace("theme =", "theem =")
        .replace("from = 2020-06-01", "from = “2020-06-01”")
        .replace("date = 2020-06-16", "date = 2020-07-16")
        .replace("every = \"thursday\"", "every = \"thirsday\"")
        .replace("（{study_people}）人次", "（{study_people）人次")
        .replace(
            "rule = \"open_day_visitors >",
            "rule = \"open_day_visitor >",
        );
    bench.file("通知.toml", broken);
    bench.forms("gusu-2020");
    std::fs::remove_file(bench.root().join("gusu-2020/附件1-空表.docx")).expect("it was there");
    let checked = bench.told(&["campaign", "check", "通知.toml"]);
    let made = bench.run(&["new", "--campaign", "通知.toml", "--desk", "mine"]);
    assert_eq!(made.code, 1, "{}", made.err);
    assert!(!bench.root().join("mine").exists());
    insta::assert_snapshot!(checked);
}

#[test]
fn a_file_of_one_s_own_makes_a_desk() {
    let bench = Bench::new();
    bench.file("通知.toml", GUSU.replace("gusu-2020", "mine-2020"));
    bench.forms("mine-2020");
    assert!(
        bench
            .ok(&["campaign", "check", "通知.toml"])
            .contains("没有问题")
    );
    bench.ok(&["new", "--campaign", "通知.toml", "--unit", "甲院"]);
    let desks = bench.json(&["desks"]);
    assert_eq!(desks["desks"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_desk_of_a_draft_says_which_questions_are_open() {
    let bench = Bench::new();
    let draft = format!(
        "# 请确认：甲\n{}\n# 请确认：乙\n",
        GUSU.replace("gusu-2020", "mine-2020")
    );
    let last = draft.lines().count();
    bench.file("通知.toml", draft);
    bench.forms("mine-2020");
    let made = bench.run(&["new", "--campaign", "通知.toml", "--unit", "甲院"]);
    assert_eq!(made.code, 0, "{}", made.err);
    let told = format!(
        "活动文件里还有 2 处“请确认”没有核对（第 1、{last} 行）；逐处看：anyue campaign check 通知.toml"
    );
    assert!(made.err.contains(&told), "{}", made.err);
}

#[test]
fn what_comes_with_the_program_is_listed_and_shown() {
    let bench = Bench::new();
    let listed = bench.json(&["campaign", "list"]);
    assert_eq!(listed["campaigns"][0]["id"], "gusu-2020");
    let shown = bench.ok(&["campaign", "show", "gusu-2020"]);
    let head: Vec<&str> = shown.lines().take(40).collect();
    insta::assert_snapshot!(head.join("\n"));
}

#[test]
fn a_mistyped_id_and_a_missing_file_are_told() {
    let bench = Bench::new();
    let id = bench.told(&["campaign", "show", "gusu-2002"]);
    let file = bench.told(&["campaign", "check", "没有.toml"]);
    insta::assert_snapshot!([id, file].join("\n\n"));
}

const ANNEX_1: &[u8] = include_bytes!("../../data/campaigns/gusu-2020/附件1-空表.docx");
const ANNEX_2: &[u8] = include_bytes!("../../data/campaigns/gusu-2020/附件2-空表.docx");
const FILLED: &[u8] = include_bytes!("../data/filled/02-金阊医院-附件2.docx");
const NOTICE: &[u8] = include_bytes!("../data/gusu-notice.txt");

/// A bench with the papers of a notice.
fn with_papers() -> Bench {
    let bench = Bench::new();
    bench.file("附件1-空表.docx", ANNEX_1);
    bench.file("附件2-空表.docx", ANNEX_2);
    bench.file("通知.txt", NOTICE);
    bench
}

const DRAFT: [&str; 6] = [
    "campaign",
    "draft",
    "附件2-空表.docx",
    "附件1-空表.docx",
    "--notice",
    "通知.txt",
];

#[test]
fn a_form_and_its_notice_become_a_file_that_makes_a_desk() {
    let bench = with_papers();
    let told = bench.told(&[&DRAFT[..], &["-o", "活动.toml"]].concat());
    let checked = bench.ok(&["campaign", "check", "活动.toml"]);
    assert!(
        checked.contains("没有问题") && checked.contains("69 个空格"),
        "{checked}"
    );
    bench.ok(&["new", "--campaign", "活动.toml", "--unit", "甲院"]);
    insta::assert_snapshot!(told);
}

#[test]
fn what_a_draft_asks_stands_at_its_sentence_and_is_told_until_it_is_deleted() {
    let bench = with_papers();
    bench.ok(&[&DRAFT[..], &["-o", "活动.toml"]].concat());
    let text = std::fs::read_to_string(bench.root().join("活动.toml")).expect("is written");
    let lines: Vec<&str> = text.lines().collect();
    let asked = "# 请确认：zhuti_dataolun：";
    let at = lines.iter().position(|line| line.starts_with(asked));
    let at = at.expect("it asks about the blank without a measure word");
    assert!(lines[at + 1].starts_with("report = "), "{}", lines[at + 1]);
    let mut sentence = lines[at + 1..].iter().take_while(|line| !line.is_empty());
    assert!(sentence.any(|line| line.contains("{zhuti_dataolun}")));
    let checked = bench.ok(&["campaign", "check", "活动.toml"]);
    assert!(checked.contains("还有 2 处“请确认”"), "{checked}");
    let line = format!("第 {} 行  zhuti_dataolun：", at + 1);
    assert!(checked.contains(&line), "{line}\n{checked}");
    let settled: Vec<&str> = lines
        .iter()
        .filter(|line| !line.starts_with("# 请确认："))
        .copied()
        .collect();
    bench.file("核对过.toml", settled.join("\n"));
    let checked = bench.ok(&["campaign", "check", "核对过.toml"]);
    assert!(!checked.contains("请确认"), "{checked}");
}

#[test]
fn a_form_beside_the_file_becomes_what_exports_fill_in() {
    let bench = with_papers();
    let drafted = |output: &str| {
        bench.ok(&[&DRAFT[..], &["-o", output]].concat());
        let text = std::fs::read_to_string(bench.root().join(output)).expect("is written");
        bench.ok(&["campaign", "check", output]);
        text
    };
    let beside = drafted("活动.toml");
    for name in ["附件1-空表.docx", "附件2-空表.docx"] {
        assert!(
            beside.contains(&format!("\ntemplate = \"{name}\"\n")),
            "{beside}"
        );
    }
    std::fs::create_dir(bench.root().join("别处")).expect("a folder");
    let elsewhere = drafted("别处/活动.toml");
    assert!(
        elsewhere.contains("\n# template = \"附件2-空表.docx\"\n"),
        "{elsewhere}"
    );
    assert!(!elsewhere.contains("\ntemplate"), "{elsewhere}");
}

#[test]
fn a_form_that_was_filled_in_is_a_question_and_no_template() {
    let bench = Bench::new();
    bench.file("附件2.docx", FILLED);
    let told = bench.ok(&["campaign", "draft", "附件2.docx", "-o", "活动.toml"]);
    assert!(told.contains("处括号里已经是数字，像是填过的表"), "{told}");
    let text = std::fs::read_to_string(bench.root().join("活动.toml")).expect("is written");
    assert!(!text.contains("template = "), "{text}");
    bench.ok(&["campaign", "check", "活动.toml"]);
}

#[test]
fn a_notice_in_gb18030_is_read_as_well() {
    let bench = with_papers();
    let text = std::str::from_utf8(NOTICE).expect("the notice is UTF-8");
    let (bytes, ..) = encoding_rs::GB18030.encode(text);
    bench.file("国标.txt", bytes);
    let draft = |notice: &str| bench.ok(&["campaign", "draft", "--notice", notice, "-o", "-"]);
    assert_eq!(draft("国标.txt"), draft("通知.txt"));
}

#[test]
fn what_is_there_is_overwritten_only_by_force() {
    let bench = with_papers();
    let path = bench.file("活动.toml", "# 我改过的");
    let to_file = [&DRAFT[..], &["-o", "活动.toml"]].concat();
    let refused = bench.told(&to_file);
    let begun = bench.told(&["campaign", "new", "活动.toml"]);
    let text = || std::fs::read_to_string(&path).expect("it is there");
    assert_eq!(text(), "# 我改过的");
    bench.ok(&[&to_file[..], &["--force"]].concat());
    assert_eq!(
        text(),
        bench.ok(&[&DRAFT[..], &["-o", "-"]].concat()),
        "standard output is the file"
    );
    insta::assert_snapshot!([refused, begun].join("\n\n"));
}

#[test]
fn a_wrong_form_and_a_draft_of_nothing_are_told() {
    let bench = with_papers();
    bench.file("坏.docx", b"MZ\x90\0");
    let of = |file: &str| bench.told(&["campaign", "draft", file, "-o", "活动.toml"]);
    let told = [
        of("通知.txt"),
        of("坏.docx"),
        of("没有.docx"),
        bench.told(&["campaign", "draft", "-o", "活动.toml"]),
    ];
    assert!(!bench.root().join("活动.toml").exists());
    insta::assert_snapshot!(told.join("\n\n"));
}

#[test]
fn a_new_file_is_one_to_begin_from() {
    let bench = Bench::new();
    let told = bench.told(&["campaign", "new", "活动.toml"]);
    assert!(
        bench
            .ok(&["campaign", "check", "活动.toml"])
            .contains("没有问题")
    );
    let source = bench.ok(&["campaign", "new", "-"]);
    assert!(
        source.contains("日期不加引号。\nfrom = 2020-06-01\nto = 2020-06-30\n"),
        "of the year that it is"
    );
    insta::assert_snapshot!(told);
}
