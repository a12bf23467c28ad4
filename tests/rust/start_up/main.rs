//! Whatever is wrong with the declarations is one error that names every problem, with file and line
//! (docs/guarantees.md, 12).

mod clashes;
mod enhancers;
mod init_hooks;
mod options;
mod providers;
mod validation;

use std::panic::Location;

use gateway_runtime::{GatewayAppBuilder, prelude::*};

use clashes::{First, Loose, Second, Strict, TwoBlocks};
use providers::NeedsTwo;

#[expect(
    clippy::expect_used,
    reason = "clippy does not see that this file is a test"
)]
async fn problems_of(builder: GatewayAppBuilder) -> Vec<String> {
    builder
        .build()
        .await
        .expect_err("it cannot start")
        .problems()
        .to_vec()
}

/// That `problem` names lines of the file that calls this, as often as `times`.
#[track_caller]
fn names_this_file(problem: &str, times: usize) {
    let file = Location::caller().file();
    let places = problem.matches(&format!("{file}:")).count();
    assert_eq!(places, times, "{problem}");
}

#[tokio::test]
async fn all_problems_of_the_declarations_come_at_once() {
    let builder =
        GatewayApp::builder().only::<(NeedsTwo, First, Second, Strict, Loose, TwoBlocks)>();
    let error = builder.build().await.expect_err("it cannot start");
    assert_eq!(error.problems().len(), 7, "{error}");
    assert!(
        error
            .to_string()
            .starts_with("the gateways cannot be started: 7 problems\n  1. ")
    );
    assert_eq!(
        format!("{error:?}"),
        error.to_string(),
        "`main` prints it readably"
    );
}
