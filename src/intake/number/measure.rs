//! Measure words: which of them count the same thing, so that `（3场）次` is a 3 and `（3天）次` is a question.

/// Words within a line count the same kind of thing. Longer words come before those they end with.
const ALIKE: [&[&str]; 4] = [
    &["人次", "个人", "人", "名", "位"],
    &["条次", "场次", "场", "次", "期", "回", "轮"],
    &[
        "个", "家", "处", "件", "项", "条", "篇", "部", "份", "幅", "张", "块", "具", "套", "支",
        "台", "辆", "册", "本", "则", "户", "所", "组", "批", "例", "起",
    ],
    &["元", "万元", "亿元"],
];
/// What people write that no paper counts alike with anything else.
const APART: [&str; 9] = ["小时", "分钟", "天", "日", "周", "月", "年", "%", "平方米"];

fn all() -> impl Iterator<Item = &'static str> {
    ALIKE
        .iter()
        .flat_map(|line| line.iter().copied())
        .chain(APART)
}

/// The longest measure word at the end.
pub(super) fn trailing(chars: &[char]) -> Option<&'static str> {
    let ends = |word: &&str| {
        let length = word.chars().count();
        chars.len() > length
            && word
                .chars()
                .eq(chars[chars.len() - length..].iter().copied())
    };
    all().filter(ends).max_by_key(|word| word.len())
}

/// The longest measure word at the beginning.
pub(in crate::intake) fn leading(chars: &[char]) -> Option<&'static str> {
    let begins = |word: &&str| {
        let length = word.chars().count();
        chars.len() >= length && word.chars().eq(chars[..length].iter().copied())
    };
    all().filter(begins).max_by_key(|word| word.len())
}

/// Whether both count the same kind of thing. A paper without a measure word takes any that counts things.
pub(in crate::intake) fn is_alike(found: &str, measure: &str) -> bool {
    if measure.is_empty() {
        return !APART.contains(&found) && !ALIKE[3].contains(&found);
    }
    if found == measure {
        return true;
    }
    let line_of = |word: &str| ALIKE[..3].iter().position(|line| line.contains(&word));
    line_of(found).is_some_and(|line| Some(line) == line_of(measure))
        || (!APART.contains(&found) && measure.starts_with(found))
}

/// Whether a content names what it counts itself, and counts alike: `3次` in a blank of 场次.
pub(in crate::intake) fn names_measure(content: &str, measure: &str) -> bool {
    let chars: Vec<char> = content.trim().chars().collect();
    trailing(&chars).is_some_and(|found| is_alike(found, measure))
}

#[cfg(test)]
mod tests {
    //! Measure words.

    use super::*;

    #[test]
    fn words_of_one_line_count_alike_and_others_do_not() {
        for (found, measure) in [
            ("人", "人次"),
            ("名", "人"),
            ("场", "场次"),
            ("次", "场"),
            ("家", "个"),
        ] {
            assert!(is_alike(found, measure), "{found} for {measure}");
        }
        for (found, measure) in [
            ("天", "次"),
            ("人", "场"),
            ("个", "人"),
            ("元", "个"),
            ("%", "个"),
        ] {
            assert!(!is_alike(found, measure), "{found} for {measure}");
        }
        assert!(is_alike("个", "") && !is_alike("天", "") && !is_alike("万元", ""));
    }

    #[test]
    fn the_longest_word_is_meant() {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        assert_eq!(trailing(&chars("30人次")), Some("人次"));
        assert_eq!(trailing(&chars("次")), None, "nothing is counted");
        assert_eq!(leading(&chars("人次，")), Some("人次"));
        assert_eq!(leading(&chars("，人")), None);
        assert!(names_measure("3次", "场次") && !names_measure("3天", "场次"));
    }
}
