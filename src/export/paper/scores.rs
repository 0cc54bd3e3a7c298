//! Points as a sheet: units down, items across, with what each lost by being late and what it still misses. Units stand
//! in the order in which they are handed over; where the notice forbids a ranking that is the desk's own.

use chrono::NaiveDate;

use super::listing::{Listing, PARAGRAPH, WIDEST};
use super::{UNIT_WIDTH, ordinal, titled, width_for};
use crate::domain::calendar::words;
use crate::domain::campaign::{Campaign, PointsGroup, PointsItem, PointsTable};
use crate::domain::points::{PersonScore, Score, UNIT};
use crate::domain::typing::show_number;
use crate::export::document::{Align, Shade};
use crate::export::sheet::{Cell, Sheet};
use crate::export::value::Number;
use crate::text;

/// Columns before those of the items: number, unit.
const FIXED: usize = 2;
/// Header rows: the group, and the item.
const HEADER: usize = 2;

/// Every unit's points by one table.
#[derive(Debug, Clone, Copy)]
pub struct ScoreTable<'a> {
    pub campaign: &'a Campaign,
    pub table: &'a PointsTable,
    pub lines: &'a [(&'a str, &'a Score)],
    /// What the people of each unit have, in step with the lines; empty where points are not kept by person.
    pub people: &'a [&'a [PersonScore]],
    /// Every record that gave points or will give them, unit by unit.
    pub traces: &'a [TraceLine<'a>],
    /// How many units take part, and of which others, in words.
    pub participation: &'a str,
    pub today: NaiveDate,
}

/// A record that gave points or will give them, and what it was asked to show.
#[derive(Debug, Clone)]
pub struct TraceLine<'a> {
    pub unit: &'a str,
    pub group: &'a str,
    pub item: &'a str,
    pub day: NaiveDate,
    pub points: i64,
    pub number: i64,
    pub title: &'a str,
    pub proof: String,
    /// Why it gave nothing; empty where it gave points.
    pub why: String,
}

impl ScoreTable<'_> {
    /// The sheet, on its side.
    pub fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new("积分", self.widths())
            .title(titled(
                &self.campaign.title,
                &standing_title(&self.table.name),
            ))
            .lead(format!(
                "截至 {}，{}",
                words::date(self.today),
                self.participation
            ))
            .landscape()
            .freeze_columns(FIXED);
        if !self.table.note.is_empty() {
            sheet = sheet.note(self.table.note.as_str());
        }
        self.push_header(&mut sheet);
        for (at, (unit, score)) in self.lines.iter().enumerate() {
            sheet.push(self.row(at, unit, score));
        }
        sheet
    }

    /// What each person has, unit by unit, in the order in which they were recorded; `None` where points are not kept
    /// by person.
    pub fn people_sheet(&self) -> Option<Sheet> {
        self.table.person.as_ref()?;
        let of_unit = |(line, people): (&(&str, &Score), &&[PersonScore])| {
            let unit = line.0.to_owned();
            let people = people.iter().map(|one| {
                let person = one.person.as_deref().unwrap_or(UNIT);
                let points = Number::decimal(one.points, self.table.scale);
                vec![
                    Cell::text(unit.as_str()),
                    Cell::text(person),
                    Cell::number(points),
                ]
            });
            people.collect::<Vec<_>>()
        };
        let lines = self.lines.iter().zip(self.people);
        let sheet = Listing {
            name: "个人积分".to_owned(),
            title: titled(
                &self.campaign.title,
                &format!("{}（个人）", self.table.name),
            ),
            lead: vec![format!("截至 {}，按登记的先后", words::date(self.today))],
            columns: ["单位", "个人", "积分"].map(str::to_owned).into(),
            rows: lines.flat_map(of_unit).collect(),
            notes: Vec::new(),
            fixed: 2,
            widest: WIDEST,
        };
        Some(sheet.sheet())
    }

    /// Every record with its points, its day and its proof.
    pub fn trace_sheet(&self) -> Sheet {
        let row = |line: &TraceLine<'_>| {
            vec![
                Cell::text(line.unit),
                Cell::text(line.group),
                Cell::text(line.item),
                Cell::number(Number::decimal(line.points, self.table.scale)),
                Cell::date(line.day),
                Cell::integer(line.number),
                Cell::text(line.title),
                Cell::text(line.proof.as_str()),
                Cell::text(line.why.as_str()),
            ]
        };
        let columns = [
            "单位", "项目", "内容", "积分", "日期", "编号", "登记", "依据", "说明",
        ];
        Listing {
            name: "积分明细".to_owned(),
            title: titled(
                &self.campaign.title,
                &format!("{}（明细）", self.table.name),
            ),
            lead: vec![format!("截至 {}", words::date(self.today))],
            columns: columns.map(str::to_owned).into(),
            rows: self.traces.iter().map(row).collect(),
            notes: match self.traces.is_empty() {
                true => vec!["还没有得分的登记。".to_owned()],
                false => Vec::new(),
            },
            fixed: 1,
            widest: PARAGRAPH,
        }
        .sheet()
    }

    /// The notice's own table: what there are points for, and how they are given; `None` where it has no words.
    pub fn rules_sheet(&self) -> Option<Sheet> {
        let mut items = self.table.items();
        let has_words = self.table.groups.iter().any(|group| !group.text.is_empty())
            || items.any(|item| !item.text.is_empty());
        let scale = self.table.scale;
        let of_group = |group: &PointsGroup| {
            let row = |item: &PointsItem| {
                vec![
                    Cell::text(capped(&group.name, group.cap, scale)),
                    Cell::text(capped(&item.name, item.cap, scale)),
                    Cell::text(item.text.as_str()),
                    Cell::text(group.text.as_str()),
                ]
            };
            group.items.iter().map(row).collect::<Vec<_>>()
        };
        let columns = ["项目", "内容", "说明", "积分办法"];
        let sheet = Listing {
            name: "积分办法".to_owned(),
            title: titled(&self.campaign.title, &self.table.name),
            lead: Vec::new(),
            columns: columns.map(str::to_owned).into(),
            rows: self.table.groups.iter().flat_map(of_group).collect(),
            notes: match self.table.note.is_empty() {
                true => Vec::new(),
                false => vec![self.table.note.clone()],
            },
            fixed: 1,
            widest: PARAGRAPH,
        };
        has_words.then(|| self.join_groups(sheet.sheet()))
    }

    /// A group's name and its rule stand once beside all of its items, as in the notice.
    fn join_groups(&self, mut sheet: Sheet) -> Sheet {
        let mut top = sheet.header.len();
        for group in &self.table.groups {
            let height = group.items.len();
            for column in [0, sheet.width() - 1] {
                sheet.merge(top, column, height, 1);
            }
            top += height;
        }
        sheet
    }

    fn push_header(&self, sheet: &mut Sheet) {
        let mut above: Vec<Cell> = ["序号", "单位"].map(Cell::label).into();
        let mut below: Vec<Cell> = vec![Cell::label(""), Cell::label("")];
        sheet.merge(0, 0, HEADER, 1);
        sheet.merge(0, 1, HEADER, 1);
        for group in &self.table.groups {
            let columns = group.items.len() + usize::from(group.takes_repeats);
            if columns > 1 {
                sheet.merge(0, above.len(), 1, columns);
            }
            above.push(Cell::label(capped(
                &group.name,
                group.cap,
                self.table.scale,
            )));
            above.extend((1..columns).map(|_| Cell::label("")));
            let items = group.items.iter();
            // A group of one item that is called as the group is has one heading.
            if let ([item], false) = (&group.items[..], group.takes_repeats)
                && (&item.name, item.cap.or(group.cap)) == (&group.name, group.cap)
            {
                sheet.merge(0, above.len() - 1, HEADER, 1);
            }
            below.extend(
                items.map(|item| Cell::label(capped(&item.name, item.cap, self.table.scale))),
            );
            below.extend(group.takes_repeats.then(|| Cell::label("再次开展")));
        }
        for label in self.closing() {
            sheet.merge(0, above.len(), HEADER, 1);
            above.push(Cell::label(label));
            below.push(Cell::label(""));
        }
        sheet.header.extend([above, below]);
    }

    /// The columns behind the items.
    fn closing(&self) -> impl Iterator<Item = &'static str> {
        let late = (!self.table.late.is_empty()).then_some("迟报扣分");
        let missing = self.table.threshold.map(|_| "还差");
        late.into_iter().chain(["合计"]).chain(missing)
    }

    fn row(&self, at: usize, unit: &str, score: &Score) -> Vec<Cell> {
        let show = |points: i64| Cell::number(Number::decimal(points, self.table.scale));
        let mut cells = vec![
            Cell::integer(ordinal(at)).align(Align::Center),
            Cell::text(unit),
        ];
        for (group, scored) in self.table.groups.iter().zip(&score.groups) {
            cells.extend(scored.items.iter().map(|item| show(item.points)));
            let repeats = scored.repeats.iter();
            let repeats = repeats.fold(0_i64, |sum, one| sum.saturating_add(one.points));
            cells.extend(group.takes_repeats.then(|| show(repeats)));
        }
        if !self.table.late.is_empty() {
            let lost = score.late.iter();
            let lost = lost.fold(0_i64, |sum, (_, points)| sum.saturating_add(*points));
            cells.push(show(-lost));
        }
        cells.push(show(score.total).bold());
        cells.extend(score.missing.map(|missing| match missing {
            // A number like the others, so that the column can be sorted; the ground tells who is through.
            0 => show(0).shade(Shade::Good),
            missing => show(missing),
        }));
        cells
    }

    fn widths(&self) -> Vec<u16> {
        let units = self.lines.iter().map(|(unit, _)| *unit);
        let items = self.table.groups.iter().flat_map(|group| {
            let items = group.items.iter();
            let own =
                items.map(|item| points_width(&capped(&item.name, item.cap, self.table.scale)));
            own.chain(group.takes_repeats.then_some(POINTS_WIDTH))
        });
        let fixed = [6, width_for("单位", UNIT_WIDTH, units)];
        let closing = self.closing().map(points_width);
        fixed.into_iter().chain(items).chain(closing).collect()
    }
}

/// A column of points, in narrow characters; a long label wraps in it.
const POINTS_WIDTH: u16 = 11;

/// As wide as its label where that is little more: one that wraps by a bracket alone reads badly.
fn points_width(label: &str) -> u16 {
    let whole = u16::try_from(text::width::width(label) + 1).unwrap_or(u16::MAX);
    match whole <= POINTS_WIDTH + POINTS_WIDTH / 2 {
        true => whole.max(POINTS_WIDTH),
        false => POINTS_WIDTH,
    }
}

/// What the units have is not called as the rules are: `参赛单位积分情况` by the `参赛单位积分办法`.
fn standing_title(table: &str) -> String {
    let about = ["积分办法", "计分办法", "办法"].into_iter();
    let mut about = about.filter_map(|rules| table.strip_suffix(rules));
    let about = about.next().unwrap_or(table);
    format!("{}积分情况", about.strip_suffix("积分").unwrap_or(about))
}

/// `应急演练（5分）`
fn capped(name: &str, cap: Option<i64>, scale: u8) -> String {
    match cap {
        None => name.to_owned(),
        Some(cap) => format!("{name}（{}分）", show_number(cap, scale)),
    }
}

#[cfg(test)]
mod tests {
    //! What the sheets are called.

    use super::standing_title;

    #[test]
    fn what_units_have_is_not_called_as_the_rules_are() {
        for (table, title) in [
            ("参赛单位积分办法", "参赛单位积分情况"),
            ("参赛单位积分", "参赛单位积分情况"),
            ("考核计分办法", "考核积分情况"),
        ] {
            assert_eq!(standing_title(table), title);
        }
    }
}
