//! Packets that come into 收件: what each would bring, what is asked before it is taken, and what to say afterwards. Whether
//! a packet may be taken, and what taking it does, is `ops::packet`'s.

use std::path::PathBuf;

use super::asking::{Asking, Remarks, ask};
use super::state::Popup;
use super::work::Request;
use crate::domain::calendar::words;
use crate::error::Fault;
use crate::ops::packet::{Coming, Doubt, KeyState, Preview};
use crate::tui::kit::dialog::Dialog;
use crate::tui::kit::form::{Form, Item, Remark};
use crate::tui::kit::guarded::Guarded;
use crate::tui::screen::Context;

/// A packet that was looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Parcel {
    pub path: PathBuf,
    /// What it would bring, or why it is not taken.
    pub looked: Result<Preview, Fault>,
}

/// A packet that a person saw before saying that it is to be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub path: PathBuf,
    /// Names the very packet: another that lies there by now is not taken.
    pub digest: String,
}

/// Filled forms that lie beside the packets and are taken in after them: their folder, and the period that was said.
pub type Rest = Option<(PathBuf, String)>;

/// What a person has to answer for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Asks {
    key: bool,
    clock: bool,
    reason: bool,
}

/// What a person answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answered {
    /// The fingerprint was compared by telephone.
    pub is_compared: bool,
    pub accepts_clock: bool,
    pub reason: String,
}

const REASON: usize = 200;
/// So many answers or packets are named one by one.
const NAMED: usize = 6;

const NOT_COMPARED: &str = "还没核对";
const COMPARED: &str = "已电话核对";
const NOT_NOW: &str = "先不收";
const ALL_THE_SAME: &str = "照收";

/// The question whether to take what was looked at; or, where nothing of it and nothing beside it can be taken, why.
pub fn question(parcels: &[Parcel], rest: Rest, context: &Context) -> Result<Popup, Fault> {
    match (parcels, &rest) {
        ([parcel], rest) => match (&parcel.looked, rest) {
            (Ok(preview), _) => Ok(one(parcel, preview, rest.clone(), context)),
            (Err(fault), None) => Err(fault.clone()),
            (Err(_), Some(_)) => many(parcels, rest.clone()),
        },
        (several, _) => many(several, rest),
    }
}

fn one(parcel: &Parcel, preview: &Preview, rest: Rest, context: &Context) -> Popup {
    let has = |of: fn(&Doubt) -> bool| preview.doubts.iter().any(of);
    let asks = Asks {
        key: has(|doubt| matches!(doubt, Doubt::Key(_))),
        clock: has(|doubt| matches!(doubt, Doubt::Clock(_))),
        reason: has(|doubt| matches!(doubt, Doubt::Books(_))),
    };
    let mut items = Vec::new();
    if preview.key != (KeyState::Known { is_confirmed: true }) {
        let words = [NOT_COMPARED, COMPARED];
        let item = Item::choice("key", "指纹", words, NOT_COMPARED).required(asks.key);
        items.push(item.hint("请对方念做包时显示的六个词"));
    }
    if asks.clock {
        let words = [NOT_NOW, ALL_THE_SAME];
        items.push(Item::choice("clock", "时间不对", words, NOT_NOW).required(true));
    }
    if asks.reason {
        let reason = Item::line("reason", "理由", "", REASON).required(true);
        items.push(reason.hint("这一期已关账"));
    }
    let title = format!("收下{}", preview.kind.label());
    let text = told(preview, context).join("\n");
    let dialog = match items.is_empty() {
        true => Dialog::confirm(title, text, "收下"),
        false => Dialog::form(title, text, Form::new(items), "收下"),
    };
    // What need not be answered does not stand in the way of Enter.
    let dialog = match asks == Asks::default() {
        true => dialog.ready(),
        false => dialog,
    };
    let packets = vec![shown(parcel, preview)];
    ask(
        Asking::TakePackets {
            packets,
            rest,
            asks,
        },
        dialog,
    )
}

fn shown(parcel: &Parcel, preview: &Preview) -> Shown {
    Shown {
        path: parcel.path.clone(),
        digest: preview.digest.clone(),
    }
}

fn many(parcels: &[Parcel], rest: Rest) -> Result<Popup, Fault> {
    let sound = |parcel: &&Parcel| match &parcel.looked {
        Ok(preview) => preview.doubts.is_empty(),
        Err(_) => false,
    };
    let packets = parcels.iter().filter(sound).filter_map(|parcel| {
        let preview = parcel.looked.as_ref().ok()?;
        Some(shown(parcel, preview))
    });
    let packets: Vec<Shown> = packets.collect();
    let answers = parcels.iter().filter(sound).flat_map(|parcel| {
        let preview = parcel.looked.as_ref().ok();
        preview.into_iter().flat_map(|preview| &preview.answers)
    });
    let new: usize = answers.map(|coming| coming.new).sum();
    let mut text = vec![format!(
        "{} 个报送包，可以收下 {} 个，新报送 {new} 版。",
        parcels.len(),
        packets.len()
    )];
    let held = parcels.iter().filter(|parcel| !sound(parcel));
    let held: Vec<String> = held.map(why_held).collect();
    if !held.is_empty() {
        text.push("收不了的，或者要一个一个收的：".to_owned());
        text.extend(held.iter().take(NAMED).cloned());
        if held.len() > NAMED {
            text.push(format!("等 {} 个", held.len()));
        }
    }
    text.extend(to_compare(parcels.iter().filter(sound)));
    if rest.is_some() {
        text.push("旁边填好的表一起收进来。".to_owned());
    }
    if packets.is_empty() && rest.is_none() {
        return Err(Fault::problem(text.join("\n")).safe("什么也没有收下"));
    }
    let asks = Asks::default();
    let title = match packets.is_empty() {
        true => "收进填好的表",
        false => "收下报送包",
    };
    let dialog = Dialog::confirm(title, text.join("\n"), "收下");
    Ok(ask(
        Asking::TakePackets {
            packets,
            rest,
            asks,
        },
        dialog,
    ))
}

/// The six words of every sender with whom nobody has compared them yet, each once.
fn to_compare<'p>(parcels: impl Iterator<Item = &'p Parcel>) -> Vec<String> {
    let previews = parcels.filter_map(|parcel| parcel.looked.as_ref().ok());
    let mut lines: Vec<String> = Vec::new();
    for preview in previews {
        let seen = match preview.key {
            KeyState::FirstSeen => "第一次收到",
            KeyState::Known {
                is_confirmed: false,
            } => "没有变",
            KeyState::Known { is_confirmed: true } | KeyState::Replaced => continue,
        };
        let line = format!(
            "  {}（{seen}）：{}",
            preview.sender.name, preview.fingerprint
        );
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    if !lines.is_empty() {
        let how = format!(
            "还有 {} 家的指纹没电话核对过，请各家念一遍；核对过的逐个收时记下，或用 anyue packet keys --confirm 编码：",
            lines.len()
        );
        lines.insert(0, how);
    }
    lines
}

/// `报送包-甲.anyue：对方换了密钥`
fn why_held(parcel: &Parcel) -> String {
    let name = parcel.path.file_name().unwrap_or_default();
    let why = match &parcel.looked {
        Err(fault) => fault.message.clone(),
        Ok(preview) => {
            let doubts = preview.doubts.iter().map(|doubt| doubt.words());
            doubts.collect::<Vec<_>>().join("；")
        }
    };
    format!("  {}：{why}", name.to_string_lossy())
}

/// From whom it is, by which key, and what it brings.
fn told(preview: &Preview, context: &Context) -> Vec<String> {
    let sender = &preview.sender;
    let made = words::moment_beside(preview.made_at, context.campaign.days);
    let volume = match preview.volume.of {
        1 => String::new(),
        of => format!("，第 {} 卷，共 {of} 卷", preview.volume.number),
    };
    let mut told = vec![format!(
        "{}（{}），{made}做成{volume}",
        sender.name, sender.code
    )];
    let doubts = preview.doubts.iter();
    told.extend(doubts.map(|doubt| format!("! {}", doubt.words())));
    match preview.key {
        KeyState::FirstSeen => {
            told.push(format!("第一次收到它的包，指纹：{}", preview.fingerprint))
        }
        KeyState::Known {
            is_confirmed: false,
        } => {
            told.push(format!(
                "密钥没有变，还没电话核对过：{}",
                preview.fingerprint
            ));
        }
        KeyState::Known { is_confirmed: true } => told.push("密钥没有变，已核对过".to_owned()),
        KeyState::Replaced => {}
    }
    match preview.is_report() {
        true => told.extend(brought(preview, context)),
        false => told.push(said_above(preview)),
    }
    if !preview.passed_over.is_empty() {
        let told_of = preview.passed_over.join("；");
        told.push(format!("有些登记收不了，别的照收：{told_of}"));
    }
    if preview.missing > 0 {
        let count = preview.missing;
        told.push(format!("还缺 {count} 份材料，在别的分卷里或没有带来"));
    }
    told
}

/// Which answers are new, which say more, which stand against others.
fn brought(preview: &Preview, context: &Context) -> Vec<String> {
    let of = |fits: &dyn Fn(&Coming) -> bool| -> Vec<&Coming> {
        let answers = preview.answers.iter();
        answers.filter(|coming| fits(coming)).collect()
    };
    let groups = [
        (
            "新报送",
            of(&|one| one.new > 0 && one.known == 0 && !one.is_conflict),
        ),
        (
            "有更正",
            of(&|one| one.new > 0 && one.known > 0 && !one.is_conflict),
        ),
        ("! 两种说法，收下后要裁定", of(&|one| one.is_conflict)),
        ("以前收过", of(&|one| one.new == 0 && !one.is_conflict)),
    ];
    let groups = groups.iter().filter(|(_, group)| !group.is_empty());
    let mut told: Vec<String> = groups
        .map(|(what, group)| match group.len() <= NAMED {
            true => format!("{what}：{}", names(group, preview, context)),
            false => format!("{what} {} 份", group.len()),
        })
        .collect();
    if preview.hazards > 0 {
        told.push(format!("隐患台账 {} 条", preview.hazards));
    }
    if preview.records > 0 {
        told.push(format!("台账登记 {} 条", preview.records));
    }
    if told.is_empty() {
        told.push("没有报送".to_owned());
    }
    told
}

/// `第1周、第2周`; with the unit's name where it is not the sender's own.
fn names(group: &[&Coming], preview: &Preview, context: &Context) -> String {
    let names = group.iter().map(|coming| {
        let period = context.plan.period(&coming.period);
        let period = period.map_or_else(|| coming.period.to_string(), |one| one.short_name.clone());
        match coming.unit.code == preview.sender.code {
            true => period,
            false => format!("{} {period}", coming.unit.name),
        }
    });
    names.collect::<Vec<_>>().join("、")
}

/// What the desk above says.
fn said_above(preview: &Preview) -> String {
    let counts = [
        (preview.receipts, "份回执"),
        (preview.reviews, "份审核"),
        (preview.units, "个新单位"),
    ];
    let counts = counts.iter().filter(|(count, _)| *count > 0);
    let mut told: Vec<String> = counts
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    told.push(match preview.is_newer_word {
        true => "期限、免报和关账以它为准".to_owned(),
        false => "不比上次的新，期限不会变".to_owned(),
    });
    told.join("、")
}

/// What an answered question asks of the desk, or what is still wrong with it.
pub fn answered(
    packets: &[Shown],
    rest: &Rest,
    asks: Asks,
    dialog: &Guarded,
) -> Result<Request, Remarks> {
    let answered = Answered {
        is_compared: dialog.value("key") == COMPARED,
        accepts_clock: dialog.value("clock") == ALL_THE_SAME,
        reason: dialog.value("reason").trim().to_owned(),
    };
    let mut remarks = Vec::new();
    if asks.key && !answered.is_compared {
        let text = "换了密钥，对上六个词才能收；左右键选";
        remarks.push(("key", Remark::bad(text)));
    }
    if asks.clock && !answered.accepts_clock {
        remarks.push(("clock", Remark::bad("核对过日期、内容无误才照收；左右键选")));
    }
    if asks.reason && answered.reason.is_empty() {
        remarks.push(("reason", Remark::bad("请写明理由")));
    }
    match remarks.is_empty() {
        true => Ok(Request::TakePackets {
            packets: packets.to_vec(),
            answered,
            rest: rest.clone(),
        }),
        false => Err(remarks),
    }
}
