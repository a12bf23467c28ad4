//! A body of Engine.IO 3 in which a length ends within a letter of two UTF-16 units is read for ever: a single request
//! of anybody keeps one thread of the runtime busy until the process ends.

use socketioxide::SocketIo;
use support::{Polling, Verdict, run, serve};

fn main() {
    run("the request is answered, with 400", async {
        let (service, io) = SocketIo::new_svc();
        io.ns("/", async || ());
        let client = Polling::open_version(serve(service).await, 3, "").await;
        // "4" and the letter are three units.
        let answer = client.post("2:4\u{1d54a}3:4ab").await;
        Verdict::of(
            answer.is_none(),
            format!("after 3 s: {:?}", answer.map(|answer| answer.status)),
        )
    })
}
