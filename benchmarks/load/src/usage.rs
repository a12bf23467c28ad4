//! `processor_time` and `resident_memory` read from `/proc` what a process has spent. On systems other than
//! Linux there is nothing to read.

use std::{fs, time::Duration};

/// The time that all threads of a process have run, in user code and in the kernel.
#[must_use]
pub fn processor_time(process: u32) -> Option<Duration> {
    let mut sum = 0;
    for thread in fs::read_dir(format!("/proc/{process}/task")).ok()? {
        // A thread may have ended since the folder was read.
        let Ok(line) = fs::read_to_string(thread.ok()?.path().join("schedstat")) else {
            continue;
        };
        sum += line.split_ascii_whitespace().next()?.parse::<u64>().ok()?;
    }
    Some(Duration::from_nanos(sum))
}

/// The memory of the machine that a process has (its resident set), in bytes.
#[must_use]
pub fn resident_memory(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kibibytes: u64 = line.split_ascii_whitespace().nth(1)?.parse().ok()?;
    Some(kibibytes * 1024)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn this_process_is_seen() {
        let process = std::process::id();
        let before = processor_time(process).expect("is readable");
        let mut sum = 0_u64;
        while processor_time(process).expect("is readable") == before {
            sum = std::hint::black_box(sum.wrapping_add(1));
        }
        assert!(resident_memory(process).expect("is readable") > 100_000);
    }
}
