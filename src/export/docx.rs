//! Word: a [`Document`] as a WordprocessingML package (ECMA-376) that Word, WPS and LibreOffice open without repair.
//!
//! Written by hand because the table must repeat its header, merge cells both ways, and give the same bytes each time.

mod body;
mod chart;
mod parts;
mod table;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::ExportError;
use super::document::Document;
use parts::Number;

/// The document as the bytes of a `.docx` file.
pub(super) fn write(document: &Document) -> Result<Vec<u8>, ExportError> {
    // A fixed time of the zip format's first day: the same paper is the same file.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    // An official document is printed on both sides and has its page numbers outside.
    let two_sided = document.page.grid.is_some();
    let odd = match two_sided {
        true => Number::Right,
        false => Number::Middle,
    };
    let even = two_sided.then(|| ("word/footer2.xml", parts::footer(Number::Left)));
    let parts = [
        ("[Content_Types].xml", parts::content_types(two_sided)),
        ("_rels/.rels", parts::PACKAGE_RELATIONS.into()),
        ("docProps/core.xml", parts::core(&document.title)),
        ("docProps/app.xml", parts::APPLICATION.into()),
        ("word/document.xml", body::write(document)),
        (
            "word/_rels/document.xml.rels",
            parts::document_relations(two_sided),
        ),
        ("word/styles.xml", parts::styles(document.size)),
        ("word/settings.xml", parts::settings(two_sided)),
        ("word/fontTable.xml", parts::font_table()),
        ("word/footer1.xml", parts::footer(odd)),
    ];
    for (name, content) in parts.into_iter().chain(even) {
        package.start_file(name, options)?;
        package
            .write_all(&content)
            .map_err(zip::result::ZipError::from)?;
    }
    Ok(package.finish()?.into_inner())
}

/// Millimetres in twentieths of a point, Word's unit of length.
fn twips(millimetres: u16) -> u32 {
    u32::from(millimetres) * 1440 * 10 / 254
}
