//! A record's versions as [`lineage`](crate::domain::lineage) sees them: which of them stands, the same on every desk, and which
//! others say something else beside it. How versions come to a desk and who may decide between them is none of this module's.

use serde::Serialize;

use super::{NamedVersion, RecordRevision};
use crate::domain::calendar::Instant;
use crate::domain::lineage::{Node, standing, uid};

impl RecordRevision {
    pub fn node(&self) -> Node<'_> {
        node(&self.uid, &self.parents, self.at, &self.entry)
    }
}

impl NamedVersion {
    pub fn node(&self) -> Node<'_> {
        node(&self.uid, &self.parents, self.at, &self.entry)
    }
}

/// Versions are never taken back one by one, none says less than another, and nobody reviews them.
fn node<'a>(name: &'a str, parents: &'a [String], at: Instant, entry: &impl Serialize) -> Node<'a> {
    Node {
        uid: name,
        parents,
        digest: uid::of_canonical(entry).into(),
        is_bare: false,
        sent_at: at,
        is_withdrawn: false,
        is_accepted: false,
    }
}

/// The versions that stand against each other, the one that counts until somebody decides first. A single one where nobody
/// contradicts it.
pub fn claims(versions: &[RecordRevision]) -> Vec<&RecordRevision> {
    let nodes: Vec<Node<'_>> = versions.iter().map(RecordRevision::node).collect();
    let found = standing(&nodes);
    let claims = found.counted.into_iter().chain(found.rivals);
    claims.map(|at| &versions[at]).collect()
}

#[cfg(test)]
mod tests {
    //! Which version stands, and which contradict it.

    use super::*;
    use crate::domain::figure::Value;
    use crate::domain::record::{FieldValue, RecordEntry};

    /// `name < parents`, when it was written and what it says.
    fn version(number: u32, name: &str, at: i64, says: i64) -> RecordRevision {
        let (uid, parents) = name.split_once('<').unwrap_or((name, ""));
        let value = FieldValue::Plain(Value::Number(says));
        RecordRevision {
            number,
            uid: uid.into(),
            parents: parents.chars().map(String::from).collect(),
            at: Instant::from_epoch_ms(at),
            entry: RecordEntry {
                fields: [("people".into(), value)].into(),
                ..RecordEntry::default()
            },
            actor: "甲".into(),
            reason: String::new(),
        }
    }

    fn numbers(versions: &[RecordRevision]) -> Vec<u32> {
        claims(versions).iter().map(|one| one.number).collect()
    }

    #[test]
    fn a_longer_history_counts_before_a_later_clock_and_hides_no_other() {
        assert_eq!(numbers(&[]), [0_u32; 0]);
        let first = version(1, "a", 500, 1);
        let (once, slow) = (version(2, "b<a", 900, 2), version(3, "c<a", 100, 3));
        assert_eq!(
            numbers(&[first.clone(), once.clone(), slow.clone()]),
            [2, 3]
        );
        // One desk has written twice meanwhile: what the other wrote is still there to be decided about.
        let twice = version(4, "d<c", 200, 4);
        let all = [first.clone(), once.clone(), slow, twice];
        assert_eq!(numbers(&all), [4, 2]);
        let decided = version(5, "e<bd", 50, 2);
        let [first, once, slow, twice] = all;
        assert_eq!(numbers(&[first, once, slow, twice, decided]), [5]);
    }

    #[test]
    fn what_was_written_on_another_hides_it() {
        let chain = [version(1, "a", 900, 1), version(2, "b<a", 100, 2)];
        assert_eq!(numbers(&chain), [2], "though its clock was slow");
        let alike = [version(1, "a", 1, 1), version(2, "b", 1, 2)];
        assert_eq!(numbers(&alike), [2, 1], "by name where all else is equal");
    }

    #[test]
    fn what_says_the_same_contradicts_nobody() {
        let first = version(1, "a", 1, 1);
        let same = [version(2, "b<a", 100, 7), version(3, "c<a", 200, 7)];
        let [second, third] = same;
        assert_eq!(
            numbers(&[first.clone(), second.clone(), third.clone()]),
            [3]
        );
        let fourth = version(4, "d<a", 150, 8);
        assert_eq!(numbers(&[first, second, third, fourth]), [3, 4]);
    }
}
