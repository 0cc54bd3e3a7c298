//! The material part of a form: the files that are attached, and a line for the path of another. Copying files into
//! the desk is `work`'s; which files the draft has is the sheet's.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::material::Material;
use crate::ops::material::show_size;
use crate::text::width::{pad_left, pad_right};
use crate::tui::keys::Action;
use crate::tui::kit::field::Line;
use crate::tui::kit::input::{Input, Outcome};
use crate::tui::kit::mouse::MouseKind;
use crate::tui::kit::{Viewport, ink};
use crate::tui::theme::{Meaning, Theme};

/// Longer paths are not paths.
const LONGEST_PATH: usize = 4096;
const LABEL: &str = "文件路径 ";
const HINT: &str = "输入或粘贴路径后按回车，也可把文件拖进窗口；文件会复制到工作台。";

/// The state of the part.
#[derive(Debug, Clone)]
pub struct Files {
    path: Line,
    files: Vec<Material>,
    selected: usize,
    view: Viewport,
}

impl Files {
    pub fn new(files: Vec<Material>) -> Self {
        Self {
            path: Line::new("", LONGEST_PATH),
            files,
            selected: 0,
            view: Viewport::default(),
        }
    }

    pub fn set(&mut self, files: Vec<Material>) {
        self.files = files;
        self.selected = self.selected.min(self.files.len().saturating_sub(1));
    }

    /// The path that stands in the line.
    pub fn path(&self) -> &str {
        self.path.value()
    }

    /// The path is being taken in.
    pub fn clear_path(&mut self) {
        self.path.set_value("");
    }

    /// The files without the selected one; `None` where there is none to take away.
    pub fn without_selected(&self) -> Option<Vec<Material>> {
        let mut files = self.files.clone();
        (self.selected < files.len()).then(|| {
            files.remove(self.selected);
            files
        })
    }

    pub fn hear(&mut self, input: Input<'_>) -> Outcome {
        let last = self.files.len().saturating_sub(1);
        let selected = match input {
            Input::Action(Action::PreviousField) if self.selected == 0 => return Outcome::Ignored,
            Input::Action(Action::PreviousField) => self.selected - 1,
            Input::Action(Action::PageUp) => 0,
            Input::Action(Action::PageDown) => last,
            Input::Mouse(mouse) if mouse.is_in(self.view.area()) => match mouse.kind {
                MouseKind::ScrollUp => self.selected.saturating_sub(1),
                MouseKind::ScrollDown => self.selected + 1,
                MouseKind::Press => self.view.line_at(mouse).unwrap_or(self.selected),
            },
            input => return self.path.hear(input),
        };
        self.selected = selected.min(last);
        Outcome::Moved
    }

    /// Down in the list of files; ignored at its end.
    pub fn down(&mut self) -> Outcome {
        if self.selected + 1 >= self.files.len() {
            return Outcome::Ignored;
        }
        self.selected += 1;
        Outcome::Moved
    }

    /// Draws the path's line and the files below it. Answers where the cursor belongs.
    pub fn draw(&self, buffer: &mut Buffer, area: Rect, theme: Theme) -> Option<Position> {
        let first = ink::row(area, 0);
        let used = ink::put(buffer, first, LABEL, theme.style(Meaning::Accent));
        let cursor = self
            .path
            .draw(buffer, ink::indent(first, used), true, theme);
        let hint = self.path.note().unwrap_or(HINT);
        ink::put(buffer, ink::row(area, 1), hint, theme.style(Meaning::Muted));
        let list = ink::below(area, 3);
        self.view.drawn_at(list);
        let top = self
            .view
            .follow(self.selected, self.selected + 1, self.files.len());
        if self.files.is_empty() {
            let none = "还没有材料。";
            ink::put(buffer, list, none, theme.style(Meaning::Muted));
        }
        for (index, file) in self
            .files
            .iter()
            .enumerate()
            .skip(top)
            .take(list.height.into())
        {
            let style = theme.style(if index == self.selected {
                Meaning::SelectedQuiet
            } else {
                Meaning::Text
            });
            ink::put(
                buffer,
                ink::row(list, index - top),
                &line(file, list.width),
                style,
            );
        }
        cursor
    }
}

/// A file on one line: name, size, kind.
pub fn line(file: &Material, width: u16) -> String {
    const SIZE: usize = 11;
    const KIND: usize = 8;
    let room = usize::from(width).saturating_sub(SIZE + KIND).clamp(8, 60);
    let name = pad_right(&file.name, room);
    let size = pad_left(&show_size(file.size), SIZE);
    format!("{name}{size}  {}", file.kind.label())
}
