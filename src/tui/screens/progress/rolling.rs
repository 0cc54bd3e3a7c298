//! 汇总: what would go to the desk above for a period is told before it is made; what may be counted twice is looked at
//! first. What is counted, and whether it may go, is [`ops::rollup`](crate::ops::rollup)'s.

use super::work::{Prospects, Request};
use crate::ops::packet::Made;
use crate::ops::rollup::{Counting, Prospect, RollUpAs, RolledUp};
use crate::tui::kit::dialog::{Dialog, Verdict};
use crate::tui::kit::form::{Form, Item, Remark};
use crate::tui::kit::input::Input;
use crate::tui::screens::packed;

/// The most characters of a reason.
const REASON: usize = 200;
/// The most characters of what the desk itself has to say.
const NOTE: usize = 2_000;
const DETAIL: [&str; 2] = ["带上，上级能一直点开到各单位", "不带，只报合计"];

/// The open question.
#[derive(Debug)]
pub struct Rolling {
    pub dialog: Dialog,
    prospects: Box<Prospects>,
    step: Step,
    /// Which of the two prospects the dialog tells.
    counting: Counting,
    /// The desk has been asked; the dialog stays until it has answered.
    pub under_way: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// What may be counted twice is being looked at.
    Overlaps,
    /// What will be sent, and how.
    How,
}

/// What came of an input.
#[derive(Debug, PartialEq)]
pub enum Heard {
    Open,
    Closed,
    Accepted(Request),
}

impl Rolling {
    pub fn new(prospects: Box<Prospects>) -> Self {
        let counting = Counting::default();
        let (step, dialog) = match prospects.received.overlapping.is_empty() {
            true => (Step::How, how(&prospects, counting)),
            false => (Step::Overlaps, overlaps(&prospects.received)),
        };
        Self {
            dialog,
            prospects,
            step,
            counting,
            under_way: false,
        }
    }

    pub fn hear(&mut self, input: Input<'_>) -> Heard {
        if self.under_way {
            return Heard::Open;
        }
        match (self.dialog.hear(input), self.step) {
            (Verdict::Open, _) => Heard::Open,
            (Verdict::Refused, _) => Heard::Closed,
            (Verdict::Edited, _) => {
                self.tell_what_is_counted();
                Heard::Open
            }
            (Verdict::Accepted, Step::Overlaps) => {
                self.step = Step::How;
                self.dialog = how(&self.prospects, self.counting);
                Heard::Open
            }
            (Verdict::Accepted, Step::How) => self.answered(),
        }
    }

    /// Which is counted was chosen anew: the rest of the dialog tells that.
    fn tell_what_is_counted(&mut self) {
        let chosen = self.value("counting");
        let both = [Counting::Received, Counting::Accepted];
        let chosen = both.into_iter().find(|one| one.label() == chosen);
        let Some(counting) = chosen.filter(|chosen| *chosen != self.counting) else {
            return;
        };
        self.counting = counting;
        let before = std::mem::replace(&mut self.dialog, how(&self.prospects, counting));
        if let (Some(form), Some(typed)) = (self.dialog.fields_mut(), before.fields()) {
            for (id, value) in typed.values() {
                form.set_value(id, &value);
            }
            form.focus_on("counting");
        }
    }

    fn answered(&mut self) -> Heard {
        let seen = self.prospects.of(self.counting).clone();
        let reason = self.value("reason").trim().to_owned();
        if needs_reason(&seen) && reason.is_empty() {
            let remark = Remark::bad("请写明为什么不重复");
            if let Some(form) = self.dialog.fields_mut() {
                form.set_problems([("reason", remark)]);
                form.focus_first_problem();
            }
            return Heard::Open;
        }
        self.under_way = true;
        let period = seen.period.id.clone();
        let how = RollUpAs {
            counting: self.counting,
            detail: Some(self.value("detail") == DETAIL[0]),
            note: Some(self.value("note")),
            reason,
            accept_overlaps: needs_reason(&seen),
            seen: Some(Box::new(seen)),
        };
        Heard::Accepted(Request::RollUp(period, Box::new(how)))
    }

    fn value(&self, id: &str) -> String {
        let form = self.dialog.fields();
        form.map(|form| form.value(id)).unwrap_or_default()
    }
}

fn needs_reason(prospect: &Prospect) -> bool {
    !prospect.overlapping.is_empty()
}

/// What may be counted twice: only a person knows whether it is the same work.
fn overlaps(prospect: &Prospect) -> Dialog {
    let lines = prospect.overlapping.lines();
    let text = format!(
        "{}里有 {} 处可能重复计算：\n{}\n是同一件工作的，请先退回其中一家；都不重复，才往下汇总。",
        prospect.period.name,
        lines.len(),
        lines.join("\n")
    );
    Dialog::confirm("先核对重复", text, "都不重复").careful()
}

/// What will be sent, and how.
fn how(prospects: &Prospects, counting: Counting) -> Dialog {
    let prospect = prospects.of(counting);
    let mut items = Vec::new();
    if prospects.accepted.is_some() {
        let both = [Counting::Received, Counting::Accepted].map(Counting::label);
        items.push(Item::choice("counting", "算哪些", both, counting.label()).required(true));
    }
    let detail = DETAIL[usize::from(!prospects.detail)];
    items.push(Item::choice("detail", "明细", DETAIL, detail).required(true));
    let note = Item::area("note", "说明", &prospect.note, NOTE, 2);
    items.push(note.hint("要对上级说明的话，随汇总一起报；可以不写"));
    if needs_reason(&prospects.received) || prospect.standing.is_some() {
        let (required, hint) = match needs_reason(prospect) {
            true => (true, "为什么不重复，如：两次不同的学习"),
            false => (false, "为什么与上一版不同；可以不写"),
        };
        let reason = Item::line("reason", "理由", "", REASON);
        items.push(reason.required(required).hint(hint));
    }
    let text = told(prospect, &prospects.above).join("\n");
    Dialog::form("汇总上报", text, Form::new(items), "汇总并做报送包")
}

/// The period, which reports are in it and who is missing, each in a line of its own.
fn told(prospect: &Prospect, above: &str) -> Vec<String> {
    let basis = &prospect.basis;
    let sign = if basis.agrees() { "" } else { "! " };
    let mut lines = vec![
        format!("{}，报给{above}。", prospect.period.name),
        format!("{sign}{}。", basis.counts()),
    ];
    lines.extend(basis.gaps().iter().map(|gap| format!("! {gap}。")));
    lines.push(format!(
        "{}。",
        prospect.counting.with(prospect.unsettled).words()
    ));
    for unit in &prospect.second {
        lines.push(format!(
            "! {}另有一份说法不同的，没有计入；请到“收件”裁定。",
            unit.name
        ));
    }
    let overlapping = prospect.overlapping.lines().len();
    if overlapping > 0 {
        lines.push(format!("可能重复的 {overlapping} 处，看过，照样计入。"));
    }
    lines.extend(returned(prospect));
    if let Some(number) = prospect.standing {
        lines.push(format!(
            "已汇总过，是第 {number} 版；有变化的成为新的一版。"
        ));
    }
    lines
}

/// What the desk above wants mended, where it returned what was sent.
fn returned(prospect: &Prospect) -> Vec<String> {
    let Some((number, remarks)) = prospect.standing.zip(prospect.returned.as_ref()) else {
        return Vec::new();
    };
    let first =
        format!("! 第 {number} 版被上级退回，请有关单位更正后再汇总，要回答的写在“说明”里：");
    let remarks = remarks.iter().map(|remark| format!("  {}", remark.told()));
    std::iter::once(first).chain(remarks).collect()
}

/// What to say when it is made: which version, where the packet lies, what to do with it.
pub fn made(done: &RolledUp, packet: &Made) -> Dialog {
    let (name, number, count) = (&done.period.name, done.revision, done.basis.counted());
    let first = match done.is_news {
        true => format!("{name}已汇总为第 {number} 版，计入 {count} 家。"),
        false => format!("{name}没有变化，仍是第 {number} 版；报送包又做了一份。"),
    };
    let lines: Vec<String> = std::iter::once(first)
        .chain(packed::upward(packet))
        .collect();
    Dialog::message("报送包已做好", lines.join("\n"))
}
