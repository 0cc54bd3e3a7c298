//! What a file should read as, and how a reading is held against it.

use anyue::domain::calendar::HolidayCalendar;
use anyue::domain::campaign::{Campaign, builtin};
use anyue::domain::figure::Value;
use anyue::domain::id::UnitId;
use anyue::domain::period::Plan;
use anyue::domain::unit::Unit;
use anyue::intake::{FileReading, Read, State};

/// What should stand in a blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Truth {
    Blank,
    Number(i64),
    About(i64),
    Text(String),
    NotApplicable,
    /// Nobody can tell: a value would be wrong.
    Unclear,
}

/// How many blanks came out how.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Score {
    pub right: usize,
    pub wrong: usize,
    pub asked: usize,
}

impl std::ops::AddAssign for Score {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.asked += other.asked;
    }
}

pub fn campaign() -> Campaign {
    Campaign::parse(builtin()[0].1).expect("the built-in campaign is sound")
}

pub fn plan(campaign: &Campaign) -> Plan {
    Plan::of(campaign, HolidayCalendar::built_in())
}

/// A unit with a name and an alias.
pub fn unit(id: i64, name: &str, aliases: &[&str]) -> Unit {
    Unit {
        id: UnitId(id),
        code: format!("{id:03}"),
        name: name.to_owned(),
        kind: None,
        parent: None,
        path: format!("/{id}/"),
        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        credit_code: None,
        joined_on: None,
        closed_on: None,
        excusals: Vec::new(),
    }
}

pub fn units() -> Vec<Unit> {
    vec![
        unit(1, "平江医院", &[]),
        unit(2, "平江街道社区卫生服务中心", &["平江社卫"]),
        unit(3, "金阊医院", &[]),
        unit(4, "沧浪医院", &[]),
        unit(5, "吴门桥街道社区卫生服务中心", &["吴门桥社卫"]),
        unit(6, "双塔街道社区卫生服务中心", &[]),
        unit(7, "虎丘街道社区卫生服务中心", &[]),
    ]
}

fn is(read: &Read, truth: &Truth) -> bool {
    match (&read.state, truth) {
        (State::Blank, Truth::Blank) | (State::NotApplicable, Truth::NotApplicable) => true,
        (State::Value(Value::Number(n)), Truth::Number(m)) => n == m && !read.approximate,
        (State::Value(Value::Number(n)), Truth::About(m)) => n == m && read.approximate,
        (State::Value(Value::Text(a)), Truth::Text(b)) => a == b,
        (State::Problem(_) | State::Blank, Truth::Unclear) => true,
        _ => false,
    }
}

/// Holds a reading against the truth, and says every blank that is wrong.
pub fn score(name: &str, reading: &FileReading, truth: &[Truth]) -> (Score, Vec<String>) {
    assert_eq!(
        reading.blanks.len(),
        truth.len(),
        "{name}: every blank is answered"
    );
    let mut score = Score::default();
    let mut remarks = Vec::new();
    for (read, truth) in reading.blanks.iter().zip(truth) {
        if is(read, truth) {
            score.right += 1;
        } else if read.problem().is_some() {
            score.asked += 1;
            remarks.push(format!(
                "{name}: asked {} {:?} for {truth:?} in {:?}",
                read.id, read.state, read.sentence
            ));
        } else {
            score.wrong += 1;
            remarks.push(format!(
                "{name}: WRONG {} {:?} for {truth:?} in {:?}",
                read.id, read.state, read.sentence
            ));
        }
    }
    (score, remarks)
}
