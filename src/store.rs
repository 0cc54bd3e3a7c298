//! The desk on disk: the only SQL in the program. No rule of a campaign lives here, and no words for people.
//!
//! One connection, owned by whoever owns the [`Store`] (the screens give it to one worker thread). Reads go through a
//! [`Reader`], changes through [`Store::write`], the one gate: a `BEGIN IMMEDIATE` transaction that is committed when
//! the closure returns `Ok` and rolled back when it does not. SQLite's own lock and a busy timeout of five seconds
//! keep two programs on one desk apart; a write that waits longer is [`StoreError::Busy`].
//!
//! SQL text is portable (named parameters, BIGINT and TEXT, ids given out here and not by the database), so that
//! another database can serve many desks later. What is SQLite's own is in `open`, `disk` and `migrations`, and in
//! [`Store::foreign_changes`].

mod arrival;
mod audit;
mod award;
mod chase;
mod closing;
mod convert;
mod disk;
mod draft;
mod error;
mod explanation;
mod extension;
mod form_draft;
mod hazard;
mod key;
mod lineage;
mod material;
mod migrations;
mod open;
mod packed;
mod private;
mod receipt;
mod recode;
mod record;
mod reported;
mod review;
mod revision;
mod rollup;
mod setting;
mod shelf;
mod target_share;
mod template;
mod unit;

use std::ops::Deref;

use rusqlite::{Connection, Params, Row, TransactionBehavior};

pub use audit::AuditFilter;
pub use award::KeptNomination;
pub use chase::ChaseEntry;
pub use disk::sync_folder;
pub use draft::AsideDraft;
pub use error::StoreError;
pub use extension::Extension;
pub use hazard::HazardFilter;
pub use key::{AcceptedClock, PinnedKey};
pub use lineage::{Kin, Lineage};
pub use private::create_private_folder;
pub use receipt::Receipts;
pub use record::{MergedRecord, RecordFilter};
pub use reported::ReportedHazards;
pub use review::ReceivedAbove;
pub use revision::{CurrentFigures, FilledForm, Foreign, MergedRevision, NewRevision, Sent};
pub use rollup::StoredTotals;
pub use setting::Setting;
pub use shelf::{CopiedShelf, OnShelf, Shelf, ShelfError, hash_of};
pub use unit::NewUnit;

/// A desk's database.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    read_only: bool,
}

/// Reads a desk. Every read sees what is committed at its moment.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    connection: &'a Connection,
}

/// Changes a desk within one transaction, and reads what that transaction sees.
#[derive(Debug)]
pub struct Writer<'a> {
    reader: Reader<'a>,
}

impl<'a> Deref for Writer<'a> {
    type Target = Reader<'a>;

    fn deref(&self) -> &Self::Target {
        &self.reader
    }
}

impl Store {
    /// Reads, outside any transaction.
    pub fn read(&self) -> Reader<'_> {
        Reader {
            connection: &self.connection,
        }
    }

    /// Several reads that see one and the same moment, whatever another program writes between them. Within such reads
    /// there may be more of them: all see the moment of the outermost.
    ///
    /// The closure must not write: a change goes through [`write`](Self::write).
    pub fn snapshot<T, E: From<StoreError>>(
        &self,
        read: impl FnOnce(Reader<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        if !self.connection.is_autocommit() {
            return read(self.read());
        }
        let transaction = self
            .connection
            .unchecked_transaction()
            .map_err(StoreError::from)?;
        read(Reader {
            connection: &transaction,
        })
    }

    /// The gate of every change: all of it is on disk when this returns `Ok`, and none of it otherwise, also when the
    /// program is killed on the way.
    pub fn write<T, E: From<StoreError>>(
        &mut self,
        change: impl FnOnce(&Writer<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        if self.read_only {
            return Err(StoreError::ReadOnly.into());
        }
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(StoreError::from)?;
        let reader = Reader {
            connection: &transaction,
        };
        let outcome = change(&Writer { reader })?;
        transaction.commit().map_err(StoreError::from)?;
        Ok(outcome)
    }

    /// What [`Reader::foreign_changes`] says now.
    pub fn foreign_changes(&self) -> Result<i64, StoreError> {
        self.read().foreign_changes()
    }

    /// Whether the desk can only be looked at.
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }
}

impl<'a> Reader<'a> {
    /// A number that is another once some other program has changed the desk; what this store writes does not count.
    pub fn foreign_changes(self) -> Result<i64, StoreError> {
        Ok(self
            .connection
            .pragma_query_value(None, "data_version", |row| row.get(0))?)
    }

    /// Every row of a query, each made into a record.
    fn all<T>(
        self,
        sql: &str,
        params: impl Params,
        mut record: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        let mut records = Vec::new();
        while let Some(row) = rows.next()? {
            records.push(record(row)?);
        }
        Ok(records)
    }

    /// The first row of a query, if it has one.
    fn first<T>(
        self,
        sql: &str,
        params: impl Params,
        record: impl FnOnce(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        rows.next()?.map(record).transpose()
    }
}

impl Writer<'_> {
    /// Runs one statement and tells how many rows it touched.
    fn execute(&self, sql: &str, params: impl Params) -> Result<usize, StoreError> {
        Ok(self.connection.prepare_cached(sql)?.execute(params)?)
    }

    /// The next free id of a table. Ids are given out under the write lock, so that no two are alike, and by us
    /// rather than the database, whose ways of doing so differ.
    fn next_id(&self, table: &str) -> Result<i64, StoreError> {
        let sql = format!("SELECT COALESCE(MAX(id), 0) + 1 FROM {table}");
        Ok(self
            .connection
            .prepare_cached(&sql)?
            .query_row([], |row| row.get(0))?)
    }
}

#[cfg(test)]
mod tests;
