//! An audit entry (记录) tells who did what to the desk, and when. It is written in the same transaction as the change
//! it tells of, and never changed. Listing and filtering are in [`ops::audit`](crate::ops::audit).

use serde::Serialize;

use super::calendar::Instant;
use super::id::UnitId;
use super::period::PeriodId;

/// One change of state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AuditEntry {
    /// Rises with every entry of the desk.
    pub id: i64,
    pub at: Instant,
    /// Who sat at the desk.
    pub actor: String,
    pub act: Act,
    pub unit: Option<UnitId>,
    pub period: Option<PeriodId>,
    /// What changed, in words for people.
    pub detail: String,
}

/// Declares the acts, each with its fixed name in the store and its word for people.
macro_rules! acts {
    ($($act:ident = $name:literal, $label:literal;)+) => {
        /// What can be done to a desk.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Act {
            $(#[doc = $label] $act,)+
        }

        impl Act {
            /// Every act, in the order in which a desk meets them.
            pub const ALL: &[Self] = &[$(Self::$act),+];

            /// The fixed name by which stores and scripts know it.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$act => $name,)+
                }
            }

            /// The word on screen and paper.
            pub fn label(self) -> &'static str {
                match self {
                    $(Self::$act => $label,)+
                }
            }
        }
    };
}

acts! {
    DeskCreated = "desk-created", "建立工作台";
    CollectingBegun = "collecting-begun", "开始收集下级";
    UnitAdded = "unit-added", "新增单位";
    UnitRenamed = "unit-renamed", "单位更名";
    UnitKindSet = "unit-kind-set", "调整类别";
    CreditCodeSet = "credit-code-set", "登记信用代码";
    AliasAdded = "alias-added", "增加别名";
    AliasRemoved = "alias-removed", "删除别名";
    UnitExcused = "unit-excused", "设为免报";
    UnitUnexcused = "unit-unexcused", "取消免报";
    UnitJoined = "unit-joined", "改加入日期";
    UnitClosed = "unit-closed", "停用单位";
    UnitReopened = "unit-reopened", "恢复单位";
    DraftDiscarded = "draft-discarded", "清除草稿";
    Submitted = "submitted", "报送";
    Corrected = "corrected", "更正";
    ReceiptRecorded = "receipt-recorded", "登记收到";
    ReceiptVoided = "receipt-voided", "作废登记";
    BooksClosed = "books-closed", "关账";
    BooksReopened = "books-reopened", "取消关账";
    Explained = "explained", "说明差额";
    Withdrawn = "withdrawn", "撤回";
    Extended = "extended", "延期";
    ExtensionCancelled = "extension-cancelled", "取消延期";
    MaterialStored = "material-stored", "存入材料";
    ArrivalTaken = "arrival-taken", "收进来件";
    ArrivalDecided = "arrival-decided", "认定来件";
    ArrivalEdited = "arrival-edited", "核改来件";
    ArrivalSetAside = "arrival-set-aside", "搁置来件";
    ArrivalPutBack = "arrival-put-back", "取回来件";
    HazardAdded = "hazard-added", "登记隐患";
    HazardEdited = "hazard-edited", "修改隐患";
    HazardClosed = "hazard-closed", "隐患销号";
    HazardReopened = "hazard-reopened", "撤销销号";
    RecordAdded = "record-added", "登记条目";
    RecordEdited = "record-edited", "修改条目";
    RecordAdvanced = "record-advanced", "进入阶段";
    RecordSetBack = "record-set-back", "撤销阶段";
    RecordVoided = "record-voided", "作废条目";
    RecordRestored = "record-restored", "恢复条目";
    ShareSet = "share-set", "分解目标";
    ScoreSet = "score-set", "评分";
    QuotaSet = "quota-set", "推荐名额";
    Nominated = "nominated", "推荐";
    NominationEdited = "nomination-edited", "修改推荐";
    NominationVoided = "nomination-voided", "撤销推荐";
    NominationRestored = "nomination-restored", "恢复推荐";
    Chased = "chased", "催报";
    Exported = "exported", "导出";
    RemarkTakenBack = "remark-taken-back", "撤回意见";
    PacketMade = "packet-made", "做报送包";
    PacketOpened = "packet-opened", "打开报送包";
    CodeAdopted = "code-adopted", "改用上级的编码";
    KeyPinned = "key-pinned", "记下指纹";
    KeyConfirmed = "key-confirmed", "核对指纹";
    Accepted = "accepted", "通过";
    Returned = "returned", "退回";
    ConflictDecided = "conflict-decided", "裁定两种说法";
    RollupSent = "rollup-sent", "报送汇总";
}

impl Act {
    /// Finds an act by its fixed name or its word.
    pub fn named(text: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|act| act.name() == text || act.label() == text)
    }
}

#[cfg(test)]
mod tests {
    //! The names of acts.

    use super::*;

    #[test]
    fn every_act_is_found_by_both_its_names_and_no_two_share_one() {
        for act in Act::ALL {
            assert_eq!(Act::named(act.name()), Some(*act), "{act:?}");
            assert_eq!(Act::named(act.label()), Some(*act), "{act:?}");
        }
        assert_eq!(Act::named("nothing"), None);
    }

    #[test]
    fn json_says_the_fixed_name() {
        for act in Act::ALL {
            let json = serde_json::to_value(act).expect("serializes");
            assert_eq!(json, act.name());
        }
    }
}
