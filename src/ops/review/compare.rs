//! Answers side by side: what each says at every place of the form. Which of them holds is decided elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use super::{place_name, places};
use crate::domain::campaign::{Ask, Campaign};
use crate::domain::material::Material;
use crate::domain::problem::Place;
use crate::domain::submission::{Content, Revision, show_answer};

/// One place of the form, as each version has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    pub place: Place,
    /// What people call it.
    pub label: String,
    /// By version, as it stands on paper.
    pub answers: Vec<String>,
}

/// What stands for an answer that nobody gave.
pub const BLANK: &str = "未填";

impl Compared {
    /// Whether the versions say different things here.
    pub fn differs(&self) -> bool {
        self.answers.iter().any(|answer| *answer != self.answers[0])
    }
}

/// Every place that some version has an answer for, in the form's order; a text that the duty demands also where no
/// version brought it.
pub fn compare(campaign: &Campaign, versions: &[&Revision]) -> Vec<Compared> {
    let compared = places(campaign).map(|place| {
        let answers = match place {
            Place::Material => files(versions),
            _ => {
                let answers = versions.iter();
                let answers = answers.map(|one| answer(campaign, &one.content, &place));
                answers.collect()
            }
        };
        (answers, place)
    });
    let compared = compared.map(|(answers, place)| Compared {
        label: place_name(campaign, &place),
        answers: answers.into_iter().map(shown).collect(),
        place,
    });
    let demands_text = demands_text(campaign, versions);
    let is_told = |one: &Compared| {
        let is_missed = demands_text && one.place == Place::Narrative;
        is_missed || one.answers.iter().any(|answer| answer != BLANK)
    };
    compared.filter(is_told).collect()
}

fn demands_text(campaign: &Campaign, versions: &[&Revision]) -> bool {
    let duty = versions.first().map(|one| &one.period.duty);
    let duty = duty.and_then(|duty| campaign.duty(duty));
    let is_demand = |ask: &Ask| matches!(ask, Ask::Narrative { required: true, .. });
    duty.is_some_and(|duty| duty.asks.iter().any(is_demand))
}

/// The files of each version by name. Where one name stands for several contents, all but the first that came are told
/// apart: a picture that was put in another's place is a change, too.
fn files(versions: &[&Revision]) -> Vec<String> {
    let mut contents: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for file in versions.iter().flat_map(|one| &one.content.material) {
        let known = contents.entry(&file.name).or_default();
        if !known.contains(&file.hash.as_str()) {
            known.push(&file.hash);
        }
    }
    let told = |file: &Material| {
        let name = &file.name;
        let place = contents[name.as_str()]
            .iter()
            .position(|hash| *hash == file.hash);
        match place {
            None | Some(0) => name.clone(),
            Some(place) => format!("{name}（同名，第 {} 种内容）", place + 1),
        }
    };
    let of = |one: &&Revision| {
        let names: BTreeSet<String> = one.content.material.iter().map(told).collect();
        names.into_iter().collect::<Vec<_>>().join("、")
    };
    versions.iter().map(of).collect()
}

/// What one version says at a place other than its files.
fn answer(campaign: &Campaign, content: &Content, place: &Place) -> String {
    let text = match place {
        Place::Figure(id) => {
            let answer = content.figures.get(id);
            let shown = campaign.figure(id).zip(answer);
            shown.map(|(figure, answer)| show_answer(figure, answer))
        }
        Place::Field(id) => content.fields.get(id).cloned(),
        Place::Hazards(id) => content
            .hazards
            .get(id)
            .map(|count| format!("发现 {}，整改 {}", count.found, count.closed)),
        Place::Narrative => Some(content.narrative.clone()),
        Place::Material | Place::Whole => None,
    };
    text.unwrap_or_default()
}

fn shown(answer: String) -> String {
    match answer.trim() {
        "" => BLANK.to_owned(),
        _ => answer,
    }
}

#[cfg(test)]
mod tests {
    //! Two versions of one week.

    use super::*;
    use crate::domain::material::MaterialKind;
    use crate::ops::sample::{desk, draft, hand_in, june, period, unit};

    #[test]
    fn every_place_stands_with_what_each_version_says() {
        let mut desk = desk();
        let unit = unit(&mut desk, "甲医院", "direct", "");
        let mut first = draft(&desk, &[("posters", 3), ("study_people", 20)]);
        first.narrative = "张贴标语".into();
        hand_in(&mut desk, unit, "weekly/1", &first, "", june(3, 9, 0));
        let second = draft(&desk, &[("posters", 4), ("study_people", 20)]);
        hand_in(&mut desk, unit, "weekly/1", &second, "改", june(3, 10, 0));
        let revisions = desk.store.read().revisions(unit, &period("weekly/1"));
        let revisions = revisions.expect("reads");
        let versions: Vec<&Revision> = revisions.iter().collect();
        let compared = compare(&desk.campaign, &versions);
        let told: Vec<(bool, String)> = compared
            .iter()
            .map(|one| (one.differs(), one.answers.join("/")))
            .collect();
        let expected = [(true, "张贴标语/未填"), (false, "20/20"), (true, "3/4")];
        let expected = expected.map(|(differs, text)| (differs, text.to_owned()));
        assert_eq!(told, expected);
    }

    #[test]
    fn a_file_of_the_same_name_with_another_content_differs() {
        let mut desk = desk();
        let unit = unit(&mut desk, "甲医院", "direct", "");
        let typed = draft(&desk, &[("posters", 3)]);
        hand_in(&mut desk, unit, "weekly/1", &typed, "", june(3, 9, 0));
        let revisions = desk.store.read().revisions(unit, &period("weekly/1"));
        let handed_in = revisions.expect("reads").remove(0);
        let with_file = |hash: &str| {
            let mut version = handed_in.clone();
            version.content.material = vec![Material {
                hash: hash.to_owned(),
                name: "现场.jpg".into(),
                size: 3,
                kind: MaterialKind::Picture,
            }];
            version
        };
        let versions = ["a", "b", "a"].map(with_file);
        let compared = compare(&desk.campaign, &versions.each_ref());
        let files = compared.iter().find(|one| one.place == Place::Material);
        let expected = ["现场.jpg", "现场.jpg（同名，第 2 种内容）", "现场.jpg"];
        assert_eq!(files.expect("has files").answers, expected);
    }
}
