//! What `anyue import --json` prints. The keys are told in `help/json.txt`.

use serde::Serialize;
use serde_json::Value;

use super::Outcome;
use crate::cli::shape::{AnswerShape, UnitRef};
use crate::domain::arrival::ArrivalState;
use crate::domain::campaign::Campaign;
use crate::domain::figure::Answer;
use crate::intake::State;
use crate::ops::Desk;
use crate::ops::intray::{Blank, Changed, Doubt, Field, Judged, Seen, Skipped, Weight, Where};

#[derive(Debug, Serialize)]
pub(super) struct ImportShape {
    dry_run: bool,
    files: Vec<FileShape>,
    skipped: Vec<SkippedShape>,
}

#[derive(Debug, Serialize)]
struct FileShape {
    file: String,
    /// The sheet, where the file tells of several units.
    sheet: Option<String>,
    /// The row of a sheet with one unit a row, from 1.
    row: Option<usize>,
    unit: Option<UnitRef>,
    period: Option<String>,
    /// `waiting`, `refused`, `accepted` or `set-aside`, by the end of the run.
    state: ArrivalState,
    /// Whether nothing of it needs a person.
    clean: bool,
    /// Whether the same content had come before.
    known: bool,
    /// The file of the same content that stands before it in this list.
    copy_of: Option<String>,
    /// The revision that it became.
    revision: Option<u32>,
    /// The revision that it replaces, or would.
    replaces: Option<u32>,
    blanks: Vec<BlankShape>,
    fields: Vec<FieldShape>,
    problems: Vec<DoubtShape>,
    changes: Vec<ChangeShape>,
}

#[derive(Debug, Serialize)]
struct BlankShape {
    id: String,
    /// `value`, `blank`, `na` or `problem`.
    state: &'static str,
    /// As everywhere else; `null` where there is no value.
    value: Option<Value>,
    approximate: bool,
    /// From 0 to 1000.
    confidence: u16,
    sentence: String,
    /// Where it stood, in words.
    position: Option<String>,
}

#[derive(Debug, Serialize)]
struct FieldShape {
    id: String,
    text: String,
    confidence: u16,
}

#[derive(Debug, Serialize)]
struct DoubtShape {
    place: &'static str,
    id: Option<String>,
    /// `error` needs a person, `warning` wants to be known.
    severity: &'static str,
    message: String,
    sentence: String,
    position: Option<String>,
}

#[derive(Debug, Serialize)]
struct ChangeShape {
    id: String,
    label: String,
    before: Option<AnswerShape>,
    after: Option<AnswerShape>,
}

#[derive(Debug, Serialize)]
struct SkippedShape {
    file: String,
    reason: String,
}

pub(super) fn shape(desk: &Desk, outcome: &Outcome) -> ImportShape {
    let files = outcome.seen.iter();
    ImportShape {
        dry_run: outcome.dry_run,
        files: files.map(|seen| file(desk, outcome, seen)).collect(),
        skipped: outcome.skipped.iter().map(skipped).collect(),
    }
}

fn file(desk: &Desk, outcome: &Outcome, seen: &Seen) -> FileShape {
    let judged = &seen.judged;
    let arrival = &judged.arrival;
    let reading = arrival.reading.as_ref();
    let accepted = outcome.accepted(seen);
    let told = outcome.failure(seen).map(|message| DoubtShape {
        place: "file",
        id: None,
        severity: "error",
        message: message.to_owned(),
        sentence: String::new(),
        position: None,
    });
    let problems = judged.doubts.iter().map(doubt);
    FileShape {
        file: seen.origin.clone(),
        sheet: reading
            .map(|reading| reading.sheet.clone())
            .filter(|sheet| !sheet.is_empty()),
        row: reading.and_then(|reading| reading.row).map(|row| row + 1),
        unit: judged.unit.as_ref().map(UnitRef::from),
        period: judged.period.as_ref().map(ToString::to_string),
        state: outcome.state(seen),
        clean: !outcome.needs_person(seen) && told.is_none(),
        known: seen.was_known,
        copy_of: seen.copy_of.clone(),
        revision: accepted.map_or(arrival.revision, |one| Some(one.submitted.revision.number)),
        replaces: judged.replaces,
        blanks: judged
            .blanks
            .iter()
            .filter_map(|one| blank(&desk.campaign, one))
            .collect(),
        fields: judged.fields.iter().map(field).collect(),
        problems: problems.chain(told).collect(),
        changes: changes(&desk.campaign, judged),
    }
}

fn blank(campaign: &Campaign, blank: &Blank) -> Option<BlankShape> {
    let figure = campaign.figure(&blank.read.id)?;
    let said = blank.answer(figure);
    let state = match &said {
        Ok(None) => "blank",
        Ok(Some(Answer::NotApplicable)) => "na",
        Ok(Some(_)) => "value",
        Err(_) => "problem",
    };
    let answer = AnswerShape::of(figure, said.ok().flatten().as_ref());
    let is_value = matches!(blank.read.state, State::Value(_)) && blank.entry.is_none();
    Some(BlankShape {
        id: blank.read.id.to_string(),
        state,
        value: answer.value,
        approximate: blank.read.approximate && is_value,
        confidence: blank.read.confidence,
        sentence: blank.read.sentence.clone(),
        position: blank.read.position.map(|position| position.to_string()),
    })
}

fn field(field: &Field) -> FieldShape {
    FieldShape {
        id: field.read.id.to_string(),
        text: field.text().to_owned(),
        confidence: field.read.confidence,
    }
}

fn doubt(doubt: &Doubt) -> DoubtShape {
    let (place, id) = match &doubt.place {
        Where::File => ("file", None),
        Where::Unit => ("unit", None),
        Where::Period => ("period", None),
        Where::Figure(id) => ("figure", Some(id.to_string())),
        Where::Field(id) => ("field", Some(id.to_string())),
        Where::Whole => ("whole", None),
    };
    DoubtShape {
        place,
        id,
        severity: match doubt.weight {
            Weight::Mend | Weight::Look | Weight::Reason => "error",
            Weight::Remark => "warning",
        },
        message: doubt.message.clone(),
        sentence: doubt.sentence.clone(),
        position: doubt.position.map(|position| position.to_string()),
    }
}

/// Differences from what stands; where nothing stands, everything is new and is told by the blanks.
fn changes(campaign: &Campaign, judged: &Judged) -> Vec<ChangeShape> {
    if judged.replaces.is_none() {
        return Vec::new();
    }
    let change = |changed: &Changed| match changed {
        Changed::Figure { id, before, after } => {
            let figure = campaign.figure(id)?;
            Some(ChangeShape {
                id: id.to_string(),
                label: figure.label.clone(),
                before: Some(AnswerShape::of(figure, before.as_ref())),
                after: Some(AnswerShape::of(figure, after.as_ref())),
            })
        }
        Changed::Field { id, before, after } => Some(ChangeShape {
            id: id.to_string(),
            label: campaign.field(id)?.label.clone(),
            before: Some(AnswerShape::of_text(before)),
            after: Some(AnswerShape::of_text(after)),
        }),
    };
    judged.changes.iter().filter_map(change).collect()
}

fn skipped(skipped: &Skipped) -> SkippedShape {
    SkippedShape {
        file: skipped.origin.clone(),
        reason: skipped.reason.clone(),
    }
}
