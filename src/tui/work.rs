//! What screens ask of the desk, and the worker that owns the desk and answers. Each screen has its own requests,
//! answers and `perform`; here they are only told apart.

use std::sync::Arc;

use super::program::{Progress, Worker};
use super::screen::{Context, Place};
use super::screens::{
    audit, export, form_draft, hazards, intray, overview, progress, records, report, results,
    statistics, units,
};
use super::theme::Theme;
use crate::domain::calendar::Instant;
use crate::error::Fault;
use crate::ops::desk::Role;
use crate::ops::packet::Superior;
use crate::ops::{self, Desk, draft, packet};

/// How a long request tells how far it is; `false` means: give up.
pub type Report<'a> = &'a mut dyn FnMut(Progress) -> bool;

macro_rules! screens {
    ($($place:ident => $room:ident),+ $(,)?) => {
        /// Something a screen wants from the desk.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Request {
            $($place($room::Request),)+
        }

        /// The answer to a request.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Answer {
            $($place($room::Answer),)+
        }

        impl Request {
            /// Whose request it is.
            pub fn place(&self) -> Place {
                match self {
                    $(Self::$place(_) => Place::$place,)+
                }
            }

            /// Whether it may change the desk, so that what other screens show grows stale.
            pub fn is_change(&self) -> bool {
                match self {
                    $(Self::$place(request) => request.is_change(),)+
                }
            }
        }

        fn perform(desk: &mut Desk, request: Request, now: Instant, report: Report<'_>) -> Result<Answer, Fault> {
            match request {
                $(Request::$place(request) => {
                    $room::perform(desk, request, now, report).map(Answer::$place)
                })+
            }
        }

        $(impl From<$room::Request> for Request {
            fn from(request: $room::Request) -> Self {
                Self::$place(request)
            }
        })+
    };
}

screens! {
    Overview => overview,
    Progress => progress,
    Intray => intray,
    Report => report,
    Units => units,
    Hazards => hazards,
    Statistics => statistics,
    Audit => audit,
    Export => export,
    Records => records,
    Results => results,
}

/// What the worker sends back.
#[derive(Debug, Clone)]
pub struct Reply {
    pub place: Place,
    pub result: Result<Answer, Fault>,
    /// The desk as it is now, where the request or another program may have changed it.
    pub context: Option<Context>,
}

/// Owns the desk.
#[derive(Debug)]
pub struct DeskWorker {
    desk: Desk,
    theme: Theme,
    /// What [`Desk::foreign_changes`] said last.
    foreign: Option<i64>,
}

impl DeskWorker {
    pub fn new(desk: Desk, theme: Theme) -> Self {
        let foreign = desk.foreign_changes();
        Self {
            desk,
            theme,
            foreign,
        }
    }

    /// The desk, for tests to look at what was done to it.
    #[cfg(test)]
    pub(super) fn desk(&self) -> &Desk {
        &self.desk
    }

    #[cfg(test)]
    pub(super) fn desk_mut(&mut self) -> &mut Desk {
        &mut self.desk
    }

    /// What screens may know of the desk.
    pub fn context(&self) -> Result<Context, Fault> {
        context(&self.desk, self.theme)
    }
}

fn context(desk: &Desk, theme: Theme) -> Result<Context, Fault> {
    Ok(Context {
        campaign: Arc::new(desk.campaign.clone()),
        plan: Arc::new(desk.plan.clone()),
        units: Arc::new(desk.units()?),
        seat: desk.seat.unit,
        collects: desk.seat.role == Role::Coordinator,
        above: Superior::of(desk)?.map(|above| above.name),
        desk_name: match desk.is_read_only() {
            true => format!("{}（只读，只能查看）", desk.name),
            false => desk.name.clone(),
        },
        folder: desk.folder.clone(),
        outbox: packet::outbox(desk),
        theme,
    })
}

impl Worker for DeskWorker {
    type Request = Request;
    type Reply = Reply;

    fn perform(
        &mut self,
        request: Request,
        now: Instant,
        report: &mut dyn FnMut(Progress) -> bool,
    ) -> Reply {
        let place = request.place();
        let is_change = request.is_change();
        let result = perform(&mut self.desk, request, now, report);
        if is_change {
            ops::form_draft::answered(&mut self.desk);
        }
        let foreign = std::mem::replace(&mut self.foreign, self.desk.foreign_changes());
        // Where the desk cannot be read any more, the screen's own next request will say so.
        let is_stale = is_change || foreign != self.foreign;
        let context = is_stale.then(|| self.context().ok()).flatten();
        Reply {
            place,
            result,
            context,
        }
    }

    fn finish(&mut self, now: Instant) -> Result<(), Fault> {
        draft::save_again(&mut self.desk, now).map_err(|error| {
            let fault = Fault::from(error);
            Fault::environment(format!(
                "最后输入的内容没有存进工作台：{}",
                fault.message.trim_end_matches('。')
            ))
            .safe("在这之前存好的草稿和报送都在")
            .hint(fault.hint)
        })
    }

    /// Only a later state of the same draft makes an earlier one superfluous.
    fn supersedes(newer: &Request, older: &Request) -> bool {
        match (newer, older) {
            (Request::Report(newer), Request::Report(older)) => report::supersedes(newer, older),
            (Request::Units(newer), Request::Units(older)) => units::supersedes(newer, older),
            _ => match (form_draft_of(newer), form_draft_of(older)) {
                (Some(newer), Some(older)) => form_draft::supersedes(newer, older),
                _ => false,
            },
        }
    }
}

/// What a request says of the draft of a dialog or a paper.
fn form_draft_of(request: &Request) -> Option<&form_draft::Request> {
    match request {
        Request::Hazards(hazards::Request::Draft(draft))
        | Request::Intray(intray::Request::Draft(draft))
        | Request::Records(records::Request::Draft(draft))
        | Request::Results(results::Request::Draft(draft)) => Some(draft),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    //! What another program did to the desk meanwhile.

    use super::*;
    use crate::domain::id::RecordId;
    use crate::ops::desk::{self, NewDesk, NewSeat};
    use crate::ops::form_draft::Typed;
    use crate::ops::sample::{contest_desk, noon};
    use crate::ops::unit::{self, UnitInput};

    #[test]
    fn what_another_program_changed_reaches_the_screens() {
        let folder = tempfile::tempdir().expect("a folder");
        let new = NewDesk {
            campaign_source: crate::domain::campaign::builtin()[0].1.to_owned(),
            templates: Default::default(),
            name: String::new(),
            seat: NewSeat::Coordinator,
        };
        let now = crate::ops::sample::june(1, 9, 0);
        let place = folder.path().join("desk");
        let mut other = desk::create(&place, &new, now).expect("is made");
        let mine = desk::open(&place).expect("opens");
        let mut worker = DeskWorker::new(mine, Theme::new(true));
        let mut look = || {
            let request = Request::Overview(overview::Request::Load);
            worker.perform(request, now, &mut |_| true).context
        };
        assert!(look().is_none());
        let input = UnitInput {
            name: "甲院".to_owned(),
            ..UnitInput::default()
        };
        unit::add(&mut other, &input, now).expect("is added");
        let context = look().expect("the desk is another");
        assert!(context.units.iter().any(|unit| unit.name == "甲院"));
        assert!(look().is_none());
    }

    #[test]
    fn an_answer_that_is_refused_does_not_cost_the_draft_with_the_next_change() {
        let (form, now) = ("record activities", noon(6, 1));
        let typed = Typed::from([("action".to_owned(), "应急演练".to_owned())]);
        let mut desk = contest_desk();
        ops::form_draft::save(&mut desk, form, &typed, now).expect("writes");
        let mut worker = DeskWorker::new(desk, Theme::new(true));
        let answers = form_draft::Request::Answer(form.to_owned());
        let refused = records::Request::Void {
            record: RecordId(1),
            reason: String::new(),
        };
        let requests = [records::Request::Draft(answers), refused];
        let [_, refused] =
            requests.map(|asked| worker.perform(Request::Records(asked), now, &mut |_| true));
        refused.result.expect_err("a reason is asked for");
        let input = UnitInput {
            name: "甲院".to_owned(),
            ..UnitInput::default()
        };
        unit::add(worker.desk_mut(), &input, now).expect("is added");
        let left = ops::form_draft::load(worker.desk(), form);
        assert_eq!(left, Ok(Some(typed)));
    }
}
