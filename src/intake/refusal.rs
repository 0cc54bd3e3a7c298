//! Why a file is not read at all, in words for the person who sent it in. What is wrong *inside* a file that was read is
//! a problem of its blanks, not a refusal.

/// A file that was not read. Nothing of it was kept or run.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("文件是空的，请核对后重新发来")]
    Empty,
    #[error("文件超过 {0} MB，不像是填报表；请删去大图片后另存再发来")]
    TooLong(usize),
    #[error("这是{0}，不是填好的表，没有打开；请发 Word、Excel、CSV 或文本文件")]
    WrongKind(&'static str),
    #[error("认不出这是什么文件，没有打开；请发 Word、Excel、CSV 或文本文件")]
    UnknownKind,
    #[error("文件加了密码，读不了；请去掉密码后重新发来")]
    Locked,
    #[error("文件已损坏（{0}）；请用 Word 或 WPS 打开后另存再发来")]
    Broken(String),
    #[error("文件展开后的{0}大得不正常，为安全起见没有读；请核对来源，或另存一份再发来")]
    TooLarge(&'static str),
    #[error("文件里有正常的 Word、Excel 文件不会有的内容（{0}），为安全起见没有读；请核对来源")]
    Hostile(&'static str),
    #[error("这是 Excel 95 或更早的工作簿，读不了；请用 Excel 或 WPS 打开，另存为 .xlsx 再导入")]
    OldSheet,
    /// An old format that needs another program, and why that did not help.
    #[error("{kind}要先转换：{reason}；也可以用 Word 或 WPS 打开它，另存为 .docx 再导入")]
    Old { kind: &'static str, reason: String },
}

impl Refusal {
    /// A file that is not as its format says. `what` is short and not the user's to mend.
    pub(super) fn broken(what: impl ToString) -> Self {
        Self::Broken(what.to_string())
    }
}
