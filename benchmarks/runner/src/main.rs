//! `bench-runner` compares `gateway-echo` with `handwritten-echo`, and servers that share rooms with each other;
//! `cargo xtask bench` starts it.

mod callgrind;
mod cargo;
mod compile;
mod costs;
mod effort;
mod figures;
mod instructions;
mod machine;
mod many;
mod node;
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
    costs         what a message pays for metrics, traces and their like, if they are switched on
    sharing       broadcasts between servers that share rooms through Redis, on Node too
    several       broadcasts to clients of two such servers: for a second of CPU, and until a client hears them
    many          10,000 clients and more on one server: at rest, a broadcast to all, all coming back
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
            cargo::build(&cargo::TWINS)?;
            let machine = Machine::look();
            machine.print();
            rounds::print(&machine, &effort)?;
            instructions::print(&machine, &effort)
        }
        ["load"] => {
            cargo::build(&cargo::TWINS)?;
            let machine = Machine::look();
            machine.print();
            rounds::print(&machine, &effort)
        }
        ["instructions"] => {
            cargo::build(&cargo::TWINS)?;
            let machine = Machine::look();
            machine.print();
            instructions::print(&machine, &effort)
        }
        ["costs"] => {
            let machine = Machine::look();
            machine.print();
            costs::print(&machine, &effort)
        }
        ["sharing"] => {
            let machine = Machine::look();
            machine.print();
            sharing::print(&machine, &effort)
        }
        ["several"] => {
            let machine = Machine::look();
            machine.print();
            sharing::print_several(&machine, &effort)
        }
        ["many"] => {
            let machine = Machine::look();
            machine.print();
            many::print(&machine, &effort)
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
