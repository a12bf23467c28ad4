//! `Validation` says at its parameters which bodies are validated.

use gateway_runtime::prelude::*;
use serde_json::{Value, json};

use super::{
    Item, Order, assert_invalid, assert_undecodable, join, nothing, order, tea, wrong_order,
};
use crate::{
    packets::ask_with,
    told::told,
    way::{Way, over_each_way},
};

/// Kept with a socket that is logged in.
#[derive(Clone)]
struct LoggedIn;

/// A guard: lets a client through that is logged in.
struct Admin;

impl FromSocket for Admin {
    fn from_socket(socket: &Socket) -> Result<Self, WsError> {
        let logged_in: Option<LoggedIn> = socket.data();
        logged_in.or_forbidden("for admins only")?;
        Ok(Self)
    }
}

#[websocket_gateway(namespace = "validation")]
pub(super) struct Validation;

#[websocket_gateway]
impl Validation {
    #[subscribe_message("order")]
    fn order(&self, #[message_body(validate)] order: Order) -> usize {
        order.items.len()
    }

    #[subscribe_message("order-key")]
    fn order_key(&self, #[message_body("item", validate)] item: Item) -> u32 {
        item.count
    }

    #[subscribe_message("log-in")]
    fn log_in(&self, #[connected_socket] socket: Socket) {
        socket.set_data(LoggedIn);
    }

    #[subscribe_message("for-admins")]
    fn for_admins(&self, #[message_body(validate)] order: Order, _admin: Admin) -> usize {
        order.items.len()
    }

    #[subscribe_message("for-admins-key")]
    fn for_admins_key(
        &self,
        #[message_body("item", validate)] item: Item,
        Admin: Admin,
        #[message_body("other")] _other: Option<u8>,
    ) -> u32 {
        item.count
    }

    #[subscribe_message("not-checked")]
    fn not_checked(&self, #[message_body(unchecked)] order: Order) -> usize {
        order.items.len()
    }
}

over_each_way!(
    whom_an_extractor_refuses_does_not_learn_of_bodies_which_are_written_before_it,
    a_body_is_taken_as_it_decodes_where_the_parameter_says_so,
);

async fn whom_an_extractor_refuses_does_not_learn_of_bodies_which_are_written_before_it(way: Way) {
    let (app, stranger) = join::<Validation>(way).await;
    let admin = way.join::<Validation>(&app).await;
    assert_eq!(admin.ask::<()>("log-in", &()).await, Ok(()));
    let item = json!({ "item": tea() });
    let not_decoding = json!({ "item": tea(), "other": "text" });
    // The wrong fields; none of a body that does not decode.
    let cases: [(&str, Value, Value, &[&str]); 4] = [
        (
            "for-admins",
            order(),
            wrong_order(),
            &["email", "items[1].count", "items[1].name"],
        ),
        ("for-admins", order(), json!(7), &[]),
        (
            "for-admins-key",
            item.clone(),
            json!({ "item": nothing() }),
            &["item.count", "item.name"],
        ),
        ("for-admins-key", item, not_decoding, &[]),
    ];
    for (event, valid, invalid, paths) in cases {
        let forbidden = told("forbidden", "for admins only", event);
        for values in [vec![invalid.clone()], vec![valid.clone()], vec![]] {
            let answer = ask_with::<()>(&stranger, event, &values).await;
            assert_eq!(answer, Err(forbidden.clone()), "{event} {values:?}");
        }
        assert_eq!(admin.ask::<usize>(event, &valid).await, Ok(2));
        let error = admin.ask::<()>(event, &invalid).await.unwrap_err();
        match paths {
            [] => assert_undecodable(&error, event, "invalid body of "),
            paths => assert_invalid(&error, event, paths),
        }
    }
}

async fn a_body_is_taken_as_it_decodes_where_the_parameter_says_so(way: Way) {
    let (_app, client) = join::<Validation>(way).await;
    let answer = client.ask::<usize>("not-checked", &wrong_order()).await;
    assert_eq!(answer, Ok(2));
}
