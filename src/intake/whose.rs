//! Which unit a file is from: the unit line, the stamp line, the file's name, its folder. An exact name or a confirmed
//! alias is certain; anything else is a guess that a person confirms, and two units in doubt are a question. Nothing is
//! remembered here.

mod clues;

use serde::{Deserialize, Serialize};

use super::likeness::shared;
use super::page::Page;
use super::reading::FileReading;
use crate::domain::id::UnitId;
use crate::domain::unit::Unit;
use crate::text::digits::{fold_char, is_letter_or_digit};

/// Whose a file is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Whose {
    /// By its own name, its code, or an alias that a person confirmed.
    Certain { unit: UnitId, clue: Clue },
    /// Probably; the score is of 1000. A person confirms, and then the text becomes an alias.
    Guess {
        unit: UnitId,
        score: u16,
        clue: Clue,
    },
    /// More than one unit is possible, the likeliest first.
    Several {
        units: Vec<UnitId>,
        clues: Vec<Clue>,
    },
    /// Nothing points to a unit. What is written where the unit should be, if anything.
    Unknown { clue: Option<Clue> },
}

/// What pointed to the unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clue {
    pub source: Source,
    /// The very words, for a person to see and for an alias to be made of.
    pub text: String,
}

/// Where a clue stood, the most telling first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// 填报单位：……
    UnitLine,
    /// ……（盖章）
    Stamp,
    FileName,
    Folder,
}

impl Source {
    /// The word on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::UnitLine => "单位栏",
            Self::Stamp => "盖章处",
            Self::FileName => "文件名",
            Self::Folder => "文件夹名",
        }
    }
}

impl Whose {
    pub fn is_certain(&self) -> bool {
        matches!(self, Self::Certain { .. })
    }

    /// The unit that it is, or probably is.
    pub fn unit(&self) -> Option<UnitId> {
        match self {
            Self::Certain { unit, .. } | Self::Guess { unit, .. } => Some(*unit),
            Self::Several { .. } | Self::Unknown { .. } => None,
        }
    }
}

/// Whose a file that was read earlier is among the units of now: a unit that was in doubt may have been added since, or the
/// name on the paper may have become its alias. What was certain stays so.
pub(super) fn again(roll: &Roll, reading: &FileReading) -> Whose {
    let mut clues = match &reading.unit {
        certain @ Whose::Certain { .. } => return certain.clone(),
        Whose::Guess { clue, .. } => vec![clue.clone()],
        Whose::Several { clues, .. } => clues.clone(),
        Whose::Unknown { clue } => clue.iter().cloned().collect(),
    };
    // Of a sheet with one unit a row the name says nothing.
    if reading.row.is_none() && clues.iter().all(|clue| clue.source < Source::FileName) {
        clues.push(clue(Source::FileName, stem(&reading.name)));
    }
    decide(roll, clues)
}

fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The units that a file may be from, their names folded once for many files.
#[derive(Debug)]
pub struct Roll(Vec<Known>);

#[derive(Debug)]
struct Known {
    unit: Unit,
    code: Vec<char>,
    /// Its own name and its aliases.
    names: Vec<Vec<char>>,
}

impl Roll {
    pub fn new(units: &[Unit]) -> Self {
        let known = |unit: &Unit| Known {
            unit: unit.clone(),
            code: fold(&unit.code),
            names: std::iter::once(&unit.name)
                .chain(&unit.aliases)
                .map(|name| fold(name))
                .filter(|name| !name.is_empty())
                .collect(),
        };
        Self(units.iter().map(known).collect())
    }

    fn get(&self, id: UnitId) -> Option<&Known> {
        self.0.iter().find(|known| known.unit.id == id)
    }
}

/// A guess below this is no guess.
const LEAST_SCORE: u16 = 600;
/// Two guesses nearer than this are a question.
const LEAST_LEAD: u16 = 60;

/// Finds the unit of a file.
pub(super) fn find(roll: &Roll, page: &Page, name: &str, folder: &str) -> Whose {
    let mut clues = clues::of(page);
    clues.push(clue(Source::FileName, stem(name)));
    for part in folder
        .rsplit(['/', '\\'])
        .filter(|part| !part.trim().is_empty())
        .take(2)
    {
        clues.push(clue(Source::Folder, part));
    }
    decide(roll, clues)
}

/// Finds the unit that one text names, as in a sheet with one unit a row.
pub(super) fn named(roll: &Roll, text: &str) -> Whose {
    decide(roll, vec![clue(Source::UnitLine, text)])
}

fn clue(source: Source, text: &str) -> Clue {
    Clue {
        source,
        text: text.trim().to_owned(),
    }
}

fn decide(roll: &Roll, clues: Vec<Clue>) -> Whose {
    let mut certain: Vec<(UnitId, Clue)> = Vec::new();
    for clue in &clues {
        let matched = matches(roll, clue);
        if matched.len() > 1 {
            return Whose::Several {
                units: matched,
                clues: vec![clue.clone()],
            };
        }
        for unit in matched {
            if is_only_above(roll, unit, clue.source, &certain) {
                continue;
            }
            if certain.iter().all(|(known, _)| *known != unit) {
                certain.push((unit, clue.clone()));
            }
        }
    }
    let written = clues.iter().find(|clue| clue.source <= Source::Stamp);
    match certain.as_slice() {
        [] => guess(roll, &clues),
        [(unit, own)] => match written {
            // The paper names somebody, and it is not the unit that only the file's name points to.
            Some(other) if own.source > Source::Stamp && !agrees(roll, *unit, other) => {
                Whose::Several {
                    units: likeliest(roll, *unit, other),
                    clues: vec![other.clone(), own.clone()],
                }
            }
            _ => Whose::Certain {
                unit: *unit,
                clue: own.clone(),
            },
        },
        several => Whose::Several {
            units: several.iter().map(|(unit, _)| *unit).collect(),
            clues: several.iter().map(|(_, clue)| clue.clone()).collect(),
        },
    }
}

/// A folder named after the level above says nothing against the unit itself.
fn is_only_above(roll: &Roll, unit: UnitId, source: Source, known: &[(UnitId, Clue)]) -> bool {
    source == Source::Folder
        && known.iter().any(|(below, _)| {
            let path = |id: UnitId| roll.get(id).map(|known| &known.unit.path);
            path(*below)
                .zip(path(unit))
                .is_some_and(|(below, above)| below.starts_with(above.as_str()))
        })
}

fn agrees(roll: &Roll, unit: UnitId, written: &Clue) -> bool {
    let known = roll.get(unit);
    known.is_some_and(|known| score(known, &fold(&written.text)) >= LEAST_SCORE)
}

fn likeliest(roll: &Roll, known: UnitId, written: &Clue) -> Vec<UnitId> {
    let mut found = vec![known];
    found.extend(
        scored(roll, &fold(&written.text))
            .into_iter()
            .map(|(_, id)| id)
            .filter(|id| *id != known)
            .take(2),
    );
    found
}

fn guess(roll: &Roll, clues: &[Clue]) -> Whose {
    for clue in clues {
        let scored = scored(roll, &fold(&clue.text));
        let Some(&(best, unit)) = scored.first() else {
            continue;
        };
        let rivals: Vec<UnitId> = scored
            .iter()
            .filter(|(score, _)| score + LEAST_LEAD > best)
            .map(|(_, id)| *id)
            .collect();
        return if rivals.len() > 1 {
            Whose::Several {
                units: rivals,
                clues: vec![clue.clone()],
            }
        } else {
            Whose::Guess {
                unit,
                score: best,
                clue: clue.clone(),
            }
        };
    }
    let written = clues
        .iter()
        .find(|clue| clue.source <= Source::Stamp && !clue.text.is_empty());
    Whose::Unknown {
        clue: written.cloned(),
    }
}

/// The units that might be meant, best first.
fn scored(roll: &Roll, text: &[char]) -> Vec<(u16, UnitId)> {
    let known = roll.0.iter();
    let mut scored: Vec<(u16, UnitId)> = known
        .map(|known| (score(known, text), known.unit.id))
        .filter(|(score, _)| *score >= LEAST_SCORE)
        .collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    scored
}

/// Letters that the unit's best name and the text share in order, of a thousand: the name within a longer text counts
/// nearly whole, and so does a short form of the name.
fn score(known: &Known, text: &[char]) -> u16 {
    let of_name = |name: &Vec<char>| {
        let shared = shared(name, text);
        if shared < 2 {
            return 0;
        }
        let shorter = name.len().min(text.len()).max(1);
        let longer = name.len().max(text.len()).max(1);
        let whole = 900 * shared / shorter;
        let length = 100 * shared / longer;
        // A short form that is found in pieces is worth little: 平医 is in many names.
        if shared < 4 && shared < name.len() {
            (whole + length) * 3 / 5
        } else {
            whole + length
        }
    };
    let best = known.names.iter().map(of_name).max().unwrap_or(0);
    u16::try_from(best).unwrap_or(1000)
}

fn fold(text: &str) -> Vec<char> {
    text.chars()
        .map(|c| fold_char(c).to_ascii_lowercase())
        .filter(|c| is_letter_or_digit(*c))
        .take(200)
        .collect()
}

/// The units whose name, code or alias a clue is, or, in the name of a file, holds as a whole. A longer name hides a
/// shorter one within it.
fn matches(roll: &Roll, clue: &Clue) -> Vec<UnitId> {
    let text = fold(&clue.text);
    let is_whole = |known: &&Known| known.code == text || known.names.contains(&text);
    let whole = roll.0.iter().filter(is_whole);
    let whole: Vec<UnitId> = whole.map(|known| known.unit.id).collect();
    if !whole.is_empty() || clue.source <= Source::Stamp {
        return whole;
    }
    let mut held: Vec<(usize, usize, UnitId)> = Vec::new();
    for known in &roll.0 {
        for name in known.names.iter().filter(|name| name.len() >= 3) {
            for at in 0..(text.len() + 1).saturating_sub(name.len()) {
                if text[at..].starts_with(name) && !goes_on(&text, at, at + name.len()) {
                    held.push((at, at + name.len(), known.unit.id));
                }
            }
        }
    }
    let is_hidden = |span: &(usize, usize, UnitId)| {
        held.iter().any(|other| {
            other.2 != span.2
                && other.0 <= span.0
                && span.1 <= other.1
                && other.1 - other.0 > span.1 - span.0
        })
    };
    let mut found: Vec<UnitId> = Vec::new();
    for span in held.iter().filter(|span| !is_hidden(span)) {
        if !found.contains(&span.2) {
            found.push(span.2);
        }
    }
    found
}

/// Whether a name within a file's name is only a part of a longer one: 平江医院分院 is not 平江医院.
fn goes_on(text: &[char], from: usize, to: usize) -> bool {
    const BRANCHES: [&str; 9] = [
        "分院",
        "分部",
        "分中心",
        "分站",
        "院区",
        "北院",
        "南院",
        "东院",
        "西院",
    ];
    let rest = &text[to..];
    let is_branch = BRANCHES.iter().any(|word| {
        let length = word.chars().count();
        rest.len() >= length && word.chars().eq(rest[..length].iter().copied())
    });
    // A place before it makes it another's: 苏州平江医院. Digits and 附件 do not.
    const PLACES: [char; 6] = ['市', '省', '县', '区', '镇', '州'];
    let is_elsewhere = from > 0 && PLACES.contains(&text[from - 1])
        || from > 1
            && text[..from].iter().all(|c| !c.is_ascii_digit())
            && PLACES.contains(&text[from - 1]);
    is_branch || is_elsewhere
}

#[cfg(test)]
mod tests;
