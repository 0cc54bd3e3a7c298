//! Records brought in from a table; every problem of every row is told.

use serde_json::{Value, json};

use super::ImportArguments;
use super::change::list;
use crate::cli::answer::Answer;
use crate::cli::failure::Failure;
use crate::cli::page::Page;
use crate::cli::session::Session;
use crate::cli::shape::ProblemShape;
use crate::domain::campaign::Register;
use crate::domain::id::RecordId;
use crate::domain::problem::Severity;
use crate::ops::record::{self, BadRow, Brought, ImportMode, register_named};

pub(super) fn import(
    arguments: &ImportArguments,
    session: &mut Session<'_>,
) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    let register = register_named(&desk.campaign, Some(&arguments.register))?.clone();
    let bytes = session.bytes_of(&arguments.file)?;
    let mode = match (arguments.dry_run, arguments.good_rows) {
        (true, _) => ImportMode::DryRun,
        (false, true) => ImportMode::GoodRows,
        (false, false) => ImportMode::AllOrNone,
    };
    let reason = &arguments.reason;
    let brought = record::import(&mut desk, &register.id, &bytes, mode, reason, session.now)?;
    let json = brought_shape(&brought, mode);
    let details = bad_page(&register, &brought.bad);
    if !brought.bad.is_empty() && mode != ImportMode::GoodRows {
        let message = format!("没有登记：{} 行有错", brought.bad.len());
        let failure = Failure::of_data(message, details, json)
            .hint("改正后再导入，没有写入任何内容；--good-rows 可以只登记没有错的行");
        let problems = brought.bad.iter().flat_map(|row| &row.problems);
        let has_warnings = problems
            .into_iter()
            .any(|one| one.severity == Severity::Warning);
        return Err(match has_warnings {
            true => failure.hint("只有提醒的，核对无误后加 --reason 理由"),
            false => failure,
        });
    }
    let word = match mode {
        ImportMode::DryRun => "检查通过，没有写入",
        _ => "已登记",
    };
    let mut page = Page::new();
    page.line(format!(
        "{word}：{}新增 {} 条，修改 {} 条，没有变化 {} 条，跳过 {} 行。",
        register.name,
        brought.added.len(),
        brought.changed.len(),
        brought.unchanged,
        brought.bad.len()
    ));
    page.append(details);
    let mut answer = Answer::new(page, json);
    if !brought.ignored.is_empty() {
        let columns = brought.ignored.join("、");
        answer = answer.remark(format!("没有用到的列：{columns}"));
    }
    Ok(answer)
}

fn bad_page(register: &Register, bad: &[BadRow]) -> Page {
    let mut page = Page::new();
    for row in bad {
        page.line(format!("  第 {} 行 {}", row.line, row.unit));
        list(&mut page, register, &row.problems, 4);
    }
    page
}

fn brought_shape(brought: &Brought, mode: ImportMode) -> Value {
    let bad = brought.bad.iter().map(|row| {
        let problems: Vec<ProblemShape> = row.problems.iter().map(ProblemShape::from).collect();
        json!({ "line": row.line, "unit": row.unit, "problems": problems })
    });
    let numbers = |ids: &[RecordId]| ids.iter().map(|id| id.0).collect::<Vec<_>>();
    json!({
        "dry_run": mode == ImportMode::DryRun,
        "added": numbers(&brought.added),
        "changed": numbers(&brought.changed),
        "unchanged": brought.unchanged,
        "bad": bad.collect::<Vec<_>>(),
        "ignored_columns": brought.ignored,
    })
}
