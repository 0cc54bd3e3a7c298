//! Copies a desk to another folder. The copy is a desk itself, so that bringing it back needs no program of its own.

use std::path::Path;

use super::{DATABASE, Desk, create};
use crate::error::Fault;
use crate::store::create_private_folder;

pub use crate::store::CopiedShelf;

/// Copies the database, as it is at one moment, and then every file on the shelf, also while the desk is in use.
/// `folder` must not be there yet or be empty; it appears whole or not at all.
pub fn back_up(desk: &Desk, folder: &Path) -> Result<CopiedShelf, Fault> {
    let failed = |error: &std::io::Error| Fault::io("备份", folder, error);
    let parent = create::parent_of(folder);
    create_private_folder(parent).map_err(|error| failed(&error))?;
    let passing = tempfile::Builder::new()
        .prefix(".backup-")
        .tempdir_in(parent)
        .map_err(|error| failed(&error))?;
    // The database first: what it names was on the shelf before it, so the copy lacks nothing that it names.
    desk.store.copy_to(&passing.path().join(DATABASE))?;
    let copied = desk
        .shelf
        .copy_to(passing.path())
        .map_err(|error| failed(&error))?;
    create::move_into_place(passing.path(), folder).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists | std::io::ErrorKind::DirectoryNotEmpty => {
            Fault::problem(format!("{} 已经有内容，没有覆盖", folder.display()))
                .hint("请换一个新目录，例如在名称后面加上日期")
        }
        _ => failed(&error),
    })?;
    Ok(copied)
}
