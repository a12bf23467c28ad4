//! An app says how it is, to its program and over HTTP.

use std::{future::ready, sync::Mutex};

use axum::{
    Router,
    extract::Request,
    http::{Method, StatusCode},
    middleware,
    response::Response,
    routing::get,
};
use gateway_runtime::{
    Health, HealthState,
    prelude::*,
    testing::{TestApp, TestCluster},
};
use serde_json::{Value, json};

/// Looks at the health while it starts.
#[websocket_gateway(namespace = "healthy")]
struct Healthy {
    #[inject]
    seen: Arc<Mutex<Vec<HealthState>>>,
    #[inject]
    health: Arc<Health>,
}

#[websocket_gateway]
impl Healthy {
    #[on_gateway_init]
    fn begins(&self) {
        self.seen.lock().unwrap().push(self.health.state());
    }
}

async fn ask(app: &TestApp, method: Method, path: &str) -> Response<Bytes> {
    let request = Request::builder().method(method).uri(path);
    app.request(request.body("").unwrap()).await
}

async fn state(app: &TestApp, path: &str) -> (StatusCode, Value) {
    let answer = ask(app, Method::GET, path).await;
    assert_eq!(answer.headers()["cache-control"], "no-store");
    assert_eq!(answer.headers()["content-type"], "application/json");
    (
        answer.status(),
        serde_json::from_slice(answer.body()).unwrap(),
    )
}

fn ready_answer() -> (StatusCode, Value) {
    let body = json!({ "state": "ready", "reason": "new clients may come" });
    (StatusCode::OK, body)
}

#[tokio::test]
async fn an_app_is_ready_when_its_init_hooks_have_returned_and_its_routes_say_so() {
    let seen = Arc::new(Mutex::new(Vec::<HealthState>::new()));
    let builder = GatewayApp::builder().only::<(Healthy,)>();
    let health = builder.health();
    assert_eq!(health.state(), HealthState::Starting);
    assert!(health.is_live() && !health.is_ready() && !health.is_up());
    let builder = builder
        .router(Router::new().nest("/health", health.routes()))
        .provide(Arc::clone(&seen))
        .provide(Arc::new(health.clone()));
    let app = TestApp::start(builder).await.unwrap();
    assert_eq!(*seen.lock().unwrap(), [HealthState::Starting]);
    assert!(health.is_ready() && health.is_up() && app.health().is_ready());
    assert_eq!(state(&app, "/health/ready").await, ready_answer());
    assert_eq!(state(&app, "/health/live").await, ready_answer());
    app.shutdown(std::time::Duration::from_secs(1)).await;
    assert_eq!(health.state(), HealthState::Ended);
    assert!(!health.is_live());
}

#[tokio::test]
async fn the_path_is_answered_before_layers_and_to_those_who_read_alone() {
    let refuse =
        middleware::from_fn(async |_: Request, _: middleware::Next| StatusCode::UNAUTHORIZED);
    let builder = GatewayApp::builder()
        .only::<()>()
        .router(Router::new().route("/other", get(|| ready("other"))))
        .health_path("health")
        .layer(refuse);
    let app = TestApp::start(builder).await.unwrap();
    assert_eq!(state(&app, "/health").await, ready_answer());
    assert_eq!(state(&app, "/health?verbose").await, ready_answer());
    assert_eq!(ask(&app, Method::HEAD, "/health").await.status(), 200);
    assert_eq!(ask(&app, Method::POST, "/health").await.status(), 405);
    assert_eq!(ask(&app, Method::GET, "/other").await.status(), 401);
    assert_eq!(ask(&app, Method::GET, "/health/x").await.status(), 401);
}

#[tokio::test]
async fn without_the_path_nothing_is_answered() {
    let app = TestApp::start(GatewayApp::builder().only::<()>())
        .await
        .unwrap();
    assert_eq!(ask(&app, Method::GET, "/health").await.status(), 404);
}

#[tokio::test]
async fn a_server_that_is_alone_is_not_ready_unless_it_may_be() {
    for may_be_alone in [false, true] {
        let cluster = TestCluster::start(2, |_| {
            let builder = GatewayApp::builder().only::<()>().health_path("/health");
            if may_be_alone {
                builder.ready_without_sharing()
            } else {
                builder
            }
        });
        let cluster = cluster.await.unwrap();
        let health = cluster[0].health();
        assert!(health.is_ready());
        cluster.cut(0);
        while health.is_up() {
            health.changed().await;
        }
        assert_eq!(health.is_ready(), may_be_alone);
        let (status, answer) = state(&cluster[0], "/health").await;
        if may_be_alone {
            assert_eq!(status, 200);
        } else {
            assert_eq!(
                (status.as_u16(), &answer["state"]),
                (503, &json!("sharing_down"))
            );
        }
        assert!(health.is_live());
    }
}

#[tokio::test]
async fn a_path_that_something_else_has_is_a_problem() {
    async fn problem(path: &str) -> String {
        let routes = Router::new().route("/taken", get(|| ready("")));
        let builder = GatewayApp::builder()
            .only::<()>()
            .router(routes)
            .health_path(path);
        builder.build().await.unwrap_err().to_string()
    }
    for (path, words) in [
        ("/", "needs one of its own; give it a name, as in `/health`"),
        ("", "needs one of its own; give it a name, as in `/health`"),
        ("/a b", "no request can have"),
        ("/taken", "has a route for `/taken` already"),
        ("/socket.io/health", "belongs to the path `/socket.io`"),
    ] {
        let problem = problem(path).await;
        assert!(problem.contains(words), "{problem}");
        assert!(problem.contains("`health_path`"), "{problem}");
    }
}
