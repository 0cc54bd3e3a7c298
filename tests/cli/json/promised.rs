//! What the help promises of `--json`, and what is printed, as sets of places.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// Every place of these values that holds no further place in any of them: `units[].code`.
pub fn places(values: &[Value]) -> BTreeSet<String> {
    fn walk(value: &Value, path: &str, found: &mut BTreeSet<String>) {
        found.insert(path.to_owned());
        match value {
            Value::Object(object) => {
                for (key, value) in object {
                    // A form's fields are the campaign's own.
                    let key = if path.ends_with("fields") { "*" } else { key };
                    let dot = if path.is_empty() { "" } else { "." };
                    walk(value, &format!("{path}{dot}{key}"), found);
                }
            }
            Value::Array(items) => {
                for item in items.iter().filter(|item| item.is_object()) {
                    walk(item, &format!("{path}[]"), found);
                }
            }
            _ => {}
        }
    }
    let mut found = BTreeSet::new();
    for value in values {
        walk(value, "", &mut found);
    }
    let holds_more = |place: &String| {
        let inner = [format!("{place}."), format!("{place}[]")];
        let mut others = found.iter();
        place.is_empty() || others.any(|other| inner.iter().any(|inner| other.starts_with(inner)))
    };
    found
        .iter()
        .filter(|place| !holds_more(place))
        .cloned()
        .collect()
}

/// The topic's sections: heading, and the places listed below it with shared shapes written out.
pub fn promised(topic: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut sections: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut heading = String::new();
    for line in topic.lines() {
        let Some(entry) = line.strip_prefix("  ") else {
            heading = line.trim().to_owned();
            continue;
        };
        let mut words = entry.split(' ');
        let place = words.next().unwrap_or_default();
        if place.is_empty() || !place.is_ascii() {
            continue;
        }
        let shape = words.next().filter(|word| word.starts_with('{'));
        let listed: Vec<String> = match shape {
            None => vec![place.to_owned()],
            Some(shape) => sections[shape]
                .iter()
                .map(|inner| format!("{place}.{inner}"))
                .collect(),
        };
        sections.entry(heading.clone()).or_default().extend(listed);
    }
    sections
}
