//! What a desk that collects does with what came: it looks through it, returns a little, and adds up.

use anyue::domain::calendar::Instant;
use anyue::domain::problem::Place;
use anyue::domain::review::{Comment, ReviewState};
use anyue::error::Fault;
use anyue::ops::rollup::{RollUpAs, roll_up};
use anyue::ops::{Desk, desk, review};

use super::{FIGURES, World, day, row_of, week};

impl World {
    /// A district looks through what came: most is accepted, a little returned; the answers go down in its next packets.
    pub(super) fn look_through(&mut self, at: usize, number: u32, today: i64) -> Result<(), Fault> {
        let below: Vec<usize> = self
            .units()
            .filter(|unit| self.seats[*unit].above == Some(at))
            .collect();
        if below.is_empty() {
            return Ok(());
        }
        let mut desk = desk::open(&self.seats[at].folder)?;
        for unit in below {
            let id = row_of(&desk, &self.seats[unit].code)?;
            let known = review::look(&desk, id, &week(number))?;
            if known.standing.is_none() || known.state != ReviewState::Received {
                continue;
            }
            if self.chance.percent(4) {
                let comment = Comment {
                    place: Place::Figure(FIGURES[1].into()),
                    text: "请核对人次".into(),
                };
                review::give_back(
                    &mut desk,
                    id,
                    &week(number),
                    None,
                    vec![comment],
                    day(today),
                )?;
                self.traffic.returned += 1;
                self.send_down(&mut desk, at, id, unit, today)?;
            } else {
                review::accept(&mut desk, id, &week(number), None, day(today))?;
            }
        }
        Ok(())
    }

    /// A desk that collects rolls up every week so far and sends the totals upward.
    pub(super) fn add_up(&mut self, at: usize, number: u32, today: i64) -> Result<(), Fault> {
        let mut desk = desk::open(&self.seats[at].folder)?;
        let mut is_news = false;
        for earlier in 1..=number {
            is_news |= self.roll(&mut desk, earlier, day(today))?;
        }
        if is_news {
            self.send_up(&mut desk, at, day(today), false)?;
        }
        Ok(())
    }

    pub(super) fn roll(&self, desk: &mut Desk, number: u32, now: Instant) -> Result<bool, Fault> {
        match roll_up(desk, &week(number), &RollUpAs::default(), now) {
            Ok(done) => Ok(done.is_news),
            Err(fault) if fault.message.contains("还没有单位报送") => Ok(false),
            Err(fault) => Err(fault),
        }
    }
}
