//! Whole drafts: ours again from its own papers, and what comes of other forms.

mod any;

use super::*;
use crate::domain::campaign::{Ask, Campaign, FieldKind, Piece, builtin, parse, render};
use crate::intake::page::{Line, Part};
use crate::intake::{FileSource, read_blank};

const ANNEX_1: &[u8] = include_bytes!("../../data/campaigns/gusu-2020/附件1-空表.docx");
const ANNEX_2: &[u8] = include_bytes!("../../data/campaigns/gusu-2020/附件2-空表.docx");
const NOTICE: &[u8] = include_bytes!("../../tests/data/gusu-notice.txt");

fn page(name: &str, bytes: &[u8]) -> Page {
    let source = FileSource {
        name,
        folder: "",
        bytes,
    };
    read_blank(source, None).expect("it is read")
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 5, 20).expect("a day")
}

/// The campaign of a draft, which must have no problem at all.
fn campaign(draft: &Draft) -> Campaign {
    let parsed = parse(&draft.source);
    assert_eq!(
        render(&parsed.diagnostics, &draft.source, "草稿"),
        "",
        "{}",
        draft.source
    );
    parsed.campaign.expect("there is no problem")
}

fn gusu() -> (Draft, Campaign) {
    let (first, second) = (
        page("附件1-空表.docx", ANNEX_1),
        page("附件2-空表.docx", ANNEX_2),
    );
    let papers = [
        Paper {
            name: "附件2-空表.docx",
            page: &second,
            template: None,
        },
        Paper {
            name: "附件1-空表.docx",
            page: &first,
            template: None,
        },
    ];
    let draft = draft(&papers, Some(&page("通知.txt", NOTICE)), today()).expect("both are forms");
    let campaign = campaign(&draft);
    (draft, campaign)
}

fn ours() -> Campaign {
    Campaign::parse(builtin()[0].1).expect("it is sound")
}

/// A sentence with `#` for its blanks, without the spaces at the ends of paragraphs, which nobody sees.
fn sentence(pieces: &[Piece]) -> String {
    let show = |piece: &Piece| match piece {
        Piece::Words(words) => words.clone(),
        Piece::Blank(_) => "#".to_owned(),
    };
    pieces.iter().map(show).collect()
}

#[test]
fn annex_2_is_drafted_word_for_word() {
    let (ours, (_, drafted)) = (ours(), gusu());
    let [our_table] = &ours.tables[..] else {
        panic!("one table")
    };
    let [table] = &drafted.tables[..] else {
        panic!("one table")
    };
    assert_eq!(
        (&table.id, &table.label, &table.title, &table.columns),
        (
            &our_table.id,
            &our_table.label,
            &our_table.title,
            &our_table.columns
        )
    );
    assert_eq!(table.rows.len(), our_table.rows.len());
    for (row, our_row) in table.rows.iter().zip(&our_table.rows) {
        assert_eq!(
            sentence(&row.report.pieces),
            sentence(&our_row.report.pieces)
        );
        assert_eq!(
            (
                &row.section,
                &row.item,
                &row.standards,
                row.new_section_cell
            ),
            (
                &our_row.section,
                &our_row.item,
                &our_row.standards,
                our_row.new_section_cell
            )
        );
    }
}

#[test]
fn the_69_blanks_of_annex_2_are_what_we_say_they_are() {
    let (ours, (_, drafted)) = (ours(), gusu());
    assert_eq!(drafted.figures.len(), 69);
    for (figure, our_figure) in drafted.figures.iter().zip(&ours.figures) {
        assert_eq!(
            (
                figure.kind,
                figure.accumulation,
                figure.measure.as_str(),
                figure.row
            ),
            (
                our_figure.kind,
                our_figure.accumulation,
                our_figure.measure.as_str(),
                our_figure.row
            ),
            "{} is {}",
            figure.id,
            our_figure.id
        );
    }
    let ids: Vec<&str> = drafted
        .figures
        .iter()
        .map(|figure| figure.id.as_str())
        .collect();
    assert_eq!(
        ids[2..5],
        [
            "zhuanti_xuexi_ci",
            "zhuanti_xuexi_renci",
            "ketang_peixun_chang"
        ]
    );
    assert!(ids.iter().all(|id| id.len() <= 40), "{ids:?}");
    insta::assert_snapshot!(ids.join("\n"));
}

#[test]
fn annex_1_has_its_eleven_fields() {
    let (ours, (_, drafted)) = (ours(), gusu());
    let (form, our_form) = (
        drafted.registration.expect("a form"),
        ours.registration.expect("a form"),
    );
    assert_eq!(form, our_form);
    assert!(matches!(form.fields[1].kind, FieldKind::Choice(_)));
}

#[test]
fn the_notice_s_head_and_its_duties_are_ours() {
    let (ours, (draft, drafted)) = (ours(), gusu());
    assert_eq!(
        (&drafted.theme, &drafted.document, &drafted.issuer),
        (&ours.theme, &ours.document, &ours.issuer)
    );
    assert_eq!(
        (&drafted.collector, drafted.days),
        (&ours.collector, ours.days)
    );
    assert_eq!(drafted.marked_days, ours.marked_days);
    let kinds = |campaign: &Campaign| -> Vec<String> {
        campaign
            .unit_kinds
            .iter()
            .map(|kind| kind.name.clone())
            .collect()
    };
    assert_eq!(kinds(&drafted), kinds(&ours));
    assert_eq!(drafted.activities, ours.activities);
    let when = |campaign: &Campaign| -> Vec<_> {
        campaign
            .duties
            .iter()
            .map(|duty| {
                (
                    duty.id.clone(),
                    duty.recurrence,
                    duty.due_rule,
                    duty.asks_registration(),
                )
            })
            .collect()
    };
    assert_eq!(when(&drafted), when(&ours));
    let last = &drafted.duties[3];
    assert_eq!(
        (last.name.as_str(), last.basis),
        ("总结报告和统计表", ours.duties[3].basis)
    );
    assert!(last.asks.contains(&Ask::Table {
        table: "annex2".into()
    }));
    for sentence in [
        "# 通知原文：请各相关处室、各单位于6月4日前报送“安全生产月”活动联络员推荐表（附件1）和活动方案",
        "# 通知原文：请联络员于6月份每周四前报送本处室、本单位本周活动开展的视频、图片、文字等电子版资料（电子版）",
        "# 通知原文：7 月1日前报送总结报告和统计表（附件 2）",
    ] {
        assert!(
            draft.source.lines().any(|line| line == sentence),
            "{sentence}\n{}",
            draft.source
        );
    }
}

#[test]
fn nobody_s_name_and_number_is_in_the_file() {
    let (draft, _) = gusu();
    for word in ["张某甲", "李某乙", "6000", "联系人"] {
        assert!(!draft.source.contains(word), "{word}");
    }
}

#[test]
fn the_same_papers_give_the_same_file() {
    assert_eq!(gusu().0, gusu().0);
}

fn line(text: &str) -> Line {
    Line {
        text: text.to_owned(),
        part: Part::Body,
        origin: None,
    }
}

#[test]
fn a_file_without_anything_to_fill_in_is_the_wrong_one() {
    let page = Page {
        lines: vec![line("关于开展活动的通知")],
        ..Page::default()
    };
    let paper = Paper {
        name: "通知.docx",
        page: &page,
        template: None,
    };
    let error = draft(&[paper], None, today()).expect_err("there is no form");
    assert!(
        error
            .to_string()
            .starts_with("通知.docx 里没有认出要填的表")
    );
}

#[test]
fn the_form_s_own_file_is_named_offered_or_asked_about() {
    let second = page("附件2-空表.docx", ANNEX_2);
    let file = "附件2-空表.docx".to_owned();
    for (template, line) in [
        (
            Template::Beside(file.clone()),
            "template = \"附件2-空表.docx\"",
        ),
        (
            Template::Elsewhere(file.clone()),
            "# template = \"附件2-空表.docx\"",
        ),
        (
            Template::Unfit(file),
            "# 请确认：空表“附件2-空表.docx”不能照原样填",
        ),
    ] {
        let paper = Paper {
            name: "附件2-空表.docx",
            page: &second,
            template: Some(&template),
        };
        let draft = draft(&[paper], None, today()).expect("it is a form");
        let said: Vec<&str> = draft
            .source
            .lines()
            .filter(|said| said.starts_with(line))
            .collect();
        assert_eq!(said.len(), 1, "{template:?}: {}", draft.source);
        campaign(&draft);
    }
}

#[test]
fn without_a_notice_every_guess_is_a_question() {
    let second = page("附件2-空表.docx", ANNEX_2);
    let papers = [Paper {
        name: "附件2-空表.docx",
        page: &second,
        template: None,
    }];
    let draft = draft(&papers, None, today()).expect("it is a form");
    let campaign = campaign(&draft);
    assert_eq!(campaign.title, "2026年姑苏区民卫系统“安全生产月”活动");
    assert_eq!(campaign.days.from().to_string(), "2026-06-01");
    let questions: Vec<String> = draft
        .questions()
        .into_iter()
        .map(|question| question.text)
        .collect();
    for word in [
        "活动名称",
        "主题",
        "文号",
        "发文单位",
        "处室",
        "起止日期",
        "due 是暂定的",
    ] {
        assert!(
            questions.iter().any(|question| question.contains(word)),
            "{word} {questions:?}"
        );
    }
}
