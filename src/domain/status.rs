//! Where a unit stands with a period: not open, open, due soon, draft, received, late, missing or excused; and the two
//! rates, completeness and timeliness, whose denominator is the units expected.

use serde::Serialize;

use super::calendar::{Instant, words};
use super::campaign::Duty;
use super::period::Period;
use super::review::{ReviewState, Verdict};
use super::unit::Unit;

/// A deadline this near is said to be due soon: two days, in milliseconds.
const DUE_SOON_MS: i64 = 2 * 24 * 60 * 60 * 1000;

/// Where a unit stands with a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// 缺报: the deadline has passed and nothing came.
    Missing,
    /// 迟报: received after the deadline.
    Late,
    /// 临期: open, and the deadline is near.
    DueSoon,
    /// 草稿: begun on this desk, not handed in, deadline not passed.
    Draft,
    /// 待报
    Open,
    /// 按时
    Received,
    /// 免报
    Excused,
    /// 未开始
    NotOpen,
    /// The unit does not owe this duty at all.
    NotOwed,
}

impl State {
    /// Every state, most urgent first.
    pub const ALL: [Self; 9] = [
        Self::Missing,
        Self::Late,
        Self::DueSoon,
        Self::Draft,
        Self::Open,
        Self::Received,
        Self::Excused,
        Self::NotOpen,
        Self::NotOwed,
    ];

    /// Where a unit stands that has handed in.
    pub fn of_receipt(is_late: bool) -> Self {
        match is_late {
            true => Self::Late,
            false => Self::Received,
        }
    }

    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Missing => "缺报",
            Self::Late => "迟报",
            Self::DueSoon => "临期",
            Self::Draft => "草稿",
            Self::Open => "待报",
            Self::Received => "按时",
            Self::Excused => "免报",
            Self::NotOpen => "未开始",
            Self::NotOwed => "不适用",
        }
    }

    /// The sign beside the word on screen and in plain text. ASCII, because `√`, `×` and `—` take one column in some
    /// terminals and two in others.
    pub fn sign(self) -> char {
        match self {
            Self::Missing => '!',
            Self::Late => '+',
            Self::DueSoon => '*',
            Self::Draft => '~',
            Self::Open => '.',
            Self::Received => '#',
            Self::Excused => '-',
            Self::NotOpen => ':',
            Self::NotOwed => '/',
        }
    }

    /// The mark beside the word on paper, where columns do not matter and a form is filled in with such marks.
    pub fn paper_mark(self) -> char {
        match self {
            Self::Missing => '×',
            Self::Late => '△',
            Self::DueSoon => '！',
            Self::Draft => '…',
            Self::Open => '○',
            Self::Received => '√',
            Self::Excused => '—',
            Self::NotOpen => '·',
            Self::NotOwed => '／',
        }
    }

    /// Whether something is still owed now.
    pub fn is_outstanding(self) -> bool {
        matches!(
            self,
            Self::Missing | Self::DueSoon | Self::Draft | Self::Open
        )
    }
}

/// What the desk knows about one unit and one period, enough to tell its state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Receipt {
    /// When the first revision that still stands was received: a correction does not undo that the report came in time.
    pub received_at: Option<Instant>,
    /// When its sender handed it in, by the sender's own clock.
    pub sent_at: Option<Instant>,
    /// Revisions that still stand.
    pub revisions: u32,
    pub has_draft: bool,
    /// The deadline that was granted to this unit instead of the period's own.
    pub extended_to: Option<Instant>,
}

impl Receipt {
    /// The deadline that holds for this unit: an extension never shortens the period's own.
    pub fn deadline(&self, period: &Period) -> Instant {
        let own = period.occurrence.deadline;
        self.extended_to.map_or(own, |extended| extended.max(own))
    }

    /// Whether what stands came in after the deadline that holds for the unit.
    pub fn is_late(&self, period: &Period) -> bool {
        let deadline = self.deadline(period);
        self.received_at
            .is_some_and(|received_at| deadline <= received_at)
    }
}

/// How far a report has come on its way to the desk above, as the unit's own desk knows it. On time is judged by the desk
/// above alone, so that before its receipt there is nothing to promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sending {
    /// Handed in on the unit's own desk, and in no packet yet.
    Unsent,
    /// In a packet; whether that has arrived is not known.
    Packed,
    /// The desk above received it.
    Received {
        at: Instant,
        review: ReviewState,
        is_late: bool,
    },
}

impl Sending {
    /// The sign and the word beside it, in the place of a state's.
    pub fn sign_and_label(self) -> (char, &'static str) {
        let of = |state: State| (state.sign(), state.label());
        match self {
            Self::Unsent => ('^', "未送出"),
            Self::Packed => ('>', "待回执"),
            Self::Received { is_late, .. } => of(State::of_receipt(is_late)),
        }
    }

    /// In a sentence: `6月11日 16:02 收到，通过`.
    pub fn words(self) -> String {
        match self {
            Self::Unsent => "尚未送出".to_owned(),
            Self::Packed => "已生成报送包，等回执".to_owned(),
            Self::Received {
                at,
                review,
                is_late,
            } => {
                let late = if is_late { "，迟报" } else { "" };
                let review = match review {
                    ReviewState::Received => "待审核",
                    ReviewState::Accepted => Verdict::Accepted.label(),
                    ReviewState::Returned => Verdict::Returned.label(),
                };
                format!("{} 收到{late}，{review}", words::moment(at))
            }
        }
    }
}

/// Tells where a unit stands with a period at `now`. On time is judged by the receiving desk's receipt.
pub fn state(unit: &Unit, duty: &Duty, period: &Period, receipt: Receipt, now: Instant) -> State {
    let deadline = receipt.deadline(period);
    if receipt.received_at.is_some() {
        return State::of_receipt(receipt.is_late(period));
    }
    if !is_expected(unit, duty, period) {
        return State::NotOwed;
    }
    if unit.excusal_on(period.occurrence.due).is_some() {
        return State::Excused;
    }
    if deadline <= now {
        State::Missing
    } else if receipt.has_draft {
        State::Draft
    } else if now < period.occurrence.opens {
        State::NotOpen
    } else if deadline.ms_since(now) <= DUE_SOON_MS {
        State::DueSoon
    } else {
        State::Open
    }
}

/// Why what was handed in cannot be taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// The deadline that held for the unit has passed.
    Overdue,
    /// The period's books were closed at that moment.
    Closed(Instant),
}

/// Whether what a unit handed in may be taken back: until the deadline that holds for it, and while the books are open.
pub fn may_withdraw(
    deadline: Instant,
    closed_at: Option<Instant>,
    now: Instant,
) -> Result<(), Kept> {
    if deadline <= now {
        return Err(Kept::Overdue);
    }
    closed_at.map_or(Ok(()), |at| Err(Kept::Closed(at)))
}

/// Whether the unit owes the duty for that period: is of a kind that does, and is active when it falls due. An excused
/// unit is expected and let off; see [`state`].
pub fn is_expected(unit: &Unit, duty: &Duty, period: &Period) -> bool {
    let owes = duty.kinds.is_empty()
        || unit
            .kind
            .as_ref()
            .is_some_and(|kind| duty.kinds.contains(kind));
    owes && unit.is_active_on(period.occurrence.due)
}

/// How a set of units stands with one period.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Units that owe it and are not excused: the denominator of both rates.
    pub expected: u32,
    pub on_time: u32,
    pub late: u32,
    pub missing: u32,
    /// Neither received nor overdue yet.
    pub pending: u32,
    pub excused: u32,
}

impl Tally {
    /// Counts one unit's state. A unit that reports though it need not is counted as expected, so that no rate can
    /// pass one.
    pub fn add(&mut self, state: State) {
        match state {
            State::NotOwed => return,
            State::Excused => {
                self.excused += 1;
                return;
            }
            State::Received => self.on_time += 1,
            State::Late => self.late += 1,
            State::Missing => self.missing += 1,
            State::Open | State::DueSoon | State::Draft | State::NotOpen => self.pending += 1,
        }
        self.expected += 1;
    }

    /// Received, on time or late.
    pub fn received(&self) -> u32 {
        self.on_time + self.late
    }

    /// Whether the rates say anything yet: 0% of what nobody owes yet would be read as a reproach.
    fn has_begun(&self) -> bool {
        self.pending < self.expected
    }

    /// 报送率: received of expected, in tenths of a percent; `None` with nobody expected, and while everybody still has
    /// time. What is shown is the rate of what is [`due`].
    pub fn completeness(&self) -> Option<u32> {
        per_mille(self.received(), self.expected).filter(|_| self.has_begun())
    }

    /// 及时率: on time of expected, in tenths of a percent; `None` where [`Tally::completeness`] is.
    pub fn timeliness(&self) -> Option<u32> {
        per_mille(self.on_time, self.expected).filter(|_| self.has_begun())
    }
}

/// What the rates are made of, on every screen and paper: the periods whose own deadline has passed at `now`. Of a period
/// that is still open nothing counts, so that its rates are `/` and nobody's total is dragged down by what is not owed yet.
pub fn due<'p>(periods: impl IntoIterator<Item = (&'p Period, Tally)>, now: Instant) -> Tally {
    let mut due = Tally::default();
    for (_, tally) in periods.into_iter().filter(|(period, _)| period.is_due(now)) {
        due += tally;
    }
    due
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.expected += other.expected;
        self.on_time += other.on_time;
        self.late += other.late;
        self.missing += other.missing;
        self.pending += other.pending;
        self.excused += other.excused;
    }
}

/// A share in tenths of a percent, rounded half up; but it is whole only where nothing is missing, because a table that
/// says 100.0% is taken at its word.
pub fn per_mille(part: u32, whole: u32) -> Option<u32> {
    if whole == 0 {
        return None;
    }
    let (part, whole) = (u64::from(part.min(whole)), u64::from(whole));
    let rounded = (part * 2000 + whole) / (2 * whole);
    let most = if part < whole { 999 } else { 1000 };
    Some(u32::try_from(rounded.min(most)).expect("at most a thousand"))
}

/// Writes a share as a person reads it: `95.8%`, or `/` where there is nothing to divide by.
pub fn show_rate(per_mille: Option<u32>) -> String {
    match per_mille {
        Some(rate) => format!("{}.{}%", rate / 10, rate % 10),
        None => "/".to_owned(),
    }
}

#[cfg(test)]
mod tests;
