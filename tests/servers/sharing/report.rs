//! `Report` and `Answers` say what became of something that all servers were to do.

use std::time::Instant;

use gateway_runtime::prelude::*;
use gateway_runtime::{Acknowledgements, SharingError};
use serde_json::{Value, json};

/// What became of an emit.
#[derive(Serialize)]
pub(crate) struct Report {
    missed: usize,
    /// Why the other servers were not told.
    failure: Option<String>,
    /// How long it took, in milliseconds.
    took: u128,
}

impl Report {
    /// Measures `emit`.
    pub(crate) async fn on(
        emit: impl Future<Output = Result<Delivery, EmitError>>,
    ) -> Result<Self, EmitError> {
        let started = Instant::now();
        let delivery = emit.await?;
        Ok(Self {
            missed: delivery.missed,
            failure: delivery.shared.err().map(|error| error.to_string()),
            took: started.elapsed().as_millis(),
        })
    }
}

/// What the clients answered, or what became of their answer; and why those of the other servers were
/// not asked.
#[derive(Serialize)]
pub(crate) struct Answers {
    /// Who has answered is not known of a server of Node.
    answers: Vec<(Option<SocketId>, Value)>,
    failure: Option<String>,
}

impl Answers {
    pub(crate) async fn of(asked: Acknowledgements<u32>) -> Self {
        let failure = asked.shared().err().map(SharingError::to_string);
        let answers = asked.all().await.into_iter();
        let answers = answers.map(|(id, answer)| (id, told(answer))).collect();
        Self { answers, failure }
    }
}

fn told(answer: Result<u32, EmitError>) -> Value {
    match answer {
        Ok(number) => json!(number),
        Err(EmitError::Timeout) => json!("timeout"),
        Err(EmitError::Acknowledgement(_)) => json!("undecodable"),
        Err(error) => json!(error.to_string()),
    }
}
