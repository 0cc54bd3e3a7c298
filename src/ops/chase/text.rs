//! The words of a reminder: what is missing, since when, by when, to whom. Polite and plain, as one office writes to
//! another, and without marks that a chat program would eat.

use super::{Chase, Owed};
use crate::domain::calendar::{Instant, words};
use crate::domain::campaign::Campaign;
use crate::domain::unit::Unit;
use crate::ops::status::Row;

/// The text for one unit, from whoever sits at the desk.
pub(super) fn single(
    campaign: &Campaign,
    seat: &Unit,
    row: &Row,
    owed: &[Owed],
    now: Instant,
) -> String {
    let liaison = match &row.liaison {
        Some(name) => format!("（联络员：{name}）"),
        None => String::new(),
    };
    let mut lines = vec![format!("【催报】{}{liaison}：", row.unit.name)];
    let as_of = format!("截至{}，{}", words::moment(now), name(campaign));
    let (again, missing): (Vec<&Owed>, Vec<&Owed>) =
        owed.iter().partition(|owed| owed.returned.is_some());
    if !missing.is_empty() {
        lines.push(format!("{as_of}以下材料尚未收到贵单位报送："));
        lines.extend(
            (1..)
                .zip(&missing)
                .map(|(number, owed)| format!("{number}. {}", item(owed, now))),
        );
    }
    if !again.is_empty() {
        let begin = if missing.is_empty() {
            as_of.as_str()
        } else {
            ""
        };
        lines.push(format!("{begin}以下材料已退回，请按意见改好后重新报送："));
        lines.extend(
            (1..)
                .zip(&again)
                .map(|(number, owed)| format!("{number}. {}", again_item(owed, now))),
        );
    }
    let recipient = campaign.office_of(&seat.name);
    lines.push(format!("请{}报送{recipient}。", by_when(owed)));
    lines.push("如已报送，请忽略本提醒。谢谢支持！".to_owned());
    lines.join("\n")
}

/// One text for a whole group: period by period, with the units that owe it.
pub(super) fn group(campaign: &Campaign, seat: &Unit, chases: &[Chase], now: Instant) -> String {
    if chases.is_empty() {
        return String::new();
    }
    let mut lines = vec![
        "【催报】各单位：".to_owned(),
        format!(
            "截至{}，{}尚有材料未收齐：",
            words::moment(now),
            name(campaign)
        ),
    ];
    lines.extend(missing_of_group(chases, now));
    lines.extend(returned_of_group(chases));
    let owed: Vec<Owed> = chases.iter().flat_map(|chase| chase.owed.clone()).collect();
    lines.push(format!(
        "请以上单位{}报送{}。",
        by_when(&owed),
        campaign.office_of(&seat.name)
    ));
    lines.push("已报送的请忽略本提醒。谢谢支持！".to_owned());
    lines.join("\n")
}

/// What nobody has sent yet, period by period.
fn missing_of_group(chases: &[Chase], now: Instant) -> Vec<String> {
    let mut periods: Vec<&Owed> = Vec::new();
    let missing = |owed: &&Owed| owed.returned.is_none();
    for owed in chases.iter().flat_map(|chase| &chase.owed).filter(missing) {
        match periods.iter_mut().find(|known| known.period == owed.period) {
            // The period is told with its own deadline where it can be; another stands behind its unit.
            Some(known) if known.extended && !owed.extended => *known = owed,
            Some(_) => {}
            None => periods.push(owed),
        }
    }
    periods.sort_by_key(|owed| owed.deadline);
    let numbered = (1..).zip(periods).map(|(number, period)| {
        let units: Vec<String> = chases
            .iter()
            .filter_map(|chase| {
                Some((
                    chase,
                    chase
                        .owed
                        .iter()
                        .filter(missing)
                        .find(|o| o.period == period.period)?,
                ))
            })
            .map(|(chase, owed)| match owed.deadline != period.deadline {
                true => format!(
                    "{}（延期至{}）",
                    chase.unit.name,
                    words::deadline_from(owed.deadline, now)
                ),
                false => chase.unit.name.clone(),
            })
            .collect();
        format!(
            "{number}. {}，{} 个单位：{}",
            item(period, now),
            units.len(),
            units.join("、")
        )
    });
    numbered.collect()
}

/// What was returned and has to come again, unit by unit.
fn returned_of_group(chases: &[Chase]) -> Option<String> {
    let units = chases.iter().filter_map(|chase| {
        let again = chase.owed.iter().filter(|owed| owed.returned.is_some());
        let names: Vec<&str> = again.map(|owed| owed.name.as_str()).collect();
        (!names.is_empty()).then(|| format!("{}（{}）", chase.unit.name, names.join("、")))
    });
    let units: Vec<String> = units.collect();
    let again = format!("已退回、请按意见改好后重新报送的：{}", units.join("、"));
    (!units.is_empty()).then_some(again)
}

/// `每周活动材料·第2周：6月12日退回，已 6 天；意见：学习人次：请核对`
fn again_item(owed: &Owed, now: Instant) -> String {
    let Some(returned) = &owed.returned else {
        return item(owed, now);
    };
    let days = (now.date() - returned.at.date()).num_days();
    let since = match days {
        ..=0 => "今天退回".to_owned(),
        days => format!(
            "{}退回，已 {days} 天",
            words::day_from(returned.at.date(), now.date())
        ),
    };
    format!(
        "{}：{since}；意见：{}",
        owed.name,
        returned.remarks.join("；")
    )
}

/// `每周活动材料·第2周：应于6月11日 24:00前报送，逾期 6 天`
fn item(owed: &Owed, now: Instant) -> String {
    let deadline = words::deadline_from(owed.deadline, now);
    let due = if owed.extended {
        format!("已延期至{deadline}")
    } else {
        format!("应于{deadline}前报送")
    };
    let left = words::time_left(now, owed.deadline);
    let mut item = format!("{}：{due}，{left}", owed.name);
    if let Some(remark) = &owed.remark {
        item.push_str(&format!("（{remark}）"));
    }
    item
}

fn by_when(owed: &[Owed]) -> &'static str {
    match owed.iter().filter(|owed| owed.is_urgent()).count() {
        0 => "在截止时间前",
        n if n == owed.len() => "尽快",
        _ => "尽快补报逾期材料，其余在截止时间前",
    }
}

/// The title in the quotes of a notice; one that has quotes of its own needs none.
fn name(campaign: &Campaign) -> String {
    if campaign.title.contains('“') {
        campaign.title.clone()
    } else {
        format!("“{}”", campaign.title)
    }
}
