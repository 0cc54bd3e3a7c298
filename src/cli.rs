//! The command line: arguments in, ops called, text or JSON out.
//!
//! One file a subcommand, each with its own options. [`run`] parses, has the subcommand work, and writes what it
//! hands back; nothing below it touches a stream, the environment or the clock. No rule of a campaign lives here.

mod answer;
mod args;
mod audit;
mod backup;
mod campaign;
mod chase;
mod close;
mod completions;
mod demo;
mod desks;
mod dress;
mod environment;
mod explain;
mod export;
mod extend;
mod failure;
mod given;
mod hazard;
mod help;
mod import;
mod liaison;
mod lookup;
mod man;
mod new;
mod nominate;
mod open;
mod overview;
mod packet;
mod page;
mod receive;
mod record;
mod responsibility;
mod review;
mod rollup;
mod score;
mod session;
mod shape;
mod start;
mod status;
mod submit;
mod target;
mod total;
mod trace;
mod unit;
mod usage;
mod void;
mod withdraw;

use std::borrow::Cow;
use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::FromArgMatches;
use clap::error::ErrorKind;

use answer::{Answer, Body, Exit};
use args::{Command, Globals, Invocation};
pub use environment::Environment;
use failure::Failure;
use session::Session;

use crate::text::sanitize::for_display;

/// Runs one command. The arguments begin with the program's own name, as the system gives them.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    environment: &mut Environment,
) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let exit = match parse(&arguments) {
        Ok(invocation) => {
            let globals = &invocation.globals;
            match dispatch(&invocation, environment) {
                Ok(answer) => write_answer(&answer, globals, environment),
                Err(failure) => write_failure(&failure, globals, environment),
            }
        }
        Err(error) => write_usage(&error, &arguments, environment),
    };
    exit.into()
}

fn parse(arguments: &[OsString]) -> Result<Invocation, clap::Error> {
    let mut matches = args::table().try_get_matches_from(arguments)?;
    Invocation::from_arg_matches_mut(&mut matches)
}

fn dispatch(invocation: &Invocation, environment: &mut Environment) -> Result<Answer, Failure> {
    let mut session = Session::new(&invocation.globals, environment)?;
    let session = &mut session;
    session.play_with_desk();
    match &invocation.command {
        None if session.is_terminal() => start::run(session),
        None => overview::with_matrix(&mut session.desk()?, session),
        Some(Command::Demo(arguments)) => demo::run(arguments, session),
        Some(Command::New(arguments)) => new::run(arguments, session),
        Some(Command::Desks(arguments)) => desks::run(arguments, session),
        Some(Command::Unit(command)) => unit::run(command, session),
        Some(Command::Liaison(command)) => liaison::run(command, session),
        Some(Command::Submit(arguments)) => submit::run(arguments, session),
        Some(Command::Import(arguments)) => import::run(arguments, session),
        Some(Command::Withdraw(arguments)) => withdraw::run(arguments, session),
        Some(Command::Receive(arguments)) => receive::run(arguments, session),
        Some(Command::Void(arguments)) => void::run(arguments, session),
        Some(Command::Explain(arguments)) => explain::run(arguments, session),
        Some(Command::Close(arguments)) => close::run(arguments, session),
        Some(Command::Extend(arguments)) => extend::run(arguments, session),
        Some(Command::Hazard(command)) => hazard::run(command, session),
        Some(Command::Record(command)) => record::run(command, session),
        Some(Command::Target(command)) => target::run(command, session),
        Some(Command::Score(command)) => score::run(command, session),
        Some(Command::Responsibility(arguments)) => responsibility::run(arguments, session),
        Some(Command::Nominate(command)) => nominate::run(command, session),
        Some(Command::Overview) => overview::run(session),
        Some(Command::Status(arguments)) => status::run(arguments, session),
        Some(Command::Total(arguments)) => total::run(arguments, session),
        Some(Command::Trace(arguments)) => trace::run(arguments, session),
        Some(Command::Chase(arguments)) => chase::run(arguments, session),
        Some(Command::Export(arguments)) => export::run(arguments, session),
        Some(Command::Review(command)) => review::run(command, session),
        Some(Command::Rollup(arguments)) => rollup::run(arguments, session),
        Some(Command::Packet(command)) => packet::run(command, session),
        Some(Command::Open(arguments)) => open::run(arguments, session),
        Some(Command::Campaign(command)) => campaign::run(command, session),
        Some(Command::Backup(arguments)) => backup::run(arguments, session),
        Some(Command::Audit(arguments)) => audit::run(arguments, session),
        Some(Command::Completions(arguments)) => Ok(completions::run(arguments)),
        Some(Command::Man(arguments)) => Ok(man::run(arguments)?),
        Some(Command::Help(arguments)) => Ok(help::run(arguments)?),
    }
}

fn write_answer(answer: &Answer, globals: &Globals, environment: &mut Environment) -> Exit {
    let colours = environment.is_terminal && !environment.no_color && !globals.no_color;
    let bytes = match &answer.body {
        Body::Page { json, .. } if globals.json => Cow::Owned(format!("{json:#}\n").into_bytes()),
        Body::Page { page, .. } => Cow::Owned(page.render(colours).into_bytes()),
        Body::Text(text) => Cow::Borrowed(text.as_bytes()),
        Body::Bytes(bytes) => Cow::Borrowed(bytes.as_slice()),
    };
    let written = write_all(&mut environment.stdout, &bytes);
    for remark in &answer.remarks {
        say(environment, remark);
    }
    match written {
        Ok(()) => answer.exit,
        Err(error) => {
            say(environment, &format!("结果没有写完：{error}"));
            Exit::Cannot
        }
    }
}

fn write_failure(failure: &Failure, globals: &Globals, environment: &mut Environment) -> Exit {
    if globals.json {
        let text = format!("{:#}\n", failure.as_json());
        // What happened is told on standard error as well.
        let _ = write_all(&mut environment.stdout, text.as_bytes());
    }
    say(environment, &failure.message);
    let details = failure.details.render(false);
    let _ = write_all(&mut environment.stderr, details.as_bytes());
    for hint in &failure.hints {
        say(environment, &format!("提示：{hint}"));
    }
    failure.exit
}

/// Help and version are errors to the parser; to the user they are what was asked for.
fn write_usage(error: &clap::Error, arguments: &[OsString], environment: &mut Environment) -> Exit {
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        let text = error.render().to_string();
        return match write_all(&mut environment.stdout, text.as_bytes()) {
            Ok(()) => Exit::Done,
            Err(_) => Exit::Cannot,
        };
    }
    let misuse = usage::tell(error, &command_words(arguments));
    write_failure(&misuse.into(), &Globals::of_words(arguments), environment)
}

/// The subcommand that the arguments name, for a hint: the words before the first option, as far as they are known.
fn command_words(arguments: &[OsString]) -> Vec<String> {
    let table = args::table();
    let mut command = &table;
    let mut words = Vec::new();
    for word in arguments.iter().skip(1).filter_map(|word| word.to_str()) {
        let Some(found) = command.find_subcommand(word) else {
            continue;
        };
        words.push(word.to_owned());
        command = found;
    }
    words
}

/// Writes and flushes. Whoever read has seen enough when the pipe is closed (`| head`): that is no failure.
fn write_all(stream: &mut dyn Write, bytes: &[u8]) -> io::Result<()> {
    match stream.write_all(bytes).and_then(|()| stream.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// One line on standard error. Where even that fails there is nobody left to tell.
fn say(environment: &mut Environment, line: &str) {
    let line = format!("{}\n", for_display(line));
    let _ = write_all(&mut environment.stderr, line.as_bytes());
}
