//! Who reported and who did not: the report's parts on completeness, timeliness, lateness, and what comes next.

use chrono::NaiveDate;

use super::prose::told;
use super::{Standing, Summary, Voice};
use crate::domain::calendar::{Instant, words};
use crate::domain::hazard::HazardState;
use crate::domain::period::Period;
use crate::domain::status::{self, Tally, show_rate};
use crate::domain::unit::Unit;
use crate::export::document::{Align, Block, Cell, Table};
use crate::export::value::Number;

impl Summary<'_> {
    pub(super) fn progress(&self) -> Vec<Block> {
        let mut blocks = vec![told(&self.rates())];
        if self.voice == Voice::Bureau {
            let today = self.as_of.date();
            let late = self.standings.iter();
            let late = late.filter_map(|standing| names(standing, today));
            blocks.extend(late.map(|text| told(&text)));
        }
        blocks
    }

    /// How the units stand with each period that has begun.
    pub(super) fn standings_table(&self) -> Option<Table> {
        let begun: Vec<&Standing> = self
            .standings
            .iter()
            .filter(|standing| standing.period.occurrence.opens <= self.as_of)
            .collect();
        (!begun.is_empty()).then(|| standings_table(&begun, self.as_of))
    }

    fn rates(&self) -> String {
        let due: Vec<&Standing> = self
            .standings
            .iter()
            .filter(|standing| standing.period.is_due(self.as_of))
            .collect();
        if due.is_empty() {
            let ahead = self.ahead();
            let ahead = ahead.into_iter().map(|text| format!("{text}。"));
            let none = "到统计时为止，还没有到期的报送任务。".to_owned();
            return [none].into_iter().chain(ahead).collect();
        }
        if self.voice == Voice::Unit {
            return self.own_rates(&due);
        }
        let all = self.standings.iter();
        let sum = status::due(all.map(|one| (one.period, one.tally)), self.as_of);
        let mut behind = match (sum.late, sum.missing) {
            (0, 0) => "，没有迟报和缺报".to_owned(),
            (late, missing) => format!("；迟报 {late} 份，缺报 {missing} 份"),
        };
        // Whoever was granted more time owes the report and is not late with it.
        if sum.pending > 0 {
            behind.push_str(&format!("，延期未到 {} 份", sum.pending));
        }
        format!(
            "已到期的报送任务共 {} 期，应报 {} 份，已报 {} 份，报送率 {}；其中按时 {} 份，及时率 {}{behind}。",
            due.len(),
            sum.expected,
            sum.received(),
            show_rate(sum.completeness()),
            sum.on_time,
            show_rate(sum.timeliness()),
        )
    }

    /// How many have reported what is open and not due yet; nothing where nobody has.
    fn ahead(&self) -> Option<String> {
        let open = self
            .standings
            .iter()
            .filter(|one| one.period.is_open(self.as_of) && !one.period.is_due(self.as_of));
        let said = open.filter(|one| one.tally.received() > 0).map(|one| {
            let (name, tally) = (&one.period.name, one.tally);
            match self.voice {
                Voice::Bureau => format!(
                    "{name}已报 {} 家，待报 {} 家",
                    tally.received(),
                    tally.pending
                ),
                Voice::Unit => format!("{name}已报"),
            }
        });
        let said: Vec<String> = said.collect();
        (!said.is_empty()).then(|| said.join("；"))
    }

    /// One unit of its own periods.
    fn own_rates(&self, due: &[&Standing<'_>]) -> String {
        let mut sum = Tally::default();
        let mut late = Vec::new();
        let mut missing = Vec::new();
        for standing in due {
            sum += standing.tally;
            let name = &standing.period.name;
            late.extend((standing.tally.late > 0).then_some(name.as_str()));
            missing.extend((standing.tally.missing > 0).then_some(name.as_str()));
        }
        let mut words = format!(
            "已到期的报送任务，本单位应报 {} 期，已报 {} 期，其中按时 {} 期",
            sum.expected,
            sum.received(),
            sum.on_time
        );
        for (word, names) in [("迟报", late), ("缺报", missing)] {
            if !names.is_empty() {
                let count = names.len();
                words.push_str(&format!("；{word} {count} 期：{}", names.join("、")));
            }
        }
        words + "。"
    }

    /// What somebody has to do something about.
    pub(super) fn attention(&self) -> Vec<Block> {
        let today = self.today();
        let mut points: Vec<String> = self.missing_words().into_iter().collect();
        let states = self.hazards.iter().map(|line| line.entry.state(today));
        let overdue = states.filter(|s| *s == HazardState::Overdue).count();
        if overdue > 0 {
            let then = match self.voice {
                Voice::Bureau => "请督促整改到位",
                Voice::Unit => "将抓紧整改到位",
            };
            points.push(format!("逾期未销号的隐患 {overdue} 处，{then}。"));
        }
        let next = self.standings.iter().map(|standing| standing.period);
        if let Some(next) = next
            .filter(|period| !period.is_due(self.as_of))
            .min_by_key(|p| p.deadline())
        {
            points.push(format!("下一项报送任务：{}。", deadline(next, self.as_of)));
        }
        if points.is_empty() {
            points.push("没有逾期的报送和隐患。".to_owned());
        }
        let numbered = points.iter().enumerate();
        numbered
            .map(|(i, point)| told(&format!("{}.{point}", i + 1)))
            .collect()
    }
}

impl<'a> Summary<'a> {
    /// What is still owed, and by whom.
    fn missing_words(&self) -> Option<String> {
        let missing = self.most_missing();
        let periods: u32 = missing.iter().map(|(_, periods)| periods).sum();
        let units = missing
            .iter()
            .map(|(unit, periods)| format!("{}（{periods} 期）", unit.name));
        let units: Vec<String> = units.collect();
        (!units.is_empty()).then(|| match self.voice {
            Voice::Unit => format!("尚缺报 {periods} 期，将尽快补报。"),
            Voice::Bureau => format!(
                "仍有缺报的单位 {} 家，请尽快补报：{}。",
                units.len(),
                units.join("、")
            ),
        })
    }

    /// Who misses how many periods, the most first. Two units may have one name.
    fn most_missing(&self) -> Vec<(&'a Unit, u32)> {
        let mut missing: Vec<(&Unit, u32)> = Vec::new();
        for unit in self.standings.iter().flat_map(|standing| &standing.missing) {
            match missing.iter_mut().find(|(known, _)| known.id == unit.id) {
                Some((_, periods)) => *periods += 1,
                None => missing.push((unit, 1)),
            }
        }
        missing.sort_by_key(|(_, periods)| std::cmp::Reverse(*periods));
        missing
    }
}

/// `每周活动材料·第4周，6月25日 24:00 截止（6月25日端午节放假，建议 6月24日前报送）`
fn deadline(period: &Period, now: Instant) -> String {
    let remark = period.occurrence.remark.as_ref();
    let remark = remark.map(|remark| format!("（{remark}）"));
    format!(
        "{}，{} 截止{}",
        period.name,
        words::deadline_from(period.deadline(), now),
        remark.unwrap_or_default()
    )
}

fn standings_table(standings: &[&Standing<'_>], now: Instant) -> Table {
    let labels = [
        "期次",
        "截止日期",
        "应报",
        "按时",
        "迟报",
        "缺报",
        "待报",
        "报送率",
        "及时率",
    ];
    let mut table = Table::new([34, 34, 12, 12, 12, 12, 12, 16, 16])
        .caption("各期次报送情况（家）")
        .header(labels.map(Cell::label));
    for standing in standings {
        let Standing { period, tally, .. } = standing;
        let count = |units: u32| Cell::number(Number::integer(i64::from(units)));
        let due = status::due([(*period, *tally)], now);
        let rate = |per_mille: Option<u32>| match per_mille {
            Some(rate) => Cell::number(Number::percent(i64::from(rate), 3)),
            None => Cell::text("/").align(Align::Right),
        };
        table.push([
            Cell::text(&period.name),
            Cell::text(words::day_from(period.occurrence.due, now.date())).align(Align::Center),
            count(tally.expected),
            count(tally.on_time),
            count(tally.late),
            count(tally.missing),
            count(tally.pending),
            rate(due.completeness()),
            rate(due.timeliness()),
        ]);
    }
    table
}

/// Who was late with a period and who never came; nothing where nobody.
fn names(standing: &Standing<'_>, today: NaiveDate) -> Option<String> {
    let said = |what: &str, units: &[&Unit]| {
        let names: Vec<&str> = units.iter().map(|unit| unit.name.as_str()).collect();
        (!names.is_empty()).then(|| format!("{what} {} 家：{}", names.len(), names.join("、")))
    };
    let parts = [
        said("迟报", &standing.late),
        said("缺报", &standing.missing),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let period = standing.period;
    (!parts.is_empty()).then(|| {
        let due = words::day_from(period.occurrence.due, today);
        format!("{}（{due}截止）{}。", period.name, parts.join("；"))
    })
}
