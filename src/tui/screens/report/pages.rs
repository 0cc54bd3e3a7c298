//! The parts of a form, one page each, made from what the duty asks for; and the way between a page's widgets and the
//! spots of a draft. No rule of the campaign is here: what is right or wrong is read by the domain.

use super::files::{self, Files};
use super::history::{Held, Spot, held};
use super::registration;
use super::remarked::{self, Said};
use crate::domain::campaign::{Ask, Campaign, Duty, Table};
use crate::domain::figure::FigureKind;
use crate::domain::formula::completed;
use crate::domain::hazard::HazardCount;
use crate::domain::id::{FigureId, LevelId};
use crate::domain::problem::Place;
use crate::domain::submission::{Content, Draft};
use crate::ops::prefill::Prefill;
use crate::tui::keys::Scope;
use crate::tui::kit::area::Area;
use crate::tui::kit::form::{Form, Item};
use crate::tui::kit::paper::{Blank, Filling, Paper, PaperRow};
use crate::tui::kit::reader::Reader;
use crate::tui::screens::tables::{self, Purpose};
use crate::tui::theme::Meaning;

/// Longest texts, in characters: a narrative is some pages, a number a dozen digits.
const NARRATIVE: usize = 20_000;
const WORDS: usize = 300;
const NUMBER: usize = 24;
/// The widest list of files that is read.
const READING_WIDTH: u16 = 76;

/// One part of a form.
#[derive(Debug, Clone)]
pub struct Page {
    pub title: String,
    /// What the duty asks here, in its own words.
    pub hint: String,
    /// What stands below it on the notice's own form.
    pub note: String,
    /// What a remark may stand beside where the page has no blanks to choose among.
    pub places: Vec<Place>,
    /// At how many places of it something was said that one who reads it is to see.
    pub remarks: usize,
    pub body: Body,
}

/// What a page is written or read in.
#[derive(Debug, Clone)]
pub enum Body {
    Fields(Form),
    Narrative(Box<Area>),
    Hazards(Form),
    Material(Files),
    Table(Box<Paper>),
    /// Handed in: to be read only.
    Read(Reader),
}

impl Body {
    /// The keys that hold on the page.
    pub fn scope(&self) -> Scope {
        match self {
            Self::Fields(form) | Self::Hazards(form) => form.scope(),
            Self::Narrative(_) => Scope::Area,
            Self::Material(_) => Scope::Field,
            Self::Table(_) => Scope::Paper,
            Self::Read(_) => Scope::Report,
        }
    }

    /// The spot that has the focus, and what the widget there holds.
    pub fn focused(&self) -> Option<(Spot, Held)> {
        match self {
            Self::Fields(form) => {
                let item = form.focused()?;
                Some((Spot::Field(item.id().into()), Held::Text(item.value())))
            }
            Self::Hazards(form) => {
                let item = form.focused()?;
                Some((count_spot(item.id())?, Held::Text(item.value())))
            }
            Self::Narrative(area) => Some((Spot::Narrative, Held::Text(area.value()))),
            Self::Table(paper) => {
                let spot = Spot::Figure(paper.focused()?.into());
                Some((spot, of_filling(paper.focused_filling()?)))
            }
            Self::Material(_) | Self::Read(_) => None,
        }
    }

    /// Whether the spot is on this page.
    pub fn has(&self, spot: &Spot) -> bool {
        match (self, spot) {
            (Self::Fields(form), Spot::Field(id)) => {
                form.items().iter().any(|item| item.id() == id.as_str())
            }
            (Self::Table(paper), Spot::Figure(id)) => paper.filling(id.as_str()).is_some(),
            (Self::Narrative(_), Spot::Narrative)
            | (Self::Hazards(_), Spot::Found(_) | Spot::Closed(_))
            | (Self::Material(_), Spot::Material) => true,
            _ => false,
        }
    }

    /// Goes to a spot.
    pub fn focus_on(&mut self, spot: &Spot) {
        match (self, spot) {
            (Self::Fields(form), Spot::Field(id)) => drop(form.focus_on(id.as_str())),
            (Self::Hazards(form), spot) => drop(form.focus_on(&count_id(spot))),
            (Self::Table(paper), Spot::Figure(id)) => drop(paper.focus_on(id.as_str())),
            _ => {}
        }
    }

    /// Shows what the draft holds at a spot.
    pub fn show(&mut self, draft: &Draft, spot: &Spot) {
        let held = held(draft, spot);
        match (self, spot) {
            (Self::Fields(form), Spot::Field(id)) => form.set_value(id.as_str(), held.text()),
            (Self::Hazards(form), spot) => form.set_value(&count_id(spot), held.text()),
            (Self::Narrative(area), _) => area.set_value(held.text()),
            (Self::Table(paper), Spot::Figure(id)) => {
                paper.fill(id.as_str(), to_filling(held));
            }
            (Self::Material(files), _) => files.set(draft.material.clone()),
            _ => {}
        }
    }

    /// Every spot of the page with what its widget holds: cleaned and within its limits.
    pub fn all(&self) -> Vec<(Spot, Held)> {
        match self {
            Self::Fields(form) => {
                let values = form.values();
                values
                    .map(|(id, value)| (Spot::Field(id.into()), Held::Text(value)))
                    .collect()
            }
            Self::Hazards(form) => {
                let values = form.values();
                values
                    .filter_map(|(id, value)| Some((count_spot(id)?, Held::Text(value))))
                    .collect()
            }
            Self::Narrative(area) => vec![(Spot::Narrative, Held::Text(area.value()))],
            Self::Table(paper) => {
                let fillings = paper.fillings();
                fillings
                    .map(|(key, filling)| (Spot::Figure(key.into()), of_filling(filling)))
                    .collect()
            }
            Self::Material(_) | Self::Read(_) => Vec::new(),
        }
    }

    /// To the page's beginning, for coming from above, or to its end.
    pub fn enter(&mut self, from_above: bool) {
        match self {
            Self::Fields(form) | Self::Hazards(form) if from_above => form.focus_first(),
            Self::Fields(form) | Self::Hazards(form) => form.focus_last(),
            Self::Table(paper) if from_above => paper.focus_first(),
            Self::Table(paper) => paper.focus_last(),
            Self::Narrative(_) | Self::Material(_) | Self::Read(_) => {}
        }
    }
}

/// The pages to fill in.
pub fn to_fill(campaign: &Campaign, duty: &Duty, draft: &Draft, prefill: &Prefill) -> Vec<Page> {
    let asks = duty.asks.iter();
    asks.filter_map(|ask| {
        let body = match ask {
            Ask::Registration => Body::Fields(registration::to_fill(campaign, draft)?),
            Ask::Narrative { .. } => {
                Body::Narrative(Box::new(Area::new(&draft.narrative, NARRATIVE)))
            }
            Ask::Hazards => Body::Hazards(hazards(campaign, draft, prefill)),
            Ask::Material { .. } => Body::Material(Files::new(draft.material.clone())),
            Ask::Table { table } => {
                let mut paper =
                    Paper::to_fill(rows(campaign, campaign.table(table)?, Purpose::Fill));
                for id in draft.entries.keys() {
                    let held = held(draft, &Spot::Figure(id.clone()));
                    paper.fill(id.as_str(), to_filling(held));
                }
                Body::Table(Box::new(paper))
            }
        };
        Some(page(campaign, ask, body))
    })
    .collect()
}

/// The pages of what was handed in, with what was said of it.
pub fn to_read(campaign: &Campaign, duty: &Duty, content: &Content, said: &[Said]) -> Vec<Page> {
    let asks = duty.asks.iter();
    asks.filter_map(|ask| {
        if let Ask::Table { table } = ask {
            let mut paper = read_table(campaign, campaign.table(table)?, content);
            let remarks = remarked::beside(&mut paper, said);
            let body = Body::Table(Box::new(paper));
            let page = page(campaign, ask, body);
            return Some(Page { remarks, ..page });
        }
        let own = said.iter().filter(|one| one.is_of(ask));
        let remarked: Vec<String> = own.map(Said::line).collect();
        let remarks = remarked.len();
        let reader = to_read_of(campaign, ask, content)?.below(remarked, Meaning::Warning);
        let page = page(campaign, ask, Body::Read(reader));
        Some(Page { remarks, ..page })
    })
    .collect()
}

/// What was handed in of a part without blanks.
fn to_read_of(campaign: &Campaign, ask: &Ask, content: &Content) -> Option<Reader> {
    Some(match ask {
        Ask::Registration => registration::to_read(campaign, content)?,
        Ask::Narrative { .. } => lines(vec![content.narrative.clone()]),
        Ask::Hazards => lines(counted(campaign, content)),
        Ask::Material { .. } => {
            let files = content.material.iter();
            lines(files.map(|file| files::line(file, READING_WIDTH)).collect())
        }
        Ask::Table { .. } => return None,
    })
}

fn page(campaign: &Campaign, ask: &Ask, body: Body) -> Page {
    let (title, hint) = match ask {
        Ask::Registration => {
            let form = campaign.registration.as_ref();
            (
                form.map_or("登记", |form| form.label.as_str()).to_owned(),
                form.map_or(String::new(), |form| form.title.clone()),
            )
        }
        Ask::Narrative { label, .. } => ("文字".to_owned(), label.clone()),
        Ask::Hazards => ("隐患".to_owned(), "发现和整改的隐患数，按等级填".to_owned()),
        Ask::Material { label, .. } => ("材料".to_owned(), label.clone()),
        Ask::Table { table } => {
            let table = campaign.table(table);
            let title = table.map_or("统计表", |table| table.label.as_str());
            let hint = table.map_or(String::new(), |table| table.title.clone());
            (title.to_owned(), hint)
        }
    };
    let form = campaign.registration.as_ref();
    let note = match ask {
        Ask::Registration => form.map_or(String::new(), |form| form.note.clone()),
        _ => String::new(),
    };
    let places = match ask {
        Ask::Narrative { .. } => vec![Place::Narrative],
        Ask::Hazards => {
            let levels = campaign.hazard_levels.iter();
            levels
                .map(|level| Place::Hazards(level.id.clone()))
                .collect()
        }
        Ask::Material { .. } => vec![Place::Material],
        Ask::Registration | Ask::Table { .. } => Vec::new(),
    };
    Page {
        title,
        hint,
        note,
        places,
        remarks: 0,
        body,
    }
}

fn hazards(campaign: &Campaign, draft: &Draft, prefill: &Prefill) -> Form {
    let mut items = Vec::new();
    for level in &campaign.hazard_levels {
        let typed = draft.hazards.get(&level.id).cloned().unwrap_or_default();
        let counted = prefill.hazards.get(&level.id).copied().unwrap_or_default();
        let mut item = |spot: Spot, side: &str, value: &str, counted: u32| {
            let label = format!("{} {side}", level.name);
            let hint = format!("隐患台账里这几天{side} {counted} 处；按 F6 全部按台账填入");
            items.push(Item::line(count_id(&spot), label, value, NUMBER).hint(hint));
        };
        item(
            Spot::Found(level.id.clone()),
            "发现",
            &typed.found,
            counted.found,
        );
        item(
            Spot::Closed(level.id.clone()),
            "整改",
            &typed.closed,
            counted.closed,
        );
    }
    Form::new(items)
}

/// A table as the paper takes it.
pub fn rows(campaign: &Campaign, table: &Table, purpose: Purpose) -> Vec<PaperRow> {
    tables::rows(campaign, table, purpose, |id| blank(campaign, id))
}

fn blank(campaign: &Campaign, id: &FigureId) -> Blank {
    let figure = campaign.figure(id);
    let is_text = figure.is_some_and(|figure| figure.kind == FigureKind::Text);
    Blank {
        key: id.to_string(),
        label: figure.map_or(String::new(), |figure| figure.label.clone()),
        measure: figure.map_or(String::new(), |figure| figure.measure.clone()),
        is_number: figure.is_some_and(|figure| figure.kind.digits().is_some()),
        limit: if is_text { WORDS } else { NUMBER },
    }
}

fn read_table(campaign: &Campaign, table: &Table, content: &Content) -> Paper {
    let mut paper = Paper::to_read(rows(campaign, table, Purpose::Read));
    let all = completed(campaign.figures_of(&table.id), &content.figures);
    for (id, answer) in &all {
        if let Some(figure) = campaign.figure(id) {
            paper.fill(id.as_str(), super::margins::filling(figure, answer));
        }
    }
    paper
}

fn lines(lines: Vec<String>) -> Reader {
    let empty = lines.iter().all(|line| line.is_empty());
    let lines = if empty {
        vec!["（没有填）".to_owned()]
    } else {
        lines
    };
    Reader::new(
        "",
        lines
            .into_iter()
            .map(|line| (line, Meaning::Text))
            .collect(),
    )
}

fn counted(campaign: &Campaign, content: &Content) -> Vec<String> {
    let levels = campaign.hazard_levels.iter().filter_map(|level| {
        let HazardCount { found, closed } = content.hazards.get(&level.id)?;
        Some(format!("{}：发现 {found}，整改 {closed}", level.name))
    });
    levels.collect()
}

/// What a blank holds, as a draft keeps it.
fn of_filling(filling: &Filling) -> Held {
    match filling {
        Filling::Typed(text) => Held::Text(text.clone()),
        Filling::NotApplicable => Held::NotApplicable,
    }
}

fn to_filling(held: Held) -> Filling {
    match held {
        Held::NotApplicable => Filling::NotApplicable,
        held => Filling::Typed(held.text().to_owned()),
    }
}

const FOUND: &str = "/found";
const CLOSED: &str = "/closed";

/// The form's id of a hazard count.
pub fn count_id(spot: &Spot) -> String {
    match spot {
        Spot::Found(level) => format!("{level}{FOUND}"),
        Spot::Closed(level) => format!("{level}{CLOSED}"),
        _ => String::new(),
    }
}

fn count_spot(id: &str) -> Option<Spot> {
    let level = |level: &str| LevelId::from(level);
    let found = id.strip_suffix(FOUND).map(|id| Spot::Found(level(id)));
    found.or_else(|| id.strip_suffix(CLOSED).map(|id| Spot::Closed(level(id))))
}
