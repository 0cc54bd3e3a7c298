//! A province of desks: every one a real database, packets between them shuffled, lost, repeated, with clocks that are wrong,
//! with returns and amendments, weeks that were reported on two machines, records that two desks wrote, and pictures in several
//! volumes, over five weeks. Shows how far it is, and in the end its figures.
//!
//! `cargo run --release --example province`, with the numbers of cities, districts and units where they should be others:
//! `cargo run --release --example province -- 2 6 60`.

#[path = "province/world.rs"]
mod world;

use std::io::Write as _;
use std::time::Instant;

use world::{Size, World};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut numbers = std::env::args().skip(1).map(|text| text.parse::<usize>());
    let mut next = |usual| numbers.next().unwrap_or(Ok(usual));
    let size = Size {
        cities: next(11)?,
        districts: next(100)?,
        units: next(3000)?,
        weeks: 5,
    };
    let folder = tempfile::tempdir()?;
    // The example is a program of its own: it measures itself, and no rule depends on what it measures.
    #[allow(clippy::disallowed_methods, reason = "it measures itself")]
    let begun = Instant::now();
    let mut told = |what: &str, done: usize, of: usize| {
        if done == of || done.is_multiple_of(50) {
            print!(
                "\r\u{1b}[K{what} {done}/{of}  {} s",
                begun.elapsed().as_secs()
            );
            let _ = std::io::stdout().flush();
        }
    };
    let mut world = World::build(folder.path(), size, 2020, &mut told)?;
    let built = begun.elapsed();
    for week in 1..=size.weeks {
        world.week(week, &mut told)?;
    }
    world.settle(&mut told)?;
    let ran = begun.elapsed() - built;
    let proof = world.prove()?;
    let traffic = &world.traffic;
    println!("\r\u{1b}[K");
    println!(
        "desks          {:>10}",
        1 + size.cities + size.districts + size.units
    );
    println!("submissions    {:>10}", proof.submissions);
    println!("packets        {:>10}", traffic.made);
    println!("  opened       {:>10}", traffic.opened);
    println!("  lost         {:>10}", traffic.lost);
    println!("  repeated     {:>10}", traffic.repeated);
    println!(
        "  refused      {:>10}  (a clock that is years off)",
        traffic.refused
    );
    println!("returned       {:>10}", traffic.returned);
    println!("amended        {:>10}", traffic.amended);
    println!(
        "reported twice {:>10}  on two machines; {} conflicts decided, {} of records",
        traffic.twice, traffic.decided, traffic.records_decided
    );
    println!(
        "pictures       {:>10}  in {} volumes",
        traffic.pictures, traffic.volumes
    );
    println!("bytes          {:>10}", traffic.bytes);
    println!("set up         {:>10.1} s", built.as_secs_f64());
    println!("five weeks     {:>10.1} s", ran.as_secs_f64());
    let each = ran.as_secs_f64() * 1000.0 / (traffic.made + traffic.opened).max(1) as f64;
    println!("a packet       {each:>10.2} ms made or opened, with all that is done about it");
    println!(
        "province total {:>10}  = what the units last reported; {} numbers traced",
        proof.total, proof.traced
    );
    Ok(())
}
