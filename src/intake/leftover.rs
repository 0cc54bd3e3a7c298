//! Numbers that stand alone beside the sentences: in a cell of their own, in a text box laid over a bracket. No blank can
//! be told from them, so they are told as they are. Numbers within a text are `anchor`'s.

use super::page::{Cell, Line, Page, Part, Position, Row};
use super::reading::{FieldRead, FileProblem, Read};
use crate::text::digits::{fold_char, fold_width};

/// The first cell of a row numbers it with at most so many digits.
const LONGEST_SERIAL: usize = 3;
/// Words of a label beside which a number is no figure.
const CONTACTS: [&str; 6] = ["电话", "手机", "联系", "传真", "邮编", "编码"];

/// The numbers of a page that has sentences which neither a blank nor a field has taken.
pub(super) fn tell(page: &Page, reads: &[Read], fields: &[FieldRead]) -> Vec<FileProblem> {
    let of_reads = reads.iter().filter_map(|read| read.position);
    let of_fields = fields.iter().filter_map(|field| field.position);
    let taken: Vec<Position> = of_reads.chain(of_fields).collect();
    let alone = in_cells(page).chain(in_boxes(page));
    alone
        .filter(|(_, position)| !taken.contains(position))
        .map(|(text, position)| {
            let message = "这里只写着数字，看不出是哪个空的，没有收入；请对照原件核对";
            FileProblem::error(message).at(text, Some(position))
        })
        .collect()
}

fn in_cells(page: &Page) -> impl Iterator<Item = (String, Position)> {
    let found = page.cells().filter(|(_, row, cell)| {
        // Most cells are long sentences: their first character tells.
        cell.chars().all(may_stand)
            && is_numbers(&cell.text())
            && !is_serial(row, cell)
            && !is_contact(row, cell)
    });
    found.map(|(table, row, cell)| {
        let position = Position::Cell {
            table,
            row: row.index,
            column: cell.column,
            paragraph: 0,
        };
        (cell.text().trim().to_owned(), position)
    })
}

fn in_boxes(page: &Page) -> impl Iterator<Item = (String, Position)> {
    let is_alone =
        |(_, line): &(usize, &Line)| line.part == Part::TextBox && is_numbers(&line.text);
    let found = page.lines.iter().enumerate().filter(is_alone);
    found.map(|(at, line)| (line.text.trim().to_owned(), page.position_of(at)))
}

/// Whether a text is one number or several, and nothing else: `3`, `12，7`. A day (`2020.6.11`) is none.
fn is_numbers(text: &str) -> bool {
    let folded = fold_width(text);
    let has_digit = folded.contains(|c: char| c.is_ascii_digit());
    let parts: Vec<&str> = folded.trim().split(['.', '/']).collect();
    let is_day = matches!(parts.as_slice(), [year, _, _] if year.len() == 4);
    has_digit && !is_day && folded.chars().all(may_stand)
}

/// Whether a character may stand in a text that is nothing but numbers.
fn may_stand(c: char) -> bool {
    let folded = fold_char(c);
    folded.is_ascii_digit() || folded.is_whitespace() || ",.;/、".contains(folded)
}

/// Whether a cell numbers its row: the first, with others behind it.
fn is_serial(row: &Row, cell: &Cell) -> bool {
    let mut own = row.cells.iter().filter(|cell| !cell.is_empty());
    let is_first = own.next().is_some_and(|first| first.column == cell.column);
    let digits = cell.chars().filter(|c| !c.is_whitespace()).count();
    is_first && own.next().is_some() && digits <= LONGEST_SERIAL
}

/// Whether the label before a cell asks for a number by which somebody is reached.
fn is_contact(row: &Row, cell: &Cell) -> bool {
    let before = row
        .cells
        .iter()
        .take_while(|other| other.column < cell.column);
    let label = before.filter(|other| !other.is_empty()).last();
    label.is_some_and(|label| CONTACTS.iter().any(|word| label.text().contains(word)))
}

#[cfg(test)]
mod tests {
    //! Which numbers of a page are told.

    use super::*;
    use crate::domain::calendar::HolidayCalendar;
    use crate::domain::campaign::{Campaign, builtin};
    use crate::domain::period::Plan;
    use crate::intake::{FileSource, plain, read};

    fn told(csv: &str) -> Vec<String> {
        let page = plain::read_csv(csv.as_bytes()).expect("within the limits");
        let problems = tell(&page, &[], &[]).into_iter();
        problems.map(|problem| problem.sentence).collect()
    }

    #[test]
    fn numbers_alone_in_a_cell_are_told_where_they_count_something() {
        let page = "1,采访报道（ ）次,12\n2,征文,\"2，3，17，5\"\n,专栏（3）个,１２\n";
        assert_eq!(told(page), ["12", "2，3，17，5", "１２"]);
        let page = "1,采访报道（3）次\n联系电话,13900000000\n填报日期,2020.6.11\n第2周,3次\n";
        assert!(told(page).is_empty(), "{:?}", told(page));
    }

    #[test]
    fn a_box_is_told_and_what_was_read_is_not() {
        let line = |part| Line {
            text: "77".to_owned(),
            part,
            origin: None,
        };
        let page = Page {
            lines: vec![line(Part::TextBox), line(Part::Margin)],
            ..Page::default()
        };
        let problems = tell(&page, &[], &[]);
        assert_eq!(problems.len(), 1, "a margin has the page's number");
        let field = FieldRead {
            id: "mobile".into(),
            text: "77".to_owned(),
            problem: None,
            confidence: 0,
            position: problems[0].position,
        };
        assert!(tell(&page, &[], &[field]).is_empty());
    }

    #[test]
    fn a_form_with_a_number_beside_its_sentence_is_asked_about() {
        let campaign = Campaign::parse(builtin()[0].1).expect("it is sound");
        let plan = Plan::of(&campaign, HolidayCalendar::built_in());
        let sentence = "开展 “专题行”（30）次、“网上行”（37）次。";
        let press =
            format!("组织记者采访报道（1）次，宣传经验做法（2）条，曝光问题（3）条。{sentence}");
        let file = format!("{press},12\n");
        let source = FileSource {
            name: "第2周.csv",
            folder: "",
            bytes: file.as_bytes(),
        };
        let readings = read(&campaign, &[], &plan, source).expect("it reads");
        let mut problems = readings[0].problems.iter();
        assert!(problems.any(|problem| problem.sentence == "12"));
    }
}
