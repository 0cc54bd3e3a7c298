//! The records of an old workbook; an even first byte says that the bytes are the whole container instead.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    match bytes.split_first() {
        Some((first, stream)) if first % 2 == 1 => {
            anyue_fuzz::read("附件2.xls", &anyue_fuzz::container("/Workbook", stream));
        }
        _ => anyue_fuzz::read("附件2.xls", bytes),
    }
});
