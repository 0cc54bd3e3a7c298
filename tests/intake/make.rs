//! Filled forms in the spirit of real ones, with what they should read as: a style is one habit of the people who fill
//! in, a producer is one program that they use. Everything comes from a seed, so that a file is the same every time.

// The benches take this file in by its path, and with it its own.
#[path = "make/writing.rs"]
mod writing;

use anyue::domain::campaign::{Campaign, Piece, Row};
use anyue::domain::figure::{Figure, FigureKind};

use super::truth::Truth;
use writing::{broken, number, reworded, without_clause};

/// A small generator of numbers (Knuth's MMIX constants): the same on every machine.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        let mut dice = Self(seed.wrapping_mul(2).wrapping_add(1));
        dice.roll(2);
        dice
    }

    /// From 0 to `sides` - 1.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len())]
    }
}

/// One habit of filling in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    Plain,
    FullWidth,
    HalfBrackets,
    MixedBrackets,
    SquareBrackets,
    Chinese,
    Thousands,
    WideSpaces,
    Underscores,
    About,
    Over,
    OverOutside,
    TenThousands,
    Nothing,
    Dashes,
    Slashes,
    MeasureInside,
    Marks,
    Beside,
    BesideBefore,
    NoBrackets,
    OneBracket,
    NestedText,
    NumberedText,
    BrokenLines,
    OtherPunctuation,
    ShuffledRows,
    MissingRow,
    TwoCopies,
    BlankCopy,
    OtherCopy,
    OtherYear,
    Reworded,
    ClauseLeftOut,
    MergedCells,
}

/// Styles that leave every word of the sentences as it is.
pub const INTACT: [Style; 33] = [
    Style::Plain,
    Style::FullWidth,
    Style::HalfBrackets,
    Style::MixedBrackets,
    Style::SquareBrackets,
    Style::Chinese,
    Style::Thousands,
    Style::WideSpaces,
    Style::Underscores,
    Style::About,
    Style::Over,
    Style::OverOutside,
    Style::TenThousands,
    Style::Nothing,
    Style::Dashes,
    Style::Slashes,
    Style::MeasureInside,
    Style::Marks,
    Style::Beside,
    Style::BesideBefore,
    Style::NoBrackets,
    Style::OneBracket,
    Style::NestedText,
    Style::NumberedText,
    Style::BrokenLines,
    Style::OtherPunctuation,
    Style::ShuffledRows,
    Style::MissingRow,
    Style::TwoCopies,
    Style::BlankCopy,
    Style::OtherYear,
    Style::MergedCells,
    Style::OtherCopy,
];

/// Styles that change words.
pub const CHANGED: [Style; 2] = [Style::Reworded, Style::ClauseLeftOut];

/// One row of a filled paper.
#[derive(Debug, Clone)]
pub struct FilledRow {
    pub section: String,
    pub item: Option<String>,
    pub standard: String,
    pub report: String,
}

/// A filled paper, before any program writes it.
#[derive(Debug, Clone)]
pub struct Paper {
    pub title: String,
    pub unit: String,
    pub columns: [String; 3],
    /// One table, or two copies of it.
    pub tables: Vec<Vec<FilledRow>>,
    /// What the blanks should read as, in the campaign's order.
    pub truth: Vec<Truth>,
}

const VALUES: [i64; 14] = [0, 1, 2, 3, 5, 8, 12, 26, 47, 120, 356, 1280, 4300, 12600];
const TEXTS: [&str; 4] = [
    "视频会议",
    "知识竞赛、启动会",
    "“安全随手拍”",
    "应急技能比武",
];

/// Fills in the campaign's first table.
pub fn paper(campaign: &Campaign, style: Style, unit: &str, seed: u64) -> Paper {
    let mut dice = Dice::new(seed);
    let table = &campaign.tables[0];
    let mut truth = Vec::new();
    let mut rows: Vec<FilledRow> = table
        .rows
        .iter()
        .map(|row| FilledRow {
            section: row.section.clone(),
            item: row.item.clone(),
            standard: row.standards.join("\n"),
            report: report(campaign, row, style, &mut dice, &mut truth),
        })
        .collect();
    let mut title = table.title.clone();
    let mut tables = Vec::new();
    match style {
        Style::ShuffledRows => {
            for i in (1..rows.len()).rev() {
                let other = dice.roll(i + 1);
                rows.swap(i, other);
            }
        }
        Style::MissingRow => {
            let gone = dice.roll(rows.len());
            blank_out(campaign, gone, &mut truth, Truth::Blank);
            rows.remove(gone);
        }
        Style::TwoCopies => tables.push(rows.clone()),
        Style::BlankCopy => {
            let blank = |row: &Row| row.report.fill(|_| "  ".to_owned());
            let mut form = rows.clone();
            for (copy, row) in form.iter_mut().zip(&table.rows) {
                copy.report = blank(row);
            }
            tables.push(form);
        }
        Style::OtherCopy => {
            let mut other = rows.clone();
            let at = dice.roll(rows.len() - 1) + 1;
            let mut unread = Vec::new();
            other[at].report = report(
                campaign,
                &table.rows[at],
                Style::Plain,
                &mut dice,
                &mut unread,
            );
            let offset = campaign
                .figures
                .iter()
                .position(|figure| figure.row == at)
                .unwrap();
            // A row that is blank all over in one copy is the form left behind.
            let is_form = |truth: &[Truth]| truth.iter().all(|truth| *truth == Truth::Blank);
            let own = &mut truth[offset..offset + unread.len()];
            assert!(!is_form(own) && !is_form(&unread), "another seed");
            for (own, other) in own.iter_mut().zip(unread) {
                if *own != other {
                    *own = Truth::Unclear;
                }
            }
            tables.push(other);
        }
        Style::OtherYear => title = format!("2019年{title}"),
        Style::MergedCells => {
            let last = rows.pop().unwrap();
            let before = rows.last_mut().unwrap();
            before.report = format!("{}\n{}", before.report, last.report);
            before.standard = format!("{}\n{}", before.standard, last.standard);
        }
        _ => {}
    }
    tables.insert(0, rows);
    Paper {
        title,
        unit: unit.to_owned(),
        columns: table.columns.clone(),
        tables,
        truth,
    }
}

fn blank_out(campaign: &Campaign, row: usize, truth: &mut [Truth], with: Truth) {
    for (figure, truth) in campaign.figures.iter().zip(truth) {
        if figure.row == row {
            *truth = with.clone();
        }
    }
}

/// The row's sentence with all its blanks filled in, and what they should read as.
fn report(
    campaign: &Campaign,
    row: &Row,
    style: Style,
    dice: &mut Dice,
    truth: &mut Vec<Truth>,
) -> String {
    let pieces = &row.report.pieces;
    let is_blank =
        |at: Option<usize>| matches!(at.and_then(|at| pieces.get(at)), Some(Piece::Blank(_)));
    let first = truth.len();
    let mut text = String::new();
    for (i, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Words(words) => {
                let mut words = words.as_str();
                if is_blank(i.checked_sub(1)) {
                    words = words
                        .strip_prefix(['）', ')'])
                        .expect("the paper closes its brackets");
                }
                if is_blank(Some(i + 1)) {
                    words = words
                        .strip_suffix(['（', '('])
                        .expect("the paper opens its brackets");
                }
                text.push_str(words);
            }
            Piece::Blank(id) => {
                let figure = campaign.figure(id).unwrap();
                let (written, reads) = blank(figure, style, dice);
                text.push_str(&written);
                truth.push(reads);
            }
        }
    }
    match style {
        Style::BrokenLines => broken(&text, dice),
        Style::OtherPunctuation => text
            .replace('；', "，")
            .replace('。', "；")
            .replace(['“', '”'], "\""),
        Style::Reworded => reworded(&text),
        Style::ClauseLeftOut => without_clause(&text, dice, &mut truth[first..]),
        _ => text,
    }
}

/// One blank as it is written, brackets and all.
fn blank(figure: &Figure, style: Style, dice: &mut Dice) -> (String, Truth) {
    if figure.kind == FigureKind::Text {
        let text = match style {
            // Its quotation marks would change with those of the paper.
            Style::OtherPunctuation => TEXTS[0],
            _ => dice.pick(&TEXTS),
        };
        return match style {
            Style::NestedText => {
                let text = format!("{text}（线上直播）");
                (format!("（{text}）"), Truth::Text(text))
            }
            Style::NumberedText => {
                let text = format!("1）{text}；2）讲座");
                (format!("（{text}）"), Truth::Text(text))
            }
            Style::Nothing => ("（无）".to_owned(), Truth::NotApplicable),
            Style::HalfBrackets => (format!("({text})"), Truth::Text(text.to_owned())),
            _ => (format!("（{text}）"), Truth::Text(text.to_owned())),
        };
    }
    if dice.roll(5) == 0 {
        return (blank_brackets(style).to_owned(), Truth::Blank);
    }
    let n = dice.pick(&VALUES);
    number(n, style, &figure.measure, dice)
}

fn blank_brackets(style: Style) -> &'static str {
    match style {
        Style::HalfBrackets => "(   )",
        Style::WideSpaces => "（　　）",
        Style::Underscores => "（____）",
        Style::SquareBrackets => "〔  〕",
        _ => "（   ）",
    }
}
