//! The checks, with a directory of their own and with a mode instead of environment variables, which all tests of the
//! process share.

use std::{fs, path::PathBuf, process};

use serde_json::json;

use super::*;
use crate::contract::{Endpoint, Event, Namespace};

/// A directory that is removed at the end.
struct Directory(PathBuf);

impl Directory {
    fn new(name: &str) -> Self {
        let directory = format!("gateway-contract-{}-{name}", process::id());
        let directory = std::env::temp_dir().join(directory);
        fs::create_dir_all(&directory).unwrap();
        Self(directory)
    }

    fn file(&self) -> PathBuf {
        self.0.join("contract.json")
    }

    /// The names of all files.
    fn files(&self) -> Vec<String> {
        let files = fs::read_dir(&self.0).unwrap();
        let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        names.collect()
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).ok();
    }
}

/// A contract with these events.
fn contract(events: &[&str]) -> Contract {
    let events = events
        .iter()
        .map(|event| ((*event).to_owned(), Event::default()));
    let namespace = Namespace {
        events: events.collect(),
        ..Namespace::default()
    };
    let endpoint = Endpoint {
        path: "/socket.io".into(),
        transports: vec!["websocket".into()],
        namespaces: [("/".into(), namespace)].into(),
        ..Endpoint::default()
    };
    Contract {
        endpoints: [("main".into(), endpoint)].into(),
        ..Contract::default()
    }
}

/// A directory with the contract of the event `a` written down.
fn known(name: &str) -> Directory {
    let directory = Directory::new(name);
    fs::write(directory.file(), contract(&["a"]).to_json()).unwrap();
    directory
}

#[test]
fn an_equal_contract_passes() {
    let directory = known("equal");
    for mode in [
        Mode::Compare,
        Mode::Guarded,
        Mode::WriteHarmless,
        Mode::Write,
    ] {
        assert_eq!(
            contract(&["a"]).compare_with(&directory.file(), mode),
            Ok(())
        );
    }
}

#[test]
fn line_ends_do_not_matter() {
    let directory = known("line-ends");
    let text = contract(&["a"]).to_json().replace('\n', "\r\n");
    fs::write(directory.file(), text).unwrap();
    assert_eq!(
        contract(&["a"]).compare_with(&directory.file(), Mode::Compare),
        Ok(())
    );
}

#[test]
fn changes_are_listed_with_the_worst_first_and_the_remedy() {
    let directory = known("changes");
    let message = contract(&["b"])
        .compare_with(&directory.file(), Mode::Compare)
        .unwrap_err();
    let lines: Vec<&str> = message.lines().collect();
    assert!(
        lines[0].ends_with("which clients know: 1 breaking, 0 notable and 1 compatible changes"),
        "{message}"
    );
    assert_eq!(
        lines[1..],
        [
            "  breaking: / event \"a\": the event is gone: clients that listen for it do not get it any more",
            "  compatible: / event \"b\": the event is new: clients get it now",
            "If clients may break, run this test with `UPDATE_CONTRACT=breaking`, and commit the file.",
        ]
    );
}

#[test]
fn harmless_changes_are_written() {
    let directory = known("harmless");
    let new = contract(&["a", "b"]);
    let message = new
        .compare_with(&directory.file(), Mode::Compare)
        .unwrap_err();
    assert!(message.contains("`UPDATE_CONTRACT=1`"), "{message}");
    assert_eq!(
        new.compare_with(&directory.file(), Mode::WriteHarmless),
        Ok(())
    );
    assert_eq!(fs::read_to_string(directory.file()).unwrap(), new.to_json());
    assert_eq!(directory.files(), ["contract.json"]);
}

#[test]
fn breaking_changes_are_written_on_their_own_demand_alone() {
    let directory = known("breaking");
    let new = contract(&[]);
    let message = new
        .compare_with(&directory.file(), Mode::WriteHarmless)
        .unwrap_err();
    assert!(message.contains("Nothing was written"), "{message}");
    assert!(message.contains("`UPDATE_CONTRACT=breaking`"), "{message}");
    assert_eq!(
        fs::read_to_string(directory.file()).unwrap(),
        contract(&["a"]).to_json()
    );
    assert_eq!(new.compare_with(&directory.file(), Mode::Write), Ok(()));
    assert_eq!(fs::read_to_string(directory.file()).unwrap(), new.to_json());
}

#[test]
fn nothing_is_written_on_a_build_server() {
    let directory = known("ci");
    let message = contract(&["a", "b"])
        .compare_with(&directory.file(), Mode::Guarded)
        .unwrap_err();
    assert!(
        message.contains("Nothing is written where `CI` is set"),
        "{message}"
    );
    assert_eq!(
        fs::read_to_string(directory.file()).unwrap(),
        contract(&["a"]).to_json()
    );
}

#[test]
fn a_file_that_is_missing_is_created() {
    let directory = Directory::new("missing");
    let path = directory.0.join("web/contract.json");
    let message = contract(&["a"])
        .compare_with(&path, Mode::Compare)
        .unwrap_err();
    assert!(message.contains("does not exist"), "{message}");
    assert!(message.contains("`UPDATE_CONTRACT=1`"), "{message}");
    assert!(contract(&["a"]).compare_with(&path, Mode::Guarded).is_err());
    assert!(!path.exists());
    assert_eq!(
        contract(&["a"]).compare_with(&path, Mode::WriteHarmless),
        Ok(())
    );
    assert_eq!(contract(&["a"]).compare_with(&path, Mode::Compare), Ok(()));
}

/// The message for a file with this text.
fn message_for(name: &str, text: &[u8]) -> String {
    let directory = Directory::new(name);
    fs::write(directory.file(), text).unwrap();
    let message = contract(&["a"])
        .compare_with(&directory.file(), Mode::Write)
        .unwrap_err();
    assert_eq!(fs::read(directory.file()).unwrap(), text);
    message
}

#[test]
fn files_that_hold_no_contract_have_messages_of_their_own() {
    let conflict = message_for("conflict", b"{\n<<<<<<< HEAD\n=======\n>>>>>>> other\n}\n");
    assert!(
        conflict.contains("a merge conflict in line 2"),
        "{conflict}"
    );
    let newer = message_for("newer", b"{ \"contract\": 2, \"gateways\": [] }");
    assert!(newer.contains("has the format 2"), "{newer}");
    assert!(newer.contains("Update gateway-runtime"), "{newer}");
    let other = message_for("other", b"[]");
    assert!(other.contains("does not hold a contract"), "{other}");
    let binary = message_for("binary", b"\xff\xfe");
    assert!(binary.contains("is no text in UTF-8"), "{binary}");
}

#[test]
fn a_file_that_cannot_be_read_is_said_so() {
    let directory = Directory::new("unreadable");
    let message = contract(&["a"])
        .compare_with(&directory.0, Mode::Compare)
        .unwrap_err();
    assert!(message.contains("cannot be read"), "{message}");
}

#[test]
fn the_same_contract_written_otherwise_is_out_of_date() {
    let directory = Directory::new("otherwise");
    let text = json!(contract(&["a"])).to_string();
    fs::write(directory.file(), text).unwrap();
    let message = contract(&["a"])
        .compare_with(&directory.file(), Mode::Compare)
        .unwrap_err();
    assert!(
        message.contains("the same contract, written otherwise"),
        "{message}"
    );
    assert_eq!(
        contract(&["a"]).compare_with(&directory.file(), Mode::WriteHarmless),
        Ok(())
    );
    assert_eq!(
        contract(&["a"]).compare_with(&directory.file(), Mode::Compare),
        Ok(())
    );
}

#[test]
fn texts_are_compared_line_by_line() {
    let directory = Directory::new("text");
    let path = directory.0.join("contract.ts");
    let message = contract(&["a"])
        .compare_text(&path, "a\nb\n", Mode::Compare)
        .unwrap_err();
    assert!(message.contains("does not exist"), "{message}");
    assert_eq!(
        contract(&["a"]).compare_text(&path, "a\nb\n", Mode::WriteHarmless),
        Ok(())
    );
    assert_eq!(
        contract(&["a"]).compare_text(&path, "a\r\nb\r\n", Mode::Compare),
        Ok(())
    );
    let message = contract(&["a"])
        .compare_text(&path, "a\nc\n", Mode::Compare)
        .unwrap_err();
    assert!(
        message.contains("is out of date: line 2 is `b` and should be `c`"),
        "{message}"
    );
    let message = contract(&["a"])
        .compare_text(&path, "a\nb\nc\n", Mode::Guarded)
        .unwrap_err();
    assert!(
        message.contains("line 3 is (the end) and should be `c`"),
        "{message}"
    );
    assert_eq!(
        contract(&["a"]).compare_text(&path, "a\nc\n", Mode::Write),
        Ok(())
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), "a\nc\n");
}

#[test]
fn the_environment_chooses_the_mode() {
    assert_eq!(Mode::of(None, None), Mode::Compare);
    assert_eq!(Mode::of(None, Some("true")), Mode::Compare);
    assert_eq!(Mode::of(Some(""), None), Mode::Compare);
    assert_eq!(Mode::of(Some("0"), None), Mode::Compare);
    assert_eq!(Mode::of(Some("1"), None), Mode::WriteHarmless);
    assert_eq!(Mode::of(Some("breaking"), None), Mode::Write);
    assert_eq!(Mode::of(Some("breaking"), Some("false")), Mode::Write);
    assert_eq!(Mode::of(Some("1"), Some("")), Mode::WriteHarmless);
    assert_eq!(Mode::of(Some("1"), Some("1")), Mode::Guarded);
    assert_eq!(Mode::of(Some("breaking"), Some("true")), Mode::Guarded);
}

#[test]
#[should_panic(expected = "cannot be read")]
fn the_public_check_panics() {
    // A directory is neither read nor written, whatever the environment says.
    let directory = Directory::new("panics");
    contract(&["a"]).check(&directory.0);
}

#[test]
#[should_panic(expected = "cannot be read")]
fn the_public_check_of_a_text_panics() {
    let directory = Directory::new("text-panics");
    contract(&["a"]).check_text(&directory.0, "");
}

#[test]
fn a_contract_without_a_namespace_is_not_written() {
    let directory = known("empty");
    let empty = Contract::default();
    let path = directory.0.join("contract.ts");
    for message in [
        empty.compare_with(&directory.file(), Mode::Write),
        empty.compare_with(&directory.0.join("other.json"), Mode::Write),
        empty.compare_text(&path, "a", Mode::WriteHarmless),
    ] {
        let message = message.unwrap_err();
        assert!(message.contains("`use my_gateways as _;`"), "{message}");
    }
    assert_eq!(directory.files(), ["contract.json"]);
    assert_eq!(
        contract(&["a"]).compare_with(&directory.file(), Mode::Compare),
        Ok(())
    );
}

#[cfg(unix)]
#[test]
fn a_file_behind_a_link_is_replaced_and_keeps_its_permissions() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let directory = known("link");
    let link = directory.0.join("link.json");
    symlink("contract.json", &link).unwrap();
    fs::set_permissions(directory.file(), fs::Permissions::from_mode(0o600)).unwrap();
    let new = contract(&["a", "b"]);
    assert_eq!(new.compare_with(&link, Mode::WriteHarmless), Ok(()));
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(directory.file()).unwrap(), new.to_json());
    let mode = fs::metadata(directory.file()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[cfg(unix)]
#[test]
fn a_link_to_nothing_stays_a_link() {
    let directory = Directory::new("dangling");
    std::os::unix::fs::symlink("nowhere.json", directory.file()).unwrap();
    let message = contract(&["a"])
        .compare_with(&directory.file(), Mode::Write)
        .unwrap_err();
    assert!(message.contains("a symbolic link to a file"), "{message}");
    assert_eq!(directory.files(), ["contract.json"]);
}

#[test]
fn a_file_that_is_read_only_is_not_replaced() {
    let directory = known("read-only");
    let mut permissions = fs::metadata(directory.file()).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(directory.file(), permissions).unwrap();
    let message = contract(&["a", "b"])
        .compare_with(&directory.file(), Mode::Write)
        .unwrap_err();
    assert!(message.contains("the file is read-only"), "{message}");
    assert_eq!(
        fs::read_to_string(directory.file()).unwrap(),
        contract(&["a"]).to_json()
    );
}
