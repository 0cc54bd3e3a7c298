//! The question which of two texts holds, where somebody else typed in the same draft meanwhile: this one's or the
//! other's, with when each was written and where they differ. Words only; what the answer leads to is the screen's.

use crate::domain::calendar::{Instant, words};
use crate::domain::campaign::Campaign;
use crate::domain::figure::Answer;
use crate::domain::problem::Place;
use crate::domain::submission::{Draft, Entry, show_answer};
use crate::ops::draft::AsideDraft;
use crate::ops::review::{BLANK, place_name, places};
use crate::text::width::truncate;
use crate::tui::kit::pick::Pick;
use crate::tui::kit::select::Choice;

/// Characters that two long texts have in common and that stand before what differs.
const BEFORE: usize = 6;
/// Columns of a text in a line.
const EXCERPT: usize = 26;

/// Which text holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Holds {
    Mine,
    Theirs,
}

/// What each choice leads to, in their order.
pub const HOLDS: [Holds; 2] = [Holds::Mine, Holds::Theirs];

/// What is said until it is asked: whoever goes on typing must not be interrupted.
pub const ELSEWHERE: &str = "草稿未存：别处也改过这份草稿；按 Esc 选用哪一份";

/// One of the two texts.
#[derive(Debug, Clone, Copy)]
pub struct Text<'d> {
    draft: &'d Draft,
    /// When it was last written, where that is known.
    at: Option<Instant>,
}

impl<'d> Text<'d> {
    pub fn new(draft: &'d Draft, at: Option<Instant>) -> Self {
        Self { draft, at }
    }

    /// `6月10日 09:00 写，文字 120 字，填了 8 处`
    fn detail(self) -> String {
        match self.at {
            Some(at) => format!("{} 写，{}", words::moment(at), size(self.draft)),
            None => size(self.draft),
        }
    }
}

/// Which text holds, with when each was written and where they differ. `theirs` is nothing where the draft was handed in or
/// thrown away.
pub fn question(mine: Text<'_>, theirs: Option<Text<'_>>, campaign: &Campaign) -> Pick {
    let Some(theirs) = theirs else {
        let choices = vec![
            Choice::new("保留这里的，接着填").detail(mine.detail()),
            Choice::new("不要了，看现在的内容"),
        ];
        return Pick::new("这份草稿在别处已经报送或清除；这里写的还在", choices);
    };
    let choices = vec![
        Choice::new("保留这里的").detail(mine.detail()),
        Choice::new("改用别处的").detail(theirs.detail()),
    ];
    let pick = Pick::new("这份草稿在别处也改过；两份都在，用哪一份？", choices);
    pick.about(told(campaign, mine.draft, theirs.draft, ["这里", "别处"]))
}

/// The same where another program's text was left beside the draft: it was killed before anybody said which holds.
pub fn left_question(mine: Text<'_>, left: &AsideDraft, campaign: &Campaign) -> Pick {
    let theirs = Text::new(&left.draft, Some(left.saved_at));
    let choices = vec![
        Choice::new("保留现在的").detail(mine.detail()),
        Choice::new("改用那一份").detail(theirs.detail()),
    ];
    let pick = Pick::new("另一个窗口写的一份没有存进草稿；用哪一份？", choices);
    pick.about(told(campaign, mine.draft, theirs.draft, ["现在", "那一份"]))
}

/// Where the texts differ, a line each, with what both say: `学习次数：这里 3，别处 5`.
fn told(campaign: &Campaign, mine: &Draft, theirs: &Draft, whose: [&str; 2]) -> Vec<String> {
    let differing = places(campaign).filter_map(|place| {
        let [here, there] = [mine, theirs].map(|draft| said(campaign, draft, &place));
        let [here, there] = (here != there).then(|| apart(&here, &there))?;
        let label = place_name(campaign, &place);
        let [mine, theirs] = whose;
        Some(format!("{label}：{mine} {here}，{theirs} {there}"))
    });
    let mut lines: Vec<String> = differing.collect();
    lines.insert(0, format!("有 {} 处不同：", lines.len()));
    lines
}

/// What a draft says at a place.
fn said(campaign: &Campaign, draft: &Draft, place: &Place) -> String {
    match place {
        Place::Narrative => draft.narrative.trim().to_owned(),
        Place::Field(id) => draft.fields.get(id).cloned().unwrap_or_default(),
        Place::Figure(id) => match draft.entries.get(id) {
            Some(Entry::NotApplicable) => campaign.figure(id).map_or_else(String::new, |figure| {
                show_answer(figure, &Answer::NotApplicable)
            }),
            Some(Entry::Typed(text)) => text.trim().to_owned(),
            None => String::new(),
        },
        Place::Hazards(level) => draft.hazards.get(level).map_or_else(String::new, |count| {
            format!("发现 {}、整改 {}", count.found, count.closed)
        }),
        Place::Material => {
            let names = draft.material.iter().map(|file| file.name.as_str());
            names.collect::<Vec<_>>().join("、")
        }
        Place::Whole => String::new(),
    }
}

/// Both as they fit a line; of long texts the part where they begin to differ.
fn apart(here: &str, there: &str) -> [String; 2] {
    let alike = here.chars().zip(there.chars()).take_while(|(a, b)| a == b);
    let skipped = match alike.count() {
        alike if alike > BEFORE => alike - BEFORE,
        _ => 0,
    };
    [here, there].map(|text| {
        if text.is_empty() {
            return BLANK.to_owned();
        }
        let rest: String = text.chars().skip(skipped).collect();
        let rest = rest.replace('\n', " ");
        let begin = if skipped > 0 { "…" } else { "" };
        format!("“{begin}{}”", truncate(&rest, EXCERPT))
    })
}

/// How much stands in a draft: `文字 120 字，填了 8 处`.
fn size(draft: &Draft) -> String {
    let typed = |entry: &&Entry| !matches!(entry, Entry::Typed(text) if text.trim().is_empty());
    let entries = draft.entries.values().filter(typed).count();
    let fields = draft.fields.values().filter(|text| !text.trim().is_empty());
    let filled = entries + fields.count() + draft.hazards.len() + draft.material.len();
    match draft.narrative.trim().chars().count() {
        0 => format!("填了 {filled} 处"),
        characters => format!("文字 {characters} 字，填了 {filled} 处"),
    }
}
