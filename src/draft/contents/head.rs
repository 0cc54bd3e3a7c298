//! The top of the file: what the campaign is called, who sent it out, when it runs.

use chrono::{Datelike, NaiveDate};

use super::Contents;
use crate::domain::calendar::DayRange;
use crate::draft::name::of_parts;
use crate::draft::notice::year;
use crate::draft::write::Writer;

/// The campaign of a national month, where nothing says when it runs.
const USUAL_MONTH: u32 = 6;
/// What a form's title has behind the campaign's, longer ones before those they end with.
const ENDINGS_OF_FORMS: [&str; 12] = [
    "进展情况统计表",
    "情况统计表",
    "情况汇总表",
    "情况报表",
    "统计表",
    "汇总表",
    "情况表",
    "联络员推荐表",
    "联络员登记表",
    "推荐表",
    "登记表",
    "表",
];

impl Contents<'_> {
    fn year(&self) -> i32 {
        let titles = self.forms.tables.iter().map(|table| table.title.as_str());
        let of_title = || titles.clone().find_map(year);
        let said = self.notice.year.or_else(of_title);
        said.unwrap_or(self.today.year())
    }

    /// The days of the campaign, guessed where nothing says them.
    pub(super) fn days(&self) -> DayRange {
        if let Some(said) = &self.notice.days {
            return said.what;
        }
        let year = self.year();
        let day = |month: u32, day: u32| NaiveDate::from_ymd_opt(year, month, day);
        let is_month = !self.has_notice || self.title().contains("安全生产月");
        let guess = match is_month {
            true => day(USUAL_MONTH, 1).zip(day(USUAL_MONTH, 30)),
            false => day(1, 1).zip(day(12, 31)),
        };
        let range = guess.and_then(|(from, to)| DayRange::new(from, to).ok());
        range.unwrap_or(DayRange::single(self.today))
    }

    /// The campaign's title, from the notice's or from a form's.
    fn title(&self) -> String {
        let tables = self.forms.tables.iter().map(|table| &table.title);
        let forms = self.forms.registration.iter().map(|form| &form.title);
        let of_form = || {
            let mut titles = tables
                .clone()
                .chain(forms.clone())
                .map(|title| without_ending(title, &ENDINGS_OF_FORMS));
            titles.find(|title| !title.is_empty())
        };
        let plain = match self.notice.title.as_str() {
            "" => of_form().unwrap_or_default(),
            title => of_notice(title),
        };
        let plain = match plain.as_str() {
            "" => "安全生产月活动",
            title => title,
        };
        match year(plain) {
            Some(_) => plain.to_owned(),
            None => format!("{}年{plain}", self.year()),
        }
    }

    fn id(&self) -> String {
        let document = self.notice.document.split(['〔', '[', '［', '【']);
        let document = document.into_iter().next().unwrap_or_default();
        let short: String = document.chars().take(6).collect();
        let year = self.year().to_string();
        match short.is_empty() {
            true => format!("huodong-{year}"),
            false => of_parts(&[&short, &year], '-'),
        }
    }

    /// Writes the keys of the file's top, and the marked days.
    pub(super) fn head(&self, writer: &mut Writer, days: DayRange) {
        let notice = self.notice;
        self.preface(writer);
        writer.text("id", &self.id());
        match notice.title.as_str() {
            "" if self.has_notice => self.missing(writer, "标题，活动名称是暂定的"),
            "" => writer.question("活动名称取自表的标题"),
            title => writer.comment(&format!("通知的标题：{title}")),
        }
        writer.text("title", &self.title());
        for (key, value, what) in [
            ("theme", &notice.theme, "主题"),
            ("document", &notice.document, "文号"),
        ] {
            self.optional(writer, key, value, what);
        }
        match notice.issuer.as_str() {
            "" => {
                self.missing(writer, "发文单位，这里是暂定的");
                writer.text("issuer", "发文单位");
            }
            issuer => writer.text("issuer", issuer),
        }
        self.optional(writer, "collector", &notice.collector, "收报的处室");
        match &notice.days {
            Some(said) => writer.comment(&format!("通知原文：{}", said.sentence)),
            None => self.missing(writer, "活动的起止日期，这里是暂定的"),
        }
        writer.plain("from", days.from());
        writer.plain("to", days.to());
        writer.comment("截止日遇到放假：keep 照旧（并建议提前），earlier 提前，later 顺延。");
        writer.text("holiday_rule", "keep");
        let within = |day: &NaiveDate| days.contains(*day);
        for marked in notice.marked.iter().filter(|marked| within(&marked.what.0)) {
            writer.heading("[[marked_day]]");
            writer.comment(&format!("通知原文：{}", marked.sentence));
            writer.plain("date", marked.what.0);
            writer.text("name", &marked.what.1);
        }
    }

    fn preface(&self, writer: &mut Writer) {
        let has_forms = self.forms.registration.is_some() || !self.forms.tables.is_empty();
        let from = match (has_forms, self.has_notice) {
            (true, true) => "空表和通知",
            (true, false) => "空表",
            (false, _) => "通知",
        };
        writer.comment(&format!("由{from}起草的活动文件，请对照原件核对。"));
        writer.comment("写着“请确认”的地方，程序拿不准；核对好一处，删去那一行。");
        writer
            .comment("改完用 anyue campaign check 文件名 检查，写法见 anyue help campaign-file。");
        writer.gap();
    }

    fn optional(&self, writer: &mut Writer, key: &str, value: &str, what: &str) {
        match value {
            "" => self.missing(writer, &format!("{what}；有的话写 {key} = \"……\"")),
            value => writer.text(key, value),
        }
    }

    fn missing(&self, writer: &mut Writer, what: &str) {
        let why = match self.has_notice {
            true => "没有在通知里找到",
            false => "没有给通知，请补上",
        };
        writer.question(&format!("{why}{what}"));
    }
}

fn without_ending(title: &str, endings: &[&str]) -> String {
    let ending = endings.iter().find_map(|ending| title.strip_suffix(ending));
    ending.unwrap_or(title).trim().to_owned()
}

/// What a notice is about: 某局关于开展2025年“安全生产月”活动的通知 is 2025年“安全生产月”活动.
fn of_notice(title: &str) -> String {
    let about = title.split_once("关于").map_or(title, |(_, about)| about);
    let about = match about
        .split_once('《')
        .filter(|_| about.starts_with("印发") || about.starts_with("转发"))
    {
        Some((_, inside)) => inside
            .rsplit_once('》')
            .map_or(inside, |(inside, _)| inside),
        None => about,
    };
    let about = without_ending(about, &["的通知", "通知"]);
    let verbs = ["组织开展", "组织参加", "开展", "举办", "做好"];
    let verb = verbs.iter().find_map(|verb| about.strip_prefix(verb));
    verb.unwrap_or(&about).trim().to_owned()
}
