//! `anyue help`: a command's page, or a topic that belongs to no single command.

use clap::{Args, Command};

use super::answer::Answer;
use super::args;
use crate::text::search::closest;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(
        value_name = "命令或专题",
        help = "命令名（如 submit、unit add）或专题名（如 json）"
    )]
    words: Vec<String>,
}

/// Topics: name, what it is about, its text.
const TOPICS: [(&str, &str, &str); 4] = [
    (
        "campaign-file",
        "活动文件的写法",
        include_str!("../../docs/campaign-file.md"),
    ),
    (
        "exit-codes",
        "退出码的含义",
        include_str!("help/exit-codes.txt"),
    ),
    ("json", "--json 输出的形状", include_str!("help/json.txt")),
    ("time", "时间怎么写、怎么算", include_str!("help/time.txt")),
];

/// No command and no topic is called so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("没有名为“{given}”的命令或专题")]
pub(super) struct NoSuchPage {
    pub given: String,
    pub nearest: Option<String>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Answer, NoSuchPage> {
    match arguments.words.as_slice() {
        [word] if word == "topics" => Ok(Answer::text(list_of_topics())),
        [word] if topic(word).is_some() => Ok(Answer::text(topic(word).unwrap_or_default())),
        words => command(words).map(|mut command| Answer::text(command.render_help().to_string())),
    }
}

/// The command that the words name; no words name the program itself.
pub(super) fn command(words: &[String]) -> Result<Command, NoSuchPage> {
    let mut command = args::table();
    for word in words {
        let Some(found) = command.find_subcommand(word) else {
            return Err(NoSuchPage {
                given: words.join(" "),
                nearest: nearest(&command, word),
            });
        };
        command = found.clone();
    }
    Ok(command)
}

fn nearest(command: &Command, word: &str) -> Option<String> {
    let names = command.get_subcommands().map(Command::get_name);
    let topics = TOPICS.iter().map(|(name, ..)| *name);
    closest(word, names.chain(topics)).map(str::to_owned)
}

fn topic(word: &str) -> Option<&'static str> {
    let mut topics = TOPICS.iter();
    topics
        .find(|(name, ..)| *name == word)
        .map(|(_, _, text)| *text)
}

fn list_of_topics() -> String {
    let lines = TOPICS
        .iter()
        .map(|(name, about, _)| format!("  {name:<15}{about}\n"));
    format!("专题（anyue help 专题名）：\n{}", lines.collect::<String>())
}
