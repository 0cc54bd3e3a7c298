//! Options that several commands take alike: whose report of which period, whose, and why. What a command does with them
//! stands in its own file.

use clap::Args;

use crate::domain::period::Period;
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::packet::Superior;
use crate::ops::{Desk, unit};

/// A unit, which is the desk's own where nobody is named.
#[derive(Debug, Args)]
pub(super) struct OwnUnit {
    #[arg(
        long,
        value_name = "单位",
        help = "编码、名称或拼音首字母（默认：本单位）"
    )]
    unit: Option<String>,
}

/// A report of the desk's own unit, or of another that is named.
#[derive(Debug, Args)]
pub(super) struct OwnReport {
    #[command(flatten)]
    whose: OwnUnit,
    #[arg(long, value_name = "期次", help = "如 weekly/2、final")]
    period: String,
}

/// A unit's report.
#[derive(Debug, Args)]
pub(super) struct Report {
    #[arg(long, value_name = "单位", help = "编码、名称或拼音首字母")]
    unit: String,
    #[arg(long, value_name = "期次", help = "如 weekly/2、final")]
    period: String,
}

/// The reason without which nothing is done.
#[derive(Debug, Args)]
pub(super) struct Why {
    #[arg(
        long,
        value_name = "理由",
        default_value = "",
        help = "为什么（必须写）"
    )]
    pub reason: String,
}

impl OwnUnit {
    pub fn find(&self, desk: &Desk) -> Result<Unit, Fault> {
        named_or_own(desk, self.unit.as_deref())
    }
}

impl OwnReport {
    pub fn find(&self, desk: &Desk) -> Result<(Unit, Period), Fault> {
        let unit = self.whose.find(desk)?;
        Ok((unit, desk.period_named(&self.period)?.clone()))
    }
}

impl Report {
    pub fn find(&self, desk: &Desk) -> Result<(Unit, Period), Fault> {
        let unit = unit::find(desk, &self.unit)?;
        Ok((unit, desk.period_named(&self.period)?.clone()))
    }
}

/// The unit that is named, or the desk's own, for whom no `--unit` is needed. Who collects has to say which of many.
pub(super) fn named_or_own(desk: &Desk, named: Option<&str>) -> Result<Unit, Fault> {
    if let Some(text) = named {
        return unit::find(desk, text);
    }
    if desk.reports(desk.seat.unit) {
        return desk.unit(desk.seat.unit);
    }
    let hint = "请加 --unit 编码或名称；anyue unit list 列出全部单位";
    Err(match Superior::awaits(desk, desk.seat.unit)? {
        false => Fault::problem("没有写明单位：本工作台是汇总方，自己不报送").hint(hint),
        true => {
            let own = desk.unit(desk.seat.unit)?.code;
            Fault::problem("没有写明单位：本工作台是汇总方，要说明是哪一家的")
                .hint(format!("{hint}；本单位要报给上级的，加 --unit {own}"))
        }
    })
}
