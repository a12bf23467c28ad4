//! The command `contract` of an app prints and ends: it needs no port, and its output is for programs.

#![expect(
    clippy::expect_used,
    reason = "clippy does not see that all of it is a test"
)]

use std::process::{Command, Output, Stdio};

use gateway_runtime::contract::Contract;

/// A program that makes the call before it listens, at a port that is none.
fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_explorer-server"));
    command.args(arguments).env("PORT", "no port");
    command
}

fn ran(arguments: &[&str]) -> Output {
    command(arguments).output().expect("runs")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("text")
}

#[test]
fn json_is_the_contract_and_nothing_else_is_printed() {
    let output = ran(&["contract", "json", "--strict"]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(text(&output.stderr), "");
    let contract: Contract = serde_json::from_slice(&output.stdout).expect("a contract");
    let shop = &contract.endpoints["main"].namespaces["/shop"];
    assert!(shop.messages.contains_key("buy"));
    assert_eq!(ran(&["contract", "json"]).stdout, output.stdout);
}

#[test]
fn an_unknown_word_is_an_error_with_the_usage() {
    for arguments in [&["contract"][..], &["contract", "yaml"]] {
        let output = ran(arguments);
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert_eq!(text(&output.stdout), "");
        assert!(
            text(&output.stderr).contains("usage: contract"),
            "{output:?}"
        );
    }
}

#[test]
fn without_the_word_the_program_goes_on() {
    let output = ran(&["serve", "contract", "json"]);
    assert_eq!(text(&output.stdout), "");
    let words = "`no port` is no number";
    assert!(text(&output.stderr).contains(words), "{output:?}");
}

#[test]
fn a_reader_that_ends_early_ends_the_command_without_a_panic() {
    let mut child = command(&["contract", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("ends");
    assert!(output.status.success(), "{output:?}");
    assert_eq!(text(&output.stderr), "");
}
