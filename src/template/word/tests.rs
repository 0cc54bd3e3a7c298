//! Answers written into made-up paragraphs, as different programs write them.

use super::*;
use crate::domain::campaign::{Campaign, Paper, sample};
use crate::domain::figure::{Answer, Figures, Value};
use crate::intake::blank_form;
use crate::template::answers::Answers;

/// A sample campaign's paper whose second row holds these runs, filled in.
fn filled(runs: &str, figures: &Figures) -> String {
    let campaign = sample::campaign();
    let xml = document(runs);
    let bytes = package(&xml);
    let paper = Paper::Table("annex2".into());
    let form = blank_form(&campaign, &paper, &bytes).expect("it can be read");
    assert_eq!(form.problems, Vec::<String>::new(), "{runs}");
    assert_eq!(form.xml, xml);
    let written = fill(&form.xml, &answered(&campaign, &form, figures));
    let (begin, end) = (
        written.find("<w:tc>").unwrap(),
        written.rfind("</w:tc>").unwrap(),
    );
    written[begin + "<w:tc>".len()..end].to_owned()
}

fn answered<'f>(
    campaign: &Campaign,
    form: &'f crate::intake::BlankForm,
    figures: &Figures,
) -> Vec<(&'f Place, String)> {
    let answers = Answers::Table {
        campaign,
        figures,
        reporter: Default::default(),
    };
    let blanks = form.blanks.iter();
    blanks
        .filter_map(|blank| Some((&blank.place, answers.of(&blank.id)?)))
        .collect()
}

fn document(runs: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>以（ ）等形式启动（ ）场次。\
         </w:t></w:r></w:p><w:tbl><w:tr><w:tc>{runs}</w:tc></w:tr></w:tbl></w:body></w:document>"
    )
}

fn package(xml: &str) -> Vec<u8> {
    use std::io::Write as _;
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    writer.start_file("word/document.xml", options).unwrap();
    writer.write_all(xml.as_bytes()).unwrap();
    writer.finish().unwrap().into_inner()
}

fn numbers(figures: &[(&str, i64)]) -> Figures {
    let answer = |(id, n): &(&str, i64)| ((*id).into(), Answer::number(*n));
    figures.iter().map(answer).collect()
}

const REST: &str = "<w:p><w:r><w:t>张贴标语（）个；现有灭火器（）具。</w:t></w:r></w:p>";

#[test]
fn an_answer_stands_in_the_run_of_its_blank() {
    let figures = numbers(&[("study_sessions", 12), ("study_people", 1280)]);
    for (runs, written) in [
        // One run for all.
        (
            "<w:p><w:r><w:t>专题学习（    ）次，参与（  ）人次；</w:t></w:r></w:p>",
            "<w:p><w:r><w:t xml:space=\"preserve\">专题学习（12）次，参与（1280）人次；</w:t></w:r></w:p>",
        ),
        // An underlined run keeps its line and its width.
        (
            "<w:p><w:r><w:t>专题学习（</w:t></w:r><w:r><w:rPr><w:u/></w:rPr><w:t xml:space=\"preserve\">      </w:t></w:r>\
             <w:r><w:t>）次，参与（）人次；</w:t></w:r></w:p>",
            "<w:p><w:r><w:t>专题学习（</w:t></w:r><w:r><w:rPr><w:u/></w:rPr><w:t xml:space=\"preserve\">  12  </w:t></w:r>\
             <w:r><w:t xml:space=\"preserve\">）次，参与（1280）人次；</w:t></w:r></w:p>",
        ),
        // A blank split over runs is written into the longest.
        (
            "<w:p><w:r><w:t>专题学习（ </w:t></w:r><w:r><w:t>   </w:t></w:r><w:r><w:t>）次，参与（&#160;&#160;）人次；</w:t></w:r></w:p>",
            "<w:p><w:r><w:t xml:space=\"preserve\">专题学习（</w:t></w:r><w:r><w:t xml:space=\"preserve\">12</w:t></w:r>\
             <w:r><w:t xml:space=\"preserve\">）次，参与（1280）人次；</w:t></w:r></w:p>",
        ),
        // No brackets, but lines to write on.
        (
            "<w:p><w:r><w:t>专题学习______次，参与</w:t></w:r><w:r><w:t>___</w:t></w:r><w:r><w:t>人次；</w:t></w:r></w:p>",
            "<w:p><w:r><w:t xml:space=\"preserve\">专题学习__12__次，参与</w:t></w:r><w:r>\
             <w:t xml:space=\"preserve\">_1280_</w:t></w:r><w:r><w:t>人次；</w:t></w:r></w:p>",
        ),
        // A line that is drawn by a tab goes on behind the number.
        (
            "<w:p><w:r><w:t>专题学习（</w:t></w:r><w:r><w:rPr><w:u/></w:rPr><w:tab/></w:r><w:r><w:t>）次，参与（）人次；</w:t></w:r></w:p>",
            "<w:p><w:r><w:t>专题学习（</w:t></w:r><w:r><w:rPr><w:u/></w:rPr><w:t xml:space=\"preserve\">12</w:t><w:tab/></w:r>\
             <w:r><w:t xml:space=\"preserve\">）次，参与（1280）人次；</w:t></w:r></w:p>",
        ),
    ] {
        assert_eq!(
            filled(&format!("{runs}{REST}"), &figures),
            format!("{written}{REST}")
        );
    }
}

#[test]
fn a_blank_without_an_answer_is_not_touched() {
    let runs = "<w:p><w:r><w:t>专题学习（    ）次，参与（  ）人次；</w:t></w:r></w:p>";
    assert_eq!(
        filled(&format!("{runs}{REST}"), &Figures::default()),
        format!("{runs}{REST}")
    );
}

#[test]
fn words_are_escaped_and_what_is_not_applicable_is_said() {
    let mut figures = numbers(&[]);
    figures.insert("study_sessions".into(), Answer::NotApplicable);
    let runs = "<w:p><w:r><w:t>专题学习（ ）次，参与（）人次；</w:t></w:r></w:p>";
    assert!(
        filled(&format!("{runs}{REST}"), &figures).contains("专题学习（不涉及）次，参与（）人次")
    );

    let campaign = sample::campaign();
    let text = Answer::Value(Value::Text("<展板>&“讲座”".to_owned()));
    let figures = Figures::from([("launch_forms".into(), text)]);
    let bytes = package(&document(&format!("{runs}{REST}")));
    let form = blank_form(&campaign, &Paper::Table("annex2".into()), &bytes).unwrap();
    let written = fill(&form.xml, &answered(&campaign, &form, &figures));
    assert!(
        written.contains("以（&lt;展板&gt;&amp;“讲座”）等形式"),
        "{written}"
    );
}

#[test]
fn a_paragraph_without_text_takes_one() {
    let text = "<w:t xml:space=\"preserve\">甲</w:t>";
    for (paragraph, written) in [
        ("<w:p/>", format!("<w:p><w:r>{text}</w:r></w:p>")),
        (
            "<w:p a=\"1\" />",
            format!("<w:p a=\"1\"><w:r>{text}</w:r></w:p>"),
        ),
        ("<w:p></w:p>", format!("<w:p><w:r>{text}</w:r></w:p>")),
        ("<w:p><w:r/></w:p>", format!("<w:p><w:r>{text}</w:r></w:p>")),
        (
            "<w:p><w:r/><w:r><w:rPr><w:b/></w:rPr></w:r></w:p>",
            format!("<w:p><w:r/><w:r><w:rPr><w:b/></w:rPr>{text}</w:r></w:p>"),
        ),
        (
            "<w:p><w:pPr><w:jc/><w:rPr><w:b/></w:rPr></w:pPr></w:p>",
            format!(
                "<w:p><w:pPr><w:jc/><w:rPr><w:b/></w:rPr></w:pPr><w:r><w:rPr><w:b/></w:rPr>{text}</w:r></w:p>"
            ),
        ),
        (
            "<w:p><w:pPr><w:rPr><w:ins/><w:b/></w:rPr></w:pPr></w:p>",
            format!("<w:p><w:pPr><w:rPr><w:ins/><w:b/></w:rPr></w:pPr><w:r>{text}</w:r></w:p>"),
        ),
    ] {
        let (at, with) = paragraph::with_text(paragraph, "甲");
        let mut changed = paragraph.to_owned();
        changed.replace_range(at, &with);
        assert_eq!(changed, written);
    }
    let (_, with) = paragraph::with_text("<p/>", "甲");
    assert_eq!(with, "<p><r><t xml:space=\"preserve\">甲</t></r></p>");
}
