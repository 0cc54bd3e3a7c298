//! Any bytes as a zip of files: what it tells of them is within the limits, and so is what comes out.
#![no_main]

use std::io::Cursor;

use anyue::intake::{Archive, limits};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(mut archive) = Archive::open(Cursor::new(bytes)) else {
        return;
    };
    let mut sum = 0;
    for member in archive.members() {
        assert!(!member.path.contains('\\') && !member.path.ends_with('/'));
        if let Ok(content) = archive.content(member.index) {
            assert!(content.len() <= limits::FILE_BYTES);
            sum += content.len() as u64;
        }
    }
    assert!(sum <= limits::ARCHIVE_BYTES);
});
