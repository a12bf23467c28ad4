//! Handles without a running app: every verb of theirs fails with `EmitError::NotRunning`.

use std::{future::poll_fn, pin::pin, task::Poll, time::Duration};

use gateway_runtime::{Broadcast, prelude::*};

#[expect(
    clippy::needless_pass_by_value,
    reason = "a value that is checked and gone"
)]
pub(super) fn is_not_running<T>(result: Result<T, EmitError>) -> bool {
    matches!(result, Err(EmitError::NotRunning))
}

/// Whether a future is ready at once.
pub(super) async fn is_ready(future: impl Future<Output = ()>) -> bool {
    let mut future = pin!(future);
    poll_fn(|context| Poll::Ready(future.as_mut().poll(context).is_ready())).await
}

/// Every verb of a broadcast says so, whenever its recipients were chosen.
pub(super) async fn assert_broadcast_is_not_running<G>(chosen: &Broadcast<G>) {
    let chosen = || chosen.clone();
    assert!(is_not_running(chosen().emit("e", &1).await));
    assert!(is_not_running(
        chosen().emit_with_ack::<_, u8>("e", &1).await
    ));
    assert!(is_not_running(chosen().join("room").await));
    assert!(is_not_running(chosen().leave("room").await));
    assert!(is_not_running(chosen().rooms().await));
    assert!(is_not_running(chosen().sockets()));
    assert!(is_not_running(chosen().fetch_sockets().await));
    assert!(is_not_running(chosen().count().await));
    assert!(is_not_running(chosen().disconnect().await));
    assert!(is_not_running(chosen().close().await));
}

/// Every verb of the handle says so, and the handle knows that the app has ended.
pub(super) async fn assert_server_is_over<G>(server: &Server<G>) {
    assert_server_is_not_running(server).await;
    assert!(is_ready(server.closed()).await);
}

/// Every verb of the handle says so.
pub(super) async fn assert_server_is_not_running<G>(server: &Server<G>) {
    let second = Duration::from_secs(1);
    assert!(is_not_running(server.emit("e", &1).await));
    assert!(is_not_running(server.emit_with_ack::<_, u8>("e", &1).await));
    assert!(is_not_running(server.join("room").await));
    assert!(is_not_running(server.leave("room").await));
    assert!(is_not_running(server.rooms().await));
    assert!(is_not_running(server.sockets()));
    assert!(is_not_running(server.fetch_sockets().await));
    assert!(is_not_running(server.count().await));
    assert!(is_not_running(server.servers().emit("e", &1).await));
    assert!(is_not_running(server.disconnect().await));
    assert!(is_not_running(server.close().await));
    assert!(is_not_running(server.server_count().await));
    assert!(is_not_running(server.namespaces()));
    for chosen in [
        server.broadcast(),
        server.to("room"),
        server.to(Vec::<String>::new()),
        server.within("room"),
        server.except("room"),
        server.local(),
        server.volatile(),
        server.timeout(second),
    ] {
        assert_broadcast_is_not_running(&chosen).await;
    }
}

/// Every verb of the handle says so.
pub(super) async fn assert_socket_is_over<G>(socket: &Socket<G>) {
    let patient = socket.timeout(Duration::from_secs(1));
    assert!(!socket.connected());
    assert!(is_not_running(socket.emit("e", &1)));
    assert!(is_not_running(socket.emit_volatile("e", &1)));
    assert!(is_not_running(socket.emit_with_ack::<_, u8>("e", &1).await));
    assert!(is_not_running(
        patient.emit_with_ack::<_, u8>("e", &1).await
    ));
    for chosen in [
        socket.broadcast(),
        socket.to("room"),
        socket.to(Vec::<String>::new()),
        socket.within("room"),
        socket.except("room"),
        socket.local(),
    ] {
        assert_broadcast_is_not_running(&chosen).await;
    }
    assert_server_is_over(&socket.server()).await;
}
