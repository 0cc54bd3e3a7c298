//! Plain text, as pasted: the sentences, the numbers in them, unit and period lines.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| anyue_fuzz::read("附件2.txt", bytes));
