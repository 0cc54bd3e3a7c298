//! What 收件 asks of the desk about packets: each is looked at before anything of it is taken, and taken whole.

use std::path::PathBuf;

use crate::domain::calendar::Instant;
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::packet::{OpenAs, Opening, Taken, confirm_sender, open, preview};
use crate::tui::program::Progress;
use crate::tui::screens::intray::parcels::{Answered, Parcel, Shown};
use crate::tui::work::Report;

/// Looks at packets, each from its first byte to its last. One that is not taken says why.
pub fn look(desk: &Desk, paths: Vec<PathBuf>, now: Instant, report: Report<'_>) -> Vec<Parcel> {
    let mut parcels = Vec::new();
    let count = paths.len();
    for (done, path) in paths.into_iter().enumerate() {
        if !goes_on("看报送包", done, count, report) {
            break;
        }
        let looked = Opening::of(&path).and_then(|opening| preview(desk, &opening, now));
        parcels.push(Parcel { path, looked });
    }
    parcels
}

/// Takes packets one after the other; says what came of it. One that is refused after all is named, and the others are taken.
///
/// # Errors
/// Where none was taken.
pub fn take(
    desk: &mut Desk,
    packets: &[Shown],
    answered: &Answered,
    now: Instant,
    report: Report<'_>,
) -> Result<String, Fault> {
    let (mut all, mut refused, mut unconfirmed) = (Vec::new(), Vec::new(), Vec::new());
    for (done, shown) in packets.iter().enumerate() {
        if !goes_on("收报送包", done, packets.len(), report) {
            break;
        }
        match take_one(desk, shown, answered, now) {
            Ok((taken, fault)) => {
                all.push(taken);
                unconfirmed.extend(fault.map(|fault| (shown, fault)));
            }
            Err(fault) => refused.push((shown, fault)),
        }
    }
    match (all.as_slice(), refused.as_slice()) {
        ([], [(_, fault)]) => Err(fault.clone()),
        ([], [_, ..]) => Err(Fault::problem(named(&refused)).safe("什么也没有收下")),
        (taken, refused) => {
            let mut told = told(taken);
            if !unconfirmed.is_empty() {
                told.push_str(&format!("；核对没有记下：{}", named(&unconfirmed)));
            }
            if !refused.is_empty() {
                told.push_str(&format!("；没有收下：{}", named(refused)));
            }
            if taken.len() + refused.len() < packets.len() {
                told.push_str("；已中断，再收一次接着收");
            }
            Ok(told)
        }
    }
}

/// Takes one; beside it, why it could not be kept that its sender's key was compared, where that failed: the packet is taken by
/// then all the same.
fn take_one(
    desk: &mut Desk,
    shown: &Shown,
    answered: &Answered,
    now: Instant,
) -> Result<(Taken, Option<Fault>), Fault> {
    let how = OpenAs {
        received_at: None,
        reason: answered.reason.clone(),
        looked_at: Some(shown.digest.clone()),
        accept_key: answered.is_compared,
        accept_clock: answered.accepts_clock,
        adopt_code: false,
    };
    let taken = open(desk, &mut Opening::of(&shown.path)?, &how, now)?;
    let unconfirmed = match answered.is_compared {
        true => confirm_sender(desk, &taken, now).err(),
        false => None,
    };
    Ok((taken, unconfirmed))
}

/// `甲.anyue：换了密钥；乙.anyue：不完整`
fn named(refused: &[(&Shown, Fault)]) -> String {
    let named = refused.iter().map(|(shown, fault)| {
        let name = shown.path.file_name().unwrap_or_default();
        format!("{}：{}", name.to_string_lossy(), fault.message)
    });
    named.collect::<Vec<_>>().join("；")
}

fn goes_on(label: &str, done: usize, total: usize, report: Report<'_>) -> bool {
    report(Progress {
        label: label.to_owned(),
        done: done as u64,
        total: total as u64,
    })
}

/// What to say of all of them.
fn told(all: &[Taken]) -> String {
    let mut told = match all {
        [one] => format!("已收下{}", one.words()),
        several => {
            let revisions: usize = several.iter().map(|one| one.revisions).sum();
            format!("已收下 {} 个报送包，新收 {revisions} 版报送", several.len())
        }
    };
    let conflicts: usize = all.iter().map(|one| one.conflicts.len()).sum();
    let missing: usize = all.iter().map(|one| one.missing.len()).sum();
    let contested: usize = all.iter().map(|one| one.contested.len()).sum();
    for (count, what) in [
        (conflicts, "份有两种说法"),
        (contested, "条登记有两种说法"),
        (missing, "份材料还没到"),
    ] {
        if count > 0 {
            told.push_str(&format!("；{count} {what}"));
        }
    }
    told
}
