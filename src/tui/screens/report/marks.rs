//! Shows beside every spot of a form what is wrong there and what is known of it. What is wrong is read by the domain;
//! here it is only put in its place.

use super::history::Spot;
use super::margins::{margin, with_registers};
use super::pages::{Body, count_id};
use super::sheet::{Sheet, spot_of};
use crate::domain::campaign::Campaign;
use crate::domain::problem::{Place, Problem, Severity};
use crate::domain::submission::read_answer;
use crate::ops::prefill::Beside;
use crate::tui::kit::form;
use crate::tui::kit::paper::{Paper, Remark};
use crate::tui::theme::Meaning;

/// Puts every mark in its place.
pub fn show(sheet: &mut Sheet, campaign: &Campaign) {
    let problems: Vec<Problem> = sheet.shown_problems().cloned().collect();
    let spot = |problem: &Problem| spot_of(&problem.place, &problem.message);
    let mut pages = std::mem::take(&mut sheet.pages);
    for page in &mut pages {
        match &mut page.body {
            Body::Fields(form) => {
                let remarks = problems.iter().filter_map(|problem| match spot(problem)? {
                    Spot::Field(id) => Some((id.to_string(), remark(problem))),
                    _ => None,
                });
                set(form, remarks);
            }
            Body::Hazards(form) => {
                let remarks = problems.iter().filter_map(|problem| match spot(problem)? {
                    spot @ (Spot::Found(_) | Spot::Closed(_)) => {
                        Some((count_id(&spot), remark(problem)))
                    }
                    _ => None,
                });
                set(form, remarks);
            }
            Body::Table(paper) => set_margins(paper, sheet, &problems, campaign),
            Body::Narrative(_) | Body::Material(_) | Body::Read(_) => {}
        }
    }
    sheet.pages = pages;
}

/// What is wrong with a page as a whole: its text or its files.
pub fn of_page<'a>(sheet: &'a Sheet, body: &Body) -> Option<&'a Problem> {
    let spot = match body {
        Body::Narrative(_) => Spot::Narrative,
        Body::Material(_) => Spot::Material,
        _ => return None,
    };
    let mut problems = sheet.shown_problems();
    problems.find(|problem| spot_of(&problem.place, &problem.message).as_ref() == Some(&spot))
}

/// How a problem looks.
pub fn meaning(problem: &Problem) -> Meaning {
    match problem.severity {
        Severity::Error => Meaning::Bad,
        Severity::Warning => Meaning::Warning,
    }
}

/// What a problem is marked by, besides its colour: as on the paper.
pub fn sign(problem: &Problem) -> char {
    match problem.severity {
        Severity::Error => '!',
        Severity::Warning => '?',
    }
}

fn remark(problem: &Problem) -> form::Remark {
    let text = format!("{} {}", sign(problem), problem.message);
    match problem.severity {
        Severity::Error => form::Remark::bad(text),
        Severity::Warning => form::Remark::warning(text),
    }
}

fn set(form: &mut form::Form, remarks: impl Iterator<Item = (String, form::Remark)>) {
    let remarks: Vec<(String, form::Remark)> = remarks.collect();
    form.set_problems(
        remarks
            .iter()
            .map(|(id, remark)| (id.as_str(), remark.clone())),
    );
}

fn set_margins(paper: &mut Paper, sheet: &Sheet, problems: &[Problem], campaign: &Campaign) {
    let nothing = Beside::default();
    let days = sheet.when(campaign).days;
    let keys: Vec<String> = paper.fillings().map(|(key, _)| key.to_owned()).collect();
    for key in keys {
        let Some(figure) = campaign.figure(&key.as_str().into()) else {
            continue;
        };
        let prefill = &sheet.known.prefill;
        let known = prefill.figures.get(&figure.id).unwrap_or(&nothing);
        let known = prefill.last.is_some().then_some(known);
        let entry = sheet.draft.entries.get(&figure.id);
        let read = entry.and_then(|entry| read_answer(figure, entry, days).ok()?);
        let mut margin = margin(&sheet.duty, figure, known, read.as_ref());
        if let Some(answer) = prefill.registers.get(&figure.id) {
            margin = with_registers(margin, figure, answer);
        }
        let own =
            |problem: &&Problem| matches!(&problem.place, Place::Figure(id) if *id == figure.id);
        // Errors first: of two problems the graver is shown.
        let gravest = problems
            .iter()
            .filter(own)
            .min_by_key(|problem| problem.severity);
        margin.remark = gravest.map(|problem| Remark {
            is_error: problem.severity == Severity::Error,
            message: problem.message.clone(),
        });
        paper.set_margin(&key, margin);
    }
}
