//! What is said of a packet that was taken, on the command line and at the first start. What taking it did is `open`'s.

use super::keys::KeyState;
use super::open::Taken;
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::material::show_size;

/// What was taken, and what a person has to do about it, a line each.
pub fn told(desk: &Desk, taken: &Taken) -> Result<Vec<String>, Fault> {
    let mut lines = Vec::new();
    let from = &taken.sender.name;
    lines.push(taken.words());
    match taken.key {
        KeyState::Known { is_confirmed: true } => {}
        KeyState::Known {
            is_confirmed: false,
        } => lines.push(format!(
            "{from}的密钥没有变，还没电话核对过，指纹：{}",
            taken.fingerprint
        )),
        KeyState::FirstSeen => lines.push(format!(
            "首次收到{from}的包，指纹：{}（请打电话核对，再用 anyue packet keys --confirm 记下）",
            taken.fingerprint
        )),
        KeyState::Replaced => lines.push(format!("{from}已换用新指纹：{}", taken.fingerprint)),
    }
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
