//! Gateways may have raw identifiers, `cfg`, another name for the runtime crate, and any place for their
//! declaration.

mod constants;

use gateway_runtime::prelude::*;

/// As an application would that re-exports the crate.
mod facade {
    pub(crate) use gateway_runtime as inner;
}

#[derive(Serialize, ServerEvent)]
#[event("type", crate = crate::facade::inner)]
struct r#Type {
    r#match: u8,
}

#[websocket_gateway(namespace = "raw", emits(r#Type))]
struct r#Raw {
    #[websocket_server]
    r#type: Server<r#Raw>,
    r#loop: u8,
}

#[websocket_gateway]
impl r#Raw {
    #[subscribe_message]
    async fn r#move(&self, #[message_body] r#in: u8) -> Result<u8, WsError> {
        self.r#type.emit_event(&r#Type { r#match: r#in }).await?;
        Ok(self.r#loop)
    }
}

#[websocket_gateway(namespace = "cfg")]
struct Conditional {
    #[cfg(any())]
    #[inject]
    absent: Arc<DoesNotExist>,
    #[cfg(not(any()))]
    present: u8,
}

#[websocket_gateway]
impl Conditional {
    #[cfg(any())]
    #[subscribe_message("absent")]
    fn absent(&self, #[message_body] body: DoesNotExist) {}

    #[cfg(not(any()))]
    #[subscribe_message("present")]
    fn present(&self) -> u8 {
        self.present
    }

    // Both have one event; only one exists.
    #[cfg(any())]
    #[on_gateway_init]
    fn init(&self) {}
}

#[websocket_gateway(namespace = "facade", crate = crate::facade::inner)]
struct Facade(#[websocket_server] Server, u8);

#[websocket_gateway(crate = crate::facade::inner)]
impl Facade {
    #[subscribe_message("one", "two")]
    fn event(&self, event: EventName) -> String {
        event.0
    }
}

#[websocket_gateway(namespace = "lifetimes")]
struct Lifetimes;

#[websocket_gateway]
impl Lifetimes {
    #[subscribe_message("named")]
    #[expect(
        clippy::needless_lifetimes,
        reason = "that it may be named is the point"
    )]
    fn named<'a>(&'a self, #[message_body] (left, right): (u8, u8)) -> u8 {
        left + right
    }

    /// Not subscribed: stays as it is.
    #[allow(dead_code, reason = "it is only there to be left alone")]
    fn helper<T: Into<u64>>(value: T) -> u64 {
        value.into()
    }

    #[allow(dead_code, reason = "it is only there to be left alone")]
    const LIMIT: u8 = 3;
}

#[tokio::test]
async fn raw_identifiers_are_names_without_their_prefix() {
    let app = GatewayApp::builder()
        .only::<(r#Raw,)>()
        .build()
        .await
        .expect("starts");
    assert_eq!(<r#Raw as gateway_runtime::Gateway>::NAME, "Raw");
    assert_eq!(app.gateway::<r#Raw>().r#move(3).await.expect("emits"), 0);
}

#[tokio::test]
async fn what_cfg_leaves_out_is_not_registered() {
    let app = GatewayApp::builder()
        .only::<(Conditional,)>()
        .build()
        .await
        .expect("nothing is missing");
    assert_eq!(app.gateway::<Conditional>().present(), 0);
}

#[tokio::test]
async fn the_runtime_can_have_another_name() {
    let app = GatewayApp::builder()
        .only::<(Facade, Lifetimes)>()
        .build()
        .await
        .expect("starts");
    let facade = app.gateway::<Facade>();
    assert_eq!((facade.0.namespace(), facade.1), (Some("/facade"), 0));
}

#[tokio::test]
async fn a_gateway_can_be_declared_in_a_function() {
    #[websocket_gateway(namespace = "inner")]
    struct Inner;

    #[websocket_gateway]
    impl Inner {
        #[subscribe_message("e")]
        fn event(&self) {}
    }

    let app = GatewayApp::builder()
        .only::<(Inner,)>()
        .build()
        .await
        .expect("starts");
    assert!(app.try_gateway::<Inner>().is_some());
}

/// Gateways of the same name are as many gateways.
mod same_name {
    pub(super) mod one {
        use gateway_runtime::prelude::*;

        #[websocket_gateway(namespace = "same-name/one")]
        pub(crate) struct Same;

        #[websocket_gateway]
        impl Same {
            #[on_gateway_connection]
            fn joined(&self) {}

            #[subscribe_message("event")]
            fn event(&self, Inject(_): Inject<u8>) {}
        }
    }

    pub(super) mod two {
        use gateway_runtime::prelude::*;

        #[websocket_gateway(namespace = "same-name/two")]
        pub(crate) struct Same;

        #[websocket_gateway]
        impl Same {
            #[on_gateway_connection]
            fn joined(&self) {}

            #[subscribe_message("event")]
            fn event(&self, Inject(_): Inject<u16>) {}
        }
    }
}

#[tokio::test]
async fn two_gateways_may_have_one_name() {
    let builder = || GatewayApp::builder().only::<(same_name::one::Same, same_name::two::Same)>();
    let app = builder().provide(1_u8).provide(2_u16).build().await;
    assert!(app.is_ok(), "{app:?}");
    let error = builder().build().await.expect_err("nothing is provided");
    assert_eq!(error.problems().len(), 2, "{error}");
}
