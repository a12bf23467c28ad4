//! At most `max_in_flight` messages of one client are in work (docs/guarantees.md, 5). `Limited` has few of them.

use gateway_runtime::{prelude::*, testing::TestApp};
use gateway_tests::gate::Gate;

use crate::way::{Way, over_each_way};

#[websocket_gateway(namespace = "limited", max_in_flight = 4)]
struct Limited {
    #[inject]
    gate: Gate,
}

#[websocket_gateway]
impl Limited {
    #[subscribe_message("hold")]
    async fn hold(&self, #[message_body] number: u32) -> u32 {
        self.gate.pass().await;
        number
    }

    #[subscribe_message("pass")]
    fn pass(&self, #[message_body] number: u32) -> u32 {
        number
    }
}

over_each_way!(
    a_message_over_max_in_flight_is_answered_with_an_error_and_there_is_room_again_later,
    one_clients_limit_is_not_anothers,
);

async fn app(way: Way) -> (TestApp, Gate) {
    let gate = Gate::closed();
    let builder = GatewayApp::builder().provide(gate.clone());
    (way.start(builder.only::<(Limited,)>()).await, gate)
}

async fn a_message_over_max_in_flight_is_answered_with_an_error_and_there_is_room_again_later(
    way: Way,
) {
    let (app, gate) = app(way).await;
    let client = way.join::<Limited>(&app).await;
    let mut held = [0, 1, 2, 3]
        .map(|number| client.ask::<u32>("hold", &number))
        .into_iter();
    app.settled().await;
    assert_eq!(app.in_work(), 4);
    let error = client.ask::<u32>("pass", &4).await.unwrap_err();
    let is = ("too_many_requests", Some("pass"));
    assert_eq!((error.code(), error.pattern()), is);
    client.emit("pass", &5);
    let error = client.exception().await;
    assert_eq!((error.code(), error.pattern()), is);
    gate.open();
    assert_eq!(held.next().unwrap().await, Ok(0));
    assert_eq!(client.ask::<u32>("pass", &6).await, Ok(6));
    for (answer, number) in held.zip(1..) {
        gate.open();
        assert_eq!(answer.await, Ok(number));
    }
    client.no_event().await;
}

async fn one_clients_limit_is_not_anothers(way: Way) {
    let (app, gate) = app(way).await;
    let (client, other) = (
        way.join::<Limited>(&app).await,
        way.join::<Limited>(&app).await,
    );
    let held = [0, 1, 2, 3].map(|number| client.ask::<u32>("hold", &number));
    app.settled().await;
    assert_eq!(app.in_work(), 4);
    assert_eq!(other.ask::<u32>("pass", &1).await, Ok(1));
    for (answer, number) in held.into_iter().zip(0..) {
        gate.open();
        assert_eq!(answer.await, Ok(number));
    }
}
