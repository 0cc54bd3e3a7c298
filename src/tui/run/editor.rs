//! A text in the user's own editor, through a file of its own that only the user can read.

use std::io::Write;
use std::process::Command;

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
    let command = command();
    let mut words = command.split_whitespace();
    let program = words.next().unwrap_or(FALLBACK);
    let status = Command::new(program).args(words).arg(file.path()).status();
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

fn command() -> String {
    ["VISUAL", "EDITOR"]
        .iter()
        .find_map(|name| {
            std::env::var(name)
                .ok()
                .filter(|value| !value.trim().is_empty())
        })
        .unwrap_or_else(|| FALLBACK.to_owned())
}
