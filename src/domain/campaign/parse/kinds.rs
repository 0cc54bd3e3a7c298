//! References to kinds of unit: who owes, who collects, who answers for something.

use super::header::Header;
use super::tree::{Keys, Node, check_known};
use crate::domain::campaign::{Party, Responsibility};
use crate::domain::id::KindId;

/// The kinds that a key lists; none where the key is absent.
pub(super) fn read(keys: &Keys<'_>, key: &str, header: &Header) -> Option<Vec<KindId>> {
    let kinds: Vec<Option<KindId>> = keys
        .list(key)
        .iter()
        .map(|node| read_kind(node, header))
        .collect();
    kinds.into_iter().collect()
}

/// `lead = [...]` and `responsible = [...]`.
pub(super) fn responsibility(keys: &Keys<'_>, header: &Header) -> Option<Responsibility> {
    let parties = |key: &str| -> Option<Vec<Party>> {
        let read: Vec<_> = keys
            .list(key)
            .iter()
            .map(|node| read_party(node, header))
            .collect();
        read.into_iter().collect()
    };
    let (lead, responsible) = (parties("lead"), parties("responsible"));
    Some(Responsibility {
        lead: lead?,
        responsible: responsible?,
    })
}

/// `"county"`, or `{ kind = "bureau", note = "宣教股、综合股" }`.
fn read_party(node: &Node<'_>, header: &Header) -> Option<Party> {
    if node.is_text() {
        return Some(Party {
            kind: read_kind(node, header)?,
            note: String::new(),
        });
    }
    let keys = node.keys(&["kind", "note"])?;
    let kind = keys
        .require("kind", "\"bureau\"")
        .and_then(|node| read_kind(&node, header));
    let note = keys.text_or_empty("note");
    Some(Party {
        kind: kind?,
        note: note?,
    })
}

fn read_kind(node: &Node<'_>, header: &Header) -> Option<KindId> {
    let text = node.line()?;
    let known = header.unit_kinds.iter().map(|kind| kind.id.as_str());
    check_known(&text, "单位类别", known, node.report).then(|| KindId::from(text.value))
}
