//! The command `contract` of an app prints and ends: it needs no port, and its output is for programs.

#![expect(
    clippy::expect_used,
    reason = "clippy does not see that all of it is a test"
)]

use std::{
    fs,
    path::Path,
    process::{Command, Output, Stdio},
};

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
fn types_and_documents_are_printed() {
    let types = ran(&["contract", "typescript"]);
    assert!(text(&types.stdout).contains("ShopSocket"), "{types:?}");
    let json = ran(&[
        "contract",
        "asyncapi",
        "--title",
        "Shop",
        "--version",
        "1.2.0",
    ]);
    let document: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
    assert_eq!(document["info"]["title"], "Shop");
    assert_eq!(document["info"]["version"], "1.2.0");
    let yaml = ran(&["contract", "asyncapi", "--yaml"]);
    assert!(text(&yaml.stdout).contains("asyncapi:"), "{yaml:?}");
}

#[test]
fn a_contract_is_compared_with_a_file() {
    let file = |name: &str, contents: &str| {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::write(&path, contents).expect("is written");
        path.to_string_lossy().into_owned()
    };
    let output = ran(&["contract", "json"]);
    let json = text(&output.stdout);
    let same = file("same.json", json);
    let with_windows_lines = file("windows.json", &json.replace('\n', "\r\n"));
    for path in [&same, &with_windows_lines] {
        let checked = ran(&["contract", "check", path]);
        assert!(checked.status.success(), "{checked:?}");
        assert_eq!(text(&checked.stdout), "");
    }
    let renamed = file("renamed.json", &json.replace("\"buy\"", "\"sell\""));
    let rewritten = file("rewritten.json", &json.replace("  ", "    "));
    let newer = file(
        "newer.json",
        &json.replace("\"contract\": 1", "\"contract\": 9"),
    );
    let broken = file("broken.json", "{");
    for (path, words) in [
        (renamed.as_str(), &["breaking: ", "sell", "buy"][..]),
        (&rewritten, &["out of date"]),
        (&newer, &["newer version"]),
        (&broken, &["is no contract"]),
        ("no-such-file.json", &["cannot be read"]),
    ] {
        let checked = ran(&["contract", "check", path]);
        assert_eq!(checked.status.code(), Some(1), "{checked:?}");
        assert_eq!(text(&checked.stdout), "");
        for word in words {
            assert!(text(&checked.stderr).contains(word), "{word}: {checked:?}");
        }
    }
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
