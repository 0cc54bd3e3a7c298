//! `[registration]` written down.

use super::left_out;
use crate::draft::name::{Ids, of_name};
use crate::draft::notice::discreet;
use crate::draft::registration::{Form, Kind, Label};
use crate::draft::write::{Writer, quoted};

/// Writes the form, a line of it a line of the list.
pub(super) fn write(writer: &mut Writer, form: &Form) {
    writer.part(&format!("{}：每个内层列表是纸面上的一行", form.label));
    left_out(writer, &form.left_out);
    writer.heading("[registration]");
    writer.text("label", &form.label);
    writer.text("title", &form.title);
    let note = discreet(&form.note);
    if !note.trim().is_empty() {
        writer.text("note", &note);
    }
    if let Some(template) = &form.template {
        writer.template(template);
    }
    let mut ids = Ids::default();
    writer.plain("lines", "[");
    for line in &form.lines {
        writer.plain_heading("  [");
        for label in line {
            writer.plain_heading(&format!("    {},", field(label, &mut ids)));
        }
        writer.plain_heading("  ],");
    }
    writer.plain_heading("]");
}

fn field(label: &Label, ids: &mut Ids) -> String {
    let wish = match label.id {
        "" => of_name(&label.text),
        id => id.to_owned(),
    };
    let mut keys = vec![
        format!("id = {}", quoted(&ids.take(&wish, '_'))),
        format!("label = {}", quoted(&label.text)),
    ];
    match &label.kind {
        Kind::Text => {}
        Kind::Choice(words) => {
            let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
            keys.push(format!(
                "kind = \"choice\", choices = [{}]",
                words.join(", ")
            ));
        }
        Kind::Other(kind) => keys.push(format!("kind = {}", quoted(kind))),
    }
    if label.required {
        keys.push("required = true".to_owned());
    }
    format!("{{ {} }}", keys.join(", "))
}
