//! The facts in words: the list of what there is to do, the bars, the totals. Where they stand is the view's.

use super::state::Target;
use crate::domain::calendar::{Instant, words};
use crate::domain::period::{Period, Plan};
use crate::domain::review::returned_words;
use crate::domain::status::{Sending, State, Tally};
use crate::domain::submission::show_answer;
use crate::ops::overview::{
    Below, By, CampaignDay, Done, Hazards, Headline, Overview as Facts, Returned, Step,
};
use crate::ops::status::{Head, Overdue};
use crate::tui::keys::Action;
use crate::tui::keys::keymap::{Scope, named};
use crate::tui::kit::chart::Bar;
use crate::tui::kit::table::{Cell, Column, Table};
use crate::tui::screens::standing::{self, roll_up};
use crate::tui::theme::Meaning;

/// Puts what there is to do into the list: what came back, what is not sent, then one's own reports, then files that
/// wait, then the units that are late. Answers what each line leads to.
pub fn fill(list: &mut Table, facts: &Facts, plan: &Plan) -> Vec<Target> {
    let below = facts
        .below
        .iter()
        .flat_map(|below| below_lines(below, facts, plan));
    let lines = own_lines(facts).into_iter().chain(below);
    let (targets, rows): (Vec<Target>, Vec<Vec<Cell>>) = lines.unzip();
    let [what, when, nothing] = titles(facts);
    list.set(
        vec![
            Column::new("状态"),
            Column::new(what).between(12, 40).flexible(),
            Column::new(when).between(20, 60).flexible(),
        ],
        rows,
    );
    list.say_when_empty(&nothing);
    targets
}

/// A line of the list, and where it leads.
type LineTo = (Target, Vec<Cell>);

/// What this desk's own unit has to do: mend what came back, send on what was handed in, report what is due.
fn own_lines(facts: &Facts) -> Vec<LineTo> {
    let Some(mine) = &facts.mine else {
        return Vec::new();
    };
    let returned = mine.returned.iter().map(|returned| {
        let cells = vec![
            Cell::new("! 退回", Meaning::Bad),
            Cell::new(&returned.name, Meaning::Bad),
            Cell::new(remarks_words(returned), Meaning::Text),
        ];
        (Target::Step(returned.unit, returned.period.clone()), cells)
    });
    let stale = mine.stale.iter().map(|stale| {
        let cells = vec![
            Cell::new("! 有变动", Meaning::Warning),
            Cell::new(&stale.name, Meaning::Warning),
            Cell::new(format!("下面的报送变了，{}", roll_up()), Meaning::Text),
        ];
        (Target::Step(stale.unit, stale.period.clone()), cells)
    });
    let is_unsent = |done: &&Done| done.sending == Some(Sending::Unsent);
    let unsent = mine.done.iter().filter(is_unsent).map(|done| {
        let (state, meaning) = standing::of_sending(done.state, done.sending);
        let next = format!("打开后{}，发给上级", standing::make_packet());
        let cells = vec![
            Cell::new(state, meaning),
            Cell::new(&done.name, meaning),
            Cell::new(next, Meaning::Text),
        ];
        (Target::Step(done.unit, done.period.clone()), cells)
    });
    let steps = mine.steps.iter().map(|step| {
        let cells = vec![
            standing::cell(step.state),
            Cell::new(&step.name, standing::meaning(step.state)),
            Cell::new(step_words(step, facts.now), Meaning::Text),
        ];
        (Target::Step(step.unit, step.period.clone()), cells)
    });
    returned.chain(stale).chain(unsent).chain(steps).collect()
}

/// What the units below wait for, or have not done.
fn below_lines(below: &Below, facts: &Facts, plan: &Plan) -> Vec<LineTo> {
    let arrivals = (below.arrivals > 0).then(|| {
        let count = format!("来件 {} 份没收下", below.arrivals);
        let cells = vec![
            Cell::new("? 收件", Meaning::Warning),
            Cell::new(count, Meaning::Warning),
            Cell::new("回车去收件", Meaning::Text),
        ];
        (Target::Arrivals, cells)
    });
    let twofold = below.twofold.iter().map(|one| {
        let within = format!("在{}里都算了，核对是不是同一单位", one.within.join("、"));
        let cells = vec![
            Cell::new("? 重复", Meaning::Warning),
            Cell::new(&one.name, Meaning::Warning),
            Cell::new(within, Meaning::Text),
        ];
        (Target::Totals, cells)
    });
    let late = below.overdue.iter().map(|unit| {
        let cells = vec![
            standing::cell(State::Missing),
            Cell::from(&unit.unit.name),
            Cell::new(missing(unit, plan, facts.now), Meaning::Text),
        ];
        (Target::Late(unit.unit.id), cells)
    });
    arrivals.into_iter().chain(twofold).chain(late).collect()
}

/// `请核对参与人次等 2 处，打开后按 e 更正`; of totals: `请核对参与人次，更正后到“进度”按 h 汇总`
fn remarks_words(returned: &Returned) -> String {
    let more = match returned.remarks.len() {
        0 | 1 => String::new(),
        count => format!("等 {count} 处"),
    };
    let remark = returned.remarks.first();
    let remark = remark.map_or("", |remark| remark.text.as_str());
    let next = match returned.by {
        By::Form => format!("打开后按 {} 更正", named(Scope::Report, Action::Edit)),
        By::RollUp => format!("更正后{}", roll_up()),
    };
    format!("{remark}{more}，{next}")
}

/// Until when; and for totals, that they are not filled in.
fn step_words(step: &Step, now: Instant) -> String {
    let words = step.words(now);
    match step.by {
        By::Form => words,
        By::RollUp => format!("{words}，{}", roll_up()),
    }
}

/// The headings of the list, and what is said where it is empty.
fn titles(facts: &Facts) -> [String; 3] {
    let late = facts.below.as_ref().map_or(0, |below| below.overdue.len());
    let titles = match (&facts.mine, late) {
        (None, 0) => ["没有逾期未报的单位", "", ""],
        (None, _) => return [format!("逾期未报 {late} 家"), "缺报".into(), String::new()],
        (Some(_), 0) => ["接下来要做的", "期限", "都报完了，没有要做的。"],
        (Some(_), _) => ["接下来要做的，和逾期未报的单位", "期限", ""],
    };
    titles.map(str::to_owned)
}

/// `逾期 6 天  第2周`; of several, the oldest: `逾期 13 天  活动方案等 3 项`. What is cut at the right is the least of it.
fn missing(unit: &Overdue, plan: &Plan, now: Instant) -> String {
    let left = words::time_left(now, unit.since());
    let first = unit.missing.first();
    let first = first.and_then(|first| plan.period(&first.id));
    let name = first.map_or("", |period| period.short_name.as_str());
    match unit.missing.len() {
        0 | 1 => format!("{left}  {name}"),
        several => format!("{left}  {name}等 {several} 项"),
    }
}

/// `第 18 天，共 30 天`
pub fn day(facts: &Facts) -> String {
    match facts.day {
        CampaignDay::Running { day, of } => format!("第 {day} 天，共 {of} 天"),
        CampaignDay::Before { days_left } => format!("还有 {days_left} 天开始"),
        CampaignDay::After { days_since } => format!("已结束 {days_since} 天"),
    }
}

/// The next deadline: how long there is, and what is due: `6月18日 24:00，还有 6 小时`.
pub fn next_deadline(facts: &Facts, now: Instant) -> Option<(String, String)> {
    let next = facts.next.as_ref()?;
    let when = format!(
        "{}，{}",
        words::deadline_from(next.deadline, now),
        words::time_left(now, next.deadline)
    );
    let collects = facts.below.is_some();
    let nobody = facts.below.as_ref().is_some_and(|below| below.units == 0);
    let what = next
        .periods
        .iter()
        .map(|period| match period.outstanding.len() {
            0 if nobody => format!("{}（还没有单位）", period.name),
            0 if collects => format!("{}（已收齐）", period.name),
            still if collects => format!("{}（{still} 家未报）", period.name),
            0 => format!("{}（已报）", period.name),
            _ => format!("{}（未报）", period.name),
        });
    Some((when, what.collect::<Vec<_>>().join("、")))
}

/// What the calendar says about the days ahead: the first due day on which offices are closed, and the days that the
/// notice sets apart.
pub fn days_ahead(facts: &Facts, plan: &Plan, now: Instant) -> String {
    let remarked = |period: &&Period| period.occurrence.remark.is_some();
    let remark = plan.ahead(now).iter().find(remarked).and_then(|period| {
        let remark = period.occurrence.remark.as_ref()?;
        Some(format!("{}：{remark}", period.short_name))
    });
    let marked = facts.marked.iter().map(|day| {
        let left = match day.days_left {
            0 => "今天".to_owned(),
            days => format!("还有 {days} 天"),
        };
        format!(
            "{} {}（{left}）",
            words::day_from(day.date, now.date()),
            day.name
        )
    });
    remark
        .into_iter()
        .chain(marked)
        .collect::<Vec<_>>()
        .join("  ")
}

/// A bar a period: received, late, missing, still to come; numbers and the rate behind it.
pub fn bar(head: &Head, now: Instant) -> Bar {
    let tally = &head.tally;
    let parts = [
        (tally.on_time, State::Received),
        (tally.late, State::Late),
        (tally.missing, State::Missing),
        (tally.pending, State::Open),
    ];
    let numbers = parts.iter().filter(|(count, _)| *count > 0);
    let numbers: Vec<String> = numbers
        .map(|(count, state)| format!("{}{count}", state.sign()))
        .collect();
    let rate = standing::rate(&head.due(now), Tally::completeness);
    let closed = head.closed_at.map_or("", |_| " 关账");
    let note = format!("{rate:>6} {}{closed}", numbers.join(" "));
    let bar = Bar::new(&head.period.short_name, note);
    parts.into_iter().fold(bar, |bar, (count, state)| {
        let meaning = match state {
            State::Open => Meaning::Muted,
            state => standing::meaning(state),
        };
        bar.part(count.into(), state.sign(), meaning)
    })
}

/// What the signs of the bars mean, and the rates over what is due.
pub fn legend(due: &Tally) -> [String; 2] {
    let sign = |state: State| standing::words(state);
    [
        format!(
            "{}  {}  {}  {}",
            sign(State::Received),
            sign(State::Late),
            sign(State::Missing),
            sign(State::Open),
        ),
        format!(
            "已到期 报送率 {}  及时率 {}",
            standing::rate(due, Tally::completeness),
            standing::rate(due, Tally::timeliness),
        ),
    ]
}

/// A line of the totals: what, and how much.
#[derive(Debug, PartialEq, Eq)]
pub struct Sum {
    pub label: String,
    pub amount: String,
    pub meaning: Meaning,
}

/// What the totals count although it was returned: `汇总含 1 份已退回、尚未重报`. On a desk that only reports, what came
/// back stands among the things to do.
pub fn returned(facts: &Facts) -> Option<String> {
    facts.below.as_ref()?;
    Some(format!("汇总{}", returned_words(facts.returned)?))
}

/// The totals that matter, and the hazards.
pub fn sums(facts: &Facts) -> Vec<Sum> {
    let mut sums: Vec<Sum> = facts.headlines.iter().map(headline).collect();
    sums.extend(facts.hazards.iter().flat_map(hazards));
    let unregistered: usize = facts
        .below
        .iter()
        .map(|below| below.unregistered.len())
        .sum();
    if unregistered > 0 {
        sums.push(Sum {
            label: "未登记联络员".into(),
            amount: format!("{unregistered} 家"),
            meaning: Meaning::Warning,
        });
    }
    sums
}

fn headline(headline: &Headline) -> Sum {
    let figure = &headline.figure;
    let (amount, meaning) = match &headline.answer {
        Some(answer) => {
            let number = show_answer(figure, answer);
            (format!("{number} {}", figure.measure), Meaning::Text)
        }
        None => ("未报".to_owned(), Meaning::Muted),
    };
    Sum {
        label: figure.label.clone(),
        amount: amount.trim_end().to_owned(),
        meaning,
    }
}

/// The ledger's hazards and those of the reports, which are two counts: a unit that reports numbers need not keep the
/// ledger here.
fn hazards(hazards: &Hazards) -> Vec<Sum> {
    let ledger = format!("发现 {} 销号 {}", hazards.found, hazards.closed);
    let (open, meaning) = match hazards.overdue {
        0 => (format!("{} 条", hazards.open), Meaning::Text),
        late => {
            let all = hazards.open + late;
            (format!("{all} 条，逾期 {late} 条"), Meaning::Bad)
        }
    };
    let found: u64 = hazards
        .reported
        .values()
        .map(|count| u64::from(count.found))
        .sum();
    let closed: u64 = hazards
        .reported
        .values()
        .map(|count| u64::from(count.closed))
        .sum();
    let sum = |label: &str, amount, meaning| Sum {
        label: label.to_owned(),
        amount,
        meaning,
    };
    vec![
        sum("隐患台账", ledger, Meaning::Text),
        sum("未销号", open, meaning),
        sum(
            "各期报送的隐患",
            format!("发现 {found} 整改 {closed}"),
            Meaning::Text,
        ),
    ]
}
