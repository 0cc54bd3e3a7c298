//! What is to be sent in by a deadline: the words for it, as the notice has them, and what kinds of paper they name.

use super::deadline::{Deadline, verb};

/// Something to be sent in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::draft) struct Object {
    /// “安全生产月”活动联络员推荐表（附件1）
    pub(in crate::draft) words: String,
}

/// Ends of what is to be sent in.
const ENDS: [char; 6] = ['，', ',', '。', '；', '：', ':'];
/// Where it is to be sent: behind these words.
const WHERE: [&str; 4] = ["至", "到", "给", "我"];

/// The things that a deadline's clause names, one after the other; none where it names nothing.
pub(in crate::draft) fn objects(deadline: &Deadline) -> Vec<Object> {
    let words = named(&deadline.behind).or_else(|| before(&deadline.before));
    let Some(words) = words else {
        return Vec::new();
    };
    let pieces = top_level(&words);
    let objects = pieces.into_iter().map(|piece| Object {
        words: piece.trim().to_owned(),
    });
    objects.filter(|object| !object.words.is_empty()).collect()
}

/// What the words behind the deadline name: 报送总结, 将总结报送至某处.
fn named(behind: &str) -> Option<String> {
    let (at, length) = verb(behind)?;
    let (ahead, after) = (&behind[..at], &behind[at + length..]);
    if let Some((_, object)) = ahead.rsplit_once(['将', '把']) {
        return given(object);
    }
    let after = after.trim_start();
    let is_place = WHERE.iter().any(|word| after.starts_with(word));
    let object = if is_place { "" } else { after };
    given(&until_end(object)).or_else(|| ahead_of_verb(ahead))
}

/// What stands before the verb: ……，预案按时报备.
fn ahead_of_verb(words: &str) -> Option<String> {
    let clause = words.trim_end_matches(ENDS).rsplit(ENDS).next()?;
    let how = ["按时", "及时", "统一", "汇总", "一并", "同步", "逐级"];
    let object = how
        .iter()
        .find_map(|how| clause.trim_end().strip_suffix(how));
    given(object.unwrap_or(clause))
}

/// What stands before the deadline: 总结材料请于6月25日前报送.
fn before(words: &str) -> Option<String> {
    let clause = words.rsplit(ENDS).next()?;
    let clause = clause.trim_end_matches(['请', '于', '应', '在', '须', '需', '并']);
    let object = clause
        .rsplit_once(['将', '把'])
        .map_or(clause, |(_, object)| object);
    let addresses = ["各", "单位", "联络员", "企业"]
        .iter()
        .any(|word| object.contains(word));
    given(object).filter(|_| !addresses)
}

fn given(words: &str) -> Option<String> {
    let words = words.trim().trim_start_matches('了').trim();
    // 2.
    let counts = words.chars().filter(|c| c.is_alphabetic()).count();
    (counts >= 2).then(|| words.to_owned())
}

/// Up to the first sign that ends it, but not one within brackets.
fn until_end(text: &str) -> String {
    let mut depth = 0;
    let is_inside = |c: &char| {
        depth += depth_of(*c);
        depth > 0 || !ENDS.contains(c)
    };
    text.chars().take_while(is_inside).collect()
}

fn depth_of(c: char) -> i32 {
    match c {
        '（' | '(' | '“' | '《' => 1,
        '）' | ')' | '”' | '》' => -1,
        _ => 0,
    }
}

/// A list cut at 和, 及, 、 outside of brackets and quotation marks. 视频、图片、文字等资料 is one thing.
fn top_level(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let is_list_of_one = chars.iter().collect::<String>().contains('等');
    let mut pieces = vec![String::new()];
    let mut depth = 0;
    let mut at = 0;
    while at < chars.len() {
        depth += depth_of(chars[at]);
        let divides = match chars[at] {
            '和' | '及' => true,
            '、' => !is_list_of_one,
            '以' if chars.get(at + 1) == Some(&'及') => {
                at += 1;
                true
            }
            _ => false,
        };
        match divides && depth <= 0 {
            true => pieces.push(String::new()),
            false => pieces.last_mut().expect("never empty").push(chars[at]),
        }
        at += 1;
    }
    pieces
}

impl Object {
    fn names(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.words.contains(word))
    }

    /// Whether it is the registration form.
    pub(in crate::draft) fn is_registration(&self) -> bool {
        self.names(&[
            "推荐表",
            "登记表",
            "报名表",
            "联络员信息",
            "联络员名单",
            "联系人名单",
            "回执",
        ])
    }

    /// Whether it is a statistics form.
    pub(in crate::draft) fn is_table(&self) -> bool {
        self.names(&["统计表", "情况表", "汇总表", "进展表", "报表", "一览表"])
    }

    /// Whether it is told in words.
    pub(in crate::draft) fn is_narrative(&self) -> bool {
        self.names(&["总结", "报告", "小结", "情况", "信息", "案例", "做法"])
    }

    pub(in crate::draft) fn is_plan(&self) -> bool {
        self.names(&["方案", "计划", "安排"]) && !self.is_narrative()
    }

    /// Whether it bears the number of an annex: 附件 2.
    pub(in crate::draft) fn is_annex(&self, label: &str) -> bool {
        let plain: String = self.words.split_whitespace().collect();
        !label.is_empty()
            && plain
                .match_indices(label)
                .any(|(at, _)| !plain[at + label.len()..].starts_with(|c: char| c.is_ascii_digit()))
    }

    /// Its words without brackets, without the campaign's own name before them, and without what only says whose it is.
    pub(in crate::draft) fn name(&self) -> String {
        let mut depth = 0;
        let plain: String = self
            .words
            .chars()
            .filter(|c| match c {
                '（' | '(' => {
                    depth += 1;
                    false
                }
                '）' | ')' => {
                    depth -= 1;
                    false
                }
                _ => depth == 0,
            })
            .collect();
        let behind = plain
            .rsplit_once('”')
            .map_or(plain.as_str(), |(_, behind)| behind);
        let behind = if behind.chars().count() >= 2 {
            behind
        } else {
            &plain
        };
        let behind = behind
            .strip_prefix("活动")
            .filter(|rest| rest.chars().count() > 2)
            .unwrap_or(behind);
        let own = behind.rsplit_once('的').map(|(_, own)| own.trim());
        let own = own.filter(|own| own.chars().count() >= 2);
        own.unwrap_or(behind).trim().to_owned()
    }
}

#[cfg(test)]
mod tests {
    //! What a sentence asks for.

    use super::*;
    use crate::draft::notice::deadline;

    fn words(text: &str) -> Vec<String> {
        let found = deadline::find(&[text.to_owned()]);
        let [deadline] = found.as_slice() else {
            panic!("one deadline in {text}")
        };
        objects(deadline)
            .into_iter()
            .map(|object| object.name())
            .collect()
    }

    #[test]
    fn what_is_to_be_sent_in() {
        for (text, expected) in [
            (
                "请于6月4日前报送“安全生产月”活动联络员推荐表（附件1）和活动方案",
                vec!["联络员推荐表", "活动方案"],
            ),
            (
                "7月1日前报送总结报告和统计表（附件 2）",
                vec!["总结报告", "统计表"],
            ),
            (
                "请于6月25日前将活动总结（做法、视频等资料）报送至管委会安全生产部",
                vec!["活动总结"],
            ),
            (
                "每周四前报送视频、图片、文字等资料",
                vec!["视频、图片、文字等资料"],
            ),
            (
                "每周四前报送本处室、本单位本周活动开展的视频、图片、文字等电子版资料（电子版）",
                vec!["视频、图片、文字等电子版资料"],
            ),
            ("2. 11月30日前开展演练，演练预案按时报备", vec!["演练预案"]),
            ("总结材料请于6月25日前报送", vec!["总结材料"]),
            ("各单位请于6月25日前报送至办公室", vec![]),
            ("11月底前完成宣贯", vec![]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn an_annex_is_named_by_its_whole_number() {
        let object = Object {
            words: "统计表（附件 12）".to_owned(),
        };
        assert!(object.is_annex("附件12") && !object.is_annex("附件1") && object.is_table());
    }
}
