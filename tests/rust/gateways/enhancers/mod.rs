//! What stands around methods: guards and the metadata that they read, limits, pipes, interceptors, filters, and the
//! order of all of them.

mod early;
mod filters;
mod guards;
mod interceptors;
mod limits;
mod metadata;
mod order;
mod pipes;

use std::fmt;

use gateway_runtime::testing::{Client, Connect, ErrorObject};

/// Why a client may not connect.
async fn refused(connect: Connect<'_>) -> String {
    connect.await.unwrap_err().message().to_owned()
}

/// The code of the error that a message is answered with, and what is said to people.
#[track_caller]
fn code_and_message<T: fmt::Debug>(answer: Result<T, ErrorObject>) -> [String; 2] {
    let error = answer.unwrap_err();
    [error.code().to_owned(), error.message().to_owned()]
}

/// The acknowledgements that have come, as they were written: `["yes"]`, and `[]` for one without a value. The client is
/// shown by its library the first to a message alone.
fn acknowledgements(client: &Client) -> Vec<String> {
    let begin = format!("<- 3{},", client.namespace());
    let transcript = client.transcript();
    let packets = transcript
        .lines()
        .filter_map(|line| line.split_once(&*begin));
    packets
        .map(|(_, packet)| {
            packet
                .trim_start_matches(|one: char| one.is_ascii_digit())
                .to_owned()
        })
        .collect()
}
