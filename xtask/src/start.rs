//! `check` tries the template `templates/start`: a project that is made of it passes each step of its own workflow, with
//! the packages that would be published.

use std::fs;
use std::path::Path;

use crate::failure::Failure;
use crate::generate::generate;
use crate::install;
use crate::metadata::Package;
use crate::process::{cargo, run, run_tests};
use crate::summary::Summary;
use crate::workspace;

const TEMPLATE: &str = "templates/start";

/// The project's name, which is that of its program too.
const NAME: &str = "generated-start";

const WORKFLOW: &str = ".github/workflows/ci.yml";

/// Makes a project in `folder`, where the packages are, and runs its workflow. The project builds into the workspace's
/// target directory and takes its dependencies from the workspace's lock file, so that most of them are there already.
pub(crate) fn check(
    packages: &[Package],
    folder: &Path,
    summary: &mut Summary,
) -> Result<(), Failure> {
    let project = folder.join(NAME);
    generate(&workspace::root().join(TEMPLATE), &project, NAME)?;
    let lock = workspace::root().join("Cargo.lock");
    fs::copy(lock, project.join("Cargo.lock"))
        .map_err(|error| Failure::new(format!("the lock file cannot be copied: {error}")))?;
    let (config, settings) = (project.join(".cargo"), settings(packages, folder)?);
    fs::create_dir_all(&config)
        .and_then(|()| fs::write(config.join("config.toml"), settings))
        .map_err(|error| Failure::new(format!("{}: {error}", config.display())))?;
    let workflow = project.join(WORKFLOW);
    let workflow = fs::read_to_string(&workflow)
        .map_err(|error| Failure::new(format!("{}: {error}", workflow.display())))?;
    for step in steps(&workflow) {
        take(step, &project, summary)?;
    }
    Ok(())
}

/// Cargo's settings for the project: the unpacked packages in place of those of crates.io.
fn settings(packages: &[Package], folder: &Path) -> Result<String, Failure> {
    let mut lines = vec![
        "[net]".to_owned(),
        "offline = true".to_owned(),
        "[build]".to_owned(),
        // For paths, Rust and TOML write strings in the same way.
        format!("target-dir = {:?}", workspace::target()?.to_string_lossy()),
        "[profile.dev]".to_owned(),
        "debug = \"line-tables-only\"".to_owned(),
        "[patch.crates-io]".to_owned(),
    ];
    for Package { name, version, .. } in packages {
        let path = folder.join(format!("{name}-{version}"));
        lines.push(format!("{name}.path = {:?}", path.to_string_lossy()));
    }
    Ok(lines.join("\n"))
}

/// The commands of the workflow.
fn steps(workflow: &str) -> impl Iterator<Item = &str> {
    workflow
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("- run: "))
}

/// Takes one step. What is installed already is not installed once more.
fn take(step: &str, project: &Path, summary: &mut Summary) -> Result<(), Failure> {
    let words: Vec<&str> = step.split(' ').collect();
    match words[..] {
        ["rustup", ..] => Ok(()),
        ["cargo", "test"] => run_tests(cargo(&["test"]).current_dir(project), &mut summary.tally),
        ["cargo", ..] => run(cargo(&words[1..]).current_dir(project)),
        ["npm", "install"] => link_npm_packages(project),
        ["npm", "test"] => {
            let mut command = install::npm();
            let program = workspace::binaries()?.join(NAME);
            command.arg("test").env("PROGRAM", program);
            run_tests(command.current_dir(project), &mut summary.tally)
        }
        _ => Err(Failure::new(format!(
            "{TEMPLATE}/{WORKFLOW} has the step `{step}`, which nobody has taught to {}",
            file!()
        ))),
    }
}

/// Lets the project have the npm packages of the JavaScript tests.
fn link_npm_packages(project: &Path) -> Result<(), Failure> {
    let installed = workspace::javascript_tests().join("node_modules");
    let link = project.join("node_modules");
    #[cfg(unix)]
    let linked = std::os::unix::fs::symlink(installed, link);
    #[cfg(windows)]
    let linked = std::os::windows::fs::symlink_dir(installed, link);
    linked.map_err(|error| Failure::new(format!("the npm packages cannot be linked: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_are_the_commands() {
        let workflow = "steps:\n  - uses: x\n  - run: cargo test\n    with: y\n  - run: npm test\n";
        assert!(steps(workflow).eq(["cargo test", "npm test"]));
    }
}
