//! A paper's text in a person's own editor: what there is to begin with, what is kept of it, and the request for the paper
//! that it makes. Running the editor is the caller's; how a text becomes a paper is
//! [`export::edited`](crate::export::edited)'s.
//!
//! What was typed is kept beside what is typed into forms, by paper, extent and unit, before anything is written from
//! it: a folder that is not there, or a full disk, loses nothing.

use super::{Kind, Request, Scope, build, when};
use crate::domain::calendar::{Instant, words};
use crate::domain::counting::Counting;
use crate::error::Fault;
use crate::export::document::{Block, Document};
use crate::export::edited::{cleaned, laid_out, text_of};
use crate::export::{Export, Format, write};
use crate::ops::Desk;
use crate::ops::form_draft::{self, Typed};
use crate::ops::total::Extent;
use crate::store::hash_of;

/// More than anybody writes by hand: four hundred pages.
const LONGEST: usize = 250_000;

/// What a person can begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beginnings {
    /// As the data say it now.
    pub fresh: Begun,
    /// As it was left the last time.
    pub kept: Option<Kept>,
}

/// A text as it is given to the editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    pub text: String,
    /// Stands for all that the paper said when this was begun.
    data: String,
}

/// What was left the last time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub begun: Begun,
    /// Whether the data say something else by now than when it was begun.
    pub is_outdated: bool,
}

/// What is to be written, and what a person should know of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    pub request: Request,
    pub remarks: Vec<String>,
    /// Whether what was edited lies on the desk.
    is_kept: bool,
}

impl Taken {
    /// A paper as it is asked for, its text as the data say it. Where a person has edited its text before, they are told that it is not
    /// in it.
    pub fn untouched(desk: &Desk, request: Request) -> Result<Self, Fault> {
        let kept = has_text(request.kind) && form_draft::load(desk, &name(&request))?.is_some();
        let remark =
            "上次改好的文字还在，这一份没有用它，是按现在的数据起草的；要用改好的，加 --edit";
        Ok(Self {
            request,
            remarks: kept.then(|| remark.to_owned()).into_iter().collect(),
            is_kept: false,
        })
    }

    /// What kept the paper from being written, with what has become of the text.
    pub fn unwritten(&self, fault: Fault) -> Fault {
        match self.is_kept {
            true => fault.safe("改好的文字存在工作台里，再打开编辑器可以接着改；数据没有变动"),
            false => fault,
        }
    }
}

/// Whether a paper's text can be edited before it is written.
pub fn has_text(kind: Kind) -> bool {
    kind == Kind::Summary
}

/// What is safe where nothing came back from the editor.
pub const UNTOUCHED: &str = "没有写任何文件，数据和上次改好的文字都没有变动";

/// What there is to begin with.
pub fn beginnings(desk: &mut Desk, request: &Request, now: Instant) -> Result<Beginnings, Fault> {
    let draft = draft(desk, request, now)?;
    let data = data_of(desk, request, &draft, now)?;
    let kept = form_draft::load(desk, &name(request))?;
    let kept = kept.and_then(|mut kept| {
        let text = kept.remove(TEXT)?;
        let is_outdated = kept.get(DATA) != Some(&data);
        let data = data.clone();
        let begun = Begun { text, data };
        Some(Kept { begun, is_outdated })
    });
    let text = text_of(&draft);
    let fresh = Begun { text, data };
    Ok(Beginnings { fresh, kept })
}

/// Takes an edited text for a paper: keeps it, where it came from an editor and was touched there, and asks for the paper
/// with it. Refuses an empty one, which changes nothing.
pub fn take(
    desk: &mut Desk,
    request: &Request,
    text: &str,
    begun: Option<&Begun>,
    now: Instant,
) -> Result<Taken, Fault> {
    let draft = draft(desk, request, now)?;
    let text = cleaned(text);
    if text.is_empty() {
        return Err(Fault::problem("文字是空的").safe(UNTOUCHED));
    }
    let mut remarks = Vec::new();
    if let Some(begun) = begun.filter(|begun| cleaned(&begun.text) != text) {
        remarks.extend(keep(desk, request, &text, begun, now)?);
    }
    let characters = text.trim_end().chars().count();
    if characters > LONGEST {
        return Err(Fault::problem(format!(
            "文字有 {characters} 字，超过 {LONGEST} 字，排不成一份材料"
        ))
        .hint("请删去多余的内容再试"));
    }
    for line in laid_out(&draft, &text).unknown {
        remarks.push(format!("现在没有“{line}”，这一行按文字写出"));
    }
    let is_touched = text != cleaned(&text_of(&draft));
    Ok(Taken {
        request: Request {
            text: is_touched.then_some(text),
            ..request.clone()
        },
        remarks,
        is_kept: is_touched && begun.is_some() && !desk.is_read_only(),
    })
}

/// The paper with its edited text, where there is one.
pub(super) fn with_text(export: Export, request: &Request) -> Export {
    match (export, &request.text) {
        (Export::Document(draft), Some(text)) => laid_out(&draft, text).document.into(),
        (export, _) => export,
    }
}

/// What a form's draft holds of a text.
const TEXT: &str = "text";
const DATA: &str = "data";

/// The name under which a text is kept.
fn name(request: &Request) -> String {
    let extent = match &request.extent {
        Extent::Period(period) => period.to_string(),
        Extent::AsOf(day) => day.to_string(),
        Extent::Whole => "whole".to_owned(),
    };
    let whose = match request.scope {
        Scope::Unit(unit) => format!("unit {}", unit.0),
        Scope::Subtree(unit) => format!("subtree {}", unit.0),
    };
    let counting = match request.counting {
        Counting::Received => "",
        Counting::Accepted => " accepted",
    };
    format!("paper {} {extent} {whose}{counting}", request.kind)
}

/// Where it cannot be kept because the desk can only be looked at, the paper is written all the same.
fn keep(
    desk: &mut Desk,
    request: &Request,
    text: &str,
    begun: &Begun,
    now: Instant,
) -> Result<Option<String>, Fault> {
    if desk.is_read_only() {
        let remark = "工作台只能看，改好的文字没有存进去，只在写出的文件里";
        return Ok(Some(remark.to_owned()));
    }
    let typed = Typed::from([
        (TEXT.to_owned(), text.to_owned()),
        (DATA.to_owned(), begun.data.clone()),
    ]);
    form_draft::save(desk, &name(request), &typed, now)?;
    Ok(None)
}

/// The paper as the data say it.
fn draft(desk: &mut Desk, request: &Request, now: Instant) -> Result<Document, Fault> {
    let only = || {
        Fault::problem(format!("“{}”不能先改文字再导出", request.kind.label()))
            .hint("可以先改文字的是“情况汇总”（summary）")
    };
    if !has_text(request.kind) {
        return Err(only());
    }
    let plain = Request {
        text: None,
        ..request.clone()
    };
    match build(desk, &plain, now)? {
        Export::Document(draft) => Ok(draft),
        Export::Sheet(_) => Err(only()),
    }
}

/// Stands for all that a paper says but the moment at which it says so: that time has passed alone makes no text outdated.
fn data_of(
    desk: &Desk,
    request: &Request,
    draft: &Document,
    now: Instant,
) -> Result<String, Fault> {
    let moments = [
        when(desk, &request.extent, now)?.line(),
        words::date(now.date()),
    ];
    let mut said = draft.clone();
    said.blocks.retain(|block| match block {
        Block::Paragraph(paragraph) => !moments.contains(&paragraph.plain()),
        _ => true,
    });
    let bytes = write(&said.into(), Format::Json);
    let bytes = bytes.map_err(|error| Fault::environment(error.to_string()))?;
    Ok(hash_of(&bytes))
}

#[cfg(test)]
mod tests {
    //! What is kept, what is offered again, and what is refused.

    use super::*;
    use crate::ops::export::{bytes, save};
    use crate::ops::sample::{desk, draft, hand_in, june, unit};

    const NOW: (u32, u32, u32) = (18, 17, 40);

    fn now() -> Instant {
        june(NOW.0, NOW.1, NOW.2)
    }

    fn begin(desk: &mut Desk, now: Instant) -> (Request, Beginnings) {
        let request = Request::new(desk, Kind::Summary);
        let beginnings = beginnings(desk, &request, now).expect("there is a draft");
        (request, beginnings)
    }

    fn html(desk: &mut Desk, request: &Request) -> String {
        let bytes = bytes(desk, request, Format::Html, now()).expect("is written");
        String::from_utf8(bytes).expect("is text")
    }

    #[test]
    fn an_edited_text_is_written_kept_and_offered_again() {
        let mut desk = desk();
        let (request, first) = begin(&mut desk, now());
        assert_eq!(first.kept, None);
        let text = first
            .fresh
            .text
            .replace("基本情况", "总体\u{1b}[31m情况\u{202e}");
        let taken = take(&mut desk, &request, &text, Some(&first.fresh), now()).expect("is taken");
        assert_eq!(taken.remarks, [] as [&str; 0]);
        let paper = html(&mut desk, &taken.request);
        assert!(paper.contains("一、总体情况<"), "{paper}");
        let plain = html(&mut desk, &request);
        assert!(
            plain.contains("一、基本情况<"),
            "what is not edited is the data's"
        );
        let (_, again) = begin(&mut desk, now());
        let kept = again.kept.expect("it is kept");
        assert_eq!(kept.begun.text, first.fresh.text.replace("基本", "总体"));
        assert!(!kept.is_outdated);
        let (_, later) = begin(&mut desk, june(18, 18, 30));
        assert!(
            !later.kept.expect("is kept").is_outdated,
            "an hour is no news"
        );
        // Another extent has a text of its own.
        let week = Request {
            extent: Extent::Period(crate::ops::sample::period("weekly/1")),
            ..request
        };
        let other = beginnings(&mut desk, &week, now()).expect("there is a draft");
        assert_eq!(other.kept, None);
    }

    #[test]
    fn a_text_that_was_begun_on_other_data_is_outdated() {
        let mut desk = desk();
        let clinic = unit(&mut desk, "甲医院", "direct", "");
        let (request, first) = begin(&mut desk, now());
        // Handed in while the editor is open.
        let handed_in = draft(&desk, &[("study_sessions", 2)]);
        hand_in(&mut desk, clinic, "weekly/2", &handed_in, "", now());
        let text = format!("{}补一句。\n", first.fresh.text);
        take(&mut desk, &request, &text, Some(&first.fresh), now()).expect("is taken");
        let (_, again) = begin(&mut desk, now());
        let kept = again.kept.expect("it is kept");
        assert!(kept.is_outdated);
        // Once it has been looked at, it is a text of the data of now.
        let text = format!("{}再补一句。\n", kept.begun.text);
        take(&mut desk, &request, &text, Some(&kept.begun), now()).expect("is taken");
        let (_, again) = begin(&mut desk, now());
        assert!(!again.kept.expect("it is kept").is_outdated);
    }

    #[test]
    fn what_was_not_touched_leaves_nothing_and_takes_nothing_away() {
        let mut desk = desk();
        let (request, first) = begin(&mut desk, now());
        let untouched = first.fresh.text.replace('\n', "\r\n");
        let taken = take(&mut desk, &request, &untouched, Some(&first.fresh), now());
        assert_eq!(taken.expect("is taken").request, request);
        assert_eq!(begin(&mut desk, now()).1.kept, None);
        let text = format!("{}补一句。\n", first.fresh.text);
        take(&mut desk, &request, &text, Some(&first.fresh), now()).expect("is taken");
        take(
            &mut desk,
            &request,
            &first.fresh.text,
            Some(&first.fresh),
            now(),
        )
        .expect("is taken");
        // A text from a file is nobody's to keep.
        take(&mut desk, &request, "另一份\n", None, now()).expect("is taken");
        let kept = begin(&mut desk, now()).1.kept.expect("it is kept");
        assert_eq!(kept.begun.text, text);
    }

    #[test]
    fn what_cannot_be_a_paper_is_refused() {
        let mut desk = desk();
        let (request, first) = begin(&mut desk, now());
        for empty in ["", " \r\n\u{feff}\t\n"] {
            let fault = take(&mut desk, &request, empty, Some(&first.fresh), now());
            let fault = fault.expect_err("there is nothing in it");
            assert!(fault.message.contains("空的"), "{fault}");
        }
        assert_eq!(begin(&mut desk, now()).1.kept, None);
        let endless = "长".repeat(LONGEST + 1);
        let fault = take(&mut desk, &request, &endless, Some(&first.fresh), now());
        assert!(
            fault
                .expect_err("is too long")
                .message
                .contains("250001 字")
        );
        let kept = begin(&mut desk, now())
            .1
            .kept
            .expect("even that is not lost");
        assert_eq!(kept.begun.text.trim(), endless);
        let ledger = Request::new(&desk, Kind::Hazards);
        let fault = take(&mut desk, &ledger, "一", None, now()).expect_err("is no prose");
        assert!(fault.message.contains("隐患台账"), "{fault}");
    }

    #[test]
    fn a_table_that_there_is_not_is_told_and_the_record_says_that_the_text_was_edited() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut desk = desk();
        desk.folder = folder.path().to_owned();
        let request = Request::new(&desk, Kind::Summary);
        let taken =
            take(&mut desk, &request, "标题\n〔表：没有〕\n", None, now()).expect("is taken");
        assert_eq!(taken.remarks.len(), 1);
        assert!(
            taken.remarks[0].contains("〔表：没有〕"),
            "{:?}",
            taken.remarks
        );
        save(&mut desk, &taken.request, Format::Md, None, now()).expect("is saved");
        let filter = crate::ops::audit::AuditFilter::default();
        let entries = crate::ops::audit::list(&desk, &filter).expect("is read");
        assert!(
            entries[0].detail.starts_with("情况汇总（改过文字）："),
            "{entries:?}"
        );
    }
}
