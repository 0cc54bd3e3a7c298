//! The desk: the handle that every verb takes, and how one is made, opened, listed and remembered.
//!
//! Two programs may open one desk. SQLite's lock lets one write at a time and the other wait up to five seconds, after
//! which it is told so; there is no lock of our own that a killed program could leave behind.

mod backup;
mod collecting;
mod create;
mod list;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use backup::back_up;
pub use collecting::collect;
pub use create::{NewDesk, NewSeat, create, free_folder};
pub use list::{DeskCard, ListedDesk, last, list, named, plays_at, remember};

use super::Change;
use crate::domain::calendar::{HolidayCalendar, Instant};
use crate::domain::campaign::{Campaign, Duty, Paper};
use crate::domain::id::UnitId;
use crate::domain::period::{Period, PeriodId, Plan};
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::intake::Convert;
use crate::ops::draft::Typing;
use crate::store::{Setting, Shelf, Store, StoreError};

/// The database within a desk's folder.
const DATABASE: &str = "desk.db";

/// A workspace: its campaign, its units, who sits at it.
#[derive(Debug)]
pub struct Desk {
    pub store: Store,
    pub campaign: Campaign,
    /// Every period of the campaign.
    pub plan: Plan,
    pub folder: PathBuf,
    /// The files that submissions carry, and the notice's blank forms.
    pub shelf: Shelf,
    /// The blank forms that the desk was made with.
    pub forms: BTreeMap<Paper, KeptForm>,
    /// The desk's name for people.
    pub name: String,
    pub seat: Seat,
    /// What this program types on it.
    pub typing: Typing,
    /// The form whose answer the next change is; see [`form_draft::answer`](super::form_draft::answer).
    pub(super) answering: Option<String>,
    /// What turns documents of old formats into new ones; none until whoever opens the desk for a person says so.
    pub converter: Option<Arc<dyn Convert>>,
    /// Where packets are laid for a person to find them; the desk's own folder 导出 until whoever opens the desk for a person
    /// names a better place.
    pub outbox: Option<PathBuf>,
}

/// A blank form of the notice on the desk's shelf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptForm {
    /// What the campaign file calls it.
    pub file: String,
    /// Its content's hash.
    pub hash: String,
}

/// What the rows of the store are read by: what is asked of whom, and who collects.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ground<'a> {
    pub campaign: &'a Campaign,
    pub plan: &'a Plan,
    pub seat: Seat,
}

impl Ground<'_> {
    /// As [`Desk::change`], where the rest of the desk is being read meanwhile.
    pub(super) fn change<T, E: From<StoreError>>(
        &self,
        store: &mut Store,
        now: Instant,
        make: impl FnOnce(&Change<'_>, &Self) -> Result<T, E>,
    ) -> Result<T, E> {
        store.write(|writer| {
            let seat = writer.unit(self.seat.unit)?;
            let seat =
                seat.ok_or_else(|| StoreError::Damaged("the desk's own unit is gone".into()))?;
            let change = Change {
                writer,
                actor: &seat.name,
                now,
            };
            make(&change, self)
        })
    }
}

/// Who sits at a desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seat {
    pub unit: UnitId,
    pub role: Role,
}

/// What the unit that sits at the desk does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Collects: the units below it report, it does not report itself.
    Coordinator,
    /// Reports, for itself and for what is below it, if anything.
    Unit,
}

impl Seat {
    /// Receipts, extensions and excusals are granted by whoever the unit reports to, never by the unit itself.
    pub(super) fn require_grantor(self, unit: UnitId) -> Result<(), Fault> {
        match unit == self.unit && self.role == Role::Unit {
            true => Err(Fault::problem("收件登记、延期和免报由汇总单位办理")
                .safe("什么都没有改动")
                .hint("请联系汇总单位；本单位的内容照常报送")),
            false => Ok(()),
        }
    }

    /// Whether the unit reports, rather than collect.
    pub fn reports(self, unit: UnitId) -> bool {
        self.role == Role::Unit || unit != self.unit
    }

    /// Whether this desk writes of a unit what the unit may not write itself (只由牵头部门填写、认定). Of its own unit a desk that
    /// collects is a unit like any other to the desk above, which takes no more from it than from them.
    pub fn keeps_of(self, unit: UnitId, has_above: bool) -> bool {
        self.role == Role::Coordinator && !(unit == self.unit && has_above)
    }
}

impl Role {
    fn name(self) -> &'static str {
        match self {
            Self::Coordinator => "coordinator",
            Self::Unit => "unit",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [Self::Coordinator, Self::Unit]
            .into_iter()
            .find(|role| role.name() == name)
    }
}

/// Opens the desk in a folder.
pub fn open(folder: &Path) -> Result<Desk, Fault> {
    let store = Store::open(&folder.join(DATABASE)).map_err(|error| match error {
        // The folder is what people know; the file within it is ours.
        StoreError::Missing(_) => StoreError::Missing(folder.to_owned()),
        error => error,
    })?;
    Desk::of_store(store, folder)
}

impl Desk {
    fn of_store(store: Store, folder: &Path) -> Result<Self, Fault> {
        let source = store.read().required_setting(Setting::Campaign)?;
        let campaign = Campaign::parse(&source).map_err(|diagnostics| {
            let first = diagnostics
                .first()
                .map(|first| first.message.clone())
                .unwrap_or_default();
            Fault::environment(format!("工作台里的活动文件，本程序读不懂：{first}"))
                .safe("程序没有改动它")
                .hint("请用建立该工作台的安月版本打开，或升级安月")
        })?;
        Self::with_campaign(store, campaign, folder)
    }

    fn with_campaign(store: Store, campaign: Campaign, folder: &Path) -> Result<Self, Fault> {
        let reader = store.read();
        let role = reader.required_setting(Setting::Role)?;
        let role = Role::named(&role).ok_or_else(|| StoreError::Damaged(format!("role {role}")))?;
        let code = reader.required_setting(Setting::Seat)?;
        let seat = reader
            .unit_with_code(&code)?
            .ok_or_else(|| StoreError::Damaged(format!("no unit {code}")))?;
        let name = reader.required_setting(Setting::Name)?;
        let mut forms = BTreeMap::new();
        for (paper, file) in &campaign.templates {
            if let Some(hash) = reader.template(file)? {
                let file = file.clone();
                forms.insert(paper.clone(), KeptForm { file, hash });
            }
        }
        Ok(Self {
            plan: Plan::of(&campaign, HolidayCalendar::built_in()),
            shelf: Shelf::of_desk(folder),
            forms,
            folder: folder.to_owned(),
            seat: Seat {
                unit: seat.id,
                role,
            },
            typing: Typing::default(),
            answering: None,
            converter: None,
            outbox: None,
            store,
            campaign,
            name,
        })
    }

    /// Makes one change of state, all or nothing; the audit names the unit that sits at the desk, as it is called now.
    /// What is checked in `make` holds when it is written, whatever other programs do.
    pub(super) fn change<T, E: From<StoreError>>(
        &mut self,
        now: Instant,
        make: impl FnOnce(&Change<'_>, &Ground<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let form = self.answering.take();
        let (store, ground) = self.store_and_ground();
        ground.change(store, now, |change, ground| {
            let made = make(change, ground)?;
            if let Some(form) = &form {
                change.delete_form_draft(form)?;
            }
            Ok(made)
        })
    }

    pub(super) fn ground(&self) -> Ground<'_> {
        Ground {
            campaign: &self.campaign,
            plan: &self.plan,
            seat: self.seat,
        }
    }

    /// The store to write to beside what its rows mean.
    pub(super) fn store_and_ground(&mut self) -> (&mut Store, Ground<'_>) {
        let ground = Ground {
            campaign: &self.campaign,
            plan: &self.plan,
            seat: self.seat,
        };
        (&mut self.store, ground)
    }

    /// A number that is another once some other program has changed the desk; `None` where it cannot be read.
    pub fn foreign_changes(&self) -> Option<i64> {
        self.store.foreign_changes().ok()
    }

    /// Whether it can only be looked at.
    pub fn is_read_only(&self) -> bool {
        self.store.is_read_only()
    }

    /// Every unit of the desk, closed ones too, by code.
    pub fn units(&self) -> Result<Vec<Unit>, Fault> {
        Ok(self.store.read().units()?)
    }

    /// The units that report: on a coordinator's desk all but the coordinator, else all.
    pub fn reporters(&self) -> Result<Vec<Unit>, Fault> {
        let mut units = self.units()?;
        units.retain(|unit| self.reports(unit.id));
        Ok(units)
    }

    /// Whether the unit reports, rather than collect.
    pub fn reports(&self, unit: UnitId) -> bool {
        self.seat.reports(unit)
    }

    pub fn unit(&self, id: UnitId) -> Result<Unit, Fault> {
        let unit = self.store.read().unit(id)?;
        unit.ok_or_else(no_unit)
    }

    /// The period of that id.
    pub fn period(&self, id: &PeriodId) -> Result<&Period, Fault> {
        match self.plan.period(id) {
            Some(period) => Ok(period),
            None => self.period_named(&id.to_string()),
        }
    }

    /// The period that a person names: `weekly/2`, `final`.
    pub fn period_named(&self, text: &str) -> Result<&Period, Fault> {
        self.plan
            .find(text)
            .map_err(|unknown| Fault::problem(unknown.to_string()))
    }

    /// The duty of a period.
    pub fn duty(&self, period: &PeriodId) -> Result<&Duty, Fault> {
        self.campaign
            .duty(&period.duty)
            .ok_or_else(|| Fault::problem(format!("活动里没有“{}”这项报送任务", period.duty)))
    }
}

pub(super) fn no_unit() -> Fault {
    Fault::problem("没有这个单位").hint("请刷新列表后再试")
}

#[cfg(test)]
mod tests {
    //! Which places of a record a desk keeps.

    use super::*;

    #[test]
    fn what_a_unit_may_not_write_itself_its_own_desk_does_not_write_either() {
        let (own, other) = (UnitId(1), UnitId(2));
        // Role, of whom, whether a desk above is known: whether it is written here.
        for (role, unit, has_above, keeps) in [
            (Role::Coordinator, own, false, true),
            (Role::Coordinator, own, true, false),
            (Role::Coordinator, other, true, true),
            (Role::Unit, own, true, false),
            (Role::Unit, other, false, false),
        ] {
            let seat = Seat { unit: own, role };
            assert_eq!(
                seat.keeps_of(unit, has_above),
                keeps,
                "{role:?} {unit:?} {has_above}"
            );
        }
    }
}
