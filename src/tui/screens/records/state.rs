//! How input and the desk's answers change the screen.

use super::Records;
use super::asking::{self, Asking};
use super::list::Facet;
use super::work::{Answer, Request};
use crate::domain::calendar::Instant;
use crate::domain::campaign::{RecordsPerRow, Register, RegisterRow};
use crate::domain::id::{RowId, UnitId};
use crate::domain::record::KeptRecord;
use crate::domain::unit::Unit;
use crate::ops::export::{self, Kind, Scope};
use crate::tui::keys::Action;
use crate::tui::kit::finder::Finder;
use crate::tui::kit::mouse::Mouse;
use crate::tui::kit::reader::Reader;
use crate::tui::kit::select::Choice;
use crate::tui::kit::table::Hit;
use crate::tui::screen::{Act, Context, Destination, Handled};
use crate::tui::screens::listing::{Listing, unit_choices};
use crate::tui::screens::{popup, units};
use crate::tui::theme::Meaning;

/// What lies over the list.
pub type Popup = popup::Popup<Asking, Picked>;

/// What choosing one of a few leads to.
#[derive(Debug, Clone, PartialEq)]
pub enum Picked {
    Narrow(Facet),
    /// A record of this given row is to be written.
    Row(RowId),
    /// A record of this unit is to be written.
    Unit(UnitId, Option<RowId>),
}

impl Listing for Records {
    type Asking = Asking;
    type Picked = Picked;

    fn popup(&mut self) -> &mut Option<Popup> {
        &mut self.popup
    }

    fn finder(&mut self) -> &mut Finder {
        &mut self.list.finder
    }

    fn refresh(&mut self, context: &Context, now: Instant) {
        self.list.refresh(context, now.date());
    }

    fn act(&mut self, action: Action, context: &Context, now: Instant) -> Handled {
        match action {
            action if self.list.table.act(action) => {}
            Action::Open => self.read(context),
            Action::Search => self.list.finder.begin(),
            Action::Filter => {
                let (choices, facets) = self.list.facets(context);
                let options = facets.into_iter().map(Picked::Narrow).collect();
                self.popup = Some(Popup::pick("筛选", choices, options));
            }
            Action::Back => {
                if !self.list.clear() {
                    return Handled::Ignored;
                }
                self.list.refresh(context, now.date());
            }
            Action::NextTable => {
                self.list.turn(context);
                self.list.refresh(context, now.date());
                return Handled::Consumed(self.load(context));
            }
            Action::New => self.popup = self.begin(context, now),
            Action::Edit => self.about_standing(context, now, |kept, _| Asking::Edit {
                record: kept.record.id,
                seen: kept.revision,
            }),
            Action::Advance => return self.advance(context, now),
            Action::Toggle => return self.decide(),
            Action::Close => return self.void_or_restore(context, now),
            Action::Undo => {
                return match self.undo.take() {
                    Some(undo) => Handled::ask(Request::Undo(undo)),
                    None => Handled::Consumed(vec![Act::Remark("没有可以撤销的操作".into())]),
                };
            }
            Action::Export => return self.export(context),
            _ => return Handled::Ignored,
        }
        Handled::nothing()
    }

    fn click(&mut self, mouse: Mouse, context: &Context, _: Instant) -> Handled {
        if let Some(Hit::Place { again: true, .. }) = self.list.table.click(mouse) {
            self.read(context);
        }
        Handled::nothing()
    }

    /// A dialog was answered: what it asks of the desk, or what is still wrong with it.
    fn answered(&mut self, context: &Context, now: Instant) -> Handled {
        let Some(Popup::Ask { asking, dialog }) = &mut self.popup else {
            return Handled::nothing();
        };
        match asking::answered(asking, dialog, &self.list, context, now) {
            Ok(Some(request)) => return Handled::ask(request),
            Ok(None) => self.popup = None,
            Err(remarks) => show(dialog, &remarks),
        }
        Handled::nothing()
    }

    fn picked(&mut self, picked: Picked, context: &Context, now: Instant) -> Handled {
        match picked {
            Picked::Narrow(facet) => {
                self.list.narrow(facet);
                self.list.refresh(context, now.date());
            }
            Picked::Row(row) => self.popup = self.begin_of(Some(row), context, now),
            Picked::Unit(unit, row) => {
                self.popup = self.ask(Asking::New { unit, row }, context, now);
            }
        }
        Handled::nothing()
    }
}

impl Records {
    /// Asks for what is looked at.
    pub(super) fn load(&self, context: &Context) -> Vec<Act> {
        let register = self.list.register(context);
        let load = register.map(|register| Act::Ask(Request::Load(register.id.clone()).into()));
        load.into_iter().collect()
    }

    /// Opens a dialog about the selected record, if it is not void.
    fn about_standing(
        &mut self,
        context: &Context,
        now: Instant,
        asking: impl Fn(&KeptRecord, &Register) -> Asking,
    ) {
        let selected = self.list.selected().filter(|kept| kept.voided.is_none());
        let asking = selected
            .zip(self.list.register(context))
            .map(|(kept, register)| asking(kept, register));
        self.popup = asking.and_then(|asking| self.ask(asking, context, now));
    }

    fn ask(&self, asking: Asking, context: &Context, now: Instant) -> Option<Popup> {
        let dialog = asking::about(&asking, &self.list, context, now)?;
        Some(Popup::ask(asking, dialog))
    }

    /// The selected record reaches its next stage.
    fn advance(&mut self, context: &Context, now: Instant) -> Handled {
        let register = self.list.register(context);
        let (Some(register), Some(kept)) = (register, self.list.selected()) else {
            return Handled::nothing();
        };
        if kept.voided.is_some() {
            return Handled::Consumed(vec![Act::Remark("这一条已经作废".into())]);
        }
        let Some(stage) = asking::next_stage(register, kept) else {
            return Handled::Consumed(vec![Act::Remark("已经到了最后一个阶段".into())]);
        };
        let asking = Asking::Reach {
            record: kept.record.id,
            stage: stage.id.clone(),
        };
        self.popup = self.ask(asking, context, now);
        Handled::nothing()
    }

    fn void_or_restore(&mut self, context: &Context, now: Instant) -> Handled {
        let Some(kept) = self.list.selected() else {
            return Handled::nothing();
        };
        let id = kept.record.id;
        if kept.voided.is_some() {
            return Handled::ask(Request::Restore(id));
        }
        self.popup = self.ask(Asking::Void(id), context, now);
        Handled::nothing()
    }

    fn export(&self, context: &Context) -> Handled {
        let Some(register) = self.list.register(context) else {
            return Handled::nothing();
        };
        let scope = match (self.list.unit, context.gathers()) {
            (Some(unit), _) => Scope::Unit(unit),
            (None, true) => Scope::Subtree(context.seat),
            (None, false) => Scope::Unit(context.seat),
        };
        Handled::Consumed(vec![Act::Go(Destination::Paper(export::Request {
            of: Some(register.id.to_string()),
            ..export::Request::whole(Kind::Register, scope)
        }))])
    }

    /// A record is to be written: of which given row, and whose.
    fn begin(&self, context: &Context, now: Instant) -> Option<Popup> {
        let register = self.list.register(context)?;
        let may_begin = |unit: &Unit| register.kept_by.allows(context.keeps_of(unit.id));
        if !context.units.iter().any(may_begin) {
            let text = format!("“{}”由牵头部门登记。", register.name);
            return Some(Popup::say("不在这里登记", &text));
        }
        if register.rows.is_empty() {
            return self.begin_of(None, context, now);
        }
        let count = |row: &RegisterRow| {
            let records = self.list.records().iter();
            let of_row = records.filter(|kept| kept.voided.is_none());
            of_row
                .filter(|kept| kept.record.row.as_ref() == Some(&row.id))
                .count()
        };
        let choice = |row: &RegisterRow| {
            let detail = match (count(row), row.section.as_str()) {
                (0, section) => section.to_owned(),
                (count, section) => format!("{section}  已登记 {count}"),
            };
            Choice::new(row.name.as_str()).detail(detail)
        };
        let choices = register.rows.iter().map(choice).collect();
        let options = register
            .rows
            .iter()
            .map(|row| Picked::Row(row.id.clone()))
            .collect();
        Some(Popup::pick("哪一项", choices, options))
    }

    /// Whose it is: the one unit there is or that is filtered for, else it is asked.
    fn begin_of(&self, row: Option<RowId>, context: &Context, now: Instant) -> Option<Popup> {
        let register = self.list.register(context)?;
        let given = row.as_ref().and_then(|row| register.row(row));
        let units: Vec<&Unit> = context
            .units
            .iter()
            .filter(|unit| unit.is_active_on(now.date()) && may_have(register, given, unit))
            .filter(|unit| is_of_the_desk(register, unit, context))
            .filter(|unit| register.kept_by.allows(context.keeps_of(unit.id)))
            .collect();
        let only = match units.as_slice() {
            [] => {
                let text = format!(
                    "没有这本台账所要的类别的单位，请先到“{}”里新增或导入。",
                    units::name(&context.campaign)
                );
                return Some(Popup::say("还没有单位", &text));
            }
            [only] => Some(only.id),
            _ => self
                .list
                .unit
                .filter(|own| units.iter().any(|unit| unit.id == *own)),
        };
        if let Some(unit) = only {
            return self.ask(Asking::New { unit, row }, context, now);
        }
        let choices = unit_choices(units.iter().copied());
        let options = units
            .iter()
            .map(|unit| Picked::Unit(unit.id, row.clone()))
            .collect();
        Some(Popup::pick("哪家单位的", choices, options))
    }

    /// To where it is decided what holds of the selected record.
    fn decide(&self) -> Handled {
        let selected = self.list.selected().map(|kept| kept.record.id);
        let act = match selected.filter(|id| self.list.is_contested(*id)) {
            Some(id) => Act::Go(Destination::Contested(id)),
            None => Act::Remark("选中的一条没有两种说法".into()),
        };
        Handled::Consumed(vec![act])
    }

    /// The selected record in full.
    fn read(&mut self, context: &Context) {
        let register = self.list.register(context);
        let selected = self.list.selected().zip(register);
        self.popup = selected.map(|(kept, register)| {
            let told = asking::particulars(register, kept, &self.list).into_iter();
            let told = told.map(|text| (text, Meaning::Text)).collect();
            let unit = context.unit_name(kept.record.unit);
            Popup::Read(Reader::new(
                format!("{unit}  编号 {}", kept.record.id.0),
                told,
            ))
        });
    }

    pub(super) fn take(&mut self, answer: Answer, context: &Context, now: Instant) -> Vec<Act> {
        match answer {
            Answer::Draft(answer) => {
                let dialog = self.popup.as_mut().and_then(|popup| popup.dialog_mut());
                self.drafts.take(answer, dialog)
            }
            Answer::Loaded {
                register,
                records,
                contested,
                lines,
            } => {
                if self
                    .list
                    .set(register, (records, contested), lines, context)
                {
                    self.list.refresh(context, now.date());
                }
                if let Some(changed) = self.changed.take() {
                    self.list.select(changed);
                }
                Vec::new()
            }
            Answer::Done { record, told, undo } => {
                self.popup = None;
                self.changed = Some(record);
                self.undo = undo;
                let mut acts = vec![Act::Notice(told)];
                acts.extend(self.load(context));
                acts
            }
            Answer::Refused(problems) => {
                if let Some(Popup::Ask { asking, dialog }) = &mut self.popup {
                    let remarks = asking::remarks(asking, &problems);
                    show(dialog, &remarks);
                    return Vec::new();
                }
                let all: Vec<&str> = problems.iter().map(|p| p.message.as_str()).collect();
                vec![Act::Remark(all.join("；"))]
            }
        }
    }
}

fn show(dialog: &mut crate::tui::kit::guarded::Guarded, remarks: &asking::Remarks) {
    let remarks = remarks.iter();
    dialog.show_problems(remarks.map(|(id, remark)| (id.as_str(), remark.clone())));
}

/// Whether a register holds records of such a unit; of a given row, whether the unit has a part in it.
fn may_have(register: &Register, given: Option<&RegisterRow>, unit: &Unit) -> bool {
    let is_of = |kinds: &[crate::domain::id::KindId]| {
        kinds.is_empty() || unit.kind.as_ref().is_some_and(|kind| kinds.contains(kind))
    };
    let has_part = given.is_none_or(|row| {
        let kind = unit.kind.as_ref();
        register.records_per_row == RecordsPerRow::One
            || row.responsibility.is_empty()
            || kind.is_some_and(|kind| row.responsibility.part_of(kind).is_some())
    });
    is_of(&register.kinds) && has_part
}

/// Whether records of this unit are written on this desk: the collecting desk's own only where nobody else's are asked.
fn is_of_the_desk(register: &Register, unit: &Unit, context: &Context) -> bool {
    let is_seat = unit.id == context.seat;
    !is_seat || !context.collects || register.kinds.is_empty()
}
