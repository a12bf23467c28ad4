//! `Options` are the options of the command line, each as `--name value` and at most once.

use std::{collections::HashMap, str::FromStr};

use bench_load::Failure;

/// The options that were typed and not yet taken.
pub(crate) struct Options(HashMap<String, String>);

impl Options {
    pub(crate) fn new(arguments: impl Iterator<Item = String>) -> Result<Self, Failure> {
        let mut options = HashMap::new();
        let mut arguments = arguments;
        while let Some(name) = arguments.next() {
            let Some(name) = name.strip_prefix("--") else {
                return Err(Failure::new(format!("{name}: an option starts with `--`")));
            };
            let value = arguments
                .next()
                .ok_or_else(|| Failure::new(format!("--{name} wants a value")))?;
            options.insert(name.to_owned(), value);
        }
        Ok(Self(options))
    }

    /// The value of an option, if it was typed.
    pub(crate) fn take<T: FromStr>(&mut self, name: &str) -> Result<Option<T>, Failure> {
        let Some(value) = self.0.remove(name) else {
            return Ok(None);
        };
        let parsed = value.parse().map(Some);
        parsed.map_err(|_| Failure::new(format!("--{name} {value}: not understood")))
    }

    /// The value of an option, or else `default`.
    pub(crate) fn or<T: FromStr>(&mut self, name: &str, default: T) -> Result<T, Failure> {
        Ok(self.take(name)?.unwrap_or(default))
    }

    /// Fails if an option was typed that nothing has taken.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        match self.0.into_keys().min() {
            Some(name) => Err(Failure::new(format!("--{name}: unknown here"))),
            None => Ok(()),
        }
    }
}
