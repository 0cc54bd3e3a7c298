//! What may be true and probably is not, held against what the unit reported before and what its registers count: told before handing in, and taken
//! with a reason. What cannot be true is an error of reading.

use super::reading::{HazardCounts, Reading, show_answer, show_number};
use crate::domain::campaign::Campaign;
use crate::domain::figure::{Answer, FigureKind, Figures, Value};
use crate::domain::hazard::HazardCount;
use crate::domain::id::FigureId;
use crate::domain::problem::{Place, Problem};

/// Counts below this are never doubted for their size.
const SMALL: i64 = 10_000;
/// So many times what was reported before is rather a slip of the hand.
const TIMES: i64 = 100;
/// A unit's first count from which it is asked whether a digit too many was typed: no notice asks a unit for a million of
/// anything but money.
const LARGE: i64 = 1_000_000;

impl Reading {
    /// Doubts levels of which more hazards were closed than found, in this period and those before it together:
    /// `before` is their sum. What was found before the campaign began may be closed in it, so it is a doubt only.
    pub fn doubt_hazards(&mut self, campaign: &Campaign, before: &HazardCounts) {
        for level in &campaign.hazard_levels {
            let Some(now) = self.content.hazards.get(&level.id) else {
                continue;
            };
            let mut sum = before.get(&level.id).copied().unwrap_or_default();
            sum += *now;
            // A period that closes none is not the one to ask.
            if now.closed == 0 || sum.closed <= sum.found {
                continue;
            }
            let (name, HazardCount { found, closed }) = (&level.name, sum);
            let message = format!(
                "{name}{}到本期累计 {closed}，多于{}累计 {found}，请核对",
                HazardCount::CLOSED,
                HazardCount::FOUND
            );
            self.problems
                .push(Problem::warning(Place::Hazards(level.id.clone()), message));
        }
    }

    /// Doubts counts that look like a slip of the hand. `before` is what the unit's earlier periods amount to, where they
    /// have the figure.
    pub fn doubt_sizes(&mut self, campaign: &Campaign, before: impl Fn(&FigureId) -> Option<i64>) {
        for figure in &campaign.figures {
            let Some(Answer::Value(Value::Number(number))) = self.content.figures.get(&figure.id)
            else {
                continue;
            };
            if figure.kind != FigureKind::Count || *number < SMALL {
                continue;
            }
            let known = before(&figure.id).filter(|known| *known > 0);
            let message = match known {
                Some(known) if *number / TIMES > known => {
                    format!("填了 {number}，以前各期合计才 {known}，请核对是不是多打了几位")
                }
                None if *number >= LARGE => {
                    format!("填了 {number}，超过一百万，请核对是不是多打了几位")
                }
                _ => continue,
            };
            self.problems
                .push(Problem::warning(Place::Figure(figure.id.clone()), message));
        }
    }

    /// Doubts figures that differ from what the unit's registers count for the same days, a figure left blank among them:
    /// either a record is missing or the figure is wrong.
    pub fn doubt_registers(&mut self, campaign: &Campaign, registers: &Figures) {
        for figure in &campaign.figures {
            let counted = registers.get(&figure.id).and_then(Answer::as_number);
            let Some(counted) = counted else { continue };
            let shown = show_number(figure, counted);
            let message = match self.content.figures.get(&figure.id) {
                Some(Answer::Value(Value::Number(number))) if *number == counted => continue,
                Some(answer) => {
                    let answer = show_answer(figure, answer);
                    format!("填的是 {answer}，台账登记的是 {shown}，请核对是漏登了还是填错了")
                }
                None if counted == 0 => continue,
                None => format!("没有填，台账登记的是 {shown}，请核对"),
            };
            self.problems
                .push(Problem::warning(Place::Figure(figure.id.clone()), message));
        }
    }
}

#[cfg(test)]
mod tests {
    //! Numbers that are possible, and worth a question.

    use super::*;
    use crate::domain::campaign::sample::campaign;

    fn doubted(number: i64, before: Option<i64>) -> bool {
        let mut reading = Reading::default();
        let answer = Answer::Value(Value::Number(number));
        let figures = &mut reading.content.figures;
        figures.insert("study_sessions".into(), answer);
        reading.doubt_sizes(&campaign(), |_| before);
        reading.problems.iter().for_each(|problem| {
            assert_eq!(problem.place, Place::Figure("study_sessions".into()));
        });
        reading.has_warnings()
    }

    #[test]
    fn a_count_far_beyond_what_was_before_is_doubted() {
        for (number, before, doubt) in [
            (9_999, Some(1), false),
            (10_000, Some(100), false),
            (10_100, Some(100), true),
            (999_999_999, Some(1_280), true),
            (120_000, Some(90_000), false),
            (999_999, None, false),
            (1_000_000, None, true),
            (1_000_000, Some(0), true),
        ] {
            assert_eq!(doubted(number, before), doubt, "{number} after {before:?}");
        }
    }

    #[test]
    fn a_figure_that_differs_from_what_the_register_counts_is_doubted() {
        let campaign = campaign();
        let id = FigureId::from("study_sessions");
        for (filled, counted, told) in [
            (Some(Answer::number(3)), 3, ""),
            (
                Some(Answer::number(5)),
                3,
                "填的是 5，台账登记的是 3，请核对是漏登了还是填错了",
            ),
            (
                Some(Answer::number(5)),
                0,
                "填的是 5，台账登记的是 0，请核对是漏登了还是填错了",
            ),
            (
                Some(Answer::NotApplicable),
                2,
                "填的是 不涉及，台账登记的是 2，请核对是漏登了还是填错了",
            ),
            (None, 2, "没有填，台账登记的是 2，请核对"),
            (None, 0, ""),
        ] {
            let mut reading = Reading::default();
            reading.content.figures = filled
                .iter()
                .map(|answer| (id.clone(), answer.clone()))
                .collect();
            let registers = [(id.clone(), Answer::number(counted))].into();
            reading.doubt_registers(&campaign, &registers);
            let messages: Vec<&str> = reading
                .problems
                .iter()
                .map(|p| p.message.as_str())
                .collect();
            assert_eq!(messages.concat(), told, "{filled:?} beside {counted}");
            assert!(!reading.has_errors(), "a doubt may be answered by a reason");
        }
    }
}
