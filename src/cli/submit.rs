//! `anyue submit`: does what the form does, with the same checks; every problem is told at once and nothing is written
//! until there is none.

mod draft;

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;
use serde_json::{Value, json};

use super::answer::Answer;
use super::failure::Failure;
use super::given::OwnReport;
use super::page::{Page, Piece, Tone};
use super::receive;
use super::session::Session;
use super::shape::{ProblemShape, UnitRef, moment, number};
use crate::domain::calendar::words;
use crate::domain::campaign::Campaign;
use crate::domain::figure::FigureKind;
use crate::domain::period::Period;
use crate::domain::problem::{Place, Problem, Severity};
use crate::domain::status::Sending;
use crate::domain::submission::{Channel, Draft};
use crate::domain::unit::Unit;
use crate::ops::Desk;
use crate::ops::draft::{Origin, blank, open};
use crate::ops::packet::Superior;
use crate::ops::submit::{Differing, SubmitAs, SubmitError, Submitted, judge, submit};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    whose: OwnReport,
    #[command(flatten)]
    typed: Typed,
    #[arg(long, value_name = "时间", help = "何时收到（默认：现在）；要写理由")]
    received_at: Option<String>,
    #[arg(long, value_name = "渠道", help = "代为录入时，原件怎样收到的")]
    channel: Option<receive::From>,
    #[arg(
        long,
        value_name = "理由",
        default_value = "",
        help = "更正、带提醒报送、补记时间时必须写"
    )]
    reason: String,
    #[arg(
        long,
        value_name = "说明",
        default_value = "",
        help = "累计数与各期合计不同的，说明为什么"
    )]
    explain: String,
    #[arg(long, help = "有提醒也报送（要写理由）")]
    accept_warnings: bool,
    #[arg(long, help = "只检查，不报送")]
    dry_run: bool,
}

/// What would be typed into the form.
#[derive(Debug, Args)]
struct Typed {
    #[arg(
        long,
        value_name = "指标=值",
        help = "填一个指标或栏目，如 study_sessions=3；可多次"
    )]
    set: Vec<String>,
    #[arg(long, value_name = "指标", help = "这个指标不涉及；可多次")]
    na: Vec<String>,
    #[arg(long, value_name = "指标", help = "把这个指标清空；可多次")]
    blank: Vec<String>,
    #[arg(long, value_name = "文件", help = "文字材料；- 为标准输入")]
    narrative: Option<PathBuf>,
    #[arg(long, value_name = "文件", num_args = 1.., help = "图片、视频、文档；可给多个")]
    material: Vec<PathBuf>,
    #[arg(
        long,
        value_name = "等级=发现/整改",
        help = "隐患数，如 general=2/1；可多次"
    )]
    hazard: Vec<String>,
    #[arg(
        long,
        conflicts_with = "hazard",
        help = "隐患数按台账里本期的发现和销号填"
    )]
    hazards_from_ledger: bool,
    #[arg(long, help = "从空白开始，不接着草稿、上一版或合计填")]
    fresh: bool,
}

#[derive(Debug, Serialize)]
struct Receipt {
    unit: UnitRef,
    period: String,
    /// From 1, within unit and period.
    revision: u32,
    /// `desk`, `paper` or `email`.
    channel: Channel,
    received_at: String,
    late: bool,
    /// Whether it replaces one that stood.
    correction: bool,
    /// Whether the period's books were closed before.
    after_closing: bool,
    /// Warnings that were accepted.
    warnings: Vec<ProblemShape>,
    /// Where it differs from the sum of the periods before.
    differences: Vec<DifferingShape>,
}

/// A figure that differs from the sum of the periods before it.
#[derive(Debug, Serialize)]
pub(super) struct DifferingShape {
    figure: String,
    /// Decimals as text, as in [`AnswerShape`](super::shape::AnswerShape).
    sum_so_far: Value,
    set: Value,
    amount: Value,
    /// What was said about it; `null` where nothing was.
    explanation: Option<String>,
}

impl DifferingShape {
    pub fn all(campaign: &Campaign, differences: &[Differing]) -> Vec<Self> {
        let differences = differences.iter();
        differences.map(|one| Self::of(campaign, one)).collect()
    }

    fn of(campaign: &Campaign, one: &Differing) -> Self {
        let figure = campaign.figure(&one.figure);
        let kind = figure.map_or(FigureKind::Count, |figure| figure.kind);
        Self {
            figure: one.figure.to_string(),
            sum_so_far: number(kind, one.difference.sum_so_far),
            set: number(kind, one.difference.set),
            amount: number(kind, one.difference.amount()),
            explanation: one.explanation.clone(),
        }
    }
}

pub(super) fn run(arguments: &Arguments, session: &mut Session<'_>) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    let (unit, period) = arguments.whose.find(&desk)?;
    let (origin, mut typed) = if arguments.typed.fresh {
        (Origin::Empty, blank(&desk, &unit, &period.id)?)
    } else {
        let opened = open(&mut desk, unit.id, &period.id, session.now)?;
        (opened.origin(), opened.draft().clone())
    };
    draft::type_in(&mut typed, &arguments.typed, &desk, &unit, &period, session)?;
    let reading = judge(&desk, &unit, &period, &typed, false, session.today())?;
    let blocked = reading.has_errors() || (reading.has_warnings() && !arguments.accept_warnings);
    if blocked {
        return Err(refusal(&desk.campaign, &period, &reading.problems));
    }
    if arguments.dry_run {
        let answer = checked(&desk.campaign, &unit, &period, &reading.problems);
        return Ok(reading.reminders.into_iter().fold(answer, Answer::remark));
    }
    // Files come last: what is refused leaves nothing behind.
    draft::attach(
        &mut typed,
        &arguments.typed.material,
        &mut desk,
        session.now,
    )?;
    let how = SubmitAs {
        channel: arguments
            .channel
            .map_or(Channel::Desk, receive::From::channel),
        received_at: match &arguments.received_at {
            None => None,
            Some(text) => Some(session.moment("--received-at", text, &desk)?.received()),
        },
        reason: arguments.reason.clone(),
        explanation: arguments.explain.clone(),
        accept_warnings: arguments.accept_warnings,
        ..SubmitAs::default()
    };
    let mut answer = hand_in(&mut desk, &unit, &period, &typed, &how, session)?;
    answer.remarks.extend(not_expected(&unit, &period));
    answer.remarks.extend(reading.reminders);
    Ok(match origin {
        Origin::Empty => answer,
        Origin::Saved => answer.remark("接着原有草稿填写；要从空白开始请加 --fresh"),
        Origin::Standing => answer.remark("在已报送的上一版上更正；要从空白开始请加 --fresh"),
        Origin::Prefilled => answer.remark("没有填的指标取各期合计；要从空白开始请加 --fresh"),
    })
}

/// What to say of a unit that need not report for this period: its work is taken all the same.
pub(super) fn not_expected(unit: &Unit, period: &Period) -> Option<String> {
    let due = period.occurrence.due;
    if let Some(closed) = unit.closed_on.filter(|closed| *closed <= due) {
        let day = words::date(closed);
        return Some(format!(
            "{}自{day}停用，本期可以不报；报来的照收",
            unit.name
        ));
    }
    if let Some(joined) = unit.joined_on.filter(|joined| due < *joined) {
        let day = words::date(joined);
        return Some(format!(
            "{}自{day}起报送，本期可以不报；报来的照收",
            unit.name
        ));
    }
    let excusal = unit.excusal_on(due)?;
    Some(format!(
        "{}本期免报（{}）；报来的照收",
        unit.name, excusal.reason
    ))
}

/// Hands a draft in and tells what came of it.
pub(super) fn hand_in(
    desk: &mut Desk,
    unit: &Unit,
    period: &Period,
    typed: &Draft,
    how: &SubmitAs,
    session: &Session<'_>,
) -> Result<Answer, Failure> {
    match submit(desk, unit.id, &period.id, typed, how, session.now) {
        Ok(done) => {
            let goes_up = Superior::awaits(desk, unit.id)?;
            let mut answer = receipt_answer(&desk.campaign, "已报送", unit, period, &done, goes_up);
            answer
                .remarks
                .extend(unexplained(&desk.campaign, &done.differences));
            Ok(answer)
        }
        Err(SubmitError::Problems(reading)) => {
            Err(refusal(&desk.campaign, period, &reading.problems))
        }
        Err(SubmitError::Fault(fault)) => Err(fault.into()),
    }
}

/// What to say of differences that nobody has explained.
fn unexplained(campaign: &Campaign, differences: &[Differing]) -> Option<String> {
    let open = differences.iter().filter(|one| one.explanation.is_none());
    let open: Vec<String> = open
        .map(|one| format!("{} 差 {}", one.figure, one.amount_in_words(campaign)))
        .collect();
    (!open.is_empty()).then(|| {
        format!(
            "{} 处与各期合计不同，还没有说明：{}；用 anyue explain 说明",
            open.len(),
            open.join("、")
        )
    })
}

/// The receipt of something that was handed in or noted.
pub(super) fn receipt_answer(
    campaign: &Campaign,
    done_word: &str,
    unit: &Unit,
    period: &Period,
    done: &Submitted,
    goes_up: bool,
) -> Answer {
    let stamp = &done.revision.stamp;
    let mut page = Page::new();
    let at = words::moment(stamp.received_at);
    let (came, mark) = match (goes_up, done.is_late) {
        // Nobody can say yet whether it is in time.
        (true, _) => (
            format!("{at}交出，"),
            Piece::new(Sending::Unsent.words(), Tone::Warning),
        ),
        (_, true) => (
            format!("{at}收到，"),
            Piece::new(done.mark().label(), Tone::Bad),
        ),
        (_, false) => (
            format!("{at}收到，"),
            Piece::new(done.mark().label(), Tone::Good),
        ),
    };
    page.pieces([
        Piece::from(format!(
            "{done_word}：{}，{}，第 {} 版，{came}",
            unit.name, period.name, done.revision.number,
        )),
        mark,
        Piece::from(match done.after_closing {
            true => "；本期已关账，记为关账后补报。",
            false => "。",
        }),
    ]);
    let shape = Receipt {
        unit: UnitRef::from(unit),
        period: period.id.to_string(),
        revision: done.revision.number,
        channel: stamp.channel,
        received_at: moment(stamp.received_at),
        late: done.is_late,
        correction: done.is_correction,
        after_closing: done.after_closing,
        warnings: done.warnings.iter().map(ProblemShape::from).collect(),
        differences: DifferingShape::all(campaign, &done.differences),
    };
    Answer::new(page, shape)
}

fn checked(campaign: &Campaign, unit: &Unit, period: &Period, problems: &[Problem]) -> Answer {
    let mut page = Page::new();
    page.line(format!(
        "检查通过，没有报送：{}，{}。",
        unit.name, period.name
    ));
    list(&mut page, campaign, problems);
    let problems: Vec<ProblemShape> = problems.iter().map(ProblemShape::from).collect();
    let unit = UnitRef::from(unit);
    Answer::new(
        page,
        json!({ "dry_run": true, "unit": unit, "period": period.id, "problems": problems }),
    )
}

fn refusal(campaign: &Campaign, period: &Period, problems: &[Problem]) -> Failure {
    let errors = problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .count();
    let mut details = Page::new();
    list(&mut details, campaign, problems);
    let shapes: Vec<ProblemShape> = problems.iter().map(ProblemShape::from).collect();
    let message = format!(
        "没有报送“{}”：{errors} 处错误，{} 处提醒",
        period.name,
        problems.len() - errors
    );
    let failure = Failure::of_data(message, details, json!({ "problems": shapes }));
    match errors {
        0 => failure.hint("核对无误的，加 --accept-warnings 和 --reason 理由 后报送"),
        _ => failure.hint("改正后再报送；没有写入任何内容"),
    }
}

/// Every problem with the place it stands beside: what must be mended first.
fn list(page: &mut Page, campaign: &Campaign, problems: &[Problem]) {
    let is = |severity| move |problem: &&Problem| problem.severity == severity;
    let errors = problems.iter().filter(is(Severity::Error));
    let warnings = problems.iter().filter(is(Severity::Warning));
    for problem in errors.chain(warnings) {
        let (word, tone) = match problem.severity {
            Severity::Error => ("错误", Tone::Bad),
            Severity::Warning => ("提醒", Tone::Warning),
        };
        page.pieces([
            Piece::from("  "),
            Piece::new(word, tone),
            Piece::from(format!(
                "  {}：{}",
                place(campaign, &problem.place),
                problem.message
            )),
        ]);
    }
}

/// Where a problem stands, by its name on paper and the id that options take.
fn place(campaign: &Campaign, place: &Place) -> String {
    let named = |id: &str, label: Option<&str>| match label {
        Some(label) => format!("{label}（{id}）"),
        None => id.to_owned(),
    };
    match place {
        Place::Field(id) => named(
            id.as_str(),
            campaign.field(id).map(|field| field.label.as_str()),
        ),
        Place::Figure(id) => named(
            id.as_str(),
            campaign.figure(id).map(|figure| figure.label.as_str()),
        ),
        Place::Hazards(id) => named(
            id.as_str(),
            campaign.hazard_level(id).map(|level| level.name.as_str()),
        ),
        Place::Narrative => "文字材料".to_owned(),
        Place::Material => "附件材料".to_owned(),
        Place::Whole => "整份报送".to_owned(),
    }
}
