//! What the campaign wants and keeps beside its tables: targets against their numbers, registers, points, nominations. Each
//! in a few sentences, because the lists themselves are papers of their own.

use super::prose::told;
use super::{Summary, Voice};
use crate::domain::status::show_rate;
use crate::domain::target::Standing;
use crate::export::document::Block;

/// All of it, as the desk keeps it; empty lists where the campaign has none, or nothing is kept yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Programme {
    pub targets: Vec<TargetTold>,
    pub registers: Vec<RegisterTold>,
    pub scores: Vec<ScoreTold>,
    pub awards: Vec<AwardTold>,
}

/// How far one target is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetTold {
    pub name: String,
    /// `到2025年1月20日`, `2020年`
    pub stretch: String,
    /// With its measure word: `100场`.
    pub wanted: String,
    /// With its measure word, empty where nothing is known of it: `86场`.
    pub done: String,
    /// In tenths of a percent; `None` of what is a rate itself, or a number of units.
    pub share: Option<u32>,
    pub standing: Standing,
}

/// What a register comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterTold {
    pub name: String,
    pub records: usize,
    /// How many of each sort, where its records are of sorts; with what the numbers of each come to, where sums over
    /// several sorts would say nothing: 设立 and 支出.
    pub sorts: Vec<SortTold>,
    /// How many have reached each stage.
    pub stages: Vec<(String, usize)>,
    /// What its numbers come to, each with its heading: `已补助30000元`.
    pub sums: Vec<String>,
}

/// The records of one sort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SortTold {
    pub name: String,
    pub records: usize,
    pub sums: Vec<String>,
}

/// What a points table comes to. Never an order of units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoreTold {
    pub name: String,
    pub participants: usize,
    pub units: usize,
    /// The points that are wanted, and how many units have them, where the table wants any.
    pub reached: Option<(String, usize)>,
    /// What one unit has by itself.
    pub own: Option<String>,
}

/// Who is nominated for an award.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwardTold {
    pub name: String,
    /// Bodies that have named anybody.
    pub bodies: usize,
    pub candidates: usize,
    /// Those among them beyond the quota (差额候选).
    pub extra: usize,
    /// Those with all conditions met and all steps taken.
    pub complete: usize,
}

impl Summary<'_> {
    /// The parts with their headings; none for what the campaign does not have.
    pub(super) fn programme_parts(&self) -> Vec<(&'static str, Vec<Block>)> {
        let programme = self.programme;
        let registers = programme.registers.iter().map(RegisterTold::words);
        let scores = programme.scores.iter().map(|score| score.words(self.voice));
        let awards = programme.awards.iter().map(AwardTold::words);
        let all = |texts: &mut dyn Iterator<Item = String>| {
            texts.map(|text| told(&text)).collect::<Vec<Block>>()
        };
        let parts = [
            ("目标完成情况", targets(&programme.targets)),
            ("台账登记情况", all(&mut { registers })),
            ("积分情况", all(&mut { scores })),
            ("推荐评选情况", all(&mut { awards })),
        ];
        let parts = parts.into_iter();
        parts.filter(|(_, blocks)| !blocks.is_empty()).collect()
    }
}

/// The order in which a superior asks about them.
const STANDINGS: [Standing; 8] = [
    Standing::Reached,
    Standing::Exceeded,
    Standing::OnTrack,
    Standing::Behind,
    Standing::Missed,
    Standing::NotBegun,
    Standing::Unset,
    Standing::Unknown,
];

/// How many stand where, and then those of each standing by name.
fn targets(all: &[TargetTold]) -> Vec<Block> {
    if all.is_empty() {
        return Vec::new();
    }
    let standings = STANDINGS.iter().chain([&Standing::Partial]);
    let groups = standings.map(|standing| {
        let of = all.iter().filter(|one| one.standing == *standing);
        (standing.label(), of.collect::<Vec<_>>())
    });
    let groups: Vec<_> = groups.filter(|(_, of)| !of.is_empty()).collect();
    let counts = groups.iter();
    let counts = counts.map(|(label, of)| format!("{label} {} 项", of.len()));
    let counts: Vec<String> = counts.collect();
    let lead = format!("目标共 {} 项，其中{}。", all.len(), counts.join("、"));
    let lists = groups.iter().map(|(label, of)| {
        let each: Vec<String> = of.iter().map(|one| one.words()).collect();
        format!("{label}：{}。", each.join("；"))
    });
    [lead]
        .into_iter()
        .chain(lists)
        .map(|text| told(&text))
        .collect()
}

impl TargetTold {
    /// `百场应急演练（到2024年11月30日）完成86场，为目标100场的86.0%`
    fn words(&self) -> String {
        let head = format!("{}（{}）", self.name, self.stretch);
        match (self.done.is_empty(), self.wanted.is_empty()) {
            (true, true) => head,
            (true, false) => format!("{head}目标 {}", self.wanted),
            (false, true) => format!("{head}完成 {}", self.done),
            (false, false) => {
                let share = self
                    .share
                    .map(|share| format!("，完成率{}", show_rate(Some(share))));
                let share = share.unwrap_or_default();
                format!("{head}目标 {}，完成 {}{share}", self.wanted, self.done)
            }
        }
    }
}

impl RegisterTold {
    fn words(&self) -> String {
        let mut words = format!("{}：共登记 {} 条", self.name, self.records);
        let sorts: Vec<String> = self.sorts.iter().map(SortTold::words).collect();
        if !sorts.is_empty() {
            words.push_str(&format!("，其中{}", sorts.join("、")));
        }
        let stages = self.stages.iter();
        let stages: Vec<String> = stages
            .map(|(name, count)| format!("{name} {count}"))
            .collect();
        if !stages.is_empty() {
            words.push_str(&format!("；{}", stages.join("、")));
        }
        if !self.sums.is_empty() {
            words.push_str(&format!("；{}", self.sums.join("、")));
        }
        words + "。"
    }
}

impl SortTold {
    fn words(&self) -> String {
        let sums = match self.sums.is_empty() {
            true => String::new(),
            false => format!("（{}）", self.sums.join("、")),
        };
        format!("{} {} 条{sums}", self.name, self.records)
    }
}

impl ScoreTold {
    fn words(&self, voice: Voice) -> String {
        if let (Voice::Unit, Some(own)) = (voice, &self.own) {
            return format!("{}：本单位积 {own} 分。", self.name);
        }
        let reached = self.reached.as_ref();
        let reached = reached.map(|(points, units)| format!("，积分达到 {points} 分的 {units} 家"));
        format!(
            "{}：共 {} 家，参与 {} 家{}。",
            self.name,
            self.units,
            self.participants,
            reached.unwrap_or_default()
        )
    }
}

impl AwardTold {
    fn words(&self) -> String {
        let extra = match self.extra {
            0 => String::new(),
            extra => format!("（含差额候选 {extra} 个）"),
        };
        let complete = match self.complete {
            0 => "，条件和程序尚未齐备".to_owned(),
            all if all == self.candidates => "，条件和程序均已齐备".to_owned(),
            some => format!("，条件和程序齐备的 {some} 个"),
        };
        format!(
            "{}：{} 家推荐单位共推荐 {} 个{extra}{complete}。",
            self.name, self.bodies, self.candidates
        )
    }
}
