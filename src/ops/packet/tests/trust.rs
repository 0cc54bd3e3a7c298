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
