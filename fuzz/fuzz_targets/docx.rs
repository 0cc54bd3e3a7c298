//! The main part of a Word document: any bytes as its XML.
#![no_main]

libfuzzer_sys::fuzz_target!(|xml: &[u8]| {
    let bytes = anyue_fuzz::package(&[("word/document.xml", xml)]);
    anyue_fuzz::read("附件2.docx", &bytes);
});
