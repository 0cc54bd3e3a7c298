//! What a notice says of itself: who sent it, when it runs, which days stand out, who reports, which activities and
//! which levels of hazard it knows.

use chrono::NaiveDate;

use super::duty::read_holiday_rule;
use super::register::read_window;
use super::tree::{Keys, Names, paragraphs};
use crate::domain::calendar::DayRange;
use crate::domain::campaign::{Activity, HazardLevel, MarkedDay, NoneMeans, UnitKind};
use crate::domain::id::{CampaignId, KindId, LevelId};
use crate::domain::schedule::HolidayRule;

/// The keys of the file's top.
pub(super) const KEYS: [&str; 25] = [
    "id",
    "title",
    "theme",
    "document",
    "issuer",
    "collector",
    "from",
    "to",
    "holiday_rule",
    "marked_day",
    "unit_kind",
    "registration",
    "activity",
    "duty",
    "table",
    "figures",
    "check",
    "hazard_level",
    "hazard",
    "register",
    "target",
    "points",
    "award",
    "none_means",
    "detail",
];
pub(super) const ACTIVITY_KEYS: [&str; 4] = ["title", "text", "from", "to"];

/// The header as far as it could be read.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) id: Option<CampaignId>,
    pub(super) title: Option<String>,
    pub(super) theme: Option<String>,
    pub(super) document: Option<String>,
    pub(super) issuer: Option<String>,
    pub(super) collector: Option<String>,
    pub(super) days: Option<DayRange>,
    pub(super) holiday_rule: HolidayRule,
    pub(super) marked_days: Vec<MarkedDay>,
    pub(super) unit_kinds: Vec<UnitKind>,
    pub(super) activities: Vec<Activity>,
    pub(super) hazard_levels: Vec<HazardLevel>,
    pub(super) none_means: NoneMeans,
    pub(super) detail: bool,
}

/// What is said of whatever needs the ledger of hazards in a campaign that has none.
pub(super) const NO_HAZARDS: &str = "没有写隐患等级 [[hazard_level]]，这个活动没有隐患台账";

pub(super) fn read(root: &Keys<'_>) -> Header {
    let days = read_days(root);
    Header {
        id: root
            .require("id", "\"gusu-2020\"")
            .and_then(|node| node.id('-'))
            .map(|id| CampaignId::from(id.value)),
        title: root.text("title", "2020年“安全生产月”活动"),
        theme: root.text_or_empty("theme"),
        document: root.text_or_empty("document"),
        issuer: root.text("issuer", "发文单位"),
        collector: root.text_or_empty("collector"),
        days,
        holiday_rule: root
            .get("holiday_rule")
            .and_then(|node| read_holiday_rule(&node))
            .unwrap_or_default(),
        marked_days: read_marked_days(root, days),
        unit_kinds: read_named(root, "unit_kind", "hospital", "直属单位")
            .into_iter()
            .map(|(id, name)| UnitKind {
                id: KindId(id),
                name,
            })
            .collect(),
        activities: read_activities(root, days),
        hazard_levels: read_named(root, "hazard_level", "major", "重大隐患")
            .into_iter()
            .map(|(id, name)| HazardLevel {
                id: LevelId(id),
                name,
            })
            .collect(),
        none_means: root
            .get("none_means")
            .and_then(|node| {
                node.word(&[
                    ("not-applicable", NoneMeans::NotApplicable),
                    ("zero", NoneMeans::Zero),
                    ("blank", NoneMeans::Blank),
                ])
            })
            .unwrap_or_default(),
        detail: root.flag("detail").unwrap_or_default(),
    }
}

fn read_days(root: &Keys<'_>) -> Option<DayRange> {
    let day =
        |key: &str, example: &str| -> Option<NaiveDate> { root.require(key, example)?.date() };
    let from = day("from", "2020-06-01");
    let to = day("to", "2020-06-30");
    let days = DayRange::new(from?, to?);
    if let Err(error) = &days {
        let place = root.get("to").map_or(root.span.clone(), |node| node.span);
        root.report.error(place, error.to_string());
    }
    days.ok()
}

fn read_marked_days(root: &Keys<'_>, days: Option<DayRange>) -> Vec<MarkedDay> {
    let mut marked = Vec::new();
    for node in root.list("marked_day") {
        let Some(keys) = node.keys(&["date", "name"]) else {
            continue;
        };
        let date = keys.require("date", "2020-06-16");
        let name = keys.text("name", "安全生产宣传咨询日");
        let Some((node, date)) = date.and_then(|node| node.date().map(|date| (node, date))) else {
            continue;
        };
        if days.is_some_and(|days| !days.contains(date)) {
            keys.report
                .warning(node.span, "这一天不在活动期间（from 到 to）之内", None);
        }
        marked.extend(name.map(|name| MarkedDay { date, name }));
    }
    marked.sort_by_key(|day| day.date);
    marked
}

/// A list of `id` and `name`, both unique.
fn read_named(root: &Keys<'_>, key: &str, id: &str, name: &str) -> Vec<(String, String)> {
    let (mut ids, mut names) = (Names::default(), Names::default());
    let mut read = Vec::new();
    for node in root.list(key) {
        let Some(keys) = node.keys(&["id", "name"]) else {
            continue;
        };
        let id = keys.id("id", id).filter(|id| ids.add(id, keys.report));
        let name = keys
            .require("name", &format!("\"{name}\""))
            .and_then(|node| node.line())
            .filter(|name| names.add(name, keys.report));
        read.extend(
            id.zip(name)
                .map(|(id, name)| (id.value.to_owned(), name.value.trim().to_owned())),
        );
    }
    read
}

fn read_activities(root: &Keys<'_>, days: Option<DayRange>) -> Vec<Activity> {
    let mut activities = Vec::new();
    for node in root.list("activity") {
        let Some(keys) = node.keys(&ACTIVITY_KEYS) else {
            continue;
        };
        let title = keys.text("title", "开展主题宣讲活动");
        let text = keys.require("text", "\"……\"").and_then(|node| node.block());
        let own_days = read_window(&keys, days);
        activities.extend(title.zip(text).map(|(title, text)| Activity {
            title,
            text: paragraphs(&text),
            days: own_days,
        }));
    }
    activities
}
