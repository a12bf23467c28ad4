//! `Network` is the part of an IP address that limits count by.

use std::{
    fmt,
    hash::{Hash, Hasher},
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
};

/// How many bits of an IPv6 address a client cannot choose: providers give a customer a /64 or a larger network
/// (RFC 6177).
const PREFIX: u32 = 64;

/// An IPv4 address, or the network that an IPv6 address is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Network {
    V4(u32),
    /// The first [`PREFIX`] bits.
    V6(u64),
}

impl Network {
    pub(crate) fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self::V4(address.to_bits()),
            IpAddr::V6(address) => {
                let prefix = address.to_bits() >> (u128::BITS - PREFIX);
                Self::V6(u64::try_from(prefix).unwrap_or_default())
            }
        }
    }
}

/// One word, which costs half of what the derived hash would.
impl Hash for Network {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(match *self {
            Self::V4(bits) => u64::from(bits),
            Self::V6(prefix) => prefix,
        });
    }
}

/// `192.0.2.7`, `2001:db8::/64`.
impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::V4(bits) => Ipv4Addr::from_bits(bits).fmt(f),
            Self::V6(prefix) => {
                let address = Ipv6Addr::from_bits(u128::from(prefix) << PREFIX);
                write!(f, "{address}/{PREFIX}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(address: &str) -> String {
        Network::of(address.parse().unwrap()).to_string()
    }

    #[test]
    fn an_ipv6_address_is_its_first_64_bits() {
        assert_eq!(text("2001:db8:1:2:aaaa::1"), "2001:db8:1:2::/64");
        assert_eq!(text("2001:db8:1:2:bbbb::2"), "2001:db8:1:2::/64");
        assert_eq!(text("2001:db8:1:3::1"), "2001:db8:1:3::/64");
    }

    #[test]
    fn an_ipv4_address_is_itself_also_when_it_is_written_as_ipv6() {
        assert_eq!(text("192.0.2.7"), "192.0.2.7");
        assert_eq!(text("::ffff:192.0.2.7"), "192.0.2.7");
    }
}
