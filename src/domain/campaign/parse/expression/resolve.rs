//! What the names of an expression mean where it stands, and whether they go together: numbers are added and compared,
//! words are compared with words. Every unknown name is told with the nearest known one.

use std::ops::Range;

use super::Scope;
use super::syntax::{Node, NodeKind, Records};
use crate::domain::campaign::parse::report::{Report, did_you_mean};
use crate::domain::campaign::parse::text::Text;
use crate::domain::campaign::{
    Aggregate, Comparison, Condition, Expression, Operand, Register, RegisterField,
    RegisterFieldKind, Selection, What,
};
use crate::domain::figure::{Figure, FigureKind};

/// What the name of a figure or field stands for.
enum Subject<'s> {
    Number(Expression),
    Words(Operand, &'s [String]),
    Day(Operand),
    YesNo(Operand),
    /// A unit, a hazard, material: one can only ask whether there is one.
    Other(Operand),
}

/// Reads a structure in a scope.
#[derive(Debug)]
pub(super) struct Resolver<'r, 't> {
    text: &'r Text<'t>,
    report: &'r Report<'r>,
}

const FUNCTIONS: [&str; 5] = ["count", "sum", "units", "points", "filled"];

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
            ("units", None) => Some(Expression::Units),
            ("count" | "units", Some(records)) => {
                if let Some((_, part)) = &records.field {
                    let suggestion = "只有 sum(台账.字段) 才写字段".to_owned();
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
                let Some((field, part)) = &records.field else {
                    let suggestion = format!("写成 sum({}.字段编号)", records.name);
                    return self.wrong(
                        &records.name_part,
                        "没有说明合计哪个字段",
                        Some(suggestion),
                    );
                };
                let (register, selection) = self.selection(records, scope)?;
                let inner = Scope {
                    record: Some(register),
                    ..Scope::default()
                };
                let field = Node {
                    kind: NodeKind::Name(field),
                    part: part.clone(),
                };
                let worth = self.number(&field, inner)?;
                aggregate(What::Sum(Box::new(worth)), selection)
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
        let mut registers = scope.registers.iter().copied();
        let Some(register) = registers.find(|register| register.id.as_str() == records.name) else {
            let known = scope.registers.iter().map(|register| register.id.as_str());
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

    /// Something that holds or does not.
    pub(super) fn condition(&self, node: &Node<'_>, scope: Scope<'_>) -> Option<Condition> {
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
                    _ => self.wrong(
                        &left.part,
                        format!("“{name}”不是文字，不能和文字比较"),
                        None,
                    ),
                }
            }
            (NodeKind::Name(name), NodeKind::Day(day)) => {
                match self.subject(name, &left.part, scope)? {
                    Subject::Day(of) => Some(Condition::Day {
                        of,
                        comparison,
                        day: *day,
                    }),
                    _ => self.wrong(
                        &left.part,
                        format!("“{name}”不是日期，不能和日期比较"),
                        None,
                    ),
                }
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

    /// What a name stands for; an unknown one is told.
    fn subject<'s>(
        &self,
        name: &str,
        part: &Range<usize>,
        scope: Scope<'s>,
    ) -> Option<Subject<'s>> {
        if let Some(register) = scope.record {
            let mut fields = register.fields.iter();
            if let Some(field) = fields.find(|field| field.id.as_str() == name) {
                return Some(of_field(field));
            }
            let known = register.fields.iter().map(|field| field.id.as_str());
            let known = known.chain(["stage", "row"]);
            let message = format!("{}没有“{name}”这个字段", register.name);
            return self.wrong(part, message, did_you_mean(name, known));
        }
        match scope
            .figures
            .iter()
            .find(|figure| figure.id.as_str() == name)
        {
            Some(figure) => Some(of_figure(figure)),
            None => {
                let known = scope.figures.iter().map(|figure| figure.id.as_str());
                let message = format!("表里没有“{name}”这个指标");
                self.wrong(part, message, did_you_mean(name, known))
            }
        }
    }
}

/// What is worked out stands for its formula, so that nothing depends on the order in which formulas are worked out.
fn of_figure<'s>(figure: &Figure) -> Subject<'s> {
    if let Some(formula) = &figure.formula {
        return Subject::Number(formula.clone());
    }
    let of = Operand::Figure(figure.id.clone());
    match (figure.kind, figure.kind.scale()) {
        (_, Some(scale)) => Subject::Number(Expression::Figure {
            id: figure.id.clone(),
            scale,
        }),
        (FigureKind::YesNo, _) => Subject::YesNo(of),
        (FigureKind::Date, _) => Subject::Day(of),
        _ => Subject::Words(of, &[]),
    }
}

fn of_field(field: &RegisterField) -> Subject<'_> {
    if let Some(formula) = &field.formula {
        return Subject::Number(formula.clone());
    }
    let of = Operand::Field(field.id.clone());
    match &field.kind {
        RegisterFieldKind::Plain(kind) => match (kind, kind.scale()) {
            (_, Some(scale)) => Subject::Number(Expression::Field {
                id: field.id.clone(),
                scale,
            }),
            (FigureKind::YesNo, _) => Subject::YesNo(of),
            (FigureKind::Date, _) => Subject::Day(of),
            _ => Subject::Words(of, &[]),
        },
        RegisterFieldKind::Choice(choices) => Subject::Words(of, choices),
        RegisterFieldKind::Unit(_) | RegisterFieldKind::Hazard(_) | RegisterFieldKind::Material => {
            Subject::Other(of)
        }
    }
}
