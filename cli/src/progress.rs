//! Says how a migration goes: what is done, and of what takes long, for how long it has been at it.
//!
//! Times are for people on standard error; what is done goes to standard output without any,
//! unless a program reads that.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use ketch_runner::Progress;

use crate::terminal::{note, say};

/// Who reads standard output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Audience {
    People,
    /// It is for one JSON value, which stands at the end.
    Program,
    /// What is applied is of no interest: only what takes long or goes wrong is told.
    Nobody,
}

/// The first sign of life of what takes long; each further one comes after twice the time.
const FIRST: Duration = Duration::from_secs(5);

/// Tells what happens, from a thread of its own, which ends when this is dropped.
pub(crate) struct Teller(Sender<Progress>);

impl Teller {
    /// With the thread, to wait for until everything is told. Without one nothing is told, and
    /// what is to be done is done all the same.
    pub(crate) fn start(audience: Audience) -> (Self, Option<JoinHandle<()>>) {
        let (sender, receiver) = channel();
        let thread = std::thread::Builder::new().spawn(move || listen(&receiver, audience));
        (Self(sender), thread.ok())
    }

    pub(crate) fn tell(&self, progress: &Progress) {
        let _ = self.0.send(progress.clone());
    }
}

/// What a migration is at.
struct Work {
    what: String,
    since: Instant,
    next: Duration,
}

fn listen(events: &Receiver<Progress>, audience: Audience) {
    let mut work: Option<Work> = None;
    loop {
        let wait = match &work {
            Some(work) => work.next.saturating_sub(work.since.elapsed()),
            None => Duration::from_secs(3600),
        };
        match events.recv_timeout(wait) {
            Ok(event) => tell(&event, &mut work, audience),
            Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) => {
                if let Some(work) = &mut work {
                    let seconds = work.since.elapsed().as_secs();
                    note(&format!("still {}, for {seconds} s", work.what));
                    work.next *= 2;
                }
            }
        }
    }
}

fn tell(event: &Progress, work: &mut Option<Work>, audience: Audience) {
    match event {
        Progress::Applying { .. } | Progress::Undoing { .. } => {
            *work = Some(Work {
                what: event.to_string(),
                since: Instant::now(),
                next: FIRST,
            });
        }
        Progress::Step { number, of, name } => {
            if let Some(work) = work {
                work.what = format!("at step {number} of {of} of {name}");
            }
        }
        Progress::Applied { .. } | Progress::Undone { .. } => {
            done(&event.to_string(), audience);
            if let Some(work) = work.take().filter(|work| work.since.elapsed() >= FIRST) {
                note(&format!("it took {} s", work.since.elapsed().as_secs()));
            }
        }
        Progress::Adopted { .. } | Progress::Folded { .. } => done(&event.to_string(), audience),
        _ => note(&event.to_string()),
    }
}

fn done(text: &str, audience: Audience) {
    match audience {
        Audience::People => say(text),
        Audience::Program => note(text),
        Audience::Nobody => {}
    }
}
