//! Guards, interceptors, filters and limits are replaced and left out at each level.

use std::time::Duration;

use gateway_runtime::{GatewayAppBuilder, Throttle, prelude::*};

use super::{Absent, problems_of, shop::*};
use crate::chat::start;

#[tokio::test]
async fn what_is_not_replaced_is_as_before() {
    let problems = problems_of(shop()).await;
    assert_eq!(problems.len(), 3, "{problems:#?}");
    assert!(problems.iter().all(|problem| problem.contains("`Absent`")));

    let app = start(without_needs(shop())).await;
    let refused = app.connect::<Shop>().await.unwrap_err();
    assert_eq!(refused.message(), "of_app everywhere");
}

#[tokio::test]
async fn guards_are_replaced_at_each_level_and_give_values() {
    let builder = shop()
        .without_interceptor::<inner>()
        .without_filter::<of_method>()
        .without_guard::<everywhere>()
        .replace_guard::<authenticated>(|call| {
            // At the connection there is no event.
            let name = call.event().unwrap_or("an");
            match call.handshake().header("x-banned") {
                Some(_) => Err(WsError::forbidden("banned")),
                None => Ok(User::new(name)),
            }
        })
        .replace_guard::<HasPlan>(|call| match call.body::<u32>() {
            Ok(number) => Err(WsError::bad_request(number.to_string())),
            Err(_) => Ok(()),
        })
        .without_guard::<Limit>()
        .replace_guard::<bundled>(|_| Ok(()))
        .replace_guard::<is_admin>(|_| Ok(()))
        .without_throttles();
    let (app, client) = client(builder).await;
    let answer: String = client.ask("buy", "x").await.unwrap();
    assert_eq!(answer, "buy middle outer");
    let error = client.ask::<String>("buy", &7).await.unwrap_err();
    assert_eq!(error.message(), "of_gateway 7");

    for connect in [app.connect::<Shop>(), app.connect::<Shop>().polling()] {
        let refused = connect.header("x-banned", "yes").await.unwrap_err();
        assert_eq!(refused.message(), "of_gateway banned");
    }
    let client = app.connect::<Shop>().polling().await.unwrap();
    let answer: String = client.ask("buy", &()).await.unwrap();
    assert_eq!(answer, "buy middle outer");
}

/// Each guard is there, until it is replaced.
#[tokio::test]
async fn guards_are_left_out_one_by_one() {
    let builder = || open(without_needs(shop())).without_throttles();
    let (_app, before) = client(builder()).await;
    assert_eq!(
        error_of(&before, "buy").await,
        "of_gateway Forbidden resource"
    );
    let builder = || {
        builder()
            .without_guard::<bundled>()
            .without_guard::<is_admin>()
    };
    let (_app, before) = client(builder()).await;
    assert_eq!(error_of(&before, "buy").await, "of_gateway no plan");
    let builder = || builder().without_guard::<HasPlan>();
    // The injectable is still replaced as a value, which nobody needs any more.
    let problems = problems_of(builder()).await;
    assert!(
        matches!(&*problems, [one] if one.starts_with("`Arc<HasPlan>` is replaced (")),
        "{problems:?}"
    );
}

#[tokio::test]
async fn a_guard_that_is_a_value_in_a_list_is_replaced() {
    let builder = open(shop())
        .without_interceptor::<inner>()
        .without_filter::<of_method>()
        .without_guard::<bundled>()
        .without_guard::<is_admin>()
        .without_guard::<HasPlan>()
        .without_throttles();
    let (_app, before) = client(builder).await;
    assert_eq!(error_of(&before, "buy").await, "of_gateway limit 3");
    let builder = open(shop())
        .without_interceptor::<inner>()
        .without_filter::<of_method>()
        .without_guard::<bundled>()
        .without_guard::<is_admin>()
        .without_guard::<HasPlan>()
        .replace_guard::<Limit>(|_| Err(WsError::forbidden("another")))
        .without_throttles();
    let (_app, after) = client(builder).await;
    assert_eq!(error_of(&after, "buy").await, "of_gateway another");
}

/// Global guards and limits stand before events that no method handles.
#[tokio::test]
async fn a_global_guard_is_replaced_for_unknown_events_too() {
    let builder = without_needs(shop())
        .replace_guard::<authenticated>(|_| Ok(User::new("an")))
        .replace_guard::<everywhere>(|call| match call.event() {
            Some("unknown") => Err(WsError::forbidden("replaced")),
            _ => Ok(()),
        });
    let (_app, client) = client(builder).await;
    assert_eq!(error_of(&client, "unknown").await, "of_app replaced");
}

#[tokio::test]
async fn interceptors_are_replaced_at_each_level() {
    let buyers = |builder: GatewayAppBuilder| {
        open(builder)
            .without_guard::<bundled>()
            .without_guard::<is_admin>()
            .without_guard::<HasPlan>()
            .without_guard::<Limit>()
            .without_filter::<of_method>()
            .without_throttles()
    };
    let builder = buyers(shop())
        .replace_interceptor::<outer>(|_, next| Box::pin(next.run()))
        .replace_interceptor::<middle>(|call, next| {
            Box::pin(async move {
                let outcome = next.run().await?;
                let event = call.event().unwrap_or_default().to_owned();
                Ok(outcome.map(|answer: String| format!("{answer} {event}"))?)
            })
        })
        .replace_interceptor::<inner>(|call, _| {
            let user = call.given::<User>().map(|user| user.name);
            Box::pin(async move { Ok(Outcome::answer(format!("instead of {user:?}"))) })
        });
    let (_app, client) = client(builder).await;
    let answer: String = client.ask("buy", &()).await.unwrap();
    assert_eq!(answer, "instead of Some(\"an\") buy");
}

#[tokio::test]
async fn filters_are_replaced_at_each_level() {
    let builder = || {
        open(shop())
            .replace(Arc::new(HasPlan { plan: Absent }))
            .without_interceptor::<inner>()
            .without_throttles()
    };
    let replaced = builder()
        .replace_filter::<of_method>(|OutOfStock, call| match call.body::<u32>() {
            Ok(number) => Ok(Outcome::answer(format!("after all {number}"))),
            Err(_) => Err(WsError::conflict("sold")),
        })
        .replace_filter::<of_gateway>(|error, call| {
            let event = call.event().unwrap_or("connection");
            Err(WsError::conflict(format!("{event}: {}", error.message())))
        });
    let (app, client) = client(replaced).await;
    assert_eq!(error_of(&client, "fail").await, "sold");
    let answer: String = client.ask("fail", &7).await.unwrap();
    assert_eq!(answer, "after all 7");
    assert_eq!(error_of(&client, "refuse").await, "refuse: refused");
    drop(app);

    // Without the others the app's filter has its turn.
    let left_out = builder()
        .without_filter::<of_method>()
        .without_filter::<of_gateway>();
    let (_app, client) = self::client(left_out).await;
    assert_eq!(error_of(&client, "refuse").await, "of_app refused");
    let replaced = builder()
        .without_filter::<of_method>()
        .without_filter::<of_gateway>()
        .replace_filter::<of_app>(|error, _| Err(error));
    let (_app, client) = self::client(replaced).await;
    assert_eq!(error_of(&client, "refuse").await, "refused");
}

#[tokio::test]
async fn limits_are_replaced_and_switched_off() {
    let builder = || {
        open(without_needs(shop()))
            .without_guard::<bundled>()
            .without_guard::<is_admin>()
            .replace_guard::<Limit>(|_| Ok(()))
            .replace(Arc::new(HasPlan { plan: Absent }))
    };
    let too_many = "of_gateway ";
    let (_app, client) = client(builder()).await;
    assert_eq!(error_of(&client, "refuse").await, "of_gateway refused");
    let error = client.ask::<()>("refuse", &()).await.unwrap_err();
    assert!(error.message().starts_with(too_many) && error.message() != "of_gateway refused");
    // A method that skips the limit skips what stands in its place, too, and one that is off.
    for (replaced, times) in [
        (
            builder().replace_throttle("shop", Throttle::new(3, Duration::from_hours(1))),
            3,
        ),
        (builder().without_throttle("shop"), 10),
        (builder().without_throttles(), 10),
        (
            builder()
                .replace_throttle("shop", Throttle::new(2, Duration::from_hours(1)))
                .without_throttles(),
            2,
        ),
    ] {
        let (_app, client) = self::client(replaced).await;
        for _ in 0..times {
            assert_eq!(error_of(&client, "refuse").await, "of_gateway refused");
            let free: String = client.ask("free", &()).await.unwrap();
            assert_eq!(free, "free middle outer");
        }
        let is_limited = error_of(&client, "refuse").await != "of_gateway refused";
        assert_eq!(is_limited, times < 10);
    }
}
