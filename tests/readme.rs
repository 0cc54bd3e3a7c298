//! The README's picture of the main screen is the program's own: drawn from the demonstration, compared here, and
//! renewed with `INSTA_UPDATE=always cargo test readme::`.

use std::fs;
use std::path::Path;

use anyue::tui::screen::Place;

use crate::screens::Shown;

const MARKS: [&str; 2] = ["<!-- 画面 -->\n", "<!-- /画面 -->"];

#[test]
fn the_picture_is_the_main_screen() {
    let picture = format!("```text\n{}```\n", main_screen());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).expect("the README is there");
    let (before, rest) = readme
        .split_once(MARKS[0])
        .expect("the picture's first mark");
    let (shown, after) = rest.split_once(MARKS[1]).expect("the picture's last mark");
    if shown != picture && std::env::var("INSTA_UPDATE").as_deref() == Ok("always") {
        let whole = [before, MARKS[0], &picture, MARKS[1], after].concat();
        fs::write(&path, whole).expect("the README can be written");
        return;
    }
    assert_eq!(shown, picture);
}

fn main_screen() -> String {
    let mut shown = Shown::demonstration("gusu-2020");
    shown.visit(Place::Overview);
    shown.picture(80, 24)
}
