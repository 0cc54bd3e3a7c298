//! Doubts about an arrival, in words for the person who decides. A doubt has more weights than a problem of a form has
//! severities: some have to be mended, some only seen. What is doubted is found by [`judge`](super::judge).

mod sums;

use super::judged::{Blank, Judged};
use crate::domain::arrival::Arrival;
use crate::domain::calendar::{Instant, words};
use crate::domain::campaign::Campaign;
use crate::domain::id::{FieldId, FigureId, UnitId};
use crate::domain::period::{PeriodId, Plan};
use crate::domain::problem::{Place, Problem, Severity};
use crate::domain::review::ReviewState;
use crate::domain::submission::Revision;
use crate::domain::unit::Unit;
use crate::intake::{Clue, FileReading, Position, Source, State, Which, Whose};

/// How many candidates a message names.
const NAMED: usize = 4;
/// Fewer changes than this are a correction, however short the form.
const MANY: usize = 5;

/// Something that a person should know of, or has to decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    pub place: Where,
    pub weight: Weight,
    pub message: String,
    /// The sentence of the paper, as it was; may be empty.
    pub sentence: String,
    pub position: Option<Position>,
    /// It says that equal content stands for another period already. Of many files that is told once, with their number.
    pub is_repeat: bool,
}

/// How much a doubt weighs, the heaviest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// It cannot be accepted before this is decided.
    Mend,
    /// A person may accept it, having seen this; it is not accepted along with others.
    Look,
    /// It is accepted, along with others too, where a reason is given.
    Reason,
    /// Worth knowing.
    Remark,
}

/// What a doubt is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Where {
    File,
    Unit,
    Period,
    Figure(FigureId),
    Field(FieldId),
    /// The answer as a whole.
    Whole,
}

impl Doubt {
    /// One that no sentence of the paper belongs to.
    pub(super) fn new(weight: Weight, place: Where, message: impl Into<String>) -> Self {
        Self {
            place,
            weight,
            message: message.into(),
            sentence: String::new(),
            position: None,
            is_repeat: false,
        }
    }

    pub fn is_remark(&self) -> bool {
        self.weight == Weight::Remark
    }

    pub fn must_mend(&self) -> bool {
        self.weight == Weight::Mend
    }

    pub fn needs_reason(&self) -> bool {
        self.weight == Weight::Reason
    }

    /// As it is kept with what was accepted all the same. What had to be given has been given.
    pub(super) fn as_seen(&self) -> Problem {
        let place = match &self.place {
            Where::Figure(id) => Place::Figure(id.clone()),
            Where::Field(id) => Place::Field(id.clone()),
            Where::File | Where::Unit | Where::Period | Where::Whole => Place::Whole,
        };
        let message = match self.weight {
            Weight::Reason => "收下时本期已关账，已写明理由".to_owned(),
            Weight::Mend | Weight::Look | Weight::Remark => self.message.clone(),
        };
        Problem::warning(place, message)
    }

    /// What was told of an arrival when it was accepted.
    pub(super) fn seen(problem: &Problem) -> Self {
        Self::new(
            Weight::Remark,
            Where::of(&problem.place),
            problem.message.clone(),
        )
    }
}

impl Where {
    fn of(place: &Place) -> Self {
        match place {
            Place::Figure(id) => Self::Figure(id.clone()),
            Place::Field(id) => Self::Field(id.clone()),
            Place::Hazards(_) | Place::Narrative | Place::Material | Place::Whole => Self::Whole,
        }
    }
}

/// Doubts as they are found.
#[derive(Debug, Default)]
pub(super) struct Doubts(Vec<Doubt>);

impl Doubts {
    /// The heaviest first; of one weight as they were found, which is the order of the paper.
    pub(super) fn sorted(mut self) -> Vec<Doubt> {
        self.0.sort_by_key(|doubt| doubt.weight);
        self.0
    }

    pub(super) fn mend(&mut self, place: Where, message: impl Into<String>) {
        self.push(Weight::Mend, place, message);
    }

    pub(super) fn look(&mut self, place: Where, message: impl Into<String>) {
        self.push(Weight::Look, place, message);
    }

    pub(super) fn reason(&mut self, place: Where, message: impl Into<String>) {
        self.push(Weight::Reason, place, message);
    }

    pub(super) fn remark(&mut self, place: Where, message: impl Into<String>) {
        self.push(Weight::Remark, place, message);
    }

    pub(super) fn push(&mut self, weight: Weight, place: Where, message: impl Into<String>) {
        self.add(Doubt::new(weight, place, message));
    }

    pub(super) fn add(&mut self, doubt: Doubt) {
        self.0.push(doubt);
    }

    /// Whose it is, where that is not certain.
    pub(super) fn unit(&mut self, units: &[Unit], whose: &Whose) {
        let named = |id: &UnitId| {
            let unit = units.iter().find(|unit| unit.id == *id);
            unit.map_or_else(String::new, |unit| {
                format!("{}（{}）", unit.name, unit.code)
            })
        };
        let message = match whose {
            Whose::Certain { .. } => return,
            Whose::Guess { unit, clue, .. } => {
                format!("{}，可能是{}，请确认", written(clue), named(unit))
            }
            Whose::Several { units, .. } => {
                let names: Vec<String> = units.iter().take(NAMED).map(named).collect();
                format!("单位拿不准，可能是{}，请选定", names.join("、"))
            }
            Whose::Unknown { clue: Some(clue) } => {
                format!("{}，名单里没有这个单位，请选定", written(clue))
            }
            Whose::Unknown { clue: None } => "没有认出是哪个单位的，请选定".to_owned(),
        };
        self.mend(Where::Unit, message);
    }

    /// The file itself names another unit than the person did.
    pub(super) fn named_another(&mut self, units: &[Unit], reading: &FileReading, unit: UnitId) {
        if let Whose::Certain { unit: own, clue } = &reading.unit
            && *own != unit
        {
            let known = units.iter().find(|known| known.id == unit);
            let name = known.map_or("", |known| known.name.as_str());
            let message = format!("{}，认定的是{name}", on_paper(clue));
            self.remark(Where::Unit, message);
        }
    }

    /// Which period it is for, where that is not certain.
    pub(super) fn period(&mut self, plan: &Plan, which: &Which) {
        let message = match which {
            Which::Certain { .. } => return,
            Which::Several { periods } => {
                let name = |id: &PeriodId| plan.period(id).map(|period| period.name.as_str());
                let names: Vec<&str> = periods.iter().take(NAMED).filter_map(name).collect();
                format!("期次拿不准，可能是{}，请选定", names.join("、"))
            }
            Which::Unknown => "没有写明是哪一期的，请选定".to_owned(),
        };
        self.mend(Where::Period, message);
    }

    /// The file itself says another period than the person did.
    pub(super) fn named_otherwise(
        &mut self,
        plan: &Plan,
        reading: &FileReading,
        period: &PeriodId,
    ) {
        if let Which::Certain { period: own, text } = &reading.period
            && own != period
            && !text.is_empty()
        {
            let name = |id| plan.period(id).map_or("", |period| period.name.as_str());
            let message = format!(
                "文件写的是“{text}”（{}），选定的是{}，请核对",
                name(own),
                name(period)
            );
            self.look(Where::Period, message);
        }
    }

    /// The period's books are closed: it is taken as an amendment, received when it is accepted where it lay in the
    /// in-tray before.
    pub(super) fn closed_books<R>(&mut self, at: Instant, arrival: &Arrival<R>, is_first: bool) {
        let closed = words::moment(at);
        let mut message = format!("本期已于 {closed} 关账，写明理由才能收下，记为关账后补报");
        if is_first && arrival.file.arrived_at < at {
            message.push_str("；来件在关账前已到，要按那时算，请先取消关账");
        }
        self.reason(Where::Period, message);
    }

    /// What stands was settled by a person, or is quite another report: no file takes its place by itself.
    pub(super) fn of_replacing(
        &mut self,
        standing: &Revision,
        is_brought: bool,
        state: ReviewState,
        changes: usize,
    ) {
        let number = standing.number;
        let why = if state == ReviewState::Returned {
            // Another one was asked for.
            return;
        } else if state == ReviewState::Accepted {
            "已经审核通过".to_owned()
        } else if !is_brought {
            let reason = standing.stamp.reason.as_str();
            let reason = match reason {
                "" => String::new(),
                reason => format!("，理由：{reason}"),
            };
            format!(
                "不是从来件收下的（{}{reason}）",
                standing.stamp.channel.label()
            )
        } else if changes >= MANY && changes * 2 > standing.content.figures.len() {
            format!("和来件有 {changes} 处不同，超过一半")
        } else {
            return;
        };
        let message = format!("本期第 {number} 版{why}；收下来件会换掉它，请先核对有变动的空");
        self.look(Where::Period, message);
    }

    /// A table without a single answer would count as a report: it may have been sent in the place of a filled one.
    pub(super) fn of_emptiness(&mut self, judged: &Judged) {
        let all = judged.blanks.len();
        let is_blank = |blank: &Blank| blank.entry.is_none() && blank.read.state == State::Blank;
        if all > 0 && judged.blanks.iter().all(is_blank) {
            let message = format!(
                "整份没有填：{all} 个空都空着。发错了就搁置；确实没有可报的，请填 0 或不涉及再收下"
            );
            self.look(Where::Whole, message);
        }
    }

    /// What the reader says of the file as a whole.
    pub(super) fn of_file(&mut self, reading: &FileReading) {
        for problem in &reading.problems {
            let weight = match problem.severity {
                Severity::Warning => Weight::Remark,
                Severity::Error if reading.is_empty() => Weight::Mend,
                Severity::Error => Weight::Look,
            };
            self.add(Doubt {
                sentence: problem.sentence.clone(),
                position: problem.position,
                ..Doubt::new(weight, Where::File, problem.message.clone())
            });
        }
    }

    /// Blanks and fields that nobody can tell.
    pub(super) fn of_blanks(&mut self, campaign: &Campaign, judged: &Judged) {
        for blank in &judged.blanks {
            let figure = campaign.figure(&blank.read.id);
            if let Some(message) = figure.and_then(|figure| blank.answer(figure).err()) {
                let place = Where::Figure(blank.read.id.clone());
                self.add(Doubt {
                    sentence: blank.read.sentence.clone(),
                    position: blank.read.position,
                    ..Doubt::new(Weight::Mend, place, message)
                });
            }
        }
        for field in judged.fields.iter().filter(|field| field.text.is_none()) {
            if let Some(message) = &field.read.problem {
                let place = Where::Field(field.read.id.clone());
                self.add(Doubt {
                    sentence: field.read.text.clone(),
                    position: field.read.position,
                    ..Doubt::new(Weight::Mend, place, message.clone())
                });
            }
        }
    }

    /// What the duty's own checks say of the paper. What is said of a place already is not said again.
    pub(super) fn of_duty(&mut self, problem: &Problem) {
        let place = Where::of(&problem.place);
        let is_told = |doubt: &Doubt| doubt.must_mend() && doubt.place == place;
        if place != Where::Whole && self.0.iter().any(is_told) {
            return;
        }
        let weight = match problem.severity {
            Severity::Error => Weight::Mend,
            Severity::Warning => Weight::Remark,
        };
        self.push(weight, place, problem.message.clone());
    }
}

/// What a file says of its unit: `纸上写的是“金阊医院”（盖章处）`, `文件名写的是“金阊医院”`.
pub fn on_paper(clue: &Clue) -> String {
    match clue.source {
        Source::UnitLine | Source::Stamp => {
            format!("纸上写的是“{}”（{}）", clue.text, clue.source.label())
        }
        Source::FileName | Source::Folder => written(clue),
    }
}

fn written(clue: &Clue) -> String {
    format!("{}写的是“{}”", clue.source.label(), clue.text)
}
