//! `parked` waits until all workers of a runtime with several threads are parked.

use std::{thread, time::Duration};

use tokio::{runtime::Handle, task::yield_now};

/// How long a look takes: a worker that has just been woken has unparked by then.
const BETWEEN_LOOKS: Duration = Duration::from_micros(50);

/// Waits until all workers are parked at two looks, and have not been unparked in between. Blocking work is not seen.
pub(super) async fn parked() {
    let mut before = None;
    loop {
        // The test's own task is polled by a thread that is none of the workers, which this therefore holds up.
        thread::sleep(BETWEEN_LOOKS);
        let now = look();
        if now.is_some() && now == before {
            return;
        }
        before = now;
        yield_now().await;
    }
}

/// How often each worker was parked and unparked, if all of them are parked and nothing waits to run.
fn look() -> Option<Vec<u64>> {
    let metrics = Handle::current().metrics();
    if metrics.global_queue_depth() > 0 {
        return None;
    }
    let workers = 0..metrics.num_workers();
    workers
        .map(|worker| {
            let count = metrics.worker_park_unpark_count(worker);
            let is_parked = count % 2 == 1;
            is_parked.then_some(count)
        })
        .collect()
}
