//! `measure` is `cargo xtask bench`: what a gateway costs, compared with the same server written by hand.

use crate::failure::Failure;
use crate::process::{cargo, run};

/// Measures what the arguments name. `benchmarks/runner` reads them, and measures everything but the dispatch.
pub(crate) fn measure(arguments: &[String]) -> Result<(), Failure> {
    if let [what] = arguments
        && what == "dispatch"
    {
        return run(&mut cargo(&[
            "bench",
            "--locked",
            "--package",
            "dispatch-benchmarks",
        ]));
    }
    let mut command = cargo(&[
        "run",
        "--quiet",
        "--release",
        "--locked",
        "--package",
        "bench-runner",
        "--",
    ]);
    run(command.args(arguments))
}
