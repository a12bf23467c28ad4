//! Every way to a constant that holds a name, in one program that runs.

#![deny(warnings)]
#![warn(unused_qualifications)]

use gateway_runtime::prelude::*;

mod events {
    pub const SEND: &str = "send";
    pub const ЭХО: &str = "эхо";
    pub const r#TYPE: &str = "type";
    pub static STATIC: &str = "static";
    pub(crate) mod deep {
        pub(crate) const DEEP: &str = "deep";
    }
}

const NAMESPACE: &str = "chat/{room}";

pub struct Events;

impl Events {
    pub const SEND: &'static str = "Events.send";
    pub const SENT: &'static str = "sent";
}

struct Of<const N: usize>;

impl<const N: usize> Of<N> {
    const NAME: &'static str = if N == 0 { "none" } else { "some" };
}

trait Named {
    const NAME: &'static str;
}

#[derive(Serialize, ServerEvent)]
#[event(Events::SENT)]
struct Sent;

#[derive(Serialize, ServerEvent)]
#[event(Self::OWN)]
struct Own;

impl Own {
    const OWN: &'static str = "own";
}

#[derive(Serialize, ServerEvent)]
#[event(T::NAME)]
struct Generic<T: Serialize + Named>(T);

#[derive(Serialize)]
struct Value;

impl Named for Value {
    const NAME: &'static str = "generic";
}

#[websocket_gateway(namespace = NAMESPACE, emits(Sent, Own, Generic<Value>))]
struct Chat;

impl Chat {
    const OWN: &'static str = "Chat.own";
}

impl Named for Chat {
    const NAME: &'static str = "Chat.named";
}

#[websocket_gateway]
impl Chat {
    const PRIVATE: &'static str = "Chat.private";

    #[subscribe_message("literal", events::SEND, Events::SEND, timeout = "5s")]
    fn mixed(&self, #[message_body] text: String) -> String {
        text
    }

    #[subscribe_message(Self::OWN, Self::PRIVATE, <Self as Named>::NAME)]
    async fn of_self(&self) {}

    #[subscribe_message(<Sent as ServerEvent>::NAME, Own::NAME, <Generic<Value> as ServerEvent>::NAME)]
    fn of_events(&self) {}

    #[subscribe_message(self::events::ЭХО, crate::events::deep::DEEP, events::r#TYPE, events::STATIC)]
    fn of_modules(&self) {}

    #[subscribe_message(Of::<0>::NAME, Of::<{ 1 + 1 }>::NAME)]
    fn of_generics(&self) {}

    #[on_server_event(events::SEND)]
    fn of_other_servers(&self) {}

    #[on_server_event(Self::PRIVATE)]
    fn of_other_servers_too(&self) {}

    #[cfg(false)]
    #[subscribe_message(events::ABSENT)]
    fn absent(&self) {}
}

#[websocket_gateway(namespace = Self::NAMESPACE)]
struct Other;

impl Other {
    const NAMESPACE: &'static str = "/other";
}

macro_rules! gateway {
    ($name:ident, $namespace:expr, $event:expr, $path:path, $literal:literal, $type:ty, $token:tt) => {
        #[websocket_gateway(namespace = $namespace)]
        struct $name;

        #[websocket_gateway]
        impl $name {
            #[subscribe_message($event, $path, $literal, <$type>::SENT, $token)]
            fn all(&self) {}
        }
    };
}

mod inner {
    use super::*;

    gateway!(Paths, super::Other::NAMESPACE, events::SEND, Events::SEND, "literal", Events, OWN);
    gateway!(Texts, "texts", "send", super::events::STATIC, "literal", super::Events, "token");

    const OWN: &str = "inner.own";
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), AppError> {
    let app = GatewayApp::builder().build().await?;
    assert!(app.try_gateway::<Chat>().is_some());
    assert_eq!(Sent::NAME, "sent");
    assert_eq!(Own::NAME, "own");
    assert_eq!(Generic::<Value>::NAME, "generic");
    Ok(())
}
