//! Reviewing from the form that is read: what is asked of the desk, the remark that a person writes at the chosen blank, and
//! what to say afterwards. Which decision holds is the domain's.

use super::history::Spot;
use super::sheet::Sheet;
use super::work::{Change, Request};
use crate::domain::campaign::Campaign;
use crate::domain::problem::Place;
use crate::domain::review::{Comment, Review, Verdict};
use crate::ops::packet::Made;
use crate::ops::review::place_name;
use crate::tui::kit::dialog::Dialog;
use crate::tui::kit::form::{Form, Item};
use crate::tui::screens::packed;

/// Characters of a remark.
const REMARK: usize = 200;

/// Accepts what is read.
pub fn accept(sheet: &Sheet) -> Request {
    review(sheet, Verdict::Accepted, Vec::new())
}

/// Asks what is to be remarked at the blank that is chosen; on a page without blanks, at which of its places, or about the
/// whole. Answers the places that can be chosen, too.
pub fn question(sheet: &Sheet, campaign: &Campaign) -> (Dialog, Vec<Place>) {
    let places = places(sheet);
    let names: Vec<String> = places.iter().map(|one| place_name(campaign, one)).collect();
    let at = match names.as_slice() {
        [only] => format!("，意见写在：{only}"),
        _ => String::new(),
    };
    let held = sheet.known.answer.review.as_ref();
    let before = match held.filter(|held| held.verdict == Verdict::Returned) {
        Some(held) => format!(
            "已写的 {} 处意见照样带上，同一处的以这一次为准。",
            held.comments.len()
        ),
        None => String::new(),
    };
    let text = format!(
        "退回“{}”{at}。对方打开下一个活动包时，会在这一处看到。{before}",
        sheet.period.name
    );
    let written = written(sheet, &places);
    let remark = Item::line("remark", "意见", &written, REMARK).required(written.is_empty());
    let mut items = vec![match written.is_empty() {
        true => remark,
        false => remark.hint("写错的，清空再确认就撤回"),
    }];
    if names.len() > 1 {
        let first = names[0].clone();
        items.push(Item::choice("place", "写在", names, &first).required(true));
    }
    (Dialog::form("退回", text, Form::new(items), "退回"), places)
}

/// Returns what is read, with what was written.
pub fn give_back(sheet: &Sheet, dialog: &Dialog, places: &[Place], campaign: &Campaign) -> Request {
    let value = |id: &str| dialog.fields().map(|form| form.value(id));
    let chosen = value("place").unwrap_or_default();
    let mut named = places.iter();
    let place = named.find(|place| place_name(campaign, place) == chosen);
    let place = place.or(places.first()).cloned().unwrap_or(Place::Whole);
    let text = value("remark").unwrap_or_default();
    // What is cleared of a remark that was made takes it back.
    let goes = text.trim().is_empty() && !written(sheet, std::slice::from_ref(&place)).is_empty();
    let verdict = if goes {
        Verdict::TakenBack
    } else {
        Verdict::Returned
    };
    review(sheet, verdict, vec![Comment { place, text }])
}

/// What is remarked already at the only place there is to choose; empty where nothing is, and where there are several.
fn written(sheet: &Sheet, places: &[Place]) -> String {
    let held = sheet.known.answer.review.as_ref();
    let held = held.filter(|held| held.verdict == Verdict::Returned);
    let (Some(held), [place]) = (held, places) else {
        return String::new();
    };
    let mut comments = held.comments.iter();
    let found = comments.find(|one| one.place == *place);
    found.map_or_else(String::new, |one| one.text.clone())
}

fn review(sheet: &Sheet, verdict: Verdict, comments: Vec<Comment>) -> Request {
    let standing = sheet.known.standing.as_ref();
    sheet.to_become(Change::Review {
        seen: standing.map_or_else(String::new, |standing| standing.uid.clone()),
        verdict,
        comments,
    })
}

/// The blank that is chosen, or else what a remark may stand beside on the page; never empty.
fn places(sheet: &Sheet) -> Vec<Place> {
    let focused = sheet.page().and_then(|page| page.body.focused());
    let place = match focused {
        Some((Spot::Figure(id), _)) => Place::Figure(id),
        Some((Spot::Field(id), _)) => Place::Field(id),
        Some((Spot::Found(level) | Spot::Closed(level), _)) => Place::Hazards(level),
        _ => {
            let places = sheet.page().map(|page| page.places.clone());
            let mut places = places.unwrap_or_default();
            places.push(Place::Whole);
            return places;
        }
    };
    vec![place]
}

/// What to say when it is decided; of a return how many remarks there are now.
pub fn told(review: &Review) -> String {
    match review.verdict {
        Verdict::Accepted => "已通过；回执随下一个活动包发给它。".to_owned(),
        Verdict::Returned => {
            let count = review.comments.len();
            format!("已退回，现有 {count} 处意见，随下一个活动包发给它。")
        }
        Verdict::TakenBack => "意见已撤回，重新等待审核；随下一个活动包告诉它。".to_owned(),
    }
}

/// What to say when a packet is made: where it lies, and what the other side may ask for on the telephone.
pub fn packed(made: &Made) -> Dialog {
    Dialog::message("报送包已做好", packed::upward(made).join("\n"))
}
