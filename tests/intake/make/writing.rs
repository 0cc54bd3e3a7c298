//! How people write a number, break a line and reword a sentence.

use super::{Dice, Style, Truth};

pub fn number(n: i64, style: Style, measure: &str, dice: &mut Dice) -> (String, Truth) {
    let exact = Truth::Number(n);
    match style {
        Style::FullWidth => (format!("（{}）", wide(&n.to_string())), exact),
        Style::HalfBrackets => (format!("({n})"), exact),
        Style::MixedBrackets => (
            format!("{}{n}{}", dice.pick(&["（", "("]), dice.pick(&["）", ")"])),
            exact,
        ),
        Style::SquareBrackets => (
            format!(
                "{}{n}{}",
                dice.pick(&["〔", "【", "["]),
                dice.pick(&["〕", "】", "]"])
            ),
            exact,
        ),
        Style::Chinese => (format!("（{}）", chinese(n, dice)), exact),
        Style::Thousands => (
            format!("（{}）", grouped(n, dice.pick(&[',', '，']))),
            exact,
        ),
        Style::WideSpaces => (format!("（　{n}　 ）"), exact),
        Style::Underscores => (format!("（__{n}__）"), exact),
        Style::About if n > 0 => (
            format!("（{}{n}）", dice.pick(&["约", "近", "大约", "超过"])),
            Truth::About(n),
        ),
        Style::Over if n > 0 => (
            format!("（{n}{}）", dice.pick(&["余", "多", "左右", "以上"])),
            Truth::About(n),
        ),
        Style::OverOutside if n > 9 => {
            let mark = if dice.roll(2) == 0 {
                format!("约（{n}）")
            } else {
                format!("（{n}）余")
            };
            (mark, Truth::About(n))
        }
        Style::TenThousands if n % 100 == 0 && n > 0 => {
            let (whole, part) = (n / 10_000, n % 10_000);
            let part = format!("{part:04}");
            let part = part.trim_end_matches('0');
            let point = if part.is_empty() { "" } else { "." };
            (format!("（{whole}{point}{part}万）"), exact)
        }
        Style::Nothing if n < 3 => ("（无）".to_owned(), Truth::NotApplicable),
        Style::Dashes if n < 3 => (
            format!("（{}）", dice.pick(&["—", "——", "-", "－"])),
            Truth::NotApplicable,
        ),
        Style::Slashes if n < 3 => (
            format!("（{}）", dice.pick(&["/", "／", " / "])),
            Truth::NotApplicable,
        ),
        Style::MeasureInside => (format!("（{n}{measure}）"), exact),
        Style::Marks => (
            format!("（{n}{}）", dice.pick(&["。", "；", "、", " "])),
            exact,
        ),
        Style::Beside => (format!("（   ）{n}"), exact),
        Style::BesideBefore => (format!("{n}（   ）"), exact),
        Style::NoBrackets => (n.to_string(), exact),
        Style::OneBracket => (
            if dice.roll(2) == 0 {
                format!("（{n}")
            } else {
                format!("{n}）")
            },
            exact,
        ),
        _ => (format!("（{n}）"), exact),
    }
}

fn wide(digits: &str) -> String {
    digits
        .chars()
        .map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap())
        .collect()
}

fn grouped(n: i64, separator: char) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(c);
    }
    text
}

/// The numerals of [`VALUES`], as people write them.
fn chinese(n: i64, dice: &mut Dice) -> String {
    let forms: &[&str] = match n {
        0 => &["零", "〇"],
        1 => &["一", "壹"],
        2 => &["二", "两"],
        3 => &["三"],
        5 => &["五"],
        8 => &["八"],
        12 => &["十二", "一十二"],
        26 => &["二十六"],
        47 => &["四十七"],
        120 => &["一百二十"],
        356 => &["三百五十六"],
        1280 => &["一千二百八十"],
        4300 => &["四千三百"],
        12600 => &["一万二千六百", "1万2600"],
        _ => unreachable!("not among the values"),
    };
    dice.pick(forms).to_owned()
}

/// Breaks lines in the middle of the sentence, as people do with Enter, and indents.
pub fn broken(text: &str, dice: &mut Dice) -> String {
    let mut broken = String::from("　　");
    let mut inside = 0_usize;
    for c in text.chars() {
        match c {
            '（' | '(' => inside += 1,
            '）' | ')' => inside = inside.saturating_sub(1),
            _ => {}
        }
        broken.push(c);
        if inside == 0 && c != '\n' && dice.roll(12) == 0 {
            broken.push_str(dice.pick(&["\n", "\n　　", "  "]));
        }
    }
    broken
}

/// Small rewordings that leave every blank's own words to be known again.
pub fn reworded(text: &str) -> String {
    [
        ("等形式启动", "等方式启动"),
        ("安排理论学习中心组专题学习", "组织理论学习中心组专题学习"),
        ("开展网络课堂培训", "开展了网络课堂培训"),
        ("开设专栏专题", "开设专题专栏"),
        ("组织系列评论和理论文章", "撰写系列评论和理论文章"),
        (
            "制作先进典型、经验做法和成果等工作专题视频",
            "制作先进典型、经验做法等工作专题视频",
        ),
        ("组织干部职工、企业员工参加", "组织干部职工和企业员工参加"),
        ("在媒体平台开展网络视频访谈", "在各媒体平台开展网络视频访谈"),
        (
            "观看安全体验场馆360全景示范展示",
            "观看安全体验馆360全景示范展示",
        ),
        (
            "组织安全生产主题法治宣传教育活动",
            "组织安全生产主题的法治宣传教育活动",
        ),
        ("进农村", "进乡村"),
        ("组织记者采访报道", "组织新闻记者采访报道"),
        ("接收各类举报", "共接收各类举报"),
        ("根据线索开展新闻报道", "根据举报线索开展新闻报道"),
        ("在公共场所张贴、悬挂", "在公共场所张贴悬挂"),
        ("在地方媒体发表安全月稿件", "在地方媒体上发表安全月稿件"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// One statement with its blanks is left out; they must not read as anything else.
pub fn without_clause(text: &str, dice: &mut Dice, truth: &mut [Truth]) -> String {
    let statements: Vec<&str> = text.split_inclusive(['；', '\n']).collect();
    if statements.len() < 2 {
        return text.to_owned();
    }
    let gone = dice.roll(statements.len());
    let mut at = 0;
    let mut kept = String::new();
    for (i, statement) in statements.iter().enumerate() {
        let blanks = statement.matches(['（', '(']).count();
        if i == gone {
            truth[at..at + blanks].fill(Truth::Unclear);
        } else {
            kept.push_str(statement);
        }
        at += blanks;
    }
    kept
}
