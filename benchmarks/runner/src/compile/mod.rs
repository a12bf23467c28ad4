//! `print` measures what a gateway costs while it is compiled: the same handlers in a gateway and by hand, in
//! crates that are generated for the purpose.

mod expansion;
mod generate;
mod time;

use bench_load::Failure;

use crate::{
    effort::Effort,
    figures::real,
    side::Side,
    table::{self, Line},
};
use generate::Generated;
use time::Took;

/// How many handlers the generated crates have.
const SIZES: [usize; 3] = [1, 20, 200];

/// How many handlers the crate has that is built together with its dependencies.
const OF_EVERYTHING: usize = 20;

/// Generates the crates, measures and prints the tables.
pub(crate) fn print(effort: &Effort) -> Result<(), Failure> {
    let generated = Generated::write(&SIZES)?;
    println!(
        "Build times, development profile, medians of {} rounds.\n",
        effort.rounds
    );
    table::print(&build_times(&generated, effort)?);
    println!(
        "Lines of the crates after all macros, formatted by rustfmt; all handlers share one payload type. (The \
         compiler prints them with RUSTC_BOOTSTRAP=1, since the option is not stable; nothing else is \
         measured with it.)\n"
    );
    table::print(&expansion(&generated)?);
    Ok(())
}

fn build_times(generated: &Generated, effort: &Effort) -> Result<Vec<Line>, Failure> {
    let mut everything = Both::new(format!(
        "clean build of {OF_EVERYTHING} handlers and all dependencies (once)"
    ));
    if !effort.quick {
        for side in Side::in_round(0) {
            everything.add(side, time::of_everything(generated, side, OF_EVERYTHING)?);
        }
    }
    generated.build_all(&SIZES)?;
    let mut builds = SIZES.map(|size| {
        let of = format!("{size} handlers");
        [
            Both::new(format!("build of {of}, dependencies built")),
            Both::new(format!("rebuild of {of} after an edit of one")),
        ]
    });
    for round in 0..effort.rounds {
        for (handlers, [build, rebuild]) in SIZES.into_iter().zip(&mut builds) {
            for side in Side::in_round(round) {
                build.add(side, time::of_build(generated, side, handlers)?);
                rebuild.add(side, time::of_rebuild(generated, side, handlers, round)?);
            }
        }
    }
    let builds = builds.into_iter().flatten();
    Ok([everything]
        .into_iter()
        .chain(builds)
        .flat_map(Both::lines)
        .collect())
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
