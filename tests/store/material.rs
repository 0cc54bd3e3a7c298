//! Files taken into a desk.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use anyue::domain::material::MaterialKind;
use anyue::error::Fault;
use anyue::ops::Desk;
use anyue::ops::material::{Attached, LARGEST, attach, path_of};

use super::{NOW, new_desk};

fn take(desk: &mut Desk, source: &Path) -> Result<Attached, Fault> {
    attach(
        desk,
        source,
        LARGEST,
        &mut |_, _| ControlFlow::Continue(()),
        NOW,
    )
}

/// Everything that lies below the desk's folder of material.
fn on_shelf(desk: &Desk) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![desk.folder.join("material")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.expect("reads").path();
            if path.is_dir() {
                folders.push(path)
            } else {
                found.push(path)
            }
        }
    }
    found
}

#[test]
fn the_same_content_is_stored_once_under_its_hash() {
    let root = tempfile::tempdir().expect("a folder");
    let mut desk = new_desk(&root.path().join("a"));
    let (first, second) = (root.path().join("现场 1.JPG"), root.path().join("副本.mp4"));
    fs::write(&first, "abc").expect("writes");
    fs::write(&second, "abc").expect("writes");
    let one = take(&mut desk, &first).expect("takes in");
    assert!(!one.was_known);
    // The standard's own example, FIPS 180-2 B.1.
    let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(one.material.hash, hash);
    assert_eq!(
        (one.material.name.as_str(), one.material.size),
        ("现场 1.JPG", 3)
    );
    assert_eq!(one.material.kind, MaterialKind::Picture);
    let two = take(&mut desk, &second).expect("takes in");
    assert!(two.was_known);
    assert_eq!(two.material.hash, hash);
    assert_eq!(two.material.kind, MaterialKind::Video);
    let path = path_of(&desk, &two.material).expect("is there");
    assert_eq!(path, desk.folder.join("material").join("ba").join(hash));
    assert_eq!(fs::read_to_string(&path).expect("reads"), "abc");
    assert_eq!(on_shelf(&desk), std::slice::from_ref(&path));
    fs::remove_file(&path).expect("removes");
    assert!(
        path_of(&desk, &two.material).is_err(),
        "a lost file is told"
    );
}

#[test]
fn large_files_pass_through_and_progress_ends_at_the_whole() {
    let root = tempfile::tempdir().expect("a folder");
    let mut desk = new_desk(&root.path().join("a"));
    let source = root.path().join("大.mp4");
    let size: u64 = 1_000_003;
    fs::write(&source, vec![7; usize::try_from(size).expect("fits")]).expect("writes");
    let mut heard = Vec::new();
    let mut hear = |done, all| {
        heard.push((done, all));
        ControlFlow::Continue(())
    };
    attach(&mut desk, &source, LARGEST, &mut hear, NOW).expect("takes in");
    assert!(heard.len() > 3 && heard.is_sorted(), "{heard:?}");
    assert_eq!(heard.last(), Some(&(size, size)));
}

#[test]
fn what_cannot_be_taken_is_told_and_leaves_nothing() {
    let root = tempfile::tempdir().expect("a folder");
    let mut desk = new_desk(&root.path().join("a"));
    let source = root.path().join("甲.txt");
    fs::write(&source, vec![0; 2_000_000]).expect("writes");
    let mut refusals = vec![
        (take(&mut desk, &root.path().join("无.txt")), "没有这个文件"),
        (take(&mut desk, &source.join("下面")), "没有这个文件"),
        (take(&mut desk, root.path()), "这是一个文件夹"),
    ];
    let mut go = |_, _| ControlFlow::Continue(());
    refusals.push((
        attach(&mut desk, &source, 1024, &mut go, NOW),
        "超过上限 1.0 KB",
    ));
    let mut stop = |done, _| {
        if done > 0 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    refusals.push((
        attach(&mut desk, &source, LARGEST, &mut stop, NOW),
        "已取消",
    ));
    // Cut short while it is being read: what is on the shelf would be neither the old file nor the new one.
    let mut cut = |done, _| {
        if done == 0 {
            let file = fs::File::options()
                .write(true)
                .open(&source)
                .expect("opens");
            file.set_len(5).expect("cuts");
        }
        ControlFlow::Continue(())
    };
    refusals.push((
        attach(&mut desk, &source, LARGEST, &mut cut, NOW),
        "复制过程中",
    ));
    #[cfg(unix)]
    refusals.push((take(&mut desk, Path::new("/dev/null")), "不是普通文件"));
    for (refused, words) in refusals {
        let fault = refused.expect_err(words);
        assert!(fault.message.contains(words), "{fault}");
    }
    assert_eq!(on_shelf(&desk), [] as [PathBuf; 0]);
}

#[test]
fn what_a_killed_program_left_half_copied_is_tidied_away_when_nobody_writes_it_any_more() {
    let root = tempfile::tempdir().expect("a folder");
    let mut desk = new_desk(&root.path().join("a"));
    let source = root.path().join("现场.jpg");
    fs::write(&source, "abc").expect("writes");
    take(&mut desk, &source).expect("takes in");
    let folder = desk.folder.join("material");
    let (left, live) = (folder.join(".incoming-a"), folder.join(".incoming-b"));
    for path in [&left, &live] {
        fs::write(path, "half").expect("writes");
    }
    let file = fs::File::options().write(true).open(&left).expect("opens");
    let live_since = fs::metadata(&live).and_then(|live| live.modified());
    let long_ago = live_since.expect("a time") - std::time::Duration::from_secs(2 * 60 * 60);
    file.set_modified(long_ago).expect("is set back");
    desk.shelf.tidy().expect("tidies");
    assert!(!left.exists() && live.exists());
    assert_eq!(on_shelf(&desk).len(), 2, "and the file that was taken in");
}
