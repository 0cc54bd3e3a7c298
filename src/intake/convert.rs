//! Old formats (`.doc`, `.wps`, `.rtf`) need another program that knows them. Which one, and how it is run, is the
//! caller's: reading itself runs nothing.

use super::refusal::Refusal;

/// Turns a document of an old format into a `.docx`.
pub trait Convert: std::fmt::Debug + Sync {
    /// The converted file's bytes.
    ///
    /// # Errors
    /// Why it could not be converted, in words for the user.
    fn to_docx(&self, name: &str, bytes: &[u8]) -> Result<Vec<u8>, String>;
}

pub(super) fn to_docx(
    convert: Option<&dyn Convert>,
    kind: &'static str,
    name: &str,
    bytes: &[u8],
) -> Result<Vec<u8>, Refusal> {
    let Some(convert) = convert else {
        let reason = "本机没有装 LibreOffice".to_owned();
        return Err(Refusal::Old { kind, reason });
    };
    convert
        .to_docx(name, bytes)
        .map_err(|reason| Refusal::Old { kind, reason })
}
