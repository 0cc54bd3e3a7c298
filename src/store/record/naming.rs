//! Gives records and what they ever said the names by which other desks know them: where a record is first written, where a unit
//! gets another code, and once for a desk from before they had such names. What a name is made of is
//! [`domain::record`](crate::domain::record)'s to say.

use std::collections::HashMap;

use rusqlite::named_params;

use crate::domain::calendar::Instant;
use crate::domain::id::{RecordId, UnitId};
use crate::domain::lineage::{Node, in_order, uid};
use crate::domain::record::NamedVersion;
use crate::store::convert::{instant, to_json, unit_id};
use crate::store::{StoreError, Writer};

impl Writer<'_> {
    /// A record's name, given where it is first written: its own number keeps two alike apart.
    pub(super) fn name_record(
        &self,
        id: RecordId,
        unit: UnitId,
        at: Instant,
    ) -> Result<(), StoreError> {
        let uid = uid::of_canonical(&("record", self.code_of(unit)?, id, at));
        self.execute(
            "UPDATE record SET uid = :uid WHERE id = :id",
            named_params! {":id": id.0, ":uid": uid},
        )?;
        Ok(())
    }

    /// Names every version of every record after what it says: once a unit is known by another code, those that are its
    /// own, and those of others that speak of it.
    pub(in crate::store) fn name_all_versions(&self) -> Result<(), StoreError> {
        let ids = self.all("SELECT id FROM record ORDER BY id", [], |row| {
            Ok(RecordId(row.get("id")?))
        })?;
        ids.into_iter().try_for_each(|id| self.name_versions(id))
    }

    /// Names every version of a record after what it says and what it replaces, each after those that it replaces.
    pub(super) fn name_versions(&self, id: RecordId) -> Result<(), StoreError> {
        let told = self.named_head(id)?;
        let (numbers, mut versions): (Vec<u32>, Vec<NamedVersion>) =
            self.named_versions(id)?.into_iter().unzip();
        let nodes: Vec<Node<'_>> = versions.iter().map(NamedVersion::node).collect();
        let order = in_order(&nodes);
        let mut renamed: HashMap<String, String> = HashMap::new();
        for at in order {
            let version = &mut versions[at];
            for parent in &mut version.parents {
                if let Some(name) = renamed.get(parent) {
                    parent.clone_from(name);
                }
            }
            version.parents.sort_unstable();
            let name = told.true_uid(version);
            self.execute(
                "UPDATE record_revision SET uid = :uid, parents = :parents WHERE record_id = :id AND number = :number",
                named_params! {
                    ":uid": name,
                    ":parents": to_json(&version.parents)?,
                    ":id": id.0,
                    ":number": numbers[at],
                },
            )?;
            renamed.insert(std::mem::take(&mut version.uid), name);
        }
        self.restand_record(id)
    }

    /// Names what a desk had before records had the names that they have now.
    pub(in crate::store) fn name_records(&self) -> Result<(), StoreError> {
        let unnamed = self.all(
            "SELECT r.id, r.unit_id, r.uid, MIN(v.at) AS at FROM record r JOIN record_revision v ON v.record_id = r.id
             WHERE r.rivals IS NULL GROUP BY r.id, r.unit_id, r.uid ORDER BY r.id",
            [],
            |row| {
                let id = RecordId(row.get("id")?);
                let uid: String = row.get("uid")?;
                Ok((id, unit_id(row, "unit_id")?, uid, instant(row, "at")?))
            },
        )?;
        for (id, unit, uid, at) in unnamed {
            if uid.is_empty() {
                self.name_record(id, unit, at)?;
            }
            self.name_versions(id)?;
        }
        Ok(())
    }
}
