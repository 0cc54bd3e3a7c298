//! The in-tray on a desk on disk: files taken in, decided, accepted, traced; killed half way and begun again. How a
//! filled form is read is tested in `intake`.

mod accepting;
mod deciding;
mod replacing;
mod same;
mod taking;

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use anyue::domain::campaign::{Campaign, builtin};
use anyue::domain::id::{ArrivalId, UnitId};
use anyue::domain::period::PeriodId;
use anyue::ops::Desk;
use anyue::ops::intray::{Batch, Judged, Kept, Order, Progress, Seen, judge_batch, take_in};
use anyue::ops::unit::{UnitInput, add};
use tempfile::TempDir;

use super::store::{NOW, new_desk};

/// The units of every bench, by code from 001.
const UNITS: [&str; 4] = [
    "平江街道社区卫生服务中心",
    "金阊医院",
    "沧浪医院",
    "甲养老院",
];

/// A coordinator's desk with a few units, and a folder for files to come from.
#[derive(Debug)]
pub struct Bench {
    root: TempDir,
    pub desk: Desk,
    pub units: Vec<UnitId>,
}

impl Bench {
    pub fn new() -> Self {
        let root = tempfile::tempdir().expect("a folder");
        let mut desk = new_desk(&root.path().join("desk"));
        let units = UNITS.map(|name| {
            let input = UnitInput {
                name: name.to_owned(),
                ..UnitInput::default()
            };
            add(&mut desk, &input, NOW).expect("adds a unit").id
        });
        fs::create_dir(root.path().join("来")).expect("a folder");
        Self {
            root,
            desk,
            units: units.to_vec(),
        }
    }

    /// The folder that files come from.
    pub fn folder(&self) -> PathBuf {
        self.root.path().join("来")
    }

    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder().join(name);
        fs::create_dir_all(path.parent().expect("it has a folder")).expect("a folder");
        fs::write(&path, content).expect("a file");
        path
    }

    /// A filled form as a text file.
    pub fn paper(&self, name: &str, unit: &str, answers: &[(&str, &str)]) -> PathBuf {
        self.file(name, paper(unit, answers))
    }

    pub fn order(&self, period: &str) -> Order {
        Order {
            paths: vec![self.folder()],
            period: Some(anyue::ops::intray::Chosen::named(&self.desk, period).expect("a period")),
            ..Order::default()
        }
    }

    /// One file that is named itself.
    pub fn naming(&self, name: &str, period: &str) -> Order {
        Order {
            paths: vec![self.folder().join(name)],
            ..self.order(period)
        }
    }

    /// Takes in all that lies in the folder.
    pub fn take(&mut self, period: &str) -> Vec<Seen> {
        let order = self.order(period);
        let batch = take_in(&mut self.desk, &order, NOW, &mut go_on).expect("takes in");
        self.judged(batch)
    }

    pub fn judged(&self, batch: Batch) -> Vec<Seen> {
        judge_batch(&self.desk, batch.items).expect("judges")
    }

    /// What stands in the table of a unit and period.
    pub fn figure(&self, unit: UnitId, at: &str, figure: &str) -> Option<i64> {
        let standing = self.desk.store.read().current_revision(unit, &period(at));
        let standing = standing.expect("reads")?;
        standing.content.figures.get(figure)?.as_number()
    }
}

pub fn go_on(_: Progress<'_>) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

pub fn period(text: &str) -> PeriodId {
    text.parse().expect("a period's id")
}

pub fn id_of(judged: &Judged) -> ArrivalId {
    judged.arrival.id.expect("it is in the in-tray")
}

/// Which arrivals a batch stored.
pub fn ids(batch: &Batch) -> Vec<ArrivalId> {
    let stored = batch.items.iter().map(|item| match item.kept {
        Kept::Stored(id) => id,
        Kept::Looked(_) => panic!("it is stored"),
    });
    stored.collect()
}

/// 附件2 as a text, with some of its blanks filled.
pub fn paper(unit: &str, answers: &[(&str, &str)]) -> String {
    let campaign = Campaign::parse(builtin()[0].1).expect("the built-in campaign is sound");
    let mut text = format!("填报单位：{unit}\n");
    for row in &campaign.tables[0].rows {
        text.push_str(&row.report.fill(|id| {
            let answer = answers.iter().find(|(known, _)| *known == id.as_str());
            answer.map_or("  ", |(_, answer)| answer).to_owned()
        }));
        text.push('\n');
    }
    text
}

/// The four forms as units sent them.
pub fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/filled")
}
