//! A client whose middleware panics is told nothing: it waits until the connect timeout, 45 s, closes its connection,
//! or for ever if it is in another namespace.

use socketioxide::SocketIo;
use socketioxide::handler::ConnectHandler;
use support::{SOON, Verdict, WebSocket, run, serve};

fn main() {
    run("the client is refused: 44{\"message\":..}", async {
        std::panic::set_hook(Box::new(|_| ()));
        let (service, io) = SocketIo::new_svc();
        let middleware = async || -> Result<(), String> { panic!("in the middleware") };
        io.ns("/", (async || ()).with(middleware));
        let mut client = WebSocket::open(serve(service).await).await;
        client.send("40").await;
        let answer = client.receive(SOON).await;
        Verdict::of(!answer.text().starts_with("44{"), format!("{answer:?}"))
    })
}
