//! `anyue export --edit` and `--text`: the paper with a text that a person has edited. What is kept of it is
//! `ops::export`'s.

use super::Arguments;
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::export::{Begun, Request, Taken, UNTOUCHED, beginnings, take};

/// The request with the text that was asked for; as it is where none was.
pub(super) fn taken(
    arguments: &Arguments,
    request: Request,
    desk: &mut Desk,
    session: &mut Session<'_>,
) -> Result<Taken, Failure> {
    if let Some(path) = &arguments.text {
        let text = session.text_of(path)?;
        return Ok(take(desk, &request, &text, None, session.now)?);
    }
    if !arguments.edit {
        return Ok(Taken::untouched(desk, request)?);
    }
    if arguments.writes_to_standard_output() {
        let fault = Fault::problem("--edit 要在终端里打开编辑器，不能同时写到标准输出")
            .hint("请用 -o 写明文件");
        return Err(fault.into());
    }
    let (begun, remark) = begun(arguments.fresh, &request, desk, session)?;
    let text = session.editor().edit(&begun.text);
    let text = text.map_err(|fault| fault.safe(UNTOUCHED))?;
    let mut taken = take(desk, &request, &text, Some(&begun), session.now)?;
    taken.remarks.extend(remark);
    Ok(taken)
}

/// What the editor opens, and what is to be said of it.
fn begun(
    fresh: bool,
    request: &Request,
    desk: &mut Desk,
    session: &Session<'_>,
) -> Result<(Begun, Option<String>), Failure> {
    let beginnings = beginnings(desk, request, session.now)?;
    Ok(match beginnings.kept.filter(|_| !fresh) {
        None => (beginnings.fresh, None),
        Some(kept) => {
            let remark = match kept.is_outdated {
                true => {
                    "打开的是上次改好的文字；从那以后数据有变动，文字没有跟着改（表和图按现在的数据）。要按现在的数据重新起草，请加 --fresh"
                }
                false => "打开的是上次改好的文字；要按现在的数据重新起草，请加 --fresh",
            };
            (kept.begun, Some(remark.to_owned()))
        }
    })
}
