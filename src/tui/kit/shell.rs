//! What stands around every screen: the names of all screens on top, the status line, and the footer that always says
//! what can be done here; and the plain message where the terminal is too small. What is inside is the screen's.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};

use super::ink;
use super::mouse::{Mouse, MouseKind};
use super::status::StatusLine;
use crate::tui::keys::Action;
use crate::tui::keys::help::Hint;
use crate::tui::theme::{Meaning, Theme};

/// The smallest terminal that the screens are laid out for.
pub const MINIMUM: Size = Size {
    width: 80,
    height: 24,
};

/// Rows that the shell takes: one above the screen, two below.
const ABOVE: u16 = 1;
const BELOW: u16 = 2;

/// Everything the shell shows.
#[derive(Debug, Clone, Copy)]
pub struct Shell<'a> {
    /// The screen one is on, counted from 1; 0 before a desk is open, when there are no screens to go to.
    pub screen: u8,
    /// At the right of the first row: the day, the desk.
    pub corner: &'a str,
    pub status: &'a StatusLine,
    /// What the status line says while there is nothing to say.
    pub quiet: &'a str,
    /// Whether that is something to worry about; it then stands above every notice.
    pub is_alarming: bool,
    /// What the footer names.
    pub hints: &'a [Hint],
    /// The screens that are of use here: digit, from 1, and name.
    pub tabs: &'a [(u8, &'static str)],
}

impl Shell<'_> {
    /// The room for the screen within the terminal.
    pub fn body(area: Rect) -> Rect {
        let inner = ink::below(area, ABOVE);
        Rect {
            height: inner.height.saturating_sub(BELOW),
            ..inner
        }
    }

    /// Draws the shell and answers the room for the screen; `None` where the terminal is too small, which is then
    /// said instead of everything.
    pub fn draw(&self, buffer: &mut Buffer, area: Rect, theme: Theme) -> Option<Rect> {
        if area.width < MINIMUM.width || area.height < MINIMUM.height {
            too_small(buffer, area);
            return None;
        }
        let first = ink::row(area, 0);
        // The names of the screens come first: the day gives way to them.
        let tabs = self.placed_tabs(first);
        let end = tabs.last().map_or(first.x, |(.., at)| at.right());
        let taken = end
            .saturating_sub(first.x)
            .saturating_add(ink::columns(self.corner) + 1);
        if taken <= first.width {
            ink::put_right(buffer, first, self.corner, theme.style(Meaning::Muted));
        }
        let heading = theme.style(Meaning::Heading);
        ink::put(buffer, first, "安月", heading);
        for (number, name, at) in tabs {
            let style = theme.style(if number == self.screen {
                Meaning::TabActive
            } else {
                Meaning::Text
            });
            ink::put(buffer, at, &name, style);
        }
        let last = usize::from(area.height - 1);
        let status = ink::row(area, last - 1);
        if self.is_alarming {
            ink::put(buffer, status, self.quiet, theme.style(Meaning::Bad));
        } else {
            self.status.draw(buffer, status, self.quiet, theme);
        }
        let footer = ink::row(area, last);
        for (hint, at) in placed(self.hints, footer) {
            let key = ink::put(buffer, at, &hint.key, theme.style(Meaning::KeyHint));
            let label = ink::indent(at, key + 1);
            ink::put(buffer, label, hint.label, theme.style(Meaning::Muted));
        }
        Some(Self::body(area))
    }

    /// The names of the screens and where they stand; none before a desk is open.
    fn placed_tabs(&self, row: Rect) -> Vec<(u8, String, Rect)> {
        let mut rest = ink::indent(row, 5);
        let shown = self.tabs.iter().filter(|_| self.screen > 0);
        let placed = shown.map(|(number, name)| {
            let name = tab(*number, name);
            let width = ink::columns(&name).min(rest.width);
            let at = Rect { width, ..rest };
            rest = ink::indent(rest, width + 1);
            (*number, name, at)
        });
        placed.collect()
    }

    /// What a click on the shell means. `area` is the whole terminal.
    pub fn hit(&self, area: Rect, mouse: Mouse) -> Option<Action> {
        let too_small = area.width < MINIMUM.width || area.height < MINIMUM.height;
        if mouse.kind != MouseKind::Press || too_small {
            return None;
        }
        if mouse.row == area.y && self.screen > 0 {
            let tabs = self.placed_tabs(ink::row(area, 0));
            let mut tabs = tabs.into_iter();
            return tabs
                .find_map(|(number, _, at)| mouse.is_in(at).then_some(Action::GoTo(number)));
        }
        let footer = ink::row(area, usize::from(area.height - 1));
        let mut hints = placed(self.hints, footer).into_iter();
        hints.find_map(|(hint, at)| mouse.is_in(at).then_some(hint.action))
    }
}

/// A screen's key and its name: `1总览`; the tenth has 0.
fn tab(number: u8, name: &str) -> String {
    format!("{}{name}", number % 10)
}

/// The footer's hints that fit whole, and where they stand.
fn placed(hints: &[Hint], row: Rect) -> Vec<(&Hint, Rect)> {
    let mut rest = row;
    let mut placed = Vec::new();
    for hint in hints {
        let width = ink::columns(&hint.key) + 1 + ink::columns(hint.label);
        if width > rest.width {
            break;
        }
        placed.push((hint, Rect { width, ..rest }));
        rest = ink::indent(rest, width + 2);
    }
    placed
}

/// Says how large the terminal must be, as far as there is room to say it.
fn too_small(buffer: &mut Buffer, area: Rect) {
    let message = format!(
        "窗口太小：至少需要 {}×{}，当前 {}×{}",
        MINIMUM.width, MINIMUM.height, area.width, area.height
    );
    let lines = crate::text::wrap::wrap(&message, area.width.into());
    let top = usize::from(area.height).saturating_sub(lines.len()) / 2;
    for (index, line) in lines.iter().enumerate() {
        let row = ink::row(area, top + index);
        ink::put_centred(
            buffer,
            row,
            line.text(&message),
            ratatui::style::Style::new(),
        );
    }
}

#[cfg(test)]
mod tests {
    //! The frame around every screen, down to the smallest terminal.

    use super::*;
    use crate::tui::dump;
    use crate::tui::keys::{Scope, Whom, help};

    fn shell<'a>(status: &'a StatusLine, hints: &'a [Hint]) -> Shell<'a> {
        Shell {
            screen: 2,
            corner: "6月18日 周四",
            status,
            quiet: "姑苏区民政和卫生健康局",
            is_alarming: false,
            hints,
            tabs: &TABS,
        }
    }

    const TABS: [(u8, &str); 8] = [
        (1, "总览"),
        (2, "进度"),
        (3, "填报"),
        (4, "单位与联络员"),
        (5, "隐患"),
        (6, "统计表"),
        (7, "记录"),
        (8, "导出"),
    ];

    #[test]
    fn the_day_gives_way_to_the_names_of_the_screens() {
        let status = StatusLine::default();
        let all: Vec<(u8, &str)> = TABS
            .into_iter()
            .chain([(9, "登记"), (10, "目标")])
            .collect();
        let shell = Shell {
            tabs: &all,
            ..shell(&status, &[])
        };
        let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
        let area = buffer.area;
        shell.draw(&mut buffer, area, Theme::new(true));
        let text = dump::text(&buffer);
        let first = text.lines().next().unwrap_or_default();
        assert!(first.ends_with("8导出 9登记 0目标"), "{first}");
    }

    fn drawn(width: u16, height: u16) -> (Buffer, Option<Rect>) {
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        let status = StatusLine::default();
        let area = buffer.area;
        let hints = help::footer(Scope::Matrix, Whom::Collectors);
        let body = shell(&status, &hints).draw(&mut buffer, area, Theme::new(true));
        (buffer, body)
    }

    #[test]
    fn the_shell_at_its_smallest() {
        let (buffer, body) = drawn(80, 24);
        assert_eq!(body, Some(Rect::new(0, 1, 80, 21)));
        let text = dump::text(&buffer);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines[0],
            "安月 1总览 2进度 3填报 4单位与联络员 5隐患 6统计表 7记录 8导出      6月18日 周四"
        );
        assert_eq!(lines[22], "姑苏区民政和卫生健康局");
        assert!(lines[23].starts_with("r 登记  c 催报") && lines[23].ends_with("? 帮助"));
    }

    #[test]
    fn every_footer_fits_the_smallest_terminal() {
        for whom in [Whom::Everybody, Whom::Collectors, Whom::Between] {
            for scope in Scope::ALL {
                let hints = help::footer(scope, whom);
                let placed = placed(&hints, Rect::new(0, 0, 80, 1)).len();
                assert_eq!(placed, hints.len(), "{scope:?} {whom:?}");
            }
        }
    }

    #[test]
    fn a_small_terminal_is_told_so_and_no_size_panics() {
        let (buffer, body) = drawn(60, 5);
        assert_eq!(body, None);
        assert_eq!(
            dump::text(&buffer).trim(),
            "窗口太小：至少需要 80×24，当前 60×5"
        );
        for width in 1..90 {
            for height in 1..30 {
                drawn(width, height);
            }
        }
    }

    #[test]
    fn clicks_mean_what_stands_there() {
        let status = StatusLine::default();
        let hints = help::footer(Scope::Matrix, Whom::Collectors);
        let (shell, area) = (shell(&status, &hints), Rect::new(0, 0, 80, 24));
        let click = |column, row| {
            let kind = MouseKind::Press;
            shell.hit(area, Mouse { column, row, kind })
        };
        assert_eq!(click(5, 0), Some(Action::GoTo(1)));
        assert_eq!(click(25, 0), Some(Action::GoTo(4)));
        assert_eq!(click(0, 0), None);
        assert_eq!(click(1, 23), Some(Action::RecordReceipt));
        assert_eq!(click(79, 23), None);
        assert_eq!(click(10, 10), None);
    }
}
