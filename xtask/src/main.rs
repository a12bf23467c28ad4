//! `cargo xtask <command>` runs the project's commands. It needs only the standard library, since it is built
//! before anything else can be checked.

mod apt;
mod architecture;
mod bench;
mod browser;
mod corpus;
mod failure;
mod flaky;
mod generate;
mod html;
mod install;
mod javascript;
mod json;
mod links;
mod markdown;
mod metadata;
mod msrv;
mod package;
mod process;
mod program;
mod publish;
mod python;
mod rust_version;
mod services;
mod start;
mod summary;
mod tally;
mod test;
mod toolchain;
mod workspace;

use std::env;
use std::process::ExitCode;

const HELP: &str = "\
The project's commands:

    cargo xtask test       install what is missing, then check and test everything
    cargo xtask package    of that, what concerns publishing: documentation, links, oldest Rust, packages
    cargo xtask floors     of that, the rooms of the crates and what they import from each other
    cargo xtask install    install what the tests need: npm packages, a browser, Redis, nginx, PostgreSQL, Prometheus, python-socketio
    cargo xtask bench      measure: load, instructions, costs, sharing, several, many, dispatch, compile (`cargo xtask bench help`)
    cargo xtask corpus     `unpack` or `pack` what the fuzz targets have found (fuzz/README.md)
";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words[..] {
        ["test"] => return test::everything(),
        ["package"] => return test::packages(),
        ["floors"] => architecture::check(),
        ["install"] => install::everything().map(drop),
        ["bench", ..] => bench::measure(&arguments[1..]),
        ["corpus", "unpack"] => corpus::unpack(),
        ["corpus", "pack"] => corpus::pack(),
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        _ => {
            let line = words.join(" ");
            eprint!("xtask: unknown command `{line}`\n\n{HELP}");
            return ExitCode::FAILURE;
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}
