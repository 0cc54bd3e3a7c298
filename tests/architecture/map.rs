//! Who may import whom: the table of rooms in ARCHITECTURE.md, held against what the sources name.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::sources;

/// A row of the table.
struct Room {
    /// The folder and file below `src`, without `.rs`.
    path: String,
    /// The rooms that it may use besides itself and what lies below it.
    may_use: BTreeSet<String>,
}

/// The table's rows: room, what it holds, the rooms that it may use.
fn rooms() -> Vec<Room> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let map = fs::read_to_string(root.join("ARCHITECTURE.md")).expect("ARCHITECTURE.md is there");
    let rows = map
        .lines()
        .skip_while(|line| !line.starts_with("| room |"))
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let rooms: Vec<Room> = rows
        .map(|row| {
            let cells: Vec<&str> = row.split('|').collect();
            let path = in_backticks(cells[1]).next();
            Room {
                path: path.expect("a row begins with its room").to_owned(),
                may_use: in_backticks(cells[3]).map(str::to_owned).collect(),
            }
        })
        .collect();
    assert!(rooms.len() > 20, "the table is not where it was");
    rooms
}

fn in_backticks(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

/// The narrowest room that holds a path.
fn room_of<'r>(rooms: &'r [Room], path: &str) -> Option<&'r Room> {
    rooms
        .iter()
        .filter(|room| is_within(path, &room.path))
        .max_by_key(|room| room.path.len())
}

fn is_within(path: &str, room: &str) -> bool {
    let below = path.strip_prefix(room);
    below.is_some_and(|below| below.is_empty() || below.starts_with('/'))
}

/// The paths below the crate that a line names: `crate::tui::kit::ink` as `tui/kit/ink`.
fn named(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    for krate in ["crate::", "anyue::"] {
        let mut rest = line;
        while let Some(at) = rest.find(krate) {
            rest = &rest[at + krate.len()..];
            let end = rest
                .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'))
                .unwrap_or(rest.len());
            found.push(rest[..end].trim_end_matches(':').replace("::", "/"));
        }
    }
    found
}

#[test]
fn every_room_uses_what_the_map_says_and_nothing_else() {
    let rooms = rooms();
    let mut breaches = Vec::new();
    let mut used: BTreeSet<(&str, &str)> = BTreeSet::new();
    for source in sources().iter().filter(|source| !source.is_test()) {
        let Some(room) = room_of(&rooms, &source.name) else {
            breaches.push(format!("{}: belongs to no room of the map", source.name));
            continue;
        };
        for path in source.statements().flat_map(named) {
            let Some(other) = room_of(&rooms, &path) else {
                continue;
            };
            if is_within(&other.path, &room.path) {
                continue;
            }
            if room.may_use.contains(&other.path) {
                used.insert((&room.path, &other.path));
            } else {
                breaches.push(format!("{} uses {path}", source.name));
            }
        }
    }
    for room in &rooms {
        for other in &room.may_use {
            if !used.contains(&(room.path.as_str(), other.as_str())) {
                breaches.push(format!(
                    "{} does not use {other}, as the map says",
                    room.path
                ));
            }
        }
    }
    assert_eq!(breaches, Vec::<String>::new());
}
