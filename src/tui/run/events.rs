//! The thread that reads the terminal's events and hands them on as messages.

use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crossterm::event::{self, Event, KeyEventKind, MouseEventKind};

use crate::tui::program::Msg;

/// How soon the thread notices that it shall stand aside. Not shorter: every wait that ends costs a little, and a program
/// that lies open all day must cost nothing.
const ATTENTION: Duration = Duration::from_millis(100);

/// The loop's hold on the reading thread.
#[derive(Debug)]
pub struct Events {
    /// `None` once the thread has been told to end.
    orders: Option<Sender<Order>>,
    aside: Receiver<()>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug)]
enum Order {
    Pause,
    Resume,
}

impl Events {
    /// Starts reading. The thread ends when nobody listens any more.
    pub fn start<R: Send + 'static>(messages: Sender<Msg<R>>) -> Self {
        let (orders, inbox) = channel();
        let (outbox, aside) = channel();
        let thread = thread::spawn(move || read(&messages, &inbox, &outbox));
        Self {
            orders: Some(orders),
            aside,
            thread: Some(thread),
        }
    }

    /// Returns once the thread no longer reads.
    pub fn pause(&self) {
        if self.order(Order::Pause) {
            let _ = self.aside.recv();
        }
    }

    pub fn resume(&self) {
        self.order(Order::Resume);
    }

    /// Leaves the thread to itself: where the terminal is gone it may never come back from reading, and waiting for it
    /// would keep the program from ending.
    pub fn abandon(&mut self) {
        self.thread = None;
    }

    /// Whether there was a thread to hear it.
    fn order(&self, order: Order) -> bool {
        self.orders
            .as_ref()
            .is_some_and(|orders| orders.send(order).is_ok())
    }
}

impl Drop for Events {
    fn drop(&mut self) {
        self.orders = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn read<R>(messages: &Sender<Msg<R>>, orders: &Receiver<Order>, aside: &Sender<()>) {
    loop {
        match orders.try_recv() {
            Ok(Order::Pause) => {
                if aside.send(()).is_err() || orders.recv().is_err() {
                    return;
                }
            }
            Ok(Order::Resume) | Err(TryRecvError::Empty) => {}
            // The loop is over: whoever runs next must get the next key.
            Err(TryRecvError::Disconnected) => return,
        }
        let msg = match event::poll(ATTENTION).and_then(|ready| ready.then(event::read).transpose())
        {
            Ok(None) => continue,
            Ok(Some(event)) => message(event),
            Err(_) => Some(Msg::Hangup),
        };
        let Some(msg) = msg else { continue };
        let last = matches!(msg, Msg::Hangup);
        if messages.send(msg).is_err() || last {
            return;
        }
    }
}

/// Windows reports a key's release too: only presses and repeats are keys. A moving mouse reports every cell it
/// passes: nobody listens, and it must not wake the loop.
fn message<R>(event: Event) -> Option<Msg<R>> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => Some(Msg::Key(key)),
        Event::Mouse(mouse) if mouse.kind == MouseEventKind::Moved => None,
        Event::Mouse(mouse) => Some(Msg::Mouse(mouse)),
        Event::Paste(text) => Some(Msg::Paste(text)),
        Event::Resize(..) => Some(Msg::Resize),
        Event::Key(_) | Event::FocusGained | Event::FocusLost => None,
    }
}
