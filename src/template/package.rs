//! A zip package with one of its parts replaced. All others are copied as they lie there, compressed bytes and all.

use std::io::{Cursor, Write};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The package with this part in the place of its own of the same name.
pub(super) fn replace(bytes: &[u8], (part, content): (&str, &[u8])) -> ZipResult<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut package = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index)?;
        let name = entry.name()?.into_owned();
        match name == part {
            false => package.raw_copy_file(entry)?,
            true => {
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
