//! Units as forms, files and folders name them.

use super::*;
use crate::intake::page::{Line, Part};

fn unit(id: i64, name: &str, aliases: &[&str], path: &str) -> Unit {
    Unit {
        id: UnitId(id),
        code: format!("{id:03}"),
        name: name.to_owned(),
        kind: None,
        parent: None,
        path: path.to_owned(),
        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        credit_code: None,
        joined_on: None,
        closed_on: None,
        excusals: Vec::new(),
    }
}

fn units() -> Vec<Unit> {
    vec![
        unit(1, "平江医院", &[], "/9/1/"),
        unit(2, "平江街道社区卫生服务中心", &["平江社卫"], "/9/2/"),
        unit(3, "金阊医院", &[], "/3/"),
        unit(4, "金阊医院北区分院", &[], "/4/"),
        unit(5, "福星护理院", &[], "/5/"),
        unit(9, "卫生健康中心", &[], "/9/"),
    ]
}

fn found(lines: &[&str], name: &str, folder: &str) -> Whose {
    let lines = lines.iter().map(|text| Line {
        text: (*text).to_owned(),
        part: Part::Body,
        origin: None,
    });
    let page = Page {
        lines: lines.collect(),
        ..Page::default()
    };
    find(&Roll::new(&units()), &page, name, folder)
}

fn certain(whose: &Whose) -> Option<(i64, Source)> {
    match whose {
        Whose::Certain { unit, clue } => Some((unit.0, clue.source)),
        _ => None,
    }
}

#[test]
fn the_unit_line_in_every_form() {
    for line in [
        "填报单位：平江医院",
        "填报单位:平江医院",
        "填报单位（盖章）：平江医院",
        "单位： 平江医院 ",
        "填报单位：平江医院（公章）",
        "报送单位：__平江医院__    填报人：联络员甲",
        "单位名称：平江医院　　　　日期：2020年6月30日",
        "填报单位：001",
        "单位名称*：平江医院",
    ] {
        assert_eq!(
            certain(&found(&[line], "表.docx", "")),
            Some((1, Source::UnitLine)),
            "{line}"
        );
    }
    assert_eq!(
        certain(&found(&["平江医院（盖章）"], "表.docx", "")),
        Some((1, Source::Stamp))
    );
    assert_eq!(
        certain(&found(&["填报单位：平江社卫"], "表.docx", "")),
        Some((2, Source::UnitLine))
    );
}

#[test]
fn label_and_name_pasted_from_two_cells() {
    assert_eq!(
        certain(&found(&["单位名称*", "平江医院"], "", "")),
        Some((1, Source::UnitLine))
    );
    // A column's heading is no label.
    assert_eq!(
        found(&["单位", "平江医院"], "", ""),
        Whose::Unknown { clue: None }
    );
}

#[test]
fn the_file_or_its_folder_may_name_it() {
    assert_eq!(
        certain(&found(&[], "01-平江医院-附件2.docx", "")),
        Some((1, Source::FileName))
    );
    assert_eq!(
        certain(&found(&[], "附件2（平江社卫）第2周.docx", "")),
        Some((2, Source::FileName))
    );
    assert_eq!(
        certain(&found(&[], "附件2.docx", "收件/金阊医院")),
        Some((3, Source::Folder))
    );
    // A longer name hides the shorter one in it.
    assert_eq!(
        certain(&found(&[], "金阊医院北区分院.docx", "")),
        Some((4, Source::FileName))
    );
    // The level above says nothing against the unit.
    assert_eq!(
        certain(&found(&["单位：平江医院"], "表.docx", "卫生健康中心")),
        Some((1, Source::UnitLine))
    );
}

#[test]
fn a_name_within_another_is_not_that_name() {
    assert!(certain(&found(&[], "平江医院分院.docx", "")).is_none());
    assert!(certain(&found(&[], "苏州市平江医院.docx", "")).is_none());
    assert!(certain(&found(&["填报单位：苏州市平江医院"], "表.docx", "")).is_none());
}

#[test]
fn near_names_are_guesses() {
    let whose = found(&["填报单位：福星护理中心院"], "表.docx", "");
    assert!(
        matches!(&whose, Whose::Guess { unit, clue, .. } if unit.0 == 5 && clue.text == "福星护理中心院"),
        "{whose:?}"
    );
    assert!(matches!(
        found(&["填报单位：某某大学"], "表.docx", ""),
        Whose::Unknown { clue: Some(_) }
    ));
    assert_eq!(found(&[], "附件2.docx", ""), Whose::Unknown { clue: None });
}

#[test]
fn two_units_in_doubt_are_a_question() {
    for whose in [
        found(&["填报单位：平江医院"], "金阊医院.docx", ""),
        found(&[], "平江医院、金阊医院.docx", ""),
        found(&["填报单位：金阊医院"], "表.docx", "平江医院"),
        found(&["填报单位：金阊医院", "填报单位：平江医院"], "表.docx", ""),
        // The paper names somebody that is not known, the file's name somebody that is.
        found(&["填报单位：双塔敬老院"], "平江医院.docx", ""),
    ] {
        assert!(matches!(whose, Whose::Several { .. }), "{whose:?}");
    }
}

#[test]
fn one_text_of_a_sheet() {
    assert!(named(&Roll::new(&units()), " 平江医院 ").is_certain());
    assert!(!named(&Roll::new(&units()), "平江").is_certain());
}
