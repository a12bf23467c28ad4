//! With the feature `contract`, mistakes in what methods take and return are reported in the same words as without it: the
//! fixtures are those of the tests without the feature, and so are their expected errors.

#[test]
fn compile_errors_are_the_same_with_the_contract() {
    let cases = trybuild::TestCases::new();
    for kind in [
        "ack-not-serialize",
        "error-does-not-convert",
        "not-serialize",
        "not-serialize-in-result",
        "stream-borrows",
        "stream-of-plain-values",
        "undeclared-event",
        "value-beside-ack",
    ] {
        cases.compile_fail(format!("ui/answer/{kind}.rs"));
    }
    for kind in ["auth-not-deserialize", "body-not-deserialize", "not-an-ack"] {
        cases.compile_fail(format!("ui/parameter/{kind}.rs"));
    }
}
