//! The thread that looks for faults, so that typing never waits for it.
//!
//! Of each schema only the newest snapshot is looked at. What the language forbids is said at once;
//! what entities and engines cannot have takes longer, and is said when nothing newer has come.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

use ketch::diagnostic::Diagnostic;
use ketch::project;

use super::Event;
use super::documents::{SchemaId, Snapshot};

/// A snapshot to look at.
#[derive(Clone)]
pub(super) struct Job {
    pub(super) schema: SchemaId,
    pub(super) generation: u64,
    pub(super) snapshot: Arc<Snapshot>,
}

/// What was found in a snapshot.
pub(super) struct Found {
    pub(super) job: Job,
    /// What the language forbids.
    pub(super) language: Vec<Diagnostic>,
    /// What only generating finds; nothing where it was not looked for yet.
    pub(super) generating: Option<Vec<Diagnostic>>,
}

/// Starts the thread.
pub(super) fn start(events: Sender<Event>) -> Sender<Job> {
    let (sender, jobs) = mpsc::channel();
    std::thread::spawn(move || work(&jobs, &events));
    sender
}

/// How long nothing must have come before what takes longer is looked for.
const PAUSE: Duration = Duration::from_millis(150);

fn work(jobs: &Receiver<Job>, events: &Sender<Event>) {
    let mut waiting: Vec<Job> = Vec::new();
    // The newest one that was looked at, so that the one before it is freed here, where it was
    // made: the thread that answers would take longer, and the editor would wait for it.
    let mut _last: Option<Arc<Snapshot>> = None;
    loop {
        if waiting.is_empty() {
            match jobs.recv() {
                Ok(job) => waiting.push(job),
                Err(_) => return,
            }
        }
        take_newest(jobs, &mut waiting);
        let job = waiting.remove(0);
        let (data_model, faults) = job.snapshot.schema();
        let language = faults.clone().into_sorted();
        let found = |generating| Found {
            job: job.clone(),
            language: language.clone(),
            generating,
        };
        let _ = events.send(Event::Found(found(None)));
        _last = Some(Arc::clone(&job.snapshot));
        if faults.has_errors() {
            continue;
        }
        if waiting.is_empty()
            && let Ok(newer) = jobs.recv_timeout(PAUSE)
        {
            waiting.push(newer);
        }
        if waiting.iter().all(|newer| newer.schema != job.schema) {
            let generating = project::findings(data_model).into_sorted();
            let _ = events.send(Event::Found(found(Some(generating))));
        }
    }
}

/// Takes what has come, the newest of each schema in the place of those before it.
fn take_newest(jobs: &Receiver<Job>, waiting: &mut Vec<Job>) {
    while let Ok(job) = jobs.try_recv() {
        waiting.retain(|older| older.schema != job.schema);
        waiting.push(job);
    }
}
