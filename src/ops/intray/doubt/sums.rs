//! What is doubted of a number because of the periods before: it contradicts what they come to, or says itself that it is what
//! they come to.

use super::{Doubt, Doubts, Judged, Weight, Where};
use crate::domain::campaign::{Basis, Campaign, Duty};
use crate::domain::figure::Value;
use crate::domain::id::FigureId;
use crate::domain::submission::show_number;
use crate::intake::State;
use crate::ops::prefill::Prefill;

impl Doubts {
    /// In a report of what happened in one period alone a sentence that says 累计, where the paper does not: the number is what
    /// the periods so far come to.
    pub(in crate::ops::intray) fn of_sums_so_far(
        &mut self,
        campaign: &Campaign,
        duty: &Duty,
        judged: &Judged,
    ) {
        const SO_FAR: &str = "累计";
        let asks_so_far = duty.basis == Basis::Cumulative;
        for blank in judged.blanks.iter().filter(|blank| blank.entry.is_none()) {
            let read = &blank.read;
            let is_number = matches!(read.state, State::Value(Value::Number(_)));
            let is_the_papers = says(campaign, &read.id, SO_FAR);
            if asks_so_far || !is_number || !read.sentence.contains(SO_FAR) || is_the_papers {
                continue;
            }
            let message = format!("句子里写的是“{SO_FAR}”，这一期只报新增的，请核对这个数");
            self.add(Doubt {
                sentence: read.sentence.clone(),
                position: read.position,
                ..Doubt::new(Weight::Look, Where::Figure(read.id.clone()), message)
            });
        }
    }

    /// A cumulative answer beside what the periods before amount to. That it is less contradicts them; that it is more is
    /// the work of days that no period covers, as a rule, and is told once.
    pub(in crate::ops::intray) fn of_sums(
        &mut self,
        campaign: &Campaign,
        duty: &Duty,
        judged: &Judged,
        known: &Prefill,
    ) {
        let mut more = 0;
        for blank in &judged.blanks {
            let figure = campaign.figure(&blank.read.id);
            let Some((figure, beside)) = figure.zip(known.figures.get(&blank.read.id)) else {
                continue;
            };
            let answer = blank.answer(figure).ok().flatten();
            let differs = answer.and_then(|answer| beside.difference(duty, figure, &answer));
            let Some(difference) = differs.filter(|one| !beside.is_explained(figure, one)) else {
                continue;
            };
            if difference.amount() > 0 {
                more += 1;
                continue;
            }
            let [set, sum] = [difference.set, difference.sum_so_far];
            let [set, sum] = [set, sum].map(|number| show_number(figure, number));
            let message =
                format!("填的是 {set}，少于各期累计 {sum}，请核对；确是这样，收下后说明差额");
            self.add(Doubt {
                sentence: blank.read.sentence.clone(),
                position: blank.read.position,
                ..Doubt::new(Weight::Look, Where::Figure(figure.id.clone()), message)
            });
        }
        if more > 0 {
            self.remark(
                Where::Whole,
                format!("有 {more} 处多于各期累计，收下后可以说明"),
            );
        }
    }
}

/// Whether the paper's own words around a figure say something.
fn says(campaign: &Campaign, id: &FigureId, words: &str) -> bool {
    let Some(figure) = campaign.figure(id) else {
        return false;
    };
    let table = campaign.table(&figure.table);
    let row = table.and_then(|table| table.rows.get(figure.row));
    row.is_some_and(|row| row.report.fill(|_| String::new()).contains(words))
        || figure.label.contains(words)
}
