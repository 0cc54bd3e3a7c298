//! Where a packet goes, with real desks side by side in a folder: at most one answer without a person.

use super::*;
use crate::ops::packet::{Goes, Place, Question, Wish, place};
use crate::ops::sample::levels;

/// The packet that a desk sends to its first unit below, opened.
fn to_the_unit_below(above: &mut Desk) -> Opening {
    let unit = above.units().expect("reads")[1].id;
    let now = june(2, 9, 0);
    let made = make_campaign(above, &For::Unit(unit), None, [7; 32], now).expect("is made");
    Opening::of(&made.files[0].path).expect("opens")
}

fn goes(root: &Path, opening: &Opening, wish: Wish<'_>) -> Goes {
    place(root, opening, wish).expect("the folder is read")
}

fn asks(root: &Path, opening: &Opening, wish: Wish<'_>) -> Question {
    match goes(root, opening, wish) {
        Goes::Asks(question) => question,
        other => panic!("{other:?}"),
    }
}

const NO_WISH: Wish<'_> = Wish {
    unit: None,
    adopt_code: false,
    new_desk: false,
};

#[test]
fn it_goes_to_the_desk_it_is_for_and_to_the_last_of_several() {
    let root = tempfile::tempdir().expect("a folder");
    let (mut above, below) = levels(root.path(), false);
    let opening = to_the_unit_below(&mut above);
    let own = below.folder.clone();
    drop((above, below));
    assert_eq!(goes(root.path(), &opening, NO_WISH), Goes::To(own.clone()));

    // A copy of the desk, as after a move to another disk.
    let copy = root.path().join("copy");
    std::fs::create_dir(&copy).expect("is made");
    for file in std::fs::read_dir(&own).expect("reads") {
        let file = file.expect("reads");
        if file.path().is_file() {
            std::fs::copy(file.path(), copy.join(file.file_name())).expect("is copied");
        }
    }
    match asks(root.path(), &opening, NO_WISH) {
        Question::Several(places) => {
            let folders: Vec<PathBuf> = places.into_iter().map(|place| place.folder).collect();
            assert_eq!(folders, [own, copy.clone()]);
        }
        other => panic!("{other:?}"),
    }
    desk::remember(root.path(), &copy).expect("is written down");
    assert_eq!(goes(root.path(), &opening, NO_WISH), Goes::To(copy));
}

#[test]
fn where_no_desk_is_the_one_a_person_is_asked_or_one_is_made() {
    let root = tempfile::tempdir().expect("a folder");
    let (mut above, below) = levels(root.path(), false);
    let opening = to_the_unit_below(&mut above);
    let made_here = asks_beside(root.path(), &above.folder, &opening, NO_WISH);
    assert_eq!(made_here, Goes::Asks(Question::Own));
    drop((above, below));

    let fresh = tempfile::tempdir().expect("a folder");
    assert_eq!(goes(fresh.path(), &opening, NO_WISH), Goes::Nowhere);

    // A desk that cannot be read may be the one.
    let broken = fresh.path().join("broken");
    std::fs::create_dir(&broken).expect("is made");
    std::fs::write(
        broken.join("desk.db"),
        "no database at all, but long enough to look",
    )
    .expect("is written");
    match asks(fresh.path(), &opening, NO_WISH) {
        Question::Unreadable(folder, fault) => {
            assert_eq!(folder, broken);
            let told = Question::Unreadable(folder, fault).fault(&opening, None);
            assert!(told.message.contains("broken"), "{told}");
            assert!(told.safe.contains("没有另建工作台"), "{told}");
        }
        other => panic!("{other:?}"),
    }
    let new_desk = Wish {
        new_desk: true,
        ..NO_WISH
    };
    assert_eq!(goes(fresh.path(), &opening, new_desk), Goes::Nowhere);
}

/// The answer where only one desk lies in the folder.
fn asks_beside(root: &Path, folder: &Path, opening: &Opening, wish: Wish<'_>) -> Goes {
    let alone = root.join("alone");
    std::fs::create_dir(&alone).expect("is made");
    let target = alone.join("desk");
    std::fs::rename(folder, &target).expect("is moved");
    let answer = goes(&alone, opening, wish);
    std::fs::rename(&target, folder).expect("is moved back");
    answer
}

#[test]
fn a_desk_made_by_hand_goes_on_only_where_a_person_says_so() {
    let root = tempfile::tempdir().expect("a folder");
    let (mut above, below) = levels(root.path(), false);
    let opening = to_the_unit_below(&mut above);
    drop((above, below));
    let fresh = tempfile::tempdir().expect("a folder");
    let new = |name: &str| NewDesk {
        campaign_source: crate::domain::campaign::builtin()[0].1.to_owned(),
        templates: Default::default(),
        name: String::new(),
        seat: NewSeat::Unit {
            code: Some("900".into()),
            name: name.into(),
            kind: None,
        },
    };
    let adopt = Wish {
        adopt_code: true,
        ..NO_WISH
    };
    let other = fresh.path().join("other");
    drop(desk::create(&other, &new("乙医院"), june(1, 8, 0)).expect("is made"));
    let is_other = |place: &Place| place.folder == other && place.seat == "乙医院";
    let asked = asks(fresh.path(), &opening, NO_WISH);
    assert!(
        matches!(&asked, Question::Elsewhere(place) if is_other(place)),
        "{asked:?}"
    );
    assert_eq!(asks(fresh.path(), &opening, adopt), Question::NoneByHand);

    let own = fresh.path().join("own");
    drop(desk::create(&own, &new("平江医院"), june(1, 8, 0)).expect("is made"));
    let asked = asks(fresh.path(), &opening, NO_WISH);
    assert!(
        matches!(&asked, Question::ByHand(place) if place.folder == own),
        "{asked:?}"
    );
    assert_eq!(goes(fresh.path(), &opening, adopt), Goes::To(own));
}
