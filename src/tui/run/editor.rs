//! A text in the user's own editor, through a file of its own that only the user can read.

use std::io::Write;
use std::path::Path;
use std::process::Command;

use crate::text::dropped::words;

/// Opens the text in `$VISUAL`, `$EDITOR`, or the system's plain editor, and returns it as it was left.
pub fn edit(text: &str) -> Result<String, String> {
    let mut file = tempfile::Builder::new()
        .prefix("anyue-")
        .suffix(".txt")
        .tempfile()
        .map_err(|error| format!("无法建立临时文件（{error}），请直接在这里输入"))?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.flush())
        .map_err(|error| format!("无法写入临时文件（{error}），请直接在这里输入"))?;
    let (program, arguments) = command();
    let status = Command::new(&program)
        .args(arguments)
        .arg(file.path())
        .status();
    match status {
        Ok(status) if status.success() => {}
        Ok(_) => return Err(format!("编辑器 {program} 没有正常结束，原来的文字没有改动")),
        Err(_) => {
            return Err(format!(
                "打不开编辑器 {program}，原来的文字没有改动；可设置环境变量 EDITOR，或直接在这里输入"
            ));
        }
    }
    let bytes = std::fs::read(file.path())
        .map_err(|error| format!("读不回编辑器保存的文字（{error}），原来的文字没有改动"))?;
    String::from_utf8(bytes).map_err(|_| "编辑器没有按 UTF-8 保存，原来的文字没有改动".to_owned())
}

/// What is on every machine of the kind.
const FALLBACK: &str = if cfg!(windows) { "notepad" } else { "vi" };

/// The program and its arguments.
fn command() -> (String, Vec<String>) {
    let chosen = ["VISUAL", "EDITOR"].iter().find_map(|name| {
        let command = std::env::var(name).ok()?;
        parted(&command, |path| Path::new(path).is_file())
    });
    chosen.unwrap_or_else(|| (FALLBACK.to_owned(), Vec::new()))
}

/// A command as a shell parts it; a path with blanks in it that `is_there` is one word without quotes too. `None` where
/// there is nothing in it.
fn parted(command: &str, is_there: impl Fn(&str) -> bool) -> Option<(String, Vec<String>)> {
    let command = command.trim();
    if is_there(command) {
        return Some((command.to_owned(), Vec::new()));
    }
    let mut words = words(command).into_iter();
    Some((words.next()?, words.collect()))
}

#[cfg(test)]
mod tests {
    //! What people write in `EDITOR`.

    use super::*;

    #[test]
    fn a_command_keeps_its_quotes_and_its_arguments() {
        for (command, program, arguments) in [
            ("vim", "vim", &[][..]),
            (" code --wait ", "code", &["--wait"]),
            ("'/opt/my editor/bin/e' -n", "/opt/my editor/bin/e", &["-n"]),
            ("\"/opt/my editor/e\"", "/opt/my editor/e", &[]),
            ("/opt/your editor/e", "/opt/your editor/e", &[]),
        ] {
            let found = parted(command, |path| path == "/opt/your editor/e");
            let (found, given) = found.expect("there is a command");
            assert_eq!(
                (found.as_str(), &given[..]),
                (
                    program,
                    &arguments
                        .iter()
                        .map(|a| (*a).to_owned())
                        .collect::<Vec<_>>()[..]
                )
            );
        }
        assert_eq!(parted("  ", |_| false), None);
    }
}
