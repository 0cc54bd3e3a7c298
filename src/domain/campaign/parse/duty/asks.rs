//! `asks = [...]`: what a submission holds, in the order of its form.

use super::Context;
use crate::domain::campaign::Ask;
use crate::domain::campaign::parse::header;
use crate::domain::campaign::parse::tree::{Node, check_known};
use crate::domain::id::TableId;

pub(in crate::domain::campaign::parse) const KEYS: [&str; 4] =
    ["narrative", "material", "table", "required"];

/// Reads the list, each part at most once.
pub(super) fn read(node: &Node<'_>, context: Context<'_>) -> Option<Vec<Ask>> {
    let nodes = node.list()?;
    if nodes.is_empty() {
        node.report.error(node.span.clone(), "至少要报一样东西");
        return None;
    }
    let mut asks: Vec<Ask> = Vec::new();
    let mut sound = true;
    for node in &nodes {
        match read_ask(node, context) {
            Some(ask)
                if asks
                    .iter()
                    .any(|known| std::mem::discriminant(known) == std::mem::discriminant(&ask)) =>
            {
                node.report.error(node.span.clone(), "同一样东西写了两次");
                sound = false;
            }
            Some(ask) => asks.push(ask),
            None => sound = false,
        }
    }
    sound.then_some(asks)
}

fn read_ask(node: &Node<'_>, context: Context<'_>) -> Option<Ask> {
    if node.is_text() {
        let ask = node.word(&[("registration", true), ("hazards", false)])?;
        if ask && !context.has_registration {
            node.report
                .missing(node.span.clone(), "文件里没有 [registration]", None);
        }
        if !ask && context.header.hazard_levels.is_empty() {
            let why = header::NO_HAZARDS;
            node.report.missing(node.span.clone(), why, None);
        }
        return Some(if ask { Ask::Registration } else { Ask::Hazards });
    }
    let keys = node.keys(&KEYS)?;
    let required = keys.flag("required");
    let label = |node: Node<'_>| node.line().map(|text| text.value.trim().to_owned());
    match (
        keys.get("narrative"),
        keys.get("material"),
        keys.get("table"),
    ) {
        (Some(node), None, None) => Some(Ask::Narrative {
            label: label(node)?,
            required: required?,
        }),
        (None, Some(node), None) => Some(Ask::Material {
            label: label(node)?,
            required: required?,
        }),
        (None, None, Some(node)) => {
            keys.tell_unused(&["required"], "统计表的空格可以不填");
            read_table_ask(&node, context)
        }
        _ => {
            let suggestion =
                "例如 { narrative = \"活动情况\", required = true } 或 { table = \"annex2\" }"
                    .to_owned();
            keys.report.error_with(
                keys.span.clone(),
                "这里应是 narrative、material、table 中的一个",
                suggestion,
            );
            None
        }
    }
}

fn read_table_ask(node: &Node<'_>, context: Context<'_>) -> Option<Ask> {
    let text = node.line()?;
    let known = context.tables.iter().map(|table| table.id.as_str());
    check_known(&text, "表", known, node.report).then(|| Ask::Table {
        table: TableId::from(text.value),
    })
}
