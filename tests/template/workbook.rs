//! The notice's own forms as workbooks: any figures come back, everything but the answers' cells is as the issuer made it.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use anyue::domain::campaign::{Campaign, FieldKind, Paper};
use anyue::domain::id::FieldId;
use anyue::intake::{FileSource, Reader, Whose};
use anyue::template::{Answers, Reporter, Template};
use chrono::NaiveDate;
use proptest::prelude::*;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook};

use super::round_trip::{figures, read};
use crate::intake::truth;

/// 附件2 as a workbook: a sheet of explanations before it, merged sections, one sentence in two fonts.
fn annex2(campaign: &Campaign) -> Vec<u8> {
    let mut book = Workbook::new();
    let notes = book.add_worksheet().set_name("说明").unwrap();
    notes.write_string(0, 0, "填写说明：请如实填写。").unwrap();
    let sheet = book.add_worksheet().set_name("附件2").unwrap();
    let table = &campaign.tables[0];
    let cell = Format::new().set_text_wrap().set_border(FormatBorder::Thin);
    let title = Format::new().set_bold().set_align(FormatAlign::Center);
    sheet.merge_range(0, 0, 0, 3, &table.title, &title).unwrap();
    sheet
        .write_string(1, 0, "填报单位：____________  填报日期：  年  月  日")
        .unwrap();
    for (column, heading) in (0..).zip(["项目", "", "标准", "落实情况"]) {
        sheet
            .write_string_with_format(2, column, heading, &cell)
            .unwrap();
    }
    let mut begin = 3;
    for rows in table.rows.chunk_by(|a, b| a.section == b.section) {
        let last = begin + u32::try_from(rows.len()).unwrap() - 1;
        match rows.len() {
            1 => drop(sheet.write_string_with_format(begin, 0, &rows[0].section, &cell)),
            _ => drop(sheet.merge_range(begin, 0, last, 0, &rows[0].section, &cell)),
        }
        for (at, row) in (begin..).zip(rows) {
            let item = row.item.as_deref().unwrap_or("");
            sheet.write_string_with_format(at, 1, item, &cell).unwrap();
            let standards = row.standards.join("\n");
            sheet
                .write_string_with_format(at, 2, &standards, &cell)
                .unwrap();
            let report = row.report.fill(|_| "    ".to_owned());
            let report = report.replace("“专题行”", "<专题行> & ");
            if at == 4 {
                let (first, rest) = report.split_at(report.find('，').unwrap());
                let bold = Format::new()
                    .set_bold()
                    .set_underline(rust_xlsxwriter::FormatUnderline::Single);
                let plain = Format::new();
                let parts = [(&bold, first), (&plain, rest)];
                sheet
                    .write_rich_string_with_format(at, 3, &parts, &cell)
                    .unwrap();
            } else {
                sheet
                    .write_string_with_format(at, 3, &report, &cell)
                    .unwrap();
            }
        }
        begin = last + 1;
    }
    book.save_to_buffer().unwrap()
}

/// 附件1 as a workbook, two labels a row; the cells for values have borders or are not there at all.
fn annex1(campaign: &Campaign) -> Vec<u8> {
    let form = campaign.registration.as_ref().unwrap();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, &form.title).unwrap();
    let cell = Format::new().set_border(FormatBorder::Thin);
    for (at, field) in form.fields.iter().enumerate() {
        let (row, column) = (
            u32::try_from(at / 2).unwrap() + 1,
            u16::try_from(at % 2).unwrap() * 2,
        );
        let star = if field.required { "*" } else { "" };
        sheet
            .write_string_with_format(row, column, format!("{}{star}", field.label), &cell)
            .unwrap();
        if at % 3 != 0 {
            sheet.write_blank(row, column + 1, &cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let mut part = Vec::new();
        entry.read_to_end(&mut part).unwrap();
        parts.insert(entry.name().unwrap().into_owned(), part);
    }
    parts
}

const REPORTER: Reporter<'_> = Reporter {
    unit: "平江医院",
    filled_on: NaiveDate::from_ymd_opt(2020, 6, 11),
};

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_figures_come_back_from_a_workbook(figures in figures(&truth::campaign())) {
        let campaign = truth::campaign();
        let plan = truth::plan(&campaign);
        let reader = Reader::new(&campaign, &[], &plan);
        let blank = annex2(&campaign);
        let paper = Paper::Table(campaign.tables[0].id.clone());
        let template = Template::open(&campaign, &paper, &blank).unwrap();
        let answers = Answers::Table { campaign: &campaign, figures: &figures, reporter: REPORTER };
        let filled = template.fill(&answers).unwrap();
        prop_assert_eq!(&read(&reader, "附件2.xlsx", &filled), &figures);
        let (before, after) = (parts(&blank), parts(&filled));
        let changed: Vec<&String> = before.keys().filter(|name| before[*name] != after[*name]).collect();
        prop_assert_eq!(changed, ["xl/worksheets/sheet2.xml"]);
        prop_assert_eq!(before.len(), after.len());
    }
}

#[test]
fn the_line_for_the_unit_and_the_day_is_filled_in_too() {
    let campaign = truth::campaign();
    let (plan, units) = (truth::plan(&campaign), truth::units());
    let blank = annex2(&campaign);
    let paper = Paper::Table(campaign.tables[0].id.clone());
    let template = Template::open(&campaign, &paper, &blank).unwrap();
    let figures = BTreeMap::default();
    let unit = units[0].name.as_str();
    let reporter = Reporter { unit, ..REPORTER };
    let answers = Answers::Table {
        campaign: &campaign,
        figures: &figures,
        reporter,
    };
    let filled = template.fill(&answers).unwrap();
    let sheet = String::from_utf8(parts(&filled)["xl/worksheets/sheet2.xml"].clone()).unwrap();
    assert!(sheet.contains("填报日期：2020年6月11日"), "{sheet}");
    let source = FileSource {
        name: "x.xlsx",
        folder: "",
        bytes: &filled,
    };
    let reading = &Reader::new(&campaign, &units, &plan).read(source).unwrap()[0];
    assert!(
        matches!(reading.unit, Whose::Certain { unit, .. } if unit == units[0].id),
        "{:?}",
        reading.unit
    );
}

#[test]
fn a_registration_form_is_filled_in_cell_by_cell() {
    let campaign = truth::campaign();
    let plan = truth::plan(&campaign);
    let form = campaign.registration.as_ref().unwrap();
    let blank = annex1(&campaign);
    let template = Template::open(&campaign, &Paper::Registration, &blank).unwrap();
    let fields: BTreeMap<FieldId, String> = form
        .fields
        .iter()
        .filter(|field| field.kind == FieldKind::Text)
        .map(|field| (field.id.clone(), format!("甲<{}>&", field.label)))
        .collect();
    let answers = Answers::Registration {
        form,
        unit: "平江医院",
        fields: &fields,
    };
    let filled = template.fill(&answers).unwrap();
    let source = FileSource {
        name: "附件1.xlsx",
        folder: "",
        bytes: &filled,
    };
    let reading = &Reader::new(&campaign, &[], &plan).read(source).unwrap()[0];
    let read: BTreeMap<FieldId, String> = reading
        .fields
        .iter()
        .filter(|field| fields.contains_key(&field.id))
        .map(|field| (field.id.clone(), field.text.clone()))
        .collect();
    assert_eq!(read, fields);
}
