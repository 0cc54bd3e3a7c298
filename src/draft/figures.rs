//! The ids of a draft's blanks, and what the file has to say of them: the rest is told by the sentences, as the language of
//! campaign files reads them. So the sentences are read once before they are written.

use super::guess::{Guess, Kind};
use super::name::{Ids, of_figure};
use super::statistics::{Piece, Table};
use super::write::{Writer, quoted};
use crate::domain::campaign::{Campaign, parse};
use crate::text::sanitize::for_storage_line;

/// What is written about one blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) id: String,
    pub(super) kind: Kind,
    /// Where it is not what the sentence says.
    pub(super) measure: Option<String>,
    pub(super) label: Option<String>,
    pub(super) question: Option<&'static str>,
}

/// Names for the blanks of all tables, table by table.
pub(super) fn name(tables: &[Table]) -> Vec<Vec<Named>> {
    let read = read_once(tables);
    let mut ids = Ids::default();
    let mut labels = Ids::default();
    let mut at = 0;
    let mut all = Vec::new();
    for table in tables {
        let before = words_before(table);
        let mut named = Vec::new();
        for ((figure, before), around) in table.figures().zip(before).zip(around(table)) {
            let derived = read.as_ref().and_then(|campaign| campaign.figures.get(at));
            at += 1;
            let of_sentence = derived.map_or("", |figure| figure.measure.as_str());
            let measure = figure
                .guess
                .measure
                .clone()
                .filter(|measure| measure != of_sentence);
            let counted = measure.as_deref().unwrap_or(of_sentence);
            let given = figure.name.as_deref().map(for_storage_line);
            let given = given
                .as_deref()
                .map(str::trim)
                .filter(|name| !name.is_empty());
            let label = given.map(|name| labels.take(name, '·'));
            let spoken = label
                .as_deref()
                .or(derived.map(|figure| figure.label.as_str()))
                .unwrap_or_default();
            let ahead = label.is_none() && stands_ahead(spoken, &before);
            let id = of_figure(spoken, counted, ahead, &around);
            named.push(Named {
                id: ids.take(&id, '_'),
                kind: figure.guess.kind,
                measure,
                label,
                question: figure.guess.question,
            });
        }
        all.push(named);
    }
    all
}

/// What the row of each blank is called.
fn around(table: &Table) -> Vec<String> {
    let mut names = Vec::new();
    for row in &table.rows {
        // 参与（人次） under 应急演练 is named after that.
        let is_short = |item: &&str| {
            item.split(['（', '('])
                .next()
                .map_or(0, |name| name.chars().count())
                <= 4
        };
        let item = row.item.as_deref().filter(|item| !is_short(item));
        let name = item.unwrap_or(&row.section);
        let blanks = row
            .report
            .iter()
            .filter(|piece| matches!(piece, Piece::Figure(_)));
        names.extend(blanks.map(|_| name.replace('\n', "")));
    }
    names
}

/// The words between each blank and the one before it.
fn words_before(table: &Table) -> Vec<String> {
    let mut found = Vec::new();
    for row in &table.rows {
        let mut words = String::new();
        for piece in &row.report {
            match piece {
                Piece::Words(more) => words = more.clone(),
                Piece::Figure(_) => found.push(std::mem::take(&mut words)),
            }
        }
    }
    found
}

/// Whether the blank comes before what it is called after: （）个企业开展自查.
fn stands_ahead(label: &str, before: &str) -> bool {
    let base = label.split(['·', '（']).next().unwrap_or_default();
    let is_borrowed = label.contains('·');
    let end: String = base
        .chars()
        .rev()
        .take(2)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    !is_borrowed && !base.is_empty() && !before.contains(&end)
}

/// What the language reads of the sentences alone.
fn read_once(tables: &[Table]) -> Option<Campaign> {
    let mut writer = Writer::default();
    for (key, value) in [("id", "draft"), ("title", "草稿"), ("issuer", "草稿")] {
        writer.text(key, value);
    }
    writer.plain("from", "2020-06-01");
    writer.plain("to", "2020-06-30");
    writer.heading("[[duty]]");
    writer.text("id", "draft");
    writer.text("name", "草稿");
    writer.plain("due", "2020-06-30");
    writer.plain("asks", "[{ material = \"草稿\" }]");
    let mut number = 0;
    let mut figures = Vec::new();
    for (index, table) in tables.iter().enumerate() {
        let temporary: Vec<Named> = table
            .figures()
            .map(|figure| {
                number += 1;
                Named::plain(format!("b{number}"), &figure.guess)
            })
            .collect();
        super::contents::write_table(&mut writer, &format!("table{index}"), table, &temporary);
        figures.extend(temporary);
    }
    for figure in &figures {
        figure.write(&mut writer);
    }
    parse(&writer.finish()).campaign
}

impl Named {
    fn plain(id: String, guess: &Guess) -> Self {
        Self {
            id,
            kind: guess.kind,
            measure: None,
            label: None,
            question: None,
        }
    }

    /// Writes what the sentence does not say, if there is anything.
    pub(super) fn write(&self, writer: &mut Writer) {
        let mut lines: Vec<(&str, String)> = Vec::new();
        match self.kind {
            Kind::Count => {}
            Kind::Decimal(scale) => {
                lines.extend([("kind", quoted("decimal")), ("scale", scale.to_string())])
            }
            Kind::Share => lines.extend([
                ("kind", quoted("decimal")),
                ("scale", "2".to_owned()),
                ("accumulation", quoted("stock")),
            ]),
            Kind::Text => lines.push(("kind", quoted("text"))),
            Kind::YesNo => lines.push(("kind", quoted("yes_no"))),
            Kind::Date => lines.push(("kind", quoted("date"))),
        }
        let is_number = matches!(self.kind, Kind::Count | Kind::Decimal(_) | Kind::Share);
        lines.extend(
            self.measure
                .as_ref()
                .filter(|_| is_number)
                .map(|measure| ("measure", quoted(measure))),
        );
        lines.extend(self.label.as_ref().map(|label| ("label", quoted(label))));
        if lines.is_empty() {
            return;
        }
        writer.heading(&format!("[figures.{}]", self.id));
        for (key, value) in lines {
            writer.plain(key, value);
        }
    }
}
