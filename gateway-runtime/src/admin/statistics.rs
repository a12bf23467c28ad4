//! `Statistics` are the numbers of one server, which each server sends every two seconds.

use serde::Serialize;

use super::look::{Came, Numbers};
use crate::session::Counted;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Statistics {
    pub(super) server_id: String,
    pub(super) hostname: String,
    pub(super) pid: u32,
    /// In seconds.
    pub(super) uptime: f64,
    /// How many connections there are, each of which may be in several namespaces.
    pub(super) clients_count: usize,
    pub(super) polling_clients_count: usize,
    pub(super) aggregated_events: Vec<Aggregated>,
    pub(super) namespaces: Vec<NamespaceSize>,
}

/// How often something happened within one second.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Aggregated {
    /// The second, in milliseconds since 1970.
    timestamp: u64,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    sub_type: Option<String>,
    count: u64,
}

#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NamespaceSize {
    pub(super) name: String,
    pub(super) sockets_count: usize,
}

impl Statistics {
    pub(super) fn count(&mut self, numbers: &Numbers) {
        self.clients_count = numbers.clients;
        self.polling_clients_count = numbers.polling;
        self.namespaces.clone_from(&numbers.namespaces);
    }
}

/// What has happened, in the names of the page. Nothing is said of what did not happen.
pub(super) fn aggregated(counted: &[Counted], came: &[Came]) -> Vec<Aggregated> {
    let packets = counted.iter().flat_map(|one| {
        [
            ("packetsIn", one.packets_in),
            ("packetsOut", one.packets_out),
            ("bytesIn", one.bytes_in),
            ("bytesOut", one.bytes_out),
        ]
        .map(|(kind, count)| Aggregated {
            timestamp: one.second.saturating_mul(1_000),
            kind,
            sub_type: None,
            count,
        })
    });
    let connections = came.iter().flat_map(|one| {
        let timestamp = one.second.saturating_mul(1_000);
        let left = one.left.iter().map(move |(reason, &count)| Aggregated {
            timestamp,
            kind: "rawDisconnection",
            sub_type: Some(reason.clone()),
            count,
        });
        left.chain([Aggregated {
            timestamp,
            kind: "rawConnection",
            sub_type: None,
            count: one.connected,
        }])
    });
    let all = packets.chain(connections);
    all.filter(|one| one.count > 0).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn what_did_not_happen_is_not_said() {
        let counted = Counted {
            second: 3,
            packets_in: 2,
            bytes_in: 7,
            ..Counted::default()
        };
        let came = Came {
            second: 3,
            connected: 0,
            left: BTreeMap::from([("ping timeout".to_owned(), 1)]),
        };
        let told = serde_json::to_value(aggregated(&[counted], &[came])).expect("is JSON");
        assert_eq!(
            told,
            serde_json::json!([
                { "timestamp": 3000, "type": "packetsIn", "count": 2 },
                { "timestamp": 3000, "type": "bytesIn", "count": 7 },
                { "timestamp": 3000, "type": "rawDisconnection", "subType": "ping timeout", "count": 1 },
            ])
        );
    }
}
