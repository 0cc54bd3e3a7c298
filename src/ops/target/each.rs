//! Targets that every unit has to reach for itself: who has, and who has not yet. How far one unit is with one is
//! [`domain::target`](crate::domain::target)'s to say.

use chrono::NaiveDate;

use super::TargetProgress;
use crate::domain::id::UnitId;
use crate::domain::target::Standing;

/// The units that have reached a target, those that have not, and those that went beyond what is allowed, in the order of the
/// desk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Each {
    pub reached: Vec<UnitId>,
    pub left: Vec<UnitId>,
    pub exceeded: Vec<UnitId>,
}

impl TargetProgress {
    /// Of a target that every unit has to reach for itself, how it is on a day; `None` of one that all reach together.
    pub fn each(&self, today: NaiveDate) -> Option<Each> {
        if !self.is_each {
            return None;
        }
        let mut each = Each::default();
        for one in self.current(today) {
            let among = match one.standing {
                Standing::Reached => &mut each.reached,
                // Where nothing is wanted at least, whoever has not gone beyond it has nothing left to do.
                Standing::OnTrack if one.goal.is_some_and(|goal| goal.at_least.is_none()) => {
                    &mut each.reached
                }
                Standing::Exceeded => &mut each.exceeded,
                _ => &mut each.left,
            };
            among.push(one.unit?);
        }
        (each.units() > 0).then_some(each)
    }
}

impl Each {
    /// How many units have to reach it.
    pub fn units(&self) -> usize {
        self.reached.len() + self.left.len() + self.exceeded.len()
    }

    /// In words, with the names of at most so many of those that have not, and of those beyond it:
    /// `已完成 1/5 家，还没有完成的：甲厂、乙厂等 3 家；超出的：丙厂`.
    pub fn told(&self, most: usize, name: impl Fn(UnitId) -> String) -> String {
        let reached = format!("已完成 {}/{} 家", self.reached.len(), self.units());
        let lists = [("还没有完成的", &self.left), ("超出的", &self.exceeded)];
        let lists = lists.into_iter().filter(|(_, units)| !units.is_empty());
        let told: Vec<String> = lists
            .map(|(word, units)| {
                let names: Vec<String> = units.iter().take(most).copied().map(&name).collect();
                let more = match units.len() > names.len() {
                    true => format!("等 {} 家", units.len()),
                    false => String::new(),
                };
                format!("{word}：{}{more}", names.join("、"))
            })
            .collect();
        match told.is_empty() {
            true => reached,
            false => format!("{reached}，{}", told.join("；")),
        }
    }
}
