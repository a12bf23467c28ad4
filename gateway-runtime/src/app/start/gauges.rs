//! `gauges` reads what is there now, every few seconds: sockets, messages in work, answers that wait, and whether the
//! other servers can be reached. Nothing of that is counted with each message.

use std::{
    sync::{Arc, Weak},
    time::Duration,
};

use tokio::time::{MissedTickBehavior, interval};

use super::common::Common;
use crate::{
    admission::{Admission, KeptOut},
    app::endpoint::Endpoint,
    dispatch::NamespaceRuntime,
    metrics::{Counter, Gauge, as_f64, handshakes_pending, kept_out, sessions, sharing_up},
    session::Lifecycle,
    sorted::SortedMap,
    spawn::Task,
};

/// How often the gauges are read.
const BETWEEN_LOOKS: Duration = Duration::from_secs(5);

/// What there is in one namespace.
#[derive(Default)]
struct Now {
    sockets: usize,
    in_flight: usize,
    waiting: usize,
}

/// Reads the gauges until the app ends. The task keeps no gateway alive.
pub(super) fn gauges(endpoints: &[Arc<Endpoint>], common: &Common) -> Task {
    let endpoints: Vec<Weak<Endpoint>> = endpoints.iter().map(Arc::downgrade).collect();
    let lifecycle = Arc::clone(&common.lifecycle);
    let health = common.sharing.health();
    let mut gauges = Gauges {
        lifecycle: Arc::clone(&lifecycle),
        door: Door::new(Arc::clone(&common.admission)),
    };
    Box::pin(async move {
        let sharing = sharing_up();
        let mut looks = interval(BETWEEN_LOOKS);
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = looks.tick() => gauges.look(&endpoints),
                () = lifecycle.handles_end() => return,
            }
            sharing.set(if health.is_up() { 1.0 } else { 0.0 });
        }
    })
}

/// The gauges that count what is there. When they are dropped nothing is: the app has ended, or its runtime has. Its
/// connections may not be closed yet, but nobody is in any more.
///
/// Whether the other servers can be reached is not one of them. A 0 would be an alarm each time that an app ends.
struct Gauges {
    lifecycle: Arc<Lifecycle>,
    door: Door,
}

impl Gauges {
    fn look(&mut self, endpoints: &[Weak<Endpoint>]) {
        look(endpoints, &self.lifecycle);
        self.door.look();
    }
}

impl Drop for Gauges {
    fn drop(&mut self) {
        look(&[], &self.lifecycle);
        self.door.close();
    }
}

/// Who is in, and how many were kept out.
struct Door {
    admission: Arc<Admission>,
    sessions: Gauge,
    pending: Gauge,
    kept_out: [Refusals; KeptOut::ALL.len()],
}

/// How many clients were kept out for one reason.
struct Refusals {
    why: KeptOut,
    counter: Counter,
    /// How many the counter has of this app. Another app of the process counts with the same counter.
    counted: u64,
}

impl Door {
    fn new(admission: Arc<Admission>) -> Self {
        Self {
            admission,
            sessions: sessions(),
            pending: handshakes_pending(),
            kept_out: KeptOut::ALL.map(|why| Refusals {
                why,
                counter: kept_out(why.option()),
                counted: 0,
            }),
        }
    }

    fn look(&mut self) {
        self.sessions.set(as_f64(self.admission.connections()));
        self.pending.set(as_f64(self.admission.pending()));
        self.count_refusals();
    }

    /// Looks for the last time.
    fn close(&mut self) {
        self.sessions.set(0.0);
        self.pending.set(0.0);
        self.count_refusals();
    }

    fn count_refusals(&mut self) {
        for refusals in &mut self.kept_out {
            let refused = self.admission.refused(refusals.why);
            let new = refused.saturating_sub(refusals.counted);
            refusals.counter.increment(new);
            refusals.counted = refused;
        }
    }
}

/// Reads the gauges of all namespaces. Those of one name on several endpoints are one namespace here.
fn look(endpoints: &[Weak<Endpoint>], lifecycle: &Lifecycle) {
    let mut namespaces: SortedMap<&str, Now> = SortedMap::new();
    for endpoint in endpoints.iter().filter_map(Weak::upgrade) {
        for runtime in &endpoint.namespaces {
            let now = namespaces.get_or_insert_with(runtime.context.name, Now::default);
            count(runtime, now);
        }
    }
    for metrics in lifecycle.metrics() {
        let none = Now::default();
        let now = namespaces.get(&metrics.namespace()).unwrap_or(&none);
        metrics.now(now.sockets, now.in_flight, now.waiting);
    }
}

fn count(runtime: &NamespaceRuntime, now: &mut Now) {
    for inbox in runtime.inboxes() {
        now.sockets += usize::from(inbox.session().is_connected());
        now.in_flight += inbox.in_work();
        now.waiting += inbox.session().waiting();
    }
}
