//! A small province: three levels of desks above the units, packets lost, repeated and shuffled, clocks off, returns and
//! amendments, a week that was reported on two machines, a record that two desks wrote, pictures in volumes. The large one is `cargo run --release --example province`.

#[path = "../examples/province/world.rs"]
mod world;

use world::{Size, World};

#[test]
fn the_province_s_total_is_what_the_units_last_reported() {
    let folder = tempfile::tempdir().expect("a folder");
    let size = Size {
        cities: 2,
        districts: 4,
        units: 12,
        weeks: 3,
    };
    let mut quiet = |_: &str, _, _| ();
    let mut world = World::build(folder.path(), size, 7, &mut quiet).expect("is built");
    for week in 1..=size.weeks {
        world.week(week, &mut quiet).expect("passes");
    }
    world.settle(&mut quiet).expect("arrives");
    let proof = world.prove().expect("reads");
    assert!(proof.submissions >= 12 * 3);
    assert!(proof.total > 0);
    assert_eq!(proof.traced, 12 * 3 * 3);
    let traffic = &world.traffic;
    assert!(
        traffic.lost > 0 && traffic.repeated > 0 && traffic.amended > 0,
        "{traffic:?}"
    );
    assert!(
        traffic.decided > 0 && traffic.records_decided > 0 && traffic.volumes > 1,
        "{traffic:?}"
    );
}
