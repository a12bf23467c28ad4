//! `begins` compares the beginning of a failure, behind which the place and the transcript follow.

/// Fails unless the text begins like this.
#[track_caller]
pub(crate) fn begins(text: &str, beginning: &str) {
    assert!(
        text.starts_with(beginning),
        "{text}\ndoes not begin with\n{beginning}"
    );
}
