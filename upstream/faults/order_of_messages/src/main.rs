//! The handlers of one client's messages do not begin in the order in which the messages came.

use std::sync::{Arc, Mutex};

use socketioxide::SocketIo;
use socketioxide::extract::{Data, SocketRef};
use support::{SOON, Verdict, WebSocket, run, serve, until};

const MESSAGES: usize = 20_000;

fn main() {
    run(
        "the handlers begin in the order of the messages, as listeners do on Node",
        async {
            let (service, io) = SocketIo::new_svc();
            let seen: Arc<Mutex<Vec<usize>>> = Arc::default();
            let sees = seen.clone();
            io.ns("/", async move |socket: SocketRef| {
                socket.on("n", async move |Data(number): Data<usize>| {
                    sees.lock().unwrap().push(number)
                });
            });
            let mut client = WebSocket::open(serve(service).await).await;
            client.join("/").await;
            tokio::time::sleep(support::A_WHILE).await;
            for number in 0..MESSAGES {
                client.send(&format!(r#"42["n",{number}]"#)).await;
            }
            until(SOON * 3, || seen.lock().unwrap().len() == MESSAGES).await;
            let seen = seen.lock().unwrap();
            let early = seen.windows(2).filter(|pair| pair[0] > pair[1]).count();
            Verdict::of(
                early > 0,
                format!(
                    "{early} of {} messages were handled after a later one",
                    seen.len()
                ),
            )
        },
    )
}
