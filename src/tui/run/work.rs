//! The thread that owns the worker. Requests are done in the order in which they were asked; one that a later one makes
//! superfluous is skipped.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

use crate::clock::Clock;
use crate::error::Fault;
use crate::tui::program::{Msg, Worker};

/// Why not all that was asked is done.
#[derive(Debug, PartialEq, Eq)]
pub enum Unfinished {
    /// The worker could not do the last of it.
    Work(Fault),
    /// The worker panicked; what still waited is lost.
    Panic,
}

/// The loop's hold on the working thread.
#[derive(Debug)]
pub struct Office<Request> {
    requests: Option<Sender<Request>>,
    cancelled: Arc<AtomicBool>,
    hurried: Arc<AtomicBool>,
    thread: Option<JoinHandle<Result<(), Fault>>>,
}

impl<Request: Send + 'static> Office<Request> {
    /// Puts the worker to work; its answers come as messages.
    pub fn open<W>(worker: W, messages: Sender<Msg<W::Reply>>, clock: Clock) -> Self
    where
        W: Worker<Request = Request> + Send + 'static,
        W::Reply: Send + 'static,
    {
        let (requests, inbox) = channel();
        let cancelled = Arc::new(AtomicBool::new(false));
        let hurried = Arc::new(AtomicBool::new(false));
        let flags = [Arc::clone(&cancelled), Arc::clone(&hurried)];
        let thread = thread::spawn(move || {
            let [cancelled, hurried] = &flags;
            work(worker, &inbox, &messages, clock, (cancelled, hurried))
        });
        Self {
            requests: Some(requests),
            cancelled,
            hurried,
            thread: Some(thread),
        }
    }
}

impl<Request> Office<Request> {
    pub fn ask(&self, request: Request) {
        if let Some(requests) = &self.requests {
            // The thread is gone only after a panic, which has ended the program with a message of its own.
            let _ = requests.send(request);
        }
    }

    /// Asks that the request at hand be given up.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Asks that every long request from now on be given up: nobody can wait for it any more.
    pub fn hurry(&self) {
        self.hurried.store(true, Ordering::Relaxed);
    }

    /// Takes no more requests and waits until those that were asked are done.
    pub fn close(&mut self) -> Result<(), Unfinished> {
        self.requests = None;
        match self.thread.take().map(JoinHandle::join) {
            Some(Ok(finished)) => finished.map_err(Unfinished::Work),
            Some(Err(_)) => Err(Unfinished::Panic),
            None => Ok(()),
        }
    }
}

fn work<W: Worker>(
    mut worker: W,
    inbox: &Receiver<W::Request>,
    messages: &Sender<Msg<W::Reply>>,
    clock: Clock,
    (cancelled, hurried): (&AtomicBool, &AtomicBool),
) -> Result<(), Fault> {
    let _alarm = Alarm(messages);
    let mut waiting: VecDeque<W::Request> = VecDeque::new();
    loop {
        if waiting.is_empty() {
            match inbox.recv() {
                Ok(request) => waiting.push_back(request),
                Err(_) => return worker.finish(clock.now()),
            }
        }
        for newer in inbox.try_iter() {
            waiting.retain(|older| !W::supersedes(&newer, older));
            waiting.push_back(newer);
        }
        let Some(request) = waiting.pop_front() else {
            continue;
        };
        cancelled.store(false, Ordering::Relaxed);
        let reply = worker.perform(request, clock.now(), &mut |progress| {
            let _ = messages.send(Msg::Progress(progress));
            ![cancelled, hurried]
                .iter()
                .any(|flag| flag.load(Ordering::Relaxed))
        });
        // Nobody listens any more once the program has ended; what is still waiting is done all the same.
        let _ = messages.send(Msg::Reply(reply));
    }
}

/// Ends the program when the worker panics: without it nothing would be saved any more, and nobody would know.
struct Alarm<'a, R>(&'a Sender<Msg<R>>);

impl<R> Drop for Alarm<'_, R> {
    fn drop(&mut self) {
        if thread::panicking() {
            let _ = self.0.send(Msg::Hangup);
        }
    }
}

#[cfg(test)]
mod tests {
    //! Work that is still waiting when the program ends.

    use super::*;
    use crate::tui::program::Progress;

    /// Remembers what it did; a request is a number, and a larger one of the same parity replaces a smaller one.
    struct Diary;

    impl Worker for Diary {
        type Request = u32;
        type Reply = u32;

        fn perform(
            &mut self,
            request: u32,
            _: crate::domain::calendar::Instant,
            report: &mut dyn FnMut(Progress) -> bool,
        ) -> u32 {
            let progress = Progress {
                label: String::new(),
                done: 0,
                total: 1,
            };
            if report(progress) { request } else { 0 }
        }

        fn supersedes(newer: &u32, older: &u32) -> bool {
            newer % 2 == older % 2
        }
    }

    #[test]
    fn what_was_asked_is_done_before_closing() {
        let (sender, messages) = channel();
        let mut office = Office::open(Diary, sender, Clock::Machine);
        for request in 1..=20 {
            office.ask(request);
        }
        assert_eq!(office.close(), Ok(()));
        let replies: Vec<u32> = messages
            .iter()
            .filter_map(|msg| match msg {
                Msg::Reply(reply) => Some(reply),
                _ => None,
            })
            .collect();
        // Some may have been superseded, none done out of order, and the last of each kind is done.
        assert!(replies.is_sorted());
        assert!(replies.ends_with(&[19, 20]));
    }
}
