//! `spawn` and `spawn_on` start tasks whose futures are in a box. For each type of future that is spawned,
//! 7,000 lines of LLVM IR are compiled, and a boxed one is always of the same type. The box is one allocation
//! more: not for what is spawned with each message or connection.

use std::pin::Pin;

use tokio::{runtime::Handle, task::JoinHandle};

/// What a task does.
pub(crate) type Task = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Starts `task` on the runtime that calls this.
pub(crate) fn spawn(task: Task) -> JoinHandle<()> {
    tokio::spawn(task)
}

/// Starts `task` on `runtime`.
pub(crate) fn spawn_on(runtime: &Handle, task: Task) -> JoinHandle<()> {
    runtime.spawn(task)
}
