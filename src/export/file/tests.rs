//! Files on disk: beside others, under given names, where nothing can be written.

use std::fs;

use tempfile::tempdir;

use super::*;

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn another_file_is_never_overwritten_and_the_same_one_is_not_doubled() {
    let folder = tempdir().unwrap();
    let first = save(folder.path(), "表.csv", b"1").unwrap();
    let second = save(folder.path(), "表.csv", b"2").unwrap();
    let again = save(folder.path(), "表.csv", b"1").unwrap();
    assert_eq!(second.file_name().unwrap(), "表（2）.csv");
    assert_eq!(again, first);
    assert_eq!(fs::read(&first).unwrap(), b"1");
    assert_eq!(fs::read(&second).unwrap(), b"2");
    assert_eq!(names(folder.path()), ["表.csv", "表（2）.csv"]);
}

#[test]
fn a_path_that_ends_like_the_name_is_the_file_itself() {
    let folder = tempdir().unwrap();
    let asked = folder.path().join("我的.DOCX");
    let path = save(&asked, "统计表.docx", b"x").unwrap();
    assert_eq!(path, asked);
}

#[test]
fn what_is_wrong_is_said_and_nothing_is_left() {
    let folder = tempdir().unwrap();
    let missing = folder.path().join("没有");
    let error = save(&missing, "表.csv", b"x").unwrap_err();
    assert!(matches!(error, SaveError::NoFolder(_)), "{error:?}");
    assert!(error.to_string().starts_with("没有这个文件夹："));

    let error = save(&missing.join("表.csv"), "表.csv", b"x").unwrap_err();
    assert!(matches!(error, SaveError::NoFolder(path) if path == missing));

    let file = folder.path().join("占位");
    fs::write(&file, "").unwrap();
    let error = save(&file, "表.csv", b"x").unwrap_err();
    assert!(matches!(error, SaveError::NotAFolder(_)), "{error:?}");
    let error = save(&file.join("表.csv"), "表.csv", b"x").unwrap_err();
    assert!(matches!(error, SaveError::NoFolder(_)), "{error:?}");
    assert_eq!(names(folder.path()), ["占位"]);
}

#[test]
fn every_kind_of_failure_has_its_own_words() {
    let folder = Path::new("出");
    for (kind, words) in [
        (ErrorKind::PermissionDenied, "没有权限写入 出"),
        (ErrorKind::ReadOnlyFilesystem, "磁盘是只读的"),
        (ErrorKind::StorageFull, "磁盘已满"),
        (ErrorKind::QuotaExceeded, "磁盘已满"),
        (ErrorKind::TimedOut, "无法写入 出："),
    ] {
        let message = explain(folder, kind.into()).to_string();
        assert!(message.contains(words), "{message}");
    }
}

#[cfg(unix)]
#[test]
fn others_may_read_what_the_users_mask_lets_them() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempdir().unwrap();
    let plain = folder.path().join("plain");
    File::create(&plain).unwrap();
    let saved = save(folder.path(), "表.csv", b"x").unwrap();
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode();
    assert_eq!(mode(&saved), mode(&plain));
}
