//! A coordinator's desk of a thousand units, on disk as in life: every unit has its liaison registered, four weeks of a
//! full 附件2, and the final one, which is the sum of the weeks save in one unit of ten, where one number was changed.
//! What is measured on it is in the files beside this one.

use anyue::domain::calendar::Instant;
use anyue::domain::campaign::Basis;
use anyue::domain::figure::{Answer, FigureKind, Value};
use anyue::domain::id::TableId;
use anyue::domain::period::Period;
use anyue::domain::submission::{Channel, Content, Stamp};
use anyue::ops::desk::{Desk, NewDesk, NewSeat, create};
use anyue::store::{NewRevision, NewUnit, StoreError};
use tempfile::TempDir;

const NOTICE: &str = include_str!("../data/campaigns/gusu-2020.toml");
pub const UNITS: usize = 1000;
/// After so many units the answers come again.
const CYCLE: usize = 10;

/// 18 June 2020, 17:40.
pub const NOW: Instant = Instant::from_epoch_ms(1_592_473_200_000);

/// The desk, and the folder that goes when it is dropped.
pub fn desk() -> (Desk, TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let new = NewDesk {
        campaign_source: NOTICE.to_owned(),
        templates: Default::default(),
        name: String::new(),
        seat: NewSeat::Coordinator,
    };
    let mut desk = create(&folder.path().join("desk"), &new, NOW).expect("makes a desk");
    let sheets: Vec<Vec<Content>> = (0..CYCLE).map(|seed| sheets(&desk, seed)).collect();
    let (campaign, seat) = (&desk.campaign, desk.seat.unit);
    let periods = desk.plan.folding(campaign, &table());
    let registration = registration(&desk).clone();
    let filled_form = filled_form(&desk);
    desk.store
        .write(|writer| {
            for n in 0..UNITS {
                let kind = &campaign.unit_kinds[n % campaign.unit_kinds.len()];
                let unit = writer.insert_unit(&NewUnit {
                    code: format!("{n:04}"),
                    name: format!("示例单位{n:04}"),
                    kind: Some(kind.id.clone()),
                    parent: Some(seat),
                    ..NewUnit::default()
                })?;
                let hand_in = |period: &Period, content: &Content| {
                    writer.insert_revision(&NewRevision {
                        unit,
                        period: &period.id,
                        content,
                        stamp: &stamp(period),
                    })
                };
                hand_in(&registration, &filled_form)?;
                for (period, content) in periods.iter().zip(&sheets[n % CYCLE]) {
                    hand_in(period, content)?;
                }
            }
            Ok::<_, StoreError>(())
        })
        .expect("writes");
    (desk, folder)
}

/// 附件2.
pub fn table() -> TableId {
    TableId::from("annex2")
}

/// The period for which liaisons are registered.
fn registration(desk: &Desk) -> &Period {
    let asks = |period: &&Period| {
        let duty = desk.campaign.duty(&period.id.duty);
        duty.is_some_and(|duty| duty.asks_registration())
    };
    desk.plan.periods.iter().find(asks).expect("there is one")
}

fn filled_form(desk: &Desk) -> Content {
    let form = desk.campaign.registration.as_ref();
    let fields = &form.expect("there is a form").fields;
    Content {
        fields: fields
            .iter()
            .map(|field| (field.id.clone(), "示例".to_owned()))
            .collect(),
        ..Content::default()
    }
}

/// What one unit hands in, period by period: every blank filled, with numbers and a few words.
fn sheets(desk: &Desk, seed: usize) -> Vec<Content> {
    let periods = desk.plan.folding(&desk.campaign, &table());
    let mut sums = vec![0; desk.campaign.figures.len()];
    let mut sheet = |period: &&Period| {
        let is_final = period.basis == Basis::Cumulative;
        let number = |at: usize, sum: &mut i64| {
            let new = ((at + seed) * 7 % 400) as i64;
            let changed = i64::from(seed == 0 && at == 3);
            match is_final {
                true => *sum + changed,
                false => {
                    *sum += new;
                    new
                }
            }
        };
        let figures = desk.campaign.figures.iter().zip(&mut sums).enumerate();
        let answers = figures.map(|(at, (figure, sum))| {
            let value = match figure.kind {
                FigureKind::Text => Value::Text("视频会议、发放文件".to_owned()),
                _ => Value::Number(number(at, sum)),
            };
            (figure.id.clone(), Answer::Value(value))
        });
        Content {
            figures: answers.collect(),
            narrative: "本周组织全体职工学习安全生产知识，开展隐患排查。".repeat(8),
            ..Content::default()
        }
    };
    periods.iter().map(&mut sheet).collect()
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
