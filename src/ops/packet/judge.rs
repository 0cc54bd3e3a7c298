//! Whether a desk takes a packet, and as what: every check in its order, before anything is taken. What each check is about
//! is in `check`.

use super::adopt::{self, Adoption};
use super::check;
use super::keys::{KeyState, own_fingerprint};
use super::open::{OpenAs, Opening};
use super::superior::Superior;
use super::word::{self, Renewal};
use crate::domain::calendar::Instant;
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::Desk;
use crate::packet::Kind;

/// A packet that this desk takes.
pub(super) struct Judged {
    pub key: KeyState,
    /// The units that it may speak of.
    pub units: Vec<Unit>,
    pub word: Word,
}

/// Whose word it is.
pub(super) enum Word {
    /// That of a unit below.
    Report(Unit),
    /// That of the desk above.
    Campaign(Box<FromAbove>),
}

/// The word of the desk above, and what is known of it.
pub(super) struct FromAbove {
    pub above: Option<Superior>,
    pub renewal: Option<Renewal>,
    /// The code that the desk's own unit is to have from now on.
    pub adoption: Option<Adoption>,
}

/// Checks a packet against the desk.
///
/// # Errors
/// Why it is not taken. Nothing has changed.
pub(super) fn judge(
    desk: &Desk,
    opening: &Opening,
    how: &OpenAs,
    now: Instant,
) -> Result<Judged, Fault> {
    check::campaign(desk, &opening.packet)?;
    check::clock(desk, &opening.packet, how, now)?;
    match opening.manifest().kind {
        Kind::Report => judge_report(desk, opening, how),
        Kind::Campaign => judge_campaign(desk, opening, how),
    }
}

fn judge_report(desk: &Desk, opening: &Opening, how: &OpenAs) -> Result<Judged, Fault> {
    let sender = check::sender(desk, &opening.packet)?;
    let pinned = desk.store.read().pinned_key(sender.id)?;
    let known = pinned
        .as_ref()
        .map(|pinned| (pinned.public_key.as_str(), pinned.confirmed_at.is_some()));
    let key = check::key(&sender.name, known, &opening.packet.key, how)?;
    let mut units = desk.units()?;
    units.retain(|unit| unit.path.starts_with(&sender.path));
    check::revisions(&desk.campaign, &opening.packet, &units)?;
    Ok(Judged {
        key,
        units,
        word: Word::Report(sender),
    })
}

fn judge_campaign(desk: &Desk, opening: &Opening, how: &OpenAs) -> Result<Judged, Fault> {
    let manifest = opening.manifest();
    let seat = desk.unit(desk.seat.unit)?;
    let own = own_fingerprint(desk)?;
    if own.is_some_and(|own| own == opening.packet.key.fingerprint()) {
        return Err(Fault::problem("这是本单位自己做的活动包")
            .safe("工作台没有改动")
            .hint("它是发给下面各单位的"));
    }
    let adoption = adopt::own_code(desk, opening, how)?;
    let above = Superior::of(desk)?;
    let known = check::known_above(above.as_ref());
    let key = check::key(&manifest.sender.name, known, &opening.packet.key, how)?;
    let mut units = desk.units()?;
    if let Some(adoption) = &adoption {
        let own = units.iter_mut().filter(|unit| unit.id == seat.id);
        own.for_each(|own| own.code.clone_from(&adoption.to));
    }
    let renewal = word::renewal(desk, &opening.packet, above.as_ref())?;
    let holds = renewal.as_ref().map_or(&desk.campaign, Renewal::campaign);
    check::revisions(holds, &opening.packet, &units)?;
    Ok(Judged {
        key,
        units,
        word: Word::Campaign(Box::new(FromAbove {
            above,
            renewal,
            adoption,
        })),
    })
}
