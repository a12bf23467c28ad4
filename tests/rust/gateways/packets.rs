//! `got` is everything that a client has got, in its order and with all arguments; `ask_with` and `emit_with` send
//! arguments of which a table of cases has more or fewer.

use std::future::Future;

use gateway_runtime::{
    Acknowledgement, Args,
    testing::{Client, ErrorObject},
};
use serde_json::Value;

/// A packet that carries something.
#[derive(Debug, PartialEq)]
pub(crate) enum Got {
    /// The name and the arguments.
    Event(Vec<Value>),
    /// The arguments of an acknowledgement.
    Answer(Vec<Value>),
}

/// What the client has got, of the last 200 packets that it has sent and got.
pub(crate) fn got(client: &Client) -> Vec<Got> {
    client.transcript().lines().filter_map(packet).collect()
}

/// The events that the client has got: name and arguments.
pub(crate) fn events(client: &Client) -> Vec<Vec<Value>> {
    let events = got(client).into_iter().filter_map(|packet| match packet {
        Got::Event(event) => Some(event),
        Got::Answer(_) => None,
    });
    events.collect()
}

/// The acknowledgements that the client has got.
pub(crate) fn answers(client: &Client) -> Vec<Vec<Value>> {
    let answers = got(client).into_iter().filter_map(|packet| match packet {
        Got::Event(_) => None,
        Got::Answer(answer) => Some(answer),
    });
    answers.collect()
}

/// A line of the transcript: `1.234ms <- 3/answers,0[7]`.
fn packet(line: &str) -> Option<Got> {
    let (_, packet) = line.split_once(" <- ")?;
    let (head, _) = packet.split_once('[')?;
    let arguments = || serde_json::from_str(&packet[head.len()..]).unwrap();
    match head.chars().next()? {
        '2' => Some(Got::Event(arguments())),
        '3' => Some(Got::Answer(arguments())),
        _ => None,
    }
}

/// All arguments of the acknowledgement, which is the only one that comes for the message.
pub(crate) async fn ask_all(client: &Client, event: &str, values: &[Value]) -> Vec<Value> {
    let before = answers(client).len();
    // What the answer is, is seen in its arguments, of which `Args<()>` takes none.
    drop(ask_with::<Args<()>>(client, event, values).await);
    let mut answers = answers(client);
    assert_eq!(answers.len(), before + 1, "{event}: {answers:?}");
    answers.pop().unwrap()
}

/// Sends a message with these arguments and waits for its acknowledgement.
#[track_caller]
pub(crate) fn ask_with<'a, R: Acknowledgement + 'a>(
    client: &'a Client,
    event: &str,
    values: &[Value],
) -> impl Future<Output = Result<R, ErrorObject>> + use<'a, R> {
    match values {
        [] => client.ask::<R>(event, &()),
        [one] => client.ask::<R>(event, one),
        [one, two] => client.ask::<R>(event, &Args((one, two))),
        [one, two, three] => client.ask::<R>(event, &Args((one, two, three))),
        [one, two, three, four] => client.ask::<R>(event, &Args((one, two, three, four))),
        [one, two, three, four, five] => {
            client.ask::<R>(event, &Args((one, two, three, four, five)))
        }
        more => panic!("{} arguments are more than are known here", more.len()),
    }
}

/// Sends a message with these arguments.
pub(crate) fn emit_with(client: &Client, event: &str, values: &[Value]) {
    match values {
        [] => client.emit(event, &()),
        [one] => client.emit(event, one),
        [one, two] => client.emit(event, &Args((one, two))),
        more => panic!("{} arguments are more than are known here", more.len()),
    }
}
