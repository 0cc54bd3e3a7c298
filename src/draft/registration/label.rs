//! The label of a field: its words, its required mark, and what it takes, as such forms call it everywhere.

use crate::text::digits::fold_char;

/// A label as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::draft) struct Label {
    /// 办公电话, without marks and spaces.
    pub(in crate::draft) text: String,
    pub(in crate::draft) required: bool,
    pub(in crate::draft) kind: Kind,
    /// The id that such a field has everywhere; empty where the label is not known.
    pub(in crate::draft) id: &'static str,
    /// The label that heads it on the form: 分管领导.
    pub(super) group: String,
}

/// What a field is drafted as: the words of the campaign file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::draft) enum Kind {
    Text,
    Choice(Vec<String>),
    /// One of the file's other kinds.
    Other(&'static str),
}

/// What labels hold, the kind of their field (`text` and `choice` aside), and its id. Longer words come before those they
/// end with.
const KNOWN: [(&str, &str, &str); 36] = [
    ("统一社会信用代码", "credit_code", "credit_code"),
    ("信用代码", "credit_code", "credit_code"),
    ("单位名称", "unit_name", "unit_name"),
    ("单位全称", "unit_name", "unit_name"),
    ("企业名称", "unit_name", "unit_name"),
    ("工作单位", "unit_name", "unit_name"),
    ("所在单位", "unit_name", "unit_name"),
    ("参赛单位", "unit_name", "unit_name"),
    ("单位地址", "text", "address"),
    ("地址", "text", "address"),
    ("办公电话", "office_phone", "office_phone"),
    ("办公室电话", "office_phone", "office_phone"),
    ("固定电话", "office_phone", "office_phone"),
    ("单位电话", "office_phone", "office_phone"),
    ("座机", "office_phone", "office_phone"),
    ("移动电话", "mobile", "mobile"),
    ("手机", "mobile", "mobile"),
    ("联系电话", "text", "phone"),
    ("联系方式", "text", "phone"),
    ("电话", "text", "phone"),
    ("传真", "fax", "fax"),
    ("QQ", "qq", "qq"),
    ("微信", "wechat", "wechat"),
    ("邮箱", "email", "email"),
    ("电子邮件", "email", "email"),
    ("E-mail", "email", "email"),
    ("性别", "choice", "gender"),
    ("姓名", "text", "name"),
    ("联系人", "text", "name"),
    ("联络员", "text", "name"),
    ("职务", "text", "post"),
    ("职称", "text", "rank"),
    ("科室", "text", "department"),
    ("部门", "text", "department"),
    ("邮编", "text", "postcode"),
    ("日期", "date", "date"),
];
const MARKS: [char; 4] = ['*', '★', '※', '☆'];

impl Label {
    /// Reads a label's text.
    pub(in crate::draft) fn read(text: &str) -> Self {
        let folded: String = text.chars().map(fold_char).collect();
        let says_so = ["(必填)", "(必填项)"]
            .into_iter()
            .find(|mark| folded.contains(mark));
        let required = folded.contains(MARKS) || says_so.is_some();
        let mut plain: String = text
            .chars()
            .filter(|c| !MARKS.contains(&fold_char(*c)))
            .collect();
        for mark in ["（必填）", "(必填)", "（必填项）", "(必填项)"] {
            plain = plain.replace(mark, "");
        }
        let plain = plain.trim().trim_end_matches(['：', ':']).trim().to_owned();
        let is_short = plain.chars().count() <= super::LONGEST_LABEL;
        let upper = plain.to_ascii_uppercase();
        let holds = |word: &str| is_short && upper.contains(&word.to_ascii_uppercase());
        let known = KNOWN.iter().find(|(word, ..)| holds(word));
        let kind = match known.map(|(_, kind, _)| *kind) {
            Some("choice") => Kind::Choice(vec!["男".to_owned(), "女".to_owned()]),
            None if plain.starts_with("是否") => {
                Kind::Choice(vec!["是".to_owned(), "否".to_owned()])
            }
            None | Some("text") => Kind::Text,
            Some(kind) => Kind::Other(kind),
        };
        Self {
            text: plain,
            required,
            kind,
            id: known.map_or("", |(.., id)| id),
            group: String::new(),
        }
    }

    /// Whether forms everywhere have it.
    pub(super) fn is_known(&self) -> bool {
        !self.id.is_empty()
    }

    /// 序号
    pub(super) fn is_serial(&self) -> bool {
        self.text.is_empty() || ["序号", "编号", "备注"].contains(&self.text.as_str())
    }

    /// Takes the words beside boxes for the choices: □线上 □线下.
    pub(super) fn take_choices(&mut self, text: &str) {
        if !text.contains(['□', '☐']) {
            return;
        }
        let words = text.split(['□', '☐', ' ', '\u{3000}', '/', '、']);
        let mut choices: Vec<String> = Vec::new();
        for word in words.map(str::trim).filter(|word| !word.is_empty()) {
            if !choices.iter().any(|known| known == word) {
                choices.push(word.to_owned());
            }
        }
        if choices.len() >= 2 {
            self.kind = Kind::Choice(choices);
        }
    }
}
