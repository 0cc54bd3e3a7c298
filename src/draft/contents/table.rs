//! `[[table]]` written down.

use crate::draft::figures::Named;
use crate::draft::name::Ids;
use crate::draft::statistics::{Piece, Table};
use crate::draft::write::{Writer, quoted};

/// 附件2 is `annex2`.
pub(super) fn ids(tables: &[Table]) -> Vec<String> {
    let mut ids = Ids::default();
    let wish = |table: &Table| {
        let number: String = table.label.chars().filter(char::is_ascii_digit).collect();
        format!("annex{number}")
    };
    tables
        .iter()
        .map(|table| ids.take(&wish(table), '_'))
        .collect()
}

/// Writes a table with the ids of its blanks.
pub(in crate::draft) fn write(writer: &mut Writer, id: &str, table: &Table, named: &[Named]) {
    writer.heading("[[table]]");
    writer.text("id", id);
    writer.text("label", &table.label);
    writer.text("title", &table.title);
    if let Some(template) = &table.template {
        writer.template(template);
    }
    let columns: Vec<String> = table.columns.iter().map(|column| quoted(column)).collect();
    writer.plain("columns", format!("[{}]", columns.join(", ")));
    let mut named = named.iter();
    for row in &table.rows {
        writer.heading("[[table.row]]");
        writer.block("section", &row.section);
        if row.new_section_cell {
            writer.plain("new_section_cell", true);
        }
        if let Some(item) = &row.item {
            writer.block("item", item);
        }
        writer.blocks("standard", &row.standards);
        let blanks = row.report.iter();
        let blanks = blanks.filter(|piece| matches!(piece, Piece::Figure(_)));
        let own: Vec<&Named> = named.by_ref().take(blanks.count()).collect();
        // A question stands at its sentence, where the person who answers it looks.
        for named in &own {
            if let Some(question) = named.question {
                writer.question(&format!("{}：{question}", named.id));
            }
        }
        let mut ids = own.iter().map(|named| named.id.as_str());
        let pieces = row.report.iter().map(|piece| match piece {
            Piece::Words(words) => words.replace('{', "{{").replace('}', "}}"),
            Piece::Figure(_) => format!("{{{}}}", ids.next().unwrap_or_default()),
        });
        writer.block("report", &pieces.collect::<String>());
    }
}
