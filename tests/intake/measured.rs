//! Every habit through every program, counted: what is read wrong must be nothing, and what is asked little. Here each
//! habit goes through some of the programs; `cargo bench --bench intake` takes all of them and prints the count.

use anyue::intake::{FileSource, Reader, Whose};

use super::make::{self, CHANGED, INTACT, Style};
use super::producers::{self, Producer};
use super::truth::{self, Score};

/// Loose text has no cells: what stands beside a sentence there is less certain, so it is counted apart.
fn is_loose(producer: Producer) -> bool {
    matches!(producer, Producer::Text | Producer::Pasted)
}

#[test]
fn nothing_is_read_wrong_and_little_is_asked() {
    let campaign = truth::campaign();
    let plan = truth::plan(&campaign);
    let units = truth::units();
    let reader = Reader::new(&campaign, &units, &plan);
    let mut files = 0;
    let (mut intact, mut loose, mut changed) =
        (Score::default(), Score::default(), Score::default());
    let mut remarks = Vec::new();
    for (i, style) in INTACT.into_iter().chain(CHANGED).enumerate() {
        let some = producers::ALL.into_iter().enumerate();
        for (j, producer) in some.filter(|(j, _)| (i + j) % 3 == 0) {
            let seed = u64::try_from(i * 100 + j).unwrap();
            let unit = &units[(i + j) % units.len()];
            let paper = make::paper(&campaign, style, &unit.name, seed);
            let bytes = producer.write(&paper, seed);
            let name = format!("{style:?}-{producer:?}.{}", producer.ending());
            let source = FileSource {
                name: &name,
                folder: "",
                bytes: &bytes,
            };
            let readings = reader
                .read(source)
                .unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
            let (score, told) = truth::score(&name, &readings[0], &paper.truth);
            files += 1;
            remarks.extend(told);
            assert!(
                matches!(&readings[0].unit, Whose::Certain { unit: found, .. } if *found == unit.id),
                "{name}: {:?}",
                readings[0].unit
            );
            if CHANGED.contains(&style) {
                changed += score;
            } else if is_loose(producer) {
                loose += score;
            } else {
                intact += score;
            }
        }
    }
    println!("{files} files");
    for (name, score) in [
        ("intact", intact),
        ("intact, loose text", loose),
        ("reworded", changed),
    ] {
        println!(
            "{name}: {} right, {} wrong, {} asked",
            score.right, score.wrong, score.asked
        );
    }
    for remark in &remarks {
        println!("{remark}");
    }
    assert!(files >= 60);
    assert_eq!(
        intact.wrong + loose.wrong + changed.wrong,
        0,
        "{remarks:#?}"
    );
    let share = |score: Score| score.asked * 1000 / (score.right + score.asked);
    assert!(share(intact) < 20, "{} of a thousand asked", share(intact));
    assert!(share(loose) < 20, "{} of a thousand asked", share(loose));
}

/// What heads the paper of another year is told, and the figures are read all the same.
#[test]
fn another_year_is_told() {
    let campaign = truth::campaign();
    let plan = truth::plan(&campaign);
    let paper = make::paper(&campaign, Style::OtherYear, "平江医院", 1);
    let bytes = Producer::Library.write(&paper, 1);
    let source = FileSource {
        name: "附件2.docx",
        folder: "",
        bytes: &bytes,
    };
    let reading = &anyue::intake::read(&campaign, &[], &plan, source).unwrap()[0];
    assert!(
        reading
            .problems
            .iter()
            .any(|problem| problem.message.contains("2019 年"))
    );
}
