//! The explorer is there for its audience and for nobody else, wherever the app is served, and takes no path that
//! something else has.

#[path = "../../rust/support/mod.rs"]
mod support;

use std::net::SocketAddr;

use axum::{Router, routing::get};
use gateway_runtime::{GatewayAppBuilder, ServerOptions, contract::Audience, prelude::*};
use support::{
    http::{HANDSHAKE, handshake, request},
    log,
    running::Running,
};
use tokio::net::TcpListener;

#[websocket_gateway(namespace = "explored")]
struct Explored;

#[websocket_gateway(namespace = "elsewhere", path = "/ws", port = 8080)]
struct Elsewhere;

fn builder() -> GatewayAppBuilder {
    GatewayApp::builder().only::<(Explored,)>()
}

fn explored(audience: Audience) -> GatewayAppBuilder {
    builder().explorer("/contract", audience)
}

/// The status of a request for the page.
async fn status(server: SocketAddr, headers: &[(&str, &str)]) -> u16 {
    request(server, "GET", "/contract/", headers).await.status
}

#[tokio::test]
async fn without_the_call_nothing_is_served() {
    let running = Running::start(builder()).await;
    for path in ["/contract", "/contract/", "/contract/contract.json"] {
        assert_eq!(request(running.own(), "GET", path, &[]).await.status, 404);
    }
}

#[tokio::test]
async fn the_page_and_its_files_are_served_beside_gateways_and_routes() {
    let routes = Router::new().route("/", get(async || "home"));
    let running = Running::start(explored(Audience::this_machine()).router(routes)).await;
    let page = request(running.own(), "GET", "/contract/", &[]).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("<title>Contract</title>"));
    assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
    let without_slash = request(running.own(), "GET", "/contract", &[]).await;
    assert_eq!(without_slash.status, 307);
    assert_eq!(without_slash.header("location"), Some("contract/"));
    let contract = request(running.own(), "GET", "/contract/contract.json", &[]).await;
    assert!(
        contract.body.starts_with("{\n  \"contract\": 1,"),
        "{}",
        contract.body
    );
    let home = request(running.own(), "GET", "/", &[]).await;
    assert_eq!(home.body, "home");
    handshake(running.own(), HANDSHAKE, &[]).await;
}

#[tokio::test]
async fn whoever_is_refused_gets_what_an_unknown_path_gets() {
    let routes = Router::new().fallback(async || "nothing is here");
    let running = Running::start(explored(Audience::this_machine()).router(routes)).await;
    let unknown = request(running.own(), "GET", "/unknown/", &[]).await;
    for headers in [
        [("Host", "evil.example")],
        [("X-Forwarded-For", "192.0.2.1")],
        [("Forwarded", "for=192.0.2.1")],
        [("Via", "1.1 proxy")],
    ] {
        for path in ["/contract", "/contract/", "/contract/contract.json"] {
            let refused = request(running.own(), "GET", path, &headers).await;
            assert_eq!(refused.status, unknown.status, "{path} {headers:?}");
            assert_eq!(refused.body, unknown.body, "{path} {headers:?}");
            assert_eq!(refused.header("content-security-policy"), None);
        }
    }
    assert_eq!(status(running.own(), &[]).await, 200);
}

#[tokio::test]
async fn a_function_lets_in_whom_it_likes() {
    let audience = Audience::matching(|request| {
        let cookie = request.headers.get("cookie");
        cookie.is_some_and(|cookie| cookie == "explorer=yes")
    });
    let running = Running::start(explored(audience)).await;
    assert_eq!(status(running.own(), &[]).await, 404);
    let headers = [("Cookie", "explorer=yes"), ("X-Forwarded-For", "192.0.2.1")];
    assert_eq!(status(running.own(), &headers).await, 200);
}

#[tokio::test]
async fn everyone_is_everyone() {
    let running = Running::start(explored(Audience::everyone())).await;
    let headers = [("Host", "shop.example"), ("X-Forwarded-For", "192.0.2.1")];
    assert_eq!(status(running.own(), &headers).await, 200);
}

#[tokio::test]
async fn the_explorer_is_at_the_port_of_the_app_alone() {
    let builder = GatewayApp::builder()
        .only::<(Explored, Elsewhere)>()
        .gateway_options::<Elsewhere>(ServerOptions::new().port(0))
        .explorer("/contract", Audience::this_machine());
    let running = Running::start(builder).await;
    let elsewhere = running.app.gateway_addr::<Elsewhere>().expect("bound");
    assert_ne!(elsewhere, running.own());
    assert_eq!(status(running.own(), &[]).await, 200);
    assert_eq!(status(elsewhere, &[]).await, 404);
}

#[tokio::test]
async fn in_a_server_of_the_users_it_needs_the_address() {
    async fn serve(app: &GatewayApp, knows_addresses: bool) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("bound");
        let router = Router::new()
            .nest_service("/app", app.router())
            .layer(app.layer());
        tokio::spawn(async move {
            if knows_addresses {
                let service = router.into_make_service_with_connect_info::<SocketAddr>();
                axum::serve(listener, service).await
            } else {
                axum::serve(listener, router).await
            }
        });
        address
    }

    let app = explored(Audience::this_machine())
        .build()
        .await
        .expect("starts");
    for (knows_addresses, expected) in [(true, 200), (false, 404)] {
        let server = serve(&app, knows_addresses).await;
        assert_eq!(status(server, &[]).await, expected);
        let nested = request(server, "GET", "/app/contract/", &[]).await;
        assert_eq!(nested.status, expected);
    }
}

#[tokio::test]
async fn the_log_says_where_it_is_and_for_whom() {
    log::start();
    let app = explored(Audience::this_machine())
        .build()
        .await
        .expect("starts");
    assert_eq!(
        log::lines_with("the explorer of the contract"),
        [""; 0],
        "nobody knows yet where"
    );
    app.bind("127.0.0.1:0").await.expect("a free port");
    let _router = app.router();
    let port = app.local_addr().expect("bound").port();
    assert_eq!(
        log::lines_with("the explorer of the contract"),
        [format!(
            " INFO the explorer of the contract is at http://127.0.0.1:{port}/contract/, for browsers on this machine"
        )]
    );
    let app = explored(Audience::everyone())
        .build()
        .await
        .expect("starts");
    let _layer = app.layer();
    assert_eq!(
        log::lines_with("the explorer of the contract"),
        [
            " WARN the explorer of the contract is in a server of your own, at the path /contract/, for everyone who can \
             reach the app"
        ]
    );
}

#[tokio::test]
async fn a_refusal_is_logged_with_its_reason() {
    log::start();
    let running = Running::start(explored(Audience::this_machine())).await;
    assert_eq!(status(running.own(), &[("Via", "1.1 proxy")]).await, 404);
    let lines = log::lines_with("answered like one to an unknown path");
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(
        lines[0].ends_with("a proxy has passed it on, so that it may come from another machine")
    );
}

/// What is wrong with the app.
async fn problems(builder: GatewayAppBuilder) -> Vec<String> {
    let error = builder.build().await.err();
    error.map_or_else(Vec::new, |error| error.problems().to_vec())
}

#[tokio::test]
async fn a_path_that_something_else_has_is_a_problem() {
    let at = |path: &str| builder().explorer(path, Audience::this_machine());
    for (builder, words) in [
        (
            at("/socket.io"),
            "belongs to the path `/socket.io` of `Explored`",
        ),
        (
            at("/socket.io/contract"),
            "belongs to the path `/socket.io`",
        ),
        (at("/"), "give it a name"),
        (at("/a b"), "no request can have"),
        (
            at("/contract").router(Router::new().route("/contract/", get(async || ""))),
            "the app's router has a route for `/contract/` already",
        ),
        (
            at("/contract").path("/contract/explorer.js"),
            "belongs to the path `/contract/explorer.js`",
        ),
    ] {
        let problems = problems(builder).await;
        assert!(
            problems.len() == 1 && problems[0].contains(words),
            "{words}: {problems:?}"
        );
    }
    for builder in [
        at("contract/"),
        at("/dev/contract"),
        at("/socket.io-contract"),
        at("/contract").router(Router::new().route("/{*file}", get(async || ""))),
    ] {
        assert_eq!(problems(builder).await, [""; 0]);
    }
}

#[tokio::test]
async fn the_problem_is_one_of_the_list() {
    let builder = builder()
        .explorer("/", Audience::this_machine())
        .max_payload(0);
    let problems = problems(builder).await;
    assert_eq!(problems.len(), 2, "{problems:?}");
}
