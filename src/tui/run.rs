//! The one place where effects run: it reads keys, has the worker work, draws frames, and restores the terminal
//! whatever happens. It knows no screen and no rule.
//!
//! Threads: this one owns the program and the terminal; one reads events; one owns the worker, and with it the desk.
//! They speak through channels, so nothing blocks the screen.

mod events;
mod signals;
mod terminal;
mod work;

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use crate::clock::Clock;
use crate::domain::calendar::Instant;
use crate::editor::Editor;
use crate::error::Fault;

use super::program::{Effect, Msg, Program, Worker};
use events::Events;
pub use terminal::Guard;
use work::{Office, Unfinished};

/// How often time is told to a program that shows something moving.
const ANIMATION: Duration = Duration::from_millis(120);
/// How often time is told to one that does not: a deadline's "还有 5 分钟" must not grow stale.
const IDLE: Duration = Duration::from_secs(20);

/// Why a program did not run to a good end.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    #[error("the terminal does not answer: {0}")]
    Terminal(#[from] io::Error),
    /// A panic, or what the worker could not finish; says what was saved and what was not.
    #[error("{0}")]
    Unfinished(Fault),
}

impl From<RunError> for Fault {
    fn from(error: RunError) -> Self {
        match error {
            // What was not saved would be an error of its own, and would come first.
            RunError::Terminal(error) => Self::environment(format!("终端没有响应：{error}"))
                .safe("填过的内容都已保存")
                .hint("请换一个终端窗口再打开"),
            RunError::Unfinished(fault) => fault,
        }
    }
}

/// Runs a program in the terminal until it quits. What was asked of the worker before that is done when this returns.
pub fn run<P, W>(
    program: &mut P,
    worker: W,
    first: Vec<Effect<P::Request>>,
    clock: &Clock,
) -> Result<(), RunError>
where
    P: Program,
    P::Request: Send + 'static,
    P::Reply: Send + 'static,
    W: Worker<Request = P::Request, Reply = P::Reply> + Send + 'static,
{
    let mut guard = Guard::new()?;
    let (sender, messages) = channel();
    let events = Events::start(sender.clone());
    signals::forward(sender.clone())?;
    let office = Office::open(worker, sender, *clock);
    let mut desk = Loop {
        program,
        guard: &mut guard,
        office,
        events,
        clock,
        started: std::time::Instant::now(),
    };
    let ended = catch_unwind(AssertUnwindSafe(|| desk.run(first, &messages)));
    if !matches!(ended, Ok(Ok(End::Quit))) {
        desk.events.abandon();
        desk.office.hurry();
    }
    // Closing waits for what is still queued: the last keystroke's draft is on disk before the program ends.
    let finished = desk.office.close();
    match (ended, finished) {
        (_, Err(Unfinished::Work(fault))) => Err(RunError::Unfinished(fault)),
        (Ok(_), Err(Unfinished::Panic)) => Err(panicked(match desk.program.is_saved() {
            true => "填过的内容都已保存",
            false => "最后输入的内容没有来得及保存，在这之前的都在",
        })),
        (Err(_), Err(Unfinished::Panic)) => {
            Err(panicked("最后输入的内容可能没有保存，在这之前的都在"))
        }
        (Err(_), Ok(())) => Err(panicked("填过的内容都已保存，最后一次按键可能没有记下")),
        (Ok(ended), Ok(())) => ended.map(drop).map_err(RunError::from),
    }
}

/// What a panic was is on the terminal already.
fn panicked(safe: &str) -> RunError {
    let fault = Fault::environment("安月没有正常结束");
    RunError::Unfinished(fault.safe(safe).hint("请重新打开"))
}

/// How the loop ended.
enum End {
    /// The program asked for it.
    Quit,
    /// The terminal is gone, or the system asked for it.
    Hangup,
}

/// Whether to go on.
#[derive(PartialEq)]
enum Course {
    GoOn,
    Stop,
}

struct Loop<'a, P: Program> {
    program: &'a mut P,
    guard: &'a mut Guard,
    office: Office<P::Request>,
    events: Events,
    clock: &'a Clock,
    started: std::time::Instant,
}

impl<P: Program> Loop<'_, P> {
    fn run(
        &mut self,
        first: Vec<Effect<P::Request>>,
        messages: &Receiver<Msg<P::Reply>>,
    ) -> io::Result<End> {
        if self.carry_out(first)? == Course::Stop {
            return Ok(End::Quit);
        }
        self.draw()?;
        loop {
            let patience = if self.program.is_animated() {
                ANIMATION
            } else {
                IDLE
            };
            let mut next = match messages.recv_timeout(patience) {
                Ok(msg) => Some(msg),
                Err(RecvTimeoutError::Timeout) => Some(Msg::Tick),
                Err(RecvTimeoutError::Disconnected) => return Ok(End::Hangup),
            };
            // One frame for all that has come by now: a paste without brackets is thousands of keys.
            while let Some(msg) = next {
                let hangup = matches!(msg, Msg::Hangup);
                let effects = self.program.update(msg, self.now(), self.started.elapsed());
                if self.carry_out(effects)? == Course::Stop {
                    return Ok(End::Quit);
                }
                if hangup {
                    return Ok(End::Hangup);
                }
                next = messages.try_recv().ok();
            }
            self.draw()?;
        }
    }

    fn now(&self) -> Instant {
        self.clock.now()
    }

    fn draw(&mut self) -> io::Result<()> {
        if !self.guard.holds() {
            return Ok(());
        }
        let now = self.now();
        let program = &*self.program;
        self.guard.terminal.draw(|frame| program.view(frame, now))?;
        Ok(())
    }

    fn carry_out(&mut self, effects: Vec<Effect<P::Request>>) -> io::Result<Course> {
        let mut queue = std::collections::VecDeque::from(effects);
        while let Some(effect) = queue.pop_front() {
            match effect {
                Effect::Ask(request) => self.office.ask(request),
                Effect::Cancel => self.office.cancel(),
                Effect::Quit => return Ok(Course::Stop),
                Effect::Edit(text) => {
                    let edited = self.edit(&text)?;
                    queue.extend(self.program.update(
                        Msg::Edited(edited),
                        self.now(),
                        self.started.elapsed(),
                    ));
                }
            }
        }
        Ok(Course::GoOn)
    }

    /// Lends the terminal to the user's editor. The event thread stands aside, or it would eat the editor's keys.
    fn edit(&mut self, text: &str) -> io::Result<Result<String, Fault>> {
        self.events.pause();
        self.guard.suspend()?;
        let edited = Editor::of_machine().edit(text);
        self.guard.resume()?;
        self.events.resume();
        Ok(edited)
    }
}
