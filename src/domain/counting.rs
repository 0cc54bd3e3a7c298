//! Which submissions count in a total: whatever was received, or what was accepted alone. Every total says which of the
//! two it is, how much of what it counts nobody has accepted yet, and how much of that was returned.

use serde::{Deserialize, Serialize};

use super::review::Unsettled;

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

    /// With how much of what it counts is not settled.
    pub fn with(self, unsettled: Unsettled) -> Reckoning {
        Reckoning {
            counting: self,
            unsettled,
        }
    }

    /// The other of the two.
    pub fn other(self) -> Self {
        match self {
            Self::Received => Self::Accepted,
            Self::Accepted => Self::Received,
        }
    }
}

/// What a total counts, and how much of that is not settled.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reckoning {
    pub counting: Counting,
    pub unsettled: Unsettled,
}

impl Reckoning {
    /// Everything about it, for whoever works with the total.
    pub fn words(self) -> String {
        let label = self.counting.label();
        match (self.counting, self.unsettled.unreviewed) {
            (Counting::Accepted, _) => label.to_owned(),
            (Counting::Received, 0) => format!("{label}，都已审核通过"),
            (Counting::Received, count) => {
                let returned = self.unsettled.returned_words();
                let returned = returned.map_or_else(String::new, |words| format!("（{words}）"));
                format!("{label}，其中 {count} 份还没有审核通过{returned}")
            }
        }
    }

    /// The same in a few words, for a heading.
    pub fn brief(self) -> String {
        let label = self.counting.label();
        match (self.counting, self.unsettled.unreviewed) {
            (Counting::Received, count @ 1..) => format!("{label}（{count} 份未审核通过）"),
            _ => label.to_owned(),
        }
    }

    /// What whoever reads the total on paper has to know of it, if there is anything: that not all counts that was
    /// received, or that some of it was returned.
    pub fn remark(self) -> Option<String> {
        match self.counting {
            Counting::Accepted => Some(self.counting.label().to_owned()),
            Counting::Received => self.unsettled.returned_words(),
        }
    }
}

#[cfg(test)]
mod tests {
    //! What is said of a total, case by case.

    use super::*;

    /// What counts, how many are unreviewed and returned; what is said, and on paper.
    const SAID: [(Counting, u32, u32, &str, Option<&str>); 4] = [
        (
            Counting::Accepted,
            0,
            0,
            "只算审核通过的",
            Some("只算审核通过的"),
        ),
        (Counting::Received, 0, 0, "收到的都算，都已审核通过", None),
        (
            Counting::Received,
            3,
            0,
            "收到的都算，其中 3 份还没有审核通过",
            None,
        ),
        (
            Counting::Received,
            3,
            1,
            "收到的都算，其中 3 份还没有审核通过（含 1 份已退回、尚未重报）",
            Some("含 1 份已退回、尚未重报"),
        ),
    ];

    #[test]
    fn a_total_says_what_it_counts() {
        for (counting, unreviewed, returned, words, remark) in SAID {
            let unsettled = Unsettled {
                unreviewed,
                returned,
            };
            let reckoning = counting.with(unsettled);
            assert_eq!(reckoning.words(), words);
            assert_eq!(reckoning.remark().as_deref(), remark);
        }
    }
}
