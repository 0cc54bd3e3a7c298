//! Every doubt of every arrival as one list, for whoever telephones the units. Laid out for a spreadsheet; written by
//! the exporters, like every other paper.

use std::path::{Path, PathBuf};

use super::doubt::{Doubt, Weight, Where};
use super::gather::Skipped;
use super::judged::Judged;
use crate::domain::campaign::Campaign;
use crate::error::Fault;
use crate::export::sheet::{Cell, Sheet};
use crate::export::{Format, file, write};
use crate::ops::Desk;

/// The report's own name, where only a folder is given for it.
const NAME: &str = "收件核对.csv";

/// Places that are named of one thing that is said of many.
const MOST_PLACES: usize = 4;

/// Whom a doubt is about and what it is: 单位, 期次, or the figure's own short name.
pub fn place_label(campaign: &Campaign, place: &Where) -> String {
    let label =
        |id: &str, label: Option<&String>| label.map_or_else(|| id.to_owned(), String::clone);
    match place {
        Where::File | Where::Whole => "整份".to_owned(),
        Where::Unit => "单位".to_owned(),
        Where::Period => "期次".to_owned(),
        Where::Figure(id) => {
            let figure = campaign.figure(id);
            label(id.as_str(), figure.map(|figure| &figure.label))
        }
        Where::Field(id) => label(id.as_str(), campaign.field(id).map(|field| &field.label)),
    }
}

/// The word for how much a doubt weighs.
pub fn weight_label(weight: Weight) -> &'static str {
    match weight {
        Weight::Mend => "须核对",
        Weight::Look => "须过目",
        Weight::Reason => "须写理由",
        Weight::Remark => "提醒",
    }
}

/// Doubts that say the same over the same sentence, one after the other: many blanks may be in doubt over one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told<'d> {
    pub weight: Weight,
    /// What they are about, in their order.
    pub places: Vec<String>,
    pub message: &'d str,
    /// Empty where it was the one before.
    pub sentence: &'d str,
}

impl Told<'_> {
    /// `须核对  启动仪式、记者采访报道：表里没有这一行`, of many only the first few are named.
    pub fn in_words(&self) -> String {
        let all = self.places.len();
        let mut places = self.places[..all.min(MOST_PLACES)].join("、");
        if all > MOST_PLACES {
            places.push_str(&format!("等 {all} 处"));
        }
        let weight = weight_label(self.weight);
        format!("{weight}  {places}：{}", self.message)
    }
}

/// What is in doubt, each thing said once.
pub fn told<'d>(campaign: &Campaign, doubts: impl IntoIterator<Item = &'d Doubt>) -> Vec<Told<'d>> {
    let mut all: Vec<Told<'d>> = Vec::new();
    let mut last = "";
    for doubt in doubts {
        let place = place_label(campaign, &doubt.place);
        let sentence = doubt.sentence.as_str();
        match all.last_mut() {
            Some(before)
                if before.message == doubt.message
                    && before.weight == doubt.weight
                    && (sentence == last && !before.places.contains(&place)) =>
            {
                before.places.push(place);
            }
            _ => all.push(Told {
                weight: doubt.weight,
                places: vec![place],
                message: &doubt.message,
                sentence: if sentence == last { "" } else { sentence },
            }),
        }
        last = sentence;
    }
    all
}

/// The list as a sheet: one row a doubt about what is not done with, and one for each file that was passed over.
pub fn problems_sheet<'a>(
    desk: &Desk,
    judged: impl IntoIterator<Item = &'a Judged>,
    skipped: &[Skipped],
) -> Sheet {
    let headings = [
        "文件", "单位", "期次", "轻重", "位置", "问题", "原句", "所在",
    ];
    let widths = [36, 28, 20, 8, 24, 40, 48, 20];
    let mut sheet = Sheet::new("收件核对", widths)
        .title("收件核对")
        .header(headings);
    for one in judged.into_iter().filter(|one| one.arrival.is_open()) {
        for doubt in &one.doubts {
            sheet.push(row(desk, one, doubt));
        }
    }
    for file in skipped {
        let texts = [&file.origin, "", "", "没有读", "整份", &file.reason, "", ""];
        sheet.push(texts.map(Cell::text));
    }
    sheet
}

fn row(desk: &Desk, judged: &Judged, doubt: &Doubt) -> [Cell; 8] {
    let unit = judged.unit.as_ref().map_or("", |unit| unit.name.as_str());
    let period = judged.period.as_ref().and_then(|id| desk.plan.period(id));
    let period = period.map_or("", |period| period.name.as_str());
    let place = place_label(&desk.campaign, &doubt.place);
    let position = doubt.position.map(|position| position.to_string());
    [
        judged.arrival.file.origin.as_str(),
        unit,
        period,
        weight_label(doubt.weight),
        &place,
        &doubt.message,
        &doubt.sentence,
        &position.unwrap_or_default(),
    ]
    .map(Cell::text)
}

/// Saves the list as CSV and tells where it lies; a file that is there already is never overwritten.
pub fn save_problems<'a>(
    desk: &Desk,
    judged: impl IntoIterator<Item = &'a Judged>,
    skipped: &[Skipped],
    place: &Path,
) -> Result<PathBuf, Fault> {
    let sheet = problems_sheet(desk, judged, skipped);
    let bytes =
        write(&sheet.into(), Format::Csv).map_err(|error| Fault::environment(error.to_string()))?;
    file::save(place, NAME, &bytes).map_err(|error| Fault::environment(error.to_string()))
}
