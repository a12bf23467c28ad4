//! `AddressLimit` limits what the app itself does for strangers, by their address.

use std::{hash::RandomState, net::IpAddr, time::Duration};

use super::{Network, Rate, quota};

/// A number of times in some time, for each address, of which all may come at once.
pub(crate) struct AddressLimit(Option<Rate<Network, RandomState>>);

impl AddressLimit {
    /// A `limit` of 0 lets nothing through.
    pub(crate) fn new(limit: u32, per: Duration) -> Self {
        Self(quota(limit, per, limit).map(Rate::new))
    }

    /// Counts one more time. False if it is above the limit, and then it does not count.
    pub(crate) fn allows(&self, address: IpAddr) -> bool {
        let rate = self.0.as_ref();
        rate.is_some_and(|rate| rate.count(&Network::of(address)).is_none())
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::advance;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn each_address_has_its_own_tries_which_come_back() {
        let limit = AddressLimit::new(3, Duration::from_mins(1));
        let [one, other] = ["192.0.2.1", "192.0.2.2"].map(|text| text.parse().expect("is one"));
        for _ in 0..3 {
            assert!(limit.allows(one));
        }
        assert!(!limit.allows(one));
        assert!(limit.allows(other));
        advance(Duration::from_secs(21)).await;
        assert!(limit.allows(one));
        assert!(!limit.allows(one));
    }
}
