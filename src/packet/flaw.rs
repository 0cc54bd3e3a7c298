//! What is wrong with a file that should be a packet, in words for people. Whether a sound packet may be taken is the
//! desk's to say, not the file's.

use super::manifest::VERSION;
use crate::intake::Refusal;

/// Why a file is not read as a packet. Nothing of it was kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    #[error("这不是安月的报送包")]
    NotAPacket,
    #[error("报送包的格式（第 {0} 版）比本程序新，本程序读到第 {VERSION} 版")]
    Newer(u32),
    #[error("报送包的格式（第 {0} 版）是早先试用时的，本程序读第 {VERSION} 版")]
    Older(u32),
    /// Cut short, changed on the way, or made by a program that errs; where.
    #[error("报送包不完整或已损坏（{0}）")]
    Broken(String),
    /// The contents are whole and signed, but not written as `docs/packet.md` has them; which entry.
    #[error("报送包里{0}写得不合格式，读不懂")]
    Unreadable(String),
    /// The signature is not the one of the key that the packet names.
    #[error("报送包的签名不对：内容在发出以后被改动过")]
    Forged,
    #[error("报送包读不了：{0}")]
    Refused(Refusal),
}

impl Flaw {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NotAPacket => "报送包的文件名以 .anyue 结尾；填好的 Word、Excel 表请用“收件”读入",
            Self::Newer(_) => "请升级安月后再打开",
            Self::Older(_) => "请对方升级安月，重新做一个报送包发来；已填的都在，不用重填",
            Self::Broken(_) | Self::Refused(_) => {
                "请核对文件是不是传完了；还不行就请对方重新发一次"
            }
            Self::Unreadable(_) => {
                "文件传得完整，是做包的程序写得不对：请对方升级安月，重新做一个报送包发来"
            }
            Self::Forged => "请不要使用这个文件，请对方重新做一个发来",
        }
    }

    pub(super) fn broken(what: impl Into<String>) -> Self {
        Self::Broken(what.into())
    }
}

/// What the zip itself is wrong in.
impl From<Refusal> for Flaw {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Broken(what) => Self::Broken(what),
            other => Self::Refused(other),
        }
    }
}
