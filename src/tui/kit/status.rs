//! The status line: notices that fade, and the work that is going on. What went wrong for good is a fault, and faults
//! are dialogs; what is wrong with typed data stands beside the data.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::ink;
use crate::tui::keys::{Action, Scope, keymap};
use crate::tui::program::Progress;
use crate::tui::theme::{Meaning, Theme};

/// How long a notice stays: time to see it, and time to read each character.
const SEEN: Duration = Duration::from_secs(4);
const READ: Duration = Duration::from_millis(120);

/// A passing remark: 已保存草稿, 已导出到 ….
#[derive(Debug, Clone, PartialEq, Eq)]
struct Notice {
    text: String,
    until: Duration,
    /// Why nothing was done: of no use once something else is done.
    is_remark: bool,
}

/// The state of the status line. Times are those that `update` is given: since the program's start.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StatusLine {
    notice: Option<Notice>,
    work: Option<Progress>,
}

impl StatusLine {
    /// Says that something was done.
    pub fn say(&mut self, text: impl Into<String>, at: Duration) {
        self.put(text.into(), at, false);
    }

    /// Says why nothing was done.
    pub fn remark(&mut self, text: impl Into<String>, at: Duration) {
        self.put(text.into(), at, true);
    }

    /// Takes away why nothing was done: something else is being done.
    pub fn forget_remark(&mut self) {
        self.notice.take_if(|notice| notice.is_remark);
    }

    fn put(&mut self, text: String, at: Duration, is_remark: bool) {
        let characters = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        let until = at + SEEN + READ.saturating_mul(characters.min(100));
        self.notice = Some(Notice {
            text,
            until,
            is_remark,
        });
    }

    /// Lets time pass.
    pub fn tick(&mut self, at: Duration) {
        self.notice.take_if(|notice| notice.until <= at);
    }

    /// Whether it needs to be told of time passing.
    pub fn ticks(&self) -> bool {
        self.notice.is_some()
    }

    /// The notice that stands now.
    pub fn notice(&self) -> Option<&str> {
        self.notice.as_ref().map(|notice| notice.text.as_str())
    }

    /// Shows how far the work at hand is, until it is [`done`](Self::done).
    pub fn progress(&mut self, progress: Progress) {
        self.work = Some(progress);
    }

    /// Whether long work is shown.
    pub fn is_working(&self) -> bool {
        self.work.is_some()
    }

    /// The work is over.
    pub fn done(&mut self) {
        self.work = None;
    }

    /// Draws the line; `otherwise` is what stands there while there is nothing to say.
    pub fn draw(&self, buffer: &mut Buffer, area: Rect, otherwise: &str, theme: Theme) {
        let area = ink::row(area, 0);
        if let Some(progress) = &self.work {
            let chord = keymap::chord_for(Scope::Always, Action::CancelWork);
            let cancel = chord.map_or(String::new(), |chord| format!("  {chord} 取消"));
            let used = ink::put_right(buffer, area, &cancel, theme.style(Meaning::Muted));
            let room = Rect {
                width: area.width.saturating_sub(used),
                ..area
            };
            let text = work_line(progress);
            ink::put(buffer, room, &text, theme.style(Meaning::Accent));
        } else if let Some(notice) = &self.notice {
            ink::put(buffer, area, &notice.text, theme.style(Meaning::Accent));
        } else {
            ink::put(buffer, area, otherwise, theme.style(Meaning::Muted));
        }
    }
}

fn work_line(progress: &Progress) -> String {
    match progress.total {
        0 => format!("{} …", progress.label),
        total => format!(
            "[{}] {:>3}%  {}",
            bar(progress.done, total, 20),
            u128::from(progress.done.min(total)) * 100 / u128::from(total),
            progress.label
        ),
    }
}

/// `#####-----`: a bar of plain characters, which every terminal draws one column wide. Full only at the end.
pub fn bar(done: u64, total: u64, columns: u16) -> String {
    let filled = match total {
        0 => 0,
        total => u128::from(columns) * u128::from(done.min(total)) / u128::from(total),
    };
    let filled = usize::try_from(filled).unwrap_or_default();
    format!(
        "{}{}",
        "#".repeat(filled),
        "-".repeat(usize::from(columns) - filled)
    )
}

#[cfg(test)]
mod tests {
    //! Notices and work under way.

    use super::*;
    use crate::tui::dump;

    fn shown(status: &StatusLine) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 60, 1));
        let area = buffer.area;
        status.draw(&mut buffer, area, "工作台：姑苏", Theme::new(true));
        dump::text(&buffer)
    }

    #[test]
    fn a_notice_fades_with_time_and_longer_ones_stay_longer() {
        let mut status = StatusLine::default();
        assert!(!status.ticks());
        status.say("草稿已保存", Duration::from_secs(10));
        assert_eq!(shown(&status), "草稿已保存\n");
        status.tick(Duration::from_secs(14));
        assert!(status.ticks());
        status.tick(Duration::from_millis(14_600));
        assert_eq!(
            (status.ticks(), shown(&status)),
            (false, "工作台：姑苏\n".into())
        );
        status.say("字".repeat(50), Duration::ZERO);
        status.tick(Duration::from_secs(9));
        assert!(status.ticks());
    }

    #[test]
    fn work_shows_how_far_it_is() {
        let mut status = StatusLine::default();
        let progress = Progress {
            done: 3,
            total: 4,
            label: "写出 汇总表".into(),
        };
        status.progress(progress);
        assert_eq!(
            shown(&status),
            "[###############-----]  75%  写出 汇总表         Ctrl+X 取消\n"
        );
        status.done();
        assert_eq!(shown(&status), "工作台：姑苏\n");
    }

    #[test]
    fn a_bar_is_full_only_when_all_is_done() {
        for (done, total, shown) in [
            (0, 0, "----------"),
            (0, 3, "----------"),
            (23, 24, "#########-"),
            (24, 24, "##########"),
            (99, 24, "##########"),
            (u64::MAX / 9, u64::MAX, "#---------"),
        ] {
            assert_eq!(bar(done, total, 10), shown);
        }
    }
}
