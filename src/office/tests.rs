//! Against programs of a few lines that stand for the real one, and against the real one where it is installed.

use super::*;

#[test]
fn a_path_becomes_a_url() {
    let url = |path: &str| url_of(Path::new(path));
    assert_eq!(url("/tmp/a b"), "file:///tmp/a%20b");
    assert_eq!(url("/桌"), "file:///%E6%A1%8C");
    assert_eq!(url(r"C:\Temp\x"), "file:///C:/Temp/x");
}

#[test]
fn the_strangers_name_is_never_a_path() {
    assert_eq!(file_name("../../etc/passwd"), "in.doc");
    assert_eq!(file_name("附件2.WPS"), "in.wps");
    assert_eq!(file_name("x.sh"), "in.doc");
    assert_eq!(file_name("x./y"), "in.doc");
}

#[cfg(unix)]
mod with_a_program {
    //! A program that stands in for the office program, on systems where one can be written in a line.

    use std::os::unix::fs::PermissionsExt;

    use super::*;

    /// A program of a few lines; `$target` is the folder of its result.
    fn program(folder: &Path, lines: &str) -> PathBuf {
        let path = folder.join("soffice");
        let find = "while [ \"$1\" != --outdir ]; do shift; done; target=$2; source=$3";
        fs::write(&path, format!("#!/bin/sh\n{find}\n{lines}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        path
    }

    fn converted(lines: &str) -> (Result<Vec<u8>, String>, usize) {
        let folder = tempfile::tempdir().unwrap();
        let scratch = folder.path().join("scratch");
        fs::create_dir(&scratch).unwrap();
        let patience = Duration::from_millis(if lines.contains("sleep") { 300 } else { 20_000 });
        let office = Soffice::at(&program(folder.path(), lines), &scratch, patience);
        let result = office.to_docx("附件2.doc", b"paper");
        drop(office);
        (result, fs::read_dir(&scratch).unwrap().count())
    }

    #[test]
    fn what_the_program_makes_is_taken_and_nothing_is_left_behind() {
        let (result, left) = converted("cp \"$source\" \"$target/in.docx\"");
        assert_eq!(result, Ok(b"paper".to_vec()));
        assert_eq!(left, 0);
    }

    #[test]
    fn what_goes_wrong_is_said() {
        for (lines, reason) in [
            ("exit 0", "LibreOffice 打不开这个文件"),
            ("exit 7", "LibreOffice 打不开这个文件"),
            (
                "ln -s /etc/passwd \"$target/in.docx\"",
                "LibreOffice 打不开这个文件",
            ),
            // Its child holds on when it is ended itself.
            ("sleep 600 & sleep 600", "已经停止"),
            (
                "head -c 70000000 /dev/zero > \"$target/in.docx\"",
                "大得不正常",
            ),
            (
                "head -c 200000000 /dev/zero > \"$target/in.docx\" || exit 1",
                "打不开",
            ),
        ] {
            let (result, left) = converted(lines);
            let message = result.unwrap_err();
            assert!(message.contains(reason), "{lines}: {message}");
            assert_eq!(left, 0, "{lines}");
        }
    }

    #[test]
    fn the_program_finds_no_home_of_the_user_and_its_macros_off() {
        let lines = "case $HOME in */scratch/.convert-*) ;; *) exit 1;; esac\n\
                     cat \"$HOME/profile/user/registrymodifications.xcu\" > \"$target/in.docx\"";
        let (result, _) = converted(lines);
        let settings = String::from_utf8(result.unwrap()).unwrap();
        for name in [
            "DisableMacrosExecution",
            "BlockUntrustedRefererLinks",
            "ooInetProxyType",
        ] {
            assert!(settings.contains(name), "{name}");
        }
    }

    #[test]
    fn a_folder_that_is_not_absolute_is_not_looked_in() {
        let folder = tempfile::tempdir().unwrap();
        program(folder.path(), "exit 0");
        let found = installed(Some(folder.path().as_os_str()));
        assert_eq!(found, Some(folder.path().join("soffice")));
        let found = installed(Some("src".as_ref()));
        assert!(found.is_none_or(|program| program.is_absolute()));
    }
}

/// A document with a text and a picture that it only links to.
fn linking(text: &str, link: &str) -> Vec<u8> {
    use std::io::Write;
    let spaces: String = [("office", "office"), ("text", "text"), ("draw", "drawing")]
        .map(|(prefix, name)| {
            format!(" xmlns:{prefix}=\"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0\"")
        })
        .concat();
    let content = format!(
        r#"<office:document-content{spaces} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"><office:body><office:text><text:p>{text}<draw:frame><draw:image xlink:href="{link}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p></office:text></office:body></office:document-content>"#
    );
    let kind = "application/vnd.oasis.opendocument.text";
    let manifest = format!(
        r#"<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"#
    );
    let mut writer = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, part) in [
        ("mimetype", kind),
        ("META-INF/manifest.xml", &manifest),
        ("content.xml", &content),
    ] {
        writer.start_file(name, stored).unwrap();
        writer.write_all(part.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Where LibreOffice is installed: text comes through, and a picture that the document only links to is not fetched,
/// which the program does when nobody forbids it.
#[test]
fn the_real_program_reads_the_text_and_follows_no_link() {
    let scratch = tempfile::tempdir().unwrap();
    let path = std::env::var_os("PATH");
    let Some(program) = installed(path.as_deref()) else {
        println!("LibreOffice is not installed here");
        return;
    };
    let office = Soffice::new(&program, scratch.path());
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let link = format!("http://{}/x.png", listener.local_addr().unwrap());
    let paper = linking("填报单位：平江医院", &link);
    let docx = office.to_docx("附件2.odt", &paper).unwrap();
    let source = crate::intake::FileSource {
        name: "附件2.docx",
        folder: "",
        bytes: &docx,
    };
    let page = crate::intake::read_blank(source, None).unwrap();
    assert_eq!(page.lines[0].text, "填报单位：平江医院");
    let visit = listener.accept().map(|_| ());
    assert_eq!(visit.unwrap_err().kind(), io::ErrorKind::WouldBlock);
}
