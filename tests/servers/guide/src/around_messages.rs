//! The gateways of the page "Guards, interceptors and limits".

use std::{
    collections::HashMap,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use gateway_runtime::GatewayAppBuilder;
use gateway_runtime::prelude::*;
use serde_json::{Value, json};

use crate::Barrier;

pub(crate) fn app(builder: GatewayAppBuilder) -> GatewayAppBuilder {
    builder.only::<(
        Barrier,
        ShopGateway,
        NewsGateway,
        CounterGateway,
        ReportsGateway,
        TracedGateway,
        ChatGateway,
    )>()
}

struct Public;
struct Roles(&'static [&'static str]);

#[derive(Deserialize)]
struct Login {
    token: String,
}

#[derive(Clone)]
struct User {
    name: String,
    roles: Vec<&'static str>,
}

#[guard]
fn authenticated(#[handshake_auth] login: Option<Login>) -> Result<User, WsError> {
    let name = login.or_unauthorized("log in first")?.token;
    let roles = match &*name {
        "manager" => vec!["manager"],
        "guest" => vec![],
        _ => return Err(WsError::unauthorized("log in first")),
    };
    Ok(User { name, roles })
}

#[guard(message)]
fn has_role(#[guarded] user: User, roles: Option<Metadata<Roles>>) -> bool {
    roles.is_none_or(|Metadata(roles)| roles.0.iter().any(|role| user.roles.contains(role)))
}

#[enhancers]
#[use_guards(has_role)]
#[set_metadata(Roles(&["manager"]))]
struct ManagersOnly;

#[websocket_gateway(namespace = "shop")]
#[use_guards(authenticated)]
struct ShopGateway;

#[websocket_gateway]
impl ShopGateway {
    #[subscribe_message("who-am-i")]
    fn who_am_i(&self, #[guarded] user: User) -> String {
        user.name
    }

    #[subscribe_message("close")]
    #[use_enhancers(ManagersOnly)]
    fn close(&self) -> &'static str {
        "closed"
    }
}

#[guard(message)]
fn known_or_public(
    #[handshake_auth] login: Option<Login>,
    public: Option<Metadata<Public>>,
) -> Result<(), WsError> {
    match login {
        _ if public.is_some() => Ok(()),
        Some(Login { token }) if token == "manager" || token == "guest" => Ok(()),
        _ => Err(WsError::unauthorized("log in first")),
    }
}

#[websocket_gateway(namespace = "news")]
#[use_guards(known_or_public)]
struct NewsGateway;

#[websocket_gateway]
impl NewsGateway {
    #[subscribe_message("headlines")]
    #[set_metadata(Public)]
    fn headlines(&self) -> [&'static str; 1] {
        ["it rains"]
    }

    #[subscribe_message("article")]
    fn article(&self) -> &'static str {
        "it rains in Hue"
    }
}

#[interceptor]
async fn wrapped(next: Next) -> Result<Outcome, Failure> {
    let outcome = next.run().await?;
    Ok(outcome.map(|data: Value| json!({ "data": data }))?)
}

#[derive(Deserialize)]
struct At {
    hour: u8,
}

#[interceptor]
async fn night(call: Call, next: Next) -> Result<Outcome, Failure> {
    let At { hour } = call.body()?;
    if hour < 6 {
        return Ok(Outcome::answer("we are asleep"));
    }
    next.run().await
}

#[websocket_gateway(namespace = "counter")]
#[use_interceptors(wrapped)]
struct CounterGateway;

#[websocket_gateway]
impl CounterGateway {
    #[subscribe_message("count")]
    fn count(&self) -> u32 {
        7
    }

    #[subscribe_message("greet")]
    #[use_interceptors(night)]
    fn greet(&self, #[message_body("name")] name: String) -> String {
        format!("Hello {name}")
    }

    #[subscribe_message("slow", timeout = "50ms")]
    async fn slow(&self) {
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

#[interceptor]
async fn logged(call: Call, next: Next) -> Result<Outcome, Failure> {
    let start = Instant::now();
    let outcome = next.run().await?;
    tracing::info!(event = call.event(), time = ?start.elapsed(), "answered");
    Ok(outcome)
}

#[injectable]
struct Cache {
    answers: Mutex<HashMap<String, Outcome>>,
}

impl Interceptor for Cache {
    async fn intercept(&self, call: &Call, next: Next) -> Result<Outcome, Failure> {
        let key: String = call.body()?;
        let kept = self.answers().get(&key).and_then(Outcome::try_clone);
        if let Some(answer) = kept {
            return Ok(answer);
        }
        let outcome = next.run().await?;
        if let Some(copy) = outcome.try_clone() {
            self.answers().insert(key, copy);
        }
        Ok(outcome)
    }
}

impl Cache {
    fn answers(&self) -> MutexGuard<'_, HashMap<String, Outcome>> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[websocket_gateway(namespace = "reports")]
#[use_interceptors(logged)]
struct ReportsGateway {
    made: AtomicU32,
}

#[websocket_gateway]
impl ReportsGateway {
    #[subscribe_message("report")]
    #[use_interceptors(Cache)]
    fn report(&self, #[message_body] month: String) -> String {
        let made = self.made.fetch_add(1, Ordering::Relaxed) + 1;
        format!("{made}: {month}")
    }
}

tokio::task_local! {
    static TRACE: String;
}

#[interceptor]
async fn traced(call: Call, next: Next) -> Result<Outcome, Failure> {
    let event = call.event().unwrap_or_default().to_owned();
    TRACE.scope(event, next.run()).await
}

#[websocket_gateway(namespace = "traced")]
#[use_interceptors(traced)]
struct TracedGateway;

#[websocket_gateway]
impl TracedGateway {
    #[subscribe_message("work")]
    async fn work(&self) -> String {
        tokio::time::sleep(Duration::from_millis(1)).await;
        format!("in {}", TRACE.get())
    }
}

#[websocket_gateway(namespace = "chat")]
#[throttle(limit = 50, per = "1s")]
struct ChatGateway;

#[websocket_gateway]
impl ChatGateway {
    #[subscribe_message("search")]
    #[throttle(limit = 2, per = "1m")]
    fn search(&self, #[message_body] text: String) -> [String; 1] {
        [text]
    }

    #[subscribe_message("typing")]
    #[throttle(skip)]
    fn typing(&self) -> bool {
        true
    }
}
