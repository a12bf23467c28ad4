//! `Callgrind` counts how many instructions a message takes in a server: unlike time, the count hardly depends on what
//! else the machine does.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use bench_load::{Failure, server::Server};

use crate::{
    cargo,
    effort::Effort,
    machine::{self, Machine},
};

/// How many clients hear a broadcast that is counted.
pub(crate) const LISTENERS: u64 = 100;
/// How many broadcasts the runs have whose difference is taken. The first ones are not like the others: they allocate
/// buffers. All of it has to end before the ping interval, since pings would be counted too.
pub(crate) const SHOUTS: [u64; 2] = [5, 55];

/// See the [module](self).
pub(crate) struct Callgrind<'a> {
    machine: &'a Machine,
    folder: PathBuf,
    /// How many messages the runs have whose difference is taken.
    few: u64,
    many: u64,
}

impl<'a> Callgrind<'a> {
    /// Looks for callgrind. Without it, prints so.
    pub(crate) fn look(machine: &'a Machine, effort: &Effort) -> Result<Option<Self>, Failure> {
        if machine::answer("valgrind", &["--version"]).is_none() {
            println!("Instructions were not counted: valgrind is not in PATH.");
            return Ok(None);
        }
        let (few, many) = if effort.quick {
            (200, 1200)
        } else {
            (2000, 22_000)
        };
        let folder = cargo::scratch("callgrind")?;
        Ok(Some(Self {
            machine,
            folder,
            few,
            many,
        }))
    }

    /// What is counted, for the reader of a table.
    pub(crate) fn what(&self) -> String {
        let (few, many) = (self.few, self.many);
        format!(
            "User instructions of the server per acknowledged message (callgrind; 1 x 1, runtime of one thread; \
             the difference of {many} and {few} messages)"
        )
    }

    /// The file with the counts by function, of what was counted under this name.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.out"))
    }

    /// The instructions for one message. `server` adds the server's program to a command.
    pub(crate) fn each(
        &self,
        name: &str,
        event: &str,
        server: impl Fn(&mut Command),
    ) -> Result<u64, Failure> {
        let load = |load: &mut Command, count: u64| {
            load.args(["acknowledge", "--connections", "1", "--depth", "1"])
                .args(["--spin", "false", "--event", event])
                .args(["--count", &count.to_string()]);
        };
        let between = self.between(name, [self.few, self.many], load, server)?;
        let each = between / (self.many - self.few);
        eprintln!("{name}: {each} instructions");
        Ok(each)
    }

    /// The instructions that a lone broadcast to [`LISTENERS`] takes for each of them. `server` adds the server's
    /// program to a command.
    pub(crate) fn each_listener(
        &self,
        name: &str,
        server: impl Fn(&mut Command),
    ) -> Result<u64, Failure> {
        let load = |load: &mut Command, count: u64| {
            load.args(["shout", "--connections", &LISTENERS.to_string()])
                .args(["--count", &count.to_string()]);
        };
        let [few, many] = SHOUTS;
        let between = self.between(name, [few, many], load, server)?;
        let each = between / ((many - few) * LISTENERS);
        eprintln!("{name}: {each} instructions");
        Ok(each)
    }

    /// How many instructions more the greater of two counts of messages takes. Both runs have the instructions of
    /// starting and connecting, so their difference has not.
    fn between(
        &self,
        name: &str,
        [few, many]: [u64; 2],
        load: impl Fn(&mut Command, u64),
        server: impl Fn(&mut Command),
    ) -> Result<u64, Failure> {
        let before = self.all(name, |command| load(command, few), &server)?;
        let after = self.all(name, |command| load(command, many), &server)?;
        Ok(after.saturating_sub(before))
    }

    /// All instructions of a server until its load is over.
    fn all(
        &self,
        name: &str,
        load: impl Fn(&mut Command),
        server: impl Fn(&mut Command),
    ) -> Result<u64, Failure> {
        let file = self.file(name);
        let mut command = self.machine.server(Path::new("valgrind"));
        command
            .args(["--quiet", "--tool=callgrind"])
            .arg(format!("--callgrind-out-file={}", file.display()));
        server(&mut command);
        let server = Server::start(command.env("BENCH_RT", "current"))?;
        let mut command = self.machine.load(&cargo::binary("bench-load")?);
        load(&mut command);
        command.args(["--address", &server.address().to_string()]);
        machine::output(&mut command)?;
        server.stop()?;
        let counts = fs::read_to_string(&file)
            .map_err(|error| Failure::new(format!("{}: {error}", file.display())))?;
        total(&counts).ok_or_else(|| Failure::new(format!("{} has no total", file.display())))
    }
}

/// The instructions of a callgrind file.
fn total(counts: &str) -> Option<u64> {
    let total = counts.lines().rev().find_map(|line| {
        let total = line.strip_prefix("summary:");
        total.or_else(|| line.strip_prefix("totals:"))
    });
    total?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_total_of_a_file_is_read() {
        assert_eq!(total("events: Ir\nsummary: 17\n\nfn=(1)\n1 17\n"), Some(17));
        assert_eq!(total("fn=(1)\n1 17\n\ntotals: 18\n"), Some(18));
        assert_eq!(total("fn=(1)\n"), None);
    }
}
