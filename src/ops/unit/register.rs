//! The register of what is taken: codes, names and aliases, on the desk and by the rows that came before. Judges
//! whether one more unit can be entered.

use std::collections::{HashMap, HashSet};

use super::{UnitInput, checked_code, checked_credit_code, checked_name, known_kind};
use crate::domain::campaign::Campaign;
use crate::domain::unit::Unit;
use crate::store::NewUnit;

/// What is taken already.
#[derive(Debug)]
pub(super) struct Register<'a> {
    campaign: &'a Campaign,
    /// Every code, and the name of the unit that has it.
    codes: HashMap<String, String>,
    /// Every name and alias, and the code of the unit that has it.
    names: HashMap<String, String>,
    reserved: HashSet<String>,
    next: u32,
}

impl<'a> Register<'a> {
    pub(super) fn of(campaign: &'a Campaign, units: &[Unit]) -> Self {
        let mut register = Self {
            campaign,
            codes: HashMap::new(),
            names: HashMap::new(),
            reserved: HashSet::new(),
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

    /// Enters a unit and tells what it becomes, but for its parent; or tells what is wrong, and enters nothing.
    pub(super) fn judge(&mut self, input: &UnitInput) -> Result<NewUnit, String> {
        let name = checked_name(&input.name)?;
        self.require_free("名称", &name)?;
        let given = match input.code.trim() {
            "" => None,
            code => Some(checked_code(code)?),
        };
        if let Some(code) = &given
            && let Some(other) = self.codes.get(code)
        {
            return Err(format!("编码“{code}”已被“{other}”使用"));
        }
        let kind = match input.kind.trim() {
            "" => None,
            kind => Some(known_kind(self.campaign, kind)?),
        };
        let mut aliases = Vec::new();
        for alias in &input.aliases {
            let alias = checked_name(alias)?;
            self.require_free("别名", &alias)?;
            if alias != name && !aliases.contains(&alias) {
                aliases.push(alias);
            }
        }
        let credit_code = checked_credit_code(&input.credit_code)?;
        let code = given.unwrap_or_else(|| self.free_code());
        self.enter(&code, &name, &aliases);
        Ok(NewUnit {
            code,
            name,
            kind,
            aliases,
            credit_code,
            ..NewUnit::default()
        })
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
