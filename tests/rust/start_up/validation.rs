//! Bodies that are not checked, which an app can forbid.
#![allow(
    clippy::too_many_arguments,
    reason = "one method has every form of a body that is checked"
)]

use garde::Validate;
use gateway_runtime::prelude::*;

use super::{names_this_file, problems_of};

#[derive(Deserialize, Validate)]
struct Ruled {
    #[garde(length(min = 1))]
    name: String,
}

#[derive(Deserialize)]
struct Loose {
    name: String,
}

struct Limit;

#[derive(Deserialize, Validate)]
#[garde(context(Limit))]
struct WithContext {
    #[garde(custom(|_, _| Ok(())))]
    name: String,
}

#[guard(message)]
fn named(#[message_body("name")] name: Loose) -> bool {
    !name.name.is_empty()
}

#[pipe]
fn name_of(loose: Loose) -> String {
    loose.name
}

#[websocket_gateway(namespace = "unvalidated")]
struct Unvalidated;

#[websocket_gateway]
impl Unvalidated {
    #[subscribe_message("first", "second")]
    fn loose(&self, #[message_body] loose: Loose) -> String {
        loose.name
    }

    #[subscribe_message("list")]
    fn list(&self, #[message_body("list")] list: Vec<Loose>, #[inject] _: u128) -> usize {
        list.len()
    }

    #[subscribe_message("pair")]
    fn pair(&self, #[message_body] (_, ruled): (u32, Ruled)) -> String {
        ruled.name
    }

    #[subscribe_message("context")]
    fn context(&self, #[message_body] body: WithContext) -> String {
        body.name
    }

    #[use_guards(named)]
    #[subscribe_message("guarded")]
    fn guarded(&self) {}

    #[use_guards(named)]
    #[subscribe_message("guarded-too")]
    fn guarded_too(&self) {}

    #[subscribe_message("piped")]
    fn piped(&self, #[message_body(pipe = name_of)] name: String) -> String {
        name
    }
}

/// Whatever an app that demands validation may have.
#[websocket_gateway]
impl Unvalidated {
    #[subscribe_message("checked")]
    fn checked(
        &self,
        #[message_body] ruled: Ruled,
        #[message_body] list: Option<Vec<Ruled>>,
        #[message_body] _: Args<(Ruled, Ruled)>,
        #[message_body] _: (Ruled, Ruled),
        #[message_body("number")] number: u32,
        #[message_body("id")] id: Option<FromText<u64>>,
        #[message_body] any: serde_json::Value,
        #[message_body(unchecked)] loose: Loose,
        #[message_body("loose", unchecked)] _: Vec<Loose>,
        #[message_body(unchecked, pipe = name_of)] piped: String,
        #[message_body(validate)] validated: Ruled,
    ) -> usize {
        let _ = (list, number, id, any);
        ruled.name.len() + loose.name.len() + piped.len() + validated.name.len()
    }
}

/// The compiler has checked it.
#[websocket_gateway(namespace = "demanding", validate)]
struct Demanding;

#[websocket_gateway]
impl Demanding {
    #[subscribe_message("ruled")]
    fn ruled(&self, #[message_body] ruled: Ruled, #[message_body] _: u32) -> String {
        ruled.name
    }
}

fn builder() -> gateway_runtime::GatewayAppBuilder {
    GatewayApp::builder()
        .only::<(Unvalidated, Demanding)>()
        .provide(0_u128)
}

#[tokio::test]
async fn each_body_that_is_not_checked_is_named_with_its_place() {
    let problems = problems_of(builder().require_validation()).await;
    assert_eq!(problems.len(), 6, "{problems:#?}");
    for (whose, body) in [
        ("`Unvalidated::loose` (", "`Loose`"),
        ("`Unvalidated::list` (", "`Vec<Loose>`"),
        ("`Unvalidated::pair` (", "`(u32, Ruled)`"),
        ("`Unvalidated::context` (", "`WithContext`"),
        ("`Unvalidated::piped` (", "`Loose`"),
        ("the guard `named` (", "`Loose`"),
    ] {
        let named = problems.iter().find(|problem| problem.starts_with(whose));
        let problem = named.expect(whose);
        names_this_file(problem, 1);
        let remedy = format!(
            "takes a {body}, which is not validated, and `require_validation` demands that it is; derive `garde::Validate` for \
             it, with a context that has a default, or write `#[message_body(unchecked)]`"
        );
        assert!(problem.ends_with(&remedy), "{problem}");
    }
}

#[tokio::test]
async fn the_place_is_that_of_the_type() {
    let problems = problems_of(builder().require_validation()).await;
    let problem = problems
        .iter()
        .find(|problem| problem.contains("::pair`"))
        .expect("named");
    let here = include_str!("validation.rs");
    let before = here
        .lines()
        .position(|line| line.contains("(_, ruled)"))
        .expect("is here");
    assert!(problem.contains(&format!(":{})", before + 1)), "{problem}");
}

#[tokio::test]
async fn nothing_is_demanded_otherwise() {
    builder().build().await.expect("starts");
}

#[tokio::test]
async fn an_app_whose_bodies_are_checked_starts() {
    let builder = GatewayApp::builder().only::<(Demanding,)>();
    builder.require_validation().build().await.expect("starts");
}
