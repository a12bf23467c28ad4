//! `to_json` prints a contract as the file `contract.json`.

use serde_json::{Map, Value};

use super::Contract;

impl Contract {
    /// The contract as JSON: what `contract.json` holds. Objects are indented by two spaces, their members are sorted,
    /// and the text ends with a line break, so that version control shows what changed line by line.
    ///
    /// The text is the same from run to run. [`Contract`] implements `Deserialize`, which reads it back.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Writing fails for maps whose keys are no text, of which the model has none.
        let contract = serde_json::to_value(self).unwrap_or_default();
        pretty(contract)
    }
}

/// A value as indented text with sorted members.
pub(super) fn pretty(value: Value) -> String {
    format!("{:#}\n", sorted(value))
}

/// Sorts the members of objects, which `serde_json` does not where another crate of the build has turned on
/// `preserve_order`.
pub(super) fn sorted(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.into_iter().collect();
            members.sort_by(|(a, _), (b, _)| a.cmp(b));
            let members = members.into_iter();
            let members = members.map(|(name, value)| (name, sorted(value)));
            Value::Object(members.collect::<Map<_, _>>())
        }
        Value::Array(elements) => Value::Array(elements.into_iter().map(sorted).collect()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_contract_is_read_back_from_its_json() {
        let text = json!({
            "contract": 1,
            "endpoints": { "main": { "path": "/socket.io", "transports": ["polling"], "namespaces": {} } },
            "types": { "B": { "type": "string", "description": "b" }, "A": true },
        });
        let contract: Contract = serde_json::from_value(text).unwrap();
        let written = contract.to_json();
        assert_eq!(
            serde_json::from_str::<Contract>(&written).unwrap(),
            contract
        );
        assert!(written.ends_with("}\n"), "{written}");
        assert!(written.find("\"A\"").unwrap() < written.find("\"B\"").unwrap());
        assert!(written.contains("\n  \"endpoints\""), "{written}");
    }
}
