//! What guards, interceptors and filters need and do not find, gateways of one namespace that disagree about their
//! guards, and limits that are skipped in vain (docs/guarantees.md, 2 and 12).

use gateway_runtime::prelude::*;

use super::{names_this_file, problems_of};

#[derive(Clone)]
struct Mailer;

#[derive(Clone)]
struct User;

#[derive(Clone)]
struct Admin;

struct Roles;

#[guard]
fn needs_mailer(#[inject] _mailer: Arc<Mailer>) -> bool {
    true
}

#[guard(message)]
fn needs_roles(Metadata(_): Metadata<Roles>, _optional: Option<Metadata<User>>) -> bool {
    true
}

#[guard(message)]
fn needs_user(#[guarded] _user: User) -> bool {
    true
}

#[interceptor]
async fn needs_room(next: Next, #[param] _room: String) -> Result<Outcome, Failure> {
    next.run().await
}

#[filter]
fn needs_admin(failure: Failure, #[guarded] _admin: Admin) -> WsError {
    failure.into_error()
}

/// A guard whose field is missing.
#[injectable]
struct WithField {
    #[inject]
    #[expect(dead_code, reason = "only its provider matters")]
    mailer: Arc<Mailer>,
}

impl Guard for WithField {
    type Value = User;

    async fn check(&self, _: &Call) -> Result<User, WsError> {
        Ok(User)
    }
}

#[websocket_gateway(namespace = "lacking")]
#[use_guards(needs_mailer)]
#[throttle(limit = 1, per = "1s", name = "known")]
struct Lacking;

#[websocket_gateway]
impl Lacking {
    #[subscribe_message("one", "two")]
    #[use_guards(needs_roles, needs_user, WithField)]
    #[use_interceptors(needs_room)]
    #[use_filters(needs_admin)]
    #[throttle(skip = "known")]
    #[throttle(skip = "unknown")]
    fn one(&self) {}

    #[subscribe_message("three")]
    #[use_guards(WithField)]
    fn three(&self, #[guarded(global)] _admin: Admin) {}

    #[on_gateway_connection]
    fn joined(&self, #[guarded(global)] _admin: Admin) {}
}

#[tokio::test]
async fn what_enhancers_need_is_named_once_with_its_place_and_the_remedy() {
    let problems = problems_of(GatewayApp::builder().only::<(Lacking,)>()).await;
    let begins = [
        "`Lacking::three` (",
        "`Lacking::joined` (",
        "the guard `needs_mailer` (",
        "the guard `needs_roles` (",
        "the guard `needs_user` (",
        "the interceptor `needs_room` (",
        "the filter `needs_admin` (",
        "`Lacking::one` skips the limit `unknown` (",
        "`WithField` needs `Arc<Mailer>` for its field `mailer` (",
    ];
    assert_eq!(problems.len(), begins.len(), "{problems:#?}");
    for (problem, begin) in problems.iter().zip(begins) {
        assert!(problem.starts_with(begin), "{problem}");
    }
    for (index, remedy) in [
        (
            0,
            "takes a `Admin` that a guard gives, and no guard before it does",
        ),
        (2, "needs `Arc<Mailer>`, which was not provided; "),
        (3, "needs the metadata `Roles`, which `Lacking::one` ("),
        (3, "take an `Option<Metadata<Roles>>`"),
        (4, "no guard before it of `Lacking::one` ("),
        (5, "needs the namespace parameter `room`"),
        (7, "no limit of its gateway or of the app has this name"),
    ] {
        assert!(problems[index].contains(remedy), "{}", problems[index]);
    }
    names_this_file(&problems[2], 1);
    names_this_file(&problems[3], 2);
}

#[tokio::test]
async fn a_global_guard_gives_what_methods_and_enhancers_take() {
    #[guard]
    fn everybody_is_admin() -> Result<Admin, WsError> {
        Ok(Admin)
    }

    let builder = GatewayApp::builder().only::<(Lacking,)>();
    let problems = problems_of(builder.guard::<everybody_is_admin>()).await;
    assert!(
        problems.iter().all(|problem| !problem.contains("`Admin`")),
        "{problems:#?}"
    );
}

#[websocket_gateway(namespace = "agreed")]
#[use_guards(WithField, needs_roles)]
#[set_metadata(Roles)]
struct Agreed;

#[websocket_gateway]
impl Agreed {
    #[subscribe_message("one")]
    fn one(&self) {}
}

#[websocket_gateway(namespace = "agreed")]
#[use_guards(WithField)]
struct AgreedToo;

#[websocket_gateway(namespace = "agreed")]
#[use_guards(needs_mailer)]
struct Disagreed;

#[tokio::test]
async fn gateways_of_a_namespace_have_the_same_guards_for_its_connections() {
    let agreed = GatewayApp::builder().provide(Arc::new(Mailer));
    assert!(agreed.only::<(Agreed, AgreedToo)>().build().await.is_ok());
    let builder = GatewayApp::builder().provide(Arc::new(Mailer));
    let problems = problems_of(builder.only::<(Agreed, AgreedToo, Disagreed)>()).await;
    assert_eq!(problems.len(), 1, "{problems:#?}");
    assert!(
        problems[0].contains("have different guards for its connections"),
        "{}",
        problems[0]
    );
    names_this_file(&problems[0], 2);
}

#[websocket_gateway(namespace = "skips")]
#[throttle(skip)]
struct Skips;

#[tokio::test]
async fn limits_that_are_not_there_cannot_be_skipped() {
    let problems = problems_of(GatewayApp::builder().only::<(Skips,)>()).await;
    assert_eq!(problems.len(), 1, "{problems:#?}");
    assert!(
        problems[0].starts_with("`Skips` skips all limits ("),
        "{}",
        problems[0]
    );
    let throttle = gateway_runtime::Throttle::new(1, std::time::Duration::from_secs(1));
    let builder = GatewayApp::builder().only::<(Skips,)>().throttle(throttle);
    assert!(builder.build().await.is_ok());
}

#[guard(connection)]
fn at_connection(_socket: Socket) -> bool {
    true
}

/// A guard that is a value, of which the compiler does not know when it runs.
struct Once;

impl Guard for Once {
    type Value = ();

    const POINT: GuardPoint = GuardPoint::Connection;

    async fn check(&self, _: &Call) -> Result<(), WsError> {
        Ok(())
    }
}

#[enhancers]
#[use_guards(at_connection)]
struct Bundled;

#[websocket_gateway(namespace = "never-asked")]
#[use_enhancers(Bundled)]
struct NeverAsked;

#[websocket_gateway]
impl NeverAsked {
    #[subscribe_message("bundled")]
    #[use_enhancers(Bundled)]
    fn bundled(&self) {}

    #[subscribe_message("value")]
    #[use_guards(Once {})]
    fn value(&self) {}
}

#[tokio::test]
async fn a_guard_of_connections_on_a_method_is_named_since_it_would_never_run() {
    let problems = problems_of(GatewayApp::builder().only::<(NeverAsked,)>()).await;
    assert_eq!(problems.len(), 2, "{problems:#?}");
    for (problem, (guard, method)) in problems
        .iter()
        .zip([("at_connection", "bundled"), ("Once", "value")])
    {
        assert!(
            problem.starts_with(&format!("the guard `{guard}` (")),
            "{problem}"
        );
        assert!(
            problem.contains(&format!("in front of `NeverAsked::{method}` (")),
            "{problem}"
        );
        assert!(
            problem.ends_with("move it to the gateway's struct"),
            "{problem}"
        );
        names_this_file(problem, 2);
    }
}
