//! An arrival as its paper: the figures that were read stand in their sentences, what is in doubt comes first, and a
//! person mends it where it stands. A correction is the arrival's as soon as its blank is left; until then what is typed
//! is kept as a dialog's is. What is in doubt, and what a correction means, is `ops::intray`'s.

use super::lines::told_of;
use super::work::Request;
use crate::domain::arrival::ArrivalState;
use crate::domain::campaign::{Campaign, FormField};
use crate::domain::figure::Figure;
use crate::domain::id::ArrivalId;
use crate::domain::submission::{Entry, show_answer};
use crate::ops::form_draft::Typed;
use crate::ops::intray::{Blank, Changed, Judged, Where};
use crate::tui::keys::Action;
use crate::tui::kit::Input;
use crate::tui::kit::paper::{self, Filling, Heard, Margin, Paper, PaperRow, Piece, Remark};
use crate::tui::screen::Context;
use crate::tui::screens::form_draft::TypedIn;
use crate::tui::screens::report::paper_rows;
use crate::tui::screens::tables::Purpose;
use crate::tui::theme::Meaning;

/// Before the key of a blank that is a field of the registration form.
const FIELD: &str = "field/";
/// Before the key of a blank that was made 不涉及, in what is kept of it while it is typed in.
const NOT_APPLICABLE: &str = "不涉及/";
/// The most characters of such a field.
const FIELD_LIMIT: usize = 200;

/// An arrival that lies open.
#[derive(Debug)]
pub struct Sheet {
    pub id: ArrivalId,
    pub paper: Paper,
    /// Whether it waits, so that it may be corrected.
    pub is_open: bool,
    /// The blanks that have to be mended, in reading order.
    doubtful: Vec<String>,
    /// Those of which there is something to see: a reminder, a change.
    told: Vec<String>,
    /// The blank that was typed in and is not on the desk yet.
    typed: Option<String>,
    /// It is to be accepted once the desk has told what it is after the last correction.
    pub accepts: bool,
}

impl Sheet {
    /// Opens an arrival, at its first doubt. `None` where nothing of it could be read.
    pub fn open(id: ArrivalId, judged: &Judged, context: &Context) -> Option<Self> {
        let rows = rows(judged, &context.campaign);
        if rows.is_empty() {
            return None;
        }
        let is_open = judged.arrival.state == ArrivalState::Waiting;
        let mut sheet = Self {
            id,
            paper: match is_open {
                true => Paper::to_fill(rows),
                false => Paper::to_read(rows),
            },
            is_open,
            doubtful: Vec::new(),
            told: Vec::new(),
            typed: None,
            accepts: false,
        };
        sheet.show(judged, context);
        sheet.focus_first_doubt();
        Some(sheet)
    }

    pub fn focus_first_doubt(&mut self) {
        if let Some(first) = self.doubtful.first() {
            self.paper.focus_on(first);
        }
    }

    /// Shows what the desk knows of it now; what is being typed stays.
    pub fn show(&mut self, judged: &Judged, context: &Context) {
        let campaign = &context.campaign;
        self.doubtful.clear();
        self.told.clear();
        for blank in &judged.blanks {
            let Some(figure) = campaign.figure(&blank.read.id) else {
                continue;
            };
            let filling = match blank.entry(figure) {
                None => Filling::empty(),
                Some(Entry::Typed(text)) => Filling::Typed(text),
                Some(Entry::NotApplicable) => Filling::NotApplicable,
            };
            let remark = remark(judged, &Where::Figure(figure.id.clone()));
            let is_changed = changed(judged, &Where::Figure(figure.id.clone())).is_some();
            let margin = margin(judged, blank, figure, remark);
            self.show_one(figure.id.as_str(), filling, margin, is_changed);
        }
        for field in &judged.fields {
            let place = Where::Field(field.read.id.clone());
            let changed = changed(judged, &place);
            let margin = Margin {
                aside: changed.map_or_else(String::new, was),
                remark: remark(judged, &place),
                ..Margin::default()
            };
            let filling = Filling::Typed(field.text().to_owned());
            let key = format!("{FIELD}{}", field.read.id);
            self.show_one(&key, filling, margin, changed.is_some());
        }
    }

    fn show_one(&mut self, key: &str, filling: Filling, margin: Margin, is_changed: bool) {
        if margin.remark.as_ref().is_some_and(|remark| remark.is_error) {
            self.doubtful.push(key.to_owned());
        } else if margin.remark.is_some() || is_changed {
            self.told.push(key.to_owned());
        }
        if self.typed.as_deref() != Some(key) {
            self.paper.fill(key, filling);
        }
        self.paper.set_margin(key, margin);
    }

    /// The name under which what is typed into it is kept, where it may be typed in.
    pub fn form(&self) -> Option<(String, &Self)> {
        self.is_open
            .then(|| (format!("arrival {}", self.id.0), self))
    }

    /// Takes what a person did on the paper. Answers whether it was for it, and the correction that it leaves behind.
    pub fn hear(&mut self, input: Input<'_>, judged: &Judged) -> (bool, Option<Request>) {
        let before = self.paper.focused().map(str::to_owned);
        let heard = match input {
            Input::Action(Action::TakeSuggestion) => return (true, self.put_back()),
            Input::Action(Action::Toggle) => {
                self.paper.show_standards(!self.paper.shows_standards());
                Heard::Moved
            }
            input => self.paper.hear(input),
        };
        if let Heard::Changed(_) = heard {
            self.typed.clone_from(&before);
        }
        let is_left = self.paper.focused().map(str::to_owned) != before;
        let request = if is_left { self.settle(judged) } else { None };
        (heard != Heard::Ignored, request)
    }

    /// Has the focused blank say again what was read, whatever a person said.
    fn put_back(&mut self) -> Option<Request> {
        let key = self.paper.focused()?.to_owned();
        let id = self.id;
        self.typed = None;
        Some(match place(&key) {
            Where::Field(field) => Request::CorrectField {
                id,
                field,
                text: None,
            },
            Where::Figure(figure) => Request::Correct {
                id,
                figure,
                entry: None,
            },
            _ => return None,
        })
    }

    /// Goes to the next blank in doubt, around the end; where none is, to the next of which there is something to see.
    /// Answers the correction that it leaves behind.
    pub fn next_stop(&mut self, judged: &Judged) -> Option<Request> {
        let stops = match self.doubtful.is_empty() {
            true => &self.told,
            false => &self.doubtful,
        };
        let keys: Vec<&str> = self.paper.fillings().map(|(key, _)| key).collect();
        let here = keys
            .iter()
            .position(|key| Some(*key) == self.paper.focused());
        let (before, behind) = keys.split_at(here.map_or(0, |here| here + 1));
        let mut around = behind.iter().chain(before);
        let next = around.find(|key| stops.iter().any(|stop| stop == **key));
        let next = next.map(|key| (*key).to_owned());
        let is_moved = next.is_some_and(|key| self.paper.focus_on(&key));
        if is_moved { self.settle(judged) } else { None }
    }

    /// The correction of the blank that was typed in and is left now.
    pub fn settle(&mut self, judged: &Judged) -> Option<Request> {
        let request = self.unsaved(judged);
        self.typed = None;
        request
    }

    /// Whether all that was typed is on the desk.
    pub fn is_saved(&self) -> bool {
        self.typed.is_none()
    }

    /// The correction of the blank that is being typed in, where it says something else than the desk knows.
    pub fn unsaved(&self, judged: &Judged) -> Option<Request> {
        let key = self.typed.as_deref()?;
        let filling = self.paper.filling(key)?.clone();
        if let Some(field) = key.strip_prefix(FIELD) {
            let mut fields = judged.fields.iter();
            let own = fields.find(|own| own.read.id.as_str() == field)?;
            let Filling::Typed(text) = filling else {
                return None;
            };
            return (text != own.text()).then(|| Request::CorrectField {
                id: self.id,
                field: field.into(),
                text: (text != own.read.text).then_some(text),
            });
        }
        let mut blanks = judged.blanks.iter();
        let own = blanks.find(|own| own.read.id.as_str() == key)?;
        let entry = match filling {
            Filling::Typed(text) => Entry::Typed(text),
            Filling::NotApplicable => Entry::NotApplicable,
        };
        (own.entry.as_ref() != Some(&entry)).then(|| Request::Correct {
            id: self.id,
            figure: key.into(),
            entry: Some(entry),
        })
    }

    /// Forgets what was typed where the desk knows it by now.
    pub fn saved(&mut self, judged: &Judged) {
        if self.unsaved(judged).is_none() {
            self.typed = None;
        }
    }

    /// How many blanks are in doubt.
    pub fn doubts(&self) -> usize {
        self.doubtful.len()
    }

    /// How many blanks have something to see and are not in doubt.
    pub fn stops(&self) -> usize {
        self.told.len()
    }

    /// What is known of the focused blank: what is wrong with it, and the sentence that it was read from.
    pub fn told(&self, judged: &Judged, context: &Context) -> Vec<(String, Meaning)> {
        let Some(key) = self.paper.focused() else {
            return Vec::new();
        };
        let all: Vec<&str> = self.paper.fillings().map(|(key, _)| key).collect();
        let at = all.iter().position(|other| *other == key).unwrap_or(0);
        let standing = format!("{}/{}", at + 1, all.len());
        told_of(&standing, &place(key), judged, context)
    }
}

impl TypedIn for Sheet {
    fn edits(&self) -> Typed {
        let typed = self.typed.iter().filter_map(|key| {
            Some(match self.paper.filling(key)? {
                Filling::Typed(text) => (key.clone(), text.clone()),
                Filling::NotApplicable => (format!("{NOT_APPLICABLE}{key}"), String::new()),
            })
        });
        typed.collect()
    }

    fn refill(&mut self, typed: &Typed) {
        for (key, text) in typed {
            let (key, filling) = match key.strip_prefix(NOT_APPLICABLE) {
                Some(key) => (key, Filling::NotApplicable),
                None => (key.as_str(), Filling::Typed(text.clone())),
            };
            // A newer campaign file may have no such blank.
            if self.paper.focus_on(key) {
                self.paper.fill(key, filling);
                self.typed = Some(key.to_owned());
            }
        }
    }
}

/// What a blank of the paper is, by its key.
fn place(key: &str) -> Where {
    match key.strip_prefix(FIELD) {
        Some(field) => Where::Field(field.into()),
        None => Where::Figure(key.into()),
    }
}

/// The sentences of every table that was found, and the registration form's fields.
fn rows(judged: &Judged, campaign: &Campaign) -> Vec<PaperRow> {
    let mut rows = Vec::new();
    if let Some(reading) = &judged.arrival.reading {
        let tables = reading.tables.iter().filter_map(|id| campaign.table(id));
        rows.extend(tables.flat_map(|table| paper_rows(campaign, table, Purpose::Fill)));
    }
    let section = campaign
        .registration
        .as_ref()
        .map(|form| form.title.clone());
    let fields = judged
        .fields
        .iter()
        .filter_map(|field| campaign.field(&field.read.id));
    rows.extend(fields.map(|field| field_row(field, section.clone().unwrap_or_default())));
    rows
}

fn field_row(field: &FormField, section: String) -> PaperRow {
    let blank = paper::Blank {
        key: format!("{FIELD}{}", field.id),
        label: field.label.clone(),
        measure: String::new(),
        is_number: false,
        limit: FIELD_LIMIT,
    };
    let words = |text: String| Piece::Words(text);
    PaperRow {
        section,
        pieces: vec![
            words(format!("{}（", field.label)),
            Piece::Blank(blank),
            words("）".into()),
        ],
        ..PaperRow::default()
    }
}

/// The gravest doubt about a place.
fn remark(judged: &Judged, place: &Where) -> Option<Remark> {
    let own = judged.doubts.iter().find(|doubt| doubt.place == *place)?;
    Some(Remark {
        is_error: own.must_mend(),
        message: own.message.clone(),
    })
}

/// What would be another at a place than stands; nothing where nothing stands, for everything is new then.
fn changed<'j>(judged: &'j Judged, place: &Where) -> Option<&'j Changed> {
    judged.replaces?;
    let is_it = |one: &&Changed| match (one, place) {
        (Changed::Figure { id, .. }, Where::Figure(own)) => id == own,
        (Changed::Field { id, .. }, Where::Field(own)) => id == own,
        _ => false,
    };
    judged.changes.iter().find(is_it)
}

/// What a field said before.
fn was(changed: &Changed) -> String {
    match changed {
        Changed::Field { before, .. } if before.is_empty() => "原未填".to_owned(),
        Changed::Field { before, .. } => format!("原 {before}"),
        Changed::Figure { .. } => String::new(),
    }
}

fn margin(judged: &Judged, blank: &Blank, figure: &Figure, remark: Option<Remark>) -> Margin {
    let changed = changed(judged, &Where::Figure(figure.id.clone()));
    let aside = match (&blank.entry, changed) {
        (Some(_), _) => "已核改".to_owned(),
        (None, Some(Changed::Figure { before, .. })) => match before {
            Some(before) => format!("原 {}", show_answer(figure, before)),
            None => "原未填".to_owned(),
        },
        _ if blank.read.approximate => "约".to_owned(),
        _ => String::new(),
    };
    Margin {
        aside,
        remark,
        ..Margin::default()
    }
}
