//! `RustVersion` is a version of Rust: that of a release, or the oldest that a package builds with.

use std::fmt;

/// A version. A number that a manifest leaves out is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RustVersion {
    major: u32,
    minor: u32,
    patch: u32,
}

impl RustVersion {
    /// Reads `1.95` or `1.95.0`. `None` for anything else, also for a beta and a nightly, which are
    /// not the release that they are named after.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut numbers = text.split('.').map(|number| number.parse().ok());
        let version = Self {
            major: numbers.next()??,
            minor: numbers.next().unwrap_or(Some(0))?,
            patch: numbers.next().unwrap_or(Some(0))?,
        };
        numbers.next().is_none().then_some(version)
    }

    /// Reads what `rustc --version` prints: `rustc 1.95.0 (59807616e 2026-04-14)`.
    pub(crate) fn of_compiler(line: &str) -> Option<Self> {
        Self::read(line.strip_prefix("rustc ")?.split(' ').next()?)
    }

    /// Whether a release proves that a package with this oldest version builds with it: a release of
    /// the same minor version, and no older one.
    pub(crate) fn is_proven_by(self, release: Self) -> bool {
        (self.major, self.minor) == (release.major, release.minor) && self <= release
    }
}

/// Leaves out a last number of 0, as manifests and rustup do.
impl fmt::Display for RustVersion {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.major, self.minor)?;
        if self.patch > 0 {
            write!(formatter, ".{}", self.patch)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> RustVersion {
        RustVersion::read(text).expect("is a version")
    }

    #[test]
    fn reads_versions_of_manifests_and_compilers() {
        for text in ["1.95", "1.95.2"] {
            assert_eq!(version(text).to_string(), text);
        }
        assert_eq!(version("1.95.0"), version("1.95"));
        assert_eq!(version("1").to_string(), "1.0");
        for text in [
            "",
            "1.",
            "1.95-nightly",
            "1.95.0-beta.2",
            "1.95.0.1",
            "stable",
        ] {
            assert_eq!(RustVersion::read(text), None, "{text}");
        }
        let compiler = "rustc 1.95.0 (59807616e 2026-04-14)";
        assert_eq!(RustVersion::of_compiler(compiler), Some(version("1.95.0")));
        assert_eq!(
            RustVersion::of_compiler("rustc 1.96.0-nightly (1 2026-04-14)"),
            None
        );
    }

    #[test]
    fn later_versions_are_greater() {
        let sorted = ["1.9", "1.94", "1.94.1", "1.95"].map(version);
        assert!(sorted.is_sorted());
    }

    #[test]
    fn a_release_of_the_minor_version_is_the_proof() {
        for (oldest, release, is_proof) in [
            ("1.95", "1.95.0", true),
            ("1.95", "1.95.3", true),
            ("1.95", "1.96.0", false),
            ("1.95", "1.94.9", false),
            ("1.95.1", "1.95.0", false),
            ("1.95.1", "1.95.1", true),
        ] {
            assert_eq!(
                version(oldest).is_proven_by(version(release)),
                is_proof,
                "{oldest} {release}"
            );
        }
    }
}
