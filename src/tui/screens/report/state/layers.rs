//! What a person answers to what lies on top: which unit, which problem, whether and how to hand in.

use super::{Busy, Layer, Phase, Report, ask, survey};
use crate::domain::calendar::Instant;
use crate::tui::kit::Input;
use crate::tui::kit::dialog::{Dialog, Verdict};
use crate::tui::kit::form::{Form, Remark};
use crate::tui::screen::{Act, Context};
use crate::tui::screens::elsewhere::HOLDS;
use crate::tui::screens::report::hand_in::{self, Jump};
use crate::tui::screens::report::reviewing;
use crate::tui::screens::report::sheet::Effect;
use crate::tui::screens::report::work::Request;

impl Report {
    pub(super) fn hear_layer(
        &mut self,
        input: Input<'_>,
        context: &Context,
        now: Instant,
    ) -> Vec<Act> {
        let Some(mut layer) = self.layer.take() else {
            return Vec::new();
        };
        let verdict = match &mut layer {
            Layer::Units(pick, _) | Layer::Problems(pick, _) | Layer::Elsewhere(pick, _) => {
                pick.hear(input)
            }
            Layer::HandIn(dialog)
            | Layer::Withdraw(dialog)
            | Layer::GiveBack(dialog, _)
            | Layer::Dropped(dialog, _) => dialog.hear(input),
        };
        match verdict {
            Verdict::Open => self.layer = Some(layer),
            Verdict::Edited => return self.written(layer),
            Verdict::Accepted => return self.accepted(layer, context, now),
            Verdict::Refused => return self.refused(layer, context),
        }
        Vec::new()
    }

    /// A reason is kept like everything that is typed.
    fn written(&mut self, layer: Layer) -> Vec<Act> {
        let mut changed = false;
        if let (Layer::HandIn(dialog), Phase::Open(sheet)) = (&layer, &mut self.phase) {
            let draft = &mut sheet.draft;
            for (id, said) in dialog.fields().into_iter().flat_map(Form::values) {
                let kept = match id {
                    "reason" => &mut draft.reason,
                    "explanation" => &mut draft.explanation,
                    _ => continue,
                };
                changed |= *kept != said;
                *kept = said;
            }
        }
        self.layer = Some(layer);
        match changed {
            true => self.changed(None),
            false => Vec::new(),
        }
    }

    fn refused(&mut self, layer: Layer, context: &Context) -> Vec<Act> {
        if let Layer::Dropped(_, text) = layer
            && let Effect::Changed(note) = self.hear_sheet(Input::Paste(&text), context)
        {
            return self.changed(note);
        }
        Vec::new()
    }

    fn accepted(&mut self, layer: Layer, context: &Context, now: Instant) -> Vec<Act> {
        match layer {
            Layer::Units(pick, units) => {
                let unit = pick.selected().and_then(|index| units.get(index)).copied();
                self.unit = unit.or(self.unit);
                self.phase = Phase::Loading;
                self.last = None;
                return self.unit.map(survey).into_iter().collect();
            }
            Layer::Problems(pick, jumps) => {
                let jump = pick.selected().and_then(|index| jumps.get(index).cloned());
                if let Phase::Open(sheet) = &mut self.phase {
                    match jump {
                        Some(Jump::To(spot)) => sheet.go_to(&spot),
                        Some(Jump::HandIn) => {
                            let question = hand_in::question(sheet, context, now);
                            self.layer = Some(Layer::HandIn(question));
                        }
                        Some(Jump::Nowhere) | None => {}
                    }
                }
            }
            Layer::Elsewhere(pick, theirs) => {
                if let Some(holds) = pick.selected().and_then(|at| HOLDS.get(at)) {
                    return self.settle(holds, theirs, context);
                }
            }
            Layer::HandIn(dialog) => return self.send(dialog),
            Layer::Withdraw(dialog) => return self.take_back(dialog),
            Layer::GiveBack(dialog, place) => {
                if let Phase::Open(sheet) = &self.phase {
                    return vec![ask(reviewing::give_back(sheet, &dialog, place))];
                }
            }
            Layer::Dropped(_, text) => return self.attach(text),
        }
        Vec::new()
    }

    fn send(&mut self, mut dialog: Dialog) -> Vec<Act> {
        let Phase::Open(sheet) = &self.phase else {
            return Vec::new();
        };
        match hand_in::answered(&dialog, sheet) {
            Ok(how) => {
                self.busy = Some(Busy::HandingIn);
                vec![ask(Request::Submit {
                    unit: sheet.known.unit,
                    period: sheet.period.id.clone(),
                    draft: Box::new(sheet.draft.clone()),
                    how,
                })]
            }
            Err(problems) => {
                if let Some(form) = dialog.fields_mut() {
                    form.set_problems(problems);
                    form.focus_first_problem();
                }
                self.layer = Some(Layer::HandIn(dialog));
                Vec::new()
            }
        }
    }

    fn take_back(&mut self, mut dialog: Dialog) -> Vec<Act> {
        let Phase::Open(sheet) = &self.phase else {
            return Vec::new();
        };
        let reason = dialog
            .fields()
            .map(|form| form.value("reason"))
            .unwrap_or_default();
        if reason.trim().is_empty() {
            if let Some(form) = dialog.fields_mut() {
                let remark = Remark::bad("请写明理由");
                form.set_problems([("reason", remark)]);
            }
            self.layer = Some(Layer::Withdraw(dialog));
            return Vec::new();
        }
        self.busy = Some(Busy::HandingIn);
        vec![ask(Request::Withdraw {
            unit: sheet.known.unit,
            period: sheet.period.id.clone(),
            reason,
        })]
    }
}
