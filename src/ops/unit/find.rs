//! Finds a unit by what a person writes: its code, its name, an alias, a part of one, pinyin.

use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::Desk;
use crate::text::search::{Needle, SCATTERED};

/// How many candidates a message names.
const NAMED: usize = 6;

/// The one unit that a text names. Code, name and alias are taken as they stand; anything else is searched for, and
/// several that fit are named instead of one being guessed.
pub fn find(desk: &Desk, text: &str) -> Result<Unit, Fault> {
    find_among(&desk.units()?, text).cloned()
}

/// As [`find`], among units that are read already: for whoever finds many.
pub fn find_among<'a>(units: &'a [Unit], text: &str) -> Result<&'a Unit, Fault> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Fault::problem("没有写明单位").hint("请写单位的编码或名称"));
    }
    let exact = |names: fn(&Unit, &str) -> bool| units.iter().find(|unit| names(unit, text));
    let named = exact(|unit, text| unit.code == text)
        .or_else(|| exact(|unit, text| unit.name == text))
        .or_else(|| exact(|unit, text| unit.aliases.iter().any(|alias| alias == text)));
    if let Some(unit) = named {
        return Ok(unit);
    }
    let scored = scored(units, text);
    // Letters found here and there are a guess, and a command must not act on a guess.
    let sure = scored.iter().filter(|(score, _)| *score > SCATTERED);
    let sure: Vec<&Unit> = sure.map(|(_, unit)| *unit).collect();
    match sure.as_slice() {
        [only] => Ok(only),
        [] => Err(
            Fault::problem(format!("没有找到“{text}”这个单位")).hint(match scored.first() {
                Some((_, near)) => format!("是否指 {}（{}）？", near.name, near.code),
                None => "可以写编码、名称的一部分或拼音首字母；用 anyue unit list 查看全部单位"
                    .to_owned(),
            }),
        ),
        several => {
            let mut names: Vec<String> = several
                .iter()
                .take(NAMED)
                .map(|unit| format!("{}（{}）", unit.name, unit.code))
                .collect();
            if several.len() > NAMED {
                names.push("……".to_owned());
            }
            let message = format!("“{text}”可以指 {} 个单位", several.len());
            Err(Fault::problem(message).hint(format!("请写得更具体：{}", names.join("、"))))
        }
    }
}

/// The units that a text fits, best first; all of them, in their order, for an empty text.
pub fn search<'a>(units: &'a [Unit], text: &str) -> Vec<&'a Unit> {
    let scored = scored(units, text);
    scored.into_iter().map(|(_, unit)| unit).collect()
}

fn scored<'a>(units: &'a [Unit], text: &str) -> Vec<(i32, &'a Unit)> {
    let needle = Needle::new(text);
    let score = |unit: &Unit| {
        let aliases = unit.aliases.iter().map(String::as_str);
        let names = [unit.code.as_str(), unit.name.as_str()];
        needle.best(names.into_iter().chain(aliases))
    };
    let mut found: Vec<(i32, &Unit)> = units
        .iter()
        .filter_map(|unit| Some((score(unit)?, unit)))
        .collect();
    // Stable: equals keep their order.
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    found
}
