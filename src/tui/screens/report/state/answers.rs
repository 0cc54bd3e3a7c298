//! What the desk answers, and what becomes of the form then. What is being typed always outlives an answer.

use super::{Asking, Busy, Layer, Options, Phase, Report, open, survey};
use crate::domain::calendar::Instant;
use crate::domain::id::UnitId;
use crate::domain::period::PeriodId;
use crate::domain::submission::Reading;
use crate::error::Fault;
use crate::ops::draft::Opened;
use crate::ops::material::Attached;
use crate::ops::packet::Made;
use crate::ops::status::Cell;
use crate::ops::submit::{Submitted, Withdrawal};
use crate::tui::screen::{Act, Context};
use crate::tui::screens::report::choosing::Choosing;
use crate::tui::screens::report::hand_in;
use crate::tui::screens::report::pages::Body;
use crate::tui::screens::report::reviewing;
use crate::tui::screens::report::sheet::{Mode, Sheet};
use crate::tui::screens::report::work::Answer;

impl Report {
    /// Takes an answer of the desk.
    pub fn receive(&mut self, answer: Answer, context: &Context, now: Instant) -> Vec<Act> {
        match answer {
            Answer::Saved {
                unit,
                period,
                serial,
            } => {
                self.trouble = None;
                self.contested = None;
                self.on_disk(unit, &period, serial);
                Vec::new()
            }
            Answer::Elsewhere {
                unit,
                period,
                theirs,
            } => self.typed_elsewhere((unit, &period), theirs),
            Answer::Settled => Vec::new(),
            Answer::AllSaved { serial } => {
                self.all_on_disk(serial);
                Vec::new()
            }
            // No dialog: it would take the keys of somebody who goes on typing.
            Answer::Unsaved(fault) => {
                self.trouble = Some(fault);
                Vec::new()
            }
            Answer::Surveyed { unit, cells } => {
                self.surveyed(unit, &cells, context, now);
                Vec::new()
            }
            Answer::Opened(opened) => self.opened(*opened, context),
            Answer::Attached {
                unit,
                period,
                files,
                refused,
            } => self.attached((unit, &period), &files, refused, context),
            Answer::Submitted(submitted) => self.submitted(&submitted, context),
            Answer::Problems(reading) => self.not_submitted(*reading, context),
            Answer::Reviewed {
                unit,
                period,
                review,
            } => self.reopen(unit, period, reviewing::told(&review)),
            Answer::Discarded { unit, period } => {
                let notice = "已放弃更正草稿，已报的内容不变。";
                self.reopen(unit, period, notice.to_owned())
            }
            Answer::Packed(made) => self.packed(&made),
            Answer::Withdrawn {
                unit, withdrawal, ..
            } => self.taken_back(unit, &withdrawal),
        }
    }

    /// The periods of the unit, unless one of them was opened meanwhile.
    fn surveyed(&mut self, unit: UnitId, cells: &[Cell], context: &Context, now: Instant) {
        if self.unit == Some(unit) && !matches!(self.phase, Phase::Open(_)) {
            let choosing = Choosing::new(unit, cells, self.last.as_ref(), context, now);
            self.phase = Phase::Choosing(choosing);
        }
    }

    /// Tells where the packet lies; the form below says from now on that its report is on the way.
    fn packed(&mut self, made: &Made) -> Vec<Act> {
        self.layer = Some(Layer::Ask(reviewing::packed(made), Asking::Packed));
        match &self.phase {
            Phase::Open(sheet) => vec![open(sheet.known.unit, sheet.period.id.clone(), false)],
            _ => Vec::new(),
        }
    }

    fn submitted(&mut self, submitted: &Submitted, context: &Context) -> Vec<Act> {
        let revision = &submitted.revision;
        let (unit, period) = (revision.unit, revision.period.clone());
        let name = context
            .plan
            .period(&period)
            .map_or("", |period| &period.name);
        let goes_up = matches!(&self.phase, Phase::Open(sheet) if sheet.known.goes_up);
        let receipt = hand_in::receipt(submitted, goes_up, context.unit_name(unit), name);
        self.reopen(unit, period, receipt)
    }

    /// Back to the list of periods, with the line still on this one: whoever takes something back has not asked to type.
    fn taken_back(&mut self, unit: UnitId, withdrawal: &Withdrawal) -> Vec<Act> {
        self.busy = None;
        self.phase = Phase::Loading;
        let notice = hand_in::taken_back(withdrawal).to_owned();
        vec![Act::Notice(notice), survey(unit)]
    }

    fn not_submitted(&mut self, reading: Reading, context: &Context) -> Vec<Act> {
        self.busy = None;
        // Who has gone to another screen meanwhile must not take it for handed in.
        let text = format!("没有报送：有 {} 处需要核对。", reading.problems.len());
        if let Phase::Open(sheet) = &mut self.phase {
            sheet.problems = reading.problems;
            let (pick, jumps) = hand_in::problems(sheet, &context.campaign);
            self.layer = Some(Layer::Pick(pick, Options::Problems(jumps)));
        }
        vec![Act::Notice(text)]
    }

    /// Something was not done: what is typed stays as it is.
    pub fn failed(&mut self) -> Vec<Act> {
        self.busy = None;
        if matches!(self.phase, Phase::Loading) {
            self.phase = Phase::Nothing;
        }
        Vec::new()
    }

    fn all_on_disk(&mut self, serial: u64) {
        self.trouble = None;
        if let Phase::Open(sheet) = &mut self.phase {
            sheet.saved = sheet.saved.max(serial);
        }
    }

    fn on_disk(&mut self, unit: UnitId, period: &PeriodId, serial: u64) {
        if let Phase::Open(sheet) = &mut self.phase
            && sheet.known.unit == unit
            && sheet.period.id == *period
        {
            sheet.saved = serial;
        }
    }

    fn reopen(&mut self, unit: UnitId, period: PeriodId, notice: String) -> Vec<Act> {
        self.busy = None;
        let mut acts = vec![Act::Notice(notice)];
        if matches!(&self.phase, Phase::Open(sheet) if sheet.known.unit == unit && sheet.period.id == period)
        {
            self.phase = Phase::Loading;
            acts.push(open(unit, period, false));
        }
        acts
    }

    fn opened(&mut self, opened: Opened, context: &Context) -> Vec<Act> {
        let same =
            |sheet: &Sheet| sheet.known.unit == opened.unit && sheet.period.id == opened.period;
        match &mut self.phase {
            // What is being typed is newer than anything the desk has.
            Phase::Open(sheet) if same(sheet) && sheet.mode == Mode::Fill => {
                sheet.known = opened;
                sheet.mark(&context.campaign);
                return Vec::new();
            }
            Phase::Open(sheet) if !same(sheet) => return Vec::new(),
            _ => {}
        }
        if self.unit != Some(opened.unit) || self.last.as_ref() != Some(&opened.period) {
            return Vec::new();
        }
        let period = context.plan.period(&opened.period);
        let sheet = period.and_then(|period| Sheet::open(&context.campaign, period, opened));
        self.phase = sheet.map_or(Phase::Nothing, |sheet| Phase::Open(Box::new(sheet)));
        if let Some(figure) = self.wanted.take() {
            self.look_for(figure);
        }
        self.ask_about_left(context);
        self.told_whose(context).into_iter().collect()
    }

    /// Whoever collects and comes to a form that nobody has begun types in another unit's name: that is said.
    fn told_whose(&self, context: &Context) -> Option<Act> {
        let Phase::Open(sheet) = &self.phase else {
            return None;
        };
        let is_begun = sheet.mode == Mode::Read || sheet.known.saved.is_some();
        let is_own = sheet.known.unit == context.seat;
        (!is_begun && !is_own && context.collects).then(|| {
            let unit = context.unit_name(sheet.known.unit);
            Act::Notice(format!(
                "{unit}还没有报这一期；现在填的是代它填，不填按 Esc。"
            ))
        })
    }

    fn attached(
        &mut self,
        (unit, period): (UnitId, &PeriodId),
        files: &[Attached],
        refused: Option<Fault>,
        context: &Context,
    ) -> Vec<Act> {
        if self.busy == Some(Busy::Attaching) {
            self.busy = None;
        }
        let mut acts = Vec::new();
        match &mut self.phase {
            Phase::Open(sheet)
                if sheet.known.unit == unit
                    && sheet.period.id == *period
                    && sheet.mode == Mode::Fill =>
            {
                let mut all = sheet.draft.material.clone();
                let (mut added, mut known) = (0, 0);
                for file in files {
                    if all.iter().any(|other| other.hash == file.material.hash) {
                        known += 1;
                    } else {
                        added += 1;
                        all.push(file.material.clone());
                    }
                }
                if let (None, Some(page)) = (&refused, sheet.files_page())
                    && let Body::Material(part) = &mut sheet.pages[page].body
                {
                    part.clear_path();
                }
                let mut notes = Vec::new();
                if added > 0 {
                    notes.push(format!("已添加 {added} 个文件。"));
                }
                if known > 0 {
                    notes.push(format!(
                        "有 {known} 个文件内容相同，已在材料里，没有重复添加。"
                    ));
                }
                let note = (!notes.is_empty()).then(|| notes.concat());
                if sheet.set_files(all, &context.campaign) {
                    acts.extend(self.changed(note));
                } else {
                    acts.extend(note.map(Act::Notice));
                }
            }
            _ if !files.is_empty() => {
                let text = "文件已存入工作台，但那张表已经关闭；回到表里重新添加即可。";
                acts.push(Act::Notice(text.to_owned()));
            }
            _ => {}
        }
        acts.extend(refused.map(Act::Fault));
        acts
    }
}
