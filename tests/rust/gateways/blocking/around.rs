//! What stands around a method stands around one that blocks too, on the side of the runtime.

use std::{thread, thread::ThreadId};

use gateway_runtime::prelude::*;

use crate::{
    journal::Journal,
    told::told,
    way::{Way, over_each_way},
};

/// Where something ran, in order.
#[derive(Clone, Default)]
struct Threads(Journal<(&'static str, ThreadId)>);

impl Threads {
    fn note(&self, what: &'static str) {
        self.0.note((what, thread::current().id()));
    }
}

#[guard(message)]
fn paid(#[inject] threads: Threads, #[message_body] number: u32) -> Result<(), WsError> {
    threads.note("guard");
    if number == 0 {
        return Err(WsError::forbidden("not paid"));
    }
    Ok(())
}

#[interceptor]
async fn timed(#[inject] threads: Threads, next: Next) -> Result<Outcome, Failure> {
    threads.note("before");
    let outcome = next.run().await;
    threads.note("after");
    outcome
}

struct Broken;

impl From<Broken> for WsError {
    fn from(_: Broken) -> Self {
        Self::conflict("broken")
    }
}

#[filter]
fn mended(_: Broken) -> WsError {
    WsError::not_found("mended")
}

#[websocket_gateway(namespace = "around-blocking")]
#[use_filters(mended)]
struct Around {
    #[inject]
    threads: Threads,
}

#[websocket_gateway]
impl Around {
    #[use_guards(paid)]
    #[use_interceptors(timed)]
    #[subscribe_message("work", blocking)]
    fn work(&self, #[message_body] number: u32) -> Result<u32, Broken> {
        self.threads.note("method");
        if number > 9 {
            return Err(Broken);
        }
        Ok(number)
    }

    #[throttle(limit = 2, per = "1m")]
    #[subscribe_message("seldom", blocking)]
    fn seldom(&self) -> Result<(), Broken> {
        Err(Broken)
    }

    #[use_interceptors(timed)]
    #[subscribe_message("panic", blocking)]
    fn panic(&self) {
        panic!("boom around");
    }
}

over_each_way!(guards_interceptors_filters_and_limits_stand_around_it);

async fn guards_interceptors_filters_and_limits_stand_around_it(way: Way) {
    let threads = Threads::default();
    let builder = GatewayApp::builder()
        .provide(threads.clone())
        .only::<(Around,)>();
    let app = way.start(builder).await;
    let client = way.join::<Around>(&app).await;
    assert_eq!(client.ask::<u32>("work", &3).await, Ok(3));
    let here = thread::current().id();
    let ran = threads.0.take();
    let names: Vec<_> = ran.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["guard", "before", "method", "after"]);
    let here: Vec<_> = ran.iter().map(|(_, thread)| *thread == here).collect();
    assert_eq!(here, [true, true, false, true]);

    let refused = told("forbidden", "not paid", "work");
    assert_eq!(client.ask::<u32>("work", &0).await, Err(refused));
    assert_eq!(threads.0.take().len(), 1);

    let mended = told("not_found", "mended", "work");
    assert_eq!(client.ask::<u32>("work", &10).await, Err(mended));
    for code in ["not_found", "not_found", "too_many_requests"] {
        let error = client.ask::<()>("seldom", &()).await.unwrap_err();
        assert_eq!(error.code(), code);
    }
    let panicked = client.ask::<()>("panic", &()).await;
    assert_eq!(panicked, Err(crate::told::internal("panic")));
    client.no_event().await;
}
