//! `BenchGateway` has the events of the benchmarks' contract for servers that share rooms.

use std::sync::LazyLock;

use gateway_runtime::prelude::*;

#[derive(Deserialize)]
struct Spread {
    kind: Kind,
    number: u32,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Small,
    Everyone,
    Object,
    Binary,
}

#[derive(Serialize)]
struct Small {
    number: u32,
    say: &'static str,
}

#[derive(Serialize)]
struct Object {
    number: u32,
    items: &'static [Item],
}

#[derive(Serialize)]
struct Item {
    id: u32,
    name: String,
    price: u32,
    sold: bool,
}

#[derive(Serialize)]
struct Binary {
    number: u32,
    data: Bytes,
}

static ITEMS: LazyLock<Vec<Item>> = LazyLock::new(|| {
    let items = (10..29).map(|id| Item {
        id,
        name: format!("item {id}"),
        price: 1990,
        sold: false,
    });
    items.collect()
});

static DATA: LazyLock<Bytes> = LazyLock::new(|| (0..=250).cycle().take(10_240).collect());

#[websocket_gateway(namespace = "bench")]
pub(crate) struct BenchGateway {
    #[websocket_server]
    server: Server<BenchGateway>,
}

#[websocket_gateway]
impl BenchGateway {
    #[subscribe_message("join")]
    fn join(&self, socket: Socket, #[message_body] room: String) -> String {
        socket.join(&room);
        room
    }

    #[subscribe_message("spread")]
    async fn spread(&self, #[message_body] Spread { kind, number }: Spread) -> Result<(), WsError> {
        let room = self.server.to("room");
        let small = Small { number, say: "hi" };
        match kind {
            Kind::Small => room.emit("small", &small).await?,
            Kind::Everyone => self.server.emit("everyone", &small).await?,
            Kind::Object => {
                let items = &ITEMS;
                room.emit("object", &Object { number, items }).await?
            }
            Kind::Binary => {
                let data = DATA.clone();
                room.emit("binary", &Binary { number, data }).await?
            }
        };
        Ok(())
    }
}
