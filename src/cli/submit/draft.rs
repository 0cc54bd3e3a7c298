//! Types the command's options into a draft, as a person types into the form. What is wrong with the words of an
//! option is told here, all of it at once; what is wrong with what they say is told by reading the draft.

use std::ops::ControlFlow;
use std::path::PathBuf;

use super::Typed;
use crate::cli::failure::Failure;
use crate::cli::lookup;
use crate::cli::session::Session;
use crate::domain::calendar::Instant;
use crate::domain::campaign::{Ask, Campaign, Duty};
use crate::domain::hazard::HazardCount;
use crate::domain::id::{FieldId, FigureId, LevelId};
use crate::domain::material::{Material, MaterialKind};
use crate::domain::period::Period;
use crate::domain::problem::{Place, Severity};
use crate::domain::submission::{Draft, Entry, TypedHazardCount, When, read};
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::prefill::prefill;
use crate::ops::{Desk, material};
use crate::text::sanitize::for_storage_block;
use crate::text::search::closest;

/// Types everything in. Files are only looked at: a place is kept for each, so that a duty that requires one sees it.
pub(super) fn type_in(
    into: &mut Draft,
    typed: &Typed,
    desk: &Desk,
    unit: &Unit,
    period: &Period,
    session: &mut Session<'_>,
) -> Result<(), Failure> {
    let blanks = Blanks::of(&desk.campaign, desk.duty(&period.id)?);
    let mut wrong = fill_blanks(into, typed, &blanks);
    for text in &typed.hazard {
        match hazard_count(&desk.campaign, text) {
            Ok((level, count)) => {
                into.hazards.insert(level, count);
            }
            Err(message) => wrong.push(message),
        }
    }
    if !wrong.is_empty() {
        wrong.extend(wrong_values(
            into,
            typed,
            (&desk.campaign, desk.duty(&period.id)?),
            period.read_on(desk.campaign.days, session.today()),
        ));
        return Err(Failure::of_options("没有报送", &wrong).hint(format!(
            "anyue campaign show {} 列出全部指标和栏目的编号",
            desk.campaign.id
        )));
    }
    if typed.hazards_from_ledger {
        let counted = prefill(desk, unit.id, &period.id)?.hazards;
        into.hazards.extend(
            counted
                .into_iter()
                .map(|(level, count)| (level, as_typed(count))),
        );
    }
    if let Some(path) = &typed.narrative {
        into.narrative = for_storage_block(&session.text_of(path)?).into_owned();
    }
    for path in &typed.material {
        into.material.push(place_for(path));
    }
    Ok(())
}

/// Types what `--set`, `--na` and `--blank` say into the blanks, and tells what is wrong with their words.
fn fill_blanks(into: &mut Draft, typed: &Typed, blanks: &Blanks) -> Vec<String> {
    let mut wrong = Vec::new();
    for text in &typed.set {
        match text.split_once('=') {
            Some((id, value)) => match blanks.find(id.trim()) {
                Ok(Blank::Figure(id)) => {
                    into.entries.insert(id, Entry::Typed(value.to_owned()));
                }
                Ok(Blank::Field(id)) => {
                    into.fields.insert(id, value.to_owned());
                }
                Err(message) => wrong.push(message),
            },
            None => wrong.push(format!("--set 要写成 指标=值，不能是“{text}”")),
        }
    }
    for id in &typed.na {
        match blanks.figure(id) {
            Ok(id) => {
                into.entries.insert(id, Entry::NotApplicable);
            }
            Err(message) => wrong.push(message),
        }
    }
    for id in &typed.blank {
        match blanks.find(id) {
            Ok(Blank::Figure(id)) => {
                into.entries.remove(&id);
            }
            Ok(Blank::Field(id)) => {
                into.fields.remove(&id);
            }
            Err(message) => wrong.push(message),
        }
    }
    wrong
}

/// What is wrong with the values of the blanks that were found, so that it need not wait for a second try.
fn wrong_values(
    into: &Draft,
    typed: &Typed,
    (campaign, duty): (&Campaign, &Duty),
    when: When,
) -> Vec<String> {
    let is_typed = |id: &str| {
        let typed = typed.set.iter().filter_map(|text| text.split_once('='));
        typed.into_iter().any(|(typed, _)| typed.trim() == id)
    };
    let problems = read(campaign, duty, into, when).problems.into_iter();
    let errors = problems.filter(|problem| problem.severity == Severity::Error);
    errors
        .filter_map(|problem| {
            let id = match &problem.place {
                Place::Figure(id) => id.as_str(),
                Place::Field(id) => id.as_str(),
                _ => return None,
            };
            is_typed(id).then(|| format!("{id}：{}", problem.message))
        })
        .collect()
}

/// Copies the files into the desk, each into the place that was kept for it.
pub(super) fn attach(
    into: &mut Draft,
    files: &[PathBuf],
    desk: &mut Desk,
    now: Instant,
) -> Result<(), Fault> {
    into.material.truncate(into.material.len() - files.len());
    for path in files {
        let mut go_on = |_, _| ControlFlow::Continue(());
        let attached = material::attach(desk, path, material::LARGEST, &mut go_on, now)
            .map_err(|fault| fault.safe("没有报送，什么都没有写入"))?;
        if !into.material.contains(&attached.material) {
            into.material.push(attached.material);
        }
    }
    Ok(())
}

fn as_typed(count: HazardCount) -> TypedHazardCount {
    TypedHazardCount {
        found: count.found.to_string(),
        closed: count.closed.to_string(),
    }
}

fn place_for(path: &std::path::Path) -> Material {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    let name = name.unwrap_or_default();
    Material {
        hash: String::new(),
        kind: MaterialKind::of(&name),
        name,
        size: 0,
    }
}

fn hazard_count(campaign: &Campaign, text: &str) -> Result<(LevelId, TypedHazardCount), String> {
    let parts = text
        .split_once('=')
        .and_then(|(level, counts)| Some((level.trim(), counts.split_once('/')?)));
    let Some((level, (found, closed))) = parts else {
        return Err(format!(
            "--hazard 要写成 等级=发现数/整改数，如 general=2/1，不能是“{text}”"
        ));
    };
    let level = lookup::level(campaign, level)
        .map_err(|fault| format!("{}，{}", fault.message, fault.hint))?;
    let count = TypedHazardCount {
        found: found.trim().to_owned(),
        closed: closed.trim().to_owned(),
    };
    Ok((level, count))
}

/// Something that can be filled in.
enum Blank {
    Figure(FigureId),
    Field(FieldId),
}

/// What a duty asks to be filled in.
struct Blanks {
    figures: Vec<FigureId>,
    fields: Vec<FieldId>,
    /// Figures that nobody fills in.
    worked_out: Vec<FigureId>,
}

impl Blanks {
    fn of(campaign: &Campaign, duty: &Duty) -> Self {
        let mut blanks = Self {
            figures: Vec::new(),
            fields: Vec::new(),
            worked_out: Vec::new(),
        };
        for ask in &duty.asks {
            match ask {
                Ask::Table { table } => {
                    for figure in campaign.figures_of(table) {
                        let among = match figure.is_asked() {
                            true => &mut blanks.figures,
                            false => &mut blanks.worked_out,
                        };
                        among.push(figure.id.clone());
                    }
                }
                Ask::Registration => {
                    let fields = campaign.registration.iter().flat_map(|form| &form.fields);
                    blanks.fields.extend(fields.map(|field| field.id.clone()));
                }
                Ask::Narrative { .. } | Ask::Hazards | Ask::Material { .. } => {}
            }
        }
        blanks
    }

    fn find(&self, id: &str) -> Result<Blank, String> {
        if let Some(found) = self.figures.iter().find(|known| known.as_str() == id) {
            return Ok(Blank::Figure(found.clone()));
        }
        if let Some(found) = self.fields.iter().find(|known| known.as_str() == id) {
            return Ok(Blank::Field(found.clone()));
        }
        match self.worked_out.iter().any(|known| known.as_str() == id) {
            true => Err(format!("“{id}”由表里别的数算出，不用填")),
            false => Err(self.unknown(id)),
        }
    }

    fn figure(&self, id: &str) -> Result<FigureId, String> {
        match self.find(id)? {
            Blank::Figure(id) => Ok(id),
            Blank::Field(id) => Err(format!("“{id}”是表格栏目，没有“不涉及”")),
        }
    }

    fn unknown(&self, id: &str) -> String {
        if self.figures.is_empty() && self.fields.is_empty() {
            return format!("这一期没有可填的指标，“{id}”填不进去");
        }
        let figures = self.figures.iter().map(FigureId::as_str);
        let known = figures.chain(self.fields.iter().map(FieldId::as_str));
        match closest(id, known) {
            Some(near) => format!("没有编号为“{id}”的指标，是不是 {near}？"),
            None => format!("没有编号为“{id}”的指标"),
        }
    }
}
