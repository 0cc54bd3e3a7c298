//! A desk that was made by hand gets the code by which the desk above knows its unit, and keeps all it has.

use super::*;

/// A liaison's own desk: a corrected answer, one that was taken back, a draft, a hazard.
fn by_hand(folder: &Path) -> Desk {
    let sound = sound();
    let new = NewDesk {
        campaign_source: sound.source,
        templates: sound.templates,
        name: String::new(),
        seat: NewSeat::Unit {
            code: Some("900".into()),
            name: "甲医院".into(),
            kind: None,
        },
    };
    let mut desk = desk::create(folder, &new, june(1, 8, 0)).expect("makes a desk");
    let seat = desk.seat.unit;
    send(&mut desk, 3, "", june(2, 9, 0));
    withdraw(&mut desk, seat, &period("weekly/1"), "", june(2, 10, 0)).expect("takes back");
    crate::ops::draft::discard(&mut desk, seat, &period("weekly/1"), june(2, 11, 0)).expect("goes");
    send(&mut desk, 4, "", june(3, 9, 0));
    send(&mut desk, 5, "漏了一张", june(4, 9, 0));
    let mut hazard =
        crate::domain::hazard::HazardEntry::new(june(4, 9, 0).date(), "general".into());
    hazard.place = "楼梯".into();
    hazard.what = "堆物".into();
    crate::ops::hazard::add(&mut desk, seat, &hazard, june(4, 11, 0)).expect("is entered");
    desk
}

fn open_as(desk: &mut Desk, packet: &Path, adopt_code: bool) -> Result<Taken, Fault> {
    let how = OpenAs {
        adopt_code,
        ..OpenAs::default()
    };
    open(desk, &mut Opening::of(packet)?, &how, june(5, 9, 0))
}

#[test]
fn the_code_of_the_desk_above_is_adopted_where_it_is_asked_for_and_nothing_is_lost() {
    let mut bench = Bench::new();
    let mut own = by_hand(&bench.root.path().join("own"));
    let down = bench.down("001", june(4, 12, 0));
    let before = dump(&own);
    let fault = open_as(&mut own, &down, false).expect_err("it has another code");
    for told in ["甲医院（001）", "甲医院（900）"] {
        assert!(fault.message.contains(told), "{fault}");
    }
    assert!(fault.hint.contains("--adopt-code"), "{fault}");
    assert_eq!(dump(&own), before);

    let taken = open_as(&mut own, &down, true).expect("is adopted");
    assert_eq!(taken.recoded_from.as_deref(), Some("900"));
    let seat = own.unit(own.seat.unit).expect("is there");
    assert_eq!(seat.code, "001");
    assert_eq!(posters(&own, own.seat.unit), Some(5));
    let history = own.store.read().revisions(seat.id, &period("weekly/1"));
    assert_eq!(history.expect("reads").len(), 3);
    let noted = crate::ops::audit::list(&own, &Default::default()).expect("reads");
    let is_noted = |act| noted.iter().any(|entry| entry.act == act);
    assert!(is_noted(crate::domain::audit::Act::CodeAdopted));

    let folder = own.folder.clone();
    drop(own);
    let mut own = desk::open(&folder).expect("opens again");
    let packet = up(&mut own, 1, june(5, 10, 0));
    let taken = bench.take(&packet, june(5, 11, 0));
    assert_eq!((taken.revisions, taken.hazards), (3, 1));
    assert_eq!(bench.posters("001"), Some(5));
    let again = open_as(&mut own, &down, false).expect("is known now");
    assert!(!again.is_news());
}

#[test]
fn another_unit_s_packet_is_not_taken_for_one_s_own_because_the_codes_are_alike() {
    let mut bench = Bench::new();
    let sound = sound();
    let new = NewDesk {
        campaign_source: sound.source,
        templates: sound.templates,
        name: String::new(),
        seat: NewSeat::Unit {
            code: None,
            name: "乙医院".into(),
            kind: None,
        },
    };
    let folder = bench.root.path().join("own");
    let mut own = desk::create(&folder, &new, june(1, 8, 0)).expect("makes a desk");
    let down = bench.down("001", june(4, 12, 0));
    let fault = open_as(&mut own, &down, false).expect_err("it is 甲医院's");
    assert!(fault.message.contains("甲医院（001）"), "{fault}");
    // The packet for all units tells this one by its name.
    let all = make_campaign(&mut bench.above, &For::All, None, [7; 32], june(4, 12, 0));
    let all = all.expect("makes").files[0].path.clone();
    let fault = open_as(&mut own, &all, false).expect_err("it has another code");
    assert!(fault.message.contains("乙医院（002）"), "{fault}");
    let taken = open_as(&mut own, &all, true).expect("is adopted");
    assert_eq!(taken.recoded_from.as_deref(), Some("001"));
}

#[test]
fn a_code_that_a_unit_below_has_is_not_taken_from_it() {
    let mut bench = Bench::new();
    let mut own = by_hand(&bench.root.path().join("own"));
    let below = UnitInput {
        code: "001".into(),
        name: "一病区".into(),
        ..UnitInput::default()
    };
    add(&mut own, &below, june(2, 8, 0)).expect("adds");
    let down = bench.down("001", june(4, 12, 0));
    let before = dump(&own);
    let fault = open_as(&mut own, &down, true).expect_err("the code is taken");
    assert!(fault.message.contains("一病区"), "{fault}");
    assert_eq!(dump(&own), before);
}
