//! Every mistake in a declaration is a compile error at its own place, with the remedy (docs/guarantees.md,
//! 13).

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
        "timer",
        "listener",
        "server_event",
        "enhancer",
        "ws_error",
        "app",
        "several",
    ] {
        cases.compile_fail(format!("ui/{topic}/*.rs"));
    }
}
