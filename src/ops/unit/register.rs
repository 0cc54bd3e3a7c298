//! The register of what is taken: codes, names and aliases, on the desk and by the rows that came before. Judges
//! whether one more unit can be entered, and tells everything that keeps it out.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::{UnitInput, checked_code, checked_credit_code, checked_day, checked_name, known_kind};
use crate::domain::calendar::words;
use crate::domain::campaign::Campaign;
use crate::domain::closing::Closings;
use crate::domain::period::Plan;
use crate::domain::unit::Unit;
use crate::store::NewUnit;

/// The field of a unit that a problem stands beside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnitField {
    Code,
    Name,
    Kind,
    Parent,
    Aliases,
    CreditCode,
    JoinedOn,
    ClosedOn,
}

/// What is taken already.
#[derive(Debug)]
pub(super) struct Register<'a> {
    campaign: &'a Campaign,
    /// Every code, and the name of the unit that has it.
    codes: HashMap<String, String>,
    /// Every name and alias, and the code of the unit that has it.
    names: HashMap<String, String>,
    reserved: HashSet<String>,
    /// Periods whose books are closed: the day each fell due, and its name.
    closed: Vec<(NaiveDate, String)>,
    next: u32,
}

impl<'a> Register<'a> {
    pub(super) fn of(campaign: &'a Campaign, units: &[Unit]) -> Self {
        let mut register = Self {
            campaign,
            codes: HashMap::new(),
            names: HashMap::new(),
            reserved: HashSet::new(),
            closed: Vec::new(),
            next: 1,
        };
        for unit in units {
            register.enter(&unit.code, &unit.name, &unit.aliases);
        }
        register
    }

    /// Keeps codes from being given out.
    pub(super) fn reserve<'b>(&mut self, codes: impl Iterator<Item = &'b str>) {
        self.reserved.extend(codes.map(str::to_owned));
    }

    /// Keeps units from being expected for periods whose books are closed: they would be missing there.
    pub(super) fn keep_closed(&mut self, closings: &Closings, plan: &Plan) {
        let periods = plan.periods.iter();
        let closed = periods.filter(|period| closings.is_closed(&period.id));
        self.closed = closed
            .map(|period| (period.occurrence.due, period.name.clone()))
            .collect();
    }

    /// Enters a unit and tells what it becomes, but for its parent; or tells all that is wrong, and enters nothing.
    pub(super) fn judge(&mut self, input: &UnitInput) -> Result<NewUnit, Vec<(UnitField, String)>> {
        let mut problems = Vec::new();
        let mut sound = |field, read: Result<(), String>| {
            problems.extend(read.err().map(|problem| (field, problem)));
        };
        let mut unit = NewUnit::default();
        let name = self.free_name("名称", &input.name);
        sound(UnitField::Name, name.map(|name| unit.name = name));
        let given = self.given_code(&input.code);
        sound(
            UnitField::Code,
            given.map(|given| unit.code = given.unwrap_or_default()),
        );
        let kind = match input.kind.trim() {
            "" => Ok(None),
            kind => known_kind(self.campaign, kind).map(Some),
        };
        sound(UnitField::Kind, kind.map(|kind| unit.kind = kind));
        for alias in &input.aliases {
            let alias = self.free_name("别名", alias);
            sound(
                UnitField::Aliases,
                alias.map(|alias| {
                    if alias != unit.name && !unit.aliases.contains(&alias) {
                        unit.aliases.push(alias);
                    }
                }),
            );
        }
        let credit_code = checked_credit_code(&input.credit_code);
        sound(
            UnitField::CreditCode,
            credit_code.map(|code| unit.credit_code = code),
        );
        problems.extend(self.put_days(input, &mut unit));
        if !problems.is_empty() {
            return Err(problems);
        }
        if unit.code.is_empty() {
            unit.code = self.free_code();
        }
        self.enter(&unit.code, &unit.name, &unit.aliases);
        Ok(unit)
    }

    /// Reads since when and until when the unit is expected.
    fn put_days(&self, input: &UnitInput, unit: &mut NewUnit) -> Vec<(UnitField, String)> {
        let mut problems = Vec::new();
        let mut read = |field, what, text: &str| {
            let day = checked_day(what, text, self.campaign);
            day.unwrap_or_else(|problem| {
                problems.push((field, problem));
                None
            })
        };
        unit.joined_on = read(UnitField::JoinedOn, "加入日期", &input.joined_on);
        unit.closed_on = read(UnitField::ClosedOn, "停用日期", &input.closed_on);
        let (joined, closed) = (unit.joined_on, unit.closed_on);
        if !problems.is_empty() {
            return problems;
        }
        if joined.is_some_and(|joined| closed.is_some_and(|closed| closed <= joined)) {
            let problem = "停用日期要在加入日期以后".to_owned();
            return vec![(UnitField::ClosedOn, problem)];
        }
        let is_met = |due: NaiveDate| {
            joined.is_none_or(|joined| joined <= due) && closed.is_none_or(|closed| due < closed)
        };
        // The latest: who joins after it meets none of them.
        let met = self.closed.iter().filter(|(due, _)| is_met(*due)).max();
        met.map(|(due, name)| {
            let due = words::date(*due);
            let problem = format!("“{name}”已关账，加入日期要晚于 {due}");
            (UnitField::JoinedOn, problem)
        })
        .into_iter()
        .collect()
    }

    fn free_name(&self, what: &str, name: &str) -> Result<String, String> {
        let name = checked_name(name)?;
        self.require_free(what, &name)?;
        Ok(name)
    }

    /// The code that an input brings, if any.
    fn given_code(&self, code: &str) -> Result<Option<String>, String> {
        if code.trim().is_empty() {
            return Ok(None);
        }
        let code = checked_code(code)?;
        match self.codes.get(&code) {
            Some(other) => Err(format!("编码“{code}”已被“{other}”使用")),
            None => Ok(Some(code)),
        }
    }

    /// The code of the unit that a text names by code, name or alias.
    pub(super) fn code_of(&self, text: &str) -> Option<&str> {
        match self.codes.get_key_value(text) {
            Some((code, _)) => Some(code),
            None => self.names.get(text).map(String::as_str),
        }
    }

    fn enter(&mut self, code: &str, name: &str, aliases: &[String]) {
        self.codes.insert(code.to_owned(), name.to_owned());
        self.names.insert(name.to_owned(), code.to_owned());
        for alias in aliases {
            self.names.insert(alias.clone(), code.to_owned());
        }
    }

    fn require_free(&self, what: &str, name: &str) -> Result<(), String> {
        match self.names.get(name) {
            Some(code) => Err(format!("{what}“{name}”已有，编码 {code}")),
            None => Ok(()),
        }
    }

    /// The next of 001, 002 … that nobody has. Units are never deleted, so a code is never given out twice.
    fn free_code(&mut self) -> String {
        loop {
            let code = format!("{:03}", self.next);
            self.next += 1;
            if !self.codes.contains_key(&code) && !self.reserved.contains(&code) {
                return code;
            }
        }
    }
}
