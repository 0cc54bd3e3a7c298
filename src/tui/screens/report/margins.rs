//! What stands beside each blank: what was reported before, the sum so far, and in a cumulative report the difference
//! from it. Words only; the figures come from the desk.

use crate::domain::campaign::{Basis, Duty};
use crate::domain::figure::{Accumulation, Answer, Figure};
use crate::domain::schedule::Recurrence;
use crate::domain::submission::{show_answer, show_difference};
use crate::ops::prefill::Beside;
use crate::tui::kit::paper::{Filling, Margin};

/// The margin of a blank that says `now`; the remark is added by the sheet.
///
/// `known` is `None` in the first period, which has none before it.
pub fn margin(
    duty: &Duty,
    figure: &Figure,
    known: Option<&Beside>,
    now: Option<&Answer>,
) -> Margin {
    let is_first = known.is_none();
    let nothing = Beside::default();
    let known = known.unwrap_or(&nothing);
    let difference = difference(duty, figure, known, now);
    let show = |answer: &Answer| show_answer(figure, answer);
    let mut notes = Vec::new();
    if duty.basis == Basis::Increment {
        let before = match duty.recurrence {
            Recurrence::Weekly { .. } => "上周",
            Recurrence::Monthly { .. } => "上月",
            _ => "上期",
        };
        if duty.is_recurring() && !is_first {
            notes.push(match &known.last {
                Some(last) => format!("{before} {}", show(last)),
                None => format!("{before} 未填"),
            });
        }
        if let (Some(so_far), Accumulation::Flow) = (&known.so_far.answer, figure.accumulation) {
            notes.push(format!("此前累计 {}", show(so_far)));
        }
    } else if let Some(so_far) = &known.so_far.answer {
        notes.push(match &difference {
            Some(difference) => {
                let now = difference.now.as_str();
                format!(
                    "累计 {}，改为 {now}，差 {}",
                    show(so_far),
                    difference.amount
                )
            }
            None => format!("各期累计 {}", show(so_far)),
        });
    }
    let suggestion = match duty.basis {
        Basis::Increment => &known.last,
        Basis::Cumulative => &known.so_far.answer,
    };
    Margin {
        note: notes.join(" · "),
        aside: difference.map_or(String::new(), |difference| {
            format!("差 {}", difference.amount)
        }),
        suggestion: suggestion.as_ref().map(|answer| filling(figure, answer)),
        remark: None,
    }
}

/// The margin with what the registers say of the figure, which is offered before what was reported last.
pub fn with_registers(margin: Margin, figure: &Figure, answer: &Answer) -> Margin {
    let said = format!("台账 {}", show_answer(figure, answer));
    Margin {
        note: match margin.note.as_str() {
            "" => said,
            note => format!("{said} · {note}"),
        },
        suggestion: Some(filling(figure, answer)),
        ..margin
    }
}

/// Whether a blank of a cumulative report holds something other than the sum of the periods before, and nobody has
/// explained that yet.
pub fn wants_explanation(
    duty: &Duty,
    figure: &Figure,
    known: &Beside,
    answer: Option<Answer>,
) -> bool {
    let difference = answer.and_then(|answer| known.difference(duty, figure, &answer));
    difference.is_some_and(|difference| !known.is_explained(figure, &difference))
}

/// How far a cumulative number lies from the sum of the periods before, in words.
struct Written {
    now: String,
    /// With its sign: `+3`.
    amount: String,
}

fn difference(
    duty: &Duty,
    figure: &Figure,
    known: &Beside,
    now: Option<&Answer>,
) -> Option<Written> {
    let now = now?;
    let amount = known.difference(duty, figure, now)?.amount();
    Some(Written {
        now: show_answer(figure, now),
        amount: show_difference(figure, amount),
    })
}

/// An answer as it stands in a blank.
pub fn filling(figure: &Figure, answer: &Answer) -> Filling {
    match answer {
        Answer::NotApplicable => Filling::NotApplicable,
        answer => Filling::Typed(show_answer(figure, answer)),
    }
}

#[cfg(test)]
mod tests {
    //! What stands beside a blank.

    use super::*;
    use crate::domain::campaign::sample::campaign;
    use crate::domain::rollup::{Step, fold};
    use crate::domain::submission::{Entry, read_answer};

    #[test]
    fn a_blank_knows_what_came_before() {
        let campaign = campaign();
        let known = Beside {
            last: Some(Answer::number(3)),
            so_far: fold(
                Accumulation::Flow,
                [Step {
                    basis: Basis::Increment,
                    answer: Some(&Answer::number(12)),
                }],
            ),
            explanations: Vec::new(),
        };
        let figure = campaign
            .figure(&"study_sessions".into())
            .expect("there is one");
        let weekly = campaign.duty(&"weekly".into()).expect("there is one");
        let last = campaign.duty(&"final".into()).expect("there is one");
        let says = |entry: &Entry| read_answer(figure, entry, campaign.days).ok()?;
        let typed = |text: &str| Some(Entry::Typed(text.into()));
        for (duty, entry, note, aside) in [
            (weekly, None, "上周 3 · 此前累计 12", ""),
            (last, None, "各期累计 12", ""),
            (last, typed("12"), "各期累计 12", ""),
            (last, typed("15"), "累计 12，改为 15，差 +3", "差 +3"),
            (last, typed("９"), "累计 12，改为 9，差 -3", "差 -3"),
            (last, typed("三"), "各期累计 12", ""),
            (
                last,
                Some(Entry::NotApplicable),
                "累计 12，改为 不涉及，差 -12",
                "差 -12",
            ),
        ] {
            let now = entry.as_ref().and_then(says);
            let margin = margin(duty, figure, Some(&known), now.as_ref());
            assert_eq!(
                (margin.note.as_str(), margin.aside.as_str()),
                (note, aside),
                "{entry:?}"
            );
        }
        let offered = |duty: &Duty| margin(duty, figure, Some(&known), None).suggestion;
        assert_eq!(offered(weekly), Some(Filling::Typed("3".into())));
        assert_eq!(offered(last), Some(Filling::Typed("12".into())));
        let nothing = margin(weekly, figure, Some(&Beside::default()), None);
        assert_eq!(
            (nothing.note.as_str(), nothing.suggestion),
            ("上周 未填", None)
        );
        // Before the first week there is no week of which something could be missing.
        assert_eq!(margin(weekly, figure, None, None).note, "");
    }
}
