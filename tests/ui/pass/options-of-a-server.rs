//! Every option of a server together, and each alone.

#![deny(warnings, unused_qualifications)]

use gateway_runtime::prelude::*;

#[websocket_gateway(
    port = 3000u16,
    path = "/ws/",
    transports(websocket, polling),
    cors(origin = ["https://example.com", "https://*.example.com", "capacitor://localhost", "null"], credentials),
    ping_interval = "25s",
    ping_timeout = "20s",
    connect_timeout = "45s",
    max_payload = 1_000_000,
    max_attachments = 100,
    max_buffer_size = 128usize,
)]
struct All;

macro_rules! alone {
    ($($name:ident($($option:tt)*),)*) => {$(
        #[websocket_gateway($($option)*)]
        struct $name;
    )*};
}

alone! {
    Port(port = 0),
    Path(path = "ws"),
    Transports(transports(polling)),
    Cors(cors(origin = "*")),
    PingInterval(ping_interval = "1m"),
    PingTimeout(ping_timeout = "1ms"),
    ConnectTimeout(connect_timeout = "1s"),
    MaxPayload(max_payload = 1),
    MaxAttachments(max_attachments = 1),
    MaxBufferSize(max_buffer_size = 1),
}

fn main() {
    let _ = (All, Port, Path, Transports, Cors);
    let _ = (PingInterval, PingTimeout, ConnectTimeout, MaxPayload, MaxAttachments, MaxBufferSize);
}
