//! Sentences twisted at random: words dropped, put in, exchanged, blanks and statements dropped, moved, added. Every blank
//! has a number of its own, so that a number in the wrong place is seen. It may be asked about; it may not be wrong.

use anyue::domain::campaign::{Campaign, Piece, Row};
use anyue::domain::figure::{FigureKind, Value};
use anyue::intake::{FileSource, Reader, State};

use super::make::Dice;
use super::truth;

/// A sentence in the hands of somebody who changes it.
#[derive(Debug, Clone)]
enum Bit {
    Words(String),
    /// The index of the blank, and how it is written.
    Blank(usize, String),
}

const EXTRA: [&str; 8] = [
    "认真",
    "积极",
    "共",
    "线上",
    "和乡镇",
    "相关",
    "累计",
    "各科室",
];

fn bits(row: &Row) -> Vec<Bit> {
    let mut bits = Vec::new();
    let mut blank = 0;
    for piece in &row.report.pieces {
        match piece {
            Piece::Words(words) => {
                let words = words
                    .trim_start_matches(['）', ')'])
                    .trim_end_matches(['（', '(']);
                bits.push(Bit::Words(words.to_owned()));
            }
            Piece::Blank(_) => {
                bits.push(Bit::Blank(blank, format!("（{}）", number_of(blank))));
                blank += 1;
            }
        }
    }
    bits
}

/// No two blanks have the same, and no digits of one are another's.
fn number_of(blank: usize) -> i64 {
    i64::try_from(1003 + blank * 37).unwrap()
}

fn text_of(bits: &[Bit]) -> String {
    bits.iter()
        .map(|bit| match bit {
            Bit::Words(words) | Bit::Blank(_, words) => words.as_str(),
        })
        .collect()
}

/// One change. Deleting never spans a blank together with other blanks' words, for then the text would say something
/// else in so many words.
fn twist(bits: &mut Vec<Bit>, dice: &mut Dice) {
    let words: Vec<usize> = (0..bits.len())
        .filter(|at| matches!(bits[*at], Bit::Words(_)))
        .collect();
    let blanks: Vec<usize> = (0..bits.len())
        .filter(|at| matches!(bits[*at], Bit::Blank(..)))
        .collect();
    if blanks.is_empty() {
        return;
    }
    let of_words = dice.pick(&words);
    let of_blank = dice.pick(&blanks);
    let Bit::Words(text) = &bits[of_words] else {
        return;
    };
    let chars: Vec<char> = text.chars().collect();
    match dice.roll(9) {
        0 | 1 if !chars.is_empty() => {
            let from = dice.roll(chars.len());
            let to = (from + 1 + dice.roll(4)).min(chars.len());
            let kept = chars[..from].iter().chain(&chars[to..]).collect();
            bits[of_words] = Bit::Words(kept);
        }
        2 | 3 => {
            let at = dice.roll(chars.len() + 1);
            let (before, behind) = chars.split_at(at);
            let text = [
                before,
                &dice.pick(&EXTRA).chars().collect::<Vec<_>>(),
                behind,
            ]
            .concat();
            bits[of_words] = Bit::Words(text.into_iter().collect());
        }
        4 if !chars.is_empty() => {
            let at = dice.roll(chars.len());
            let mut chars = chars;
            chars[at] = dice.pick(&['做', '办', '村', '镇', '的', '与']);
            bits[of_words] = Bit::Words(chars.into_iter().collect());
        }
        5 => {
            bits.remove(of_blank);
        }
        6 => {
            if let Bit::Blank(_, written) = &mut bits[of_blank] {
                *written = written.trim_matches(['（', '）']).to_owned();
            }
        }
        7 => statements(bits, |statements| {
            let at = dice.roll(statements.len());
            statements.remove(at);
        }),
        _ => statements(bits, |statements| {
            let (a, b) = (dice.roll(statements.len()), dice.roll(statements.len()));
            statements.swap(a, b);
        }),
    }
}

/// Changes a sentence statement by statement.
fn statements(bits: &mut Vec<Bit>, change: impl FnOnce(&mut Vec<Vec<Bit>>)) {
    let mut statements = vec![Vec::new()];
    for bit in bits.drain(..) {
        match bit {
            Bit::Words(words) => {
                for part in words.split_inclusive(['；', '。', '\n']) {
                    let ends = part.ends_with(['；', '。', '\n']);
                    statements
                        .last_mut()
                        .unwrap()
                        .push(Bit::Words(part.to_owned()));
                    if ends {
                        statements.push(Vec::new());
                    }
                }
            }
            blank @ Bit::Blank(..) => statements.last_mut().unwrap().push(blank),
        }
    }
    statements.retain(|statement| !statement.is_empty());
    if statements.len() > 1 {
        change(&mut statements);
    }
    bits.extend(statements.into_iter().flatten());
}

/// The campaign's rows as a text table of one column.
fn csv_of(rows: &[String]) -> String {
    rows.iter()
        .map(|row| format!("\"{}\"\n", row.replace('"', "\"\"")))
        .collect()
}

fn read_twisted(campaign: &Campaign, seed: u64, changes: usize) -> (usize, usize, Vec<String>) {
    let plan = truth::plan(campaign);
    let reader = Reader::new(campaign, &[], &plan);
    let mut dice = Dice::new(seed);
    let table = &campaign.tables[0];
    let at = dice.roll(table.rows.len());
    let mut rows: Vec<String> = table
        .rows
        .iter()
        .map(|row| row.report.fill(|_| String::new()))
        .collect();
    let mut twisted = bits(&table.rows[at]);
    for _ in 0..changes {
        twist(&mut twisted, &mut dice);
    }
    rows[at] = text_of(&twisted);
    let csv = csv_of(&rows);
    let source = FileSource {
        name: "表.csv",
        folder: "",
        bytes: csv.as_bytes(),
    };
    let reading = &reader.read(source).unwrap()[0];
    let figures: Vec<_> = campaign
        .figures
        .iter()
        .filter(|figure| figure.row == at)
        .collect();
    let (mut right, mut asked, mut wrong) = (0, 0, Vec::new());
    for (i, figure) in figures.iter().enumerate() {
        let read = reading
            .blanks
            .iter()
            .find(|read| read.id == figure.id)
            .unwrap();
        let stands = twisted
            .iter()
            .any(|bit| matches!(bit, Bit::Blank(blank, _) if *blank == i));
        let is_right = match &read.state {
            State::Value(Value::Number(n)) => stands && *n == number_of(i),
            // A word put where the blank was is what the sentence says now.
            State::Value(Value::Text(_)) if !stands => figure.kind == FigureKind::Text,
            State::Value(Value::Text(text)) => {
                figure.kind == FigureKind::Text && text.contains(&number_of(i).to_string())
            }
            // A sentence that nobody knows again is told as a whole.
            State::Blank => {
                !stands
                    || reading
                        .problems
                        .iter()
                        .any(|problem| problem.message.starts_with("缺少"))
            }
            State::Problem(_) => {
                asked += 1;
                continue;
            }
            _ => false,
        };
        if is_right {
            right += 1;
        } else {
            wrong.push(format!(
                "seed {seed}: {} read {:?} in {:?}",
                read.id, read.state, rows[at]
            ));
        }
    }
    (right, asked, wrong)
}

#[test]
fn twisted_sentences_are_asked_about_and_never_read_wrong() {
    let campaign = truth::campaign();
    let mut wrong = Vec::new();
    for changes in 1..=4 {
        let (mut right, mut asked) = (0, 0);
        for seed in 0..150 {
            let (r, a, w) = read_twisted(&campaign, seed * 10 + changes as u64, changes);
            right += r;
            asked += a;
            wrong.extend(w);
        }
        println!(
            "{changes} changes: {right} right, {asked} asked, {} wrong so far",
            wrong.len()
        );
    }
    assert_eq!(wrong.len(), 0, "{wrong:#?}");
}
