//! What the screen asks of the desk: which papers there are and which went out last, and the writing itself. All files
//! are written through `ops::export`.

use std::path::PathBuf;

use super::editing::Editing;
use super::order::{Order, Recipients};
use crate::domain::audit::{Act, AuditEntry};
use crate::domain::calendar::Instant;
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::audit::{self, AuditFilter};
use crate::ops::export::{self, Beginnings, Begun, FOLDER, Offer, Scope as Whose, Taken};
use crate::ops::material::path_from_paste;
use crate::tui::program::Progress;
use crate::tui::screens::units;
use crate::tui::work;

/// How many of the last exports are told.
const RECENT: u32 = 20;

#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    Look,
    Write(Order),
    /// Which folder or file is meant, as it was typed, pasted or dropped: only the disk tells quotes from names.
    Place(String),
    /// What there is to begin with.
    Begin(Box<Editing>),
    WriteText {
        editing: Box<Editing>,
        begun: Begun,
        /// As the editor left it.
        text: String,
    },
}

impl Request {
    pub fn is_change(&self) -> bool {
        false
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    Seen {
        offers: Vec<Offer>,
        /// Latest first.
        recent: Vec<AuditEntry>,
    },
    Begun(Box<Editing>, Box<Beginnings>),
    Made(Made),
    /// Where to write; `None` is the desk's own folder.
    Placed(Option<PathBuf>),
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    pub paths: Vec<PathBuf>,
    /// How many were ordered; more than there are paths where the user gave up in between.
    pub ordered: usize,
    /// What there is to know of them.
    pub remarks: Vec<String>,
}

pub fn perform(
    desk: &mut Desk,
    request: Request,
    now: Instant,
    report: work::Report<'_>,
) -> Result<Answer, Fault> {
    match request {
        Request::Look => {
            let filter = AuditFilter {
                act: Some(Act::Exported),
                limit: Some(RECENT),
                ..AuditFilter::default()
            };
            Ok(Answer::Seen {
                offers: export::kinds(desk),
                recent: audit::list(desk, &filter)?,
            })
        }
        Request::Write(order) => match order.whose {
            Recipients::One(whose) => {
                let taken = Taken::untouched(desk, order.request(whose))?;
                one(desk, &order, taken, now, report).map(Answer::Made)
            }
            Recipients::Each => each(desk, &order, now, report).map(Answer::Made),
        },
        Request::Place(typed) => {
            let place = path_from_paste(&typed);
            let is_own = place.as_os_str().is_empty() || place == desk.folder.join(FOLDER);
            Ok(Answer::Placed((!is_own).then_some(place)))
        }
        Request::Begin(editing) => {
            let beginnings = export::beginnings(desk, &editing.request(), now)?;
            Ok(Answer::Begun(editing, Box::new(beginnings)))
        }
        Request::WriteText {
            editing,
            begun,
            text,
        } => {
            let taken = export::take(desk, &editing.request(), &text, Some(&begun), now)?;
            one(desk, &editing.order, taken, now, report).map(Answer::Made)
        }
    }
}

/// One paper. It cannot be given up half-way, but a long one is seen to be at work.
fn one(
    desk: &mut Desk,
    order: &Order,
    taken: Taken,
    now: Instant,
    report: work::Report<'_>,
) -> Result<Made, Fault> {
    report(Progress {
        label: format!("导出 {}", order.kind.label()),
        done: 0,
        total: 0,
    });
    let path = write(desk, order, &taken.request, now);
    Ok(Made {
        paths: vec![path.map_err(|fault| taken.unwritten(fault))?],
        ordered: 1,
        remarks: taken.remarks,
    })
}

fn write(
    desk: &mut Desk,
    order: &Order,
    request: &export::Request,
    now: Instant,
) -> Result<PathBuf, Fault> {
    let saved = export::save(
        desk,
        request,
        order.shape.format,
        order.place.as_deref(),
        now,
    );
    saved.map_err(|fault| match fault.safe.is_empty() {
        true => fault.safe("工作台里的数据没有变动，也没有留下写了一半的文件"),
        false => fault,
    })
}

/// One paper for every unit that reports today.
fn each(
    desk: &mut Desk,
    order: &Order,
    now: Instant,
    report: work::Report<'_>,
) -> Result<Made, Fault> {
    if let Some(place) = order.place.as_ref().filter(|place| !place.is_dir()) {
        let message = format!("{} 不是文件夹", place.display());
        return Err(Fault::problem(message)
            .safe("没有写任何文件")
            .hint("每家单位各一份要写到一个已有的文件夹里：请按 e 改位置，留空就用默认的文件夹"));
    }
    let mut units: Vec<Unit> = desk.reporters()?;
    units.retain(|unit| unit.is_active_on(now.date()));
    if units.is_empty() {
        return Err(Fault::problem("工作台里还没有要报送的单位")
            .safe("没有写任何文件")
            .hint(format!(
                "请到“{}”导入或新增单位",
                units::name(&desk.campaign)
            )));
    }
    let mut paths = Vec::new();
    for unit in &units {
        let goes_on = report(Progress {
            label: format!("导出 {}", unit.name),
            done: paths.len() as u64,
            total: units.len() as u64,
        });
        if !goes_on {
            break;
        }
        let request = order.request(Whose::Unit(unit.id));
        let path = write(desk, order, &request, now).map_err(|fault| {
            let safe = format!("已写好的 {} 份都在，工作台里的数据没有变动", paths.len());
            let message = format!("{}：{}", unit.name, fault.message);
            Fault { message, ..fault }.safe(safe)
        })?;
        paths.push(path);
    }
    Ok(Made {
        paths,
        ordered: units.len(),
        remarks: Vec::new(),
    })
}
