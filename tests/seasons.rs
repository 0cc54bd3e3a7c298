//! A small season of each of the notices and of each example on the page that explains campaign files, replayed through
//! the verbs: records written, taken from stage to stage, made void; then every total held against figures that were
//! worked out by hand.

mod ankang;
mod gusu;
mod linyi;
mod page;
mod papers;
mod qianjiang;
mod totals;
mod traces;
mod xingguo;

use std::ops::ControlFlow;

use anyue::domain::calendar::Instant;
use anyue::domain::campaign::{RegisterFieldKind, builtin};
use anyue::domain::figure::Answer;
use anyue::domain::id::{RecordId, StageId, UnitId};
use anyue::domain::record::{FieldValue, RecordEntry};
use anyue::domain::submission::{Content, Draft};
use anyue::ops::desk::{self, Desk, NewDesk, NewSeat};
use anyue::ops::record::{self, NewRecord, read_typed, register_named};
use anyue::ops::submit::{SubmitAs, SubmitError, submit};
use anyue::ops::unit::{self, UnitInput};
use anyue::ops::{draft, material};
use chrono::NaiveDate;
use tempfile::TempDir;

/// A coordinator's desk of a campaign, on a disk that goes away with it, at a moment that stands still.
struct Season {
    folder: TempDir,
    desk: Desk,
    now: Instant,
}

/// What went wrong, all of it.
type Told = Vec<String>;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn noon(text: &str) -> Instant {
    Instant::from_cst(day(text).and_hms_opt(12, 0, 0).expect("noon"))
}

impl Season {
    /// `units` are names and the ids of their kinds.
    fn of(campaign: &str, today: &str, units: &[(&str, &str)]) -> Self {
        let mut all = builtin().iter();
        let (_, source) = all
            .find(|(id, _)| *id == campaign)
            .expect("it comes with the program");
        Self::of_file(source, today, units)
    }

    /// Of a campaign file's text.
    fn of_file(source: &str, today: &str, units: &[(&str, &str)]) -> Self {
        let folder = TempDir::new().expect("a folder");
        let new = NewDesk {
            campaign_source: source.to_owned(),
            templates: Default::default(),
            name: String::new(),
            seat: NewSeat::Coordinator,
        };
        let now = noon(today);
        let place = folder.path().join("desk");
        let desk = desk::create(&place, &new, now).expect("makes a desk");
        let mut season = Self { folder, desk, now };
        for (name, kind) in units {
            season.join(name, kind, "");
        }
        season
    }

    /// A unit joins, below another where one is named.
    fn join(&mut self, name: &str, kind: &str, parent: &str) {
        let input = UnitInput {
            name: name.to_owned(),
            kind: kind.to_owned(),
            parent: parent.to_owned(),
            ..UnitInput::default()
        };
        unit::add(&mut self.desk, &input, self.now).expect("adds a unit");
    }

    fn unit(&self, name: &str) -> UnitId {
        unit::find(&self.desk, name).expect("is there").id
    }

    /// Writes a record; fields for files are given one each.
    fn add(
        &mut self,
        register: &str,
        unit: &str,
        row: Option<&str>,
        fields: &[(&str, &str)],
    ) -> Result<RecordId, Told> {
        let entry = self.entry(register, fields);
        self.write(register, unit, row, entry)
    }

    fn write(
        &mut self,
        register: &str,
        unit: &str,
        row: Option<&str>,
        entry: RecordEntry,
    ) -> Result<RecordId, Told> {
        let new = NewRecord {
            register: register.into(),
            unit: self.unit(unit),
            row: row.map(Into::into),
            entry,
        };
        record::add(&mut self.desk, &new, "", self.now).map_err(told)
    }

    fn entry(&mut self, register: &str, fields: &[(&str, &str)]) -> RecordEntry {
        let register = register_named(&self.desk.campaign, Some(register))
            .expect("is there")
            .clone();
        let is_file = |id: &str| {
            let field = register.field(&id.into());
            field.is_some_and(|field| field.kind == RegisterFieldKind::Material)
        };
        let words = fields.iter().filter(|(id, _)| !is_file(id));
        let words = words.map(|(id, text)| ((*id).into(), (*text).to_owned()));
        let mut entry = RecordEntry::default();
        let today = self.now.date();
        let unread = read_typed(&self.desk, &register, &words.collect(), &mut entry, today);
        assert_eq!(unread, []);
        for (id, name) in fields.iter().filter(|(id, _)| is_file(id)) {
            let file = self.file(name);
            entry.fields.insert((*id).into(), file);
        }
        entry
    }

    /// What is typed for a report: some words and these figures.
    fn typed(&self, figures: &[(&str, i64)]) -> Draft {
        let figures = figures.iter();
        let content = Content {
            figures: figures
                .map(|(id, number)| ((*id).into(), Answer::number(*number)))
                .collect(),
            narrative: "有关情况".to_owned(),
            ..Content::default()
        };
        draft::of_content(&self.desk.campaign, &content)
    }

    /// What is doubtful about figures on a day, in order.
    fn doubts(&mut self, unit: &str, period: &str, on: &str, figures: &[(&str, i64)]) -> Told {
        let draft = self.typed(figures);
        let period = period.parse().expect("a period");
        let unit = self.unit(unit);
        let how = SubmitAs::default();
        match submit(&mut self.desk, unit, &period, &draft, &how, noon(on)) {
            Err(SubmitError::Problems(reading)) => {
                assert!(!reading.has_errors(), "{:?}", reading.problems);
                let problems = reading.problems.into_iter();
                problems.map(|problem| problem.message).collect()
            }
            Err(SubmitError::Fault(fault)) => panic!("{fault}"),
            Ok(_) => Vec::new(),
        }
    }

    /// Hands a report in at noon of a day, which it is from then on.
    fn hand_in(&mut self, unit: &str, period: &str, on: &str, figures: &[(&str, i64)]) {
        self.now = noon(on);
        let draft = self.typed(figures);
        let how = SubmitAs {
            accept_warnings: true,
            reason: "与原始记录核对无误".to_owned(),
            ..SubmitAs::default()
        };
        let period = period.parse().expect("a period");
        let unit = self.unit(unit);
        submit(&mut self.desk, unit, &period, &draft, &how, self.now).expect("is handed in");
    }

    /// Writes a record at noon of a day, which it is from then on, with the stages that it reached on that day.
    fn record(
        &mut self,
        register: &str,
        unit: &str,
        on: &str,
        fields: &[(&str, &str)],
        stages: &[&str],
    ) {
        self.now = noon(on);
        let mut entry = self.entry(register, fields);
        let reached = stages.iter().map(|stage| ((*stage).into(), day(on)));
        entry.reached.extend(reached);
        let given = register_named(&self.desk.campaign, Some(register)).expect("is there");
        let row = given.rows.first().map(|row| row.id.as_str().to_owned());
        self.write(register, unit, row.as_deref(), entry)
            .expect("is written");
    }

    /// A file taken into the desk, as a field for files holds it.
    fn file(&mut self, name: &str) -> FieldValue {
        let path = self.folder.path().join(name);
        std::fs::write(&path, name).expect("a file");
        let mut go_on = |_, _| ControlFlow::Continue(());
        let attached = material::attach(
            &mut self.desk,
            &path,
            material::LARGEST,
            &mut go_on,
            self.now,
        );
        FieldValue::Material(vec![attached.expect("is taken in").material])
    }

    /// Takes a record through stages, each on a day.
    fn reach(&mut self, record: RecordId, stages: &[(&str, &str)]) {
        for (stage, on) in stages {
            let reached = record::reach(
                &mut self.desk,
                record,
                &StageId::from(*stage),
                day(on),
                self.now,
            );
            reached.unwrap_or_else(|error| panic!("{stage}: {:?}", told(error)));
        }
    }
}

fn told(error: record::RecordError) -> Told {
    match error {
        record::RecordError::Problems(problems) => problems
            .into_iter()
            .map(|problem| problem.message)
            .collect(),
        record::RecordError::Fault(fault) => vec![fault.message],
    }
}
