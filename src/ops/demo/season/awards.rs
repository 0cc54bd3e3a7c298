//! What the collecting desk decides: how targets are split, how many each unit may recommend, and who is put forward.

use super::Stage;
use crate::domain::calendar::Instant;
use crate::domain::id::UnitId;
use crate::domain::nomination::NominationEntry;
use crate::domain::typing::read_number;
use crate::error::Fault;
use crate::ops::demo::{DemoNomination, DemoQuotas, DemoShares};
use crate::ops::desk::Role;
use crate::ops::nomination::{lists, nominate, set_quotas};
use crate::ops::{nomination, target, unit};

impl Stage<'_> {
    /// Sets the shares of a target; on a unit's desk its own, as a packet from above would.
    pub(super) fn split(&mut self, shares: &DemoShares, now: Instant) -> Result<(), Fault> {
        if self.desk.seat.role == Role::Unit {
            return self.own_share(shares, now);
        }
        let typed = shares.units.iter();
        let typed: Vec<(UnitId, String)> = typed
            .map(|(code, share)| Ok((unit::find(self.desk, code)?.id, share.clone())))
            .collect::<Result<_, Fault>>()?;
        target::set_shares(self.desk, &shares.target.as_str().into(), &typed, now).map(drop)
    }

    fn own_share(&mut self, shares: &DemoShares, now: Instant) -> Result<(), Fault> {
        let own = self.desk.unit(self.desk.seat.unit)?;
        let target = target::target_of(&self.desk.campaign, &shares.target.as_str().into())?;
        let (target, digits) = (target.id.clone(), target.kind.digits().unwrap_or(0));
        let told = shares
            .units
            .get(&own.code)
            .map(|told| read_number(told, digits));
        let Some(Some(Ok(share))) = told else {
            return Ok(());
        };
        self.desk.change(now, |change, _| {
            change.put_target_share(&target, own.id, Some(share))
        })?;
        Ok(())
    }

    /// Gives out the quotas of an award.
    pub(super) fn allot(&mut self, quotas: &DemoQuotas, now: Instant) -> Result<(), Fault> {
        let bodies = quotas.bodies.iter();
        let bodies: Vec<(UnitId, Option<u32>)> = bodies
            .map(|(code, quota)| Ok((unit::find(self.desk, code)?.id, Some(*quota))))
            .collect::<Result<_, Fault>>()?;
        set_quotas(self.desk, &quotas.award.as_str().into(), &bodies, now)
    }

    /// Puts a candidate forward, behind those whom the same unit has named already.
    pub(super) fn nominate(&mut self, data: &DemoNomination, now: Instant) -> Result<(), Fault> {
        let award = data.award.as_str().into();
        let body = unit::find(self.desk, &data.body)?.id;
        let all = lists(self.desk, now)?;
        let mut named = all.iter().filter(|lists| lists.award == award);
        let list = named.find_map(|lists| lists.bodies.iter().find(|list| list.body == body));
        let met = data.met.iter();
        let steps = data.steps.iter();
        let entry = NominationEntry {
            unit: unit::find(self.desk, &data.unit)?.id,
            name: data.name.clone(),
            rank: list.map_or(1, nomination::next_rank),
            ticked: met.map(|id| (id.as_str().into(), true)).collect(),
            steps: steps.map(|(id, day)| (id.as_str().into(), *day)).collect(),
            note: data.note.clone(),
        };
        nominate(self.desk, &award, body, &entry, now).map(drop)
    }
}
