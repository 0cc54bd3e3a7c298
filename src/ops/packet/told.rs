//! What is said of a packet that was taken, on the command line and at the first start. What taking it did is `open`'s.

use super::keys::KeyState;
use super::open::Taken;
use crate::domain::calendar::{Instant, words};
use crate::domain::period::Period;
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::material::show_size;

/// How to make sure that it is the sender's, where nobody has yet: what to ask on the phone, and the six words by
/// themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToCompare {
    pub how: String,
    pub words: String,
}

impl ToCompare {
    /// `None` where the sender's words have been compared.
    pub fn of(taken: &Taken) -> Option<Self> {
        let from = &taken.sender.name;
        let since = match taken.key {
            KeyState::Known { is_confirmed: true } => return None,
            KeyState::Known {
                is_confirmed: false,
            } => format!("{from}的指纹没有变，还没有核对过"),
            KeyState::FirstSeen => format!("第一次收到{from}的包，核对一下确是对方做的"),
            KeyState::Replaced => format!("{from}已换用新的指纹"),
        };
        Some(Self {
            how: format!("{since}：打电话请对方念做包时显示的六个词，应当是"),
            words: taken.fingerprint.clone(),
        })
    }
}

/// Who sits at a desk that a packet has just made, a line.
pub fn seated(desk: &Desk) -> Result<String, Fault> {
    let seat = desk.unit(desk.seat.unit)?;
    Ok(format!("本机是 {}（{}）", seat.name, seat.code))
}

/// What is due next there, a line; see [`next_due`](crate::ops::status::next_due).
pub fn due_next(next: &(Period, Instant)) -> String {
    let (period, deadline) = next;
    let deadline = words::deadline(*deadline);
    format!("最近一项：{}，{deadline} 截止", period.name)
}

/// What was taken, and what a person has to do about it, a line each.
pub fn told(desk: &Desk, taken: &Taken) -> Result<Vec<String>, Fault> {
    let mut lines = vec![taken.words()];
    for (unit, period) in &taken.conflicts {
        let unit = desk.unit(*unit)?;
        let period = desk.period(period)?;
        lines.push(format!(
            "！{}“{}”有两种说法，要由人决定：anyue review show --unit {} --period {}",
            unit.name, period.name, unit.code, period.id
        ));
    }
    if !taken.passed_over.is_empty() {
        lines.push(format!(
            "没有收的登记（别的都已收下）：{}",
            taken.passed_over.join("；")
        ));
    }
    if !taken.contested.is_empty() {
        lines.push(format!(
            "！台账有 {} 条有两种说法，要由人决定：anyue review list",
            taken.contested.len()
        ));
    }
    if !taken.missing.is_empty() {
        let bytes: u64 = taken.missing.iter().map(|missing| missing.size).sum();
        lines.push(format!(
            "还缺 {} 份材料（{}），在另外的分卷里或没有带来",
            taken.missing.len(),
            show_size(bytes)
        ));
    }
    Ok(lines)
}
