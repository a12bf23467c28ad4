//! The address that an app listens at: what works, and the one error that a wrong address is.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use gateway_runtime::{GatewayAppBuilder, ListenAddress, prelude::*};
use tokio::net::TcpListener;

use super::{
    Chat,
    support::{
        http::{HANDSHAKE, handshake},
        running::Running,
    },
};

fn builder() -> GatewayAppBuilder {
    GatewayApp::builder().only::<(Chat,)>()
}

/// What an address is refused with, by `bind` and by `listen` alike.
async fn refusal(address: impl ListenAddress) -> String {
    let app = builder().build().await.expect("starts");
    let error = app.bind(&address).await.expect_err("it is refused");
    assert_eq!(error.problems().len(), 1, "{error}");
    let again = builder().listen(&address).await.expect_err("it is refused");
    assert_eq!(error.to_string(), again.to_string());
    error.to_string()
}

#[tokio::test]
async fn a_port_alone_is_served_at_all_addresses() {
    let app = builder().build().await.expect("starts");
    app.bind(0).await.expect("a free port");
    let running = Running::serve(app);
    let port = running.own().port();
    let localhost = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    handshake(localhost, HANDSHAKE, &[]).await;
    // Where the machine has IPv6.
    if TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).await.is_ok() {
        let localhost = SocketAddr::from((Ipv6Addr::LOCALHOST, port));
        handshake(localhost, HANDSHAKE, &[]).await;
    }
}

#[tokio::test]
async fn a_port_alone_that_somebody_has_is_in_use() {
    let taken = builder().build().await.expect("starts");
    taken.bind(0).await.expect("a free port");
    let port = taken.local_addr().expect("bound").port();
    let error = refusal(port).await;
    let words = format!("the app cannot listen: port {port}: Address already in use");
    assert!(error.starts_with(&words), "{error}");
}

#[tokio::test]
async fn a_wrong_address_is_one_error_with_the_remedy() {
    for (address, words) in [
        (
            "localhost",
            r#"the app cannot listen: "localhost" has no port; write "localhost:3000""#,
        ),
        (
            "3000",
            r#"the app cannot listen: "3000" is a port without a host; give the number itself, `3000`, for all addresses of the machine, or write "127.0.0.1:3000""#,
        ),
        (
            ":3000",
            r#"the app cannot listen: ":3000" has no host; give the port alone, `3000`, for all addresses of the machine, or write "127.0.0.1:3000""#,
        ),
        (
            "127.0.0.1:70000",
            r#"the app cannot listen: "127.0.0.1:70000" has the port 70000, and the greatest port is 65535; write a smaller one"#,
        ),
    ] {
        assert_eq!(refusal(address).await, words);
    }
}

#[tokio::test]
async fn a_host_that_cannot_be_found_is_named_with_the_remedy() {
    let text = refusal("nowhere.invalid:3000").await;
    let parts = refusal(("nowhere.invalid", 3000)).await;
    for (error, named) in [
        (text, r#""nowhere.invalid:3000""#),
        (parts, r#"("nowhere.invalid", 3000)"#),
    ] {
        let words = format!(
            "the app cannot listen: {named}: the host `nowhere.invalid` cannot be resolved ("
        );
        assert!(error.starts_with(&words), "{error}");
        assert!(error.contains("`127.0.0.1`") && error.contains("`0.0.0.0`"));
    }
}

#[tokio::test]
async fn an_address_of_another_machine_is_refused_with_the_remedy() {
    // From a network that is there for documents alone.
    let elsewhere = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));
    let error = refusal((elsewhere, 3000)).await;
    assert!(
        error.contains("write `0.0.0.0` for all addresses that it has"),
        "{error}"
    );
}
