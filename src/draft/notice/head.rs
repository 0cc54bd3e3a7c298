//! What stands at a notice's head and foot: its number, its title, whom it addresses, who sent it, and which office
//! collects.

/// The head and the foot of a notice; empty where they could not be told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) document: String,
    pub(super) title: String,
    pub(super) issuer: String,
    pub(super) collector: String,
    pub(super) addressees: Vec<String>,
    pub(super) address: String,
}

/// A title has no more lines than this.
const TITLE_LINES: usize = 6;
/// No notice names more kinds of units than it makes sense to tell apart.
const MOST_ADDRESSEES: usize = 12;
/// The last characters of those that a notice may address.
const BODIES: &str = "位室局会部处所院校司厂场社村区县市府委团队心站店企业构户";

/// `raw` are the lines with their contacts: the office that collects is told beside them.
pub(super) fn read(raw: &[String], lines: &[String]) -> Head {
    let number = lines.iter().position(|line| is_document(line));
    let begin = number.map_or(0, |at| at + 1);
    let address = (begin..lines.len()).find(|at| is_address(&lines[*at]));
    let title = title(lines, begin, address);
    let (issuer, collector) = collecting(raw);
    let of_title = title
        .split_once("关于")
        .map(|(issuer, _)| issuer.trim().to_owned());
    let candidates = [
        of_title,
        signature(lines),
        issuer,
        letterhead(lines, number),
    ];
    let issuer = candidates
        .into_iter()
        .flatten()
        .find(|issuer| is_body(issuer))
        .unwrap_or_default();
    let address = address.map(|at| lines[at].clone()).unwrap_or_default();
    Head {
        document: number.map(|at| lines[at].clone()).unwrap_or_default(),
        title,
        issuer,
        collector: collector.unwrap_or_default(),
        addressees: addressees(&address),
        address,
    }
}

/// A line that is nothing but 姑苏民卫〔2020〕120号.
fn is_document(line: &str) -> bool {
    let open = line.find(['〔', '[', '［', '【']);
    let is_short = line.chars().count() <= 30;
    let Some(at) = open.filter(|at| *at > 0 && is_short) else {
        return false;
    };
    line.ends_with('号') && year(&line[at..]).is_some() && !line.contains('《')
}

/// The year within brackets, or before 年.
pub(in crate::draft) fn year(text: &str) -> Option<i32> {
    let chars: Vec<char> = text.chars().collect();
    let at = |from: usize| -> Option<i32> {
        let part = chars.get(from..from + 4)?;
        let number: i32 = part.iter().collect::<String>().parse().ok()?;
        let is_alone = !chars.get(from + 4).is_some_and(char::is_ascii_digit)
            && !from
                .checked_sub(1)
                .is_some_and(|before| chars[before].is_ascii_digit());
        (is_alone && part.iter().all(char::is_ascii_digit) && (1990..2200).contains(&number))
            .then_some(number)
    };
    (0..chars.len()).find_map(at)
}

/// 各相关处室、各直属单位：
fn is_address(line: &str) -> bool {
    let Some(body) = line.strip_suffix(['：', ':']) else {
        return false;
    };
    let is_list = body.contains('各') || body.contains("有关单位");
    is_list
        && !body.contains(['。', '；', '《'])
        && !body.contains("如下")
        && body.ends_with(|c| BODIES.contains(c))
}

/// The lines between the number and the addressees; without addressees, those up to one that ends as titles do.
fn title(lines: &[String], begin: usize, address: Option<usize>) -> String {
    let end = address.unwrap_or(lines.len()).min(begin + TITLE_LINES);
    let mut title = String::new();
    for line in lines.iter().take(end).skip(begin) {
        let is_text =
            line.ends_with(['。', '；']) || line.chars().count() > 80 && address.is_none();
        if is_text {
            break;
        }
        title.push_str(line);
        if line.ends_with("通知")
            || line.ends_with("通知》")
            || line.ends_with("方案")
            || line.ends_with("意见")
        {
            break;
        }
    }
    let spaced: Vec<&str> = title.split_whitespace().collect();
    spaced.concat()
}

/// The line above the notice's date.
fn signature(lines: &[String]) -> Option<String> {
    let dated = lines.iter().rposition(|line| {
        let is_short = line.chars().count() <= 16;
        is_short && super::scan::dated(line).is_some()
    })?;
    let above = lines.get(dated.checked_sub(1)?)?;
    (above.chars().count() <= 40).then(|| above.clone())
}

/// 某某文件 above the number, or the body's own name.
fn letterhead(lines: &[String], number: Option<usize>) -> Option<String> {
    let line = lines
        .get(..number?)?
        .iter()
        .rev()
        .find(|line| line.chars().count() <= 40)?;
    Some(line.trim_end_matches("文件").trim().to_owned())
}

fn is_body(text: &str) -> bool {
    let count = text.chars().count();
    (3..=60).contains(&count)
        && text.ends_with(|c| BODIES.contains(c))
        && !text.contains(['，', '。', '：', '《'])
}

/// Who collects: 某局 某处联系人：……, or 报送至某处.
fn collecting(raw: &[String]) -> (Option<String>, Option<String>) {
    let contact = raw.iter().find_map(|line| {
        let (before, _) = line.split_once("联系人")?;
        let clause = before.rsplit(['。', '；', '，', '（', '(']).next()?.trim();
        Some(clause).filter(|clause| is_body(clause))
    });
    if let Some((issuer, office)) = contact.and_then(|clause| clause.rsplit_once([' ', '\u{3000}']))
    {
        return (
            Some(issuer.trim().to_owned()),
            Some(office.trim().to_owned()),
        );
    }
    let sent = raw.iter().find_map(|line| {
        let (_, behind) = ["报送至", "报至", "发送至", "上报至"]
            .iter()
            .find_map(|verb| line.split_once(verb))?;
        let office = behind
            .split(['（', '(', '，', '。', '；', '、'])
            .next()?
            .trim();
        Some(office.to_owned()).filter(|office| is_body(office))
    });
    (None, sent.or(contact.map(str::to_owned)))
}

/// The kinds of units in the line that addresses them.
fn addressees(address: &str) -> Vec<String> {
    let body = address.trim_end_matches(['：', ':']);
    let mut found: Vec<String> = Vec::new();
    for piece in top_level(body) {
        let piece = piece.trim();
        let name = piece
            .rsplit_once('各')
            .map_or(piece, |(_, name)| name)
            .trim();
        if !name.is_empty()
            && name.chars().count() <= 20
            && !found.iter().any(|known| known == name)
        {
            found.push(name.to_owned());
        }
    }
    // 区管医疗、养老机构 are two kinds of 机构.
    let shared = "机构";
    for at in 1..found.len() {
        let is_open = !found[at - 1].ends_with(|c| BODIES.contains(c));
        if found[at].ends_with(shared) && is_open {
            found[at - 1].push_str(shared);
        }
    }
    found.truncate(MOST_ADDRESSEES);
    found
}

/// A list cut at its commas, but not within brackets.
fn top_level(text: &str) -> Vec<&str> {
    let mut depth = 0;
    text.split(|c| {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth -= 1,
            _ => {}
        }
        depth == 0 && matches!(c, '、' | '，' | ',')
    })
    .collect()
}

#[cfg(test)]
mod tests {
    //! Number, title, addressees and issuer.

    use super::*;

    fn head(lines: &[&str]) -> Head {
        let raw: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        let clean: Vec<String> = raw
            .iter()
            .map(|line| super::super::discreet(line))
            .collect();
        read(&raw, &clean)
    }

    #[test]
    fn number_title_and_addressees_stand_at_the_head() {
        let head = head(&[
            "甲民卫〔2020〕12号",
            "甲区民卫系统开展“安全生产月”",
            "及相关活动的通知",
            "各相关处室、各直属单位、各区管医疗、养老机构：",
            "根据《某通知》乙安办〔2020〕8号要求，现将有关事项通知如下：",
            "甲区民政局 应急保障处联系人：张甲；联系电话：60000000。",
        ]);
        assert_eq!(head.document, "甲民卫〔2020〕12号");
        assert_eq!(head.title, "甲区民卫系统开展“安全生产月”及相关活动的通知");
        assert_eq!(
            head.addressees,
            ["相关处室", "直属单位", "区管医疗机构", "养老机构"]
        );
        assert_eq!(
            (head.issuer.as_str(), head.collector.as_str()),
            ("甲区民政局", "应急保障处")
        );
    }

    #[test]
    fn the_issuer_is_named_in_the_title_or_signs() {
        let titled = head(&[
            "乙高新管委发〔2025〕5号",
            "乙高新区管理委员会",
            "关于开展2025年“安全生产月”活动的",
            "通知",
            "高新区各企业：",
            "请于6月25日前将总结报送至安全生产部（联系人：张甲）。",
        ]);
        assert_eq!(
            (titled.issuer.as_str(), titled.collector.as_str()),
            ("乙高新区管理委员会", "安全生产部")
        );
        assert_eq!(titled.addressees, ["企业"]);
        let signed = head(&[
            "关于开展活动的通知",
            "各县（市、区）总工会、市直机关工会：",
            "正文。",
            "丙市总工会",
            "2019年2月27日",
        ]);
        assert_eq!(signed.issuer, "丙市总工会");
        assert_eq!(signed.addressees, ["县（市、区）总工会", "市直机关工会"]);
        let headed = head(&[
            "丁市总工会办公室文件",
            "丁会办〔2019〕15号",
            "关于印发《方案》的通知",
        ]);
        assert_eq!(headed.issuer, "丁市总工会办公室");
    }

    #[test]
    fn years_are_read_where_they_stand_alone() {
        assert_eq!(year("姑苏民卫〔2020〕120号"), Some(2020));
        assert_eq!(year("2025—2026年度"), Some(2025));
        assert_eq!(year("第19个，120200号"), None);
    }
}
