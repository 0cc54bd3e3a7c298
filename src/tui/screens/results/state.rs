//! How input and the desk's answers change the screen.

use super::asking::{self, Asking};
use super::lines::{Key, nominated};
use super::part::{self, Begun};
use super::work::{Answer, Request};
use super::{Results, View, answer, detail};
use crate::domain::calendar::Instant;
use crate::domain::id::{AwardId, UnitId};
use crate::domain::unit::Unit;
use crate::ops::export::{self, Kind, Scope};
use crate::ops::responsibility::{PartOf, registers};
use crate::tui::keys::Action;
use crate::tui::kit::finder::Finder;
use crate::tui::kit::form::Remark;
use crate::tui::kit::mouse::Mouse;
use crate::tui::kit::reader::Reader;
use crate::tui::kit::table::Hit;
use crate::tui::screen::{Act, Context, Destination, Handled};
use crate::tui::screens::listing::{Listing, unit_choices};
use crate::tui::screens::{popup, units};

/// What lies over the list.
pub type Popup = popup::Popup<Asking, Picked>;

/// What choosing one of a few leads to.
#[derive(Debug, Clone, PartialEq)]
pub enum Picked {
    /// A candidate of this unit is put forward.
    Candidate {
        award: AwardId,
        body: UnitId,
        unit: UnitId,
    },
    /// It is written how far this unit is.
    Part(PartOf),
}

impl Listing for Results {
    type Asking = Asking;
    type Picked = Picked;

    fn popup(&mut self) -> &mut Option<Popup> {
        &mut self.popup
    }

    fn finder(&mut self) -> &mut Finder {
        &mut self.lines.finder
    }

    fn refresh(&mut self, context: &Context, now: Instant) {
        self.lines.refresh(context, now);
    }

    fn act(&mut self, action: Action, context: &Context, now: Instant) -> Handled {
        match action {
            action if self.lines.table.act(action) => {}
            Action::Open => self.read(context, now),
            Action::Search => self.lines.finder.begin(),
            Action::Back => {
                if !self.lines.finder.clear() {
                    return Handled::Ignored;
                }
                self.lines.refresh(context, now);
            }
            Action::NextTable => {
                self.lines.turn(context);
                self.lines.refresh(context, now);
            }
            Action::Edit => return self.edit(context, now),
            Action::New => self.begin(context),
            Action::Close => {
                if let Some(Key::Nomination(id)) = self.lines.selected() {
                    self.popup = self.ask(Asking::Void(*id), context, now);
                }
            }
            Action::Extent => {
                let award = self.selected_award().map(|(award, _)| award);
                self.popup = award.and_then(|award| self.ask(Asking::Quota(award), context, now));
            }
            Action::Undo => {
                return match self.undo.take() {
                    Some(undo) => Handled::ask(undo),
                    None => Handled::Consumed(vec![Act::Remark("没有可以撤销的操作".into())]),
                };
            }
            Action::Export => return self.export(context),
            _ => return Handled::Ignored,
        }
        Handled::nothing()
    }

    fn click(&mut self, mouse: Mouse, context: &Context, now: Instant) -> Handled {
        if let Some(Hit::Place { again: true, .. }) = self.lines.table.click(mouse) {
            self.read(context, now);
        }
        Handled::nothing()
    }

    /// A dialog was answered: what it asks of the desk, or what is still wrong with it.
    fn answered(&mut self, context: &Context, now: Instant) -> Handled {
        let Some(Popup::Ask { asking, dialog }) = &mut self.popup else {
            return Handled::nothing();
        };
        match answer::answered(asking, dialog, &self.lines, context, now) {
            Ok(Some(request)) => return Handled::ask(request),
            Ok(None) => self.popup = None,
            Err(remarks) => {
                let remarks = remarks.iter();
                dialog.show_problems(remarks.map(|(id, remark)| (id.as_str(), remark.clone())));
            }
        }
        Handled::nothing()
    }

    fn picked(&mut self, picked: Picked, context: &Context, now: Instant) -> Handled {
        let asking = match picked {
            Picked::Candidate { award, body, unit } => Asking::Nominate { award, body, unit },
            Picked::Part(part) => part::asking(part, &self.lines, context),
        };
        self.popup = self.ask(asking, context, now);
        Handled::nothing()
    }
}

impl Results {
    fn edit(&mut self, context: &Context, now: Instant) -> Handled {
        if let Some(Key::Row(row)) = self.lines.selected().cloned() {
            match part::begin(&row, &self.lines, context) {
                Some(Begun::Ask(asking)) => self.popup = self.ask(asking, context, now),
                Some(Begun::Pick(choices, options)) => {
                    self.popup = Some(Popup::pick("哪家单位的", choices, options));
                }
                Some(Begun::Nobody) | None => {
                    let why = "这一项不由本单位牵头或负责".into();
                    return Handled::Consumed(vec![Act::Remark(why)]);
                }
            }
            return Handled::nothing();
        }
        match asking::of_selected(&self.lines, context) {
            Ok(asking) => {
                self.popup = self.ask(asking, context, now);
                Handled::nothing()
            }
            Err(why) => Handled::Consumed(vec![Act::Remark(why.into())]),
        }
    }

    fn ask(&self, asking: Asking, context: &Context, now: Instant) -> Option<Popup> {
        let dialog = asking::about(&asking, &self.lines, context, now)?;
        Some(Popup::ask(asking, dialog))
    }

    /// The award and the recommending unit of the selected line.
    fn selected_award(&self) -> Option<(AwardId, UnitId)> {
        match self.lines.selected()? {
            Key::Body(award, body) => Some((award.clone(), *body)),
            Key::Nomination(id) => {
                let loaded = self.lines.loaded.as_ref()?;
                let (lists, list, _) = nominated(loaded, *id)?;
                Some((lists.award.clone(), list.body))
            }
            _ => None,
        }
    }

    /// A candidate is to be put forward: it is asked of which unit.
    fn begin(&mut self, context: &Context) {
        let Some((award_id, body)) = self.selected_award() else {
            return;
        };
        let mut awards = context.campaign.awards.iter();
        let Some(award) = awards.find(|award| award.id == award_id) else {
            return;
        };
        let is_candidate = |unit: &&Unit| {
            let kind = unit.kind.as_ref();
            award.kinds.is_empty() || kind.is_some_and(|kind| award.kinds.contains(kind))
        };
        let units: Vec<&Unit> = context.reporters().filter(is_candidate).collect();
        let choices = unit_choices(units.iter().copied());
        let picked = |unit: &&Unit| Picked::Candidate {
            award: award_id.clone(),
            body,
            unit: unit.id,
        };
        let options = units.iter().map(picked).collect();
        self.popup = Some(match units.is_empty() {
            true => Popup::say(
                "还没有单位",
                &format!(
                    "没有可以推荐的单位，请先到“{}”里新增或导入。",
                    units::name(&context.campaign)
                ),
            ),
            false => Popup::pick("推荐哪家单位（的）", choices, options),
        });
    }

    fn export(&self, context: &Context) -> Handled {
        let (kind, of) = match self.lines.view(context) {
            Some(View::Scores(at)) => {
                let table = context.campaign.points.get(at);
                (Kind::Scores, table.map(|table| table.id.to_string()))
            }
            Some(View::Responsibilities(at)) => {
                let register = registers(&context.campaign).nth(at);
                (
                    Kind::Responsibilities,
                    register.map(|register| register.id.to_string()),
                )
            }
            Some(View::Awards) => (Kind::Nominations, None),
            Some(View::Targets) | None => (Kind::Targets, None),
        };
        let scope = match context.gathers() {
            true => Scope::Subtree(context.seat),
            false => Scope::Unit(context.seat),
        };
        Handled::Consumed(vec![Act::Go(Destination::Paper(export::Request {
            of,
            ..export::Request::whole(kind, scope)
        }))])
    }

    /// The selected line in full.
    fn read(&mut self, context: &Context, now: Instant) {
        let told = detail::of(&self.lines, context, now.date());
        self.popup = told.map(|(title, told)| Popup::Read(Reader::new(title, told)));
    }

    pub(super) fn take(&mut self, answer: Answer, context: &Context, now: Instant) -> Vec<Act> {
        match answer {
            Answer::Draft(answer) => {
                let dialog = self.popup.as_mut().and_then(|popup| popup.dialog_mut());
                self.drafts.take(answer, dialog)
            }
            Answer::Loaded(loaded) => {
                self.lines.loaded = Some(loaded);
                self.lines.refresh(context, now);
                if let Some(changed) = self.changed.take() {
                    self.lines.select(&changed);
                }
                Vec::new()
            }
            Answer::Done { told, at, undo } => {
                self.popup = None;
                self.changed = at;
                self.undo = undo.map(|undo| *undo);
                vec![Act::Notice(told), Act::Ask(Request::Load.into())]
            }
            Answer::Refused(why) => {
                if let Some(Popup::Ask { asking, dialog }) = &mut self.popup {
                    let item = answer::first_item(asking, &self.lines, context);
                    dialog.show_problems([(item.as_str(), Remark::bad(why))]);
                    return Vec::new();
                }
                vec![Act::Remark(why)]
            }
        }
    }
}
