//! How the first start looks.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::{Start, Step, Top};
use crate::domain::calendar::{Instant, words};
use crate::tui::kit::shell::Shell;
use crate::tui::kit::{ink, overlay};
use crate::tui::theme::Meaning;

/// Columns of the box in the middle.
const WIDTH: u16 = 76;

impl Start {
    pub(super) fn draw(&self, frame: &mut Frame<'_>, now: Instant) {
        let area = frame.area();
        let buffer = frame.buffer_mut();
        let corner = words::month_day_weekday(now.date());
        let shell = Shell {
            screen: 0,
            corner: &corner,
            status: &self.status,
            quiet: "数据只存在本机，不联网",
            is_alarming: false,
            hints: &self.hints(),
            tabs: &[],
        };
        let Some(body) = shell.draw(buffer, area, self.theme) else {
            return;
        };
        let style = |meaning| self.theme.style(meaning);
        let frame_area = overlay::centred(body, WIDTH, body.height.min(22));
        ink::put_centred(
            buffer,
            ink::row(frame_area, 0),
            "安月 · 安全生产月活动报送",
            style(Meaning::Accent),
        );
        let (title, note) = self.words();
        let inner = overlay::panel(buffer, ink::below(frame_area, 2), title, true, self.theme);
        let inner = Rect {
            width: inner.width.saturating_sub(2),
            ..ink::indent(inner, 1)
        };
        let rows = crate::text::wrap::wrap(&note, usize::from(inner.width));
        for (index, line) in rows.iter().enumerate() {
            let row = ink::row(inner, index);
            ink::put(buffer, row, line.text(&note), style(Meaning::Muted));
        }
        let room = ink::below(inner, u16::try_from(rows.len() + 1).unwrap_or(2));
        let focused = self.top.is_none();
        let mut caret = match &self.step {
            Step::Notice { list, .. } | Step::Role { list, .. } => {
                list.draw(buffer, room, self.theme)
            }
            Step::Packet(form) | Step::File(form) | Step::Unit { form, .. } => {
                form.draw(buffer, room, focused, self.theme)
            }
        };
        match &self.top {
            Some(Top::Fault(dialog) | Top::Came { dialog, .. }) => {
                caret = dialog.draw(buffer, body, self.theme)
            }
            Some(Top::Reading(reader)) => {
                reader.draw_over(buffer, body, self.theme);
                caret = None;
            }
            None => {}
        }
        if let Some(caret) = caret {
            frame.set_cursor_position(caret);
        }
    }

    /// The box's title, and a sentence on what is asked.
    fn words(&self) -> (&'static str, String) {
        match &self.step {
            Step::Notice { .. } => (
                "第一步：选择通知或活动包",
                "上下键选择，回车选定；直接打字可以查找。".to_owned(),
            ),
            Step::Packet(_) => (
                "打开活动包",
                "活动、名单、期限、回执和审核意见都在里面，打开就建好工作台。".to_owned(),
            ),
            Step::File(_) => (
                "第一步：选择通知",
                "活动文件是一份写明期限、单位类别和报表的 .toml 文件。".to_owned(),
            ),
            Step::Role { offer, .. } => ("第二步：您是谁", offer.campaign.title.clone()),
            Step::Unit { offer, .. } => ("第三步：您的单位", offer.campaign.title.clone()),
        }
    }
}
