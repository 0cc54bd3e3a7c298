//! Material: files taken into the desk, and the way back to them. Which submission carries which file is the draft's,
//! and in the end the revision's.

mod dropped;

pub use dropped::{path_from_paste, paths_from_paste};

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::{About, Desk};
use crate::domain::audit::Act;
use crate::domain::calendar::Instant;
use crate::domain::material::{Material, MaterialKind};
use crate::error::Fault;
use crate::store::{ShelfError, StoreError};
use crate::text::sanitize::{for_display, for_storage_line};

/// The largest file that is taken unless somebody says otherwise: 2 GiB.
pub const LARGEST: u64 = 2 << 30;

/// A file that was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    pub material: Material,
    /// Whether the desk had the same content before.
    pub was_known: bool,
}

/// Copies a file into the desk. `progress` hears bytes done and bytes in all, and may break off.
pub fn attach(
    desk: &mut Desk,
    source: &Path,
    limit: u64,
    progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    now: Instant,
) -> Result<Attached, Fault> {
    if desk.is_read_only() {
        return Err(StoreError::ReadOnly.into());
    }
    let on_shelf = desk
        .shelf
        .take_in(source, limit, progress)
        .map_err(|error| refusal(source, &error))?;
    let name = name_of(source);
    let material = Material {
        kind: MaterialKind::of(&name),
        name,
        hash: on_shelf.hash,
        size: on_shelf.size,
    };
    // The file first, its row after: a program that is killed between leaves a file that nobody names, and taking it
    // in again finds it there.
    // Not what a form that is answered asks for, but on the way to it.
    let (store, ground) = desk.store_and_ground();
    ground.change(store, now, |change, _| {
        if change.put_material(&material.hash, material.size, now)? {
            let detail = format!("{}（{}）", material.name, show_size(material.size));
            change.note(Act::MaterialStored, About::default(), &detail)?;
        }
        Ok::<_, StoreError>(())
    })?;
    Ok(Attached {
        was_known: on_shelf.was_known,
        material,
    })
}

/// Where a file lies, to be opened or copied; never to be changed.
pub fn path_of(desk: &Desk, material: &Material) -> Result<PathBuf, Fault> {
    let path = desk.shelf.path_of(&material.hash);
    if path.is_file() {
        return Ok(path);
    }
    let name = for_display(&material.name);
    Err(
        Fault::environment(format!("材料“{name}”的文件不在工作台里"))
            .safe("报送记录仍在")
            .hint("请从备份恢复工作台的 material 文件夹，或请报送单位重新提供"),
    )
}

/// A number of bytes as people say it: `3.4 MB`.
pub fn show_size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["KB", "MB", "GB", "TB"];
    if bytes < 1024 {
        return format!("{bytes} B");
    }
    let mut tenths = bytes.saturating_mul(10) / 1024;
    let mut unit = 0;
    while tenths >= 10_240 && unit + 1 < UNITS.len() {
        tenths /= 1024;
        unit += 1;
    }
    format!("{}.{} {}", tenths / 10, tenths % 10, UNITS[unit])
}

/// A size as people write it: `20MB`, `500 KB`, `1.5g`; `None` where it is none or nothing.
pub fn read_size(text: &str) -> Option<u64> {
    let text = crate::text::digits::fold_width(text.trim()).to_ascii_uppercase();
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let factor = match unit.trim().trim_end_matches('B').trim_end_matches('I') {
        "" => 1,
        "K" => 1 << 10,
        "M" => 1 << 20,
        "G" => 1_u64 << 30,
        _ => return None,
    };
    let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
    let whole: u64 = whole.parse().ok()?;
    let tenths: u64 = part.get(..1)?.parse().ok()?;
    let bytes = whole
        .checked_mul(factor)?
        .checked_add(factor / 10 * tenths)?;
    (bytes > 0).then_some(bytes)
}

fn name_of(source: &Path) -> String {
    let name = source.file_name().unwrap_or(source.as_os_str());
    for_storage_line(&name.to_string_lossy()).trim().to_owned()
}

fn refusal(source: &Path, error: &ShelfError) -> Fault {
    let path = source.to_string_lossy();
    let path = for_display(&path);
    let fault =
        match error {
            ShelfError::Missing => Fault::problem(format!("没有这个文件：{path}"))
                .hint("请核对路径；文件可能已移动或改名"),
            ShelfError::Folder => Fault::problem(format!("这是一个文件夹：{path}"))
                .hint("请指明具体文件，或先压缩成一个文件"),
            ShelfError::NotAFile => {
                Fault::problem(format!("这不是普通文件：{path}")).hint("请换一个文件")
            }
            ShelfError::Unreadable(error) => Fault::io("读取材料", source, error),
            ShelfError::Changed => Fault::problem(format!("复制过程中文件被移走或改动：{path}"))
                .hint("请等它写完后再添加"),
            ShelfError::TooLarge { size, limit } => Fault::problem(format!(
                "文件有 {}，超过上限 {}：{path}",
                show_size(*size),
                show_size(*limit)
            ))
            .hint("请压缩或截短后再添加"),
            ShelfError::Cancelled => Fault::problem("已取消添加材料"),
            ShelfError::Store(error) => Fault::io("保存材料", source, error),
        };
    fault.safe("没有添加这个文件，已填的内容都还在")
}

#[cfg(test)]
mod tests {
    //! Sizes as people write and say them.

    use super::*;

    #[test]
    fn sizes_are_read_as_people_write_them() {
        for (text, bytes) in [
            ("20MB", Some(20 << 20)),
            ("500 kb", Some(500 << 10)),
            ("２g", Some(2 << 30)),
            ("1.5M", Some((1 << 20) + (1 << 20) / 10 * 5)),
            ("300", Some(300)),
            ("0", None),
            ("MB", None),
            ("20 斤", None),
            ("99999999999G", None),
        ] {
            assert_eq!(read_size(text), bytes, "{text}");
        }
    }

    #[test]
    fn sizes_read_as_people_say_them() {
        for (bytes, text) in [
            (0, "0 B"),
            (1023, "1023 B"),
            (1024, "1.0 KB"),
            (3_565_158, "3.3 MB"),
            (2 << 30, "2.0 GB"),
            (u64::MAX, "1677721.5 TB"),
        ] {
            assert_eq!(show_size(bytes), text);
        }
    }
}
