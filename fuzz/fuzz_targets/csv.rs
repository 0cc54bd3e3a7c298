//! Comma-separated values, in whatever encoding the bytes are.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| anyue_fuzz::read("附件2.csv", bytes));
