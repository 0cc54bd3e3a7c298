//! Packets from machine to machine: every machine has a data root of its own, and only the files travel.

use super::bench::Bench;

/// Carries a file to another machine.
fn carry(from: &Bench, name: &str, to: &Bench) {
    let bytes = std::fs::read(from.root().join(name)).expect("was made");
    to.file(name, bytes);
}

#[test]
fn one_file_sets_a_liaison_up_and_another_brings_the_figures_back() {
    let (above, below) = (Bench::with_desk(), Bench::new());
    above.ok(&["packet", "campaign", "--unit", "平江", "-o", "下发.anyue"]);
    carry(&above, "下发.anyue", &below);
    let told = below.ok(&["open", "下发.anyue"]);
    assert!(told.contains("本机是 平江医院（011）"), "{told}");
    assert!(told.contains("最近一项：联络员推荐表"), "{told}");

    below.file("本周.txt", "学习了规程。");
    let figures = ["--set", "study_sessions=3", "--set", "study_people=60"];
    let week = [
        "submit",
        "--unit",
        "011",
        "--period",
        "weekly/1",
        "--narrative",
        "本周.txt",
    ];
    below.ok(&[&week[..], &figures[..]].concat());
    below.ok(&["packet", "report", "weekly/1", "-o", "上报.anyue"]);
    carry(&below, "上报.anyue", &above);
    let told = above.ok(&["open", "上报.anyue"]);
    assert!(told.contains("新收 1 版报送"), "{told}");
    let total = above.json(&["total", "--period", "weekly/1"]);
    assert!(total.to_string().contains("\"value\":60"), "{total}");
    let told = above.ok(&["open", "上报.anyue"]);
    assert!(told.contains("没有新的内容"), "{told}");

    let own = below.json(&["packet", "keys"]);
    let wrong = ["packet", "keys", "--confirm", "011", "--confirm", "099"];
    assert_eq!(above.run(&wrong).code, 1);
    let told = above.ok(&["packet", "keys"]);
    assert!(told.contains("已核对 0/1 家，还有 1 家"), "{told}");
    let both = ["packet", "keys", "--confirm", "011", "--confirm", "011"];
    assert!(above.ok(&both).contains("下面 1 家都已核对"));
    let seen = above.json(&["packet", "keys"]);
    assert_eq!(own["own"], seen["units"][0]["fingerprint"]);
    assert!(seen["units"][0]["confirmed_at"].is_string());
}

#[test]
fn what_is_no_packet_is_told_and_nothing_is_made_of_it() {
    let bench = Bench::new();
    bench.file("照片.anyue", "not a packet");
    let ran = bench.run(&["open", "照片.anyue"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{ran:?}");
    assert!(ran.err.contains("提示"), "{}", ran.err);
    assert!(!bench.root().join("desks").exists());
}

#[test]
fn a_packet_for_everybody_asks_whose_machine_it_is() {
    let (above, below) = (Bench::with_desk(), Bench::new());
    above.ok(&["packet", "campaign", "-o", "下发.anyue"]);
    carry(&above, "下发.anyue", &below);
    let ran = below.run(&["open", "下发.anyue"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("--unit"), "{}", ran.err);
    let told = below.ok(&["open", "下发.anyue", "--unit", "甲养老院"]);
    assert!(told.contains("本机是 甲养老院（012）"), "{told}");
}

#[test]
fn a_packet_that_was_made_here_is_for_another_machine() {
    let (above, below) = (Bench::with_desk(), Bench::new());
    above.ok(&["packet", "campaign", "--unit", "011", "-o", "下发.anyue"]);
    let ran = above.run(&["open", "下发.anyue"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(
        ran.err.contains("自己在本机做的活动包，要发给平江医院"),
        "{}",
        ran.err
    );
    carry(&above, "下发.anyue", &below);
    below.ok(&["open", "下发.anyue"]);
    below.file("本周.txt", "学习了规程。");
    let week = ["submit", "--unit", "011", "--period", "weekly/1"];
    let said = ["--narrative", "本周.txt", "--set", "study_people=3"];
    below.ok(&[&week[..], &said, &["--set", "study_sessions=1"]].concat());
    below.ok(&["packet", "report", "-o", "上报.anyue"]);
    let ran = below.run(&["open", "上报.anyue"]);
    assert!(ran.err.contains("自己在本机做的报送包"), "{}", ran.err);
    // On a machine that collects nothing of this campaign.
    let other = Bench::new();
    carry(&below, "上报.anyue", &other);
    let ran = other.run(&["open", "上报.anyue"]);
    assert!(
        ran.err.contains("这是平江医院报给上级的报送包"),
        "{}",
        ran.err
    );
}

#[test]
fn a_desk_made_by_hand_goes_on_under_the_code_of_the_desk_above() {
    let (above, below) = (Bench::with_desk(), Bench::new());
    below.ok(&["new", "--campaign", "gusu-2020", "--unit", "平江医院"]);
    below.file("本周.txt", "学习了规程。");
    let week = ["submit", "--unit", "平江医院", "--period", "weekly/1"];
    let said = ["--narrative", "本周.txt", "--set", "study_people=60"];
    below.ok(&[&week[..], &said, &["--set", "study_sessions=3"]].concat());
    above.ok(&["packet", "campaign", "--unit", "011", "-o", "下发.anyue"]);
    carry(&above, "下发.anyue", &below);
    let ran = below.run(&["open", "下发.anyue"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{ran:?}");
    assert!(ran.err.contains("--adopt-code"), "{}", ran.err);
    let told = below.ok(&["open", "下发.anyue", "--adopt-code"]);
    assert!(told.contains("编码由 001 改为上级用的 011"), "{told}");
    below.ok(&["packet", "report", "-o", "上报.anyue"]);
    carry(&below, "上报.anyue", &above);
    let told = above.ok(&["open", "上报.anyue"]);
    assert!(told.contains("新收 1 版报送"), "{told}");
    let ran = Bench::new().run(&["open", "下发.anyue", "--adopt-code"]);
    assert_ne!(ran.code, 0, "there is nothing to go on with");
}

#[test]
fn a_packet_for_another_unit_makes_no_desk_beside_the_own_one_unasked() {
    let (above, below) = (Bench::with_desk(), Bench::new());
    for (code, file) in [("011", "平江.anyue"), ("012", "养老院.anyue")] {
        above.ok(&["packet", "campaign", "--unit", code, "-o", file]);
        carry(&above, file, &below);
    }
    let told = below.ok(&["open", "平江.anyue"]);
    assert!(!told.contains("改回"), "there was none before: {told}");
    let desks = below.json(&["desks"]);
    let ran = below.run(&["open", "养老院.anyue"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{ran:?}");
    for words in [
        "这个活动包是给甲养老院的，而本机是平江医院",
        "没有另建工作台，也没有改动",
        "--new-desk",
    ] {
        assert!(ran.err.contains(words), "{}", ran.err);
    }
    assert_eq!(below.json(&["desks"]), desks, "neither made nor chosen");

    let told = below.ok(&["open", "养老院.anyue", "--new-desk"]);
    assert!(told.contains("本机是 甲养老院（012）"), "{told}");
    let own = desks["desks"][0]["folder"].as_str().expect("a path");
    let back = format!("改回原来的：anyue desks {own}");
    assert!(told.contains(&back), "{told}");
    below.ok(&["desks", own]);
    let units = below.json(&["unit", "list"]);
    assert_eq!(units["units"][0]["name"], "平江医院");
}

#[test]
fn a_desk_that_lies_elsewhere_is_seen_too() {
    let (above, below) = (Bench::with_desk(), Bench::new());
    for (code, file) in [("011", "平江.anyue"), ("012", "养老院.anyue")] {
        above.ok(&["packet", "campaign", "--unit", code, "-o", file]);
        carry(&above, file, &below);
    }
    below.ok(&["open", "平江.anyue", "--desk", "别处"]);
    let ran = below.run(&["open", "养老院.anyue"]);
    assert!(ran.err.contains("本机是平江医院"), "{ran:?}");
    below.ok(&["open", "养老院.anyue", "--desk", "另一处"]);
}
