//! What the names of an expression mean where it stands, and whether they go together: numbers are added and compared,
//! words are compared with words. Every unknown name is told with the nearest known one.

mod condition;
mod name;

use std::ops::Range;

use name::Subject;

use super::Scope;
use super::syntax::{Node, NodeKind, Records};
use crate::domain::campaign::parse::report::{Report, did_you_mean};
use crate::domain::campaign::parse::text::Text;
use crate::domain::campaign::{
    Aggregate, Expression, Operand, Register, RegisterFieldKind, Selection, What,
};
use crate::domain::id::FieldId;

/// Reads a structure in a scope.
#[derive(Debug)]
pub(super) struct Resolver<'r, 't> {
    text: &'r Text<'t>,
    report: &'r Report<'r>,
}

const FUNCTIONS: [&str; 6] = ["count", "sum", "distinct", "units", "points", "filled"];

impl<'r, 't> Resolver<'r, 't> {
    pub(super) fn new(text: &'r Text<'t>, report: &'r Report<'r>) -> Self {
        Self { text, report }
    }

    fn wrong<T>(
        &self,
        part: &Range<usize>,
        message: impl Into<String>,
        suggestion: Option<String>,
    ) -> Option<T> {
        let place = self.text.place(part.clone());
        self.report.error_with(place, message, suggestion);
        None
    }

    /// Something that is worth a number.
    pub(super) fn number(&self, node: &Node<'_>, scope: Scope<'_>) -> Option<Expression> {
        match &node.kind {
            NodeKind::Number(number) => Some(Expression::Number(*number)),
            NodeKind::Name(name) => match self.subject(name, &node.part, scope)? {
                Subject::Number(expression) => Some(expression),
                _ => self.wrong(
                    &node.part,
                    format!("“{name}”不是数，不能计算或比较大小"),
                    None,
                ),
            },
            NodeKind::Arithmetic(left, operation, right) => {
                let (left, right) = (self.number(left, scope), self.number(right, scope));
                Some(Expression::arithmetic(left?, *operation, right?))
            }
            NodeKind::Call { function, of } => self.call(node, function, of.as_deref(), scope),
            NodeKind::Quoted(_) | NodeKind::Day(_) => {
                self.wrong(&node.part, "这里应是编号或数", None)
            }
            _ => self.wrong(&node.part, "这里应是数，不是条件", None),
        }
    }

    fn call(
        &self,
        node: &Node<'_>,
        function: &str,
        of: Option<&Records<'_>>,
        scope: Scope<'_>,
    ) -> Option<Expression> {
        let aggregate = |what, of| Some(Expression::Records(Aggregate { what, of }));
        match (function, of) {
            ("units", None) if scope.registers.is_none() => {
                self.wrong(&node.part, "这里只看填的数，不知道一共几个单位", None)
            }
            ("units", None) => Some(Expression::Units),
            ("count" | "units", Some(records)) => {
                if let Some((_, part)) = &records.field {
                    let suggestion = "只有 sum(台账.字段)、distinct(台账.字段) 才写字段".to_owned();
                    return self.wrong(part, "这里用不上字段", Some(suggestion));
                }
                let (_, selection) = self.selection(records, scope)?;
                let what = if function == "count" {
                    What::Count
                } else {
                    What::Units
                };
                aggregate(what, selection)
            }
            ("sum", Some(records)) => {
                let (register, selection, field, part) = self.of_field("sum", records, scope)?;
                let of_its_own = register.field(&field.into());
                let of_its_own = of_its_own.and_then(|field| field.day.clone());
                let selection = Selection {
                    day: of_its_own.or(selection.day),
                    ..selection
                };
                let inner = Scope {
                    record: Some(register),
                    ..Scope::default()
                };
                let field = Node {
                    kind: NodeKind::Name(field),
                    part,
                };
                let worth = self.number(&field, inner)?;
                aggregate(What::Sum(Box::new(worth)), selection)
            }
            ("distinct", Some(records)) => {
                let (register, selection, field, part) =
                    self.of_field("distinct", records, scope)?;
                let field = self.thing(register, field, &part)?;
                aggregate(What::Distinct(field), selection)
            }
            ("points", Some(records)) => self.points(records, scope),
            ("filled", _) => self.wrong(&node.part, "这里应是数，不是条件", None),
            _ if FUNCTIONS.contains(&function) => {
                let suggestion = format!("例如 {function}(台账编号 where 条件)");
                self.wrong(&node.part, "括号里没有写台账", Some(suggestion))
            }
            _ => {
                let near = did_you_mean(function, FUNCTIONS)
                    .or_else(|| Some(format!("可用的有：{}", FUNCTIONS.join("、"))));
                self.wrong(&node.part, format!("没有“{function}”这种算法"), near)
            }
        }
    }

    /// `register.field where condition`, of which the field is asked for by name.
    fn of_field<'s, 'n>(
        &self,
        function: &str,
        records: &Records<'n>,
        scope: Scope<'s>,
    ) -> Option<(&'s Register, Selection, &'n str, Range<usize>)> {
        let Some((field, part)) = &records.field else {
            let suggestion = format!("写成 {function}({}.字段编号)", records.name);
            let message = match function {
                "sum" => "没有说明合计哪个字段",
                _ => "没有说明数哪个字段",
            };
            return self.wrong(&records.name_part, message, Some(suggestion));
        };
        let (register, selection) = self.selection(records, scope)?;
        Some((register, selection, field, part.clone()))
    }

    /// A field in which different things can be told apart: words, a choice, a day, a unit.
    fn thing(&self, register: &Register, name: &str, part: &Range<usize>) -> Option<FieldId> {
        let scope = Scope {
            record: Some(register),
            ..Scope::default()
        };
        let of = match self.subject(name, part, scope)? {
            Subject::Words(of, _) | Subject::Day(of) => Some(of),
            Subject::Other(of) => Some(of).filter(|_| {
                let field = register.field(&name.into());
                field.is_some_and(|field| matches!(field.kind, RegisterFieldKind::Unit(_)))
            }),
            Subject::Number(_) | Subject::YesNo(_) => None,
        };
        match of {
            Some(Operand::Field(id)) => Some(id),
            _ => self.wrong(
                part,
                format!("“{name}”不是文字、选项、日期或单位，数不出有几种"),
                None,
            ),
        }
    }

    fn points(&self, records: &Records<'_>, scope: Scope<'_>) -> Option<Expression> {
        let found = scope
            .points
            .iter()
            .find(|table| table.id.as_str() == records.name);
        let Some(table) = found else {
            let known = scope.points.iter().map(|table| table.id.as_str());
            let message = format!("没有编号为“{}”的积分办法", records.name);
            return self.wrong(
                &records.name_part,
                message,
                did_you_mean(records.name, known),
            );
        };
        Some(Expression::Points {
            id: table.id.clone(),
            scale: i8::try_from(table.scale).unwrap_or(0),
        })
    }

    /// Some of a register's records, and the register.
    pub(super) fn selection<'s>(
        &self,
        records: &Records<'_>,
        scope: Scope<'s>,
    ) -> Option<(&'s Register, Selection)> {
        let Some(registers) = scope.registers else {
            let suggestion = match scope.record {
                None => Some("把由台账算的数写成一个指标的 source，这里写这个指标".to_owned()),
                Some(_) => None,
            };
            return self.wrong(&records.name_part, "这里只看填的数，看不到台账", suggestion);
        };
        let mut known = registers.iter().copied();
        let Some(register) = known.find(|register| register.id.as_str() == records.name) else {
            let known = registers.iter().map(|register| register.id.as_str());
            let message = format!("没有编号为“{}”的台账", records.name);
            return self.wrong(
                &records.name_part,
                message,
                did_you_mean(records.name, known),
            );
        };
        let inner = Scope {
            record: Some(register),
            ..Scope::default()
        };
        let condition = match &records.condition {
            Some(condition) => Some(Box::new(self.condition(condition, inner)?)),
            None => None,
        };
        let selection = Selection {
            register: register.id.clone(),
            day: register.day.clone(),
            condition,
        };
        Some((register, selection))
    }
}
