//! Files and folders that their owner alone can read. On Windows a user's folders are private by their own rules.

use std::fs;
use std::io;
use std::path::Path;

use super::StoreError;

/// Makes an empty file, mode 0600, before SQLite does: SQLite would take the process's mask, and gives its log and
/// shared memory the mode that the file has.
pub(super) fn create_private_file(path: &Path) -> Result<(), StoreError> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Err(StoreError::Exists(path.to_owned()))
        }
        Err(error) => Err(error.into()),
    }
}

/// Makes a folder and those above it, mode 0700; one that is there already stays as it is.
pub fn create_private_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(path)
}
