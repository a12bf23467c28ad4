//! `Took` is how long cargo takes to build one crate.

use std::{fs, time::Instant};

use bench_load::Failure;

use super::generate::{Generated, package};
use crate::{cargo::succeed, side::Side};

/// The time that a build took.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Took {
    /// Seconds by the clock.
    pub(crate) clock: f64,
    /// Seconds of all processors together, which other work on the machine changes less.
    pub(crate) processors: f64,
}

/// Builds a crate together with everything that it depends on.
pub(crate) fn of_everything(
    generated: &Generated,
    side: Side,
    handlers: usize,
) -> Result<Took, Failure> {
    let target = format!("clean-{}", package(side, handlers));
    generated.remove(&target)?;
    let took = built(generated, &target, &package(side, handlers))?;
    generated.remove(&target)?;
    Ok(took)
}

/// Builds a crate whose dependencies are built.
pub(crate) fn of_build(
    generated: &Generated,
    side: Side,
    handlers: usize,
) -> Result<Took, Failure> {
    let name = package(side, handlers);
    let mut clean = generated.cargo("target");
    succeed(clean.args(["clean", "--quiet", "--package", &name]))?;
    built(generated, "target", &name)
}

/// Builds a crate again after one of its handlers has changed.
pub(crate) fn of_rebuild(
    generated: &Generated,
    side: Side,
    handlers: usize,
    round: usize,
) -> Result<Took, Failure> {
    generated.edit(side, handlers, round + 1)?;
    built(generated, "target", &package(side, handlers))
}

fn built(generated: &Generated, target: &str, name: &str) -> Result<Took, Failure> {
    let (began, before) = (Instant::now(), processors());
    let mut build = generated.cargo(target);
    succeed(build.args(["build", "--quiet", "--package", name]))?;
    Ok(Took {
        clock: began.elapsed().as_secs_f64(),
        processors: processors() - before,
    })
}

/// The processor time of all processes that this one has started and that have ended, in seconds; not a number
/// where there is no `/proc`.
fn processors() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    of_children(&stat).unwrap_or(f64::NAN)
}

/// The time of child processes in user code and in the kernel, in seconds: Linux counts it in ticks, 100 a
/// second.
fn of_children(stat: &str) -> Option<f64> {
    // The second field is a name in brackets, which may hold anything.
    let (_, fields) = stat.rsplit_once(") ")?;
    let mut fields = fields.split(' ').skip(13);
    let [user, kernel]: [f64; 2] = [fields.next()?.parse().ok()?, fields.next()?.parse().ok()?];
    Some((user + kernel) / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_children_is_read() {
        let stat = "7 (a) b) S 1 7 7 0 -1 0 10 11 12 13 14 15 150 50 20 0 1";
        assert_eq!(of_children(stat), Some(2.0));
        assert_eq!(of_children("7 (a"), None);
    }
}
