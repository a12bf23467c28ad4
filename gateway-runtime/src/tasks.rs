//! `Tasks` is what an app does without a message of a client: the calls of timers, of listeners, and of what runs at the end
//! of the app, which waits for them or cuts them off.

use std::{
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
};

use tokio::sync::Notify;

use crate::{
    error::{BoxError, in_a_line},
    panics::caught,
    spawn::Task,
    sync::{lock, until},
};

/// The calls that run.
#[derive(Default)]
pub(crate) struct Tasks {
    /// The name of each call.
    running: Mutex<Vec<Arc<str>>>,
    /// Notified when no call runs any more.
    idle: Notify,
    /// How often everything that ran was cut off.
    cuts: AtomicUsize,
    /// Notified of each cut.
    cut: Notify,
}

/// One call that runs, until this is dropped.
pub(crate) struct Running {
    tasks: Arc<Tasks>,
    name: Arc<str>,
    /// How often everything was cut off when the call began: a cut from then on is one of this call.
    cuts: usize,
}

impl Drop for Running {
    fn drop(&mut self) {
        let mut running = lock(&self.tasks.running);
        let own = running
            .iter()
            .position(|name| Arc::ptr_eq(name, &self.name));
        if let Some(own) = own {
            running.swap_remove(own);
        }
        if running.is_empty() {
            self.tasks.idle.notify_waiters();
        }
    }
}

impl Running {
    /// Does the call's `work` to its end, unless the call is cut off.
    pub(crate) fn unless_cut_off(self, work: Task) -> Task {
        let work = Arc::clone(&self.tasks).unless_cut_off_since(self.cuts, work);
        Box::pin(async move {
            work.await;
            drop(self);
        })
    }
}

impl Tasks {
    /// Notes that a call has begun. Whoever decides afterwards whether the call may run at all can be sure that
    /// the end of the app, which looks in the other order, waits for the call or prevents it.
    pub(crate) fn begin(self: &Arc<Self>, name: &Arc<str>) -> Running {
        lock(&self.running).push(Arc::clone(name));
        Running {
            tasks: Arc::clone(self),
            name: Arc::clone(name),
            cuts: self.cuts.load(SeqCst),
        }
    }

    /// The names of the calls that run.
    pub(crate) fn names(&self) -> Vec<String> {
        let running = lock(&self.running);
        running.iter().map(|name| String::from(&**name)).collect()
    }

    /// Whether no call runs.
    pub(crate) fn is_idle(&self) -> bool {
        lock(&self.running).is_empty()
    }

    /// Waits until no call runs.
    pub(crate) async fn until_idle(&self) {
        until(&self.idle, || self.is_idle()).await;
    }

    /// How often everything that ran was cut off.
    pub(crate) fn cuts(&self) -> usize {
        self.cuts.load(SeqCst)
    }

    /// Ends the calls that run, at their next `.await`.
    pub(crate) fn cut_off(&self) {
        self.cuts.fetch_add(1, SeqCst);
        self.cut.notify_waiters();
    }

    /// Does `work` to its end, unless the work is cut off.
    pub(crate) fn unless_cut_off(self: Arc<Self>, work: Task) -> Task {
        let cuts = self.cuts.load(SeqCst);
        self.unless_cut_off_since(cuts, work)
    }

    /// The same for work that began when everything had been cut off this often.
    pub(crate) fn unless_cut_off_since(self: Arc<Self>, cuts: usize, work: Task) -> Task {
        Box::pin(async move {
            let is_cut_off = until(&self.cut, || self.cuts.load(SeqCst) != cuts);
            tokio::select! {
                biased;
                () = is_cut_off => {}
                () = work => {}
            }
        })
    }
}

/// The tasks of an app, which are cut off when the app is dropped.
#[derive(Default)]
pub(crate) struct OwnTasks(pub(crate) Arc<Tasks>);

impl Drop for OwnTasks {
    fn drop(&mut self) {
        self.0.cut_off();
    }
}

/// The call of a user's code that answers nobody.
pub(crate) type LoggedCall = Pin<Box<dyn Future<Output = Result<(), BoxError>> + Send>>;

/// Makes a call, and logs its error or its panic. `what` is what was called, with its article.
pub(crate) async fn logged(what: &'static str, name: &str, call: LoggedCall) {
    match caught(call).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => {
            let error = in_a_line(&*error);
            tracing::error!(method = name, error, "{what} failed");
        }
        Err(panic) => tracing::error!(method = name, panic, "{what} panicked"),
    }
}
