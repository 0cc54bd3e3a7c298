//! Ids that a person can live with: the last words of what a blank speaks of, in pinyin, and how it is counted:
//! 理论学习中心组专题学习（）人次 is `zhuanti_xuexi_renci`. The same paper gives the same ids; what comes twice is numbered.

use std::collections::HashSet;

use crate::domain::campaign::known_measure;
use crate::text::romanize::syllables;

/// Words of three characters that campaigns speak of: everything else is taken for words of two.
#[rustfmt::skip]
const LONG_WORDS: [&str; 47] = [
    "教育片", "宣传片", "专题片", "微视频", "短视频", "啄木鸟", "显微镜", "扫描仪", "纠察员",
    "云课堂", "公开课", "微课堂", "中心组", "咨询日", "开放日", "生产月", "安全月", "责任制",
    "工作室", "示范点", "示范岗", "监管员", "负责人", "管理员", "志愿者", "从业者", "整改率",
    "覆盖率", "参与率", "合格率", "完成率", "大讨论", "大家谈", "随手拍", "万里行", "明白人",
    "吹哨人", "安康杯", "座谈会", "推进会", "启动会", "公众号", "一封信", "宣传品", "明白卡",
    "责任书", "承诺书",
];
/// Names that tell nothing without what their row is about.
const GENERAL: [&str; 8] = [
    "参与",
    "参加",
    "人数",
    "参与人数",
    "参加人数",
    "场次",
    "次数",
    "数量",
];
/// Words of an id before its measure word.
const WORDS: usize = 2;
/// Longer ids are cut.
const LONGEST: usize = 40;

/// Ids given so far.
#[derive(Debug, Default)]
pub(super) struct Ids {
    taken: HashSet<String>,
}

impl Ids {
    /// The id wished for, or the next number behind it where that is taken. `joint` joins words.
    pub(super) fn take(&mut self, wish: &str, joint: char) -> String {
        let mut id = wish.to_owned();
        let mut number = 1;
        while !self.taken.insert(id.clone()) {
            number += 1;
            id = format!("{wish}{joint}{number}");
        }
        id
    }
}

/// The id of a blank by what it is called and counted in. `ahead` says that its name stands behind it, so that the first
/// words of the name tell more than the last.
/// `around` is what its row is called, for blanks whose own words are nothing but how they are counted.
pub(super) fn of_figure(label: &str, measure: &str, ahead: bool, around: &str) -> String {
    let label = label.trim_start_matches('…');
    let label = label.rsplit_once('（').map_or(label, |(label, _)| label);
    let (base, own) = label.split_once('·').unwrap_or((label, ""));
    let is_number = own.chars().all(|c| c.is_ascii_digit());
    let own = own
        .strip_prefix("参与")
        .or(own.strip_prefix("参加"))
        .unwrap_or(own);
    let counts = ["人数", "总数", "数量", "次数"];
    let says_less = is_number || own == measure || counts.iter().any(|word| own.ends_with(word));
    let own = if says_less { "" } else { own };
    let counted = match known_measure(measure) {
        "" => measure,
        known => known,
    };
    let counted = joined(counted);
    let words = |base: &str| match ahead {
        true => first_words(base),
        false => last_words(base),
    };
    let mut parts = words(base);
    let is_general = GENERAL.contains(&base);
    if is_general || parts.is_empty() || parts == [counted.as_str()] {
        let own = std::mem::replace(&mut parts, last_words(around));
        if is_general && own != parts {
            parts.extend(own);
        }
    }
    parts.extend(last_words(own));
    // 演练场次, counted in 场次, says so once.
    if !parts.last().is_some_and(|last| last.ends_with(&counted)) {
        parts.push(counted);
    }
    finish(parts.into_iter(), '_')
}

/// An id made of the last words of a name.
pub(super) fn of_name(name: &str) -> String {
    finish(last_words(name).into_iter(), '_')
}

/// An id made of all of a short text: 姑苏民卫 and 2020 are `gusuminwei-2020`.
pub(super) fn of_parts(parts: &[&str], joint: char) -> String {
    finish(parts.iter().map(|part| joined(part)), joint)
}

fn finish(parts: impl Iterator<Item = String>, joint: char) -> String {
    let mut id = String::new();
    for part in parts.filter(|part| !part.is_empty()) {
        if !id.is_empty() && id.len() + part.len() >= LONGEST {
            break;
        }
        if !id.is_empty() {
            id.push(joint);
        }
        id.push_str(&part);
    }
    id.truncate(LONGEST);
    match id.chars().next() {
        None => "kongge".to_owned(),
        Some(c) if c.is_ascii_digit() => format!("n{id}"),
        Some(_) => id,
    }
}

fn joined(text: &str) -> String {
    match text {
        "%" => "lv".to_owned(),
        _ => syllables(text).concat(),
    }
}

/// The last words of a name. Words do not reach over signs: “网上行” is one.
fn last_words(name: &str) -> Vec<String> {
    let chars: Vec<char> = name.chars().collect();
    let mut words = Vec::new();
    let mut end = chars.len();
    while end > 0 && words.len() < WORDS {
        let own = chars[..end].iter().rev();
        let own = own.take_while(|c| c.is_alphanumeric()).count();
        if own == 0 || chars[end - 1] == '等' {
            end -= 1;
            continue;
        }
        let begin = word_before(&chars[end - own..end]) + end - own;
        words.push(joined(&chars[begin..end].iter().collect::<String>()));
        end = begin;
    }
    words.reverse();
    words
}

/// The first words of a name.
fn first_words(name: &str) -> Vec<String> {
    let name = name.trim_start_matches(['等', '的']);
    let chars: Vec<char> = name.chars().take_while(|c| c.is_alphanumeric()).collect();
    let words = chars.chunks(2).take(WORDS);
    words
        .map(|word| joined(&word.iter().collect::<String>()))
        .collect()
}

/// Where the last word of a run of characters begins. Letters and figures that stand together are one.
fn word_before(run: &[char]) -> usize {
    let ascii = run.iter().rev().take_while(|c| c.is_ascii()).count();
    if ascii > 0 {
        return run.len() - ascii;
    }
    let is_long = |word: &&str| word.chars().rev().eq(run.iter().rev().take(3).copied());
    let is_one = run.len() == 3 || LONG_WORDS.iter().any(is_long);
    let length = if is_one { 3 } else { 2 };
    // H5游戏 is two words.
    let own = run.iter().rev().take_while(|c| !c.is_ascii()).count();
    run.len() - length.min(own)
}

#[cfg(test)]
mod tests {
    //! Ids made of Chinese words.

    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ids_say_what_their_blanks_speak_of() {
        for (label, measure, ahead, id) in [
            ("理论学习中心组专题学习", "次", false, "zhuanti_xuexi_ci"),
            (
                "理论学习中心组专题学习·参与",
                "人次",
                false,
                "zhuanti_xuexi_renci",
            ),
            (
                "典型事故案例剖析警示教育片·观看",
                "场",
                false,
                "jingshi_jiaoyupian_guankan_chang",
            ),
            (
                "…播、网络、新媒体等平台开设专栏专题（个）",
                "个",
                false,
                "zhuanlan_zhuanti_ge",
            ),
            ("社区、物业公司", "个", true, "shequ_ge"),
            ("企业开展“安全生产”", "个", true, "qiye_kaizhan_ge"),
            ("接收各类举报·2", "", false, "gelei_jubao"),
            ("隐患整改率", "%", false, "yinhuan_zhenggailv"),
            ("“网上行”", "次", false, "wangshangxing_ci"),
            ("横幅、挂图等", "个", false, "hengfu_guatu_ge"),
            ("抖音话题", "条微视频", false, "douyin_huati_tiao"),
            ("教育培训·参与总人数", "人", false, "jiaoyu_peixun_ren"),
            ("等形式启动", "", true, "xingshi_qidong"),
            ("360", "", false, "n360"),
            ("", "", false, "kongge"),
        ] {
            assert_eq!(of_figure(label, measure, ahead, ""), id, "{label}");
        }
        assert_eq!(
            of_figure("场", "场", false, "应急演练"),
            "yingji_yanlian_chang"
        );
        assert_eq!(
            of_figure("参与（人次）", "人次", false, "应急演练"),
            "yingji_yanlian_canyu_renci"
        );
        assert_eq!(of_figure("", "", false, "专题学习"), "zhuanti_xuexi");
        assert_eq!(of_figure("演练·场次", "场次", false, ""), "yanlian_changci");
        assert_eq!(of_parts(&["姑苏民卫", "2020"], '-'), "gusuminwei-2020");
    }

    #[test]
    fn what_comes_twice_is_numbered() {
        let mut ids = Ids::default();
        let taken: Vec<String> = ["a", "a", "a_2", "a"]
            .iter()
            .map(|wish| ids.take(wish, '_'))
            .collect();
        assert_eq!(taken, ["a", "a_2", "a_2_2", "a_3"]);
    }

    proptest! {
        #[test]
        fn every_id_is_one(label in "\\PC{0,30}", measure in "\\PC{0,3}", ahead: bool) {
            let id = of_figure(&label, &measure, ahead, "");
            prop_assert!(id.starts_with(|c: char| c.is_ascii_lowercase()), "{}", id);
            prop_assert!(id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'), "{}", id);
            prop_assert!(id.len() <= LONGEST + 1);
        }
    }
}
