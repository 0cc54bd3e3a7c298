//! A zip package with some of its parts replaced. All others are copied as they lie there, compressed bytes and all.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The package with these parts in the place of its own of the same names.
pub(super) fn replace(bytes: &[u8], parts: &BTreeMap<String, Vec<u8>>) -> ZipResult<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut package = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index)?;
        let name = entry.name()?.into_owned();
        match parts.get(&name) {
            None => package.raw_copy_file(entry)?,
            Some(content) => {
                let mut options =
                    SimpleFileOptions::default().compression_method(entry.compression());
                // As it was: the clock has no part in a filled form.
                if let Some(modified) = entry.last_modified() {
                    options = options.last_modified_time(modified);
                }
                package.start_file(name, options)?;
                package.write_all(content)?;
            }
        }
    }
    Ok(package.finish()?.into_inner())
}
