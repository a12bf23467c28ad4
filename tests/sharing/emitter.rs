//! A process that is no server: it does what each line on stdin asks for, and answers with one line. It
//! reaches the servers through `REDIS_URL`, or `REDIS_CLUSTER_URLS` with commas between them.

mod options;
mod report;
mod verbs;

#[path = "../servers/journal.rs"]
#[expect(dead_code, reason = "the test server has more to note")]
mod journal;
#[path = "../servers/whom.rs"]
mod whom;

use std::error::Error;
use std::{env, io};

use gateway_runtime::Emitter;
use gateway_runtime::prelude::*;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, BufReader, stdin};

use report::Report;
use verbs::{Heard, Verbs};
use whom::Whom;

/// What to do.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Command {
    /// The typed event of a gateway, or the same by its names.
    Emit {
        whom: Whom,
        payload: Value,
    },
    EmitIn {
        namespace: String,
        whom: Whom,
        payload: Value,
    },
    JoinAll {
        whom: Whom,
        rooms: Vec<String>,
    },
    LeaveAll {
        whom: Whom,
        rooms: Vec<String>,
    },
    DisconnectAll {
        whom: Whom,
    },
    FetchSockets {
        whom: Whom,
    },
    ServerCount,
    Health,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    tracing_subscriber::fmt()
        .with_writer(io::stderr)
        .with_ansi(false)
        .init();
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
    let chosen = |whom: Whom| whom.refine(server.broadcast());
    Ok(match command {
        Command::Emit { whom, payload } => {
            json!(Report::on(chosen(whom).emit_event(&Heard(payload))).await?)
        }
        Command::EmitIn {
            namespace,
            whom,
            payload,
        } => {
            let chosen = whom.refine(emitter.of(namespace).broadcast());
            json!(Report::on(chosen.emit("heard", &payload)).await?)
        }
        Command::JoinAll { whom, rooms } => json!(chosen(whom).join(rooms).await?),
        Command::LeaveAll { whom, rooms } => json!(chosen(whom).leave(rooms).await?),
        Command::DisconnectAll { whom } => json!(chosen(whom).disconnect().await?),
        Command::FetchSockets { whom } => json!(chosen(whom).fetch_sockets().await?),
        Command::ServerCount => json!(server.server_count().await?),
        Command::Health => json!(emitter.health().is_up()),
    })
}
