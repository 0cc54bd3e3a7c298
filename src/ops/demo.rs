//! The demonstration: a desk full of invented units in the middle of a season, made through the same verbs as any desk,
//! in the order in which things would have happened. What happens is data (`data/demo`); no notice has code here.

mod data;
mod figures;
mod season;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

pub use data::Demonstration;
use data::{DemoHazard, DemoNomination, DemoQuotas, DemoRecord, DemoShares, DemoUnit};

use super::campaign;
use super::desk::{self, Desk, NewDesk, NewSeat};
use crate::domain::calendar::{Instant, read_moment};
use crate::error::Fault;
use crate::store::Setting;
use crate::text::search::closest;

/// The demonstrations that come with the program: by campaign.
const BUILTIN: &[(&str, &str)] = &[
    ("gusu-2020", include_str!("../../data/demo/gusu-2020.toml")),
    (
        "linyi-2019",
        include_str!("../../data/demo/linyi-2019.toml"),
    ),
    (
        "xingguo-2024",
        include_str!("../../data/demo/xingguo-2024.toml"),
    ),
    (
        "ankang-2025",
        include_str!("../../data/demo/ankang-2025.toml"),
    ),
    (
        "qianjiang-2025",
        include_str!("../../data/demo/qianjiang-2025.toml"),
    ),
];

/// Whose desk is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DemoSeat {
    Coordinator,
    Liaison,
}

impl Demonstration {
    /// The demonstration of a campaign, by its id.
    pub fn of(campaign: &str) -> Result<Self, Fault> {
        let Some((_, data)) = BUILTIN.iter().find(|(id, _)| *id == campaign) else {
            let near = closest(campaign, BUILTIN.iter().map(|(id, _)| *id));
            let known: Vec<&str> = BUILTIN.iter().map(|(id, _)| *id).collect();
            return Err(
                Fault::problem(format!("“{campaign}”没有演示工作台")).hint(format!(
                    "有演示的活动：{}",
                    near.unwrap_or(&known.join("、"))
                )),
            );
        };
        let mut demo: Self = toml::from_str(data).map_err(|error| {
            Fault::environment(format!("演示数据读不懂：{}", error.message()))
                .hint("请重新安装安月")
        })?;
        let records = demo.records.into_iter();
        demo.records = records.flat_map(DemoRecord::each_time).collect();
        Ok(demo)
    }

    /// The moment at which it plays.
    pub fn now(&self) -> Result<Instant, Fault> {
        let moment = read_moment(&self.now, NaiveDate::default())
            .map_err(|error| Fault::environment(format!("演示数据的时间读不懂：{error}")))?;
        Ok(moment.instant_or(chrono::NaiveTime::MIN))
    }

    /// Opens the demonstration's desk below `root`, making it where there is none or where `fresh` asks for a new one.
    /// `report` hears how many steps are done of how many.
    pub fn open(
        &self,
        root: &Path,
        seat: DemoSeat,
        fresh: bool,
        report: &mut dyn FnMut(u64, u64),
    ) -> Result<Desk, Fault> {
        let name = match seat {
            DemoSeat::Coordinator => format!("{}-汇总", self.campaign),
            DemoSeat::Liaison => format!("{}-联络员", self.campaign),
        };
        let folder = root.join(&name);
        if !fresh && folder.exists() {
            return desk::open(&folder);
        }
        // Made beside its place and moved there whole: a demonstration that was interrupted is made again.
        let passing = root.join(format!(".{name}"));
        remove(&passing)?;
        drop(self.make(&passing, seat, report)?);
        remove(&folder)?;
        fs::rename(&passing, &folder)
            .map_err(|error| Fault::io("建立演示工作台", &folder, &error))?;
        desk::open(&folder)
    }

    fn make(
        &self,
        folder: &Path,
        seat: DemoSeat,
        report: &mut dyn FnMut(u64, u64),
    ) -> Result<Desk, Fault> {
        let file = campaign::find(&self.campaign)?;
        let checked = file.parse();
        let title = checked.campaign.map(|campaign| campaign.title);
        let title = title.unwrap_or_else(|| self.campaign.clone());
        let units: Vec<(usize, &DemoUnit)> = self
            .units
            .iter()
            .enumerate()
            .filter(|(_, unit)| seat == DemoSeat::Coordinator || unit.liaison_desk)
            .collect();
        let (new_seat, name) = match (seat, units.first()) {
            (DemoSeat::Liaison, Some((_, unit))) => (
                NewSeat::Unit {
                    code: Some(unit.code.clone()),
                    name: unit.name.clone(),
                    kind: Some(unit.kind.as_str().into()),
                },
                format!("演示 · {}", unit.name),
            ),
            _ => (NewSeat::Coordinator, format!("演示 · {title}")),
        };
        let new = NewDesk {
            campaign_source: file.source,
            templates: checked.templates,
            name,
            seat: new_seat,
        };
        let begin = self.beginning(&file.name)?;
        let mut desk = desk::create(folder, &new, begin)?;
        season::play(self, &mut desk, &units, begin, report)?;
        let plays_at = self.now()?.epoch_ms().to_string();
        desk.store
            .write(|writer| writer.set_setting(Setting::PlaysAt, &plays_at))?;
        Ok(desk)
    }

    /// The morning of the day before the campaign begins: desks are set up then.
    fn beginning(&self, name: &str) -> Result<Instant, Fault> {
        let file = campaign::find(name)?;
        let first = file
            .parse()
            .campaign
            .map(|campaign| campaign.days.from())
            .and_then(|first| first.pred_opt());
        let day = first.ok_or_else(|| Fault::environment("演示的活动文件读不懂"))?;
        Ok(Instant::from_cst(
            day.and_hms_opt(9, 0, 0).unwrap_or_default(),
        ))
    }
}

fn remove(folder: &PathBuf) -> Result<(), Fault> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(Fault::io("清除旧的演示工作台", folder, &error))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
