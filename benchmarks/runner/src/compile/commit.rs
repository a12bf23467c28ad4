//! `Commit` is what is measured: the last commit of this checkout.

use std::process::Command;

use bench_load::Failure;

use crate::{cargo, machine::output};

/// A commit, as the dependency of a generated crate.
///
/// It is fetched by git, as a user's dependency comes from git or from a registry. A dependency by its path would
/// be built in another way: incrementally, in 256 units instead of 16, and with a graph of what depends on what.
pub(crate) struct Commit {
    hash: String,
    /// Whether the checkout has changes that are in no commit.
    is_behind: bool,
}

impl Commit {
    /// The last one.
    pub(crate) fn last() -> Result<Self, Failure> {
        let git = |arguments: &[&str]| {
            let mut git = Command::new("git");
            output(git.args(arguments).current_dir(cargo::workspace()))
        };
        Ok(Self {
            hash: git(&["rev-parse", "HEAD"])?.trim().to_owned(),
            is_behind: !git(&["status", "--porcelain"])?.is_empty(),
        })
    }

    /// The dependency on the runtime, for a manifest.
    pub(crate) fn dependency(&self) -> String {
        let checkout = cargo::workspace().display();
        format!(
            "gateway-runtime = {{ git = 'file://{checkout}', rev = '{}' }}\n",
            self.hash
        )
    }

    /// Says what a reader of the figures has to know.
    pub(crate) fn print(&self) {
        if self.is_behind {
            println!("Changes that are not committed are not measured.\n");
        }
    }
}
