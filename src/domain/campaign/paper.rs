//! The papers of a notice that units fill in, and that may come as blank forms of its own.

use crate::domain::id::TableId;

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Paper {
    /// 附件1
    Registration,
    /// 附件2
    Table(TableId),
}
