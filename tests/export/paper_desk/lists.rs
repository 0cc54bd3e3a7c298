//! The papers that are lists and matrices: contacts, states, hazards, figures, units; numbers as numbers, and what starts like a
//! formula as text.

use super::*;

#[test]
fn the_contact_sheet_keeps_telephone_numbers_as_text() {
    let (_folder, mut desk, _) = desk();
    let request = request(&desk, Kind::Liaisons);
    let rows = xlsx::rows(&mut xlsx::open(paper(&mut desk, &request)), 0);
    assert!(
        rows[1][0]
            .to_string()
            .contains("共 3 家单位，已登记联络员 1 家")
    );
    let header: Vec<String> = rows[2].iter().map(ToString::to_string).collect();
    assert_eq!(header[..4], ["序号", "单位", "类别", "姓名"]);
    assert!(
        !header.contains(&"单位名称".to_owned()),
        "it is the list's own column"
    );
    let registered = row_with(&rows, "平江医院");
    assert_eq!(registered[6], Data::String("0512-65550101".to_owned()));
    assert_eq!(
        row_with(&rows, "沧浪医院")[3],
        Data::String("未登记".to_owned())
    );
}

#[test]
fn the_matrix_shows_states_by_sign_and_word_and_both_rates() {
    let (_folder, mut desk, _) = desk();
    let request = request(&desk, Kind::Status);
    let rows = xlsx::rows(&mut xlsx::open(paper(&mut desk, &request)), 0);
    let states = |name: &str| -> Vec<String> {
        row_with(&rows, name)[3..]
            .iter()
            .map(ToString::to_string)
            .collect()
    };
    assert_eq!(
        states("平江医院"),
        ["√ 按时", "× 缺报", "√ 按时", "√ 按时", "！ 临期"],
        "what comes after the next deadline is not on it"
    );
    assert_eq!(states("金阊护理院")[2..4], ["× 缺报", "△ 迟报 6/12"]);
    let rates = |label: &str| row_with(&rows, label)[3..8].to_vec();
    let none = Data::String("/".to_owned());
    let third = Data::Float(0.333);
    let two_thirds = Data::Float(0.667);
    assert_eq!(
        rates("报送率"),
        [
            third.clone(),
            Data::Float(0.0),
            two_thirds.clone(),
            two_thirds.clone(),
            none.clone()
        ]
    );
    assert_eq!(
        rates("及时率"),
        [third.clone(), Data::Float(0.0), two_thirds, third, none]
    );
    assert_eq!(docx::read(paper(&mut desk, &request)).page, "landscape");
}

#[test]
fn the_ledger_has_days_as_days_and_formulas_as_text() {
    let (_folder, mut desk, _) = desk();
    let request = request(&desk, Kind::Hazards);
    let rows = xlsx::rows(&mut xlsx::open(paper(&mut desk, &request)), 0);
    assert!(
        rows[1][0]
            .to_string()
            .ends_with("共 2 处，已销号 1 处，整改中 0 处，逾期未销号 1 处")
    );
    let overdue = row_with(&rows, "沧浪医院");
    assert!(matches!(overdue[2], Data::DateTime(_)));
    assert_eq!(overdue[4], Data::String("=疏散通道堆放杂物".to_owned()));
    assert_eq!(overdue[11], Data::String("× 逾期".to_owned()));
    let records = csv::records(paper(&mut desk, &request));
    let fields = records.iter().flatten();
    assert_eq!(fields.filter(|field| field.starts_with('=')).count(), 0);
}

#[test]
fn the_list_has_numbers_as_numbers_and_the_units_behind_them() {
    let (_folder, mut desk, _) = desk();
    let request = request(&desk, Kind::Figures);
    let rows = xlsx::rows(&mut xlsx::open(paper(&mut desk, &request)), 0);
    assert_eq!(
        rows.len(),
        2 + 1 + 69 + 1,
        "title, lead, header, figures, note"
    );
    let counts = |label: &str| row_with(&rows, label)[3..].to_vec();
    let number = |n: i32| Data::Float(f64::from(n));
    let study = counts("理论学习中心组专题学习");
    assert_eq!(
        study,
        [
            number(10),
            Data::String("次".to_owned()),
            number(3),
            number(0),
            number(0)
        ]
    );
    let online = counts("网络课堂培训");
    assert_eq!(online[0], Data::Empty);
    assert_eq!(online[2..], [number(0), number(1), number(2)]);
}

#[test]
fn units_by_figures_add_up_to_the_total() {
    let (_folder, mut desk, _) = desk();
    let request = request(&desk, Kind::Units);
    let rows = xlsx::rows(&mut xlsx::open(paper(&mut desk, &request)), 0);
    let header = &rows[3];
    let column = |label: &str| {
        let label = Data::String(label.to_owned());
        header
            .iter()
            .position(|cell| *cell == label)
            .expect("a column")
    };
    let study = column("理论学习中心组专题学习（次）");
    let of = |name: &str| row_with(&rows, name)[study].clone();
    assert_eq!(of("平江医院"), Data::Float(5.0));
    assert_eq!(of("沧浪医院"), Data::Float(0.0));
    assert_eq!(of("金阊护理院"), Data::Float(5.0));
    assert_eq!(of("合计"), Data::Float(10.0));
    let people = column("理论学习中心组专题学习·参与（人次）");
    assert_eq!(
        row_with(&rows, "沧浪医院")[people],
        Data::Empty,
        "blank is not zero"
    );
    let request = Request {
        scope: Scope::Unit(desk.seat.unit),
        ..request
    };
    let refused = save(&mut desk, &request, Format::Docx, None, june(18, 17)).unwrap_err();
    assert_eq!(refused.hint, "可以导出为 xlsx、csv、html、json");
}

#[test]
fn a_title_says_the_words_in_which_campaign_and_paper_meet_once() {
    let (_folder, mut desk, _) = desk();
    for (campaign, kind, title) in [
        ("某区联络员", Kind::Liaisons, "某区联络员名单"),
        ("某区报送进度", Kind::Status, "某区报送进度表"),
        ("某区隐患", Kind::Hazards, "某区隐患台账"),
        ("某区活动情况", Kind::Summary, "某区活动情况汇总"),
    ] {
        desk.campaign.title = campaign.to_owned();
        let request = request(&desk, kind);
        let page = text(&mut desk, &request, Format::Md);
        assert_eq!(page.lines().next(), Some(format!("# {title}").as_str()));
    }
}
