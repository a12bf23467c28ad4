//! A connection of an app in this process, whose messages the benchmarks make up.

use std::{thread, time::Duration};

use bench_load::{
    Failure,
    pool::{Id, Pool, Scenario},
};
use gateway_runtime::{
    __bench::{Client, Packet},
    prelude::*,
};
use tokio::{
    runtime::{self, Runtime},
    sync::mpsc,
    task::yield_now,
};

use crate::gateway::BenchGateway;

/// How many messages are made up between two turns of the runtime: their answers fit into the buffer of
/// the connection, so that none takes the slow way.
pub(crate) const SAMPLE: u32 = 64;

/// The client, and the runtime of one thread that its app runs on: nothing of it happens while a
/// message is measured.
pub(crate) struct Connection {
    runtime: Runtime,
    pub(crate) client: Client,
}

impl Connection {
    pub(crate) fn open() -> Result<Self, Box<dyn std::error::Error>> {
        let runtime = runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let (sender, mut sockets) = mpsc::unbounded_channel();
        let client = runtime.block_on(async {
            let app = GatewayApp::builder()
                .provide(sender)
                .only::<(BenchGateway,)>()
                // A benchmark may be longer than a client may be silent.
                .ping_interval(Duration::from_hours(24))
                .build()
                .await?;
            app.bind("127.0.0.1:0").await?;
            let address = app.local_addr().ok_or("it is not bound")?;
            tokio::spawn(async move { app.serve().await });
            thread::spawn(move || read_all(&mut Pool::new(address, false)?));
            let socket = sockets.recv().await.ok_or("the app has ended")?;
            let client = Client::of(&socket).ok_or("the client has left")?;
            Ok::<_, Box<dyn std::error::Error>>(client)
        })?;
        let connection = Self { runtime, client };
        // The connection hook returns.
        connection.rest();
        Ok(connection)
    }

    /// Lets the app do what it has to: send answers, finish handlers that wait.
    pub(crate) fn rest(&self) {
        self.runtime.block_on(async {
            for _ in 0..8 {
                yield_now().await;
            }
        });
    }

    /// Measures `packet` on its whole way.
    pub(crate) fn receive(
        &self,
        bencher: divan::Bencher<'_, '_>,
        packet: &str,
        acknowledgement: Option<i64>,
    ) {
        // Handlers that wait are given to the runtime.
        let _runtime = self.runtime.enter();
        let packet = Packet::new(packet);
        bencher
            .with_inputs(|| {
                self.rest();
                packet.clone()
            })
            .bench_local_values(|packet| self.client.receive(packet, acknowledgement));
    }
}

/// The client takes whatever comes.
fn read_all(pool: &mut Pool) -> Result<(), Failure> {
    pool.open()?;
    loop {
        pool.turn(&mut Taker, Duration::from_secs(1))?;
    }
}

struct Taker;

impl Scenario for Taker {
    fn connected(&mut self, _: &mut Pool, _: Id) -> Result<(), Failure> {
        Ok(())
    }

    fn event(&mut self, _: &mut Pool, _: Id, _: &[u8]) -> Result<(), Failure> {
        Ok(())
    }

    fn acknowledged(&mut self, _: &mut Pool, _: Id, _: u64, _: &[u8]) -> Result<(), Failure> {
        Ok(())
    }
}
