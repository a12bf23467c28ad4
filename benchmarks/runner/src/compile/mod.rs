//! `print` measures what a gateway costs while it is compiled: the same handlers in a gateway and by hand, in
//! crates that are generated for the purpose.

mod commit;
mod expansion;
mod generate;
mod ir;
mod time;

use bench_load::Failure;

use crate::{
    effort::Effort,
    figures::real,
    side::Side,
    table::{self, Line},
};
use commit::Commit;
use generate::Generated;
use time::Took;

/// How many handlers the generated crates have.
const SIZES: [usize; 3] = [1, 20, 200];

/// How many handlers the crate has that is built together with its dependencies.
const OF_EVERYTHING: usize = 20;

/// What the build of [`OF_EVERYTHING`] may cost at most, and that of the largest crate alone: processor time, in
/// that of the crates by hand.
const TARGETS: [f64; 2] = [1.2, 0.65];

/// Generates the crates, measures and prints the tables.
pub(crate) fn print(effort: &Effort) -> Result<(), Failure> {
    let commit = Commit::last()?;
    commit.print();
    let generated = Generated::write(&SIZES, &commit)?;
    println!(
        "Build times, development profile, medians of {} rounds.\n",
        effort.rounds
    );
    build_times(&generated, effort)?;
    println!(
        "Lines of LLVM IR of the crates alone, without debug information, in one unit; each handler has a \
         payload type of its own.\n"
    );
    table::print(&ir(&generated)?);
    println!(
        "Lines of the crates after all macros, formatted by rustfmt; all handlers share one payload type. (The \
         compiler prints them with RUSTC_BOOTSTRAP=1, since the option is not stable; nothing else is \
         measured with it.)\n"
    );
    table::print(&expansion(&generated)?);
    Ok(())
}

/// Measures and prints the times, and whether the targets are met.
fn build_times(generated: &Generated, effort: &Effort) -> Result<(), Failure> {
    let mut everything = Both::new(format!(
        "clean build of {OF_EVERYTHING} handlers and all dependencies"
    ));
    generated.build_all(&SIZES)?;
    let mut builds = SIZES.map(|size| {
        let of = format!("{size} handlers");
        [
            Both::new(format!("build of {of}, dependencies built")),
            Both::new(format!("rebuild of {of} after an edit of one")),
        ]
    });
    for round in 0..effort.rounds {
        if !effort.quick {
            for side in Side::in_round(round) {
                everything.add(side, time::of_everything(generated, side, OF_EVERYTHING)?);
            }
        }
        for (handlers, [build, rebuild]) in SIZES.into_iter().zip(&mut builds) {
            for side in Side::in_round(round) {
                build.add(side, time::of_build(generated, side, handlers)?);
                rebuild.add(side, time::of_rebuild(generated, side, handlers, round)?);
            }
        }
    }
    let largest = builds.last().map(|[build, _]| &build.processors);
    let targets: Vec<String> = [Some(&everything.processors), largest]
        .into_iter()
        .flatten()
        .zip(TARGETS)
        .map(|(line, most)| target(line, most))
        .collect();
    let lines = [everything]
        .into_iter()
        .chain(builds.into_iter().flatten())
        .flat_map(Both::lines);
    table::print(&lines.collect::<Vec<_>>());
    println!("Targets:\n\n{}\n", targets.join("\n"));
    Ok(())
}

/// Whether the ratio of a line is at most what it may be.
fn target(line: &Line, most: f64) -> String {
    let (name, most_shown) = (
        line.name(),
        format!("at most {most:.2} of the hand-written"),
    );
    match line.ratio() {
        None => format!("- {name}: {most_shown}; not measured"),
        Some(ratio) if ratio <= most => format!("- {name}: {most_shown}; met with {ratio:.3}"),
        Some(ratio) => format!("- {name}: {most_shown}; missed with {ratio:.3}"),
    }
}

fn ir(generated: &Generated) -> Result<Vec<Line>, Failure> {
    let [one, few, _] = SIZES;
    let mut first = Line::new(format!("{one} handlers"), "lines");
    let mut another = Line::new(format!("each handler from the 2nd to the {few}th"), "lines");
    for side in Side::in_round(0) {
        let of_one = ir::lines(generated, side, one)?;
        let of_few = ir::lines(generated, side, few)?;
        first.add(side, real(of_one));
        another.add(side, real(of_few - of_one) / real((few - one) as u64));
    }
    Ok(vec![first, another])
}

fn expansion(generated: &Generated) -> Result<Vec<Line>, Failure> {
    let mut lines = SIZES.map(|size| Line::new(format!("{size} handlers"), "lines"));
    let mut another = Line::new("each handler from the 21st to the 200th", "lines");
    for side in Side::in_round(0) {
        let mut counts = [0; SIZES.len()];
        for ((handlers, line), count) in SIZES.into_iter().zip(&mut lines).zip(&mut counts) {
            generated.share_payload(side, handlers)?;
            *count = expansion::lines(generated, side, handlers)?;
            line.add(side, real(*count));
        }
        let ([_, few, many], [_, of_few, of_many]) = (SIZES, counts);
        another.add(side, real(of_many - of_few) / real((many - few) as u64));
    }
    Ok(lines.into_iter().chain([another]).collect())
}

/// The lines of a build's two times.
struct Both {
    clock: Line,
    processors: Line,
}

impl Both {
    fn new(name: String) -> Self {
        Self {
            processors: Line::new(format!("{name}, processors"), "s"),
            clock: Line::new(name, "s"),
        }
    }

    fn add(&mut self, side: Side, took: Took) {
        eprintln!("{}: {side:?}: {took:?}", self.clock.name());
        self.clock.add(side, took.clock);
        self.processors.add(side, took.processors);
    }

    fn lines(self) -> [Line; 2] {
        [self.clock, self.processors]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_met_or_missed_or_not_measured() {
        let mut line = Line::new("a build", "s");
        assert_eq!(
            target(&line, 0.65),
            "- a build: at most 0.65 of the hand-written; not measured"
        );
        line.add(Side::Handwritten, 2.0);
        line.add(Side::Gateway, 1.3);
        assert_eq!(
            target(&line, 0.65),
            "- a build: at most 0.65 of the hand-written; met with 0.650"
        );
        assert_eq!(
            target(&line, 0.6),
            "- a build: at most 0.60 of the hand-written; missed with 0.650"
        );
    }
}
