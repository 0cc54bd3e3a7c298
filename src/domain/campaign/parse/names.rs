//! What a blank is called and counted in, where the campaign file does not say: both are taken from the sentence
//! around it. The measure word stands right behind the blank; the name is the clause in front of it.

use std::collections::{HashMap, HashSet};

use crate::domain::campaign::{Piece, Sentence};

/// Measure words that begin a longer run of text, as in “（）个企业开展”. The longest that fits is taken.
#[rustfmt::skip]
const MEASURES: [&str; 80] = [
    "人次", "场次", "条次", "批次", "架次", "课时", "学时", "工时", "人天", "次", "场", "个",
    "篇", "部", "条", "人", "家", "份", "件", "处", "亿元", "万元", "元", "名", "位", "项",
    "起", "期", "幅", "面", "块", "张", "座", "辆", "台", "套", "艘", "架", "户", "所", "栋",
    "间", "天", "小时", "分钟", "公里", "千米", "平方米", "米", "亩", "吨", "公斤", "支", "只",
    "本", "册", "封", "枚", "盏", "具", "组", "队", "班", "批", "轮", "回", "届", "类", "种",
    "首", "则", "段", "集", "节", "例", "宗", "笔", "门", "株", "%",
];

/// Words that begin like a measure word and are none: （）部门负责.
#[rustfmt::skip]
const NO_MEASURES: [&str; 28] = [
    "部门", "名称", "名单", "条件", "项目", "单位", "组织", "处理", "处室", "期间", "所有", "所属",
    "面向", "面对", "本单位", "本次", "集中", "类型", "类别", "位置", "台账", "户外", "队伍", "班子",
    "节约", "支部", "支持", "首次",
];

/// A run of text behind a blank that is no longer than this is a measure word as a whole: 条微视频.
const MEASURE_CHARS: usize = 4;

/// A name longer than this is cut to its end, which tells more than its beginning.
const NAME_CHARS: usize = 18;

/// Words in front of what is done; a name does without them.
const VERBS: [&str; 9] = [
    "组织开展",
    "创新开展",
    "积极开展",
    "其中",
    "开展",
    "组织",
    "安排",
    "举办",
    "制作",
];

/// The measure word of every blank of a sentence, in order; empty where there is none.
pub(super) fn measures(sentence: &Sentence) -> Vec<String> {
    around_blanks(sentence)
        .map(|(_, after)| measure(after).to_owned())
        .collect()
}

/// A name for every blank of a sentence, in order; `given` are the names that the file says. A clause that says too
/// little by itself (“参与（）人次”) borrows the name before it. Not yet told apart from the names of other sentences.
pub(super) fn names(sentence: &Sentence, given: &[Option<&str>]) -> Vec<String> {
    let mut names = Vec::new();
    let mut base: Option<String> = None;
    let mut measure_before = "";
    for (index, (before, after)) in around_blanks(sentence).enumerate() {
        let unit = measure(after);
        let clause = clause(before, measure_before);
        let head = shorten(without_verbs(clause));
        let given = given.get(index).copied().flatten().map(str::to_owned);
        // 参加竞赛（）人，组织（）人参加展览: a bare verb says that something else follows.
        let is_bare_verb = head.is_empty() && !clause.is_empty();
        let begins_anew = is_bare_verb || before.contains(['；', ';', '。', '\n']);
        let lends = base
            .as_deref()
            .filter(|_| is_bare(&head) && !(begins_anew && head.is_empty()));
        let name = match lends {
            Some(base) => {
                let own = if head.is_empty() { unit } else { &head };
                given.unwrap_or_else(|| format!("{base}·{own}"))
            }
            None => {
                let own = if is_bare(&head) {
                    tail(after, unit)
                } else {
                    head
                };
                base.insert(given.unwrap_or(own)).clone()
            }
        };
        names.push(name);
        measure_before = unit;
    }
    names
}

/// Makes a list of names distinct: a name that occurs before gets its measure word, and if that does not help a
/// number, behind it. `taken` are names that must stay as they are.
pub(super) fn tell_apart(names: &mut [String], measures: &[String], taken: &[&str]) {
    let mut taken: HashSet<String> = taken.iter().map(|name| (*name).to_owned()).collect();
    let mut last_number: HashMap<String, usize> = HashMap::new();
    for (name, measure) in names.iter_mut().zip(measures) {
        let measured = format!("{name}（{measure}）");
        if taken.contains(name) && !measure.is_empty() && !taken.contains(&measured) {
            *name = measured;
        } else if taken.contains(name) {
            let number = last_number.entry(name.clone()).or_insert(1);
            *name = loop {
                *number += 1;
                let numbered = format!("{name}·{number}");
                if !taken.contains(&numbered) {
                    break numbered;
                }
            };
        }
        taken.insert(name.clone());
    }
}

/// The words right before and right behind each blank; empty where another blank or an end stands there.
fn around_blanks(sentence: &Sentence) -> impl Iterator<Item = (&str, &str)> {
    let words = |index: Option<usize>| match index.and_then(|index| sentence.pieces.get(index)) {
        Some(Piece::Words(words)) => words.as_str(),
        _ => "",
    };
    sentence
        .pieces
        .iter()
        .enumerate()
        .filter(|(_, piece)| matches!(piece, Piece::Blank(_)))
        .map(move |(index, _)| (words(index.checked_sub(1)), words(Some(index + 1))))
}

fn is_punctuation(c: char) -> bool {
    c.is_whitespace()
        || c.is_ascii_punctuation() && c != '%'
        || "，。；：、！？“”‘’（）《》【】〔〕［］…—·".contains(c)
}

/// The text behind the bracket that closes a blank.
fn behind_bracket(after: &str) -> &str {
    let after = after.trim_start_matches([' ', '\u{3000}']);
    after
        .strip_prefix(['）', ')', '】', '］', ']'])
        .unwrap_or(after)
}

/// The measure word that the words behind a blank begin with, where they begin with one that every paper uses.
pub fn known_measure(after: &str) -> &str {
    let behind = behind_bracket(after);
    if NO_MEASURES.iter().any(|word| behind.starts_with(word)) {
        return "";
    }
    let known = MEASURES.iter().filter(|word| behind.starts_with(**word));
    let longest = known.map(|word| word.len()).max().unwrap_or(0);
    &behind[..longest]
}

/// A short run that ends a statement is a measure word as a whole (条微视频，); where more follows, only its beginning
/// is one (个社区、物业公司; 场参与（）人次).
fn measure(after: &str) -> &str {
    let behind = behind_bracket(after);
    let end = behind.find(is_punctuation).unwrap_or(behind.len());
    let (run, rest) = behind.split_at(end);
    let known = known_measure(after);
    let is_short = run.chars().count() <= MEASURE_CHARS;
    let goes_on = rest.starts_with(['、', '（', '(', '“', '《']);
    if is_short && (!goes_on || known.is_empty()) {
        run
    } else {
        known
    }
}

/// The clause in front of a blank.
fn clause<'b>(before: &'b str, measure_before: &str) -> &'b str {
    let rest = behind_bracket(before);
    let rest = rest.strip_prefix(measure_before).unwrap_or(rest);
    let clause = rest
        .rsplit(['；', ';', '。', '\n', '，', ',', '：', ':'])
        .next()
        .unwrap_or("");
    clause.trim_matches(|c| is_punctuation(c) && !"“”‘’《》".contains(c))
}

fn without_verbs(mut clause: &str) -> &str {
    while let Some(rest) = VERBS.iter().find_map(|verb| clause.strip_prefix(verb)) {
        clause = rest.trim_start_matches(is_space_or_comma);
    }
    clause
}

fn is_space_or_comma(c: char) -> bool {
    c.is_whitespace() || "，,、".contains(c)
}

/// Whether a head says too little by itself: 参与, 观看, 参与总人数.
fn is_bare(head: &str) -> bool {
    let chars = head.chars().count();
    chars <= 2 || (chars <= 5 && ["参与", "参加"].iter().any(|verb| head.starts_with(verb)))
}

/// What the text behind a blank speaks of, where nothing in front of it does: “（）个企业开展……”.
fn tail(after: &str, measure: &str) -> String {
    let behind = behind_bracket(after);
    let behind = behind.strip_prefix(measure).unwrap_or(behind);
    let clause = behind
        .split(['；', ';', '。', '\n', '，', ',', '（', '('])
        .next()
        .unwrap_or("");
    let clause = clause.trim_matches(is_space_or_comma);
    let clause = if clause.is_empty() { measure } else { clause };
    clause.chars().take(NAME_CHARS).collect()
}

fn shorten(clause: &str) -> String {
    let chars = clause.chars().count();
    if chars <= NAME_CHARS {
        return clause.to_owned();
    }
    let end: String = clause.chars().skip(chars - NAME_CHARS + 1).collect();
    format!("…{end}")
}

#[cfg(test)]
mod tests {
    //! Names and measure words taken from the sentence around a blank.

    use super::*;
    use crate::domain::id::FigureId;

    /// A sentence with a blank wherever the text has `#`.
    fn sentence(text: &str) -> Sentence {
        let mut pieces = Vec::new();
        for (index, words) in text.split('#').enumerate() {
            if index > 0 {
                pieces.push(Piece::Blank(FigureId(format!("f{index}"))));
            }
            if !words.is_empty() {
                pieces.push(Piece::Words(words.to_owned()));
            }
        }
        Sentence { pieces }
    }

    #[test]
    fn the_measure_word_stands_behind_the_blank() {
        for (text, expected) in [
            ("学习（#）次，参与（#）人次；", vec!["次", "人次"]),
            ("培训(#)场，参与（#)人次", vec!["场", "人次"]),
            ("话题（#）条微视频，", vec!["条微视频"]),
            ("参与人数（#）。", vec![""]),
            ("（#）个企业开展“啄木鸟”", vec!["个"]),
            ("组织（#）人参加全市竞赛", vec!["人"]),
            ("投入 # 万元。", vec!["万元"]),
            ("完成率 #%", vec!["%"]),
            ("##", vec!["", ""]),
            ("共发现#处燃气安全隐患点", vec!["处"]),
            ("共投入#无法归类的一串文字", vec![""]),
            ("（#）个社区、物业公司", vec!["个"]),
            ("培训（#）场参与（#）人次", vec!["场", "人次"]),
            ("印发（#）卷（#）", vec!["卷", ""]),
        ] {
            assert_eq!(measures(&sentence(text)), expected, "{text}");
        }
    }

    #[test]
    fn the_name_is_the_clause_in_front() {
        for (text, expected) in [
            (
                "安排理论学习中心组专题学习（#）次，参与（#）人次；",
                vec!["理论学习中心组专题学习", "理论学习中心组专题学习·参与"],
            ),
            (
                "开展网络课堂培训(#)场，参与（#）人次；",
                vec!["网络课堂培训", "网络课堂培训·参与"],
            ),
            (
                "制作警示教育片（#）部，组织观看（#）场，（#）人次；",
                vec!["警示教育片", "警示教育片·观看", "警示教育片·人次"],
            ),
            (
                "企业宣讲（#）场，其中，领导宣讲（#）场，参与（#）人次。",
                vec!["企业宣讲", "领导宣讲", "领导宣讲·参与"],
            ),
            (
                "开展 “专题行”(#)次、“网上行”(#)次。",
                vec!["“专题行”", "“网上行”"],
            ),
            (
                "（#）个企业开展自查，整改（#）个",
                vec!["企业开展自查", "企业开展自查·整改"],
            ),
            (
                "组织（#）人参加知识竞赛，组织（#）人参与展览",
                vec!["参加知识竞赛", "参与展览"],
            ),
            (
                "急救培训（#）场。\n组织（#）人参加知识竞赛",
                vec!["急救培训", "参加知识竞赛"],
            ),
        ] {
            let found = names(&sentence(text), &[]);
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_given_name_is_lent_on() {
        let sentence = sentence("制作典型事故案例剖析警示教育片（#）部，组织观看（#）场");
        assert_eq!(
            names(&sentence, &[Some("警示片"), None]),
            ["警示片", "警示片·观看"]
        );
    }

    #[test]
    fn a_long_clause_keeps_its_end() {
        let name = &names(
            &sentence("在报刊、广播、网络、新媒体等平台开设专栏专题（#）个"),
            &[],
        )[0];
        assert_eq!(name, "…播、网络、新媒体等平台开设专栏专题");
    }

    #[test]
    fn equal_names_are_told_apart() {
        let owned = |names: &[&str]| {
            names
                .iter()
                .map(|name| (*name).to_owned())
                .collect::<Vec<_>>()
        };
        let mut names = owned(&["甲", "甲", "甲", "乙", "甲"]);
        tell_apart(
            &mut names,
            &owned(&["次", "人次", "人次", "次", ""]),
            &["乙"],
        );
        assert_eq!(names, ["甲", "甲（人次）", "甲·2", "乙（次）", "甲·3"]);
    }
}
