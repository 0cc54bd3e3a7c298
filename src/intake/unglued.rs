//! A page whose table was lost in a conversion: what stood in one cell runs on into the next, on the same line. The fixed
//! cells of the campaign's own tables (headings, sections, items, standards) tell where the one between them begins and ends;
//! there the lines are cut. What a line says is for [`anchor`](super::anchor) to read.

use super::page::{Line, Page};
use crate::domain::campaign::{Campaign, Table};
use crate::text::digits::fold_char;

/// A fixed cell of fewer characters may stand within a sentence, too, and tells nothing by itself.
const TELLING: usize = 6;

/// Cuts the lines of a page wherever one of the campaign's fixed cells begins or ends.
pub(super) fn cut(campaign: &Campaign, page: &mut Page) {
    let text = Text::of(&page.lines);
    let fixed = fixed_cells(campaign);
    let mut owners = vec![None; text.chars.len()];
    for (cell, letters) in fixed.iter().enumerate() {
        text.claim(&mut owners, cell, letters);
    }
    let is_edge = |at: &usize| *at > 0 && owners[*at] != owners[*at - 1];
    let mut edges = (0..owners.len())
        .filter(is_edge)
        .map(|at| text.places[at])
        .peekable();
    let mut cut = Vec::new();
    for (at, line) in page.lines.iter().enumerate() {
        let mut from = 0;
        while let Some((_, to)) = edges.next_if(|(line, _)| *line == at) {
            cut.push(piece(line, from, to));
            from = to;
        }
        cut.push(piece(line, from, line.text.len()));
    }
    page.lines = cut;
}

fn piece(line: &Line, from: usize, to: usize) -> Line {
    Line {
        text: line.text[from..to].to_owned(),
        ..line.clone()
    }
}

/// The letters of every fixed cell, the longest first: a short one may stand within a long one.
fn fixed_cells(campaign: &Campaign) -> Vec<Vec<char>> {
    let mut cells: Vec<Vec<char>> = campaign.tables.iter().flat_map(cells_of).collect();
    cells.retain(|letters| letters.len() >= TELLING);
    cells.sort_by_key(|letters| std::cmp::Reverse(letters.len()));
    cells.dedup();
    cells
}

fn cells_of(table: &Table) -> impl Iterator<Item = Vec<char>> {
    let rows = table.rows.iter().flat_map(|row| {
        let standards = row.standards.iter();
        std::iter::once(&row.section)
            .chain(&row.item)
            .chain(standards)
    });
    let cells = rows.chain(&table.columns);
    cells.map(|cell| letters(cell).map(|(_, c)| c).collect())
}

/// What is compared of a text: spaces and the width of signs are nobody's words. Each with its place in bytes.
fn letters(text: &str) -> impl Iterator<Item = (usize, char)> {
    let chars = text.char_indices().map(|(at, c)| (at, fold_char(c)));
    chars.filter(|(_, c)| !c.is_whitespace())
}

/// All lines one after the other: a cell of several paragraphs became several lines.
struct Text {
    chars: Vec<char>,
    /// Of each its line, and its place there in bytes.
    places: Vec<(usize, usize)>,
}

impl Text {
    fn of(lines: &[Line]) -> Self {
        let all = lines
            .iter()
            .enumerate()
            .flat_map(|(line, text)| letters(&text.text).map(move |(at, c)| ((line, at), c)));
        let (places, chars) = all.unzip();
        Self { chars, places }
    }

    /// Marks wherever a cell stands that no longer one has been found at. Two of the same that follow each other are two.
    fn claim(&self, owners: &mut [Option<(usize, usize)>], cell: usize, letters: &[char]) {
        let mut at = 0;
        while at + letters.len() <= self.chars.len() {
            let span = at..at + letters.len();
            let is_free = || owners[span.clone()].iter().all(Option::is_none);
            if self.chars[span.clone()] == *letters && is_free() {
                owners[span.clone()].fill(Some((cell, at)));
                at = span.end;
            } else {
                at += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    //! Where a line is cut.

    use super::*;
    use crate::domain::campaign::builtin;
    use crate::intake::plain;

    fn cut_lines(text: &str) -> Vec<String> {
        let campaign = Campaign::parse(builtin()[0].1).expect("it is sound");
        let mut page = plain::read_text(text.as_bytes()).expect("within the limits");
        cut(&campaign, &mut page);
        page.lines.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn a_line_is_cut_around_the_fixed_cells_on_both_sides() {
        let glued = "举办“安全生产月”活动启动仪式启动仪式形式多样，参与范围广泛，效果良好。\
            以（视频会议）等形式启动“安全生产月”活动（ 3 ）场次。深入学习宣传贯彻习近平总书记关于安全生产的重要论述";
        let cut = cut_lines(glued);
        assert_eq!(cut.concat(), glued, "nothing is lost");
        let report = "以（视频会议）等形式启动“安全生产月”活动（ 3 ）场次。";
        assert!(cut.iter().any(|line| line == report), "{cut:#?}");
    }

    #[test]
    fn a_fixed_cell_may_run_over_the_end_of_a_line() {
        let cut = cut_lines(
            "活动（3）场次。深入学习宣传\n贯彻习近平总书记关于安全生产的重要论述安排（5）次",
        );
        assert_eq!(
            cut,
            [
                "活动（3）场次。",
                "深入学习宣传",
                "贯彻习近平总书记关于安全生产的重要论述",
                "安排（5）次"
            ]
        );
    }

    #[test]
    fn what_no_fixed_cell_stands_in_is_left_as_it_is() {
        let plain = "填报单位：平江医院\n组织“从根本上消除事故隐患”主题大讨论（12）次。";
        assert_eq!(cut_lines(plain), plain.lines().collect::<Vec<_>>());
    }
}
