//! Refused requests are answered with a code that is a text, or with no body at all.

use socketioxide::SocketIo;
use support::{Polling, SOON, Verdict, run, serve};

fn main() {
    run(
        r#"{"code":1,"message":"Session ID unknown"} and {"code":3,"message":"Bad request"}"#,
        async {
            let (service, io) = SocketIo::new_svc();
            io.ns("/", async || ());
            let server = serve(service).await;
            let unknown = Polling::of(server, "AAAAAAAAAAAAAAAA")
                .poll(SOON)
                .await
                .unwrap()
                .text();
            let bad = Polling::open(server)
                .await
                .post("what is this?")
                .await
                .unwrap()
                .text();
            Verdict::of(
                !unknown.contains(r#""code":1,"#) || !bad.contains(r#""code":3,"#),
                format!("{unknown:?}, {bad:?}"),
            )
        },
    )
}
