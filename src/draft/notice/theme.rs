//! The theme of a campaign: under its own heading, or between quotation marks where the notice says that it is one.

/// A theme is no longer than this.
const LONGEST: usize = 60;

/// The theme; empty where the notice names none.
pub(super) fn find(lines: &[String]) -> String {
    under_heading(lines)
        .or_else(|| quoted(lines))
        .unwrap_or_default()
}

/// 一、活动主题 with the theme behind it or on the next line.
fn under_heading(lines: &[String]) -> Option<String> {
    lines.iter().enumerate().find_map(|(at, line)| {
        let (before, behind) = line.split_once("主题")?;
        let is_heading = before.chars().count() <= 8
            && (behind.is_empty() || behind.starts_with(['：', ':', '。']));
        let behind = behind.trim_start_matches(['：', ':', '。']).trim();
        let text = match behind {
            "" => lines.get(at + 1)?.as_str(),
            text => text,
        };
        plain(text).filter(|_| is_heading)
    })
}

/// 以“……”为主题, 主题是“……”, 围绕“……”主题.
fn quoted(lines: &[String]) -> Option<String> {
    // The quotation may have been broken at the paper's edge.
    let text = lines.concat();
    let behind = ["”为主题", "”这一主题", "”的主题"].iter().find_map(|mark| {
        let (before, _) = text.split_once(mark)?;
        before.rsplit_once('“').map(|(_, theme)| theme)
    });
    let ahead = || {
        ["主题是“", "主题为“", "主题“"].iter().find_map(|mark| {
            let (_, after) = text.split_once(mark)?;
            after.split_once('”').map(|(theme, _)| theme)
        })
    };
    plain(behind.or_else(ahead)?)
}

fn plain(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches(['。', '；']);
    let whole = text
        .strip_prefix('“')
        .and_then(|text| text.strip_suffix('”'))
        .filter(|text| !text.contains('“'));
    let text = whole.unwrap_or(text).trim();
    let is_theme = !text.is_empty() && text.chars().count() <= LONGEST && !text.contains('。');
    is_theme.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    //! The theme.

    use super::*;

    #[test]
    fn a_theme_stands_under_its_heading_or_in_quotation_marks() {
        for (lines, theme) in [
            (
                vec!["一、活动主题", "人人讲安全、个个会应急。", "二、活动时间"],
                "人人讲安全、个个会应急",
            ),
            (vec!["活动主题：“查隐患”。"], "查隐患"),
            (
                vec!["按照要求，以“消除隐患，筑牢防线”为主题，开展活动。"],
                "消除隐患，筑牢防线",
            ),
            (vec!["决定以“筑牢防线”", "为主题，组织竞赛。"], "筑牢防线"),
            (vec!["围绕“从根本上”主题，组织大讨论。"], ""),
            (vec!["没有。"], ""),
        ] {
            let lines: Vec<String> = lines.into_iter().map(str::to_owned).collect();
            assert_eq!(find(&lines), theme, "{lines:?}");
        }
    }
}
