//! The user's own editor: a text goes there and back through a file of its own that only the user can read. The one place
//! that runs it; whose text it is, and what becomes of it, is the caller's.

use std::io::Write;
use std::path::Path;
use std::process::Command;

use crate::error::Fault;
use crate::text::dropped::words;

/// Which program it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editor {
    program: String,
    arguments: Vec<String>,
}

/// What is on every machine of the kind.
const FALLBACK: &str = if cfg!(windows) { "notepad" } else { "vi" };

impl Editor {
    /// The one that `$VISUAL` names, else `$EDITOR`, else the system's plain editor.
    pub fn of_machine() -> Self {
        let named = ["VISUAL", "EDITOR"].iter().find_map(|name| {
            let command = std::env::var(name).ok()?;
            Self::parted(&command, |path| Path::new(path).is_file())
        });
        named.unwrap_or_else(|| Self {
            program: FALLBACK.to_owned(),
            arguments: Vec::new(),
        })
    }

    /// A command as a shell parts it; a path with blanks in it that `is_there` is one word without quotes too. `None`
    /// where there is nothing in it.
    fn parted(command: &str, is_there: impl Fn(&str) -> bool) -> Option<Self> {
        let command = command.trim();
        let mut words = match is_there(command) {
            true => vec![command.to_owned()],
            false => words(command),
        }
        .into_iter();
        Some(Self {
            program: words.next()?,
            arguments: words.collect(),
        })
    }

    /// Opens a text and returns it as it was left, once the editor has ended. Fails where it did not end well; what is
    /// safe then is the caller's to say.
    pub fn edit(&self, text: &str) -> Result<String, Fault> {
        let no_file = |error| Fault::environment(format!("不能为编辑器写临时文件（{error}）"));
        let mut file = tempfile::Builder::new()
            .prefix("anyue-")
            .suffix(".txt")
            .tempfile()
            .map_err(no_file)?;
        file.write_all(text.as_bytes())
            .and_then(|()| file.flush())
            .map_err(no_file)?;
        let mut command = Command::new(&self.program);
        let status = command.args(&self.arguments).arg(file.path()).status();
        let name = &self.program;
        match status {
            Ok(status) if status.success() => {}
            Ok(_) => return Err(Fault::environment(format!("编辑器 {name} 没有正常结束"))),
            Err(_) => {
                let fault = Fault::environment(format!("打不开编辑器 {name}"));
                return Err(fault.hint("可用环境变量 EDITOR 指定另一个编辑器"));
            }
        }
        let bytes = std::fs::read(file.path())
            .map_err(|error| Fault::environment(format!("读不回编辑器保存的文字（{error}）")))?;
        String::from_utf8(bytes).map_err(|_| {
            Fault::environment("编辑器没有按 UTF-8 保存".to_owned())
                .hint("请在编辑器里选 UTF-8 编码后再试")
        })
    }
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
            let found = Editor::parted(command, |path| path == "/opt/your editor/e");
            let editor = Editor {
                program: program.to_owned(),
                arguments: arguments.iter().map(|a| (*a).to_owned()).collect(),
            };
            assert_eq!(found, Some(editor), "{command}");
        }
        assert_eq!(Editor::parted("  ", |_| false), None);
    }

    #[test]
    fn an_editor_that_is_not_there_is_told() {
        let editor = Editor::parted("/no/such/editor", |_| false).expect("a command");
        let fault = editor.edit("文字").expect_err("nothing opens");
        assert!(fault.message.contains("/no/such/editor"), "{fault}");
        assert!(fault.hint.contains("EDITOR"), "{fault}");
    }
}
