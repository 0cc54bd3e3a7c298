//! The blanks of a paragraph: brackets with nothing in them, drawn lines, gaps before a measure word, a day to be filled
//! in, boxes for yes and no. Brackets that hold words are words. What a blank takes is guessed in `guess`.

use crate::domain::campaign::known_measure;
use crate::text::width::char_width;

/// A stretch of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// As it stands on paper. The brackets around a blank belong to the words.
    Words(String),
    Blank(Blank),
}

/// A place to fill in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Blank {
    pub(super) shape: Shape,
    /// How wide it is on paper, in columns of a half-width character.
    pub(super) columns: usize,
}

/// How a blank shows on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Between brackets, or between quotation marks.
    Bracket,
    /// A line to write on.
    Line,
    /// Nothing but space before a measure word.
    Gap,
    /// 　年　月　日
    Day,
    /// □是 □否
    YesNo,
    /// A cell of its own.
    Cell,
}

/// Brackets that are blanks even where nothing at all stands between them …
const BRACKETS: [(&str, &str); 4] = [
    ("（(", "）)"),
    ("〔[［【", "〕]］】"),
    ("｛{", "｝}"),
    ("﹙", "﹚"),
];
/// … and marks that are blanks only where room is left between them.
const QUOTES: [(&str, &str); 3] = [("“", "”"), ("《", "》"), ("「", "」")];
const BOXES: &str = "□☐○〇";
/// Narrower gaps and lines are slips of the typist.
const LEAST_COLUMNS: usize = 2;

fn is_filler(c: char) -> bool {
    c.is_whitespace() || is_line(c)
}

fn is_line(c: char) -> bool {
    matches!(c, '_' | '\u{FF3F}')
}

fn columns(chars: &[char]) -> usize {
    chars.iter().map(|c| char_width(*c)).sum()
}

/// Cuts a paragraph into words and blanks.
pub(super) fn parts(paragraph: &str) -> Vec<Part> {
    let chars: Vec<char> = paragraph.chars().collect();
    let mut cutter = Cutter {
        chars: &chars,
        parts: Vec::new(),
        words: String::new(),
    };
    let mut at = 0;
    while at < chars.len() {
        at = cutter.step(at);
    }
    cutter.end_words();
    join_days(cutter.parts)
}

struct Cutter<'c> {
    chars: &'c [char],
    parts: Vec<Part>,
    words: String,
}

impl Cutter<'_> {
    /// Takes what begins at `at`, and tells where the next begins.
    fn step(&mut self, at: usize) -> usize {
        if let Some(close) = self.bracket(at) {
            self.words.push(self.chars[at]);
            self.blank(Shape::Bracket, at + 1..close);
            return close;
        }
        if let Some(end) = self.line(at) {
            self.blank(Shape::Line, at..end);
            return end;
        }
        if let Some(end) = self.boxes(at) {
            self.blank(Shape::YesNo, at..end);
            return end;
        }
        if let Some(end) = self.gap(at) {
            self.blank(Shape::Gap, at..end);
            return end;
        }
        self.words.push(self.chars[at]);
        at + 1
    }

    fn blank(&mut self, shape: Shape, place: std::ops::Range<usize>) {
        self.end_words();
        let columns = columns(&self.chars[place]);
        self.parts.push(Part::Blank(Blank { shape, columns }));
    }

    fn end_words(&mut self) {
        if !self.words.is_empty() {
            self.parts
                .push(Part::Words(std::mem::take(&mut self.words)));
        }
    }

    /// Where the filler that begins at `at` ends.
    fn filled_to(&self, at: usize) -> usize {
        let filler = self.chars[at..].iter().take_while(|c| is_filler(**c));
        at + filler.count()
    }

    /// The bracket that closes the blank which a bracket at `at` opens.
    fn bracket(&self, at: usize) -> Option<usize> {
        let opens = |(open, _): &&(&str, &str)| open.contains(self.chars[at]);
        let kind = BRACKETS.iter().find(opens);
        let quote = QUOTES.iter().find(opens);
        let (_, closing) = kind.or(quote)?;
        let close = self.filled_to(at + 1);
        let closes = self.chars.get(close).is_some_and(|c| closing.contains(*c));
        let has_room = columns(&self.chars[at + 1..close]) >= LEAST_COLUMNS;
        (closes && (kind.is_some() || has_room)).then_some(close)
    }

    /// The end of a line to write on. Spaces within belong to it: the underline was broken.
    fn line(&self, at: usize) -> Option<usize> {
        if !is_line(self.chars[at]) {
            return None;
        }
        let filled = self.filled_to(at);
        let last = self.chars[at..filled].iter().rposition(|c| is_line(*c))?;
        let end = at + last + 1;
        (columns(&self.chars[at..end]) >= LEAST_COLUMNS).then_some(end)
    }

    /// The end of □是 □否, 是□ 否□, □有 □无.
    fn boxes(&self, at: usize) -> Option<usize> {
        const ANSWERS: [[char; 2]; 2] = [['是', '否'], ['有', '无']];
        let mut words = Vec::new();
        let mut boxes = 0;
        let mut end = at;
        for (index, &c) in self.chars.iter().enumerate().skip(at) {
            match c {
                c if BOXES.contains(c) => boxes += 1,
                '是' | '否' | '有' | '无' => words.push(c),
                c if c.is_whitespace() || matches!(c, '/' | '、') => continue,
                _ => break,
            }
            end = index + 1;
            if boxes == 2 && words.len() == 2 {
                break;
            }
        }
        let begins = !self.chars[at].is_whitespace();
        (begins && boxes == 2 && ANSWERS.iter().any(|answer| words == answer)).then_some(end)
    }

    /// The end of a gap that only its measure word makes a blank: 开展培训　　次，.
    fn gap(&self, at: usize) -> Option<usize> {
        let before = at.checked_sub(1).map(|before| self.chars[before])?;
        if !self.chars[at].is_whitespace() || before.is_whitespace() {
            return None;
        }
        let spaces = self.chars[at..].iter().take_while(|c| c.is_whitespace());
        let end = at + spaces.count();
        if columns(&self.chars[at..end]) < LEAST_COLUMNS {
            return None;
        }
        let behind: String = self.chars[end..].iter().take(8).collect();
        // A bracket that closes says that something else is meant.
        let measure = Some(known_measure(&behind)).filter(|word| behind.starts_with(word));
        let measure = measure.unwrap_or_default();
        let day = ['年', '月', '日']
            .into_iter()
            .find(|c| behind.starts_with(*c));
        let word = if measure.is_empty() {
            day.map_or(0, char::len_utf8)
        } else {
            measure.len()
        };
        let ends = behind[word..]
            .chars()
            .next()
            .is_none_or(|c| !c.is_alphanumeric());
        let ends_day = before == '月' && day == Some('日');
        (word > 0 && (ends || ends_day)).then_some(end)
    }
}

/// Makes one blank of the three of 　年　月　日.
fn join_days(parts: Vec<Part>) -> Vec<Part> {
    let mut joined: Vec<Part> = Vec::new();
    let mut rest = parts.as_slice();
    while let [first, behind @ ..] = rest {
        let Some((columns, after, taken)) = day(rest) else {
            joined.push(first.clone());
            rest = behind;
            continue;
        };
        // 20　年: the century is printed already.
        if let Some(Part::Words(words)) = joined.last_mut()
            && words.ends_with("20")
        {
            words.truncate(words.len() - 2);
        }
        joined.retain(|part| *part != Part::Words(String::new()));
        let shape = Shape::Day;
        joined.push(Part::Blank(Blank { shape, columns }));
        if !after.is_empty() {
            joined.push(Part::Words(after.to_owned()));
        }
        rest = &rest[taken..];
    }
    joined
}

/// The width of a day that stands first, the words behind it, and how many parts it takes.
fn day(parts: &[Part]) -> Option<(usize, &str, usize)> {
    let [
        Part::Blank(year),
        Part::Words(of_year),
        Part::Blank(month),
        Part::Words(of_month),
        Part::Blank(day),
        Part::Words(of_day),
        ..,
    ] = parts
    else {
        return None;
    };
    let after = of_day.trim_start().strip_prefix('日')?;
    let is_day = of_year.trim() == "年" && of_month.trim() == "月";
    is_day.then_some((year.columns + month.columns + day.columns + 6, after, 6))
}

#[cfg(test)]
mod tests {
    //! What is a blank on paper, and what is not.

    use super::*;
    use proptest::prelude::*;

    /// Blanks as `#` with the letter of their shape.
    fn shown(paragraph: &str) -> String {
        let parts = parts(paragraph);
        let show = |part: &Part| match part {
            Part::Words(words) => words.clone(),
            Part::Blank(blank) => match blank.shape {
                Shape::Bracket => "#".to_owned(),
                Shape::Line => "#线".to_owned(),
                Shape::Gap => "#隙".to_owned(),
                Shape::Day => "#日".to_owned(),
                Shape::YesNo => "#否".to_owned(),
                Shape::Cell => "#格".to_owned(),
            },
        };
        parts.iter().map(show).collect()
    }

    #[test]
    fn what_is_left_empty_is_a_blank_and_nothing_else() {
        for (paragraph, expected) in [
            ("学习（    ）次，参与(  )人次", "学习（#）次，参与(#)人次"),
            ("学习（   )次，参与()人次", "学习（#)次，参与(#)人次"),
            (
                "文号〔　　〕，编号[   ]，代码【】",
                "文号〔#〕，编号[#]，代码【#】",
            ),
            ("（一）开展活动（线上）", "（一）开展活动（线上）"),
            ("“安全生产月”《办法》", "“安全生产月”《办法》"),
            ("印发《      》，以“    ”为题", "印发《#》，以“#”为题"),
            ("“”《》", "“”《》"),
            ("开展____次，发放＿＿份", "开展#线次，发放#线份"),
            ("开展__ __次", "开展#线次"),
            ("anquan_01", "anquan_01"),
            ("开展培训   次，参加　　人", "开展培训#隙次，参加#隙人"),
            ("（   次）", "（#隙次）"),
            ("　　次要问题   个人防护", "　　次要问题   个人防护"),
            ("甲  乙", "甲  乙"),
            ("是否公开：□是  □否。", "是否公开：#否。"),
            ("是□ 否□", "#否"),
            ("□线上 □线下", "□线上 □线下"),
            ("于    年  月  日召开", "于#日召开"),
            ("于20__年__月__日召开", "于#日召开"),
            ("", ""),
        ] {
            assert_eq!(shown(paragraph), expected, "{paragraph}");
        }
    }

    #[test]
    fn a_blank_is_as_wide_as_on_paper() {
        let widths: Vec<usize> = parts("（    ）（　　）____")
            .into_iter()
            .filter_map(|part| match part {
                Part::Blank(blank) => Some(blank.columns),
                Part::Words(_) => None,
            })
            .collect();
        assert_eq!(widths, [4, 4, 4]);
    }

    proptest! {
        #[test]
        fn no_word_is_lost(paragraph in "[（）()_ 　年月日次人是否□“”a安全，0-9]{0,30}|\\PC{0,20}") {
            let plain = |text: &str| -> String {
                text.chars().filter(|c| !is_filler(*c)).collect()
            };
            let parts = parts(&paragraph);
            let has_other = parts.iter().any(|part| matches!(part, Part::Blank(blank) if matches!(blank.shape, Shape::Day | Shape::YesNo)));
            let words: String = parts.iter().map(|part| match part {
                Part::Words(words) => words.as_str(),
                Part::Blank(_) => "",
            }).collect();
            if !has_other {
                prop_assert_eq!(plain(&words), plain(&paragraph));
            }
        }
    }
}
