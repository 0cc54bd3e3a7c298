//! Opens and creates the database file, with the pragmas and the file mode that a desk needs. The one place that
//! knows SQLite's own settings; the layout of the tables is in `migrations`.

use std::fs;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::disk::Disk;
use super::private::create_private_file;
use super::{Store, StoreError, migrations};

/// How long a write waits for another program to finish its own.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// Marks the file as a desk of this program: `ANYU` in ASCII.
const APPLICATION_ID: i64 = 0x414E_5955;

impl Store {
    /// Creates a new database file, readable by its owner alone. Refuses a path at which something lies.
    pub fn create(path: &Path) -> Result<Self, StoreError> {
        create_private_file(path)?;
        let disk = Disk::of(path);
        let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        connection.pragma_update(None, "application_id", APPLICATION_ID)?;
        disk.set_journal(&connection)?;
        // A file that a power cut leaves half made is no desk yet. The first change that follows, or closing, takes to
        // disk what was laid out here: one wait for the disk instead of one a step.
        connection.pragma_update(None, "synchronous", "OFF")?;
        migrations::migrate(&mut connection, migrations::STEPS)?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        Ok(Self {
            connection,
            read_only: false,
        })
    }

    /// Opens a desk, bringing an older layout up to date. Where file or folder cannot be written it opens all the
    /// same, to be looked at.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        require_desk_file(path)?;
        match Self::open_to_write(path, Disk::of(path)) {
            Err(StoreError::ReadOnly) => Self::open_read_only(path),
            Err(StoreError::Other(error))
                if error.sqlite_error_code() == Some(rusqlite::ErrorCode::CannotOpen) =>
            {
                Self::open_read_only(path)
            }
            opened => opened,
        }
    }

    /// Opens a desk to be looked at, changing nothing on disk.
    pub fn open_read_only(path: &Path) -> Result<Self, StoreError> {
        require_desk_file(path)?;
        let read = |connection: Connection| migrations::version(&connection).map(|_| connection);
        let connection = match connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY).and_then(read) {
            Ok(connection) => connection,
            Err(StoreError::Busy) => return Err(StoreError::Busy),
            // A folder that cannot be written has no room for SQLite's shared memory. Where neither log nor journal has
            // anything left in it, the file is whole in itself. Who only looked leaves an empty log behind.
            Err(_) if leftovers_of(path).all(|file| holds_nothing(&file)) => {
                connect_immutable(path)?
            }
            Err(error) => return Err(error),
        };
        let found = checked_version(&connection, path)?;
        let known = migrations::newest(migrations::STEPS);
        if found < known {
            // An older layout has to be brought up to date, which takes a desk that can be written.
            return Err(StoreError::ReadOnly);
        }
        Ok(Self {
            connection,
            read_only: true,
        })
    }

    /// Opens a desk on a disk of the kind that is given.
    pub(super) fn open_to_write(path: &Path, disk: Disk) -> Result<Self, StoreError> {
        let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        disk.before_reading(&connection)?;
        let found = checked_version(&connection, path)?;
        if connection.is_readonly("main")? {
            return Err(StoreError::ReadOnly);
        }
        disk.set_journal(&connection)?;
        if found < migrations::newest(migrations::STEPS) {
            migrations::migrate(&mut connection, migrations::STEPS)?;
        }
        Self::settled(connection)
    }

    /// A store in the newest layout, once what its migrations leave to the program is settled: names, and what stands by
    /// them, are worked out by the program and not by a migration's SQL, and a program that was killed between the two is made good
    /// here.
    pub(super) fn settled(connection: Connection) -> Result<Self, StoreError> {
        let mut store = Self {
            connection,
            read_only: false,
        };
        if store.read().has_unsettled()? {
            store.write(|writer| writer.settle_after_migration())?;
        }
        Ok(store)
    }

    /// A store that lives in memory, for tests.
    pub fn in_memory() -> Result<Self, StoreError> {
        let mut connection = Connection::open_in_memory()?;
        connection.pragma_update(None, "foreign_keys", true)?;
        migrations::migrate(&mut connection, migrations::STEPS)?;
        Ok(Self {
            connection,
            read_only: false,
        })
    }

    /// Sets how long a write waits for another program; five seconds unless set.
    pub fn wait_at_most(&self, wait: Duration) -> Result<(), StoreError> {
        Ok(self.connection.busy_timeout(wait)?)
    }

    /// Closes the file and folds its log into it, so that one file is the whole desk.
    pub fn close(self) -> Result<(), StoreError> {
        self.connection.close().map_err(|(_, error)| error.into())
    }

    /// Writes a sound copy of the database to a new file, also while the desk is in use.
    pub fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        create_private_file(path)?;
        let mut copy = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let backup = rusqlite::backup::Backup::new(&self.connection, &mut copy)?;
        backup.run_to_completion(1024, Duration::ZERO, None)?;
        Ok(())
    }
}

fn connect(path: &Path, mode: OpenFlags) -> Result<Connection, StoreError> {
    let flags = mode | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    with_pragmas(Connection::open_with_flags(path, flags)?)
}

/// Opens a file that nobody can change while it is open.
fn connect_immutable(path: &Path) -> Result<Connection, StoreError> {
    let absolute = std::path::absolute(path)?;
    let uri = format!("{}?immutable=1", file_uri(&absolute.to_string_lossy()));
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    with_pragmas(Connection::open_with_flags(uri, flags)?)
}

/// An absolute path as SQLite's URIs write it: no host, and a slash before the path. A share's `\\server` keeps both of
/// its own.
fn file_uri(path: &str) -> String {
    let path = match std::path::MAIN_SEPARATOR {
        '/' => path.to_owned(),
        separator => path.replace(separator, "/"),
    };
    let mut uri = String::from("file://");
    if !path.starts_with('/') {
        uri.push('/');
    }
    for byte in path.bytes() {
        match byte {
            b'?' | b'#' | b'%' | 0x80.. => uri.push_str(&format!("%{byte:02X}")),
            _ => uri.push(char::from(byte)),
        }
    }
    uri
}

fn with_pragmas(connection: Connection) -> Result<Connection, StoreError> {
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    // In KiB when negative, and no more than is read: the season of a thousand units, 20 MiB, stays in memory between
    // two roll-ups. With less, each of them reads every page from the system anew, which takes as long as adding up.
    connection.pragma_update(None, "cache_size", -65_536)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// The layout's version, once it is sure that the file is a desk and not from the future.
fn checked_version(connection: &Connection, path: &Path) -> Result<i64, StoreError> {
    let application: i64 =
        connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if application != APPLICATION_ID {
        return Err(StoreError::NotADesk(path.to_owned()));
    }
    let found = migrations::version(connection)?;
    let known = migrations::newest(migrations::STEPS);
    if found > known {
        return Err(StoreError::NewerVersion { found, known });
    }
    Ok(found)
}

fn require_desk_file(path: &Path) -> Result<(), StoreError> {
    match fs::metadata(path) {
        Ok(meta) if meta.is_file() => Ok(()),
        Ok(_) => Err(StoreError::NotADesk(path.to_owned())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(StoreError::Missing(path.to_owned()))
        }
        Err(error) => Err(error.into()),
    }
}

/// What an unfinished change lies in beside the database: a log on the machine's own disk, a journal on a shared one.
fn leftovers_of(path: &Path) -> impl Iterator<Item = std::path::PathBuf> {
    ["-wal", "-journal"].into_iter().map(|ending| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        name.into()
    })
}

fn holds_nothing(file: &Path) -> bool {
    std::fs::metadata(file).is_ok_and(|about| about.len() == 0) || !file.exists()
}

#[cfg(test)]
mod tests {
    //! Files of any name, half written, and read only.

    use super::*;

    #[test]
    fn a_path_of_any_kind_is_a_uri_without_a_host() {
        for (path, uri) in [
            ("/home/甲/desk.db", "file:///home/%E7%94%B2/desk.db"),
            ("/a?b#c%d/desk.db", "file:///a%3Fb%23c%25d/desk.db"),
            ("C:/desk.db", "file:///C:/desk.db"),
            ("//server/share/desk.db", "file:////server/share/desk.db"),
        ] {
            assert_eq!(file_uri(path), uri);
        }
    }

    #[test]
    fn a_file_with_half_a_change_is_not_shown_as_whole() {
        let folder = tempfile::tempdir().expect("a folder");
        let [made, found] = ["made.db", "found.db"].map(|name| folder.path().join(name));
        drop(Store::create(&made).expect("makes"));
        let store = Store::open_to_write(&made, Disk::Shared).expect("opens");
        // So small a cache that pages reach the file before the change is whole.
        let begun = store.connection.execute_batch(
            "PRAGMA cache_size = 1; BEGIN IMMEDIATE; CREATE TABLE half (a BLOB);
             INSERT INTO half VALUES (zeroblob(1000000));",
        );
        begun.expect("begins");
        // What a power cut leaves behind: the file, and the journal that has to be rolled back first.
        let [journal, left] = [&made, &found].map(|path| leftovers_of(path).last());
        fs::copy(&made, &found).expect("copies");
        fs::copy(journal.expect("a journal"), left.expect("a name")).expect("copies");
        assert!(Store::open_read_only(&found).is_err());
    }

    #[test]
    fn a_file_that_nobody_can_change_opens_whatever_its_name() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("单位 甲#1 100%.db");
        Store::create(&path)
            .expect("makes")
            .close()
            .expect("closes");
        let connection = connect_immutable(&path).expect("opens");
        assert!(checked_version(&connection, &path).is_ok());
    }
}
