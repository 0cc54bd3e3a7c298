//! Which of a form's problems are shown, and going from one to the next.

use super::Sheet;
use crate::domain::hazard::HazardCount;
use crate::domain::problem::{Place, Problem};
use crate::ops::draft::Opened;
use crate::tui::screens::report::history::{Held, Spot, held};
use crate::tui::screens::report::pages::Body;

impl Sheet {
    /// The problems that are shown now: while nobody has asked, only what stands there and is wrong.
    pub fn shown_problems(&self) -> impl Iterator<Item = &Problem> {
        let shown = |problem: &&Problem| match spot_of(&problem.place, &problem.message) {
            _ if self.asked => true,
            Some(spot) => !is_blank(&held(&self.draft, &spot)),
            None => true,
        };
        self.problems.iter().filter(shown).chain(&self.remarks)
    }

    /// To the next problem after where the focus is, around the end. Answers whether there is one.
    pub fn next_problem(&mut self) -> bool {
        let spots = self
            .shown_problems()
            .filter_map(|problem| spot_of(&problem.place, &problem.message));
        let spots: Vec<Spot> = spots.collect();
        let order: Vec<Spot> = self
            .pages
            .iter()
            .flat_map(|page| spots_of(&page.body))
            .collect();
        let here = self.page().and_then(|page| match page.body.focused() {
            Some((spot, _)) => Some(spot),
            None => spots_of(&page.body).into_iter().next(),
        });
        let place = |spot: &Spot| order.iter().position(|other| other == spot);
        let here = here.as_ref().and_then(place);
        let mut places: Vec<usize> = spots.iter().filter_map(place).collect();
        places.sort_unstable();
        let next = places.iter().find(|at| here.is_none_or(|here| **at > here));
        let next = next.or(places.first()).copied();
        if let Some(at) = next {
            self.go_to(&order[at]);
        }
        next.is_some()
    }
}

/// Every spot of a page, in reading order.
fn spots_of(body: &Body) -> Vec<Spot> {
    match body {
        Body::Material(_) => vec![Spot::Material],
        body => body.all().into_iter().map(|(spot, _)| spot).collect(),
    }
}

/// Where a problem is mended; `None` where it concerns the whole.
pub fn spot_of(place: &Place, message: &str) -> Option<Spot> {
    Some(match place {
        Place::Field(id) => Spot::Field(id.clone()),
        Place::Figure(id) => Spot::Figure(id.clone()),
        // The domain tells both counts of a level at one place; the words say which.
        Place::Hazards(level) if message.contains(HazardCount::CLOSED) => {
            Spot::Closed(level.clone())
        }
        Place::Hazards(level) => Spot::Found(level.clone()),
        Place::Narrative => Spot::Narrative,
        Place::Material => Spot::Material,
        Place::Whole => return None,
    })
}

fn is_blank(held: &Held) -> bool {
    match held {
        Held::Text(text) => text.trim().is_empty(),
        Held::NotApplicable => false,
        Held::Files(files) => files.is_empty(),
    }
}

/// The remarks with which what stands was returned, each at its blank.
pub(super) fn returned(known: &Opened) -> Vec<Problem> {
    let review = known.answer.review.iter();
    let comments = review.flat_map(|review| &review.comments);
    comments
        .map(|comment| Problem::warning(comment.place.clone(), format!("退回：{}", comment.text)))
        .collect()
}
