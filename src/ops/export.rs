//! Papers of a desk: which there are, what is gathered for each, and where the file goes. What a paper says is
//! [`export::paper`](crate::export::paper)'s, how a format writes it the writers'.
//!
//! An export only reads the desk; that it was made is written into the audit.

mod edited;
mod form;
mod gather;
mod kind;
mod own;
mod records;
mod summary;
mod unit_record;

use std::fs;
use std::path::{Path, PathBuf};

pub use edited::{Beginnings, Begun, Kept, Taken, UNTOUCHED, beginnings, has_text, take};
pub use form::{Layout, Shape};
pub use gather::blank_form;
pub use kind::Kind;

use super::total::Extent;
use super::{About, Desk};
use crate::domain::audit::Act;
use crate::domain::calendar::{Instant, words};
use crate::domain::campaign::{Form, Table};
use crate::domain::counting::Counting;
use crate::domain::id::{TableId, UnitId};
use crate::domain::unit::Unit;
use crate::error::Fault;
pub use crate::export::Format;
use crate::export::paper::When;
use crate::export::{Export, ExportError, file, write};
use crate::ops::desk::Role;

/// The folder within a desk's into which papers go unless another is named.
pub const FOLDER: &str = "导出";

/// A kind of paper that this desk's campaign has, in the campaign's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    pub kind: Kind,
    /// `附件2 姑苏区民卫系统“安全生产月”活动情况统计表`
    pub label: String,
    /// Which table, where there are several.
    pub table: Option<TableId>,
    /// Which register or points table, by its id, where there are several.
    pub of: Option<String>,
    /// The format of the notice's own blank form, where the desk has one.
    pub form: Option<Format>,
}

impl Offer {
    /// What it can be written as, the usual one first: in the notice's own form where there is one.
    pub fn shapes(&self) -> Vec<Shape> {
        let form = self.form.map(|format| Shape {
            format,
            layout: Layout::Notice,
        });
        let program = self.kind.formats().iter().map(|format| Shape {
            format: *format,
            layout: Layout::Program,
        });
        form.into_iter().chain(program).collect()
    }
}

/// Whose paper it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// What one unit itself reported.
    Unit(UnitId),
    /// A unit and everything below it, rolled up.
    Subtree(UnitId),
}

impl Scope {
    /// The unit, or the top of the subtree.
    pub fn unit(self) -> UnitId {
        match self {
            Self::Unit(unit) | Self::Subtree(unit) => unit,
        }
    }
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub kind: Kind,
    pub scope: Scope,
    pub extent: Extent,
    /// Which submissions its totals count.
    pub counting: Counting,
    /// The statistics table; the campaign's first where nothing is said.
    pub table: Option<TableId>,
    /// The register or points table, by its id; the campaign's only one where nothing is said.
    pub of: Option<String>,
    pub layout: Layout,
    /// What stands in it instead of the text that is drafted from the data; see [`take`].
    pub text: Option<String>,
}

impl Request {
    /// The paper as this desk's own unit would want it: a coordinator the roll-up, a unit its own, over all periods.
    pub fn new(desk: &Desk, kind: Kind) -> Self {
        let seat = desk.seat.unit;
        let scope = match desk.seat.role {
            Role::Coordinator => Scope::Subtree(seat),
            Role::Unit => Scope::Unit(seat),
        };
        Self::whole(kind, scope)
    }

    /// The paper over all periods.
    pub fn whole(kind: Kind, scope: Scope) -> Self {
        Self {
            kind,
            scope,
            extent: Extent::Whole,
            counting: Counting::default(),
            table: None,
            of: None,
            layout: Layout::default(),
            text: None,
        }
    }
}

/// The papers that the desk's campaign has.
pub fn kinds(desk: &Desk) -> Vec<Offer> {
    let campaign = &desk.campaign;
    let offer = |kind: Kind, label: String, table: Option<&Table>| Offer {
        kind,
        label,
        table: table.map(|table| table.id.clone()),
        of: None,
        form: form::format_of(desk, kind, table.map(|table| &table.id)),
    };
    let mut offers = Vec::new();
    for kind in Kind::ALL {
        match kind {
            Kind::Annex1 => offers.extend(
                campaign
                    .registration
                    .iter()
                    .map(|form: &Form| offer(kind, format!("{} {}", form.label, form.title), None)),
            ),
            Kind::Annex2 | Kind::Figures | Kind::Units => {
                offers.extend(campaign.tables.iter().map(|table| {
                    let what = match kind {
                        Kind::Annex2 => table.title.as_str(),
                        _ => kind.label(),
                    };
                    offer(kind, format!("{} {what}", table.label), Some(table))
                }));
            }
            Kind::Register => {
                let registers = campaign.registers.iter();
                offers.extend(registers.map(|one| Offer {
                    of: Some(one.id.to_string()),
                    ..offer(kind, one.name.clone(), None)
                }));
            }
            Kind::Responsibilities => {
                let registers = super::responsibility::registers(campaign);
                offers.extend(registers.map(|one| Offer {
                    of: Some(one.id.to_string()),
                    ..offer(kind, format!("{}（责任分工）", one.name), None)
                }));
            }
            Kind::Scores => offers.extend(campaign.points.iter().map(|one| Offer {
                of: Some(one.id.to_string()),
                ..offer(kind, one.name.clone(), None)
            })),
            Kind::Targets if campaign.targets.is_empty() => {}
            Kind::Nominations if campaign.awards.is_empty() => {}
            Kind::Record if campaign.registers.is_empty() && campaign.points.is_empty() => {}
            Kind::Liaisons if campaign.registration.is_none() => {}
            Kind::Hazards if !campaign.keeps_hazards() => {}
            Kind::Liaisons
            | Kind::Hazards
            | Kind::Status
            | Kind::Summary
            | Kind::Targets
            | Kind::Nominations
            | Kind::Record => {
                offers.push(offer(kind, kind.label().to_owned(), None));
            }
        }
    }
    offers
}

/// What the campaign calls the paper.
fn named(desk: &Desk, request: &Request) -> String {
    offer_of(desk, request).map_or_else(|| request.kind.label().to_owned(), |offer| offer.label)
}

/// The paper that a request asks for, as the desk's campaign has it; `None` where it has none.
pub fn offer_of(desk: &Desk, request: &Request) -> Option<Offer> {
    let mut offers = kinds(desk).into_iter();
    let is_it = |offer: &Offer| {
        offer.kind == request.kind
            && (request.table.is_none() || offer.table == request.table)
            && (request.of.is_none() || offer.of == request.of)
    };
    offers.find(is_it)
}

/// The bytes of the paper's file.
pub fn bytes(
    desk: &mut Desk,
    request: &Request,
    format: Format,
    now: Instant,
) -> Result<Vec<u8>, Fault> {
    if !request.kind.formats().contains(&format) {
        let formats = request.kind.formats().iter().map(|f| f.extension());
        let formats: Vec<&str> = formats.collect();
        return Err(
            Fault::problem(format!("“{}”不能导出为 {format}", named(desk, request)))
                .hint(format!("可以导出为 {}", formats.join("、"))),
        );
    }
    if let Some(filled) = form::filled(desk, request, format, now)? {
        return Ok(filled);
    }
    let export = build(desk, request, now)?;
    write(&export, format).map_err(|error: ExportError| Fault::environment(error.to_string()))
}

/// An empty paper would be taken for an answer. Papers of one of several are asked for by name further on.
fn require_in_campaign(desk: &Desk, kind: Kind) -> Result<(), Fault> {
    let is_whole = matches!(
        kind,
        Kind::Liaisons | Kind::Hazards | Kind::Targets | Kind::Nominations | Kind::Record
    );
    if !is_whole || kinds(desk).iter().any(|offer| offer.kind == kind) {
        return Ok(());
    }
    Err(Fault::problem(format!("这个活动没有{}", kind.label()))
        .hint("anyue export 列出这个活动的全部材料"))
}

/// Gathers what the paper says and lays it out by the program.
pub fn build(desk: &mut Desk, request: &Request, now: Instant) -> Result<Export, Fault> {
    require_in_campaign(desk, request.kind)?;
    let export = match request.kind {
        Kind::Annex1 => gather::annex1(desk, request),
        Kind::Annex2 => gather::annex2(desk, request, now),
        Kind::Liaisons => gather::liaisons(desk, request, now),
        Kind::Status => gather::status(desk, request, now),
        Kind::Hazards => gather::hazards(desk, request, now),
        Kind::Figures => gather::figures(desk, request, now),
        Kind::Units => gather::units(desk, request, now),
        Kind::Summary => summary::summary(desk, request, now),
        Kind::Register => records::register(desk, request, now),
        Kind::Targets => records::targets(desk, request, now),
        Kind::Scores => records::scores(desk, request, now),
        Kind::Responsibilities => records::responsibilities(desk, request, now),
        Kind::Nominations => records::nominations(desk, now),
        Kind::Record => unit_record::unit_record(desk, request, now),
    }?;
    Ok(edited::with_text(export, request))
}

/// Makes the paper and saves it, and tells where it lies. `place` is a folder or a file's path; nothing is ever
/// overwritten. Without it, the paper goes into the desk's own folder 导出.
pub fn save(
    desk: &mut Desk,
    request: &Request,
    format: Format,
    place: Option<&Path>,
    now: Instant,
) -> Result<PathBuf, Fault> {
    let bytes = bytes(desk, request, format, now)?;
    let name = file_name(desk, request, format, now)?;
    let place = match place {
        Some(place) => place.to_owned(),
        None => own_folder(desk)?,
    };
    let path =
        file::save(&place, &name, &bytes).map_err(|error| Fault::environment(error.to_string()))?;
    note(desk, request, &path, now)?;
    Ok(path)
}

/// The folder for this desk's papers, made where it is not there yet.
pub(super) fn own_folder(desk: &Desk) -> Result<PathBuf, Fault> {
    let folder = desk.folder.join(FOLDER);
    match fs::create_dir_all(&folder) {
        Ok(()) => Ok(folder),
        Err(error) => Err(Fault::io("建立导出文件夹", &folder, &error)),
    }
}

/// Writes into the audit what went out. A desk that can only be looked at gives paper all the same.
fn note(desk: &mut Desk, request: &Request, path: &Path, now: Instant) -> Result<(), Fault> {
    if desk.is_read_only() {
        return Ok(());
    }
    let period = match &request.extent {
        Extent::Period(period) if request.kind.has_extent() => Some(period),
        _ => None,
    };
    let about = About {
        unit: match request.scope {
            Scope::Unit(unit) => Some(unit),
            Scope::Subtree(_) => None,
        },
        period,
    };
    // Whoever reads the record later does not know which folder the program was called in.
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let edited = request.text.as_ref().map_or("", |_| "（改过文字）");
    let detail = format!("{}{edited}：{}", named(desk, request), path.display());
    desk.change(now, |change, _| {
        Ok(change.note(Act::Exported, about, &detail)?)
    })
}

/// A name for the file that tells what it is: `附件2-平江街道社区卫生服务中心-第2周.docx`.
pub fn file_name(
    desk: &Desk,
    request: &Request,
    format: Format,
    now: Instant,
) -> Result<String, Fault> {
    let unit = desk.unit(request.scope.unit())?;
    let whose = whose(desk, request.scope, &unit);
    let when = when(desk, &request.extent, now)?.short();
    let today = words::month_day(now.date());
    let parts = match request.kind {
        Kind::Annex1 => {
            let form = registration(desk)?;
            let whose = match request.scope {
                Scope::Unit(_) => whose,
                Scope::Subtree(_) => "空表".to_owned(),
            };
            vec![form.label.clone(), whose]
        }
        Kind::Annex2 => vec![table(desk, request)?.label.clone(), whose, when],
        Kind::Figures | Kind::Units => {
            let label = &table(desk, request)?.label;
            vec![format!("{label}{}", request.kind.label()), whose, when]
        }
        Kind::Summary | Kind::Status if matches!(request.extent, Extent::Period(_)) => {
            vec![request.kind.label().to_owned(), when]
        }
        Kind::Register | Kind::Scores | Kind::Responsibilities | Kind::Record => {
            vec![named(desk, request), whose, today]
        }
        Kind::Liaisons
        | Kind::Status
        | Kind::Hazards
        | Kind::Summary
        | Kind::Targets
        | Kind::Nominations => {
            vec![request.kind.label().to_owned(), today]
        }
    };
    Ok(format!("{}.{format}", parts.join("-")))
}

/// `汇总` for the whole desk, else the unit's name; a part of the desk rolled up has both.
fn whose(desk: &Desk, scope: Scope, unit: &Unit) -> String {
    match scope {
        Scope::Unit(_) => unit.name.clone(),
        Scope::Subtree(top) if top == desk.seat.unit => "汇总".to_owned(),
        Scope::Subtree(_) => format!("{}汇总", unit.name),
    }
}

fn when<'a>(desk: &'a Desk, extent: &Extent, now: Instant) -> Result<When<'a>, Fault> {
    Ok(match extent {
        Extent::Period(period) => When::Period(desk.period(period)?),
        Extent::AsOf(day) => When::AsOf(*day),
        Extent::Whole => When::Until(now),
    })
}

fn registration(desk: &Desk) -> Result<&Form, Fault> {
    let form = desk.campaign.registration.as_ref();
    form.ok_or_else(|| Fault::problem("这个活动没有联络员推荐表"))
}

fn table<'a>(desk: &'a Desk, request: &Request) -> Result<&'a Table, Fault> {
    match &request.table {
        Some(id) => desk.table(id),
        None => {
            let first = desk.campaign.tables.first();
            first.ok_or_else(|| Fault::problem("这个活动没有统计表"))
        }
    }
}
