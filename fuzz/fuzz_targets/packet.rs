//! Any bytes as a packet, and any bytes as the contents of one that is signed.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| anyue_fuzz::open_packet(bytes));
