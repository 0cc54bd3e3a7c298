//! `[[check]]`: a rule over figures, or over the fields of a register's records, and what to say where it is broken.

use super::expression::{Scope, condition};
use super::tree::Keys;
use crate::domain::campaign::{Check, Condition};
use crate::domain::problem::Severity;

pub(super) const KEYS: [&str; 4] = ["rule", "when", "severity", "message"];

/// Reads every check. A broken rule is a warning unless the file says that it is an error.
pub(super) fn read(above: &Keys<'_>, scope: Scope<'_>) -> Vec<Check> {
    let nodes = above.list("check");
    let keys = nodes.iter().filter_map(|node| node.keys(&KEYS));
    keys.filter_map(|keys| read_check(&keys, scope)).collect()
}

fn read_check(keys: &Keys<'_>, scope: Scope<'_>) -> Option<Check> {
    let rule = keys.require("rule", "\"study_people >= study_sessions\"");
    let rule = rule.and_then(|node| condition(&node.line()?, scope, keys.report));
    let when: Option<Option<Condition>> = match keys.get("when") {
        Some(node) => node
            .line()
            .and_then(|text| condition(&text, scope, keys.report))
            .map(Some),
        None => Some(None),
    };
    let severity = keys
        .get("severity")
        .map_or(Some(Severity::Warning), |node| {
            node.word(&[("warning", Severity::Warning), ("error", Severity::Error)])
        });
    let message = keys.text("message", "人次少于次数，请核对");
    let rule = rule?;
    if rule.first_named().is_none() {
        let message = "式子里没有指标或字段，说不出是哪里的问题";
        keys.report.error(keys.key_span("rule"), message);
        return None;
    }
    Some(Check {
        rule,
        when: when?,
        severity: severity?,
        message: message?,
    })
}
