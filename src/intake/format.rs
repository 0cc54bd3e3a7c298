//! What a file is, told by its first bytes: a name can say anything. Only readers for what people fill in are here;
//! everything else is named and refused.

use super::refusal::Refusal;

/// A kind of file that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Docx,
    Xlsx,
    Xls,
    Csv,
    Text,
    /// `.doc`, `.wps`, `.rtf`: another program has to turn it into a `.docx` first.
    OldWriter(&'static str),
}

const ZIP: &[u8] = b"PK\x03\x04";
const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Beginnings of files that are certainly not a filled form, and what to call them.
const OTHERS: [(&[u8], &str); 14] = [
    (b"MZ", "一个 Windows 程序"),
    (b"\x7FELF", "一个程序"),
    (b"#!", "一个脚本"),
    (b"%PDF", "PDF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xFF\xD8\xFF", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"Rar!", "压缩包"),
    (b"7z\xBC\xAF", "压缩包"),
    (b"\x1F\x8B", "压缩包"),
    (b"SQLite format 3", "数据库"),
    (b"\xCA\xFE\xBA\xBE", "一个程序"),
    (b"L\0\0\0\x01\x14\x02\0", "快捷方式"),
];

/// Tells the format of a file. The name only decides between kinds of plain text.
pub(super) fn of(name: &str, bytes: &[u8]) -> Result<Format, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if bytes.starts_with(ZIP) {
        return package(bytes);
    }
    if bytes.starts_with(COMPOUND) {
        return compound(bytes);
    }
    if bytes.starts_with(b"{\\rtf") {
        return Ok(Format::OldWriter("RTF 文档"));
    }
    let other = OTHERS.iter().find(|(magic, _)| bytes.starts_with(magic));
    let is_other = |magic: &[u8]| !is_readable_text(bytes) || matches!(magic, b"#!" | b"%PDF");
    if let Some((_, what)) = other.filter(|(magic, _)| is_other(magic)) {
        return Err(Refusal::WrongKind(what));
    }
    let head: String = bytes[..bytes.len().min(512)]
        .iter()
        .map(|b| char::from(b.to_ascii_lowercase()))
        .collect();
    if head.contains("<html") || head.contains("<!doctype") || head.contains("<?xml") {
        return Err(Refusal::WrongKind("网页或 XML 文件"));
    }
    if !is_readable_text(bytes) {
        return Err(Refusal::UnknownKind);
    }
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    Ok(match ending.to_ascii_lowercase().as_str() {
        "csv" | "tsv" => Format::Csv,
        _ => Format::Text,
    })
}

/// Texts have no zero bytes, but for UTF-16, which says so.
fn is_readable_text(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xFF, 0xFE])
        || bytes.starts_with(&[0xFE, 0xFF])
        || !bytes[..bytes.len().min(8192)].contains(&0)
}

/// A zip is a document or a workbook by what is in it. The names stand uncompressed in its directory, at the end.
fn package(bytes: &[u8]) -> Result<Format, Refusal> {
    let has = |name: &[u8]| contains(bytes, name);
    // A nested package's names are compressed; the outer directory's are not.
    if has(b"word/document") || has(b"word/_rels") {
        Ok(Format::Docx)
    } else if has(b"xl/workbook") {
        Ok(Format::Xlsx)
    } else if has(b"ppt/presentation") {
        Err(Refusal::WrongKind("演示文稿"))
    } else if has(b"opendocument.text") {
        Ok(Format::OldWriter("OpenDocument 文档（.odt）"))
    } else {
        Err(Refusal::WrongKind("压缩包"))
    }
}

/// Word, WPS and Excel before 2007 share one container. A package that is encrypted does too.
fn compound(bytes: &[u8]) -> Result<Format, Refusal> {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        contains(bytes, &wide)
    };
    if has("EncryptedPackage") {
        Err(Refusal::Locked)
    } else if has("WordDocument") {
        Ok(Format::OldWriter("旧版 Word 文档（.doc）"))
    } else if has("Workbook") || has("Book") {
        Ok(Format::Xls)
    } else if has("PowerPoint Document") {
        Err(Refusal::WrongKind("演示文稿"))
    } else {
        Ok(Format::OldWriter("WPS 文档（.wps）"))
    }
}

/// Whether the part occurs; searched by its rarest byte rather than window by window.
fn contains(bytes: &[u8], part: &[u8]) -> bool {
    let (first, rest) = part.split_first().expect("a name is not empty");
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|byte| byte == first) {
        from += at + 1;
        if bytes[from..].starts_with(rest) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    //! Formats by the first bytes.

    use super::*;

    #[test]
    fn what_a_file_is_does_not_depend_on_its_name() {
        let kind = |bytes: &[u8]| of("表.docx", bytes);
        assert_eq!(kind(b""), Err(Refusal::Empty));
        assert_eq!(
            kind(b"MZ\x90\0\x03\0\0\0"),
            Err(Refusal::WrongKind("一个 Windows 程序"))
        );
        assert_eq!(
            kind(b"\x7FELF\x02\x01\x01\0"),
            Err(Refusal::WrongKind("一个程序"))
        );
        assert_eq!(kind(b"%PDF-1.7"), Err(Refusal::WrongKind("PDF 文件")));
        assert_eq!(kind(b"\x00\x01\x02\x03"), Err(Refusal::UnknownKind));
        assert_eq!(
            kind(b"<html><body>"),
            Err(Refusal::WrongKind("网页或 XML 文件"))
        );
        assert_eq!(kind(b"PK\x03\x04 word/document.xml"), Ok(Format::Docx));
        assert_eq!(kind(b"PK\x03\x04 xl/workbook.xml"), Ok(Format::Xlsx));
        assert_eq!(
            kind(b"PK\x03\x04 photo.jpg"),
            Err(Refusal::WrongKind("压缩包"))
        );
        assert_eq!(kind(b"{\\rtf1"), Ok(Format::OldWriter("RTF 文档")));
        assert_eq!(kind("填报单位：".as_bytes()), Ok(Format::Text));
        // BMI 指标… begins like a picture and is a text.
        assert_eq!(kind("BM 指标".as_bytes()), Ok(Format::Text));
        assert_eq!(of("表.csv", "单位,次".as_bytes()), Ok(Format::Csv));
    }
}
