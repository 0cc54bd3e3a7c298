//! A review (审核) is what the unit above says of a revision: accepted (通过), or returned (退回) with remarks at named
//! blanks. It belongs to that revision and no other: what is handed in after it waits for a review of its own. Reviews are
//! acts that are only added; of several the latest holds.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::calendar::Instant;
use super::lineage::uid;
use super::problem::Place;

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    Accepted,
    Returned,
    /// The remarks of a return were taken back, all of them: it is as if nobody had decided.
    TakenBack,
}

/// Where a standing revision is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReviewState {
    /// Received, and nobody has decided yet.
    Received,
    Accepted,
    Returned,
}

impl ReviewState {
    /// The state that a decision, if there is one, leads to.
    pub fn of(verdict: Option<Verdict>) -> Self {
        match verdict {
            None | Some(Verdict::TakenBack) => Self::Received,
            Some(Verdict::Accepted) => Self::Accepted,
            Some(Verdict::Returned) => Self::Returned,
        }
    }

    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Received => "待审核",
            Self::Accepted => "已通过",
            Self::Returned => "已退回",
        }
    }

    /// The fixed name by which scripts know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Accepted => "accepted",
            Self::Returned => "returned",
        }
    }
}

impl Verdict {
    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Accepted => "通过",
            Self::Returned => "退回",
            Self::TakenBack => "撤回意见",
        }
    }

    /// The fixed name by which stores and packets know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Returned => "returned",
            Self::TakenBack => "taken-back",
        }
    }

    /// Finds a verdict by its fixed name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Accepted, Self::Returned, Self::TakenBack]
            .into_iter()
            .find(|verdict| verdict.name() == name)
    }
}

/// How much of what a total counts is not settled yet. A returned report goes on counting until its unit sends another
/// or takes it back, because a total that fell with every return would speak of fewer units than have reported; but
/// whoever reads the total is told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsettled {
    /// Reports that nobody has accepted, returned ones among them.
    pub unreviewed: u32,
    /// Of those, the ones that were returned and have not come again.
    pub returned: u32,
}

impl Unsettled {
    /// Counts one report.
    pub fn add(&mut self, state: ReviewState) {
        self.unreviewed += u32::from(state != ReviewState::Accepted);
        self.returned += u32::from(state == ReviewState::Returned);
    }

    /// See [`returned_words`].
    pub fn returned_words(self) -> Option<String> {
        returned_words(self.returned)
    }
}

/// What every total says of the returned reports that it counts: `含 2 份已退回、尚未重报`; nothing where there is none.
pub fn returned_words(returned: u32) -> Option<String> {
    (returned > 0).then(|| format!("含 {returned} 份已退回、尚未重报"))
}

/// One remark of a review.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Comment {
    /// The blank that it stands beside.
    pub place: Place,
    pub text: String,
}

/// One decision about one revision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// The revision's name.
    pub revision: String,
    pub verdict: Verdict,
    pub at: Instant,
    /// The unit that decided, as it is called.
    pub by: String,
    /// In the order in which they were made; a return has at least one.
    pub comments: Vec<Comment>,
}

impl Review {
    /// Its own name between desks: the same decision that comes twice is one.
    pub fn uid(&self) -> String {
        #[derive(Serialize)]
        struct Canonical<'a> {
            at: Instant,
            by: &'a str,
            comments: &'a [Comment],
            revision: &'a str,
            verdict: Verdict,
        }
        uid::of_canonical(&Canonical {
            at: self.at,
            by: &self.by,
            comments: &self.comments,
            revision: &self.revision,
            verdict: self.verdict,
        })
    }
}

/// The remarks of a return, where `held` is the decision that holds about the same revision. While that is a return as well,
/// a further remark joins those that were made, so that the unit is told all of them; those at a blank that is remarked
/// anew give way.
pub fn joined(held: Option<&Review>, remarks: Vec<Comment>) -> Vec<Comment> {
    let held = held.filter(|held| held.verdict == Verdict::Returned);
    let before = held.map_or(&[][..], |held| held.comments.as_slice());
    let is_replaced = |old: &Comment| remarks.iter().any(|new| new.place == old.place);
    let kept = before.iter().filter(|old| !is_replaced(old)).cloned();
    let mut all: Vec<Comment> = kept.collect();
    all.extend(remarks);
    all
}

/// What is left of a return where the remarks at some places are taken back, or all of them where none is named: the decision, with
/// the remarks that go on holding. `Err` names the places at which there was none.
pub fn without(held: &Review, places: &[Place]) -> Result<(Verdict, Vec<Comment>), Vec<Place>> {
    let has = |place: &&Place| held.comments.iter().any(|one| one.place == **place);
    let unknown: Vec<Place> = places.iter().filter(|place| !has(place)).cloned().collect();
    if !unknown.is_empty() {
        return Err(unknown);
    }
    let goes = |one: &&Comment| places.is_empty() || places.contains(&one.place);
    let left: Vec<Comment> = held
        .comments
        .iter()
        .filter(|one| !goes(one))
        .cloned()
        .collect();
    let verdict = match left.is_empty() {
        true => Verdict::TakenBack,
        false => Verdict::Returned,
    };
    Ok((verdict, left))
}

/// When a decision is made that follows `held`: now, or where the clock has not moved on since (or was set back) the moment
/// after it, so that the later decision is the one that [holds](Decisions).
pub fn moment_after(held: Option<&Review>, now: Instant) -> Instant {
    let after = held.map(|held| Instant::from_epoch_ms(held.at.epoch_ms().saturating_add(1)));
    after.map_or(now, |after| after.max(now))
}

/// The decisions that hold, one for each revision that somebody decided about. Of several about one revision the latest
/// holds, and of two at one moment the one with the greater name, so that every desk finds the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decisions {
    by_revision: BTreeMap<String, Review>,
}

impl Decisions {
    /// Takes one more decision; in whatever order they come, the same one holds in the end.
    pub fn take(&mut self, review: Review) {
        let held = self.by_revision.get(&review.revision);
        if held.is_none_or(|held| is_after(&review, held)) {
            self.by_revision.insert(review.revision.clone(), review);
        }
    }

    /// The decision that holds about a revision.
    pub fn about(&self, revision: &str) -> Option<&Review> {
        self.by_revision.get(revision)
    }

    /// The latest of those that hold about other revisions.
    pub fn about_others(&self, revision: &str) -> Option<&Review> {
        let all = self.by_revision.values();
        all.filter(|one| one.revision != revision)
            .reduce(|held, one| if is_after(one, held) { one } else { held })
    }

    /// Where a revision is on its way.
    pub fn state(&self, revision: &str) -> ReviewState {
        ReviewState::of(self.about(revision).map(|review| review.verdict))
    }
}

impl FromIterator<Review> for Decisions {
    fn from_iter<T: IntoIterator<Item = Review>>(reviews: T) -> Self {
        let mut decisions = Self::default();
        reviews.into_iter().for_each(|one| decisions.take(one));
        decisions
    }
}

/// Names are worked out only where two were made at one moment.
fn is_after(one: &Review, other: &Review) -> bool {
    let by_time = one.at.cmp(&other.at);
    by_time.then_with(|| one.uid().cmp(&other.uid())).is_gt()
}

#[cfg(test)]
mod tests;
