//! Grids on paper read back by their cells: any figures of any grid, written by our own exporter, come back; so do the
//! papers that other programs saved, and a notice's own blank form.

mod laid_out;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyue::domain::calendar::HolidayCalendar;
use anyue::domain::campaign::{Campaign, Paper, Table, builtin};
use anyue::domain::figure::{Answer, Figure, FigureKind, Figures, Value, YesNoCount};
use anyue::domain::id::FigureId;
use anyue::domain::period::Plan;
use anyue::export::paper::{Reporter, Statistics};
use anyue::export::{Format, write};
use anyue::intake::{FileReading, FileSource, Reader};
use anyue::template::{Answers, Template};
use chrono::NaiveDate;
use laid_out::laid_out;
use proptest::prelude::*;

use super::make::Dice;
use super::producers::Producer;

/// Every grid that comes with the program.
const GRIDS: [(&str, &str); 6] = [
    ("ankang-2025", "supervision"),
    ("ankang-2025", "entries"),
    ("linyi-2019", "contest"),
    ("linyi-2019", "safety"),
    ("xingguo-2024", "progress"),
    ("xingguo-2024", "spots"),
];

fn campaign(id: &str) -> Campaign {
    let found = builtin().iter().find(|(known, _)| *known == id);
    Campaign::parse(found.expect("it comes with the program").1).expect("it is sound")
}

fn table<'c>(campaign: &'c Campaign, id: &str) -> &'c Table {
    campaign.table(&id.into()).expect("it is declared")
}

/// What a person may have answered in a cell.
fn answer(figure: &Figure) -> BoxedStrategy<Option<Answer>> {
    let value = match figure.kind {
        FigureKind::YesNo => prop_oneof![
            any::<bool>().prop_map(Value::YesNo),
            // What a desk that adds up hands in.
            (0..90_u32, 0..90_u32).prop_map(|(yes, no)| YesNoCount { yes, no }.value()),
        ]
        .boxed(),
        FigureKind::Date => (0..300_i64)
            .prop_map(|days| {
                let first = NaiveDate::from_ymd_opt(2025, 7, 1).expect("a day");
                Value::Date(first + chrono::Duration::days(days))
            })
            .boxed(),
        FigureKind::Text => "[一-龥]{2,8}".prop_map(Value::Text).boxed(),
        _ => (0..=999_999_i64).prop_map(Value::Number).boxed(),
    };
    prop_oneof![
        6 => value.prop_map(|value| Some(Answer::Value(value))),
        1 => Just(Some(Answer::NotApplicable)),
        2 => Just(None),
    ]
    .boxed()
}

/// Which grid, and what stands in its cells.
fn filled() -> impl Strategy<Value = (usize, Figures)> {
    (0..GRIDS.len()).prop_flat_map(|at| {
        let (id, name) = GRIDS[at];
        let campaign = campaign(id);
        let own = campaign.figures_of(&table(&campaign, name).id);
        let cells: Vec<BoxedStrategy<(FigureId, Option<Answer>)>> = own
            .filter(|figure| figure.is_asked())
            .map(|figure| (Just(figure.id.clone()), answer(figure)).boxed())
            .collect();
        let figures = cells.prop_map(|cells| {
            let cells = cells.into_iter();
            cells
                .filter_map(|(id, answer)| Some((id, answer?)))
                .collect::<Figures>()
        });
        (Just(at), figures)
    })
}

fn paper(campaign: &Campaign, table: &Table, figures: &Figures, format: Format) -> Vec<u8> {
    let paper = statistics(campaign, table, figures);
    write(&paper.document().into(), format).expect("it is written")
}

fn statistics<'p>(
    campaign: &'p Campaign,
    table: &'p Table,
    figures: &'p Figures,
) -> Statistics<'p> {
    Statistics {
        campaign,
        table,
        reporter: Reporter::Unit {
            name: "甲县总工会",
            filled_on: None,
        },
        when: None,
        figures,
    }
}

fn reading(campaign: &Campaign, name: &str, bytes: &[u8]) -> FileReading {
    let plan = Plan::of(campaign, HolidayCalendar::built_in());
    let source = FileSource {
        name,
        folder: "",
        bytes,
    };
    let mut readings = Reader::new(campaign, &[], &plan)
        .read(source)
        .expect("it can be read");
    assert_eq!(readings.len(), 1, "{name}");
    readings.remove(0)
}

/// The answers of a reading in which nothing is in doubt.
fn answers(reading: &FileReading) -> BTreeMap<FigureId, Answer> {
    for blank in &reading.blanks {
        assert_eq!(blank.problem(), None, "{blank:?}");
    }
    assert_eq!(reading.problems, []);
    let blanks = reading.blanks.iter();
    blanks
        .filter_map(|blank| Some((blank.id.clone(), blank.answer()?)))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_figures_of_any_grid_come_back((at, figures) in filled()) {
        // A paper on which nothing stands says nothing of itself.
        prop_assume!(!figures.is_empty());
        let (id, name) = GRIDS[at];
        let campaign = campaign(id);
        let table = table(&campaign, name);
        for format in [Format::Docx, Format::Xlsx] {
            let bytes = paper(&campaign, table, &figures, format);
            let reading = reading(&campaign, &format!("表.{format}"), &bytes);
            prop_assert_eq!(&reading.tables, std::slice::from_ref(&table.id));
            prop_assert_eq!(&answers(&reading), &figures);
        }
    }

    #[test]
    fn a_grid_comes_back_whatever_program_wrote_it((at, figures) in filled(), seed in any::<u64>()) {
        prop_assume!(!figures.is_empty());
        let (id, name) = GRIDS[at];
        let campaign = campaign(id);
        let table = table(&campaign, name);
        let document = statistics(&campaign, table, &figures).document();
        for producer in [Producer::Library, Producer::Tree, Producer::Word, Producer::LibreOffice, Producer::Wps] {
            let bytes = laid_out(producer, &document, &mut Dice::new(seed));
            let reading = reading(&campaign, "表.docx", &bytes);
            prop_assert_eq!(&reading.tables, std::slice::from_ref(&table.id));
            prop_assert_eq!(&answers(&reading), &figures, "{:?}", producer);
        }
    }

    #[test]
    fn a_blank_form_of_a_grid_is_filled_and_read_again((at, figures) in filled()) {
        let (id, name) = GRIDS[at];
        let campaign = campaign(id);
        let table = table(&campaign, name);
        let paper_of_notice = Paper::Table(table.id.clone());
        for format in [Format::Docx, Format::Xlsx] {
            // As a notice would attach it: the same cells without any number.
            let blank = emptied(&campaign, table, format);
            let template = Template::open(&campaign, &paper_of_notice, &blank)
                .unwrap_or_else(|problem| panic!("{name}.{format}: {problem:?}"));
            let answers_of_unit = Answers::Table {
                campaign: &campaign,
                figures: &figures,
                reporter: Default::default(),
            };
            let filled = template.fill(&answers_of_unit).expect("it is filled");
            let reading = reading(&campaign, &format!("表.{format}"), &filled);
            prop_assert_eq!(&answers(&reading), &figures, "{}.{}", name, format);
        }
    }
}

/// The paper with nothing on it.
fn emptied(campaign: &Campaign, table: &Table, format: Format) -> Vec<u8> {
    paper(campaign, table, &Figures::new(), format)
}

/// What the kept papers of other programs have in their cells.
const KEPT: [(&str, i64); 6] = [
    ("drills_times", 3),
    ("drills_people", 1280),
    ("no_script_times", 1),
    ("contests_people", 45),
    ("families_people", 0),
    ("told_people", 36),
];

#[test]
fn papers_that_other_programs_saved_read_the_same() {
    let campaign = campaign("xingguo-2024");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/grids");
    let mut seen = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .expect("a name");
        if name.ends_with(".md") {
            continue;
        }
        let bytes = fs::read(&path).expect("it is there");
        let reading = reading(&campaign, name, &bytes);
        let expected: BTreeMap<FigureId, Answer> = KEPT
            .map(|(id, number)| (id.into(), Answer::number(number)))
            .into();
        let found: BTreeMap<FigureId, Answer> = reading
            .blanks
            .iter()
            .filter_map(|blank| Some((blank.id.clone(), blank.answer()?)))
            .collect();
        assert_eq!(found, expected, "{name}: {:?}", reading.problems);
        seen.push(name.to_owned());
    }
    seen.sort();
    assert_eq!(
        seen,
        [
            "by-hand.docx",
            "by-hand.xlsx",
            "resaved.docx",
            "resaved.xlsx"
        ]
    );
}
