//! Whatever belongs to a connection stays in memory until the connect timeout (45 s) is over, although the client
//! left at once and joined no namespace.

use std::sync::{Arc, Weak};

use bytes::Bytes;
use http::Request;
use http_body_util::Full;
use socketioxide::SocketIo;
use support::{SOON, Verdict, run, until};
use tower_service::Service;

fn main() {
    run(
        "what the connection was made with is freed when the client has left",
        async {
            let (mut service, io) = SocketIo::new_svc();
            io.ns("/", async || ());
            // The connection keeps the head of the request, and with it this value.
            let kept = Arc::new(());
            let weak: Weak<()> = Arc::downgrade(&kept);
            let request = Request::get("/socket.io/?EIO=4&transport=polling")
                .extension(kept)
                .body(Full::<Bytes>::default());
            let open = service.call(request.unwrap()).await.unwrap();
            let open = http_body_util::BodyExt::collect(open.into_body())
                .await
                .unwrap()
                .to_bytes();
            let sid = &std::str::from_utf8(&open)
                .unwrap()
                .split('"')
                .nth(3)
                .unwrap()
                .to_owned();
            assert_eq!(weak.strong_count(), 1);
            let leave = Request::post(format!("/socket.io/?EIO=4&transport=polling&sid={sid}"));
            let left = service
                .call(leave.body(Full::<Bytes>::from("1")).unwrap())
                .await
                .unwrap();
            assert_eq!(left.status(), 200);
            let freed = until(SOON, || weak.strong_count() == 0).await;
            Verdict::of(
                !freed,
                format!("3 s after the client has left, it is freed: {freed}"),
            )
        },
    )
}
