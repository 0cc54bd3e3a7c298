//! The coordinator's summary report (情况汇总): prose drafted from the records, laid out as an official document
//! (GB/T 9704-2012), with the tables and the chart that back it up behind it. A person reads it through and signs it;
//! nothing in it is made up, so what has not been reported is not said.
//!
//! The parts are one a file: who reported ([`progress`]), what was done ([`deeds`]), targets, registers, points and
//! nominations ([`programme`]), hazards ([`hazards`]), what units wrote ([`tellings`]), what stands behind the text
//! ([`annexes`]). Gathering the records is `ops::export`'s.

mod annexes;
mod clauses;
mod deeds;
mod figures;
mod hazards;
mod programme;
mod progress;
mod prose;
mod tellings;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{HazardLine, When, kind_name, titled};
use crate::domain::calendar::{Instant, words};
use crate::domain::campaign::{self, Campaign};
use crate::domain::counting::Reckoning;
use crate::domain::hazard::HazardCount;
use crate::domain::id::{FigureId, LevelId};
use crate::domain::period::Period;
use crate::domain::rollup::Total;
use crate::domain::status::Tally;
use crate::domain::unit::Unit;
use crate::export::document::{Align, Block, Document, Font, Page, Paragraph, Run, Size};
use crate::text::width::width;

pub use programme::{AwardTold, Programme, RegisterTold, ScoreTold, SortTold, TargetTold};
pub use tellings::Telling;

use prose::told;

/// Everything that the report draws on.
#[derive(Debug, Clone, Copy)]
pub struct Summary<'a> {
    pub campaign: &'a Campaign,
    pub voice: Voice,
    /// Who gives the report, an organ a line.
    pub author: &'a [String],
    /// What the figures speak of.
    pub when: When<'a>,
    /// When all of this was so.
    pub as_of: Instant,
    /// The units that take part.
    pub units: &'a [&'a Unit],
    /// How many of them have registered a liaison.
    pub registered: usize,
    /// The periods that the report is about, in the order in which they fall due.
    pub standings: &'a [Standing<'a>],
    /// Submissions received by week: the week's name and how many.
    pub received: &'a [(String, u64)],
    /// The campaign's statistics tables, those that what is reported about fills.
    pub tables: &'a [TableTold<'a>],
    pub programme: &'a Programme,
    /// The ledger: of one period, what was found in its days.
    pub hazards: &'a [HazardLine<'a>],
    /// Hazards as the units count them in their submissions.
    pub counted: &'a BTreeMap<LevelId, HazardCount>,
    /// What the units wrote, those further down too as far as it came.
    pub tellings: &'a [Telling],
}

/// Who speaks of whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// A desk of its units.
    Bureau,
    /// A unit of itself: there is nobody to count.
    Unit,
}

/// A statistics table and what it comes to.
#[derive(Debug, Clone)]
pub struct TableTold<'a> {
    pub table: &'a campaign::Table,
    pub totals: BTreeMap<FigureId, Total>,
    /// What the totals count.
    pub reckoning: Reckoning,
    /// Reports with its figures that were received and do not count, because nobody has reviewed them yet.
    pub unreviewed: u32,
}

/// How the units stand with one period.
#[derive(Debug, Clone)]
pub struct Standing<'a> {
    pub period: &'a Period,
    pub tally: Tally,
    /// Those who reported late.
    pub late: Vec<&'a Unit>,
    /// Those who let the deadline pass.
    pub missing: Vec<&'a Unit>,
}

impl Summary<'_> {
    /// The paper.
    pub fn document(&self) -> Document {
        let title = titled(&self.campaign.title, "情况汇总");
        let mut document = Document::new(title.as_str())
            .on(Page::official())
            .size(Size::SAN_HAO)
            .with(Block::title(self.title_lines(title)));
        for line in self.leads() {
            let lead = Run::new(line).font(Font::Subheading);
            document.push(Paragraph::new([lead]).align(Align::Center));
        }
        let mut parts = vec![
            ("基本情况", vec![self.basics()]),
            ("报送情况", self.progress()),
        ];
        if !self.tables.is_empty() {
            parts.push(("活动开展情况", self.deeds()));
        }
        parts.extend(self.programme_parts());
        if !self.campaign.hazard_levels.is_empty() {
            parts.push(("隐患排查整治情况", self.hazards_part()));
        }
        if !self.tellings.is_empty() {
            let heading = match self.voice {
                Voice::Bureau => "典型材料",
                Voice::Unit => "主要做法",
            };
            parts.push((heading, self.typical()));
        }
        parts.push(("需要关注的事项", self.attention()));
        for (number, (heading, blocks)) in NUMBERS.iter().zip(parts) {
            document.push(Block::heading(1, format!("{number}、{heading}")));
            document.blocks.extend(blocks);
        }
        let annexes = self.annexes();
        document.blocks.extend(annexes::list(&annexes));
        document.push(Paragraph::default());
        for line in self
            .author
            .iter()
            .cloned()
            .chain([words::date(self.as_of.date())])
        {
            document.push(Paragraph::text(line).align(Align::Right).end(SIGNATURE));
        }
        document.blocks.extend(annexes::laid_out(annexes));
        document
    }

    /// The title, broken where its two parts meet if it needs two lines: a word is not cut in half.
    fn title_lines(&self, title: String) -> String {
        match title.strip_prefix(&self.campaign.title) {
            Some(what)
                if width(&title) > TITLE_WIDTH && width(&self.campaign.title) <= TITLE_WIDTH =>
            {
                format!("{}\n{what}", self.campaign.title)
            }
            _ => title,
        }
    }

    /// What stretch the report speaks of, and until when that is known.
    fn leads(&self) -> Vec<String> {
        let until = When::Until(self.as_of).line();
        match self.when {
            When::Period(_) => vec![self.when.line(), until],
            When::AsOf(_) | When::Until(_) => vec![self.when.line()],
        }
    }

    /// The day by which states are judged.
    fn today(&self) -> NaiveDate {
        match self.when {
            When::AsOf(day) => day.min(self.as_of.date()),
            When::Period(_) | When::Until(_) => self.as_of.date(),
        }
    }

    fn basics(&self) -> Block {
        let campaign = self.campaign;
        let ground = match (campaign.issuer.as_str(), campaign.document.as_str()) {
            (_, "") => String::new(),
            (issuer, document) => format!("根据{issuer}{document}文件要求，"),
        };
        let theme = match campaign.theme.as_str() {
            "" => String::new(),
            theme => format!("，主题为“{theme}”"),
        };
        let who = match self.voice {
            Voice::Bureau => self.participants(),
            Voice::Unit => self.own_part(),
        };
        told(&format!(
            "{ground}{}于{}开展{theme}。{who}。",
            campaign.title, campaign.days,
        ))
    }

    fn participants(&self) -> String {
        let units = match self.kinds().as_slice() {
            [] | [_] => String::new(),
            kinds => format!("，其中{}", kinds.join("、")),
        };
        let registered = match self.campaign.registration {
            Some(_) => format!("；已登记联络员 {} 家", self.registered),
            None => String::new(),
        };
        format!("参加单位共 {} 家{units}{registered}", self.units.len())
    }

    fn own_part(&self) -> String {
        let registered = match (&self.campaign.registration, self.registered) {
            (None, _) => "",
            (Some(_), 0) => "，尚未登记联络员",
            (Some(_), _) => "，已登记联络员",
        };
        format!("本单位按通知要求参加{registered}")
    }

    /// `直属单位 6 家`, in the campaign's order.
    fn kinds(&self) -> Vec<String> {
        let names = self
            .campaign
            .unit_kinds
            .iter()
            .map(|kind| kind.name.as_str());
        names
            .chain([""])
            .filter_map(|name| {
                let of_kind = |unit: &&&Unit| kind_name(self.campaign, unit.kind.as_ref()) == name;
                let count = self.units.iter().filter(of_kind).count();
                let name = if name.is_empty() { "未分类" } else { name };
                (count > 0).then(|| format!("{name} {count} 家"))
            })
            .collect()
    }
}

/// Narrow characters of a title (二号, 22 pt) across the 156 mm of the text.
const TITLE_WIDTH: usize = 40;

/// Characters that stay free to the right of a signature.
const SIGNATURE: u8 = 4;

/// Headings are numbered as in an official document (GB/T 9704-2012).
const NUMBERS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
