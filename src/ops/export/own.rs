//! What units reported themselves, without what is below them: the lines of 各单位一览, and one unit's own paper.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Request;
use crate::domain::campaign::Table;
use crate::domain::figure::Figures;
use crate::domain::id::{FigureId, UnitId};
use crate::domain::period::Period;
use crate::domain::rollup::Total;
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::answers::{Slots, each_unit};
use crate::ops::counting::Counted;
use crate::ops::total::Extent;

/// What one unit's periods amount to.
#[derive(Debug, Clone, Default)]
pub(super) struct Own {
    pub figures: Figures,
    /// The day on which the last of its submissions was received.
    pub received_on: Option<NaiveDate>,
}

/// What every unit whose path begins with `path` reported itself; units that sent nothing are not there.
pub(super) fn own_figures(
    desk: &Desk,
    table: &Table,
    path: &str,
    request: &Request,
) -> Result<BTreeMap<UnitId, Own>, Fault> {
    let slots = Slots::of(desk.campaign.figures_of(&table.id));
    let periods: Vec<&Period> = request.extent.periods(&desk.ground(), &table.id);
    if let Extent::Period(id) = &request.extent
        && periods.is_empty()
    {
        let period = desk.period(id)?;
        return Err(Fault::problem(format!(
            "“{}”不填{}",
            period.name, table.label
        )));
    }
    let mut all = BTreeMap::new();
    desk.store.snapshot(|reader| {
        let counted = Counted::of(reader, request.counting)?;
        each_unit(reader, path, &periods, &slots, &counted, |answers| {
            let figures = slots.figures.iter().enumerate();
            let figures = figures.filter_map(|(at, figure)| {
                Some((figure.id.clone(), answers.effective(at).answer?))
            });
            let received = answers.sources.iter().flatten();
            let own = Own {
                figures: figures.collect(),
                received_on: received.map(|source| source.received_at.date()).max(),
            };
            all.insert(answers.unit, own);
        })
    })?;
    Ok(all)
}

/// One unit's own figures as totals over that unit alone.
pub(super) fn totals_of(
    desk: &Desk,
    table: &Table,
    unit: UnitId,
    own: &Own,
) -> BTreeMap<FigureId, Total> {
    let figures = desk.campaign.figures_of(&table.id);
    figures
        .map(|figure| {
            let mut total = Total::default();
            total.add(unit, own.figures.get(&figure.id));
            (figure.id.clone(), total)
        })
        .collect()
}
