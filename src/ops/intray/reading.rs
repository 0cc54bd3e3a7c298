//! Reads many files on every core, and hands what came of them over in their order. Nothing is decided here, and but
//! for the shelf, which may keep the contents, nothing is written.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::thread;

use super::gather::{Fetcher, Place};
use crate::intake::{FileReading, FileSource, Reader};
use crate::store::{Shelf, ShelfError, hash_of};

/// What came of one file.
#[derive(Debug)]
pub(super) struct ReadFile {
    /// SHA-256 of its content; empty where not even that could be had.
    pub hash: String,
    /// Bytes.
    pub size: u64,
    /// Its answers, or why it was refused.
    pub outcome: Result<Vec<FileReading>, String>,
}

/// Where the work stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress<'a> {
    /// How many files are done.
    pub done: usize,
    pub all: usize,
    /// The file that was done last.
    pub name: &'a str,
}

/// Reads every place and hands each over, in order, to `visit`, which may break off. With a shelf, the content of what
/// could be read is kept on it first. An error of the shelf or of `visit` ends the work.
pub(super) fn each<E: From<ShelfError> + Send>(
    reader: &Reader<'_>,
    places: &[Place],
    shelf: Option<&Shelf>,
    mut visit: impl FnMut(usize, ReadFile) -> Result<ControlFlow<()>, E>,
) -> Result<ControlFlow<()>, E> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let next = AtomicUsize::new(0);
    let stop = AtomicBool::new(false);
    // A little ahead of who takes them, and no more: a reading may be long.
    let (sender, receiver) = sync_channel(2 * cores);
    thread::scope(|scope| {
        for _ in 0..cores.min(places.len()) {
            let (sender, next, stop) = (sender.clone(), &next, &stop);
            scope.spawn(move || {
                let mut fetcher = Fetcher::default();
                while !stop.load(Ordering::Relaxed) {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(place) = places.get(at) else { break };
                    let read = read(reader, &mut fetcher, place, shelf);
                    if sender.send((at, read)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut ahead = BTreeMap::new();
        let mut due = 0;
        let ended = receiver.iter().try_for_each(|(at, read)| {
            ahead.insert(at, read);
            while let Some(read) = ahead.remove(&due) {
                match read.map_err(E::from).and_then(|read| visit(due, read)) {
                    Ok(ControlFlow::Continue(())) => due += 1,
                    ended => return ControlFlow::Break(ended),
                }
            }
            ControlFlow::Continue(())
        });
        stop.store(true, Ordering::Relaxed);
        // Whoever waits to hand something over is let go.
        drop(receiver);
        match ended {
            ControlFlow::Continue(()) => Ok(ControlFlow::Continue(())),
            ControlFlow::Break(ended) => ended,
        }
    })
}

fn read(
    reader: &Reader<'_>,
    fetcher: &mut Fetcher,
    place: &Place,
    shelf: Option<&Shelf>,
) -> Result<ReadFile, ShelfError> {
    let content = match fetcher.content(place) {
        Ok(content) => content,
        Err(reason) => {
            return Ok(ReadFile {
                hash: String::new(),
                size: 0,
                outcome: Err(reason),
            });
        }
    };
    let source = FileSource {
        name: &place.name,
        folder: &place.folder,
        bytes: &content,
    };
    let outcome = reader.read(source).map_err(|refusal| refusal.to_string());
    let hash = match shelf {
        // What was refused may be anything at all; only that it came is kept.
        Some(shelf) if outcome.is_ok() => shelf.keep(&content)?.hash,
        _ => hash_of(&content),
    };
    Ok(ReadFile {
        hash,
        size: content.len() as u64,
        outcome,
    })
}
