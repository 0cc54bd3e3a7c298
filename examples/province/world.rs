//! The desks of a province, the post between them, and an oracle: what every unit last reported, kept beside the desks. Chance
//! is a seed's, so that a run can be repeated.

mod above;
mod chance;
mod post;
mod proof;
mod two;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyue::domain::calendar::Instant;
use anyue::domain::campaign::Campaign;
use anyue::domain::id::{FigureId, UnitId};
use anyue::domain::material::Material;
use anyue::domain::period::PeriodId;
use anyue::domain::review::ReviewState;
use anyue::domain::submission::{Draft, Entry};
use anyue::error::Fault;
use anyue::ops::campaign::Templates;
use anyue::ops::desk::{self, NewDesk, NewSeat};
use anyue::ops::packet::{For, OpenAs, Opening, make_campaign, set_up};
use anyue::ops::submit::{SubmitAs, submit};
use anyue::ops::unit::{UnitInput, add};
use anyue::ops::{Desk, draft, review};

use chance::Chance;
use two::Habit;

/// A campaign of weekly numbers.
pub const CAMPAIGN: &str = r#"
id = "province-2020"
title = "演习活动"
issuer = "演习厅"
from = 2020-06-01
to = 2020-07-04
detail = true

[[duty]]
id = "weekly"
name = "每周统计"
every = "thursday"
asks = [{ material = "照片" }, { table = "week" }]

[[table]]
id = "week"
label = "统计表"
title = "统计表"
columns = ["项目", "落实情况"]

[[table.row]]
section = "活动"
item = "学习"
report = "学习（{study}）次，参与（{people}）人次，张贴（{posters}）张。"

[[register]]
id = "spots"
name = "示范点"
field = [{ id = "name", label = "名称", required = true }]
"#;

const FIGURES: [&str; 3] = ["study", "people", "posters"];
const DAY: i64 = 86_400_000;
const HOUR: i64 = 3_600_000;

/// How many desks of each level, and how long.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    pub cities: usize,
    pub districts: usize,
    pub units: usize,
    pub weeks: u32,
}

/// What the post carried.
#[derive(Debug, Default)]
pub struct Traffic {
    pub made: u64,
    pub opened: u64,
    pub lost: u64,
    pub repeated: u64,
    pub refused: u64,
    pub returned: u64,
    pub amended: u64,
    /// Pictures that units attached, and packets that were parts of one report because of them.
    pub pictures: u64,
    pub volumes: u64,
    /// Weeks that a unit reported on two machines, and conflicts that the desk above decided: about reports and about records.
    pub twice: u64,
    pub decided: u64,
    pub records_decided: u64,
    pub bytes: u64,
}

type Told<'a> = &'a mut dyn FnMut(&str, usize, usize);

/// One desk, closed: three thousand open ones would be too many files.
struct Seat {
    folder: PathBuf,
    /// A second machine of the same unit.
    twin: Option<PathBuf>,
    code: String,
    above: Option<usize>,
    key: [u8; 32],
    /// How far its clock is off, milliseconds.
    clock: i64,
}

/// A packet on its way.
struct Letter {
    /// The desk's folder.
    to: PathBuf,
    path: PathBuf,
}

pub struct World {
    root: PathBuf,
    size: Size,
    seats: Vec<Seat>,
    post: Vec<Letter>,
    chance: Chance,
    pub traffic: Traffic,
    /// What each unit last reported for each week, figure by figure.
    reported: BTreeMap<(usize, u32), [i64; 3]>,
    letters: u64,
}

/// Nine in the morning of a day of the campaign, from 0.
fn day(number: i64) -> Instant {
    let first = Campaign::parse(CAMPAIGN).expect("it is sound").days.from();
    Instant::from_epoch_ms(Instant::start_of(first).epoch_ms() + 9 * 3_600_000 + number * DAY)
}

fn week(number: u32) -> PeriodId {
    PeriodId::nth("weekly", number)
}

impl World {
    /// Makes every desk: the province's by hand, each other one by the packet of the one above it.
    pub fn build(root: &Path, size: Size, seed: u64, told: Told<'_>) -> Result<Self, Fault> {
        let mut world = Self {
            root: root.to_owned(),
            size,
            seats: Vec::new(),
            post: Vec::new(),
            chance: Chance(seed),
            traffic: Traffic::default(),
            reported: BTreeMap::new(),
            letters: 0,
        };
        let new = NewDesk {
            campaign_source: CAMPAIGN.to_owned(),
            templates: Templates::default(),
            name: String::new(),
            seat: NewSeat::Coordinator,
        };
        desk::create(&root.join("0"), &new, day(-3))?;
        world.seats.push(world.seat(0, "000".into(), None));
        let cities = world.level(&[0], size.cities, "市", true, told)?;
        let districts = world.level(&cities, size.districts, "区县", true, told)?;
        world.level(&districts, size.units, "单位", false, told)?;
        Ok(world)
    }

    fn seat(&self, at: usize, code: String, above: Option<usize>) -> Seat {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&(at as u64 + 1).to_le_bytes());
        Seat {
            folder: self.root.join(at.to_string()),
            twin: None,
            code,
            above,
            key,
            // Half an hour, some hours, most of a day: fast and slow.
            clock: [0, 0, 1_800_000, -5 * 3_600_000, 20 * 3_600_000][at % 5],
        }
    }

    /// One more level of desks, shared out among those above.
    fn level(
        &mut self,
        above: &[usize],
        count: usize,
        name: &str,
        collects: bool,
        told: Told<'_>,
    ) -> Result<Vec<usize>, Fault> {
        let mut made = Vec::new();
        for (turn, parent) in above.iter().enumerate() {
            let share: Vec<usize> = (turn..count).step_by(above.len()).collect();
            let mut desk = desk::open(&self.seats[*parent].folder)?;
            let mut codes = Vec::new();
            for number in share {
                let code = format!("{}-{number:04}", self.seats[*parent].code);
                let input = UnitInput {
                    code: code.clone(),
                    name: format!("{name}{number}"),
                    ..UnitInput::default()
                };
                codes.push((code, add(&mut desk, &input, day(-3))?.id));
            }
            for (code, unit) in codes {
                let at = self.seats.len();
                let mut seat = self.seat(at, code, Some(*parent));
                if !collects && Habit::TwoMachines.is_of(at) {
                    seat.twin = Some(self.root.join(format!("{at}-second")));
                }
                let packet = self.root.join("set-up.anyue");
                let key = self.seats[*parent].key;
                make_campaign(&mut desk, &For::Unit(unit), Some(&packet), key, day(-2))?;
                let mut opening = Opening::of(&packet)?;
                let how = OpenAs::default();
                for folder in [&seat.folder].into_iter().chain(&seat.twin) {
                    set_up(folder, &mut opening, None, collects, &how, day(-1))?;
                }
                fs::remove_file(&packet).map_err(|error| Fault::io("删除", &packet, &error))?;
                self.seats.push(seat);
                made.push(at);
                told("desks", made.len(), count);
            }
        }
        Ok(made)
    }

    fn units(&self) -> std::ops::Range<usize> {
        self.seats.len() - self.size.units..self.seats.len()
    }

    /// The desks that collect, from the lowest level to the highest.
    fn collectors(&self) -> Vec<usize> {
        (0..self.units().start).rev().collect()
    }

    /// A week: units report and amend, the post carries, desks above take, return and roll up.
    pub fn week(&mut self, number: u32, told: Told<'_>) -> Result<(), Fault> {
        let today = i64::from(number) * 7 - 4;
        let units = self.units();
        for at in units.clone() {
            self.report(at, number, today)?;
            self.report_twice(at, number, today)?;
            self.write_record(at, number, today)?;
            told(
                &format!("week {number}: units"),
                at + 1 - units.start,
                units.len(),
            );
        }
        self.carry(day(today + 1), told)?;
        for at in self.collectors() {
            self.decide(at, today + 2)?;
            self.look_through(at, number, today + 2)?;
            self.rename_records(at, number, today + 2)?;
            self.add_up(at, number, today + 2)?;
            self.carry(day(today + 2), told)?;
        }
        Ok(())
    }

    /// Everything is sent once more and arrives: from the units upward, level by level.
    pub fn settle(&mut self, told: Told<'_>) -> Result<(), Fault> {
        let today = i64::from(self.size.weeks) * 7;
        for at in self.units() {
            let seat = &self.seats[at];
            let folders: Vec<PathBuf> = [&seat.folder]
                .into_iter()
                .chain(&seat.twin)
                .cloned()
                .collect();
            for folder in folders {
                let mut desk = desk::open(&folder)?;
                self.send_up(&mut desk, at, day(today), true)?;
            }
        }
        self.carry_all(day(today), told)?;
        for at in self.collectors() {
            self.decide(at, today)?;
        }
        self.carry_all(day(today), told)?;
        for at in self.collectors() {
            let mut desk = desk::open(&self.seats[at].folder)?;
            for number in 1..=self.size.weeks {
                self.roll(&mut desk, number, day(today + 1))?;
            }
            if self.seats[at].above.is_some() {
                self.send_up(&mut desk, at, day(today + 1), true)?;
            }
            drop(desk);
            self.carry_all(day(today + 1), told)?;
        }
        Ok(())
    }

    /// A unit reports its week, and now and then amends an earlier one; what was returned it corrects.
    fn report(&mut self, at: usize, number: u32, today: i64) -> Result<(), Fault> {
        let mut desk = desk::open(&self.seats[at].folder)?;
        let now = Instant::from_epoch_ms(day(today).epoch_ms() + self.seats[at].clock);
        self.hand_in(&mut desk, at, number, "", now)?;
        for earlier in 1..number {
            let known = review::look(&desk, desk.seat.unit, &week(earlier))?;
            let is_returned = known.state == ReviewState::Returned;
            if is_returned || self.chance.percent(5) {
                self.traffic.amended += 1;
                self.hand_in(&mut desk, at, earlier, "核对后更正", now)?;
            }
        }
        self.send_up(&mut desk, at, now, false)
    }

    fn hand_in(
        &mut self,
        desk: &mut Desk,
        at: usize,
        number: u32,
        reason: &str,
        now: Instant,
    ) -> Result<(), Fault> {
        let numbers = [9, 300, 40].map(|most| self.chance.below(most));
        let material = self.pictures(desk, at, now)?;
        fill_in(desk, number, (numbers, material), reason, now)?;
        let numbers = numbers.map(|n| i64::try_from(n).unwrap_or(0));
        self.reported.insert((at, number), numbers);
        Ok(())
    }
}

/// Hands in a week's numbers.
fn fill_in(
    desk: &mut Desk,
    number: u32,
    (numbers, material): ([u64; 3], Vec<Material>),
    reason: &str,
    now: Instant,
) -> Result<(), Fault> {
    let entries = FIGURES.iter().zip(numbers);
    let typed = Draft {
        entries: entries
            .map(|(id, n)| (FigureId::from(*id), Entry::Typed(n.to_string())))
            .collect(),
        material,
        ..Draft::default()
    };
    let how = SubmitAs {
        reason: reason.to_owned(),
        ..SubmitAs::default()
    };
    let unit = desk.seat.unit;
    draft::discard(desk, unit, &week(number), now).ok();
    submit(desk, unit, &week(number), &typed, &how, now)
        .map_err(|error| Fault::problem(error.to_string()))?;
    Ok(())
}

fn row_of(desk: &Desk, code: &str) -> Result<UnitId, Fault> {
    let unit = desk.store.read().unit_with_code(code)?;
    Ok(unit.expect("it was added").id)
}
