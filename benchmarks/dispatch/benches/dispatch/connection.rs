//! `Connection` is a connection of an app in this process, whose messages the benchmarks make up.

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

/// How many messages are made up between two turns of the runtime: their answers fit into the connection's
/// buffer, so that no answer takes the slow way.
pub(crate) const SAMPLE: u32 = 64;

/// The client, and the runtime of one thread that the client's app runs on: nothing else happens in the app
/// while a message is measured.
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
                // A benchmark may take longer than a client may stay silent.
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
        // Lets the connection hook return.
        connection.rest();
        Ok(connection)
    }

    /// Lets the app send answers and finish handlers that wait.
    pub(crate) fn rest(&self) {
        self.runtime.block_on(async {
            for _ in 0..8 {
                yield_now().await;
            }
        });
    }

    /// Measures the whole way of `packet`.
    pub(crate) fn receive(
        &self,
        bencher: divan::Bencher<'_, '_>,
        packet: &str,
        acknowledgement: Option<i64>,
    ) {
        // The runtime takes over handlers that wait.
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

/// Connects a client that reads whatever arrives.
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
