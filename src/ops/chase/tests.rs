//! The words that are sent to who is late.

use super::*;
use crate::domain::problem::Place;
use crate::domain::review::Comment;
use crate::ops::audit::{self, AuditFilter};
use crate::ops::review;
use crate::ops::sample::{desk, draft, hand_in, june, period, register, unit};
use crate::ops::submit::extend;

/// Three units on 18 June, 17:40: the first owes the second week, the second everything, the third nothing.
fn eighteenth() -> (Desk, [UnitId; 3], Instant) {
    let mut desk = desk();
    let pingjiang = unit(&mut desk, "平江医院", "direct", "");
    let canglang = unit(&mut desk, "沧浪医院", "direct", "");
    let jinchang = unit(&mut desk, "金阊护理院", "care", "");
    let some = draft(&desk, &[("study_sessions", 1)]);
    for unit in [pingjiang, jinchang] {
        register(&mut desk, unit, "联络员甲", june(2, 9, 0));
        for (at, day) in [("plan", 4), ("weekly/1", 4), ("weekly/3", 12)] {
            hand_in(&mut desk, unit, at, &some, "", june(day, 9, 0));
        }
    }
    hand_in(&mut desk, jinchang, "weekly/2", &some, "", june(11, 9, 0));
    let until = june(17, 12, 0);
    extend(
        &mut desk,
        &[canglang],
        &period("weekly/2"),
        until,
        "停电",
        june(10, 9, 0),
    )
    .expect("extends");
    (desk, [pingjiang, canglang, jinchang], june(18, 17, 40))
}

#[test]
fn a_deadline_of_another_year_has_its_year() {
    let (desk, _, _) = eighteenth();
    let later = Instant::from_cst(
        chrono::NaiveDate::from_ymd_opt(2021, 3, 1)
            .and_then(|day| day.and_hms_opt(9, 0, 0))
            .expect("a real moment"),
    );
    let sheet = chase(&desk, &Whom::default(), later).expect("writes");
    let text = &sheet.units[0].text;
    assert!(text.contains("应于2020年6月4日 24:00前报送"), "{text}");
    assert!(
        sheet.group.contains("应于2020年6月4日 24:00前报送"),
        "{}",
        sheet.group
    );
}

#[test]
fn a_late_units_text_says_what_since_when_and_to_whom() {
    let (desk, _, now) = eighteenth();
    let sheet = chase(&desk, &Whom::default(), now).expect("writes");
    let texts: Vec<&str> = sheet
        .units
        .iter()
        .map(|chase| chase.text.as_str())
        .collect();
    assert_eq!(
        texts,
        [
            "【催报】沧浪医院：\n\
             截至6月18日 17:40，“2020年安全生产月活动”以下材料尚未收到贵单位报送：\n\
             1. 联络员推荐表：应于6月4日 24:00前报送，逾期 13 天\n\
             2. 活动方案：应于6月4日 24:00前报送，逾期 13 天\n\
             3. 每周活动材料·第1周：应于6月4日 24:00前报送，逾期 13 天\n\
             4. 每周活动材料·第2周：已延期至6月17日 12:00，逾期 1 天\n\
             请尽快报送示例局应急保障处。\n\
             如已报送，请忽略本提醒。谢谢支持！",
            "【催报】平江医院（联络员：联络员甲）：\n\
             截至6月18日 17:40，“2020年安全生产月活动”以下材料尚未收到贵单位报送：\n\
             1. 每周活动材料·第2周：应于6月11日 24:00前报送，逾期 6 天\n\
             请尽快报送示例局应急保障处。\n\
             如已报送，请忽略本提醒。谢谢支持！",
        ]
    );
    assert_eq!(
        sheet.group,
        "【催报】各单位：\n\
         截至6月18日 17:40，“2020年安全生产月活动”尚有材料未收齐：\n\
         1. 联络员推荐表：应于6月4日 24:00前报送，逾期 13 天，1 个单位：沧浪医院\n\
         2. 活动方案：应于6月4日 24:00前报送，逾期 13 天，1 个单位：沧浪医院\n\
         3. 每周活动材料·第1周：应于6月4日 24:00前报送，逾期 13 天，1 个单位：沧浪医院\n\
         4. 每周活动材料·第2周：应于6月11日 24:00前报送，逾期 6 天，2 个单位：沧浪医院（延期至6月17日 12:00）、平江医院\n\
         请以上单位尽快报送示例局应急保障处。\n\
         已报送的请忽略本提醒。谢谢支持！"
    );
}

#[test]
fn a_named_unit_is_also_reminded_of_what_comes() {
    let (desk, [_, canglang, jinchang], now) = eighteenth();
    let whom = |unit, periods: &[&str]| Whom {
        units: vec![unit],
        periods: periods.iter().map(|text| period(text)).collect(),
    };
    let third = chase(&desk, &whom(canglang, &["weekly/3"]), now).expect("writes");
    let text = &third.units[0].text;
    assert!(
        text.contains(
            "1. 每周活动材料·第3周：应于6月18日 24:00前报送，还有 6 小时\n请在截止时间前报送"
        ),
        "{text}"
    );
    let all = chase(&desk, &whom(canglang, &[]), now).expect("writes");
    assert_eq!(all.units[0].owed.len(), 5);
    assert!(
        all.units[0]
            .text
            .contains("请尽快补报逾期材料，其余在截止时间前报送示例局")
    );

    let nothing = chase(&desk, &whom(jinchang, &[]), now).expect("writes");
    assert_eq!(nothing, ChaseSheet::default());
    assert!(chase(&desk, &whom(jinchang, &["weekly/9"]), now).is_err());

    // Before a holiday the suggestion goes with it.
    let fourth = chase(&desk, &whom(jinchang, &["weekly/4"]), june(23, 9, 0)).expect("writes");
    let text = &fourth.units[0].text;
    assert!(
        text.contains("还有 2 天（6月25日端午节放假，建议 6月24日前报送）"),
        "{text}"
    );
}

#[test]
fn what_was_sent_is_noted_and_counted() {
    let (mut desk, [pingjiang, canglang, jinchang], now) = eighteenth();
    let one = Whom {
        units: vec![pingjiang],
        periods: vec![period("weekly/2")],
    };
    let single = chase(&desk, &one, june(12, 9, 0)).expect("writes");
    assert_eq!(
        record(&mut desk, &single, SentAs::Single, june(12, 9, 0)),
        Ok(1)
    );
    let told = |desk: &Desk, unit: &UnitId| {
        let sent = sent(desk).expect("reads").get(unit).copied();
        sent.map(|sent| sent.words())
    };
    assert_eq!(told(&desk, &pingjiang).as_deref(), Some("6月12日已催 1 次"));
    assert_eq!(told(&desk, &canglang), None);

    let everybody = chase(&desk, &Whom::default(), now).expect("writes");
    assert_eq!(everybody.units[1].sent.map(|sent| sent.times), Some(1));
    assert_eq!(record(&mut desk, &everybody, SentAs::Group, now), Ok(2));
    assert_eq!(
        told(&desk, &pingjiang).as_deref(),
        Some("已催 2 次，最近6月18日")
    );
    assert_eq!(told(&desk, &canglang).as_deref(), Some("6月18日已催 1 次"));
    assert_eq!(told(&desk, &jinchang), None);

    let log = desk.store.read().chases(None).expect("reads");
    let group: Vec<&str> = log
        .iter()
        .filter(|e| e.unit.is_none())
        .map(|e| e.words.as_str())
        .collect();
    assert_eq!(group, [everybody.group.as_str()]);
    let filter = AuditFilter {
        act: Some(Act::Chased),
        ..AuditFilter::default()
    };
    let details: Vec<String> = audit::list(&desk, &filter)
        .expect("reads")
        .into_iter()
        .map(|entry| entry.detail)
        .collect();
    assert_eq!(
        details,
        [
            "每周活动材料·第2周（群发）",
            "联络员推荐表、活动方案、每周活动材料·第1周、每周活动材料·第2周（群发）",
            "每周活动材料·第2周",
        ]
    );
    let nobody = ChaseSheet::default();
    assert_eq!(record(&mut desk, &nobody, SentAs::Group, now), Ok(0));
}

/// In the middle somebody else issued the notice: the units below report to the desk that chases them.
#[test]
fn whoever_chases_is_whom_the_units_report_to() {
    let (mut desk, _, now) = eighteenth();
    desk.campaign.issuer = "上级局".into();
    let sheet = chase(&desk, &Whom::default(), now).expect("writes");
    for text in [&sheet.units[0].text, &sheet.group] {
        assert!(text.contains("尽快报送示例局。\n"), "{text}");
    }
}

#[test]
fn what_was_returned_is_asked_for_again_with_the_remark_until_it_comes() {
    let (mut desk, [pingjiang, ..], now) = eighteenth();
    let week = period("weekly/1");
    let remarks = [
        (Place::Whole, "请盖章"),
        (Place::Figure("study_sessions".into()), "请核对"),
    ];
    let remarks = remarks.map(|(place, text)| Comment {
        place,
        text: text.into(),
    });
    review::give_back(
        &mut desk,
        pingjiang,
        &week,
        None,
        remarks.to_vec(),
        june(16, 9, 0),
    )
    .expect("returns");
    let of = |desk: &Desk| {
        let sheet = chase(desk, &Whom::default(), now).expect("writes");
        let one = sheet
            .units
            .iter()
            .find(|one| one.unit.id == pingjiang)
            .cloned();
        (one.expect("is chased").text, sheet.group)
    };
    let (text, group) = of(&desk);
    let expected = "以下材料已退回，请按意见改好后重新报送：\n\
                    1. 每周活动材料·第1周：6月16日退回，已 2 天；意见：整份：请盖章；";
    assert!(
        text.contains(expected) && text.contains("：请核对\n"),
        "{text}"
    );
    let asked = "已退回、请按意见改好后重新报送的：平江医院（每周活动材料·第1周）";
    assert!(group.contains(asked), "{group}");
    let again = draft(&desk, &[("study_sessions", 2)]);
    hand_in(
        &mut desk,
        pingjiang,
        "weekly/1",
        &again,
        "已核对",
        june(17, 9, 0),
    );
    let (text, group) = of(&desk);
    assert!(
        !text.contains("退回") && !group.contains("退回"),
        "{text}{group}"
    );
}
