//! A sheet made ready to be written into: the cells that take answers hold their words themselves instead of pointing to
//! the workbook's list of words, so that each character has its place in one part. All other cells stay as they are. What
//! is to be written there is not known here.

use std::collections::BTreeSet;
use std::ops::Range;

use quick_xml::events::{BytesStart, Event};

use crate::intake::origin::{Origin, Source};
use crate::intake::package::Package;
use crate::intake::page::{Cell, Page, Row};
use crate::intake::refusal::Refusal;
use crate::intake::xml::{Xml, character, local};
use crate::text::sanitize::for_storage_block;

const WORKBOOK: &str = "xl/workbook.xml";
const RELATIONS: &str = "xl/_rels/workbook.xml.rels";
const WORDS: &str = "xl/sharedStrings.xml";

/// Row and column, from 0.
pub(in crate::intake) type Place = (usize, usize);

/// The name of a sheet's part, and that part with these cells made ready; the page's cells learn where their characters
/// stand in it. A cell that cannot be written into, such as a formula, learns nothing.
pub(in crate::intake) fn ready(
    mut package: Package<'_>,
    page: &mut Page,
    table: usize,
    cells: &BTreeSet<Place>,
) -> Result<(String, String), Refusal> {
    let name = page.tables.get(table).map_or("", |table| &table.name);
    let part = part_of(&mut package, name)?.ok_or_else(|| Refusal::broken("找不到工作表"))?;
    let xml = package.xml(&part)?;
    let xml = xml.ok_or_else(|| Refusal::broken("找不到工作表"))?;
    let words = package.xml(WORDS)?.unwrap_or_default();
    let words = words_of(&words)?;
    let xml = with_words(&xml, &words, cells)?;
    for (place, words, origin) in origins(&xml, cells)? {
        learn(&mut page.tables[table].rows, place, &words, origin);
    }
    Ok((part, xml))
}

/// The part of the sheet with that name.
fn part_of(package: &mut Package<'_>, name: &str) -> Result<Option<String>, Refusal> {
    let Some(workbook) = package.xml(WORKBOOK)? else {
        return Ok(None);
    };
    let is_it = |tag: &BytesStart<'_>| value(tag, "name").as_deref() == Some(name);
    let Some(id) = attribute(&workbook, "sheet", is_it, "id")? else {
        return Ok(None);
    };
    let Some(relations) = package.xml(RELATIONS)? else {
        return Ok(None);
    };
    let is_it = |tag: &BytesStart<'_>| value(tag, "Id").as_deref() == Some(id.as_str());
    let target = attribute(&relations, "Relationship", is_it, "Target")?;
    Ok(target.map(|target| match target.strip_prefix('/') {
        Some(whole) => whole.to_owned(),
        None => format!("xl/{target}"),
    }))
}

/// An attribute of the first element of a kind that `is_it`.
fn attribute(
    xml: &str,
    element: &str,
    is_it: impl Fn(&BytesStart<'_>) -> bool,
    name: &str,
) -> Result<Option<String>, Refusal> {
    let mut xml = Xml::new(xml);
    loop {
        match xml.next()? {
            Event::Eof => return Ok(None),
            Event::Start(tag) | Event::Empty(tag)
                if local(tag.name().as_ref()) == element && is_it(&tag) =>
            {
                return Ok(value(&tag, name));
            }
            _ => {}
        }
    }
}

fn value(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = tag.attributes().flatten();
    let own = all.find(|attribute| local(attribute.key.as_ref()) == name)?;
    let value = own.normalized_value(quick_xml::XmlVersion::Implicit1_0);
    Some(value.ok()?.into_owned())
}

/// What stands in each entry of the workbook's list of words, markup and all.
fn words_of(text: &str) -> Result<Vec<&str>, Refusal> {
    let mut xml = Xml::new(text);
    let mut words = Vec::new();
    loop {
        match xml.next()? {
            Event::Eof => return Ok(words),
            Event::Empty(tag) if local(tag.name().as_ref()) == "si" => words.push(""),
            Event::Start(tag) if local(tag.name().as_ref()) == "si" => {
                let from = xml.place().end;
                xml.skip()?;
                let end = xml.place().start;
                words.push(text.get(from..end).unwrap_or(""));
            }
            _ => {}
        }
    }
}

/// A cell's element.
#[derive(Debug)]
struct Element<'t> {
    place: Place,
    whole: Range<usize>,
    tag: BytesStart<'t>,
    /// What stands in its `v`; empty where it has none.
    value: String,
    is_formula: bool,
}

/// One row's element.
#[derive(Debug)]
struct RowElement<'t> {
    row: usize,
    cells: Vec<Element<'t>>,
    /// Where its end tag begins.
    end: usize,
}

/// Every row that is not empty, in order.
fn rows_of(text: &str) -> Result<Vec<RowElement<'_>>, Refusal> {
    let mut xml = Xml::new(text);
    let mut rows: Vec<RowElement<'_>> = Vec::new();
    let mut in_value = false;
    loop {
        let event = xml.next()?;
        let place = xml.place();
        match event {
            Event::Eof => return Ok(rows),
            Event::Start(tag) if local(tag.name().as_ref()) == "row" => {
                let number = value(&tag, "r").and_then(|r| r.parse::<usize>().ok());
                let after = rows.last().map_or(0, |last| last.row + 1);
                rows.push(RowElement {
                    row: number.and_then(|r| r.checked_sub(1)).unwrap_or(after),
                    cells: Vec::new(),
                    end: 0,
                });
            }
            Event::Start(tag) | Event::Empty(tag) if local(tag.name().as_ref()) == "c" => {
                if let Some(row) = rows.last_mut() {
                    // A cell may leave its address out: then it follows the one before it.
                    let after = row.cells.last().map_or(0, |last| last.place.1 + 1);
                    let column = value(&tag, "r")
                        .and_then(|r| column_of(&r))
                        .unwrap_or(after);
                    row.cells.push(Element {
                        place: (row.row, column),
                        whole: place,
                        tag,
                        value: String::new(),
                        is_formula: false,
                    });
                }
            }
            Event::Start(tag) => match local(tag.name().as_ref()) {
                "v" => in_value = true,
                "f" => last_cell(&mut rows)
                    .into_iter()
                    .for_each(|cell| cell.is_formula = true),
                _ => {}
            },
            Event::Text(words) if in_value => {
                last_cell(&mut rows)
                    .into_iter()
                    .for_each(|cell| cell.value.push_str(&words));
            }
            Event::End(tag) => match local(tag.name().as_ref()) {
                "v" => in_value = false,
                "c" => last_cell(&mut rows)
                    .into_iter()
                    .for_each(|cell| cell.whole.end = place.end),
                "row" => rows
                    .last_mut()
                    .into_iter()
                    .for_each(|row| row.end = place.start),
                _ => {}
            },
            _ => {}
        }
    }
}

fn last_cell<'r, 't>(rows: &'r mut [RowElement<'t>]) -> Option<&'r mut Element<'t>> {
    rows.last_mut()?.cells.last_mut()
}

/// `C5` → 2.
fn column_of(address: &str) -> Option<usize> {
    let letters = address.chars().take_while(char::is_ascii_uppercase);
    let number = letters.fold(0_usize, |number, c| {
        number
            .saturating_mul(26)
            .saturating_add(c as usize - 'A' as usize + 1)
    });
    number.checked_sub(1)
}

/// 2 → `C`.
fn letters_of(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// The sheet with the words of these cells in the cells themselves; those that are not there are added.
fn with_words(text: &str, words: &[&str], cells: &BTreeSet<Place>) -> Result<String, Refusal> {
    let mut changed = String::with_capacity(text.len() + 256 * cells.len());
    let mut done = 0;
    let mut put = |at: Range<usize>, with: &str| {
        changed.push_str(&text[done..at.start]);
        changed.push_str(with);
        done = at.end;
    };
    for row in rows_of(text)?.iter().filter(|row| !row.cells.is_empty()) {
        let prefix = prefix(&row.cells[0].tag);
        let mut wanted = cells.range((row.row, 0)..(row.row + 1, 0)).peekable();
        for cell in &row.cells {
            while let Some(place) = wanted.next_if(|place| **place < cell.place) {
                put(cell.whole.start..cell.whole.start, &added(*place, &prefix));
            }
            let is_wanted = wanted.next_if(|place| **place == cell.place).is_some();
            if let Some(with) = inline(cell, words, &prefix).filter(|_| is_wanted) {
                put(cell.whole.clone(), &with);
            }
        }
        let rest: String = wanted.map(|place| added(*place, &prefix)).collect();
        put(row.end..row.end, &rest);
    }
    changed.push_str(&text[done..]);
    Ok(changed)
}

/// `x:` of `<x:c …`.
fn prefix(tag: &BytesStart<'_>) -> String {
    let name = tag.name();
    let name: &str = name.as_ref();
    name.rfind(':')
        .map_or("", |colon| &name[..=colon])
        .to_owned()
}

/// A cell that is not there yet.
fn added((row, column): Place, prefix: &str) -> String {
    let address = format!("{}{}", letters_of(column), row + 1);
    format!(
        "<{prefix}c r=\"{address}\" t=\"inlineStr\"><{prefix}is><{prefix}t></{prefix}t></{prefix}is></{prefix}c>"
    )
}

/// The cell with its words in itself; `None` where it is so already, or holds no words.
fn inline(cell: &Element<'_>, words: &[&str], prefix: &str) -> Option<String> {
    let kind = value(&cell.tag, "t");
    let own = match kind.as_deref() {
        Some("s") => *words.get(cell.value.trim().parse::<usize>().ok()?)?,
        None | Some("n") if cell.value.is_empty() && !cell.is_formula => "",
        _ => return None,
    };
    let empty = format!("<{prefix}t></{prefix}t>");
    let own = own.replace(&format!("<{prefix}t/>"), &empty);
    let own = if own.is_empty() { empty } else { own };
    let mut attributes = String::new();
    for attribute in cell.tag.attributes().with_checks(false).flatten() {
        let key: &str = attribute.key.as_ref();
        if key != "t" {
            attributes.push_str(&format!(" {key}=\"{}\"", attribute.value));
        }
    }
    Some(format!(
        "<{prefix}c{attributes} t=\"inlineStr\"><{prefix}is>{own}</{prefix}is></{prefix}c>"
    ))
}

/// Where the characters of these cells stand. Those of a cell that is empty: right behind the tag of its text.
fn origins(text: &str, cells: &BTreeSet<Place>) -> Result<Vec<(Place, String, Origin)>, Refusal> {
    let mut found = Vec::new();
    for row in rows_of(text)? {
        let wanted = row.cells.iter().filter(|cell| cells.contains(&cell.place));
        for cell in wanted {
            let from = cell.whole.start;
            if let Some((words, origin)) = origin(&text[cell.whole.clone()], from)? {
                found.push((cell.place, words, origin));
            }
        }
    }
    Ok(found)
}

/// The words of one cell that holds them itself, and where they stand; `from` is where the cell begins.
fn origin(cell: &str, from: usize) -> Result<Option<(String, Origin)>, Refusal> {
    let mut xml = Xml::new(cell);
    let (mut words, mut origin) = (String::new(), Origin::default());
    let (mut has_text, mut in_text) = (false, false);
    loop {
        let event = xml.next()?;
        let place = from + xml.place().start..from + xml.place().end;
        match event {
            Event::Eof => return Ok(has_text.then_some((words, origin))),
            // How the words are pronounced is not shown.
            Event::Start(tag) if local(tag.name().as_ref()) == "rPh" => xml.skip()?,
            Event::Start(tag) if local(tag.name().as_ref()) == "t" => {
                if !has_text {
                    origin.element = place.end..place.end;
                }
                (has_text, in_text) = (true, true);
            }
            Event::End(tag) if local(tag.name().as_ref()) == "t" => in_text = false,
            Event::Text(text) if in_text => {
                origin.add(&text, &Source::Here(place.start));
                words.push_str(&text);
            }
            Event::GeneralRef(reference) if in_text => {
                let c = character(&reference)?.to_string();
                origin.add(&c, &Source::For(place));
                words.push_str(&c);
            }
            _ => {}
        }
    }
}

/// Lets the page's cell know where its characters stand, where it has the same words; one that is empty is not on the
/// page yet.
fn learn(rows: &mut [Row], (row, column): Place, words: &str, origin: Origin) {
    let clean = for_storage_block(words);
    let origin = origin.cleaned(words, &clean);
    let Some(row) = rows.iter_mut().find(|known| known.index == row) else {
        return;
    };
    let Some(cell) = row.cells.iter_mut().find(|cell| cell.column == column) else {
        let at = row.cells.partition_point(|cell| cell.column < column);
        row.cells.insert(
            at,
            Cell {
                column,
                span: 1,
                paragraphs: vec![String::new()],
                origins: vec![origin],
                ..Cell::default()
            },
        );
        return;
    };
    if !cell.paragraphs.iter().map(String::as_str).eq(clean.lines()) {
        return;
    }
    let mut from = 0;
    for line in clean.lines() {
        let count = line.chars().count();
        cell.origins.push(origin.line(from, count));
        from += count + 1;
    }
}
