//! What the first start asks of the disk.

use std::path::PathBuf;
use std::sync::Arc;

use super::Chosen;
use super::offer::{Known, Offer};
use crate::domain::calendar::Instant;
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::campaign::{self, Templates};
use crate::ops::desk::{self, NewDesk, NewSeat};
use crate::ops::material::path_from_paste;
use crate::ops::packet::{self, Goes, OpenAs, Opening, Question, Taken, Wish};
use crate::ops::status;
use crate::tui::program::{Progress, Worker};
use crate::tui::theme::Meaning;

#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// What can be chosen.
    Look,
    /// A campaign file, by its path as typed.
    Read(String),
    /// A packet, as its path was typed. The unit is named where it is for all units.
    Open {
        typed: String,
        unit: Option<String>,
        collects: bool,
    },
    Make {
        source: String,
        templates: Arc<Templates>,
        seat: NewSeat,
    },
    /// Notes that the sender's six words were compared.
    Compared(Box<Came>),
}

#[derive(Debug)]
pub enum Reply {
    Seen {
        offers: Vec<Offer>,
        known: Vec<Known>,
    },
    Read(Box<Offer>),
    /// A campaign file with problems, told line by line.
    Unsound(Vec<(String, Meaning)>),
    Made(Chosen),
    /// A packet was taken.
    Came(Box<Came>),
    Failed(Fault),
}

/// A packet that was taken, by the desk of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Came {
    pub folder: PathBuf,
    /// What a person has to know of it, a line each.
    pub told: Vec<String>,
    pub taken: Taken,
}

/// Knows where desks lie.
#[derive(Debug)]
pub struct StartWorker {
    root: PathBuf,
}

impl StartWorker {
    pub fn new(root: PathBuf) -> Self {
        Self { root }
    }

    fn look(&self) -> Result<Reply, Fault> {
        let offers = campaign::known().into_iter().map(Offer::from).collect();
        let known = desk::list(&self.root)?
            .into_iter()
            .map(|listed| Known {
                folder: listed.folder,
                name: listed.card.map(|card| card.name),
            })
            .collect();
        Ok(Reply::Seen { offers, known })
    }

    fn make(
        &self,
        (source, templates): (String, &Templates),
        seat: NewSeat,
        now: Instant,
    ) -> Result<Reply, Fault> {
        let collects = seat == NewSeat::Coordinator;
        let name = match &seat {
            NewSeat::Coordinator => String::new(),
            NewSeat::Unit { name, .. } | NewSeat::Collector { name, .. } => name.clone(),
        };
        let new = NewDesk {
            campaign_source: source,
            templates: templates.clone(),
            name: String::new(),
            seat,
        };
        let folder = desk::free_folder(&self.root, if collects { "汇总" } else { &name });
        desk::create(&folder, &new, now)?;
        desk::remember(&self.root, &folder)?;
        Ok(Reply::Made(Chosen::Made { folder, collects }))
    }

    /// Takes a packet in: at the desk that it is for, or where there is none, at the one that it makes.
    fn open(
        &self,
        typed: &str,
        unit: Option<&str>,
        collects: bool,
        now: Instant,
    ) -> Result<Reply, Fault> {
        let mut opening = Opening::of(&path_from_paste(typed))?;
        let mut told = Vec::new();
        let wish = Wish {
            unit,
            ..Wish::default()
        };
        let how = OpenAs::default();
        let (desk, taken) = match packet::place(&self.root, &opening, wish)? {
            Goes::To(folder) => {
                let mut desk = desk::open(&folder)?;
                let taken = packet::open(&mut desk, &mut opening, &how, now)?;
                (desk, taken)
            }
            Goes::Nowhere => {
                let folder = desk::free_folder(&self.root, &opening.manifest().campaign.id);
                let (desk, taken) =
                    packet::set_up(&folder, &mut opening, unit, collects, &how, now)?;
                told = made(&desk, now)?;
                (desk, taken)
            }
            Goes::Asks(question) => {
                let fault = question.fault(&opening, unit);
                return Err(fault.hint(way_out(&question)));
            }
        };
        desk::remember(&self.root, &desk.folder)?;
        told.extend(packet::told(&desk, &taken)?);
        let folder = desk.folder;
        Ok(Reply::Came(Box::new(Came {
            folder,
            told,
            taken,
        })))
    }
}

/// What is to be done where a person has to decide: this screen asks nothing of the kind.
fn way_out(question: &Question) -> String {
    match question {
        Question::Own => "请把它送到对方的电脑上打开".to_owned(),
        Question::Several(places) => {
            let names: Vec<&str> = places.iter().map(|place| place.name.as_str()).collect();
            format!("先打开其中一个，再把文件拖进去：{}", names.join("、"))
        }
        Question::Elsewhere(_) => {
            "请核对是不是发错了；确要在本机另建一个，在终端里运行 anyue open 文件 --new-desk"
                .to_owned()
        }
        Question::ByHand(_) | Question::NoneByHand => {
            "沿用它：在终端里运行 anyue open 文件 --adopt-code，已填的一样不少".to_owned()
        }
        Question::Unreadable(..) => {
            "请先看看那个工作台；确实与它无关，在终端里运行 anyue open 文件 --new-desk".to_owned()
        }
    }
}

/// Who sits at a desk that was just made, and what is due next.
fn made(desk: &Desk, now: Instant) -> Result<Vec<String>, Fault> {
    let seat = desk.unit(desk.seat.unit)?;
    let next = status::next_due(desk, &seat, now)?;
    let seated = packet::seated(desk)?;
    Ok([seated]
        .into_iter()
        .chain(next.as_ref().map(packet::due_next))
        .collect())
}

fn compared(came: &Came, now: Instant) -> Result<Reply, Fault> {
    let mut desk = desk::open(&came.folder)?;
    packet::confirm_sender(&mut desk, &came.taken, now)?;
    Ok(Reply::Made(Chosen::Open(came.folder.clone())))
}

fn read(typed: &str) -> Result<Reply, Fault> {
    let file = campaign::read(&path_from_paste(typed))?;
    let parsed = file.parse();
    let rendered = file.render(&parsed);
    Ok(match parsed.sound(file.source) {
        Some(sound) => Reply::Read(Box::new(Offer::from(sound))),
        None => Reply::Unsound(
            rendered
                .lines()
                .map(|line| (line.to_owned(), Meaning::Text))
                .collect(),
        ),
    })
}

impl Worker for StartWorker {
    type Request = Request;
    type Reply = Reply;

    fn perform(
        &mut self,
        request: Request,
        now: Instant,
        _: &mut dyn FnMut(Progress) -> bool,
    ) -> Reply {
        let result = match request {
            Request::Look => self.look(),
            Request::Read(typed) => read(&typed),
            Request::Open {
                typed,
                unit,
                collects,
            } => self.open(&typed, unit.as_deref(), collects, now),
            Request::Make {
                source,
                templates,
                seat,
            } => self.make((source, &templates), seat, now),
            Request::Compared(came) => compared(&came, now),
        };
        result.unwrap_or_else(Reply::Failed)
    }

    fn supersedes(_: &Request, _: &Request) -> bool {
        false
    }
}
