//! Units, liaisons, hazards and the audit of them.

use super::bench::Bench;

#[test]
fn units_are_listed_and_found_by_pinyin() {
    let bench = Bench::with_desk();
    insta::assert_snapshot!(bench.told(&["unit", "list"]));
    let found = bench.json(&["unit", "list", "--search", "pjyy"]);
    assert_eq!(found["units"][0]["code"], "011");
    let kind = bench.json(&["unit", "list", "--kind", "养老机构"]);
    assert_eq!(kind["units"].as_array().map(Vec::len), Some(1));
    insta::assert_snapshot!(
        "unknown_kind",
        bench.told(&["unit", "list", "--kind", "学校"])
    );
}

#[test]
fn a_unit_is_added_renamed_excused_closed_and_never_lost() {
    let bench = Bench::with_desk();
    let steps: [&[&str]; 12] = [
        &["unit", "add", "丁站", "--kind", "直属单位"],
        &["unit", "add", "丁站"],
        &["unit", "rename", "丁站", "丁中心"],
        &["unit", "kind", "丁站", "养老机构"],
        &["unit", "alias", "丁站", "丁"],
        &["unit", "alias", "丁站", "丁", "--remove"],
        &["unit", "excuse", "丁站", "--to", "6月15日"],
        &[
            "unit",
            "excuse",
            "丁站",
            "--to",
            "6月15日",
            "--reason",
            "停业装修",
        ],
        &["unit", "unexcuse", "丁站"],
        &[
            "unit",
            "close",
            "丁站",
            "--on",
            "6月20日",
            "--reason",
            "撤并",
        ],
        &["unit", "reopen", "丁站"],
        &["unit", "rename", "院", "什么"],
    ];
    let told: Vec<String> = steps.iter().map(|step| bench.told(step)).collect();
    insta::assert_snapshot!(told.join("\n\n"));
    insta::assert_snapshot!("the_audit", bench.told(&["audit", "--unit", "丁中心"]));
}

#[test]
fn a_list_goes_in_whole_or_by_its_good_rows() {
    let bench = Bench::with_desk();
    bench.file(
        "more.csv",
        "名称,类别,电话\n戊院,养老机构,1\n己院,学校,2\n平江医院,养老机构,3\n",
    );
    let whole = bench.told(&["unit", "import", "more.csv"]);
    let looked = bench.told(&["unit", "import", "more.csv", "--good-rows", "--dry-run"]);
    let good = bench.told(&["unit", "import", "more.csv", "--good-rows"]);
    insta::assert_snapshot!([whole, looked, good].join("\n\n"));
    let mut piped = bench.command(&["unit", "import", "-"]);
    let output = piped
        .write_stdin("庚处，相关处室\n")
        .output()
        .expect("runs");
    assert!(output.status.success());
    let count = bench.json(&["unit", "list"])["units"]
        .as_array()
        .map(Vec::len);
    assert_eq!(count, Some(7));
}

#[test]
fn the_liaison_is_registered_with_every_problem_told() {
    let bench = Bench::with_desk();
    let missing = bench.told(&[
        "liaison",
        "set",
        "--unit",
        "011",
        "姓名=联络员甲",
        "手机=123",
        "电花=1",
    ]);
    let wrong = bench.told(&[
        "liaison",
        "set",
        "--unit",
        "011",
        "姓名=联络员甲",
        "手机=123",
    ]);
    let all = [
        "liaison",
        "set",
        "--unit",
        "011",
        "姓名=联络员甲",
        "职务=科员",
        "办公电话=0512-60000000",
        "传真=0512-60000001",
        "qq=10000",
        "mobile=13800000000",
    ];
    let done = bench.told(&all);
    let shown = bench.told(&["liaison", "show", "平江"]);
    let listed = bench.told(&["liaison", "list"]);
    insta::assert_snapshot!([missing, wrong, done, shown, listed].join("\n\n"));
    let change = ["liaison", "set", "--unit", "011", "手机=13900000000"];
    assert_eq!(bench.run(&change).code, 1, "a change needs a reason");
    bench.ok(&[&change[..], &["--reason", "换号"]].concat());
    let shown = bench.json(&["liaison", "show", "011"]);
    assert_eq!(shown["fields"]["mobile"], "13900000000");
    assert_eq!(shown["fields"]["name"], "联络员甲", "the rest stays");
}

/// What the campaign wants before a hazard is closed may be said where it is closed.
#[test]
fn a_hazard_is_closed_with_what_was_missing() {
    let bench = Bench::new();
    let units = bench.file("units.csv", "编码,名称,类别\n011,丙化工,高危行业企业\n");
    let units = units.to_str().expect("a plain path");
    bench.ok(&["new", "--campaign", "linyi-2019", "--units", units]);
    bench.ok(&[
        "hazard",
        "add",
        "--unit",
        "011",
        "--place",
        "罐区",
        "--what",
        "接地线脱落",
        "--due",
        "2020-07-01",
        "--responsible",
        "设备员甲",
        "--responsible-unit",
        "设备科",
    ]);
    let refused = bench.run(&["hazard", "close", "1"]);
    assert_eq!(refused.code, 1);
    for label in ["整改措施", "防护措施", "复查人"] {
        assert!(refused.err.contains(label), "{}", refused.err);
    }
    let closed = bench.json(&[
        "hazard",
        "close",
        "1",
        "--measure",
        "重新接地",
        "--precautions",
        "停用并挂牌",
        "--checked-by",
        "安全员乙",
    ]);
    let hazard = &closed["hazard"];
    assert_eq!(hazard["state"], "closed");
    assert_eq!(hazard["measure"], "重新接地");
    assert_eq!(hazard["checked_by"], "安全员乙");
    assert_eq!(hazard["responsible"], "设备员甲", "the rest stays");
}

#[test]
fn hazards_are_kept_from_found_to_closed() {
    let bench = Bench::with_desk();
    let steps: [&[&str]; 9] = [
        &["hazard", "add", "--unit", "011"],
        &[
            "hazard", "add", "--unit", "011", "--place", "三楼", "--what", "堆物", "--level",
            "特大",
        ],
        &[
            "hazard",
            "add",
            "--unit",
            "011",
            "--place",
            "三楼库房",
            "--what",
            "疏散通道堆物",
            "--found-on",
            "6月5日",
            "--due",
            "6月8日",
            "--source",
            "自查",
            "--responsible",
            "责任人甲",
        ],
        &[
            "hazard",
            "add",
            "--unit",
            "012",
            "--place",
            "厨房",
            "--what",
            "灭火器过期",
        ],
        &["hazard", "edit", "1", "--measure", "清运"],
        &["hazard", "edit", "9", "--measure", "清运"],
        &["hazard", "close", "2"],
        &["hazard", "close", "2"],
        &["hazard", "list"],
    ];
    let told: Vec<String> = steps.iter().map(|step| bench.told(step)).collect();
    insta::assert_snapshot!(told.join("\n\n"));
    let overdue = bench.json(&["hazard", "list", "--state", "overdue"]);
    assert_eq!(overdue["hazards"][0]["id"], 1);
    assert_eq!(
        bench.run(&["hazard", "reopen", "2"]).code,
        1,
        "a reason is needed"
    );
    bench.ok(&["hazard", "reopen", "2", "--reason", "复查未合格"]);
}

#[test]
fn a_row_without_a_name_is_told_without_an_empty_one() {
    let bench = Bench::new();
    bench.file("units.csv", "编码,名称,类别\n001,,直属单位\n");
    bench.ok(&["new", "--campaign", "gusu-2020"]);
    let told = bench.told(&["unit", "import", "units.csv"]);
    assert!(told.contains("  第 2 行  缺少单位名称"), "{told}");
}

#[test]
fn a_unit_that_joins_late_is_not_missing_where_it_was_not_yet_there() {
    let bench = Bench::with_desk();
    bench.ok(&[
        "receive",
        "--unit",
        "011",
        "--period",
        "weekly/1",
        "--channel",
        "paper",
        "--reason",
        "纸质",
    ]);
    let said: Vec<String> = [
        vec!["unit", "add", "丁站", "--kind", "直属单位"],
        vec!["unit", "join", "丁站", "6月20日"],
        vec!["unit", "list", "--search", "丁站"],
        vec!["unit", "join", "丁站"],
    ]
    .iter()
    .map(|step| bench.told(step))
    .collect();
    insta::assert_snapshot!(said.join("\n\n"));
    let given = bench.json(&["unit", "add", "戊站", "--joined", "6-5"]);
    assert_eq!(given["unit"]["joined_on"], "2020-06-05");
    let cells = bench.json(&["status"]);
    let rows = cells["units"].as_array().expect("rows");
    let row = rows.iter().find(|row| row["name"] == "戊站");
    let first = &row.expect("there")["cells"][0];
    assert_eq!(first["state"], "not-owed", "{first}");
}
