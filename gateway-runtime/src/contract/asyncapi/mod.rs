//! `AsyncApi` is a contract as an AsyncAPI document: for documentation sites, mock servers and clients that are not
//! written in TypeScript.

mod channels;
mod document;
mod errors;
mod events;
mod keys;
mod messages;
mod namespaces;
mod notes;
mod schemas;
mod servers;
#[cfg(test)]
mod tests;

use serde_json::{Value, json};

use super::{Contract, json::pretty, sorted::sorted};

/// An [AsyncAPI 3.0](https://www.asyncapi.com/docs/reference/specification/v3.0.0) document, made by
/// [`Contract::asyncapi`].
///
/// The document speaks as the app: the app *receives* what clients send, and *sends* what clients get.
///
/// - A server is an endpoint, with the option `path` of clients as `pathname`.
/// - A channel is an event in a namespace. Its address is the namespace's name, `#`, and the event's name; the extension
///   `x-socketio` has both apart. What a fallback takes is the channel of the parameter `event`.
/// - The payload of a message is the list of the event's arguments.
/// - An acknowledgement is the reply of an operation. Its channel has no address, since an acknowledgement has no name.
///   Each code of an error is a message of its own.
/// - The extension `x-namespaces` has what belongs to a whole namespace: its description, and the schema of `auth`, for
///   which AsyncAPI's security schemes have no form.
#[derive(Debug, Clone, PartialEq)]
pub struct AsyncApi {
    document: Value,
}

impl AsyncApi {
    /// The document as JSON, with sorted members and a line break at the end.
    #[must_use]
    pub fn to_json(&self) -> String {
        pretty(self.document.clone())
    }

    /// The document as YAML 1.2, with the same content as [`to_json`](AsyncApi::to_json).
    #[must_use]
    pub fn to_yaml(&self) -> String {
        // Writing fails for keys that are no scalars, of which JSON has none.
        serde_saphyr::to_string(&self.document).unwrap_or_default()
    }
}

impl Contract {
    /// The contract as an AsyncAPI document. `title` names the app, and `version` is the version of the app's interface:
    /// `env!("CARGO_PKG_VERSION")`, for example.
    ///
    /// ```
    /// use gateway_runtime::contract::Contract;
    ///
    /// let document = Contract::default().asyncapi("Shop", "1.0.0");
    /// assert!(document.to_yaml().contains("asyncapi: \"3.0.0\""));
    /// ```
    #[must_use]
    pub fn asyncapi(&self, title: &str, version: &str) -> AsyncApi {
        let mut document = document::Document::new(self);
        for (name, endpoint) in &self.endpoints {
            document.add_server(name, endpoint);
            for (path, namespace) in &endpoint.namespaces {
                namespaces::add(&mut document, (name, endpoint), path, namespace);
            }
        }
        let info = json!({
            "title": title,
            "version": version,
            "description": "Socket.IO gateways. The app receives what clients send, and sends what clients get. The \
                            payload of each message is the list of the event's arguments.",
        });
        AsyncApi {
            document: sorted(document.finish(&info)),
        }
    }
}
