//! The address of a client behind proxies that are trusted: what methods see, what throttles and limits count.

use std::net::IpAddr;

use gateway_runtime::{
    ProxyHeader, TrustedProxies,
    testing::{Client, Refused, TestApp},
};

use super::{Hall, Lobby, SECOND, assert_refused, assert_served, builder};
use crate::{
    log,
    way::{Way, over_each_way},
};

over_each_way!(
    a_trusted_proxy_tells_the_address,
    nobody_else_tells_an_address,
    the_header_that_is_not_named_counts_for_nothing,
    clients_behind_a_proxy_are_counted_one_by_one,
    a_throttle_counts_clients_behind_a_proxy_one_by_one,
);

const PROXY: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(10, 0, 0, 1));
const X_FORWARDED_FOR: &str = "x-forwarded-for";

async fn address_of(way: Way, app: &TestApp, peer: IpAddr, header: (&str, &str)) -> String {
    let connect = way.connect::<Lobby>(app).address(peer);
    let client = connect.header(header.0, header.1).await.unwrap();
    let address = client.ask::<Option<String>>("address", &()).await;
    address.unwrap().unwrap()
}

async fn a_trusted_proxy_tells_the_address(way: Way) {
    let app = way.start(builder().trust_proxies(["10.0.0.0/8"])).await;
    for (value, address) in [
        ("203.0.113.7", "203.0.113.7"),
        ("6.6.6.6, 203.0.113.7, 10.0.0.2", "203.0.113.7"),
        ("[2001:db8::7]:4711", "2001:db8::7"),
        ("6.6.6.6, unknown", "10.0.0.1"),
    ] {
        let header = (X_FORWARDED_FOR, value);
        assert_eq!(address_of(way, &app, PROXY, header).await, address);
    }
}

async fn nobody_else_tells_an_address(way: Way) {
    let header = (X_FORWARDED_FOR, "6.6.6.6");
    let app = way.start(builder().trust_proxies(["10.0.0.0/8"])).await;
    let told = address_of(way, &app, SECOND, header).await;
    assert_eq!(told, SECOND.to_string());
    let app = way.start(builder()).await;
    let told = address_of(way, &app, PROXY, header).await;
    assert_eq!(told, PROXY.to_string());
}

async fn the_header_that_is_not_named_counts_for_nothing(way: Way) {
    let proxies = TrustedProxies::new(["10.0.0.0/8"]).header(ProxyHeader::Forwarded);
    let app = way.start(builder().trust_proxies(proxies)).await;
    let header = (
        "forwarded",
        "for=6.6.6.6, for=\"[2001:db8::7]:4711\";proto=https",
    );
    assert_eq!(address_of(way, &app, PROXY, header).await, "2001:db8::7");
    let header = (X_FORWARDED_FOR, "6.6.6.6");
    assert_eq!(address_of(way, &app, PROXY, header).await, "10.0.0.1");
}

async fn behind_proxy(way: Way, app: &TestApp, client: &str) -> Result<Client, Refused> {
    let connect = way.connect::<Hall>(app).address(PROXY);
    connect.header(X_FORWARDED_FOR, client).await
}

async fn clients_behind_a_proxy_are_counted_one_by_one(way: Way) {
    let limited = builder()
        .trust_proxies(["10.0.0.0/8"])
        .max_connections_per_address(1);
    let app = way.start(limited).await;
    let first = behind_proxy(way, &app, "203.0.113.7").await.unwrap();
    log::start();
    // What the client itself adds changes nothing.
    for sent in ["203.0.113.7", "6.6.6.6, 203.0.113.7"] {
        let refused = behind_proxy(way, &app, sent).await;
        assert_refused(refused, 429, "Too many connections from this address");
    }
    let lines = log::lines_with("`max_connections_per_address`");
    assert!(lines[0].contains("203.0.113.7"), "{lines:#?}");
    let other = behind_proxy(way, &app, "203.0.113.8").await.unwrap();
    assert_served(&first).await;
    assert_served(&other).await;
    first.disconnect().await;
    assert!(behind_proxy(way, &app, "203.0.113.7").await.is_ok());
}

async fn a_throttle_counts_clients_behind_a_proxy_one_by_one(way: Way) {
    let app = way.start(builder().trust_proxies(["10.0.0.0/8"])).await;
    for (client, passes) in [
        ("203.0.113.7", true),
        ("203.0.113.7", false),
        ("203.0.113.8", true),
    ] {
        let connect = way.connect::<Lobby>(&app).address(PROXY);
        let client = connect.header(X_FORWARDED_FOR, client).await.unwrap();
        assert_eq!(client.ask::<bool>("seldom", &()).await.is_ok(), passes);
    }
}
