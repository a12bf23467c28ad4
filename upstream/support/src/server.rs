//! `serve` serves with hyper alone, on a port that the system chooses.

use std::net::SocketAddr;

use engineioxide::service::NotFoundService;
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use socketioxide::adapter::Adapter;
use socketioxide::service::SocketIoService;
use tokio::net::TcpListener;

/// Serves `service` until the program ends. Returns its address.
pub async fn serve<A: Adapter>(service: SocketIoService<NotFoundService, A>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            stream.set_nodelay(true).ok();
            let connection =
                http1::Builder::new().serve_connection(TokioIo::new(stream), service.clone());
            tokio::spawn(connection.with_upgrades());
        }
    });
    address
}
