//! What needs the coordinator: answers that nobody has decided about, and why each wants a look: new, changed since it was
//! decided about, said differently by two desks, at odds with the campaign's checks, or far from what is usual.

use std::collections::HashMap;

use super::compare::{Compared, compare};
use crate::domain::calendar::Instant;
use crate::domain::figure::{Answer, Value};
use crate::domain::id::{DutyId, FigureId, KindId, UnitId};
use crate::domain::outlier::{Outlier, outlier};
use crate::domain::period::PeriodId;
use crate::domain::problem::Problem;
use crate::domain::review::{Decisions, Review, ReviewState, Verdict};
use crate::domain::submission::{Channel, Revision, Stamp, faults};
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::{Desk, draft};

/// One answer that wants a look.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    pub unit: Unit,
    pub period: PeriodId,
    pub revision: u32,
    /// The revision's name.
    pub uid: String,
    pub received_at: Instant,
    pub state: ReviewState,
    /// Never empty; the gravest first.
    pub needs: Vec<Need>,
    /// What was said of the revision before it, and what is another since.
    pub before: Option<Before>,
}

/// An earlier decision about the same answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Before {
    pub review: Review,
    /// Places at which that revision and the one that stands differ, the earlier answer first; `None` where that revision
    /// is not on this desk.
    pub changes: Option<Vec<Compared>>,
}

/// Why it wants a look.
#[derive(Debug, Clone, PartialEq)]
pub enum Need {
    /// Two desks say different things.
    Conflict,
    /// At odds with the campaign's checks.
    Problems(Vec<Problem>),
    /// Numbers that lie far from the usual.
    Strange(Vec<Strange>),
    /// An earlier revision had been returned or accepted.
    Changed(Verdict),
    /// Nobody has looked at it yet, and its sender gave a reason: what the checks remarked was handed in all the
    /// same, or the books were closed.
    Explained(String),
    /// Nobody has looked at it yet.
    New,
}

/// A number far from the usual.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strange {
    pub figure: FigureId,
    pub outlier: Outlier,
    /// Held against the unit's own other periods, or else against units of its kind in this one.
    pub is_own: bool,
}

impl Need {
    /// The words on screen and paper for all that there is, the gravest first.
    pub const LABELS: [&'static str; 7] = [
        "两种说法",
        "不合检查",
        "数字异常",
        "退回后重报",
        "通过后更正",
        "附有说明",
        "新报送",
    ];

    /// The word on screen and paper.
    pub fn label(&self) -> &'static str {
        Self::LABELS[self.rank()]
    }

    /// How grave it is, the gravest first: its place in [`Self::LABELS`].
    pub fn rank(&self) -> usize {
        match self {
            Self::Conflict => 0,
            Self::Problems(_) => 1,
            Self::Strange(_) => 2,
            Self::Changed(Verdict::Returned) => 3,
            Self::Changed(Verdict::Accepted) => 4,
            Self::Explained(_) => 5,
            Self::Changed(Verdict::TakenBack) | Self::New => 6,
        }
    }

    /// The fixed name by which scripts know it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Conflict => "conflict",
            Self::Problems(_) => "problems",
            Self::Strange(_) => "outlier",
            Self::Changed(_) => "changed",
            Self::Explained(_) => "explained",
            Self::New => "new",
        }
    }
}

/// Everything that wants a look: those with the gravest reason first, then as they were received.
pub fn inbox(desk: &Desk) -> Result<Vec<Item>, Fault> {
    let reader = desk.store.read();
    let units = desk.reporters()?;
    let mut decisions: HashMap<(UnitId, PeriodId), Decisions> = HashMap::new();
    for (unit, period, review) in reader.reviews()? {
        decisions.entry((unit, period)).or_default().take(review);
    }
    let undecided = Decisions::default();
    let conflicts = reader.conflicts()?;
    let standing = Standing::of(desk, &units)?;
    let mut items = Vec::new();
    for unit in units.iter().filter(|unit| unit.id != desk.seat.unit) {
        for period in &desk.plan.periods {
            let place = (unit.id, period.id.clone());
            if let Some(revision) = standing.revisions.get(&place) {
                let known = decisions.get(&place).unwrap_or(&undecided);
                let is_conflict = conflicts.contains(&place);
                items.extend(look(desk, &standing, unit, revision, known, is_conflict)?);
            }
        }
    }
    items.sort_by_key(|item| {
        (
            item.needs[0].rank(),
            item.received_at,
            item.unit.code.clone(),
        )
    });
    Ok(items)
}

/// What a report that stands needs, `known` being what holds about its versions; nothing where it has been decided.
fn look(
    desk: &Desk,
    standing: &Standing,
    unit: &Unit,
    revision: &Revision,
    known: &Decisions,
    is_conflict: bool,
) -> Result<Option<Item>, Fault> {
    let state = known.state(&revision.uid);
    let is_undecided = state == ReviewState::Received;
    if !is_undecided && !is_conflict {
        return Ok(None);
    }
    let mut needs = Vec::new();
    needs.extend(is_conflict.then_some(Need::Conflict));
    let draft = draft::of_content(&desk.campaign, &revision.content);
    let duty = desk.duty(&revision.period)?;
    let channel = came_by(desk, revision)?;
    let received = revision.stamp.received_at.date();
    let when = desk
        .period(&revision.period)?
        .read_on(desk.campaign.days, received);
    let mut problems = faults(&desk.campaign, duty, &draft, channel, when);
    if revision.content.rollup.is_some() {
        problems.retain(|problem| revision.content.speaks_at(&problem.place));
    }
    needs.extend((!problems.is_empty()).then_some(Need::Problems(problems)));
    let strange = standing.strange(unit, revision);
    needs.extend((!strange.is_empty()).then_some(Need::Strange(strange)));
    let before = before(desk, revision, known)?;
    if is_undecided {
        needs.push(match &before {
            Some(before) => Need::Changed(before.review.verdict),
            None if is_explained(&revision.stamp) => Need::Explained(revision.stamp.reason.clone()),
            None => Need::New,
        });
    }
    Ok(Some(Item {
        unit: unit.clone(),
        period: revision.period.clone(),
        revision: revision.number,
        uid: revision.uid.clone(),
        received_at: revision.stamp.received_at,
        state,
        needs,
        before,
    }))
}

/// The way by which an answer came in first: a correction of a filled form is a filled form still, and no more is asked of it.
fn came_by(desk: &Desk, revision: &Revision) -> Result<Channel, Fault> {
    let own = revision.stamp.channel;
    if own == Channel::File || revision.number == 1 || !revision.content.narrative.is_empty() {
        return Ok(own);
    }
    let reader = desk.store.read();
    let revisions = reader.revisions(revision.unit, &revision.period)?;
    let is_form = |earlier: &Revision| {
        earlier.stamp.channel == Channel::File && earlier.content.narrative.is_empty()
    };
    Ok(match revisions.iter().any(is_form) {
        true => Channel::File,
        false => own,
    })
}

/// The decision about an earlier revision than the one that stands, with what has changed since; `known` is what holds about
/// all versions of the answer.
pub fn before(
    desk: &Desk,
    standing: &Revision,
    known: &Decisions,
) -> Result<Option<Before>, Fault> {
    let review = known.about_others(&standing.uid);
    // Remarks that were taken back decide nothing.
    let Some(review) = review.filter(|review| review.verdict != Verdict::TakenBack) else {
        return Ok(None);
    };
    let reader = desk.store.read();
    let revisions = reader.revisions(standing.unit, &standing.period)?;
    let judged = revisions.iter().find(|one| one.uid == review.revision);
    let changes = judged.map(|judged| {
        let mut changes = compare(&desk.campaign, &[judged, standing]);
        changes.retain(Compared::differs);
        changes
    });
    Ok(Some(Before {
        review: review.clone(),
        changes,
    }))
}

/// Whether its sender gave a reason with it. That of a receipt on paper or by mail, or of a form taken in, is this desk's own.
fn is_explained(stamp: &Stamp) -> bool {
    !stamp.reason.is_empty()
        && !matches!(
            stamp.channel,
            Channel::Paper | Channel::Email | Channel::File
        )
}

/// What stands on the desk, to hold each against the others.
struct Standing {
    revisions: HashMap<(UnitId, PeriodId), Revision>,
    kinds: HashMap<UnitId, Option<KindId>>,
    /// A unit's numbers of a duty.
    own: Groups<(UnitId, DutyId), PeriodId>,
    /// The numbers of all units of a kind in a period.
    kin: Groups<(Option<KindId>, PeriodId), UnitId>,
}

/// Numbers by figure within a group, each with what tells it from the others.
type Groups<G, K> = HashMap<G, HashMap<FigureId, Vec<(K, i64)>>>;

impl Standing {
    fn of(desk: &Desk, units: &[Unit]) -> Result<Self, Fault> {
        let mut standing = Self {
            revisions: HashMap::new(),
            kinds: units
                .iter()
                .map(|unit| (unit.id, unit.kind.clone()))
                .collect(),
            own: HashMap::new(),
            kin: HashMap::new(),
        };
        for revision in desk.store.read().standing_revisions()? {
            standing.take(revision);
        }
        Ok(standing)
    }

    fn take(&mut self, revision: Revision) {
        let (unit, period) = (revision.unit, revision.period.clone());
        let own = self.own.entry((unit, period.duty.clone())).or_default();
        for (figure, number) in numbers(&revision) {
            let others = own.entry(figure.clone()).or_default();
            others.push((period.clone(), number));
        }
        if let Some(kind) = self.kinds.get(&unit) {
            let kin = self.kin.entry((kind.clone(), period.clone())).or_default();
            for (figure, number) in numbers(&revision) {
                kin.entry(figure.clone()).or_default().push((unit, number));
            }
        }
        self.revisions.insert((unit, period), revision);
    }

    /// The numbers of a revision that lie far from the unit's own of the same duty, or where these are too few, from those of
    /// its kind in the same period.
    fn strange(&self, unit: &Unit, revision: &Revision) -> Vec<Strange> {
        let own = self.own.get(&(unit.id, revision.period.duty.clone()));
        let kin = self.kin.get(&(unit.kind.clone(), revision.period.clone()));
        let mut strange = Vec::new();
        for (figure, number) in numbers(revision) {
            let own = outlier(number, &others(own, figure, &revision.period));
            let kin = || outlier(number, &others(kin, figure, &unit.id));
            let found = own.map(|found| (found, true));
            if let Some((outlier, is_own)) = found.or_else(|| Some((kin()?, false))) {
                strange.push(Strange {
                    figure: figure.clone(),
                    outlier,
                    is_own,
                });
            }
        }
        strange
    }
}

/// The numbers of a figure in a group, all but one's own.
fn others<K: PartialEq>(
    group: Option<&HashMap<FigureId, Vec<(K, i64)>>>,
    figure: &FigureId,
    own: &K,
) -> Vec<i64> {
    let numbers = group.and_then(|group| group.get(figure));
    let others = numbers.into_iter().flatten().filter(|(key, _)| key != own);
    others.map(|(_, number)| *number).collect()
}

fn numbers(revision: &Revision) -> impl Iterator<Item = (&FigureId, i64)> {
    let figures = revision.content.figures.iter();
    figures.filter_map(|(id, answer)| match answer {
        Answer::Value(Value::Number(number)) => Some((id, *number)),
        _ => None,
    })
}
