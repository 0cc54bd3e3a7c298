//! What a person answers to what lies on top: which unit, which problem, whether and how to hand in.

use super::{Asking, Busy, Layer, Options, Phase, Report, ask, survey};
use crate::domain::calendar::Instant;
use crate::tui::kit::Input;
use crate::tui::kit::dialog::{Dialog, Verdict};
use crate::tui::kit::form::{Form, Remark};
use crate::tui::screen::{Act, Context};
use crate::tui::screens::elsewhere::HOLDS;
use crate::tui::screens::report::hand_in::{self, Jump};
use crate::tui::screens::report::reviewing;
use crate::tui::screens::report::sheet::Effect;
use crate::tui::screens::report::work::{Change, Request};

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
            Layer::Pick(pick, _) => pick.hear(input),
            Layer::Ask(dialog, _) => dialog.hear(input),
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
        if let (Layer::Ask(dialog, Asking::HandIn), Phase::Open(sheet)) = (&layer, &mut self.phase)
        {
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
        if let Layer::Ask(_, Asking::Dropped(text)) = layer
            && let Effect::Changed(note) = self.hear_sheet(Input::Paste(&text), context)
        {
            return self.changed(note);
        }
        Vec::new()
    }

    fn accepted(&mut self, layer: Layer, context: &Context, now: Instant) -> Vec<Act> {
        let (dialog, asking) = match layer {
            Layer::Pick(pick, options) => {
                let at = pick.selected();
                return at.map_or(Vec::new(), |at| self.picked(at, options, context, now));
            }
            Layer::Ask(dialog, asking) => (dialog, asking),
        };
        let Phase::Open(sheet) = &self.phase else {
            return Vec::new();
        };
        match asking {
            Asking::HandIn => self.send(dialog, now),
            Asking::Withdraw => self.take_back(dialog),
            Asking::Discard => {
                self.busy = Some(Busy::HandingIn);
                let (unit, period) = (sheet.known.unit, sheet.period.id.clone());
                vec![ask(Request::Discard { unit, period })]
            }
            Asking::GiveBack(places) => {
                let campaign = &context.campaign;
                vec![ask(reviewing::give_back(sheet, &dialog, &places, campaign))]
            }
            Asking::Dropped(text) => self.attach(text),
            Asking::Packed => Vec::new(),
        }
    }

    /// The choice at that place of a list was made.
    fn picked(&mut self, at: usize, options: Options, context: &Context, now: Instant) -> Vec<Act> {
        match options {
            Options::Units(units) => {
                self.unit = units.get(at).copied().or(self.unit);
                self.phase = Phase::Loading;
                self.last = None;
                return self.unit.map(survey).into_iter().collect();
            }
            Options::Problems(jumps) => self.jump(jumps.get(at), context, now),
            Options::Elsewhere(theirs) => {
                if let Some(holds) = HOLDS.get(at) {
                    return self.settle(holds, theirs, context);
                }
            }
            Options::Left(left) => {
                if let Some(holds) = HOLDS.get(at) {
                    return self.decide_left(holds, left, context);
                }
            }
            Options::Begun if at == 0 => return self.correct(context),
            Options::Begun => {
                if let Phase::Open(sheet) = &self.phase {
                    let question = hand_in::discarding(sheet, context);
                    self.layer = Some(Layer::Ask(question, Asking::Discard));
                }
            }
        }
        Vec::new()
    }

    fn jump(&mut self, to: Option<&Jump>, context: &Context, now: Instant) {
        let Phase::Open(sheet) = &mut self.phase else {
            return;
        };
        match to {
            Some(Jump::To(spot)) => sheet.go_to(spot),
            Some(Jump::HandIn) => {
                let question = hand_in::question(sheet, context, now);
                self.layer = Some(Layer::Ask(question, Asking::HandIn));
            }
            Some(Jump::Nowhere) | None => {}
        }
    }

    fn send(&mut self, mut dialog: Dialog, now: Instant) -> Vec<Act> {
        let Phase::Open(sheet) = &self.phase else {
            return Vec::new();
        };
        match hand_in::answered(&dialog, sheet, now) {
            Ok(how) => {
                self.busy = Some(Busy::HandingIn);
                let draft = Box::new(sheet.draft.clone());
                vec![ask(sheet.to_become(Change::Submit { draft, how }))]
            }
            Err(problems) => {
                if let Some(form) = dialog.fields_mut() {
                    form.set_problems(problems);
                    form.focus_first_problem();
                }
                self.layer = Some(Layer::Ask(dialog, Asking::HandIn));
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
            self.layer = Some(Layer::Ask(dialog, Asking::Withdraw));
            return Vec::new();
        }
        self.busy = Some(Busy::HandingIn);
        vec![ask(sheet.to_become(Change::Withdraw { reason }))]
    }
}
