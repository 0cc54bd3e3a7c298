//! 附件1 as every program writes it, read back field by field.

use std::collections::BTreeMap;

use anyue::domain::campaign::{Campaign, Form};
use anyue::export::paper::Registration;
use anyue::export::{Format, write};
use anyue::intake::{FileReading, FileSource, Reader, Whose};

use super::documents;
use super::make::Dice;
use super::producers::Producer;
use super::truth;

/// What an invented liaison would write, label by label.
const VALUES: [(&str, &str); 10] = [
    ("name", "联络员甲"),
    ("gender", "女"),
    ("post", "科员"),
    ("office_phone", "0512-60000000"),
    ("mobile", "13800000001"),
    ("fax", "0512-60000001"),
    ("qq", "10000001"),
    ("wechat", "liaison_a"),
    ("email", "a@example.com"),
    ("unit_name", "平江医院"),
];

fn value(id: &str) -> &'static str {
    let found = VALUES.iter().find(|(known, _)| *known == id);
    found.map_or("", |(_, value)| value)
}

/// Labels and values, line by line, as they stand on the paper.
fn lines(form: &Form) -> Vec<Vec<String>> {
    let cells = |line: Vec<&anyue::domain::campaign::FormField>| {
        let pair = |field: &anyue::domain::campaign::FormField| {
            let mark = if field.required { "*" } else { "" };
            [
                format!("{}{mark}", field.label),
                value(field.id.as_str()).to_owned(),
            ]
        };
        line.into_iter().flat_map(pair).collect()
    };
    form.lines().into_iter().map(cells).collect()
}

fn read(campaign: &Campaign, name: &str, bytes: &[u8]) -> FileReading {
    let plan = truth::plan(campaign);
    let units = truth::units();
    let source = FileSource {
        name,
        folder: "",
        bytes,
    };
    let mut readings = Reader::new(campaign, &units, &plan).read(source).unwrap();
    readings.remove(0)
}

fn holds(name: &str, reading: &FileReading) {
    let found: Vec<(&str, &str)> = reading
        .fields
        .iter()
        .map(|field| (field.id.as_str(), field.text.as_str()))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    assert_eq!(found, VALUES, "{name}");
    let problems: Vec<&String> = reading
        .fields
        .iter()
        .filter_map(|field| field.problem.as_ref())
        .collect();
    assert!(problems.is_empty(), "{name}: {problems:?}");
    assert!(
        matches!(&reading.unit, Whose::Certain { unit, .. } if unit.0 == 1),
        "{name}: {:?}",
        reading.unit
    );
    let period = reading.period.period().map(ToString::to_string);
    assert_eq!(period.as_deref(), Some("registration"), "{name}");
    assert!(
        reading.tables.is_empty() && reading.is_clean(),
        "{name}: {:?}",
        reading.problems
    );
}

/// The form as a program writes it, line by line, with its title above.
fn document(producer: Producer, form: &Form, seed: u64) -> Vec<u8> {
    let dice = &mut Dice::new(seed);
    let mut body = documents::paragraph(producer, &form.title, dice);
    body.push_str("<w:tbl><w:tblPr/>");
    for cells in lines(form) {
        let cells: String = cells
            .iter()
            .map(|text| documents::cell(producer, text, "", dice))
            .collect();
        body.push_str(&format!("<w:tr>{cells}</w:tr>"));
    }
    body.push_str("</w:tbl><w:p/>");
    documents::finished(producer, &body)
}

#[test]
fn every_program_that_writes_word_documents() {
    let campaign = truth::campaign();
    let form = campaign.registration.as_ref().unwrap();
    for producer in [
        Producer::Library,
        Producer::Tree,
        Producer::Word,
        Producer::LibreOffice,
        Producer::Wps,
    ] {
        for seed in 0..5 {
            let bytes = document(producer, form, seed);
            holds(
                &format!("{producer:?} {seed}"),
                &read(&campaign, "附件1.docx", &bytes),
            );
        }
    }
}

#[test]
fn our_own_form_in_every_format_that_is_read() {
    let campaign = truth::campaign();
    let form = campaign.registration.as_ref().unwrap();
    let fields: BTreeMap<_, _> = form
        .fields
        .iter()
        .map(|field| (field.id.clone(), value(field.id.as_str()).to_owned()))
        .collect();
    let paper = Registration {
        form,
        unit: "平江医院",
        fields: &fields,
    };
    for format in [Format::Docx, Format::Xlsx, Format::Csv] {
        let bytes = write(&paper.document().into(), format).unwrap();
        let name = format!("附件1.{format}");
        holds(&name, &read(&campaign, &name, &bytes));
    }
}

#[test]
fn pasted_from_a_table_and_typed_with_colons() {
    let campaign = truth::campaign();
    let form = campaign.registration.as_ref().unwrap();
    let lines = lines(form);
    let pasted: Vec<String> = lines.iter().map(|cells| cells.join("\t")).collect();
    let pasted = format!("{}\n{}\n{}", form.title, pasted.join("\n"), form.note);
    holds("pasted", &read(&campaign, "粘贴.txt", pasted.as_bytes()));
    let typed: Vec<String> = lines
        .iter()
        .flat_map(|cells| cells.chunks(2))
        .map(|pair| pair.join("："))
        .collect();
    holds(
        "typed",
        &read(&campaign, "短信.txt", typed.join("\n").as_bytes()),
    );
}

/// Not filled in: every required field is asked for, and nothing is read.
#[test]
fn a_blank_form_asks_for_what_is_required() {
    let campaign = truth::campaign();
    let form = campaign.registration.as_ref().unwrap();
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("data/campaigns/gusu-2020/附件1-空表.docx");
    let reading = read(&campaign, "附件1-空表.docx", &std::fs::read(path).unwrap());
    assert_eq!(reading.fields.len(), form.fields.len());
    for (read, field) in reading.fields.iter().zip(&form.fields) {
        assert_eq!(read.text, "", "{}", field.label);
        assert_eq!(read.problem.is_some(), field.required, "{}", field.label);
    }
}
