//! A coordinator's desk of a thousand units with five periods of a full 附件2 each, on disk as in life. What is measured
//! on it is in the files beside this one.

use anyue::domain::calendar::Instant;
use anyue::domain::figure::{Answer, FigureKind, Value};
use anyue::domain::id::TableId;
use anyue::domain::period::Period;
use anyue::domain::submission::{Channel, Content, Stamp};
use anyue::ops::desk::{Desk, NewDesk, NewSeat, create};
use anyue::store::{NewRevision, NewUnit, StoreError};
use tempfile::TempDir;

const NOTICE: &str = include_str!("../data/campaigns/gusu-2020.toml");
pub const UNITS: i64 = 1000;

/// 18 June 2020, 17:40.
pub const NOW: Instant = Instant::from_epoch_ms(1_592_473_200_000);

/// The desk, and the folder that goes when it is dropped.
pub fn desk() -> (Desk, TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let new = NewDesk {
        campaign_source: NOTICE.to_owned(),
        name: String::new(),
        seat: NewSeat::Coordinator,
    };
    let mut desk = create(&folder.path().join("desk"), &new, NOW).expect("makes a desk");
    let table = TableId::from("annex2");
    let periods = desk.plan.folding(&desk.campaign, &table);
    let contents: Vec<Content> = (0..7).map(|seed| content(&desk, seed)).collect();
    let (campaign, seat) = (&desk.campaign, desk.seat.unit);
    desk.store
        .write(|writer| {
            for n in 0..UNITS {
                let kind = &campaign.unit_kinds[n as usize % campaign.unit_kinds.len()];
                let unit = writer.insert_unit(&NewUnit {
                    code: format!("{n:04}"),
                    name: format!("示例单位{n:04}"),
                    kind: Some(kind.id.clone()),
                    parent: Some(seat),
                    ..NewUnit::default()
                })?;
                for (at, period) in periods.iter().enumerate() {
                    writer.insert_revision(&NewRevision {
                        unit,
                        period: &period.id,
                        content: &contents[(n as usize + at) % contents.len()],
                        stamp: &stamp(period),
                    })?;
                }
            }
            Ok::<_, StoreError>(())
        })
        .expect("writes");
    (desk, folder)
}

/// Every blank filled: numbers, and a few words.
fn content(desk: &Desk, seed: i64) -> Content {
    let figures = desk.campaign.figures.iter().zip(seed..);
    Content {
        figures: figures
            .map(|(figure, n)| {
                let value = match figure.kind {
                    FigureKind::Text => Value::Text("视频会议、发放文件".to_owned()),
                    _ => Value::Number(n * 7 % 400),
                };
                (figure.id.clone(), Answer::Value(value))
            })
            .collect(),
        narrative: "本周组织全体职工学习安全生产知识，开展隐患排查。".repeat(8),
        ..Content::default()
    }
}

fn stamp(period: &Period) -> Stamp {
    let at = Instant::from_epoch_ms(period.deadline().epoch_ms() - 3_600_000);
    Stamp {
        sent_at: at,
        received_at: at,
        recorded_at: at,
        channel: Channel::Desk,
        reason: String::new(),
        withdrawn_at: None,
    }
}
