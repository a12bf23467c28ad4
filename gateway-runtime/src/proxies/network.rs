//! `network` reads a network of proxies as a program writes it.

use std::net::IpAddr;

use ipnet::{IpNet, Ipv4Net};

/// How many bits stand before an IPv4 address that is written as IPv6.
const MAPPED: u8 = 96;

/// A network (`10.0.0.0/8`), or one address (`10.0.0.7`).
///
/// # Errors
/// A sentence that says what is wrong with `text`, with the remedy.
pub(super) fn network(text: &str) -> Result<IpNet, String> {
    let network = match text.parse::<IpNet>() {
        Ok(network) => canonical(network),
        Err(_) => match text.parse::<IpAddr>() {
            Ok(address) => IpNet::from(address.to_canonical()),
            Err(_) => {
                return Err(format!(
                    "`trust_proxies` has `{text}`, which is no network; write an address and the bits that are fixed, \
                     as in `10.0.0.0/8`, or the address of one proxy, as in `10.0.0.7`"
                ));
            }
        },
    };
    if network.prefix_len() == 0 {
        return Err(format!(
            "`trust_proxies` has `{text}`, which trusts everybody, so that each client could choose its address; name \
             the network of the proxy"
        ));
    }
    Ok(network)
}

/// The network as addresses are compared with it: of IPv4, where it is one of IPv4 that is written as IPv6.
fn canonical(network: IpNet) -> IpNet {
    let IpNet::V6(mapped) = network else {
        return network;
    };
    let bits = mapped.prefix_len().checked_sub(MAPPED);
    match (mapped.addr().to_ipv4_mapped(), bits) {
        (Some(address), Some(bits)) => Ipv4Net::new(address, bits).map_or(network, IpNet::V4),
        _ => network,
    }
}
