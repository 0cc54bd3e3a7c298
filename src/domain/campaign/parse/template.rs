//! `template`: the notice's own blank form of a paper, by its path beside the campaign file. Whether the file is there, and
//! has a place for every blank, is found out where files are opened.

use std::ops::Range;

use super::tree::Keys;
use crate::domain::campaign::Paper;

/// A blank form as a campaign file names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedTemplate {
    pub paper: Paper,
    /// Relative to the campaign file's folder, divided by `/`.
    pub file: String,
    /// Where in the source it is named.
    pub span: Range<usize>,
}

/// What else people have forms in: endings of files that have to be saved anew first.
const OTHERS: [&str; 5] = [".doc", ".wps", ".rtf", ".xls", ".et"];

/// Reads the key where a paper has it.
pub(super) fn read(keys: &Keys<'_>, paper: Paper) -> Option<NamedTemplate> {
    let text = keys.get("template")?.line()?;
    let file = text.value.trim();
    if let Some((message, suggestion)) = fault_of(file) {
        keys.report
            .error_with(text.span.clone(), message, suggestion.to_owned());
        return None;
    }
    Some(NamedTemplate {
        paper,
        file: file.to_owned(),
        span: text.span,
    })
}

/// What is wrong with a path, and what to do.
fn fault_of(file: &str) -> Option<(&'static str, &'static str)> {
    let ending = file.to_ascii_lowercase();
    let is_outside =
        file.starts_with('/') || file.contains(':') || file.split('/').any(|part| part == "..");
    if file.contains('\\') {
        Some(("路径里的文件夹用 / 分开", "例如 \"表样/附件2-空表.docx\""))
    } else if is_outside {
        Some((
            "空表要放在活动文件所在的文件夹里，写相对的路径",
            "把空表复制到活动文件旁边，例如 \"附件2-空表.docx\"",
        ))
    } else if OTHERS.iter().any(|other| ending.ends_with(other)) {
        Some((
            "空表应是 .docx 或 .xlsx 文件",
            "用 Word、Excel 或 WPS 打开它，另存为 .docx 或 .xlsx",
        ))
    } else if ![".docx", ".xlsx"]
        .iter()
        .any(|known| ending.ends_with(known))
    {
        Some(("空表应是 .docx 或 .xlsx 文件", "例如 \"附件2-空表.docx\""))
    } else {
        None
    }
}
