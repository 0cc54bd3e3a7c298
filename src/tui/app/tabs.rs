//! The screens by their digits: which are of use here, which one is shown, and how one turns to another. What a screen does
//! when it is turned to is its own.

use super::App;
use crate::domain::calendar::Instant;
use crate::tui::keys::SCREENS;
use crate::tui::keys::keymap;
use crate::tui::program::Effect;
use crate::tui::screen::{Destination, Place};
use crate::tui::screens::{results, units};
use crate::tui::work::Request;

impl App {
    /// The shown screen's digit.
    pub(super) fn digit(&self) -> usize {
        // 收件 belongs to 进度, or where there is none, to 总览.
        let shown = match self.place {
            Place::Intray if self.context.gathers() => Place::Progress,
            Place::Intray => Place::Overview,
            place => place,
        };
        let mut places = Place::ALL.iter();
        places
            .position(|place| *place == shown)
            .map_or(0, |index| index + 1)
    }

    /// The screens that are of use here: digit and name.
    pub(super) fn tabs(&self) -> Vec<(u8, &'static str)> {
        let whom = self.context.whom();
        let mut tabs = Vec::new();
        for (digit, (place, name)) in (1_u8..).zip(Place::ALL.into_iter().zip(SCREENS)) {
            let is_of_use = keymap::leads_to(digit, whom) && self.context.has(place);
            if is_of_use || usize::from(digit) == self.digit() {
                let name = match place {
                    Place::Units => units::name(&self.context.campaign),
                    Place::Results => results::name(&self.context).unwrap_or(name),
                    _ => name,
                };
                tabs.push((digit, name));
            }
        }
        tabs
    }

    /// Goes on by so many screens, around the end, past those that are of no use here.
    pub(super) fn turn_by(&mut self, by: usize, now: Instant) -> Vec<Effect<Request>> {
        let whom = self.context.whom();
        let of_use = |digit: &usize| {
            let place = Place::ALL.get(digit - 1);
            let leads = u8::try_from(*digit).is_ok_and(|digit| keymap::leads_to(digit, whom));
            leads && place.is_some_and(|place| self.context.has(*place))
        };
        let mut next = (1..=SCREENS.len()).map(|n| (self.digit() - 1 + n * by) % SCREENS.len() + 1);
        let next = next.find(of_use);
        self.turn_to(next.unwrap_or(1), now)
    }

    pub(super) fn turn_to(&mut self, digit: usize, now: Instant) -> Vec<Effect<Request>> {
        let whom = self.context.whom();
        let leads = u8::try_from(digit).is_ok_and(|digit| keymap::leads_to(digit, whom));
        match digit.checked_sub(1).and_then(|i| Place::ALL.get(i)) {
            Some(place) if leads && self.context.has(*place) => {
                self.sender = None;
                self.show(&Destination::Screen(*place), now)
            }
            _ => Vec::new(),
        }
    }
}
