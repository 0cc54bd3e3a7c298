//! Why an answer wants a look, in words: for the list and for whoever opens it. Why is found in `inbox`.

use super::inbox::{Before, Need, Strange};
use super::{Reviewed, place_name};
use crate::domain::campaign::Campaign;
use crate::domain::problem::{Place, Problem};
use crate::domain::review::{Comment, Review, Verdict};
use crate::domain::submission::show_number;

/// One remark on what was returned, with the blank's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remarked {
    pub place: Place,
    /// As the form calls the blank.
    pub name: String,
    pub text: String,
}

impl Remarked {
    /// The remarks of a decision, in the order in which they were made.
    pub fn all(campaign: &Campaign, review: &Review) -> Vec<Self> {
        let comments = review.comments.iter();
        comments.map(|one| Self::of(campaign, one)).collect()
    }

    /// One remark.
    pub fn of(campaign: &Campaign, comment: &Comment) -> Self {
        Self {
            name: place_name(campaign, &comment.place),
            place: comment.place.clone(),
            text: comment.text.clone(),
        }
    }

    /// `学习次数：请核对`, `整份：请盖章`: wherever a remark stands in one line.
    pub fn told(&self) -> String {
        format!("{}：{}", self.name, self.text)
    }
}

impl Reviewed {
    /// The remarks with which what stands was returned; `None` where it was not.
    pub fn returned(&self, campaign: &Campaign) -> Option<Vec<Remarked>> {
        let review = self.review.as_ref();
        let returned = review.filter(|review| review.verdict == Verdict::Returned);
        returned.map(|review| Remarked::all(campaign, review))
    }
}

impl Need {
    /// In short: `不合检查 2 处`, `参与人次 900（本单位往常 60 上下 10）`.
    pub fn told(&self, campaign: &Campaign) -> String {
        match self {
            Self::Strange(_) => self.details(campaign).join("；"),
            Self::Problems(problems) => format!("不合检查 {} 处", problems.len()),
            other => other.label().to_owned(),
        }
    }

    /// One line for each thing that wants a look.
    pub fn details(&self, campaign: &Campaign) -> Vec<String> {
        match self {
            Self::Strange(strange) => strange.iter().map(|one| one.told(campaign)).collect(),
            Self::Problems(problems) => {
                let told = |problem: &Problem| {
                    let place = place_name(campaign, &problem.place);
                    format!("{place}：{}", problem.message)
                };
                problems.iter().map(told).collect()
            }
            Self::Explained(reason) => vec![format!("理由：{reason}")],
            other => vec![other.label().to_owned()],
        }
    }
}

impl Before {
    /// What was remarked then and what is another now, a line each: `上次意见 学习次数：请核对`, `改了 学习次数：3 → 4`.
    pub fn details(&self, campaign: &Campaign) -> Vec<String> {
        let remarks = Remarked::all(campaign, &self.review).into_iter();
        let remarks = remarks.map(|remark| format!("上次意见 {}", remark.told()));
        remarks.chain(self.changed()).collect()
    }

    /// What is another now, in one line; nothing where nobody can tell, the revision of then not being on this desk.
    pub fn changed(&self) -> Option<String> {
        let changes = self.changes.as_ref()?.iter();
        let changes = changes.map(|one| format!("{}：{}", one.label, one.answers.join(" → ")));
        Some(match changes.collect::<Vec<_>>() {
            none if none.is_empty() => "与上次审核的那一版没有不同".to_owned(),
            some => format!("改了 {}", some.join("；")),
        })
    }
}

impl Strange {
    /// `参与人次 900（本单位往常 60 上下 10）`.
    pub fn told(&self, campaign: &Campaign) -> String {
        let show = |number: i64| match campaign.figure(&self.figure) {
            Some(figure) => show_number(figure, number),
            None => number.to_string(),
        };
        let label = place_name(campaign, &Place::Figure(self.figure.clone()));
        let whose = match self.is_own {
            true => "本单位往常",
            false => "同类单位",
        };
        format!(
            "{label} {}（{whose} {} 上下 {}）",
            show(self.outlier.number),
            show(self.outlier.median),
            show(self.outlier.usual)
        )
    }
}
