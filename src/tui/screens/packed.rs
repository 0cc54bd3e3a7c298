//! What is said when a packet for the desk above is made: where it lies, and what to do with it. The form and 进度 say the
//! same.

use crate::ops::material::show_size;
use crate::ops::packet::Made;
use crate::tui::screens::standing::roll_up;

/// Each in a line of its own: the files, whom to send them to, what the other side may ask for on the telephone.
pub fn upward(made: &Made) -> Vec<String> {
    let files = made.files.iter();
    let mut lines: Vec<String> = files
        .map(|file| format!("{}（{}）", file.path.display(), show_size(file.size)))
        .collect();
    for period in &made.stale {
        lines.push(format!(
            "! {}汇总以后，下面的报送有变动，包里仍是原来的数：请先{}，再做报送包。",
            period.name,
            roll_up()
        ));
    }
    lines.push("把它发给上级：微信、邮件、U 盘都可以。".to_owned());
    lines.push(format!(
        "对方打电话核对时，念这六个词：{}",
        made.fingerprint
    ));
    lines
}
