//! `anyue export`: papers of the desk, into a file or to standard output.

mod text;

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use super::answer::{Answer, Body};
use super::failure::Failure;
use super::lookup::{self, CountingOption, ExtentOptions};
use super::page::{Page, Piece, Table};
use super::session::Session;
use crate::domain::counting::Counting;
use crate::error::Fault;
use crate::export::Format;
use crate::ops::export::{
    Kind, Layout, Request, Scope, Taken, blank_form, bytes, kinds, offer_of, save,
};
use crate::ops::points::table_named;
use crate::ops::record::register_named;
use crate::ops::total::Extent;
use crate::ops::{Desk, unit};
use crate::text::search::closest;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(
        value_name = "材料",
        help = "导出什么，如 annex2、summary（不写则列出全部）"
    )]
    kind: Option<String>,
    #[arg(
        long,
        value_name = "格式",
        help = "docx、xlsx、csv、html、md、json（默认：按文件名，或首选）"
    )]
    format: Option<String>,
    #[arg(
        short,
        long,
        value_name = "路径",
        help = "文件或目录（默认：工作台的“导出”目录）；- 为标准输出"
    )]
    output: Option<PathBuf>,
    #[arg(
        long,
        value_name = "单位",
        help = "这个单位自己的（默认：汇总方为全部汇总）"
    )]
    unit: Option<String>,
    #[arg(long, help = "连同下级一起汇总")]
    rollup: bool,
    #[command(flatten)]
    extent: ExtentOptions,
    #[command(flatten)]
    counting: CountingOption,
    #[arg(long, value_name = "表", help = "哪张统计表（默认：第一张）")]
    table: Option<String>,
    #[arg(
        long,
        value_name = "台账",
        help = "哪本台账或哪份积分办法：编号或名称（只有一样时可以不写）"
    )]
    of: Option<String>,
    #[arg(
        long,
        value_name = "版式",
        help = "notice 填在通知的空表里（有空表时默认），program 程序排版"
    )]
    layout: Option<String>,
    #[arg(
        long,
        requires = "kind",
        conflicts_with = "text",
        help = "先在自己的编辑器里改情况汇总的文字（接着上次改好的）"
    )]
    edit: bool,
    #[arg(
        long,
        requires = "edit",
        help = "--edit 不接着上次的，按现在的数据起草"
    )]
    fresh: bool,
    #[arg(
        long,
        value_name = "文件",
        requires = "kind",
        help = "情况汇总用这份改好的文字；- 为标准输入"
    )]
    text: Option<PathBuf>,
}

impl Arguments {
    fn writes_to_standard_output(&self) -> bool {
        self.output.as_deref() == Some(Path::new("-"))
    }
}

pub(super) fn run(arguments: &Arguments, session: &mut Session<'_>) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    let Some(kind) = &arguments.kind else {
        return Ok(offers(&desk));
    };
    let mut request = request(arguments, kind_named(kind, &desk)?, &desk, session)?;
    let form = offer_of(&desk, &request).and_then(|offer| offer.form);
    request.layout = layout(arguments)?.unwrap_or_default();
    let format = format(arguments, &request, form)?;
    if arguments.layout.is_some() && request.layout == Layout::Notice && form != Some(format) {
        return Err(no_form(form, format).into());
    }
    let taken = text::taken(arguments, request, &mut desk, session)?;
    let mut answer = match arguments.writes_to_standard_output() {
        true => to_standard_output(&mut desk, &taken.request, format, session)?,
        false => to_file(arguments, &mut desk, &taken, format, session)?,
    };
    answer.remarks = taken.remarks;
    answer.remarks.extend(blank_form(&desk, &taken.request)?);
    Ok(answer)
}

fn to_file(
    arguments: &Arguments,
    desk: &mut Desk,
    taken: &Taken,
    format: Format,
    session: &mut Session<'_>,
) -> Result<Answer, Failure> {
    let request = &taken.request;
    let output = arguments.output.as_deref();
    session.tell_progress(&format!("正在导出{}", request.kind.label()));
    let saved = save(desk, request, format, output, session.now);
    session.tell_progress("");
    let path = saved.map_err(|fault| taken.unwritten(fault))?;
    let shown = path.display().to_string();
    let mut page = Page::new();
    page.line(format!("已导出：{shown}"));
    let json = json!({
        "kind": request.kind.id(),
        "format": format.extension(),
        "path": shown,
        "edited": request.text.is_some(),
    });
    Ok(Answer::new(page, json))
}

fn request(
    arguments: &Arguments,
    kind: Kind,
    desk: &Desk,
    session: &Session<'_>,
) -> Result<Request, Failure> {
    let mut request = Request::new(desk, kind);
    if let Some(text) = &arguments.unit {
        request.scope = Scope::Unit(unit::find(desk, text)?.id);
    }
    if arguments.rollup {
        request.scope = Scope::Subtree(request.scope.unit());
    }
    request.extent = arguments.extent.extent(desk, session)?;
    if request.extent != Extent::Whole && !kind.has_extent() {
        let message = format!("“{}”不分期次，不能用 --period 或 --as-of", kind.label());
        return Err(Fault::problem(message).into());
    }
    request.counting = arguments.counting.counting();
    if request.counting != Counting::default() && !kind.has_totals() {
        let message = format!("“{}”不汇总报送，不能用 --accepted", kind.label());
        return Err(Fault::problem(message).into());
    }
    if let Some(text) = &arguments.table {
        request.table = Some(lookup::table(&desk.campaign, Some(text))?.id.clone());
    }
    if let Some(text) = &arguments.of {
        request.of = Some(subject(text, kind, desk)?);
    }
    Ok(request)
}

/// The register or points table that a paper is of, by its id or name.
fn subject(text: &str, kind: Kind, desk: &Desk) -> Result<String, Failure> {
    let campaign = &desk.campaign;
    match kind {
        Kind::Register | Kind::Responsibilities => {
            Ok(register_named(campaign, Some(text))?.id.to_string())
        }
        Kind::Scores => Ok(table_named(campaign, Some(text))?.id.to_string()),
        _ => Err(Fault::problem(format!("“{}”不分台账，不能用 --of", kind.label())).into()),
    }
}

fn layout(arguments: &Arguments) -> Result<Option<Layout>, Failure> {
    let Some(text) = &arguments.layout else {
        return Ok(None);
    };
    let found = Layout::ALL.into_iter().find(|layout| layout.id() == text);
    let unknown = || {
        Fault::problem(format!("没有“{text}”这种版式"))
            .hint("notice 填在通知的空表里，program 程序排版")
    };
    Ok(Some(found.ok_or_else(unknown)?))
}

fn no_form(form: Option<Format>, format: Format) -> Fault {
    match form {
        Some(own) => Fault::problem(format!("通知的空表是 {own} 文件，不能导出为 {format}"))
            .hint(format!("请写 --format {own}，或 --layout program")),
        None => Fault::problem("工作台里没有这种材料的通知空表")
            .hint("请去掉 --layout notice，由程序排版"),
    }
}

/// The format that is named, else the one that the file's name ends in, else the usual one.
fn format(
    arguments: &Arguments,
    request: &Request,
    form: Option<Format>,
) -> Result<Format, Failure> {
    if let Some(text) = &arguments.format {
        return text
            .parse()
            .map_err(|error: crate::export::ExportError| Fault::problem(error.to_string()).into());
    }
    let ending = arguments.output.as_deref().and_then(Path::extension);
    let by_name = ending.and_then(|ending| ending.to_str()?.parse().ok());
    let form = form.filter(|_| request.layout == Layout::Notice);
    let usual = form.or(request.kind.formats().first().copied());
    Ok(by_name.or(usual).unwrap_or(Format::Docx))
}

fn to_standard_output(
    desk: &mut Desk,
    request: &Request,
    format: Format,
    session: &Session<'_>,
) -> Result<Answer, Failure> {
    let is_text = !matches!(format, Format::Docx | Format::Xlsx);
    if session.writes_to_terminal() && !is_text {
        let fault = Fault::problem(format!("{format} 不是文字，不能写到终端"))
            .hint("请用 -o 写明文件，或接到别的程序");
        return Err(fault.into());
    }
    let bytes = bytes(desk, request, format, session.now)?;
    Ok(Answer::of(Body::Bytes(bytes)))
}

fn kind_named(text: &str, desk: &Desk) -> Result<Kind, Failure> {
    if let Some(kind) = Kind::named(text) {
        return Ok(kind);
    }
    let offers = kinds(desk);
    // 附件2 is what the notice calls it; which kind that is, only the campaign knows.
    let mut labels = offers.iter();
    if let Some(offer) = labels.find(|offer| offer.label.split_whitespace().next() == Some(text)) {
        return Ok(offer.kind);
    }
    let known = Kind::ALL.iter().flat_map(|kind| [kind.id(), kind.label()]);
    let hint = match closest(text, known) {
        Some(near) => format!("是不是 {near}？"),
        None => "anyue export 列出可以导出的材料".to_owned(),
    };
    Err(Fault::problem(format!("没有“{text}”这种材料"))
        .hint(hint)
        .into())
}

fn offers(desk: &Desk) -> Answer {
    let mut table = Table::of_texts(["材料", "名称", "格式"]);
    let mut shapes = Vec::new();
    for offer in kinds(desk) {
        let formats: Vec<&str> = offer.kind.formats().iter().map(|f| f.extension()).collect();
        let shown = formats.iter().map(|format| match offer.form {
            Some(form) if form.extension() == *format => format!("{format}（通知的空表）"),
            _ => (*format).to_owned(),
        });
        let shown: Vec<String> = shown.collect();
        let kind = match &offer.of {
            None => offer.kind.id().to_owned(),
            Some(of) => format!("{} --of {of}", offer.kind.id()),
        };
        table.row([
            Piece::from(kind),
            Piece::from(&offer.label),
            Piece::from(shown.join("、")),
        ]);
        shapes.push(json!({
            "kind": offer.kind.id(),
            "label": offer.label,
            "table": offer.table,
            "of": offer.of,
            "formats": formats,
            "form": offer.form.map(Format::extension),
        }));
    }
    let mut page = Page::new();
    page.table(&table);
    Answer::new(page, json!({ "papers": shapes }))
}
