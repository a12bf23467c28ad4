//! Guards read the metadata of what they stand in front of, of a method or else of its gateway. Guards may have state, and
//! be made of others.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use futures_util::FutureExt as _;
use gateway_runtime::{
    prelude::*,
    testing::{Client, TestApp},
};
use gateway_tests::gate::Gate;

use super::{code_and_message, refused};

/// What methods and gateways declare about themselves.
struct Roles(&'static [&'static str]);
struct Public;

#[guard(message)]
fn has_role(
    call: Call,
    Metadata(roles): Metadata<Roles>,
    public: Option<Metadata<Public>>,
) -> bool {
    let role = call.handshake().header("x-token").map(str::to_owned);
    public.is_some() || role.is_some_and(|role| roles.0.contains(&&*role))
}

/// When a client connects, a guard sees the metadata of the gateway in whose list it stands.
#[guard(connection)]
fn is_public(public: Option<Metadata<Public>>) -> bool {
    public.is_some()
}

#[websocket_gateway(namespace = "public")]
#[use_guards(is_public)]
#[set_metadata(Public)]
struct PublicGateway;

#[websocket_gateway(namespace = "not-public")]
#[use_guards(is_public)]
struct NotPublicGateway;

#[derive(Clone)]
struct Number(usize);

/// A guard with state, which is made of what was provided.
#[injectable]
struct Open {
    #[inject]
    gate: Gate,
    #[default = AtomicUsize::new(0)]
    asked: AtomicUsize,
}

impl Guard for Open {
    type Value = Number;
    const POINT: GuardPoint = GuardPoint::Message;

    /// Waits if there are roles of the method and of the gateway.
    async fn check(&self, call: &Call) -> Result<Number, WsError> {
        assert_eq!(
            call.gateway(),
            Some("RolesGateway"),
            "the guard of another gateway"
        );
        if call.metadata_all::<Roles>().len() > 1 {
            self.gate.pass().await;
        }
        Ok(Number(self.asked.fetch_add(1, Relaxed)))
    }
}

/// Both guards agree: a guard that is made of others.
struct Both<A, B>(A, B);

impl<A: Guard, B: Guard> Guard for Both<A, B> {
    type Value = ();
    const POINT: GuardPoint = GuardPoint::Message;

    async fn check(&self, call: &Call) -> Result<(), WsError> {
        self.0.check(call).await?;
        self.1.check(call).await?;
        Ok(())
    }
}

#[guard(message)]
async fn alone(socket: Socket, #[message_body] is_alone: bool) -> bool {
    socket.connected() && is_alone
}

#[websocket_gateway(namespace = "roles")]
#[use_guards(has_role, Open)]
#[set_metadata(Roles(&["admin"]))]
struct RolesGateway;

#[websocket_gateway]
impl RolesGateway {
    #[subscribe_message("for-admins")]
    fn for_admins(&self, #[guarded] number: Number) -> usize {
        number.0
    }

    #[subscribe_message("for-editors")]
    #[set_metadata(Roles(&["editor"]))]
    fn for_editors(&self) {}

    #[subscribe_message("for-all")]
    #[set_metadata(Public)]
    fn for_all(&self) {}

    #[subscribe_message("for-both")]
    #[use_guards(Both(has_role {}, alone {}))]
    fn for_both(&self) {}
}

async fn app() -> (TestApp, Gate) {
    let gate = Gate::closed();
    let builder =
        GatewayApp::builder()
            .provide(gate.clone())
            .only::<(PublicGateway, NotPublicGateway, RolesGateway)>();
    (TestApp::start(builder).await.unwrap(), gate)
}

async fn with_role(app: &TestApp, role: &str) -> Client {
    let client = app.connect::<RolesGateway>().header("x-token", role);
    client.await.unwrap()
}

#[tokio::test]
async fn a_guard_of_connections_reads_the_metadata_of_its_gateway() {
    let (app, _) = app().await;
    app.connect::<PublicGateway>().await.unwrap();
    let why = refused(app.connect::<NotPublicGateway>()).await;
    assert_eq!(why, "Forbidden resource");
}

#[tokio::test]
async fn guards_read_the_metadata_of_the_method_or_else_of_its_gateway() {
    let (app, gate) = app().await;
    let admin = with_role(&app, "admin").await;
    let editor = with_role(&app, "editor").await;
    assert_eq!(admin.ask::<usize>("for-admins", &()).await, Ok(0));
    let forbidden = ["forbidden", "Forbidden resource"];
    assert_eq!(
        code_and_message(admin.ask::<()>("for-editors", &()).await),
        forbidden
    );
    assert_eq!(
        code_and_message(editor.ask::<()>("for-admins", &()).await),
        forbidden
    );
    let anybody = with_role(&app, "x").await;
    assert_eq!(anybody.ask::<()>("for-all", &()).await, Ok(()));
    // The guard with state waits, since there are roles of the method and of the gateway.
    let mut editing = editor.ask::<()>("for-editors", &());
    app.settled().await;
    assert_eq!((&mut editing).now_or_never(), None);
    gate.open();
    assert_eq!(editing.await, Ok(()));
    // The guard has let three messages pass, and has kept count.
    assert_eq!(admin.ask::<usize>("for-admins", &()).await, Ok(3));
}

#[tokio::test]
async fn a_guard_that_is_made_of_others_asks_them_with_their_own_parameters() {
    let (app, _) = app().await;
    let admin = with_role(&app, "admin").await;
    assert_eq!(admin.ask::<()>("for-both", &true).await, Ok(()));
    assert_eq!(
        code_and_message(admin.ask::<()>("for-both", &false).await),
        ["forbidden", "Forbidden resource"]
    );
    let error = admin.ask::<()>("for-both", "x").await.unwrap_err();
    assert_eq!(error.code(), "bad_request");
}
