//! A unit that gets another code. Names between desks follow from the code, so that everything the unit ever said is named
//! anew; what it said stays. Only right where no other desk knows the old names yet, which is ops' to make sure.

use std::collections::HashMap;

use rusqlite::named_params;

use super::convert::to_json;
use super::{StoreError, Writer};
use crate::domain::id::UnitId;
use crate::domain::lineage::{in_order, uid};
use crate::domain::period::PeriodId;

impl Writer<'_> {
    /// Gives a unit another code, and its revisions and the records that are its own or name it the names that follow from it.
    pub fn recode_unit(&self, unit: UnitId, code: &str) -> Result<(), StoreError> {
        self.execute(
            "UPDATE unit SET code = :code WHERE id = :id",
            named_params! {":code": code, ":id": unit.0},
        )?;
        for period in self.periods_of(unit)? {
            self.rename_revisions(unit, code, &period)?;
        }
        self.name_all_versions()?;
        self.drop_rollups_above(unit)
    }

    fn rename_revisions(
        &self,
        unit: UnitId,
        code: &str,
        period: &PeriodId,
    ) -> Result<(), StoreError> {
        let lineage = self.lineage(unit, period)?;
        let revisions = self.revisions(unit, period)?;
        let mut renamed: HashMap<String, String> = HashMap::new();
        for at in in_order(&lineage.nodes()) {
            let kin = &lineage.kin[at];
            let said = revisions.iter().find(|one| one.number == kin.number);
            let said = said.ok_or_else(|| StoreError::damaged("a revision without a row"))?;
            // Those that it replaces come before it. One that is not here keeps the name by which it is known.
            let parents = kin.parents.iter();
            let parents: Vec<String> = parents
                .map(|parent| renamed.get(parent).unwrap_or(parent).clone())
                .collect();
            let name = uid::revision(&uid::Named {
                unit: code,
                period,
                digest: &kin.digest,
                sent_at: kin.sent_at,
                reason: &said.stamp.reason,
                parents: &parents,
            });
            self.execute(
                "UPDATE revision SET uid = :uid, parents = :parents
                 WHERE unit_id = :unit AND period = :period AND number = :number",
                named_params! {
                    ":uid": name,
                    ":parents": to_json(&parents)?,
                    ":unit": unit.0,
                    ":period": period.to_string(),
                    ":number": kin.number,
                },
            )?;
            renamed.insert(kin.uid.clone(), name);
        }
        self.restand(unit, period)
    }
}
