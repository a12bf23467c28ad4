//! An emitter is a process that is no server: it does what each line on stdin asks for, and answers with
//! one line. It reaches the servers through `REDIS_URL`, or `REDIS_CLUSTER_URLS` with commas between them.

mod options;
mod report;
mod verbs;

use std::env;
use std::error::Error;

use gateway_runtime::prelude::*;
use gateway_runtime::{Emitter, RemoteSocket};
use gateway_tests::{log, recipients::Recipients};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, BufReader, stdin};

use report::Report;
use verbs::{Heard, Verbs};

/// What to do.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Command {
    /// The typed event of a gateway, or the same by its names.
    Emit {
        recipients: Recipients,
        payload: Value,
    },
    EmitIn {
        namespace: String,
        recipients: Recipients,
        payload: Value,
    },
    JoinAll {
        recipients: Recipients,
        rooms: Vec<String>,
    },
    LeaveAll {
        recipients: Recipients,
        rooms: Vec<String>,
    },
    DisconnectAll {
        recipients: Recipients,
    },
    CloseAll {
        recipients: Recipients,
    },
    FetchSockets {
        recipients: Recipients,
    },
    Count {
        recipients: Recipients,
    },
    /// Calls methods of gateways on all servers.
    TellServers {
        event: String,
        payload: Value,
    },
    ServerCount,
    Health,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    log::to_stderr();
    let emitter = connected().await?;
    println!("ready");
    let mut lines = BufReader::new(stdin()).lines();
    while let Some(line) = lines.next_line().await? {
        let answer = match done(&emitter, serde_json::from_str(&line)?).await {
            Ok(answer) => answer,
            Err(error) => json!({ "error": error.to_string() }),
        };
        println!("{answer}");
    }
    Ok(())
}

async fn connected() -> Result<Emitter, Box<dyn Error>> {
    if let Ok(urls) = env::var("REDIS_CLUSTER_URLS") {
        return Ok(Emitter::connect_cluster_with(urls.split(','), options::chosen()).await?);
    }
    Ok(Emitter::connect_with(env::var("REDIS_URL")?, options::chosen()).await?)
}

async fn done(emitter: &Emitter, command: Command) -> Result<Value, EmitError> {
    let server = emitter.server::<Verbs>();
    let chosen = |recipients: Recipients| recipients.refine(server.broadcast());
    Ok(match command {
        Command::Emit {
            recipients,
            payload,
        } => {
            json!(Report::on(chosen(recipients).emit_event(&Heard(payload))).await?)
        }
        Command::EmitIn {
            namespace,
            recipients,
            payload,
        } => {
            let chosen = recipients.refine(emitter.of(namespace).broadcast());
            json!(Report::on(chosen.emit("heard", &payload)).await?)
        }
        Command::JoinAll { recipients, rooms } => json!(chosen(recipients).join(rooms).await?),
        Command::LeaveAll { recipients, rooms } => json!(chosen(recipients).leave(rooms).await?),
        Command::DisconnectAll { recipients } => json!(chosen(recipients).disconnect().await?),
        Command::FetchSockets { recipients } => {
            let sockets = chosen(recipients).fetch_sockets().await?;
            json!(sockets.iter().map(RemoteSocket::id).collect::<Vec<_>>())
        }
        Command::Count { recipients } => json!(chosen(recipients).count().await?),
        Command::CloseAll { recipients } => json!(chosen(recipients).close().await?),
        Command::TellServers { event, payload } => {
            json!(server.servers().emit(&event, &payload).await?)
        }
        Command::ServerCount => json!(server.server_count().await?),
        Command::Health => json!(emitter.health().is_up()),
    })
}
