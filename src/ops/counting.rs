//! Which submissions count in a total: whatever was received, or what was accepted alone. Every total says which of the
//! two it is, and how much of what it counts nobody has accepted yet.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::domain::review::{Review, Verdict, holding};
use crate::store::{Reader, StoreError};

/// Which answers are added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Counting {
    /// Whatever was received.
    #[default]
    Received,
    /// What was accepted.
    Accepted,
}

impl Counting {
    /// The word in `--json`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Accepted => "accepted",
        }
    }

    /// The words on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Received => "收到的都算",
            Self::Accepted => "只算审核通过的",
        }
    }

    /// Which is counted, and how many of `unreviewed` submissions among it are not accepted yet.
    pub fn words(self, unreviewed: u32) -> String {
        match (self, unreviewed) {
            (Self::Accepted, _) => self.label().to_owned(),
            (Self::Received, 0) => format!("{}，都已审核通过", self.label()),
            (Self::Received, count) => {
                format!("{}，其中 {count} 份还没有审核通过", self.label())
            }
        }
    }
}

/// Tells submission by submission whether it counts.
#[derive(Debug, Default)]
pub(super) struct Counted {
    counting: Counting,
    /// The names of the revisions that are accepted.
    accepted: BTreeSet<String>,
}

impl Counted {
    pub fn of(reader: Reader<'_>, counting: Counting) -> Result<Self, StoreError> {
        Ok(Self {
            counting,
            accepted: accepted(reader)?,
        })
    }

    /// Whether a revision of that name counts.
    pub fn takes(&self, revision: &str) -> bool {
        self.counting == Counting::Received || self.is_accepted(revision)
    }

    pub fn is_accepted(&self, revision: &str) -> bool {
        self.accepted.contains(revision)
    }
}

/// The revisions about which the decision that holds is that they are accepted.
fn accepted(reader: Reader<'_>) -> Result<BTreeSet<String>, StoreError> {
    let reviews = reader.reviews()?;
    let mut by_revision: BTreeMap<&str, Vec<&Review>> = BTreeMap::new();
    for (_, _, review) in &reviews {
        by_revision
            .entry(&review.revision)
            .or_default()
            .push(review);
    }
    let accepted = by_revision.into_iter().filter(|(_, reviews)| {
        let held = holding(reviews.iter().copied());
        held.is_some_and(|held| held.verdict == Verdict::Accepted)
    });
    Ok(accepted.map(|(revision, _)| revision.to_owned()).collect())
}
