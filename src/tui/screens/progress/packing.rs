//! The question for whom campaign packets are to be made, and where they are to lie; and what is said when they are made.

use std::path::Path;

use super::work::{PackFor, Request};
use crate::domain::id::UnitId;
use crate::domain::unit::Unit;
use crate::ops::packet::Made;
use crate::tui::kit::dialog::{Dialog, Verdict};
use crate::tui::kit::form::{Form, Item, Remark};
use crate::tui::kit::input::Input;

/// Longest path that is taken, in characters.
const PATH: usize = 1000;
/// Names of files that are told one by one.
const NAMED: usize = 3;
const WHOM: [&str; 3] = ["这家单位", "每家各一个文件", "全部共一个文件"];

/// The open question.
#[derive(Debug)]
pub struct Packing {
    pub dialog: Dialog,
    unit: UnitId,
    /// The desk has been asked; the dialog stays until it has answered.
    pub under_way: bool,
}

/// What came of an input.
#[derive(Debug, PartialEq)]
pub enum Heard {
    Open,
    Closed,
    Accepted(Request),
}

impl Packing {
    pub fn new(unit: &Unit, outbox: &Path) -> Self {
        let text = format!(
            "选中的是 {}。活动包里有活动、名单、期限、回执和审核意见；对方打开一次就都看到。",
            unit.name
        );
        let folder = outbox.display().to_string();
        let form = Form::new(vec![
            Item::choice("whom", "发给", WHOM, WHOM[0]).required(true),
            Item::line("folder", "放在", &folder, PATH)
                .required(true)
                .hint("没有这个文件夹就建一个；可以改，也可以把文件夹拖进来"),
        ]);
        Self {
            dialog: Dialog::form("做活动包", text, form, "做包"),
            unit: unit.id,
            under_way: false,
        }
    }

    pub fn hear(&mut self, input: Input<'_>) -> Heard {
        if self.under_way {
            return Heard::Open;
        }
        match self.dialog.hear(input) {
            Verdict::Open | Verdict::Edited => return Heard::Open,
            Verdict::Refused => return Heard::Closed,
            Verdict::Accepted => {}
        }
        let value = |id: &str| self.dialog.fields().map(|form| form.value(id));
        let folder = value("folder").unwrap_or_default();
        if folder.trim().is_empty() {
            let remark = Remark::bad("请写明放在哪个文件夹");
            if let Some(form) = self.dialog.fields_mut() {
                form.set_problems([("folder", remark)]);
                form.focus_first_problem();
            }
            return Heard::Open;
        }
        let whom = value("whom").unwrap_or_default();
        let whom = match WHOM.iter().position(|known| *known == whom) {
            Some(1) => PackFor::Each,
            Some(2) => PackFor::All,
            _ => PackFor::Unit(self.unit),
        };
        self.under_way = true;
        Heard::Accepted(Request::Pack { whom, folder })
    }
}

/// What to say when packets are made: which, where, and what the other side may ask for on the telephone.
pub fn told(made: &Made) -> Dialog {
    let mut text: Vec<String> = Vec::new();
    let paths = made.files.iter().map(|file| file.path.as_path());
    text.extend(
        paths
            .clone()
            .take(NAMED)
            .map(|path| path.display().to_string()),
    );
    if made.files.len() > NAMED {
        let folder = paths.clone().find_map(Path::parent);
        let folder = folder.map_or_else(String::new, |folder| folder.display().to_string());
        text = vec![format!("{} 个活动包，都在：\n{folder}", made.files.len())];
    }
    text.push("发给对方：微信、邮件、U 盘都可以。".to_owned());
    text.push(format!(
        "对方打电话核对时，念这六个词：{}",
        made.fingerprint
    ));
    Dialog::message("活动包已做好", text.join("\n"))
}
