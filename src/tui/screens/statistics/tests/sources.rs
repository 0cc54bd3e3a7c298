//! What a number is made of, as it is opened: units, submissions, sentences, files, and units behind a total.

use super::*;

#[test]
fn a_number_leads_to_the_file_its_sentence_and_the_units_behind_it() {
    let mut stage = shown_roll_up();
    walk_to(&mut stage, "study_sessions");
    stage.press(KeyCode::Enter);
    let sources = stage.screen.sources.as_mut().expect("is open");
    let mut trace = sources.trace.take().expect("is there");
    let first = &mut trace.parts[0].sources[0];
    first.paper = Some(TracedPaper {
        file: "平江医院.docx".to_owned(),
        sentence: "专题学习（约３）次".to_owned(),
        position: Some("第 2 行第 4 格".to_owned()),
        approximate: true,
        corrected: false,
    });
    let total = |units: Vec<Below>| Behind {
        basis: RollupBasis {
            expected: 2,
            missing: vec!["一站二组".to_owned()],
            reporting: 1,
            ..RollupBasis::default()
        },
        units: Some(units),
        doubts: Vec::new(),
    };
    let station = |name: &str, number, behind| Below {
        code: "021".to_owned(),
        name: name.to_owned(),
        answer: Figure::number(number),
        submissions: vec![BelowSubmission {
            period: period("weekly/1"),
            period_name: "每周活动材料·第1周".to_owned(),
            revision: "5f".to_owned(),
            received_at: june(3, 8, 0),
            answer: Figure::number(number),
            statement: format!("专题学习（{number}）次"),
        }],
        behind,
    };
    first.behind = Some(Behind {
        basis: RollupBasis {
            expected: 3,
            missing: vec!["三站".to_owned()],
            reporting: 2,
            ..RollupBasis::default()
        },
        units: Some(vec![station(
            "一站",
            2,
            Some(total(vec![station("一站一组", 2, None)])),
        )]),
        doubts: vec![Doubt::Sum { said: 3, found: 2 }],
    });
    sources.take(trace);
    assert_snapshot!("behind_80x24", stage.shown(80, 24));
    stage.keys("v");
    assert_snapshot!("read_80x24", stage.shown(80, 24));
    stage.press(KeyCode::Esc);
    stage.press(KeyCode::Down);
    let shown = stage.shown(80, 24);
    assert!(
        shown.contains("计入平江医院的每周活动材料·第1周"),
        "{shown}"
    );
    assert!(shown.contains("“专题学习（2）次”"), "{shown}");
    assert!(shown.contains("没有算进来的 1 家：一站二组"), "{shown}");
    // What is behind a submission belongs to it.
    let to = Destination::Figure {
        unit: of(2),
        period: period("weekly/1"),
        figure: "study_sessions".into(),
    };
    assert_eq!(stage.press(KeyCode::Enter), [Act::Go(to)]);
}

#[test]
fn a_text_has_room() {
    let mut stage = shown_roll_up();
    let text = stage.context.campaign.figures.iter();
    let text = text.clone().find(|figure| figure.kind == FigureKind::Text);
    let text = text.expect("the notice asks for texts").id.clone();
    walk_to(&mut stage, text.as_str());
    stage.press(KeyCode::Enter);
    let shown = stage.shown(80, 24);
    assert!(shown.contains("总结报告和统计表"), "{shown}");
    assert!(shown.contains("所填 现场宣讲、线上直播"), "{shown}");
}

#[test]
fn a_number_opens_into_units_submissions_and_sentences() {
    let mut stage = shown_roll_up();
    walk_to(&mut stage, "study_sessions");
    stage.press(KeyCode::Enter);
    assert_eq!(stage.screen.scope(), Scope::Sources);
    assert_snapshot!("sources_80x24", stage.shown(80, 24));
    stage.press(KeyCode::Down);
    stage.press(KeyCode::Down);
    stage.press(KeyCode::Down);
    stage.press(KeyCode::Down);
    assert_snapshot!("sources_120x40", stage.shown(120, 40));
    let to = Destination::Figure {
        unit: of(4),
        period: period("final"),
        figure: "study_sessions".into(),
    };
    assert_eq!(stage.press(KeyCode::Enter), [Act::Go(to)]);
    // Whoever comes back finds the same number, still open.
    assert_eq!(
        stage.go(&Destination::Screen(crate::tui::screen::Place::Statistics)),
        []
    );
    assert!(stage.shown(80, 24).contains("来源：理论学习中心组专题学习"));
    stage.press(KeyCode::End);
    let to = Destination::Progress { unit: of(5) };
    assert_eq!(stage.press(KeyCode::Enter), [Act::Go(to)]);
    stage.press(KeyCode::Esc);
    assert_eq!(stage.screen.scope(), Scope::Statistics);
    let sheet = stage.screen.sheet.as_ref().expect("is there");
    assert_eq!(sheet.paper.focused(), Some("study_sessions"));
}

#[test]
fn a_difference_is_explained_where_it_is_seen() {
    let mut stage = shown_roll_up();
    walk_to(&mut stage, "study_sessions");
    stage.press(KeyCode::Enter);
    let same = stage.keys("e");
    assert!(matches!(&same[..], [Act::Remark(text)] if text.contains("没有差额")));
    for _ in 0..4 {
        stage.press(KeyCode::Down);
    }
    assert!(stage.shown(120, 40).contains("没有说明"));
    stage.keys("e");
    stage.press(KeyCode::F(9));
    assert!(stage.shown(80, 24).contains("请写明为什么不同"));
    stage.keys("补上两次");
    let done = stage.press(KeyCode::F(9));
    assert!(
        matches!(&done[..], [Act::Notice(text)] if text.starts_with("已说明：")),
        "{done:?}"
    );
    assert_eq!(stage.screen.scope(), Scope::Sources);
    assert!(stage.shown(120, 40).contains("说明：补上两次"));
    assert!(stage.audit()[0].contains("说明：补上两次"));
}

#[test]
fn what_is_made_of_a_number_sums_up_to_it() {
    let mut stage = shown_roll_up();
    walk_to(&mut stage, "study_people");
    let shown = stage.shown(120, 40);
    assert!(shown.contains("人次") && shown.contains("480"), "{shown}");
    stage.press(KeyCode::Enter);
    let shown = stage.shown(120, 40);
    assert!(shown.contains("= 480 人次"), "{shown}");
}
