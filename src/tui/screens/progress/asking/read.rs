//! Reading what was typed into the dialogs: a change, or everything that is wrong, each beside its field.

use chrono::{NaiveDate, NaiveTime};

use super::{Asking, CHANNELS, EARLIER};
use crate::domain::calendar::{Instant, Moment, MomentError, read_moment, words};
use crate::text::digits::fold_width;
use crate::tui::kit::form::Remark;
use crate::tui::screens::progress::work::Change;

/// What is wrong, by field.
pub(super) type Problems = Vec<(&'static str, Remark)>;

fn told(text: &str, error: MomentError) -> String {
    if text.trim().is_empty() {
        "请填写日期，如 6月20日".to_owned()
    } else {
        error.to_string()
    }
}

impl Asking {
    pub(super) fn read_receipt(&self, now: Instant) -> Result<Change, Problems> {
        let mut problems = Problems::new();
        let channel = self.value("channel");
        let channel = CHANNELS.into_iter().find(|known| known.label() == channel);
        if channel.is_none() {
            problems.push(("channel", Remark::bad("请选一种方式")));
        }
        let at = self.moment("at").map(Moment::received);
        let at = at.and_then(|at| match at > now {
            true => Err(format!("不能晚于现在（{}）", words::moment_with_year(now))),
            false => Ok(at),
        });
        let at = at
            .map_err(|text| problems.push(("at", Remark::bad(text))))
            .ok();
        let reason = self.reason(&mut problems);
        match (channel, at) {
            (Some(channel), Some(at)) if problems.is_empty() => Ok(Change::Receive {
                unit: self.unit.id,
                period: self.period.id.clone(),
                channel,
                at,
                reason,
                instead: self.value("earlier") == EARLIER[1],
            }),
            _ => Err(problems),
        }
    }

    pub(super) fn read_extension(&self, has_one: bool) -> Result<Change, Problems> {
        let mut problems = Problems::new();
        let (unit, period) = (self.unit.id, self.period.id.clone());
        if has_one && self.value("until").trim().is_empty() {
            let reason = self.reason(&mut problems);
            return match problems.is_empty() {
                true => Ok(Change::CancelExtension {
                    unit,
                    period,
                    reason,
                }),
                false => Err(problems),
            };
        }
        let own = self.period.deadline();
        let until = self.moment("until").and_then(|moment| {
            let until = match moment.time {
                None => Instant::end_of(moment.date),
                Some(_) => moment.instant_or(NaiveTime::MIN),
            };
            if until > own {
                Ok(until)
            } else {
                Err(format!("应晚于原定的截止时间 {}", words::deadline(own)))
            }
        });
        let until = until
            .map_err(|text| problems.push(("until", Remark::bad(text))))
            .ok();
        let reason = self.reason(&mut problems);
        match until {
            Some(until) if problems.is_empty() => Ok(Change::Extend {
                unit,
                period,
                until,
                reason,
            }),
            _ => Err(problems),
        }
    }

    pub(super) fn read_books(&self, reopen: bool) -> Result<Change, Problems> {
        let mut problems = Problems::new();
        let reason = match reopen {
            true => self.reason(&mut problems),
            false => self.value("reason").trim().to_owned(),
        };
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Change::Books {
            period: self.period.id.clone(),
            reopen,
            reason,
        })
    }

    pub(super) fn value(&self, id: &str) -> String {
        self.dialog
            .fields()
            .map(|form| form.value(id))
            .unwrap_or_default()
    }

    fn moment(&self, id: &str) -> Result<Moment, String> {
        let text = self.value(id);
        read_moment(&fold_width(&text), self.near()).map_err(|error| told(&text, error))
    }

    fn reason(&self, problems: &mut Problems) -> String {
        let reason = self.value("reason").trim().to_owned();
        if reason.is_empty() {
            problems.push(("reason", Remark::bad("请写明理由")));
        }
        reason
    }

    /// A day that is typed without a year is the nearest to this one.
    pub(super) fn near(&self) -> NaiveDate {
        self.period.occurrence.due
    }
}
