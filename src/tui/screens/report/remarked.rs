//! What was said of a report, at the very places that it was said of: for one who reads it. Remarks on what stands, those on the
//! version before it, and what has changed since. How remarks stand beside what is typed is in `marks`.

use super::pages::{Body, Page};
use crate::domain::campaign::{Ask, Campaign};
use crate::domain::problem::Place;
use crate::domain::review::Verdict;
use crate::ops::draft::Opened;
use crate::ops::review::{Before, place_name};
use crate::tui::kit::paper::{Margin, Paper, Remark};

/// What there is to say at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub place: Place,
    /// What people call the place.
    label: String,
    /// `退回：请核对`, and of the version before `上次退回：请核对`.
    remarks: Vec<String>,
    /// What stood there in the version that was decided about before, where that is something else.
    before: Option<String>,
}

impl Said {
    /// In a line: `一般隐患：退回：请核对；原为 3`.
    pub fn line(&self) -> String {
        let before = self.before.iter().map(|before| format!("原为 {before}"));
        let all: Vec<String> = self.remarks.iter().cloned().chain(before).collect();
        format!("{}：{}", self.label, all.join("；"))
    }

    /// Whether it belongs to what a duty asks in one of its parts that has no blanks to choose among.
    pub fn is_of(&self, ask: &Ask) -> bool {
        matches!(
            (ask, &self.place),
            (Ask::Registration, Place::Field(_))
                | (Ask::Narrative { .. }, Place::Narrative)
                | (Ask::Hazards, Place::Hazards(_))
                | (Ask::Material { .. }, Place::Material)
        )
    }

    fn margin(&self) -> Margin {
        let remark = (!self.remarks.is_empty()).then(|| Remark {
            is_error: false,
            message: self.remarks.join("；"),
        });
        let before = self.before.as_deref();
        Margin {
            note: before.map_or_else(String::new, |before| format!("上次审核时是 {before}")),
            aside: before.map_or_else(String::new, |before| format!("原 {before}")),
            suggestion: None,
            remark,
        }
    }
}

/// Everything that was said, each place once.
pub fn said(known: &Opened, campaign: &Campaign) -> Vec<Said> {
    let mut said = Vec::new();
    for comment in known
        .answer
        .review
        .iter()
        .flat_map(|review| &review.comments)
    {
        let remark = format!("{}：{}", Verdict::Returned.label(), comment.text);
        at(&mut said, &comment.place, campaign).remarks.push(remark);
    }
    let Some(Before { review, changes }) = &known.before else {
        return said;
    };
    for comment in &review.comments {
        let remark = format!("上次{}：{}", review.verdict.label(), comment.text);
        at(&mut said, &comment.place, campaign).remarks.push(remark);
    }
    for change in changes.iter().flatten() {
        let before = change.answers.first().map(|text| text.replace('\n', " "));
        at(&mut said, &change.place, campaign).before = before;
    }
    said
}

fn at<'s>(said: &'s mut Vec<Said>, place: &Place, campaign: &Campaign) -> &'s mut Said {
    let known = said.iter().position(|one| one.place == *place);
    let index = known.unwrap_or_else(|| {
        said.push(Said {
            place: place.clone(),
            label: place_name(campaign, place),
            remarks: Vec::new(),
            before: None,
        });
        said.len() - 1
    });
    &mut said[index]
}

/// Puts what was said beside the blanks of a table that is read. Answers at how many there is something.
pub fn beside(paper: &mut Paper, said: &[Said]) -> usize {
    let of_figure = |one: &&Said| matches!(one.place, Place::Figure(_));
    let mut places = 0;
    for one in said.iter().filter(of_figure) {
        let Place::Figure(id) = &one.place else {
            continue;
        };
        places += usize::from(paper.set_margin(id.as_str(), one.margin()));
    }
    places
}

/// Goes to the first place of which something was said. Answers its page, where there is one.
pub fn go_to_first(pages: &mut [Page]) -> Option<usize> {
    let at = pages.iter().position(|page| page.remarks > 0)?;
    if let Body::Table(paper) = &mut pages[at].body {
        let keys = paper.fillings().map(|(key, _)| key.to_owned());
        let is_said = |key: &String| {
            paper
                .margin(key)
                .is_some_and(|one| *one != Margin::default())
        };
        let first = keys.collect::<Vec<_>>().into_iter().find(is_said);
        if let Some(first) = first {
            paper.focus_on(&first);
        }
    }
    Some(at)
}
