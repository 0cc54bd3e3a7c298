//! The packets of a small season in any order, some of them twice: the same desk at the end.

use super::*;

/// Packets of two units over a fortnight: corrections, one that was taken back, a second machine that goes its own way, a
/// hazard that is closed; each with the moment at which it arrives.
fn season() -> (tempfile::TempDir, Vec<(PathBuf, Instant)>) {
    let mut bench = Bench::new();
    let mut packets = Vec::new();
    let mut first = bench.liaison("001", "甲");
    let mut twin = bench.liaison("001", "甲二");
    let mut other = bench.liaison("002", "乙");
    send(&mut first, 3, "", june(2, 9, 0));
    packets.push((up(&mut first, 1, june(2, 9, 1)), june(4, 9, 0)));
    let seat = first.seat.unit;
    withdraw(&mut first, seat, &period("weekly/1"), "", june(2, 10, 0)).expect("takes back");
    packets.push((up(&mut first, 1, june(2, 10, 1)), june(3, 9, 0)));
    crate::ops::draft::discard(&mut first, seat, &period("weekly/1"), june(3, 8, 0)).expect("goes");
    send(&mut first, 4, "", june(3, 9, 0));
    packets.push((up(&mut first, 1, june(3, 9, 1)), june(5, 9, 0)));
    send(&mut twin, 9, "", june(3, 9, 0));
    packets.push((up(&mut twin, 1, june(3, 9, 2)), june(3, 12, 0)));
    send(&mut first, 5, "漏了一张", june(5, 9, 0));
    packets.push((up(&mut first, 1, june(5, 9, 1)), june(5, 10, 0)));
    send(&mut other, 1, "", june(4, 9, 0));
    packets.push((up(&mut other, 2, june(4, 9, 1)), june(4, 10, 0)));
    let mut hazard =
        crate::domain::hazard::HazardEntry::new(june(4, 9, 0).date(), "general".into());
    hazard.place = "楼梯".into();
    hazard.what = "堆物".into();
    let seat = other.seat.unit;
    let id =
        crate::ops::hazard::add(&mut other, seat, &hazard, june(4, 11, 0)).expect("is entered");
    packets.push((up(&mut other, 2, june(4, 11, 1)), june(4, 12, 0)));
    let (on, nothing) = (june(6, 9, 0).date(), Default::default());
    crate::ops::hazard::close(&mut other, id, on, &nothing, june(6, 9, 0)).expect("is closed");
    packets.push((up(&mut other, 2, june(6, 9, 1)), june(6, 12, 0)));
    (bench.root, packets)
}

fn after(packets: &[(PathBuf, Instant)], order: &[usize]) -> Vec<String> {
    let mut desk =
        Desk::in_memory(campaign(), NewSeat::Coordinator, june(1, 8, 0)).expect("a desk");
    for (code, name) in [("001", "甲医院"), ("002", "乙医院")] {
        let input = UnitInput {
            code: code.into(),
            name: name.into(),
            ..UnitInput::default()
        };
        add(&mut desk, &input, june(1, 8, 0)).expect("adds");
    }
    for at in order {
        let (packet, received_at) = &packets[*at];
        let how = OpenAs {
            received_at: Some(*received_at),
            reason: "按邮件时间".into(),
            ..OpenAs::default()
        };
        let mut opening = Opening::of(packet).expect("opens");
        open(&mut desk, &mut opening, &how, june(20, 9, 0)).expect("is taken");
    }
    dump(&desk)
}

#[test]
fn any_order_of_the_same_packets_gives_the_same_desk() {
    let (_root, packets) = season();
    let count = packets.len();
    let straight = after(&packets, &(0..count).collect::<Vec<_>>());
    let orders = (
        Just((0..count).collect::<Vec<usize>>()).prop_shuffle(),
        proptest::collection::vec(0..count, 0..6),
    );
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(40));
    let outcome = runner.run(&orders, |(mut order, repeats)| {
        order.extend(repeats);
        prop_assert_eq!(after(&packets, &order), straight.clone());
        Ok(())
    });
    outcome.expect("the same desk");
}
