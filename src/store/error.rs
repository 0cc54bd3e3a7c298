//! What can go wrong with a desk's database, sorted by what a person can do about it. The words for people are made
//! in [`crate::error`], not here.

use std::io;
use std::path::PathBuf;

use rusqlite::ErrorCode;

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another program held the desk for longer than the busy timeout.
    #[error("the desk is in use by another program")]
    Busy,
    /// The file, its folder or its disk cannot be written.
    #[error("the desk is read-only")]
    ReadOnly,
    #[error("the disk is full")]
    Full,
    /// The disk did not do what it was asked: it failed, it went away, or a limit on the size of files was reached.
    #[error("the disk fails: {0}")]
    Disk(rusqlite::Error),
    /// The file is not a sound database, or a row does not read as what it must be.
    #[error("the desk is damaged: {0}")]
    Damaged(String),
    /// The file is a database, but not one of ours.
    #[error("not a desk: {0}")]
    NotADesk(PathBuf),
    /// Written by a newer program.
    #[error("the desk has version {found}, this program knows {known}")]
    NewerVersion { found: i64, known: i64 },
    #[error("no desk at {0}")]
    Missing(PathBuf),
    #[error("there is a desk at {0} already")]
    Exists(PathBuf),
    #[error(transparent)]
    Io(io::Error),
    #[error("database: {0}")]
    Other(rusqlite::Error),
}

impl StoreError {
    /// For a row that does not read as what it must be.
    pub(super) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged(what.into())
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly,
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::SystemIoFailure) => Self::Disk(error),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Damaged(error.to_string())
            }
            // A column that is not what its reader expects was not written by this program.
            None if matches!(
                error,
                rusqlite::Error::InvalidColumnType(..)
                    | rusqlite::Error::FromSqlConversionFailure(..)
                    | rusqlite::Error::IntegralValueOutOfRange(..)
            ) =>
            {
                Self::Damaged(error.to_string())
            }
            _ => Self::Other(error),
        }
    }
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => Self::ReadOnly,
            _ => Self::Io(error),
        }
    }
}
