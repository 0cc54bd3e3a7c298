//! `anyue campaign draft`: a blank form and its notice become a campaign file, with what is left to ask.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::Args;
use serde::Serialize;

use super::{Answer, Failure, Page, Piece, Session, Table, Tone};
use crate::domain::calendar::HolidayCalendar;
use crate::domain::calendar::words::{month_day, month_day_weekday};
use crate::domain::campaign::{Campaign, Duty, parse, render};
use crate::domain::period::Plan;
use crate::draft::{Draft, Paper, Question, Template, draft};
use crate::error::Fault;
use crate::intake::page;
use crate::intake::{Convert, FileSource, read_blank};
use crate::ops::campaign::{CampaignFile, Existing, save};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[arg(
        value_name = "空表",
        required_unless_present = "notice",
        help = "通知附的空表（.docx、.xlsx、.doc、.wps），可以有几份"
    )]
    forms: Vec<PathBuf>,
    #[arg(
        long,
        value_name = "文件",
        help = "通知正文（.txt、.docx 或 .doc），从中找期限、主题、文号"
    )]
    notice: Option<PathBuf>,
    #[arg(short, long, value_name = "文件", help = "写到这个文件；- 为标准输出")]
    output: PathBuf,
    #[arg(long, help = "已有同名文件时覆盖它")]
    force: bool,
}

pub(super) fn run(arguments: &Arguments, session: &mut Session<'_>) -> Result<Answer, Failure> {
    let office = session.office_without_desk();
    let convert = office.as_ref().map(|office| office as &dyn Convert);
    let mut forms = Vec::new();
    for path in &arguments.forms {
        let (name, page) = read(path, convert, session)?;
        let template = template_of(path, &arguments.output);
        forms.push(Form {
            name,
            page,
            template,
        });
    }
    let notice = match &arguments.notice {
        Some(path) => Some(read(path, convert, session)?.1),
        None => None,
    };
    let work = Work {
        notice,
        today: session.today(),
        folder: folder_of(&arguments.output),
    };
    work.leave_out_unfit(&mut forms)?;
    let draft = work.draft(&forms)?;
    let campaign = sound(&draft)?;
    if arguments.output == Path::new("-") {
        let summary = Summary::new("-", &campaign, &draft);
        let mut answer = Answer::text(draft.source.clone());
        for line in summary.page().render(false).lines() {
            answer = answer.remark(line);
        }
        return Ok(answer);
    }
    save(
        &arguments.output,
        &draft.source,
        Existing::or(arguments.force),
    )?;
    let shown = arguments.output.display().to_string();
    let summary = Summary::new(&shown, &campaign, &draft);
    Ok(Answer::new(summary.page(), &summary))
}

/// A file's page, with the file's own name.
fn read(
    path: &Path,
    convert: Option<&dyn Convert>,
    session: &mut Session<'_>,
) -> Result<(String, page::Page), Failure> {
    let bytes = session.bytes_of(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let source = FileSource {
        name: &name,
        folder: "",
        bytes: &bytes,
    };
    let page = read_blank(source, convert)
        .map_err(|refusal| Fault::problem(format!("{}：{refusal}", path.display())))?;
    Ok((name.into_owned(), page))
}

/// A blank form that was given.
#[derive(Debug)]
struct Form {
    name: String,
    page: page::Page,
    template: Option<Template>,
}

impl Form {
    fn paper(&self) -> Paper<'_> {
        Paper {
            name: &self.name,
            page: &self.page,
            template: self.template.as_ref(),
        }
    }
}

/// What a draft is made with besides the forms.
#[derive(Debug)]
struct Work {
    notice: Option<page::Page>,
    today: NaiveDate,
    /// Where the campaign file will lie.
    folder: PathBuf,
}

impl Work {
    fn draft(&self, forms: &[Form]) -> Result<Draft, Fault> {
        let papers: Vec<Paper<'_>> = forms.iter().map(Form::paper).collect();
        draft(&papers, self.notice.as_ref(), self.today).map_err(|error| {
            let hint = "请核对是不是选错了文件；通知正文用 --notice 给出";
            Fault::problem(error.to_string()).hint(hint)
        })
    }

    /// Marks the forms in whose own files not every blank can be filled in: the draft would not check clean with them.
    fn leave_out_unfit(&self, forms: &mut [Form]) -> Result<(), Fault> {
        for at in 0..forms.len() {
            let Some(Template::Beside(file)) = &forms[at].template else {
                continue;
            };
            let unfit = Template::Unfit(file.clone());
            let alone = CampaignFile {
                name: String::new(),
                source: self.draft(&forms[at..=at])?.source,
                folder: Some(self.folder.clone()),
            };
            if !alone.parse().diagnostics.is_empty() {
                forms[at].template = Some(unfit);
            }
        }
        Ok(())
    }
}

/// The folder that a file lies in; the one that the program runs in for standard output and a bare name.
fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// What a campaign file at `output` can say of exporting into the form itself.
fn template_of(form: &Path, output: &Path) -> Option<Template> {
    let ending = form.extension()?.to_str()?.to_ascii_lowercase();
    if !matches!(ending.as_str(), "docx" | "xlsx") {
        return None;
    }
    let name = form.file_name()?.to_str()?;
    let below = || {
        let folder = folder_of(output).canonicalize().ok()?;
        let form = form.canonicalize().ok()?;
        let parts = form.strip_prefix(folder).ok()?.components();
        let parts: Option<Vec<&str>> = parts.map(|part| part.as_os_str().to_str()).collect();
        parts.map(|parts| parts.join("/"))
    };
    Some(match below() {
        Some(path) => Template::Beside(path),
        None => Template::Elsewhere(name.to_owned()),
    })
}

/// The campaign that was drafted. A draft always checks clean; if ever one does not, nothing is written.
fn sound(draft: &Draft) -> Result<Campaign, Fault> {
    let parsed = parse(&draft.source);
    parsed.campaign.ok_or_else(|| {
        let problems = render(&parsed.diagnostics, &draft.source, "草稿");
        Fault::problem(format!("这份表没有起草成功，文件没有写：\n{problems}"))
            .hint("请把表和通知另存一份再试，或用 anyue campaign new 从头写")
    })
}

/// What is printed.
#[derive(Debug, Serialize)]
struct Summary<'a> {
    file: &'a str,
    id: &'a str,
    title: &'a str,
    from: String,
    to: String,
    tables: usize,
    blanks: usize,
    fields: usize,
    required: usize,
    duties: Vec<DutyShape<'a>>,
    questions: Vec<Question>,
}

#[derive(Debug, Serialize)]
struct DutyShape<'a> {
    id: &'a str,
    name: &'a str,
    periods: usize,
    /// The last days on time of its first period and of its last.
    first_due: Option<String>,
    last_due: Option<String>,
    #[serde(skip)]
    shown: String,
}

impl<'a> Summary<'a> {
    fn new(file: &'a str, campaign: &'a Campaign, draft: &Draft) -> Self {
        let plan = Plan::of(campaign, HolidayCalendar::built_in());
        let fields = campaign.registration.iter().flat_map(|form| &form.fields);
        Self {
            file,
            id: campaign.id.as_str(),
            title: &campaign.title,
            from: campaign.days.from().to_string(),
            to: campaign.days.to().to_string(),
            tables: campaign.tables.len(),
            blanks: campaign.figures.len(),
            fields: fields.clone().count(),
            required: fields.filter(|field| field.required).count(),
            duties: campaign
                .duties
                .iter()
                .map(|duty| DutyShape::new(duty, &plan))
                .collect(),
            questions: draft.questions(),
        }
    }

    fn page(&self) -> Page {
        let mut page = Page::new();
        let done = match self.file {
            "-" => "已起草".to_owned(),
            file => format!("已写好 {file}"),
        };
        page.line(Piece::new(
            format!("{done}：{}（{}）", self.title, self.id),
            Tone::Good,
        ));
        page.line(format!("  起止    {} 至 {}", self.from, self.to));
        page.line(format!(
            "  统计表  {} 张，{} 个空格",
            self.tables, self.blanks
        ));
        page.line(format!(
            "  登记表  {} 栏，必填 {} 栏",
            self.fields, self.required
        ));
        page.line("")
            .heading(format!("报送任务 {} 项", self.duties.len()));
        let mut table = Table::of_texts(["编号", "截止", "任务"]);
        for duty in &self.duties {
            table.row([
                Piece::from(duty.id),
                Piece::from(&duty.shown),
                Piece::from(duty.name),
            ]);
        }
        page.table(&table).line("");
        page.heading(format!("请确认 {} 处", self.questions.len()));
        for question in &self.questions {
            page.line(format!("  第 {} 行  {}", question.line, question.text));
        }
        if self.file != "-" {
            page.line("").line(format!(
                "核对以后：anyue campaign check {0}，再用 anyue new --campaign {0} 建立工作台",
                self.file
            ));
        }
        page
    }
}

impl<'a> DutyShape<'a> {
    fn new(duty: &'a Duty, plan: &Plan) -> Self {
        let periods = plan
            .periods
            .iter()
            .filter(|period| period.id.duty == duty.id);
        let dues: Vec<_> = periods.map(|period| period.occurrence.due).collect();
        let shown = match dues.as_slice() {
            [] => String::new(),
            [due] => month_day_weekday(*due),
            [first, .., last] => format!(
                "{}至{}，共 {} 期",
                month_day(*first),
                month_day(*last),
                dues.len()
            ),
        };
        Self {
            id: duty.id.as_str(),
            name: &duty.name,
            periods: dues.len(),
            first_due: dues.first().map(ToString::to_string),
            last_due: dues.last().map(ToString::to_string),
            shown,
        }
    }
}
