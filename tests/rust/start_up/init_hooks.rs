//! Init hooks have completed before the app exists (docs/guarantees.md, 1).

use std::{
    io,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use gateway_runtime::prelude::*;

use super::problems_of;

#[websocket_gateway(namespace = "init")]
struct Slow {
    ready: AtomicBool,
}

#[websocket_gateway]
impl Slow {
    #[on_gateway_init]
    async fn get_ready(&self, server: Server<Slow>) -> Result<(), EmitError> {
        tokio::time::sleep(Duration::from_millis(20)).await;
        // The handle works by now, though nobody can be connected.
        server.emit("ready", &()).await?;
        self.ready.store(true, Ordering::SeqCst);
        Ok(())
    }
}

#[websocket_gateway(namespace = "fails")]
struct Fails;

#[websocket_gateway]
impl Fails {
    #[on_gateway_init]
    fn fail(&self) -> Result<(), io::Error> {
        Err(io::Error::other("the disk is gone"))
    }
}

#[websocket_gateway(namespace = "panics")]
struct Panics;

#[websocket_gateway]
impl Panics {
    #[on_gateway_init]
    #[expect(clippy::panic, reason = "that it panics is the point")]
    fn fail(&self) {
        panic!("out of luck");
    }
}

#[tokio::test]
async fn init_hooks_have_completed_when_the_app_exists() {
    let app = GatewayApp::builder()
        .only::<(Slow,)>()
        .build()
        .await
        .expect("starts");
    assert!(app.gateway::<Slow>().ready.load(Ordering::SeqCst));
}

#[tokio::test]
async fn an_error_or_a_panic_of_an_init_hook_stops_the_start_up() {
    let problems = problems_of(GatewayApp::builder().only::<(Fails,)>()).await;
    assert!(
        problems[0].starts_with("`Fails::fail` (") && problems[0].ends_with("the disk is gone")
    );
    let problems = problems_of(GatewayApp::builder().only::<(Panics,)>()).await;
    assert!(problems[0].starts_with("`Panics::fail` (") && problems[0].ends_with("out of luck"));
}
