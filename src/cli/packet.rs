//! `anyue packet`: makes the files that go from desk to desk, and tells by which keys desks know each other. Opening one is
//! `anyue open`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::answer::Answer;
use super::failure::Failure;
use super::page::{Page, Piece, Table, Tone};
use super::session::Session;
use super::shape::{UnitRef, moment};
use crate::domain::calendar::Instant;
use crate::domain::id::UnitId;
use crate::domain::period::PeriodId;
use crate::entropy;
use crate::error::Fault;
use crate::ops::material::{read_size, show_size};
use crate::ops::packet::{
    Bring, For, KnownKey, Made, MadeFile, Superior, confirm_key, known_keys, make_campaign,
    make_report, own_fingerprint,
};
use crate::ops::{Desk, unit};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    #[command(about = "做活动包，发给下面的单位")]
    Campaign(Campaign),
    #[command(about = "做报送包，发给上级")]
    Report(Report),
    #[command(about = "指纹：本工作台的、各单位的；电话核对后记下")]
    Keys(Keys),
}

#[derive(Debug, Args)]
pub(super) struct Campaign {
    #[arg(
        long,
        value_name = "单位",
        conflicts_with = "each",
        help = "只给这一个单位（默认：一个文件给全部单位）"
    )]
    unit: Option<String>,
    #[arg(long, help = "下面每个单位各做一个文件")]
    each: bool,
    #[arg(
        short,
        long,
        value_name = "位置",
        help = "文件或目录（默认：文档/安月）"
    )]
    output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Report {
    #[arg(value_name = "期次", help = "如 weekly/2、final（默认：全部）")]
    periods: Vec<String>,
    #[arg(
        short,
        long,
        value_name = "位置",
        help = "文件或目录（默认：文档/安月）"
    )]
    output: Option<PathBuf>,
    #[arg(long, conflicts_with = "volume", help = "不带材料，对方会看到还缺什么")]
    without_material: bool,
    #[arg(
        long,
        value_name = "大小",
        help = "材料分成几个文件，每个约这么大，如 20MB"
    )]
    volume: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Keys {
    #[arg(
        long,
        value_name = "单位",
        help = "电话核对过它的六个词，记下；上级的写“上级”；可多次"
    )]
    confirm: Vec<String>,
}

pub(super) fn run(command: &Command, session: &Session<'_>) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    match command {
        Command::Campaign(arguments) => campaign(arguments, &mut desk, session),
        Command::Report(arguments) => report(arguments, &mut desk, session),
        Command::Keys(arguments) => keys(arguments, &mut desk, session),
    }
}

fn campaign(
    arguments: &Campaign,
    desk: &mut Desk,
    session: &Session<'_>,
) -> Result<Answer, Failure> {
    let whom = match (&arguments.unit, arguments.each) {
        (Some(text), _) => For::Unit(unit::find(desk, text)?.id),
        (None, true) => For::Each,
        (None, false) => For::All,
    };
    let place = arguments.output.as_deref();
    if let Some(folder) = place.filter(|_| arguments.each) {
        // Many files go there: what is named can only be a folder.
        std::fs::create_dir_all(folder).map_err(|error| {
            Fault::environment(format!("建不了文件夹 {}：{error}", folder.display()))
                .hint("请换一个可以写的位置")
        })?;
    }
    let made = make_campaign(desk, &whom, place, entropy::seed()?, session.now)?;
    Ok(answer(&made))
}

fn report(arguments: &Report, desk: &mut Desk, session: &Session<'_>) -> Result<Answer, Failure> {
    let periods: Result<Vec<PeriodId>, Fault> = arguments
        .periods
        .iter()
        .map(|text| Ok(desk.period_named(text)?.id.clone()))
        .collect();
    let bring = match (&arguments.volume, arguments.without_material) {
        (Some(text), _) => Bring::Volumes(read_size(text).ok_or_else(|| {
            Fault::problem(format!("--volume “{text}”不是大小")).hint("请写成 20MB、500KB 这样")
        })?),
        (None, true) => Bring::Nothing,
        (None, false) => Bring::All,
    };
    let place = arguments.output.as_deref();
    let made = make_report(desk, &periods?, bring, place, entropy::seed()?, session.now)?;
    Ok(answer(&made))
}

fn answer(made: &Made) -> Answer {
    let mut page = Page::new();
    for file in &made.files {
        page.line(format!("已做成：{}", file.path.display()));
        page.line(format!("  {}", words(file)));
    }
    for period in &made.stale {
        page.line(Piece::new(stale_words(&period.name), Tone::Warning));
        page.line(format!("  anyue rollup {}，再做一次报送包", period.id));
    }
    page.line(format!(
        "本工作台的指纹（电话核对用）：{}",
        made.fingerprint
    ));
    let files = made.files.iter().map(|file| {
        json!({
            "path": file.path.display().to_string(),
            "size": file.size,
            "addressee": file.addressee.as_ref().map(|to| UnitRef {
                code: to.code.clone(),
                name: to.name.clone(),
            }),
            "volume": file.volume.number,
            "volumes": file.volume.of,
            "units": file.units,
            "revisions": file.revisions,
            "material": file.material,
            "left_out": file.left_out,
        })
    });
    let files: Vec<_> = files.collect();
    Answer::new(
        page,
        json!({
            "files": files,
            "stale": made.stale.iter().map(|period| period.id.to_string()).collect::<Vec<_>>(),
            "fingerprint": made.fingerprint,
        }),
    )
}

fn stale_words(name: &str) -> String {
    format!("! {name}汇总以后，下面的报送有变动，包里仍是原来的数。要报现在的数，请重新汇总：")
}

/// What a packet holds, in one line.
fn words(file: &MadeFile) -> String {
    let mut words = format!(
        "{}，{} 个单位，{} 版报送，材料 {} 份",
        show_size(file.size),
        file.units,
        file.revisions,
        file.material
    );
    if file.left_out > 0 {
        words.push_str(&format!("，另有 {} 份不在这个文件里", file.left_out));
    }
    words
}

fn keys(arguments: &Keys, desk: &mut Desk, session: &Session<'_>) -> Result<Answer, Failure> {
    // Whoever works through a list on the telephone is told of a wrong name before anything is noted.
    let named = arguments.confirm.iter().map(|text| match text.trim() {
        "上级" => Ok(desk.seat.unit),
        text => unit::find(desk, text).map(|unit| unit.id),
    });
    let named: Vec<UnitId> = named.collect::<Result<_, _>>()?;
    for unit in named {
        confirm_key(desk, unit, session.now)?;
    }
    let known = Known::on(desk)?;
    Ok(Answer::new(known.page(), known.shape()))
}

/// The keys that a desk knows, each as six words.
struct Known {
    /// The name of the unit that sits here.
    seat: String,
    /// `None` before the first packet is made.
    own: Option<String>,
    above: Option<(Superior, String)>,
    units: Vec<KnownKey>,
}

impl Known {
    fn on(desk: &Desk) -> Result<Self, Fault> {
        let above = match Superior::of(desk)? {
            None => None,
            Some(above) => {
                let words = above.fingerprint()?;
                Some((above, words))
            }
        };
        Ok(Self {
            seat: desk.unit(desk.seat.unit)?.name,
            own: own_fingerprint(desk)?,
            above,
            units: known_keys(desk)?,
        })
    }

    fn page(&self) -> Page {
        let mut table = Table::of_texts(["单位", "指纹", "核对"]);
        let mut row = |whose: String, words: &str, checked: &str| {
            table.row([whose.into(), words.into(), checked.into()]);
        };
        let checked = |at: Option<Instant>| {
            if at.is_some() {
                "已核对"
            } else {
                "未核对"
            }
        };
        let own = self.own.as_deref().unwrap_or("做第一个报送包时生成");
        row(format!("本工作台（{}）", self.seat), own, "");
        if let Some((above, words)) = &self.above {
            let whose = format!("上级（{}）", above.name);
            row(whose, words, checked(above.confirmed_at));
        }
        for known in &self.units {
            let whose = format!("{}（{}）", known.unit.name, known.unit.code);
            row(whose, &known.fingerprint, checked(known.confirmed_at));
        }
        let mut page = Page::new();
        page.rows(&table);
        let left = self.units.iter().filter(|one| one.confirmed_at.is_none());
        let told = match (left.count(), self.units.len()) {
            (_, 0) => return page,
            (0, all) => format!("下面 {all} 家都已核对"),
            (left, all) => format!(
                "已核对 {}/{all} 家，还有 {left} 家：请对方念，一样的记下，一次可记几家：--confirm 编码 --confirm 编码",
                all - left
            ),
        };
        page.line(told);
        page
    }

    fn shape(&self) -> Value {
        let units = self.units.iter().map(|known| {
            json!({
                "unit": UnitRef::from(&known.unit),
                "fingerprint": known.fingerprint,
                "first_seen_at": moment(known.first_seen_at),
                "confirmed_at": known.confirmed_at.map(moment),
            })
        });
        let above = self.above.as_ref().map(|(above, words)| {
            json!({
                "unit": UnitRef { code: above.code.clone(), name: above.name.clone() },
                "fingerprint": words,
                "confirmed_at": above.confirmed_at.map(moment),
            })
        });
        json!({"own": self.own, "above": above, "units": units.collect::<Vec<_>>()})
    }
}
