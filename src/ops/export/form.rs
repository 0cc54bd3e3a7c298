//! Papers in the notice's own blank forms: which paper the desk has one for, and the form filled in.

use std::fs;

use super::gather::{answered, registered};
use super::{Format, Kind, Request, registration, table};
use crate::domain::calendar::Instant;
use crate::domain::campaign::Paper;
use crate::domain::id::TableId;
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::desk::KeptForm;
use crate::template::{Answers, Reporter, Template};

/// How a paper is laid out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Layout {
    /// In the notice's own form, where the desk has one of the format that is asked for.
    #[default]
    Notice,
    /// By the program, from what the campaign file says.
    Program,
}

impl Layout {
    pub const ALL: [Self; 2] = [Self::Notice, Self::Program];

    /// The name that scripts know it by.
    pub fn id(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Program => "program",
        }
    }

    /// The words on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Notice => "填在通知的空表里",
            Self::Program => "程序排版",
        }
    }
}

/// What a paper can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Shape {
    pub format: Format,
    /// [`Layout::Notice`] only where the desk has the notice's form in that format.
    pub layout: Layout,
}

/// The format of the notice's own form of a paper, where the desk has one.
pub(super) fn format_of(desk: &Desk, kind: Kind, table: Option<&TableId>) -> Option<Format> {
    let form = desk.forms.get(&paper(kind, table)?)?;
    let ending = form.file.rsplit_once('.')?.1;
    ending.parse().ok()
}

fn paper(kind: Kind, table: Option<&TableId>) -> Option<Paper> {
    match kind {
        Kind::Annex1 => Some(Paper::Registration),
        Kind::Annex2 => Some(Paper::Table(table?.clone())),
        _ => None,
    }
}

/// The notice's own form with what the request asks for; `None` where that is not asked for, or there is no such form.
pub(super) fn filled(
    desk: &mut Desk,
    request: &Request,
    format: Format,
    now: Instant,
) -> Result<Option<Vec<u8>>, Fault> {
    let table = match request.kind {
        Kind::Annex2 => Some(table(desk, request)?.id.clone()),
        _ => None,
    };
    let is_asked = request.layout == Layout::Notice
        && format_of(desk, request.kind, table.as_ref()) == Some(format);
    let Some(paper) = paper(request.kind, table.as_ref()).filter(|_| is_asked) else {
        return Ok(None);
    };
    let Some(form) = desk.forms.get(&paper).cloned() else {
        return Ok(None);
    };
    let broken = |why: &str| lost(&form, why);
    let bytes = fs::read(desk.shelf.path_of(&form.hash));
    let bytes = bytes.map_err(|_| broken("不在工作台里"))?;
    let filled = match paper {
        Paper::Registration => {
            let (unit, fields) = registered(desk, request.scope)?;
            let answers = Answers::Registration {
                form: registration(desk)?,
                unit: &unit,
                fields: &fields,
            };
            open(desk, &paper, &bytes).and_then(|form| form.fill(&answers).ok())
        }
        Paper::Table(_) => {
            let unit = desk.unit(request.scope.unit())?;
            let answered = answered(desk, request, now)?;
            let answers = Answers::Table {
                campaign: &desk.campaign,
                figures: &answered.figures,
                reporter: Reporter {
                    unit: &unit.name,
                    filled_on: answered.filled_on(),
                },
            };
            open(desk, &paper, &bytes).and_then(|form| form.fill(&answers).ok())
        }
    };
    filled.map(Some).ok_or_else(|| broken("读不了"))
}

/// The form was whole when the desk was made: what is wrong with it now is damage, whatever it is.
fn open<'b>(desk: &Desk, paper: &Paper, bytes: &'b [u8]) -> Option<Template<'b>> {
    Template::open(&desk.campaign, paper, bytes).ok()
}

fn lost(form: &KeptForm, why: &str) -> Fault {
    Fault::environment(format!("通知的空表“{}”{why}", form.file))
        .safe("报送的数据没有变动")
        .hint("可以从备份恢复工作台的 material 文件夹，或改用程序排版导出（--layout program）")
}
