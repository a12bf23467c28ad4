//! Redis restarts: a server whose adapter has lost its connection never gets another. Needs `redis-server` 6 or
//! later in the PATH.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio, exit};
use std::time::{Duration, Instant};

use socketioxide::SocketIo;
use socketioxide::adapter::Emitter;
use socketioxide_redis::{RedisAdapter, RedisAdapterCtr};
use support::{Verdict, run};

/// Redis, which is gone with this value.
struct Redis(Child);

impl Redis {
    fn start(port: u16) -> Self {
        let mut command = Command::new("redis-server");
        command.args([
            "--bind",
            "127.0.0.1",
            "--port",
            &port.to_string(),
            "--save",
            "",
            "--appendonly",
            "no",
        ]);
        match command.stdout(Stdio::null()).spawn() {
            Ok(child) => Self(child),
            Err(error) => {
                println!("not found out: redis-server: {error}");
                exit(2)
            }
        }
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

fn main() {
    run(
        "an event is shared with the other servers within 10 s",
        async {
            let port = TcpListener::bind("127.0.0.1:0")
                .unwrap()
                .local_addr()
                .unwrap()
                .port();
            let redis = Redis::start(port);
            let client =
                redis::Client::open(format!("redis://127.0.0.1:{port}/?protocol=resp3")).unwrap();
            let mut state = None;
            while state.is_none() {
                state = RedisAdapterCtr::new_with_redis(&client).await.ok();
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            let (_service, io) = SocketIo::builder()
                .with_adapter::<RedisAdapter<Emitter>>(state.unwrap())
                .build_svc();
            io.ns("/", async || ()).await.unwrap();
            let namespace = io.of("/").unwrap();
            namespace.clone().emit("news", &()).await.unwrap();

            drop(redis);
            namespace.clone().emit("news", &()).await.unwrap_err();
            let _redis = Redis::start(port);
            let begin = Instant::now();
            let mut result = Ok(());
            while begin.elapsed() < Duration::from_secs(10) {
                tokio::time::sleep(Duration::from_millis(200)).await;
                result = namespace.clone().emit("news", &()).await;
                if result.is_ok() {
                    break;
                }
            }
            Verdict::of(
                result.is_err(),
                format!("after {} s: {result:?}", begin.elapsed().as_secs()),
            )
        },
    )
}
