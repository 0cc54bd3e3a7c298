//! What the name of a figure or of a field stands for.

use std::ops::Range;

use super::super::Scope;
use super::Resolver;
use crate::domain::campaign::parse::report::did_you_mean;
use crate::domain::campaign::{Expression, Operand, RegisterField, RegisterFieldKind};
use crate::domain::figure::{Figure, FigureKind};

/// A name, by what one can do with it.
pub(super) enum Subject<'s> {
    Number(Expression),
    Words(Operand, &'s [String]),
    Day(Operand),
    YesNo(Operand),
    /// A unit, a hazard, material: one can only ask whether there is one.
    Other(Operand),
}

impl Resolver<'_, '_> {
    /// What a name stands for; an unknown one is told.
    pub(super) fn subject<'s>(
        &self,
        name: &str,
        part: &Range<usize>,
        scope: Scope<'s>,
    ) -> Option<Subject<'s>> {
        if let Some(subject) = known(name, scope) {
            return Some(subject);
        }
        if let Some(register) = scope.record {
            let known = register.fields.iter().map(|field| field.id.as_str());
            let known = known.chain(["stage", "row"]);
            let message = format!("{}没有“{name}”这个字段", register.name);
            return self.wrong(part, message, did_you_mean(name, known));
        }
        if scope.figures.is_empty() {
            return self.wrong(part, format!("这里没有指标可用，不能写“{name}”"), None);
        }
        let known = scope.figures.iter().map(|figure| figure.id.as_str());
        let message = format!("表里没有“{name}”这个指标");
        self.wrong(part, message, did_you_mean(name, known))
    }
}

/// What a name stands for where it is known.
pub(super) fn known<'s>(name: &str, scope: Scope<'s>) -> Option<Subject<'s>> {
    if let Some(register) = scope.record {
        let mut fields = register.fields.iter();
        return fields.find(|field| field.id.as_str() == name).map(of_field);
    }
    let mut figures = scope.figures.iter();
    figures
        .find(|figure| figure.id.as_str() == name)
        .map(of_figure)
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
