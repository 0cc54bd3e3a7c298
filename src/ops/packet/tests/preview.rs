//! What a packet would bring is told before it is taken, and looking changes nothing.

use super::*;

fn look(desk: &Desk, packet: &Path, now: Instant) -> Preview {
    let opening = Opening::of(packet).expect("opens");
    preview(desk, &opening, now).expect("would be taken")
}

#[test]
fn what_is_new_and_what_is_known_is_told_and_nothing_is_taken() {
    let mut bench = Bench::new();
    let mut liaison = bench.liaison("001", "甲");
    send(&mut liaison, 3, "", june(4, 9, 0));
    let first = up(&mut liaison, 1, june(4, 9, 5));
    let before = dump(&bench.above);
    let seen = look(&bench.above, &first, june(4, 10, 0));
    assert_eq!(seen.key, KeyState::FirstSeen);
    assert_eq!((seen.answers[0].new, seen.answers[0].known), (1, 0));
    assert_eq!(seen.answers[0].unit.code, "001");
    assert!(seen.doubts.is_empty());
    assert_eq!(dump(&bench.above), before);

    bench.take(&first, june(4, 10, 0));
    let again = look(&bench.above, &first, june(4, 11, 0));
    assert_eq!(
        again.key,
        KeyState::Known {
            is_confirmed: false
        }
    );
    assert_eq!((again.answers[0].new, again.answers[0].known), (0, 1));
    send(&mut liaison, 4, "漏了一张", june(5, 9, 0));
    let second = up(&mut liaison, 1, june(5, 9, 5));
    let seen = look(&bench.above, &second, june(5, 10, 0));
    assert_eq!((seen.answers[0].new, seen.answers[0].known), (1, 1));
    assert!(!seen.answers[0].is_conflict);
}

#[test]
fn another_key_a_conflict_and_closed_books_are_foreseen() {
    let mut bench = Bench::new();
    let mut liaison = bench.liaison("001", "甲");
    let mut twin = bench.liaison("001", "甲二");
    send(&mut liaison, 3, "", june(4, 9, 0));
    send(&mut twin, 9, "", june(4, 9, 30));
    let first = up(&mut liaison, 1, june(4, 9, 5));
    let other = up(&mut twin, 2, june(4, 9, 35));
    bench.take(&first, june(4, 10, 0));
    crate::ops::books::close(&mut bench.above, &[period("weekly/1")], "", june(6, 9, 0))
        .expect("closes");
    let seen = look(&bench.above, &other, june(6, 10, 0));
    assert_eq!(seen.key, KeyState::Replaced);
    let [Doubt::Key(key), Doubt::Books(books)] = seen.doubts.as_slice() else {
        panic!("the key and the books, and nothing else: {:?}", seen.doubts);
    };
    assert!(key.message.contains("换了密钥"), "{key}");
    assert!(books.message.contains("已关账"), "{books}");
    assert!(seen.answers[0].is_conflict);
    let early = look(&bench.above, &first, june(1, 8, 0));
    assert!(matches!(early.doubts.as_slice(), [Doubt::Clock(_)]));
}

#[test]
fn the_word_from_above_tells_of_its_receipts_and_reviews() {
    let mut bench = Bench::new();
    let mut liaison = bench.liaison("001", "甲");
    send(&mut liaison, 3, "", june(4, 9, 0));
    let report = up(&mut liaison, 1, june(4, 9, 5));
    bench.take(&report, june(4, 10, 0));
    let unit = bench.unit("001");
    crate::ops::review::accept(
        &mut bench.above,
        unit,
        &period("weekly/1"),
        None,
        june(4, 11, 0),
    )
    .expect("is accepted");
    let word = bench.down("001", june(4, 12, 0));
    let seen = look(&liaison, &word, june(4, 13, 0));
    assert_eq!((seen.receipts, seen.reviews, seen.units), (1, 1, 0));
    assert!(seen.is_newer_word);
    take(&mut liaison, &word, june(4, 13, 0)).expect("is taken");
    let again = look(&liaison, &word, june(4, 14, 0));
    assert_eq!((again.receipts, again.reviews), (0, 0));
    assert!(!again.is_newer_word);
}
