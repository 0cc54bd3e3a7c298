//! What reading costs in memory: no more for many files than for a few.

use allocation_counter::measure;
use anyue::intake::{FileSource, Reader};

use super::make::{self, Style};
use super::producers;
use super::truth;

/// The most bytes held at any moment while so many filled forms are read, one after the other.
fn most_held(files: usize) -> u64 {
    let campaign = truth::campaign();
    let (plan, units) = (truth::plan(&campaign), truth::units());
    let reader = Reader::new(&campaign, &units, &plan);
    let all = producers::ALL;
    // One paper as each program writes it, again and again: what differs is how many there are.
    let paper = make::paper(&campaign, Style::Plain, &units[0].name, 1);
    let written: Vec<(String, Vec<u8>)> = (all.iter().cycle().take(files))
        .map(|program| {
            let name = format!("附件2.{}", program.ending());
            (name, program.write(&paper, 1))
        })
        .collect();
    let cost = measure(|| {
        for (name, bytes) in &written {
            let source = FileSource {
                name,
                folder: "",
                bytes,
            };
            let readings = reader.read(source).expect("is read");
            assert!(!readings.is_empty());
        }
    });
    cost.bytes_max
}

#[test]
fn memory_stays_flat_with_the_number_of_files() {
    let a_few = producers::ALL.len();
    let (few, many) = (most_held(a_few), most_held(4 * a_few));
    assert!(few > 0);
    assert!(many <= few + few / 50, "{few} bytes, then {many}");
}
