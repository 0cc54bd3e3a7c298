//! What two write about one thing: a unit on two machines, a unit and the desk above. And the pictures that some send. Who is
//! right the desk above decides, and the oracle learns it from there.

use std::collections::BTreeSet;
use std::fs;
use std::ops::ControlFlow;

use anyue::domain::calendar::Instant;
use anyue::domain::figure::{Answer, Value};
use anyue::domain::material::Material;
use anyue::domain::record::{FieldValue, RecordEntry};
use anyue::domain::submission::Content;
use anyue::error::Fault;
use anyue::ops::material::{LARGEST, attach};
use anyue::ops::record::{self, NewRecord, RecordError};
use anyue::ops::{Desk, desk, review};

use super::{FIGURES, HOUR, World, day, fill_in, row_of, week};

/// What one unit in twenty does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Habit {
    /// It reports on two machines that know nothing of each other.
    TwoMachines = 13,
    /// It sends pictures, more than go into one packet.
    Pictures = 14,
    /// It has a record that the desk above writes too.
    Record = 15,
}

/// Bytes of a picture.
const PICTURE: usize = 24_000;

impl Habit {
    pub(super) fn is_of(self, at: usize) -> bool {
        at % 20 == self as usize
    }
}

impl World {
    /// Two pictures, where the unit sends such: no two are alike.
    pub(super) fn pictures(
        &mut self,
        desk: &mut Desk,
        at: usize,
        now: Instant,
    ) -> Result<Vec<Material>, Fault> {
        let mut pictures = Vec::new();
        let count = match Habit::Pictures.is_of(at) {
            true => 2,
            false => 0,
        };
        for _ in 0..count {
            let bytes: Vec<u8> = (0..PICTURE).map(|_| self.chance.below(256) as u8).collect();
            let path = self.root.join("picture.jpg");
            fs::write(&path, bytes).map_err(|error| Fault::io("写照片", &path, &error))?;
            let mut go_on = |_, _| ControlFlow::Continue(());
            pictures.push(attach(desk, &path, LARGEST, &mut go_on, now)?.material);
            self.traffic.pictures += 1;
        }
        Ok(pictures)
    }

    /// The unit's second machine reports the same week: always the second one, now and then another.
    pub(super) fn report_twice(&mut self, at: usize, number: u32, today: i64) -> Result<(), Fault> {
        let Some(folder) = self.seats[at].twin.clone() else {
            return Ok(());
        };
        if number != 2 && !self.chance.percent(20) {
            return Ok(());
        }
        let mut desk = desk::open(&folder)?;
        let now = Instant::from_epoch_ms(day(today).epoch_ms() + HOUR);
        let numbers = [9, 300, 40].map(|most| self.chance.below(most));
        fill_in(&mut desk, number, (numbers, Vec::new()), "", now)?;
        self.traffic.twice += 1;
        self.send_up(&mut desk, at, now, false)
    }

    /// A unit writes its record in the first week and changes it twice in the third.
    pub(super) fn write_record(&mut self, at: usize, number: u32, today: i64) -> Result<(), Fault> {
        if !Habit::Record.is_of(at) {
            return Ok(());
        }
        let mut desk = desk::open(&self.seats[at].folder)?;
        let now = day(today);
        match number {
            1 => {
                let new = NewRecord {
                    register: "spots".into(),
                    unit: desk.seat.unit,
                    row: None,
                    entry: called("一村"),
                };
                record::add(&mut desk, &new, "", now).map_err(Fault::from)?;
            }
            3 => {
                rename(&mut desk, at, "一村一组", now)?;
                rename(&mut desk, at, "一村二组", now)?;
            }
            _ => return Ok(()),
        }
        self.send_up(&mut desk, at, now, false)
    }

    /// A district writes into the records that have come by the second week, and tells nobody yet.
    pub(super) fn rename_records(
        &mut self,
        at: usize,
        number: u32,
        today: i64,
    ) -> Result<(), Fault> {
        let below = self
            .units()
            .filter(|unit| self.seats[*unit].above == Some(at) && Habit::Record.is_of(*unit));
        let below: Vec<usize> = below.collect();
        if number != 2 || below.is_empty() {
            return Ok(());
        }
        let mut desk = desk::open(&self.seats[at].folder)?;
        let records = desk.store.read().records(&Default::default())?;
        for kept in records {
            let entry = called("区里改的名");
            let renamed = record::edit(
                &mut desk,
                kept.record.id,
                kept.revision,
                &entry,
                "",
                day(today),
            );
            renamed.map_err(Fault::from)?;
        }
        Ok(())
    }

    /// The desk above decides wherever several ways of telling stand, and tells the unit, on all its machines.
    pub(super) fn decide(&mut self, at: usize, today: i64) -> Result<(), Fault> {
        let mut desk = desk::open(&self.seats[at].folder)?;
        let mut told = BTreeSet::new();
        for (unit, period) in desk.store.read().conflicts()? {
            let known = review::look(&desk, unit, &period)?;
            let heads: Vec<_> = known.standing.iter().chain(&known.rivals).collect();
            let chosen = heads[self.pick(heads.len())];
            let reason = "已与单位核实";
            review::decide(
                &mut desk,
                unit,
                &period,
                chosen.number,
                None,
                reason,
                day(today),
            )?;
            self.traffic.decided += 1;
            let seat = self.seat_of(&desk.unit(unit)?.code);
            let number = (1..=self.size.weeks).find(|number| week(*number) == period);
            let number = number.expect("only weeks are reported");
            self.reported
                .insert((seat, number), numbers(&chosen.content));
            told.insert(seat);
        }
        for contested in record::contested(&desk)? {
            let number = contested.versions[self.pick(contested.versions.len())].number;
            let record = contested.kept.record;
            record::decide(
                &mut desk,
                record.id,
                number,
                None,
                "已与单位核实",
                day(today),
            )
            .map_err(Fault::from)?;
            self.traffic.records_decided += 1;
            told.insert(self.seat_of(&desk.unit(record.unit)?.code));
        }
        for seat in told {
            let unit = row_of(&desk, &self.seats[seat].code)?;
            self.send_down(&mut desk, at, unit, seat, today)?;
        }
        Ok(())
    }

    fn pick(&mut self, of: usize) -> usize {
        usize::try_from(self.chance.below(of as u64)).unwrap_or(0)
    }

    fn seat_of(&self, code: &str) -> usize {
        let found = self.seats.iter().position(|seat| seat.code == code);
        found.expect("every unit has a desk")
    }
}

fn called(name: &str) -> RecordEntry {
    let name = FieldValue::Plain(Value::Text(name.to_owned()));
    RecordEntry {
        fields: [("name".into(), name)].into(),
        ..RecordEntry::default()
    }
}

/// Renames the unit's only record; each unit has names of its own.
fn rename(desk: &mut Desk, at: usize, name: &str, now: Instant) -> Result<(), Fault> {
    let records = desk.store.read().records(&Default::default())?;
    let kept = records.first().expect("it was written in the first week");
    let entry = called(&format!("{name}（{at}）"));
    let (id, seen) = (kept.record.id, kept.revision);
    let written: Result<u32, RecordError> = record::edit(desk, id, seen, &entry, "", now);
    written.map(drop).map_err(Fault::from)
}

/// What a report says, in the order of the figures.
fn numbers(content: &Content) -> [i64; 3] {
    FIGURES.map(|id| {
        let answer = content.figures.get(id);
        answer.and_then(Answer::as_number).unwrap_or(0)
    })
}
