//! `Admission` counts the sessions of an app, and refuses those that are over a limit.

use std::{
    collections::HashMap,
    hash::RandomState,
    net::{IpAddr, SocketAddr},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

use http::HeaderMap;

use super::{
    AdmissionLimits, KeptOut, Place,
    limits::MAX_NAMESPACES,
    warnings::{Warnings, of_proxy},
};
use crate::{
    proxies::seems_passed_on,
    rate::{Network, Rate, quota},
    sync::lock,
};

/// When a client that finds no place may try again: nobody knows when one is free.
const LATER: Duration = Duration::from_secs(5);

/// The sessions of an app. All its endpoints share one.
pub(crate) struct Admission {
    limits: AdmissionLimits,
    max_namespaces: usize,
    connects: Option<Box<Rate<Network, RandomState>>>,
    taken: Mutex<Taken>,
    /// How many clients were kept out, by the number of the reason.
    refused: [AtomicU64; KeptOut::ALL.len()],
    warnings: Warnings,
}

/// How many places are taken.
#[derive(Default)]
struct Taken {
    connections: usize,
    /// How many of them have joined no namespace yet.
    pending: usize,
    /// How many each address has; nothing, unless that is limited. Addresses without a connection are left out.
    by_address: HashMap<Network, usize>,
}

/// Why a session is not let in, and when its client may try again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    pub(crate) why: KeptOut,
    pub(crate) retry_after: Duration,
}

impl Admission {
    /// Nobody is in yet. A connection may be in `max_dynamic_namespaces` of one pattern.
    pub(crate) fn new(limits: AdmissionLimits, max_dynamic_namespaces: usize) -> Self {
        let max_namespaces = limits
            .max_namespaces_per_connection
            .unwrap_or(MAX_NAMESPACES.max(max_dynamic_namespaces));
        let quota = limits
            .max_connects_per_address
            .and_then(|(connects, time)| quota(connects, time, connects));
        Self {
            max_namespaces,
            connects: quota.map(|quota| Box::new(Rate::new(quota))),
            limits,
            taken: Mutex::default(),
            refused: Default::default(),
            warnings: Warnings::default(),
        }
    }

    /// The address of the client whose request has these `headers`, over a connection of `peer`.
    pub(crate) fn client(&self, headers: &HeaderMap, peer: SocketAddr) -> SocketAddr {
        match &self.limits.proxies {
            Some(proxies) => proxies.client(headers, peer),
            None => peer,
        }
    }

    /// A place for a session that begins with a request with these `headers`. `client` is the address of the client, if
    /// it is known.
    ///
    /// # Errors
    /// A limit is met. Nothing was counted then.
    pub(crate) fn enter(
        self: &Arc<Self>,
        headers: &HeaderMap,
        client: Option<IpAddr>,
    ) -> Result<Place, Refused> {
        if client.is_none() && self.limits_addresses() {
            self.warnings.of_unknown_address();
        }
        let network = client.map(Network::of);
        let refuse = |why, retry_after| {
            self.refuse(why, || match network {
                Some(network) if why.is_of_address() => {
                    let is_trusting = self.limits.proxies.is_some();
                    let passed_on = seems_passed_on(headers);
                    format!("{network}{}", of_proxy(client, is_trusting, passed_on))
                }
                _ => String::new(),
            });
            Refused { why, retry_after }
        };
        let counted = self.take(network).map_err(|why| refuse(why, LATER))?;
        let place = Place::new(Arc::clone(self), counted);
        // Last, so that who finds no place may try again as often as anybody.
        if let (Some(connects), Some(network)) = (&self.connects, network)
            && let Some(wait) = connects.count(&network)
        {
            drop(place);
            return Err(refuse(KeptOut::ConnectsOfAddress, wait));
        }
        Ok(place)
    }

    /// Counts one more session, and gives the address that it counts for.
    fn take(&self, network: Option<Network>) -> Result<Option<Network>, KeptOut> {
        let limits = &self.limits;
        let mut taken = lock(&self.taken);
        let mut counted = None;
        if let (Some(limit), Some(network)) = (limits.max_connections_per_address, network) {
            let has = taken.by_address.get(&network).copied();
            if has.unwrap_or_default() >= limit {
                return Err(KeptOut::ConnectionsOfAddress);
            }
            counted = Some(network);
        }
        if taken.connections >= limits.max_connections {
            return Err(KeptOut::Connections);
        }
        if taken.pending >= limits.max_handshakes_pending {
            return Err(KeptOut::HandshakesPending);
        }
        taken.connections += 1;
        taken.pending += 1;
        if let Some(network) = counted {
            *taken.by_address.entry(network).or_default() += 1;
        }
        Ok(counted)
    }

    /// Notes that a session has joined its first namespace, or never will.
    pub(super) fn settle(&self) {
        lock(&self.taken).pending -= 1;
    }

    /// Takes the place of a session back.
    pub(super) fn give_back(&self, network: Option<Network>) {
        let mut taken = lock(&self.taken);
        taken.connections -= 1;
        let Some(network) = network else { return };
        if let Some(has) = taken.by_address.get_mut(&network) {
            *has -= 1;
            if *has == 0 {
                taken.by_address.remove(&network);
            }
        }
    }

    fn limits_addresses(&self) -> bool {
        self.limits.max_connections_per_address.is_some() || self.connects.is_some()
    }

    pub(super) fn max_namespaces(&self) -> usize {
        self.max_namespaces
    }

    /// Counts that somebody was kept out, and logs it once a minute for each reason. `whom` names who it was.
    pub(crate) fn refuse(&self, why: KeptOut, whom: impl FnOnce() -> String) {
        let refused = self.count(why);
        self.warnings.of(why, refused, self.connections(), whom);
    }

    /// Counts that somebody was kept out, for a caller that logs it. Gives how many there were for this reason.
    pub(crate) fn count(&self, why: KeptOut) -> u64 {
        self.refused[why as usize].fetch_add(1, Relaxed) + 1
    }

    /// How many sessions there are.
    pub(crate) fn connections(&self) -> usize {
        lock(&self.taken).connections
    }

    /// How many sessions have joined no namespace yet.
    #[cfg(any(feature = "metrics", test))]
    pub(crate) fn pending(&self) -> usize {
        lock(&self.taken).pending
    }

    /// How many clients were kept out for this reason.
    #[cfg(any(feature = "metrics", test))]
    pub(crate) fn refused(&self, why: KeptOut) -> u64 {
        self.refused[why as usize].load(Relaxed)
    }

    /// How many addresses are kept.
    #[cfg(test)]
    pub(super) fn kept_addresses(&self) -> usize {
        lock(&self.taken).by_address.len()
    }
}
