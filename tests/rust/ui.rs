//! Guarantee 13: every mistake is a compile error at its own place, with the remedy.

#[test]
fn compile_errors() {
    let cases = trybuild::TestCases::new();
    cases.pass("ui/pass/*.rs");
    for topic in [
        "options",
        "struct",
        "block",
        "event",
        "parameter",
        "answer",
        "hook",
        "server_event",
        "several",
    ] {
        cases.compile_fail(format!("ui/{topic}/*.rs"));
    }
}
