//! `[[duty]]` written down, below the words of the notice that it comes from.

use crate::domain::schedule::{DayOfMonth, MonthOfQuarter, Recurrence};
use crate::draft::duties::{Ask, Duty};
use crate::draft::grid::label;
use crate::draft::write::{Writer, quoted};

/// Writes a duty; one that is only offered is a comment altogether. `tables` are the ids of the draft's tables.
pub(super) fn write(writer: &mut Writer, duty: &Duty, tables: &[String]) {
    writer.gap();
    if !duty.clause.is_empty() {
        writer.comment(&format!("通知原文：{}", duty.clause));
    }
    for question in &duty.questions {
        writer.question(question);
    }
    writer.offer(duty.is_offered);
    writer.plain_heading("[[duty]]");
    writer.text("id", &duty.id);
    writer.text("name", &duty.name);
    write_recurrence(writer, duty.recurrence);
    if let Some(clock) = duty.clock {
        writer.text("clock", &clock.format("%H:%M").to_string());
    }
    let has_table = duty.asks.iter().any(|ask| matches!(ask, Ask::Table(_)));
    if has_table && matches!(duty.recurrence, Recurrence::Once { .. }) {
        writer.text("covers", "whole");
        writer.text("basis", "cumulative");
    }
    writer.plain("asks", "[");
    for ask in &duty.asks {
        writer.plain_heading(&format!("  {},", ask_of(ask, tables)));
    }
    writer.plain_heading("]");
    if !duty.clause.is_empty() {
        writer.text("hint", &label(&duty.clause));
    }
    writer.offer(false);
    let is_recurring = !matches!(duty.recurrence, Recurrence::Once { .. });
    if is_recurring
        && !duty.is_offered
        && !has_table
        && let [table, ..] = tables
    {
        writer.comment(&format!(
            "这一项也要填统计表的，在 asks 里加 {{ table = {} }}（填本期新增的数），",
            quoted(table)
        ));
        writer.comment(&format!(
            "并把总结那一项的 covers 改成 \"rest of {}\"，到时就会按各期合计预填。",
            duty.id
        ));
    }
}

fn ask_of(ask: &Ask, tables: &[String]) -> String {
    match ask {
        Ask::Registration => quoted("registration"),
        Ask::Narrative(label) => format!("{{ narrative = {}, required = true }}", quoted(label)),
        Ask::Material(label) => format!("{{ material = {} }}", quoted(label)),
        Ask::Table(index) => format!("{{ table = {} }}", quoted(&tables[*index])),
    }
}

fn write_recurrence(writer: &mut Writer, recurrence: Recurrence) {
    let on = |writer: &mut Writer, day: DayOfMonth| match day {
        DayOfMonth::LAST => writer.text("on", "last"),
        day => writer.plain("on", day.number()),
    };
    match recurrence {
        Recurrence::Once { due } => writer.plain("due", due),
        Recurrence::Daily => writer.text("every", "day"),
        Recurrence::Weekly { weekday } => writer.text("every", english(weekday)),
        Recurrence::Monthly { day } => {
            writer.text("every", "month");
            on(writer, day);
        }
        Recurrence::Quarterly { month, day } => {
            writer.text("every", "quarter");
            writer.plain(
                "month",
                match month {
                    MonthOfQuarter::First => 1,
                    MonthOfQuarter::Second => 2,
                    MonthOfQuarter::Third => 3,
                },
            );
            on(writer, day);
        }
        Recurrence::Yearly { month, day } => {
            writer.text("every", "year");
            writer.plain("month", month.number_from_month());
            on(writer, day);
        }
    }
}

/// A weekday as campaign files name it.
fn english(weekday: chrono::Weekday) -> &'static str {
    use chrono::Weekday;
    match weekday {
        Weekday::Mon => "monday",
        Weekday::Tue => "tuesday",
        Weekday::Wed => "wednesday",
        Weekday::Thu => "thursday",
        Weekday::Fri => "friday",
        Weekday::Sat => "saturday",
        Weekday::Sun => "sunday",
    }
}
