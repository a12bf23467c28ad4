//! Every form that is accepted, in one program that runs.

use gateway_runtime::prelude::*;

#[derive(Serialize, Deserialize, ServerEvent)]
#[event("tick")]
struct Tick(u8);

#[derive(Serialize, ServerEvent)]
#[event("list")]
enum List<T: Serialize> {
    Empty,
    Full(Vec<T>),
}

#[websocket_gateway(
    namespace = "every-form",
    rename_all = "camelCase",
    ordering = "sequential",
    max_in_flight = 8,
    emits(Tick, List<u8>),
    crate = ::gateway_runtime,
)]
struct EveryForm {
    #[websocket_server]
    typed: Server<EveryForm>,
    #[websocket_server]
    untyped: Server,
    #[inject]
    number: u8,
    #[default = vec![1, 2]]
    list: Vec<u8>,
    count: std::sync::atomic::AtomicU8,
}

#[websocket_gateway]
impl EveryForm {
    #[on_gateway_shutdown]
    async fn bye(&self, why: Shutdown, server: Server, typed: Server<EveryForm>, #[inject] number: u8) -> Result<(), String> {
        Err(format!("{why} {number} {:?} {:?}", server.namespace(), typed.namespace()))
    }

    #[interval("250ms")]
    fn tick(self: Arc<Self>, server: Server, Inject(number): Inject<u8>) {}

    #[interval("1h",)]
    async fn tock(&self, typed: Server<EveryForm>, #[inject] events: Events) -> Result<(), EmitError> {
        events.emit(vec![1_u8]).await?;
        Ok(())
    }

    #[on_event]
    fn list(&self, list: Vec<u8>) {}

    #[gateway_runtime::on_event]
    async fn shared(
        self: Arc<Self>,
        server: Server,
        Inject(number): Inject<u8>,
        (a, b): (u8, Arc<str>),
        #[inject] events: Events,
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        events.emit(a).await?;
        Ok(())
    }

    #[subscribe_message]
    fn bare_name(&self) {}

    #[subscribe_message("one", "two",)]
    fn several_names(&self, event: EventName) -> String {
        event.0
    }

    #[subscribe_message(fallback)]
    async fn rest(&self, event: EventName) -> Result<(), WsError> {
        Err(WsError::not_found(event.0))
    }

    #[gateway_runtime::subscribe_message("with-path")]
    fn with_path(&self) -> Option<u8> {
        None
    }

    #[subscribe_message("parameters")]
    async fn parameters(
        &self,
        #[message_body] first: Option<String>,
        #[message_body] (x, y): (u8, u8),
        #[message_body("key")] _: Option<u8>,
        #[connected_socket] socket: Socket<EveryForm>,
        same_socket: Socket,
        _event: EventName,
    ) -> Result<Args<(u8, u8)>, WsError> {
        let _ = (first, same_socket, &self.untyped, &self.list, &self.count, self.number);
        socket.emit_event(&Tick(x))?;
        self.typed.emit_event(&List::<u8>::Empty).await?;
        self.typed.to("room").emit_event(&List::Full(vec![x])).await?;
        Ok(Args((x, y)))
    }

    #[subscribe_message("shared")]
    fn shared(&self) -> Result<Arc<[Box<str>]>, WsError> {
        Ok(Arc::from([Box::from("one")]))
    }

    #[subscribe_message("borrowed")]
    fn borrowed(&self) -> WsResponse<std::borrow::Cow<'static, str>> {
        WsResponse::new("tick", "tock".into())
    }

    #[subscribe_message("ack")]
    async fn by_hand(&self, ack: Ack<Args<(u8, String)>>) -> Result<(), WsError> {
        tokio::spawn(async move { ack.send(Args((1, String::new()))) });
        Ok(())
    }

    #[subscribe_message("event")]
    fn event(&self) -> Result<WsResponse<Tick>, WsError> {
        Ok(WsResponse::event(Tick(1)))
    }
}

#[websocket_gateway]
impl EveryForm {
    #[on_gateway_init]
    async fn init(&self, server: Server<EveryForm>) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        server.emit_event(&Tick(0)).await?;
        Ok(())
    }

    #[on_gateway_connection]
    fn joined(&self, socket: Socket) -> Result<(), WsError> {
        socket.join(["a", "b"]);
        Ok(())
    }

    #[on_server_event("told")]
    async fn told(&self, #[message_body] tick: Tick, server: Server<EveryForm>, #[inject] number: u8) -> Result<(), EmitError> {
        let _ = number;
        server.local().emit_event(&tick).await.map(drop)
    }

    #[gateway_runtime::on_server_event("bare")]
    fn bare(self: Arc<Self>) {}

    #[on_gateway_disconnect]
    async fn left(&self, #[connected_socket] _socket: Socket, _reason: DisconnectReason) {}
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), AppError> {
    let app = GatewayApp::builder().provide(3_u8).build().await?;
    assert!(app.try_gateway::<EveryForm>().is_some_and(|gateway| gateway.number == 3));
    Ok(())
}
