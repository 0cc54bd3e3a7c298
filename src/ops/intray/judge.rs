//! What an arrival would become, and what stands in its way: all of it at once, each doubt beside its place. Judging
//! writes nothing; it is done when an arrival is shown and again when it is accepted.

use std::collections::{BTreeMap, BTreeSet};

use super::claim::{self, Claim};
use super::doubt::{Doubt, Doubts, Where};
use super::judged::{Blank, Changed, Field, Judged};
use super::twins::{Names, Twins};
use crate::domain::arrival::{Arrival, ArrivalState};
use crate::domain::calendar::DayRange;
use crate::domain::figure::Answer;
use crate::domain::id::{FigureId, UnitId};
use crate::domain::material::{Material, MaterialKind};
use crate::domain::period::PeriodId;
use crate::domain::problem::{Place, Problem, Severity};
use crate::domain::submission::{Content, Draft, Revision, read_form};
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::intake::{FileReading, Roll};
use crate::ops::prefill::prefill;
use crate::ops::{Desk, draft, review};

/// Judges arrivals against the desk as it was when it began.
#[derive(Debug)]
pub struct Judge<'d> {
    desk: &'d Desk,
    units: Vec<Unit>,
    /// Those that a file may be from.
    reporters: Roll,
    claims: Vec<Claim>,
    twins: Twins,
}

impl<'d> Judge<'d> {
    /// `looked` are arrivals that are not in the in-tray but would be.
    pub fn new<'a>(
        desk: &'d Desk,
        looked: impl IntoIterator<Item = &'a Arrival<FileReading>>,
    ) -> Result<Self, Fault> {
        let reporters = Roll::new(&desk.reporters()?);
        let waiting = desk.store.read().arrivals_in(ArrivalState::Waiting)?;
        let looked = looked.into_iter();
        let looked: Vec<_> = looked
            .filter(|one| one.state == ArrivalState::Waiting)
            .collect();
        let (mut claims, mut twins) = (Vec::new(), Twins::default());
        let mut add = |arrival: &Arrival<FileReading>| {
            claims.extend(Claim::of(arrival, &reporters));
            twins.add(arrival, &reporters);
        };
        let as_looked: BTreeSet<_> = looked.iter().filter_map(|one| one.id).collect();
        for stored in waiting {
            if stored.id.is_none_or(|id| !as_looked.contains(&id)) {
                add(&super::read_back(stored)?);
            }
        }
        looked.into_iter().for_each(add);
        Ok(Self {
            desk,
            units: desk.units()?,
            reporters,
            claims,
            twins,
        })
    }

    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// Judges one.
    pub fn judge(&self, arrival: Arrival<FileReading>) -> Result<Judged, Fault> {
        let mut doubts = Doubts::default();
        let (unit, period) = self.whose(&arrival, &mut doubts);
        let mut judged = Judged {
            unit: unit.and_then(|unit| self.units.iter().find(|known| known.id == unit).cloned()),
            period,
            blanks: blanks(&arrival, self.desk.campaign.days),
            fields: fields(&arrival),
            doubts: Vec::new(),
            closed_at: None,
            replaces: None,
            changes: Vec::new(),
            is_unchanged: false,
            typed: None,
            draft: None,
            arrival,
        };
        match judged.arrival.state {
            ArrivalState::Accepted => {
                judged.doubts = judged.arrival.seen.iter().map(Doubt::seen).collect();
            }
            ArrivalState::SetAside => {}
            ArrivalState::Refused => doubts.mend(Where::File, &judged.arrival.note),
            ArrivalState::Waiting => self.weigh(&mut judged, &mut doubts)?,
        }
        if judged.arrival.is_open() {
            judged.doubts = doubts.sorted();
        }
        Ok(judged)
    }

    fn whose(
        &self,
        arrival: &Arrival<FileReading>,
        doubts: &mut Doubts,
    ) -> (Option<UnitId>, Option<PeriodId>) {
        let unit = claim::whose(arrival, &self.reporters);
        let period = claim::period(arrival);
        if let Some(reading) = claim::found(arrival) {
            match (arrival.decided.unit, unit) {
                (Some(said), _) => doubts.named_another(&self.units, reading, said),
                (None, None) => doubts.unit(&self.units, &reading.unit_among(&self.reporters)),
                (None, Some(_)) => {}
            }
            if period.is_none() {
                doubts.period(&self.desk.plan, &reading.period);
            }
        }
        (unit, period.cloned())
    }

    /// Looks at everything that only a waiting arrival is asked.
    fn weigh(&self, judged: &mut Judged, doubts: &mut Doubts) -> Result<(), Fault> {
        let Some(reading) = judged.arrival.reading.clone() else {
            return Ok(());
        };
        doubts.of_file(&reading);
        doubts.of_blanks(&self.desk.campaign, judged);
        doubts.of_emptiness(judged);
        let names = Names {
            units: &self.units,
            plan: &self.desk.plan,
        };
        let reader = self.desk.store.read();
        self.twins
            .doubt(reader, &judged.arrival, &self.reporters, &names, doubts)?;
        let (Some(unit), Some(period)) = (judged.unit.clone(), judged.period.clone()) else {
            return Ok(());
        };
        if !self.desk.reports(unit.id) {
            doubts.mend(
                Where::Unit,
                format!("{}自己不报送，请选下面的单位", unit.name),
            );
            return Ok(());
        }
        let own = Claim::of(&judged.arrival, &self.reporters);
        if let Some(own) = own.filter(|own| !own.fits(&self.desk.campaign)) {
            let name = &self.desk.period(&own.period)?.name;
            doubts.mend(Where::Period, format!("“{name}”不收这张表，请另选期次"));
            return Ok(());
        }
        self.compare(judged, doubts, &unit, &period)?;
        self.rivals(judged, doubts);
        doubts.named_otherwise(&self.desk.plan, &reading, &period);
        Ok(())
    }

    /// Holds it against what stands, and against what the duty demands.
    fn compare(
        &self,
        judged: &mut Judged,
        doubts: &mut Doubts,
        unit: &Unit,
        period: &PeriodId,
    ) -> Result<(), Fault> {
        let reader = self.desk.store.read();
        let standing = reader.current_revision(unit.id, period)?;
        let typed = draft::load(self.desk, unit.id, period)?;
        if typed.is_some() {
            let message = "本期有还没报送的草稿，收下时一并报送，表上的数以来件为准";
            doubts.look(Where::Period, message);
        }
        let brought_by = match &standing {
            Some(standing) => reader.arrival_of_revision(unit.id, period, standing.number)?,
            None => None,
        };
        let is_brought = brought_by.is_some();
        judged.closed_at = reader.closings()?.closed_at(period);
        if let Some(at) = judged.closed_at {
            doubts.closed_books(at, &judged.arrival, standing.is_none());
        }
        judged.typed = typed.clone();
        let mut base = base(self.desk, standing.as_ref(), typed);
        if let Some(before) = brought_by {
            // The revision that it became keeps it.
            base.material.retain(|file| file.hash != before.file.hash);
        }
        fill(self.desk, &mut base, judged);
        let campaign = &self.desk.campaign;
        let duty = self.desk.duty(period)?;
        let due = self.desk.period(period)?;
        let when = due.read_on(campaign.days, judged.arrival.file.arrived_at.date());
        let mut read = read_form(campaign, duty, &base, when);
        let known = prefill(self.desk, unit.id, period)?;
        known.doubt(campaign, &mut read);
        for problem in read
            .problems
            .iter()
            .filter(|problem| counts(problem, &read.content.figures))
        {
            doubts.of_duty(problem);
        }
        doubts.of_sums(campaign, duty, judged, &known);
        doubts.of_sums_so_far(campaign, duty, judged);
        judged.replaces = standing.as_ref().map(|standing| standing.number);
        judged.changes = changes(judged, self.desk, standing.as_ref(), &read.content);
        match &standing {
            Some(standing) if judged.changes.is_empty() => {
                judged.is_unchanged = standing.content.has_answers() && judged.typed.is_none();
                let number = standing.number;
                doubts.remark(Where::File, format!("内容与已报的第 {number} 版相同"));
            }
            Some(standing) => {
                let state = review::look(self.desk, unit.id, period)?.state;
                doubts.of_replacing(standing, is_brought, state, judged.changes.len());
            }
            None => {}
        }
        judged.draft = Some(base);
        Ok(())
    }

    /// Others in the in-tray that say the same thing for the same unit and period.
    fn rivals(&self, judged: &Judged, doubts: &mut Doubts) {
        let Some(own) = Claim::of(&judged.arrival, &self.reporters) else {
            return;
        };
        let rivals: Vec<&str> = self
            .claims
            .iter()
            // What is said of equal content is said already.
            .filter(|other| own.rivals(other) && !own.is_copy(other))
            .map(|other| other.name.as_str())
            .collect();
        if !rivals.is_empty() {
            let message = format!(
                "同一单位同一期还有来件“{}”，请选一份收下，其余自动搁置",
                rivals.join("”“")
            );
            doubts.look(Where::File, message);
        }
    }
}

/// What stood in the form before the paper was laid over it: what is being typed, else what was handed in.
fn base(desk: &Desk, standing: Option<&Revision>, typed: Option<Draft>) -> Draft {
    typed
        .or_else(|| Some(draft::of_content(&desk.campaign, &standing?.content)))
        .unwrap_or_default()
}

/// Lays the paper over the form: all its blanks, the blank ones too, and the file itself.
fn fill(desk: &Desk, into: &mut Draft, judged: &Judged) {
    for blank in &judged.blanks {
        let figure = desk.campaign.figure(&blank.read.id);
        match figure.and_then(|figure| blank.entry(figure)) {
            Some(entry) => into.entries.insert(blank.read.id.clone(), entry),
            None => into.entries.remove(&blank.read.id),
        };
    }
    for field in &judged.fields {
        into.fields
            .insert(field.read.id.clone(), field.text().trim().to_owned());
    }
    let file = &judged.arrival.file;
    if into.material.iter().all(|known| known.hash != file.hash) {
        into.material.push(Material {
            hash: file.hash.clone(),
            kind: MaterialKind::of(&file.name),
            name: file.name.clone(),
            size: file.size,
        });
    }
}

/// Whether what the duty has to say about the form is to be said of the paper: that it leaves a blank is seen there,
/// and that it is only a form is what it is.
fn counts(problem: &Problem, figures: &BTreeMap<FigureId, Answer>) -> bool {
    problem.severity == Severity::Error
        || match &problem.place {
            Place::Figure(id) => figures.contains_key(id),
            Place::Narrative | Place::Material => false,
            Place::Field(_) | Place::Hazards(_) | Place::Whole => true,
        }
}

fn changes(
    judged: &Judged,
    desk: &Desk,
    standing: Option<&Revision>,
    after: &Content,
) -> Vec<Changed> {
    let before = standing.map(|standing| &standing.content);
    let figures = judged.blanks.iter().filter_map(|blank| {
        let id = &blank.read.id;
        let figure = desk.campaign.figure(id)?;
        let before = before.and_then(|before| before.figures.get(id)).cloned();
        // A blank that nobody can tell would be no change: it has to be mended first.
        let after = blank.answer(figure).ok()?;
        (before != after).then(|| Changed::Figure {
            id: id.clone(),
            before,
            after,
        })
    });
    let fields = judged.fields.iter().filter_map(|field| {
        let id = &field.read.id;
        let text = |content: &Content| content.fields.get(id).cloned().unwrap_or_default();
        let (before, after) = (before.map(text).unwrap_or_default(), text(after));
        (before != after).then(|| Changed::Field {
            id: id.clone(),
            before,
            after,
        })
    });
    figures.chain(fields).collect()
}

fn blanks(arrival: &Arrival<FileReading>, days: DayRange) -> Vec<Blank> {
    let read = arrival.reading.iter().flat_map(|reading| &reading.blanks);
    read.map(|read| Blank {
        read: read.clone(),
        entry: arrival.edits.entries.get(&read.id).cloned(),
        days,
    })
    .collect()
}

fn fields(arrival: &Arrival<FileReading>) -> Vec<Field> {
    let read = arrival.reading.iter().flat_map(|reading| &reading.fields);
    read.map(|read| Field {
        read: read.clone(),
        text: arrival.edits.fields.get(&read.id).cloned(),
    })
    .collect()
}
