//! Stands between a migrator and a server, and holds the line at a point until the victim is dead.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

/// Where in a run the kill is, and how.
#[derive(Clone, Copy, Debug)]
pub(super) struct Point {
    /// The how manieth time that the migrator has something to say.
    pub(super) at: usize,
    pub(super) when: When,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum When {
    /// Before it is passed on.
    Before,
    /// So long after it was passed on.
    During(Duration),
    /// When it was answered.
    After,
}

pub(super) struct Proxy {
    pub(super) port: u16,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    /// How often the client had something to say.
    said: AtomicUsize,
    reached: AtomicBool,
    dead: AtomicBool,
}

impl Proxy {
    pub(super) fn start(server: String, point: Option<Point>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let state = Arc::new(State::default());
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            // The thread ends with the test's process.
            for client in listener.incoming() {
                if let (Ok(client), Ok(server)) = (client, TcpStream::connect(&server)) {
                    connect(client, server, point, &shared);
                }
            }
        });
        Self { port, state }
    }

    pub(super) fn said(&self) -> usize {
        self.state.said.load(Ordering::SeqCst)
    }

    pub(super) fn is_reached(&self) -> bool {
        self.state.reached.load(Ordering::SeqCst)
    }

    /// The victim is dead: the line goes.
    pub(super) fn let_go(&self) {
        self.state.dead.store(true, Ordering::SeqCst);
    }
}

impl State {
    /// Holds the line until the victim is dead.
    fn reach(&self) -> bool {
        self.reached.store(true, Ordering::SeqCst);
        while !self.dead.load(Ordering::SeqCst) {
            std::thread::sleep(Duration::from_millis(1));
        }
        false
    }
}

fn connect(client: TcpStream, server: TcpStream, point: Option<Point>, state: &Arc<State>) {
    let (there, back) = (Arc::clone(state), Arc::clone(state));
    let (client_too, server_too) = (client.try_clone().unwrap(), server.try_clone().unwrap());
    let waits_for_answer = Arc::new(AtomicBool::new(false));
    let waiting = Arc::clone(&waits_for_answer);
    std::thread::spawn(move || {
        pass(client, server, |to, bytes| {
            let said = 1 + there.said.fetch_add(1, Ordering::SeqCst);
            match point.filter(|point| point.at == said).map(|it| it.when) {
                None => to.write_all(bytes).is_ok(),
                Some(When::Before) => there.reach(),
                Some(When::During(pause)) => {
                    let _ = to.write_all(bytes);
                    std::thread::sleep(pause);
                    there.reach()
                }
                Some(When::After) => {
                    waits_for_answer.store(true, Ordering::SeqCst);
                    to.write_all(bytes).is_ok()
                }
            }
        });
    });
    std::thread::spawn(move || {
        pass(server_too, client_too, |to, bytes| {
            match waiting.load(Ordering::SeqCst) {
                true => back.reach(),
                false => to.write_all(bytes).is_ok(),
            }
        });
    });
}

fn pass(
    mut from: TcpStream,
    mut to: TcpStream,
    mut each: impl FnMut(&mut TcpStream, &[u8]) -> bool,
) {
    let mut bytes = [0; 65536];
    while let Ok(length @ 1..) = from.read(&mut bytes) {
        if !each(&mut to, &bytes[..length]) {
            break;
        }
    }
    let _ = (from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both));
}
