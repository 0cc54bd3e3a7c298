//! Which of a record's versions stands, the same on every desk, and which others say something else beside it. Versions are
//! a set that only grows; how they come to a desk and who may decide between them is none of this module's.

use super::RecordRevision;
use crate::domain::calendar::Instant;

/// What decides between versions: the longest history stands, so that a slow clock does not undo what was seen; of equals the
/// one written last, then the one with the greatest name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    /// One more than that of the version that it was made on; 1 is the first.
    pub generation: u32,
    /// By the clock of the desk on which it was written.
    pub at: Instant,
    /// Its name between desks.
    pub uid: String,
}

/// The place of the version that stands; `None` where there is none.
pub fn standing(ranks: &[Rank]) -> Option<usize> {
    (0..ranks.len()).max_by_key(|at| &ranks[*at])
}

/// The versions that stand against each other, the one that counts until somebody decides first: those with the longest
/// history, as far as they say different things. A single one where nobody contradicts it.
pub fn claims(versions: &[RecordRevision]) -> Vec<&RecordRevision> {
    let mut ranked: Vec<&RecordRevision> = versions.iter().collect();
    ranked.sort_by(|a, b| b.rank.cmp(&a.rank));
    let top = ranked.first().map(|first| first.rank.generation);
    let mut claims: Vec<&RecordRevision> = Vec::new();
    for version in ranked {
        let is_said = claims.iter().any(|claim| claim.entry == version.entry);
        if Some(version.rank.generation) == top && !is_said {
            claims.push(version);
        }
    }
    claims
}

#[cfg(test)]
mod tests {
    //! Which version stands, and which contradict it.

    use super::*;
    use crate::domain::figure::Value;
    use crate::domain::record::{FieldValue, RecordEntry};

    fn version(number: u32, (generation, at, uid): (u32, i64, &str), says: i64) -> RecordRevision {
        let value = FieldValue::Plain(Value::Number(says));
        RecordRevision {
            number,
            rank: Rank {
                generation,
                at: Instant::from_epoch_ms(at),
                uid: uid.into(),
            },
            entry: RecordEntry {
                fields: [("people".into(), value)].into(),
                ..RecordEntry::default()
            },
            actor: "甲".into(),
            reason: String::new(),
        }
    }

    fn numbers(versions: &[RecordRevision]) -> Vec<u32> {
        let claims = claims(versions);
        let ranks: Vec<Rank> = versions.iter().map(|one| one.rank.clone()).collect();
        let stands = standing(&ranks).map(|at| versions[at].number);
        assert_eq!(stands, claims.first().map(|first| first.number));
        claims.iter().map(|one| one.number).collect()
    }

    #[test]
    fn a_longer_history_stands_before_a_later_clock() {
        assert_eq!(numbers(&[]), [0_u32; 0]);
        let (early, late) = (version(1, (1, 100, "b"), 1), version(2, (1, 900, "a"), 2));
        assert_eq!(numbers(&[early.clone(), late.clone()]), [2, 1]);
        let slow = version(3, (2, 50, "c"), 3);
        assert_eq!(numbers(&[early, late, slow]), [3], "decided by a later one");
        let alike = [version(1, (1, 1, "a"), 1), version(2, (1, 1, "b"), 2)];
        assert_eq!(numbers(&alike), [2, 1], "by name where all else is equal");
    }

    #[test]
    fn what_says_the_same_contradicts_nobody() {
        let same = [version(1, (2, 100, "a"), 7), version(2, (2, 200, "b"), 7)];
        assert_eq!(numbers(&same), [2]);
        let third = version(3, (2, 150, "c"), 8);
        let [first, second] = same;
        assert_eq!(numbers(&[first, second, third]), [2, 3]);
    }
}
