//! What kind of disk a desk lies on, and how its changes are kept whole there. Everything else about opening the file
//! is in `open`.
//!
//! A write-ahead log needs memory that all programs on the desk share, and memory ends where the machine ends: on a
//! disk that several machines reach, two of them would overwrite each other's pages. There the older journal is used,
//! which needs nothing but file locks. It is slower, and readers and writers wait for each other.

use std::path::Path;

use rusqlite::Connection;

use super::StoreError;

/// Whose disk it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Disk {
    /// This machine's alone.
    Own,
    /// Another machine's, reached through a network or from within a virtual machine.
    Shared,
}

impl Disk {
    /// The disk that holds the file. Where the system does not tell, it is taken for the machine's own.
    pub fn of(file: &Path) -> Self {
        match std::fs::canonicalize(file) {
            Ok(file) if is_shared(&file) => Self::Shared,
            _ => Self::Own,
        }
    }

    /// Before the first read: keeps SQLite from making shared memory for a log that a desk may have brought along from
    /// its machine.
    pub fn before_reading(self, connection: &Connection) -> Result<(), StoreError> {
        if self == Self::Shared {
            set(connection, "locking_mode", "exclusive")?;
        }
        Ok(())
    }

    /// Sets how changes are kept whole. A desk that was copied from one kind of disk to the other changes over.
    pub fn set_journal(self, connection: &Connection) -> Result<(), StoreError> {
        match self {
            // Either journal is safe here. Where another program is on the desk, whoever opens it next changes it over.
            Self::Own => match set(connection, "journal_mode", "wal") {
                Err(StoreError::Busy) => Ok(()),
                done => done,
            },
            Self::Shared => {
                set(connection, "journal_mode", "delete")?;
                set(connection, "locking_mode", "normal")?;
                // The lock is let go with the next read, not before.
                connection.pragma_query_value(None, "user_version", |_| Ok(()))?;
                Ok(())
            }
        }
    }
}

/// Waits until the names in a folder are on disk: a file that was moved there is found after a power cut only then.
/// Windows opens no folder as a file, and writes names through its own journal.
pub fn sync_folder(folder: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    std::fs::File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

/// Where SQLite cannot do as it is told, it says what it does instead: another program holds the file.
fn set(connection: &Connection, pragma: &str, value: &str) -> Result<(), StoreError> {
    let mut is_set = false;
    connection.pragma_update_and_check(None, pragma, value, |row| {
        is_set = row.get_ref(0)?.as_str()? == value;
        Ok(())
    })?;
    is_set.then_some(()).ok_or(StoreError::Busy)
}

/// A share has a name of its own (`\\server\share`); a drive letter that stands for one is resolved to it.
#[cfg(windows)]
fn is_shared(file: &Path) -> bool {
    use std::path::{Component, Prefix};

    let first = file.components().next();
    let Some(Component::Prefix(prefix)) = first else {
        return false;
    };
    matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..))
}

/// Linux lists what is mounted where. Other systems ask for a call that only unsafe code can make; desks there are
/// taken to lie on the machine's own disk.
#[cfg(not(windows))]
fn is_shared(file: &Path) -> bool {
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    kind_of_mount(&mounts, file).is_some_and(is_shared_kind)
}

/// The file system that holds a file: the one mounted nearest above it, the last where several are mounted there.
#[cfg(not(windows))]
fn kind_of_mount<'a>(mounts: &'a str, file: &Path) -> Option<&'a str> {
    let mount = |line: &'a str| {
        let (place, kind) = line.split_once(" - ")?;
        let point = unescaped(place.split(' ').nth(4)?);
        let depth = Path::new(&point).components().count();
        file.starts_with(&point)
            .then_some((depth, kind.split(' ').next()?))
    };
    let nearest = mounts.lines().filter_map(mount);
    nearest
        .max_by_key(|(depth, _)| *depth)
        .map(|(_, kind)| kind)
}

/// Spaces and the like stand as `\040` in the list.
#[cfg(not(windows))]
fn unescaped(point: &str) -> String {
    ["\\040", "\\011", "\\012", "\\134"]
        .into_iter()
        .zip([" ", "\t", "\n", "\\"])
        .fold(point.to_owned(), |point, (code, c)| point.replace(code, c))
}

/// File systems of other machines: network ones, those of a virtual machine's host, and those that a program provides
/// (`fuse.`), of which nobody knows. A disk that is merely driven by a program (`fuseblk`) is this machine's.
#[cfg(not(windows))]
fn is_shared_kind(kind: &str) -> bool {
    const SHARED: [&str; 16] = [
        "9p", "afs", "ceph", "cifs", "davfs", "gfs2", "lustre", "ncpfs", "nfs", "nfs4", "ocfs2",
        "prl_fs", "smb3", "smbfs", "vboxsf", "vmhgfs",
    ];
    kind.starts_with("fuse.") || SHARED.contains(&kind)
}

#[cfg(test)]
mod tests {
    //! Disks that several machines reach.

    use super::*;
    use crate::store::{NewUnit, Store};

    fn raw(path: &Path) -> Connection {
        let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_WRITE;
        Connection::open_with_flags(path, flags).expect("opens")
    }

    fn journal(path: &Path) -> String {
        raw(path)
            .pragma_query_value(None, "journal_mode", |row| row.get(0))
            .expect("tells")
    }

    fn add(store: &mut Store, code: &str) {
        let unit = NewUnit {
            code: code.to_owned(),
            name: format!("单位{code}"),
            ..NewUnit::default()
        };
        let added = store.write(|writer| writer.insert_unit(&unit));
        added.expect("writes");
    }

    #[test]
    fn a_desk_on_a_shared_disk_needs_no_shared_memory_and_serves_two_programs() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("desk.db");
        Store::create(&path)
            .expect("makes")
            .close()
            .expect("closes");
        assert_eq!(journal(&path), "wal");
        let mut one = Store::open_to_write(&path, Disk::Shared).expect("changes over");
        add(&mut one, "1");
        let mut two = Store::open_to_write(&path, Disk::Shared).expect("opens beside it");
        add(&mut two, "2");
        add(&mut one, "3");
        for store in [&one, &two] {
            assert_eq!(store.read().unit_count().expect("reads"), 3);
        }
        let files = std::fs::read_dir(folder.path()).expect("lists").count();
        assert_eq!(files, 1, "neither log nor shared memory");
        drop((one, two));
        let back = Store::open_to_write(&path, Disk::Own).expect("changes back");
        assert_eq!(back.read().unit_count().expect("reads"), 3);
        drop(back);
        assert_eq!(journal(&path), "wal");
    }

    #[test]
    fn a_desk_that_another_program_holds_with_its_log_is_not_changed_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("desk.db");
        let mut held = Store::create(&path).expect("makes");
        add(&mut held, "1");
        let connection = raw(&path);
        connection
            .busy_timeout(std::time::Duration::ZERO)
            .expect("sets");
        let changed = Disk::Shared
            .before_reading(&connection)
            .and_then(|()| Disk::Shared.set_journal(&connection));
        assert!(matches!(changed, Err(StoreError::Busy)), "{changed:?}");
        add(&mut held, "2");
        assert_eq!(held.read().unit_count().expect("reads"), 2);
    }

    #[cfg(not(windows))]
    #[test]
    fn the_nearest_mount_tells_whose_disk_it_is() {
        let mounts = "\
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw
30 27 0:30 / /mnt/应急\\040共享 rw - cifs //server/share rw
31 27 0:31 / /mnt/u rw - fuseblk /dev/sdb1 rw
32 27 0:32 / /home rw shared:1 master:2 - nfs4 server:/home rw
33 32 0:33 / /home/a/local rw - xfs /dev/sdc rw
34 27 0:34 / /media/cloud rw - fuse.rclone cloud: rw
";
        for (file, kind, shared) in [
            ("/var/anyue/desk.db", "ext4", false),
            ("/mnt/应急 共享/desk.db", "cifs", true),
            ("/mnt/应急 共享2/desk.db", "ext4", false),
            ("/mnt/u/desk.db", "fuseblk", false),
            ("/home/a/desk.db", "nfs4", true),
            ("/home/a/local/desk.db", "xfs", false),
            ("/media/cloud/desk.db", "fuse.rclone", true),
        ] {
            assert_eq!(kind_of_mount(mounts, Path::new(file)), Some(kind), "{file}");
            assert_eq!(is_shared_kind(kind), shared, "{file}");
        }
        assert_eq!(kind_of_mount("", Path::new("/a")), None);
    }

    #[cfg(windows)]
    #[test]
    fn a_share_s_name_tells_whose_disk_it_is() {
        for (file, shared) in [
            (r"C:\工作台\desk.db", false),
            (r"\\?\C:\工作台\desk.db", false),
            (r"\\server\share\desk.db", true),
            (r"\\?\UNC\server\share\desk.db", true),
        ] {
            assert_eq!(is_shared(Path::new(file)), shared, "{file}");
        }
    }
}
