//! The app around its screens: replies that come late.

use super::*;
use crate::ops::sample::june;
use crate::tui::screens::{report, stage};
use crate::tui::work::{Answer, DeskWorker};

#[test]
fn a_reply_for_a_screen_that_was_left_is_told_and_leaves_the_shown_one_alone() {
    let worker = DeskWorker::new(stage::coordinator(), Theme::new(true));
    let mut app = App::new(worker.context().expect("reads"));
    let now = june(18, 17, 40);
    app.visit(&Destination::Screen(Place::Progress), now);
    let reply = Reply {
        place: Place::Report,
        result: Ok(Answer::Report(report::Answer::Problems(Box::default()))),
        context: None,
    };
    assert_eq!(app.update(Msg::Reply(reply), now, Duration::ZERO), []);
    assert_eq!(app.place(), Place::Progress);
    let told = app.status.notice().expect("the user is told");
    assert!(told.starts_with("没有报送"), "{told}");
}
