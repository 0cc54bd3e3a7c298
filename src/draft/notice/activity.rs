//! What a notice asks units to do: the numbered paragraphs of its part on contents, word for word.

/// Words of the heading under which they stand.
const HEADINGS: [&str; 7] = [
    "内容",
    "主要活动",
    "活动安排",
    "重点活动",
    "活动项目",
    "重点任务",
    "推进举措",
];
/// A heading of a part is no longer than this.
const LONGEST_HEADING: usize = 24;
const LONGEST_TITLE: usize = 60;

/// Title and text of each.
pub(super) fn find(lines: &[String]) -> Vec<(String, String)> {
    let Some(begin) = lines
        .iter()
        .position(|line| is_part(line) && HEADINGS.iter().any(|word| line.contains(word)))
    else {
        return Vec::new();
    };
    let mut found: Vec<(String, String)> = Vec::new();
    for line in lines[begin + 1..].iter().take_while(|line| !is_part(line)) {
        match numbered(line) {
            Some(rest) => found.push(divided(rest)),
            None => {
                if let Some((_, text)) = found.last_mut() {
                    if !text.is_empty() {
                        text.push('\n');
                    }
                    text.push_str(line);
                }
            }
        }
    }
    for (title, text) in &mut found {
        if text.trim().is_empty() {
            text.clone_from(title);
        }
    }
    found
}

/// 三、主要内容
fn is_part(line: &str) -> bool {
    let number = line
        .chars()
        .take_while(|c| "一二三四五六七八九十".contains(*c))
        .count();
    let behind = line.chars().nth(number);
    number > 0
        && matches!(behind, Some('、' | '．' | '.'))
        && line.chars().count() <= LONGEST_HEADING
}

/// What stands behind （一）.
fn numbered(line: &str) -> Option<&str> {
    let inside = line.strip_prefix(['（', '('])?;
    let (number, rest) = inside.split_once(['）', ')'])?;
    let is_number =
        !number.is_empty() && number.chars().all(|c| "一二三四五六七八九十".contains(c));
    is_number.then(|| rest.trim())
}

/// The title up to its full stop, and the text behind it.
fn divided(rest: &str) -> (String, String) {
    match rest.split_once('。') {
        Some((title, text)) if title.chars().count() <= LONGEST_TITLE => {
            (title.trim().to_owned(), text.trim().to_owned())
        }
        _ if rest.chars().count() <= LONGEST_TITLE => (rest.to_owned(), String::new()),
        _ => {
            let cut: String = rest.chars().take(LONGEST_TITLE / 3).collect();
            (format!("{cut}……"), rest.to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    //! Kinds of activity.

    use super::*;

    #[test]
    fn the_numbered_paragraphs_of_the_contents() {
        let text = "二、活动时间\n6月。\n三、主要内容\n（一）开展宣讲活动。各单位要学习。\n接着说。\n（二）开展演练。\n四、要求\n（一）加强领导。";
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(
            find(&lines),
            [
                pair("开展宣讲活动", "各单位要学习。\n接着说。"),
                pair("开展演练", "开展演练")
            ]
        );
        assert_eq!(find(&lines[5..]), []);
    }
}
