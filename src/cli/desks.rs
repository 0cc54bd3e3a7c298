//! `anyue desks`: the desks side by side in the data root, and which of them opens next time.

use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use super::answer::Answer;
use super::failure::Failure;
use super::page::{Page, Piece, Table, Tone};
use super::session::Session;
use super::shape::moment;
use crate::error::Fault;
use crate::ops::desk::{self, DeskCard, Role};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "目录或名称", help = "改为默认打开这个工作台")]
    choose: Option<PathBuf>,
}

#[derive(Debug, Serialize)]
struct Desks {
    desks: Vec<DeskShape>,
}

#[derive(Debug, Serialize)]
struct DeskShape {
    folder: String,
    name: String,
    /// `coordinator` or `unit`.
    role: &'static str,
    /// The name of the unit that sits at it.
    seat: String,
    /// Units on the desk, the seat's own included.
    units: u32,
    /// The moment at which a demonstration stands still.
    plays_at: Option<String>,
    /// Whether it opens next time.
    last: bool,
    /// Why it cannot be read.
    fault: Option<String>,
}

pub(super) fn run(arguments: &Arguments, session: &Session<'_>) -> Result<Answer, Failure> {
    let root = session.paths()?.desks();
    if let Some(given) = &arguments.choose {
        let folder = chosen(given, session)?;
        desk::open(&folder)?;
        desk::remember(&root, &folder)?;
    }
    let last = desk::last(&root);
    let demo = session.paths()?.demo();
    let mut listed = desk::list(&root)?;
    listed.extend(desk::list(&demo)?);
    // The one that opens next time may lie elsewhere.
    let is_elsewhere = |last: &&Path| ![Some(root.as_path()), Some(&demo)].contains(&last.parent());
    if let Some(elsewhere) = last.as_deref().filter(is_elsewhere) {
        let beside = desk::list(elsewhere.parent().unwrap_or(&root))?.into_iter();
        listed.extend(beside.filter(|desk| desk.folder == elsewhere));
    }
    let shapes: Vec<DeskShape> = listed
        .into_iter()
        .map(|listed| {
            let is_last = last.as_ref() == Some(&listed.folder);
            shape(&listed.folder, listed.card, is_last)
        })
        .collect();
    Ok(Answer::new(page(&shapes), Desks { desks: shapes }))
}

/// The folder that a person means: by its path, else by what the desk, its unit or its folder is called.
fn chosen(given: &Path, session: &Session<'_>) -> Result<PathBuf, Fault> {
    let folder = session.folder_of(given);
    if folder.exists() {
        return Ok(folder);
    }
    let name = given.to_string_lossy();
    let paths = session.paths()?;
    let mut found = desk::named(&paths.desks(), &name)?;
    found.extend(desk::named(&paths.demo(), &name)?);
    match found.len() {
        0 => Ok(folder),
        1 => Ok(found.remove(0)),
        count => {
            let folders: Vec<String> = found.iter().map(|one| one.display().to_string()).collect();
            Err(Fault::problem(format!(
                "叫“{name}”的工作台有 {count} 个：{}",
                folders.join("；")
            ))
            .safe("默认的工作台没有改动")
            .hint("请写明是哪个目录"))
        }
    }
}

pub(super) fn role_name(role: Role) -> &'static str {
    match role {
        Role::Coordinator => "coordinator",
        Role::Unit => "unit",
    }
}

fn shape(folder: &Path, card: Result<DeskCard, Fault>, last: bool) -> DeskShape {
    let folder = folder.display().to_string();
    match card {
        Ok(card) => DeskShape {
            folder,
            name: card.name,
            role: role_name(card.role),
            seat: card.seat,
            units: card.units,
            plays_at: card.plays_at.map(moment),
            last,
            fault: None,
        },
        Err(fault) => DeskShape {
            folder,
            name: String::new(),
            role: "",
            seat: String::new(),
            units: 0,
            plays_at: None,
            last,
            fault: Some(fault.to_string()),
        },
    }
}

fn page(desks: &[DeskShape]) -> Page {
    let mut page = Page::new();
    if desks.is_empty() {
        page.line(
            "还没有工作台。用 anyue new --campaign gusu-2020 建立，或用 anyue demo 打开演示。",
        );
        return page;
    }
    let mut table = Table::of_texts(["默认", "名称", "本单位", "单位数", "目录"]);
    for desk in desks {
        let name = match &desk.fault {
            Some(fault) => Piece::new(fault, Tone::Bad),
            None => Piece::from(&desk.name),
        };
        table.row([
            Piece::from(if desk.last { "*" } else { "" }),
            name,
            Piece::from(&desk.seat),
            Piece::from(desk.units.to_string()),
            Piece::from(&desk.folder),
        ]);
    }
    page.table(&table);
    page
}
