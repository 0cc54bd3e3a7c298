//! Says in Chinese what is wrong with the words of a command, from what clap found out about them. What is wrong with
//! what the words mean (no such unit, no such period) is told where they are looked up.

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

/// What is wrong, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Misuse {
    pub message: String,
    pub hints: Vec<String>,
}

/// Tells an error of the parser. `command` is the subcommand that was being given, as far as it was.
pub(super) fn tell(error: &Error, command: &[String]) -> Misuse {
    let mut hints: Vec<String> = suggestion(error).into_iter().collect();
    hints.push(match command {
        [] => "anyue help 列出全部命令".to_owned(),
        words => format!("anyue help {}", words.join(" ")),
    });
    Misuse {
        message: message(error),
        hints,
    }
}

fn message(error: &Error) -> String {
    let argument = || text(error, ContextKind::InvalidArg).unwrap_or_default();
    let value = || text(error, ContextKind::InvalidValue).unwrap_or_default();
    match error.kind() {
        ErrorKind::UnknownArgument => format!("没有 {} 这个选项或参数", argument()),
        ErrorKind::InvalidSubcommand => {
            let word = text(error, ContextKind::InvalidSubcommand).unwrap_or_default();
            format!("没有 {word} 这个命令")
        }
        ErrorKind::InvalidValue if value().is_empty() => format!("{} 后面要有值", argument()),
        ErrorKind::InvalidValue => match texts(error, ContextKind::ValidValue).as_slice() {
            [] => format!("{} 不能是“{}”", argument(), value()),
            known => format!(
                "{} 不能是“{}”，可以是：{}",
                argument(),
                value(),
                known.join("、")
            ),
        },
        ErrorKind::ValueValidation => {
            format!("{} 不能是“{}”{}", argument(), value(), because(error))
        }
        ErrorKind::MissingRequiredArgument => {
            format!("还缺：{}", texts(error, ContextKind::InvalidArg).join("、"))
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            match texts(error, ContextKind::ValidSubcommand).as_slice() {
                [] => "还缺一个命令".to_owned(),
                known => format!("还缺一个命令，可以是：{}", known.join("、")),
            }
        }
        ErrorKind::ArgumentConflict => {
            let other = texts(error, ContextKind::PriorArg).join("、");
            if other.is_empty() || other == argument() {
                format!("{} 只能给一次", argument())
            } else {
                format!("{} 不能和 {other} 一起用", argument())
            }
        }
        ErrorKind::NoEquals => format!("{} 和它的值之间要有等号", argument()),
        ErrorKind::TooManyValues => format!("{} 多了一个值：{}", argument(), value()),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("{} 的值个数不对", argument())
        }
        ErrorKind::InvalidUtf8 => "命令里有不是 UTF-8 的字符".to_owned(),
        _ => "看不懂这条命令".to_owned(),
    }
}

/// Why a value was refused, where the reader of that value says so in Chinese; numbers are all that the standard
/// library reads.
fn because(error: &Error) -> String {
    match std::error::Error::source(error).map(ToString::to_string) {
        Some(why) if !why.is_ascii() => format!("：{why}"),
        _ => "，应填整数".to_owned(),
    }
}

/// The nearest word that would have been understood.
fn suggestion(error: &Error) -> Option<String> {
    let nearest = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
        ContextKind::SuggestedCommand,
    ]
    .into_iter()
    .find_map(|kind| texts(error, kind).into_iter().next())?;
    Some(format!("是不是 {nearest}？"))
}

fn text(error: &Error, kind: ContextKind) -> Option<String> {
    texts(error, kind).into_iter().next()
}

fn texts(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        Some(ContextValue::StyledStrs(texts)) => texts.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}
