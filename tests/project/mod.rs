//! What `project` decides without touching a disk. What it does on one is tested through the
//! command, in `cli/tests`.

mod environment;
mod lock;
