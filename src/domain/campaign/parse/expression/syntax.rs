//! The structure of an expression: what binds to what. It knows no names; those are looked up in `resolve`.
//!
//! From the loosest to the tightest: `or`, `and`, `not`, comparison, `+ -`, `* /`, and then numbers, names, calls and
//! brackets.

use std::ops::Range;

use chrono::NaiveDate;

use super::tokens::{EXAMPLE, Kind, Sign, Token, tokens};
use crate::domain::campaign::parse::report::Report;
use crate::domain::campaign::parse::text::Text;
use crate::domain::campaign::{Comparison, Operation};
use crate::domain::ratio::Ratio;

/// Brackets and `not` may be nested this deep; whoever nests deeper is not writing a campaign file.
const DEEPEST: usize = 40;

/// What a reader wants to find.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Wanted {
    Number,
    Condition,
}

/// A part of an expression and where it stands in its text.
#[derive(Debug, Clone)]
pub(super) struct Node<'t> {
    pub(super) kind: NodeKind<'t>,
    pub(super) part: Range<usize>,
}

#[derive(Debug, Clone)]
pub(super) enum NodeKind<'t> {
    Number(Ratio),
    Day(NaiveDate),
    Quoted(&'t str),
    Name(&'t str),
    Call {
        function: &'t str,
        of: Option<Box<Records<'t>>>,
    },
    Arithmetic(Box<Node<'t>>, Operation, Box<Node<'t>>),
    Compare(Box<Node<'t>>, Comparison, Box<Node<'t>>),
    And(Vec<Node<'t>>),
    Or(Vec<Node<'t>>),
    Not(Box<Node<'t>>),
}

/// `name`, `name.field`, each with or without `where condition`.
#[derive(Debug, Clone)]
pub(super) struct Records<'t> {
    pub(super) name: &'t str,
    pub(super) name_part: Range<usize>,
    pub(super) field: Option<(&'t str, Range<usize>)>,
    pub(super) condition: Option<Node<'t>>,
}

/// Reads a whole expression.
pub(super) fn read<'t>(text: &Text<'t>, wanted: Wanted, report: &Report<'_>) -> Option<Node<'t>> {
    let tokens = tokens(text, report)?;
    let mut parser = Parser::new(text, report, &tokens);
    let node = match wanted {
        Wanted::Number => parser.sum()?,
        Wanted::Condition => parser.condition()?,
    };
    let is_half = matches!(
        node.kind,
        NodeKind::Number(_) | NodeKind::Arithmetic(..) | NodeKind::Name(_)
    );
    if wanted == Wanted::Condition && is_half && parser.at < tokens.len() {
        return parser.expected("比较符号 >=、<=、==、!=、> 或 <");
    }
    parser.end()?;
    Some(node)
}

/// Reads `name where condition`.
pub(super) fn read_records<'t>(text: &Text<'t>, report: &Report<'_>) -> Option<Records<'t>> {
    let tokens = tokens(text, report)?;
    let mut parser = Parser::new(text, report, &tokens);
    let records = parser.records()?;
    parser.end()?;
    Some(records)
}

struct Parser<'p, 't> {
    text: &'p Text<'t>,
    report: &'p Report<'p>,
    tokens: &'p [Token<'t>],
    at: usize,
    depth: usize,
}

impl<'p, 't> Parser<'p, 't> {
    fn new(text: &'p Text<'t>, report: &'p Report<'p>, tokens: &'p [Token<'t>]) -> Self {
        Self {
            text,
            report,
            tokens,
            at: 0,
            depth: 0,
        }
    }

    fn next_if<T>(&mut self, wanted: impl Fn(&Kind<'t>) -> Option<T>) -> Option<T> {
        let found = wanted(&self.tokens.get(self.at)?.kind)?;
        self.at += 1;
        Some(found)
    }

    fn next_sign(&mut self, wanted: Sign) -> bool {
        self.next_if(|kind| (*kind == Kind::Sign(wanted)).then_some(()))
            .is_some()
    }

    fn next_word(&mut self, wanted: &str) -> bool {
        self.next_if(|kind| (*kind == Kind::Word(wanted)).then_some(()))
            .is_some()
    }

    /// A word that is a name, and where it stands.
    fn name(&mut self) -> Option<(&'t str, Range<usize>)> {
        let part = self.next_part();
        let name = self.next_if(|kind| match kind {
            Kind::Word(word) if !["and", "or", "not", "where"].contains(word) => Some(*word),
            _ => None,
        })?;
        Some((name, part))
    }

    /// Where the next token stands; the end of the text where there is none.
    fn next_part(&self) -> Range<usize> {
        let end = self.text.value.len();
        let next = self.tokens.get(self.at);
        next.map_or(end..end, |token| token.part.clone())
    }

    fn part_from(&self, start: usize) -> Range<usize> {
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        start..before.map_or(start, |token| token.part.end.max(start))
    }

    fn expected<T>(&self, what: &str) -> Option<T> {
        let place = self.text.place(self.next_part());
        self.report
            .error_with(place, format!("这里应是{what}"), EXAMPLE.to_owned());
        None
    }

    fn end(&self) -> Option<()> {
        if self.at == self.tokens.len() {
            return Some(());
        }
        let place = self.text.place(self.next_part());
        self.report
            .error_with(place, "式子到这里应该结束", EXAMPLE.to_owned());
        None
    }

    /// Goes one bracket deeper for as long as `inside` reads.
    fn deeper<T>(&mut self, inside: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.depth == DEEPEST {
            self.report
                .error(self.text.place(self.next_part()), "括号套得太深");
            return None;
        }
        self.depth += 1;
        let read = inside(self);
        self.depth -= 1;
        read
    }

    fn condition(&mut self) -> Option<Node<'t>> {
        self.chain("or", Self::conjunction, NodeKind::Or)
    }

    fn conjunction(&mut self) -> Option<Node<'t>> {
        self.chain("and", Self::negation, NodeKind::And)
    }

    /// `part word part word …`; a single part stays itself.
    fn chain(
        &mut self,
        word: &str,
        part: fn(&mut Self) -> Option<Node<'t>>,
        join: fn(Vec<Node<'t>>) -> NodeKind<'t>,
    ) -> Option<Node<'t>> {
        let start = self.next_part().start;
        let first = part(self)?;
        if !self.next_word(word) {
            return Some(first);
        }
        let mut parts = vec![first, part(self)?];
        while self.next_word(word) {
            parts.push(part(self)?);
        }
        Some(Node {
            kind: join(parts),
            part: self.part_from(start),
        })
    }

    fn negation(&mut self) -> Option<Node<'t>> {
        let start = self.next_part().start;
        if !self.next_word("not") {
            return self.comparison();
        }
        let inner = self.deeper(Self::negation)?;
        Some(Node {
            kind: NodeKind::Not(Box::new(inner)),
            part: self.part_from(start),
        })
    }

    fn comparison(&mut self) -> Option<Node<'t>> {
        let start = self.next_part().start;
        let left = self.sum()?;
        let found = self.next_if(|kind| match kind {
            Kind::Sign(Sign::Compare(comparison)) => Some(*comparison),
            _ => None,
        });
        let Some(comparison) = found else {
            return Some(left);
        };
        let right = self.sum()?;
        Some(Node {
            kind: NodeKind::Compare(Box::new(left), comparison, Box::new(right)),
            part: self.part_from(start),
        })
    }

    fn sum(&mut self) -> Option<Node<'t>> {
        self.operations(&[Operation::Add, Operation::Subtract], Self::product)
    }

    fn product(&mut self) -> Option<Node<'t>> {
        self.operations(&[Operation::Multiply, Operation::Divide], Self::atom)
    }

    fn operations(
        &mut self,
        among: &[Operation],
        operand: fn(&mut Self) -> Option<Node<'t>>,
    ) -> Option<Node<'t>> {
        let start = self.next_part().start;
        let mut left = operand(self)?;
        let operation = |kind: &Kind<'_>| match kind {
            Kind::Sign(Sign::Operation(operation)) if among.contains(operation) => Some(*operation),
            _ => None,
        };
        while let Some(operation) = self.next_if(operation) {
            let right = operand(self)?;
            left = Node {
                kind: NodeKind::Arithmetic(Box::new(left), operation, Box::new(right)),
                part: self.part_from(start),
            };
        }
        Some(left)
    }

    fn atom(&mut self) -> Option<Node<'t>> {
        let start = self.next_part().start;
        if self.next_sign(Sign::Open) {
            let inner = self.deeper(Self::condition)?;
            if !self.next_sign(Sign::Close) {
                return self.expected("右括号 )");
            }
            return Some(inner);
        }
        if let Some((name, _)) = self.name() {
            return self.call_or_name(name, start);
        }
        let kind = self.next_if(|kind| match kind {
            Kind::Number(number) => Some(NodeKind::Number(*number)),
            Kind::Day(day) => Some(NodeKind::Day(*day)),
            Kind::Quoted(text) => Some(NodeKind::Quoted(text)),
            Kind::Word(_) | Kind::Sign(_) => None,
        });
        let Some(kind) = kind else {
            return self.expected("编号或数");
        };
        Some(Node {
            kind,
            part: self.part_from(start),
        })
    }

    fn call_or_name(&mut self, name: &'t str, start: usize) -> Option<Node<'t>> {
        let kind = if self.next_sign(Sign::Open) {
            let of = if self.next_sign(Sign::Close) {
                None
            } else {
                let records = self.deeper(Self::records)?;
                if !self.next_sign(Sign::Close) {
                    return self.expected("右括号 )");
                }
                Some(Box::new(records))
            };
            NodeKind::Call { function: name, of }
        } else {
            NodeKind::Name(name)
        };
        Some(Node {
            kind,
            part: self.part_from(start),
        })
    }

    fn records(&mut self) -> Option<Records<'t>> {
        let Some((name, name_part)) = self.name() else {
            return self.expected("台账的编号");
        };
        let field = if self.next_sign(Sign::Dot) {
            let Some(field) = self.name() else {
                return self.expected("台账里字段的编号");
            };
            Some(field)
        } else {
            None
        };
        let condition = if self.next_word("where") {
            Some(self.condition()?)
        } else {
            None
        };
        Some(Records {
            name,
            name_part,
            field,
            condition,
        })
    }
}
