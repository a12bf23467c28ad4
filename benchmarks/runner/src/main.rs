//! `bench-runner` compares `gateway-echo` with `handwritten-echo`, and servers that share rooms with each other;
//! `cargo xtask bench` starts it.

mod cargo;
mod compile;
mod effort;
mod figures;
mod instructions;
mod machine;
mod rounds;
mod scenarios;
mod sharing;
mod side;
mod table;

use std::{env, process::ExitCode};

use bench_load::Failure;

use crate::{effort::Effort, machine::Machine};

const HELP: &str = "\
cargo xtask bench [WHAT] [--rounds N] [--quick]

    (nothing)     load and instructions
    load          the two servers under load: medians of N rounds (3)
    instructions  instructions for each message, counted by callgrind
    sharing       broadcasts between servers that share rooms through Redis, on Node too
    dispatch      parts of a message's way, in this process
    compile       build times, lines of IR and of expansion

--quick is for trying whether it works: its figures say little.
";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("bench: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Failure> {
    let mut arguments: Vec<String> = env::args().skip(1).collect();
    let effort = Effort::take(&mut arguments)?;
    let what: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match what[..] {
        [] => {
            cargo::build()?;
            let machine = Machine::look();
            machine.print();
            rounds::print(&machine, &effort)?;
            instructions::print(&machine, &effort)
        }
        ["load"] => {
            cargo::build()?;
            let machine = Machine::look();
            machine.print();
            rounds::print(&machine, &effort)
        }
        ["instructions"] => {
            cargo::build()?;
            let machine = Machine::look();
            machine.print();
            instructions::print(&machine, &effort)
        }
        ["sharing"] => {
            let machine = Machine::look();
            machine.print();
            sharing::print(&machine, &effort)
        }
        ["compile"] => {
            Machine::look().print();
            compile::print(&effort)
        }
        ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        _ => Err(Failure::new(format!(
            "unknown: {}\n\n{HELP}",
            what.join(" ")
        ))),
    }
}
