//! Points (积分): what a contest gives for records of a register, item by item, with a cap on each item and on each
//! group of items. They are worked out in [`points`](crate::domain::points).

use crate::domain::id::{DutyId, FieldId, ItemId, KindId, PointsId};

use super::{Expression, Selection};

/// One points table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointsTable {
    pub id: PointsId,
    pub name: String,
    /// The note below the table.
    pub note: String,
    /// The kinds of unit that collect points; empty means all.
    pub kinds: Vec<KindId>,
    /// Digits behind the point of every number of the table.
    pub scale: u8,
    /// The records by which a unit is registered (已报名); without one every unit of these kinds is.
    pub registered: Option<Selection>,
    /// What is wanted to be chosen.
    pub threshold: Option<i64>,
    /// Whether units may be put in the order of their points. Where the notice forbids it, nothing shows such an order.
    pub ranking: bool,
    /// The field of the records that names a person, where points are kept by person too.
    pub person: Option<FieldId>,
    pub groups: Vec<PointsGroup>,
    pub late: Vec<LatePoints>,
}

/// Items that share a cap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointsGroup {
    /// 十项行动
    pub name: String,
    /// How its points are given, in the notice's own words (积分办法).
    pub text: String,
    pub cap: Option<i64>,
    /// Only one of its items counts: 重点领域行动 or 特色活动, never both.
    pub either_or: bool,
    /// What a record gives that comes when its item or this group is full.
    pub repeat: i64,
    /// The group into which such points go; at most one group of a table takes them.
    pub takes_repeats: bool,
    pub items: Vec<PointsItem>,
}

/// One line of the points table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointsItem {
    pub id: ItemId,
    pub name: String,
    /// The notice's own words.
    pub text: String,
    pub cap: Option<i64>,
    /// The kinds of unit that it is for; empty means all.
    pub kinds: Vec<KindId>,
    pub given: Given,
}

/// What gives an item's points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// Every record gives points, until a cap is reached.
    Records {
        of: Selection,
        /// What one record gives: a number, or something of the record's own fields.
        each: Expression,
    },
    /// The unit scores itself, and the coordinator says what stands.
    Score,
}

/// Points lost by handing in late.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LatePoints {
    pub duty: DutyId,
    /// For every day that has begun.
    pub per_day: i64,
    /// For one period, at most.
    pub cap: Option<i64>,
}

impl PointsTable {
    pub fn items(&self) -> impl Iterator<Item = &PointsItem> {
        self.groups.iter().flat_map(|group| &group.items)
    }

    /// Whether an item gives points for registering: that alone is not taking part.
    pub fn is_registering(&self, item: &PointsItem) -> bool {
        let registered = self.registered.as_ref().map(|of| &of.register);
        matches!(&item.given, Given::Records { of, .. } if Some(&of.register) == registered)
    }

    pub fn item(&self, id: &ItemId) -> Option<&PointsItem> {
        self.items().find(|item| item.id == *id)
    }
}
