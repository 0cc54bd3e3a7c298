//! What can go wrong outside the user's own figures, and what to say about it: what happened, what is safe, what to do
//! next. What is wrong with figures is a [`Problem`](crate::domain::problem::Problem), beside its blank, not here.

use std::fmt;
use std::io;
use std::path::Path;

use crate::store::StoreError;

/// Whose turn it is after a fault; the command line's exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// What was asked for cannot be done so: the user asks differently.
    Problem,
    /// File, disk, database or another program: something outside has to change.
    Environment,
}

impl FaultKind {
    /// 1 for what the user can put right, 2 for what lies outside.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Problem => 1,
            Self::Environment => 2,
        }
    }
}

/// Something that kept a verb from being done, in words for people. Nothing has been changed when a verb returns one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Fault {
    pub kind: FaultKind,
    /// What happened.
    pub message: String,
    /// What is safe; empty where nothing was in danger.
    pub safe: String,
    /// What to do next; empty where the message says it.
    pub hint: String,
}

/// All that is to be said, one sentence after the other.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [&self.message, &self.safe, &self.hint];
        for part in parts.into_iter().filter(|part| !part.is_empty()) {
            write!(f, "{}。", part.trim_end_matches('。'))?;
        }
        Ok(())
    }
}

impl Fault {
    /// For what the user can put right.
    pub fn problem(message: impl Into<String>) -> Self {
        Self::new(FaultKind::Problem, message.into())
    }

    /// For what lies outside the user's own data.
    pub fn environment(message: impl Into<String>) -> Self {
        Self::new(FaultKind::Environment, message.into())
    }

    /// Adds what to do next.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// Adds what is safe.
    #[must_use]
    pub fn safe(mut self, safe: impl Into<String>) -> Self {
        self.safe = safe.into();
        self
    }

    /// For a file that could not be read or written. `doing` tells what was tried: `写入导出文件`.
    pub fn io(doing: &str, path: &Path, error: &io::Error) -> Self {
        let (why, hint) = io_words(error);
        Self::environment(format!("{doing}没有成功（{}）：{why}", path.display()))
            .safe("已保存的数据不受影响")
            .hint(hint)
    }

    fn new(kind: FaultKind, message: String) -> Self {
        Self {
            kind,
            message,
            safe: String::new(),
            hint: String::new(),
        }
    }
}

/// Why a file could not be used, and what to do about it.
fn io_words(error: &io::Error) -> (String, &'static str) {
    use io::ErrorKind as Kind;
    let (why, hint) = match error.kind() {
        Kind::NotFound => ("文件或文件夹不存在", "请核对路径"),
        Kind::PermissionDenied => ("没有权限", "请换一个位置，或请管理员开通权限"),
        Kind::AlreadyExists => ("同名文件已存在", "请换一个名称"),
        Kind::StorageFull => ("磁盘已满", "请腾出空间后再试"),
        Kind::QuotaExceeded => ("空间配额已用完", "请腾出空间后再试"),
        Kind::ReadOnlyFilesystem => ("磁盘是只读的", "请换一个可以写入的位置"),
        Kind::IsADirectory => ("这是一个文件夹，不是文件", "请指明具体文件"),
        Kind::NotADirectory => ("路径中有一段不是文件夹", "请核对路径"),
        Kind::InvalidFilename => ("文件名不合规", "请换一个名称"),
        _ => return (format!("系统报告“{error}”"), "请核对磁盘与路径后再试"),
    };
    (why.to_owned(), hint)
}

const KEPT: &str = "已保存的内容都在，这一步没有写入";

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy => Self::environment("工作台正被另一个程序占用，等候 5 秒仍未空出")
                .safe(KEPT)
                .hint("请稍候再试，或关闭另一个打开本工作台的窗口"),
            StoreError::ReadOnly => Self::environment("工作台是只读的，只能查看，不能修改")
                .safe(KEPT)
                .hint("请检查工作台文件夹的写入权限，或将其复制到可以写入的位置再打开"),
            StoreError::Full => Self::environment("磁盘已满，无法写入")
                .safe(KEPT)
                .hint("请腾出空间后再试"),
            StoreError::Disk(_) => {
                Self::environment("磁盘没有完成读写，可能已满、已断开或出了故障")
                    .safe(KEPT)
                    .hint("请检查磁盘和剩余空间后再试")
            }
            StoreError::Damaged(what) => {
                Self::environment(format!("工作台数据库有损坏，无法读取（{what}）"))
                    .safe("程序没有改动它")
                    .hint("请先将整个工作台文件夹复制一份留存，再用备份恢复")
            }
            StoreError::NotADesk(path) => {
                Self::environment(format!("{} 不是安月的工作台", path.display()))
                    .safe("程序没有改动它")
                    .hint("请核对路径")
            }
            StoreError::NewerVersion { found, known } => Self::environment(format!(
                "工作台由更新版本的安月建立（数据版本 {found}，本程序支持到 {known}）"
            ))
            .safe("程序没有改动它")
            .hint("请升级安月后再打开"),
            StoreError::Missing(path) => {
                Self::environment(format!("{} 处没有工作台", path.display()))
                    .hint("请核对路径，或用 anyue new 新建")
            }
            StoreError::Exists(path) => {
                Self::environment(format!("{} 处已有文件，没有覆盖", path.display()))
                    .hint("请换一个位置")
            }
            StoreError::Io(error) => {
                let (why, hint) = io_words(&error);
                Self::environment(format!("读写工作台没有成功：{why}"))
                    .safe(KEPT)
                    .hint(hint)
            }
            StoreError::Other(error) => Self::environment(format!("数据库没有完成这一步：{error}"))
                .safe(KEPT)
                .hint("请再试一次；若仍不成功，请复制工作台文件夹留存并联系维护人员"),
        }
    }
}

#[cfg(test)]
mod tests {
    //! Faults as people read them.

    use super::*;

    #[test]
    fn every_failure_of_the_store_says_what_to_do() {
        let errors = [
            StoreError::Busy,
            StoreError::ReadOnly,
            StoreError::Full,
            StoreError::Damaged("第 3 页".to_owned()),
            StoreError::NotADesk("甲.db".into()),
            StoreError::NewerVersion { found: 9, known: 1 },
            StoreError::Missing("甲".into()),
            StoreError::Exists("甲".into()),
            StoreError::Io(io::ErrorKind::TimedOut.into()),
            StoreError::Disk(rusqlite::Error::InvalidQuery),
            StoreError::Other(rusqlite::Error::InvalidQuery),
        ];
        for error in errors {
            // A kind of failure that is added has to be added above too.
            match &error {
                StoreError::Busy
                | StoreError::ReadOnly
                | StoreError::Full
                | StoreError::Damaged(_)
                | StoreError::NotADesk(_)
                | StoreError::NewerVersion { .. }
                | StoreError::Missing(_)
                | StoreError::Exists(_)
                | StoreError::Disk(_)
                | StoreError::Io(_)
                | StoreError::Other(_) => {}
            }
            let fault = Fault::from(error);
            assert_eq!(fault.kind.exit_code(), 2, "{fault}");
            assert!(!fault.hint.is_empty(), "{fault}");
        }
    }

    #[test]
    fn a_fault_reads_as_sentences() {
        let fault = Fault::problem("没有编码为 999 的单位")
            .safe("什么也没有改动")
            .hint("请核对编码。");
        assert_eq!(
            fault.to_string(),
            "没有编码为 999 的单位。什么也没有改动。请核对编码。"
        );
        assert_eq!(fault.kind.exit_code(), 1);
        assert_eq!(Fault::problem("不行").to_string(), "不行。");
    }
}
