//! `Effort` is how much time to spend on measuring.

use bench_load::Failure;

/// How much time to spend, as the command line chooses.
pub(crate) struct Effort {
    /// How often each server is measured.
    pub(crate) rounds: usize,
    /// Whether the run is only to show that everything works.
    pub(crate) quick: bool,
}

impl Effort {
    /// Takes `--rounds N` and `--quick` out of the command line.
    pub(crate) fn take(arguments: &mut Vec<String>) -> Result<Self, Failure> {
        let before = arguments.len();
        arguments.retain(|argument| argument != "--quick");
        let quick = arguments.len() < before;
        let mut rounds = if quick { 1 } else { 3 };
        if let Some(place) = arguments.iter().position(|argument| argument == "--rounds") {
            let number = arguments
                .get(place + 1)
                .and_then(|number| number.parse().ok());
            rounds = number
                .filter(|rounds| *rounds > 0)
                .ok_or_else(|| Failure::new("--rounds wants a number from 1 on"))?;
            arguments.drain(place..place + 2);
        }
        Ok(Self { rounds, quick })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take(line: &str) -> Result<(usize, bool, Vec<String>), String> {
        let mut arguments = line.split_ascii_whitespace().map(str::to_owned).collect();
        let effort = Effort::take(&mut arguments).map_err(|failure| failure.to_string())?;
        Ok((effort.rounds, effort.quick, arguments))
    }

    #[test]
    fn options_are_taken_and_the_rest_stays() {
        assert_eq!(take("load"), Ok((3, false, vec!["load".to_owned()])));
        assert_eq!(take("--quick"), Ok((1, true, vec![])));
        assert_eq!(
            take("load --rounds 5 --quick"),
            Ok((5, true, vec!["load".to_owned()]))
        );
        assert!(take("--rounds").is_err());
        assert!(take("--rounds 0").is_err());
    }
}
