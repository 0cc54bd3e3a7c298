//! The coordinator's summary report (情况汇总): prose drafted from the records, laid out as an official document
//! (GB/T 9704-2012), with the tables and the chart that back it up behind it. A person reads it through and signs it;
//! nothing in it is made up, so what has not been reported is not said.
//!
//! The parts are one a file: who reported ([`progress`]), what was done ([`deeds`]), hazards ([`hazards`]), what units
//! wrote ([`tellings`]), what stands behind the text ([`annexes`]). Gathering the records is `ops::export`'s.

mod annexes;
mod deeds;
mod hazards;
mod progress;
mod tellings;

use std::collections::BTreeMap;

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

pub use tellings::Telling;

/// Everything that the report draws on.
#[derive(Debug, Clone, Copy)]
pub struct Summary<'a> {
    pub campaign: &'a Campaign,
    /// Who gives the report.
    pub author: &'a str,
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
    /// The statistics table and its totals, where the campaign has one.
    pub statistics: Option<(&'a campaign::Table, &'a BTreeMap<FigureId, Total>)>,
    /// What the totals count.
    pub reckoning: Reckoning,
    /// The ledger.
    pub hazards: &'a [HazardLine<'a>],
    /// Hazards as the units count them in their submissions.
    pub counted: &'a BTreeMap<LevelId, HazardCount>,
    /// What the units wrote, those further down too as far as it came.
    pub tellings: &'a [Telling],
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
            .with(Block::title(title));
        let lead = Run::new(self.when.line()).font(Font::Subheading);
        document.push(Paragraph::new([lead]).align(Align::Center));
        let mut parts = vec![
            ("基本情况", vec![self.basics().into()]),
            ("报送情况", self.progress()),
        ];
        parts.extend(self.statistics.map(|s| ("活动开展情况", self.deeds(s))));
        if !self.campaign.hazard_levels.is_empty() {
            parts.push(("隐患排查整治情况", self.hazards_part()));
        }
        if !self.tellings.is_empty() {
            parts.push(("典型材料", self.typical()));
        }
        parts.push(("需要关注的事项", self.attention()));
        for (number, (heading, blocks)) in NUMBERS.iter().zip(parts) {
            document.push(Block::heading(1, format!("{number}、{heading}")));
            document.blocks.extend(blocks);
        }
        let annexes = self.annexes();
        document.blocks.extend(annexes::list(&annexes));
        document.push(Paragraph::default());
        for line in [self.author.to_owned(), words::date(self.as_of.date())] {
            document.push(Paragraph::text(line).align(Align::Right).end(SIGNATURE));
        }
        document.blocks.extend(annexes::laid_out(annexes));
        document
    }

    fn basics(&self) -> Paragraph {
        let campaign = self.campaign;
        let ground = match (campaign.issuer.as_str(), campaign.document.as_str()) {
            (_, "") => String::new(),
            (issuer, document) => format!("根据{issuer}{document}文件要求，"),
        };
        let theme = match campaign.theme.as_str() {
            "" => String::new(),
            theme => format!("，主题为“{theme}”"),
        };
        let units = match self.kinds().as_slice() {
            [] | [_] => String::new(),
            kinds => format!("，其中{}", kinds.join("、")),
        };
        let registered = match campaign.registration {
            Some(_) => format!("；已登记联络员 {} 家", self.registered),
            None => String::new(),
        };
        Paragraph::prose(format!(
            "{ground}{}于{}开展{theme}。参加单位共 {} 家{units}{registered}。",
            campaign.title,
            campaign.days,
            self.units.len(),
        ))
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

/// Characters that stay free to the right of a signature.
const SIGNATURE: u8 = 4;

/// Headings are numbered as in an official document (GB/T 9704-2012).
const NUMBERS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
