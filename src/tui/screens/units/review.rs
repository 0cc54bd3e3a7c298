//! What an import would do, row by row, before anything is written: which rows are good, which are not and why; and
//! the decision. Judging the rows is the desk's.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::ops::unit::{ImportMode, ImportPreview, UnitList};
use crate::text::wrap::wrap;
use crate::tui::keys::{Action, Scope};
use crate::tui::kit::buttons::Buttons;
use crate::tui::kit::guarded::Guarded;
use crate::tui::kit::table::{Align, Cell, Column, Table};
use crate::tui::kit::{Input, ink, overlay};
use crate::tui::screen::Context;
use crate::tui::theme::{Meaning, Theme};

/// Rows below the table in which the selected row's reasons are written out.
const REASON_ROWS: u16 = 2;

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    Import(ImportMode),
    /// None goes in; back to the list to mend it.
    Mend,
    Cancel,
}

/// The state of the review.
#[derive(Debug)]
pub struct Review {
    pub list: Arc<UnitList>,
    /// The dialog from which the list came, with what was typed in it.
    pub from: Box<Guarded>,
    summary: String,
    table: Table,
    /// The whole text of each line's last column.
    told: Vec<String>,
    buttons: Buttons,
    /// What each button decides.
    decisions: Vec<Decision>,
    at: usize,
    pub waiting: bool,
}

impl Review {
    /// The keys that hold while it lies on top.
    pub const SCOPE: Scope = Scope::Dialog;

    pub fn new(
        list: Arc<UnitList>,
        preview: &ImportPreview,
        from: Box<Guarded>,
        context: &Context,
    ) -> Self {
        let columns = vec![
            Column::new("行").align(Align::Right),
            Column::new("单位").between(10, 40).flexible(),
            Column::new("结果"),
            Column::new("说明").between(10, 80).flexible(),
        ];
        let mut table = Table::list(columns).when_empty("没有可以导入的行。");
        let mut rows = Vec::new();
        let mut told = Vec::new();
        for bad in &preview.bad {
            rows.push(vec![
                Cell::new(bad.line.to_string(), Meaning::Muted),
                Cell::from(bad.name.as_str()),
                Cell::new("有误", Meaning::Bad),
                Cell::new(bad.reason.as_str(), Meaning::Bad),
            ]);
            told.push(bad.reason.clone());
        }
        for good in &preview.good {
            let kind = good
                .unit
                .kind
                .as_ref()
                .and_then(|kind| context.campaign.kind(kind));
            let kind = kind.map_or("未分类", |kind| kind.name.as_str());
            let text = format!("编码 {}，{kind}", good.unit.code);
            rows.push(vec![
                Cell::new(good.line.to_string(), Meaning::Muted),
                Cell::from(good.unit.name.as_str()),
                Cell::new("可导入", Meaning::Good),
                Cell::new(text.as_str(), Meaning::Muted),
            ]);
            told.push(text);
        }
        table.set_rows(rows);
        let (labels, decisions): (Vec<_>, Vec<_>) = decisions(preview).into_iter().unzip();
        Self {
            list,
            from,
            summary: summary(preview),
            table,
            told,
            buttons: Buttons::new(labels),
            decisions,
            at: 0,
            waiting: false,
        }
    }

    /// Takes everything; `None` while nothing is decided.
    pub fn hear(&mut self, input: Input<'_>) -> Option<Decision> {
        match input {
            Input::Action(Action::Press) => return self.decide(self.at),
            // Yes means to bring in what can be, wherever the focus is.
            Input::Action(Action::Accept) => {
                let mut decisions = self.decisions.iter();
                let imports = decisions.position(|to| matches!(to, Decision::Import(_)));
                return imports.and_then(|at| self.decide(at));
            }
            Input::Action(Action::Refuse) => return Some(Decision::Mend),
            Input::Action(Action::Left) => self.at = self.at.saturating_sub(1),
            Input::Action(Action::Right) => self.at = (self.at + 1).min(self.decisions.len() - 1),
            Input::Action(action) => drop(self.table.act(action)),
            Input::Mouse(mouse) => match self.buttons.pressed(mouse) {
                Some(pressed) => return self.decide(pressed),
                None => drop(self.table.click(mouse)),
            },
            Input::Key(_) | Input::Paste(_) => {}
        }
        None
    }

    fn decide(&mut self, button: usize) -> Option<Decision> {
        let decision = *self.decisions.get(button)?;
        if matches!(decision, Decision::Import(_)) && std::mem::replace(&mut self.waiting, true) {
            return None;
        }
        Some(decision)
    }

    /// Draws the popup over `area`.
    pub fn draw(&self, buffer: &mut Buffer, area: Rect, theme: Theme) {
        let width = area.width.saturating_sub(4).min(110);
        let popup = overlay::centred(area, width, area.height.saturating_sub(2));
        let inner = overlay::framed(buffer, popup, "导入单位：检查结果", theme);
        let inner = Rect {
            width: inner.width.saturating_sub(2),
            ..ink::indent(inner, 1)
        };
        let text = |text: &str, meaning, area: Rect, buffer: &mut Buffer| {
            let lines = wrap(text, area.width.into());
            for (index, line) in lines.iter().enumerate() {
                let row = ink::row(area, index);
                ink::put(buffer, row, line.text(text), theme.style(meaning));
            }
            u16::try_from(lines.len()).unwrap_or(u16::MAX)
        };
        let used = text(&self.summary, Meaning::Text, inner, buffer);
        let body = ink::below(inner, used + 1);
        let table = Rect {
            height: body.height.saturating_sub(REASON_ROWS + 3),
            ..body
        };
        self.table.draw(buffer, table, true, theme);
        let below = ink::below(body, table.height + 1);
        let told = Rect {
            height: REASON_ROWS.min(below.height),
            ..below
        };
        if let Some(reason) = self.table.row().and_then(|row| self.told.get(row)) {
            text(reason, Meaning::Muted, told, buffer);
        }
        let last = usize::from(inner.height.saturating_sub(1));
        let row = ink::row(inner, last);
        self.buttons.draw(buffer, row, Some(self.at), theme);
    }
}

fn summary(preview: &ImportPreview) -> String {
    let (good, bad) = (preview.good.len(), preview.bad.len());
    let mut text = match bad {
        0 => format!("共 {good} 行，都可以导入。"),
        bad => format!(
            "共 {} 行：{good} 行可以导入，{bad} 行有误。还没有写入任何内容。",
            good + bad
        ),
    };
    for remark in preview.remarks() {
        text.push_str(&remark);
        text.push('。');
    }
    text
}

/// What can be decided, with the words for it.
fn decisions(preview: &ImportPreview) -> Vec<(String, Decision)> {
    let (good, bad) = (preview.good.len(), preview.bad.len());
    let mut decisions = Vec::new();
    if bad > 0 {
        // First, so that Enter in a hurry writes nothing.
        decisions.push(("都不导入，去改名单".to_owned(), Decision::Mend));
    }
    match (good, bad) {
        (0, _) => {}
        (good, 0) => {
            let all = Decision::Import(ImportMode::AllOrNone);
            decisions.push((format!("导入 {good} 家"), all));
        }
        (good, _) => {
            let some = Decision::Import(ImportMode::GoodRows);
            decisions.push((format!("只导入可以的 {good} 家"), some));
        }
    }
    decisions.push(("取消".to_owned(), Decision::Cancel));
    decisions
}
