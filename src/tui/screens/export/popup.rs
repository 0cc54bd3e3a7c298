//! The popups in which one chooses, and the message that tells where the files lie.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::editing::{Editing, Offered};
use super::order::{Order, Recipients};
use super::work::Made;
use crate::domain::calendar::Instant;
use crate::ops::export::{Begun, Layout, Shape};
use crate::ops::total::Extent;
use crate::tui::keys::Scope;
use crate::tui::kit::Input;
use crate::tui::kit::dialog::{Dialog, Verdict};
use crate::tui::kit::form::{Form, Item};
use crate::tui::kit::pick::Pick;
use crate::tui::kit::select::Choice;
use crate::tui::screen::Context;
use crate::tui::screens::chooser::{Chooser, Chosen};
use crate::tui::theme::Theme;

/// Longer paths are no system's.
const LONGEST_PATH: usize = 4000;

/// What lies on top of the screen.
#[derive(Debug)]
pub enum Popup {
    /// Whose, or of which time.
    Choose(Box<Chooser>),
    Shape(Box<Pick>, Vec<Shape>),
    Place(Box<Dialog>),
    /// With which text to begin.
    Begin(Box<Pick>, Box<Offered>),
    Done(Box<Dialog>),
}

/// What came of an input.
#[derive(Debug, Clone, PartialEq)]
pub enum Heard {
    /// Nothing yet; anything else closes the popup.
    Open,
    Closed,
    Whose(Recipients),
    Extent(Extent),
    Shape(Shape),
    /// As it was typed, pasted or dropped.
    Place(String),
    /// The text is to be edited.
    Edit(Box<(Editing, Begun)>),
}

impl Popup {
    /// What the paper can be written as.
    pub fn shape(order: &Order) -> Self {
        let has_form = |format| {
            let mut alike = order.shapes.iter().filter(|shape| shape.format == format);
            alike.any(|shape| shape.layout == Layout::Notice)
        };
        let choices = order.shapes.iter().map(|Shape { format, layout }| {
            let label = match has_form(*format) {
                true => format!("{}，{}", format.label(), layout.label()),
                false => format.label().to_owned(),
            };
            Choice::new(label).detail(format!(".{format}"))
        });
        let at = order.shapes.iter().position(|shape| *shape == order.shape);
        let pick = Pick::new("选格式", choices.collect()).on(at.unwrap_or(0));
        Self::Shape(Box::new(pick), order.shapes.clone())
    }

    pub fn place(order: &Order, context: &Context) -> Self {
        Self::Place(Box::new(place_dialog(order, context)))
    }

    pub fn done(made: &Made) -> Self {
        Self::Done(Box::new(done(made)))
    }

    /// Which keys hold.
    pub fn scope(&self) -> Scope {
        match self {
            Self::Choose(chooser) => chooser.scope(),
            Self::Shape(..) | Self::Begin(..) => Pick::SCOPE,
            Self::Place(dialog) | Self::Done(dialog) => dialog.scope(),
        }
    }

    pub fn hear(&mut self, input: Input<'_>, context: &Context, now: Instant) -> Heard {
        let verdict = match self {
            Self::Choose(chooser) => {
                return match chooser.hear(input, context, now) {
                    Chosen::Open => Heard::Open,
                    Chosen::Nothing => Heard::Closed,
                    Chosen::Whose(whose) => Heard::Whose(Recipients::One(whose)),
                    Chosen::Each => Heard::Whose(Recipients::Each),
                    Chosen::Extent(extent) => Heard::Extent(extent),
                };
            }
            Self::Shape(pick, _) | Self::Begin(pick, _) => pick.hear(input),
            Self::Place(dialog) | Self::Done(dialog) => dialog.hear(input),
        };
        match (verdict, self) {
            (Verdict::Open | Verdict::Edited, _) => Heard::Open,
            (Verdict::Accepted, Self::Shape(pick, shapes)) => {
                let chosen = pick.selected().and_then(|at| shapes.get(at));
                chosen.map_or(Heard::Closed, |shape| Heard::Shape(*shape))
            }
            (Verdict::Accepted, Self::Begin(pick, offered)) => {
                let chosen = pick.selected().and_then(|at| offered.chosen(at));
                chosen.map_or(Heard::Closed, |chosen| Heard::Edit(Box::new(chosen)))
            }
            (Verdict::Accepted, Self::Place(dialog)) => {
                let typed = dialog.fields().map(|form| form.value("place"));
                Heard::Place(typed.unwrap_or_default())
            }
            (Verdict::Accepted | Verdict::Refused, _) => Heard::Closed,
        }
    }

    /// Draws the popup over `area`. Answers where the cursor belongs.
    pub fn draw(&self, buffer: &mut Buffer, area: Rect, theme: Theme) -> Option<Position> {
        match self {
            Self::Choose(chooser) => chooser.draw(buffer, area, theme),
            Self::Shape(pick, _) | Self::Begin(pick, _) => pick.draw(buffer, area, theme),
            Self::Place(dialog) | Self::Done(dialog) => dialog.draw(buffer, area, theme),
        }
    }
}

fn place_dialog(order: &Order, context: &Context) -> Dialog {
    let own = order.place_words(context);
    let hint = format!("已有的文件夹，或以 .{} 结尾的文件路径", order.shape.format);
    let place = Item::line("place", "位置", &own, LONGEST_PATH).hint(hint);
    let text =
        "可以粘贴路径，或把文件夹拖进窗口。清空就用工作台的“导出”文件夹。同名的文件不会被覆盖。";
    Dialog::form("写到哪里", text, Form::new(vec![place]), "确定")
}

/// Where the files lie, in a dialog that stays until it is read.
fn done(made: &Made) -> Dialog {
    let count = made.paths.len();
    let folder = made.paths.first().and_then(|path| path.parent());
    let folder = folder.map(|folder| folder.display().to_string());
    match (made.paths.as_slice(), made.ordered) {
        ([path], 1) => {
            let mut text = format!("文件已写好：\n{}", path.display());
            for remark in &made.remarks {
                text.push_str(&format!("\n{remark}。"));
            }
            Dialog::message("已导出", text)
        }
        ([], _) => Dialog::message("已取消", "一份也没有写。"),
        (_, ordered) if count < ordered => Dialog::message(
            "已取消",
            format!(
                "写好了 {count}/{ordered} 份，都在：\n{}\n其余的没有写。",
                folder.unwrap_or_default()
            ),
        ),
        _ => Dialog::message(
            "已导出",
            format!(
                "{count} 份文件已写好，都在：\n{}",
                folder.unwrap_or_default()
            ),
        ),
    }
}
