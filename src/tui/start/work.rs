//! What the first start asks of the disk.

use std::path::PathBuf;
use std::sync::Arc;

use super::Chosen;
use super::offer::{Known, Offer};
use crate::domain::calendar::Instant;
use crate::error::Fault;
use crate::ops::campaign::{self, Templates};
use crate::ops::desk::{self, NewDesk, NewSeat};
use crate::ops::material::path_from_paste;
use crate::tui::program::{Progress, Worker};
use crate::tui::theme::Meaning;

#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// What can be chosen.
    Look,
    /// A campaign file, by its path as typed.
    Read(String),
    Make {
        source: String,
        templates: Arc<Templates>,
        seat: NewSeat,
    },
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
    Failed(Fault),
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
            Request::Make {
                source,
                templates,
                seat,
            } => self.make((source, &templates), seat, now),
        };
        result.unwrap_or_else(Reply::Failed)
    }

    fn supersedes(_: &Request, _: &Request) -> bool {
        false
    }
}
