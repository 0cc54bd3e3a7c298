//! Review (审核): the desk above accepts what units report, or returns it with remarks at named blanks; and decides where two
//! desks say different things. What a review is and which one holds is [`domain::review`](crate::domain::review)'s. On a
//! unit's own desk the same records say what became of its answers.

mod compare;
mod conflict;
mod inbox;
mod words;

pub use compare::{BLANK, Compared, compare};
pub use conflict::{decide, reopen};
pub use inbox::{Before, Item, Need, Strange, before, inbox};
pub use words::Remarked;

use std::collections::{BTreeMap, BTreeSet};

use super::{About, Desk};
use crate::domain::audit::Act;
use crate::domain::calendar::Instant;
use crate::domain::campaign::Campaign;
use crate::domain::id::UnitId;
use crate::domain::period::{Period, PeriodId};
use crate::domain::problem::Place;
use crate::domain::review::{
    Comment, Decisions, Review, ReviewState, Verdict, joined, moment_after, without,
};
use crate::domain::submission::Revision;
use crate::error::Fault;
use crate::store::{Lineage, Reader, StoreError};
use crate::text::sanitize::for_storage_line;

/// What a unit and period's answer is at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewed {
    /// What stands; `None` where nothing does.
    pub standing: Option<Revision>,
    pub state: ReviewState,
    /// The decision that holds about what stands.
    pub review: Option<Review>,
    /// Every decision about any of its revisions, the earliest first.
    pub history: Vec<Review>,
    /// Those of them that hold.
    pub decisions: Decisions,
    /// What else stands and says something different: a conflict.
    pub rivals: Vec<Revision>,
    /// When the desk above received what stands, as it says itself.
    pub received_above: Option<Instant>,
    /// When it first received any version that has not been withdrawn: by that it judges what came in time.
    pub first_received_above: Option<Instant>,
}

impl Reviewed {
    /// What stands, several versions where they say different things: the one that is counted first.
    pub fn versions(&self) -> impl Iterator<Item = &Revision> + Clone {
        self.standing.iter().chain(&self.rivals)
    }

    /// Where one of the versions is on its way.
    pub fn state_of(&self, version: &Revision) -> ReviewState {
        self.decisions.state(&version.uid)
    }
}

/// What is known about a unit and period's answer.
pub fn look(desk: &Desk, unit: UnitId, period: &PeriodId) -> Result<Reviewed, Fault> {
    Ok(desk.store.snapshot(|reader| read(reader, unit, period))?)
}

/// The reports that stand returned, nothing having come since, each with the decision about it.
pub(super) type Returned = BTreeMap<(UnitId, PeriodId), Review>;

/// Every report of the desk that stands returned.
pub(super) fn returned(reader: Reader<'_>) -> Result<Returned, StoreError> {
    let reviews = reader.reviews_of_returned()?;
    let decisions: Decisions = reviews.iter().map(|(_, _, one)| one.clone()).collect();
    let returned = reviews.into_iter().filter(|(_, _, review)| {
        let holds = decisions.about(&review.revision) == Some(review);
        holds && review.verdict == Verdict::Returned
    });
    let by_place = returned.map(|(unit, period, review)| ((unit, period), review));
    Ok(by_place.collect())
}

pub(super) fn read(
    reader: Reader<'_>,
    unit: UnitId,
    period: &PeriodId,
) -> Result<Reviewed, StoreError> {
    let standing = reader.current_revision(unit, period)?;
    let history = reader.reviews_of(unit, period)?;
    let decisions: Decisions = history.iter().cloned().collect();
    let review = standing.as_ref().and_then(|one| decisions.about(&one.uid));
    let review = review.cloned();
    let lineage = reader.lineage(unit, period)?;
    let received = reader.received_above_of(unit, period)?;
    let received_above = |uid: &str| received.get(uid).copied();
    let held = lineage.kin.iter().filter(|one| one.withdrawn_at.is_none());
    Ok(Reviewed {
        state: ReviewState::of(review.as_ref().map(|review| review.verdict)),
        received_above: standing.as_ref().and_then(|one| received_above(&one.uid)),
        first_received_above: held.filter_map(|one| received_above(&one.uid)).min(),
        rivals: rivals(reader, unit, period, &lineage)?,
        standing,
        review,
        history,
        decisions,
    })
}

/// What else stands; read whole only where there is any.
fn rivals(
    reader: Reader<'_>,
    unit: UnitId,
    period: &PeriodId,
    lineage: &Lineage,
) -> Result<Vec<Revision>, StoreError> {
    let names: BTreeSet<&str> = lineage.rivals().map(|one| one.uid.as_str()).collect();
    let mut rivals = match names.is_empty() {
        true => Vec::new(),
        false => reader.revisions(unit, period)?,
    };
    rivals.retain(|one| names.contains(one.uid.as_str()));
    Ok(rivals)
}

/// 通过: what stands is accepted. `seen` is the revision that the person looked at: another one is not accepted in its place.
pub fn accept(
    desk: &mut Desk,
    unit: UnitId,
    period: &PeriodId,
    seen: Option<&str>,
    now: Instant,
) -> Result<Review, Fault> {
    decide_on(desk, (unit, period), seen, now, |_| {
        Ok((Verdict::Accepted, Vec::new(), Act::Accepted))
    })
}

/// 退回: what stands is returned with remarks, at least one, each at a blank or about the whole. Where it stands returned
/// already, they [join](joined) those that were made: what it answers has all of them.
pub fn give_back(
    desk: &mut Desk,
    unit: UnitId,
    period: &PeriodId,
    seen: Option<&str>,
    comments: Vec<Comment>,
    now: Instant,
) -> Result<Review, Fault> {
    let comments: Vec<Comment> = comments
        .into_iter()
        .map(|comment| Comment {
            text: for_storage_line(&comment.text).trim().to_owned(),
            ..comment
        })
        .filter(|comment| !comment.text.is_empty())
        .collect();
    if comments.is_empty() {
        return Err(
            Fault::problem("退回要写明意见").hint("在要改的空上写一句，例如：请核对参与人次")
        );
    }
    for comment in &comments {
        require_place(&desk.campaign, &comment.place)?;
    }
    decide_on(desk, (unit, period), seen, now, |held| {
        Ok((Verdict::Returned, joined(held, comments), Act::Returned))
    })
}

fn require_place(campaign: &Campaign, place: &Place) -> Result<(), Fault> {
    let unknown = match place {
        Place::Figure(id) => campaign.figure(id).is_none().then_some(id.as_str()),
        Place::Field(id) => campaign.field(id).is_none().then_some(id.as_str()),
        Place::Hazards(id) => campaign.hazard_level(id).is_none().then_some(id.as_str()),
        Place::Narrative | Place::Material | Place::Whole => None,
    };
    match unknown {
        None => Ok(()),
        Some(id) => {
            Err(Fault::problem(format!("没有“{id}”这个空"))
                .hint("指标编号用 anyue campaign show 查看"))
        }
    }
}

/// 撤回意见: remarks that were made in error no longer hold, those at `places` or all of them. Where none is left, the report waits
/// for a decision again. The unit learns of it like of every decision.
///
/// # Errors
/// Where what stands is not returned, and where there is no remark at a place.
pub fn take_back(
    desk: &mut Desk,
    unit: UnitId,
    period: &PeriodId,
    seen: Option<&str>,
    places: &[Place],
    now: Instant,
) -> Result<Review, Fault> {
    let campaign = desk.campaign.clone();
    decide_on(desk, (unit, period), seen, now, |held| {
        let held = held.filter(|held| held.verdict == Verdict::Returned);
        let held = held.ok_or_else(|| {
            Fault::problem("这一份没有退回，没有可撤回的意见").safe("什么都没有改动")
        })?;
        let (verdict, left) = without(held, places).map_err(|unknown| {
            let names: Vec<String> = unknown
                .iter()
                .map(|place| place_name(&campaign, place))
                .collect();
            Fault::problem(format!("“{}”上没有意见", names.join("”“")))
                .safe("什么都没有改动")
                .hint("用 anyue review show 查看写了哪些")
        })?;
        Ok((verdict, left, Act::RemarkTakenBack))
    })
}

/// What is decided, given what holds about the same revision: the decision, its remarks, and what the audit calls it.
type Judged = (Verdict, Vec<Comment>, Act);

fn decide_on(
    desk: &mut Desk,
    (unit, period): (UnitId, &PeriodId),
    seen: Option<&str>,
    now: Instant,
    judge: impl FnOnce(Option<&Review>) -> Result<Judged, Fault>,
) -> Result<Review, Fault> {
    let unit = desk.unit(unit)?;
    let due = desk.period(period)?.clone();
    if unit.id == desk.seat.unit {
        return Err(Fault::problem("本单位自己的报送由上级审核"));
    }
    desk.change(now, |change, ground| {
        let known = read(***change, unit.id, period)?;
        let standing = known
            .standing
            .ok_or_else(|| Fault::problem(format!("{}的“{}”还没有报送", unit.name, due.name)))?;
        if seen.is_some_and(|seen| seen != standing.uid) {
            return Err(
                Fault::problem("刚刚又收到新的一版，没有审核").hint("请刷新，看过新的一版再决定")
            );
        }
        if !known.rivals.is_empty() {
            return Err(Fault::problem(format!(
                "{}的“{}”有两种说法，还不能审核",
                unit.name, due.name
            ))
            .hint("请先裁定以哪一份为准"));
        }
        let seat = change.unit(ground.seat.unit)?;
        let (held, by) = (known.review.as_ref(), seat.map(|seat| seat.name));
        let (verdict, comments, act) = judge(held)?;
        let review = Review {
            revision: standing.uid,
            verdict,
            at: moment_after(held, now),
            by: by.unwrap_or_default(),
            comments,
        };
        change.put_review(unit.id, period, &review)?;
        let mut detail = noted(ground.campaign, &due, standing.number, &review);
        if act == Act::RemarkTakenBack {
            detail.push_str(&gone(ground.campaign, held, &review));
        }
        change.note(act, About::submission(unit.id, period), &detail)?;
        Ok(review)
    })
}

/// What the audit says of a decision: every remark that holds by it.
fn noted(campaign: &Campaign, due: &Period, number: u32, review: &Review) -> String {
    let mut detail = format!("{}，第 {number} 版", due.name);
    for remark in Remarked::all(campaign, review) {
        detail.push_str(&format!("；{}", remark.told()));
    }
    detail
}

/// The remarks that hold no more.
fn gone(campaign: &Campaign, held: Option<&Review>, review: &Review) -> String {
    let before = held.map_or(&[][..], |held| &held.comments);
    let gone = before.iter().filter(|one| !review.comments.contains(one));
    let told = gone.map(|one| format!("；撤回 {}", Remarked::of(campaign, one).told()));
    told.collect()
}

/// Every place of the form that a person fills in, in its order.
pub fn places(campaign: &Campaign) -> impl Iterator<Item = Place> {
    let fields = campaign.registration.iter().flat_map(|form| &form.fields);
    let fields = fields.map(|field| Place::Field(field.id.clone()));
    let figures = campaign.figures.iter();
    let figures = figures.map(|figure| Place::Figure(figure.id.clone()));
    let levels = campaign.hazard_levels.iter();
    let levels = levels.map(|level| Place::Hazards(level.id.clone()));
    let before = [Place::Narrative].into_iter().chain(fields);
    before.chain(figures).chain(levels).chain([Place::Material])
}

/// What people call a place of the form.
pub fn place_name(campaign: &Campaign, place: &Place) -> String {
    match place {
        Place::Figure(id) => campaign
            .figure(id)
            .map_or_else(|| id.to_string(), |figure| figure.label.clone()),
        Place::Field(id) => campaign
            .field(id)
            .map_or_else(|| id.to_string(), |field| field.label.clone()),
        Place::Hazards(id) => campaign
            .hazard_level(id)
            .map_or_else(|| id.to_string(), |level| level.name.clone()),
        Place::Narrative => "文字材料".to_owned(),
        Place::Material => "材料".to_owned(),
        Place::Whole => "整份".to_owned(),
    }
}

#[cfg(test)]
mod tests;
