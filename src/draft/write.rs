//! The lines of a campaign file: keys, texts quoted as TOML wants them, comments, and questions for the person who checks.
//! What is written is decided elsewhere.

use super::Template;
use crate::text::sanitize::{for_storage_block, for_storage_line};

/// How a question begins. Who reads the file looks for it, and so does the summary.
pub(super) const QUESTION: &str = "# 请确认：";

/// A file in the making.
#[derive(Debug, Default)]
pub(super) struct Writer {
    out: String,
    /// Whether what is written is only offered: every line a comment.
    offered: bool,
}

impl Writer {
    pub(super) fn finish(self) -> String {
        self.out
    }

    fn line(&mut self, line: &str) {
        if self.offered {
            self.out.push_str(if line.is_empty() { "#" } else { "# " });
        }
        self.out.push_str(line);
        self.out.push('\n');
    }

    pub(super) fn gap(&mut self) {
        self.out.push('\n');
    }

    /// Lines as they are.
    pub(super) fn lines(&mut self, text: &str) {
        text.lines().for_each(|line| self.line(line));
    }

    /// # ── 报送任务 ──
    pub(super) fn part(&mut self, title: &str) {
        self.gap();
        self.out.push_str(&format!("# ── {title} ──\n"));
    }

    /// A remark, on one line.
    pub(super) fn comment(&mut self, text: &str) {
        let text = one_line(text);
        self.out.push_str(&format!("# {text}\n"));
    }

    /// What a person should look at.
    pub(super) fn question(&mut self, text: &str) {
        let text = one_line(text);
        self.out.push_str(&format!("{QUESTION}{text}\n"));
    }

    /// From here on everything is only offered, or no longer.
    pub(super) fn offer(&mut self, offered: bool) {
        self.offered = offered;
    }

    /// A heading such as `[[duty]]`.
    pub(super) fn heading(&mut self, heading: &str) {
        self.gap();
        self.line(heading);
    }

    /// A heading below a remark of its own.
    pub(super) fn plain_heading(&mut self, heading: &str) {
        self.line(heading);
    }

    /// A key whose value needs no quoting.
    pub(super) fn plain(&mut self, key: &str, value: impl std::fmt::Display) {
        self.line(&format!("{key} = {value}"));
    }

    pub(super) fn text(&mut self, key: &str, value: &str) {
        self.line(&format!("{key} = {}", quoted(value)));
    }

    /// The form's own file, for exports to fill in.
    pub(super) fn template(&mut self, template: &Template) {
        match template {
            Template::Beside(file) => self.text("template", file),
            Template::Elsewhere(file) => {
                self.comment(&format!(
                    "把空表“{file}”放到本文件旁边，去掉下一行开头的 #，导出时就填在这份空表里。"
                ));
                self.comment(&format!("template = {}", quoted(file)));
            }
            Template::Unfit(file) => self.question(&format!(
                "空表“{file}”不能照原样填（有的空格没有找到或已有内容），导出时由程序排版；要用它，改好后写上 template"
            )),
        }
    }

    /// A text of one or several paragraphs.
    pub(super) fn block(&mut self, key: &str, value: &str) {
        let block = block(value);
        let text = format!("{key} = {block}");
        text.split('\n').for_each(|line| self.line(line));
    }

    /// One text, or several as a list.
    pub(super) fn blocks(&mut self, key: &str, values: &[String]) {
        match values {
            [] => {}
            [value] => self.block(key, value),
            values => {
                self.line(&format!("{key} = ["));
                for value in values {
                    format!("  {},", block(value))
                        .split('\n')
                        .for_each(|line| self.line(line));
                }
                self.line("]");
            }
        }
    }
}

/// A text on one line, in quotation marks.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(&one_line(text)))
}

/// A text as it stands; on lines of its own where it has several or begins with spaces.
fn block(text: &str) -> String {
    let text = for_storage_block(text);
    let text = text.trim_end_matches('\n');
    if text.contains('\n') {
        format!("\"\"\"\n{}\"\"\"", escaped(text))
    } else {
        format!("\"{}\"", escaped(text))
    }
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

fn one_line(text: &str) -> String {
    for_storage_line(text).trim().to_owned()
}

/// The questions of a campaign file's text, each with its line, from 1.
pub(super) fn questions(source: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = source.lines().enumerate();
    lines.filter_map(|(at, line)| Some((at + 1, line.trim_start().strip_prefix(QUESTION)?)))
}

#[cfg(test)]
mod tests {
    //! What is written, read back.

    use super::*;
    use proptest::prelude::*;

    /// What a TOML reader makes of the written file.
    fn read(source: &str) -> toml::Table {
        source
            .parse()
            .unwrap_or_else(|error| panic!("{error}\n{source}"))
    }

    proptest! {
        #[test]
        fn whatever_is_written_is_read_back(text in "[\\PC\n\"\\\\{}#'\u{3000}]{0,40}") {
            let mut writer = Writer::default();
            writer.comment(&text);
            writer.question(&text);
            writer.text("line", &text);
            writer.block("block", &text);
            writer.blocks("blocks", &[text.clone(), text.clone()]);
            writer.offer(true);
            writer.heading("[[offered]]");
            writer.block("offered", &text);
            let read = read(&writer.finish());
            let line = one_line(&text);
            prop_assert_eq!(read["line"].as_str(), Some(line.as_str()));
            let block = for_storage_block(&text);
            let block = block.trim_end_matches('\n');
            prop_assert_eq!(read["block"].as_str(), Some(block));
            prop_assert_eq!(read["blocks"][1].as_str(), Some(block));
            prop_assert!(!read.contains_key("offered"));
        }
    }

    #[test]
    fn questions_are_found_by_their_lines() {
        let found: Vec<(usize, &str)> = questions("id = 1\n  # 请确认：甲\n# 乙\n").collect();
        assert_eq!(found, [(2, "甲")]);
    }
}
