//! A replacement of nothing is a start-up error with its place and the remedy.

use std::time::Duration;

use gateway_runtime::{Throttle, prelude::*};

use super::{pipes::priced, problems_of, providers::Guests};
use crate::chat::start;

#[guard]
fn nowhere() -> bool {
    true
}

#[interceptor]
async fn around_nothing(next: Next) -> Result<Outcome, Failure> {
    next.run().await
}

#[filter]
fn behind_nothing(error: WsError) -> WsError {
    error
}

#[tokio::test]
async fn a_replacement_of_nothing_is_a_problem() {
    let nothing = || GatewayApp::builder().only::<(Guests,)>();
    let builder = nothing()
        .replace_guard::<nowhere>(|_| Ok(()))
        .without_interceptor::<around_nothing>()
        .replace_filter::<behind_nothing>(|error, _| Err(error))
        .replace_pipe::<priced>(|_| Ok(1))
        .without_throttle("login")
        .replace_throttle("logout", Throttle::new(1, Duration::from_secs(1)))
        .without_throttles();
    let first = line!() - 7;
    let at = |line: u32| format!("(tests/rust/kit/replacing/nothing.rs:{})", first + line);
    let remove = "and stands in no list of the app, its gateways and their methods; remove";
    let of_name = "and no limit of the app, its gateways and their methods has this name; write the name of one";
    assert_eq!(
        problems_of(builder).await,
        [
            format!(
                "the pipe `priced` is replaced {}, and no method of the app has it; remove `replace_pipe`, or add the gateway \
                 that has it to `only`",
                at(3)
            ),
            format!(
                "the guard `nowhere` is replaced {}, {remove} `replace_guard`, or add the gateway that has it to `only`",
                at(0)
            ),
            format!(
                "the interceptor `around_nothing` is left out {}, {remove} `without_interceptor`, or add the gateway that \
                 has it to `only`",
                at(1)
            ),
            format!(
                "the filter `behind_nothing` is replaced {}, {remove} `replace_filter`, or add the gateway that has it to \
                 `only`",
                at(2)
            ),
            format!(
                "the limit `login` is off {}, {of_name}, `#[throttle(.., name = \"login\")]`",
                at(4)
            ),
            format!(
                "the limit `logout` is replaced {}, {of_name}, `#[throttle(.., name = \"logout\")]`",
                at(5)
            ),
            format!(
                "all limits are off {}, and neither the app nor its gateways have one; remove `without_throttles`",
                at(6)
            ),
        ]
    );
    // The last call for a guard counts.
    let used = nothing().guard::<nowhere>();
    let used = used.without_guard::<nowhere>();
    let app = start(used.replace_guard::<nowhere>(|_| Err(WsError::conflict("gone")))).await;
    let refused = app.connect::<Guests>().await.unwrap_err();
    assert_eq!(refused.message(), "gone");
}
