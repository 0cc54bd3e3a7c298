//! A draft written down, part by part in the order of the files that come with the program, each part with where it comes
//! from and what to check.

mod duty;
mod form;
mod head;
mod table;

use chrono::NaiveDate;

use super::duties;
use super::figures;
use super::forms::Forms;
use super::name::{Ids, of_name};
use super::notice::{Notice, discreet};
use super::write::Writer;
use crate::domain::calendar::DayRange;
pub(super) use table::write as write_table;

/// Everything there is to write.
#[derive(Debug)]
pub(super) struct Contents<'c> {
    pub(super) forms: &'c Forms,
    pub(super) notice: &'c Notice,
    /// Whether there was a notice at all.
    pub(super) has_notice: bool,
    pub(super) today: NaiveDate,
}

impl Contents<'_> {
    /// The whole file.
    pub(super) fn write(&self) -> String {
        let mut writer = Writer::default();
        let days = self.days();
        self.head(&mut writer, days);
        self.units(&mut writer);
        if let Some(form) = &self.forms.registration {
            form::write(&mut writer, form);
        }
        let tables: Vec<String> = table::ids(&self.forms.tables);
        self.duties(&mut writer, days, &tables);
        self.activities(&mut writer);
        let named = figures::name(&self.forms.tables);
        for ((table, id), named) in self.forms.tables.iter().zip(&tables).zip(&named) {
            writer.part(&format!(
                "{}：照纸面逐字写，花括号里是空格的编号",
                table.label
            ));
            for question in &table.questions {
                writer.question(question);
            }
            left_out(&mut writer, &table.left_out);
            write_table(&mut writer, id, table, named);
        }
        if named.iter().any(|named| !named.is_empty()) {
            writer
                .part("指标：没有写到的空格都是新增的整数，量词取空格后面的字，简称取空格前面的话");
            named
                .iter()
                .flatten()
                .for_each(|figure| figure.write(&mut writer));
        }
        for title in &self.forms.unused {
            writer.gap();
            writer.question(&format!("“{title}”这张表没有看出要填什么，没有写进来"));
        }
        writer.finish()
    }

    fn units(&self, writer: &mut Writer) {
        if !self.notice.addressees.is_empty() {
            writer.part("报送单位的类别");
            writer.question(&format!("类别取自通知的称呼“{}”", self.notice.address));
            let mut ids = Ids::default();
            for name in &self.notice.addressees {
                writer.heading("[[unit_kind]]");
                writer.text("id", &ids.take(&of_name(name), '_'));
                writer.text("name", name);
            }
        }
        if self.notice.speaks_of_hazards {
            writer.part("隐患等级：通知说到隐患；不统计的可以删去");
            for (id, name) in [("general", "一般隐患"), ("major", "重大隐患")] {
                writer.heading("[[hazard_level]]");
                writer.text("id", id);
                writer.text("name", name);
            }
        }
    }

    fn duties(&self, writer: &mut Writer, days: DayRange, tables: &[String]) {
        writer.part("报送任务");
        writer.comment("“于6月4日前”：当天 24:00 以前都算按时。写的那一天已经算迟的，加一行 exclusive = true。");
        for duty in duties::find(self.notice, self.forms, days) {
            duty::write(writer, &duty, tables);
        }
    }

    fn activities(&self, writer: &mut Writer) {
        if self.notice.activities.is_empty() {
            return;
        }
        writer.part("活动内容");
        for (title, text) in &self.notice.activities {
            writer.heading("[[activity]]");
            writer.text("title", title);
            writer.block("text", text);
        }
    }
}

/// Tells which words of a form have no place in the file.
fn left_out(writer: &mut Writer, texts: &[String]) {
    for text in texts {
        let text = discreet(&text.replace('\n', " "));
        writer.comment(&format!("表上还有这些字，没有写进来：{text}"));
    }
}
