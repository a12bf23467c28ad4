//! `cargo xtask bench`: what the crate costs, compared with the same server written by hand.

use crate::failure::Failure;
use crate::process::{cargo, run};

/// Measures what the arguments say; `benchmarks/runner` knows them.
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
