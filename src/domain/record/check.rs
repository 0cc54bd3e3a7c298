//! Whether a record is sound: every problem at once, each beside its field.

use chrono::NaiveDate;

use super::{FieldValue, Record};
use crate::domain::calendar::{DayRange, words};
use crate::domain::campaign::{
    Campaign, Condition, Facts, Named, Register, RegisterField, RegisterFieldKind,
};
use crate::domain::figure::Value;
use crate::domain::hazard::Hazard;
use crate::domain::id::{FieldId, StageId};
use crate::domain::problem::{Place, Problem};

/// What a record is judged by, besides itself.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    pub campaign: &'a Campaign,
    /// The register's other records of the same unit; the one that is judged may be among them.
    pub others: &'a [&'a Record],
    /// The unit's hazards, for fields that name one.
    pub hazards: &'a [Hazard],
    pub today: NaiveDate,
}

/// Everything that is wrong with a record of `register`.
pub fn problems(register: &Register, record: &Record, around: Around<'_>) -> Vec<Problem> {
    let mut judge = Judge {
        register,
        record,
        around,
        problems: Vec::new(),
    };
    for field in register.asked() {
        judge.field(field);
    }
    judge.row();
    judge.day();
    judge.stages();
    judge.checks();
    judge.unique();
    judge.problems
}

struct Judge<'a> {
    register: &'a Register,
    record: &'a Record,
    around: Around<'a>,
    problems: Vec<Problem>,
}

impl Judge<'_> {
    fn error(&mut self, field: &FieldId, message: impl Into<String>) {
        let place = Place::Field(field.clone());
        self.problems.push(Problem::error(place, message));
    }

    fn field(&mut self, field: &RegisterField) {
        let Some(value) = self.record.entry.fields.get(&field.id) else {
            if field.required {
                self.error(&field.id, format!("{}是必填项，请填写", field.label));
            }
            return;
        };
        match (&field.kind, value) {
            (RegisterFieldKind::Choice(choices), FieldValue::Plain(Value::Text(text)))
                if !choices.contains(text) =>
            {
                let message = format!("请从这些里面选：{}", choices.join("、"));
                self.error(&field.id, message);
            }
            (RegisterFieldKind::Hazard(condition), FieldValue::Hazard(id)) => {
                let hazards = self.around.hazards;
                let hazard = hazards.iter().find(|hazard| hazard.id == *id);
                self.hazard(field, condition.as_ref(), hazard);
            }
            _ if !fits(&field.kind, value) => {
                self.error(&field.id, format!("{}的内容不对，请重新填写", field.label));
            }
            _ => {}
        }
    }

    /// A field may name only a hazard of the unit's own ledger that satisfied its condition on the record's day: a
    /// note is published of what has been reported, not of what will be.
    fn hazard(
        &mut self,
        field: &RegisterField,
        condition: Option<&Condition>,
        hazard: Option<&Hazard>,
    ) {
        let Some(hazard) = hazard else {
            self.error(&field.id, "隐患台账里没有这条隐患，请重新选择");
            return;
        };
        let as_record = hazard.as_record(&self.around.campaign.hazard_levels);
        let now = Facts::of_record(&as_record);
        let day = self.record.day(self.register.day.as_ref());
        let then = Facts {
            days: Some(DayRange::single(day)),
            ..now
        };
        let holds = |facts| condition.is_none_or(|one| one.holds(facts) == Some(true));
        if holds(then) {
            return;
        }
        let when = match holds(now) {
            true => format!("在{}还", words::date(day)),
            false => String::new(),
        };
        let message = if field.hint.is_empty() {
            format!(
                "这条隐患{when}不符合“{}”的要求，请先更新隐患台账",
                field.label
            )
        } else {
            format!("这条隐患{when}不符合要求：{}", field.hint)
        };
        self.error(&field.id, message);
    }

    /// Where the notice gives the rows, a record is about one of them.
    fn row(&mut self) {
        let known = match &self.record.row {
            Some(row) => self.register.row(row).is_some(),
            None => self.register.rows.is_empty(),
        };
        if !known {
            let message = format!("没有说明是{}的哪一项", self.register.name);
            self.problems.push(Problem::error(Place::Whole, message));
        }
    }

    fn day(&mut self) {
        let Some(field) = &self.register.day else {
            return;
        };
        let Some(day) = self
            .record
            .entry
            .fields
            .get(field)
            .and_then(FieldValue::as_date)
        else {
            return;
        };
        if day > self.around.today {
            self.error(field, "日期不能晚于今天");
        }
        let window = self.register.window.unwrap_or(self.around.campaign.days);
        if !window.contains(day) {
            self.error(field, outside(window));
        }
    }

    /// A stage is reached after those before it, not in the future, and with what it wants filled in.
    fn stages(&mut self) {
        let mut latest: Option<(&str, NaiveDate)> = None;
        let mut skipped: Option<&str> = None;
        for stage in &self.register.stages {
            let Some(day) = self.record.entry.reached.get(&stage.id).copied() else {
                skipped = skipped.or(Some(&stage.name));
                continue;
            };
            if let Some(before) = skipped {
                self.say(format!("还没有到“{before}”，不能先到“{}”", stage.name));
            }
            if day > self.around.today {
                self.say(format!("“{}”的日期不能晚于今天", stage.name));
            }
            if let Some((before, _)) = latest.filter(|(_, before)| day < *before) {
                self.say(format!("“{}”的日期早于“{before}”", stage.name));
            }
            latest = Some((&stage.name, day));
            for field in missing_for(self.register, self.record, &stage.id) {
                let message = format!("到“{}”这一步，要先填好{}", stage.name, field.label);
                self.error(&field.id, message);
            }
        }
    }

    fn say(&mut self, message: String) {
        self.problems.push(Problem::error(Place::Whole, message));
    }

    fn checks(&mut self) {
        for check in &self.register.checks {
            if check.is_broken_by(Facts::of_record(self.record)) {
                let place = match check.place() {
                    Some(Named::Field(field)) => Place::Field(field.clone()),
                    _ => Place::Whole,
                };
                self.problems.push(Problem {
                    place,
                    severity: check.severity,
                    message: check.message.clone(),
                });
            }
        }
    }

    fn unique(&mut self) {
        let key = |record: &Record| -> Vec<Option<FieldValue>> {
            let fields = self.register.unique.iter();
            fields
                .map(|field| record.entry.fields.get(field).cloned())
                .collect()
        };
        // A blank is like another blank: what names nobody is the unit's own. All blank, there is nothing to compare.
        let own = key(self.record);
        if own.iter().all(Option::is_none) {
            return;
        }
        let twin = self.around.others.iter().any(|other| {
            other.id != self.record.id
                && other.register == self.record.register
                && other.unit == self.record.unit
                && key(other) == own
        });
        if twin {
            let labels = self.register.unique.iter();
            let labels: Vec<&str> = labels
                .filter_map(|id| self.register.field(id))
                .map(|field| field.label.as_str())
                .collect();
            let first = self.register.unique[0].clone();
            let message = format!("{}相同的已经登记过一条，不能再登记", labels.join("、"));
            self.error(&first, message);
        }
    }
}

fn outside(window: DayRange) -> String {
    format!(
        "日期应在{}到{}之间",
        words::date(window.from()),
        words::date(window.to())
    )
}

fn fits(kind: &RegisterFieldKind, value: &FieldValue) -> bool {
    match (kind, value) {
        // A record is one thing, and answers for itself.
        (_, FieldValue::Plain(Value::YesNos(_))) => false,
        (RegisterFieldKind::Plain(kind), FieldValue::Plain(value)) => kind.takes(value),
        (RegisterFieldKind::Choice(_), FieldValue::Plain(Value::Text(_)))
        | (RegisterFieldKind::Unit(_), FieldValue::Unit(_))
        | (RegisterFieldKind::Hazard(_), FieldValue::Hazard(_))
        | (RegisterFieldKind::Material, FieldValue::Material(_)) => true,
        _ => false,
    }
}

/// What has to be filled in before a record reaches a stage, and is not.
pub fn missing_for<'r>(
    register: &'r Register,
    record: &Record,
    stage: &StageId,
) -> Vec<&'r RegisterField> {
    let Some((_, stage)) = register.stage(stage) else {
        return Vec::new();
    };
    let is_blank = |id: &&FieldId| match record.entry.fields.get(*id) {
        None => true,
        Some(FieldValue::Material(files)) => files.is_empty(),
        Some(_) => false,
    };
    let missing = stage.requires.iter().filter(is_blank);
    missing.filter_map(|id| register.field(id)).collect()
}

#[cfg(test)]
mod tests;
