//! The names by which desks know the same thing: SHA-256 over its canonical JSON, 64 hex digits. Canonical is: no white
//! space, keys in the order of their letters, integers as they are, texts escaped no more than JSON demands, optional keys
//! left out where there is nothing to say. The form is part of the packet format and written down in `docs/packet.md`.

use std::collections::BTreeMap;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::domain::calendar::Instant;
use crate::domain::figure::Figures;
use crate::domain::id::{FieldId, LevelId};
use crate::domain::period::PeriodId;
use crate::domain::submission::{Content, RollupBasis};

/// What a revision is named after, besides its content.
#[derive(Debug, Clone, Copy)]
pub struct Named<'a> {
    /// The code of the unit whose answer it is.
    pub unit: &'a str,
    pub period: &'a PeriodId,
    /// The name of its content; see [`content`].
    pub digest: &'a str,
    pub sent_at: Instant,
    pub reason: &'a str,
    /// Names of the revisions that it replaces, in any order.
    pub parents: &'a [String],
}

/// A revision's name. Who received it when is no part of it: that is another matter on every desk.
pub fn revision(named: &Named<'_>) -> String {
    #[derive(Serialize)]
    struct Canonical<'a> {
        content: &'a str,
        parents: Vec<&'a str>,
        period: String,
        reason: &'a str,
        sent_at: i64,
        unit: &'a str,
    }
    let mut parents: Vec<&str> = named.parents.iter().map(String::as_str).collect();
    parents.sort_unstable();
    parents.dedup();
    of_canonical(&Canonical {
        content: named.digest,
        parents,
        period: named.period.to_string(),
        reason: named.reason,
        sent_at: named.sent_at.epoch_ms(),
        unit: named.unit,
    })
}

/// The name of what a submission says.
pub fn content(content: &Content) -> String {
    #[derive(Serialize)]
    struct Canonical<'a> {
        fields: &'a BTreeMap<FieldId, String>,
        figures: &'a Figures,
        hazards: BTreeMap<&'a LevelId, Count>,
        material: Vec<File<'a>>,
        narrative: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        rollup: Option<&'a RollupBasis>,
    }
    #[derive(Serialize)]
    struct Count {
        closed: u64,
        found: u64,
    }
    #[derive(Serialize)]
    struct File<'a> {
        hash: &'a str,
        name: &'a str,
        size: u64,
    }
    let hazards = content.hazards.iter().map(|(level, count)| {
        let (closed, found) = (u64::from(count.closed), u64::from(count.found));
        (level, Count { closed, found })
    });
    let material = content.material.iter().map(|file| File {
        hash: &file.hash,
        name: &file.name,
        size: file.size,
    });
    of_canonical(&Canonical {
        fields: &content.fields,
        figures: &content.figures,
        hazards: hazards.collect(),
        material: material.collect(),
        narrative: &content.narrative,
        rollup: content.rollup.as_ref(),
    })
}

/// The name of anything whose fields are declared in the order of their letters.
pub fn of_canonical(value: &impl Serialize) -> String {
    let json = serde_json::to_vec(value).expect("keys are texts, so that JSON can hold it");
    hex(&Sha256::digest(json))
}

/// Bytes as lower-case hex digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    //! The names of revisions.

    use super::*;
    use crate::domain::figure::Answer;

    #[test]
    fn names_are_what_any_program_would_work_out() {
        let said = Content {
            figures: [
                ("posters".into(), Answer::number(3)),
                ("videos".into(), Answer::NotApplicable),
            ]
            .into(),
            narrative: "张贴\n标语".into(),
            ..Content::default()
        };
        let json = r#"{"fields":{},"figures":{"posters":3,"videos":null},"hazards":{},"material":[],"narrative":"张贴\n标语"}"#;
        let digest = content(&said);
        assert_eq!(digest, hex(&Sha256::digest(json)));
        let period = "weekly/1".parse().expect("a period");
        let parents = ["b".to_owned(), "a".to_owned(), "b".to_owned()];
        let named = Named {
            unit: "017",
            period: &period,
            digest: &digest,
            sent_at: Instant::from_epoch_ms(5),
            reason: "",
            parents: &parents,
        };
        let json = format!(
            r#"{{"content":"{digest}","parents":["a","b"],"period":"weekly/1","reason":"","sent_at":5,"unit":"017"}}"#
        );
        assert_eq!(revision(&named), hex(&Sha256::digest(json)));
    }

    #[test]
    fn whatever_is_said_otherwise_has_another_name() {
        let base = Content::default();
        let mut other = base.clone();
        other.narrative.push(' ');
        assert_ne!(content(&base), content(&other));
    }
}
