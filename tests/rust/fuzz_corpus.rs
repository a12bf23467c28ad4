//! Nothing that the fuzz targets have found in their time makes the functions behind them panic: the corpora of `fuzz/`,
//! without a fuzzer.
#![allow(clippy::panic, reason = "clippy does not see that all of it is a test")]

use std::{
    fs,
    panic::catch_unwind,
    path::{Path, PathBuf},
};

use gateway_runtime::__fuzz;

/// The folder of the corpora.
fn corpora() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus")
}

/// The inputs of a packed corpus: each behind its length, of four bytes.
fn unpacked(mut packed: &[u8]) -> Vec<&[u8]> {
    let mut inputs = Vec::new();
    while let Some((length, rest)) = packed.split_first_chunk() {
        let length = u32::from_be_bytes(*length) as usize;
        let (input, rest) = rest.split_at(length);
        inputs.push(input);
        packed = rest;
    }
    assert!(packed.is_empty(), "a length is cut off");
    inputs
}

fn replay(name: &str, target: fn(&[u8])) {
    let packed = fs::read(corpora().join(format!("{name}.packed")));
    let packed = packed.unwrap_or_else(|error| panic!("{name}: {error}"));
    let inputs = unpacked(&packed);
    assert!(inputs.len() > 10, "{name} has {} inputs", inputs.len());
    for (number, input) in inputs.iter().enumerate() {
        let held = catch_unwind(|| target(input));
        assert!(
            held.is_ok(),
            "input {number} of {name}: {:?}",
            input.escape_ascii().to_string()
        );
    }
}

#[test]
fn text() {
    replay("text", __fuzz::text);
}

#[test]
fn attached() {
    replay("attached", __fuzz::attached);
}

#[test]
fn packed() {
    replay("packed", __fuzz::packed);
}

#[test]
fn params() {
    replay("params", __fuzz::params);
}

#[test]
fn head() {
    replay("head", __fuzz::head);
}

#[test]
fn servers() {
    replay("servers", __fuzz::servers);
}
