//! Any figures, written and read again, are the same figures: in the notice's own form, and in the layout that is derived
//! from the campaign.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyue::domain::campaign::{Campaign, Paper};
use anyue::domain::figure::{Answer, Figure, FigureKind, Figures, Value};
use anyue::domain::id::FigureId;
use anyue::export::paper::{Reporter, Statistics};
use anyue::export::{Export, Format, write};
use anyue::intake::{FileSource, Reader};
use anyue::template::{Answers, Template};
use proptest::prelude::*;

use crate::intake::truth;

/// A blank form of the tree.
pub fn form(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("data/campaigns/gusu-2020")
        .join(name);
    fs::read(path).unwrap()
}

/// What a person may have answered.
fn answer(figure: &Figure) -> BoxedStrategy<Option<Answer>> {
    let value = match figure.kind {
        FigureKind::Text => words()
            .prop_map(|text| Answer::Value(Value::Text(text)))
            .boxed(),
        _ => prop_oneof![4 => 0..200_i64, 1 => 0..=999_999_999_999_i64]
            .prop_map(Answer::number)
            .boxed(),
    };
    prop_oneof![
        5 => value.prop_map(Some),
        1 => Just(Some(Answer::NotApplicable)),
        2 => Just(None),
    ]
    .boxed()
}

/// Texts as people write them, numbers in them, and brackets that close each other or do not.
fn words() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[一-龥]{1,8}",
        "[a-zA-Z0-9&<>]{1,6}",
        Just("“安全随手拍”".to_owned()),
        Just("（第3期）".to_owned()),
        Just("(线上)".to_owned()),
        Just("（".to_owned()),
        Just("）".to_owned()),
        Just("1）".to_owned()),
        Just("[二]".to_owned()),
        Just("、".to_owned()),
        Just("，".to_owned()),
        Just("；".to_owned()),
        Just(" ".to_owned()),
    ];
    let text = proptest::collection::vec(piece, 1..12)
        .prop_map(|pieces| pieces.concat().trim().to_owned());
    text.prop_filter("a text of words", |text| {
        text.chars().any(|c| ('一'..='龥').contains(&c)) && text.chars().count() > 1
    })
}

pub fn figures(campaign: &Campaign) -> impl Strategy<Value = Figures> + use<> {
    let all: Vec<BoxedStrategy<(FigureId, Option<Answer>)>> = campaign
        .figures
        .iter()
        .map(|figure| (Just(figure.id.clone()), answer(figure)).boxed())
        .collect();
    all.prop_map(|all| {
        all.into_iter()
            .filter_map(|(id, answer)| Some((id, answer?)))
            .collect()
    })
}

/// What the reader makes of a file.
pub fn read(reader: &Reader<'_>, name: &str, bytes: &[u8]) -> BTreeMap<FigureId, Answer> {
    let source = FileSource {
        name,
        folder: "",
        bytes,
    };
    let readings = reader.read(source).unwrap();
    let [reading] = &readings[..] else {
        panic!("{name}: one reading");
    };
    for blank in &reading.blanks {
        assert_eq!(blank.problem(), None, "{name}: {blank:?}");
        assert!(!blank.approximate, "{name}: {blank:?}");
    }
    assert_eq!(reading.problems, [], "{name}");
    let blanks = reading.blanks.iter();
    blanks
        .filter_map(|blank| Some((blank.id.clone(), blank.answer()?)))
        .collect()
}

pub fn derived(campaign: &Campaign, figures: &Figures) -> Export {
    let paper = Statistics {
        campaign,
        table: &campaign.tables[0],
        reporter: Reporter::Unit {
            name: "平江医院",
            filled_on: None,
        },
        when: None,
        figures,
    };
    paper.document().into()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_figures_come_back(figures in figures(&truth::campaign())) {
        let campaign = truth::campaign();
        let plan = truth::plan(&campaign);
        let reader = Reader::new(&campaign, &[], &plan);
        let blank = form("附件2-空表.docx");
        let paper = Paper::Table(campaign.tables[0].id.clone());
        let template = Template::open(&campaign, &paper, &blank).unwrap();
        let answers = Answers::Table { campaign: &campaign, figures: &figures, reporter: Default::default() };
        let filled = template.fill(&answers).unwrap();
        prop_assert_eq!(&read(&reader, "附件2.docx", &filled), &figures);
        for format in [Format::Docx, Format::Xlsx] {
            let bytes = write(&derived(&campaign, &figures), format).unwrap();
            prop_assert_eq!(&read(&reader, &format!("附件2.{format}"), &bytes), &figures);
        }
    }
}
