//! The kinds of file that an export can become.

use std::fmt;
use std::str::FromStr;

use super::ExportError;

/// A kind of file. Every export can be had in every format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    Docx,
    Xlsx,
    Csv,
    Html,
    Md,
    Json,
}

impl Format {
    /// All formats, in the order in which a list offers them.
    pub const ALL: [Format; 6] = [
        Format::Docx,
        Format::Xlsx,
        Format::Csv,
        Format::Html,
        Format::Md,
        Format::Json,
    ];

    /// The file name's ending, without the dot; also the name that the command line takes.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Docx => "docx",
            Format::Xlsx => "xlsx",
            Format::Csv => "csv",
            Format::Html => "html",
            Format::Md => "md",
            Format::Json => "json",
        }
    }

    /// What a list shows the user.
    pub fn label(self) -> &'static str {
        match self {
            Format::Docx => "Word 文档",
            Format::Xlsx => "Excel 工作簿",
            Format::Csv => "CSV 表格",
            Format::Html => "网页",
            Format::Md => "Markdown 文本",
            Format::Json => "JSON 数据",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.extension())
    }
}

impl FromStr for Format {
    type Err = ExportError;

    /// Takes the extension in any case, with or without its dot, and the names people use for it.
    fn from_str(given: &str) -> Result<Format, ExportError> {
        let name = given.trim().trim_start_matches('.').to_ascii_lowercase();
        match name.as_str() {
            "docx" | "word" => Ok(Format::Docx),
            "xlsx" | "excel" => Ok(Format::Xlsx),
            "csv" => Ok(Format::Csv),
            "html" | "htm" | "网页" => Ok(Format::Html),
            "md" | "markdown" => Ok(Format::Md),
            "json" => Ok(Format::Json),
            _ => Err(ExportError::UnknownFormat {
                given: given.to_owned(),
                known: Format::ALL.map(Format::extension).join("、"),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    //! Formats by their extensions.

    use super::*;

    #[test]
    fn every_format_is_found_by_its_extension() {
        for format in Format::ALL {
            assert_eq!(
                format
                    .extension()
                    .parse::<Format>()
                    .expect("names a format"),
                format
            );
            let dotted = format!(".{}", format.extension().to_uppercase());
            assert_eq!(dotted.parse::<Format>().expect("names a format"), format);
        }
    }

    #[test]
    fn an_unknown_format_lists_the_known_ones() {
        let message = "pdf".parse::<Format>().unwrap_err().to_string();
        assert_eq!(
            message,
            "不认识的导出格式“pdf”，可用的格式：docx、xlsx、csv、html、md、json"
        );
    }
}
