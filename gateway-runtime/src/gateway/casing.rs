//! `RenameAll::apply` turns a method's name into an event's.

use super::RenameAll;

impl RenameAll {
    /// Cases `method`, a Rust method name in snake case, the way serde's `rename_all` does.
    pub(crate) fn apply(self, method: &str) -> String {
        let words = || method.split('_').filter(|word| !word.is_empty());
        match self {
            Self::LowerCase => words().collect::<String>().to_lowercase(),
            Self::UpperCase => words().collect::<String>().to_uppercase(),
            Self::SnakeCase => method.to_owned(),
            Self::ScreamingSnakeCase => method.to_uppercase(),
            Self::KebabCase => words().collect::<Vec<_>>().join("-"),
            Self::ScreamingKebabCase => words().collect::<Vec<_>>().join("-").to_uppercase(),
            Self::PascalCase => words().map(capitalised).collect(),
            Self::CamelCase => {
                let mut words = words();
                let first = words.next().unwrap_or_default().to_owned();
                words
                    .map(capitalised)
                    .fold(first, |name, word| name + &word)
            }
        }
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::RenameAll;

    #[test]
    fn each_casing() {
        for (casing, expected) in [
            (RenameAll::LowerCase, "sendnewmessage"),
            (RenameAll::UpperCase, "SENDNEWMESSAGE"),
            (RenameAll::SnakeCase, "send_new_message"),
            (RenameAll::ScreamingSnakeCase, "SEND_NEW_MESSAGE"),
            (RenameAll::KebabCase, "send-new-message"),
            (RenameAll::ScreamingKebabCase, "SEND-NEW-MESSAGE"),
            (RenameAll::PascalCase, "SendNewMessage"),
            (RenameAll::CamelCase, "sendNewMessage"),
        ] {
            assert_eq!(casing.apply("send_new_message"), expected, "{casing:?}");
        }
    }
}
