//! Options of an endpoint: those that cannot be used, and those that limit its transports.

use gateway_runtime::{Cors, ServerOptions, Transport, prelude::*};

use super::{
    Chat, Payments, Quotes, all, port, problems,
    support::{
        http::{HANDSHAKE, UPGRADE, request},
        running::Running,
    },
};

#[tokio::test]
async fn options_that_cannot_be_used_are_named_with_their_servers() {
    let builder = all()
        .gateway_options::<Payments>(port(0).cors(Cors::origins(["example.com"])))
        .gateway_options::<Quotes>(ServerOptions::new().path("/").transports([]))
        .only::<(Payments, Quotes)>();
    let problems = problems(builder).await;
    for (problem, words) in problems.iter().zip([
        "the server of `Quotes`: `transports` is empty",
        "the server of `Quotes`: `path` is `/`",
        "the server of `Payments`: `cors`: `example.com` is no origin",
    ]) {
        assert!(problem.starts_with(words), "{problem}");
    }
    assert_eq!(problems.len(), 3, "{problems:#?}");
}

#[tokio::test]
async fn options_of_a_gateway_that_is_not_in_the_app_are_named() {
    let builder = GatewayApp::builder()
        .only::<(Chat,)>()
        .gateway_options::<Quotes>(port(0));
    let problems = problems(builder).await;
    assert!(
        problems[0].contains("the server of `Quotes` were given")
            && problems[0].contains("add it to `only`"),
        "{problems:#?}"
    );
}

#[tokio::test]
async fn transports_can_be_limited() {
    let status = async |transports: &[Transport], headers: &[(&str, &str)], path| -> u16 {
        let builder = all().transports(transports.iter().copied());
        let running = Running::start(builder).await;
        request(running.own(), "GET", path, headers).await.status
    };
    let socket = "/socket.io/?EIO=4&transport=websocket";
    let upgrade: &[(&str, &str)] = &UPGRADE;
    let both = [Transport::Polling, Transport::Websocket];
    assert_eq!(status(&both, &[], HANDSHAKE).await, 200);
    assert_eq!(status(&both, upgrade, socket).await, 101);
    assert_eq!(status(&[Transport::Polling], &[], HANDSHAKE).await, 200);
    assert_eq!(status(&[Transport::Polling], upgrade, socket).await, 400);
    assert_eq!(status(&[Transport::Websocket], &[], HANDSHAKE).await, 400);
    assert_eq!(status(&[Transport::Websocket], upgrade, socket).await, 101);
}
