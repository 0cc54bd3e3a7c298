//! Who may fill in a period at all: whoever reports, and whoever collects for what it owes the desk above itself.

use crate::domain::id::UnitId;
use crate::domain::period::Period;
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::owing::{By, by, owes};

/// Who collects fills in nothing but what it owes the desk above and nobody below can add up to: its registration, its plan.
pub(super) fn require_filler(desk: &Desk, unit: UnitId, period: &Period) -> Result<(), Fault> {
    if !owes(desk, unit)? {
        return require_reporter(desk, unit);
    }
    require_asked(desk, unit, period)?;
    match by(desk, unit, &period.id) {
        By::Form => Ok(()),
        By::RollUp => Err(Fault::problem(format!(
            "“{}”报给上级的是下面各单位的合计，不另外填报",
            period.name
        ))
        .safe("什么都没有改动")
        .hint(format!(
            "请用 anyue rollup {} 汇总，或到“进度”里汇总",
            period.id
        ))),
    }
}

/// What a kind of unit is not asked for would be added up all the same, beside what those report who are.
fn require_asked(desk: &Desk, unit: UnitId, period: &Period) -> Result<(), Fault> {
    let unit = desk.unit(unit)?;
    let asked = &desk.duty(&period.id)?.kinds;
    let is_asked = unit.kind.as_ref().is_some_and(|kind| asked.contains(kind));
    if asked.is_empty() || is_asked {
        return Ok(());
    }
    let names = asked.iter().filter_map(|kind| desk.campaign.kind(kind));
    let names: Vec<&str> = names.map(|kind| kind.name.as_str()).collect();
    let fault = Fault::problem(format!(
        "“{}”不要{}报，只要这些类别的单位报：{}",
        period.name,
        unit.name,
        names.join("、")
    ));
    Err(fault
        .safe("什么都没有改动")
        .hint("请核对单位和期次；单位的类别登记错了，先改类别"))
}

pub(super) fn require_reporter(desk: &Desk, unit: UnitId) -> Result<(), Fault> {
    if desk.reports(unit) {
        return Ok(());
    }
    Err(Fault::problem("本工作台的汇总单位自己不报送").hint("请选择下面的一个单位"))
}
