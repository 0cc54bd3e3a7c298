//! The thread that reads the terminal's events and hands them on as messages.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use crossterm::event::{self, Event, KeyEventKind};

use crate::tui::program::Msg;

/// How soon the thread notices that it shall stand aside.
const ATTENTION: Duration = Duration::from_millis(50);

/// The loop's hold on the reading thread.
#[derive(Debug)]
pub struct Events {
    orders: Sender<Order>,
    aside: Receiver<()>,
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
        thread::spawn(move || read(&messages, &inbox, &outbox));
        Self { orders, aside }
    }

    /// Returns once the thread no longer reads.
    pub fn pause(&self) {
        if self.orders.send(Order::Pause).is_ok() {
            let _ = self.aside.recv();
        }
    }

    pub fn resume(&self) {
        let _ = self.orders.send(Order::Resume);
    }
}

fn read<R>(messages: &Sender<Msg<R>>, orders: &Receiver<Order>, aside: &Sender<()>) {
    loop {
        if let Ok(Order::Pause) = orders.try_recv() {
            if aside.send(()).is_err() {
                return;
            }
            match orders.recv() {
                Ok(Order::Resume) => {}
                Ok(Order::Pause) | Err(_) => return,
            }
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

/// Windows reports a key's release too: only presses and repeats are keys.
fn message<R>(event: Event) -> Option<Msg<R>> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => Some(Msg::Key(key)),
        Event::Mouse(mouse) => Some(Msg::Mouse(mouse)),
        Event::Paste(text) => Some(Msg::Paste(text)),
        Event::Resize(..) => Some(Msg::Resize),
        Event::Key(_) | Event::FocusGained | Event::FocusLost => None,
    }
}
