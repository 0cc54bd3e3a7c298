//! A desk that was made by hand, and is told by which code the desk above knows its unit. Until then its code was its own
//! affair; nobody else knows it, so that it can be given up without a loss, once a person says that it is the same unit.

use super::check::UNTOUCHED;
use super::open::Opening;
use super::superior::Superior;
use crate::domain::audit::Act;
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::{About, Change};
use crate::packet::PacketUnit;
use crate::store::{Reader, Setting, StoreError};

/// A code that the desk's own unit is to have from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Adoption {
    pub from: String,
    pub to: String,
}

/// Whether the packet tells the desk's own unit, and by which code where that is another one.
///
/// # Errors
/// Where it tells another unit, or by another code and nobody has said that it is the same.
pub(super) fn own_code(
    reader: Reader<'_>,
    (seat, above): (&Unit, Option<&Superior>),
    opening: &Opening,
    adopts: bool,
) -> Result<Option<Adoption>, Fault> {
    let told = opening.packet.body.units.iter();
    let by_code = told.clone().find(|unit| unit.code == seat.code);
    if above.is_some() {
        return match by_code {
            Some(_) => Ok(None),
            None => Err(not_told(seat)),
        };
    }
    let addressee = opening.manifest().addressee.as_ref();
    let meant = match addressee {
        Some(to) => told.clone().find(|unit| unit.code == to.code),
        None => told
            .clone()
            .find(|unit| is_called_so(unit, seat))
            .or(by_code),
    };
    let Some(meant) = meant else {
        return Err(not_told(seat));
    };
    if meant.code == seat.code && (is_called_so(meant, seat) || adopts) {
        return Ok(None);
    }
    if !adopts {
        return Err(asked(seat, meant));
    }
    let taken = reader.unit_with_code(&meant.code)?;
    if let Some(other) = taken {
        return Err(Fault::problem(format!(
            "上级用编码 {} 称呼{}，而本工作台的 {} 是下面的{}",
            meant.code, meant.name, meant.code, other.name
        ))
        .safe(UNTOUCHED)
        .hint("请和上级商定下面单位的编码；也可以另建一个工作台（--desk 新文件夹）"));
    }
    Ok(Some(Adoption {
        from: seat.code.clone(),
        to: meant.code.clone(),
    }))
}

/// Gives the desk's own unit the code by which the desk above knows it.
pub(super) fn adopt(
    change: &Change<'_>,
    own: &Unit,
    adoption: &Adoption,
) -> Result<(), StoreError> {
    change.recode_unit(own.id, &adoption.to)?;
    change.set_setting(Setting::Seat, &adoption.to)?;
    let detail = format!(
        "{}：编码 {} 改为上级所用的 {}，已有的报送、草稿、隐患和台账都在",
        own.name, adoption.from, adoption.to
    );
    change.note(Act::CodeAdopted, About::unit(own.id), &detail)
}

fn is_called_so(told: &PacketUnit, own: &Unit) -> bool {
    let is_alias = told.aliases.contains(&own.name) || own.aliases.contains(&told.name);
    told.name == own.name || is_alias
}

fn not_told(seat: &Unit) -> Fault {
    Fault::problem(format!("这个活动包里没有{}（{}）", seat.name, seat.code))
        .safe(UNTOUCHED)
        .hint("请核对是不是发给别的单位的；或请对方把本单位加进名单后重发")
}

fn asked(seat: &Unit, meant: &PacketUnit) -> Fault {
    Fault::problem(format!(
        "这个活动包是给{}（{}）的，本工作台是自己建的{}（{}）",
        meant.name, meant.code, seat.name, seat.code
    ))
    .safe(UNTOUCHED)
    .hint("确是同一单位的，加 --adopt-code 打开：名称和编码改成上级用的，已填的一样不少；不是的，请发还对方")
}
