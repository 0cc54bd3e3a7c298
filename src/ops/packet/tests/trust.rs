//! What only a person can answer for: whose key it is, and a clock that is off.

use super::*;

#[test]
fn only_the_fingerprint_that_was_compared_is_confirmed() {
    let mut bench = Bench::new();
    let mut liaison = bench.liaison("001", "甲");
    let mut twin = bench.liaison("001", "甲二");
    send(&mut liaison, 3, "", june(4, 9, 0));
    send(&mut twin, 3, "", june(4, 9, 0));
    let packets = [
        up(&mut liaison, 1, june(4, 9, 5)),
        up(&mut twin, 2, june(4, 9, 6)),
    ];
    let first = bench.take(&packets[0], june(4, 10, 0));
    // Meanwhile another window takes a packet with another key.
    let how = OpenAs {
        accept_key: true,
        ..OpenAs::default()
    };
    let mut opening = Opening::of(&packets[1]).expect("opens");
    let second = open(&mut bench.above, &mut opening, &how, june(4, 11, 0)).expect("is taken");
    let fault = confirm_sender(&mut bench.above, &first, june(4, 12, 0)).expect_err("not that one");
    assert!(fault.message.contains(&second.fingerprint), "{fault}");
    let words = confirm_sender(&mut bench.above, &second, june(4, 12, 0)).expect("that one");
    assert_eq!(words, second.fingerprint);
}

#[test]
fn a_packet_that_is_not_taken_leaves_no_desk_behind() {
    let mut bench = Bench::new();
    let packet = bench.down("001", june(1, 9, 0));
    let folder = bench.root.path().join("甲");
    let long_before = Instant::from_epoch_ms(june(1, 9, 0).epoch_ms() - 30 * 86_400_000);
    let mut opening = Opening::of(&packet).expect("opens");
    let mut set_up = |how: OpenAs| {
        let made = set_up(&folder, &mut opening, None, false, &how, long_before);
        made.map(|(_, taken)| taken)
    };
    let fault = set_up(OpenAs::default()).expect_err("its clock is a month behind");
    assert!(fault.message.contains("时钟"), "{fault}");
    assert!(!folder.exists(), "the next try finds nothing in its way");
    let how = OpenAs {
        accept_clock: true,
        ..OpenAs::default()
    };
    set_up(how).expect("a person says that the clock is off");
    assert!(folder.exists());
}

/// As [`take`], with the key compared by telephone.
fn accept_key(desk: &mut Desk, packet: &Path, now: Instant) -> Taken {
    let how = OpenAs {
        accept_key: true,
        ..OpenAs::default()
    };
    let mut opening = Opening::of(packet).expect("opens");
    open(desk, &mut opening, &how, now).expect("is taken")
}

#[test]
fn two_machines_of_a_unit_are_each_compared_once() {
    let mut bench = Bench::new();
    let mut machines = [bench.liaison("001", "甲"), bench.liaison("001", "甲二")];
    let mut stranger = bench.liaison("001", "冒名");
    let report = |machines: &mut [Desk; 2], at: usize, posters: i64, date: u32| {
        send(&mut machines[at], posters, "再报", june(date, 9, 0));
        let seed = [1, 2][at];
        up(&mut machines[at], seed, june(date, 9, 5))
    };
    let first = report(&mut machines, 0, 3, 2);
    bench.take(&first, june(2, 10, 0));
    let other = report(&mut machines, 1, 4, 3);
    take(&mut bench.above, &other, june(3, 10, 0)).expect_err("nobody has compared it");
    accept_key(&mut bench.above, &other, june(3, 10, 0));
    // The first was never compared: only now is it.
    let again = report(&mut machines, 0, 5, 4);
    take(&mut bench.above, &again, june(4, 10, 0)).expect_err("nobody has compared it");
    accept_key(&mut bench.above, &again, june(4, 10, 0));
    for (at, date) in [(1, 5), (0, 6), (1, 7), (1, 8), (0, 9)] {
        let packet = report(&mut machines, at, i64::from(date), date);
        let taken = take(&mut bench.above, &packet, june(date, 10, 0)).expect("is known");
        assert_eq!(taken.key, KeyState::Known { is_confirmed: true });
    }
    let known = known_keys(&bench.above).expect("reads");
    assert_eq!(known.len(), 2, "both are told");
    assert!(known.iter().all(|one| one.unit.code == "001"));
    send(&mut stranger, 900, "", june(9, 9, 0));
    let forged = up(&mut stranger, 66, june(9, 9, 40));
    take(&mut bench.above, &forged, june(9, 12, 0)).expect_err("a third is none of them");
}

#[test]
fn a_clock_that_was_accepted_does_not_alarm_again() {
    let mut bench = Bench::new();
    let mut liaison = bench.liaison("001", "甲");
    let mut other = bench.liaison("002", "乙");
    // It shows the next year, and goes on doing so.
    let ahead = |date: u32| Instant::from_epoch_ms(june(date, 9, 0).epoch_ms() + 365 * 86_400_000);
    send(&mut liaison, 3, "", ahead(2));
    let packet = up(&mut liaison, 1, ahead(2));
    let fault = take(&mut bench.above, &packet, june(2, 10, 0)).expect_err("its clock is off");
    assert!(fault.message.contains("时钟"), "{fault}");
    let how = OpenAs {
        accept_clock: true,
        ..OpenAs::default()
    };
    let mut opening = Opening::of(&packet).expect("opens");
    open(&mut bench.above, &mut opening, &how, june(2, 10, 0)).expect("is taken");
    send(&mut liaison, 4, "漏报", ahead(9));
    let next = up(&mut liaison, 1, ahead(9));
    assert_eq!(bench.take(&next, june(9, 10, 0)).revisions, 1);
    // Farther off than it was, and another machine's clock, are told.
    send(&mut liaison, 5, "漏报", ahead(30));
    let far = up(&mut liaison, 1, ahead(30));
    take(&mut bench.above, &far, june(16, 10, 0)).expect_err("it has changed");
    send(&mut other, 1, "", ahead(9));
    let others = up(&mut other, 2, ahead(9));
    take(&mut bench.above, &others, june(9, 10, 0)).expect_err("nobody has looked at this one");
}
