//! Plausible figures for the demonstration: many blanks, some zeros, few events and many people, always the same ones
//! for the same number. They never break a check of the campaign, and agree with what the unit's registers count.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::campaign::{Campaign, Facts};
use crate::domain::figure::{Answer, Figure, FigureKind, Figures, Value};
use crate::domain::id::{FigureId, TableId};
use crate::domain::submission::{Entry, show_answer};

/// What the numbers of a unit are made of.
#[derive(Debug, Clone, Copy)]
pub struct Seed<'a> {
    /// Of the unit and the period: the same number gives the same figures.
    pub number: usize,
    /// For blanks that take words.
    pub words: &'a [String],
    /// Between what a figure's numbers lie, by its id.
    pub ranges: &'a BTreeMap<String, [i64; 2]>,
    /// When the unit reports: what it dates, it dates on that day.
    pub on: NaiveDate,
    /// What the unit's registers say, and its shares of targets.
    pub counted: &'a Figures,
}

/// What a unit types into a table.
pub fn entries(campaign: &Campaign, table: &TableId, seed: Seed<'_>) -> BTreeMap<FigureId, Entry> {
    let mut figures = Figures::new();
    // How many events the blank before told of: people come to events.
    let mut events = 0;
    let mut row = None;
    let is_grid = campaign
        .table(table)
        .is_some_and(|table| table.grid.is_some());
    let asked = campaign
        .figures_of(table)
        .filter(|figure| figure.is_asked());
    for (index, figure) in asked.enumerate() {
        let dice = mix(seed.number as u64, index as u64);
        // What the registers count is counted, never invented: where a unit keeps none there was nothing.
        if figure.source.is_some() {
            if is_grid {
                figures.insert(figure.id.clone(), Answer::number(0));
            }
            events = 0;
            continue;
        }
        if let Some([least, most]) = seed.ranges.get(figure.id.as_str()) {
            let width = u64::try_from(most - least).unwrap_or(0) + 1;
            let number = least + i64::try_from(dice % width).unwrap_or(0);
            figures.insert(figure.id.clone(), Answer::number(number));
            continue;
        }
        if is_grid {
            figures.insert(figure.id.clone(), cell(figure, dice, seed.on));
            continue;
        }
        // People without events before them: only where the paper asks for people first.
        let leads = row.replace(figure.row) != Some(figure.row);
        if let Some(answer) = answer(figure, dice, events, leads, seed.words) {
            events = match answer.as_number() {
                Some(n) if !counts_people(figure) => n,
                _ => 0,
            };
            figures.insert(figure.id.clone(), answer);
        } else {
            events = 0;
        }
    }
    figures.extend(seed.counted.clone());
    mend(campaign, &mut figures, seed.counted);
    figures
        .iter()
        .filter_map(|(id, answer)| {
            let figure = campaign.figure(id)?;
            let entry = match answer {
                Answer::NotApplicable => Entry::NotApplicable,
                Answer::Value(_) => Entry::Typed(show_answer(figure, answer)),
            };
            Some((id.clone(), entry))
        })
        .collect()
}

fn counts_people(figure: &Figure) -> bool {
    figure.measure.starts_with('人')
}

fn answer(
    figure: &Figure,
    dice: u64,
    events: i64,
    leads: bool,
    words: &[String],
) -> Option<Answer> {
    let small = i64::try_from(dice % 7).unwrap_or(0);
    let many = i64::try_from(dice % 53).unwrap_or(0);
    match figure.kind {
        FigureKind::Text => {
            let word = words.get(dice as usize % words.len().max(1))?;
            dice.is_multiple_of(3)
                .then(|| Answer::Value(Value::Text(word.clone())))
        }
        // A kind of event that does not concern the unit; where there was an event, there were people.
        _ if dice % 23 == 3 && events == 0 => Some(Answer::NotApplicable),
        _ if figure.kind.digits().is_some() && counts_people(figure) => match events {
            0 => (leads && !dice.is_multiple_of(4)).then(|| Answer::number(12 + many)),
            events => Some(Answer::number(events * (9 + many))),
        },
        FigureKind::Count | FigureKind::Decimal { .. } | FigureKind::Money { .. } => {
            match dice % 10 {
                0..=4 => None,
                5 => Some(Answer::number(0)),
                _ => Some(Answer::number(1 + small / 2)),
            }
        }
        FigureKind::YesNo | FigureKind::Date => None,
    }
}

/// What stands in a cell: of a grid every cell is answered, most of them with more than a few.
fn cell(figure: &Figure, dice: u64, on: NaiveDate) -> Answer {
    let number = i64::try_from(dice % 97).unwrap_or(0);
    match figure.kind {
        FigureKind::YesNo => Answer::Value(Value::YesNo(!dice.is_multiple_of(5))),
        FigureKind::Date => Answer::Value(Value::Date(on)),
        FigureKind::Text => Answer::NotApplicable,
        _ if counts_people(figure) => Answer::number(40 + number * 5),
        _ => Answer::number(3 + number / 4),
    }
}

/// Mends what breaks a check, until nothing does: two numbers that stand the wrong way round are exchanged, and what was
/// invented beside a number that was counted becomes none. What is broken all the same is taken out.
fn mend(campaign: &Campaign, figures: &mut Figures, counted: &Figures) {
    let is_counted = |id: &FigureId| {
        let figure = campaign.figure(id);
        counted.contains_key(id) || figure.is_some_and(|figure| figure.source.is_some())
    };
    let mut exchanges = campaign.checks.len() * 2;
    while let Some(check) = campaign
        .checks
        .iter()
        .find(|check| check.is_broken_by(Facts::of_figures(figures)))
    {
        let named: Vec<FigureId> = check.rule.figures().into_iter().cloned().collect();
        if named.iter().any(&is_counted) {
            let none = Answer::number(0);
            let invented = |id: &&FigureId| {
                !is_counted(id) && figures.get(*id).is_some_and(|answer| *answer != none)
            };
            let invented: Vec<FigureId> = named.iter().filter(invented).cloned().collect();
            if !invented.is_empty() {
                figures.extend(invented.into_iter().map(|id| (id, none.clone())));
                continue;
            }
        } else if let ([first, second], 1..) = (&named[..], exchanges)
            && let (Some(one), Some(other)) = (figures.remove(first), figures.remove(second))
        {
            exchanges -= 1;
            figures.insert(first.clone(), other);
            figures.insert(second.clone(), one);
            continue;
        }
        for id in named {
            figures.remove(&id);
        }
    }
}

/// Mixes two numbers into one that looks random (the finaliser of SplitMix64).
fn mix(a: u64, b: u64) -> u64 {
    let mut z = a
        .wrapping_mul(0x9E37_79B9_7F4A_7C15)
        .wrapping_add(b.wrapping_mul(0xD1B5_4A32_D192_ED03));
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
