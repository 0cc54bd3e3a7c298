//! The duties of a draft: one for every deadline that the notice names, told by what is to be sent in; and where the notice
//! is silent about a form, or not there, one that asks when it is due.

mod naming;

use chrono::{Datelike, NaiveDate};

use super::forms::Forms;
use super::name::Ids;
use super::notice::{Deadline, Notice, Object, When, objects};
use crate::domain::calendar::DayRange;
use crate::domain::schedule::{DayOfMonth, MonthOfQuarter, Recurrence};
use naming::{cut, cut_to_end, name, spoken, task, wish};

/// A duty, ready to be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Duty {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) recurrence: Recurrence,
    pub(super) clock: Option<chrono::NaiveTime>,
    pub(super) asks: Vec<Ask>,
    /// The words of the notice; empty where it has none.
    pub(super) clause: String,
    pub(super) questions: Vec<String>,
    /// Whether it is only offered, as comments.
    pub(super) is_offered: bool,
}

/// One part of what a duty asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ask {
    Registration,
    Narrative(String),
    Material(String),
    /// The index of a table.
    Table(usize),
}

const NOT_SENT: &str = "这句话没有说要报送什么；如果不用报，请删去这一项";
const NO_OBJECT: &str = "没有看出要报送哪些材料，asks 是暂定的";
const NEVER: &str = "活动期间没有这样的日子；请核对起止日期，要用时删去每行前面的 #";
const FAR: &str = "这一天离活动期间太远；请核对，要用时删去每行前面的 #";
const OFFERED: &str = "是不是一项报送任务；是的话，删去下面每行前面的 #";
/// A notice's days further away from its campaign than this are somebody else's, before and behind.
const NEAR: (i64, i64) = (30, 366);
/// The duties of a draft, none of them without an id of its own.
pub(super) fn find(notice: &Notice, forms: &Forms, days: DayRange) -> Vec<Duty> {
    let mut drafter = Drafter {
        forms,
        days,
        duties: Vec::new(),
    };
    for deadline in &notice.deadlines {
        drafter.add(deadline);
    }
    drafter.add_missing();
    drafter.tell_apart();
    drafter.duties
}

struct Drafter<'d> {
    forms: &'d Forms,
    days: DayRange,
    duties: Vec<Duty>,
}

impl Drafter<'_> {
    /// One duty for a deadline, or two where the registration form is due together with something else.
    fn add(&mut self, deadline: &Deadline) {
        let Some(recurrence) = recurrence(deadline.when, self.days) else {
            return;
        };
        let objects = if deadline.reports {
            objects(deadline)
        } else {
            Vec::new()
        };
        let (registrations, others): (Vec<Object>, Vec<Object>) = objects
            .into_iter()
            .partition(|object| self.is_registration(object));
        if !registrations.is_empty() {
            self.push(
                deadline,
                recurrence,
                &registrations,
                vec![Ask::Registration],
            );
        }
        if !deadline.reports {
            let asks = vec![
                Ask::Narrative("完成情况".to_owned()),
                Ask::Material("证明材料".to_owned()),
            ];
            self.push(deadline, recurrence, &[], asks);
        } else if registrations.is_empty() || !others.is_empty() {
            let asks = self.asks(&others);
            self.push(deadline, recurrence, &others, asks);
        }
    }

    fn is_registration(&self, object: &Object) -> bool {
        let Some(form) = &self.forms.registration else {
            return false;
        };
        object.is_registration() || object.is_annex(&form.label)
    }

    fn asks(&self, objects: &[Object]) -> Vec<Ask> {
        let tables = self.forms.tables.iter().enumerate();
        let is_only = self.forms.tables.len() == 1;
        let asked = tables.filter(|(_, table)| {
            let names =
                |object: &Object| object.is_annex(&table.label) || is_only && object.is_table();
            objects.iter().any(names)
        });
        let tables: Vec<Ask> = asked.map(|(index, _)| Ask::Table(index)).collect();
        // What is a table of the program need not be attached as well.
        let attached: Vec<Object> = objects
            .iter()
            .filter(|object| !object.is_table())
            .cloned()
            .collect();
        let name = spoken(if tables.is_empty() {
            objects
        } else {
            &attached
        });
        let mut asks = Vec::new();
        if let Some(told) = objects.iter().find(|object| object.is_narrative()) {
            asks.push(Ask::Narrative(cut(&told.name())));
        }
        match name.as_str() {
            "" if !tables.is_empty() => {}
            "" => asks.push(Ask::Material("材料".to_owned())),
            name => asks.push(Ask::Material(name.to_owned())),
        }
        asks.extend(tables);
        asks
    }

    fn push(
        &mut self,
        deadline: &Deadline,
        recurrence: Recurrence,
        objects: &[Object],
        asks: Vec<Ask>,
    ) {
        let mut questions: Vec<String> = deadline.question.into_iter().map(str::to_owned).collect();
        let name = match deadline.reports {
            true => name(objects, &asks, recurrence),
            false => task(&deadline.behind, recurrence),
        };
        let is_far = self.is_far(recurrence);
        let never = !matches!(recurrence, Recurrence::Once { .. })
            && !self.days.iter().any(|day| recurrence.names(day));
        let offered = [
            (is_far, FAR),
            (never, NEVER),
            (!deadline.is_certain, OFFERED),
        ];
        let offered: Vec<&str> = offered
            .into_iter()
            .filter(|(is, _)| *is)
            .map(|(_, why)| why)
            .collect();
        if let Some(why) = offered.first() {
            questions.push((*why).to_owned());
        } else if !deadline.reports {
            questions.push(NOT_SENT.to_owned());
        } else if objects.is_empty() && !asks.contains(&Ask::Registration) {
            questions.push(NO_OBJECT.to_owned());
        }
        let wish = wish(&asks, objects, &name, recurrence);
        self.duties.push(Duty {
            id: wish,
            name,
            recurrence,
            clock: deadline.clock,
            asks,
            clause: deadline.clause.clone(),
            questions,
            is_offered: !offered.is_empty(),
        });
    }

    fn is_far(&self, recurrence: Recurrence) -> bool {
        let Recurrence::Once { due } = recurrence else {
            return false;
        };
        (self.days.from() - due).num_days() > NEAR.0 || (due - self.days.to()).num_days() > NEAR.1
    }

    /// A duty for each form that no deadline names, and one where there would be none at all.
    fn add_missing(&mut self) {
        let is_asked = |duties: &[Duty], ask: &Ask| {
            duties
                .iter()
                .any(|duty| !duty.is_offered && duty.asks.contains(ask))
        };
        if self.forms.registration.is_some() && !is_asked(&self.duties, &Ask::Registration) {
            let title = self
                .forms
                .registration
                .as_ref()
                .map(|form| form.title.clone())
                .unwrap_or_default();
            self.ask_when(
                "registration",
                &cut_to_end(&title),
                self.days.from(),
                vec![Ask::Registration],
            );
        }
        let missing: Vec<usize> = (0..self.forms.tables.len())
            .filter(|index| !is_asked(&self.duties, &Ask::Table(*index)))
            .collect();
        let summary = self.duties.iter_mut().rev().find(|duty| {
            let is_last = matches!(duty.recurrence, Recurrence::Once { .. }) && !duty.is_offered;
            is_last && duty.asks.iter().any(|ask| matches!(ask, Ask::Narrative(name) if name.contains("总结") || name.contains("报告")))
        });
        match summary {
            Some(duty) if !missing.is_empty() => {
                duty.asks.extend(missing.into_iter().map(Ask::Table));
                let question = "通知没有说统计表什么时候报，暂且和总结一起报";
                duty.questions.push(question.to_owned());
            }
            _ => {
                for index in missing {
                    let title = cut_to_end(&self.forms.tables[index].title);
                    self.ask_when("final", &title, self.days.to(), vec![Ask::Table(index)]);
                }
            }
        }
        if self.duties.iter().all(|duty| duty.is_offered) {
            let asks = vec![
                Ask::Narrative("活动总结".to_owned()),
                Ask::Material("活动材料".to_owned()),
            ];
            self.ask_when("final", "活动总结", self.days.to(), asks);
        }
    }

    /// Gives every duty an id of its own; those that are only offered take what is left.
    fn tell_apart(&mut self) {
        let mut ids = Ids::default();
        for is_offered in [false, true] {
            for duty in self
                .duties
                .iter_mut()
                .filter(|duty| duty.is_offered == is_offered)
            {
                duty.id = ids.take(&duty.id, '_');
            }
        }
    }

    fn ask_when(&mut self, wish: &str, name: &str, due: NaiveDate, asks: Vec<Ask>) {
        self.duties.push(Duty {
            id: wish.to_owned(),
            name: name.to_owned(),
            recurrence: Recurrence::Once { due },
            clock: None,
            asks,
            clause: String::new(),
            questions: vec!["没有找到这一项的截止日期，due 是暂定的".to_owned()],
            is_offered: false,
        });
    }
}

/// When a duty falls due. A day without a year is the one nearest behind the campaign's beginning.
fn recurrence(when: When, days: DayRange) -> Option<Recurrence> {
    let day = |day: u32| DayOfMonth::new(u8::try_from(day).ok()?);
    Some(match when {
        When::Daily => Recurrence::Daily,
        When::Weekly(weekday) => Recurrence::Weekly { weekday },
        When::Monthly(of_month) => Recurrence::Monthly {
            day: day(of_month)?,
        },
        When::Quarterly(month, of_month) => Recurrence::Quarterly {
            month: MonthOfQuarter::new(u8::try_from(month).ok()?)?,
            day: day(of_month)?,
        },
        When::Once(named) => {
            let year = days.from().year();
            let is_near = |due: &NaiveDate| (days.from() - *due).num_days() <= NEAR.0;
            let due = named
                .on(year)
                .filter(is_near)
                .or_else(|| named.on(year + 1))
                .or_else(|| named.on(year))?;
            Recurrence::Once { due }
        }
    })
}

#[cfg(test)]
mod tests;
