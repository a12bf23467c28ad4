//! The guards, interceptors and filters of the gateways in `gateways.rs`, and those that are global. Each notes that it runs,
//! and does what the message says: it refuses, panics, answers or waits.

use gateway_runtime::{FailureKind, prelude::*};
use gateway_tests::gate::Gate;

use crate::journal::Journal;

/// What a message wants: the names of parts, and what these parts are to do.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Script {
    refuse: Vec<String>,
    panic: Vec<String>,
    /// These answer in place of the rest.
    answer: Vec<String>,
    /// These wait at the gate.
    wait: Vec<String>,
}

fn names(names: &[String], name: &str) -> bool {
    names.iter().any(|one| one == name)
}

impl Script {
    fn of(call: &Call) -> Self {
        call.body().unwrap_or_default()
    }

    /// What a part does that runs once.
    fn step(&self, call: &Call, notes: &Journal, name: &str) -> Result<(), WsError> {
        // A guard runs when the client connects, too.
        if call.event().is_some() {
            notes.note(name);
        }
        self.act(name)
    }

    fn act(&self, name: &str) -> Result<(), WsError> {
        assert!(!names(&self.panic, name), "{name} panics");
        if names(&self.refuse, name) {
            return Err(WsError::new("refused", name.to_owned()));
        }
        Ok(())
    }

    /// What a part does that runs before and after.
    async fn around(
        self,
        name: &str,
        notes: Journal,
        gate: Gate,
        next: Next,
    ) -> Result<Outcome, Failure> {
        notes.note(format!("{name} >"));
        self.act(name)?;
        if names(&self.wait, name) {
            gate.pass().await;
        }
        if names(&self.answer, name) {
            return Ok(Outcome::answer(name.to_owned()));
        }
        let ended = next.run().await;
        notes.note(match &ended {
            Ok(outcome) => format!("< {name}: {:?}", outcome.kind()),
            Err(failure) => format!("< {name}: {:?}", failure.kind()),
        });
        self.act(&format!("{name}, after"))?;
        ended
    }
}

macro_rules! parts {
    ($($guard:ident $interceptor:ident $name:literal;)*) => {
        $(
            #[guard(message)]
            pub(super) fn $guard(call: Call, #[inject] notes: Journal) -> Result<(), WsError> {
                Script::of(&call).step(&call, &notes, concat!($name, " guard"))
            }

            #[interceptor]
            pub(super) async fn $interceptor(
                call: Call,
                next: Next,
                #[inject] notes: Journal,
                #[inject] gate: Gate,
            ) -> Result<Outcome, Failure> {
                let script = Script::of(&call);
                script.around(concat!($name, " interceptor"), notes, gate, next).await
            }
        )*
    };
}

parts! {
    gateway_guard gateway_interceptor "gateway";
    second_gateway_guard second_gateway_interceptor "second gateway";
    method_guard method_interceptor "method";
    second_method_guard second_method_interceptor "second method";
}

/// A guard that is async.
#[guard(message)]
pub(super) async fn waiting_guard(
    call: Call,
    #[inject] notes: Journal,
    #[inject] gate: Gate,
) -> Result<(), WsError> {
    let script = Script::of(&call);
    script.step(&call, &notes, "waiting guard")?;
    if names(&script.wait, "waiting guard") {
        gate.pass().await;
    }
    Ok(())
}

#[guard]
pub(super) fn global_guard(call: Call, #[inject] notes: Journal) -> Result<(), WsError> {
    Script::of(&call).step(&call, &notes, "global guard")
}

#[interceptor]
pub(super) async fn global_interceptor(
    call: Call,
    next: Next,
    #[inject] notes: Journal,
    #[inject] gate: Gate,
) -> Result<Outcome, Failure> {
    let script = Script::of(&call);
    script.around("global interceptor", notes, gate, next).await
}

#[filter]
pub(super) fn global_filter(failure: Failure, #[inject] notes: Journal) -> WsError {
    notes.note(format!("global filter: {:?}", failure.kind()));
    failure.into_error()
}

/// The methods' own error.
#[derive(Debug)]
pub(super) struct OutOfStock(pub(super) &'static str);

impl From<OutOfStock> for WsError {
    fn from(OutOfStock(sku): OutOfStock) -> Self {
        Self::conflict(format!("{sku} is out of stock"))
    }
}

#[filter]
pub(super) fn out_of_stock(error: OutOfStock, #[inject] notes: Journal) -> WsError {
    notes.note("method filter: OutOfStock");
    WsError::new("filtered", error.0)
}

#[filter]
pub(super) async fn gateway_filter(
    failure: Failure,
    call: Call,
    #[inject] notes: Journal,
) -> Result<Outcome, WsError> {
    notes.note(format!("gateway filter: {:?}", failure.kind()));
    let script = Script::of(&call);
    assert!(
        !names(&script.panic, "gateway filter"),
        "gateway filter panics"
    );
    if names(&script.answer, "gateway filter") {
        return Ok(Outcome::answer("gateway filter"));
    }
    let kind = failure.kind();
    let error = failure.into_error();
    Err(match kind {
        FailureKind::Method => WsError::new("seen", error.message().to_owned()),
        _ => error,
    })
}
