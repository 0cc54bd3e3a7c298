//! Word documents of any producer: the main part, headers and footers, read as paper shows them. Tracked insertions
//! count, deletions do not; hidden text and unfilled placeholders are not on the paper; what is struck out is a
//! question. Relations are followed inside the package only.

mod body;
mod story;

use super::package::Package;
use super::page::{Budget, MACROS, Page, Part};
use super::refusal::Refusal;
use super::xml::{Xml, local};
pub(super) use body::UNREADABLE;
use quick_xml::events::Event;
use story::Story;

const MAIN: &str = "word/document.xml";

/// How a blank shows that is drawn rather than written: underlined spaces, an input field that waits for words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Blanks {
    /// As what was typed: nothing, or spaces.
    #[default]
    AsSpaces,
    /// As a line of `_`.
    AsLines,
}

/// The main part of a document, and what stands where in it.
#[derive(Debug)]
pub(super) struct Traced {
    pub(super) part: String,
    pub(super) xml: String,
    pub(super) page: Page,
}

/// Reads the main part of an open package with every paragraph's origin.
pub(super) fn trace(mut package: Package<'_>) -> Result<Traced, Refusal> {
    let (part, xml) = main_text(&mut package)?;
    let mut story = Story::tracing(Budget::default());
    body::read(&xml, Part::Body, &mut story)?;
    Ok(Traced {
        part,
        xml,
        page: story.page(),
    })
}

/// Reads an open package.
pub(super) fn read(mut package: Package<'_>, blanks: Blanks) -> Result<Page, Refusal> {
    let (main, xml) = main_text(&mut package)?;
    let mut story = Story::new(Budget::default());
    story.blanks = blanks;
    body::read(&xml, Part::Body, &mut story)?;
    let folder = main
        .rsplit_once('/')
        .map_or("", |(folder, _)| folder)
        .to_owned();
    let mut margins: Vec<String> = package
        .names()
        .filter(|name| is_margin(name, &folder))
        .collect();
    margins.sort();
    for name in margins {
        if let Some(xml) = package.xml(&name)? {
            body::read(&xml, Part::Margin, &mut story)?;
        }
    }
    let mut page = story.page();
    if package.names().any(|name| name.ends_with("vbaProject.bin")) {
        page.notes.push(MACROS.to_owned());
    }
    Ok(page)
}

/// The main part's name and text.
fn main_text(package: &mut Package<'_>) -> Result<(String, String), Refusal> {
    let main = main_part(package)?;
    let xml = package.xml(&main)?;
    let xml = xml.ok_or_else(|| Refusal::broken("缺少正文"))?;
    Ok((main, xml))
}

fn is_margin(name: &str, folder: &str) -> bool {
    let Some(file) = name
        .strip_prefix(folder)
        .and_then(|rest| rest.strip_prefix('/'))
    else {
        return false;
    };
    file.ends_with(".xml")
        && !file.contains('/')
        && (file.starts_with("header") || file.starts_with("footer"))
}

/// The name of the main part: nearly always the usual one, but some producers number it.
fn main_part(package: &mut Package<'_>) -> Result<String, Refusal> {
    if package.has(MAIN) {
        return Ok(MAIN.to_owned());
    }
    if let Some(relations) = package.xml("_rels/.rels")? {
        let mut xml = Xml::new(&relations);
        loop {
            match xml.next()? {
                Event::Eof => break,
                Event::Start(tag) | Event::Empty(tag)
                    if local(tag.name().as_ref()) == "Relationship" =>
                {
                    let value = |key: &str| {
                        let attribute = tag.try_get_attribute(key).ok().flatten();
                        attribute.map(|attribute| attribute.value.into_owned())
                    };
                    let is_main =
                        value("Type").is_some_and(|kind| kind.ends_with("/officeDocument"));
                    if is_main && let Some(target) = value("Target") {
                        return Ok(target.trim_start_matches('/').to_owned());
                    }
                }
                _ => {}
            }
        }
    }
    Err(Refusal::broken("缺少正文"))
}

#[cfg(test)]
mod tests;
