//! Conditions: what may be compared with what, and what holds by itself.

use std::ops::Range;

use super::super::Scope;
use super::super::syntax::{Node, NodeKind};
use super::Resolver;
use super::name::{Subject, known};
use crate::domain::campaign::parse::report::did_you_mean;
use crate::domain::campaign::{Comparison, Condition, Expression, Operand, Register};

impl Resolver<'_, '_> {
    /// Something that holds or does not.
    pub(in super::super) fn condition(
        &self,
        node: &Node<'_>,
        scope: Scope<'_>,
    ) -> Option<Condition> {
        let all = |parts: &[Node<'_>]| -> Option<Vec<Condition>> {
            let read: Vec<_> = parts
                .iter()
                .map(|part| self.condition(part, scope))
                .collect();
            read.into_iter().collect()
        };
        match &node.kind {
            NodeKind::And(parts) => all(parts).map(Condition::All),
            NodeKind::Or(parts) => all(parts).map(Condition::Any),
            NodeKind::Not(inner) => {
                let inner = self.condition(inner, scope)?;
                Some(Condition::Not(Box::new(inner)))
            }
            NodeKind::Compare(left, comparison, right) => {
                self.comparison(left, *comparison, right, scope)
            }
            NodeKind::Name(name) => match self.subject(name, &node.part, scope)? {
                Subject::YesNo(of) => Some(Condition::Yes { of }),
                _ => {
                    let suggestion = format!("写成 {name} >= 1 这样，或 filled({name})");
                    self.wrong(
                        &node.part,
                        format!("“{name}”本身不是条件"),
                        Some(suggestion),
                    )
                }
            },
            NodeKind::Call {
                function: "filled",
                of: Some(of),
            } if of.field.is_none() && of.condition.is_none() => {
                let of = match self.subject(of.name, &of.name_part, scope)? {
                    Subject::Number(Expression::Figure { id, .. }) => Operand::Figure(id),
                    Subject::Number(Expression::Field { id, .. }) => Operand::Field(id),
                    Subject::Number(_) => {
                        return self.wrong(&of.name_part, "算出来的数不用填", None);
                    }
                    Subject::Words(of, _)
                    | Subject::Day(of)
                    | Subject::YesNo(of)
                    | Subject::Other(of) => of,
                };
                Some(Condition::Filled { of })
            }
            _ => {
                let suggestion = "写成 a >= b 这样".to_owned();
                self.wrong(&node.part, "这里应是条件", Some(suggestion))
            }
        }
    }

    fn comparison(
        &self,
        left: &Node<'_>,
        comparison: Comparison,
        right: &Node<'_>,
        scope: Scope<'_>,
    ) -> Option<Condition> {
        if let (NodeKind::Name(name), Some(register)) = (&left.kind, scope.record) {
            match *name {
                "stage" => return self.stage(register, comparison, right),
                "row" => return self.row(register, comparison, right),
                _ => {}
            }
        }
        match (&left.kind, &right.kind) {
            (NodeKind::Name(name), NodeKind::Quoted(words)) => {
                match self.subject(name, &left.part, scope)? {
                    Subject::Words(of, choices) => {
                        self.words(of, choices, words, comparison, right)
                    }
                    _ => {
                        let message = format!("“{name}”不是文字，不能和文字比较");
                        self.wrong(&left.part, message, None)
                    }
                }
            }
            (NodeKind::Name(name), NodeKind::Day(day)) => {
                let of = self.day(name, &left.part, scope)?;
                Some(Condition::Day {
                    of,
                    comparison,
                    day: *day,
                })
            }
            (NodeKind::Name(first), NodeKind::Name(second)) if is_day(first, scope) => {
                Some(Condition::Days {
                    left: self.day(first, &left.part, scope)?,
                    comparison,
                    right: self.day(second, &right.part, scope)?,
                })
            }
            _ => {
                let (left, right) = (self.number(left, scope), self.number(right, scope));
                Some(Condition::Compare {
                    left: left?,
                    comparison,
                    right: right?,
                })
            }
        }
    }

    /// What a name stands for where a day is wanted.
    fn day(&self, name: &str, part: &Range<usize>, scope: Scope<'_>) -> Option<Operand> {
        match self.subject(name, part, scope)? {
            Subject::Day(of) => Some(of),
            _ => self.wrong(part, format!("“{name}”不是日期，不能和日期比较"), None),
        }
    }

    fn words(
        &self,
        of: Operand,
        choices: &[String],
        words: &str,
        comparison: Comparison,
        right: &Node<'_>,
    ) -> Option<Condition> {
        if !choices.is_empty() && !choices.iter().any(|choice| choice == words) {
            let near = did_you_mean(words, choices.iter().map(String::as_str))
                .or_else(|| Some(format!("可选的有：{}", choices.join("、"))));
            return self.wrong(&right.part, format!("没有“{words}”这个选项"), near);
        }
        let is = Condition::Text {
            of,
            is: words.to_owned(),
        };
        self.equal_or_not(is, comparison, right)
    }

    fn equal_or_not(
        &self,
        is: Condition,
        comparison: Comparison,
        right: &Node<'_>,
    ) -> Option<Condition> {
        match comparison {
            Comparison::Equal => Some(is),
            Comparison::NotEqual => Some(Condition::Not(Box::new(is))),
            _ => self.wrong(&right.part, "文字只能用 == 或 != 比较", None),
        }
    }

    fn stage(
        &self,
        register: &Register,
        comparison: Comparison,
        right: &Node<'_>,
    ) -> Option<Condition> {
        let ids = || register.stages.iter().map(|stage| stage.id.as_str());
        let NodeKind::Name(name) = &right.kind else {
            return self.wrong(&right.part, "这里应是阶段的编号", None);
        };
        let Some(at) = ids().position(|id| id == *name) else {
            let message = format!("{}没有编号为“{name}”的阶段", register.name);
            return self.wrong(&right.part, message, did_you_mean(name, ids()));
        };
        Some(Condition::Stage {
            comparison,
            stages: register
                .stages
                .iter()
                .map(|stage| stage.id.clone())
                .collect(),
            at,
        })
    }

    fn row(
        &self,
        register: &Register,
        comparison: Comparison,
        right: &Node<'_>,
    ) -> Option<Condition> {
        let ids = || register.rows.iter().map(|row| row.id.as_str());
        let NodeKind::Name(name) = &right.kind else {
            return self.wrong(&right.part, "这里应是行的编号", None);
        };
        let Some(row) = register.rows.iter().find(|row| row.id.as_str() == *name) else {
            let message = format!("{}没有编号为“{name}”的行", register.name);
            return self.wrong(&right.part, message, did_you_mean(name, ids()));
        };
        let is = Condition::Row { is: row.id.clone() };
        self.equal_or_not(is, comparison, right)
    }
}

fn is_day(name: &str, scope: Scope<'_>) -> bool {
    matches!(known(name, scope), Some(Subject::Day(_)))
}
