//! The post between desks: packets are made, lost, repeated, shuffled and opened.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use anyue::domain::calendar::Instant;
use anyue::domain::id::UnitId;
use anyue::error::Fault;
use anyue::ops::packet::{Bring, For, OpenAs, Opening, make_campaign, make_report, open};
use anyue::ops::{Desk, desk};

use super::two::Habit;
use super::{DAY, Letter, Told, World, day};

/// How many bytes of pictures go into one packet: two of them, so that a unit that sends three weeks needs several.
const VOLUME: u64 = 50_000;

impl World {
    /// Puts a packet into the post: some are lost, some come twice, one in three hundred is dated years ahead at first.
    pub(super) fn send_up(
        &mut self,
        desk: &mut Desk,
        at: usize,
        now: Instant,
        surely: bool,
    ) -> Result<(), Fault> {
        let Some(above) = self.seats[at].above else {
            return Ok(());
        };
        if !surely && self.chance.below(300) == 0 {
            let far = Instant::from_epoch_ms(now.epoch_ms() + 900 * DAY);
            self.post_report(desk, at, above, far)?;
        }
        let lost = !surely && self.chance.percent(8);
        self.post_report(desk, at, above, now)?;
        if lost {
            self.post.pop();
            self.traffic.lost += 1;
        } else if self.chance.percent(6) {
            let path = self.post.last().expect("it was just posted").path.clone();
            let to = self.seats[above].folder.clone();
            self.post.push(Letter { to, path });
            self.traffic.repeated += 1;
        }
        Ok(())
    }

    fn post_report(
        &mut self,
        desk: &mut Desk,
        at: usize,
        to: usize,
        now: Instant,
    ) -> Result<(), Fault> {
        self.letters += 1;
        let path = self.root.join(format!("letter-{}.anyue", self.letters));
        let bring = match Habit::Pictures.is_of(at) {
            true => Bring::Volumes(VOLUME),
            false => Bring::All,
        };
        let made = make_report(desk, &[], bring, Some(&path), self.seats[at].key, now)?;
        if made.files.len() > 1 {
            self.traffic.volumes += made.files.len() as u64;
        }
        for file in made.files {
            self.traffic.made += 1;
            self.traffic.bytes += file.size;
            let to = self.seats[to].folder.clone();
            self.post.push(Letter {
                to,
                path: file.path,
            });
        }
        Ok(())
    }

    /// Delivers what is in the post, in any order; one letter in ten stays until the next time.
    pub(super) fn carry(&mut self, now: Instant, told: Told<'_>) -> Result<(), Fault> {
        let mut letters = std::mem::take(&mut self.post);
        self.chance.shuffle(&mut letters);
        let late = letters.len() / 10;
        self.post = letters.split_off(letters.len() - late);
        self.deliver(letters, now, told)
    }

    pub(super) fn carry_all(&mut self, now: Instant, told: Told<'_>) -> Result<(), Fault> {
        let mut letters = std::mem::take(&mut self.post);
        self.chance.shuffle(&mut letters);
        self.deliver(letters, now, told)
    }

    fn deliver(&mut self, letters: Vec<Letter>, now: Instant, told: Told<'_>) -> Result<(), Fault> {
        let count = letters.len();
        let arrived: BTreeSet<PathBuf> = letters.iter().map(|one| one.path.clone()).collect();
        let mut desks: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
        for letter in letters {
            desks.entry(letter.to).or_default().push(letter.path);
        }
        let mut done = 0;
        for (to, paths) in desks {
            let mut desk = desk::open(&to)?;
            for path in paths {
                let mut opening = Opening::of(&path)?;
                match open(&mut desk, &mut opening, &OpenAs::default(), now) {
                    Ok(_) => self.traffic.opened += 1,
                    Err(fault) if fault.message.contains("时钟") => self.traffic.refused += 1,
                    Err(fault) => return Err(fault),
                }
                done += 1;
                told("packets opened", done, count);
            }
        }
        self.throw_away(&arrived)
    }

    /// Letters that nobody waits for any more make room.
    fn throw_away(&self, letters: &BTreeSet<PathBuf>) -> Result<(), Fault> {
        let waiting: BTreeSet<&PathBuf> = self.post.iter().map(|letter| &letter.path).collect();
        for path in letters.iter().filter(|path| !waiting.contains(path)) {
            fs::remove_file(path).map_err(|error| Fault::io("删除", path, &error))?;
        }
        Ok(())
    }

    /// To a unit, and to its second machine where it has one.
    pub(super) fn send_down(
        &mut self,
        desk: &mut Desk,
        at: usize,
        unit: UnitId,
        to: usize,
        today: i64,
    ) -> Result<(), Fault> {
        self.letters += 1;
        let path = self.root.join(format!("letter-{}.anyue", self.letters));
        let key = self.seats[at].key;
        let made = make_campaign(desk, &For::Unit(unit), Some(&path), key, day(today))?;
        self.traffic.made += 1;
        self.traffic.bytes += made.files[0].size;
        let seat = &self.seats[to];
        let folders = [&seat.folder].into_iter().chain(&seat.twin);
        let letters = folders.map(|to| Letter {
            to: to.clone(),
            path: path.clone(),
        });
        self.post.extend(letters);
        Ok(())
    }
}
