//! `anyue open`: takes a packet that came from another desk. On a machine without a desk for it a campaign packet makes one.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::answer::Answer;
use super::failure::Failure;
use super::page::Page;
use super::session::Session;
use super::shape::{moment, unit_ref};
use crate::domain::calendar::Instant;
use crate::domain::period::Period;
use crate::error::Fault;
use crate::ops::packet::{
    Goes, KeyState, OpenAs, Opening, Place, Question, Taken, ToCompare, Wish, due_next, open,
    place, seated, set_up, told,
};
use crate::ops::{Desk, desk, status};
use crate::packet::Kind;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "文件", help = "报送包或活动包（.anyue）")]
    file: PathBuf,
    #[arg(
        long,
        value_name = "单位",
        help = "活动包发给全部单位时：本机是哪个单位"
    )]
    unit: Option<String>,
    #[arg(long, help = "本机还要收集下面单位的报送；只填报的也这样改过来")]
    collect: bool,
    #[arg(long, value_name = "时间", help = "何时收到（默认：现在）；要写理由")]
    received_at: Option<String>,
    #[arg(
        long,
        value_name = "理由",
        default_value = "",
        help = "补记收到时间、关账以后再收时必须写"
    )]
    reason: String,
    #[arg(long, help = "对方换了密钥，指纹已经电话核对")]
    accept_key: bool,
    #[arg(long, help = "时钟差得太多也照收")]
    accept_clock: bool,
    #[arg(long, help = "本机自己建的工作台就是这个单位的：改用上级的编码")]
    adopt_code: bool,
    #[arg(long, help = "已有同一活动别的单位的工作台，仍另建一个")]
    new_desk: bool,
}

pub(super) fn run(arguments: &Arguments, session: &mut Session<'_>) -> Result<Answer, Failure> {
    let mut opening = Opening::of(&arguments.file)?;
    match desk_for(arguments, &opening, session)? {
        Some(mut desk) => {
            let how = how(arguments, &desk, session)?;
            let taken = open(&mut desk, &mut opening, &how, session.now)?;
            let collects = arguments.collect && taken.kind == Kind::Campaign;
            let begins = collects && desk::collect(&mut desk, session.now)?;
            let answer = answer(&desk, &taken, None, session)?;
            Ok(match begins {
                true => answer.remark(BEGINS),
                false => answer,
            })
        }
        None => {
            let (desk, taken, before) = make(arguments, &mut opening, session)?;
            answer(&desk, &taken, Some(before), session)
        }
    }
}

/// What is said of a desk that only reported until now.
const BEGINS: &str = "本工作台从现在起也收集下面单位的报送，汇总后报上级。本单位填过的都在，哪一期汇总了，哪一期才改报汇总数；本单位自己的数也要算进去的，请把填报的科室加成下面的一个单位";

/// The desk that opened by default until a new one was made; `None` where there was none.
type Before = Option<PathBuf>;

/// Makes a desk of the packet, which opens by default from now on.
fn make(
    arguments: &Arguments,
    opening: &mut Opening,
    session: &Session<'_>,
) -> Result<(Desk, Taken, Before), Failure> {
    let folder = match session.named_folder()? {
        Some(folder) => folder,
        None => desk::free_folder(
            &session.paths()?.desks(),
            &opening.manifest().campaign.id.clone(),
        ),
    };
    let unit = arguments.unit.as_deref();
    let how = OpenAs {
        accept_clock: arguments.accept_clock,
        ..OpenAs::default()
    };
    let (desk, taken) = set_up(&folder, opening, unit, arguments.collect, &how, session.now)?;
    let mut before = None;
    if let Ok(paths) = session.paths() {
        before = desk::last(&paths.desks());
        desk::remember(&paths.desks(), &desk.folder)?;
    }
    Ok((desk, taken, before))
}

/// The desk that the packet goes to: the one that is named, else where it belongs. `None` where one is to be made.
fn desk_for(
    arguments: &Arguments,
    opening: &Opening,
    session: &Session<'_>,
) -> Result<Option<Desk>, Failure> {
    if session.names_desk() {
        let folder = session.folder()?;
        return match folder.exists() {
            true => Ok(Some(desk::open(&folder)?)),
            false => Ok(None),
        };
    }
    let wish = Wish {
        unit: arguments.unit.as_deref(),
        adopt_code: arguments.adopt_code,
        new_desk: arguments.new_desk,
    };
    match place(&session.paths()?.desks(), opening, wish)? {
        Goes::To(folder) => Ok(Some(desk::open(&folder)?)),
        Goes::Nowhere => Ok(None),
        Goes::Asks(question) => {
            let fault = question.fault(opening, wish.unit);
            Err(fault.hint(way_out(&question)).into())
        }
    }
}

/// How the command line is told what a person decides.
fn way_out(question: &Question) -> String {
    match question {
        Question::Own => "确要在本机也建一个对方的工作台，用 --desk 指明新文件夹".to_owned(),
        Question::Several(places) => {
            let named = |place: &Place| format!("{}（{}）", place.name, place.folder.display());
            let names: Vec<String> = places.iter().map(named).collect();
            format!("请用 --desk 指明：{}", names.join("；"))
        }
        Question::Elsewhere(_) => "请核对是不是发错了；确要在本机也建它的工作台，加 --new-desk（以后默认打开的就是新建的那一个）".to_owned(),
        Question::ByHand(_) => "沿用它，加 --adopt-code：编码改成上级用的，已填的一样不少；要另建一个，用 --desk 指明新文件夹".to_owned(),
        Question::NoneByHand => "请用 --desk 指明是哪个工作台；要新建，去掉 --adopt-code".to_owned(),
        Question::Unreadable(..) => "请先看看那个工作台；确实与它无关，加 --new-desk 另建一个".to_owned(),
    }
}

fn how(arguments: &Arguments, desk: &Desk, session: &Session<'_>) -> Result<OpenAs, Failure> {
    let received_at = match &arguments.received_at {
        None => None,
        Some(text) => Some(session.moment("--received-at", text, desk)?.received()),
    };
    Ok(OpenAs {
        received_at,
        reason: arguments.reason.clone(),
        // It is read only this once.
        looked_at: None,
        accept_key: arguments.accept_key,
        accept_clock: arguments.accept_clock,
        adopt_code: arguments.adopt_code,
    })
}

fn answer(
    desk: &Desk,
    taken: &Taken,
    made: Option<Before>,
    session: &Session<'_>,
) -> Result<Answer, Failure> {
    let is_new = made.is_some();
    let seat = desk.unit(desk.seat.unit)?;
    let mut page = Page::new();
    if is_new {
        page.line(format!("工作台已建好：{}", desk.name));
        page.line(seated(desk)?);
    }
    if let Some(before) = made.flatten() {
        page.line(format!(
            "默认打开的工作台改成了这一个；改回原来的：anyue desks {}",
            before.display()
        ));
    }
    if let Some(from) = &taken.recoded_from {
        page.line(format!(
            "本单位的编码由 {from} 改为上级用的 {}，已填的都在",
            seat.code
        ));
    }
    for line in told(desk, taken)? {
        page.line(line);
    }
    if let Some(ToCompare { how, words }) = ToCompare::of(taken) {
        let whose = match taken.kind {
            Kind::Campaign => "上级",
            Kind::Report => taken.sender.code.as_str(),
        };
        page.line(how);
        page.line(format!("  {words}"));
        page.line(format!("一样就记下：anyue packet keys --confirm {whose}"));
    }
    let next = status::next_due(desk, &seat, session.now)?;
    if let Some(next) = next.as_ref().filter(|_| is_new) {
        page.line(due_next(next));
        page.line("下一步：直接运行 anyue 打开它");
    }
    Ok(Answer::new(page, shape(desk, taken, is_new, next)?))
}

fn shape(
    desk: &Desk,
    taken: &Taken,
    is_new: bool,
    next: Option<(Period, Instant)>,
) -> Result<Value, Fault> {
    let units = desk.units()?;
    Ok(json!({
        "desk": {
            "folder": desk.folder.display().to_string(),
            "name": desk.name,
            "is_new": is_new,
            "seat": unit_ref(&units, desk.seat.unit),
        },
        "kind": match taken.kind { Kind::Campaign => "campaign", Kind::Report => "report" },
        "sender": {"code": taken.sender.code, "name": taken.sender.name},
        "volume": taken.volume.number,
        "volumes": taken.volume.of,
        "key": key_name(taken.key),
        "fingerprint": taken.fingerprint,
        "is_news": taken.is_news(),
        "revisions": taken.revisions,
        "withdrawn": taken.withdrawn,
        "earlier": taken.earlier,
        "hazards": taken.hazards,
        "records": taken.records,
        "recoded_from": taken.recoded_from,
        "reviews": taken.reviews,
        "receipts": taken.receipts,
        "units": taken.units,
        "conflicts": taken.conflicts.iter().map(|(unit, period)| json!({
            "unit": unit_ref(&units, *unit),
            "period": period.to_string(),
        })).collect::<Vec<_>>(),
        "contested_records": taken.contested,
        "passed_over": taken.passed_over,
        "missing": taken.missing.iter().map(|missing| json!({
            "unit": unit_ref(&units, missing.unit),
            "period": missing.period.as_ref().map(ToString::to_string),
            "name": missing.name,
            "size": missing.size,
        })).collect::<Vec<_>>(),
        "next": next.map(|(period, deadline)| json!({
            "period": period.id.to_string(),
            "name": period.name,
            "deadline": moment(deadline),
        })),
    }))
}

fn key_name(key: KeyState) -> &'static str {
    match key {
        KeyState::FirstSeen => "first-seen",
        KeyState::Known { is_confirmed: true } => "confirmed",
        KeyState::Known {
            is_confirmed: false,
        } => "known",
        KeyState::Replaced => "replaced",
    }
}
