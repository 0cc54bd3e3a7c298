//! The summary's text in the user's own editor, and from a file. What a text becomes is tested with the papers.

use std::fs;

use super::bench::{Bench, Ran};

/// Runs `export summary` as a person does whose editor is a shell script that is given the text's file as `$1`.
#[cfg(unix)]
fn edited(bench: &Bench, script: &str, arguments: &[&str]) -> Ran {
    let script = bench.file("edit.sh", script);
    let command = ["export", "summary", "--format", "md", "--edit"];
    let output = bench
        .command(&[&command[..], arguments].concat())
        .env("PATH", "/usr/bin:/bin")
        .env("EDITOR", format!("/bin/sh '{}'", script.display()))
        .output();
    Ran::of(output.expect("the program starts"))
}

#[cfg(unix)]
fn read(bench: &Bench, name: &str) -> String {
    fs::read_to_string(bench.root().join(name)).expect("is written")
}

#[cfg(unix)]
#[test]
fn a_summary_is_edited_and_the_text_offered_again() {
    let bench = Bench::with_desk();
    let script = "sed -i 's/基本情况/总体情况/; /〔图/d' \"$1\"";
    let ran = edited(&bench, script, &["-o", "一.md"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
    let first = read(&bench, "一.md");
    assert!(first.contains("## 一、总体情况"), "{first}");
    // The next time it begins where the last has ended; touched or not, it is written.
    let ran = edited(&bench, "grep -q 总体情况 \"$1\"", &["-o", "二.md"]);
    assert!(
        ran.code == 0 && ran.err.contains("上次改好的文字") && ran.err.contains("--fresh"),
        "{ran:?}"
    );
    assert!(!ran.err.contains("数据有变动"), "{ran:?}");
    assert_eq!(read(&bench, "二.md"), first);
    let ran = edited(
        &bench,
        "grep -q 基本情况 \"$1\"",
        &["--fresh", "-o", "三.md"],
    );
    assert!(ran.code == 0 && ran.err.is_empty(), "{ran:?}");
    assert!(read(&bench, "三.md").contains("## 一、基本情况"));
    // What has come in meanwhile is said.
    bench.file("narrative.txt", "本周组织学习。\n");
    bench.ok(&[
        "submit",
        "--unit",
        "011",
        "--period",
        "weekly/1",
        "--narrative",
        "narrative.txt",
        "--set",
        "study_people=30",
    ]);
    let ran = edited(&bench, "grep -q 总体情况 \"$1\"", &["-o", "四.md"]);
    assert!(ran.code == 0 && ran.err.contains("数据有变动"), "{ran:?}");
    let plain = bench.run(&["export", "summary", "--format", "md", "-o", "-"]);
    assert!(
        plain.err.contains("上次改好的文字还在，这一份没有用它"),
        "{plain:?}"
    );
    let plain = plain.out;
    assert!(
        plain.contains("## 一、基本情况"),
        "without --edit the data speak"
    );
}

#[cfg(unix)]
#[test]
fn an_editor_that_fails_or_leaves_nothing_writes_nothing() {
    let bench = Bench::with_desk();
    for (script, told) in [
        ("echo 改了一半 > \"$1\"; exit 1", "没有正常结束"),
        (": > \"$1\"", "文字是空的"),
        ("printf '\\377\\376\\377' > \"$1\"", "UTF-8"),
    ] {
        let ran = edited(&bench, script, &["-o", "一.md"]);
        assert!(ran.code != 0 && ran.err.contains(told), "{ran:?}");
        assert!(
            ran.err.contains("没有改动") || ran.err.contains("没有变动"),
            "{ran:?}"
        );
    }
    let ran = edited(&bench, "exit 0", &["-o", "-"]);
    assert!(ran.code == 1 && ran.err.contains("标准输出"), "{ran:?}");
    assert!(!bench.root().join("一.md").exists());
    // What was typed before the folder turned out not to be there is kept.
    let ran = edited(&bench, "echo 补一句。 >> \"$1\"", &["-o", "没有/一.md"]);
    assert!(ran.code != 0 && ran.err.contains("存在工作台里"), "{ran:?}");
    let ran = edited(&bench, "grep -q 补一句 \"$1\"", &["-o", "一.md"]);
    assert!(
        ran.code == 0 && read(&bench, "一.md").contains("补一句。"),
        "{ran:?}"
    );
}

#[test]
fn a_text_from_a_file_makes_the_paper() {
    let bench = Bench::with_desk();
    let text = "工作总结\r\n一、做了什么\r\n各单位认真开展。\r\n〔表：没有〕\r\n";
    let (gbk, _, _) = encoding_rs::GB18030.encode(text);
    bench.file("文字.txt", gbk);
    let arguments = [
        "export",
        "summary",
        "--text",
        "文字.txt",
        "--format",
        "md",
        "-o",
        "-",
    ];
    let ran = bench.run(&arguments);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.starts_with("# 工作总结\n"), "{ran:?}");
    assert!(
        ran.out.contains("## 一、做了什么") && ran.out.contains("各单位认真开展。"),
        "{ran:?}"
    );
    assert!(ran.err.contains("现在没有“〔表：没有〕”"), "{ran:?}");
    let saved = bench.json(&["export", "summary", "--text", "文字.txt", "-o", "总结.docx"]);
    assert_eq!(saved["edited"], true);
    assert!(fs::metadata(bench.root().join("总结.docx")).is_ok());
    assert_eq!(bench.json(&["export", "summary"])["edited"], false);
    let ledger = bench.run(&["export", "hazards", "--text", "文字.txt"]);
    assert!(
        ledger.code == 1 && ledger.err.contains("情况汇总"),
        "{ledger:?}"
    );
    let both = bench.run(&["export", "summary", "--text", "文字.txt", "--edit"]);
    assert!(both.code != 0 && both.err.contains("不能和"), "{both:?}");
}
