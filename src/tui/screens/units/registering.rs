//! A unit's registration, which lies over the list. It is a report like any other, and its form is 填报's: here it is only
//! opened, left, and its questions and answers are carried to and from the desk.

use super::Units;
use super::popup::Popup;
use super::work::Request;
use crate::domain::calendar::Instant;
use crate::domain::id::UnitId;
use crate::domain::liaison::registration;
use crate::tui::screen::{Act, Context, Destination, Event, Handled};
use crate::tui::screens::report;
use crate::tui::work::Request as AnyRequest;

impl Units {
    /// Asks for a unit's form; says so where the campaign's is not for this unit.
    pub(super) fn open(&mut self, unit: UnitId, context: &Context, now: Instant) -> Vec<Act> {
        if !context.registers() {
            self.form.close();
            return Vec::new();
        }
        let period = context
            .unit(unit)
            .and_then(|unit| registration(&context.campaign, &context.plan, unit, now));
        let Some(period) = period else {
            let text = "这份通知不要求这家单位报送联络员推荐表。";
            self.form.close();
            self.popup = Some(Popup::say("没有推荐表", text));
            return Vec::new();
        };
        let acts = self.form.arrive_at(unit, &period.id);
        self.carried(acts)
    }

    /// The form takes an input.
    pub(super) fn hear_form(&mut self, event: &Event, context: &Context, now: Instant) -> Handled {
        match self.form.handle(event, context, now) {
            Handled::Consumed(acts) => Handled::Consumed(self.carried(acts)),
            Handled::Ignored => Handled::Ignored,
        }
    }

    /// The desk answered what the form asked.
    pub(super) fn take_form(
        &mut self,
        answer: report::Answer,
        context: &Context,
        now: Instant,
    ) -> Vec<Act> {
        let registered = matches!(
            answer,
            report::Answer::Submitted(_) | report::Answer::Withdrawn { .. }
        );
        let acts = self.form.receive(answer, context, now);
        let mut acts = self.carried(acts);
        acts.extend(registered.then(|| Act::Ask(Request::Load.into())));
        acts
    }

    /// What the form asks of the desk is asked in this screen's name, so that the answer comes here. Whoever leaves the
    /// form comes to the list of units, not to that of the periods; and it goes to paper right here.
    pub(super) fn carried(&mut self, acts: Vec<Act>) -> Vec<Act> {
        let mut carried = Vec::new();
        for act in acts {
            match act {
                Act::Ask(AnyRequest::Report(report::Request::Survey { .. })) => self.form.close(),
                Act::Go(Destination::Export {
                    unit: Some(unit), ..
                }) => carried.push(Act::Ask(Request::Paper(unit).into())),
                act => carried.push(own(act)),
            }
        }
        carried
    }
}

/// An act of the form as one of this screen.
pub(super) fn own(act: Act) -> Act {
    match act {
        Act::Ask(AnyRequest::Report(request)) => Act::Ask(Request::Form(request).into()),
        act => act,
    }
}
