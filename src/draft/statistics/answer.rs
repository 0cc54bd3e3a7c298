//! What one cell of a statistics form asks for: the sentence in it with its blanks, or, where it is empty, the cell itself.

use super::{Figure, Piece};
use crate::draft::blank::{Part, parts};
use crate::draft::grid::{Area, label};
use crate::draft::guess::{Guess, Kind, guess, guess_cell};

/// Headings under which a unit tells rather than counts.
const TOLD: [&str; 8] = [
    "情况", "内容", "做法", "措施", "成效", "说明", "问题", "方式",
];

/// Adds what a cell asks for. `name` is what its row is called, `heading` what stands above it, `unit` what its row is
/// counted in; each may be empty.
pub(super) fn answer(area: &Area, name: &str, heading: &str, unit: &str, report: &mut Vec<Piece>) {
    if !area.is_empty() {
        return sentence(&area.text(), report);
    }
    let heading = label(heading);
    let mut found = guess_cell(name, unit);
    let own = (!heading.is_empty()).then(|| guess_cell(&heading, unit));
    if let Some(own) = own.filter(|own| own.question.is_none()) {
        found = own;
    } else if TOLD.iter().any(|word| heading.ends_with(word)) {
        found = Guess {
            kind: Kind::Text,
            measure: None,
            question: None,
        };
    }
    let measure = match found.kind {
        Kind::Count | Kind::Decimal(_) | Kind::Share => found.measure.clone().unwrap_or_default(),
        Kind::Text | Kind::YesNo | Kind::Date => String::new(),
    };
    // 开展情况·场次 is 开展情况（ ）场次.
    let spoken = heading.strip_suffix(measure.as_str()).unwrap_or(&heading);
    let spoken = match measure.is_empty() {
        true => heading.as_str(),
        false => spoken.trim_end_matches('·'),
    };
    let name = [name, &heading]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("·");
    report.push(Piece::Words(format!("{spoken}（")));
    report.push(Piece::Figure(Figure {
        guess: found,
        name: Some(name).filter(|name| !name.is_empty()),
    }));
    report.push(Piece::Words(format!("）{measure}")));
}

/// A sentence with its blanks, each guessed from the words on both sides.
fn sentence(text: &str, report: &mut Vec<Piece>) {
    let mut cut: Vec<Part> = Vec::new();
    for (index, paragraph) in text.split('\n').enumerate() {
        if index > 0 {
            cut.push(Part::Words("\n".to_owned()));
        }
        cut.extend(parts(paragraph));
    }
    let words = |part: Option<&Part>| match part {
        Some(Part::Words(words)) => words.clone(),
        _ => String::new(),
    };
    for (at, part) in cut.iter().enumerate() {
        let piece = match part {
            Part::Words(words) => Piece::Words(words.clone()),
            Part::Blank(blank) => {
                let before = words(at.checked_sub(1).and_then(|before| cut.get(before)));
                let guess = guess(&before, *blank, &words(cut.get(at + 1)));
                Piece::Figure(Figure { guess, name: None })
            }
        };
        match (report.last_mut(), piece) {
            (Some(Piece::Words(last)), Piece::Words(more)) => last.push_str(&more),
            (_, piece) => report.push(piece),
        }
    }
}
