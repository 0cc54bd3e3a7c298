//! The one little language of a campaign file: sums, products and quotients over figures and records, and conditions
//! over them. Checks, formulas, sources of figures and targets, points rules and stages all say what they mean in it.
//! Here is what has been read, with every name resolved; reading is in `parse`, working it out in `evaluate`, putting one
//! figure in the place of another in `substitute`.

mod evaluate;
mod substitute;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::id::{FieldId, FigureId, PointsId, RegisterId, RowId, StageId};
use crate::domain::ratio::Ratio;

pub use evaluate::{Blanks, Facts, Outcome};

/// Something that is worth a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expression {
    Number(Ratio),
    /// A figure. Its scaled integer stands for that many digits behind the point; money in 万元 has a scale below zero,
    /// so that all money is worked with in yuan.
    Figure {
        id: FigureId,
        scale: i8,
    },
    /// A field of the record at hand.
    Field {
        id: FieldId,
        scale: i8,
    },
    /// What the record's choice is worth: 5,000 yuan for a 示范村（社区）.
    Lookup {
        field: FieldId,
        values: BTreeMap<String, Ratio>,
    },
    /// How many records there are, what they add up to, or how many units they are of.
    Records(Aggregate),
    /// How many units are looked at.
    Units,
    /// What a unit has by a points table.
    Points {
        id: PointsId,
        scale: i8,
    },
    Arithmetic {
        left: Box<Expression>,
        operation: Operation,
        right: Box<Expression>,
    },
    /// Worth something only while the condition holds, and blank while it does not: what is owed once a spot is accepted.
    While {
        condition: Box<Condition>,
        worth: Box<Expression>,
    },
}

impl Expression {
    /// Whether there is a quotient in it: such a number is a rate, which does not add up.
    pub fn divides(&self) -> bool {
        match self {
            Self::Arithmetic {
                left,
                operation,
                right,
            } => *operation == Operation::Divide || left.divides() || right.divides(),
            Self::While { worth, .. } => worth.divides(),
            _ => false,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    Add,
    Subtract,
    Multiply,
    /// By zero it gives “/”.
    Divide,
}

/// Records put together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aggregate {
    pub what: What,
    pub of: Selection,
}

/// What is taken of the records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    Count,
    /// The sum of a field, or of what it is derived from; a record without it adds nothing.
    Sum(Box<Expression>),
    /// How many different units they belong to.
    Units,
    /// How many different things stand in a field: 80 trades, whatever the number of contests in each.
    Distinct(FieldId),
}

/// Some of a register's records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    pub register: RegisterId,
    /// The field that says on which day a record lies; without one it is the day on which it was written.
    pub day: Option<FieldId>,
    pub condition: Option<Box<Condition>>,
}

/// Something that holds, does not hold, or cannot be told while a blank is blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    Compare {
        left: Expression,
        comparison: Comparison,
        right: Expression,
    },
    /// A text or a choice reads so.
    Text {
        of: Operand,
        is: String,
    },
    Day {
        of: Operand,
        comparison: Comparison,
        day: NaiveDate,
    },
    /// A day compared with another that somebody filled in: published after it was held.
    Days {
        left: Operand,
        comparison: Comparison,
        right: Operand,
    },
    /// A 是/否 is 是.
    Yes {
        of: Operand,
    },
    /// Something stands in it.
    Filled {
        of: Operand,
    },
    /// The stage that the record at hand has reached, compared with one of its register's stages.
    Stage {
        comparison: Comparison,
        /// Every stage of the register, in order.
        stages: Vec<StageId>,
        /// Which of them is compared with.
        at: usize,
    },
    /// The record at hand is of that row of its register.
    Row {
        is: RowId,
    },
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
}

/// Where a value that is no number is looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operand {
    Figure(FigureId),
    /// A field of the record at hand.
    Field(FieldId),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    Less,
    LessOrEqual,
    Equal,
    NotEqual,
    GreaterOrEqual,
    Greater,
}

/// A figure or a field that an expression names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named<'e> {
    Figure(&'e FigureId),
    Field(&'e FieldId),
}

impl Operand {
    fn named(&self) -> Named<'_> {
        match self {
            Self::Figure(id) => Named::Figure(id),
            Self::Field(id) => Named::Field(id),
        }
    }
}

impl Comparison {
    /// Whether two things that compare so satisfy it.
    pub fn accepts(self, order: std::cmp::Ordering) -> bool {
        match self {
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::GreaterOrEqual => order.is_ge(),
            Self::Greater => order.is_gt(),
        }
    }
}

impl Expression {
    pub fn arithmetic(left: Self, operation: Operation, right: Self) -> Self {
        Self::Arithmetic {
            left: Box::new(left),
            operation,
            right: Box::new(right),
        }
    }

    /// Whether it asks how many units are looked at: only a target looks at units.
    pub fn asks_units(&self) -> bool {
        match self {
            Self::Units => true,
            Self::Arithmetic { left, right, .. } => left.asks_units() || right.asks_units(),
            Self::While { worth, .. } => worth.asks_units(),
            _ => false,
        }
    }

    /// How many parts it has, and how deep they are nested.
    pub fn extent(&self) -> (usize, usize) {
        match self {
            Self::Arithmetic { left, right, .. } => {
                let ((left, left_depth), (right, right_depth)) = (left.extent(), right.extent());
                (left + right + 1, left_depth.max(right_depth) + 1)
            }
            Self::Records(aggregate) => match &aggregate.what {
                What::Sum(worth) => {
                    let (size, depth) = worth.extent();
                    (size + 1, depth + 1)
                }
                What::Count | What::Units | What::Distinct(_) => (1, 1),
            },
            Self::While { condition, worth } => {
                let (size, depth) = worth.extent();
                let mut named = 0;
                condition.visit(&mut |_| named += 1);
                (size + named + 1, depth + 1)
            }
            _ => (1, 1),
        }
    }

    /// Hands over the figures and the fields of the record at hand that it names, left to right. What it asks of other
    /// records is theirs.
    pub fn visit<'e>(&'e self, see: &mut impl FnMut(Named<'e>)) {
        match self {
            Self::Number(_) | Self::Records(_) | Self::Units | Self::Points { .. } => {}
            Self::Figure { id, .. } => see(Named::Figure(id)),
            Self::Field { id, .. } | Self::Lookup { field: id, .. } => see(Named::Field(id)),
            Self::Arithmetic { left, right, .. } => {
                left.visit(see);
                right.visit(see);
            }
            Self::While { condition, worth } => {
                condition.visit(see);
                worth.visit(see);
            }
        }
    }

    /// Every figure that it names, each once, left to right.
    pub fn figures(&self) -> Vec<&FigureId> {
        let mut figures = Vec::new();
        self.visit(&mut |named| match named {
            Named::Figure(id) if !figures.contains(&id) => figures.push(id),
            _ => {}
        });
        figures
    }

    /// Every group of records that it asks for.
    pub fn selections(&self) -> Vec<&Selection> {
        match self {
            Self::Records(aggregate) => vec![&aggregate.of],
            Self::Arithmetic { left, right, .. } => {
                let mut all = left.selections();
                all.extend(right.selections());
                all
            }
            Self::While { worth, .. } => worth.selections(),
            _ => Vec::new(),
        }
    }
}

impl Condition {
    /// Hands over the figures and the fields of the record at hand that it names, left to right.
    pub fn visit<'e>(&'e self, see: &mut impl FnMut(Named<'e>)) {
        match self {
            Self::Compare { left, right, .. } => {
                left.visit(see);
                right.visit(see);
            }
            Self::Text { of, .. }
            | Self::Day { of, .. }
            | Self::Yes { of }
            | Self::Filled { of } => see(of.named()),
            Self::Days { left, right, .. } => {
                see(left.named());
                see(right.named());
            }
            Self::Stage { .. } | Self::Row { .. } => {}
            Self::All(conditions) | Self::Any(conditions) => {
                for condition in conditions {
                    condition.visit(see);
                }
            }
            Self::Not(condition) => condition.visit(see),
        }
    }

    /// Every figure that it names, left to right.
    pub fn figures(&self) -> Vec<&FigureId> {
        let mut figures = Vec::new();
        self.visit(&mut |named| {
            if let Named::Figure(id) = named {
                figures.push(id);
            }
        });
        figures
    }

    /// The first figure or field that it names: beside it a problem is told.
    pub fn first_named(&self) -> Option<Named<'_>> {
        let mut first = None;
        self.visit(&mut |named| {
            first.get_or_insert(named);
        });
        first
    }
}
