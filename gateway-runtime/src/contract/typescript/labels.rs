//! `labels` gives the names of parameters: of the arguments of an event or of an acknowledgement.

use super::{identifier::identifier, reserved};
use crate::contract::Argument;

/// A name for each argument, of which no two are the same. None is `ack`, which is the acknowledgement itself.
pub(super) fn labels(arguments: &[Argument]) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    for argument in arguments {
        let mut label = identifier(&argument.name);
        while label == "ack" || reserved::WORDS.contains(&label.as_str()) || labels.contains(&label)
        {
            label.push('_');
        }
        labels.push(label);
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_labels_are_the_same_and_none_is_reserved() {
        let arguments = ["body", "body", "in", "ack", "größe", "a b", ""].map(|name| Argument {
            name: name.to_owned(),
            ..Argument::default()
        });
        assert_eq!(
            labels(&arguments),
            ["body", "body_", "in_", "ack_", "größe", "a_b", "_"]
        );
    }
}
