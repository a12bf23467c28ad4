//! `run` runs a reproduction and ends the program with its verdict.

use std::process::exit;
use std::time::{Duration, Instant};

/// How long a whole reproduction may take.
const PATIENCE: Duration = Duration::from_secs(40);

/// What a reproduction has found.
pub enum Verdict {
    /// The fault is there; what happened.
    Fault(String),
    /// It is not there any more; what happened.
    Healed(String),
}

impl Verdict {
    /// The fault, if `fault`, and what happened.
    pub fn of(fault: bool, happened: impl Into<String>) -> Self {
        if fault {
            Self::Fault(happened.into())
        } else {
            Self::Healed(happened.into())
        }
    }
}

/// Runs `reproduction`, says what should happen and what does, and ends the program.
pub fn run(should: &str, reproduction: impl Future<Output = Verdict> + Send + 'static) -> ! {
    println!("should happen: {should}");
    // The runtime may be blocked by the fault, so a thread looks at the clock.
    std::thread::spawn(|| {
        std::thread::sleep(PATIENCE);
        println!("not found out: it took more than {} s", PATIENCE.as_secs());
        exit(2);
    });
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(4)
        .enable_all()
        .build()
        .unwrap();
    let verdict = runtime.block_on(async { tokio::spawn(reproduction).await });
    match verdict {
        Ok(Verdict::Fault(happened)) => {
            println!("happens:       {happened}\nthe fault is there");
            exit(1)
        }
        Ok(Verdict::Healed(happened)) => {
            println!("happens:       {happened}\nhealed");
            exit(0)
        }
        Err(error) => {
            println!("not found out: {error}");
            exit(2)
        }
    }
}

/// Whether `condition` holds within `time`.
pub async fn until(time: Duration, mut condition: impl FnMut() -> bool) -> bool {
    let end = Instant::now() + time;
    while Instant::now() < end {
        if condition() {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    condition()
}
