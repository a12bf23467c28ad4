//! `Machine` knows which processors the run may use, and prints what a reader of the figures has to know.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

use bench_load::Failure;

/// The machine, as far as it matters to the figures.
pub(crate) struct Machine {
    /// The processors of the server and of the load generator, if there are two and `taskset` can assign them.
    cores: Option<[String; 2]>,
}

impl Machine {
    /// Looks at this machine.
    pub(crate) fn look() -> Self {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mut cores = allowed(&status).into_iter();
        let cores = cores.next().zip(cores.next());
        Self {
            cores: cores
                .filter(|_| answer("taskset", &["--version"]).is_some())
                .map(|(server, load)| [server.to_string(), load.to_string()]),
        }
    }

    /// Prints what the figures depend on.
    pub(crate) fn print(&self) {
        let processors = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let model = processors
            .lines()
            .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
            .map_or("an unknown processor", |(_, model)| model);
        let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
        let load = load.split(' ').next().unwrap_or_default();
        let or_unknown = |answer: Option<String>| answer.unwrap_or_else(|| "unknown".into());
        println!(
            "{} on {model}, {}; commit {}; load average at the start {load}; {}\n",
            or_unknown(answer("rustc", &["--version"])),
            or_unknown(answer("uname", &["-sr"])),
            or_unknown(answer("git", &["describe", "--always", "--dirty"])),
            match &self.cores {
                Some([server, load]) => format!("server on core {server}, load on core {load}"),
                None => "not pinned to cores".to_owned(),
            }
        );
    }

    /// A command that runs the server's program, on its core.
    pub(crate) fn server(&self, program: &Path) -> Command {
        pinned(self.cores.as_ref().map(|[server, _]| server), program)
    }

    /// A command that runs the server's program, on all cores.
    pub(crate) fn server_on_all(program: &Path) -> Command {
        pinned(None, program)
    }

    /// A command that runs the load generator's program, on its core.
    pub(crate) fn load(&self, program: &Path) -> Command {
        pinned(self.cores.as_ref().map(|[_, load]| load), program)
    }
}

/// A command that runs a program with as many open files as the system allows, since each connection is one.
/// The shell becomes the program, so that the process that is started has the program's id.
fn pinned(core: Option<&String>, program: &Path) -> Command {
    let mut command = Command::new("sh");
    command.args([
        "-c",
        r#"ulimit -n "$(ulimit -H -n)" 2>/dev/null; exec "$@""#,
        "sh",
    ]);
    if let Some(core) = core {
        command.args(["taskset", "-c", core]);
    }
    command.arg(program);
    command
}

/// The processors that this process may use, from `/proc/self/status`.
fn allowed(status: &str) -> Vec<usize> {
    let list = status
        .lines()
        .find_map(|line| line.strip_prefix("Cpus_allowed_list:"))
        .unwrap_or_default();
    let ranges = list.trim().split(',').filter_map(|range| {
        let (from, to) = range.split_once('-').unwrap_or((range, range));
        Some(from.parse().ok()?..=to.parse().ok()?)
    });
    ranges.flatten().collect()
}

/// What a program prints; `None` if the program is missing or fails.
pub(crate) fn answer(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

/// What a program prints. If the program fails, the failure has the program's own words.
pub(crate) fn output(command: &mut Command) -> Result<String, Failure> {
    let output = command.stdin(Stdio::null()).output()?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let words = String::from_utf8_lossy(&output.stderr);
    Err(Failure::new(format!(
        "{command:?} failed: {}\n{words}",
        output.status
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_which_processors_are_allowed() {
        let status = |list| format!("Name:\tbench\nCpus_allowed_list:\t{list}\nMems_allowed:\t1\n");
        assert_eq!(allowed(&status("0-3")), [0, 1, 2, 3]);
        assert_eq!(allowed(&status("1,4-5")), [1, 4, 5]);
        assert_eq!(allowed("Name:\tbench\n"), [] as [usize; 0]);
    }
}
