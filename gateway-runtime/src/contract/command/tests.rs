use std::ffi::OsString;

use super::*;

fn parsed(line: &str) -> Result<Option<Command>, AppError> {
    Command::parse(line.split_whitespace().map(OsString::from))
}

fn command(line: &str) -> Command {
    parsed(line).expect("no mistake").expect("a command")
}

fn printed(line: &str, contract: &Contract) -> Result<String, AppError> {
    let mut output = Vec::new();
    command(line).run(contract, &mut output)?;
    Ok(String::from_utf8(output).expect("text"))
}

fn with_problem() -> Contract {
    let mut contract = Contract::default();
    contract
        .problems
        .push("src/shop.rs:3: `Bought` has no schema".to_owned());
    contract
}

#[test]
fn arguments_without_the_word_are_those_of_the_program() {
    for line in [
        "",
        "--port 3000",
        "serve contract json",
        "--contract",
        "Contract",
    ] {
        assert_eq!(parsed(line).expect("no mistake"), None, "{line}");
    }
}

#[test]
fn an_unknown_word_is_answered_with_the_usage() {
    for line in [
        "contract",
        "contract --strict",
        "contract jason",
        "contract json problems",
        "contract json --yml",
        "contract json --yaml",
        "contract typescript --title Shop",
        "contract asyncapi --title",
        "contract asyncapi --title --yaml",
        "contract check",
        "contract check --strict",
        "contract check a.json b.json",
        "contract --port 3000 json",
    ] {
        let error = parsed(line).expect_err(line).to_string();
        assert!(error.contains("usage: contract"), "{line}: {error}");
    }
}

#[test]
fn the_contract_is_printed_so_that_it_can_be_read_again() {
    let json = printed("contract json", &with_problem()).expect("prints");
    let read: Contract = serde_json::from_str(&json).expect("a contract");
    assert_eq!(read, Contract::default());
    assert!(json.ends_with("}\n"));
}

#[test]
fn problems_are_lines_and_with_strict_an_error() {
    let lines = printed("contract problems", &with_problem()).expect("prints");
    assert_eq!(lines, "src/shop.rs:3: `Bought` has no schema\n");
    assert_eq!(
        printed("contract problems --strict", &Contract::default()).expect("prints"),
        ""
    );
    for line in ["contract json --strict", "contract --strict problems"] {
        let error = printed(line, &with_problem()).expect_err(line).to_string();
        assert!(error.contains("`Bought` has no schema"), "{error}");
    }
}

#[test]
fn help_is_no_error() {
    for line in ["contract help", "contract --help", "contract json -h"] {
        let usage = printed(line, &Contract::default()).expect("prints");
        assert!(usage.starts_with("usage: contract"), "{usage}");
    }
}

#[test]
fn a_reader_that_has_ended_is_no_error() {
    struct Closed(io::ErrorKind);

    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    let json = || command("contract json");
    let contract = Contract::default();
    assert!(
        json()
            .run(&contract, &mut Closed(io::ErrorKind::BrokenPipe))
            .is_ok()
    );
    assert!(
        json()
            .run(&contract, &mut Closed(io::ErrorKind::StorageFull))
            .is_err()
    );
}

#[test]
fn an_asyncapi_document_has_the_title_and_the_version_that_are_given() {
    let line = "contract asyncapi --version 1.2.3 --title Shop";
    let json = printed(line, &Contract::default()).expect("prints");
    assert!(
        json.contains("\"title\": \"Shop\"") && json.contains("\"version\": \"1.2.3\""),
        "{json}"
    );
    let yaml = printed("contract --yaml asyncapi", &Contract::default()).expect("prints");
    assert!(!yaml.starts_with('{') && yaml.contains(TITLE), "{yaml}");
}

#[test]
fn types_are_printed() {
    let types = printed("contract typescript", &Contract::default()).expect("prints");
    assert_eq!(types, Contract::default().typescript());
}
