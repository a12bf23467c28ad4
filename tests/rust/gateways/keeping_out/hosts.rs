//! Requests that name another host than those of the app are refused.

use super::{Hall, assert_refused, assert_served, builder};
use crate::{
    log,
    way::{Way, over_each_way},
};

over_each_way!(a_host_of_somebody_else_is_refused_and_the_app_s_own_are_served);

async fn a_host_of_somebody_else_is_refused_and_the_app_s_own_are_served(way: Way) {
    let hosts = ["chat.example.com", "*.example.org", "localhost:3000"];
    let app = way.start(builder().allowed_hosts(hosts)).await;
    log::start();
    for host in [
        "evil.example",
        "evil.example\u{20}\u{20}x",
        "localhost",
        "192.0.2.1:3000",
    ] {
        let refused = way.connect::<Hall>(&app).header("host", host).await;
        assert_refused(refused, 403, "Host not allowed");
    }
    let lines = log::lines_with("`allowed_hosts`");
    assert_eq!(lines.len(), 1, "{lines:#?}");
    assert!(lines[0].contains("evil.example"), "{lines:#?}");
    for host in [
        "chat.example.com",
        "Chat.Example.com:8443",
        "a.example.org",
        "localhost:3000",
    ] {
        let client = way
            .connect::<Hall>(&app)
            .header("host", host)
            .await
            .unwrap();
        assert_served(&client).await;
    }
    // A page whose name leads here is of the app's own origin, as far as its browser can see.
    let page = way
        .connect::<Hall>(&app)
        .header("host", "evil.example:3000");
    let refused = page.origin("http://evil.example:3000").await;
    assert_refused(refused, 403, "Host not allowed");
}
