//! The project's commands, as `cargo xtask <command>`. Only the standard library: it is
//! built before anything else can be checked.

mod apt;
mod browser;
mod failure;
mod install;
mod process;
mod program;
mod services;
mod tally;
mod test;
mod workspace;

use std::env;
use std::process::ExitCode;

const HELP: &str = "\
The project's commands:

    cargo xtask test       install what is missing, then check and test everything
    cargo xtask install    install what the tests need: npm packages, a browser, Redis, nginx, PostgreSQL
";

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let command = arguments.next();
    let outcome = match (command.as_deref(), arguments.next()) {
        (Some("test"), None) => return test::everything(),
        (Some("install"), None) => install::everything(),
        (None | Some("help" | "--help" | "-h"), None) => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        _ => {
            let line = env::args().skip(1).collect::<Vec<_>>().join(" ");
            eprint!("xtask: unknown command `{line}`\n\n{HELP}");
            return ExitCode::FAILURE;
        }
    };
    match outcome {
        Ok(_) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}
