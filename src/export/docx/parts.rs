//! The parts of the package that hardly change from paper to paper: styles, fonts, footer, properties, relations.

use super::body;
use crate::export::document::{Font, Size};
use crate::export::look::{FONTS, LATIN, face};
use crate::export::xml::Xml;

pub(super) const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
pub(super) const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Where the package's parts are of which type; the even pages' footer only where there is one.
pub(super) fn content_types(two_sided: bool) -> Vec<u8> {
    let even = match two_sided {
        true => EVEN_FOOTER_TYPE,
        false => "",
    };
    CONTENT_TYPES
        .replace("</Types>", &format!("{even}</Types>"))
        .into_bytes()
}

const EVEN_FOOTER_TYPE: &str = r#"<Override PartName="/word/footer2.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>"#;

const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/><Override PartName="/word/fontTable.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>"#;

pub(super) const PACKAGE_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties" Target="docProps/app.xml"/></Relationships>"#;

/// What the main part refers to.
pub(super) fn document_relations(two_sided: bool) -> Vec<u8> {
    let even = match two_sided {
        true => EVEN_FOOTER_RELATION,
        false => "",
    };
    let end = "</Relationships>";
    DOCUMENT_RELATIONS
        .replace(end, &format!("{even}{end}"))
        .into_bytes()
}

const EVEN_FOOTER_RELATION: &str = r#"<Relationship Id="rId5" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer2.xml"/>"#;

const DOCUMENT_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/fontTable" Target="fontTable.xml"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>"#;

pub(super) const APPLICATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Anyue</Application></Properties>"#;

/// Settings of the whole document.
pub(super) fn settings(two_sided: bool) -> Vec<u8> {
    let even = match two_sided {
        true => "<w:evenAndOddHeaders/>",
        false => "",
    };
    let tab = "<w:characterSpacingControl";
    SETTINGS.replace(tab, &format!("{even}{tab}")).into_bytes()
}

const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>"#;

/// Title and maker; no dates, so that the same paper is the same file.
pub(super) fn core(title: &str) -> Vec<u8> {
    let mut xml = Xml::declared();
    let namespaces = [
        (
            "xmlns:cp",
            "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        ),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ];
    xml.node("cp:coreProperties", &namespaces, |xml| {
        xml.text_node("dc:title", &[], title);
        xml.text_node("dc:creator", &[], "安月");
    });
    xml.into_bytes()
}

/// Defaults and headings. Headings are styles so that Word's navigation pane and table of contents know them.
pub(super) fn styles(size: Size) -> Vec<u8> {
    let mut xml = Xml::declared();
    xml.node("w:styles", &[("xmlns:w", W)], |xml| {
        xml.node("w:docDefaults", &[], |xml| {
            xml.node("w:rPrDefault", &[], |xml| {
                xml.node("w:rPr", &[], |xml| {
                    body::face_of(xml, Font::Body);
                    body::size_of(xml, size);
                    let lang = [("w:val", "en-US"), ("w:eastAsia", "zh-CN")];
                    xml.leaf("w:lang", &lang);
                });
            });
            xml.node("w:pPrDefault", &[], |_| {});
        });
        let default = [
            ("w:type", "paragraph"),
            ("w:default", "1"),
            ("w:styleId", "Normal"),
        ];
        xml.node("w:style", &default, |xml| {
            xml.leaf("w:name", &[("w:val", "Normal")]);
        });
        for level in 1..=3 {
            heading(xml, level, size);
        }
    });
    xml.into_bytes()
}

fn heading(xml: &mut Xml, level: u8, size: Size) {
    let id = format!("Heading{level}");
    let attributes = [("w:type", "paragraph"), ("w:styleId", id.as_str())];
    xml.node("w:style", &attributes, |xml| {
        xml.leaf("w:name", &[("w:val", &format!("heading {level}"))]);
        xml.leaf("w:basedOn", &[("w:val", "Normal")]);
        xml.leaf("w:next", &[("w:val", "Normal")]);
        xml.leaf("w:qFormat", &[]);
        xml.node("w:pPr", &[], |xml| {
            xml.leaf("w:keepNext", &[]);
            xml.leaf("w:outlineLvl", &[("w:val", &(level - 1).to_string())]);
        });
        xml.node("w:rPr", &[], |xml| {
            let font = match level {
                1 => Font::Heading,
                2 => Font::Subheading,
                _ => Font::Body,
            };
            body::face_of(xml, font);
            if level > 2 {
                xml.leaf("w:b", &[]);
            }
            body::size_of(xml, size);
        });
    });
}

/// Every font with its other names, so that an office without 方正小标宋 still gets a Song face.
pub(super) fn font_table() -> Vec<u8> {
    let mut xml = Xml::declared();
    xml.node("w:fonts", &[("xmlns:w", W)], |xml| {
        for font in FONTS {
            let face = face(font);
            let family = match face.generic {
                "sans-serif" => "swiss",
                _ => "roman",
            };
            xml.node("w:font", &[("w:name", face.name)], |xml| {
                xml.leaf("w:altName", &[("w:val", &face.fallbacks.join(","))]);
                xml.leaf("w:charset", &[("w:val", "86")]);
                xml.leaf("w:family", &[("w:val", family)]);
                xml.leaf("w:pitch", &[("w:val", "variable")]);
            });
        }
        xml.node("w:font", &[("w:name", LATIN)], |xml| {
            xml.leaf("w:charset", &[("w:val", "00")]);
            xml.leaf("w:family", &[("w:val", "roman")]);
            xml.leaf("w:pitch", &[("w:val", "variable")]);
        });
    });
    xml.into_bytes()
}

/// Where the page number stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    Middle,
    /// One character in from the right edge: odd pages of an official document.
    Right,
    /// One character in from the left edge: even pages.
    Left,
}

/// The page number between dashes. In an official document it is 四号, of 宋体, and stands outside (GB/T 9704-2012, 7.5).
pub(super) fn footer(number: Number) -> Vec<u8> {
    let (side, size) = match number {
        Number::Middle => ("center", Size::XIAO_SI),
        Number::Right => ("right", Size::SI_HAO),
        Number::Left => ("left", Size::SI_HAO),
    };
    let mut xml = Xml::declared();
    xml.node("w:ftr", &[("xmlns:w", W)], |xml| {
        xml.node("w:p", &[], |xml| {
            xml.node("w:pPr", &[], |xml| {
                // One character of 四号, in hundredths and in twips.
                match number {
                    Number::Middle => {}
                    Number::Right => {
                        xml.leaf("w:ind", &[("w:rightChars", "100"), ("w:right", "280")]);
                    }
                    Number::Left => {
                        xml.leaf("w:ind", &[("w:leftChars", "100"), ("w:left", "280")]);
                    }
                }
                xml.leaf("w:jc", &[("w:val", side)]);
            });
            small(xml, size, |xml| xml.text_node("w:t", &SPACED, "— "));
            xml.node("w:fldSimple", &[("w:instr", "PAGE")], |xml| {
                small(xml, size, |xml| xml.text_node("w:t", &[], "1"));
            });
            small(xml, size, |xml| xml.text_node("w:t", &SPACED, " —"));
        });
    });
    xml.into_bytes()
}

const SPACED: [(&str, &str); 1] = [("xml:space", "preserve")];

/// In 宋体, digits too.
fn small(xml: &mut Xml, size: Size, inside: impl FnOnce(&mut Xml)) {
    let name = face(Font::Small).name;
    let fonts = [
        ("w:ascii", name),
        ("w:hAnsi", name),
        ("w:eastAsia", name),
        ("w:cs", name),
        ("w:hint", "eastAsia"),
    ];
    xml.node("w:r", &[], |xml| {
        xml.node("w:rPr", &[], |xml| {
            xml.leaf("w:rFonts", &fonts);
            body::size_of(xml, size);
        });
        inside(xml);
    });
}
