//! What is not a blank is as the issuer made it, byte by byte.

use std::io::{Cursor, Read};

use anyue::domain::campaign::Paper;
use anyue::domain::figure::{Answer, Figures};
use anyue::template::{Answers, Template};
use zip::ZipArchive;

use super::round_trip::form;
use crate::intake::truth;

/// Every entry of a package: its name and its bytes, packed and unpacked.
fn entries(package: &[u8]) -> Vec<(String, Vec<u8>, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(package)).unwrap();
    let count = archive.len();
    (0..count)
        .map(|index| {
            let (mut packed, mut unpacked) = (Vec::new(), Vec::new());
            archive
                .by_index_raw(index)
                .unwrap()
                .read_to_end(&mut packed)
                .unwrap();
            let mut entry = archive.by_index(index).unwrap();
            entry.read_to_end(&mut unpacked).unwrap();
            (entry.name().unwrap().into_owned(), packed, unpacked)
        })
        .collect()
}

/// The unpacked parts of a package.
pub fn parts(package: &[u8]) -> Vec<(String, Vec<u8>)> {
    let entries = entries(package).into_iter();
    entries
        .map(|(name, _, unpacked)| (name, unpacked))
        .collect()
}

/// The XML without the texts in it.
fn bones(xml: &[u8]) -> String {
    let xml = String::from_utf8(xml.to_vec())
        .unwrap()
        .replace(" xml:space=\"preserve\"", "");
    let mut bones = String::new();
    for piece in xml.split_inclusive('>') {
        bones.push_str(&piece[piece.find('<').unwrap()..]);
    }
    bones
}

#[test]
fn all_but_the_blanks_is_the_issuers() {
    let campaign = truth::campaign();
    let blank = form("附件2-空表.docx");
    let paper = Paper::Table(campaign.tables[0].id.clone());
    let template = Template::open(&campaign, &paper, &blank).unwrap();
    assert_eq!(template.blanks().count(), 69);
    let figures: Figures = campaign
        .figures
        .iter()
        .enumerate()
        .map(|(at, figure)| (figure.id.clone(), Answer::number(at as i64)))
        .collect();
    let fill = |figures| {
        let answers = Answers::Table {
            campaign: &campaign,
            figures,
            reporter: Default::default(),
        };
        template.fill(&answers).unwrap()
    };
    let filled = fill(&figures);
    assert!(
        filled == fill(&figures),
        "the same answers are the same file"
    );
    let (before, after) = (entries(&blank), entries(&filled));
    assert_eq!(before.len(), after.len());
    for ((name, packed, unpacked), (new_name, new_packed, new_unpacked)) in
        before.iter().zip(&after)
    {
        assert_eq!(name, new_name);
        if name == "word/document.xml" {
            assert_eq!(bones(unpacked), bones(new_unpacked));
            assert_ne!(unpacked, new_unpacked);
        } else {
            assert!(packed == new_packed, "{name} was packed anew");
        }
    }
    // Nothing to fill in, nothing changed.
    let untouched = fill(&Figures::default());
    assert_eq!(entries(&blank)[4].2, entries(&untouched)[4].2);
}
