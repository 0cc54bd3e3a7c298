//! What 收件 asks of the desk about packets: each is looked at before anything of it is taken, and taken whole.

use std::path::PathBuf;

use crate::domain::calendar::Instant;
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::packet::{OpenAs, Opening, Taken, confirm_sender, open, preview};
use crate::tui::program::Progress;
use crate::tui::screens::intray::parcels::{Answered, Parcel};
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

/// Takes packets one after the other; says what came of it. The first that is refused ends it.
pub fn take(
    desk: &mut Desk,
    paths: &[PathBuf],
    answered: &Answered,
    now: Instant,
    report: Report<'_>,
) -> Result<String, Fault> {
    let how = OpenAs {
        received_at: None,
        reason: answered.reason.clone(),
        accept_key: answered.is_compared,
        accept_clock: answered.accepts_clock,
        adopt_code: false,
    };
    let mut all: Vec<Taken> = Vec::new();
    for (done, path) in paths.iter().enumerate() {
        if !goes_on("收报送包", done, paths.len(), report) {
            break;
        }
        let taken = Opening::of(path)
            .and_then(|mut opening| open(desk, &mut opening, &how, now))
            .map_err(|fault| after(&all, fault))?;
        if answered.is_compared {
            confirm_sender(desk, &taken, now)?;
        }
        all.push(taken);
    }
    Ok(told(&all, paths.len()))
}

fn goes_on(label: &str, done: usize, total: usize, report: Report<'_>) -> bool {
    report(Progress {
        label: label.to_owned(),
        done: done as u64,
        total: total as u64,
    })
}

/// A refusal in the middle: what came before it stays.
fn after(taken: &[Taken], fault: Fault) -> Fault {
    match taken.len() {
        0 => fault,
        count => fault.safe(format!("前面 {count} 个报送包已收下")),
    }
}

/// What to say of all of them.
fn told(all: &[Taken], wanted: usize) -> String {
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
    if all.len() < wanted {
        told.push_str("；已中断，再收一次接着收");
    }
    told
}
