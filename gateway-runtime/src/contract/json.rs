//! `to_json` prints a contract as the file `contract.json`.

use serde_json::Value;

use super::{Contract, sorted::sorted};

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
