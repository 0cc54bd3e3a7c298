//! Any bytes as a package: directory, compression, names, encryption.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| anyue_fuzz::read("附件2.docx", bytes));
