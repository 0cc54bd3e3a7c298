//! Reading what was handed in: what its keys lead to. Nothing is typed here; how it is corrected is `fill`'s.

use super::{Asking, Layer, Options, Phase, Report, ask, survey};
use crate::domain::calendar::Instant;
use crate::ops::export::Kind;
use crate::tui::keys::Action;
use crate::tui::kit::Input;
use crate::tui::kit::pick::Pick;
use crate::tui::kit::select::Choice;
use crate::tui::screen::{Act, Context, Destination, Handled};
use crate::tui::screens::report::sheet::{Effect, Sheet};
use crate::tui::screens::report::work::Request;
use crate::tui::screens::report::{hand_in, reviewing};

impl Report {
    /// What was handed in is read; it is changed only once that is asked for.
    pub(super) fn read(&mut self, input: Input<'_>, context: &Context, now: Instant) -> Handled {
        let Phase::Open(sheet) = &mut self.phase else {
            return Handled::Ignored;
        };
        match input {
            Input::Action(action) if !is_for(sheet, action, context) => {
                let text = match action {
                    Action::MakePacket => "报送包只能做本单位的；下面各单位的由它们自己做",
                    Action::Withdraw => "这一份是对方用报送包发来的，由对方撤回；要它改，请退回",
                    _ => "本单位自己的报送由上级审核",
                };
                return Handled::Consumed(vec![Act::Remark(text.to_owned())]);
            }
            Input::Action(Action::Edit) if sheet.known.saved.is_some() => {
                let choices = vec![Choice::new("继续填写更正草稿"), Choice::new("放弃草稿")];
                let pick = Pick::new("有一份没有提交的更正草稿", choices);
                self.layer = Some(Layer::Pick(pick, Options::Begun));
            }
            Input::Action(Action::Edit) => return Handled::Consumed(self.correct(context)),
            Input::Action(Action::Withdraw) => match sheet.may_withdraw(now) {
                Ok(()) => {
                    let question = hand_in::withdrawal(sheet);
                    self.layer = Some(Layer::Ask(question, Asking::Withdraw));
                }
                Err(fault) => return Handled::Consumed(vec![Act::Fault(fault)]),
            },
            Input::Action(Action::Export) => {
                let kind = if sheet.duty.asks_registration() {
                    Kind::Annex1
                } else {
                    Kind::Annex2
                };
                let to = Destination::Export {
                    kind: kind.id().to_owned(),
                    unit: Some(sheet.known.unit),
                    period: Some(sheet.period.id.clone()),
                };
                return Handled::Consumed(vec![Act::Go(to)]);
            }
            Input::Action(Action::MakePacket) => {
                let period = sheet.period.id.clone();
                return Handled::Consumed(vec![ask(Request::Packet { period })]);
            }
            Input::Action(Action::Approve) => {
                return Handled::Consumed(vec![ask(reviewing::accept(sheet))]);
            }
            Input::Action(Action::GiveBack) => {
                let (dialog, places) = reviewing::question(sheet, &context.campaign);
                self.layer = Some(Layer::Ask(dialog, Asking::GiveBack(places)));
            }
            Input::Action(Action::Back) => return self.leave(),
            input => {
                if sheet.hear(input, &context.campaign) == Effect::Ignored {
                    return Handled::Ignored;
                }
            }
        }
        Handled::nothing()
    }

    /// Begins to correct what stands, or goes on with it.
    pub(super) fn correct(&mut self, context: &Context) -> Vec<Act> {
        if let Phase::Open(sheet) = &mut self.phase {
            sheet.begin(&context.campaign);
        }
        self.ask_about_left(context);
        let text = "正在更正；改好后提交，写明理由，会存为新的一版。";
        vec![Act::Notice(text.to_owned())]
    }

    /// Back to where one came from, or else to the list of periods. What is typed is in the draft.
    pub(super) fn leave(&mut self) -> Handled {
        let unit = match &self.phase {
            Phase::Open(sheet) => sheet.known.unit,
            _ => return Handled::Ignored,
        };
        self.phase = Phase::Loading;
        Handled::Consumed(vec![survey(unit), Act::Return])
    }
}

/// Whether an action is for this desk to do: one reviews what others report, and makes packets of one's own.
pub(super) fn is_for(sheet: &Sheet, action: Action, context: &Context) -> bool {
    let is_own = sheet.known.unit == context.seat;
    match action {
        Action::Approve | Action::GiveBack => !is_own,
        Action::MakePacket => is_own,
        Action::Withdraw => {
            let standing = sheet.known.standing.as_ref();
            !standing.is_some_and(|standing| standing.stamp.is_for_sender(is_own))
        }
        _ => true,
    }
}
