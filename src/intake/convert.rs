//! Old formats (`.doc`, `.wps`, `.rtf`) need another program that knows them. Which one, and how it is run, is the
//! caller's: reading itself runs nothing.

use super::refusal::Refusal;

/// Turns a document of an old format into a `.docx`.
pub trait Convert: std::fmt::Debug + Send + Sync {
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
        let reason = "本机没有装 LibreOffice，装上后即可直接读".to_owned();
        return Err(Refusal::Old { kind, reason });
    };
    convert
        .to_docx(name, bytes)
        .map_err(|reason| Refusal::Old { kind, reason })
}

#[cfg(test)]
mod tests {
    //! Files of old formats where no program can read them.

    use super::*;

    /// Gives back what it was given, or says why not.
    #[derive(Debug)]
    struct Fake(Option<&'static str>);

    impl Convert for Fake {
        fn to_docx(&self, name: &str, bytes: &[u8]) -> Result<Vec<u8>, String> {
            match self.0 {
                Some(reason) => Err(reason.to_owned()),
                None => Ok([name.as_bytes(), bytes].concat()),
            }
        }
    }

    #[test]
    fn without_a_program_or_where_it_fails_the_user_is_told_what_to_do() {
        let convert =
            |with: Option<&dyn Convert>| to_docx(with, "旧版 Word 文档（.doc）", "表.doc", b"x");
        assert_eq!(
            convert(Some(&Fake(None))),
            Ok("表.docx".as_bytes().to_vec())
        );
        for (with, reason) in [
            (None, "本机没有装 LibreOffice"),
            (Some(&Fake(Some("打不开")) as &dyn Convert), "打不开"),
        ] {
            let message = convert(with).unwrap_err().to_string();
            assert!(
                message.contains(reason) && message.contains("另存为 .docx"),
                "{message}"
            );
        }
    }
}
